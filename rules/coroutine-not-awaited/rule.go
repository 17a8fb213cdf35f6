// Package check finds coroutines that never run.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func known() []string {
	return []string{"asyncio.sleep", "asyncio.gather", "asyncio.wait", "asyncio.wait_for", "asyncio.to_thread", "asyncio.open_connection", "asyncio.start_server", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell"}
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
	for a := range rule.All[*syntax.Assign](p) {
		kept(p, a, library)
	}
}

// kept looks at coroutines that a variable keeps and nothing reads.
func kept(p *rule.Pass, a *syntax.Assign, library []string) {
	c, ok := a.Value.(*syntax.Call)
	if !ok || len(a.Targets) != 1 {
		return
	}
	n, ok := a.Targets[0].(*syntax.Name)
	around, inside := p.Function(a).(*syntax.FunctionDef)
	f := p.Called(c)
	if !ok || !inside || f == nil && !p.Is(c.Func, library...) || f != nil && (!f.Async || rule.IsGenerator(f) || len(f.Decorators) > 0) {
		return
	}
	for x := range rule.All[*syntax.Name](p) {
		if x.ID == n.ID && x != n {
			return
		}
	}
	r := p.Report(c, "nothing awaits what `"+n.ID+"` keeps: the coroutine never runs")
	if around.Async {
		r.Fix(true, "await it", rule.Insert(c.Start, "await "))
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
