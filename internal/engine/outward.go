package engine

import (
	"context"
	"maps"
	"slices"
	"strings"

	"leadline/internal/model"
	"leadline/internal/taint"
	"leadline/internal/value"
)

// Outward is what is said of a function, method or class of a library to those who
// call it.
type Outward struct {
	// Name is where it is defined, Also are the other names that modules give it.
	Name string
	Also []string
	// Does is what a call does with data; nil where nothing is sure.
	Does *model.Entry
	// Gives is the class of what a call gives, or "".
	Gives string
	// Class is set of classes; Bases are theirs.
	Class bool
	Bases []string
}

// FindOutward analyses a library's code and says of everything that its modules define,
// or hand on, what callers may know of it, in the order of names.
func FindOutward(ctx context.Context, o Options) ([]Outward, error) {
	p, err := load(ctx, o)
	if err != nil {
		return nil, err
	}
	a := &analysis{ctx: ctx, o: o, p: p, progress: func(string, int, int) {}}
	a.link()
	a.prepare()
	a.solve()
	if a.stop() {
		return nil, ctx.Err()
	}
	opt := taint.Options{Library: true, Wanted: a.wanted, Named: a.named}
	s := taint.Solve(a.graph, a.final, opt, a.each, func(int, int) {}, a.stop)
	l := &outwardly{a: a, w: a.graph.World, out: taint.NewOutward(s, a.each), classes: map[string]value.FuncID{}}
	return l.all(), ctx.Err()
}

// outwardly is a library as its callers see it.
type outwardly struct {
	a   *analysis
	w   *value.World
	out *taint.Outward
	// classes are the bodies of classes by their dotted names.
	classes map[string]value.FuncID
}

func (l *outwardly) all() []Outward {
	names := l.names()
	for _, fn := range l.a.prog.Funcs {
		if l.w.Classes[fn.ID] != nil {
			l.classes[fn.Qualname()] = fn.ID
		}
	}
	var out []Outward
	for _, fn := range l.a.prog.Funcs {
		other := slices.DeleteFunc(names[fn.ID], func(n string) bool { return n == fn.Qualname() })
		if len(other) == len(names[fn.ID]) && len(other) == 0 {
			continue
		}
		if ci := l.w.Classes[fn.ID]; ci != nil {
			if l.called(fn.ID) {
				continue
			}
			out = append(out, l.class(fn, ci, other)...)
		} else {
			out = append(out, Outward{Name: fn.Qualname(), Also: other, Does: l.out.Function(fn.ID), Gives: l.gives(fn.ID)})
		}
	}
	slices.SortStableFunc(out, func(x, y Outward) int { return strings.Compare(x.Name, y.Name) })
	return out
}

// called tells whether instances of a class are called: what a decorator makes stands for
// the function that it was given, so nothing is said of such a class.
func (l *outwardly) called(class value.FuncID) bool {
	return slices.ContainsFunc(l.w.Classes[class].MRO, func(m value.Atom) bool {
		return m.Kind() == value.Class && l.w.Classes[m.Payload()].Attrs[l.a.prog.Syms.Name("__call__")] != nil
	})
}

// gives is the class of what a function gives, or "".
func (l *outwardly) gives(fn value.FuncID) string {
	name := l.out.Gives(fn)
	if class, ok := l.classes[strings.TrimSuffix(name, "?")]; ok && l.called(class) {
		return ""
	}
	return name
}

// names are the names under which modules have functions and classes at their end.
func (l *outwardly) names() map[value.FuncID][]string {
	out := map[value.FuncID][]string{}
	for _, m := range l.a.prog.Mods {
		vars := l.w.Globals[m.Index]
		for _, n := range slices.Sorted(maps.Keys(vars)) {
			if v := vars[n]; len(v) == 1 && (v[0].Kind() == value.Func || v[0].Kind() == value.Class) {
				id := value.FuncID(v[0].Payload())
				out[id] = append(out[id], m.IR.Name+"."+l.a.prog.Syms.Text(n))
			}
		}
	}
	for _, ns := range out {
		slices.Sort(ns)
	}
	return out
}

// class is a class with what its methods do; the constructor stands for the class.
func (l *outwardly) class(fn *value.Fn, ci *value.ClassInfo, also []string) []Outward {
	c := Outward{Name: fn.Qualname(), Also: also, Class: true}
	for _, b := range ci.Bases {
		if len(b) == 1 {
			if name := l.className(b[0]); name != "" && name != "builtins.object" {
				c.Bases = append(c.Bases, name)
			}
		}
	}
	if init, ok := l.constructor(ci); ok {
		c.Does = l.out.Constructor(init)
	}
	out := []Outward{c}
	for _, n := range slices.Sorted(maps.Keys(ci.Attrs)) {
		name := l.a.prog.Syms.Text(n)
		v := ci.Attrs[n]
		if strings.HasPrefix(name, "_") || len(v) != 1 || l.overridden(ci, n) {
			continue
		}
		switch v[0].Kind() {
		case value.Func, value.Static, value.ClassM:
			id := value.FuncID(v[0].Payload())
			out = append(out, Outward{Name: c.Name + "." + name, Does: l.out.Function(id), Gives: l.gives(id)})
		}
	}
	return out
}

func (l *outwardly) className(a value.Atom) string {
	switch a.Kind() {
	case value.Class:
		return l.a.prog.Funcs[a.Payload()].Qualname()
	case value.Ext:
		return l.a.prog.Syms.Text(value.NameID(a.Payload()))
	}
	return ""
}

// overridden tells whether some class below has a method of its own: who calls the
// method of an instance cannot know which one it is.
func (l *outwardly) overridden(ci *value.ClassInfo, n value.NameID) bool {
	return slices.ContainsFunc(ci.Subs, func(id value.FuncID) bool {
		sub := l.w.Classes[id]
		if sub == nil {
			return true
		}
		_, own := sub.Attrs[n]
		return own
	})
}

// constructor is the __init__ that runs when an instance is made, where nothing else has
// a hand in it: no decorator, no ancestor of which nothing is known, no __new__.
func (l *outwardly) constructor(ci *value.ClassInfo) (value.FuncID, bool) {
	init := value.NoFunc
	if len(ci.Decorators) > 0 {
		return init, false
	}
	for _, m := range ci.MRO {
		if m.Kind() != value.Class {
			if n := l.className(m); n != "builtins.object" && n != "abc.ABC" && n != "typing.Generic" {
				return init, false
			}
			continue
		}
		attrs := l.w.Classes[m.Payload()].Attrs
		if attrs[l.a.prog.Syms.Name("__new__")] != nil {
			return init, false
		}
		if v := attrs[l.a.prog.Syms.Name("__init__")]; v != nil && init == value.NoFunc {
			if len(v) != 1 || v[0].Kind() != value.Func {
				return init, false
			}
			init = value.FuncID(v[0].Payload())
		}
	}
	return init, init != value.NoFunc
}
