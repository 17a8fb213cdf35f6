// Package check finds asserts of tuples.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports an assert whose condition is a tuple that is not empty.
func Check(p *rule.Pass) {
	for a := range rule.All[*syntax.Assert](p) {
		t, ok := a.Test.(*syntax.Tuple)
		if !ok || len(t.Elts) == 0 {
			continue
		}
		r := p.Report(a, "")
		if len(t.Elts) == 2 && a.Msg == nil {
			r.Fix(true, "take the parentheses away", rule.Replace(t, p.Source(t.Elts[0])+", "+p.Source(t.Elts[1])))
		}
	}
}
