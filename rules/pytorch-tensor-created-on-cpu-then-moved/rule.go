// Package check finds tensors that are made in one place and moved to another.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func factories() []string {
	var out []string
	for _, f := range strings.Fields("tensor zeros ones rand randn randint randperm full empty arange linspace logspace eye zeros_like ones_like rand_like randn_like full_like empty_like") {
		out = append(out, "torch."+f)
	}
	return out
}

// Check looks at to() and cuda() of fresh tensors.
func Check(p *rule.Pass) {
	known := factories()
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "to" && a.Attr != "cuda" {
			continue
		}
		device := "\"cuda\""
		if a.Attr == "to" {
			to := rule.ArgumentOf(c, 0, "device")
			if to == nil || len(c.Args)+len(c.Keywords) != 1 || !isDevice(p, to) {
				continue
			}
			device = p.Source(to)
		} else if len(c.Args) > 0 {
			continue
		}
		made, ok := a.Value.(*syntax.Call)
		direct := ok
		if !ok {
			made, ok = p.Value(a.Value).(*syntax.Call)
			ok = ok && once(p, a.Value)
		}
		if !ok || !p.Is(made.Func, known...) || rule.Keyword(made, "device") != nil || rule.Open(made) {
			continue
		}
		r := p.Report(c, "")
		if direct {
			r.Fix(true, "make it there", rule.Edit{Span: rule.SpanOf(made.End-1, c.End), Text: ", device=" + device + ")"})
		}
	}
}

// once tells whether the variable is used nowhere but in this move.
func once(p *rule.Pass, x syntax.Expr) bool {
	n, ok := x.(*syntax.Name)
	if !ok {
		return false
	}
	uses := 0
	rule.EachOwn(p.BodyOf(n), func(c syntax.Node) bool {
		if v, ok := c.(*syntax.Name); ok && v.ID == n.ID {
			uses++
		}
		return true
	})
	return uses == 2 || uses > 2 && reassigned(p, n)
}

// reassigned tells whether the move takes the variable's place, and stands first
// behind it.
func reassigned(p *rule.Pass, n *syntax.Name) bool {
	s, ok := p.Statement(n).(*syntax.Assign)
	if !ok || len(s.Targets) != 1 || rule.Dotted(s.Targets[0]) != n.ID {
		return false
	}
	body, i := p.Block(s)
	if i < 1 {
		return false
	}
	made, ok := body[i-1].(*syntax.Assign)
	return ok && len(made.Targets) == 1 && rule.Dotted(made.Targets[0]) == n.ID
}

// isDevice tells whether an argument names a device and no type.
func isDevice(p *rule.Pass, x syntax.Expr) bool {
	if t, ok := p.Text(x); ok {
		return strings.HasPrefix(t, "cuda") || t == "mps" || t == "cpu" || strings.HasPrefix(t, "xpu")
	}
	if c, ok := p.Value(x).(*syntax.Call); ok && p.Is(c.Func, "torch.device") {
		return true
	}
	return strings.HasSuffix(strings.ToLower(rule.LastName(x)), "device")
}
