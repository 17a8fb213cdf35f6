package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"

	"github.com/spf13/cobra"

	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/learn"
	"leadline/internal/proof"
	"leadline/internal/rule"
	"leadline/models"
)

// lesson is what the command line asks of leadline learn.
type lesson struct {
	request
	accept []string
	limit  int
	format string
}

func learnCommand(s *streams) *cobra.Command {
	l := &lesson{}
	c := &cobra.Command{
		Use:   "learn [PATH...]",
		Short: "Propose model rows from the project's own code and tests",
		Long: "Propose rows of a model from what the project itself shows: functions that clean what passes through them (their\n" +
			"bodies and tests say so), decorators that register what a framework calls, calls that get SQL or commands, and\n" +
			"library calls whose results the project escapes. Each proposal comes with its evidence and with the findings that\n" +
			"it would add or remove, which is tried by a scan for each.\n\n" +
			"What you --accept becomes leadline/learned.yaml with a proof beside it, and is named in leadline.toml;\n" +
			"leadline models test runs the proof.\n\n" +
			"Exit codes: 0 done, 2 a mistake in the call or the settings, 3 the project could not be scanned.",
		Example: "  leadline learn\n" +
			"  leadline learn src --format json\n" +
			"  leadline learn --accept 1,3\n" +
			"  leadline learn --accept all",
		RunE: func(c *cobra.Command, args []string) error {
			l.Paths = args
			return l.run(c.Context(), s)
		},
	}
	f := c.Flags()
	f.StringSliceVar(&l.accept, "accept", nil, "keep these proposals: `NUMBERS`, or all")
	f.IntVar(&l.limit, "limit", 20, "try at most `N` proposals")
	f.StringVar(&l.format, "format", "text", "text or json")
	f.StringVar(&l.Profile, "profile", "", "which rules run: default, security, ml, strict, all")
	f.StringSliceVar(&l.Trust, "trust", nil, "what counts as untrusted beyond each rule's own `LEVELS`: local, stored, library, all")
	f.StringVar(&l.Settings, "settings", "", "read the settings from `FILE` instead of looking for them")
	f.IntVar(&l.Jobs, "jobs", runtime.GOMAXPROCS(0), "how many files are worked on at once")
	return c
}

// tried is a proposal with what it would change.
type tried struct {
	*learn.Proposal
	added, removed []*finding.Finding
}

func (l *lesson) run(ctx context.Context, s *streams) error {
	if l.format != "text" && l.format != "json" {
		return usage("--format %q is not one of text, json", l.format)
	}
	l.Format, l.NoCache = "text", true
	p, err := l.plan(s)
	if err != nil {
		return err
	}
	list, err := l.propose(ctx, s, p)
	if err != nil {
		return &status{exitIncomplete, err}
	}
	if len(l.accept) > 0 {
		return l.keep(ctx, s.out, p, list)
	}
	if l.format == "json" {
		return learnedJSON(s.out, list)
	}
	return tellLessons(s.out, list)
}

// propose scans once, asks what the project shows, and tries each proposal.
func (l *lesson) propose(ctx context.Context, s *streams, p *plan) ([]*tried, error) {
	bar := newBar(s.err)
	defer bar.clear()
	notes := learn.New(p.options.Models)
	o := p.options
	o.Rules = o.Rules.With([]*rule.Rule{notes.Rule()})
	before := &found{bar: bar}
	if err := engine.Scan(ctx, o, before); err != nil {
		return nil, err
	}
	proposals := notes.Proposals(before.findings, o.Rules.Rules)
	if more := len(proposals) - l.limit; more > 0 {
		bar.clear()
		fmt.Fprintf(s.err, "leadline: %d more proposals are not tried: --limit\n", more)
		proposals = proposals[:l.limit]
	}
	var out []*tried
	for i, x := range proposals {
		bar.show(finding.Progress{Stage: "try", Done: i, Total: len(proposals)})
		c, err := loadCatalogue(p.options.Project, overlay(1, x))
		if err != nil {
			continue // a row that says what a built-in one says
		}
		o := p.options
		o.Rules, o.Models = c.rules, c.models
		after := &found{}
		if err := engine.Scan(ctx, o, after); err != nil {
			return nil, err
		}
		out = append(out, &tried{x, missing(after, before), missing(before, after)})
	}
	return out, nil
}

// overlay is the model file of proposals among the built-in ones.
func overlay(n int, list ...*learn.Proposal) fstest.MapFS {
	library := learnedName(n)
	return fstest.MapFS{projectModel(999, library+".yaml"): {Data: []byte(learn.Model(library, list))}}
}

// learnedName is what the n-th file of accepted rows is called.
func learnedName(n int) string {
	if n == 1 {
		return "learned"
	}
	return "learned-" + strconv.Itoa(n)
}

// missing are the open findings of one scan that another one does not have.
func missing(of, from *found) []*finding.Finding {
	have := map[string]bool{}
	for _, f := range from.findings {
		have[f.Fingerprint] = f.Suppression == ""
	}
	var out []*finding.Finding
	for _, f := range of.findings {
		if f.Suppression == "" && !have[f.Fingerprint] {
			out = append(out, f)
		}
	}
	return out
}

func place(f *finding.Finding) string {
	return fmt.Sprintf("%s %s:%d", f.Rule.ID, f.Location.File.Path, f.Location.File.LineOf(f.Location.Span.Start))
}

