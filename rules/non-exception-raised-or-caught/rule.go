// Package check finds raises and clauses of what is no exception.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at raise statements and except clauses.
func Check(p *rule.Pass) {
	for r := range rule.All[*syntax.Raise](p) {
		x := r.Exc
		if x == nil {
			continue
		}
		if c, ok := x.(*syntax.Call); ok && (p.Is(c.Func, "builtins.NotImplemented") || plainClass(p, c.Func)) {
			x = c.Func
		}
		switch {
		case p.Is(x, "builtins.NotImplemented"):
			p.Report(r, "NotImplemented is no exception: NotImplementedError is").Fix(true, "raise NotImplementedError", rule.Replace(x, "NotImplementedError"))
		case literal(x) || plainClass(p, x):
			p.Report(r, "what is raised is no exception")
		}
	}
	for h := range rule.All[*syntax.ExceptHandler](p) {
		if h.Type != nil {
			clause(p, h.Type)
		}
	}
}

func clause(p *rule.Pass, x syntax.Expr) {
	if t, ok := x.(*syntax.Tuple); ok {
		for _, e := range t.Elts {
			clause(p, e)
		}
		return
	}
	_, list := x.(*syntax.List)
	both, or := x.(*syntax.BoolOp)
	switch {
	case or && both.Op == syntax.Or:
		p.Report(x, "`or` gives the first type only: list the types in a tuple")
	case list || literal(x) || plainClass(p, x) || p.Is(x, "builtins.int", "builtins.str", "builtins.list", "builtins.dict", "builtins.NotImplemented"):
		p.Report(x, "what is to be caught is no exception class")
	}
}

func literal(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Constant:
		return true
	case *syntax.JoinedStr, *syntax.Dict, *syntax.List, *syntax.Set, *syntax.Tuple, *syntax.Lambda:
		return true
	case *syntax.BinOp:
		return x.Op == syntax.Mod && literal(x.Left)
	}
	return false
}

// plainClass is a class of this file with no base, decorator or metaclass.
func plainClass(p *rule.Pass, x syntax.Expr) bool {
	n, ok := x.(*syntax.Name)
	if !ok {
		return false
	}
	list := p.Bindings(n)
	if len(list) != 1 {
		return false
	}
	c, ok := list[0].Node.(*syntax.ClassDef)
	return ok && len(c.Bases) == 0 && len(c.Keywords) == 0 && len(c.Decorators) == 0
}
