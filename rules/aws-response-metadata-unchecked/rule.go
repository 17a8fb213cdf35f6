// Package check finds optional parts of answers that are used untested.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at get("ResponseMetadata") without a default.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "get" || len(c.Args) != 1 {
			continue
		}
		if key, ok := p.Text(c.Args[0]); !ok || key != "ResponseMetadata" {
			continue
		}
		switch up := p.Parent(c).(type) {
		case *syntax.Subscript, *syntax.Attribute, *syntax.Return:
			p.Report(c, "")
		case *syntax.Assign:
			if n, ok := up.Targets[0].(*syntax.Name); ok && used(p, n, up) {
				p.Report(c, "")
			}
		}
	}
}

// used tells whether the variable is used as if it were there, and never tested.
func used(p *rule.Pass, n *syntax.Name, at syntax.Stmt) bool {
	use, test := false, false
	rule.EachOwn(p.BodyOf(at), func(x syntax.Node) bool {
		v, ok := x.(*syntax.Name)
		if !ok || v.ID != n.ID || v.Start <= at.Span().End {
			return true
		}
		switch up := p.Parent(v).(type) {
		case *syntax.Subscript, *syntax.Attribute, *syntax.Return:
			use = true
		case *syntax.If, *syntax.Compare, *syntax.BoolOp, *syntax.UnaryOp, *syntax.IfExp, *syntax.Assert:
			test = true
		default:
			_ = up
		}
		return true
	})
	return use && !test
}