func tellLessons(w io.Writer, list []*tried) error {
	for i, t := range list {
		fmt.Fprintf(w, "%d. %s: %s\n", i+1, t.What(), t.Row())
		for _, e := range t.Evidence {
			fmt.Fprintf(w, "     %s\n", e)
		}
		tellEffect(w, "adds", t.added)
		tellEffect(w, "removes", t.removed)
		if len(t.added)+len(t.removed) == 0 {
			fmt.Fprintln(w, "   changes no finding today")
		}
	}
	if len(list) == 0 {
		fmt.Fprintln(w, "nothing to propose: no test or body shows a sanitizer on a flow, no unknown decorator, wrapper or source was seen")
		return nil
	}
	fmt.Fprintf(w, "\n%d proposals; leadline learn --accept 1 keeps the first\n", len(list))
	return nil
}

// maxShown bounds how many findings are listed for one proposal.
const maxShown = 5

func tellEffect(w io.Writer, verb string, list []*finding.Finding) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "   %s %d findings\n", verb, len(list))
	for _, f := range list[:min(len(list), maxShown)] {
		fmt.Fprintf(w, "     %s\n", place(f))
	}
	if more := len(list) - maxShown; more > 0 {
		fmt.Fprintf(w, "     and %d more\n", more)
	}
}

func learnedJSON(w io.Writer, list []*tried) error {
	type row struct {
		Number int `json:"number"`
		*learn.Proposal
		Adds    []string `json:"adds"`
		Removes []string `json:"removes"`
	}
	rows := make([]row, len(list))
	for i, t := range list {
		rows[i] = row{i + 1, t.Proposal, []string{}, []string{}}
		for _, f := range t.added {
			rows[i].Adds = append(rows[i].Adds, place(f))
		}
		for _, f := range t.removed {
			rows[i].Removes = append(rows[i].Removes, place(f))
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(rows)
}

// chosen are the proposals that --accept names.
func (l *lesson) chosen(list []*tried) ([]*tried, error) {
	if slices.Equal(l.accept, []string{"all"}) {
		return list, nil
	}
	var out []*tried
	for _, name := range l.accept {
		n, err := strconv.Atoi(strings.TrimSpace(name))
		if err != nil || n < 1 || n > len(list) {
			return nil, usage("--accept %s: there are proposals 1 to %d", name, len(list))
		}
		out = append(out, list[n-1])
	}
	return out, nil
}

// keep proves the chosen proposals, writes those that hold, and names the file in
// the settings.
func (l *lesson) keep(ctx context.Context, w io.Writer, p *plan, list []*tried) error {
	chosen, err := l.chosen(list)
	if err != nil {
		return err
	}
	var good []*learn.Proposal
	for _, t := range chosen {
		faults, err := prove(ctx, p, t.Proposal)
		if err != nil {
			return &status{exitIncomplete, err}
		}
		if len(faults) > 0 {
			fmt.Fprintf(w, "left out, its proof does not hold: %s: %s\n", t.Row(), faults[0].Problem)
			continue
		}
		good = append(good, t.Proposal)
	}
	if len(good) == 0 {
		fmt.Fprintln(w, "nothing to keep")
		return nil
	}
	return keepLessons(w, p, good)
}

// prove runs the proof of one proposal, as leadline models test will.
func prove(ctx context.Context, p *plan, x *learn.Proposal) ([]proof.Fault, error) {
	files, err := withModels(models.FS, p.options.Project)
	if err != nil {
		return nil, err
	}
	prover, err := proof.New(written{files, overlay(1, x)})
	if err != nil {
		return nil, err
	}
	_, faults, err := prover.Prove(ctx, []byte(learn.Proof([]*learn.Proposal{x})))
	return faults, err
}

// keepLessons writes the rows and their proof below the settings' folder.
func keepLessons(w io.Writer, p *plan, good []*learn.Proposal) error {
	dir := p.options.Project.Dir
	if dir == "" {
		dir = p.info.Root
	}
	n := 1
	for exists(filepath.Join(dir, "leadline", learnedName(n)+".yaml")) {
		n++
	}
	name := "leadline/" + learnedName(n)
	if err := os.MkdirAll(filepath.Join(dir, "leadline"), 0o755); err != nil {
		return &status{exitIncomplete, err}
	}
	for file, content := range map[string]string{name + ".yaml": learn.Model(learnedName(n), good), name + ".proof.py": learn.Proof(good)} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(file)), []byte(content), 0o644); err != nil {
			return &status{exitIncomplete, err}
		}
	}
	fmt.Fprintf(w, "wrote %s.yaml with %d rows, and its proof %s.proof.py\n", name, len(good), name)
	settings := p.options.Project.File
	if settings == "" {
		settings = filepath.Join(dir, "leadline.toml")
	}
	if filepath.Base(settings) == "pyproject.toml" {
		fmt.Fprintf(w, "add models = [%q] to [tool.leadline] in pyproject.toml; leadline models test runs the proof\n", name+".yaml")
		return nil
	}
	old, err := os.ReadFile(settings)
	if err != nil && !os.IsNotExist(err) {
		return &status{exitIncomplete, err}
	}
	if err := os.WriteFile(settings, []byte(nameModel(string(old), name+".yaml")), 0o644); err != nil {
		return &status{exitIncomplete, err}
	}
	fmt.Fprintf(w, "named it in %s; leadline models test runs the proof\n", filepath.Base(settings))
	return nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

var modelsKey = regexp.MustCompile(`(?m)^models\s*=\s*\[([^\]]*)\]`)

// nameModel adds a file to the key models of a settings file, and leaves the rest as
// it is. The key stands before the first table.
func nameModel(settings, file string) string {
	if at := modelsKey.FindStringSubmatchIndex(settings); at != nil {
		have := strings.TrimRight(strings.TrimSpace(settings[at[2]:at[3]]), ",")
		if have != "" {
			have += ", "
		}
		return settings[:at[2]] + have + strconv.Quote(file) + settings[at[3]:]
	}
	return "models = [" + strconv.Quote(file) + "]\n" + settings
}
