// Package check looks at where the names come from that attributes are set by.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep leaves out names that the program has fixed, though data came along with them: those
// of the fields of a class or a form, and a function's own keywords, which its callers wrote.
func Keep(p *rule.Pass, n syntax.Node) bool {
	c, ok := n.(*syntax.Call)
	if !ok {
		return true
	}
	if p.Is(c.Func, "builtins.setattr") {
		return !fixed(p, rule.ArgumentOf(c, 1, ""))
	}
	for i := range c.Keywords {
		if k := &c.Keywords[i]; k.Name == "" && !ownKeywords(p, k.Value) {
			return true
		}
	}
	for _, a := range c.Args {
		if _, list := a.(*syntax.Starred); !list {
			return true
		}
	}
	return false
}

// fixed tells whether a name is one of what the program declares.
func fixed(p *rule.Pass, x syntax.Expr) bool {
	if _, ok := x.(*syntax.Attribute); ok {
		return true
	}
	name, ok := x.(*syntax.Name)
	if !ok {
		return false
	}
	for _, b := range p.Bindings(name) {
		over := iterated(p, b.Node)
		if over == nil {
			continue
		}
		said := p.Source(over) + " " + origin(p, root(over))
		for _, w := range []string{"__dict__", "fields", "field_names", "columns", "cleaned_data", ".load(", "_meta", "dir(", "vars("} {
			if strings.Contains(said, w) {
				return true
			}
		}
	}
	return false
}

// iterated is what the loop goes over that sets a variable, or nil.
func iterated(p *rule.Pass, n syntax.Node) syntax.Expr {
	for ; n != nil; n = p.Parent(n) {
		if loop, ok := n.(*syntax.For); ok {
			return loop.Iter
		}
		if _, ok := n.(syntax.Stmt); ok {
			return nil
		}
	}
	return nil
}

// origin is the text of what gives a variable its values, whole or in parts.
func origin(p *rule.Pass, x syntax.Expr) string {
	name, ok := x.(*syntax.Name)
	if !ok {
		return p.Source(p.Value(x))
	}
	said := ""
	for _, b := range p.Bindings(name) {
		if s, ok := p.Statement(b.Node).(*syntax.Assign); ok {
			said += " " + p.Source(s.Value)
		}
	}
	return said
}

// root is what a chain of attributes and calls begins with.
func root(x syntax.Expr) syntax.Expr {
	for {
		switch v := x.(type) {
		case *syntax.Attribute:
			x = v.Value
		case *syntax.Call:
			if a, ok := v.Func.(*syntax.Attribute); ok {
				x = a.Value
				continue
			}
			if len(v.Args) == 0 {
				return x
			}
			x = v.Args[0]
		default:
			return x
		}
	}
}

// ownKeywords tells whether what is spread is the function's own **kwargs.
func ownKeywords(p *rule.Pass, x syntax.Expr) bool {
	name, ok := x.(*syntax.Name)
	f, in := p.Function(x).(*syntax.FunctionDef)
	if !ok || !in {
		return false
	}
	for i := range f.Args.Args {
		if a := &f.Args.Args[i]; a.Kind == syntax.VarKeyword && a.Name == name.ID {
			return true
		}
	}
	return false
}
