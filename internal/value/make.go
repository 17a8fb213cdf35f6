package value

import (
	"math/big"

	"leadline/internal/ir"
)

// Constructors of values and views of them, for Semantics.

// ConstOf is the value of a constant, or its type when it is too long to keep.
func (f *Frame) ConstOf(c Constant) Value {
	if a, ok := f.World.Prog.Syms.Const(c); ok {
		return one(a)
	}
	return f.Type(c.Type())
}

// Int, Str, Bytes, Bool, Float and None are constants.
func (f *Frame) Int(n int64) Value { return f.ConstOf(Constant{Kind: ir.ConstInt, Int: n}) }

// BigInt is an integer constant of any size up to 128 bits, else an unknown int.
func (f *Frame) BigInt(n *big.Int) Value {
	if n.IsInt64() {
		return f.Int(n.Int64())
	}
	if n.BitLen() > 128 {
		return f.Type("builtins.int")
	}
	return f.ConstOf(Constant{Kind: ir.ConstInt, Text: n.String()})
}

// Str is a string constant.
func (f *Frame) Str(s string) Value { return f.ConstOf(Constant{Kind: ir.ConstStr, Text: s}) }

// Bytes is a bytes constant.
func (f *Frame) Bytes(s string) Value { return f.ConstOf(Constant{Kind: ir.ConstBytes, Text: s}) }

// Float is a float constant.
func (f *Frame) Float(x float64) Value { return f.ConstOf(Constant{Kind: ir.ConstFloat, Float: x}) }

// Bool is True or False.
func (f *Frame) Bool(b bool) Value {
	if b {
		return f.ConstOf(Constant{Kind: ir.ConstBool, Int: 1})
	}
	return f.ConstOf(Constant{Kind: ir.ConstBool})
}

// AnyBool is True or False.
func (f *Frame) AnyBool() Value { return join(f.Bool(false), f.Bool(true)) }

// None is None.
func (f *Frame) None() Value { return f.ConstOf(Constant{Kind: ir.ConstNone}) }

// Type is some instance of the class of that dotted name.
func (f *Frame) Type(class string) Value { return one(f.instOf(class)) }

// Join unites two values.
func (f *Frame) Join(a, b Value) Value { return join(a, b) }

// JoinDefs unites two lists of definitions.
func (f *Frame) JoinDefs(a, b []Def) []Def { return joinDefs(a, b) }

// Constant views an atom as a constant.
func (f *Frame) Constant(a Atom) (Constant, bool) {
	if a.Kind() != Const {
		return Constant{}, false
	}
	return f.World.Prog.Syms.Value(a), true
}

// Only views a value as exactly one constant.
func (f *Frame) Only(v Value) (Constant, bool) {
	if len(v) != 1 {
		return Constant{}, false
	}
	return f.Constant(v[0])
}

// Objects views a value as objects made here: the ids, and whether the value
// is nothing else.
func (f *Frame) ObjectsOf(v Value) (ids []uint32, all bool) {
	all = len(v) > 0
	for _, a := range v {
		if a.Kind() == Object {
			ids = append(ids, uint32(a.Payload()))
		} else {
			all = false
		}
	}
	return ids, all
}

// ObjectValue is the value that is just that object.
func (f *Frame) ObjectValue(id uint32) Value { return one(atom(Object, uint64(id))) }

// New makes an object at the current instruction; index tells several of one
// instruction apart.
func (f *Frame) New(site ir.Value, index uint32, kind ObjKind) uint32 {
	return f.alloc(site, index, kind, 0)
}

// NewOf makes an object of a builtin class that is a variety of its kind: a
// frozenset is a set, a range a tuple.
func (f *Frame) NewOf(site ir.Value, index uint32, kind ObjKind, class string) uint32 {
	return f.alloc(site, index, kind, f.instOf(class))
}

// Kind is the sort of an object.
func (f *Frame) Kind(obj uint32) ObjKind { return f.Objects[obj].Kind }

// IsSingle tells whether an object stands for exactly one.
func (f *Frame) IsSingle(obj uint32) bool { return f.Objects[obj].Single }

// SetLoads says that the result of the call under evaluation is what these
// definitions gave, and nothing else flows into it.
func (f *Frame) SetLoads(defs []Def) { f.loads, f.moved = joinDefs(f.loads, defs), true }

// IndexKey is the key of a non-negative index.
func IndexKey(i int) Key { return keyIndex | Key(i)&keyMask }

// Index is the inverse of IndexKey.
func (k Key) Index() (int, bool) {
	if k&^keyMask == keyIndex {
		return int(k & keyMask), true
	}
	return 0, false
}

// ItemKey is the key of the item under a constant.
func (f *Frame) ItemKey(a Atom) (Key, bool) {
	c, ok := f.Constant(a)
	if !ok {
		return 0, false
	}
	switch {
	case (c.Kind == ir.ConstInt || c.Kind == ir.ConstBool) && c.Text == "" && c.Int >= 0 && c.Int < 1<<29:
		return IndexKey(int(c.Int)), true
	case c.Kind == ir.ConstFloat && c.Float == float64(int64(c.Float)) && c.Float >= 0 && c.Float < 1<<29:
		return IndexKey(int(c.Float)), true
	}
	return keyItem | Key(a.Payload())&keyMask, true
}

// KeyValue is the constant behind an item key.
func (f *Frame) KeyValue(k Key) Value {
	if i, ok := k.Index(); ok {
		return f.Int(int64(i))
	}
	if k&^keyMask == keyItem {
		return one(atom(Const, uint64(k&keyMask)))
	}
	return top
}

