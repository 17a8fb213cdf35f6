// Package check finds clauses that drop every exception.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at except clauses and contextlib.suppress.
func Check(p *rule.Pass) {
	for h := range rule.All[*syntax.ExceptHandler](p) {
		if broad(p, h.Type) && empty(h.Body) {
			r := p.Report(h, "")
			if n := len(h.Body); n > 0 {
				edits := []rule.Edit{rule.Replace(h.Body[n-1], `logging.exception("ignored")`)}
				if need := p.ImportOf("logging"); need != nil {
					edits = append(edits, *need)
				}
				r.Fix(false, "leave a trace", edits...)
			}
		}
	}
	for w := range rule.All[*syntax.With](p) {
		for i := range w.Items {
			if c, ok := p.CallTo(w.Items[i].Context, "contextlib.suppress"); ok && len(c.Args) > 0 && broad(p, c.Args[0]) {
				p.Report(c, "")
			}
		}
	}
}

func broad(p *rule.Pass, x syntax.Expr) bool {
	if x == nil {
		return true
	}
	if t, ok := x.(*syntax.Tuple); ok {
		for _, e := range t.Elts {
			if broad(p, e) {
				return true
			}
		}
		return false
	}
	return p.Is(x, "builtins.Exception", "builtins.BaseException")
}

func empty(body []syntax.Stmt) bool {
	for _, s := range body {
		switch s := s.(type) {
		case *syntax.Pass, *syntax.Continue:
		case *syntax.ExprStmt:
			if _, ok := s.Value.(*syntax.Constant); !ok {
				return false
			}
		default:
			return false
		}
	}
	return true
}
