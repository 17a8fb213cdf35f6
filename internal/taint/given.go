package taint

import (
	"leadline/internal/callgraph"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// given tells whether a parameter itself carries nothing from outside: a
// framework makes what it gets, or has turned it into a number. Its annotation
// and its default tell.
func (c *collector) given(m *model.Entrypoint, fn *value.Fn, p int32) bool {
	w := c.s.Graph.World
	if vs := w.Annotations[fn.ID]; int(p) < len(vs) {
		numbers := m.Validates && len(vs[p]) > 0
		for _, a := range vs[p] {
			cl := c.class(a)
			if cl != nil && cl.Given {
				return true
			}
			numbers = numbers && (cl != nil && cl.Numeric || c.scalar(a))
		}
		if numbers {
			return true
		}
	}
	if vs := w.Defaults[fn.ID]; int(p) < len(vs) {
		for _, a := range vs[p] {
			if cl := c.class(a); cl != nil && cl.Given {
				return true
			}
		}
	}
	return false
}

// entryClean is what a parameter of an entry point is clean of from the start:
// text where the framework lets nothing else through, and no slash where it is
// one segment of the address.
func (c *collector) entryClean(e *callgraph.Entry, fn *value.Fn, p int32, name string) model.Bits {
	out := c.declared(e, fn, p)
	if e.Segment[name] {
		slashFree, _ := c.s.Graph.Prog.Models.CleanBit("slash-free")
		out |= slashFree
	}
	if vs := c.s.Graph.World.Annotations[fn.ID]; int(p) < len(vs) {
		for _, a := range vs[p] {
			if cl := c.class(a); cl != nil && cl.Container {
				return out
			}
		}
	}
	return out | e.Model.Cleans
}

// declared is what an annotation or a default says of what a parameter is given, where the
// framework sees to that.
func (c *collector) declared(e *callgraph.Entry, fn *value.Fn, p int32) model.Bits {
	if !e.Model.Validates {
		return 0
	}
	around := fn.Mod.First + value.FuncID(fn.IR.Parent)
	return c.s.late(declaredBy(around, asDeclared), nil).Declared.Params[taken{fn.ID, p}]
}

// class is the library class that an annotation names, or that a value is an
// instance of; of a project class it is the first numeric one of its bases.
func (c *collector) class(a value.Atom) *model.Class {
	g := c.s.Graph
	switch a.Kind() {
	case value.Ext, value.ExtInst:
		return g.Prog.Models.Class(g.Prog.Models.Canonical(g.Prog.Syms.Text(value.NameID(a.Payload()))))
	case value.Class, value.Inst:
		info := g.World.Classes[a.Payload()]
		if info == nil {
			return nil
		}
		for _, base := range info.MRO {
			if base.Kind() == value.Ext {
				if cl := c.class(base); cl != nil && cl.Numeric {
					return cl
				}
			}
		}
	}
	return nil
}

// scalar tells whether an atom is None, True or False.
func (c *collector) scalar(a value.Atom) bool {
	if a.Kind() != value.Const {
		return false
	}
	k := c.s.Graph.Prog.Syms.Value(a).Kind
	return k == ir.ConstNone || k == ir.ConstBool
}
