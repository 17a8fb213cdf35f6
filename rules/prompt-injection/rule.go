// Package check looks at which part of a request a text goes to.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep drops requests that hand a text to the user's part only, with instructions
// that are constant.
func Keep(p *rule.Pass, n syntax.Node) bool {
	c, ok := n.(*syntax.Call)
	if !ok || rule.LastName(c.Func) != "create" || rule.Keyword(c, "messages") != nil {
		return true
	}
	input := rule.Keyword(c, "input")
	instructions := rule.Keyword(c, "instructions")
	if input == nil || instructions != nil && p.Constant(instructions) == nil {
		return true
	}
	said := p.Source(p.Value(input))
	return strings.Contains(said, "system") || strings.Contains(said, "developer")
}
