package syntax

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leadline/internal/text"
)

// sound checks what must hold for every text: spans lie inside the file and
// inside their parents' spans, statements stand in order.
func sound(t testing.TB, tree *Tree) {
	t.Helper()
	n := uint32(len(tree.File.Bytes))
	for _, e := range tree.Errors {
		if e.Start > e.End || e.End > n || e.Message == "" {
			t.Fatalf("error %+v in a file of %d bytes", e, n)
		}
	}
	for _, c := range tree.Comments {
		if c.Start >= c.End || c.End > n {
			t.Fatalf("comment %+v in a file of %d bytes", c, n)
		}
	}
	for i := 1; i < len(tree.Comments); i++ {
		if tree.Comments[i].Start < tree.Comments[i-1].End {
			t.Fatalf("comments %v are out of order", tree.Comments[i-1:i+1])
		}
	}
	last := uint32(0)
	for _, s := range tree.Body {
		within(t, tree, s, text.Span{Start: 0, End: n}, "module")
		if s.Span().Start < last {
			t.Fatalf("%s at %v begins before the statement before it", Kind(s), s.Span())
		}
		last = s.Span().Start
	}
}

func within(t testing.TB, tree *Tree, n Node, outer text.Span, parent string) {
	s := n.Span()
	if s.Start > s.End || s.Start < outer.Start || s.End > outer.End {
		t.Fatalf("%s at %v leaves %s at %v in %.200q", Kind(n), s, parent, outer, tree.File.Bytes)
	}
	decorators := 0
	switch n := n.(type) { // decorators stand before the definition
	case *FunctionDef:
		decorators = len(n.Decorators)
	case *ClassDef:
		decorators = len(n.Decorators)
	}
	Children(n, func(c Node) bool {
		if decorators > 0 {
			decorators--
			within(t, tree, c, text.Span{Start: 0, End: s.Start}, "decorators of "+Kind(n))
			return true
		}
		if a, ok := n.(*Arg); ok && a.Default == c { // ast.arg ends before it
			within(t, tree, c, outer, "default of Arg")
			return true
		}
		within(t, tree, c, s, Kind(n))
		return true
	})
}

// outline is a tree without its spans, comments and errors.
func outline(n Node) string {
	var sb strings.Builder
	var show func(label string, n Node)
	show = func(label string, n Node) {
		d := detail(n)
		if c, ok := n.(*Constant); ok && c.Kind == Str {
			d = "text " + c.respelled()
		}
		sb.WriteString("(" + label + " " + Kind(n) + " " + d)
		w := walker{}
		w.visit = func(c Node) bool {
			show(w.label, c)
			return true
		}
		if j, ok := n.(*JoinedStr); ok {
			showJoined(&sb, j, show)
		} else {
			w.inside(n)
		}
		sb.WriteString(")")
	}
	show("", n)
	return sb.String()
}

// showJoined writes the values of an f-string with adjacent texts as one: the
// spelling decides how they are cut, not the meaning.
func showJoined(sb *strings.Builder, j *JoinedStr, show func(string, Node)) {
	run := ""
	for _, v := range j.Values {
		c, ok := v.(*Constant)
		if !ok {
			sb.WriteString("(text " + run + ")")
			run = ""
			show("value", v)
			continue
		}
		run += c.respelled()
	}
	sb.WriteString("(text " + run + ")")
}

// restates checks that an expression, written out and read again, is the same.
func restates(t testing.TB, x Expr) {
	t.Helper()
	u := Unparse(x)
	tree := Parse(text.New("unparsed.py", []byte(u)))
	if len(tree.Errors) > 0 || len(tree.Body) != 1 {
		t.Fatalf("unparsed text does not parse: %.300q: %v", u, tree.Errors)
	}
	s, ok := tree.Body[0].(*ExprStmt)
	if !ok {
		t.Fatalf("unparsed text is a %s: %.300q", Kind(tree.Body[0]), u)
	}
	if again := Unparse(s.Value); again != u {
		t.Fatalf("not stable:\n%.300s\n%.300s", u, again)
	}
	if a, b := outline(x), outline(s.Value); a != b {
		t.Fatalf("not the same tree for %.300q:\n%.600s\n%.600s", u, a, b)
	}
}

