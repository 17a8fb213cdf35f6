package engine

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/report"
	"leadline/internal/rule"
	"leadline/internal/value"
	"leadline/internal/workspace"
	rulefolders "leadline/rules"
)

// known are the repository's own rules and models.
func known(t testing.TB, dir string) Options {
	t.Helper()
	models, err := model.Load(os.DirFS("../../models"))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := rule.Load(os.DirFS("../../rules"), models, rulefolders.Code())
	if err != nil {
		t.Fatal(err)
	}
	return Options{Paths: []string{dir}, Project: &config.Project{Dir: dir}, Jobs: runtime.NumCPU(), Cache: cache.None{}, Rules: rules, Models: models}
}

// reported is the JSON report of a look at a project.
func reported(t testing.TB, look func(finding.Handler) error) []byte {
	t.Helper()
	var out bytes.Buffer
	w, ok := report.New("json", &out, report.Info{})
	if !ok {
		t.Fatal("no JSON report")
	}
	if err := look(w); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// editor makes random edits of one function.
type editor struct {
	*rand.Rand
	names []string // of files
	lines map[string][]string
	kinds int
}

var (
	defLine   = regexp.MustCompile(`^(\s*)(async )?def (\w+)\(.*:\s*$`)
	callLine  = regexp.MustCompile(`^(\s+)(\w[\w.]* = )?[\w.]+\(.*\)$`)
	number    = regexp.MustCompile(`\b\d+\b`)
	plainName = regexp.MustCompile(`^(\s+)(\w+) = (.*[^\\,(\[{])$`)
)

func newEditor(t testing.TB, dir string, seed uint64) *editor {
	e := &editor{rand.New(rand.NewPCG(seed, 1)), nil, map[string][]string{}, 10}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".py") {
			return err
		}
		data, err := os.ReadFile(name)
		if bytes.Contains(data, []byte("def ")) {
			e.names = append(e.names, name)
			e.lines[name] = strings.Split(string(data), "\n")
		}
		return err
	})
	if err != nil || len(e.names) == 0 {
		t.Fatalf("nothing to edit in %s: %v", dir, err)
	}
	return e
}

// edit changes one function of a file (any file when it is ""), and tells what
// it did.
func (e *editor) edit(name string) (workspace.Overlay, string) {
	for {
		file := name
		if file == "" {
			file = e.names[e.IntN(len(e.names))]
		}
		lines := slices.Clone(e.lines[file])
		at := e.IntN(len(lines))
		for at > 0 && !defLine.MatchString(lines[at]) {
			at--
		}
		m := defLine.FindStringSubmatch(lines[at])
		if m == nil || at+2 >= len(lines) {
			continue
		}
		in := m[1] + "    "
		what := ""
		k := at + 1 + e.IntN(min(30, len(lines)-at-1))
		switch e.IntN(e.kinds) {
		case 0:
			lines = slices.Insert(lines, at+1, in+`leadline_a = str(len(__name__)) + "x"`)
			what = "statement"
		case 1:
			lines = slices.Insert(lines, at+1, in+`import os; os.system(input())`)
			what = "flow"
		case 2:
			lines = slices.Insert(lines, at+1, in+"if not __name__: return 'early'")
			what = "return"
		case 3:
			if n := number.FindStringIndex(lines[k]); n != nil && !strings.Contains(lines[k], "\"") {
				lines[k], what = lines[k][:n[0]]+"7"+lines[k][n[1]:], "number"
			}
		case 4:
			if c := callLine.FindStringSubmatch(lines[k]); c != nil {
				lines[k], what = c[1]+"pass", "call taken away"
			}
		case 5:
			if c := plainName.FindStringSubmatch(lines[k]); c != nil {
				lines[k], what = c[1]+c[2]+" = "+m[3], "value"
			}
		case 6:
			lines = slices.Insert(lines, at, m[1]+"def leadline_new(a, b=1):", in+"return a", "")
			what = "function"
		case 7:
			lines = slices.Insert(lines, at+1, in+"leadline_l = lambda q: q + 1", in+"class Leadline:", in+"    x = 1")
			what = "inner bodies"
		case 8:
			end := at + 1
			for end < len(lines) && (lines[end] == "" || strings.HasPrefix(lines[end], in)) {
				end++
			}
			lines = slices.Replace(lines, at, end, m[1]+"pass")
			what = "function taken away"
		case 9:
			lines = slices.Insert(lines, at, m[1]+"import os, json as leadline_json")
			what = "import"
		}
		if what == "" {
			continue
		}
		e.lines[file] = lines
		return workspace.Overlay{Name: file, Content: []byte(strings.Join(lines, "\n"))}, fmt.Sprintf("%s in %s:%d", what, filepath.Base(file), at+1)
	}
}

