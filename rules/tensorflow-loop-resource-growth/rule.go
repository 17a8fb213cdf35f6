// Package check finds models, graphs and tensors that grow turn by turn.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at what loops make.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		loop := p.Loop(c)
		if loop == nil {
			continue
		}
		switch {
		case makes(p, c):
			if body := bodyOf(loop); !clears(p, body) && !p.Mentions("clear_session") {
				p.Report(c, "")
			}
		case p.Is(c.Func, "tensorflow.function") && len(c.Args) > 0:
			p.Report(c, "every turn makes a function that is traced anew: make it once, before the loop")
		case p.Is(c.Func, "tensorflow.concat", "tensorflow.stack") && traced(p, c):
			if s, ok := p.Parent(c).(*syntax.Assign); ok && len(s.Targets) == 1 && grows(c, s.Targets[0]) {
				p.Report(c, "the tensor is copied in every turn of the graph's loop: write into a `tf.TensorArray`")
			}
		}
	}
}

// makes tells whether a call makes a Keras model, by itself or in a function of the file
// that returns one.
func makes(p *rule.Pass, c *syntax.Call) bool {
	if model(p, c) {
		return true
	}
	f := p.Called(c)
	if f == nil {
		return false
	}
	found := false
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		r, ok := n.(*syntax.Return)
		if ok && r.Value != nil {
			made, called := p.Value(r.Value).(*syntax.Call)
			found = found || called && model(p, made)
		}
		return !found
	})
	return found
}

func model(p *rule.Pass, c *syntax.Call) bool {
	return p.Is(c.Func, "tensorflow.keras.Sequential", "tensorflow.keras.models.Sequential", "keras.Sequential", "keras.models.Sequential",
		"tensorflow.keras.Model", "tensorflow.keras.models.Model", "keras.Model", "keras.models.Model")
}

func bodyOf(loop syntax.Stmt) []syntax.Stmt { return syntax.Bodies(loop)[0] }

// clears tells whether a turn forgets the models of those before.
func clears(p *rule.Pass, body []syntax.Stmt) bool {
	return len(rule.CallsIn(body, "clear_session", "reset_default_graph")) > 0
}

// traced tells whether the code around a node becomes a graph.
func traced(p *rule.Pass, n syntax.Node) bool {
	f, ok := p.Function(n).(*syntax.FunctionDef)
	if !ok {
		return false
	}
	for _, d := range f.Decorators {
		if c, ok := d.(*syntax.Call); ok {
			d = c.Func
		}
		if p.Is(d, "tensorflow.function") {
			return true
		}
	}
	return false
}

// grows tells whether what is assigned holds the variable's old value.
func grows(c *syntax.Call, target syntax.Expr) bool {
	if len(c.Args) == 0 {
		return false
	}
	found := false
	syntax.Walk(c.Args[0], func(n syntax.Node) bool {
		e, ok := n.(syntax.Expr)
		found = found || ok && rule.Same(e, target)
		return !found
	})
	return found
}
