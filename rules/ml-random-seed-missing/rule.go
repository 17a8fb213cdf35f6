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
