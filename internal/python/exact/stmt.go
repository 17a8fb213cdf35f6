package exact

import "leadline/internal/python/syntax"

// flow is how a statement ends.
type flow uint8

const (
	goesOn flow = iota
	breaks
	continues
	returns
)

func (f *frame) block(body []syntax.Stmt) flow {
	for _, s := range body {
		if how := f.exec(s); how != goesOn {
			return how
		}
	}
	return goesOn
}

// exec runs one statement.
func (f *frame) exec(s syntax.Stmt) flow {
	m := f.m
	m.step()
	switch s := s.(type) {
	case *syntax.ExprStmt:
		f.eval(s.Value)
	case *syntax.Assign:
		v := f.eval(s.Value)
		for _, t := range s.Targets {
			f.assign(t, v)
		}
	case *syntax.AugAssign:
		f.augment(s)
	case *syntax.AnnAssign:
		if s.Value != nil {
			f.assign(s.Target, f.eval(s.Value))
		}
	case *syntax.If:
		if m.truth(f.eval(s.Test)) {
			return f.block(s.Body)
		}
		return f.block(s.Orelse)
	case *syntax.For:
		return f.loop(s)
	case *syntax.While:
		return f.while(s)
	case *syntax.Return:
		f.result = nil
		if s.Value != nil {
			f.result = f.eval(s.Value)
		}
		return returns
	case *syntax.Break:
		return breaks
	case *syntax.Continue:
		return continues
	case *syntax.FunctionDef:
		f.define(s)
	case *syntax.ClassDef:
		f.bind(s.Name, f.decorated(s.Decorators, f.makeClass(s)))
	case *syntax.Try:
		return f.try(s)
	case *syntax.Raise:
		f.raise(s)
	case *syntax.Assert:
		if !m.truth(f.eval(s.Test)) {
			m.raise("AssertionError", "")
		}
	case *syntax.Import:
		f.imports(s)
	case *syntax.ImportFrom:
		f.importFrom(s)
	case *syntax.Delete:
		for _, t := range s.Targets {
			f.remove(t)
		}
	case *syntax.Pass, *syntax.Global:
	case *syntax.MagicStmt:
		f.magic(s)
	default:
		panic(gaveUp{})
	}
	return goesOn
}

func (f *frame) remove(t syntax.Expr) {
	switch t := t.(type) {
	case *syntax.Name:
		f.unbind(t.ID)
	case *syntax.Tuple:
		for _, x := range t.Elts {
			f.remove(x)
		}
	case *syntax.Subscript:
		o := f.eval(t.Value)
		f.m.delItem(o, f.eval(t.Slice))
	default:
		panic(gaveUp{})
	}
}

func (f *frame) augment(s *syntax.AugAssign) {
	switch t := s.Target.(type) {
	case *syntax.Name:
		f.bind(t.ID, f.m.inplace(s.Op, f.lookup(t.ID), f.eval(s.Value)))
	case *syntax.Attribute:
		o := f.eval(t.Value)
		f.m.setAttr(o, t.Attr, f.m.inplace(s.Op, f.m.attr(o, t.Attr), f.eval(s.Value)))
	case *syntax.Subscript:
		o := f.eval(t.Value)
		k := f.eval(t.Slice)
		f.m.setItem(o, k, f.m.inplace(s.Op, f.m.item(o, k), f.eval(s.Value)))
	default:
		panic(gaveUp{})
	}
}

func (f *frame) loop(s *syntax.For) flow {
	if s.Async {
		panic(gaveUp{})
	}
	next := f.m.iterate(f.eval(s.Iter))
	for {
		v, ok := next()
		if !ok {
			break
		}
		f.m.step()
		f.assign(s.Target, v)
		if how, over := f.turn(s.Body); over {
			return how
		}
	}
	return f.block(s.Orelse)
}

// turn runs the body of a loop once; over tells that the loop ends with it, and how
// what stands around the loop goes on.
func (f *frame) turn(body []syntax.Stmt) (how flow, over bool) {
	switch f.block(body) {
	case breaks:
		return goesOn, true
	case returns:
		return returns, true
	}
	return goesOn, false
}

func (f *frame) while(s *syntax.While) flow {
	for f.m.truth(f.eval(s.Test)) {
		f.m.step()
		if how, over := f.turn(s.Body); over {
			return how
		}
	}
	return f.block(s.Orelse)
}

