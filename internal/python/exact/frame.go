package exact

import "leadline/internal/python/syntax"

// names are what a body binds itself, and what it declares to be others'.
type names struct {
	local  map[string]bool
	global map[string]bool
	outer  map[string]bool // nonlocal
}

// frame is one body being run: a cell, a function, a class or a comprehension.
type frame struct {
	m     *Machine
	vars  map[string]value
	names *names // nil for cells and classes, which keep all that they bind
	// outer is the body that the names which are not here are looked up in; up,
	// of a comprehension, the body that it stands in.
	outer, up *frame
	class     bool
	result    value
	yield     func(value) // of a generator
	handling  *instance   // the exception that a handler is busy with
}

// namesOf are the names of a function's body.
func (m *Machine) namesOf(key any, args *syntax.Arguments, body []syntax.Stmt) *names {
	if n := m.scopes[key]; n != nil {
		return n
	}
	n := &names{local: map[string]bool{}, global: map[string]bool{}, outer: map[string]bool{}}
	m.scopes[key] = n
	for i := range args.Args {
		n.local[args.Args[i].Name] = true
	}
	for _, s := range body {
		for name := range boundBy(s) {
			n.local[name] = true
		}
		syntax.Walk(s, func(x syntax.Node) bool {
			if g, ok := x.(*syntax.Global); ok {
				for _, name := range g.Names {
					if g.Nonlocal {
						n.outer[name] = true
					} else {
						n.global[name] = true
					}
				}
			}
			return !isBody(x)
		})
	}
	for name := range n.global {
		delete(n.local, name)
	}
	for name := range n.outer {
		delete(n.local, name)
	}
	return n
}

func isBody(x syntax.Node) bool {
	switch x.(type) {
	case *syntax.FunctionDef, *syntax.ClassDef, *syntax.Lambda:
		return true
	}
	return false
}

// boundBy are the names that a statement binds in its own body.
func boundBy(s syntax.Node) map[string]bool {
	out := map[string]bool{}
	var targets func(e syntax.Expr)
	targets = func(e syntax.Expr) {
		switch e := e.(type) {
		case *syntax.Name:
			out[e.ID] = true
		case *syntax.Tuple:
			for _, x := range e.Elts {
				targets(x)
			}
		case *syntax.List:
			for _, x := range e.Elts {
				targets(x)
			}
		case *syntax.Starred:
			targets(e.Value)
		}
	}
	syntax.Walk(s, func(x syntax.Node) bool {
		switch x := x.(type) {
		case *syntax.FunctionDef:
			out[x.Name] = true
			return false
		case *syntax.ClassDef:
			out[x.Name] = true
			return false
		case *syntax.Lambda, *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
			return walrusIn(x, out)
		case *syntax.Assign:
			for _, t := range x.Targets {
				targets(t)
			}
		case *syntax.AugAssign:
			targets(x.Target)
		case *syntax.AnnAssign:
			targets(x.Target)
		case *syntax.For:
			targets(x.Target)
		case *syntax.NamedExpr:
			targets(x.Target)
		case *syntax.Delete:
			for _, t := range x.Targets {
				targets(t)
			}
		case *syntax.With:
			for i := range x.Items {
				if x.Items[i].Vars != nil {
					targets(x.Items[i].Vars)
				}
			}
		case *syntax.Try:
			for i := range x.Handlers {
				if x.Handlers[i].Name != "" {
					out[x.Handlers[i].Name] = true
				}
			}
		case *syntax.Import:
			for _, a := range x.Names {
				out[firstPart(a)] = true
			}
		case *syntax.ImportFrom:
			for _, a := range x.Names {
				if a.AsName != "" {
					out[a.AsName] = true
				} else {
					out[a.Name] = true
				}
			}
		case *syntax.MatchAs:
			if x.Name != "" {
				out[x.Name] = true
			}
		case *syntax.MatchStar:
			if x.Name != "" {
				out[x.Name] = true
			}
		}
		return true
	})
	return out
}

