// Package check finds writes of variables that the Lambda runtime reserves.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at writes of the environment.
func Check(p *rule.Pass) {
	handler, environment := hasHandler(p), p.Mentions("environ", "putenv")
	for a := range rule.All[*syntax.Assign](p) {
		for _, t := range a.Targets {
			if s, ok := t.(*syntax.Subscript); ok && environment && p.Is(s.Value, "os.environ") {
				report(p, a, s.Slice, handler)
			}
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		switch {
		case environment && p.Is(c.Func, "os.environ.setdefault", "os.putenv") && len(c.Args) == 2:
			report(p, c, c.Args[0], handler)
		case environment && p.Is(c.Func, "os.environ.update"):
			for i := range c.Keywords {
				name(p, c, c.Keywords[i].Name, handler)
			}
			if len(c.Args) == 1 {
				mapping(p, c, c.Args[0], handler)
			}
		case strings.HasSuffix(rule.LastName(c.Func), "function_configuration") || rule.LastName(c.Func) == "create_function":
			if d, ok := rule.Keyword(c, "Environment").(*syntax.Dict); ok {
				for _, v := range d.Values {
					mapping(p, c, v, true)
				}
			}
		}
	}
}

func mapping(p *rule.Pass, at syntax.Node, x syntax.Expr, handler bool) {
	if d, ok := p.Value(x).(*syntax.Dict); ok {
		for _, k := range d.Keys {
			if k != nil {
				report(p, at, k, handler)
			}
		}
	}
}

func report(p *rule.Pass, at syntax.Node, key syntax.Expr, handler bool) {
	if n, ok := p.Text(key); ok {
		name(p, at, n, handler)
	}
}

func name(p *rule.Pass, at syntax.Node, n string, handler bool) {
	always := strings.HasPrefix(n, "AWS_LAMBDA_") || n == "_HANDLER" || n == "_X_AMZN_TRACE_ID" || n == "LAMBDA_TASK_ROOT" || n == "LAMBDA_RUNTIME_DIR"
	there := n == "AWS_REGION" || n == "AWS_EXECUTION_ENV" || n == "AWS_ACCESS_KEY_ID" || n == "AWS_SECRET_ACCESS_KEY" || n == "AWS_SESSION_TOKEN" || n == "TZ"
	if always || there && handler {
		p.Report(at, "the Lambda runtime sets this variable: `"+n+"`")
	}
}

// hasHandler tells whether the file defines a function that Lambda calls.
func hasHandler(p *rule.Pass) bool {
	for f := range rule.All[*syntax.FunctionDef](p) {
		if a := f.Args.Args; strings.Contains(f.Name, "lambda_handler") || len(a) >= 2 && a[0].Name == "event" && a[1].Name == "context" {
			return true
		}
	}
	return false
}
