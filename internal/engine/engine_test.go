package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"leadline/internal/baseline"
	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/finding"
	"leadline/internal/python/syntax"
	"leadline/internal/report"
	"leadline/internal/rule"
	"leadline/internal/text"
)

var (
	loud  = &finding.Rule{ID: "loud", Severity: finding.High, Default: true}
	quiet = &finding.Rule{ID: "quiet", Severity: finding.Low, Default: true}
	extra = &finding.Rule{ID: "extra", Severity: finding.Low}
)

// marks is an analysis that finds a rule wherever its name is called. It gives
// its findings in a random order: putting them right is the engine's work.
func marks(_ context.Context, p *Program, _ Options, _ func(string, int, int)) ([]*finding.Finding, finding.Coverage) {
	var out []*finding.Finding
	for _, f := range p.Files {
		for _, r := range []*finding.Rule{loud, quiet, extra} {
			for from := 0; ; {
				i := bytes.Index(f.Bytes[from:], []byte(r.ID+"("))
				if i < 0 {
					break
				}
				at := uint32(from + i)
				from += i + 1
				out = append(out, &finding.Finding{Rule: r, Severity: r.Severity, Message: r.ID, Location: finding.Location{File: f, Span: text.Span{Start: at, End: at + 3}}})
			}
		}
	}
	rand.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out, finding.Coverage{Functions: len(p.Modules)}
}

type kept struct {
	findings []*finding.Finding
	coverage *finding.Coverage
	stages   []string
}

func (k *kept) Progress(p finding.Progress) {
	if !slices.Contains(k.stages, p.Stage) {
		k.stages = append(k.stages, p.Stage)
	}
}
func (k *kept) Finding(f *finding.Finding) { k.findings = append(k.findings, f) }
func (k *kept) Done(c *finding.Coverage)   { k.coverage = c }

// said is rule, place and suppression of each finding.
func (k *kept) said() []string {
	out := []string{}
	for _, f := range k.findings {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s:%d %s", f.Rule.ID, f.Location.File.Path, f.Location.File.LineOf(f.Location.Span.Start), f.Suppression)))
	}
	return out
}

func options(dir string, set config.Settings) Options {
	return Options{Paths: []string{dir}, Project: &config.Project{Dir: dir, Settings: set}, Jobs: 2, Cache: cache.None{},
		Rules: &rule.Set{Rules: []*rule.Rule{{Rule: *extra}, {Rule: *loud}, {Rule: *quiet}}}, analysis: marks}
}

func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func scanned(t *testing.T, o Options) *kept {
	t.Helper()
	k := &kept{}
	if err := Scan(t.Context(), o, k); err != nil {
		t.Fatal(err)
	}
	return k
}

var small = map[string]string{
	"b.py":       "quiet(loud())\nloud()  # leadline: ignore[loud] known\nextra()\n",
	"a/x.py":     "def f():\n    quiet()\n    loud()  # leadline: ignore[quiet]\n",
	"tests/t.py": "loud()\nquiet()\n",
	"bad.py":     "def (:\n loud()\n",
}

func TestScan(t *testing.T) {
	dir := tree(t, small)
	k := scanned(t, options(dir, config.Settings{}))
	want := []string{"quiet a/x.py:2", "loud a/x.py:3", "loud b.py:1", "quiet b.py:1", "loud b.py:2 inline", "loud bad.py:2", "loud tests/t.py:1", "quiet tests/t.py:2"}
	slices.Sort(want[2:4])
	got := k.said()
	slices.Sort(got[2:4])
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	c := k.coverage
	if c.Files != 4 || c.Lines != 10 || c.Functions != 4 || len(c.SyntaxErrors) == 0 || !c.Incomplete() || len(c.UnusedSuppressions) != 1 {
		t.Errorf("coverage %+v", c)
	}
	for _, f := range k.findings {
		if len(f.Fingerprint) != 24 {
			t.Errorf("fingerprint %q", f.Fingerprint)
		}
	}
	if want := []string{"discover", "parse"}; !slices.Equal(k.stages, want) {
		t.Errorf("stages %q", k.stages)
	}
}

