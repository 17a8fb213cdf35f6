// Package check looks for a policy that refuses plain HTTP.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep drops buckets beside which the same scope denies aws:SecureTransport false.
func Keep(p *rule.Pass, n syntax.Node) bool {
	found := false
	rule.EachOwn(p.BodyOf(n), func(x syntax.Node) bool {
		if c, ok := x.(*syntax.Constant); ok {
			text, _ := c.Text()
			found = found || text == "aws:SecureTransport"
		}
		return !found
	})
	return !found
}
