package lower_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"leadline/internal/ir"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// nest puts bodies inside one another: each head one level deeper.
func nest(depth int, inner string, heads ...string) string {
	var b strings.Builder
	for i := range depth {
		for _, h := range heads[:len(heads)-1] {
			b.WriteString(strings.Repeat(" ", i) + h + "\n")
		}
		b.WriteString(strings.Repeat(" ", i) + heads[len(heads)-1] + "\n")
	}
	b.WriteString(strings.Repeat(" ", depth) + inner + "\n")
	return b.String()
}

// TestLarge: texts made to blow up stay in proportion: at most that many
// instructions, phi operands included, per byte.
func TestLarge(t *testing.T) {
	var assigns, breaks, joins strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&assigns, " v%d = 1\n", i)
		fmt.Fprintf(&breaks, " if a:\n  w%d = 1\n  break\n", i)
		fmt.Fprintf(&joins, "if c%d:\n d%d = 1\n", i, i)
	}
	tests := map[string]string{
		"finally in finally":       nest(80, "pass", "try: a", "finally:"),
		"finally around finally":   nest(80, "return", "try:") + unwindFinally(80),
		"loops":                    nest(90, "x = y = z = 1", "while a:"),
		"handlers":                 nest(90, "pass", "try: x = 1", "except:"),
		"breaks":                   "while a:\n" + assigns.String() + breaks.String() + "x = v1\n",
		"joins":                    joins.String(),
		"elif":                     "if a: x = 1\n" + strings.Repeat("elif (b := a): x = 2\n", 1500),
		"dots":                     "import a" + strings.Repeat(".a", 20000) + "\n",
		"and":                      "x = a" + strings.Repeat(" and (b := a)", 1500) + "\n",
		"comprehensions":           "x = " + strings.Repeat("[a for a in ", 90) + "b" + strings.Repeat("]", 90) + "\n",
		"comprehensions in values": "x = " + strings.Repeat("[", 90) + "b" + strings.Repeat(" for a in b]", 90) + "\n",
		"lambdas":                  "x = " + strings.Repeat("lambda a: ", 500) + "a\n",
		"classes":                  nest(90, "pass", "class C:"),
		"match":                    "match a:\n" + strings.Repeat(" case [b, *c] | {'k': b, **c}: d = b\n", 2000),
		"with":                     "with " + strings.Repeat("a as b, ", 1500) + "c: pass\n",
	}
	for name, src := range tests {
		start := time.Now()
		m := lower.Lower(syntax.Parse(text.New(name, []byte(src))), "m", false)
		t.Logf("%s: %v", name, time.Since(start))
		if faults := ir.Verify(m); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults[0])
		}
		size := 0
		for i := range m.Funcs {
			size += len(m.Funcs[i].Instrs) + len(m.Funcs[i].Args) + len(m.Funcs[i].Edges)
		}
		if size > 1<<20+40*len(src) {
			t.Errorf("%s: %d from %d bytes", name, size, len(src))
		}
	}
}

func unwindFinally(depth int) string {
	var b strings.Builder
	for i := depth - 1; i >= 0; i-- {
		b.WriteString(strings.Repeat(" ", i) + "finally: a\n")
	}
	return b.String()
}

// TestOdd: texts that are no programs, and what is out of place in them.
func TestOdd(t *testing.T) {
	for _, src := range []string{
		"", "break", "continue", "return 1", "yield", "await x", "nonlocal x\nx = 1", "def f(): break\n",
		"match a:\n case b | 1 | 2: c\n case _ | d: e\n", "match a:\n case [*b, *c]: d\n", "match a:\n case {**b}: c\n",
		"class C: return 1\n", "class C:\n while True: pass\n", "class C:\n raise x\n", "while 1: raise x\n",
		"try: raise x\nfinally: raise y\n", "while 1:\n try: raise x\n finally: continue\n",
		"while 1:\n try: break\n finally: raise x\n", "for x in x: continue\nelse: raise x\n",
		"with a: raise b\n", "try: x\nexcept: y\nexcept z: w\n", "global x\nx = 1\n", "def f(a, a): a\n",
		"[*a] = *b, = c = 1\n", "a, *b, *c = d\n", "f() = 1\n", "(x): int\n", "x: int: str\n", "def f(: int = ): pass\n",
		"del (a, [b]), c.d, e[f], g()\n", "lambda *, a=b, **c: (yield)\n", "from .... import a, b.c\nfrom . import *\n",
		"import\nfrom x import\nimport a.\n", "x = f\"{a!r:{b}{{}}{c=}}\"\n", "@\ndef f(): pass\n", "class (a): b\n",
		"type X[T: (a, b), *U, **V] = T\n", "def f[T](x: T = T) -> T: return T\n", "x = {**a, b: c, **d}\n",
		"%time x = !ls $y {z}\n!cmd\n?x\n", "async def f():\n async with a as b, c: [d async for e in f]\n",
	} {
		sound(t, src)
	}
}

// TestCut: a body beyond its budget says so, and one that is merely long does
// not.
func TestCut(t *testing.T) {
	var long, wild strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&long, " if a: b%d = 1\n", i)
		fmt.Fprintf(&wild, "  if a: b%d = 1; break\n", i)
	}
	for src, cut := range map[string]bool{
		"def f(a):\n" + long.String():                                          false,
		"def f(a):\n" + strings.ReplaceAll(long.String(), " = 1", ".x = 1"):    false,
		"def f(a):\n while a:\n" + wild.String():                               true,
		"def f(a):\n while a:\n" + strings.ReplaceAll(wild.String(), "b", "a"): false,
	} {
		m := lower.Lower(syntax.Parse(text.New("m", []byte(src))), "m", false)
		if faults := ir.Verify(m); len(faults) > 0 {
			t.Error(faults[0])
		}
		if m.Funcs[1].Cut != cut {
			t.Errorf("cut is %v: %.60q", m.Funcs[1].Cut, src)
		}
	}
}
