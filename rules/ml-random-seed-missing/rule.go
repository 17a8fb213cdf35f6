// Package check finds randomised steps without a seed.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func randomised() []string {
	return []string{"sklearn.model_selection.train_test_split", "sklearn.model_selection.ShuffleSplit", "sklearn.model_selection.StratifiedShuffleSplit",
		"sklearn.ensemble.RandomForestClassifier", "sklearn.ensemble.RandomForestRegressor", "sklearn.ensemble.ExtraTreesClassifier",
		"sklearn.ensemble.GradientBoostingClassifier", "sklearn.ensemble.GradientBoostingRegressor", "sklearn.cluster.KMeans", "sklearn.cluster.MiniBatchKMeans",
		"sklearn.neural_network.MLPClassifier", "sklearn.neural_network.MLPRegressor", "sklearn.utils.shuffle", "sklearn.utils.resample",
		"sklearn.manifold.TSNE", "sklearn.linear_model.SGDClassifier", "sklearn.decomposition.NMF", "sklearn.mixture.GaussianMixture"}
}

// Check looks at calls of the functions and classes.
func Check(p *rule.Pass) {
	if p.Mentions("random.seed(", "set_seed") {
		return
	}
	shared(p)
	workers(p)
	known := randomised()
	for c := range rule.All[*syntax.Call](p) {
		folds := p.Is(c.Func, "sklearn.model_selection.KFold", "sklearn.model_selection.StratifiedKFold") && isTrue(rule.Keyword(c, "shuffle"))
		if !folds && !p.Is(c.Func, known...) || rule.Open(c) && rule.Keyword(c, "random_state") == nil {
			continue
		}
		x := rule.Keyword(c, "random_state")
		if x != nil && !rule.IsConst(x, syntax.None) || isFalse(rule.Keyword(c, "shuffle")) {
			continue
		}
		r := p.Report(c, "")
		if x != nil {
			r.Fix(false, "fix the seed", rule.Replace(x, "0"))
		} else if len(c.Args)+len(c.Keywords) == 0 {
			r.Fix(false, "fix the seed", rule.Insert(c.End-1, "random_state=0"))
		} else {
			r.Fix(false, "fix the seed", rule.Insert(end(c), ", random_state=0"))
		}
	}
}

// shared looks at programs and notebooks that draw from a library's own generator
// and seed it nowhere: one finding for each library, at the first draw. Modules
// leave that to the program that imports them.
func shared(p *rule.Pass) {
	if p.Notebook == nil && !p.Mentions("__main__") {
		return
	}
	for _, lib := range [...]struct {
		message string
		seeds   []string
		draws   []string
	}{
		{"numbers are drawn that differ from run to run: set numpy.random.seed, or draw from numpy.random.default_rng with a seed", []string{"default_rng(", "RandomState("},
			[]string{"numpy.random.rand", "numpy.random.randn", "numpy.random.randint", "numpy.random.random", "numpy.random.random_sample", "numpy.random.choice", "numpy.random.shuffle",
				"numpy.random.permutation", "numpy.random.normal", "numpy.random.uniform"}},
		{"numbers are drawn that differ from run to run: call torch.manual_seed", []string{"manual_seed(", "manual_seed_all(", "seed_everything("},
			[]string{"torch.rand", "torch.randn", "torch.randint", "torch.randperm", "torch.normal", "torch.bernoulli", "torch.multinomial", "torch.rand_like", "torch.randn_like"}},
	} {
		if p.Mentions(lib.seeds...) {
			continue
		}
		for c := range rule.All[*syntax.Call](p) {
			if p.Is(c.Func, lib.draws...) && rule.Keyword(c, "generator") == nil {
				p.Report(c, lib.message)
				break
			}
		}
	}
}

// workers looks at loaders whose workers draw from generators that nobody seeds.
func workers(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if !p.Is(c.Func, "torch.utils.data.DataLoader") || rule.Open(c) {
			continue
		}
		n := rule.Keyword(c, "num_workers")
		if n == nil || rule.Keyword(c, "worker_init_fn") != nil || rule.Keyword(c, "generator") != nil {
			continue
		}
		if v, ok := p.Number(n); ok && v == 0 {
			continue
		}
		p.Report(c, "what the workers draw differs from run to run: pass worker_init_fn and generator")
	}
}

// end is where the last argument ends.
func end(c *syntax.Call) uint32 {
	var out uint32
	for _, a := range c.Args {
		out = max(out, a.Span().End)
	}
	for i := range c.Keywords {
		out = max(out, c.Keywords[i].End)
	}
	return out
}

func isTrue(x syntax.Expr) bool  { return x != nil && rule.IsConst(x, syntax.True) }
func isFalse(x syntax.Expr) bool { return x != nil && rule.IsConst(x, syntax.False) }
