package semgrep

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
)

// TestConformance: each feature of the rule language, by rules and annotated
// files of our own, written from its public documentation.
func TestConformance(t *testing.T) {
	s, err := TestAll(os.DirFS("testdata/conformance"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range s.Faults {
		t.Error(f)
	}
	if s.Untested > 0 || s.Loaded < 40 {
		t.Errorf("%d rules, %d of them without a test", s.Loaded, s.Untested)
	}
	for _, f := range s.Tested {
		for _, v := range f.Verdicts {
			if !v.Agrees() {
				t.Errorf("%s: %s", f.Path, v)
			}
		}
		if f.Fixed != nil && !*f.Fixed {
			content, _ := os.ReadFile("testdata/conformance/" + f.Path)
			rules := load(t, "testdata/conformance/"+strings.TrimSuffix(f.Path, ".py")+".yaml")
			t.Errorf("%s: the fixes give\n%s", f.Path, Fixed(rules, f.Path, content))
		}
	}
}

func load(t *testing.T, name string) []*Rule {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return Load(name, data).Rules
}

const head = "rules:\n- id: a\n  languages: [python]\n  severity: ERROR\n  message: m\n"

// TestMarks: what a file's words say beforehand changes no finding. Every rule of
// the conformance suite looks at every file of it, with its words and without.
func TestMarks(t *testing.T) {
	dir := os.DirFS("testdata/conformance")
	names, _ := fs.Glob(dir, "*.yaml")
	more, _ := fs.Glob(dir, "*.py")
	var rules []*Rule
	for _, name := range names {
		rules = append(rules, load(t, "testdata/conformance/"+name)...)
	}
	files := []*text.File{text.New("renamed.py", []byte("from os import system as s\nimport pickle as loads\nfrom .exec import run as eval\ns(x)\nloads.loads(y)\neval(z)\n"))}
	for _, name := range more {
		content, err := fs.ReadFile(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, text.New(name, content))
	}
	seen := 0
	for _, r := range rules {
		if !r.Python || r.Deep() {
			continue
		}
		texts := rule.NewTexts([]*rule.Rule{r.Rule(nil)})
		for _, f := range files {
			sheet := rule.NewSheet(syntax.Parse(f), "", nil)
			plain, _ := r.Check(f, sheet)
			marked := texts.Check(rule.Look{Content: f.Bytes, Sheet: func() *rule.Sheet { return rule.NewSheet(syntax.Parse(f), "", nil) }})
			seen += len(plain)
			if got, want := said(marked), said(plain); got != want {
				t.Errorf("%s in %s: with its words\n%swithout\n%s", r.Info.ID, f.Path, got, want)
			}
		}
	}
	if seen < 100 {
		t.Errorf("%d findings: nothing was compared", seen)
	}
}

func said(fs []*finding.Finding) string {
	var out strings.Builder
	for _, f := range fs {
		fmt.Fprintln(&out, f.Location.Span, f.Message, f.Suppression)
	}
	return out.String()
}

// TestFaults: what cannot run names the rule, the line and the key.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ rule, want string }{
		{"  pattern: f(\n", "f.yaml:6: rule a: pattern: "},
		{"  pattern: f()\n  patterns-other: 1\n", "f.yaml:7: rule a: patterns-other: is not supported"},
		{"  patterns:\n  - pattern: f()\n  - pattern-near: g()\n", "f.yaml:8: rule a: pattern-near: is not supported"},
		{"  mode: join\n  pattern: f()\n", "rule a: mode: \"join\" is not supported"},
		{"  pattern: f()\n  options: {magic: true}\n", "rule a: options.magic: is not supported"},
		{"  pattern-regex: '('\n", "rule a: pattern-regex: "},
		{"  fix: n\n", "rule a: pattern: is missing"},
		{"  pattern: f()\n  options: {ac_matching: false}\n", "rule a: options.ac_matching: is true here"},
		{"  pattern: f()\n  options: {commutative_boolop: true}\n", "rule a: options.commutative_boolop: is false here"},
		{"  pattern: f()\n  match: {any: []}\n", "rule a: match: is not supported"},
	} {
		f := Load("f.yaml", []byte(head+c.rule))
		if len(f.Faults) != 1 || !strings.Contains(f.Faults[0].Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.rule, f.Faults, c.want)
		}
	}
	if f := Load("f.yaml", []byte("rules: [\n")); len(f.Faults) != 1 {
		t.Errorf("broken YAML: %v", f.Faults)
	}
}

