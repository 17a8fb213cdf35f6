// Package check finds models that are judged only by the rows that they were fitted on.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at fits with labels, and at everything that judges the same model.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		switch rule.LastName(c.Func) {
		case "cross_val_score", "cross_validate", "cross_val_predict", "KFold", "StratifiedKFold", "GroupKFold", "TimeSeriesSplit", "ShuffleSplit",
			"LeaveOneOut", "RepeatedKFold", "GridSearchCV", "RandomizedSearchCV", "learning_curve", "validation_curve", "permutation_test_score":
			return // the file judges by other means
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "fit" || len(c.Args) != 2 || rule.Dotted(a.Value) == "" || kept(p, a.Value, c) {
			continue
		}
		if judged := onlyTrained(p, a.Value, c); judged != nil {
			p.Report(judged, "")
		}
	}
}

// kept tells whether a model lives on where others may judge it: it is returned, or an
// attribute.
func kept(p *rule.Pass, model syntax.Expr, at syntax.Node) bool {
	if _, plain := model.(*syntax.Name); !plain {
		return true
	}
	found := false
	if f, ok := p.Function(at).(*syntax.FunctionDef); ok {
		rule.EachOwn(f.Body, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Return:
				found = found || n.Value != nil && p.Reads(n.Value, model)
			case *syntax.Yield:
				found = true
			case *syntax.Assign:
				if _, whole := n.Targets[0].(*syntax.Name); !whole {
					found = found || rule.Same(n.Value, model)
				}
			}
			return !found
		})
	}
	return found
}

// onlyTrained is the first judgement of a model, when all of them are about the data of its
// fit.
func onlyTrained(p *rule.Pass, model syntax.Expr, fit *syntax.Call) *syntax.Call {
	var first *syntax.Call
	other := false
	rule.EachOwn(p.BodyOf(fit), func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok || c.Start < fit.End {
			return true
		}
		a, method := c.Func.(*syntax.Attribute)
		switch {
		case method && rule.Same(a.Value, model) && a.Attr == "fit":
			other = other || first == nil
		case method && rule.Same(a.Value, model) && (a.Attr == "score" || a.Attr == "evaluate") && len(c.Args) > 0:
			if !same(p, c.Args[0], fit.Args[0]) {
				other = true
			} else if first == nil {
				first = c
			}
		case method && rule.Same(a.Value, model) && strings.HasPrefix(a.Attr, "predict") && len(c.Args) > 0:
			other = other || !same(p, c.Args[0], fit.Args[0])
		case metric(p, c) && len(c.Args) > 1 && first == nil && same(p, c.Args[0], fit.Args[1]) && predicts(p, c.Args[1], model):
			first = c
		case !method || !rule.Same(a.Value, model):
			for _, x := range c.Args {
				if rule.Same(x, model) {
					other = true // somebody else judges it
				}
			}
		}
		return true
	})
	if other {
		return nil
	}
	return first
}

// metric tells functions that compare labels with predictions.
func metric(p *rule.Pass, c *syntax.Call) bool { return p.Is(c.Func, "sklearn.metrics.*") }

// predicts tells whether a value is what a model predicts.
func predicts(p *rule.Pass, x, model syntax.Expr) bool {
	for {
		s, ok := p.Value(x).(*syntax.Subscript)
		if !ok {
			break
		}
		x = s.Value
	}
	c, ok := p.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	a, ok := c.Func.(*syntax.Attribute)
	return ok && rule.Same(a.Value, model) && strings.HasPrefix(a.Attr, "predict")
}

// same tells whether two expressions are the same data.
func same(p *rule.Pass, a, b syntax.Expr) bool {
	return rule.Same(a, b) || rule.Same(p.Value(a), p.Value(b))
}
