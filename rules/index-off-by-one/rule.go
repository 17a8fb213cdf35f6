// Package check finds loops whose index runs past the end.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at for loops over ranges and at while loops with a bound.
func Check(p *rule.Pass) {
	for l := range rule.All[*syntax.For](p) {
		if c, ok := p.CallTo(l.Iter, "builtins.range"); ok && len(c.Args) > 0 && len(c.Args) < 3 {
			if x, past, ok := length(p, c.Args[len(c.Args)-1]); ok {
				body(p, l.Body, l.Target, x, past)
			}
		}
	}
	for l := range rule.All[*syntax.While](p) {
		c, ok := l.Test.(*syntax.Compare)
		if !ok || len(c.Ops) != 1 || c.Ops[0] != syntax.LtE && c.Ops[0] != syntax.Lt {
			continue
		}
		x, past, ok := length(p, c.Comparators[0])
		if c.Ops[0] == syntax.LtE {
			past++
		}
		if ok && past >= 0 {
			body(p, l.Body, c.Left, x, past)
		}
	}
}

// length takes len(x), len(x) + n and len(x) - n apart.
func length(p *rule.Pass, x syntax.Expr) (of syntax.Expr, past int64, ok bool) {
	if b, isSum := x.(*syntax.BinOp); isSum && (b.Op == syntax.Add || b.Op == syntax.Sub) {
		n, known := p.Number(b.Right)
		if b.Op == syntax.Sub {
			n = -n
		}
		of, past, ok = length(p, b.Left)
		return of, past + n, ok && known
	}
	c, isCall := p.CallTo(x, "builtins.len")
	if !isCall || len(c.Args) != 1 || rule.Dotted(c.Args[0]) == "" {
		return nil, 0, false
	}
	return c.Args[0], 0, true
}

// body looks for x[i + k] with i + k beyond the last index.
func body(p *rule.Pass, stmts []syntax.Stmt, counter, x syntax.Expr, past int64) {
	if guarded(stmts, counter, x) {
		return
	}
	rule.EachOwn(stmts, func(n syntax.Node) bool {
		s, ok := n.(*syntax.Subscript)
		if !ok || !rule.Same(s.Value, x) {
			return true
		}
		if ahead, ok := offset(p, s.Slice, counter); ok && past-1+ahead >= 0 {
			p.Report(s, "in the last turn the index is past the end")
		}
		return true
	})
}

func offset(p *rule.Pass, x, counter syntax.Expr) (int64, bool) {
	if rule.Same(x, counter) {
		return 0, true
	}
	if b, ok := x.(*syntax.BinOp); ok && rule.Same(b.Left, counter) {
		n, known := p.Number(b.Right)
		switch b.Op {
		case syntax.Add:
			return n, known
		case syntax.Sub:
			return -n, known
		}
	}
	return 0, false
}

// guarded tells whether the body tests the counter, catches the error, or
// changes the collection.
func guarded(stmts []syntax.Stmt, counter, x syntax.Expr) bool {
	found := false
	about := func(n syntax.Node) {
		syntax.Walk(n, func(c syntax.Node) bool {
			if s, ok := c.(*syntax.Subscript); ok && rule.Same(s.Value, x) {
				return false // what is looked at, not the counter itself
			}
			if e, ok := c.(syntax.Expr); ok && (rule.Same(e, counter)) {
				found = true
			}
			return !found
		})
	}
	rule.EachOwn(stmts, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.If:
			about(n.Test)
		case *syntax.IfExp:
			about(n.Test)
		case *syntax.BoolOp:
			about(n)
		case *syntax.While:
			about(n.Test)
		case *syntax.Try, *syntax.Break:
			found = true
		case *syntax.Call:
			if a, ok := n.Func.(*syntax.Attribute); ok && rule.Same(a.Value, x) && (a.Attr == "append" || a.Attr == "extend" || a.Attr == "insert") {
				found = true
			}
		}
		return !found
	})
	return found
}
