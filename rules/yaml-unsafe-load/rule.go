// Package check finds loaders of the project that derive from unsafe ones.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep is for what loads: who writes builds nothing.
func Keep(p *rule.Pass, n syntax.Node) bool {
	a, ok := p.Parent(n).(*syntax.Attribute)
	return !ok || a.Attr != "dump" && a.Attr != "dump_all"
}

// Check looks at the loaders given to load and load_all.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if !p.Is(c.Func, "yaml.load", "yaml.load_all") {
			continue
		}
		name, ok := rule.ArgumentOf(c, 1, "Loader").(*syntax.Name)
		if !ok {
			continue
		}
		list := p.Bindings(name)
		if len(list) != 1 {
			continue
		}
		class, ok := list[0].Node.(*syntax.ClassDef)
		if ok && p.Subclasses(class, "yaml.Loader", "yaml.UnsafeLoader", "yaml.FullLoader", "yaml.CLoader", "yaml.CFullLoader", "yaml.CUnsafeLoader", "yaml.loader.Loader", "yaml.loader.UnsafeLoader", "yaml.loader.FullLoader") {
			p.Report(c, "yaml.load builds any object that the text names: "+name.ID+" derives from a loader that does")
		}
	}
}
