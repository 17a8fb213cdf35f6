// Package check finds sockets that wait for ever.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at created connections and sockets that connect or receive.
func Check(p *rule.Pass) {
	if p.Mentions("setdefaulttimeout") {
		return
	}
	for c := range rule.All[*syntax.Call](p) {
		if p.Is(c.Func, "socket.create_connection") && unlimited(rule.ArgumentOf(c, 1, "timeout")) && !rule.Open(c) && !later(p, c) {
			r := p.Report(c, "")
			if t := rule.ArgumentOf(c, 1, "timeout"); t != nil {
				r.Fix(false, "give up after ten seconds", rule.Replace(t, "10"))
			} else {
				r.Fix(false, "give up after ten seconds", rule.Insert(c.End-1, ", timeout=10"))
			}
		}
	}
	for _, o := range p.Objects("socket.socket") {
		waits := []string{"connect", "recv", "recv_into", "recvfrom"}
		if kind := rule.ArgumentOf(o.Call, 1, "type"); kind != nil && p.Is(kind, "socket.SOCK_DGRAM") {
			waits = waits[1:] // connect only notes an address
		}
		use := o.First(waits...)
		if use != nil && !o.Has("settimeout", "setblocking", "listen", "bind") && !o.Escapes(nil) {
			p.Report(use, "")
		}
	}
}

// later tells whether the connection gets its timeout afterwards.
func later(p *rule.Pass, c *syntax.Call) bool {
	return len(rule.CallsIn(p.BodyOf(c), "settimeout", "setblocking")) > 0
}

func unlimited(x syntax.Expr) bool { return x == nil || rule.IsConst(x, syntax.None) }
