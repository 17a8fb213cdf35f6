package pattern

import (
	"testing"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// plain are facts that know nothing but what is written.
type plain struct{}

func (plain) Names(syntax.Expr) []string      { return nil }
func (plain) Value(x syntax.Expr) syntax.Expr { return x }
func (plain) Types(x syntax.Expr) []string {
	if _, ok := x.(*syntax.List); ok {
		return []string{"builtins.list"}
	}
	return nil
}

// TestMatch: each pattern fits the code or not.
func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, code string
		fits          bool
	}{
		{"$X == $X", "a.b == a.b", true},
		{"$X == $X", "a.b == a.c", false},
		{"f(...)", "f(1, k=2)", true},
		{"f(1, ...)", "f(1, 2)", true},
		{"f(1, ...)", "f(2, 1)", false},
		{"f(..., 3)", "f(1, 2, 3)", true},
		{"f(..., k=$V)", "f(1, j=2, k=3)", true},
		{"f(k=$V)", "f(k=3, j=2)", false},
		{"f(k=$V, ...)", "f(1, k=3, j=2)", true},
		{"f($...ARGS)", "f(1, 2)", true},
		{"f(<... secret ...>)", "f(1 + g(secret))", true},
		{"f(<... secret ...>)", "f(1 + g(public))", false},
		{"f(($X: list))", "f([1])", true},
		{"f(($X: list))", "f(x)", false},
		{`f("...")`, "f('abc')", true},
		{`f("...")`, "f(1)", false},
		{`f("=~/^a/")`, "f('abc')", true},
		{`f("=~/^b/")`, "f('abc')", false},
		{"$X.m(...)", "a.b.m(1)", true},
		{"$X.$M(...)", "a.b.m(1)", true},
		{`{..., "k": $V, ...}`, "{'a': 1, 'k': 2}", true},
		{`{"k": $V}`, "{'a': 1, 'k': 2}", false},
		{"[..., 1, ...]", "[0, 1, 2]", true},
		{"$X = $Y", "a: int = 2", true},
		{"raise E", "raise E", true},
		{"raise E(...)", "raise E(1) from x", true},
		{"if $X: ...", "if a:\n  b()\n  c()\nelse:\n  d()", true},
		{"for $X in $Y:\n  ...\n  f($X)\n  ...", "for a in b:\n  g()\n  f(a)", true},
		{"for $X in $Y:\n  f($X)", "for a in b:\n  f(c)", false},
		{"try:\n  ...\nexcept $E:\n  pass", "try:\n  f()\nexcept A:\n  g()\nexcept B:\n  pass", true},
		{"def $F(..., x, ...): ...", "def g(a, x=1): pass", true},
		{"def $F(x): ...", "def g(a, x): pass", false},
		{"@d\ndef $F(...): ...", "@c\n@d\ndef g(): pass", true},
		{"class $C(B): ...", "class A(X, B):\n  y = 1", true},
		{"with open($F) as $G: ...", "with a, open(b) as c:\n  pass", true},
		{"return", "return", true},
		{"[$A for $A in $B]", "[x for x in y]", true},
		{"[$A for $A in $B]", "[x + 1 for x in y]", false},
		{"lambda: $X", "lambda a: f(a)", true},
		{"f(k=...)", "f(k=1 + g())", true},
		{"f(k=...)", "f(j=1)", false},
		{`{"k": ..., "l": 1}`, "{'k': g(2), 'l': 1}", true},
		{"def $F(..., $A=$D, ...): ...", "def g(a, b=1, c=2): pass", true},
		{"def $F(..., $A=1, ...): ...", "def g(a, b=2): pass", false},
	} {
		p, err := Parse(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		tree := syntax.Parse(text.New("x.py", []byte(c.code)))
		if _, ok := p.Match(tree.Body[0], plain{}, nil); ok != c.fits {
			t.Errorf("%s on %s: %v, want %v", c.pattern, c.code, ok, c.fits)
		}
	}
}

// TestParseFaults: what is no code with holes is refused.
func TestParseFaults(t *testing.T) {
	for _, code := range []string{"", "f(", `f("=~/(/")`} {
		if _, err := Parse(code); err == nil {
			t.Errorf("%q is accepted", code)
		}
	}
}

// FuzzParse: no text makes the parser or the matcher panic.
func FuzzParse(f *testing.F) {
	f.Add("f(..., k=<... $X ...>)")
	tree := syntax.Parse(text.New("x.py", []byte("f(1, k=g(x))\nif a: b = {1: 2}")))
	f.Fuzz(func(_ *testing.T, code string) {
		p, err := Parse(code)
		if err != nil {
			return
		}
		for _, s := range tree.Body {
			p.Match(s, plain{}, nil)
		}
	})
}

// TestWord: a word that whatever fits must hold; what may be written otherwise is none.
func TestWord(t *testing.T) {
	for code, want := range map[string]string{
		"$F(..., allow_code=True)":        "allow_code",
		"$S.auth = ($U, $P)":              "auth",
		"DEBUG = True":                    "DEBUG",
		"requests.get($U, ..., auth=$A)":  "auth",
		"a.b.Chain.$M(...)":               "Chain",
		"httpx.$F(...)":                   "", // from . import get, in httpx itself
		"$X / torch.norm($X, ...)":        "norm",
		"from Crypto import $X":           "Crypto",
		"from $M import *":                "",
		"import a.b":                      "b",
		"$X == $N":                        "",
		"$C['KEY'] = $V":                  "",
		"($X: a.b.T).run()":               "run",
		"f(<... other(...) ...>)":         "f",
		"$C.options &= ~ssl.OP_NO_SSLv2":  "OP_NO_SSLv2",
		"if debugging: ...":               "",
		"$O.x = a.b.long(second=$V, ...)": "second",
	} {
		p, err := Parse(code)
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		if got := p.Word(); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}
