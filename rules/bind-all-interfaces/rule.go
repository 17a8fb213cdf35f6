// Package check finds servers that listen on every interface.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// hosts are functions that take a host, with its position (-1: by name only).
func hosts() map[string]int {
	return map[string]int{
		"uvicorn.run": -1, "waitress.serve": -1, "aiohttp.web.run_app": -1, "hypercorn.run": -1, "werkzeug.serving.run_simple": 0,
		"asyncio.start_server": 1, "bottle.run": -1, "cherrypy.config.update": -1, "gradio.Blocks.launch": -1, "eventlet.listen": -1,
	}
}

// pairs are functions whose argument at a position is (host, port).
func pairs() map[string]int {
	return map[string]int{
		"http.server.HTTPServer": 0, "http.server.ThreadingHTTPServer": 0, "socketserver.TCPServer": 0, "socketserver.UDPServer": 0,
		"socketserver.ThreadingTCPServer": 0, "socket.create_server": 0, "eventlet.listen": 0, "xmlrpc.server.SimpleXMLRPCServer": 0,
		"wsgiref.simple_server.make_server": -1,
	}
}

// Check looks at binds, servers and the host argument of app.run.
func Check(p *rule.Pass) {
	byHost, byPair := hosts(), pairs()
	named := p.Mentions("INADDR_ANY")
	for c := range rule.All[*syntax.Call](p) {
		if a, ok := c.Func.(*syntax.Attribute); ok {
			switch a.Attr {
			case "bind":
				if len(c.Args) == 1 && networkSocket(p, a.Value) {
					pair(p, c, c.Args[0])
				}
				continue
			case "run", "run_server", "start_server", "create_server", "launch", "listen":
				if x := rule.Keyword(c, "host"); x != nil && everywhere(p, x, false) {
					report(p, c, x)
					continue
				}
				if x := rule.Keyword(c, "server_name"); x != nil && a.Attr == "launch" && everywhere(p, x, false) {
					report(p, c, x)
					continue
				}
			}
		}
		if !named && !mayListen(p, c) {
			continue
		}
		for _, n := range p.Names(c.Func) {
			if at, ok := byHost[n]; ok {
				if x := rule.ArgumentOf(c, at, "host"); x != nil && everywhere(p, x, false) {
					report(p, c, x)
				}
			}
			if at, ok := byPair[n]; ok {
				if x := rule.ArgumentOf(c, at, "server_address"); x != nil {
					pair(p, c, x)
				} else if x := rule.ArgumentOf(c, 0, "host"); at < 0 && x != nil && everywhere(p, x, true) {
					report(p, c, x)
				}
			}
		}
	}
}

// mayListen tells whether one of the arguments that name a host, or a host and a port,
// may be every interface: that costs less than to find out what is called.
func mayListen(p *rule.Pass, c *syntax.Call) bool {
	for _, x := range []syntax.Expr{rule.ArgumentOf(c, 0, ""), rule.ArgumentOf(c, 1, ""), rule.Keyword(c, "host"), rule.Keyword(c, "server_address")} {
		switch v := p.Value(x).(type) {
		case *syntax.Tuple:
			return true
		case *syntax.Constant:
			if text, ok := v.Text(); ok && (text == "" || text == "0.0.0.0" || text == "::" || text == "[::]") {
				return true
			}
		}
	}
	return false
}

// networkSocket is false for what certainly is no socket.
func networkSocket(p *rule.Pass, x syntax.Expr) bool {
	types := p.Types(x)
	return len(types) == 0 || strings.HasPrefix(types[0], "socket.")
}

// pair looks at a (host, port) argument.
func pair(p *rule.Pass, c *syntax.Call, x syntax.Expr) {
	if t, ok := p.Value(x).(*syntax.Tuple); ok && len(t.Elts) >= 2 && everywhere(p, t.Elts[0], true) {
		report(p, c, t.Elts[0])
	}
}

func everywhere(p *rule.Pass, x syntax.Expr, orEmpty bool) bool {
	if p.Is(x, "socket.INADDR_ANY") {
		return true
	}
	host, ok := p.Text(x)
	return ok && (host == "0.0.0.0" || host == "::" || host == "[::]" || orEmpty && host == "")
}

func report(p *rule.Pass, c *syntax.Call, host syntax.Expr) {
	r := p.Report(c, "")
	if k, ok := host.(*syntax.Constant); ok {
		r.Fix(false, "listen on this machine only", rule.Replace(k, `"127.0.0.1"`))
	}
}
