// Package check finds figures that loops leave open.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at figures in loops and in views of web frameworks.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if !p.Is(c.Func, "matplotlib.pyplot.figure", "matplotlib.pyplot.subplots", "matplotlib.pyplot.subplot_mosaic") {
			continue
		}
		body := []syntax.Stmt(nil)
		switch l := p.Loop(c).(type) {
		case *syntax.For:
			body = l.Body
		case *syntax.While:
			body = l.Body
		default:
			if f, ok := p.Function(c).(*syntax.FunctionDef); ok && view(f) {
				body = f.Body
			}
		}
		if body == nil || len(rule.CallsIn(body, "savefig")) == 0 || len(rule.CallsIn(body, "close", "clf", "show")) > 0 || numbered(c) {
			continue
		}
		p.Report(c, "")
	}
}

// view tells whether a function answers requests.
func view(f *syntax.FunctionDef) bool {
	for _, d := range f.Decorators {
		if c, ok := d.(*syntax.Call); ok {
			switch rule.LastName(c.Func) {
			case "route", "get", "post":
				return true
			}
		}
	}
	return false
}

// numbered tells whether the figure is one that exists already.
func numbered(c *syntax.Call) bool {
	return len(c.Args) > 0 && rule.IsConst(c.Args[0], syntax.Int, syntax.Str) && rule.LastName(c.Func) == "figure"
}
