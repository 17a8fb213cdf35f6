// Package check finds training loops that never reset gradients.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at loops with backward() and step().
func Check(p *rule.Pass) {
	for f := range rule.All[*syntax.For](p) {
		loop(p, f, f.Body)
	}
	for w := range rule.All[*syntax.While](p) {
		loop(p, w, w.Body)
	}
}

func loop(p *rule.Pass, l syntax.Stmt, body []syntax.Stmt) {
	back := own(p, l, body, "backward")
	steps := own(p, l, body, "step")
	if len(back) == 0 || len(steps) == 0 || resets(p, body) {
		return
	}
	if outer := p.Loop(l); outer != nil {
		switch o := outer.(type) {
		case *syntax.For:
			if resets(p, o.Body) {
				return
			}
		case *syntax.While:
			if resets(p, o.Body) {
				return
			}
		}
	}
	for _, s := range steps {
		a, ok := s.Func.(*syntax.Attribute)
		if !ok || !strings.Contains(strings.ToLower(rule.Dotted(a.Value)), "opt") || len(s.Args) > 0 {
			continue
		}
		if s.Start < back[0].Start {
			continue
		}
		r := p.Report(s, "")
		if st, ok := p.Parent(s).(*syntax.ExprStmt); ok {
			r.Fix(true, "reset them", rule.Insert(st.End, "\n"+p.Indent(st)+p.Source(a.Value)+".zero_grad()"))
		}
		return
	}
}

// own lists the calls whose innermost loop this one is.
func own(p *rule.Pass, l syntax.Stmt, body []syntax.Stmt, name string) []*syntax.Call {
	var out []*syntax.Call
	for _, c := range rule.CallsIn(body, name) {
		if p.Loop(c) == l {
			out = append(out, c)
		}
	}
	return out
}

// resets tells whether something may reset gradients: zero_grad, grad = None,
// or a function of the project that gets the optimizer.
func resets(p *rule.Pass, body []syntax.Stmt) bool {
	found := len(rule.CallsIn(body, "zero_grad", "zero_", "clear_gradients", "zero_gradients")) > 0
	rule.EachOwn(body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			a, ok := n.Targets[0].(*syntax.Attribute)
			found = found || ok && a.Attr == "grad"
		case *syntax.Call:
			for _, x := range n.Args {
				found = found || strings.HasPrefix(strings.ToLower(rule.LastName(x)), "opt")
			}
			if name := rule.LastName(n.Func); strings.Contains(name, "zero") {
				found = true
			}
		}
		return !found
	})
	return found
}
