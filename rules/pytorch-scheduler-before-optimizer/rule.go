// Package check finds schedulers that step before their optimizer.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at the steps in one list of statements of a loop.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if !step(c, "sched") || p.Loop(c) == nil {
			continue
		}
		body, i := p.Block(p.Statement(c))
		if i < 0 {
			continue
		}
		if before(body[:i]) {
			if perBatch(p, c) {
				p.Report(c, "this scheduler counts epochs, and steps with every batch").Low()
			}
			continue
		}
		for _, later := range body[i+1:] {
			if steps(later) {
				p.Report(c, "")
				break
			}
		}
	}
}

// step tells whether a call is the step of something with such a name.
func step(c *syntax.Call, name string) bool {
	a, ok := c.Func.(*syntax.Attribute)
	return ok && a.Attr == "step" && strings.Contains(strings.ToLower(rule.Dotted(a.Value)), name)
}

// steps tells whether a statement, or a loop in it, steps an optimizer.
func steps(s syntax.Stmt) bool {
	found := false
	rule.EachOwn([]syntax.Stmt{s}, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		found = found || ok && step(c, "opt")
		return !found
	})
	return found
}

func before(body []syntax.Stmt) bool {
	for _, s := range body {
		if steps(s) {
			return true
		}
	}
	return false
}

// perBatch tells whether a scheduler of epochs stands in a loop inside of a loop
// that counts epochs.
func perBatch(p *rule.Pass, c *syntax.Call) bool {
	a := c.Func.(*syntax.Attribute)
	if !p.HasType(a.Value, "torch.optim.lr_scheduler.StepLR", "torch.optim.lr_scheduler.MultiStepLR", "torch.optim.lr_scheduler.ExponentialLR", "torch.optim.lr_scheduler.ReduceLROnPlateau") {
		return false
	}
	inner := p.Loop(c)
	if _, ok := inner.(*syntax.For); !ok {
		return false
	}
	outer, ok := p.Loop(inner).(*syntax.For)
	return ok && strings.Contains(strings.ToLower(rule.Dotted(outer.Target)), "epoch")
}
