// Package check finds statements that do nothing.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at statements that are expressions.
func Check(p *rule.Pass) {
	for s := range rule.All[*syntax.ExprStmt](p) {
		if tried(p, s) || last(p, s) || timed(p, s) {
			continue
		}
		switch x := s.Value.(type) {
		case *syntax.Compare:
			what := "the comparison is dropped"
			r := p.Report(s, what)
			if len(x.Ops) == 1 && x.Ops[0] == syntax.Eq && rule.Dotted(x.Left) != "" {
				r.Fix(false, "assign", rule.Edit{Span: s.Span(), Text: p.Source(x.Left) + " = " + p.Source(x.Comparators[0])})
			}
		case *syntax.BinOp:
			if x.Op != syntax.RShift && x.Op != syntax.LShift && x.Op != syntax.BitOr && x.Op != syntax.Mod || literal(x.Left) {
				p.Report(s, "the result is dropped")
			}
		case *syntax.UnaryOp:
			if x.Op == syntax.Not {
				p.Report(s, "the result is dropped")
			}
		case *syntax.Name:
			if l, ok := p.Parent(s).(*syntax.For); ok && len(l.Body) == 1 && rule.Dotted(l.Target) == x.ID {
				continue // the loop is there to use an iterator up
			}
			if x.ID != "_" && len(p.Bindings(x)) > 0 && !p.Mentions("get_ipython") {
				p.Report(s, "a name alone does nothing")
			}
		case *syntax.ListComp:
			if pure(x) {
				p.Report(s, "the list is dropped")
			}
		case *syntax.Attribute:
			if module(p, x) {
				p.Report(s, "an attribute alone does nothing")
				continue
			}
			switch x.Attr {
			case "close", "commit", "rollback", "flush", "clear", "start", "join", "release", "acquire", "shutdown", "stop", "cancel":
				p.Report(s, "the method is not called").Fix(false, "call it", rule.Insert(x.End, "()"))
			}
		case *syntax.Call:
			dropped(p, s, x)
		}
	}
}

func literal(x syntax.Expr) bool { return rule.IsConst(x, syntax.Str, syntax.Int, syntax.Float) }

// dropped looks at methods of texts, which change nothing.
func dropped(p *rule.Pass, s *syntax.ExprStmt, c *syntax.Call) {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok || !p.HasType(a.Value, "builtins.str", "builtins.bytes") {
		return
	}
	switch a.Attr {
	case "strip", "lstrip", "rstrip", "replace", "lower", "upper", "title", "split", "join", "format", "capitalize", "removeprefix", "removesuffix":
		r := p.Report(s, "a text does not change: the new one is dropped")
		if n, ok := a.Value.(*syntax.Name); ok && a.Attr != "split" && a.Attr != "encode" && a.Attr != "decode" && a.Attr != "join" {
			r.Fix(false, "keep the new text", rule.Insert(s.Start, n.ID+" = "))
		}
	}
}

// tried tells whether the statement stands in a try or with block that asks
// whether it raises.
func tried(p *rule.Pass, s syntax.Stmt) bool {
	switch up := p.Parent(s).(type) {
	case *syntax.Try:
		return len(up.Handlers) > 0 && len(up.Body) <= 2
	case *syntax.With:
		return len(up.Body) <= 2
	}
	return false
}

// last tells whether the statement ends a module of notebook cells.
func last(p *rule.Pass, s syntax.Stmt) bool {
	if _, ok := p.Parent(s).(syntax.Stmt); ok {
		return false
	}
	return p.Mentions("# %%", "# In[")
}

// pure tells whether an expression calls nothing.
func pure(x syntax.Expr) bool {
	ok := true
	syntax.Walk(x, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Call, *syntax.Await, *syntax.Yield, *syntax.NamedExpr:
			ok = false
		}
		return ok
	})
	return ok
}

// module tells whether an attribute is one of an imported module of Python's own,
// which computes nothing.
func module(p *rule.Pass, a *syntax.Attribute) bool {
	n, ok := a.Value.(*syntax.Name)
	if !ok {
		return false
	}
	for _, b := range p.Bindings(n) {
		if b.Kind != rule.BindImport || !p.Is(n, "math", "os", "sys", "time", "string", "json", "re", "random", "datetime", "itertools", "functools", "collections", "logging") {
			return false
		}
	}
	return len(p.Bindings(n)) > 0
}

// timed tells whether the statement is what a benchmark measures.
func timed(p *rule.Pass, s syntax.Stmt) bool {
	f, ok := p.Function(s).(*syntax.FunctionDef)
	return ok && (strings.HasPrefix(f.Name, "timeit_") || strings.HasPrefix(f.Name, "time_") || strings.HasPrefix(f.Name, "bench_"))
}
