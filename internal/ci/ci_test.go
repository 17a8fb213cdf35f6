package ci

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/policy"
	"leadline/internal/text"
)

var weak = &finding.Rule{ID: "weak", Title: "Something weak"}

// side is a revision of one file in which every line that says bad is a finding of
// the function before it.
func side(path, content string) ([]*finding.Finding, map[string]string) {
	file := text.New(path, []byte(content))
	var out []*finding.Finding
	scope, at := "", 0
	for _, line := range strings.SplitAfter(content, "\n") {
		if name, ok := strings.CutPrefix(line, "def "); ok {
			scope = name[:strings.Index(name, "(")]
		}
		if i := strings.Index(line, "bad("); i >= 0 {
			f := &finding.Finding{Rule: weak, Severity: finding.High, Message: "bad", Function: scope,
				Location: finding.Location{File: file, Span: text.Span{Start: uint32(at + i), End: uint32(at + i + 5)}}}
			out = append(out, f)
		}
		at += len(line)
	}
	return out, map[string]string{path: content}
}

const (
	shorter = "def f():\n    bad()\n    return 1\n"
	longer  = "def f():\n    bad()\n    return 1\n\n\ndef g(x):\n    bad()\n"
)

// compare gives the lines of each kind of finding.
func compare(was, is string, before, after *finding.Coverage) (o *Outcome, brings, unclear []int) {
	old, oldFiles := side("a.py", was)
	now, nowFiles := side("a.py", is)
	trees := identity.CompareTrees(oldFiles, nowFiles, func(hash string) string { return hash })
	o = Compare(SideOf(old, before), now, after, trees)
	lines := func(list []*finding.Finding) (out []int) {
		for _, f := range list {
			out = append(out, f.Location.File.LineOf(f.Location.Span.Start))
		}
		return out
	}
	return o, lines(o.New), lines(o.Unclear)
}

func TestCompare(t *testing.T) {
	file := text.New("a.py", nil)
	broken := &finding.Coverage{SyntaxErrors: []finding.SyntaxError{{Location: finding.Location{File: file}, Message: "broken"}}}
	accepted := &finding.Coverage{Skipped: []finding.Skipped{{Path: "a.py", Code: "too-large", Reason: "large", Accepted: true}}}
	spent := &finding.Coverage{Budgets: []finding.Budget{{Path: "a.py", Function: "f", Name: "taint"}}}
	all := &finding.Coverage{Skipped: []finding.Skipped{{Path: ".", Code: "internal-error", Reason: "a fault"}}}
	for _, c := range []struct {
		name          string
		was, is       string
		before, after *finding.Coverage
		brings        []int
		unclear       []int
		gone, unseen  int
		gaps          int
	}{
		{name: "nothing changes", was: shorter, is: shorter},
		{name: "one more", was: shorter, is: longer, brings: []int{7}},
		{name: "one less", was: longer, is: shorter, gone: 1},
		{name: "it breaks", was: longer, is: "def f(", after: broken, unseen: 2, gaps: 1},
		{name: "it breaks, and that is accepted", was: longer, is: "def f(", after: accepted, unseen: 2},
		{name: "it was broken", was: "#\n" + shorter, is: "#\n" + longer, before: broken, after: broken, brings: []int{8}},
		{name: "nothing was seen", was: shorter, is: longer, before: all, brings: []int{7}},
		{name: "a budget ran out", was: longer, is: "def f():\n    return 1\n\n\ndef g(x):\n    pass\n", after: spent, gone: 1, unseen: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.before == nil {
				c.before = &finding.Coverage{}
			}
			if c.after == nil {
				c.after = &finding.Coverage{}
			}
			o, brings, unclear := compare(c.was, c.is, c.before, c.after)
			if !slices.Equal(brings, c.brings) || !slices.Equal(unclear, c.unclear) || len(o.Gone) != c.gone || len(o.Unseen) != c.unseen || len(o.Gaps) != c.gaps {
				t.Errorf("new %v, unclear %v, %d gone, %d unseen, gaps %v", brings, unclear, len(o.Gone), len(o.Unseen), o.Gaps)
			}
		})
	}
}

