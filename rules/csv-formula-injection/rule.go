// Package check looks whether a function knows of formulas.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep is for functions that never ask whether a text begins with =, by themselves or by one
// that they call: those that do put something before it on one way and nothing on the other,
// which no flow tells apart.
func Keep(p *rule.Pass, n syntax.Node) bool {
	knows := false
	var look func(called bool) func(syntax.Node) bool
	look = func(called bool) func(syntax.Node) bool {
		return func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Call:
				knows = knows || asks(p, n)
				if f := p.Called(n); f != nil && !called {
					walk(f.Body, look(true))
				}
			case *syntax.Compare:
				knows = knows || n.Ops[0] == syntax.In && signs(p, n.Comparators[0])
			}
			return !knows
		}
	}
	walk(p.BodyOf(n), look(false))
	return !knows
}

func walk(body []syntax.Stmt, visit func(syntax.Node) bool) {
	for _, s := range body {
		syntax.Walk(s, visit)
	}
}

// asks tells whether a call asks what a text begins with, or takes that away.
func asks(p *rule.Pass, c *syntax.Call) bool {
	name := rule.LastName(c.Func)
	return (name == "startswith" || name == "lstrip") && len(c.Args) == 1 && signs(p, c.Args[0])
}

// signs tells whether a text, or the texts of a collection, hold the signs that begin a formula.
func signs(p *rule.Pass, x syntax.Expr) bool {
	said := p.Source(p.Value(x))
	return strings.Contains(said, "=") && strings.ContainsAny(said, "+@")
}
