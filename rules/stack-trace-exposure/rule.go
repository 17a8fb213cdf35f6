// Package check finds exceptions in what views return.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at exceptions that a view shows with their class.
func Check(p *rule.Pass) {
	for r := range rule.All[*syntax.Return](p) {
		if f, ok := p.Function(r).(*syntax.FunctionDef); ok && r.Value != nil && view(f) {
			shown(p, r.Value)
		}
	}
}

// view tells functions with a route.
func view(f *syntax.FunctionDef) bool {
	for _, d := range f.Decorators {
		c, ok := d.(*syntax.Call)
		if !ok {
			continue
		}
		switch rule.LastName(c.Func) {
		case "route", "get", "post", "put", "delete", "patch", "api_view", "websocket":
			return true
		}
	}
	return false
}

// shown looks for repr(error) of an exception that a clause has caught.
func shown(p *rule.Pass, x syntax.Expr) {
	syntax.Walk(x, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok || len(c.Args) != 1 || !p.Is(c.Func, "builtins.repr") {
			return true
		}
		name, ok := c.Args[0].(*syntax.Name)
		if !ok {
			return true
		}
		for _, b := range p.Bindings(name) {
			if b.Kind == rule.BindHandler && !strings.HasPrefix(name.ID, "_") {
				p.Report(c, "the exception goes to the client with its class and all that it says")
				return false
			}
		}
		return true
	})
}
