// Package check finds items of joinable queues that are never acknowledged.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at get() on joinable queues, and on queues that this file joins.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "get" && a.Attr != "get_nowait" || !joinable(p, a.Value) {
			continue
		}
		body := p.BodyOf(c)
		if len(rule.CallsIn(body, "task_done")) > 0 || handedOn(p, body, a.Value) || earlier(p, body, c, a.Value) {
			continue
		}
		r := p.Report(c, "")
		if s := p.Statement(c); s != nil && syntax.Node(c) != syntax.Node(s) {
			if _, assigned := s.(*syntax.Assign); assigned {
				r.Fix(false, "acknowledge it", rule.Insert(s.Span().End, "\n"+p.Indent(s)+p.Source(a.Value)+".task_done()"))
			}
		}
	}
}

func joinable(p *rule.Pass, x syntax.Expr) bool {
	if p.HasType(x, "multiprocessing.JoinableQueue", "multiprocessing.queues.JoinableQueue") {
		return true
	}
	if !p.HasType(x, "queue.Queue", "asyncio.Queue", "queue.LifoQueue", "queue.PriorityQueue") {
		return false
	}
	for c := range rule.All[*syntax.Call](p) {
		if a, ok := c.Func.(*syntax.Attribute); ok && a.Attr == "join" && len(c.Args) == 0 && rule.Same(a.Value, x) {
			_, local := x.(*syntax.Name)
			if local && p.Function(c) != p.Function(x) {
				continue
			}
			return true
		}
	}
	return false
}

// handedOn tells whether the queue goes to somebody who may acknowledge.
func handedOn(p *rule.Pass, body []syntax.Stmt, q syntax.Expr) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok {
			for _, a := range c.Args {
				found = found || rule.Same(a, q)
			}
		}
		return !found
	})
	return found
}

// earlier tells whether an earlier get of the same queue was reported.
func earlier(p *rule.Pass, body []syntax.Stmt, c *syntax.Call, q syntax.Expr) bool {
	for _, o := range rule.CallsIn(body, "get", "get_nowait") {
		if a, ok := o.Func.(*syntax.Attribute); ok && rule.Same(a.Value, q) {
			return o != c && o.Start < c.Start
		}
	}
	return false
}
