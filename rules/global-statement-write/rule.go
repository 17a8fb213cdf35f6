// Package check finds functions that rebind names of the module.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports the first binding of each global name in each function.
func Check(p *rule.Pass) {
	for g := range rule.All[*syntax.Global](p) {
		f, ok := p.Function(g).(*syntax.FunctionDef)
		if g.Nonlocal || !ok {
			continue
		}
		for _, name := range g.Names {
			if at := firstWrite(f, name); at != nil {
				p.Report(at, "`"+name+"` of the module is changed from a function")
			}
		}
	}
}

func firstWrite(f *syntax.FunctionDef, name string) (at syntax.Node) {
	is := func(x syntax.Expr) bool {
		found := false
		if x != nil {
			syntax.Walk(x, func(n syntax.Node) bool {
				switch n := n.(type) {
				case *syntax.Name:
					found = found || n.ID == name
				case *syntax.Attribute, *syntax.Subscript, *syntax.Call:
					return false
				}
				return true
			})
		}
		return found
	}
	visit := func(n syntax.Node) bool {
		if at != nil {
			return false
		}
		switch n := n.(type) {
		case *syntax.Assign:
			for _, t := range n.Targets {
				if is(t) {
					at = n
				}
			}
		case *syntax.AugAssign:
			if is(n.Target) {
				at = n
			}
		case *syntax.AnnAssign:
			if n.Value != nil && is(n.Target) {
				at = n
			}
		case *syntax.Delete:
			for _, t := range n.Targets {
				if is(t) {
					at = n
				}
			}
		case *syntax.For:
			if is(n.Target) {
				at = n.Target
			}
		case *syntax.Alias:
			if n.AsName == name || n.AsName == "" && n.Name == name {
				at = n
			}
		}
		return true
	}
	rule.EachOwn(f.Body, visit)
	return at
}
