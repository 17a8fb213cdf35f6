// Package check finds in-place results that get a second name.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at assignments of in-place methods of tensors.
func Check(p *rule.Pass) {
	for s := range rule.All[*syntax.Assign](p) {
		c, ok := s.Value.(*syntax.Call)
		if !ok || len(s.Targets) != 1 {
			continue
		}
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || !strings.HasSuffix(a.Attr, "_") || strings.HasPrefix(a.Attr, "_") || a.Attr == "requires_grad_" {
			continue
		}
		n, ok := a.Value.(*syntax.Name)
		if !ok || rule.Same(s.Targets[0], a.Value) || !tensor(p, n) {
			continue
		}
		r := p.Report(s, "`"+a.Attr+"` changes the tensor itself: both names are one tensor")
		r.Fix(false, "make a new tensor", rule.Edit{Span: rule.SpanOf(a.End-1, a.End)})
	}
}

// tensor tells whether a variable holds a tensor: made by torch, or a
// parameter that is annotated or called so.
func tensor(p *rule.Pass, n *syntax.Name) bool {
	if p.HasType(n, "torch.Tensor", "torch.FloatTensor", "torch.LongTensor") {
		return true
	}
	for _, b := range p.Bindings(n) {
		if c, ok := b.Value.(*syntax.Call); ok && b.Kind == rule.BindAssign {
			for _, name := range p.Names(c.Func) {
				if strings.HasPrefix(name, "torch.") && strings.Count(name, ".") == 1 {
					return true
				}
			}
		}
		if b.Kind == rule.BindParam && (n.ID == "tensor" || n.ID == "tensors" || strings.HasSuffix(n.ID, "_tensor")) {
			return true
		}
	}
	return false
}
