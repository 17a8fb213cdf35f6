// Package check finds lists whose elements are one object.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at multiplied lists and dict.fromkeys.
func Check(p *rule.Pass) {
	for b := range rule.All[*syntax.BinOp](p) {
		if b.Op != syntax.Mult {
			continue
		}
		list, times := b.Left, b.Right
		if _, ok := list.(*syntax.List); !ok {
			list, times = times, list
		}
		l, ok := list.(*syntax.List)
		if n, known := p.Number(times); !ok || known && n <= 1 || consumed(p, b) {
			continue
		}
		for _, e := range l.Elts {
			if mutable(p, e) && (blank(e) || changed(p, b)) {
				r := p.Report(b, "")
				if len(l.Elts) == 1 {
					r.Fix(true, "make each element", rule.Replace(b, "["+p.Source(e)+" for _ in range("+p.Source(times)+")]"))
				}
				break
			}
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		if len(c.Args) == 2 && mutable(p, c.Args[1]) && p.Is(c.Func, "builtins.dict.fromkeys") && !refilled(p, c) {
			p.Report(c, "all keys get the same object").
				Fix(true, "make each value", rule.Replace(c, "{key: "+p.Source(c.Args[1])+" for key in "+p.Source(c.Args[0])+"}"))
		}
	}
}

// consumed tells whether a call uses the list up at once, so that nobody can
// change a row of it.
func consumed(p *rule.Pass, n syntax.Node) bool {
	for up := p.Parent(n); up != nil; up = p.Parent(up) {
		switch up.(type) {
		case *syntax.Call:
			return true
		case syntax.Stmt:
			return false
		}
	}
	return false
}

func mutable(p *rule.Pass, x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.List, *syntax.Dict, *syntax.Set, *syntax.ListComp, *syntax.DictComp, *syntax.SetComp:
		return true
	case *syntax.BinOp:
		return x.Op == syntax.Mult && (mutable(p, x.Left) || mutable(p, x.Right))
	case *syntax.Call:
		return p.Is(x.Func, "builtins.list", "builtins.dict", "builtins.set", "collections.deque", "collections.defaultdict")
	}
	return false
}

// blank tells elements that are made to be filled: empty, or of constants. Others
// are rows of values, which count where somebody changes them.
func blank(x syntax.Expr) bool {
	var elements []syntax.Expr
	switch x := x.(type) {
	case *syntax.List:
		elements = x.Elts
	case *syntax.Set:
		elements = x.Elts
	case *syntax.Dict:
		elements = x.Values
	case *syntax.BinOp:
		return blank(x.Left) || blank(x.Right)
	case *syntax.Constant, *syntax.Name:
		return false
	}
	for _, e := range elements {
		if _, ok := e.(*syntax.Constant); !ok {
			return false
		}
	}
	return true
}

// changed tells whether an element of the variable's elements is set, or a method
// changes one.
func changed(p *rule.Pass, b *syntax.BinOp) bool {
	s, ok := p.Parent(b).(*syntax.Assign)
	if !ok || len(s.Targets) != 1 {
		return false
	}
	name := s.Targets[0]
	found := false
	rule.EachOwn(p.BodyOf(b), func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			for _, t := range n.Targets {
				if outer, ok := t.(*syntax.Subscript); ok {
					inner, ok := outer.Value.(*syntax.Subscript)
					found = found || ok && rule.Same(inner.Value, name)
				}
			}
		case *syntax.Call:
			a, ok := n.Func.(*syntax.Attribute)
			if !ok {
				return true
			}
			inner, ok := a.Value.(*syntax.Subscript)
			found = found || ok && rule.Same(inner.Value, name) && (a.Attr == "append" || a.Attr == "extend" || a.Attr == "add" || a.Attr == "update" || a.Attr == "insert")
		}
		return !found
	})
	return found
}

// refilled tells whether the function gives the keys values of their own.
func refilled(p *rule.Pass, c *syntax.Call) bool {
	s, ok := p.Parent(c).(*syntax.Assign)
	if !ok || len(s.Targets) != 1 {
		return false
	}
	found := false
	rule.EachOwn(p.BodyOf(c), func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Assign); ok && a.Start > c.End {
			for _, t := range a.Targets {
				item, ok := t.(*syntax.Subscript)
				found = found || ok && rule.Same(item.Value, s.Targets[0])
			}
		}
		return !found
	})
	return found
}
