// Package check finds waiting by asking again and again, and timeouts in the wrong place.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// day is in seconds.
const day = 24 * 60 * 60

// Check looks at loops, functions, scopes and sleeps.
func Check(p *rule.Pass) {
	for l := range rule.All[*syntax.While](p) {
		polls(p, l)
	}
	if !p.Mentions("async ") {
		return
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		if f.Async {
			parameter(p, f)
		}
	}
	for w := range rule.All[*syntax.With](p) {
		scope(p, w)
	}
	for c := range rule.All[*syntax.Call](p) {
		if len(c.Args) != 1 || !p.Is(c.Func, "asyncio.sleep", "trio.sleep", "anyio.sleep") {
			continue
		}
		n, known := p.Number(c.Args[0])
		switch {
		case known && n > day:
			p.Report(c, "a sleep of more than a day: wait for an event")
		case known && n == 0 && p.Is(c.Func, "trio.sleep", "anyio.sleep"):
			p.Report(c, "`sleep(0)` only lets others run: `lowlevel.checkpoint()` says so")
		}
	}
}

// polls looks at loops that do nothing but sleep until somebody else changes something.
func polls(p *rule.Pass, l *syntax.While) {
	if _, constant := l.Test.(*syntax.Constant); constant || len(l.Body) != 1 {
		return
	}
	if _, empty := l.Body[0].(*syntax.Pass); empty {
		if others(l.Test) {
			p.Report(l, "the loop keeps the processor busy until something changes: wait for an event")
		}
		return
	}
	s, ok := l.Body[0].(*syntax.ExprStmt)
	if !ok {
		return
	}
	x := s.Value
	if w, ok := x.(*syntax.Await); ok {
		x = w.Value
	}
	if c, ok := p.CallTo(x, "asyncio.sleep", "trio.sleep", "anyio.sleep", "time.sleep"); ok && (others(l.Test) || x != s.Value) && len(c.Args) == 1 {
		p.Report(l, "")
	}
}

// others tells whether a condition asks for what others may change, without doing anything
// by itself: attributes, items, and calls of a method that only asks.
func others(test syntax.Expr) bool {
	found, acts := false, false
	syntax.Walk(test, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Attribute, *syntax.Subscript:
			found = true
		case *syntax.Call:
			switch rule.LastName(n.Func) {
			case "is_set", "is_alive", "done", "empty", "full", "locked", "running", "finished", "ready", "is_ready":
				found = true
			default:
				acts = true
			}
		case *syntax.NamedExpr, *syntax.Await:
			acts = true
		}
		return true
	})
	return found && !acts
}

// parameter looks at timeouts that a coroutine function takes only to put them around what
// it waits for.
func parameter(p *rule.Pass, f *syntax.FunctionDef) {
	if c := p.Class(f); c != nil && len(c.Bases) > 0 {
		return // the class above may ask for it
	}
	for i := range f.Args.Args {
		a := &f.Args.Args[i]
		if a.Name != "timeout" {
			continue
		}
		rule.EachOwn(f.Body, func(n syntax.Node) bool {
			c, ok := n.(*syntax.Call)
			if ok && p.Is(c.Func, "asyncio.wait_for", "asyncio.timeout", "trio.fail_after", "trio.move_on_after", "anyio.fail_after", "anyio.move_on_after") && rule.NamedIn(c, a.Name) {
				p.Report(a, "callers can write `async with asyncio.timeout(...)` around the call themselves")
				return false
			}
			return true
		})
	}
}

// scope looks at timeouts around code that never waits: nothing can end it.
func scope(p *rule.Pass, w *syntax.With) {
	for i := range w.Items {
		c, ok := p.CallTo(w.Items[i].Context, "asyncio.timeout", "asyncio.timeout_at", "trio.fail_after", "trio.move_on_after", "anyio.fail_after", "anyio.move_on_after")
		if !ok {
			continue
		}
		waits := false
		rule.EachOwn(w.Body, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Await, *syntax.Yield, *syntax.YieldFrom:
				waits = true
			case *syntax.For:
				waits = waits || n.Async
			case *syntax.With:
				waits = waits || n.Async
			case *syntax.ListComp, *syntax.GeneratorExp, *syntax.SetComp, *syntax.DictComp:
				waits = true
			}
			return !waits
		})
		if !waits {
			p.Report(c, "nothing in this scope waits, so the timeout cannot end it")
		}
	}
}
