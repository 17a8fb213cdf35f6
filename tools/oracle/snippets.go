package main

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

//go:embed snippets.txt
var snippetText string

// snippet is a construct that is written down rather than composed: what stands
// at the module's top level, what stands where it is used, and what comes of it.
type snippet struct {
	name             string
	top, body, value string
}

// snippets are those of snippets.txt, which says how they are written.
var snippets = sync.OnceValue(func() []snippet {
	var all []snippet
	for line := range strings.Lines(snippetText) {
		line = strings.TrimRight(line, "\n")
		if name, ok := strings.CutPrefix(line, "== "); ok {
			all = append(all, snippet{name: name})
		} else if len(all) > 0 && line != "" {
			s := &all[len(all)-1]
			if t, ok := strings.CutPrefix(line, "^ "); ok {
				s.top += t + "\n"
			} else if t, ok := strings.CutPrefix(line, "> "); ok {
				s.value = t
			} else {
				s.body += line + "\n"
			}
		}
	}
	return all
})

// written uses one of the snippets.
func (g *gen) written() { g.write(choose(g, snippets()...)) }

// write uses a snippet.
func (g *gen) write(s snippet) {
	g.use(s.name)
	own := g.fresh("")
	if s.top != "" {
		g.top(func() {
			g.env = &env{strs: g.moduleStrs()}
			g.lines(g.fill(s.top, own))
		})
	}
	g.lines(g.fill(s.body, own))
	g.bind(g.target(), g.fill(s.value, own))
	if g.chance(50) {
		g.bind(g.target(), g.fill(s.value, own))
	}
}

func (g *gen) lines(text string) {
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			g.line("%s", strings.TrimRight(line, "\n"))
		}
	}
}

var (
	ownName = regexp.MustCompile(`(\w)@`)
	either  = regexp.MustCompile(`«[^«»]*»`)
	blank   = regexp.MustCompile(`\$[slnitb]\b`)
)

// fill chooses among what a text offers and writes what its blanks ask for.
func (g *gen) fill(text, own string) string {
	text = ownName.ReplaceAllString(text, "${1}"+own)
	for strings.Contains(text, "«") { // the inner ones first
		text = either.ReplaceAllStringFunc(text, func(m string) string {
			return choose(g, strings.Split(m[len("«"):len(m)-len("»")], " ¦ ")...)
		})
	}
	if !strings.Contains(text, "\n") {
		text = choose(g, strings.Split(text, " ¦ ")...)
	}
	return blank.ReplaceAllStringFunc(text, func(m string) string {
		switch m[1] {
		case 's':
			return g.str()
		case 'l':
			return g.lit()
		case 'n':
			return fmt.Sprint(g.pick(4))
		case 'i':
			return g.number(0)
		case 't':
			return g.truth(0)
		}
		return g.flag()
	})
}

// number is an expression of numbers that CPython computes without a fault.
func (g *gen) number(d int) string {
	if d > 1 || g.chance(40) {
		return choose(g, "0", "1", "2", "3", "7", "10", "255", "(-1)", "(2 ** 40)", "0x10", "True")
	}
	a, b := g.number(d+1), g.number(d+1)
	return choose(g, "("+a+" + "+b+")", "("+a+" - "+b+")", "("+a+" * "+b+")", "("+a+" // 3)", "("+a+" % 4)", "("+a+" & "+b+")", "("+a+" | "+b+")", "("+a+" ^ "+b+")",
		"("+a+" << 2)", "("+a+" >> 1)", "(-"+a+")", "(~"+a+")", "abs("+a+")", "min("+a+", "+b+")", "max("+a+", "+b+")", "sum(["+a+", "+b+"])", "len("+g.str()+")", "len("+g.lit()+")",
		`int("42")`, `int("1f", 16)`, "int(2.7)", `ord("a")`, "round(2.5)", "("+a+" ** 2)", `"a,b".count(",")`, `"hello".find("l")`, "divmod("+a+", 5)[1]", "[3, 1, 2].index(1)", "len(["+a+", "+b+"])",
		"("+a+" if "+g.flag()+" else "+b+")", "("+a+" or "+b+")", "("+a+" and "+b+")", "int("+g.truth(d+1)+")", "(7).bit_length()", "{1: "+a+", 2: "+b+"}[2]", "("+a+", "+b+")[0]", "range(9)["+fmt.Sprint(g.pick(9))+"]")
}

// truth is a test.
func (g *gen) truth(d int) string {
	if d > 1 {
		return choose(g, "True", "False", g.flag())
	}
	a, b := g.number(d+1), g.number(d+1)
	return choose(g, a+" < "+b, a+" == "+b, a+" != "+b, a+" >= "+b, a+" is "+choose(g, "None", "True"), a+" in (1, 2, 3)", a+" not in [0, 1]", g.lit()+" == "+g.lit(), g.lit()+" < "+g.lit(),
		g.lit()+" in "+g.str(), g.str()+" is not None", "isinstance("+a+", "+choose(g, "int", "str", "(str, bool)", "float")+")", "bool("+a+")", g.lit()+".isdigit()", g.lit()+".startswith(\"a\")",
		"not "+g.truth(d+1), "("+g.truth(d+1)+" and "+g.truth(d+1)+")", "("+g.truth(d+1)+" or "+g.truth(d+1)+")", "all(["+g.truth(d+1)+"])", "callable("+g.lit()+")", "1 < "+a+" < 100", "{1, 2} == {2, 1}", "[1] == [1, 2]",
		`"k" in {"k": 1}`, g.flag(), "issubclass(bool, int)", "hasattr("+g.lit()+", \"upper\")")
}
