// Package check looks at what becomes of what a name looked up.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep is for what is called, or deleted: an attribute that is only read gives away
// what it holds, and does nothing.
func Keep(p *rule.Pass, n syntax.Node) bool {
	if c, ok := n.(*syntax.Call); ok && !p.Is(c.Func, "builtins.getattr") && !looksUp(c) {
		_, part := rule.ArgumentOf(c, 1, "").(*syntax.Attribute) // of an object of the program, as field.name
		return !part
	}
	x := n
	for up := p.Parent(x); up != nil; up = p.Parent(x) {
		switch at := up.(type) {
		case *syntax.Call:
			return at.Func == x || handedOn(at)
		case *syntax.Await, *syntax.IfExp, *syntax.BoolOp:
			x = up
		case *syntax.NamedExpr:
			return called(p, at.Target)
		case *syntax.Assign:
			return called(p, at.Targets[0])
		default:
			return false
		}
	}
	return false
}

// looksUp tells whether a call gives an item of a mapping.
func looksUp(c *syntax.Call) bool {
	name := rule.LastName(c.Func)
	return name == "get" || name == "pop"
}

// handedOn tells whether a call calls what it is given, now or later.
func handedOn(c *syntax.Call) bool {
	switch rule.LastName(c.Func) {
	case "partial", "submit", "Thread", "Process", "Timer", "run_in_executor", "to_thread", "apply", "apply_async", "map", "call_soon":
		return true
	}
	return false
}

// called tells whether a variable is called in the function that sets it.
func called(p *rule.Pass, target syntax.Expr) bool {
	name, ok := target.(*syntax.Name)
	if !ok {
		return false
	}
	found := false
	for _, s := range p.BodyOf(name) {
		syntax.Walk(s, func(n syntax.Node) bool {
			if c, ok := n.(*syntax.Call); ok {
				if f, ok := c.Func.(*syntax.Name); ok && f.ID == name.ID {
					found = true
				} else if handedOn(c) {
					for _, a := range c.Args {
						f, ok := a.(*syntax.Name)
						found = found || ok && f.ID == name.ID
					}
				}
			}
			return !found
		})
	}
	return found
}
