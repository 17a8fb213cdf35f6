// Package check finds waits for processes whose pipes nobody reads.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at processes that one function starts and waits for.
func Check(p *rule.Pass) {
	for _, o := range p.Objects("subprocess.Popen", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell") {
		wait := o.First("wait")
		if wait == nil || !piped(p, o.Call) || o.Reads("stdout", "stderr") || o.Has("communicate") || o.Escapes(nil) || rule.Keyword(wait, "timeout") != nil {
			continue
		}
		r := p.Report(wait, "")
		if a, ok := wait.Func.(*syntax.Attribute); ok && len(wait.Args) == 0 {
			if _, alone := p.Parent(wait).(*syntax.ExprStmt); alone {
				r.Fix(true, "read and wait", rule.Edit{Span: rule.SpanOf(a.End-uint32(len(a.Attr)), a.End), Text: "communicate"})
			}
		}
	}
}

func piped(p *rule.Pass, c *syntax.Call) bool {
	for _, name := range []string{"stdout", "stderr"} {
		if x := rule.Keyword(c, name); x != nil && p.Is(x, "subprocess.PIPE", "asyncio.subprocess.PIPE") {
			return true
		}
	}
	return false
}
