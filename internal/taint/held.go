package taint

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// What an object of a module or class body holds may be read wherever the object is
// named. Each constant key is a variable of its own there, and so are all keys of which
// nobody knows which they are; all that is held together is a third, for who reads under
// such a key.

const (
	heldUnknown = "#object"
	heldAll     = "#object*"
	heldNames   = "#object@" // the keys themselves
)

// held is a variable of what a global object holds.
func held(object value.Atom, path string) Origin {
	return Origin{Kind: FromGlobal, Mod: uint32(value.BodyOf(object)), Param: int32(object.Payload() & (1<<24 - 1)), Path: path}
}

// toldApart tells whether what is held under a key stays there: a list's items move.
func toldApart(kind value.ObjKind, key value.Key) bool {
	return key.IsAttr() || key.IsItem() && kind != value.ObjList
}

// heldBy is what may be read of an object that this body knows as a global one.
func (r *run) heldBy(obj uint32, key value.Key) []Label {
	global := r.fr.Objects[obj].Global
	if global == 0 { // one of this body's, that others change
		var ok bool
		if global, ok = r.fr.GlobalOf(r.fr.Objects[obj].Alloc, r.fr.Kind(obj)); !ok {
			return nil
		}
	}
	if key == value.KeyNames {
		return []Label{{Origin: r.origin(held(global, heldNames)), From: noDef}}
	}
	if !key.IsAttr() && !key.IsItem() {
		return []Label{{Origin: r.origin(held(global, heldAll)), From: noDef}}
	}
	some := []Label{{Origin: r.origin(held(global, heldUnknown)), From: noDef}}
	if !toldApart(r.fr.Kind(obj), key) {
		return some
	}
	return r.union(some, []Label{{Origin: r.origin(held(global, heldUnknown+encodePath([]value.Key{key}))), From: noDef}})
}

// hold records data that a global object is given.
func (r *run) hold(global value.Atom, kind value.ObjKind, key value.Key, ls []Label) {
	path := heldUnknown
	if key == value.KeyNames {
		r.toGlobal(held(global, heldNames), ls)
		return
	}
	if toldApart(kind, key) {
		path += encodePath([]value.Key{key})
	}
	r.toGlobal(held(global, path), ls)
	r.toGlobal(held(global, heldAll), ls)
}

// stored: what a statement puts into an object, and the name that it goes by there.
func (r *run) stored(in *ir.Instr, ls []Label) {
	key := r.storedUnder(in)
	r.intoGlobals(r.fr.Vals[in.A], key, ls)
	if key == value.KeyStar {
		r.intoGlobals(r.fr.Vals[in.A], value.KeyNames, step(r.at(in.B), in.B, whyStore))
	}
}

// storedUnder is the key under which a statement stores.
func (r *run) storedUnder(in *ir.Instr) value.Key {
	if in.Op == ir.OpStoreAttr {
		return value.AttributeKey(r.fr.Fn.Mod.Names[in.B])
	}
	return r.keyIn(r.fr.Vals[in.B])
}

// keyIn is the key that a value is, when that is certain.
func (r *run) keyIn(v value.Value) value.Key {
	if len(v) == 1 {
		if k, ok := r.fr.ItemKey(v[0]); ok {
			return k
		}
	}
	return value.KeyStar
}

// intoGlobals: what a function puts into an object of a module or class body.
func (r *run) intoGlobals(base value.Value, key value.Key, ls []Label) {
	if len(ls) == 0 || r.f.Kind == ir.FuncModule {
		return
	}
	for _, a := range base {
		if a.Kind() != value.Object {
			continue
		}
		if o := &r.fr.Objects[a.Payload()]; o.Global != 0 {
			r.hold(o.Global, o.Kind, key, ls)
		}
	}
}

// putByCall: what a library's method puts into an object of a module or class body.
func (r *run) putByCall(c *value.CallFact) {
	if !c.Builtin && len(c.Ext) == 0 || !r.fr.Mutates(c.RecvVal) {
		return
	}
	method, all := r.fr.Text(c.Method), value.KeyStar
	if first := c.Call.Arg(0); first != nil && method == "setdefault" {
		all = r.keyIn(first.Val)
	}
	for k := range c.Call.Args {
		a, key := &c.Call.Args[k], all
		if a.Name != 0 && method == "update" {
			key = r.fr.NamedItem(a.Name)
		}
		r.intoGlobals(c.RecvVal, key, r.deepOf(a.Val, a.Defs()))
	}
}

// heldAtFirst: what a module or class body itself puts into its objects.
func (r *run) heldAtFirst(slot int, ls []SlotLabels) {
	if len(ls) == 0 || r.f.Kind != ir.FuncModule && r.f.Kind != ir.FuncClass {
		return
	}
	sl := &r.fr.Sum.Slots[slot]
	o := &r.fr.Sum.Objs[sl.Obj]
	global, ok := r.fr.GlobalOf(o.Alloc, o.Kind)
	if !ok {
		return
	}
	labels := make([]Label, 0, len(ls))
	same := held(global, "")
	for _, l := range ls {
		if o := l.Origin; o.Kind != same.Kind || o.Mod != same.Mod || o.Param != same.Param || !strings.HasPrefix(o.Path, heldUnknown) { // it came from there
			labels = append(labels, l.Label)
		}
	}
	r.hold(global, o.Kind, sl.Key, labels)
}
