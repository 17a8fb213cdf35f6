// Package check finds sigmoid in front of binary cross entropy.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at the input of both forms of the loss.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if len(c.Args) == 0 {
			continue
		}
		plain := p.Is(c.Func, "torch.nn.functional.binary_cross_entropy") || p.HasType(c.Func, "torch.nn.BCELoss")
		logits := p.Is(c.Func, "torch.nn.functional.binary_cross_entropy_with_logits") || p.HasType(c.Func, "torch.nn.BCEWithLogitsLoss")
		if !plain && !logits || !sigmoid(p, c.Args[0]) {
			continue
		}
		if logits {
			r := p.Report(c, "this loss applies sigmoid itself: give it the logits")
			if s, ok := c.Args[0].(*syntax.Call); ok && len(s.Args) == 1 && p.Is(s.Func, "torch.sigmoid", "torch.nn.functional.sigmoid") {
				r.Fix(false, "give it the logits", rule.Replace(s, p.Source(s.Args[0])))
			}
		} else {
			p.Report(c, "")
		}
	}
}

func sigmoid(p *rule.Pass, x syntax.Expr) bool {
	c, ok := p.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	if a, ok := c.Func.(*syntax.Attribute); ok && a.Attr == "squeeze" || ok && a.Attr == "view" || ok && a.Attr == "flatten" {
		return sigmoid(p, a.Value)
	}
	if p.Is(c.Func, "torch.sigmoid", "torch.nn.functional.sigmoid", "torch.special.expit") || p.HasType(c.Func, "torch.nn.Sigmoid") {
		return true
	}
	if a, ok := c.Func.(*syntax.Attribute); ok && a.Attr == "sigmoid" && len(c.Args) == 0 {
		return true
	}
	model, ok := p.Value(c.Func).(*syntax.Call)
	if !ok || !p.Is(model.Func, "torch.nn.Sequential") || len(model.Args) == 0 {
		return false
	}
	last, ok := p.Value(model.Args[len(model.Args)-1]).(*syntax.Call)
	return ok && p.Is(last.Func, "torch.nn.Sigmoid")
}
