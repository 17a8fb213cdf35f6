// Package check finds softmax in front of a loss that applies it.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at the input of cross entropy.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if len(c.Args) == 0 || !p.Is(c.Func, "torch.nn.functional.cross_entropy") && !p.HasType(c.Func, "torch.nn.CrossEntropyLoss") {
			continue
		}
		if normal(p, c.Args[0], 5) {
			r := p.Report(c, "")
			if s, ok := c.Args[0].(*syntax.Call); ok && applies(p, s) && len(s.Args) > 0 && p.Is(s.Func, "torch.*") {
				r.Fix(false, "give it the logits", rule.Replace(s, p.Source(s.Args[0])))
			}
		}
	}
}

// normal tells whether an expression is the result of softmax.
func normal(p *rule.Pass, x syntax.Expr, depth int) bool {
	if depth == 0 {
		return false
	}
	c, ok := p.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	if applies(p, c) {
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

// applies tells whether a call is a softmax.
func applies(p *rule.Pass, c *syntax.Call) bool {
	if p.Is(c.Func, "torch.softmax", "torch.nn.functional.softmax", "torch.log_softmax", "torch.nn.functional.log_softmax") {
		return true
	}
	if p.HasType(c.Func, "torch.nn.Softmax", "torch.nn.LogSoftmax") {
		return true
	}
	a, ok := c.Func.(*syntax.Attribute)
	return ok && (a.Attr == "softmax" || a.Attr == "log_softmax") && len(c.Args) <= 1 && rule.Dotted(a.Value) != "" && !p.Is(a.Value, "scipy.special")
}

// ends tells whether a model ends in softmax: the last layer of a Sequential,
// or what forward of a class of this file returns.
func ends(p *rule.Pass, model *syntax.Call, depth int) bool {
	if p.Is(model.Func, "torch.nn.Sequential") && len(model.Args) > 0 {
		last, ok := p.Value(model.Args[len(model.Args)-1]).(*syntax.Call)
		return ok && p.Is(last.Func, "torch.nn.Softmax", "torch.nn.LogSoftmax")
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
				found = found || normal(p, r.Value, depth)
			}
			return true
		})
		return found
	}
	return false
}