// try runs a try statement. What is unknown is no exception.
func (f *frame) try(s *syntax.Try) (how flow) {
	if s.Star {
		panic(gaveUp{})
	}
	if len(s.Handlers) > 0 {
		f.m.trying++
	}
	how, exc := f.attempt(s.Body)
	if len(s.Handlers) > 0 {
		f.m.trying--
	}
	if exc == nil && how == goesOn {
		how, exc = f.attempt(s.Orelse)
	} else if exc != nil {
		for i := range s.Handlers {
			h := &s.Handlers[i]
			if h.Type != nil && !f.m.matches(exc, f.eval(h.Type)) {
				continue
			}
			if h.Name != "" {
				f.bind(h.Name, exc)
			}
			busy := f.handling
			f.handling = exc
			how, exc = f.attempt(h.Body)
			f.handling = busy
			break
		}
	}
	result := f.result
	if last := f.block(s.Finalbody); last != goesOn {
		return last
	}
	if exc != nil {
		panic(raised{exc})
	}
	f.result = result
	return how
}

// attempt runs a block and catches the exception that it ends with.
func (f *frame) attempt(body []syntax.Stmt) (how flow, exc *instance) {
	depth, trying := f.m.depth, f.m.trying
	defer func() {
		if x := recover(); x != nil {
			f.m.trying = trying
			r, ok := x.(raised)
			if !ok {
				panic(x)
			}
			f.m.depth = depth
			exc = r.exc
		}
	}()
	return f.block(body), nil
}

func (m *Machine) matches(exc *instance, kinds value) bool {
	switch k := sure(kinds).(type) {
	case *class:
		return exc.class.under(k)
	case *tuple:
		for _, x := range k.items {
			if m.matches(exc, x) {
				return true
			}
		}
		return false
	}
	panic(gaveUp{})
}

func (f *frame) raise(s *syntax.Raise) {
	if s.Exc == nil {
		if f.handling == nil {
			panic(gaveUp{})
		}
		panic(raised{f.handling})
	}
	switch v := sure(f.eval(s.Exc)).(type) {
	case *instance:
		panic(raised{v})
	case *class:
		if x, ok := f.m.call(v, &arguments{}).(*instance); ok {
			panic(raised{x})
		}
	}
	panic(gaveUp{})
}

// raise raises an exception of Python's own.
func (m *Machine) raise(name, message string) {
	c, ok := m.builtins[name].(*class)
	if !ok {
		panic(gaveUp{})
	}
	x := &instance{class: c}
	x.set("args", &tuple{items: []value{message}})
	panic(raised{x})
}

// magic runs an escape: most print something, some bind names.
func (f *frame) magic(s *syntax.MagicStmt) {
	switch name := magicName(s.Text); name {
	case "matplotlib", "load_ext", "reload_ext", "config", "autoreload":
	case "run", "pylab", "store", "load":
		f.m.anything()
		panic(gaveUp{})
	default:
		panic(gaveUp{})
	}
}

func magicName(s string) string {
	for len(s) > 0 && s[0] == '%' {
		s = s[1:]
	}
	i := 0
	for i < len(s) && (s[i] == '_' || 'a' <= s[i] && s[i] <= 'z' || 'A' <= s[i] && s[i] <= 'Z') {
		i++
	}
	return s[:i]
}

// imports binds modules: those of the standard library that are known, or their
// names.
func (f *frame) imports(s *syntax.Import) {
	for _, a := range s.Names {
		if a.AsName != "" {
			f.bind(a.AsName, f.m.module(a.Name))
			continue
		}
		first := firstPart(a)
		f.bind(first, f.m.module(first))
	}
}

func (f *frame) importFrom(s *syntax.ImportFrom) {
	if s.Level > 0 {
		panic(gaveUp{})
	}
	mod := f.m.module(s.Module)
	for _, a := range s.Names {
		if a.Name == "*" {
			known, ok := mod.(*module)
			if !ok || known.members == nil {
				f.m.blind = true
				panic(gaveUp{})
			}
			for name, v := range known.members {
				f.bind(name, v)
			}
			continue
		}
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		f.bind(name, f.m.attr(mod, a.Name))
	}
}
