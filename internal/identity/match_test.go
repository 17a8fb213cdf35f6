package identity

import (
	"fmt"
	"strings"
	"testing"

	"leadline/internal/finding"
	"leadline/internal/text"
)

// line is a line of a program with the number of the finding on it, 0 for none.
type line struct {
	id   int
	text string
}

// program makes functions with a few findings each, some alike.
func program() []line {
	out := []line{{0, "import sqlite3"}, {0, ""}}
	id := 0
	for f := range 40 {
		out = append(out, line{0, ""}, line{0, fmt.Sprintf("def handler_%d(request, cur):", f)}, line{0, fmt.Sprintf("    name_%d = request.args['q%d']", f, f%7)})
		for k := range f%3 + 1 {
			id++
			out = append(out, line{0, fmt.Sprintf("    log('step %d')", k)}, line{id, fmt.Sprintf("    cur.execute('select %d' + name_%d)", k, f)})
		}
		out = append(out, line{0, "    if cur.rowcount:"}, line{0, fmt.Sprintf("        value = load(name_%d)", f)})
		id++
		out = append(out, line{id, "        cur.execute(value)"}, line{0, "    return cur"})
	}
	return out
}

// subjects gives the findings of a program and which is which.
func subjects(path string, lines []line) (out []Subject, ids []int) {
	texts := make([]string, len(lines))
	for i := range lines {
		texts[i] = lines[i].text
	}
	f := text.New(path, []byte(strings.Join(texts, "\n")))
	scope := ""
	for i, l := range lines {
		t := strings.TrimSpace(l.text)
		if name, ok := strings.CutPrefix(t, "def "); ok {
			scope, _, _ = strings.Cut(name, "(")
		}
		if l.id == 0 {
			continue
		}
		span := f.LineSpan(i + 1)
		span.Start += uint32(strings.Index(l.text, "cur.execute"))
		if at := strings.Index(l.text, "  #"); at >= 0 {
			span.End = f.LineSpan(i+1).Start + uint32(at)
		}
		out = append(out, Of(&finding.Finding{Rule: rule, Function: scope, Location: finding.Location{File: f, Span: span}}))
		ids = append(ids, l.id)
	}
	return out, ids
}

func joined(lines []line) string {
	texts := make([]string, len(lines))
	for i := range lines {
		texts[i] = lines[i].text
	}
	return strings.Join(texts, "\n")
}

func insert(lines []line, at int, texts ...string) []line {
	out := append([]line(nil), lines[:at]...)
	for _, t := range texts {
		out = append(out, line{0, t})
	}
	return append(out, lines[at:]...)
}

func mapped(lines []line, f func(line) line) []line {
	out := make([]line, len(lines))
	for i, l := range lines {
		out[i] = f(l)
	}
	return out
}

func startOfFunctions(lines []line) (out []line) {
	for _, l := range lines {
		out = append(out, l)
		if strings.HasPrefix(l.text, "def ") {
			out = append(out, line{0, "    check(request)"})
		}
	}
	return out
}

func renamed(lines []line) []line {
	return mapped(lines, func(l line) line { l.text = strings.ReplaceAll(l.text, "name_", "term_"); return l })
}

