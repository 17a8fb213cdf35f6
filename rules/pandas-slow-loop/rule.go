// Package check finds loops over rows and frames that grow.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at iterrows, and at concat onto the same name in loops.
func Check(p *rule.Pass) {
	for l := range rule.All[*syntax.For](p) {
		c, ok := l.Iter.(*syntax.Call)
		if !ok || rule.LastName(c.Func) != "iterrows" {
			continue
		}
		r := p.Report(c, "")
		if t, ok := l.Target.(*syntax.Tuple); ok && len(t.Elts) == 2 && written(l.Body, rule.Dotted(t.Elts[1])) {
			r.Medium()
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		if byRow(p, c) {
			p.Report(c, "")
		}
		if p.Loop(c) == nil || !p.Is(c.Func, "pandas.concat", "numpy.append", "numpy.concatenate", "numpy.vstack", "numpy.hstack") {
			continue
		}
		s, ok := p.Parent(c).(*syntax.Assign)
		if !ok || len(c.Args) == 0 {
			continue
		}
		name := rule.Dotted(s.Targets[0])
		if name != "" && grows(c.Args[0], name) {
			p.Report(c, "each turn copies everything: collect the parts and join them once")
		}
	}
}

// written tells whether the loop writes to its row, which is a copy.
func written(body []syntax.Stmt, row string) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Assign); ok {
			for _, t := range a.Targets {
				if s, ok := t.(*syntax.Subscript); ok && rule.Dotted(s.Value) == row {
					found = true
				}
			}
		}
		return !found
	})
	return found
}

// grows tells whether the first argument is, or holds, the name itself.
func grows(x syntax.Expr, name string) bool {
	switch x := x.(type) {
	case *syntax.List:
		for _, e := range x.Elts {
			if rule.Dotted(e) == name {
				return true
			}
		}
		return false
	case *syntax.Tuple:
		for _, e := range x.Elts {
			if rule.Dotted(e) == name {
				return true
			}
		}
		return false
	}
	return rule.Dotted(x) == name
}

// byRow tells whether a lambda is applied to each row that only computes.
func byRow(p *rule.Pass, c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	axis, _ := p.Number(rule.Keyword(c, "axis"))
	name, _ := p.Text(rule.Keyword(c, "axis"))
	if !ok || a.Attr != "apply" || len(c.Args) == 0 || axis != 1 && name != "columns" {
		return false
	}
	f, ok := c.Args[0].(*syntax.Lambda)
	if !ok {
		return false
	}
	plain := true
	syntax.Walk(f.Body, func(n syntax.Node) bool {
		if _, called := n.(*syntax.Call); called {
			plain = false
		}
		return plain
	})
	return plain
}
