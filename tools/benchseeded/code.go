package main

import (
	"path"
	"slices"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// file is one file of an application.
type file struct {
	path  string
	tree  *syntax.Tree
	text  string
	names map[string]origin // what the imports at module level bind
	funcs map[string]*function
	// first is where an import may be put: before the first import that is none of
	// __future__, or nowhere.
	first    uint32
	hasFirst bool
}

// origin is what an import binds a name to.
type origin struct{ module, name string }

// function is a function of a module or a method of a class of one.
type function struct {
	in    *file
	def   *syntax.FunctionDef
	class *syntax.ClassDef
	key   string
}

// code is an application as it is written: no more than its syntax.
type code struct {
	files  []*file
	tops   map[string][]*function // functions of modules, by name
	method map[*syntax.ClassDef]map[string]*function
	funcs  []*function
}

// read parses an application. Tests, migrations and what is vendored are not read:
// no request reaches them.
func read(contents map[string]string) *code {
	c := &code{tops: map[string][]*function{}, method: map[*syntax.ClassDef]map[string]*function{}}
	paths := make([]string, 0, len(contents))
	for p := range contents {
		if strings.HasSuffix(p, ".py") && !aside(p) {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	for _, p := range paths {
		c.add(p, contents[p])
	}
	return c
}

// aside tells whether a path is that of a test, a migration, or code of others.
func aside(p string) bool {
	for _, part := range strings.Split(strings.ToLower(p), "/") {
		switch part {
		case "tests", "test", "testing", "migrations", "node_modules", "vendor", "vendored", "docs", "examples", "sandbox", "scripts", "conftest.py", "alembic":
			return true
		}
		if strings.HasPrefix(part, "test_") || strings.HasSuffix(part, "_test.py") || strings.HasSuffix(part, "_tests.py") {
			return true
		}
	}
	return false
}

func (c *code) add(p, content string) {
	tree := syntax.Parse(text.New(p, []byte(content)))
	if len(tree.Errors) > 0 || strings.Contains(content, "\r") || strings.HasPrefix(content, "\ufeff") {
		return
	}
	f := &file{path: p, tree: tree, text: content, names: map[string]origin{}, funcs: map[string]*function{}}
	for _, s := range tree.Body {
		f.imports(s)
		switch s := s.(type) {
		case *syntax.FunctionDef:
			fn := &function{in: f, def: s, key: p + ":" + s.Name}
			f.funcs[s.Name] = fn
			c.tops[s.Name] = append(c.tops[s.Name], fn)
			c.funcs = append(c.funcs, fn)
		case *syntax.ClassDef:
			c.method[s] = map[string]*function{}
			for _, m := range s.Body {
				if d, ok := m.(*syntax.FunctionDef); ok {
					fn := &function{in: f, def: d, class: s, key: p + ":" + s.Name + "." + d.Name}
					c.method[s][d.Name] = fn
					c.funcs = append(c.funcs, fn)
				}
			}
		}
	}
	c.files = append(c.files, f)
}

// imports notes what an import at module level binds.
func (f *file) imports(s syntax.Stmt) {
	note := func(module string) {
		if !f.hasFirst && module != "__future__" {
			f.first, f.hasFirst = s.Span().Start, true
		}
	}
	switch s := s.(type) {
	case *syntax.Import:
		note("")
		for _, a := range s.Names {
			name := a.AsName
			if name == "" {
				name, _, _ = strings.Cut(a.Name, ".")
				f.names[name] = origin{module: name}
				continue
			}
			f.names[name] = origin{module: a.Name}
		}
	case *syntax.ImportFrom:
		note(s.Module)
		module := s.Module
		if s.Level > 0 {
			dir := path.Dir(f.path)
			for range s.Level - 1 {
				dir = path.Dir(dir)
			}
			module = strings.Trim(strings.ReplaceAll(dir, "/", ".")+"."+s.Module, ".")
		}
		for _, a := range s.Names {
			name := a.AsName
			if name == "" {
				name = a.Name
			}
			f.names[name] = origin{module: module, name: a.Name}
		}
	}
}

// from tells whether the file imports from a library.
func (f *file) from(libraries ...string) bool {
	for _, o := range f.names {
		top, _, _ := strings.Cut(o.module, ".")
		if slices.Contains(libraries, top) {
			return true
		}
	}
	return false
}

func (f *file) slice(n syntax.Node) string {
	s := n.Span()
	return f.text[s.Start:s.End]
}

func (f *file) line(offset uint32) int { return 1 + strings.Count(f.text[:offset], "\n") }

// dotted is the module that a file is, as far as its path says.
func (f *file) dotted() string {
	p := strings.TrimSuffix(strings.TrimSuffix(f.path, ".py"), "/__init__")
	return strings.ReplaceAll(p, "/", ".")
}

// called is the one function of the application that a call means by its name, or
// nil: a name of the same module, an imported one, a method of the same class. Names
// that several functions have, and functions that something decorates, are left alone.
func (c *code) called(from *function, call *syntax.Call) *function {
	var to *function
	switch f := call.Func.(type) {
	case *syntax.Name:
		if to = from.in.funcs[f.ID]; to == nil {
			to = c.imported(from.in.names[f.ID])
		}
	case *syntax.Attribute:
		base, ok := f.Value.(*syntax.Name)
		switch {
		case ok && base.ID == "self" && from.class != nil:
			to = c.method[from.class][f.Attr]
		case ok:
			if o, known := from.in.names[base.ID]; known {
				module := o.module
				if o.name != "" {
					module += "." + o.name
				}
				to = c.imported(origin{module, f.Attr})
			}
		}
	}
	if to == nil || to == from || !plainlyCalled(to.def) {
		return nil
	}
	return to
}

// imported is the function of a module of the application.
func (c *code) imported(o origin) *function {
	if o.name == "" {
		return nil
	}
	var found *function
	for _, fn := range c.tops[o.name] {
		d := fn.in.dotted()
		if d == o.module || strings.HasSuffix(d, "."+o.module) {
			if found != nil {
				return nil
			}
			found = fn
		}
	}
	return found
}

// plainlyCalled tells whether a call of the function runs its body: nothing
// decorates it, and it is no generator.
func plainlyCalled(d *syntax.FunctionDef) bool {
	if len(d.Decorators) > 0 {
		return false
	}
	plain := true
	inside(d.Body, func(n syntax.Node) {
		switch n.(type) {
		case *syntax.Yield, *syntax.YieldFrom:
			plain = false
		}
	})
	return plain
}

// inside visits what a body does itself: not what functions and classes within it do.
func inside(body []syntax.Stmt, visit func(syntax.Node)) {
	for _, s := range body {
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n.(type) {
			case *syntax.FunctionDef, *syntax.ClassDef, *syntax.Lambda:
				return false
			}
			visit(n)
			return true
		})
	}
}

// argument is the value that a call gives to each parameter of a function.
func arguments(call *syntax.Call, to *function) map[string]syntax.Expr {
	params := to.def.Args.Args
	if to.class != nil && len(params) > 0 {
		params = params[1:]
	}
	out := map[string]syntax.Expr{}
	for i, a := range call.Args {
		if _, star := a.(*syntax.Starred); star || i >= len(params) || params[i].Kind != syntax.PositionalOrKeyword {
			break
		}
		out[params[i].Name] = a
	}
	for _, k := range call.Keywords {
		for _, p := range params {
			if k.Name == p.Name && p.Kind != syntax.VarKeyword {
				out[k.Name] = k.Value
			}
		}
	}
	return out
}

// callee is the name that a call is made by, and the dotted text before it.
func (f *file) callee(call *syntax.Call) (base, name string) {
	switch fn := call.Func.(type) {
	case *syntax.Name:
		return "", fn.ID
	case *syntax.Attribute:
		return f.slice(fn.Value), fn.Attr
	}
	return "", ""
}
