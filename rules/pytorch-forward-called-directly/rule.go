// Package check finds direct calls of forward.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at calls of forward on modules.
func Check(p *rule.Pass) {
	if !p.Mentions("torch") {
		return
	}
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "forward" || !module(p, a.Value) {
			continue
		}
		p.Report(c, "").Fix(true, "call the module", rule.Edit{Span: rule.SpanOf(a.Value.Span().End, a.End)})
	}
}

// module tells whether an expression certainly is a module of torch.
func module(p *rule.Pass, x syntax.Expr) bool {
	if c, ok := x.(*syntax.Call); ok && p.Is(c.Func, "builtins.super") {
		return false
	}
	if p.HasType(x, "torch.nn.Module") {
		n, self := x.(*syntax.Name)
		return !self || n.ID != "self"
	}
	for _, t := range p.Types(x) {
		if strings.HasPrefix(t, "torch.nn.") && !strings.HasPrefix(t, "torch.nn.functional") {
			return true
		}
	}
	return false
}
