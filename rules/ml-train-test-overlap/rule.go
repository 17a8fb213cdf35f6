// Package check reports rows on both sides of a split.
package check

import (
	"fmt"
	"slices"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports each source once.
func Check(p *rule.Pass) {
	for _, l := range p.Leaks("overlap") {
		p.ReportLeak(l, fmt.Sprintf("%s makes rows of all rows, and they are split afterwards; the model is fitted at %s", l.What, p.Place(l.Fit)), "makes rows of other rows before the split", "the model is fitted to some of them")
	}
	for c := range rule.All[*syntax.Call](p) {
		same(p, c)
	}
}

// metrics compare predictions with what is known.
func metrics() []string {
	return []string{"accuracy_score", "f1_score", "precision_score", "recall_score", "roc_auc_score", "mean_squared_error", "mean_absolute_error", "r2_score", "log_loss", "confusion_matrix", "classification_report", "balanced_accuracy_score", "root_mean_squared_error"}
}

// same looks at models that are judged by the very rows that they were fitted to.
func same(p *rule.Pass, c *syntax.Call) {
	a, ok := c.Func.(*syntax.Attribute)
	if ok && a.Attr == "score" && len(c.Args) == 2 {
		if taught(p, a.Value, c.Args[0], c) {
			p.Report(c, "the model is judged by the rows that it was fitted to")
		}
		return
	}
	if !slices.Contains(metrics(), rule.LastName(c.Func)) {
		return
	}
	for _, x := range c.Args {
		made, ok := p.Value(x).(*syntax.Call)
		if !ok || len(made.Args) != 1 {
			continue
		}
		if m, ok := made.Func.(*syntax.Attribute); ok && (m.Attr == "predict" || m.Attr == "predict_proba") && taught(p, m.Value, made.Args[0], made) {
			p.Report(c, "the model is judged by the rows that it was fitted to")
			return
		}
	}
}

// taught tells whether a model was fitted, with labels, to rows that go by the
// same name, and is judged by no others.
func taught(p *rule.Pass, model, rows syntax.Expr, at *syntax.Call) bool {
	name := rule.Dotted(rows)
	if name == "" || rule.Dotted(model) == "" || strings.Contains(strings.ToLower(name), "train") || strings.Contains(strings.ToLower(name), "test") {
		return false
	}
	fitted, others := false, false
	look := func(c *syntax.Call) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || len(c.Args) == 0 {
			return
		}
		its := rule.Same(a.Value, model)
		switch a.Attr {
		case "fit":
			of := its || assigned(p, c, model)
			fitted = fitted || of && c.Start < at.Start && len(c.Args) >= 2 && rule.Same(c.Args[0], rows)
		case "score", "predict", "predict_proba", "evaluate":
			others = others || its && !rule.Same(c.Args[0], rows)
		}
	}
	rule.EachOwn(p.BodyOf(at), func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok {
			look(c)
			others = others || strings.HasPrefix(rule.LastName(c.Func), "cross_val")
		}
		return true
	})
	return fitted && !others
}

// assigned tells whether model = X().fit(...) is this very call.
func assigned(p *rule.Pass, c *syntax.Call, model syntax.Expr) bool {
	s, ok := p.Parent(c).(*syntax.Assign)
	return ok && len(s.Targets) == 1 && rule.Same(s.Targets[0], model)
}
