// Package check finds traces in what views return.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at mappings that a view returns, and at exceptions that it shows
// with their class.
func Check(p *rule.Pass) {
	for r := range rule.All[*syntax.Return](p) {
		f, ok := p.Function(r).(*syntax.FunctionDef)
		if !ok || r.Value == nil || !view(f) {
			continue
		}
		for _, d := range mappings(r.Value) {
			for _, v := range d.Values {
				if c, ok := p.CallTo(p.Value(v), "traceback.format_exc", "traceback.format_exception", "traceback.format_tb", "sys.exc_info"); ok {
					p.Report(c, "")
				}
			}
		}
		shown(p, r.Value)
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

// mappings are the displays that are returned, alone or with a status.
func mappings(x syntax.Expr) []*syntax.Dict {
	switch v := x.(type) {
	case *syntax.Dict:
		return []*syntax.Dict{v}
	case *syntax.Tuple:
		if len(v.Elts) > 0 {
			return mappings(v.Elts[0])
		}
	}
	return nil
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
