// Package check finds jumps out of finally clauses.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports return, break and continue that leave a finally clause.
func Check(p *rule.Pass) {
	for t := range rule.All[*syntax.Try](p) {
		jumps(p, t.Finalbody, false)
	}
}

func jumps(p *rule.Pass, body []syntax.Stmt, inLoop bool) {
	for _, s := range body {
		switch s := s.(type) {
		case *syntax.Return:
			report(p, s, "return")
		case *syntax.Break:
			if !inLoop {
				report(p, s, "break")
			}
		case *syntax.Continue:
			if !inLoop {
				report(p, s, "continue")
			}
		case *syntax.FunctionDef, *syntax.ClassDef:
		case *syntax.For:
			jumps(p, s.Body, true)
			jumps(p, s.Orelse, inLoop)
		case *syntax.While:
			jumps(p, s.Body, true)
			jumps(p, s.Orelse, inLoop)
		case *syntax.Try:
			jumps(p, s.Body, inLoop)
			for i := range s.Handlers {
				jumps(p, s.Handlers[i].Body, inLoop)
			}
			jumps(p, s.Orelse, inLoop)
		default:
			for _, b := range syntax.Bodies(s) {
				jumps(p, b, inLoop)
			}
		}
	}
}

func report(p *rule.Pass, n syntax.Node, what string) {
	p.Report(n, "`"+what+"` leaves the finally clause and drops a pending exception")
}
