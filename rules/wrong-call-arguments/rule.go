// Package check leaves out calls that are meant to fail.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep drops calls whose TypeError something around them waits for.
func Keep(p *rule.Pass, n syntax.Node) bool {
	for up := p.Parent(n); up != nil; up = p.Parent(up) {
		switch up := up.(type) {
		case *syntax.FunctionDef:
			return true
		case *syntax.Try:
			if n.Span().End <= up.Body[len(up.Body)-1].Span().End && awaited(p, up) {
				return false
			}
		case *syntax.With:
			for i := range up.Items {
				c, ok := up.Items[i].Context.(*syntax.Call)
				if ok && len(c.Args) > 0 && p.Is(c.Args[0], "builtins.TypeError", "builtins.Exception") {
					return false
				}
			}
		}
	}
	return true
}

// awaited tells whether a handler takes the TypeError.
func awaited(p *rule.Pass, t *syntax.Try) bool {
	for i := range t.Handlers {
		types := []syntax.Expr{t.Handlers[i].Type}
		if list, ok := t.Handlers[i].Type.(*syntax.Tuple); ok {
			types = list.Elts
		}
		for _, x := range types {
			if x == nil || p.Is(x, "builtins.TypeError") {
				return true
			}
		}
	}
	return false
}
