package worker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/notebook"
	"leadline/internal/rule"
	"leadline/internal/rule/ruletest"
	"leadline/internal/service"
	"leadline/internal/service/store"
	"leadline/internal/workspace"
)

// chosen are rules that run instead of those of the settings; dir holds the text of
// one, "" for none.
type chosen struct {
	rules []string
	dir   string
}

// over lays the choice over settings.
func (c *chosen) over(s *config.Settings) {
	if c == nil || len(c.rules) == 0 && c.dir == "" {
		return
	}
	if len(c.rules) > 0 {
		s.Rules, s.Ignore = slices.Clone(c.rules), nil
	}
	if c.dir != "" {
		s.Rules = append(s.Rules, c.dir)
	}
}

var ruleID = regexp.MustCompile(`(?m)^id:[ \t]*["']?([A-Za-z0-9][A-Za-z0-9._-]*)["']?[ \t\r]*$`)

// choose writes the text of a rule where the loader finds it; the directory must be
// removed. A text without id on the left is Semgrep's.
func (w *Worker) choose(c service.RuleChoice) (*chosen, error) {
	out := &chosen{rules: c.Rules}
	if c.Text == "" {
		return out, nil
	}
	var err error
	if out.dir, err = os.MkdirTemp(w.Dir, "rule-"); err != nil {
		return nil, fmt.Errorf("write down a rule: %w", err)
	}
	// The loader takes what is not absolute for a folder of the project.
	if out.dir, err = filepath.Abs(out.dir); err != nil {
		return nil, fmt.Errorf("write down a rule: %w", err)
	}
	files := map[string]string{"rules.yaml": c.Text}
	if id := ruleID.FindStringSubmatch(c.Text); id != nil {
		files = map[string]string{id[1] + "/rule.yaml": c.Text, id[1] + "/rule.md": "# " + id[1] + "\n"}
	}
	if err := put(out.dir, files); err != nil {
		out.remove()
		return nil, fmt.Errorf("write down a rule: %w", err)
	}
	return out, nil
}

// put writes files below a directory.
func put(dir string, files map[string]string) error {
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o700), os.WriteFile(at, []byte(text), 0o600)); err != nil {
			return err
		}
	}
	return nil
}

func (c *chosen) remove() {
	if c.dir != "" {
		os.RemoveAll(c.dir)
	}
}

// try does a trial.
func (w *Worker) try(ctx context.Context, scan *store.Scan) (*service.Tried, error) {
	var t service.Trial
	if err := json.Unmarshal([]byte(scan.Trial), &t); err != nil {
		return nil, &mistake{fmt.Errorf("the trial: %w", err)}
	}
	dir, err := w.place(ctx, scan)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if t.Kind == service.FixTrial {
		return w.tryFix(ctx, scan, dir, &t)
	}
	return w.tryRules(ctx, scan, dir, &t)
}

// tryFix scans the tree, applies the fix and looks again: the finding must be gone,
// none may have come, and what could be parsed must still be.
func (w *Worker) tryFix(ctx context.Context, scan *store.Scan, dir string, t *service.Trial) (*service.Tried, error) {
	options, _, err := w.options(ctx, scan, dir, nil)
	if err != nil {
		return nil, err
	}
	before, after := &handler{}, &handler{}
	session := engine.Resume(options, scan.Paths)
	if err := w.watched(ctx, scan.ID, before, func(ctx context.Context) error { return session.Scan(ctx, before) }); err != nil {
		return nil, err
	}
	f := foundAgain(before.findings, t)
	if f == nil || f.Fix == nil || len(f.Fix.Edits) == 0 {
		return tried(nil, nil, 0, "this version of leadline does not report the finding with a fix any more; scan the ref again"), nil
	}
	name := f.Fix.Edits[0].File.Path
	at := filepath.Join(dir, filepath.FromSlash(name))
	content, err := os.ReadFile(at)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	edits, ok := rule.Edits(content, f.Fix)
	if !ok {
		return tried(nil, nil, 0, "the fix is about the file in another form than it is kept in"), nil
	}
	fixed := notebook.Apply(content, edits)
	err = w.watched(ctx, scan.ID, after, func(ctx context.Context) error {
		return session.Edit(ctx, []workspace.Overlay{{Name: at, Content: fixed}}, after)
	})
	if err != nil {
		return nil, err
	}
	trees, err := w.edited(ctx, scan.TreeID, name, fixed)
	if err != nil {
		return nil, err
	}
	appeared, gone, same := compare(before.findings, after.findings, trees)
	why := ""
	switch {
	case len(after.coverage.SyntaxErrors) > len(before.coverage.SyntaxErrors):
		why = "with the fix " + name + " does not parse"
	case !slices.Contains(gone, f):
		why = "with the fix the finding is still there"
	case len(appeared) > 0:
		why = "with the fix there are findings that were not there"
	}
	return tried(appeared, gone, same, why), nil
}

