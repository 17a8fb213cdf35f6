// Package check finds the attribute values of tables and columns.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at attributes that are read.
func Check(p *rule.Pass) {
	for a := range rule.All[*syntax.Attribute](p) {
		if a.Attr != "values" || !p.HasType(a.Value, "pandas.DataFrame", "pandas.Series") {
			continue
		}
		if called(p, a) || written(p, a) {
			continue
		}
		p.Report(a, "").Fix(false, "use to_numpy()", rule.Replace(a, p.Source(a.Value)+".to_numpy()"))
	}
}

// called tells a method of that name.
func called(p *rule.Pass, a *syntax.Attribute) bool {
	c, ok := p.Parent(a).(*syntax.Call)
	return ok && c.Func == syntax.Expr(a)
}

// written tells whether the attribute, or an item of it, is assigned: that changes
// the table.
func written(p *rule.Pass, a *syntax.Attribute) bool {
	x := syntax.Expr(a)
	if s, ok := p.Parent(a).(*syntax.Subscript); ok && s.Value == x {
		x = s
	}
	switch s := p.Parent(x).(type) {
	case *syntax.Assign:
		return s.Value != x
	case *syntax.AugAssign:
		return s.Target == x
	}
	return false
}
