// Package check leaves out answers that are JSON.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep is for answers that are no JSON: a dict of which Flask makes a response, and
// text that json.dumps makes in a file that speaks of the content type of JSON.
func Keep(p *rule.Pass, n syntax.Node) bool {
	if r, ok := n.(*syntax.Return); ok {
		n = r.Value
	}
	x, ok := n.(syntax.Expr)
	if !ok || isJSON(p, x, 3) {
		return !ok
	}
	c, ok := x.(*syntax.Call)
	return !ok || len(c.Args) == 0 || !isJSON(p, c.Args[0], 3) // self.write(json.dumps(...))
}

// isJSON tells whether what makes JSON, or a function of the file in which it is
// called, gives a value.
func isJSON(p *rule.Pass, x syntax.Expr, depth int) bool {
	c, ok := p.Value(x).(*syntax.Call)
	if !ok || depth == 0 {
		return false
	}
	if of, ok := c.Func.(*syntax.Attribute); ok && of.Attr == "encode" { // the same in bytes
		return isJSON(p, of.Value, depth-1)
	}
	if p.Is(c.Func, "json.dumps") && p.Mentions("application/json") {
		return true
	}
	if p.Is(c.Func, "flask.make_response") && len(c.Args) > 0 {
		_, dict := p.Value(c.Args[0]).(*syntax.Dict)
		return dict
	}
	f := p.Called(c)
	if f == nil {
		return false
	}
	found := false
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		inner, ok := n.(*syntax.Call)
		found = found || ok && isJSON(p, inner, depth-1)
		return !found
	})
	return found
}
