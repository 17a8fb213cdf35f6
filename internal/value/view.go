package value

import (
	"iter"
	"slices"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// A finished Frame is a view of its Facts: the rooms behind read types, rows
// and cells through it, each at the heap that they name.

// Run analyses a body and gives the frame for reading.
func Run(w *World, fn *Fn, ctx *Context, depth int) *Frame {
	f := newFrame(w, fn, ctx, depth)
	f.complete()
	f.finish()
	return f
}

// Seek makes a heap the one that is read.
func (f *Frame) Seek(h Heap) { f.cur = state{heap: h} }

// AttrEntries are the rows on the attribute that an OpAttr reads.
func (f *Frame) AttrEntries(i ir.Value) []*model.Entry {
	in := &f.F.Instrs[i]
	return f.Members(f.Vals[in.A], f.Fn.name(in.B))
}

// Members are the rows on an attribute of whatever a value may be.
func (f *Frame) Members(v Value, name NameID) []*model.Entry {
	var out []*model.Entry
	for _, a := range v {
		for _, class := range f.libraryNames(a) {
			if e := f.member(class, name).rows; e != nil {
				out = append(out, e)
			}
		}
	}
	return out
}

// OperatorRows are the rows on an operator of a library class.
func (f *Frame) OperatorRows(in *ir.Instr) []*model.Entry {
	v := f.Vals[in.A]
	if len(v) != 1 || v[0].Kind() != ExtInst && v[0].Kind() != Object {
		return nil
	}
	if name := dunderName(in); name != "" {
		return f.Members(v, f.Name(name))
	}
	return nil
}

// MemberNames are the dotted names that an attribute of a value may have.
func (f *Frame) MemberNames(v Value, name NameID) []string {
	var out []string
	for _, a := range v {
		for _, class := range f.libraryNames(a) {
			out = append(out, f.member(class, name).name)
		}
	}
	return out
}

// OnClasses are the alternatives of what the classes of a value give an attribute.
func (f *Frame) OnClasses(v Value, name NameID) Value {
	var out Value
	for _, a := range v {
		for _, c := range f.projectClasses(a) {
			if x, _, ok := f.classAttr(c, name); ok {
				out = join(out, x)
			}
		}
	}
	return out
}

// projectClasses are the project's classes that an atom is an instance of.
func (f *Frame) projectClasses(a Atom) []FuncID {
	var out []FuncID
	switch a.Kind() {
	case Inst:
		out = append(out, FuncID(a.Payload()))
	case Member:
		out = append(out, memberClass(a))
	case Object:
		o := &f.Objects[a.Payload()]
		if k := o.Class.Kind(); o.Kind == ObjInst && (k == Class || k == Inst) {
			return append(out, FuncID(o.Class.Payload()))
		}
		for _, h := range o.Hint {
			if o.Kind == ObjPath && h.Kind() == Inst {
				out = append(out, FuncID(h.Payload()))
			}
		}
	}
	return out
}

// Instances are the project's classes that a value is an instance of; all tells whether it
// is nothing else but None, as far as anything is known of it.
func (f *Frame) Instances(v Value) (classes []FuncID, all bool) {
	all = true
	for _, a := range v {
		if a.Kind() == Unknown || f.isNone(a) {
			continue
		}
		of := f.projectClasses(a)
		all = all && len(of) > 0 && a.Kind() != Member
		classes = append(classes, of...)
	}
	return classes, all && len(classes) > 0
}

// Ancestors are a project class and those of the project that it derives from, in the order
// in which names are looked up.
func (f *Frame) Ancestors(c FuncID) []FuncID { return slices.Collect(f.ancestors(c)) }

func (f *Frame) ancestors(c FuncID) iter.Seq[FuncID] {
	return func(yield func(FuncID) bool) {
		ci := f.class(c)
		if ci == nil {
			return
		}
		for _, m := range ci.MRO {
			if m.Kind() == Class && !yield(FuncID(m.Payload())) {
				return
			}
		}
	}
}

// HasOwn tells whether the body of a class gives a name.
func (f *Frame) HasOwn(c FuncID, name NameID) bool {
	ci := f.class(c)
	if ci == nil {
		return false
	}
	_, ok := f.classOwn(ci, name)
	return ok
}

// DottedName is the name of a library's thing, or of an instance of its class; "" for
// anything else.
func (f *Frame) DottedName(a Atom) string {
	if k := a.Kind(); k != Ext && k != ExtInst {
		return ""
	}
	return f.Text(NameID(a.Payload()))
}

// LibraryBases are the dotted names of the library classes that a project class derives from.
func (f *Frame) LibraryBases(c FuncID) []string {
	var out []string
	if ci := f.class(c); ci != nil {
		for _, m := range ci.MRO {
			if m.Kind() == Ext {
				out = append(out, f.Text(NameID(m.Payload())))
			}
		}
	}
	return out
}

// LibraryNames are the dotted names whose members one alternative of a value has.
func (f *Frame) LibraryNames(a Atom) []string {
	var out []string
	for _, n := range f.libraryNames(a) {
		out = append(out, f.Text(n))
	}
	return out
}

// libraryNames are the dotted names whose members an atom has. The list is good
// until the next one is asked for.
func (f *Frame) libraryNames(a Atom) []NameID {
	f.classNames = f.addLibraryNames(f.classNames[:0], a)
	return f.classNames
}

func (f *Frame) addLibraryNames(out []NameID, a Atom) []NameID {
	switch a.Kind() {
	case Ext:
		return append(out, NameID(a.Payload()))
	case Object:
		o := &f.Objects[a.Payload()]
		if o.Kind == ObjPath {
			for _, h := range o.Hint {
				out = f.addLibraryNames(out, h)
			}
			return out
		}
		if o.Class.Kind() == Class && o.Kind == ObjInst {
			return f.addExternalBases(out, FuncID(o.Class.Payload()))
		}
	case Inst, Class:
		return f.addExternalBases(out, FuncID(a.Payload()))
	}
	if n := f.typeID(a); n != 0 {
		return append(out, n)
	}
	return out
}

// addExternalBases adds the library classes among a project class's ancestors.
func (f *Frame) addExternalBases(out []NameID, c FuncID) []NameID {
	ci := f.class(c)
	if ci == nil {
		return out
	}
	for _, m := range ci.MRO {
		if m.Kind() == Ext {
			out = append(out, NameID(m.Payload()))
		}
	}
	return out
}

// Names are the dotted names that a value may be.
func (f *Frame) Names(v Value) []string {
	var out []string
	for _, a := range v {
		switch a.Kind() {
		case Ext, ExtInst:
			out = append(out, f.Text(NameID(a.Payload())))
		case Class, Func:
			out = append(out, f.fn(FuncID(a.Payload())).Qualname())
		case Object:
			if n := f.TypeName(a); n != "" {
				out = append(out, n)
			}
		}
	}
	return out
}

// Cells visits the item cells (for containers, instances of classes that derive from
// them, and what libraries made) or the KeyStar cell (for other instances) of an object
// in the current heap.
func (f *Frame) Cells(id uint32, visit func(k Key, c Cell)) {
	o := &f.Objects[id]
	kind := o.Kind
	if kind == ObjInst && f.holdsItems(o.Class) != "" {
		kind = ObjDict
	}
	switch kind {
	case ObjList, ObjTuple, ObjDict, ObjSet, ObjIter, ObjSlice, ObjPartial:
		f.Items(id, visit)
		if c, ok := f.cur.heap.Get(CellKey(id, KeyNames)); ok {
			visit(KeyNames, c)
		}
	case ObjInst:
		if o.Class.Kind() == ExtInst {
			f.Items(id, visit)
		} else if c, ok := f.cur.heap.Get(CellKey(id, KeyStar)); ok {
			visit(KeyStar, c)
		}
		if c, ok := f.restStar(id); ok {
			visit(KeyStar, c)
		}
	}
}

// AttributeCells visits the attributes that an object was given by name, in the current
// heap.
func (f *Frame) AttributeCells(id uint32, visit func(k Key, c Cell)) {
	f.cur.heap.Range(CellKey(id, keyAttr), CellKey(id, keyItem), func(k uint64, c Cell) bool {
		if k := Key(uint32(k)); k.IsAttr() {
			visit(k, c)
		}
		return true
	})
}

// PathOf is a path object's root parameter (-1 the environment) and keys.
func (f *Frame) PathOf(id uint32) (param int32, keys []Key) {
	o := &f.Objects[id]
	if o.Parent >= 0 {
		param, keys = f.PathOf(uint32(o.Parent))
		return param, append(keys, o.Key)
	}
	return o.Param, nil
}

// ChildCell reads a cell of whatever a value may be, in the current heap.
func (f *Frame) ChildCell(v Value, k Key) (Value, []Def) { return f.childOf(v, k) }

// Resolve is the summary of a callee under a context.
func (f *Frame) Resolve(fn FuncID, ctx *Context) *Summary {
	if f.World.Callees == nil {
		return nil
	}
	return f.result(fn, ctx, f.depth+1)
}

// Depth is how many specialised callers led here.
func (f *Frame) Depth() int { return f.depth }

// Pieces views a string value as alternatives of constant text and holes.
func (f *Frame) Pieces(v Value, d Def) [][]Part { return f.PartsOf(v, []Def{d}) }

// KeyName shows a key for messages: .name, ["key"], [0] or [*].
func (f *Frame) KeyName(k Key) string {
	switch {
	case k.IsAttr():
		return "." + f.Text(NameID(k&keyMask))
	case k.isState():
		return "." + f.Text(NameID(k&(stateBit-1))) + " (state)"
	case k.IsItem():
		if c, ok := f.Only(f.KeyValue(k)); ok {
			return "[" + c.String() + "]"
		}
	}
	return "[...]"
}

// FuncOf finds the project functions that a value may be.
func (f *Frame) FuncsOf(v Value) []FuncID {
	var out []FuncID
	for _, a := range v {
		switch a.Kind() {
		case Func, Static, ClassM:
			out = append(out, FuncID(a.Payload()))
		case Bound:
			fn, _ := boundParts(a)
			out = append(out, fn)
		case Object:
			if o := &f.Objects[a.Payload()]; (o.Kind == ObjClosure || o.Kind == ObjBound) && o.Fn != NoFunc {
				out = append(out, o.Fn)
			}
		}
	}
	return out
}
