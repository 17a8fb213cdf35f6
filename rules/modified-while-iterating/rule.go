// Package check finds collections that change while a loop goes over them.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at for loops over a plain name or attribute.
func Check(p *rule.Pass) {
	for loop := range rule.All[*syntax.For](p) {
		x, view := iterated(p, loop.Iter)
		if rule.Dotted(x) == "" {
			continue
		}
		rule.EachOwn(loop.Body, func(n syntax.Node) bool {
			if changes(p, n, x, view, loop) && !leaves(p, n, loop) && !rebound(loop, x) {
				p.Report(n, "`"+rule.Dotted(x)+"` is changed while the loop goes over it").
					Fix(true, "loop over a copy", rule.Replace(loop.Iter, "list("+p.Source(loop.Iter)+")"))
				return false
			}
			return true
		})
	}
}

// iterated is the collection that a loop goes over, and whether it is a dict.
func iterated(p *rule.Pass, x syntax.Expr) (collection syntax.Expr, view bool) {
	c, ok := x.(*syntax.Call)
	if !ok {
		return x, p.HasType(x, "builtins.dict")
	}
	if a, ok := c.Func.(*syntax.Attribute); ok && len(c.Args) == 0 && (a.Attr == "keys" || a.Attr == "values" || a.Attr == "items") {
		return a.Value, true
	}
	if len(c.Args) > 0 && p.Is(c.Func, "builtins.enumerate") {
		return c.Args[0], false
	}
	return nil, false
}

func changes(p *rule.Pass, n syntax.Node, x syntax.Expr, view bool, loop *syntax.For) bool {
	switch n := n.(type) {
	case *syntax.Call:
		a, ok := n.Func.(*syntax.Attribute)
		if !ok || !rule.Same(a.Value, x) {
			return false
		}
		switch a.Attr {
		case "remove", "insert", "clear", "extend", "popitem", "add", "discard":
			return !view || a.Attr == "clear" || a.Attr == "popitem"
		case "append":
			return !view && !worklist(p, n)
		case "pop":
			return true
		case "update":
			return view || p.HasType(x, "builtins.set", "builtins.dict")
		}
	case *syntax.Delete:
		for _, t := range n.Targets {
			if s, ok := t.(*syntax.Subscript); ok && rule.Same(s.Value, x) {
				return true
			}
		}
	case *syntax.Assign:
		for _, t := range n.Targets {
			if s, ok := t.(*syntax.Subscript); ok && view && rule.Same(s.Value, x) {
				return !key(loop.Target, s.Slice)
			}
		}
	}
	return false
}

// worklist tells whether the list grows under a condition or call that looks
// like a worklist on purpose: only unconditional growth never ends.
func worklist(p *rule.Pass, n syntax.Node) bool {
	st := p.Statement(n)
	_, inLoop := p.Parent(st).(*syntax.For)
	return !inLoop
}

// key tells whether an index is the loop's own key: assigning there only
// changes a value.
func key(target, index syntax.Expr) bool {
	if t, ok := target.(*syntax.Tuple); ok && len(t.Elts) > 0 {
		target = t.Elts[0]
	}
	return rule.Same(target, index)
}

// leaves tells whether the loop ends right after a change.
func leaves(p *rule.Pass, n syntax.Node, loop *syntax.For) bool {
	for st := p.Statement(n); st != nil && syntax.Stmt(loop) != st; {
		body, i := p.Block(st)
		for _, later := range body[max(i, 0):] {
			switch later.(type) {
			case *syntax.Break, *syntax.Return, *syntax.Raise:
				return true
			}
		}
		up, ok := p.Parent(st).(syntax.Stmt)
		if !ok {
			h, isHandler := p.Parent(st).(*syntax.ExceptHandler)
			if !isHandler {
				return false
			}
			up = p.Statement(h)
		}
		st = up
	}
	return false
}

// rebound tells whether the loop's body gives the name another object.
func rebound(loop *syntax.For, x syntax.Expr) bool {
	found := false
	rule.EachOwn(loop.Body, func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Assign); ok {
			for _, t := range a.Targets {
				found = found || rule.Same(t, x)
			}
		}
		return true
	})
	return found
}
