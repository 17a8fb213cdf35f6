// Package check finds returns of long tuples.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

const most = 3

// Check looks at return statements.
func Check(p *rule.Pass) {
	for r := range rule.All[*syntax.Return](p) {
		t, ok := r.Value.(*syntax.Tuple)
		if !ok || len(t.Elts) <= most {
			continue
		}
		star := false
		for _, e := range t.Elts {
			_, s := e.(*syntax.Starred)
			star = star || s
		}
		if !star {
			p.Report(r, "")
		}
	}
}
