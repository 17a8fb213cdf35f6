// Package check finds writes to the __dict__ of objects.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at assignments and at methods that write. What only takes something
// away, as one does to empty a cached property, writes nothing past a check.
func Check(p *rule.Pass) {
	for s := range rule.All[*syntax.Assign](p) {
		for _, t := range s.Targets {
			target(p, s, t)
		}
	}
	for s := range rule.All[*syntax.AugAssign](p) {
		target(p, s, s.Target)
	}
	for c := range rule.All[*syntax.Call](p) {
		if a, ok := c.Func.(*syntax.Attribute); ok && (a.Attr == "update" || a.Attr == "setdefault") {
			target(p, c, a.Value)
		}
	}
}

func target(p *rule.Pass, at syntax.Node, x syntax.Expr) {
	if s, ok := x.(*syntax.Subscript); ok {
		x = s.Value
	}
	a, ok := x.(*syntax.Attribute)
	if !ok || a.Attr != "__dict__" || own(p, at, a.Value) || copies(p, at, a.Value) || wraps(p, a.Value) {
		return
	}
	r := p.Report(at, "")
	s, item := at.(*syntax.Assign)
	if !item || len(s.Targets) != 1 {
		return
	}
	if key, ok := s.Targets[0].(*syntax.Subscript); ok {
		r.Fix(false, "set the attribute", rule.Replace(s, "setattr("+p.Source(a.Value)+", "+p.Source(key.Slice)+", "+p.Source(s.Value)+")"))
	}
}

// wraps tells a function of this file, which has no checks to go past, and a
// module, whose namespace that is.
func wraps(p *rule.Pass, x syntax.Expr) bool {
	if n, ok := x.(*syntax.Name); ok {
		for _, b := range p.Bindings(n) {
			switch d := b.Node.(type) {
			case *syntax.FunctionDef:
				return true
			case *syntax.Alias:
				if _, module := p.Parent(d).(*syntax.Import); module {
					return true
				}
			}
		}
	}
	item, ok := x.(*syntax.Subscript)
	return p.HasType(x, "types.ModuleType") || ok && p.Is(item.Value, "sys.modules")
}

// own tells whether it is the object's own, in a method that makes or restores
// it or sets its attributes, or an object that a copying function makes.
func own(p *rule.Pass, at syntax.Node, x syntax.Expr) bool {
	f, ok := p.Function(at).(*syntax.FunctionDef)
	if !ok {
		return false
	}
	switch f.Name {
	case "__get__", "__set__", "__delete__", "__set_name__": // a descriptor keeps its value where its owner keeps the others
		return p.Class(f) != nil
	}
	if strings.Contains(strings.ToLower(f.Name), "copy") || f.Name == "__new__" || f.Name == "__reduce__" || f.Name == "clone" {
		n, local := x.(*syntax.Name)
		return local && !isParameter(f, n.ID) || rule.Dotted(x) == "self"
	}
	return rule.Dotted(x) == "self" // of a property that is written outside of its class, too
}

func isParameter(f *syntax.FunctionDef, name string) bool {
	for i := range f.Args.Args {
		if f.Args.Args[i].Name == name {
			return true
		}
	}
	return false
}

// copies tells whether one object gets what another one has: the __dict__ of
// another object is put into its own, or the function has made it without calling its
// class.
func copies(p *rule.Pass, at syntax.Node, x syntax.Expr) bool {
	var from syntax.Node
	call := false // of update; an assignment makes two objects share one __dict__
	switch n := at.(type) {
	case *syntax.Assign:
		from = n.Value
		if c, ok := n.Value.(*syntax.Call); ok {
			call = rule.LastName(c.Func) == "copy" || rule.LastName(c.Func) == "dict" || rule.LastName(c.Func) == "deepcopy"
		}
	case *syntax.Call:
		if call = len(n.Args) == 1; call {
			from = n.Args[0]
		}
	}
	found := false
	if call && from != nil {
		syntax.Walk(from, func(n syntax.Node) bool {
			a, ok := n.(*syntax.Attribute)
			found = found || ok && a.Attr == "__dict__"
			return !found
		})
	}
	made, ok := p.Value(x).(*syntax.Call)
	return found || ok && (rule.LastName(made.Func) == "__new__" || p.Is(made.Func, "copy.copy"))
}
