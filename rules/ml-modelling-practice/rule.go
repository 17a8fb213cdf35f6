// Package check finds doubtful choices around a model.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// distances are the estimators of scikit-learn that go by the size of features.
func distances() map[string]bool {
	return map[string]bool{
		"SVC": true, "SVR": true, "NuSVC": true, "NuSVR": true, "OneClassSVM": true, "LinearSVC": true, "LinearSVR": true,
		"KNeighborsClassifier": true, "KNeighborsRegressor": true, "RadiusNeighborsClassifier": true,
		"PCA": true, "KernelPCA": true, "KMeans": true, "MiniBatchKMeans": true, "DBSCAN": true, "SpectralClustering": true, "AgglomerativeClustering": true,
		"MLPClassifier": true, "MLPRegressor": true, "SGDClassifier": true, "SGDRegressor": true,
	}
}

// choices are the parameters that decide what an estimator does, and have no good default.
func choices() map[string]string {
	return map[string]string{
		"KMeans": "n_clusters", "MiniBatchKMeans": "n_clusters", "DBSCAN": "eps", "SpectralClustering": "n_clusters", "AgglomerativeClustering": "n_clusters",
		"SVC": "C", "SVR": "C", "KNeighborsClassifier": "n_neighbors", "KNeighborsRegressor": "n_neighbors", "MLPClassifier": "hidden_layer_sizes",
		"MLPRegressor": "hidden_layer_sizes", "Lasso": "alpha", "Ridge": "alpha", "ElasticNet": "alpha",
	}
}

// Check looks at estimators that are fitted, and at what compares them.
func Check(p *rule.Pass) {
	if strings.HasPrefix(p.Module, "sklearn.") {
		return // the library hands on what it is given
	}
	scaled, searched := scales(p)
	far, chosen := distances(), choices()
	for c := range rule.All[*syntax.Call](p) {
		name := rule.LastName(c.Func)
		if !p.Is(c.Func, "sklearn.*") || rule.Open(c) || !fitted(p, c) {
			continue
		}
		switch {
		case far[name] && !scaled:
			p.Report(c, "")
		case chosen[name] != "" && !searched && untouched(c):
			p.Report(c, "`"+chosen[name]+"` is left at its default, which knows nothing of this data: choose it, or search for it")
		}
	}
	compare(p)
}

// scales tells whether a file scales features anywhere, and whether it searches for
// parameters.
func scales(p *rule.Pass) (scaled, searched bool) {
	scaled = p.Mentions("Scaler", "make_pipeline", "Pipeline", "ColumnTransformer", "normalize", "Normalizer", "Vectorizer", "PowerTransformer", "QuantileTransformer",
		"zscore", ".std(", "/ 255", "/255", "load_digits", "make_blobs", "make_moons", "make_circles", "make_classification", "scale(", "embed", "load_iris")
	return scaled, p.Mentions("SearchCV", "optuna", "cross_val_score", "validation_curve", "hyperopt")
}

// fitted tells whether an estimator is kept in a variable, or fitted where it is made.
func fitted(p *rule.Pass, c *syntax.Call) bool {
	switch up := p.Parent(c).(type) {
	case *syntax.Attribute:
		return strings.HasPrefix(up.Attr, "fit")
	case *syntax.Assign:
		for _, s := range rule.CallsIn(p.BodyOf(c), "fit", "fit_predict", "fit_transform") {
			if a, ok := s.Func.(*syntax.Attribute); ok && rule.Same(a.Value, up.Targets[0]) {
				return true
			}
		}
	}
	return false
}

// untouched tells whether an estimator is made without any choice.
func untouched(c *syntax.Call) bool {
	if len(c.Args) > 0 {
		return false
	}
	for i := range c.Keywords {
		switch c.Keywords[i].Name {
		case "random_state", "n_jobs", "verbose":
		default:
			return false
		}
	}
	return true
}

// compare looks at files that judge several models by metrics of one threshold alone.
func compare(p *rule.Pass) {
	var first *syntax.Call
	models := map[string]bool{}
	for c := range rule.All[*syntax.Call](p) {
		switch {
		case p.Is(c.Func, "sklearn.metrics.accuracy_score", "sklearn.metrics.precision_score", "sklearn.metrics.recall_score", "sklearn.metrics.f1_score"):
			if first == nil {
				first = c
			}
			if made, ok := p.Value(rule.ArgumentOf(c, 1, "y_pred")).(*syntax.Call); ok {
				if a, ok := made.Func.(*syntax.Attribute); ok && a.Attr == "predict" {
					models[rule.Dotted(a.Value)] = true
				}
			}
		case p.Is(c.Func, "sklearn.metrics.*"):
			switch rule.LastName(c.Func) {
			case "confusion_matrix", "classification_report", "ConfusionMatrixDisplay":
			default:
				return // a curve, a loss, or a metric for something else
			}
		}
	}
	if len(models) > 1 {
		p.Report(first, "models are compared by metrics of one threshold alone: add one of the whole curve, such as `roc_auc_score`")
	}
}
