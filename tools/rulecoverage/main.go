// Command rulecoverage prints, for every rule of the catalogue, whether it
// exists, how many cases test it both ways, whether it carries a fix, and what
// other tools call it. It fails when a rule is missing, or has fewer than four
// cases that it must report, or fewer than four near misses.
package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"text/tabwriter"

	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/rule/ruletest"
	"leadline/models"
	"leadline/rules"
)

func main() {
	root := "rules"
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	missing, err := run(root, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "rulecoverage:", err)
		os.Exit(2)
	}
	if missing > 0 {
		os.Exit(1)
	}
}

// entry is one row of the catalogue.
type entry struct{ id, category, peers string }

func run(root string, w io.Writer) (missing int, err error) {
	kinds, err := model.Load(models.FS)
	if err != nil {
		return 0, err
	}
	set, err := rule.Load(rules.FS, kinds, rules.Code())
	if err != nil {
		return 0, err
	}
	entries, err := catalogue(filepath.Join(root, "catalogue.csv"))
	if err != nil {
		return 0, err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "rule\tcategory\tprofile\tbad\tgood\tfix\tpeers\tmissing")
	fixes, inDefault := 0, 0
	for _, e := range entries {
		r := set.Rule(e.id)
		if r == nil {
			missing++
			fmt.Fprintf(t, "%s\t%s\t\t0\t0\t\t%s\tthe rule\n", e.id, e.category, e.peers)
			continue
		}
		bad, good := cases(os.DirFS(root), e.id)
		profile, fix, lack := "all", "", ""
		if r.Default {
			profile = "default"
			inDefault++
		} else if r.Security {
			profile = "security"
		}
		if fixing(root, r) {
			fix = "yes"
			fixes++
		}
		if least := casesNeeded(e.category); bad < least || good < least {
			lack = "cases"
			missing++
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s\n", e.id, e.category, profile, bad, good, fix, e.peers, lack)
	}
	if err := t.Flush(); err != nil {
		return missing, fmt.Errorf("print: %w", err)
	}
	n := max(1, len(entries))
	_, err = fmt.Fprintf(w, "\n%d rules in the catalogue, %d missing or tested too little, %d with a fix (%d %%), %d in the default profile (%d %%)\n",
		len(entries), missing, fixes, 100*fixes/n, inDefault, 100*inDefault/n)
	return missing, err
}

func catalogue(file string) ([]entry, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	var out []entry
	for _, r := range rows[1:] {
		out = append(out, entry{r[0], r[1], r[2]})
	}
	return out, nil
}

// casesNeeded is how many cases each way a rule needs. The cases of rules about
// notebooks are whole notebooks, and some outputs are too large for one: they are
// counted and decide nothing here.
func casesNeeded(category string) int {
	if category == "notebook" {
		return 0
	}
	return 4
}

// cases counts the lines that must be reported and are, and the near misses: lines
// marked # ok and the page's good examples. Other silent lines count for nothing.
func cases(fsys fs.FS, id string) (bad, good int) {
	all, err := ruletest.Cases(fsys, id)
	if err != nil {
		return 0, 0
	}
	for _, c := range all {
		good += c.Oks
		for _, w := range c.Wants {
			if w.Mark == ruletest.Expected {
				bad++
			}
		}
	}
	return bad, good
}

var edits = regexp.MustCompile(`\.\s*Fix\(`)

// fixing tells whether a rule proposes edits.
func fixing(root string, r *rule.Rule) bool {
	if r.Fix != nil || r.Deprecated != nil {
		return true
	}
	for i := range r.Matches {
		if r.Matches[i].Fix != nil {
			return true
		}
	}
	for i := range r.Written {
		if r.Written[i].Fix != nil {
			return true
		}
	}
	code, err := os.ReadFile(filepath.Join(root, r.ID, "rule.go"))
	return err == nil && edits.Match(code)
}