// TestElsewhere: a finding whose text went from one place and is at another is an old
// one only where what is around it went along, or its function did.
func TestElsewhere(t *testing.T) {
	const was = "def f(request):\n    first = prepare(request)\n    bad()\n    return first.result\n"
	for name, c := range map[string]struct {
		is   string
		news int
	}{
		"moved with its company":  {"def other(request):\n    first = prepare(request)\n    bad()\n    return first.result\n", 0},
		"moved with its function": {"def f(other):\n    bad()\n", 0},
		"only looks alike":        {"def g(x):\n    log(x)\n    bad()\n", 1},
	} {
		old, oldFiles := side("a.py", was)
		now, nowFiles := side("b.py", c.is)
		oldFiles["b.py"], nowFiles["a.py"] = "x = 1\n", "y = 2\n" // neither file is renamed
		trees := identity.CompareTrees(oldFiles, nowFiles, func(hash string) string { return hash })
		o := Compare(SideOf(old, &finding.Coverage{}), now, &finding.Coverage{}, trees)
		if len(o.New) != c.news || len(o.Known) != 1-c.news || len(o.Gone) != c.news {
			t.Errorf("%s: %d new, %d known, %d gone", name, len(o.New), len(o.Known), len(o.Gone))
		}
	}
}

// TestUnclear: what the former revision's scan did not see and the change did not
// write may be old; what the change wrote is new.
func TestUnclear(t *testing.T) {
	now, files := side("a.py", longer)
	trees := identity.CompareTrees(map[string]string{"a.py": shorter}, files, func(hash string) string { return hash })
	for name, c := range map[string]*finding.Coverage{
		"a gap":                  {Skipped: []finding.Skipped{{Path: "a.py", Code: "encoding"}}},
		"an accepted one":        {Skipped: []finding.Skipped{{Path: "a.py", Code: "encoding", Accepted: true}}},
		"a budget that ran out":  {Budgets: []finding.Budget{{Path: "a.py", Function: "f"}}},
		"nothing seen of it all": {Skipped: []finding.Skipped{{Path: ".", Code: "internal-error"}}},
	} {
		o := Compare(SideOf(nil, c), now, &finding.Coverage{}, trees)
		if len(o.Unclear) != 1 || len(o.New) != 1 || o.New[0] != now[1] {
			t.Errorf("%s: %d unclear, %d new", name, len(o.Unclear), len(o.New))
		}
	}
	if o := Compare(SideOf(nil, &finding.Coverage{}), now, &finding.Coverage{}, trees); len(o.New) != 2 {
		t.Errorf("with all seen, %d new", len(o.New))
	}
}