// TestIncremental: after any edit a session says what a scan from nothing says,
// byte for byte.
func TestIncremental(t *testing.T) {
	dir, edits := "../../examples", 40
	if d := os.Getenv("LEADLINE_EDIT_DIR"); d != "" {
		dir = d
	}
	if testing.Short() {
		edits = 8
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	o := known(t, abs)
	s := NewSession(o)
	reported(t, func(h finding.Handler) error { return s.Scan(t.Context(), h) })
	e := newEditor(t, abs, seed)
	overlays := map[string]workspace.Overlay{}
	for n := range edits {
		over, what := e.edit("")
		overlays[over.Name] = over
		if n%5 == 4 { // one that another edit supersedes
			ctx, cancel := context.WithCancel(t.Context())
			_ = s.Edit(ctx, []workspace.Overlay{over}, &stopper{cancel: cancel, after: e.IntN(30)})
			over, what = e.edit("")
			overlays[over.Name] = over
		}
		got := reported(t, func(h finding.Handler) error { return s.Edit(t.Context(), []workspace.Overlay{over}, h) })
		fresh := o
		for _, x := range overlays {
			fresh.Overlays = append(fresh.Overlays, x)
		}
		want := reported(t, func(h finding.Handler) error { return Scan(t.Context(), fresh, h) })
		if !bytes.Equal(got, want) {
			t.Fatalf("edit %d (%s): an incremental look differs from a scan from nothing:\n%s", n, what, firstDifference(got, want))
		}
	}
}

// TestKeptSession: a session that goes on from what another one wrote, with
// rules and models of its own, says after any edit what a scan from nothing says.
func TestKeptSession(t *testing.T) {
	dir, edits := "../../examples", 12
	if d := os.Getenv("LEADLINE_EDIT_DIR"); d != "" {
		dir = d
	}
	if testing.Short() {
		edits = 3
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	s := NewSession(known(t, abs))
	reported(t, func(h finding.Handler) error { return s.Scan(t.Context(), h) })
	cold := s.Ran
	e := newEditor(t, abs, seed)
	overlays := map[string]workspace.Overlay{}
	for n := range edits {
		var image bytes.Buffer
		if err := s.Write(&image); err != nil {
			t.Fatal(err)
		}
		over, what := e.edit("")
		overlays[over.Name] = over
		o := known(t, abs)
		for _, x := range overlays {
			o.Overlays = append(o.Overlays, x)
		}
		s = NewSession(o)
		if err := s.Read(image.Bytes()); err != nil {
			t.Fatal(err)
		}
		got := reported(t, func(h finding.Handler) error { return s.Scan(t.Context(), h) })
		want := reported(t, func(h finding.Handler) error { return Scan(t.Context(), o, h) })
		if !bytes.Equal(got, want) {
			t.Fatalf("edit %d (%s): a kept session differs from a scan from nothing:\n%s", n, what, firstDifference(got, want))
		}
		if s.Ran > cold/2 {
			t.Errorf("edit %d (%s): %d of %d bodies ran", n, what, s.Ran, cold)
		}
	}
}

// stopper cancels after some steps of progress.
type stopper struct {
	silent
	cancel func()
	after  int
}

func (s *stopper) Progress(finding.Progress) {
	if s.after--; s.after < 0 {
		s.cancel()
	}
}

func firstDifference(got, want []byte) string {
	a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("line %d\n got %.300s\nwant %.300s", i+1, strings.Join(a[i:min(i+3, len(a))], "\n"), strings.Join(b[min(i, len(b)):min(i+3, len(b))], "\n"))
		}
	}
	return "one is longer"
}

// BenchmarkEdits measures one-function edits of the folder that
// LEADLINE_BENCH_DIR names: every tenth in a module that many import.
func BenchmarkEdits(b *testing.B) {
	dir := os.Getenv("LEADLINE_BENCH_DIR")
	if dir == "" {
		b.Skip("LEADLINE_BENCH_DIR names no folder")
	}
	o := known(b, dir)
	start := time.Now()
	if err := Scan(context.Background(), o, silent{}); err != nil {
		b.Fatal(err)
	}
	cold := time.Since(start)
	s := NewSession(o)
	start = time.Now()
	if err := s.Scan(context.Background(), silent{}); err != nil {
		b.Fatal(err)
	}
	b.Logf("cold %v, first look of a session %v", cold, time.Since(start))
	e := newEditor(b, dir, 1)
	popular := s.popular(e)
	var times []time.Duration
	for n := range 50 {
		name := ""
		if n%10 == 9 {
			name = popular[n/10]
		}
		over, what := e.edit(name)
		if what == "" {
			continue
		}
		start := time.Now()
		if err := s.Edit(context.Background(), []workspace.Overlay{over}, silent{}); err != nil {
			b.Fatal(err)
		}
		took := time.Since(start)
		times = append(times, took)
		b.Logf("%8.1f ms %6d bodies  %s", float64(took.Microseconds())/1000, s.Ran, what)
	}
	slices.Sort(times)
	median, p95 := times[len(times)/2], times[len(times)*95/100]
	b.Logf("median %v (%.1f %% of cold), p95 %v (%.1f %%), most %v", median, 100*float64(median)/float64(cold), p95, 100*float64(p95)/float64(cold), times[len(times)-1])
}

