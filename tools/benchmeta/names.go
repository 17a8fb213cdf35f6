package main

import (
	"strings"

	"leadline/internal/python/syntax"
)

// What the transformations ask of names. All of it errs on the side of leaving a name
// alone.

// bodies are the outermost functions of a file: those of the module and the methods of
// its classes.
func (s *source) bodies() (out []*syntax.FunctionDef) {
	for _, st := range s.tree.Body {
		switch st := st.(type) {
		case *syntax.FunctionDef:
			out = append(out, st)
		case *syntax.ClassDef:
			for _, m := range st.Body {
				if d, ok := m.(*syntax.FunctionDef); ok {
					out = append(out, d)
				}
			}
		}
	}
	return out
}

// walk visits everything in statements.
func walk(body []syntax.Stmt, visit func(syntax.Node) bool) {
	for _, st := range body {
		syntax.Walk(st, visit)
	}
}

// own visits what a body does itself, not what functions within it do.
func own(body []syntax.Stmt, visit func(syntax.Node)) {
	walk(body, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.FunctionDef, *syntax.ClassDef, *syntax.Lambda:
			return false
		}
		visit(n)
		return true
	})
}

// binders are the names that a file or a part of it binds in a way that is not a Name:
// parameters, imports, handlers, patterns, definitions, declarations.
func binders(nodes func(func(syntax.Node) bool)) map[string]bool {
	out := map[string]bool{}
	nodes(func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Arg:
			out[n.Name] = true
		case *syntax.Alias:
			name, _, _ := strings.Cut(n.Name, ".")
			out[name], out[n.AsName] = true, true
		case *syntax.ExceptHandler:
			out[n.Name] = true
		case *syntax.FunctionDef:
			out[n.Name] = true
		case *syntax.ClassDef:
			out[n.Name] = true
		case *syntax.Global:
			for _, name := range n.Names {
				out[name] = true
			}
		case *syntax.MatchAs:
			out[n.Name] = true
		case *syntax.MatchStar:
			out[n.Name] = true
		case *syntax.MatchMapping:
			out[n.Rest] = true
		case *syntax.TypeParam:
			out[n.Name] = true
		}
		return true
	})
	return out
}

// assigned are the names that a body binds by assignments, loops and the like.
func assigned(body []syntax.Stmt) map[string]bool {
	out := map[string]bool{}
	own(body, func(n syntax.Node) {
		for _, t := range syntax.Targets(n) {
			syntax.EachBound(t, func(name string) { out[name] = true })
		}
	})
	return out
}

// uses lists the Names of an identifier in a part of a tree.
func uses(nodes func(func(syntax.Node) bool), id string) (out []*syntax.Name) {
	nodes(func(n syntax.Node) bool {
		if x, ok := n.(*syntax.Name); ok && x.ID == id {
			out = append(out, x)
		}
		return true
	})
	return out
}

// speaks tells whether a part of a tree has one of some Names.
func speaks(nodes func(func(syntax.Node) bool), ids ...string) bool {
	for _, id := range ids {
		if len(uses(nodes, id)) > 0 {
			return true
		}
	}
	return false
}

func of(n syntax.Node) func(func(syntax.Node) bool) {
	return func(visit func(syntax.Node) bool) { syntax.Walk(n, visit) }
}

func ofBody(body []syntax.Stmt) func(func(syntax.Node) bool) {
	return func(visit func(syntax.Node) bool) { walk(body, visit) }
}

// mentioned tells whether any file of the program, beside the Names of one, speaks of an
// identifier: as an attribute, an import, or in a text.
func (p *program) mentioned(besides *source, id string) bool {
	found := false
	for _, s := range p.files {
		if s.tree == nil {
			found = found || strings.Contains(s.text, id)
			continue
		}
		s.tree.Walk(func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Attribute:
				found = found || n.Attr == id
			case *syntax.Constant:
				found = found || n.Kind == syntax.Str && strings.Contains(n.Source(), id)
			case *syntax.Alias:
				found = found || s != besides && (n.Name == id || n.AsName == id)
			case *syntax.Name:
				found = found || s != besides && n.ID == id
			}
			return !found
		})
	}
	return found
}

// indent is the white space before a statement, if it stands alone on its line.
func (s *source) indent(at uint32) (string, bool) {
	begin := strings.LastIndexByte(s.text[:at], '\n') + 1
	white := s.text[begin:at]
	return white, strings.Trim(white, " \t") == ""
}

// lineStart is where the line of a place begins.
func (s *source) lineStart(at uint32) uint32 {
	return uint32(strings.LastIndexByte(s.text[:at], '\n') + 1)
}

// begin is where a statement begins, with what decorates it.
func begin(st syntax.Stmt) uint32 {
	switch st := st.(type) {
	case *syntax.FunctionDef:
		if len(st.Decorators) > 0 { // behind the @
			return st.Decorators[0].Span().Start - 1
		}
	case *syntax.ClassDef:
		if len(st.Decorators) > 0 {
			return st.Decorators[0].Span().Start - 1
		}
	}
	return st.Span().Start
}

// firstReal is the first statement of a body behind a docstring, if there is one.
func firstReal(body []syntax.Stmt) syntax.Stmt {
	for i, st := range body {
		if e, ok := st.(*syntax.ExprStmt); ok && i == 0 {
			if c, ok := e.Value.(*syntax.Constant); ok && c.Kind == syntax.Str {
				continue
			}
		}
		return st
	}
	return nil
}
