// Package check finds comparisons of secrets whose time tells the secret.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at == and !=.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Compare](p) {
		if len(c.Ops) != 1 || c.Ops[0] != syntax.Eq && c.Ops[0] != syntax.NotEq {
			continue
		}
		left, right := c.Left, c.Comparators[0]
		if constant(p, left) || constant(p, right) || !(code(p, left) || code(p, right) || secret(left) && request(p, right) || secret(right) && request(p, left)) {
			continue
		}
		r := p.Report(c, "")
		not := ""
		if c.Ops[0] == syntax.NotEq {
			not = "not "
		}
		safe := p.Mentions("import hmac\n")
		if safe {
			r.Fix(true, "compare in constant time", rule.Replace(c, not+"hmac.compare_digest("+p.Source(left)+", "+p.Source(right)+")"))
		}
	}
}

func constant(p *rule.Pass, x syntax.Expr) bool {
	_, ok := x.(*syntax.Constant)
	return ok
}

// code tells whether an expression is a message code: a digest of hmac.
func code(p *rule.Pass, x syntax.Expr) bool {
	c, ok := p.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	if p.Is(c.Func, "hmac.digest") {
		return true
	}
	a, ok := c.Func.(*syntax.Attribute)
	if !ok || a.Attr != "hexdigest" && a.Attr != "digest" {
		return false
	}
	made, ok := p.Value(a.Value).(*syntax.Call)
	return ok && p.Is(made.Func, "hmac.new", "hmac.HMAC")
}

// secret tells names of tokens and keys of the program.
func secret(x syntax.Expr) bool {
	d := rule.Dotted(x)
	if d == "" {
		return false
	}
	joined := " " + strings.Join(rule.SplitWords(d[strings.LastIndexByte(d, '.')+1:]), " ") + " "
	for _, w := range []string{"api key", "secret", "secret key", "auth token", "access token", "api token", "hmac", "webhook secret", "signature"} {
		if strings.Contains(joined, " "+w+" ") {
			return true
		}
	}
	return false
}

// request tells whether an expression reads a request's header or parameter.
func request(p *rule.Pass, x syntax.Expr) bool {
	said := p.Source(p.Value(x))
	return strings.Contains(said, "request.") && (strings.Contains(said, "headers") || strings.Contains(said, "args") || strings.Contains(said, "GET") || strings.Contains(said, "POST") || strings.Contains(said, "META"))
}
