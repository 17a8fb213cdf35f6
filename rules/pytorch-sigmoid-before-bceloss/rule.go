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
		if !plain && !logits || !sigmoid(p, c.Args[0], 5) {
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

func sigmoid(p *rule.Pass, x syntax.Expr, depth int) bool {
	if depth == 0 {
		return false
	}
	c, ok := p.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	if a, ok := c.Func.(*syntax.Attribute); ok && a.Attr == "squeeze" || ok && a.Attr == "view" || ok && a.Attr == "flatten" {
		return sigmoid(p, a.Value, depth-1)
	}
	if p.Is(c.Func, "torch.sigmoid", "torch.nn.functional.sigmoid", "torch.special.expit") || p.HasType(c.Func, "torch.nn.Sigmoid") {
		return true
	}
	if a, ok := c.Func.(*syntax.Attribute); ok && a.Attr == "sigmoid" && len(c.Args) == 0 {
		return true
	}
	made := p.Value(c.Func)
	if a, ok := c.Func.(*syntax.Attribute); ok && rule.Dotted(a.Value) == "self" {
		if v := p.SelfValues(a); len(v) == 1 {
			made = v[0]
		}
	}
	model, ok := made.(*syntax.Call)
	return ok && ends(p, model, depth-1)
}

// ends tells whether a model ends in sigmoid: the last layer of a Sequential, or
// what forward of a class of this file returns.
func ends(p *rule.Pass, model *syntax.Call, depth int) bool {
	if p.Is(model.Func, "torch.nn.Sequential") && len(model.Args) > 0 {
		last, ok := p.Value(model.Args[len(model.Args)-1]).(*syntax.Call)
		return ok && p.Is(last.Func, "torch.nn.Sigmoid")
	}
	n, ok := model.Func.(*syntax.Name)
	if !ok {
		return false
	}
	for _, b := range p.Bindings(n) {
		class, ok := b.Node.(*syntax.ClassDef)
		forward := rule.Method(class, "forward")
		if !ok || forward == nil {
			continue
		}
		found := false
		rule.EachOwn(forward.Body, func(x syntax.Node) bool {
			if r, ok := x.(*syntax.Return); ok && r.Value != nil {
				found = found || sigmoid(p, r.Value, depth)
			}
			return true
		})
		return found
	}
	return false
}
