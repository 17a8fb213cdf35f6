// Package value knows what an expression may be when it runs: constants,
// shapes of strings, types, functions, classes, objects with their attributes
// and items, and which branches can run. It analyses one body under a context
// and asks for everything else through interfaces that it owns (Callees for
// the results of calls, Semantics for the language's own operators and
// methods). It must not know labels, sinks or rules.
//
// Its window is Print.
package value

import (
	"cmp"

	"leadline/internal/ir"
)

// Atom is one thing a value may be. A Value is a small set of them.
type Atom uint64

// AtomKind is the sort of an Atom.
type AtomKind uint8

// The kinds of atoms; the payload is given behind each.
const (
	Unknown  AtomKind = iota // anything at all: 0
	Const                    // a constant: its id in Symbols
	Shape                    // a string of known shape: its index in Frame.shapes
	Object                   // an object: its index in Frame.objects
	Func                     // a project function without frame: FuncID
	Class                    // a project class: FuncID of its body
	Module                   // a project module: its index
	Ext                      // what an external dotted name stands for: the name's id
	ExtInst                  // some instance of an external class: the class name's id
	Inst                     // some instance of a project class: FuncID of its body
	Bound                    // a method bound to operand A of an OpAttr: FuncID<<26 | instruction
	Super                    // super() inside a class: FuncID of the class
	Static                   // staticmethod(f): FuncID
	ClassM                   // classmethod(f): FuncID
	Property                 // property(f): FuncID of the getter, and that of the setter + 1 << 28
	Accessor                 // p.setter of a property, as a decorator: the property; with accessorKeeps p.getter or p.deleter
	Global                   // an object of a module or class body: FuncID of the body<<24 | index in its summary
	Member                   // a member of an enumeration: FuncID of its body<<32 | the id of its name
	Callable                 // only in a Context: a closure or bound method of that FuncID, its frame and receiver reached through the parameter
	Some                     // only in a Context: something that is not None: 0
)

const payloadBits = 58

func atom(k AtomKind, payload uint64) Atom { return Atom(k)<<payloadBits | Atom(payload) }

// Kind is the sort of the atom.
func (a Atom) Kind() AtomKind { return AtomKind(a >> payloadBits) }

// Payload is what the sort's comment says.
func (a Atom) Payload() uint64 { return uint64(a) & (1<<payloadBits - 1) }

// Opaque tells whether the atom stands for more than one thing, so that no
// constant can be claimed of a value that has it.
func (a Atom) Opaque() bool {
	switch a.Kind() {
	case Unknown, Shape, Ext, ExtInst, Inst:
		return true
	}
	return false
}

// FuncID is the index of a body in Program.Funcs.
type FuncID uint32

// NoFunc is no body.
const NoFunc FuncID = ^FuncID(0)

// Value is a sorted set of atoms. nil is bottom: nothing reaches here.
type Value []Atom

// Top is the value that may be anything.
var top = Value{atom(Unknown, 0)}

// Top returns the value that may be anything.
func Top() Value { return top }

const maxAtoms = 12

// IsTop tells whether nothing is known of the value.
func (v Value) IsTop() bool { return len(v) > 0 && v[0] == 0 }

func one(a Atom) Value { return Value{a} }

// Has tells whether the atom is in the set.
func (v Value) Has(a Atom) bool {
	for _, x := range v {
		if x == a {
			return true
		}
	}
	return false
}

// Equal compares two sets.
func (v Value) Equal(o Value) bool {
	if len(v) != len(o) {
		return false
	}
	for i := range v {
		if v[i] != o[i] {
			return false
		}
	}
	return true
}

// join unites two values, widening to top past maxAtoms.
func join(a, b Value) Value {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	case subset(b, a):
		return a
	case subset(a, b):
		return b
	}
	out := make(Value, 0, len(a)+len(b))
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			out = append(out, a[i])
			i++
		case i == len(a) || b[j] < a[i]:
			out = append(out, b[j])
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	if len(out) > maxAtoms {
		return widened(out)
	}
	return out
}

