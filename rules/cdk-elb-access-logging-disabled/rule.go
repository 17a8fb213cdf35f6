// Package check finds load balancers of the second generation without logs.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks for log_access_logs in the body that makes a load balancer.
func Check(p *rule.Pass) {
	const v2 = "aws_cdk.aws_elasticloadbalancingv2."
	for c := range rule.All[*syntax.Call](p) {
		if !p.Is(c.Func, v2+"ApplicationLoadBalancer", v2+"NetworkLoadBalancer") {
			continue
		}
		body := p.Tree.Body
		if f, ok := p.Function(c).(*syntax.FunctionDef); ok {
			body = f.Body
		}
		logs := false
		for _, s := range body {
			syntax.Walk(s, func(n syntax.Node) bool {
				a, ok := n.(*syntax.Attribute)
				logs = logs || ok && (a.Attr == "log_access_logs" || a.Attr == "set_attribute")
				return !logs
			})
		}
		if !logs {
			p.Report(c, "the load balancer writes no access logs")
		}
	}
}
