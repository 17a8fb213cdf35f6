// Package check reports debuggers.
package check

import (
	"regexp"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var magic = regexp.MustCompile(`^%{1,2}(?:debug|pdb(?:[ \t]+(?:on|1))?)[ \t]*(?:#.*)?$`)

// Check reports calls and magics.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if !p.Is(c.Func, "breakpoint", "builtins.breakpoint", "pdb.set_trace", "ipdb.set_trace", "code.interact", "pudb.set_trace", "IPython.embed", "IPython.core.debugger.set_trace") {
			continue
		}
		if s, ok := p.Parent(c).(*syntax.ExprStmt); ok {
			report(p, s)
		}
	}
	for m := range rule.All[*syntax.MagicStmt](p) {
		if magic.MatchString(m.Text) {
			report(p, m)
		}
	}
}

func report(p *rule.Pass, s syntax.Stmt) {
	r := p.Report(s, "")
	if body, _ := p.Block(s); len(body) != 1 || p.Parent(s) == nil {
		r.Fix(true, "take the line away", rule.Edit{Span: p.Lines(s)})
	}
}