// popular are the files with functions of the modules that most others import.
func (s *Session) popular(e *editor) []string {
	count := map[string]int{}
	for _, m := range s.analysis.prog.Mods {
		for _, i := range m.IR.Imports {
			count[i]++
		}
	}
	mods := slices.Clone(s.analysis.prog.Mods)
	slices.SortStableFunc(mods, func(a, b *value.Mod) int { return count[b.IR.Name] - count[a.IR.Name] })
	var out []string
	for _, m := range mods {
		name := filepath.Join(s.last.tree.Root, s.analysis.files[m].Path)
		if slices.ContainsFunc(e.lines[name], defLine.MatchString) {
			out = append(out, name)
		}
	}
	return out
}

// TestCutInCoverage: a body that was not lowered to its end is named.
func TestCutInCoverage(t *testing.T) {
	var src strings.Builder
	src.WriteString("def wild(a):\n while a:\n")
	for i := range 3000 {
		fmt.Fprintf(&src, "  if a: b%d = 1; break\n", i)
	}
	dir := tree(t, map[string]string{"a.py": src.String()})
	k := &kept{}
	if err := Scan(t.Context(), known(t, dir), k); err != nil {
		t.Fatal(err)
	}
	want := finding.Budget{Function: "a.wild", Path: "a.py", Name: "lowering"}
	if !slices.Contains(k.coverage.Budgets, want) {
		t.Errorf("budgets %v", k.coverage.Budgets)
	}
}

// TestEarly: what the text of an open file tells is told before the project is
// analysed, once, and is what the end says.
func TestEarly(t *testing.T) {
	dir := tree(t, map[string]string{"a.py": "x = 1\n", "b.py": "import os\nos.system(input())\n"})
	o := known(t, dir)
	text := "def f(a=[]):\n    a.append(1)\n    return a\n\n\ndef g(b=[]):  # leadline: ignore\n    b.append(1)\n    return b\n"
	o.Overlays = []workspace.Overlay{{Name: filepath.Join(dir, "a.py"), Content: []byte(text)}}
	k := &kept{}
	var early []*finding.Finding
	times := 0
	o.Early = func(f []*finding.Finding) {
		times++
		early = f
		if k.coverage != nil {
			t.Error("early comes after the end")
		}
	}
	s := NewSession(o)
	if err := s.Scan(t.Context(), k); err != nil {
		t.Fatal(err)
	}
	if len(early) == 0 || times != 1 {
		t.Fatalf("%d findings early, told %d times", len(early), times)
	}
	for _, e := range early {
		if !slices.ContainsFunc(k.findings, func(f *finding.Finding) bool { return f.Fingerprint == e.Fingerprint && f.Suppression == e.Suppression }) {
			t.Errorf("%s at %d is not what the end says", e.Rule.ID, e.Location.Span.Start)
		}
	}
	if err := s.Scan(t.Context(), &kept{}); err != nil || times != 1 {
		t.Errorf("told again with the second look (%v)", err)
	}
}

// TestFullSummary: which of the objects that a summary has no room for are left
// out does not depend on how names are numbered, that is, on what other files
// mention first.
func TestFullSummary(t *testing.T) {
	var body, use, first strings.Builder
	for i := range 150 {
		fmt.Fprintf(&body, "    o.x%d = [request.args['a']]\n", i)
		fmt.Fprintf(&use, "    os.system(o.x%d[0])\n", i)
		fmt.Fprintf(&first, "    o.x%d\n", (i*67+5)%150)
	}
	main := "import os\nfrom flask import request\n\nclass Box:\n    pass\n\ndef make():\n    o = Box()\n" + body.String() + "    return o\n\ndef view():\n    o = make()\n" + use.String()
	found := func(other string) []byte {
		o := known(t, tree(t, map[string]string{"a.py": other, "main.py": main}))
		return reported(t, func(h finding.Handler) error { return Scan(t.Context(), o, h) })
	}
	a, b := found("def f(o):\n    pass\n"), found("def f(o):\n"+first.String())
	if !bytes.Contains(a, []byte("os-command-injection")) {
		t.Fatalf("nothing is found:\n%s", a)
	}
	lines := func(report []byte) []string {
		var out []string
		for _, l := range strings.Split(string(report), "\n") {
			if strings.Contains(l, "os-command-injection") {
				out = append(out, l)
			}
		}
		return out
	}
	if x, y := lines(a), lines(b); !slices.Equal(x, y) {
		t.Errorf("%d findings, or with other names first %d, and not the same", len(x), len(y))
	}
}
