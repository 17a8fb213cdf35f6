// Package check finds tests of addresses that other hosts pass.
package check

import (
	"regexp"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var host = regexp.MustCompile(`^(https?://)?([a-z0-9-]+\.)+(com|org|net|io|dev|app|gov|edu|co|uk|de|fr|eu|example|test|local|cloud|me|info|biz|us|ai)/?$`)

// Check looks at in, startswith and endswith in tests.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Compare](p) {
		if len(c.Ops) != 1 || c.Ops[0] != syntax.In && c.Ops[0] != syntax.NotIn {
			continue
		}
		if name, ok := p.Text(c.Left); ok && host.MatchString(name) && address(p, c.Comparators[0]) && tested(p, c) {
			report(p, c, name)
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || len(c.Args) != 1 || !address(p, a.Value) || !tested(p, c) {
			continue
		}
		name, ok := p.Text(c.Args[0])
		if !ok || !host.MatchString(name) {
			continue
		}
		switch a.Attr {
		case "startswith":
			if strings.Contains(name, "://") && !strings.HasSuffix(name, "/") {
				r := report(p, c, name)
				if k, literal := c.Args[0].(*syntax.Constant); literal {
					r.Fix(false, "end the prefix", rule.Insert(k.End-1, "/"))
				}
			}
		case "endswith":
			if !strings.HasPrefix(name, ".") && !strings.Contains(name, "://") {
				r := report(p, c, name)
				if k, literal := c.Args[0].(*syntax.Constant); literal {
					r.Fix(false, "begin with a dot", rule.Insert(k.Start+1, "."))
				}
			}
		case "find", "count", "index":
			report(p, c, name)
		}
	}
}

func report(p *rule.Pass, n syntax.Node, name string) *rule.Report {
	return p.Report(n, "an address can hold `"+name+"` and still lead elsewhere: compare the host of urlparse")
}

// address tells names of addresses and hosts.
func address(p *rule.Pass, x syntax.Expr) bool {
	if t := p.Types(x); len(t) > 0 && t[0] != "builtins.str" {
		return false
	}
	d := rule.Dotted(x)
	if c, ok := x.(*syntax.Call); ok {
		if a, ok := c.Func.(*syntax.Attribute); ok {
			d = rule.Dotted(a.Value)
		}
	}
	for _, w := range rule.SplitWords(d[strings.LastIndexByte(d, '.')+1:]) {
		switch w {
		case "url", "uri", "link", "href", "host", "hostname", "netloc", "domain", "origin", "referer", "referrer", "redirect", "target", "next", "callback", "endpoint", "location":
			return true
		}
	}
	return false
}

// tested tells whether an expression decides a branch.
func tested(p *rule.Pass, n syntax.Node) bool {
	for child, up := n, p.Parent(n); up != nil; child, up = up, p.Parent(up) {
		switch u := up.(type) {
		case *syntax.If:
			return child == syntax.Node(u.Test)
		case *syntax.IfExp:
			return child == syntax.Node(u.Test)
		case *syntax.Assert, *syntax.Return:
			return true
		case *syntax.BoolOp, *syntax.UnaryOp:
		default:
			return false
		}
	}
	return false
}