func TestSettings(t *testing.T) {
	dir := tree(t, small)
	for name, c := range map[string]struct {
		set  config.Settings
		want string
	}{
		"severity":   {config.Settings{Severity: "high", Exclude: []string{"bad.py"}}, "loud a/x.py:3|loud b.py:1|loud b.py:2 inline|loud tests/t.py:1"},
		"rules":      {config.Settings{Rules: []string{"e*"}}, "extra b.py:3"},
		"ignore":     {config.Settings{Ignore: []string{"loud"}}, "quiet a/x.py:2|quiet b.py:1|quiet tests/t.py:2"},
		"profile":    {config.Settings{Profile: "all", Ignore: []string{"loud", "quiet"}}, "extra b.py:3"},
		"per-path":   {config.Settings{Ignore: []string{"quiet"}, Exclude: []string{"b*.py"}, PerPath: []config.PerPath{{Paths: []string{"tests/"}, Ignore: []string{"lo?d"}}}}, "loud a/x.py:3"},
		"only there": {config.Settings{Exclude: []string{"b*.py"}, PerPath: []config.PerPath{{Paths: []string{"/a/"}, Rules: []string{"quiet"}}, {Paths: []string{"tests"}, Severity: "critical"}}}, "quiet a/x.py:2"},
	} {
		if got := strings.Join(scanned(t, options(dir, c.set)).said(), "|"); got != c.want {
			t.Errorf("%s: %s\nwant %s", name, got, c.want)
		}
	}
	// What is not shown was found all the same: its comment is not unused.
	if c := scanned(t, options(dir, config.Settings{Severity: "critical"})).coverage; len(c.UnusedSuppressions) != 1 {
		t.Errorf("unused suppressions under another severity: %+v", c.UnusedSuppressions)
	}
	accept := config.Settings{AcceptIncomplete: []string{"bad.py"}}
	if c := scanned(t, options(dir, accept)).coverage; c.Incomplete() || len(c.SyntaxErrors) == 0 {
		t.Errorf("accepted: %+v", c)
	}
	var unknown *UnknownRule
	if err := Scan(t.Context(), options(dir, config.Settings{Rules: []string{"lout"}}), &kept{}); !errors.As(err, &unknown) || !strings.Contains(err.Error(), `did you mean "loud"?`) {
		t.Errorf("an unknown rule: %v", err)
	}
}

