package value

import (
	"slices"

	"leadline/internal/ir"
)

// Enters is the one project function that a call as it is written certainly enters,
// with the number of parameters that the callee brings along: 1 for a receiver.
// Functions that a decorator may have changed, methods that a class below says anew
// and classes that something else may make are not certain.
func (f *Frame) Enters(i ir.Value) (fn *Fn, given int, ok bool) {
	in, fact := &f.F.Instrs[i], f.CallAt(i)
	if in.Op != ir.OpCall || in.Sub != 0 || fact == nil || fact.Unknown || len(fact.Ext) > 0 || len(fact.Targets) != 1 {
		return nil, 0, false
	}
	callee := f.Vals[in.A]
	if len(callee) != 1 {
		return nil, 0, false
	}
	fn = f.fn(fact.Targets[0].Fn)
	switch a := callee[0]; a.Kind() {
	case Func, Static:
		ok = FuncID(a.Payload()) == fn.ID && !f.offInstance(in.A)
	case ClassM:
		given, ok = 1, FuncID(a.Payload()) == fn.ID && !f.offInstance(in.A)
	case Bound:
		given, ok = 1, !f.saidAnew(fn)
	case Object:
		switch f.Objects[a.Payload()].Kind {
		case ObjClosure:
			ok = true
		case ObjBound:
			given, ok = 1, !f.saidAnew(fn)
		}
	case Class:
		given, ok = 1, fn.Name() == "__init__" && !f.offInstance(in.A) && f.plainClass(FuncID(a.Payload()))
	}
	return fn, given, ok && !fn.Dressed
}

// offInstance tells whether a callee comes out of an attribute of something that is no
// module, or of a class that does: an instance often keeps an object under the name under
// which its class keeps the object's class.
func (f *Frame) offInstance(callee ir.Value) bool {
	in := &f.F.Instrs[callee]
	if in.Op != ir.OpAttr {
		return false
	}
	from := f.Vals[in.A]
	if len(from) != 1 {
		return true
	}
	switch from[0].Kind() {
	case Module:
		return false
	case Class:
		return f.offInstance(ir.Value(in.A))
	}
	return true
}

// saidAnew tells whether a class below the one of a method, or an instance of it, has
// something else under the method's name.
func (f *Frame) saidAnew(fn *Fn) bool {
	ci := f.class(fn.Owner)
	if ci == nil {
		return true
	}
	name := fn.name(fn.IR.Name)
	if f.stored(ci, name) {
		return true
	}
	return slices.ContainsFunc(ci.Subs, func(sub FuncID) bool {
		below := f.class(sub)
		if below == nil {
			return true
		}
		_, own := f.classOwn(below, name)
		return own || f.stored(below, name)
	})
}

// plainClass tells whether calling a class makes an instance of it with the arguments
// that are given: no decorator changes it.
func (f *Frame) plainClass(cls FuncID) bool {
	ci := f.class(cls)
	return ci != nil && len(ci.Decorators) == 0
}
