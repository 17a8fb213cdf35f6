// Package check finds no_grad around code that only evaluates.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at with statements and decorators.
func Check(p *rule.Pass) {
	for w := range rule.All[*syntax.With](p) {
		for i := range w.Items {
			if c, ok := p.CallTo(w.Items[i].Context, "torch.no_grad"); ok && !writes(p, w.Body) {
				report(p, c)
			}
		}
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		for _, d := range f.Decorators {
			c, ok := p.CallTo(d, "torch.no_grad")
			if ok && !writes(p, f.Body) {
				report(p, c)
			}
		}
	}
}

func report(p *rule.Pass, c *syntax.Call) {
	r := p.Report(c, "")
	if a, ok := c.Func.(*syntax.Attribute); ok {
		r.Fix(true, "use inference_mode", rule.Edit{Span: rule.SpanOf(a.End-uint32(len(a.Attr)), a.End), Text: "inference_mode"})
	}
}

// writes tells whether the code changes tensors or parameters in place.
func writes(p *rule.Pass, body []syntax.Stmt) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			name := rule.LastName(n.Func)
			found = found || strings.HasSuffix(name, "_") && !strings.HasPrefix(name, "_") || name == "step" || name == "requires_grad_" || name == "load_state_dict" || strings.Contains(name, "init")
		case *syntax.AugAssign:
			_, plain := n.Target.(*syntax.Name)
			found = found || !plain
		case *syntax.Assign:
			for _, t := range n.Targets {
				switch t := t.(type) {
				case *syntax.Attribute:
					found = found || t.Attr == "data" || t.Attr == "requires_grad" || t.Attr == "grad"
				case *syntax.Subscript:
					found = true
				}
			}
		}
		return !found
	})
	return found
}
