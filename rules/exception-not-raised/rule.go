// Package check finds exceptions that are made and not raised.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports statements that only construct an exception.
func Check(p *rule.Pass) {
	for s := range rule.All[*syntax.ExprStmt](p) {
		class := s.Value
		if c, ok := s.Value.(*syntax.Call); ok {
			class = c.Func
		} else if tried(p, s) {
			continue // asks whether the name is there
		}
		if rule.LastName(class) == "" || !isException(p, class) {
			continue
		}
		p.Report(s, "").Fix(false, "raise it", rule.Insert(s.Start, "raise "))
	}
}

func isException(p *rule.Pass, f syntax.Expr) bool {
	for _, n := range p.Names(f) {
		last := n[strings.LastIndexByte(n, '.')+1:]
		if last == "" || last[0] < 'A' || last[0] > 'Z' {
			continue
		}
		if strings.HasPrefix(n, "builtins.") && !strings.HasSuffix(last, "Warning") {
			return strings.HasSuffix(last, "Error") || strings.HasSuffix(last, "Exception") || last == "SystemExit" || last == "KeyboardInterrupt" || last == "StopIteration"
		}
		if p.Inherits(n, "builtins.Exception", "builtins.BaseException", "builtins.ValueError", "builtins.RuntimeError", "builtins.TypeError", "builtins.KeyError", "builtins.OSError") {
			return true
		}
	}
	return false
}

func tried(p *rule.Pass, s syntax.Stmt) bool {
	_, ok := p.Parent(s).(*syntax.Try)
	return ok
}
