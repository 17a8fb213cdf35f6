// Package check finds code that Python refuses although it parses.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at each construct by itself.
func Check(p *rule.Pass) {
	if p.Gaps() {
		return
	}
	outside(p)
	for f := range rule.All[*syntax.FunctionDef](p) {
		params(p, f.Args)
		names(p, f)
	}
	for l := range rule.All[*syntax.Lambda](p) {
		params(p, l.Args)
	}
	for c := range rule.All[*syntax.Call](p) {
		seen := map[string]bool{}
		for i := range c.Keywords {
			k := &c.Keywords[i]
			if k.Name != "" && seen[k.Name] {
				p.Report(k, "the argument `"+k.Name+"` is given twice")
			}
			seen[k.Name] = true
		}
	}
	for c := range rule.All[*syntax.ClassDef](p) {
		for i, b := range c.Bases {
			for _, o := range c.Bases[:i] {
				if rule.Dotted(b) != "" && rule.Same(b, o) {
					p.Report(b, "the base class stands twice")
				}
			}
		}
	}
	for r := range rule.All[*syntax.Raise](p) {
		if r.Exc == nil && !handled(p, r) {
			p.Report(r, "a bare raise outside of an except clause has nothing to raise")
		}
	}
}

func params(p *rule.Pass, a *syntax.Arguments) {
	seen := map[string]bool{}
	for i := range a.Args {
		if seen[a.Args[i].Name] && a.Args[i].Name != "" {
			p.Report(&a.Args[i], "the parameter `"+a.Args[i].Name+"` stands twice")
		}
		seen[a.Args[i].Name] = true
	}
}

// outside finds return, yield and await where they cannot be.
func outside(p *rule.Pass) {
	for r := range rule.All[*syntax.Return](p) {
		if enclosing(p, r) == nil {
			p.Report(r, "return outside of a function")
		}
	}
	for y := range rule.All[*syntax.Yield](p) {
		if enclosing(p, y) == nil {
			p.Report(y, "yield outside of a function")
		}
	}
	for y := range rule.All[*syntax.YieldFrom](p) {
		switch f := enclosing(p, y).(type) {
		case nil:
			p.Report(y, "yield outside of a function")
		case *syntax.FunctionDef:
			if f.Async {
				p.Report(y, "yield from in a function that is async")
			}
		}
	}
	for a := range rule.All[*syntax.Await](p) {
		switch f := enclosing(p, a).(type) {
		case *syntax.FunctionDef:
			if !f.Async {
				p.Report(a, "await in a function that is not async")
			}
		case *syntax.Lambda:
			p.Report(a, "await in a lambda")
		}
	}
	for s := range rule.All[*syntax.Break](p) {
		jump(p, s, "break")
	}
	for s := range rule.All[*syntax.Continue](p) {
		jump(p, s, "continue")
	}
}

// enclosing is the function whose body holds a node, a class between them not
// counted out.
func enclosing(p *rule.Pass, n syntax.Node) syntax.Node {
	for up := p.Parent(n); up != nil; up = p.Parent(up) {
		switch up.(type) {
		case *syntax.FunctionDef:
			return p.Function(n)
		case *syntax.Lambda:
			return p.Function(n)
		case *syntax.ClassDef:
			return nil
		}
	}
	return nil
}

func jump(p *rule.Pass, n syntax.Node, what string) {
	if p.Loop(n) == nil {
		p.Report(n, what+" outside of a loop")
	}
}

// names finds a name that is used before its global declaration, and nonlocal
// names that no function around has.
func names(p *rule.Pass, f *syntax.FunctionDef) {
	declared := map[string]uint32{}
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		if g, ok := n.(*syntax.Global); ok {
			for _, name := range g.Names {
				declared[name] = g.Start
				if g.Nonlocal && p.Function(f) == nil {
					p.Report(g, "nonlocal `"+name+"`: no function around has it")
				}
			}
		}
		return true
	})
	if len(declared) == 0 {
		return
	}
	done := map[string]bool{}
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		if x, ok := n.(*syntax.Name); ok && !done[x.ID] {
			if at, ok := declared[x.ID]; ok && x.Start < at {
				done[x.ID] = true
				p.Report(x, "`"+x.ID+"` is used before it is declared global")
			}
		}
		return true
	})
}

// handled tells whether a raise stands in a handler, or in a function, which a
// handler may call.
func handled(p *rule.Pass, n syntax.Node) bool {
	for up := p.Parent(n); up != nil; up = p.Parent(up) {
		switch up.(type) {
		case *syntax.ExceptHandler, *syntax.FunctionDef:
			return true
		case *syntax.Try:
			continue
		}
	}
	return false
}
