// Package check leaves out answers that are JSON.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep is for answers that are no JSON: text that json.dumps makes in a file that
// speaks of the content type of JSON.
func Keep(p *rule.Pass, n syntax.Node) bool {
	if !p.Mentions("application/json") {
		return true
	}
	if r, ok := n.(*syntax.Return); ok {
		n = r.Value
	}
	x, ok := n.(syntax.Expr)
	return !ok || !isJSON(p, x, 3)
}

// isJSON tells whether json.dumps, or a function of the file in which it is called,
// gives a value.
func isJSON(p *rule.Pass, x syntax.Expr, depth int) bool {
	c, ok := p.Value(x).(*syntax.Call)
	if !ok || depth == 0 {
		return false
	}
	if p.Is(c.Func, "json.dumps") {
		return true
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
