// Package check finds caches on methods and coroutines.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at decorated functions.
func Check(p *rule.Pass) {
	if !p.Mentions("cache") {
		return
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		cached, static := false, false
		for _, d := range f.Decorators {
			x := d
			if c, ok := d.(*syntax.Call); ok {
				x = c.Func
			}
			cached = cached || p.Is(x, "functools.lru_cache", "functools.cache")
			static = static || p.Is(x, "builtins.staticmethod", "builtins.classmethod", "staticmethod", "classmethod")
		}
		if !cached {
			continue
		}
		class, method := p.Parent(f).(*syntax.ClassDef)
		switch {
		case f.Async:
			p.ReportSpan(f.NamePos.Span(), f, "a coroutine can be awaited once: the cached one fails the second time")
		case rule.IsGenerator(f):
			p.ReportSpan(f.NamePos.Span(), f, "a generator can be used once: the cached one is empty the second time")
		case method && !static && len(f.Args.Args) > 0 && f.Name != "__new__" && !p.Subclasses(class, "enum.Enum", "builtins.type"):
			p.ReportSpan(f.NamePos.Span(), f, "")
		}
	}
}