func TestBaseline(t *testing.T) {
	dir := tree(t, small)
	first := scanned(t, options(dir, config.Settings{}))
	o := options(dir, config.Settings{})
	o.Baseline = baseline.Of(first.findings)
	// Lines above change no fingerprint; a new finding is not in the baseline.
	if err := os.WriteFile(filepath.Join(dir, "b.py"), []byte("import x\n\n"+small["b.py"]+"y = loud()\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "tests/t.py")); err != nil {
		t.Fatal(err)
	}
	k := scanned(t, o)
	open := slices.DeleteFunc(k.said(), func(s string) bool { return strings.HasSuffix(s, "baseline") || strings.HasSuffix(s, "inline") })
	if !slices.Equal(open, []string{"loud b.py:6"}) || k.coverage.BaselineGone != 2 {
		t.Errorf("new: %q, gone: %d", open, k.coverage.BaselineGone)
	}
}

// TestDeterminism: the bytes of every format do not depend on the number of
// workers, on the order in which the disk gives files, or on the run.
func TestDeterminism(t *testing.T) {
	files := map[string]string{}
	for i := range 200 {
		files[fmt.Sprintf("p%d/m%d.py", i%7, i)] = strings.Repeat(fmt.Sprintf("x = quiet(loud(%d))\n", i), i%5) + strings.Repeat("def f(:\n", i%3)
	}
	want := make([]string, len(report.Formats))
	for run := range 6 {
		dir := filepath.Join(t.TempDir(), "root")
		names := make([]string, 0, len(files))
		for name := range files {
			names = append(names, name)
		}
		slices.Sort(names)
		rng := rand.New(rand.NewPCG(uint64(run), 1))
		rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		for _, name := range names {
			full := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, []byte(files[name]), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		o := options(dir, config.Settings{})
		o.Jobs = []int{1, 2, 8, 8, 3, 1}[run]
		for i, format := range report.Formats {
			var b bytes.Buffer
			w, _ := report.New(format, &b, report.Info{Version: "1", Root: "/r", Clock: func() time.Time { return time.Time{} }, Rules: []*finding.Rule{extra, loud, quiet}})
			if err := Scan(t.Context(), o, w); err != nil {
				t.Fatal(err)
			}
			if run == 0 {
				want[i] = b.String()
			} else if b.String() != want[i] {
				t.Errorf("run %d with %d jobs: %s differs", run, o.Jobs, format)
			}
		}
	}
	if !strings.Contains(want[0], "findings: ") {
		t.Error("nothing was found, so nothing was compared")
	}
}

func TestCancel(t *testing.T) {
	dir := tree(t, small)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	k := &kept{}
	if err := Scan(ctx, options(dir, config.Settings{}), k); !errors.Is(err, context.Canceled) || k.coverage != nil {
		t.Errorf("cancelled before: %v, %+v", err, k.coverage)
	}
	ctx, cancel = context.WithCancel(t.Context())
	o := options(dir, config.Settings{})
	o.analysis = func(ctx context.Context, p *Program, o Options, f func(string, int, int)) ([]*finding.Finding, finding.Coverage) {
		cancel()
		return marks(ctx, p, o, f)
	}
	if err := Scan(ctx, o, k); !errors.Is(err, context.Canceled) || len(k.findings) > 0 {
		t.Errorf("cancelled within: %v", err)
	}
	if err := Scan(t.Context(), options(filepath.Join(dir, "absent"), config.Settings{}), k); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a path that is not there: %v", err)
	}
}

func TestGuarded(t *testing.T) {
	var m map[string]int
	fault := guarded(func() { m["x"] = 1 })
	if !strings.Contains(fault, "nil map") || !strings.Contains(fault, "engine_test.go:") {
		t.Errorf("fault %q", fault)
	}
	if fault := guarded(func() {}); fault != "" {
		t.Errorf("no fault is %q", fault)
	}
}

// TestRuleFault: a rule that panics on a file costs its own findings there and
// nothing else; the coverage names it.
func TestRuleFault(t *testing.T) {
	report := func(id string) rule.Check {
		return func(p *rule.Pass) {
			for c := range rule.All[*syntax.Call](p) {
				p.Report(c, id)
				if strings.HasSuffix(p.File.Path, "bad.py") && id == "second" {
					panic("oops")
				}
			}
		}
	}
	var rules []*rule.Rule
	for _, id := range []string{"first", "second", "third"} {
		rules = append(rules, &rule.Rule{Rule: finding.Rule{ID: id, Default: true}, Code: report(id)})
	}
	o := options(tree(t, map[string]string{"bad.py": "f()\n", "good.py": "f()\n"}), config.Settings{})
	o.Rules = &rule.Set{Rules: rules}
	o.analysis = func(_ context.Context, p *Program, _ Options, _ func(string, int, int)) ([]*finding.Finding, finding.Coverage) {
		return p.Found, finding.Coverage{}
	}
	k := scanned(t, o)
	var got []string
	for _, f := range k.findings {
		got = append(got, f.Location.File.Path+" "+f.Message)
	}
	if want := []string{"bad.py first", "bad.py third", "good.py first", "good.py second", "good.py third"}; !slices.Equal(got, want) {
		t.Errorf("findings %q, want %q", got, want)
	}
	if c := k.coverage; len(c.Skipped) != 1 || c.Skipped[0].Path != "bad.py" || c.Skipped[0].Code != "internal-error" ||
		!strings.Contains(c.Skipped[0].Reason, "rule second: oops") || c.Files != 2 || !c.Incomplete() {
		t.Errorf("coverage %+v", c)
	}
}

// TestFault: a panic of the analysis costs its findings, not the report.
func TestFault(t *testing.T) {
	o := options(tree(t, small), config.Settings{})
	o.analysis = func(context.Context, *Program, Options, func(string, int, int)) ([]*finding.Finding, finding.Coverage) {
		panic("oops")
	}
	c := scanned(t, o).coverage
	if i := slices.IndexFunc(c.Skipped, func(s finding.Skipped) bool { return s.Code == "internal-error" }); i < 0 || !strings.Contains(c.Skipped[i].Reason, "oops") || !c.Incomplete() {
		t.Errorf("coverage %+v", c.Skipped)
	}
}

func TestDebug(t *testing.T) {
	dir := tree(t, map[string]string{"a.py": "x = 1\n"})
	for stage, want := range map[string]string{"text": `"x = 1"`, "tree": "Assign", "ir": "const 1"} {
		var b bytes.Buffer
		if err := Debug(t.Context(), &b, stage, options(dir, config.Settings{})); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%s: %v\n%s", stage, err, b.String())
		}
	}
	if err := Debug(t.Context(), &bytes.Buffer{}, "tre", options(dir, config.Settings{})); err == nil || !strings.Contains(err.Error(), `did you mean "tree"?`) {
		t.Errorf("an unknown stage: %v", err)
	}
}

