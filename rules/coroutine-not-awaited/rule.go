// Package check finds coroutines that never run.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func known() []string {
	return []string{"asyncio.sleep", "asyncio.wait", "asyncio.wait_for", "asyncio.to_thread", "asyncio.open_connection", "asyncio.start_server", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell"}
}

// Check looks at calls that are statements.
func Check(p *rule.Pass) {
	if !p.Mentions("async ") {
		return
	}
	library := known()
	for s := range rule.All[*syntax.ExprStmt](p) {
		c, ok := s.Value.(*syntax.Call)
		if !ok {
			continue
		}
		f := p.Called(c)
		if f != nil && (!f.Async || rule.IsGenerator(f) || len(f.Decorators) > 0) || f == nil && !p.Is(c.Func, library...) && !queue(p, c) {
			continue
		}
		r := p.Report(c, "")
		if around, ok := p.Function(s).(*syntax.FunctionDef); ok && around.Async {
			r.Fix(true, "await it", rule.Insert(c.Start, "await "))
		}
	}
}

// queue tells whether the call is a coroutine method of asyncio's own objects.
func queue(p *rule.Pass, c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok {
		return false
	}
	switch a.Attr {
	case "get", "put", "join":
		return p.HasType(a.Value, "asyncio.Queue", "asyncio.queues.Queue", "asyncio.PriorityQueue")
	case "wait":
		return p.HasType(a.Value, "asyncio.Event", "asyncio.Condition")
	case "acquire":
		return p.HasType(a.Value, "asyncio.Lock", "asyncio.Semaphore")
	}
	return false
}
