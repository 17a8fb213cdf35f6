// Package check finds training that cannot be repeated.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at functions that compile and fit a model.
func Check(p *rule.Pass) {
	if p.Mentions("TF_DETERMINISTIC_OPS") {
		return
	}
	module := enabled(p, p.Tree.Body, 2)
	reported := map[syntax.Node]bool{}
	for c := range rule.All[*syntax.Call](p) {
		name := rule.LastName(c.Func)
		if _, method := c.Func.(*syntax.Attribute); !method || name != "fit" && name != "train_on_batch" {
			continue
		}
		body := p.BodyOf(c)
		if len(rule.CallsIn(body, "compile")) == 0 || !p.Mentions("keras") {
			continue
		}
		around := p.Function(c)
		if module || enabled(p, body, 2) || reported[around] {
			continue
		}
		reported[around] = true
		p.Report(c, "")
	}
}

func enabled(p *rule.Pass, body []syntax.Stmt, depth int) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok || found {
			return !found
		}
		if rule.LastName(c.Func) == "enable_op_determinism" {
			found = true
		} else if f := p.Called(c); f != nil && depth > 0 {
			found = enabled(p, f.Body, depth-1)
		}
		return !found
	})
	return found
}
