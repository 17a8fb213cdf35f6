// Package check finds fits on the test part of a split.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at fits on variables that a split gives.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || len(c.Args) == 0 || a.Attr != "fit" && a.Attr != "fit_transform" && a.Attr != "fit_resample" {
			continue
		}
		n, ok := table(c.Args[0])
		if !ok || !(test(n.ID) && fromSplit(p, n) || second(p, n)) {
			continue
		}
		r := p.Report(c, "")
		if a.Attr == "fit_transform" && len(c.Args) == 1 {
			r.Fix(true, "only transform", rule.Edit{Span: rule.SpanOf(a.End-uint32(len(a.Attr)), a.End), Text: "transform"})
		}
	}
}

// test tells names of test and validation parts.
func test(name string) bool {
	for _, w := range rule.SplitWords(name) {
		switch w {
		case "test", "val", "valid", "validation", "holdout", "te":
			return true
		case "train", "tr":
			return false
		}
	}
	return strings.HasSuffix(strings.ToLower(name), "test")
}

// fromSplit tells whether one of the variable's values is a part of a split, or
// of another part of that name.
func fromSplit(p *rule.Pass, n *syntax.Name) bool {
	for _, b := range p.Bindings(n) {
		s, ok := p.Statement(b.Node).(*syntax.Assign)
		if !ok {
			continue
		}
		found := false
		syntax.Walk(s.Value, func(x syntax.Node) bool {
			if c, ok := x.(*syntax.Call); ok {
				found = found || p.Is(c.Func, "sklearn.model_selection.train_test_split") || rule.LastName(c.Func) == "train_test_split"
			}
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

// table is the variable that a value is cut out of.
func table(x syntax.Expr) (*syntax.Name, bool) {
	for {
		switch v := x.(type) {
		case *syntax.Name:
			return v, true
		case *syntax.Subscript:
			x = v.Value
		case *syntax.Attribute:
			if v.Attr != "values" && v.Attr != "iloc" && v.Attr != "loc" {
				return nil, false
			}
			x = v.Value
		default:
			return nil, false
		}
	}
}

// second tells whether a variable is only ever the second one of a pair that a
// split gives: the part for the test.
func second(p *rule.Pass, n *syntax.Name) bool {
	list := p.Bindings(n)
	if len(list) != 1 {
		return false
	}
	s, ok := p.Statement(list[0].Node).(*syntax.Assign)
	if !ok || len(s.Targets) != 1 {
		return false
	}
	c, called := s.Value.(*syntax.Call)
	targets, unpacked := s.Targets[0].(*syntax.Tuple)
	if !called || !unpacked || rule.LastName(c.Func) != "train_test_split" {
		return false
	}
	for i, t := range targets.Elts {
		if name, ok := t.(*syntax.Name); ok && name.ID == n.ID {
			return i%2 == 1
		}
	}
	return false
}
