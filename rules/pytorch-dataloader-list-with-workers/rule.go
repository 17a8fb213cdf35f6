// Package check finds data loaders whose workers copy a list.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at DataLoader with workers.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if !p.Is(c.Func, "torch.utils.data.DataLoader", "torch.utils.data.dataloader.DataLoader") {
			continue
		}
		workers := rule.ArgumentOf(c, 5, "num_workers")
		data := rule.ArgumentOf(c, 0, "dataset")
		if workers == nil || data == nil {
			continue
		}
		if n, ok := p.Number(workers); !ok || n <= 0 {
			continue
		}
		if p.HasType(data, "builtins.list", "builtins.dict") || keepsList(p, data) {
			p.Report(c, "")
		}
	}
}

// keepsList tells whether the data set is of a class of this file whose
// __init__ stores a list that it builds.
func keepsList(p *rule.Pass, x syntax.Expr) bool {
	call, ok := p.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	n, ok := call.Func.(*syntax.Name)
	if !ok {
		return false
	}
	for _, b := range p.Bindings(n) {
		class, ok := b.Node.(*syntax.ClassDef)
		init := rule.Method(class, "__init__")
		if !ok || init == nil {
			continue
		}
		found := false
		rule.EachOwn(init.Body, func(n syntax.Node) bool {
			a, ok := n.(*syntax.Assign)
			if !ok {
				return true
			}
			_, attribute := a.Targets[0].(*syntax.Attribute)
			switch v := a.Value.(type) {
			case *syntax.ListComp, *syntax.DictComp:
				found = found || attribute
			case *syntax.Call:
				found = found || attribute && (p.Is(v.Func, "builtins.list") || rule.LastName(v.Func) == "readlines" || rule.LastName(v.Func) == "tolist")
			}
			return true
		})
		return found
	}
	return false
}
