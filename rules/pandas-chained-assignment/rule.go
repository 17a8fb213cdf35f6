// Package check finds assignments through chained subscripts of frames.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

const frame = "pandas.DataFrame"

// Check looks at assignments.
func Check(p *rule.Pass) {
	for s := range rule.All[*syntax.Assign](p) {
		for _, t := range s.Targets {
			target(p, s, t)
		}
	}
	for s := range rule.All[*syntax.AugAssign](p) {
		target(p, s, s.Target)
	}
}

func target(p *rule.Pass, s syntax.Stmt, t syntax.Expr) {
	outer, ok := t.(*syntax.Subscript)
	if !ok {
		return
	}
	inner, ok := outer.Value.(*syntax.Subscript)
	if !ok {
		if filtered(p, outer.Value, s) {
			p.Report(s, "the frame was cut out of another one: copy() it first")
		}
		return
	}
	base := inner.Value
	indexer := ""
	if a, ok := base.(*syntax.Attribute); ok && (a.Attr == "loc" || a.Attr == "iloc") {
		base, indexer = a.Value, a.Attr
	}
	if !p.HasType(base, frame) {
		return
	}
	r := p.Report(s, "")
	rows, column := inner.Slice, outer.Slice
	if isText(p, rows) && !isText(p, column) {
		rows, column = column, rows
	}
	if indexer == "" && isText(p, column) {
		r.Fix(true, "use one loc", rule.Replace(outer, p.Source(base)+".loc["+p.Source(rows)+", "+p.Source(column)+"]"))
	}
}

func isText(p *rule.Pass, x syntax.Expr) bool { _, ok := p.Text(x); return ok }

// filtered tells whether a variable is a part of another frame that a test of
// rows cut out.
func filtered(p *rule.Pass, x syntax.Expr, s syntax.Stmt) bool {
	n, ok := x.(*syntax.Name)
	if !ok {
		return false
	}
	v, ok := p.Value(n).(*syntax.Subscript)
	if !ok || !p.HasType(v.Value, frame) {
		return false
	}
	_, test := v.Slice.(*syntax.Compare)
	return test
}
