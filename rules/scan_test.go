package rules

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/rule"
	"leadline/internal/rule/ruletest"
	"leadline/internal/text"
)

// scan analyses some files with every rule.
func scan(t *testing.T, set *rule.Set, kinds *model.Set, files map[string]string) []*finding.Finding {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	k := &finding.Kept{}
	o := engine.Options{
		Paths: []string{dir}, Project: &config.Project{Dir: dir, Settings: config.Settings{Profile: "all"}},
		Jobs: 1, Cache: cache.None{}, Rules: set, Models: kinds,
	}
	if err := engine.Scan(context.Background(), o, k); err != nil {
		t.Fatal(err)
	}
	for _, s := range k.Coverage.Skipped {
		t.Errorf("%s: %s", s.Path, s.Reason)
	}
	for _, e := range k.Coverage.SyntaxErrors {
		t.Errorf("%s:%d: %s", e.Location.File.Path, e.Location.File.LineOf(e.Location.Span.Start), e.Message)
	}
	return k.Findings
}

func got(findings []*finding.Finding) []ruletest.Got {
	var out []ruletest.Got
	for _, f := range findings {
		file := f.Location.File
		out = append(out, ruletest.Got{Rule: f.Rule.ID, File: file.Path, Message: f.Message, Line: int(file.LineOf(f.Location.Span.Start))})
	}
	return out
}

// knownProblems is how many lines of all examples are still judged wrongly. It
// only ever falls: whoever mends some lowers it, and -v lists what is left.
const knownProblems = 0

// TestCases runs every example of every page and every file of testdata.
func TestCases(t *testing.T) {
	set, kinds := loadAll(t)
	missing, spurious, problems := 0, 0, 0
	for _, r := range set.Rules {
		t.Run(r.ID, func(t *testing.T) {
			cases, err := ruletest.Cases(testFS, r.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range cases {
				findings := scan(t, set, kinds, c.Files)
				result := ruletest.Compare(c, got(findings))
				for _, p := range result.Problems {
					t.Logf("%s: %s", c.Name, p)
				}
				problems += len(result.Problems)
				missing += result.Missing
				spurious += result.Spurious
				if c.Fixed != "" {
					checkFixed(t, c, findings)
				}
			}
		})
	}
	t.Logf("known misses: %d, known false alarms: %d, problems: %d", missing, spurious, problems)
	if problems > knownProblems {
		t.Errorf("%d problems, %d are known: see go test -v", problems, knownProblems)
	}
}

var wantComment = regexp.MustCompile(`(?m)\s*# want.*$`)

// checkFixed applies the rule's fixes to a page's bad example.
func checkFixed(t *testing.T, c ruletest.Case, findings []*finding.Finding) {
	t.Helper()
	if page, ok := c.Files["page.ipynb"]; ok {
		checkFixedCells(t, c, page, findings)
		return
	}
	code := c.Files["page.py"]
	var edits []finding.Edit
	for _, f := range findings {
		if f.Rule.ID == c.Rule && f.Fix != nil {
			edits = append(edits, f.Fix.Edits...)
		}
	}
	sort.Slice(edits, func(i, j int) bool { return edits[i].Span.Start > edits[j].Span.Start })
	for _, e := range edits {
		code = code[:e.Span.Start] + e.Text + code[e.Span.End:]
	}
	if have, want := wantComment.ReplaceAllString(code, ""), wantComment.ReplaceAllString(c.Fixed, ""); have != want {
		t.Errorf("%s: the fix gives\n%s", c.Name, fmt.Sprint(have))
	}
}

// checkFixedCells does the same for a notebook, and compares the frames.
func checkFixedCells(t *testing.T, c ruletest.Case, page string, findings []*finding.Finding) {
	t.Helper()
	all := &finding.Fix{}
	for _, f := range findings {
		if f.Rule.ID == c.Rule && f.Fix != nil {
			all.Edits = append(all.Edits, f.Fix.Edits...)
		}
	}
	fixed, ok := fixedText("page.ipynb", page, all)
	if !ok {
		t.Errorf("%s: an edit lies in no cell", c.Name)
	}
	have := notebook.Split(text.New("page.ipynb", []byte(fixed))).Frames()
	if have, want := wantComment.ReplaceAllString(have, ""), wantComment.ReplaceAllString(c.Fixed, ""); have != want {
		t.Errorf("%s: the fix gives\n%s", c.Name, have)
	}
}

var vulnerable = regexp.MustCompile(`# vulnerable: ([a-z-]+)$`)

// TestExamples scans the example application: every line that says so is
// reported, and nothing else.
func TestExamples(t *testing.T) {
	set, kinds := loadAll(t)
	files := map[string]string{}
	want := map[string]bool{}
	root := os.DirFS("../examples")
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".py" {
			return err
		}
		data, err := fs.ReadFile(root, path)
		files[path] = string(data)
		for i, line := range strings.Split(string(data), "\n") {
			if m := vulnerable.FindStringSubmatch(line); m != nil {
				want[fmt.Sprintf("%s:%d %s", path, i+1, m[1])] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for _, g := range got(scan(t, set, kinds, files)) {
		place := fmt.Sprintf("%s:%d %s", g.File, g.Line, g.Rule)
		if !want[place] {
			t.Errorf("%s: reported without saying so: %s", place, g.Message)
		}
		delete(want, place)
		rules[g.Rule] = true
	}
	for place := range want {
		t.Errorf("%s: not reported", place)
	}
	if len(rules) < 8 {
		t.Errorf("%d different rules, want at least 8", len(rules))
	}
}
