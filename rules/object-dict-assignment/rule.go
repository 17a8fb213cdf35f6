// Package check finds writes to the __dict__ of objects.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at assignments, deletions and changing methods.
func Check(p *rule.Pass) {
	for s := range rule.All[*syntax.Assign](p) {
		for _, t := range s.Targets {
			target(p, s, t)
		}
	}
	for s := range rule.All[*syntax.AugAssign](p) {
		target(p, s, s.Target)
	}
	for s := range rule.All[*syntax.Delete](p) {
		for _, t := range s.Targets {
			target(p, s, t)
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		if a, ok := c.Func.(*syntax.Attribute); ok && (a.Attr == "update" || a.Attr == "pop" || a.Attr == "clear" || a.Attr == "setdefault" || a.Attr == "popitem") {
			target(p, c, a.Value)
		}
	}
}

func target(p *rule.Pass, at syntax.Node, x syntax.Expr) {
	if s, ok := x.(*syntax.Subscript); ok {
		x = s.Value
	}
	a, ok := x.(*syntax.Attribute)
	if !ok || a.Attr != "__dict__" || own(p, at, a.Value) || copies(p, at, a.Value) {
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

// own tells whether it is the object's own, in a method that makes or restores
// it, or an object that a copying function makes.
func own(p *rule.Pass, at syntax.Node, x syntax.Expr) bool {
	f, ok := p.Function(at).(*syntax.FunctionDef)
	if !ok {
		return false
	}
	if strings.Contains(strings.ToLower(f.Name), "copy") || f.Name == "__new__" || f.Name == "__reduce__" || f.Name == "clone" {
		n, local := x.(*syntax.Name)
		return local && !isParameter(f, n.ID) || rule.Dotted(x) == "self"
	}
	return rule.Dotted(x) == "self" && p.Class(f) != nil
}

func isParameter(f *syntax.FunctionDef, name string) bool {
	for i := range f.Args.Args {
		if f.Args.Args[i].Name == name {
			return true
		}
	}
	return false
}

// copies tells whether one object gets what another one of its class has: the
// __dict__ of another object, or an object that the function has made without
// calling its class.
func copies(p *rule.Pass, at syntax.Node, x syntax.Expr) bool {
	var from syntax.Node
	switch n := at.(type) {
	case *syntax.Assign:
		from = n.Value
	case *syntax.Call:
		if len(n.Args) == 1 {
			from = n.Args[0]
		}
	}
	found := false
	if from != nil {
		syntax.Walk(from, func(n syntax.Node) bool {
			a, ok := n.(*syntax.Attribute)
			found = found || ok && a.Attr == "__dict__" && rule.Dotted(a.Value) == "self"
			return !found
		})
	}
	made, ok := p.Value(x).(*syntax.Call)
	return found || ok && (rule.LastName(made.Func) == "__new__" || p.Is(made.Func, "copy.copy"))
}
