// Package check finds random numbers of TensorFlow without a seed.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func random() []string {
	var out []string
	for _, f := range []string{"normal", "uniform", "truncated_normal", "gamma", "poisson", "categorical", "shuffle"} {
		out = append(out, "tensorflow.random."+f)
	}
	for _, f := range []string{"GlorotUniform", "GlorotNormal", "HeNormal", "HeUniform", "RandomNormal", "RandomUniform", "TruncatedNormal"} {
		out = append(out, "tensorflow.keras.initializers."+f, "keras.initializers."+f)
	}
	return out
}

func seeds() []string {
	return []string{"tensorflow.random.set_seed", "tensorflow.keras.utils.set_random_seed", "keras.utils.set_random_seed", "tensorflow.compat.v1.set_random_seed", "tensorflow.set_random_seed"}
}

// Check looks for a seed in the same function, in the module, and in functions
// that are called from there.
func Check(p *rule.Pass) {
	known, seed := random(), seeds()
	module := seeded(p, p.Tree.Body, seed, 2)
	reported := map[syntax.Node]bool{}
	for c := range rule.All[*syntax.Call](p) {
		if !p.Is(c.Func, known...) || rule.Keyword(c, "seed") != nil {
			continue
		}
		around := p.Function(c)
		if module || around != nil && seeded(p, p.BodyOf(c), seed, 2) || reported[around] {
			continue
		}
		reported[around] = true
		p.Report(c, "").SeedCell(c, seedCell(c))
	}
}

// seedCell is the text of a cell that sets the seed, in the words that the
// notebook has for the library.
func seedCell(c *syntax.Call) string {
	root := c.Func
	for {
		a, ok := root.(*syntax.Attribute)
		if !ok {
			break
		}
		root = a.Value
	}
	if name, ok := root.(*syntax.Name); ok && root != c.Func && (name.ID == "tf" || name.ID == "tensorflow") {
		return name.ID + ".random.set_seed(0)"
	}
	return "import tensorflow as tf\ntf.random.set_seed(0)"
}

func seeded(p *rule.Pass, body []syntax.Stmt, seed []string, depth int) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok || found {
			return !found
		}
		if p.Is(c.Func, seed...) {
			found = true
		} else if f := p.Called(c); f != nil && depth > 0 {
			found = seeded(p, f.Body, seed, depth-1)
		}
		return !found
	})
	return found
}
