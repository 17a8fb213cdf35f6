// Package check finds except clauses that do nothing.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports clauses with nothing but a raise, from the last one upwards:
// one before a clause that stays may be there to keep its type from it.
func Check(p *rule.Pass) {
	for t := range rule.All[*syntax.Try](p) {
		for i := len(t.Handlers) - 1; i >= 0; i-- {
			h := &t.Handlers[i]
			if !useless(h) {
				break
			}
			r := p.Report(h, "")
			if i == len(t.Handlers)-1 && i > 0 {
				r.Fix(true, "delete the clause", rule.Edit{Span: p.Lines(h)})
			}
		}
	}
}

func useless(h *syntax.ExceptHandler) bool {
	if len(h.Body) != 1 {
		return false
	}
	r, ok := h.Body[0].(*syntax.Raise)
	if !ok || r.Cause != nil {
		return false
	}
	if r.Exc == nil {
		return true
	}
	n, ok := r.Exc.(*syntax.Name)
	return ok && h.Name != "" && n.ID == h.Name
}
