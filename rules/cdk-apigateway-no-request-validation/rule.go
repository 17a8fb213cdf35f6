// Package check finds REST interfaces without a request validator.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at each body that makes a RestApi and adds methods.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if !p.Is(c.Func, "aws_cdk.aws_apigateway.RestApi", "aws_cdk.aws_apigateway.LambdaRestApi") {
			continue
		}
		var body []syntax.Stmt
		switch f := p.Function(c).(type) {
		case *syntax.FunctionDef:
			body = f.Body
		case nil:
			body = p.Tree.Body
		}
		methods, validator := 0, rule.Open(c)
		for _, s := range body {
			syntax.Walk(s, func(n syntax.Node) bool {
				switch n := n.(type) {
				case *syntax.Attribute:
					switch n.Attr {
					case "add_method", "addMethod":
						methods++
					case "add_request_validator", "addRequestValidator", "RequestValidator", "CfnRequestValidator":
						validator = true
					}
				case *syntax.Name:
					validator = validator || n.ID == "RequestValidator" || n.ID == "CfnRequestValidator"
				case *syntax.Keyword:
					validator = validator || n.Name == "request_validator" || n.Name == "request_validator_options"
				}
				return true
			})
		}
		if methods > 0 && !validator {
			p.Report(c, "")
		}
	}
}
