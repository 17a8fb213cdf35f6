// Package check finds statements behind a jump.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
)

// Check looks at every list of statements, once per list.
func Check(p *rule.Pass) {
	list(p, p.Tree.Body)
	lists[*syntax.FunctionDef](p)
	lists[*syntax.If](p)
	lists[*syntax.For](p)
	lists[*syntax.While](p)
	lists[*syntax.With](p)
	lists[*syntax.Try](p)
	lists[*syntax.ExceptHandler](p)
	for i := range rule.All[*syntax.If](p) {
		switch {
		case (rule.IsConst(i.Test, syntax.False) || zero(i.Test)) && !yields(i.Body):
			p.Report(i.Body[0], "the condition is never true: this never runs")
		case rule.IsConst(i.Test, syntax.True) && len(i.Orelse) > 0:
			p.Report(i.Orelse[0], "the condition is always true: this never runs")
		}
	}
	for l := range rule.All[*syntax.While](p) {
		if (rule.IsConst(l.Test, syntax.False) || zero(l.Test)) && !yields(l.Body) {
			p.Report(l.Body[0], "the condition is never true: this never runs")
		}
	}
}

// yields tells whether a body that never runs is there to make its function a
// generator.
func yields(body []syntax.Stmt) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Yield, *syntax.YieldFrom:
			found = true
		}
		return !found
	})
	return found
}

func zero(x syntax.Expr) bool {
	c, ok := x.(*syntax.Constant)
	if !ok || c.Kind != syntax.Int {
		return false
	}
	n, ok := c.Int()
	return ok && n == 0
}

func lists[T syntax.Node](p *rule.Pass) {
	for n := range rule.All[T](p) {
		for _, body := range syntax.Bodies(n) {
			list(p, body)
		}
	}
}

func list(p *rule.Pass, body []syntax.Stmt) {
	for i, s := range body[:max(0, len(body)-1)] {
		if !ends(p, s) {
			continue
		}
		first, last := body[i+1], body[len(body)-1]
		if harmless(first) && len(body) == i+2 {
			return
		}
		p.ReportSpan(first.Span(), first, "").
			Fix(false, "delete it", rule.Edit{Span: text.Span{Start: p.Lines(first).Start, End: p.Lines(last).End}})
		return
	}
}

// ends tells whether nothing runs behind a statement.
func ends(p *rule.Pass, s syntax.Stmt) bool {
	switch s := s.(type) {
	case *syntax.Return, *syntax.Raise, *syntax.Break, *syntax.Continue:
		return true
	case *syntax.ExprStmt:
		c, ok := s.Value.(*syntax.Call)
		return ok && p.Is(c.Func, "sys.exit", "os._exit", "os.abort")
	case *syntax.While:
		return rule.IsConst(s.Test, syntax.True) && !breaks(s.Body)
	case *syntax.If:
		return len(s.Orelse) > 0 && endsAll(p, s.Body) && endsAll(p, s.Orelse)
	}
	return false
}

func endsAll(p *rule.Pass, body []syntax.Stmt) bool {
	return len(body) > 0 && ends(p, body[len(body)-1])
}

// breaks tells whether a break of this very loop stands in its body.
func breaks(body []syntax.Stmt) bool {
	for _, s := range body {
		switch s := s.(type) {
		case *syntax.Break:
			return true
		case *syntax.For:
			if breaks(s.Orelse) {
				return true
			}
		case *syntax.While:
			if breaks(s.Orelse) {
				return true
			}
		case *syntax.FunctionDef, *syntax.ClassDef:
		case *syntax.Try:
			for i := range s.Handlers {
				if breaks(s.Handlers[i].Body) {
					return true
				}
			}
			if breaks(s.Body) || breaks(s.Orelse) || breaks(s.Finalbody) {
				return true
			}
		default:
			for _, b := range syntax.Bodies(s) {
				if breaks(b) {
					return true
				}
			}
		}
	}
	return false
}

// harmless is a statement that only makes a generator, or a note.
func harmless(s syntax.Stmt) bool {
	e, ok := s.(*syntax.ExprStmt)
	if !ok {
		_, pass := s.(*syntax.Pass)
		return pass
	}
	switch v := e.Value.(type) {
	case *syntax.Yield, *syntax.Constant:
		return true
	case *syntax.Await:
		return v != nil && false
	}
	return false
}
