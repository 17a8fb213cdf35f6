package main

import (
	"strings"

	"leadline/internal/python/syntax"
)

// place is where a dotted name led: a definition with its full name, or a module.
type place struct {
	def  *def
	name string
	mod  *mod
}

// maxDepth bounds chains of imports and aliases.
const maxDepth = 12

// lookup finds a name of a module, through imports and stars.
func (w *world) lookup(module, name string, depth int) (place, bool) {
	m := w.mods[module]
	if m == nil || depth == 0 {
		return place{}, false
	}
	if d := m.defs[name]; d != nil {
		if d.what != isImport {
			return place{def: d, name: module + "." + name}, true
		}
		return w.follow(d, depth)
	}
	for _, s := range m.stars {
		if p, ok := w.lookup(s, name, depth-1); ok && w.public(s, name) {
			return p, true
		}
	}
	if sub := w.mods[module+"."+name]; sub != nil {
		return place{mod: sub, name: sub.name}, true
	}
	return place{}, false
}

func (w *world) follow(d *def, depth int) (place, bool) {
	if d.name == "" {
		m := w.mods[d.module]
		return place{mod: m, name: d.module}, m != nil
	}
	if p, ok := w.lookup(d.module, d.name, depth-1); ok {
		return p, true
	}
	m := w.mods[d.module+"."+d.name]
	return place{mod: m, name: d.module + "." + d.name}, m != nil
}

// public tells whether a star import takes a name along.
func (w *world) public(module, name string) bool {
	if m := w.mods[module]; m != nil && m.exports != nil {
		return m.exports[name]
	}
	return !strings.HasPrefix(name, "_")
}

// dotted resolves an expression that is a dotted name.
func (w *world) dotted(m *mod, x syntax.Expr, depth int) (place, bool) {
	switch n := x.(type) {
	case *syntax.Name:
		if p, ok := w.lookup(m.name, n.ID, depth); ok {
			return p, true
		}
		return w.lookup("builtins", n.ID, depth)
	case *syntax.Attribute:
		p, ok := w.dotted(m, n.Value, depth)
		switch {
		case !ok:
			return place{}, false
		case p.mod != nil:
			return w.lookup(p.mod.name, n.Attr, depth)
		case p.def.what == isClass && p.def.inner[n.Attr] != nil:
			return place{def: p.def.inner[n.Attr], name: p.name + "." + n.Attr}, true
		}
	}
	return place{}, false
}

// types are the classes that an annotation allows.
type types struct {
	names []string
	none  bool // None as well
	open  bool // and others, of which nothing is told
}

func (t types) with(o types) types {
	for _, n := range o.names {
		t = t.add(n)
	}
	t.none, t.open = t.none || o.none, t.open || o.open
	return t
}

func (t types) add(name string) types {
	for _, n := range t.names {
		if n == name {
			return t
		}
	}
	t.names = append(t.names, name)
	return t
}

var open = types{open: true}

// word is how rows write it: a class, one with ? for None as well, or "".
func (t types) word() string {
	if t.open {
		return ""
	}
	switch {
	case len(t.names) == 0 && t.none:
		return "builtins.NoneType"
	case len(t.names) == 1 && t.none:
		return t.names[0] + "?"
	case len(t.names) == 1:
		return t.names[0]
	}
	for _, n := range t.names {
		if n != "builtins.int" && n != "builtins.float" && n != "builtins.bool" {
			return ""
		}
	}
	if len(t.names) == 0 {
		return ""
	}
	if t.none {
		return "builtins.float?"
	}
	return "builtins.float"
}

// reader reads annotations where they stand.
type reader struct {
	w      *world
	mod    *mod
	within []string
	self   string // the class around, for Self
	around *def   // ... and its definition, whose names stand for themselves
	base   bool   // bases of a class are read
}

func (r *reader) of(x syntax.Expr, depth int) types {
	if depth == 0 {
		return open
	}
	switch n := x.(type) {
	case *syntax.Constant:
		return r.literal(n, depth)
	case *syntax.BinOp:
		return r.of(n.Left, depth).with(r.of(n.Right, depth))
	case *syntax.Name, *syntax.Attribute:
		return r.named(x, depth)
	case *syntax.Subscript:
		return r.subscript(n, depth)
	}
	return open
}

// literal is None, or an annotation in quotes.
func (r *reader) literal(c *syntax.Constant, depth int) types {
	if c.Kind == syntax.None {
		return types{none: true}
	}
	text, ok := c.Text()
	if c.Kind != syntax.Str || !ok {
		return open
	}
	var in syntax.Exprs
	return r.of(in.Parse([]byte(text)), depth-1)
}

