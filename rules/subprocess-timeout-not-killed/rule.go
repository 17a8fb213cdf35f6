// Package check finds processes that outlive their timeout.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at processes that one function starts.
func Check(p *rule.Pass) {
	for _, o := range p.Objects("subprocess.Popen") {
		if o.Has("kill", "terminate", "send_signal") || len(rule.CallsIn(o.Body, "killpg", "kill", "kill_tree", "terminate")) > 0 {
			continue
		}
		if o.In(rule.UseReturn) || o.In(rule.UseStore) {
			continue
		}
		for _, u := range o.Uses {
			if u.Kind == rule.UseMethod && (u.Method == "communicate" || u.Method == "wait") && timeout(u.Method, u.Call) {
				p.Report(u.Call, "")
				break
			}
		}
	}
}

func timeout(method string, c *syntax.Call) bool {
	at := 0
	if method == "communicate" {
		at = 1
	}
	x := rule.ArgumentOf(c, at, "timeout")
	return x != nil && !rule.IsConst(x, syntax.None)
}
