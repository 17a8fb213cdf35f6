package main

import (
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"leadline/internal/config"
	"leadline/internal/finding"
)

func rulesCommand(s *streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "rules",
		Short: "List the rules, show one rule's page, or test rules of your own",
		Example: "  leadline rules list\n" +
			"  leadline rules show sql-injection\n" +
			"  leadline rules test our-rules/",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	format := "text"
	list := &cobra.Command{
		Use: "list", Short: "List all rules", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return listRules(s.out, format) },
	}
	list.Flags().StringVar(&format, "format", "text", "text or json")
	show := &cobra.Command{
		Use: "show ID", Short: "Show a rule's page: what, why, bad, good, fix, limits",
		Args: cobra.ExactArgs(1), ValidArgsFunction: completeRules,
		RunE: func(_ *cobra.Command, args []string) error { return showRule(s.out, args[0]) },
	}
	c.AddCommand(list, show, rulesTestCommand(s))
	return c
}

func listRules(w io.Writer, format string) error {
	c, err := loadCatalogue(&config.Project{})
	if err != nil {
		return err
	}
	switch format {
	case "json":
		return listJSON(w, c.known())
	case "text":
	default:
		return usage("--format %q is not one of text, json", format)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range c.known() {
		profile := "default"
		if !r.Default {
			profile = "all"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", r.ID, r.Severity, profile, weaknesses(r), r.Title)
	}
	return t.Flush()
}

func weaknesses(r *finding.Rule) string {
	parts := make([]string, len(r.CWE))
	for i, id := range r.CWE {
		parts[i] = fmt.Sprintf("CWE-%d", id)
	}
	return strings.Join(parts, ",")
}

func listJSON(w io.Writer, rules []*finding.Rule) error {
	type row struct {
		ID        string   `json:"id"`
		Title     string   `json:"title"`
		Category  string   `json:"category"`
		Severity  string   `json:"severity"`
		Precision string   `json:"precision"`
		CWE       []int    `json:"cwe"`
		Tags      []string `json:"tags"`
		Default   bool     `json:"default"`
	}
	rows := make([]row, len(rules))
	for i, r := range rules {
		rows[i] = row{r.ID, r.Title, r.Category, r.Severity.String(), r.Precision, append([]int{}, r.CWE...), append([]string{}, r.Tags...), r.Default}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(rows)
}

func showRule(w io.Writer, id string) error {
	c, err := loadCatalogue(&config.Project{})
	if err != nil {
		return err
	}
	r := c.rules.Rule(id)
	if r == nil {
		ids := []string{}
		for _, k := range c.known() {
			ids = append(ids, k.ID)
		}
		sort.Strings(ids)
		if near := config.Nearest(id, ids); near != "" {
			return usage("there is no rule %q; did you mean %q?", id, near)
		}
		return usage("there is no rule %q; leadline rules list names them all", id)
	}
	fmt.Fprintf(w, "# %s: %s\n\nseverity %s, precision %s, %s\n\n%s\n", r.ID, r.Title, r.Severity, r.Precision, weaknesses(&r.Rule), strings.TrimSpace(r.Page))
	return nil
}
