// Package check finds functions that both subscribe and publish.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at publish() with an earlier subscribe() or create_topic() on the
// same client.
func Check(p *rule.Pass) {
	if !p.Mentions("boto3", "botocore") {
		return
	}
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "publish" || p.Function(c) == nil {
			continue
		}
		for _, o := range rule.CallsIn(p.BodyOf(c), "subscribe", "create_topic") {
			b, ok := o.Func.(*syntax.Attribute)
			if ok && o.Start < c.Start && (rule.Same(a.Value, b.Value) || topicOf(p, a.Value) == o) {
				p.Report(c, "")
				break
			}
		}
	}
}

// topicOf is the call that made the object.
func topicOf(p *rule.Pass, x syntax.Expr) *syntax.Call {
	c, _ := p.Value(x).(*syntax.Call)
	return c
}