// TestStatesOfMany: a body that gives back more objects than a summary holds has
// them named, those with a state that a library sets among them.
func TestStatesOfMany(t *testing.T) {
	var text strings.Builder
	text.WriteString("import xml.sax\nfrom xml.sax import handler\n\n\ndef build(x):\n    p = xml.sax.make_parser()\n" +
		"    p.setFeature(handler.feature_external_ges, x)\n    p.setFeature(handler.feature_external_ges, True)\n    out = [p]\n")
	for i := range 130 {
		fmt.Fprintf(&text, "    out.append({'a%d': [x, {'b': x}]})\n", i)
	}
	text.WriteString("    return out\n\n\nbuild(input())\n")
	o := known(t, tree(t, map[string]string{"a.py": text.String()}))
	if k := scanned(t, o); len(k.coverage.Skipped) > 0 {
		t.Errorf("skipped: %v", k.coverage.Skipped)
	}
}

// TestTemplates: comments in a template silence what is found in it, also where no
// rule looks at texts; one that is too large is told once.
func TestTemplates(t *testing.T) {
	dir := tree(t, map[string]string{
		"views.py": "from flask import Flask, render_template, request\n\napp = Flask(__name__)\n\n\n@app.get(\"/\")\ndef view():\n" +
			"    return render_template(\"page.html\", q=request.args[\"q\"])\n",
		"templates/page.html":  "<p>{{ q|safe }}</p> {# leadline: ignore[xss] meant #}\n<p>{{ q|safe }}</p>\n",
		"templates/large.html": strings.Repeat("<p>{{ q }}</p>\n", 80_000),
	})
	for _, only := range [][]string{nil, {"xss"}} {
		o := known(t, dir)
		o.Project.Settings.Rules, o.Project.Settings.Profile = only, "security"
		k := scanned(t, o)
		var have []string
		for _, line := range k.said() {
			if strings.HasPrefix(line, "xss ") {
				have = append(have, line)
			}
		}
		if want := []string{"xss templates/page.html:1 inline", "xss templates/page.html:2"}; !slices.Equal(have, want) {
			t.Errorf("rules %v: have %q, want %q", only, have, want)
		}
		if c := k.coverage; len(c.Skipped) != 1 || c.Skipped[0].Path != "templates/large.html" || c.Incomplete() || c.Templates != 1 || len(c.UnusedSuppressions) != 0 {
			t.Errorf("rules %v: coverage %+v", only, c)
		}
	}
}
