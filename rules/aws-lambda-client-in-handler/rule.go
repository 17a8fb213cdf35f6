// Package check finds AWS clients that each request makes anew.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at handlers, and at functions that only handlers call.
func Check(p *rule.Pass) {
	var handlers []*syntax.FunctionDef
	for f := range rule.All[*syntax.FunctionDef](p) {
		a := f.Args.Args
		if len(a) >= 2 && (a[0].Name == "event" && a[1].Name == "context" || strings.Contains(f.Name, "lambda_handler")) {
			handlers = append(handlers, f)
		}
	}
	for _, h := range handlers {
		within(p, h, h.Args.Args[0].Name, 2)
	}
}

func within(p *rule.Pass, f *syntax.FunctionDef, event string, depth int) {
	cached := len(f.Decorators) > 0 && depth < 2 || global(f)
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok {
			return true
		}
		if makes(p, c) && !cached && !depends(c, event) {
			p.Report(c, "")
			return false
		}
		if g := p.Called(c); g != nil && g != f && depth > 1 && callers(p, g) == 1 {
			within(p, g, event, depth-1)
		}
		return true
	})
}

// callers counts the calls of a function in this file.
func callers(p *rule.Pass, f *syntax.FunctionDef) int {
	n := 0
	for c := range rule.All[*syntax.Call](p) {
		if p.Called(c) == f {
			n++
		}
	}
	return n
}

func makes(p *rule.Pass, c *syntax.Call) bool {
	if p.Is(c.Func, "boto3.client", "boto3.resource", "boto3.Session", "boto3.session.Session") {
		return true
	}
	a, ok := c.Func.(*syntax.Attribute)
	return ok && (a.Attr == "client" || a.Attr == "resource") && p.HasType(a.Value, "boto3.Session", "boto3.session.Session")
}

// global tells whether the function keeps the client in a global variable.
func global(f *syntax.FunctionDef) bool {
	found := false
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		_, ok := n.(*syntax.Global)
		found = found || ok
		return !found
	})
	return found
}

// depends tells whether an argument may come from the request: it is no
// constant, environment or name in capitals.
func depends(c *syntax.Call, event string) bool {
	found := false
	look := func(x syntax.Expr) {
		syntax.Walk(x, func(n syntax.Node) bool {
			if v, ok := n.(*syntax.Name); ok && (v.ID == event || strings.ToUpper(v.ID) != v.ID && v.ID != "os") {
				found = true
			}
			return !found
		})
	}
	for _, a := range c.Args {
		look(a)
	}
	for i := range c.Keywords {
		look(c.Keywords[i].Value)
	}
	return found
}
