// Package check finds operations that differ from run to run.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at calls by name, at most of them in files that use a GPU.
func Check(p *rule.Pass) {
	if enabled(p, p.Tree.Body, nil, 2) {
		return
	}
	gpu := p.Mentions("cuda", "to_sparse")
	for c := range rule.All[*syntax.Call](p) {
		if anywhere(c) && !enabled(p, p.BodyOf(c), c, 2) {
			p.Report(c, "the result differs from run to run on any device, where indices come twice: use_deterministic_algorithms(True) is not called")
			continue
		}
		if !gpu {
			continue
		}
		if p.Is(c.Func, "torch.bincount", "torch.histc", "torch.kthvalue", "torch.index_add", "torch.scatter_add", "torch.cumsum", "torch.index_put", "torch.median") || sparse(p, c) || method(p, c) {
			if !enabled(p, p.BodyOf(c), c, 2) {
				p.Report(c, "")
			}
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
	}
	return false
}

// anywhere tells methods that have no fixed order on the processor either.
func anywhere(c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok {
		return false
	}
	switch a.Attr {
	case "index_copy", "index_copy_":
		return true
	case "index_put", "index_put_", "put_":
		x := rule.Keyword(c, "accumulate")
		return x != nil && !rule.IsConst(x, syntax.False)
	}
	return false
}

// sparse tells whether bmm gets a sparse operand.
func sparse(p *rule.Pass, c *syntax.Call) bool {
	if !p.Is(c.Func, "torch.bmm") {
		return false
	}
	for _, a := range c.Args {
		if made, ok := p.Value(a).(*syntax.Call); ok && len(rule.LastName(made.Func)) > 8 && rule.LastName(made.Func)[:9] == "to_sparse" {
			return true
		}
	}
	return false
}

// enabled tells whether a body switches determinism on, itself or in a function of
// the file that it calls, before a place.
func enabled(p *rule.Pass, body []syntax.Stmt, before syntax.Node, depth int) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok || before != nil && c.Start > before.Span().Start {
			return !found
		}
		switch rule.LastName(c.Func) {
		case "use_deterministic_algorithms", "set_deterministic":
			found = true
		}
		if f := p.Called(c); f != nil && depth > 0 && !found {
			found = enabled(p, f.Body, nil, depth-1)
		}
		return !found
	})
	return found
}
