// Package check finds locks that a way out of the function leaves taken.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func locks() []string {
	var out []string
	for _, m := range []string{"threading", "multiprocessing", "asyncio"} {
		for _, c := range []string{"Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition"} {
			out = append(out, m+"."+c)
		}
	}
	return out
}

// Check looks at acquire() as a statement.
func Check(p *rule.Pass) {
	known := locks()
	for s := range rule.All[*syntax.ExprStmt](p) {
		x := s.Value
		if w, ok := x.(*syntax.Await); ok {
			x = w.Value
		}
		c, ok := x.(*syntax.Call)
		if !ok {
			continue
		}
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "acquire" || !p.HasType(a.Value, known...) {
			continue
		}
		f, ok := p.Function(s).(*syntax.FunctionDef)
		if !ok || wrapper(f) || released(p, f, s, a.Value) {
			continue
		}
		p.Report(c, "")
	}
}

// wrapper is a function whose purpose is to take the lock.
func wrapper(f *syntax.FunctionDef) bool {
	name := strings.ToLower(f.Name)
	return name == "__enter__" || name == "__aenter__" || strings.Contains(name, "acquire") || strings.Contains(name, "lock") || strings.Contains(name, "begin")
}

// released tells whether a finally clause releases the lock: around the
// statement, or of the try statement right behind it. Nothing but harmless
// statements before the release count too.
func released(p *rule.Pass, f *syntax.FunctionDef, s syntax.Stmt, lock syntax.Expr) bool {
	for n := p.Parent(s); n != nil && n != syntax.Node(f); n = p.Parent(n) {
		if t, ok := n.(*syntax.Try); ok && releases(t.Finalbody, lock) {
			return true
		}
	}
	body, i := p.Block(s)
	for _, next := range body[i+1:] {
		if t, ok := next.(*syntax.Try); ok {
			return releases(t.Finalbody, lock)
		}
		if e, ok := next.(*syntax.ExprStmt); ok && releases([]syntax.Stmt{e}, lock) {
			return true
		}
		if !harmless(next) {
			return false
		}
	}
	return false
}

// harmless is a statement that hardly raises: plain assignments.
func harmless(s syntax.Stmt) bool {
	switch s := s.(type) {
	case *syntax.Assign:
		return !calls(s.Value)
	case *syntax.AugAssign:
		return !calls(s.Value)
	case *syntax.Pass:
		return true
	}
	return false
}

func calls(x syntax.Expr) bool {
	found := false
	syntax.Walk(x, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Call, *syntax.Await, *syntax.Subscript:
			found = true
		}
		return !found
	})
	return found
}

func releases(body []syntax.Stmt, lock syntax.Expr) bool {
	for _, c := range rule.CallsIn(body, "release") {
		if a, ok := c.Func.(*syntax.Attribute); ok && rule.Same(a.Value, lock) {
			return true
		}
	}
	return false
}