// foundAgain is the finding that a trial is about among those of its tree.
func foundAgain(all []*finding.Finding, t *service.Trial) *finding.Finding {
	for _, f := range all {
		if f.Fingerprint == t.Fingerprint {
			return f
		}
	}
	for _, f := range all {
		if file := f.Location.File; f.Rule.ID == t.Rule && file.Path == t.Path && int64(file.LineOf(f.Location.Span.Start)) == t.Line {
			return f
		}
	}
	return nil
}

// edited is the way from a stored tree to the same with another content of one file.
func (w *Worker) edited(ctx context.Context, treeID, name string, content []byte) (*identity.Trees, error) {
	m, err := w.Service.ManifestOf(ctx, treeID)
	if err != nil {
		return nil, err
	}
	was := map[string]string{}
	for i := range m.Files {
		was[m.Files[i].Path] = m.Files[i].SHA256
	}
	is := maps.Clone(was)
	if name != "" {
		is[name] = "fixed"
	}
	return identity.CompareTrees(was, is, func(hash string) string {
		if hash == "fixed" {
			return string(content)
		}
		r, err := w.Service.Blobs.Open(ctx, hash)
		if err != nil {
			return "" // it was laid out a moment ago
		}
		defer r.Close()
		data, _ := io.ReadAll(r) // ... and what cannot be read now has no lines to follow
		return string(data)
	}), nil
}

// tryRules scans the tree with both choices of rules.
func (w *Worker) tryRules(ctx context.Context, scan *store.Scan, dir string, t *service.Trial) (*service.Tried, error) {
	var sides [2]*handler
	for i, c := range []service.RuleChoice{t.From, t.To} {
		choice, err := w.choose(c)
		if err != nil {
			return nil, err
		}
		defer choice.remove()
		options, _, err := w.options(ctx, scan, dir, choice)
		if err != nil {
			return nil, err
		}
		sides[i] = &handler{}
		if choice.dir != "" && len(ownOnly(options.Rules).Rules) == 0 {
			return nil, &mistake{errors.New(noRule)}
		}
		session := engine.Resume(options, scan.Paths).Once()
		err = w.watched(ctx, scan.ID, sides[i], func(ctx context.Context) error { return session.Scan(ctx, sides[i]) })
		if err != nil {
			return nil, err
		}
	}
	trees, err := w.edited(ctx, scan.TreeID, "", nil)
	if err != nil {
		return nil, err
	}
	appeared, gone, same := compare(sides[0].findings, sides[1].findings, trees)
	return tried(appeared, gone, same, ""), nil
}

// compare says which findings only one side has, and how many both have. What is
// silenced in the code counts as everything else: it is there.
func compare(before, after []*finding.Finding, trees *identity.Trees) (appeared, gone []*finding.Finding, same int) {
	subjects := func(fs []*finding.Finding) []identity.Subject {
		out := make([]identity.Subject, len(fs))
		for i, f := range fs {
			out[i] = identity.Of(f)
		}
		return out
	}
	pairs := identity.Match(subjects(before), subjects(after), trees.Revision())
	old, now := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		old[p.Old], now[p.New] = true, true
	}
	for i, f := range before {
		if !old[i] {
			gone = append(gone, f)
		}
	}
	for i, f := range after {
		if !now[i] {
			appeared = append(appeared, f)
		}
	}
	return appeared, gone, len(pairs)
}

// mostTold is how many findings of each kind a trial lists.
const mostTold = 200

func tried(appeared, gone []*finding.Finding, same int, why string) *service.Tried {
	return &service.Tried{Holds: why == "", Why: why, Appeared: told(appeared), Gone: told(gone), AppearedCount: len(appeared), GoneCount: len(gone), Same: same}
}