// expressions calls visit for the outermost expressions of a tree.
func expressions(tree *Tree, visit func(Expr)) {
	tree.Walk(func(n Node) bool {
		x, ok := n.(Expr)
		if !ok {
			return true
		}
		switch x.(type) {
		case *Starred, *Slice, *Magic: // no expressions by themselves
			return true
		}
		visit(x)
		return false
	})
}

func checkAll(t testing.TB, tree *Tree) {
	sound(t, tree)
	if len(tree.Errors) > 0 {
		expressions(tree, func(x Expr) { Unparse(x) })
		return
	}
	expressions(tree, func(x Expr) { restates(t, x) })
}

func seeds(f *testing.F) {
	files, err := filepath.Glob("testdata/newest/*.py")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		for line := range strings.Lines(string(b)) {
			f.Add([]byte(line))
		}
	}
	for _, s := range broken {
		f.Add([]byte(s))
	}
}

// broken holds small texts that once were, or might well be, read badly.
var broken = []string{
	"", "\x00", "a\x00b", "\xff", "x = '\xff'", "\ufeffx = 1", "\r", "a\rb\r\nc", "\f\tx", "\\", "\\\n", "x\\\r\ny",
	"'", "'''", "f'", "f'{", "f'{x", "f'{x:", "f'{x:{", "f'''{'''", "f'{'''", "f'{}'", "f'}'", "f'{x!}'", "f'{x!z}'", "rb'\\", "f'\\",
	"(", ")", "[", "{", "{**", "(*", "f(", "f(a b", "f(a=", "x[", "x[1:", "a if", "a if b", "lambda", "lambda x", "not", "a not b", "a is",
	"def", "def f", "def f(", "def f(a:\n    pass\ndef g(): pass", "class", "class A(", "@", "@a\n@b\nx", "async", "async x", "await", "await await x",
	"if x\n  y", "if x:", "elif x: y", "else:\n  x", "try: x", "except: x", "for x", "for x in", "while", "with", "with (a as b", "with (a as b:\n  x",
	"match x:\n  case", "match x:\n case a: b\n c", "match x:\n", "match (", "case x:", "type X", "type X[", "import", "from", "from .", "from . import (", "import a.", "global",
	"x = (a,\ny = b\nz = c(d)\n", "x = [\n1,\ny = 2\n", "if f(a:\n  g(b)\n", "foo(a\nfor x in y:\n  bar()\n", "foo(a\nif b:\n  c\n", "x = {1: 2\ndef f(): pass",
	"  x\n y\n", "if a:\n\tx\n        y\n", "if a:\n  x\n y\n", "print 'x'", "exec 'x' in y", "raise A, B", "a <> b", "`x`", "0777", "0x", "1__0", "1_", "1.e", "1e+", "0b2", "1abc", "$", "?", "!", "a ! b",
	"del f()", "f() = 1", "(a, b()) = 1", "a + b += 1", "(x) := 1", "*a", "*a = b", "return *", "yield", "x = yield", "a = b = ", "a: ", "a: b = ", ";", "a;", "a;;b", "a b c",
	"%matplotlib inline", "%%html\n<b>", "%%time\nx = 1", "!ls -la", "x = !ls", "x = %who", "a?", "?a", "a.b??", "%%", "  %magic", "if x:\n  %magic\n  !ls\n", "a = b?", "!", "%", "x = !", "os.*dir?",
	"\u00a0x", "\u201cx\u201d", "a\u200bb", "\u212b = 1", "x\u0301 = 1", "\u00b7 = 1", "a\u00b7b = 1",
	strings.Repeat("(", 100), strings.Repeat("[", 50) + strings.Repeat("]", 49), strings.Repeat("f'{", 60), strings.Repeat("x if y else ", 80),
}

// budget is the longest a parse may take: a second per megabyte, and a little
// for a machine that is busy.
func budget(n int) time.Duration {
	return time.Second*time.Duration(n)/1_000_000 + 500*time.Millisecond
}

