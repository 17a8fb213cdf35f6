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
