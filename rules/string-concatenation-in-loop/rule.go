// Package check finds texts that grow in loops.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at += and s = s + x in loops.
func Check(p *rule.Pass) {
	for a := range rule.All[*syntax.AugAssign](p) {
		if n, ok := a.Target.(*syntax.Name); ok && a.Op == syntax.Add {
			judge(p, a, n, a.Value)
		}
	}
	for a := range rule.All[*syntax.Assign](p) {
		n, ok := a.Targets[0].(*syntax.Name)
		b, sum := a.Value.(*syntax.BinOp)
		if ok && sum && len(a.Targets) == 1 && b.Op == syntax.Add && leftmost(b, n.ID) {
			judge(p, a, n, b.Right)
		}
	}
}

func leftmost(b *syntax.BinOp, name string) bool {
	x := b.Left
	for {
		inner, ok := x.(*syntax.BinOp)
		if !ok || inner.Op != syntax.Add {
			break
		}
		x = inner.Left
	}
	n, ok := x.(*syntax.Name)
	return ok && n.ID == name
}

func judge(p *rule.Pass, s syntax.Stmt, n *syntax.Name, added syntax.Expr) {
	loop := p.Loop(s)
	if loop == nil || !text(p, n) && !p.HasType(added, "builtins.str", "builtins.bytes") || startsInside(p, n, loop) || leaves(p, s) {
		return
	}
	p.Report(s, "")
}

// text tells whether the variable is a text before the loop.
func text(p *rule.Pass, n *syntax.Name) bool {
	found := false
	for _, b := range p.Bindings(n) {
		if b.Kind == rule.BindAssign && (rule.IsConst(b.Value, syntax.Str, syntax.Bytes) || isJoined(b.Value) || p.HasType(b.Value, "builtins.str", "builtins.bytes")) {
			found = true
		}
	}
	return found
}

func isJoined(x syntax.Expr) bool { _, ok := x.(*syntax.JoinedStr); return ok }

// startsInside tells whether the loop itself starts the text anew each turn.
func startsInside(p *rule.Pass, n *syntax.Name, loop syntax.Stmt) bool {
	at := loop.Span()
	for _, b := range p.Bindings(n) {
		s := b.Node.Span()
		if b.Kind == rule.BindAssign && at.Start <= s.Start && s.End <= at.End && rule.IsConst(b.Value, syntax.Str, syntax.Bytes) {
			return true
		}
	}
	return false
}

// leaves tells whether the loop ends right after.
func leaves(p *rule.Pass, s syntax.Stmt) bool {
	body, i := p.Block(s)
	if i < 0 || i+1 >= len(body) {
		return false
	}
	switch body[i+1].(type) {
	case *syntax.Break, *syntax.Return:
		return true
	}
	return false
}