// walrusIn finds the names that := binds in a comprehension: they are those of
// the body around it.
func walrusIn(x syntax.Node, out map[string]bool) bool {
	syntax.Walk(x, func(y syntax.Node) bool {
		if w, ok := y.(*syntax.NamedExpr); ok {
			if n, ok := w.Target.(*syntax.Name); ok {
				out[n.ID] = true
			}
		}
		return true
	})
	return false
}

func firstPart(a syntax.Alias) string {
	if a.AsName != "" {
		return a.AsName
	}
	for i := range len(a.Name) {
		if a.Name[i] == '.' {
			return a.Name[:i]
		}
	}
	return a.Name
}

// lookup reads a name.
func (f *frame) lookup(name string) value {
	if f.names == nil || f.names.local[name] {
		if v, ok := f.vars[name]; ok {
			return v
		}
		if f.names != nil {
			panic(gaveUp{}) // it is not bound yet
		}
	}
	if f.names == nil || !f.names.global[name] {
		for g := f.outer; g != nil; g = g.outer {
			if g.class || g.names == nil || !g.names.local[name] {
				continue
			}
			if v, ok := g.vars[name]; ok {
				return v
			}
			panic(gaveUp{})
		}
	}
	if v, ok := f.m.globals[name]; ok {
		return v
	}
	if f.m.blind {
		return unknown{}
	}
	if v, ok := f.m.builtins[name]; ok {
		return v
	}
	// It is not there, or one that only we do not know.
	return unknown{}
}

// bind gives a name a value.
func (f *frame) bind(name string, v value) {
	switch {
	case f.names == nil:
		f.vars[name] = v
	case f.names.local[name]:
		f.vars[name] = v
	case f.names.outer[name]:
		for g := f.outer; g != nil; g = g.outer {
			if !g.class && g.names != nil && g.names.local[name] {
				g.vars[name] = v
				return
			}
		}
		panic(gaveUp{})
	case f.up != nil:
		f.up.bind(name, v)
	default:
		f.m.globals[name] = v
	}
}

func (f *frame) unbind(name string) {
	switch {
	case f.names == nil || f.names.local[name]:
		if _, ok := f.vars[name]; !ok {
			panic(gaveUp{})
		}
		delete(f.vars, name)
	case f.names.global[name]:
		delete(f.m.globals, name)
	default:
		panic(gaveUp{})
	}
}

// assign gives a target a value.
func (f *frame) assign(target syntax.Expr, v value) {
	switch t := target.(type) {
	case *syntax.Name:
		f.bind(t.ID, v)
	case *syntax.Tuple:
		f.unpack(t.Elts, v)
	case *syntax.List:
		f.unpack(t.Elts, v)
	case *syntax.Attribute:
		f.m.setAttr(f.eval(t.Value), t.Attr, v)
	case *syntax.Subscript:
		o := f.eval(t.Value)
		f.m.setItem(o, f.eval(t.Slice), v)
	default:
		panic(gaveUp{})
	}
}

func (f *frame) unpack(targets []syntax.Expr, v value) {
	if _, ok := v.(unknown); ok {
		for _, t := range targets {
			if s, ok := t.(*syntax.Starred); ok {
				t = s.Value
			}
			f.assign(t, unknown{})
		}
		return
	}
	items := f.m.collect(v)
	star := -1
	for i, t := range targets {
		if _, ok := t.(*syntax.Starred); ok {
			star = i
		}
	}
	if star < 0 && len(items) != len(targets) || len(items) < len(targets)-1 {
		f.m.raise("ValueError", "unpack")
	}
	if star < 0 {
		for i, t := range targets {
			f.assign(t, items[i])
		}
		return
	}
	after := len(targets) - star - 1
	for i := range star {
		f.assign(targets[i], items[i])
	}
	rest := append([]value{}, items[star:len(items)-after]...)
	f.assign(targets[star].(*syntax.Starred).Value, newList(rest))
	for i := range after {
		f.assign(targets[star+1+i], items[len(items)-after+i])
	}
}
