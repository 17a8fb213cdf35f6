// Package check finds softmax in front of a loss that applies it.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func losses() []string {
	var out []string
	for _, module := range []string{"tensorflow.nn.", "tensorflow.compat.v1.nn."} {
		for _, f := range []string{"softmax_cross_entropy_with_logits", "softmax_cross_entropy_with_logits_v2", "sparse_softmax_cross_entropy_with_logits"} {
			out = append(out, module+f)
		}
	}
	return out
}

// Check looks at the logits of the functions, and at Keras losses.
func Check(p *rule.Pass) {
	known := losses()
	for c := range rule.All[*syntax.Call](p) {
		compiled(p, c)
	}
	for c := range rule.All[*syntax.Call](p) {
		var logits syntax.Expr
		switch {
		case p.Is(c.Func, known...):
			logits = rule.ArgumentOf(c, 1, "logits")
		case p.Is(c.Func, "tensorflow.keras.losses.categorical_crossentropy", "tensorflow.keras.losses.sparse_categorical_crossentropy") && isTrue(rule.Keyword(c, "from_logits")):
			logits = rule.ArgumentOf(c, 1, "y_pred")
		default:
			made, ok := p.Value(c.Func).(*syntax.Call)
			if ok && p.Is(made.Func, "tensorflow.keras.losses.CategoricalCrossentropy", "tensorflow.keras.losses.SparseCategoricalCrossentropy") && isTrue(rule.Keyword(made, "from_logits")) {
				logits = rule.ArgumentOf(c, 1, "y_pred")
			}
		}
		if logits == nil {
			continue
		}
		s, ok := p.Value(logits).(*syntax.Call)
		if !ok || !p.Is(s.Func, "tensorflow.nn.softmax", "tensorflow.keras.activations.softmax", "tensorflow.compat.v1.nn.softmax") {
			continue
		}
		r := p.Report(c, "")
		if syntax.Expr(s) == logits && len(s.Args) == 1 {
			r.Fix(true, "give it the logits", rule.Replace(s, p.Source(s.Args[0])))
		}
	}
}

func isTrue(x syntax.Expr) bool { return x != nil && rule.IsConst(x, syntax.True) }

// compiled looks at models whose last layer is a softmax and whose loss wants
// logits.
func compiled(p *rule.Pass, c *syntax.Call) {
	a, ok := c.Func.(*syntax.Attribute)
	loss, called := p.Value(rule.Keyword(c, "loss")).(*syntax.Call)
	if !ok || !called || a.Attr != "compile" || !isTrue(rule.Keyword(loss, "from_logits")) {
		return
	}
	model, ok := p.Value(a.Value).(*syntax.Call)
	if !ok || rule.LastName(model.Func) != "Sequential" || len(model.Args) == 0 {
		return
	}
	layers, ok := p.Value(model.Args[0]).(*syntax.List)
	if !ok || len(layers.Elts) == 0 {
		return
	}
	last, ok := p.Value(layers.Elts[len(layers.Elts)-1]).(*syntax.Call)
	if !ok {
		return
	}
	activation := rule.Keyword(last, "activation")
	text, _ := p.Text(activation)
	if rule.LastName(last.Func) == "Softmax" || text == "softmax" || rule.LastName(activation) == "softmax" {
		p.Report(c, "the last layer applies softmax, and the loss does it again")
	}
}
