// Package check finds development servers on an address that others reach.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at the servers of the standard library that are given a fixed address.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		switch {
		case p.Is(c.Func, "http.server.HTTPServer", "http.server.ThreadingHTTPServer", "xmlrpc.server.SimpleXMLRPCServer", "xmlrpc.server.DocXMLRPCServer"):
			for _, name := range []string{"server_address", "addr"} {
				if t, ok := p.Value(rule.ArgumentOf(c, 0, name)).(*syntax.Tuple); ok && len(t.Elts) == 2 && reached(p, t.Elts[0]) {
					p.Report(c, "")
					break
				}
			}
		case p.Is(c.Func, "wsgiref.simple_server.make_server"):
			if x := rule.ArgumentOf(c, 0, "host"); x != nil && reached(p, x) {
				p.Report(c, "")
			}
		}
	}
}

// reached tells whether a host is certainly one that other machines reach.
func reached(p *rule.Pass, x syntax.Expr) bool {
	host, ok := p.Text(x)
	return ok && host != "localhost" && host != "::1" && !strings.HasPrefix(host, "127.")
}
