package identity

import "testing"

func TestLoosely(t *testing.T) {
	same := [][2]string{
		{"f('a', b)", "f(\n    \"a\",\n    b,\n)"},
		{"warn('a %s, so '\n     'b' % x)", "warn(\n    \"a %s, so b\" % x\n)"},
		{`g('it\'s "x"')`, `g("it's \"x\"")`},
		{"[1, 2,]", "[1, 2]"},
		{"h('''a''')", "h('a')"},
		{"eval(compile(f.read(), startup, 'exec'), ctx)", `eval(compile(f.read(), startup, "exec"), ctx)`},
	}
	other := [][2]string{{"f('a')", "f('b')"}, {"f('a')", "f(a)"}, {"f('a', 'b')", "f('ab')"}, {"f(a, b)", "f(ab)"}, {"f('')", "f()"}, {`f('\n')`, `f('n')`}}
	for _, p := range same {
		if loosely(p[0]) != loosely(p[1]) {
			t.Errorf("%q and %q differ: %q, %q", p[0], p[1], loosely(p[0]), loosely(p[1]))
		}
	}
	for _, p := range other {
		if loosely(p[0]) == loosely(p[1]) {
			t.Errorf("%q and %q are the same: %q", p[0], p[1], loosely(p[0]))
		}
	}
	for code, want := range map[string]string{"re.sub(r'a', b)": "re.sub", "f (x)": "f", "(a, b)": "", "a + f(x)": "", "x = 1": "", "return_": "", "a[0](x)": ""} {
		if got := headOf(code); got != want {
			t.Errorf("%q calls %q, want %q", code, got, want)
		}
	}
}

// TestMatchRewritten: what a formatter leaves in another form is the same beyond
// doubt, the same call with other arguments is a guess, and only where the change
// wrote both.
func TestMatchRewritten(t *testing.T) {
	at := func(line int, code string) Subject {
		return Subject{Rule: "r", Path: "a.py", Line: line, Scope: "f", Tree: short(normalise(code)), Shape: short(shapeOf(code)), Loose: short(loosely(code)), Head: short(headOf(code))}
	}
	match := func(is string, a, b []Subject) []Pair {
		const was = "def f(x):\n    first()\n    run('a', x)\n    last()\n"
		return Match(a, b, CompareTrees(map[string]string{"a.py": was}, map[string]string{"a.py": is}, func(s string) string { return s }).Revision())
	}
	old := []Subject{at(3, "run('a', x)")}
	inG := at(4, "run(other(), y=x)")
	inG.Scope = "g"
	for name, c := range map[string]struct {
		is    string
		now   Subject
		pairs int
		sure  bool
	}{
		"quoted anew":          {"def f(x):\n    first()\n    more()\n    run(\"a\", x)\n    last()\n", at(4, `run("a", x)`), 1, true},
		"written anew":         {"def f(x):\n    first()\n    more()\n    run(other(), y=x)\n    last()\n", at(4, "run(other(), y=x)"), 1, false},
		"another call":         {"def f(x):\n    first()\n    more()\n    call(x, y)\n    last()\n", at(4, "call(x, y)"), 0, false},
		"a line that was here": {"def f(x):\n    first()\n    last()\n", at(2, "run(first())"), 0, false},
		"in another function":  {"def g(x):\n    first()\n    more()\n    run(other(), y=x)\n    last()\n", inG, 0, false},
	} {
		got := match(c.is, old, []Subject{c.now})
		if len(got) != c.pairs || c.pairs == 1 && (got[0].Sure != c.sure || got[0].Guess == c.sure) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	kept := old[0]
	kept.Loose, kept.Head = "", "" // by an older version
	if got := match("def f(x):\n    first()\n    more()\n    run(\"a\", x)\n    last()\n", []Subject{kept}, []Subject{at(4, `run("a", x)`)}); len(got) != 0 {
		t.Errorf("without evidence: %+v", got)
	}
}
