// Package check finds comprehensions with many clauses.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

const most = 2

// Check looks at the outermost comprehensions.
func Check(p *rule.Pass) {
	for x := range rule.All[*syntax.ListComp](p) {
		judge(p, x, x.Generators)
	}
	for x := range rule.All[*syntax.SetComp](p) {
		judge(p, x, x.Generators)
	}
	for x := range rule.All[*syntax.DictComp](p) {
		judge(p, x, x.Generators)
	}
	for x := range rule.All[*syntax.GeneratorExp](p) {
		judge(p, x, x.Generators)
	}
}

func judge(p *rule.Pass, x syntax.Node, gens []syntax.Comprehension) {
	n := 0
	for i := range gens {
		n += 1 + len(gens[i].Ifs)
	}
	if n > most {
		p.Report(x, "")
	}
}
