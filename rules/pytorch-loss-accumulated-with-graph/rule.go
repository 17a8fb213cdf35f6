// Package check finds totals that keep graphs alive.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at loops in which backward() is called on a variable.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "backward" {
			continue
		}
		loss, ok := a.Value.(*syntax.Name)
		if !ok {
			continue
		}
		var body []syntax.Stmt
		switch l := p.Loop(c).(type) {
		case *syntax.For:
			body = l.Body
		case *syntax.While:
			body = l.Body
		}
		rule.EachOwn(body, func(n syntax.Node) bool {
			if x := kept(n, loss.ID, c); x != nil {
				p.Report(p.Statement(n), "the sum keeps the graph of every turn alive: add the number, `"+loss.ID+".item()`").
					Fix(true, "add the number", rule.Insert(x.End, ".item()"))
				return false
			}
			return true
		})
	}
}

// kept is the loss that a node adds to a total or list, after backward().
func kept(n syntax.Node, loss string, back *syntax.Call) *syntax.Name {
	var x syntax.Expr
	switch n := n.(type) {
	case *syntax.AugAssign:
		if t, ok := n.Target.(*syntax.Name); n.Op == syntax.Add && (!ok || t.ID != loss) {
			x = n.Value
		}
	case *syntax.Call:
		if a, ok := n.Func.(*syntax.Attribute); ok && a.Attr == "append" && len(n.Args) == 1 {
			x = n.Args[0]
		}
	case *syntax.Assign:
		if b, ok := n.Value.(*syntax.BinOp); ok && b.Op == syntax.Add && rule.Same(n.Targets[0], b.Left) {
			x = b.Right
		}
	}
	if b, ok := x.(*syntax.BinOp); ok && (b.Op == syntax.Mult || b.Op == syntax.Div) {
		x = b.Left
	}
	v, ok := x.(*syntax.Name)
	if !ok || v.ID != loss || n.Span().Start < back.Start {
		return nil
	}
	return v
}
