// Package check finds loops that evaluate a model and record gradients.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at calls of a model in loops, after its eval().
func Check(p *rule.Pass) {
	reported := map[syntax.Stmt]bool{}
	for c := range rule.All[*syntax.Call](p) {
		loop, ok := p.Loop(c).(*syntax.For)
		if !ok || reported[loop] || !evaluates(p, c.Func, loop) || gradients(p, c, loop) || wrapped(p, c) {
			continue
		}
		reported[loop] = true
		p.Report(c, "")
	}
}

// evaluates tells whether the last switch of a model before a loop, or in it, is to
// evaluation.
func evaluates(p *rule.Pass, model syntax.Expr, loop *syntax.For) bool {
	if rule.Dotted(model) == "" {
		return false
	}
	mode := ""
	for _, s := range rule.CallsIn(p.BodyOf(loop), "eval", "train") {
		a, ok := s.Func.(*syntax.Attribute)
		if ok && rule.Same(a.Value, model) && s.Start < loop.Start {
			mode = a.Attr
			if len(s.Args) == 1 && rule.IsConst(s.Args[0], syntax.False) {
				mode = "eval"
			}
		}
	}
	return mode == "eval"
}

// gradients tells whether the loop needs gradients, or something switches them off.
func gradients(p *rule.Pass, c *syntax.Call, loop *syntax.For) bool {
	if len(rule.CallsIn(loop.Body, "backward", "grad", "requires_grad_", "no_grad", "inference_mode", "retain_grad", "set_grad_enabled", "step")) > 0 {
		return true
	}
	for up := p.Parent(c); up != nil; up = p.Parent(up) {
		switch up := up.(type) {
		case *syntax.With:
			for i := range up.Items {
				if off(up.Items[i].Context) {
					return true
				}
			}
		case *syntax.FunctionDef:
			for _, d := range up.Decorators {
				if off(d) {
					return true
				}
			}
		}
	}
	found := false
	syntax.Walk(loop, func(n syntax.Node) bool {
		a, ok := n.(*syntax.Attribute)
		found = found || ok && (a.Attr == "requires_grad" || a.Attr == "grad")
		return !found
	})
	return found || len(rule.CallsIn(p.BodyOf(loop), "set_grad_enabled", "requires_grad_", "register_hook")) > 0 || len(rule.CallsIn(p.Tree.Body, "set_grad_enabled")) > 0
}

// off tells managers and decorators that leave gradients out, whatever they are made of.
func off(x syntax.Expr) bool {
	found := false
	syntax.Walk(x, func(n syntax.Node) bool {
		if e, ok := n.(syntax.Expr); ok {
			switch rule.LastName(e) {
			case "no_grad", "inference_mode", "set_grad_enabled":
				found = true
			}
		}
		return !found
	})
	return found
}

// wrapped tells whether the file calls the function around under a manager that leaves
// gradients out.
func wrapped(p *rule.Pass, n syntax.Node) bool {
	f, ok := p.Function(n).(*syntax.FunctionDef)
	if !ok {
		return false
	}
	for w := range rule.All[*syntax.With](p) {
		for i := range w.Items {
			if off(w.Items[i].Context) && len(rule.CallsIn(w.Body, f.Name)) > 0 {
				return true
			}
		}
	}
	return false
}
