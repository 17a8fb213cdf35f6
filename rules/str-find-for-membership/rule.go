// Package check looks at where a position goes.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep drops comparisons of a variable: whoever keeps a position uses it.
func Keep(p *rule.Pass, n syntax.Node) bool {
	c, ok := n.(*syntax.Compare)
	if !ok || len(c.Ops) != 1 || c.Ops[0] == syntax.In || c.Ops[0] == syntax.NotIn {
		return true
	}
	_, called := c.Left.(*syntax.Call)
	return called
}
