// Package check finds loaded models that predict in training mode.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at load_state_dict on a variable that the function then calls.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		whole(p, c)
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "load_state_dict" || other(a.Value) {
			continue
		}
		body := p.BodyOf(c)
		if len(rule.CallsIn(body, "train", "zero_grad", "backward", "fit")) > 0 || len(rule.CallsIn(body, "eval", "requires_grad_")) > 0 || resumes(body) {
			continue
		}
		if kept(p, a.Value, c) {
			p.Report(c, "")
			continue
		}
		if called(body, a.Value, c) {
			st := p.Statement(c)
			p.Report(c, "").Fix(false, "switch to evaluation", rule.Insert(st.Span().End, "\n"+p.Indent(st)+p.Source(a.Value)+".eval()"))
		}
	}
}

// other tells names of what is no model.
func other(x syntax.Expr) bool {
	name := strings.ToLower(rule.Dotted(x))
	for _, w := range []string{"opt", "sched", "scaler", "ema"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return name == ""
}

// resumes tells whether training goes on: an optimizer is loaded or made.
func resumes(body []syntax.Stmt) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok {
			name := strings.ToLower(rule.Dotted(c.Func))
			found = found || strings.Contains(name, "optim") || strings.Contains(name, "train")
		}
		return !found
	})
	return found
}

// called tells whether the model is called after it was loaded.
func called(body []syntax.Stmt, model syntax.Expr, load *syntax.Call) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok && c.Start > load.End && rule.Same(c.Func, model) {
			found = true
		}
		return !found
	})
	return found
}

// whole looks at models that are loaded as they are.
func whole(p *rule.Pass, c *syntax.Call) {
	s, ok := p.Parent(c).(*syntax.Assign)
	if !ok || len(s.Targets) != 1 || !p.Is(c.Func, "torch.load") || other(s.Targets[0]) {
		return
	}
	body := p.BodyOf(c)
	if len(rule.CallsIn(body, "train", "zero_grad", "backward", "fit", "eval", "requires_grad_")) == 0 && !resumes(body) && called(body, s.Targets[0], c) {
		p.Report(c, "").Fix(false, "switch to evaluation", rule.Insert(s.End, "\n"+p.Indent(s)+p.Source(s.Targets[0])+".eval()"))
	}
}

// kept tells whether an attribute of self is loaded that another method calls, in a
// class that never switches it.
func kept(p *rule.Pass, model syntax.Expr, load *syntax.Call) bool {
	a, ok := model.(*syntax.Attribute)
	class := p.Class(load)
	if !ok || class == nil || rule.Dotted(a.Value) != "self" {
		return false
	}
	used := false
	for _, s := range class.Body {
		f, ok := s.(*syntax.FunctionDef)
		if !ok {
			continue
		}
		if len(rule.CallsIn(f.Body, "train", "eval", "backward", "zero_grad", "fit")) > 0 || resumes(f.Body) {
			return false
		}
		rule.EachOwn(f.Body, func(n syntax.Node) bool {
			c, ok := n.(*syntax.Call)
			used = used || ok && rule.Same(c.Func, model)
			return true
		})
	}
	return used
}
