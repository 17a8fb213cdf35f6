// Package check finds connected sockets that are closed at once.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at sockets that one function makes.
func Check(p *rule.Pass) {
	for _, o := range p.Objects("socket.socket", "socket.create_connection") {
		done := o.First("close")
		if done == nil || o.Has("shutdown") || o.Has("listen", "sendto", "recvfrom", "accept") || datagram(p, o.Call) {
			continue
		}
		if p.Is(o.Call.Func, "socket.create_connection") || o.Has("connect", "connect_ex") {
			p.Report(done, "").Fix(false, "shut it down first", rule.Insert(p.Statement(done).Span().Start, o.Name+".shutdown(socket.SHUT_RDWR)\n"+p.Indent(done)))
		}
	}
}

func datagram(p *rule.Pass, c *syntax.Call) bool {
	x := rule.ArgumentOf(c, 1, "type")
	return x != nil && p.Is(x, "socket.SOCK_DGRAM")
}
