// Package check finds operations that differ from run to run.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at calls by name, in files that use a GPU.
func Check(p *rule.Pass) {
	if !p.Mentions("cuda") || p.Mentions("use_deterministic_algorithms", "set_deterministic") {
		return
	}
	for c := range rule.All[*syntax.Call](p) {
		if p.Is(c.Func, "torch.bincount", "torch.histc", "torch.kthvalue", "torch.index_add", "torch.scatter_add", "torch.cumsum", "torch.index_put") || method(p, c) {
			p.Report(c, "")
		}
	}
}

// method tells names of methods that only tensors have.
func method(p *rule.Pass, c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok || p.Is(a.Value, "torch") {
		return false
	}
	switch a.Attr {
	case "index_add_", "scatter_add_", "scatter_add", "index_add", "bincount", "histc", "kthvalue":
		return true
	case "put_":
		return rule.Keyword(c, "accumulate") != nil
	}
	return false
}
