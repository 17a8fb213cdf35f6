// Package check finds Keras models whose loss expects another last layer.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at models that are compiled with a cross-entropy.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "compile" || rule.Open(c) {
			continue
		}
		kind, logits, known := entropy(p, rule.ArgumentOf(c, 1, "loss"))
		layer := last(p, a.Value, c)
		if !known || layer == nil {
			continue
		}
		activation, sure := activationOf(p, layer)
		units, counted := p.Number(rule.ArgumentOf(layer, 0, "units"))
		switch {
		case !sure:
		case logits && (activation == "softmax" || activation == "sigmoid"):
			p.Report(c, "the last layer applies "+activation+", and the loss does it again: leave out `from_logits=True`, or the activation")
		case !logits && activation == "linear":
			p.Report(c, "the last layer gives logits, and the loss expects probabilities: say `from_logits=True`, or give it an activation")
		case activation == "softmax" && counted && units == 1:
			p.Report(c, "softmax over one unit is always 1: use sigmoid")
		case kind == "categorical" && activation == "sigmoid" && counted && units > 1:
			p.Report(c, "the outputs of sigmoid are no distribution over classes, which this loss expects: use softmax")
		}
	}
}

// entropy tells which cross-entropy a loss is, and whether it takes logits.
func entropy(p *rule.Pass, x syntax.Expr) (kind string, logits, known bool) {
	if x == nil {
		return "", false, false
	}
	name, ok := p.Text(x)
	if !ok {
		x = p.Value(x)
		if c, made := x.(*syntax.Call); made {
			if rule.Open(c) {
				return "", false, false
			}
			from := rule.ArgumentOf(c, 0, "from_logits")
			logits = rule.IsConst(from, syntax.True)
			if from != nil && !logits && !rule.IsConst(from, syntax.False) {
				return "", false, false
			}
			x = c.Func
		}
		if name = rule.LastName(x); !p.Is(x, "tensorflow.keras.*", "keras.*", "tensorflow.python.keras.*") {
			return "", false, false
		}
	}
	switch strings.ToLower(strings.ReplaceAll(name, "_", "")) {
	case "categoricalcrossentropy", "sparsecategoricalcrossentropy":
		return "categorical", logits, true
	case "binarycrossentropy":
		return "binary", logits, true
	}
	return "", false, false
}

// last is the last layer of a model, as far as it is written in one place; nil where that is
// not known.
func last(p *rule.Pass, model syntax.Expr, compile *syntax.Call) *syntax.Call {
	made, ok := p.Value(model).(*syntax.Call)
	if !ok {
		return nil
	}
	switch rule.LastName(made.Func) {
	case "Sequential":
		if added := additions(p, model, compile); len(added) > 0 {
			layer, _ := p.Value(added[len(added)-1]).(*syntax.Call)
			return layer
		}
		if list, ok := p.Value(rule.ArgumentOf(made, 0, "layers")).(*syntax.List); ok && len(list.Elts) > 0 {
			layer, _ := p.Value(list.Elts[len(list.Elts)-1]).(*syntax.Call)
			return layer
		}
	case "Model":
		if applied, ok := p.Value(rule.ArgumentOf(made, 1, "outputs")).(*syntax.Call); ok {
			layer, _ := p.Value(applied.Func).(*syntax.Call)
			return layer
		}
	}
	return nil
}

// additions are the layers that are added to a model before it is compiled.
func additions(p *rule.Pass, model syntax.Expr, compile *syntax.Call) (out []syntax.Expr) {
	for _, c := range rule.CallsIn(p.BodyOf(compile), "add") {
		if a, ok := c.Func.(*syntax.Attribute); ok && len(c.Args) == 1 && rule.Same(a.Value, model) && c.End < compile.Start {
			out = append(out, c.Args[0])
		}
	}
	return out
}

// activationOf is the activation that a layer ends with; "linear" for a plain Dense.
func activationOf(p *rule.Pass, layer *syntax.Call) (name string, sure bool) {
	if rule.Open(layer) {
		return "", false
	}
	var x syntax.Expr
	switch rule.LastName(layer.Func) {
	case "Softmax":
		return "softmax", true
	case "Activation":
		x = rule.ArgumentOf(layer, 0, "activation")
	case "Dense":
		if x = rule.ArgumentOf(layer, 1, "activation"); x == nil || rule.IsConst(x, syntax.None) {
			return "linear", true
		}
	default:
		return "", false
	}
	if text, ok := p.Text(x); ok {
		return text, true
	}
	return rule.LastName(x), x != nil && p.Is(x, "tensorflow.*", "keras.*")
}