// TestPaths: paths include and exclude files and folders.
func TestPaths(t *testing.T) {
	for _, c := range []struct {
		glob, path string
		in         bool
	}{
		{"*.py", "a/b.py", true}, {"tests", "a/tests/b.py", true}, {"tests/", "tests/b.py", true}, {"/tests", "a/tests/b.py", false},
		{"**/test_*.py", "a/test_b.py", true}, {"a/*.py", "a/b.py", true}, {"a/*.py", "b.py", false}, {"src/**/x.py", "src/p/q/x.py", true},
	} {
		if inPath(c.glob, c.path) != c.in {
			t.Errorf("%s, %s: want %v", c.glob, c.path, c.in)
		}
	}
}

// TestSilence: nosemgrep on the line, or alone above it, for all or some rules.
func TestSilence(t *testing.T) {
	rules := Load("f.yaml", []byte(head+"  pattern: f($X)\n")).Rules
	code := "f(1)  # nosemgrep\nf(2)\n# nosemgrep: a\nf(3)\nf(4)  # nosem: other\nf(5)  # nosemgrep: dir.a\n"
	var open []string
	for _, f := range Findings(rules[0], text.New("x.py", []byte(code))) {
		if f.Suppression == "" {
			open = append(open, f.Location.File.Slice(f.Location.Span))
		}
	}
	if strings.Join(open, " ") != "f(2) f(4)" {
		t.Errorf("not silenced: %v", open)
	}
}

// TestLate: a regular expression that runs away is stopped, and the rule says that
// it did not look at the file to its end.
func TestLate(t *testing.T) {
	rules := Load("f.yaml", []byte("rules:\n- id: a\n  languages: [regex]\n  severity: ERROR\n  message: m\n  pattern-regex: '^(a|aa)+(?=!)$'\n")).Rules
	found, whole := rules[0].Check(text.New("x.txt", []byte(strings.Repeat("a", 60)+"?\n")), nil)
	if len(found) > 0 || whole {
		t.Errorf("%d findings, whole: %v", len(found), whole)
	}
	if _, whole := rules[0].Check(text.New("x.txt", []byte("aaa?\n")), nil); !whole {
		t.Error("a short text is looked at to its end")
	}
}

// TestDeep: what models cannot say is refused.
func TestDeep(t *testing.T) {
	const body = "  mode: taint\n  options: {engine: leadline}\n  pattern-sources: [{pattern: a.b(...)}]\n"
	for _, c := range []struct{ rule, want string }{
		{body + "  pattern-sinks: [{pattern: c.d}]\n", "a sink is a call"},
		{body + "  pattern-sinks: [{pattern: '$F(...)'}]\n", "follows names and calls"},
		{body + "  pattern-sinks: [{pattern: 'c.d(1, $X)'}]\n", "follows names and calls"},
		{body + "  pattern-sinks: [{patterns: [{pattern: c.d(...)}, {pattern-inside: 'def f(): ...'}]}]\n", "follows names and calls"},
		{body + "  pattern-sinks: [{pattern: c.d(...)}]\n  pattern-propagators: [{pattern: x.y($A), from: $A, to: $A}]\n", "pattern-propagators"},
		{"  pattern: a.b(...)\n  options: {engine: other}\n", "options.engine"},
	} {
		if f := Load("f.yaml", []byte(head+c.rule)); len(f.Faults) != 1 || !strings.Contains(f.Faults[0].Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.rule, f.Faults, c.want)
		}
	}
	rules := Load("f.yaml", []byte(head+body+"  pattern-sinks:\n  - pattern-either:\n    - pattern: c.d(..., shell=True, ...)\n    - patterns: [{pattern: '$X.run($SQL, ...)'}, {focus-metavariable: $SQL}]\n")).Rules
	kinds, library := Models(rules, &model.Set{})
	for _, want := range []string{`"a.b()": {kind: "semgrep a source"}`, `"c.d(*)": {kind: "semgrep a sink", when: {shell: true}}`, `"*.run(0)": {kind: "semgrep a sink"}`} {
		if !strings.Contains(library, want) {
			t.Errorf("no %s in\n%s", want, library)
		}
	}
	if !strings.Contains(kinds, `"semgrep a clean"`) {
		t.Errorf("kinds:\n%s", kinds)
	}
}

// FuzzLoad: no rule file and no text makes the import panic.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(head+"  pattern: f($X, ...)\n"), []byte("f(1, 2)\n"))
	f.Fuzz(func(t *testing.T, rules, code []byte) {
		for _, r := range Load("f.yaml", rules).Rules {
			Findings(r, text.New("x.py", code))
		}
	})
}