// AttrKey is the key of an attribute.
func (f *Frame) AttrKey(name string) Key {
	return keyAttr | Key(f.World.Prog.Syms.Name(name))&keyMask
}

func attrKey(n NameID) Key { return keyAttr | Key(n)&keyMask }

// typeOnly forgets constants and shapes, keeping their types.
func (f *Frame) typeOnly(v Value) Value {
	var out Value
	for _, a := range v {
		switch a.Kind() {
		case Const:
			c := f.World.Prog.Syms.Value(a)
			if c.Kind == ir.ConstNone || c.Kind == ir.ConstBool {
				out = add(out, a)
				continue
			}
			out = add(out, f.instOf(c.Type()))
		case Shape:
			out = add(out, f.instOf("builtins.str"))
		case Member:
			out = add(out, atom(Inst, uint64(memberClass(a))))
		default:
			out = add(out, a)
		}
	}
	return out
}

// TypeNames are the dotted names of the classes a value is an instance of; all
// is false when it may be an instance of something unknown.
func (f *Frame) TypeNames(v Value) (names []string, all bool) {
	all = len(v) > 0
	for _, a := range v {
		n := f.TypeName(a)
		if n == "" {
			all = false
			continue
		}
		dup := false
		for _, m := range names {
			dup = dup || m == n
		}
		if !dup {
			names = append(names, n)
		}
	}
	return names, all
}

// TypeName is the dotted name of an atom's class, or "".
func (f *Frame) TypeName(a Atom) string {
	switch a.Kind() {
	case Const:
		c := f.World.Prog.Syms.Value(a)
		return c.Type()
	case Shape:
		return "builtins.str"
	case ExtInst:
		return f.World.Prog.Syms.Text(NameID(a.Payload()))
	case Inst:
		return f.fn(FuncID(a.Payload())).Qualname()
	case Member:
		return f.fn(memberClass(a)).Qualname()
	case Object:
		o := &f.Objects[a.Payload()]
		if o.Kind == ObjPath {
			return ""
		}
		if o.Kind == ObjInst && o.Class != 0 {
			if k := o.Class.Kind(); k == Class || k == Inst {
				return f.fn(FuncID(o.Class.Payload())).Qualname()
			}
			return f.World.Prog.Syms.Text(NameID(o.Class.Payload()))
		}
		if o.Class != 0 {
			return f.World.Prog.Syms.Text(NameID(o.Class.Payload()))
		}
		return builtinClass(o.Kind)
	case Func, Bound, Static, ClassM:
		return "builtins.function"
	case Module:
		return "builtins.module"
	case Class:
		return "builtins.type"
	}
	return ""
}

// typeID is the number of TypeName.
func (f *Frame) typeID(a Atom) NameID {
	if a.Kind() == ExtInst {
		return NameID(a.Payload())
	}
	if n := f.TypeName(a); n != "" {
		return f.Name(n)
	}
	return 0
}

// Name interns an identifier or dotted name.
func (f *Frame) Name(text string) NameID { return f.World.Prog.Syms.Name(text) }

// At is the index of an instruction of this body.
func (f *Frame) At(in *ir.Instr) ir.Value {
	for i := f.F.Blocks[f.block].First; i < f.F.Blocks[f.block].End; i++ {
		if &f.F.Instrs[i] == in {
			return i
		}
	}
	return 0
}

// Text is the string of an interned name.
func (f *Frame) Text(n NameID) string { return f.World.Prog.Syms.Text(n) }

// Share notes that a value is kept somewhere.
func (f *Frame) Share(v Value) { f.share(v) }

// Current is the instruction under evaluation.
func (f *Frame) Current() ir.Value { return f.at }

// Clear empties a container made here; false when its content is not all here.
func (f *Frame) Clear(id uint32) bool {
	if f.Objects[id].Global != 0 {
		return false
	}
	f.clear(id)
	f.cur.heap = f.cur.heap.SetIn(&f.room, f.era, CellKey(id, keyAlive), Cell{})
	f.SetLen(id, 0)
	return true
}

// Forget removes the item under a key.
func (f *Frame) Forget(id uint32, k Key) {
	f.weaken(id, k)
	f.SetLen(id, -1)
}

// Keys is what iterating a mapping gives.
func (f *Frame) Keys(id uint32) (Value, []Def) {
	if f.Objects[id].Kind == ObjPath {
		p := f.child(id, KeyNames)
		return f.ObjectValue(p), operand(f.initial(p))
	}
	v, defs := f.iterObject(id)
	if v == nil {
		v = top
	}
	return v, defs
}

// ClassOf is type(v).
func (f *Frame) ClassOf(v Value) Value {
	var out Value
	for _, a := range v {
		switch a.Kind() {
		case Inst:
			out = add(out, atom(Class, a.Payload()))
			if ci := f.class(FuncID(a.Payload())); ci != nil && len(ci.Subs) > 0 {
				out = join(out, top) // or one below
			}
		case Member:
			out = add(out, atom(Class, uint64(memberClass(a))))
		case Object:
			o := &f.Objects[a.Payload()]
			if o.Kind == ObjInst && o.Class.Kind() == Class {
				out = add(out, o.Class)
				continue
			}
			for _, c := range f.projectClasses(a) {
				out = add(out, atom(Class, uint64(c)))
			}
			out = join(out, top) // or one below
		case Const:
			c := f.World.Prog.Syms.Value(a)
			out = add(out, atom(Ext, uint64(f.Name(c.Type()))))
		default:
			return top
		}
	}
	return out
}