// TestMatchEdits is the table of the design page: at least 95 % of findings
// survive each edit and none is taken for another.
func TestMatchEdits(t *testing.T) {
	before := program()
	olds, oldIDs := subjects("a.py", before)
	for _, edit := range []struct {
		name, path string
		after      []line
	}{
		{"nothing", "a.py", before},
		{"3 lines on top", "a.py", insert(before, 0, "# one", "# two", "import os")},
		{"statement at each function's start", "a.py", startOfFunctions(before)},
		{"trailing comment", "a.py", mapped(before, func(l line) line {
			if l.id > 0 {
				l.text += "  # checked"
			}
			return l
		})},
		{"re-indent", "a.py", mapped(before, func(l line) line { l.text = "    " + l.text; return l })},
		{"rename functions", "a.py", mapped(before, func(l line) line { l.text = strings.ReplaceAll(l.text, "handler_", "view_"); return l })},
		{"rename file", "b.py", before},
		{"rename variable", "a.py", renamed(before)},
		{"function start and rename variable", "a.py", startOfFunctions(renamed(before))},
		{"rename file and variable", "b.py", renamed(before)},
	} {
		news, newIDs := subjects(edit.path, edit.after)
		rev := Revision{Renamed: map[string]string{}}
		if edit.path != "a.py" {
			rev.Renamed = Renames(map[string]string{"a.py": joined(before)}, map[string]string{"b.py": joined(edit.after)}, func(h string) string { return h })
		}
		m := MapLines(joined(before), joined(edit.after))
		rev.Lines = func(string) *LineMap { return m }
		right, wrong := 0, 0
		for _, p := range Match(olds, news, rev) {
			if oldIDs[p.Old] == newIDs[p.New] {
				right++
			} else {
				wrong++
			}
		}
		if share := float64(right) / float64(len(olds)); share < 0.95 || wrong > 0 {
			t.Errorf("%s: %.1f %% survive, %d wrong", edit.name, 100*share, wrong)
		} else {
			t.Logf("%s: %.1f %% survive, %d wrong", edit.name, 100*share, wrong)
		}
	}
}

// TestMatchTies: of two equal findings one goes, and nobody can say which.
func TestMatchTies(t *testing.T) {
	s := Subject{Rule: "r", Path: "a.py", Scope: "f", Tree: "t"}
	a, b := s, s
	a.Line, b.Line = 3, 9
	got := Match([]Subject{a, b}, []Subject{b}, Revision{})
	if len(got) != 1 || got[0].Sure {
		t.Errorf("a tie is decided: %+v", got)
	}
	m := MapLines("a\nb\nx\n", "a\nb\nx\n")
	a.Line, b.Line = 1, 2
	got = Match([]Subject{a, b}, []Subject{b}, Revision{Lines: func(string) *LineMap { return m }})
	if len(got) != 1 || !got[0].Sure || got[0].Old != 1 {
		t.Errorf("the line decides nothing: %+v", got)
	}
	if got := Match([]Subject{{Rule: "r", Path: "a.py", Tree: "t"}}, []Subject{{Rule: "other", Path: "a.py", Tree: "t"}}, Revision{}); len(got) != 0 {
		t.Errorf("rules are mixed: %+v", got)
	}
}

func TestMapLines(t *testing.T) {
	for _, c := range []struct {
		old, new string
		want     []int
	}{
		{"a\nb\nc", "a\nb\nc", []int{1, 2, 3}},
		{"a\nb\nc", "x\na\nb\nc", []int{2, 3, 4}},
		{"a\nb\nc", "a\nc", []int{1, 0, 2}},
		{"a\nb\nc", "a\nB\nc", []int{1, 2, 3}},
		{"a\nb\nc", "  a\n  b\n  c", []int{1, 2, 3}},
		{"a\nb\nc", "a\nx\ny\nc", []int{1, 0, 4}},
		{"", "", []int{1}},
	} {
		m := MapLines(c.old, c.new)
		for i, want := range c.want {
			if got, _ := m.Line(i + 1); got != want {
				t.Errorf("%q to %q: line %d is %d, want %d", c.old, c.new, i+1, got, want)
			}
		}
	}
	m := MapLines("a\nb\nc\nd", "a\nb\nx\nc\nd")
	if m.Changed(1, 2) || !m.Changed(2, 3) || m.Changed(3, 4) {
		t.Error("an added line is seen where it is not, or not where it is")
	}
}

func TestScopeLines(t *testing.T) {
	code := "import os\n\nclass A:\n    def f(self,\n          x):\n        a = 1\n\n        # note\n        return a\n\n    def g(self):\n        pass\n\nprint(1)\n"
	for _, c := range [][3]int{{6, 4, 9}, {9, 4, 9}, {12, 11, 12}, {4, 4, 9}, {14, 1, 15}, {1, 1, 15}, {99, 1, 15}} {
		if first, last := ScopeLines(code, c[0]); first != c[1] || last != c[2] {
			t.Errorf("around line %d: %d to %d, want %d to %d", c[0], first, last, c[1], c[2])
		}
	}
}

