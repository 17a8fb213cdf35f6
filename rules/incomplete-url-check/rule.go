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
		expression(p, c)
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
	if a, ok := x.(*syntax.Attribute); ok {
		d = a.Attr
	}
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
		case *syntax.BoolOp, *syntax.UnaryOp, *syntax.Compare:
		default:
			return false
		}
	}
	return false
}

var (
	// written is a host in a regular expression, and what follows it.
	written = regexp.MustCompile(`(?:^\^?|/|\(|\||@|\.\*\??)((?:[a-z0-9-]+\\?\.)+)(?:com|org|net|io|dev|app|gov|edu|co|uk|de|fr|eu)(.*)$`)
	dot     = regexp.MustCompile(`[^\\]\.`)
)

// expression looks at regular expressions for addresses: a dot in one stands for
// any character, and one that does not end after the host fits longer hosts.
func expression(p *rule.Pass, c *syntax.Call) {
	if len(c.Args) == 0 || !p.Is(c.Func, "re.compile", "re.match", "re.search", "re.fullmatch") {
		return
	}
	text, ok := p.Text(c.Args[0])
	if !ok || len(c.Args) > 1 && !address(p, c.Args[1]) || !strings.Contains(text, "://") && !strings.Contains(text, ":\\/\\/") && len(c.Args) < 2 {
		return
	}
	m := written.FindStringSubmatch(text)
	if m == nil {
		return
	}
	switch {
	case dot.MatchString(m[1]):
		p.Report(c, "the dots of `"+text+"` stand for any character: other hosts fit it as well")
	case m[2] == "" && !p.Is(c.Func, "re.fullmatch"):
		p.Report(c, "`"+text+"` does not end after the host: longer hosts fit it as well")
	}
}