// inTime parses a text within its budget. Whatever else the machine does may
// disturb a parse or two, so the third one decides.
func inTime(t testing.TB, parse func(*text.File) *Tree, f *text.File) *Tree {
	t.Helper()
	var d time.Duration
	for range 3 {
		start := time.Now()
		tree := parse(f)
		if d = time.Since(start); d <= budget(len(f.Bytes)) {
			return tree
		}
	}
	t.Fatalf("%d bytes took %v", len(f.Bytes), d)
	return nil
}

func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		checkAll(t, inTime(t, Parse, text.New("fuzz.py", b)))
	})
}

func FuzzParseCell(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		checkAll(t, inTime(t, ParseCell, text.New("fuzz.ipynb", b)))
	})
}

// TestUnparseLibrary writes out every expression of a part of the standard
// library and reads it again.
func TestUnparseLibrary(t *testing.T) {
	for _, path := range corpusFiles(t, 11)[:250] {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tree := Parse(text.New(path, b))
		sound(t, tree)
		if len(tree.Errors) == 0 {
			expressions(tree, func(x Expr) { restates(t, x) })
		}
	}
}

// TestSteepTexts parses texts made to be slow or deep.
func TestSteepTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	const n = 500_000
	slowest, which := time.Duration(0), ""
	for _, unit := range []string{
		"(", "[", "{", "f(", "x[", "{x:", "f'{", "f'{x:{", "f\"{'", "f'''{\"\"\"", "not ", "-", "~", "await ", "lambda: ", "lambda x=", "x if y else ", "x ** ", "*", "**", "a.", "a + ", "a(b)(", "x and ",
		"(\n", "f(\n", "x = [\n", "x = (a,\n", "match (\n", "match x:\n", "with (\n", "with (a as b,\n", "def f(a:\n", "x[a:\n", "if x: ", "if x:\n", "else: ", "elif x: ", "for x in ", "if a:\n b\nelif ", "try: ", "class A: ", "async ", "@",
		"[x for x in ", "(x for x in ", "{x: y for x in ", "x := ", "case ", "[a, ", "(a, ", "f(a, ", "f(a=", "f(**", "f(*", "{**", "yield ", "(yield ", "a = ", "a, ", "import a, ", "from a import (", "global ", "del ",
		"'''", "'", "\\\n", "#", "\n", " ", "\t", ";", ":", ",", ")", "]", "}", "\x00", "\xff", "\r", "0", "1_", "é", "=", "!", "%%", "`", "a\n b\n  c\n", " (\n", "x = f(\n  a\n", "x = {\n'a': f(\n", "def f():\n", "return (\n", "\"\"\"\n", "f\"{r'''\n", "f'''{x:", "a<", "a if b\n", "foo(a\nif b:\n", "foo(a\nfor b in c:\n", "{a:b}[", "x[y:z,", "x[:", "a[b:\nc[d:\n", "match x:\n case [", "match x:\n case (", "case a(", "case {",
	} {
		b := []byte(strings.Repeat(unit, n/len(unit)+1)[:n])
		for _, close := range []string{"", strings.Repeat(")", 1000), "\n    x = 1\n"} {
			b := append(b[:n:n], close...)
			start := time.Now()
			hung := time.AfterFunc(30*time.Second, func() {
				panic(fmt.Sprintf("%q repeated to %d bytes (then %.5q) takes for ever", unit, n, close))
			})
			tree := inTime(t, Parse, text.New("steep.py", b))
			hung.Stop()
			if d := time.Since(start); d > slowest {
				slowest, which = d, unit
			}
			sound(t, tree)
		}
	}
	t.Logf("the slowest is %q: %v for %d bytes", which, slowest, n)
	for _, open := range []string{"(", "[", "{", "f(", "x[", "f'{", "not ", "lambda: "} {
		tree := Parse(text.New("deep.py", []byte("x = "+strings.Repeat(open, 10_000)+"1\ny = 2\n")))
		bad := 0
		tree.Walk(func(n Node) bool {
			if _, ok := n.(*BadExpr); ok {
				bad++
			}
			return true
		})
		if len(tree.Errors) == 0 || bad == 0 {
			t.Errorf("%q nested 10,000 times: %d errors and %d gaps", open, len(tree.Errors), bad)
		}
	}
}