func TestShape(t *testing.T) {
	same := [][2]string{{"cur.execute(a + b, a)", "cur.execute(x + y, x)"}, {"f(key=a)", "f(key = b)"}, {"open(f'{p}')", "open(f'{p}')"}}
	other := [][2]string{{"f(a, b)", "f(a, a)"}, {"a.b", "a.c"}, {"f(k=a)", "f(l=a)"}, {"x if y else 1", "x if y else 2"}, {"'a'", "'b'"}}
	for _, p := range same {
		if shapeOf(p[0]) != shapeOf(p[1]) {
			t.Errorf("%q and %q differ: %q, %q", p[0], p[1], shapeOf(p[0]), shapeOf(p[1]))
		}
	}
	for _, p := range other {
		if shapeOf(p[0]) == shapeOf(p[1]) {
			t.Errorf("%q and %q are the same: %q", p[0], p[1], shapeOf(p[0]))
		}
	}
}

// TestMoved: a place went with its company when the lines next to it are the same.
func TestMoved(t *testing.T) {
	const block = "    first = prepare(the_request)\n\n    run(first, shell=True)\n    return first.result\n"
	for name, c := range map[string]struct {
		is    string
		line  int
		moved bool
	}{
		"all of it":         {"def other():\n" + block, 4, true},
		"deeper in":         {"if x:\n" + strings.ReplaceAll(block, "    ", "        "), 4, true},
		"what is above":     {"def other():\n    first = prepare(the_request)\n    run(first, shell=True)\n", 3, true},
		"the line alone":    {"def other():\n    first = get()\n    run(first, shell=True)\n", 3, false},
		"another one below": {"    x = 1\n    run(first, shell=True)\n    return 1\n", 2, false},
		"too little":        {"def f():\n    run(first, shell=True)\n", 2, false},
	} {
		trees := CompareTrees(map[string]string{"a.py": "def f():\n" + block}, map[string]string{"b.py": c.is}, func(s string) string { return s })
		if got := trees.Moved(&Subject{Path: "a.py", Line: 4}, &Subject{Path: "b.py", Line: c.line}); got != c.moved {
			t.Errorf("%s: %v", name, got)
		}
	}
	trees := CompareTrees(nil, map[string]string{"b.py": block}, func(s string) string { return s })
	if trees.Moved(&Subject{Path: "a.py", Line: 4}, &Subject{Path: "b.py", Line: 3}) {
		t.Error("a file that was not there has company")
	}
}

// TestMatchModule follows a function to another module, though its qualified
// name is another one there.
func TestMatchModule(t *testing.T) {
	was := []Subject{{Rule: "r", Path: "src/shop/a.py", Line: 3, Scope: "shop.a.Cart.total", Tree: "t", Shape: "s"}}
	now := []Subject{{Rule: "r", Path: "src/shop/b/__init__.py", Line: 9, Scope: "shop.b.Cart.total", Tree: "t", Shape: "s"}}
	if got := Match(was, now, Revision{}); len(got) != 1 || !got[0].Sure {
		t.Errorf("pairs %v, want the one", got)
	}
	now[0].Scope = "shop.b.Basket.total"
	if got := Match(was, now, Revision{}); len(got) != 1 || got[0].Sure {
		t.Errorf("pairs %v of two classes, want a guess", got)
	}
	for what, moved := range map[bool]bool{true: true, false: false} {
		got := Match(was, now, Revision{Moved: func(_, _ *Subject) bool { return moved }})
		if len(got) != 1 || got[0].Sure != what || got[0].Guess == what {
			t.Errorf("pairs %v where what is around it went along: %v", got, moved)
		}
	}
	now[0].Scope = "shop.b.total"
	if got := Match(was, now, Revision{}); len(got) != 1 || !got[0].Sure {
		t.Errorf("pairs %v of a function that left its class, want the one", got)
	}
	now[0].Scope, now[0].Tree = "shop.b.Basket.total", "u"
	if got := Match(was, now, Revision{}); len(got) != 0 {
		t.Errorf("pairs %v of two texts in two classes, want none", got)
	}
}
