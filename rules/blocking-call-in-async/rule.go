// Package check finds calls that block the event loop.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func blocking() []string {
	out := []string{"time.sleep", "os.system", "os.popen", "os.waitpid", "builtins.input", "urllib.request.urlopen", "socket.create_connection", "sqlite3.connect", "psycopg2.connect", "pymysql.connect", "mysql.connector.connect", "MySQLdb.connect",
		"subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output", "subprocess.getoutput", "subprocess.getstatusoutput"}
	for _, m := range []string{"get", "post", "put", "patch", "delete", "head", "options", "request"} {
		out = append(out, "requests."+m, "httpx."+m, "requests.Session."+m)
	}
	return out
}

// Check looks at the calls that a coroutine itself makes.
func Check(p *rule.Pass) {
	if !p.Mentions("async def") {
		return
	}
	known := blocking()
	for f := range rule.All[*syntax.FunctionDef](p) {
		if !f.Async {
			continue
		}
		rule.EachOwn(f.Body, func(n syntax.Node) bool {
			c, ok := n.(*syntax.Call)
			if !ok {
				return true
			}
			if _, awaited := p.Parent(c).(*syntax.Await); awaited {
				return true
			}
			if p.Is(c.Func, known...) || p.Is(c.Func, "builtins.open", "io.open") || waits(p, c) {
				r := p.Report(c, "`"+rule.Dotted(c.Func)+"` blocks the event loop: every other task waits")
				if p.Is(c.Func, "builtins.open", "io.open") {
					r.Low()
				}
				if p.Is(c.Func, "time.sleep") && p.Mentions("import asyncio\n") {
					r.Fix(true, "sleep asynchronously", rule.Replace(c.Func, "await asyncio.sleep"))
				}
			}
			return true
		})
	}
}

// waits tells whether a call is a waiting method of a process or lock.
func waits(p *rule.Pass, c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok {
		return false
	}
	switch a.Attr {
	case "wait", "communicate":
		return p.HasType(a.Value, "subprocess.Popen")
	case "acquire":
		return rule.ArgumentOf(c, 0, "blocking") == nil && p.HasType(a.Value, "threading.Lock", "threading.RLock", "threading.Semaphore")
	}
	return false
}
