package main

import (
	"strings"

	"leadline/internal/model"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// world is all modules that stubs were read of.
type world struct {
	known  *model.Set
	mods   map[string]*mod
	chosen map[string]string // what the models call a thing, by the name of its definition
}

// mod is a module of stubs.
type mod struct {
	name    string
	pack    bool // an __init__
	source  bool
	defs    map[string]*def
	order   []string
	stars   []string
	exports map[string]bool // __all__; nil where there is none
}

// what a name of a module or class is.
type what uint8

const (
	isClass what = iota
	isFunc
	isValue  // annotated
	isAlias  // another name of something, or of a union of types
	isImport // of a module (name == "") or of a name of one
)

// def is a definition in a stub.
type def struct {
	what     what
	class    *syntax.ClassDef
	funcs    []*syntax.FunctionDef // more than one when it is overloaded
	expr     syntax.Expr           // annotation of a value, what an alias stands for
	module   string
	name     string
	exported bool
	inner    map[string]*def // of a class
	order    []string
	mod      *mod
	within   []string // names of the type parameters around it
}

func newWorld(known *model.Set) *world {
	return &world{known: known, mods: map[string]*mod{}, chosen: map[string]string{}}
}

func (w *world) addModule(name string, f *text.File, source bool) {
	if w.mods[name] != nil {
		return // the first package that has it is believed
	}
	m := &mod{name: name, pack: strings.HasSuffix(f.Path, "/__init__.pyi") || strings.HasSuffix(f.Path, "/__init__.py"), source: source, defs: map[string]*def{}}
	w.mods[name] = m
	s := scope{mod: m, defs: m.defs, order: &m.order}
	s.read(syntax.Parse(f).Body)
}

// scope is the body that is read: of a module, or of a class.
type scope struct {
	mod    *mod
	defs   map[string]*def
	order  *[]string
	class  *syntax.ClassDef
	within []string
}

func (s *scope) read(body []syntax.Stmt) {
	for _, st := range body {
		switch x := st.(type) {
		case *syntax.If:
			s.branch(x)
		case *syntax.Try:
			s.read(x.Body)
		case *syntax.ClassDef:
			s.readClass(x)
		case *syntax.FunctionDef:
			s.readFunc(x)
		case *syntax.AnnAssign:
			s.annotated(x)
		case *syntax.Assign:
			s.assigned(x)
		case *syntax.AugAssign:
			if n, ok := x.Target.(*syntax.Name); ok && n.ID == "__all__" && s.class == nil {
				s.export(x.Value)
			}
		case *syntax.TypeAlias:
			if n, ok := x.Name.(*syntax.Name); ok {
				s.add(n.ID, &def{what: isAlias, expr: x.Value})
			}
		case *syntax.Import:
			s.imports(x)
		case *syntax.ImportFrom:
			s.importsFrom(x)
		}
	}
}

// branch reads the side of a test that holds for a current Python on Linux, or
// both where the test asks for something else.
func (s *scope) branch(x *syntax.If) {
	holds, known := current(x.Test)
	if holds || !known {
		s.read(x.Body)
	}
	if !holds || !known {
		s.read(x.Orelse)
	}
}

func (s *scope) add(name string, d *def) *def {
	if old := s.defs[name]; old != nil {
		if old.what == isFunc && d.what == isFunc {
			old.funcs = append(old.funcs, d.funcs...)
		}
		return old
	}
	d.mod, d.within = s.mod, s.within
	s.defs[name] = d
	*s.order = append(*s.order, name)
	return d
}

func (s *scope) readClass(x *syntax.ClassDef) {
	d := s.add(x.Name, &def{what: isClass, class: x})
	if d.class != x {
		return
	}
	d.inner = map[string]*def{}
	within := s.within
	for i := range x.TypeParams {
		within = append(within[:len(within):len(within)], x.TypeParams[i].Name)
	}
	in := scope{mod: s.mod, defs: d.inner, order: &d.order, class: x, within: within}
	in.read(x.Body)
}

func (s *scope) readFunc(x *syntax.FunctionDef) {
	for _, dec := range x.Decorators {
		if a, ok := dec.(*syntax.Attribute); ok && (a.Attr == "setter" || a.Attr == "deleter") {
			return
		}
	}
	if s.class == nil || !isProperty(x) {
		s.add(x.Name, &def{what: isFunc, funcs: []*syntax.FunctionDef{x}})
		return
	}
	s.add(x.Name, &def{what: isValue, expr: x.Returns})
}

// isProperty tells whether a method is read as an attribute.
func isProperty(x *syntax.FunctionDef) bool {
	for _, dec := range x.Decorators {
		switch n := lastName(dec); n {
		case "property", "cached_property", "abstractproperty", "DynamicClassAttribute", "hybrid_property", "classproperty":
			return true
		}
	}
	return false
}

func lastName(x syntax.Expr) string {
	switch n := x.(type) {
	case *syntax.Name:
		return n.ID
	case *syntax.Attribute:
		return n.Attr
	case *syntax.Call:
		return lastName(n.Func)
	}
	return ""
}

func (s *scope) annotated(x *syntax.AnnAssign) {
	n, ok := x.Target.(*syntax.Name)
	if !ok {
		return
	}
	switch {
	case n.ID == "__all__" && s.class == nil:
		s.export(x.Value)
	case lastName(x.Annotation) == "TypeAlias" && x.Value != nil:
		s.add(n.ID, &def{what: isAlias, expr: x.Value})
	default:
		s.add(n.ID, &def{what: isValue, expr: x.Annotation})
	}
}

func (s *scope) assigned(x *syntax.Assign) {
	for _, t := range x.Targets {
		n, ok := t.(*syntax.Name)
		if !ok {
			continue
		}
		if n.ID == "__all__" && s.class == nil {
			s.export(x.Value)
			continue
		}
		switch x.Value.(type) {
		case *syntax.Name, *syntax.Attribute, *syntax.Subscript, *syntax.BinOp:
			s.add(n.ID, &def{what: isAlias, expr: x.Value})
		default: // a TypeVar, or a value of which the stub says no type
			s.add(n.ID, &def{what: isValue})
		}
	}
}

// export notes the names of __all__.
func (s *scope) export(x syntax.Expr) {
	if s.mod.exports == nil {
		s.mod.exports = map[string]bool{}
	}
	var items []syntax.Expr
	switch l := x.(type) {
	case *syntax.List:
		items = l.Elts
	case *syntax.Tuple:
		items = l.Elts
	case *syntax.BinOp:
		s.export(l.Left)
		s.export(l.Right)
	}
	for _, e := range items {
		if c, ok := e.(*syntax.Constant); ok {
			if t, ok := c.Text(); ok {
				s.mod.exports[t] = true
			}
		}
	}
}

func (s *scope) imports(x *syntax.Import) {
	for _, a := range x.Names {
		switch {
		case a.AsName != "":
			s.add(a.AsName, &def{what: isImport, module: a.Name})
		default:
			root, _, _ := strings.Cut(a.Name, ".")
			s.add(root, &def{what: isImport, module: root})
		}
	}
}

func (s *scope) importsFrom(x *syntax.ImportFrom) {
	from := s.mod.absolute(x.Module, x.Level)
	for _, a := range x.Names {
		if a.Name == "*" {
			s.mod.stars = append(s.mod.stars, from)
			continue
		}
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		s.add(name, &def{what: isImport, module: from, name: a.Name, exported: a.AsName == a.Name || s.mod.source})
	}
}

// absolute is the module that a relative import names.
func (m *mod) absolute(name string, level int) string {
	if level == 0 {
		return name
	}
	parts := strings.Split(m.name, ".")
	if m.pack {
		level--
	}
	parts = parts[:max(len(parts)-level, 0)]
	if name != "" {
		parts = append(parts, name)
	}
	return strings.Join(parts, ".")
}

// current decides the tests that stubs make of the version and the platform.
func current(x syntax.Expr) (holds, known bool) {
	c, ok := x.(*syntax.Compare)
	if !ok || len(c.Comparators) != 1 {
		if n := lastName(x); n == "TYPE_CHECKING" {
			return true, true
		}
		return false, false
	}
	switch lastName(c.Left) {
	case "version_info":
		t, ok := c.Comparators[0].(*syntax.Tuple)
		if !ok || len(t.Elts) < 1 {
			return false, false
		}
		newer := newerThan(t.Elts)
		switch c.Ops[0] {
		case syntax.GtE, syntax.Gt:
			return !newer, true
		case syntax.Lt, syntax.LtE:
			return newer, true
		}
	case "platform":
		p, ok := c.Comparators[0].(*syntax.Constant)
		if !ok {
			return false, false
		}
		name, _ := p.Text()
		return (name == "linux") == (c.Ops[0] == syntax.Eq), true
	}
	return false, false
}

// minor is the Python 3 that stubs are read for.
const minor = 13

// newerThan tells whether a version is newer than that.
func newerThan(parts []syntax.Expr) bool {
	want := []int64{3, minor}
	for i, p := range parts[:min(len(parts), 2)] {
		c, ok := p.(*syntax.Constant)
		if !ok {
			return false
		}
		if n, _ := c.Int(); n != want[i] {
			return n > want[i]
		}
	}
	return false
}
