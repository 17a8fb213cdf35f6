// Package check finds probabilities where log probabilities are expected.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at the input of NLLLoss and nll_loss.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if len(c.Args) == 0 || !p.Is(c.Func, "torch.nn.functional.nll_loss") && !p.HasType(c.Func, "torch.nn.NLLLoss") {
			continue
		}
		if made := softmax(p, c.Args[0], 4); made != nil {
			r := p.Report(c, "")
			if a, ok := made.Func.(*syntax.Attribute); ok && a.Attr == "softmax" {
				r.Fix(true, "use log_softmax", rule.Edit{Span: rule.SpanOf(a.End-uint32(len(a.Attr)), a.End), Text: "log_softmax"})
			}
		}
	}
}

// softmax is the call of softmax that gives a value, or nil.
func softmax(p *rule.Pass, x syntax.Expr, depth int) *syntax.Call {
	c, ok := p.Value(x).(*syntax.Call)
	if !ok || depth == 0 {
		return nil
	}
	if p.Is(c.Func, "torch.softmax", "torch.nn.functional.softmax", "torch.Tensor.softmax") || p.HasType(c.Func, "torch.nn.Softmax", "torch.nn.Softmax2d") {
		return c
	}
	if a, ok := c.Func.(*syntax.Attribute); ok && a.Attr == "softmax" {
		return c
	}
	return nil
}