func TestPart(t *testing.T) {
	top := t.TempDir()
	for _, d := range []string{"services/shop", "services/bank", "lib"} {
		if err := os.MkdirAll(filepath.Join(top, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(filepath.Join(top, "services"))
	for _, c := range []struct {
		given []string
		dirs  string
		root  string
	}{{nil, "services", "services"}, {[]string{"shop", "bank"}, "services/shop services/bank", "services"}, {[]string{"shop", "../lib"}, "services/shop lib", "."},
		{[]string{filepath.Join(top, "lib")}, "lib", "lib"}} {
		p, err := PartOf(top, c.given)
		if err != nil || strings.Join(p.Dirs, " ") != c.dirs || p.Root != c.root {
			t.Errorf("%v: %+v %v", c.given, p, err)
		}
	}
	if _, err := PartOf(top, []string{"../.."}); err == nil {
		t.Error("what lies outside is a part")
	}
	p := Part{Dirs: []string{"services/shop"}, Root: "services/shop"}
	if name, ok := p.named("services/shop/a.py"); !ok || name != "a.py" {
		t.Errorf("named %q", name)
	}
	if _, ok := p.named("services/shopping/a.py"); ok {
		t.Error("a neighbour's file has a name")
	}
}

func TestRef(t *testing.T) {
	for want, s := range map[string]Surroundings{
		"request-7": {Request: "7", Branch: "main"}, // of somebody else's copy
		"topic":     {Branch: "topic"},
		"here":      {},
	} {
		if got := s.Ref("here", "abc"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := (&Surroundings{}).Ref("", "abc"); got != "abc" {
		t.Errorf("a detached head is kept under %q", got)
	}
}

// TestShortened: a cut text is no longer than it may be, but for its last sentence,
// ends behind a line, and leaves no fence open.
func TestShortened(t *testing.T) {
	text := "# Title\n\n````py\n" + strings.Repeat("x = '```'\n", 100) + "````\n\nEnd.\n"
	if got := shortened(text, len(text)); got != text {
		t.Errorf("a text that fits is cut: %q", got)
	}
	for limit := 5; limit < len(text); limit += 7 {
		got := shortened(text, limit)
		if fences := strings.Count(got, "````"); fences%2 != 0 {
			t.Fatalf("at %d a fence stays open: %q", limit, got)
		}
		if said := strings.Index(got, "\nThe rest"); said > limit+len("````\n") || said > 0 && got[said-1] != '\n' {
			t.Fatalf("at %d: %q", limit, got)
		}
	}
}

// words is a forge that only proposes changes.
type words struct{ Forge }

func (words) Suggestion(first, last int, text string) string {
	return fmt.Sprintf("PROPOSED %d-%d %q", first, last, text)
}

// TestRemarks: one for each new finding that the policy wants, with the change that
// mends it where that is safe and lies in the commented lines alone.
func TestRemarks(t *testing.T) {
	content := "a = 1\nload(f,\n     unsafe)\nother(g)\n"
	file := text.New("a.py", []byte(content))
	at := func(s string) finding.Location {
		i := uint32(strings.Index(content, s))
		return finding.Location{File: file, Span: text.Span{Start: i, End: i + uint32(len(s))}}
	}
	mended := &finding.Finding{Rule: weak, Severity: finding.High, Message: "load is unsafe", Fingerprint: strings.Repeat("a", 24), Location: at("load(f,\n     unsafe)"),
		Fix: &finding.Fix{Safety: finding.Safe, Edits: []finding.Edit{{Location: at("unsafe"), Text: "safe"}}}}
	doubtful := &finding.Finding{Rule: weak, Severity: finding.Critical, Message: "other", Fingerprint: strings.Repeat("b", 24), Location: at("other(g)"),
		Fix: &finding.Fix{Safety: finding.NeedsReview, Edits: []finding.Edit{{Location: at("other"), Text: "more"}}}}
	quiet := &finding.Finding{Rule: weak, Severity: finding.Info, Message: "a", Fingerprint: strings.Repeat("c", 24), Location: at("a = 1")}
	trees := identity.CompareTrees(map[string]string{}, map[string]string{"a.py": content}, func(hash string) string { return hash })
	v := Judge(&Outcome{New: []*finding.Finding{mended, doubtful, quiet}}, &Revisions{}, policy.Default, &finding.Coverage{})
	remarks := v.Remarks(trees, "services/shop", words{}, nil)
	if len(remarks) != 2 {
		t.Fatalf("%d remarks", len(remarks))
	}
	grave, fixed := remarks[0], remarks[1]
	if grave.Finding != doubtful.Fingerprint || grave.Path != "services/shop/a.py" || grave.Line != 4 || strings.Contains(grave.Body, "PROPOSED") {
		t.Errorf("%+v", grave)
	}
	if fixed.First != 3 || fixed.Line != 3 || !strings.Contains(fixed.Body, `PROPOSED 3-3 "     safe)"`) {
		t.Errorf("%+v", fixed)
	}
	for _, r := range remarks {
		if FindingOf(r.Body) != r.Finding {
			t.Errorf("a remark does not say which finding it is about: %s", r.Body)
		}
	}
}
