// Package check finds definitions that are overwritten unused.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// definition is a name that a statement of a list defines.
type definition struct {
	node syntax.Node
	name string
}

// Check looks at the lists of statements of modules, classes and functions.
func Check(p *rule.Pass) {
	list(p, p.Tree.Body)
	for c := range rule.All[*syntax.ClassDef](p) {
		list(p, c.Body)
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		list(p, f.Body)
	}
}

func list(p *rule.Pass, body []syntax.Stmt) {
	open := map[string]definition{}
	for _, s := range body {
		for _, d := range defined(s) {
			old, ok := open[d.name]
			if ok && !uses(s, d.name, d.node) {
				at := old.node.Span()
				if f, ok := old.node.(*syntax.FunctionDef); ok {
					at = f.NamePos.Span()
				} else if c, ok := old.node.(*syntax.ClassDef); ok {
					at = c.NamePos.Span()
				}
				r := p.ReportSpan(at, old.node, "`"+d.name+"` is defined again before anything uses it")
				if _, alias := old.node.(*syntax.Alias); !alias {
					r.Fix(false, "delete the first one", p.Removal(old.node))
				}
			}
		}
		if len(open) > 0 {
			forget(s, open)
		}
		for _, d := range defined(s) {
			if plain(s) {
				open[d.name] = d
			} else {
				delete(open, d.name)
			}
		}
	}
}

// forget closes the definitions that a statement mentions.
func forget(s syntax.Stmt, open map[string]definition) {
	syntax.Walk(s, func(c syntax.Node) bool {
		switch c := c.(type) {
		case *syntax.Name:
			delete(open, c.ID)
		case *syntax.Constant:
			if t, ok := c.Text(); ok && c.Kind == syntax.Str && len(t) < 100 {
				delete(open, t)
			}
		case *syntax.Global:
			for _, g := range c.Names {
				delete(open, g)
			}
		}
		return true
	})
}

// defined lists what a statement defines by def, class or import.
func defined(s syntax.Stmt) []definition {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		return []definition{{s, s.Name}}
	case *syntax.ClassDef:
		return []definition{{s, s.Name}}
	case *syntax.Import:
		var out []definition
		for i := range s.Names {
			a := &s.Names[i]
			if a.AsName != "" {
				out = append(out, definition{a, a.AsName})
			} else if !strings.Contains(a.Name, ".") {
				out = append(out, definition{a, a.Name})
			}
		}
		return out
	case *syntax.ImportFrom:
		var out []definition
		for i := range s.Names {
			a := &s.Names[i]
			name := a.AsName
			if name == "" {
				name = a.Name
			}
			if name != "*" {
				out = append(out, definition{a, name})
			}
		}
		return out
	}
	return nil
}

// plain tells whether a definition does nothing but bind its name.
func plain(s syntax.Stmt) bool {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		return len(s.Decorators) == 0 && s.Name != "_"
	case *syntax.ClassDef:
		return len(s.Decorators) == 0 && s.Name != "_"
	}
	return true
}

// uses tells whether a new definition refers to the old one: in its decorators,
// defaults or bases, or in its body.
func uses(s syntax.Stmt, name string, n syntax.Node) bool {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		for _, d := range s.Decorators {
			return d != nil // a decorator may keep the old one
		}
	case *syntax.ClassDef:
		for _, b := range s.Bases {
			if mentions(b, name) {
				return true
			}
		}
	}
	return mentionsInside(s, name) || n == nil
}

func mentionsInside(s syntax.Stmt, name string) bool {
	if c, ok := s.(*syntax.ClassDef); ok {
		for _, b := range c.Body {
			if mentions(b, name) {
				return true
			}
		}
	}
	return false
}

// mentions tells whether a node reads a name anywhere, as a name or in a text.
func mentions(n syntax.Node, name string) bool {
	found := false
	syntax.Walk(n, func(c syntax.Node) bool {
		switch c := c.(type) {
		case *syntax.Name:
			found = found || c.ID == name
		case *syntax.Constant:
			if t, ok := c.Text(); ok && t == name {
				found = true
			}
		case *syntax.Global:
			for _, g := range c.Names {
				found = found || g == name
			}
		}
		return !found
	})
	return found
}
