// Package check finds comparisons with NaN.
package check

import (
	"slices"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var marks = []string{"numpy.nan", "numpy.NaN", "numpy.NAN", "math.nan", "pandas.NaT", "pandas.NA", "torch.nan"}

// Check looks at comparisons.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Compare](p) {
		left := c.Left
		for i, right := range c.Comparators {
			switch c.Ops[i] {
			case syntax.Eq, syntax.NotEq, syntax.Lt, syntax.Gt, syntax.LtE, syntax.GtE:
				if nan(p, left) || nan(p, right) {
					report(p, c, left, right)
				}
			case syntax.In, syntax.NotIn:
				if list(p, right) {
					p.Report(c, "")
				}
			}
			left = right
		}
	}
}

func report(p *rule.Pass, c *syntax.Compare, left, right syntax.Expr) {
	r := p.Report(c, "")
	if len(c.Ops) != 1 || c.Ops[0] != syntax.Eq && c.Ops[0] != syntax.NotEq {
		return
	}
	value, mark := left, right
	if nan(p, left) {
		value, mark = right, left
	}
	text := ""
	dotted := rule.Dotted(mark)
	switch head, _, _ := strings.Cut(dotted, "."); {
	case p.Is(mark, "numpy.nan", "numpy.NaN") && strings.Contains(dotted, "."):
		text = head + ".isnan(" + p.Source(value) + ")"
	case p.Is(mark, "math.nan") && strings.Contains(dotted, "."):
		text = head + ".isnan(" + p.Source(value) + ")"
	case p.Is(mark, "pandas.NaT", "pandas.NA") && strings.Contains(dotted, "."):
		text = head + ".isna(" + p.Source(value) + ")"
	}
	if text == "" {
		return
	}
	if c.Ops[0] == syntax.NotEq {
		if p.Is(mark, "math.nan") {
			text = "not " + text
		} else {
			text = "~" + text
		}
	}
	r.Fix(true, "ask whether it is NaN", rule.Replace(c, text))
}

// nan tells whether an expression is certainly NaN: written there, imported, or the one
// thing that a name was given. A variable that is NaN on some ways may be compared.
func nan(p *rule.Pass, x syntax.Expr) bool {
	x = p.Value(x)
	switch x := x.(type) {
	case *syntax.Name:
		return slices.ContainsFunc(p.Imports(x), func(name string) bool { return slices.Contains(marks, name) })
	case *syntax.Attribute:
		return p.Is(x, marks...)
	}
	c, ok := x.(*syntax.Call)
	if !ok || len(c.Args) != 1 || !p.Is(c.Func, "builtins.float", "numpy.float64", "numpy.float32") {
		return false
	}
	t, ok := p.Text(c.Args[0])
	return ok && strings.EqualFold(strings.TrimSpace(t), "nan")
}

// list tells whether a display holds NaN itself.
func list(p *rule.Pass, x syntax.Expr) bool {
	for _, e := range syntax.Elements(x) {
		if nan(p, e) {
			return true
		}
	}
	return false
}