func told(fs []*finding.Finding) []service.TriedFinding {
	out := []service.TriedFinding{}
	for _, f := range fs[:min(len(fs), mostTold)] {
		f = finding.Redacted(f)
		out = append(out, service.TriedFinding{Rule: f.Rule.ID, Severity: f.Severity.String(), Path: f.Location.File.Path,
			Line: f.Location.File.LineOf(f.Location.Span.Start), Message: f.Message})
	}
	return out
}

// Test implements service.Tester: every case is a project of its own.
func (w *Worker) Test(ctx context.Context, t *service.RuleTest) (*service.Tested, error) {
	choice, err := w.choose(service.RuleChoice{Text: t.Text})
	if err != nil {
		return nil, err
	}
	defer choice.remove()
	cases, err := w.cases(t)
	if err != nil {
		return nil, err
	}
	out := &service.Tested{Agrees: true}
	for i := range cases {
		got, err := w.testCase(ctx, t, choice, &cases[i])
		if err != nil {
			return nil, err
		}
		out.Agrees = out.Agrees && len(got.Problems) == 0
		out.Cases = append(out.Cases, *got)
	}
	return out, nil
}

// cases are the files that were sent, or the examples of the rule's page.
func (w *Worker) cases(t *service.RuleTest) ([]ruletest.Case, error) {
	if len(t.Files) > 0 {
		files := map[string]string{}
		for _, f := range t.Files {
			files[f.Path] = f.Text
		}
		return []ruletest.Case{ruletest.Of(t.Rule, files)}, nil
	}
	for _, r := range w.Service.Rules {
		if r.ID == t.Rule {
			return ruletest.Examples(r.ID, r.Page)
		}
	}
	return nil, nil
}

func (w *Worker) testCase(ctx context.Context, t *service.RuleTest, choice *chosen, c *ruletest.Case) (*service.TestedCase, error) {
	dir, err := os.MkdirTemp(w.Dir, "test-")
	if err != nil {
		return nil, fmt.Errorf("make room for a test: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := put(dir, c.Files); err != nil {
		return nil, fmt.Errorf("make room for a test: %w", err)
	}
	project := &config.Project{Dir: dir, Settings: config.Settings{Profile: "all"}}
	if choice.dir == "" {
		project.Settings.Rules = []string{t.Rule}
	} else {
		// Nothing but what is written: its own id need not be known.
		project.Settings.Rules = []string{choice.dir}
	}
	o := engine.Options{Paths: []string{dir}, Project: project, Jobs: 1, Cache: cache.None{}}
	if o.Rules, o.Models, err = w.Catalogue(project); err != nil {
		said := strings.ReplaceAll(err.Error(), choice.dir+string(filepath.Separator), "")
		return nil, &service.Fault{Kind: service.Invalid, Message: said}
	}
	if choice.dir != "" {
		if o.Rules = ownOnly(o.Rules); len(o.Rules.Rules) == 0 {
			return nil, &service.Fault{Kind: service.Invalid, Message: noRule}
		}
	}
	h := &handler{}
	if err := engine.Scan(ctx, o, h); err != nil {
		return nil, err
	}
	var got []ruletest.Got
	for _, f := range h.findings {
		file := f.Location.File
		id := f.Rule.ID
		if choice.dir != "" {
			id = c.Rule // whatever the text calls it
		}
		got = append(got, ruletest.Got{Rule: id, File: file.Path, Message: f.Message, Line: file.LineOf(f.Location.Span.Start)})
	}
	out := &service.TestedCase{Name: c.Name, Findings: told(h.findings), Problems: ruletest.Compare(*c, got).Problems}
	for path, why := range h.coverage.Gaps() {
		out.Problems = append(out.Problems, strings.ReplaceAll(path+": "+why, choice.dir+string(filepath.Separator), ""))
	}
	slices.Sort(out.Problems)
	return out, nil
}

// noRule is what is said of a text that nobody can read as a rule.
const noRule = "the text holds no rule: a rule.yaml has id: at its left margin, a Semgrep file is YAML with rules:"

// ownOnly are the rules that were brought along.
func ownOnly(s *rule.Set) *rule.Set {
	var own []*rule.Rule
	for _, r := range s.Rules {
		if r.Own {
			own = append(own, r)
		}
	}
	return (&rule.Set{}).With(own)
}