func (r *reader) named(x syntax.Expr, depth int) types {
	if n, ok := x.(*syntax.Name); ok {
		for _, p := range r.within {
			if n.ID == p {
				return open
			}
		}
	}
	if n, ok := x.(*syntax.Name); ok && r.around != nil {
		if in := r.around.inner[n.ID]; in != nil && in.what == isClass {
			return types{names: []string{r.self + "." + n.ID}}
		}
	}
	p, ok := r.w.dotted(r.mod, x, depth)
	if !ok || p.mod != nil {
		return open
	}
	switch special(p.name) {
	case "Self":
		if r.self != "" {
			return types{names: []string{r.self}}
		}
		return open
	case "LiteralString", "Text":
		return types{names: []string{"builtins.str"}}
	}
	switch p.def.what {
	case isClass:
		if abstract(p.name) || !r.base && (container(p.name) || r.w.callable(p.def, maxDepth)) {
			return open
		}
		return types{names: []string{r.w.call(p.name)}}
	case isAlias:
		in := reader{w: r.w, mod: p.def.mod, within: p.def.within}
		return in.of(p.def.expr, depth-1)
	}
	return open
}

// special is the name of something of typing.
func special(name string) string {
	for _, m := range []string{"typing.", "typing_extensions."} {
		if rest, ok := strings.CutPrefix(name, m); ok {
			return rest
		}
	}
	return ""
}

// container tells of the language's own containers: what is in one is known of those
// that the analysis saw being made, and nothing of one that a stub only names.
func container(name string) bool {
	switch name {
	case "builtins.list", "builtins.dict", "builtins.tuple", "builtins.set", "builtins.frozenset":
		return true
	}
	return false
}

// callable tells whether the instances of a class are called: what a decorator
// makes stands for the function that it was given.
func (w *world) callable(d *def, depth int) bool {
	if d.inner["__call__"] != nil {
		return true
	}
	for _, b := range d.class.Bases {
		if p, ok := w.dotted(d.mod, b, depth); ok && depth > 0 && p.def != nil && p.def.what == isClass && w.callable(p.def, depth-1) {
			return true
		}
	}
	return false
}

// abstract tells of classes that say what something can do and not what it is.
func abstract(name string) bool {
	for _, m := range []string{"typing.", "typing_extensions.", "collections.abc.", "_typeshed.", "_collections_abc."} {
		if strings.HasPrefix(name, m) {
			return true
		}
	}
	return name == "builtins.object" || name == "builtins.type" || name == "builtins.function"
}

func (r *reader) subscript(n *syntax.Subscript, depth int) types {
	p, ok := r.w.dotted(r.mod, n.Value, depth)
	if !ok || p.mod != nil {
		return open
	}
	args := []syntax.Expr{n.Slice}
	if t, ok := n.Slice.(*syntax.Tuple); ok {
		args = t.Elts
	}
	switch special(p.name) {
	case "Optional":
		return r.of(args[0], depth).with(types{none: true})
	case "Union":
		out := types{}
		for _, a := range args {
			out = out.with(r.of(a, depth))
		}
		return out
	case "Literal":
		return literals(args)
	case "Annotated", "ClassVar", "Final", "Required", "NotRequired", "ReadOnly":
		return r.of(args[0], depth)
	case "Coroutine":
		return r.of(args[len(args)-1], depth)
	case "Awaitable":
		return r.of(args[0], depth)
	}
	return r.named(n.Value, depth)
}

func literals(args []syntax.Expr) types {
	out := types{}
	for _, a := range args {
		c, ok := a.(*syntax.Constant)
		if !ok {
			return open
		}
		switch c.Kind {
		case syntax.Str:
			out = out.add("builtins.str")
		case syntax.Bytes:
			out = out.add("builtins.bytes")
		case syntax.Int:
			out = out.add("builtins.int")
		case syntax.True, syntax.False:
			out = out.add("builtins.bool")
		case syntax.None:
			out.none = true
		default:
			return open
		}
	}
	return out
}

// yields is what a function's result gives when it is iterated, or entered where a
// decorator makes a context manager of it.
func (r *reader) yields(x syntax.Expr, depth int) types {
	n, ok := x.(*syntax.Subscript)
	if !ok {
		return open
	}
	p, ok := r.w.dotted(r.mod, n.Value, depth)
	if !ok {
		return open
	}
	switch special(p.name) {
	case "Iterator", "Iterable", "Generator", "AsyncIterator", "AsyncIterable", "AsyncGenerator", "Sequence", "Collection":
	default:
		return open
	}
	item := n.Slice
	if t, ok := item.(*syntax.Tuple); ok && len(t.Elts) > 0 {
		item = t.Elts[0]
	}
	return r.of(item, depth)
}
