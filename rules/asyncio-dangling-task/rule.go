// Package check finds tasks that nothing keeps.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at calls that are statements.
func Check(p *rule.Pass) {
	if !p.Mentions("create_task", "ensure_future") {
		return
	}
	for s := range rule.All[*syntax.ExprStmt](p) {
		c, ok := s.Value.(*syntax.Call)
		if !ok {
			continue
		}
		a, method := c.Func.(*syntax.Attribute)
		loop := method && a.Attr == "create_task" && fromLoop(p, a.Value)
		if loop || p.Is(c.Func, "asyncio.create_task", "asyncio.ensure_future", "asyncio.tasks.create_task") {
			p.Report(c, "")
		}
	}
}

func fromLoop(p *rule.Pass, x syntax.Expr) bool {
	c, ok := p.Value(x).(*syntax.Call)
	return ok && p.Is(c.Func, "asyncio.get_event_loop", "asyncio.get_running_loop", "asyncio.new_event_loop") ||
		p.HasType(x, "asyncio.AbstractEventLoop")
}
