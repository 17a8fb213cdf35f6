// Package check finds processes that are ended while they share something.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func shared() []string {
	var out []string
	for _, n := range []string{"Queue", "JoinableQueue", "SimpleQueue", "Pipe", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Manager", "Condition", "Value", "Array"} {
		out = append(out, "multiprocessing."+n)
	}
	return out
}

// Check looks at processes that one function makes.
func Check(p *rule.Pass) {
	for _, o := range p.Objects("multiprocessing.Process", "multiprocessing.context.Process", "multiprocessing.process.Process") {
		end := o.First("terminate", "kill")
		if end == nil || !shares(p, o.Call) || joinedBefore(o, end) {
			continue
		}
		p.Report(end, "")
	}
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "terminate" && a.Attr != "kill" {
			continue
		}
		if x, ok := a.Value.(*syntax.Name); ok {
			if made := madeElsewhere(p, x); made != nil && shares(p, made) && !joined(p, c) {
				p.Report(c, "")
			}
			continue
		}
		if x, ok := a.Value.(*syntax.Attribute); ok {
			for _, v := range p.SelfValues(x) {
				if made, ok := v.(*syntax.Call); ok && p.Is(made.Func, "multiprocessing.Process") && shares(p, made) && len(rule.CallsIn(p.BodyOf(c), "join")) == 0 {
					p.Report(c, "")
				}
			}
		}
	}
}

// shares tells whether a process is handed something shared.
func shares(p *rule.Pass, c *syntax.Call) bool {
	found := false
	look := func(x syntax.Expr) {
		if x == nil {
			return
		}
		syntax.Walk(x, func(n syntax.Node) bool {
			if e, ok := n.(syntax.Expr); ok && isShared(p, e) {
				found = true
			}
			return !found
		})
	}
	look(rule.ArgumentOf(c, 3, "args"))
	look(rule.ArgumentOf(c, 4, "kwargs"))
	return found
}

func isShared(p *rule.Pass, x syntax.Expr) bool {
	made := shared()
	switch x := x.(type) {
	case *syntax.Name:
		for _, b := range p.Bindings(x) {
			v := b.Value
			if b.Kind == rule.BindPart {
				if a, ok := p.Statement(b.Node).(*syntax.Assign); ok {
					v = a.Value
				}
			}
			if c, ok := v.(*syntax.Call); ok && (p.Is(c.Func, made...) || fromContext(p, c)) {
				return true
			}
		}
	case *syntax.Attribute:
		for _, v := range p.SelfValues(x) {
			if c, ok := v.(*syntax.Call); ok && p.Is(c.Func, made...) {
				return true
			}
		}
	}
	return false
}

// fromContext tells whether a context or manager makes the object.
func fromContext(p *rule.Pass, c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok || !strings.Contains("Queue JoinableQueue SimpleQueue Pipe Lock", a.Attr) {
		return false
	}
	made, ok := p.Value(a.Value).(*syntax.Call)
	return ok && p.Is(made.Func, "multiprocessing.get_context", "multiprocessing.Manager")
}

// joinedBefore tells whether the process was joined first.
func joinedBefore(o *rule.Object, end *syntax.Call) bool {
	join := o.First("join")
	return join != nil && join.Start < end.Start
}

// madeElsewhere is the process of a context, or of a list that a loop goes over.
func madeElsewhere(p *rule.Pass, x *syntax.Name) *syntax.Call {
	if c, ok := p.Value(x).(*syntax.Call); ok && rule.LastName(c.Func) == "Process" {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok {
			return nil
		}
		if made, ok := p.Value(a.Value).(*syntax.Call); ok && p.Is(made.Func, "multiprocessing.get_context") {
			return c
		}
		return nil
	}
	for _, b := range p.Bindings(x) {
		if b.Kind != rule.BindLoop {
			continue
		}
		list, ok := p.Value(b.Value).(*syntax.ListComp)
		if !ok {
			continue
		}
		if c, ok := p.CallTo(list.Elt, "multiprocessing.Process", "multiprocessing.context.Process", "multiprocessing.process.Process"); ok {
			return c
		}
	}
	return nil
}

// joined tells whether the function joins something before.
func joined(p *rule.Pass, end *syntax.Call) bool {
	for _, c := range rule.CallsIn(p.BodyOf(end), "join") {
		if c.Start < end.Start {
			return true
		}
	}
	return false
}
