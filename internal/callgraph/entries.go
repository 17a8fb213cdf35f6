package callgraph

import (
	"maps"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Entry is a body that a framework calls.
type Entry struct {
	Fn    value.FuncID
	Model *model.Entrypoint
	// Clean are the parameters that the route's converters make safe.
	Clean map[string]bool
	// Types are library types of parameters, by position.
	Types map[int]string
	// Segment are the parameters that are one segment of the address: whatever
	// they are, there is no slash in them.
	Segment map[string]bool
	// Named are the parameters that its routes name, nil where a route is not known: to
	// the others the framework gives what the program says.
	Named map[string]bool
	// Silent is set when what it returns is no answer of the kind that its model
	// says: the decorator does not ask for that.
	Silent bool
	// Literal is set when its routes are known and none has a parameter.
	Literal bool
}

// entriesOf finds what a body registers: functions that it decorates or hands
// to a registering call.
func entriesOf(f *value.Facts, w *value.World) []Entry {
	var out []Entry
	fn := f.IR
	for i := range fn.Instrs {
		c := f.CallAt(ir.Value(i))
		if c == nil || c.Call == nil {
			continue
		}
		for _, name := range calledNames(c, w) {
			if fn.Instrs[i].Sub == ir.CallDecorator {
				e := w.Prog.Models.Entry(strings.TrimSuffix(name, "()"))
				if e != nil && e.Decorates != nil && len(c.Call.Args) == 1 {
					found := registered(f, w, c.Call.Args[0].Val, e.Decorates, routeText(f, w, fn.Instrs[i].A))
					for k := range found {
						found[k].Silent = !asksFor(f, w, fn.Instrs[i].A, e.Decorates)
					}
					out = append(out, found...)
				}
			}
			if e := w.Prog.Models.Entry(name); e != nil {
				for k := range e.Registers {
					out = append(out, registration(f, w, c, &e.Registers[k], e.Injects != nil)...)
				}
			}
		}
	}
	return out
}

// calledNames are the dotted names of what a call calls: of libraries, and of the
// project where its models speak of that.
func calledNames(c *value.CallFact, w *value.World) []string {
	var out []string
	for _, n := range c.Ext {
		out = append(out, w.Prog.Syms.Text(n))
	}
	if w.Prog.Models.Project() {
		for k := range c.Targets {
			out = append(out, w.Prog.Funcs[c.Targets[k].Fn].Qualname())
		}
	}
	return out
}

// registration finds what a call registers; where the framework calls a class for an
// instance of it, that is what makes it ready.
func registration(f *value.Facts, w *value.World, c *value.CallFact, reg *model.Registration, made bool) []Entry {
	var arg *value.CallArg
	if reg.Arg.Pos >= 0 {
		arg = c.Call.Arg(reg.Arg.Pos)
	}
	for _, n := range reg.Arg.Names {
		if arg == nil {
			arg = c.Call.Keyword(w.Prog.Syms.Name(n))
		}
	}
	if arg == nil && made {
		arg = &value.CallArg{Val: value.AskedClasses(f.IR, f.Vals, c.Call.At)}
	}
	if arg == nil {
		return nil
	}
	route := ""
	if a := c.Call.Arg(0); a != nil {
		route = constText(w, a.Val)
	}
	out := registered(f, w, arg.Val, &reg.Entrypoint, route)
	for _, class := range viewClasses(f, arg) {
		out = append(out, routed(w, class, &reg.Entrypoint, route)...)
	}
	for _, a := range arg.Val {
		if made && a.Kind() == value.Class {
			for _, fn := range methodNamed(w, value.FuncID(a.Payload()), w.Prog.Syms.Name("__init__"), nil) {
				out = append(out, Entry{Fn: fn, Model: &reg.Entrypoint, Types: typesOf(&reg.Entrypoint, w.Prog.Funcs[fn])})
			}
		}
	}
	return out
}

// viewClasses are the project's classes whose instances answer where what a method of theirs
// gives is registered: View.as_view().
func viewClasses(f *value.Facts, arg *value.CallArg) (out []value.FuncID) {
	if int(arg.Def) >= len(f.IR.Instrs) {
		return nil
	}
	c := f.CallAt(value.BoundTo(f.IR, arg.Def))
	if c == nil || len(c.Targets) > 0 {
		return nil
	}
	for _, a := range c.RecvVal {
		if a.Kind() == value.Class {
			out = append(out, value.FuncID(a.Payload()))
		}
	}
	return out
}

// routed are the methods of a class that a framework calls, with what a route says of their
// parameters.
func routed(w *value.World, class value.FuncID, m *model.Entrypoint, route string) []Entry {
	if named(route, m.Route) == nil || w.Classes[class] == nil {
		return nil
	}
	clean, segment := routeParams(route, m.Route)
	var out []Entry
	methodsEntered(w, class, func(fn value.FuncID, ep *model.Entrypoint) {
		out = append(out, Entry{Fn: fn, Model: ep, Clean: clean, Segment: segment, Named: named(route, m.Route), Types: routeTypes(route, m.Route, typesOf(ep, w.Prog.Funcs[fn]), w.Prog.Funcs[fn])})
	})
	return out
}

// asksFor tells whether a decorator such as app.get(response_class=HTML) asks
// for the answers that its model speaks of.
func asksFor(f *value.Facts, w *value.World, decorator ir.Value, m *model.Entrypoint) bool {
	if m.ReturnsGiven == "" {
		return true
	}
	c := f.CallAt(decorator)
	if c == nil || c.Call == nil {
		return false
	}
	a := c.Call.Keyword(w.Prog.Syms.Name(m.ReturnsGiven))
	if a == nil {
		return false
	}
	for _, v := range a.Val {
		if v.Kind() == value.Ext && w.Prog.Models.Canonical(w.Prog.Syms.Text(value.NameID(v.Payload()))) == m.ReturnsClass {
			return true
		}
	}
	return false
}

// routeText is the constant route of a decorator such as app.route("/x/<id>").
func routeText(f *value.Facts, w *value.World, decorator ir.Value) string {
	c := f.CallAt(decorator)
	if c == nil || c.Call == nil {
		return ""
	}
	if a := c.Call.Arg(0); a != nil {
		return constText(w, a.Val)
	}
	return ""
}

func constText(w *value.World, v value.Value) string {
	if len(v) == 1 && v[0].Kind() == value.Const {
		return w.Prog.Syms.Value(v[0]).Text
	}
	return ""
}

func registered(f *value.Facts, w *value.World, v value.Value, m *model.Entrypoint, route string) []Entry {
	var out []Entry
	for _, a := range v {
		for _, fn := range callableFuncs(f, w, a) {
			clean, segment := routeParams(route, m.Route)
			if m.Declared {
				clean = undeclared(route, m.Route, w.Prog.Funcs[fn], clean)
			}
			out = append(out, Entry{Fn: fn, Model: m, Clean: clean, Segment: segment, Named: named(route, m.Route), Types: routeTypes(route, m.Route, typesOf(m, w.Prog.Funcs[fn]), w.Prog.Funcs[fn]),
				Literal: route != "" && !strings.ContainsAny(route, "<({[*")})
		}
	}
	return out
}

// callableFuncs are the bodies that run when a registered value is called; a
// class stands for its methods, which ClassEntries finds.
func callableFuncs(f *value.Facts, w *value.World, a value.Atom) []value.FuncID {
	switch a.Kind() {
	case value.Func, value.Static:
		return []value.FuncID{value.FuncID(a.Payload())}
	case value.Bound:
		return []value.FuncID{value.FuncID(a.Payload() >> 26)}
	case value.Object:
		o := &f.Objects[a.Payload()]
		if o.Fn == value.NoFunc {
			return nil
		}
		if inner := wrapped(f, w, uint32(a.Payload()), 0); len(inner) > 0 {
			return inner // what a decorator wrapped is what the framework's data reaches
		}
		return []value.FuncID{o.Fn}
	}
	return nil
}

// maxWrappers bounds the decorators that are looked through.
const maxWrappers = 6

// wrapped are the functions that the function around a closure was given: what a
// decorator wrapped, through any decorators between. Functions that stand beside
// the closure are none.
func wrapped(f *value.Facts, w *value.World, closure uint32, depth int) []value.FuncID {
	env, ok := f.Exit.Get(value.CellKey(closure, value.KeyEnv))
	if !ok || depth > maxWrappers {
		return nil
	}
	inner := w.Prog.Funcs[f.Objects[closure].Fn]
	around := w.Prog.Funcs[inner.Mod.First+value.FuncID(inner.IR.Parent)]
	var out []value.FuncID
	for _, e := range env.Val {
		if e.Kind() != value.Object {
			continue
		}
		for i := range around.IR.Params {
			given := value.AttributeKey(around.Mod.Names[around.IR.Params[i].Name])
			if c, ok := f.Exit.Get(value.CellKey(uint32(e.Payload()), given)); ok {
				out = append(out, heldFuncs(f, w, c.Val, closure, depth)...)
			}
		}
	}
	return out
}

func heldFuncs(f *value.Facts, w *value.World, v value.Value, closure uint32, depth int) []value.FuncID {
	var out []value.FuncID
	for _, a := range v {
		switch a.Kind() {
		case value.Func:
			out = append(out, value.FuncID(a.Payload()))
		case value.Object:
			id := uint32(a.Payload())
			o := &f.Objects[id]
			if o.Fn == value.NoFunc || id == closure {
				continue
			}
			if inner := wrapped(f, w, id, depth+1); len(inner) > 0 {
				out = append(out, inner...)
			} else {
				out = append(out, o.Fn)
			}
		}
	}
	return out
}

// routeParams reads a route's parameters: those whose converters let no text
// through (<int:id>), and those that take one segment of the address.
func routeParams(route, scheme string) (clean, segment map[string]bool) {
	for _, p := range model.RouteParams(route, scheme) {
		switch p.Converter {
		case "int", "float", "uuid", "any", "slug": // any(css,js) is one of these
			clean = with(clean, p.Name)
		case "", "str", "string":
			segment = with(segment, p.Name)
		}
	}
	return clean, segment
}

// named are the parameters that a route names; nil where it is not known.
func named(route, scheme string) map[string]bool {
	if route == "" || scheme == "" || !model.RouteKnown(route, scheme) {
		return nil
	}
	out := map[string]bool{}
	for _, p := range model.RouteParams(route, scheme) {
		out[p.Name] = true
	}
	return out
}

// undeclared adds the parameters that a route does not name to those that nothing from
// outside reaches.
func undeclared(route, scheme string, fn *value.Fn, clean map[string]bool) map[string]bool {
	declared := named(route, scheme)
	for p := range fn.IR.Params {
		if name := fn.Mod.IR.Names[fn.IR.Params[p].Name]; !declared[name] && fn.IR.Params[p].Kind != ir.ParamVarKeyword {
			clean = with(clean, name)
		}
	}
	return clean
}

func with(set map[string]bool, name string) map[string]bool {
	if set == nil {
		set = map[string]bool{}
	}
	set[name] = true
	return set
}

// typesOf are a model's types of parameters by their position in the body: the
// receiver of a method does not count in a model.
func typesOf(m *model.Entrypoint, fn *value.Fn) map[int]string {
	if !fn.Receives || len(m.Types) == 0 {
		return m.Types
	}
	out := map[int]string{}
	for p, t := range m.Types {
		out[p+1] = t
	}
	return out
}

// routeTypes are the types of an entry's parameters: those of its model, and of
// what the route takes from the address, which is text where no converter
// makes something else of it.
func routeTypes(route, scheme string, given map[int]string, fn *value.Fn) map[int]string {
	out := given
	for _, r := range model.RouteParams(route, scheme) {
		typ := map[string]string{"": "builtins.str", "string": "builtins.str", "str": "builtins.str", "path": "builtins.str", "slug": "builtins.str", "int": "builtins.int"}[r.Converter]
		for p := range fn.IR.Params {
			if typ == "" || fn.Mod.IR.Names[fn.IR.Params[p].Name] != r.Name || out[p] != "" {
				continue
			}
			more := maps.Clone(out)
			if more == nil {
				more = map[int]string{}
			}
			more[p] = typ
			out = more
		}
	}
	return out
}

// differingEntries notes the bodies that are entered otherwise in b than in a.
func differingEntries(a, b map[value.FuncID]*Entry, out map[value.FuncID]bool) {
	for id, e := range a {
		if o := b[id]; o == nil || !o.same(e) {
			out[id] = true
		}
	}
}

func (e *Entry) same(o *Entry) bool {
	return o.Model == e.Model && o.Literal == e.Literal && o.Silent == e.Silent && maps.Equal(o.Clean, e.Clean) && maps.Equal(o.Segment, e.Segment) && maps.Equal(o.Named, e.Named) && maps.Equal(o.Types, e.Types)
}

// alsoBy adds another route to the same body: only what holds for both holds. A route
// that does not name a parameter gives it nothing.
func (e *Entry) alsoBy(o *Entry) {
	e.Literal = e.Literal && o.Literal
	known := e.Named != nil && o.Named != nil
	both := func(a, b map[string]bool) (out map[string]bool) {
		for _, set := range []map[string]bool{a, b} {
			for name := range set {
				if known && (a[name] || !e.Named[name]) && (b[name] || !o.Named[name]) {
					out = with(out, name)
				}
			}
		}
		return out
	}
	e.Clean, e.Segment = both(e.Clean, o.Clean), both(e.Segment, o.Segment)
	if !known {
		e.Named = nil
		return
	}
	e.Named = maps.Clone(e.Named)
	maps.Copy(e.Named, o.Named)
}

// hasRoute tells whether it is called for addresses of which something may be known.
func (e *Entry) hasRoute() bool { return e.Model.Route != "" || e.Named != nil }

// publishEntries collects the entry points that bodies register and those that
// classes have by their bases.
func (g *Graph) publishEntries(st *stage, w *value.World) {
	g.Entries = map[value.FuncID]*Entry{}
	put := func(e Entry) {
		have := g.Entries[e.Fn]
		switch {
		case have == nil, !have.hasRoute() && e.hasRoute():
			g.Entries[e.Fn] = &e
		case e.hasRoute():
			have.alsoBy(&e)
		}
	}
	for _, r := range st.results {
		if r != nil {
			for _, e := range r.out.entries {
				put(e)
			}
		}
	}
	for id, ci := range w.Classes {
		if ci != nil {
			g.classEntries(w, value.FuncID(id), put)
		}
	}
	g.conventionalEntries(put)
	types := map[value.FuncID]map[int]string{}
	for id, e := range g.Entries {
		if len(e.Types) > 0 {
			types[id] = e.Types
		}
	}
	g.conventions(w, g.Prog.Funcs, types)
	w.ParamTypes = types
	st.entries = g.Entries
}

func (g *Graph) classEntries(w *value.World, id value.FuncID, put func(Entry)) {
	methodsEntered(w, id, func(fn value.FuncID, ep *model.Entrypoint) {
		put(Entry{Fn: fn, Model: ep, Types: typesOf(ep, w.Prog.Funcs[fn])})
	})
}

// methodsEntered visits the methods of a class that frameworks call by what its bases are.
func methodsEntered(w *value.World, id value.FuncID, visit func(value.FuncID, *model.Entrypoint)) {
	for _, m := range w.Classes[id].MRO {
		if m.Kind() != value.Ext {
			continue
		}
		for _, ep := range classEntrypoints(w.Prog, w.Prog.Syms.Text(value.NameID(m.Payload())), 0) {
			for _, method := range ep.Methods {
				if prefix, ok := strings.CutSuffix(method, "*"); ok {
					for _, fn := range prefixed(w.Prog, id, prefix) {
						visit(fn, ep)
					}
					continue
				}
				for _, fn := range methodNamed(w, id, w.Prog.Syms.Name(method), nil) {
					visit(fn, ep)
				}
			}
		}
	}
}

// prefixed are the methods of a class whose names begin so: resolve_name.
func prefixed(p *value.Program, id value.FuncID, prefix string) (out []value.FuncID) {
	for _, fn := range p.Funcs {
		if fn.Owner == id && fn.IR.Kind == ir.FuncDef && strings.HasPrefix(fn.Name(), prefix) {
			out = append(out, fn.ID)
		}
	}
	return out
}

// classEntrypoints are the rows on a library class and its bases.
func classEntrypoints(p *value.Program, class string, depth int) []*model.Entrypoint {
	if depth > 8 {
		return nil
	}
	var out []*model.Entrypoint
	if c := p.Models.Class(class); c != nil && c.Entry != nil {
		out = append(out, c.Entry)
	}
	for _, b := range p.Models.Bases(class) {
		out = append(out, classEntrypoints(p, b, depth+1)...)
	}
	return out
}

// conventions gives parameters that are called and used like a known thing its
// type: a `request` whose GET is read.
func (g *Graph) conventions(w *value.World, fns []*value.Fn, types map[value.FuncID]map[int]string) {
	for _, c := range g.customs() {
		for _, fn := range fns {
			g.convention(w, fn, c.typ, c.names, c.attrs, types)
		}
	}
}

// custom is a convention about the names and the use of parameters.
type custom struct {
	typ          string
	names, attrs nameSet
}

func (g *Graph) customs() []custom {
	if g.known == nil && g.old != nil {
		g.known = g.old.known
	}
	if g.known != nil {
		return g.known
	}
	for k := range g.Prog.Models.Conventions {
		if c := &g.Prog.Models.Conventions[k]; c.Type != "" {
			g.known = append(g.known, custom{c.Type, namesOf(g, c.Params), namesOf(g, c.Attributes)})
		}
	}
	return g.known
}

// conventionalEntries are the functions of modules that their first two
// parameters tell: a handler of events that takes (event, context).
func (g *Graph) conventionalEntries(put func(Entry)) {
	for k := range g.Prog.Models.Conventions {
		c := &g.Prog.Models.Conventions[k]
		if c.Entry == nil {
			continue
		}
		names := make([]nameSet, len(c.Signature))
		for i, some := range c.Signature {
			names[i] = namesOf(g, some)
		}
		for _, fn := range g.Prog.Funcs {
			if !fn.Mod.IR.Template && conventional(fn, names, len(c.Signature) == 2) {
				put(Entry{Fn: fn.ID, Model: c.Entry})
			}
		}
	}
}

// conventional tells whether a function's parameters are called so, all of them;
// two names are told of functions of modules only, more of others too, where a
// method may have its receiver before them.
func conventional(fn *value.Fn, names []nameSet, modules bool) bool {
	ps := fn.IR.Params
	if fn.IR.Kind != ir.FuncDef || modules && fn.IR.Parent != 0 {
		return false
	}
	if fn.Receives && len(ps) == len(names)+1 {
		ps = ps[1:]
	}
	if len(ps) != len(names) || len(ps) == 0 {
		return false
	}
	for i := range ps {
		if !names[i].has(fn.Mod.Names[ps[i].Name]) {
			return false
		}
	}
	return true
}

// nameSet is a set of names, by their numbers.
type nameSet []bool

func (s nameSet) has(n value.NameID) bool { return int(n) < len(s) && s[n] }

func namesOf(g *Graph, names []string) (s nameSet) {
	for _, n := range names {
		id := int(g.Prog.Syms.Name(n))
		if id >= len(s) {
			s = append(s, make(nameSet, id+1-len(s))...)
		}
		s[id] = true
	}
	return s
}

// annotated tells whether the code says of what class a parameter is.
func annotated(w *value.World, fn *value.Fn, p int) bool {
	anns := w.Annotations[fn.ID]
	return p < len(anns) && len(anns[p]) > 0 && !anns[p].IsTop()
}

func (g *Graph) convention(w *value.World, fn *value.Fn, typ string, names, attrs nameSet, types map[value.FuncID]map[int]string) {
	for p := range fn.IR.Params {
		if !names.has(fn.Mod.Names[fn.IR.Params[p].Name]) || types[fn.ID][p] != "" || annotated(w, fn, p) {
			continue
		}
		for i := range fn.IR.Instrs {
			in := &fn.IR.Instrs[i]
			if in.Op != ir.OpAttr && in.Op != ir.OpStoreAttr || !attrs.has(fn.Mod.Names[in.B]) {
				continue
			}
			if b := &fn.IR.Instrs[in.A]; b.Op == ir.OpParam && int(b.A) == p {
				if types[fn.ID] == nil {
					types[fn.ID] = map[int]string{}
				} else {
					m := map[int]string{}
					for k, v := range types[fn.ID] {
						m[k] = v
					}
					types[fn.ID] = m
				}
				types[fn.ID][p] = typ
				break
			}
		}
	}
}