// subset tells whether everything in one ascending list is in the other.
func subset[T cmp.Ordered](a, b []T) bool {
	j := 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j == len(b) || b[j] != x {
			return false
		}
	}
	return true
}

// widened drops the constants, shapes and library names of a set that grew too
// large, keeping objects, functions and classes as far as they fit, beside
// Unknown.
func widened(v Value) Value {
	out := append(make(Value, 0, min(len(v)+1, maxAtoms)), atom(Unknown, 0))
	for _, a := range v {
		switch a.Kind() {
		case Const, Shape, Unknown, Ext, ExtInst, Member: // ids of names depend on who came first
		default:
			if len(out) < maxAtoms {
				out = append(out, a)
			}
		}
	}
	return out
}

// add returns v with one atom more.
func add(v Value, a Atom) Value {
	i := 0
	for i < len(v) && v[i] < a {
		i++
	}
	if i < len(v) && v[i] == a {
		return v
	}
	out := make(Value, 0, len(v)+1)
	out = append(append(append(out, v[:i]...), a), v[i:]...)
	if len(out) > maxAtoms {
		return widened(out)
	}
	return out
}

// Known tells whether every atom is exact, i.e. the value is one of a few
// known things.
func (v Value) Known() bool {
	if len(v) == 0 {
		return false
	}
	for _, a := range v {
		if a.Opaque() || a.Kind() == Object || a.Kind() == Global {
			return false
		}
	}
	return true
}

// Key names a cell of an object: an attribute, an item under a constant key,
// an index, or one of the special cells.
type Key uint32

const (
	keyAttr    Key = 0 << 30
	keyItem    Key = 1 << 30
	keyIndex   Key = 2 << 30
	keySpecial Key = 3 << 30
	keyMask    Key = 1<<30 - 1
	// stateBit marks, among attributes, what no program has: see stateKey.
	stateBit Key = 1 << 29
)

// The special cells.
const (
	KeyStar  = keySpecial + iota // items under unknown keys
	KeyLen                       // the number of items, when known
	KeyEnv                       // the frame of a closure, or of a frame
	KeySelf                      // the receiver of a bound method
	KeyNames                     // the keys of a mapping that are not constants
	KeyState                     // object state set by model rows (see model.State)
	KeyAttrs                     // attributes under unknown names
	KeyRest                      // the paths of which a dict was given all items: see rest.go
)

// IsAttr tells whether the key is an attribute.
func (k Key) IsAttr() bool { return k&^keyMask == keyAttr && k&stateBit == 0 }

// Attribute is the name of the attribute that a key is one of.
func (k Key) Attribute() (NameID, bool) { return NameID(k & keyMask), k.IsAttr() }

func (k Key) isState() bool { return k&^keyMask == keyAttr && k&stateBit != 0 }

// IsItem tells whether the key is an item or index.
func (k Key) IsItem() bool { return k&^keyMask == keyItem || k&^keyMask == keyIndex }

// Def names a definition whose labels a cell carries: an instruction of the
// body, or (from len(Instrs) on) an entry of Facts.Extra.
type Def = uint32

// Cell is the content of one cell of an object.
type Cell struct {
	Val   Value
	Defs  []Def // ascending
	Maybe bool  // may also be what it was before (initial or absent)
	Over  bool  // an item stored later than everything under an unknown key
}

func joinDefs(a, b []Def) []Def {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 || len(a) >= maxDefs {
		return a
	}
	if subset(b, a) {
		return a
	}
	out := make([]Def, 0, len(a)+len(b))
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			out = append(out, a[i])
			i++
		case i == len(a) || b[j] < a[i]:
			out = append(out, b[j])
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// maxDefs bounds the definitions that one cell remembers.
const maxDefs = 256

// operand returns an instruction's defining index as a list of one.
func operand(v ir.Value) []Def {
	if v == ir.NoValue {
		return nil
	}
	return []Def{v}
}

// AnyAtom is the atom that may be anything.
const AnyAtom Atom = 0

// ClassAtom is a project class as a value.
func ClassAtom(id FuncID) Atom { return atom(Class, uint64(id)) }

// JoinTables unites two values of the program's tables.
func JoinTables(a, b Value) Value { return join(a, b) }
