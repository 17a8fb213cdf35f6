package value

import (
	"strings"

	"leadline/internal/ir"
)

func (f *Frame) evalAccess(i ir.Value, in *ir.Instr) Value {
	switch in.Op {
	case ir.OpAttr:
		v, defs := f.attr(i, f.val(in.A), f.Fn.name(in.B))
		f.Loads[i] = defs
		return v
	case ir.OpStoreAttr:
		f.storeAttr(i, f.val(in.A), f.Fn.name(in.B), f.val(in.C))
	case ir.OpDelAttr:
		f.delAttr(f.val(in.A), f.Fn.name(in.B))
	case ir.OpItem:
		f.loads, f.moved = nil, false
		f.snapshot(i, f.val(in.A))
		v := f.Item(i, f.val(in.A), f.val(in.B))
		f.Loads[i] = f.loads
		f.decides(in.B, 0)
		return v
	case ir.OpStoreItem:
		f.storeItem(i, f.val(in.A), in.B, in.C)
		f.decides(in.B, 0)
	case ir.OpDelItem:
		f.delItem(i, f.val(in.A), f.val(in.B))
	case ir.OpAppend:
		f.comprehended(f.val(in.A), func(id uint32) { f.add(id, f.val(in.B), operand(i)) })
	case ir.OpInsert:
		v := f.val(in.C)
		f.share(v)
		f.comprehended(f.val(in.A), func(id uint32) {
			f.storeKey(id, f.val(in.B), operand(in.B), v, operand(i), true)
			f.Recount(id)
		})
	}
	return top
}

// delAttr takes an attribute away; the deleter of a property may change anything of
// its instance.
func (f *Frame) delAttr(base Value, name NameID) {
	for _, a := range base {
		if a.Kind() != Object {
			continue
		}
		if o := &f.Objects[a.Payload()]; o.Class.Kind() == Class {
			if v, _, _ := f.classAttr(FuncID(o.Class.Payload()), name); len(v) == 1 && v[0].Kind() == Property && v[0].Payload()&propertyKeeps == 0 {
				f.escape(Value{a}, 0)
				continue
			}
		}
		f.weaken(uint32(a.Payload()), attrKey(name))
	}
}

// comprehended visits the container that a comprehension fills.
func (f *Frame) comprehended(v Value, visit func(id uint32)) {
	for _, a := range v {
		if a.Kind() == Object {
			visit(uint32(a.Payload()))
		}
	}
}

// add puts a value behind the last item of a list or iterator, or into a set.
func (f *Frame) add(id uint32, v Value, defs []Def) {
	f.share(v)
	n, ok := f.Len(id)
	if o := &f.Objects[id]; ok && o.Single && o.Kind != ObjSet && n < maxKeys {
		f.Store(id, IndexKey(n), v, defs, true)
		f.SetLen(id, n+1)
		return
	}
	f.Store(id, KeyStar, v, defs, false)
	f.SetLen(id, -1)
}

// weaken notes that a cell may be gone.
func (f *Frame) weaken(id uint32, k Key) {
	if c, ok := f.cur.heap.Get(CellKey(id, k)); ok {
		if f.Objects[id].Single && f.Objects[id].Kind != ObjPath {
			f.cur.heap = f.cur.heap.Delete(CellKey(id, k))
			f.dropsKey(id, k)
			return
		}
		c.Maybe = true
		f.set(CellKey(id, k), c)
	}
}

// Item reads x[key].
func (f *Frame) Item(i ir.Value, base, key Value) Value {
	var v Value
	for _, a := range base {
		v = join(v, f.itemOf(i, a, key))
	}
	return v
}

func (f *Frame) itemOf(i ir.Value, a Atom, key Value) Value {
	switch a.Kind() {
	case Object:
		id := uint32(a.Payload())
		if m := f.method(a, "__getitem__"); m != nil {
			return f.callImplicit(i, m, a, "__getitem__", []Value{key}, []ir.Value{f.F.Instrs[i].B})
		}
		return f.objectItem(id, key)
	case Class:
		if f.generic(FuncID(a.Payload())) {
			return Value{a} // with its parameters it is that class
		}
	case Inst:
		if m := f.method(a, "__getitem__"); m != nil {
			return f.callImplicit(i, m, a, "__getitem__", []Value{key}, []ir.Value{f.F.Instrs[i].B})
		}
	case Const, Shape:
		return f.World.Sem.Operator(f, &ir.Instr{Op: ir.OpItem}, Value{a}, key)
	case ExtInst:
		return f.extItem(a)
	case Ext:
		return f.extItemOf(a, key)
	}
	return top
}

// generic tells whether what is in brackets behind a project class are its
// parameters: neither it nor a metaclass, as enumerations have one, says otherwise.
func (f *Frame) generic(c FuncID) bool {
	for _, n := range f.addExternalBases(nil, c) {
		base := f.Text(n)
		if strings.HasPrefix(base, "enum.") || base == "builtins.type" {
			return false
		}
	}
	_, _, own := f.classAttr(c, f.World.Prog.Syms.Name("__class_getitem__"))
	return !own
}

func (f *Frame) extItem(a Atom) Value {
	p := f.World.Prog
	class := p.Syms.Text(NameID(a.Payload()))
	if class == "builtins.str" {
		return Value{a}
	}
	if class == "builtins.bytes" {
		return join(Value{a}, f.Type("builtins.int"))
	}
	if c := p.Models.Class(class); c != nil && c.Items != "" {
		return f.instanceOf(c.Items)
	}
	switch item, _ := f.memberResult(class, "__getitem__"); item {
	case "":
		return top
	case "self":
		return Value{a}
	default:
		return f.instanceOf(item)
	}
}

// extItemOf keeps a subscripted library name (typing.List[int]) as itself; what
// only wraps classes stands for their instances.
func (f *Frame) extItemOf(a Atom, key Value) Value {
	n := f.World.Prog.Syms.Text(NameID(a.Payload()))
	if v := f.wrappedClasses(n, key); v != nil {
		return v
	}
	if len(n) > 7 && n[:7] == "typing." || len(n) > 9 && n[:9] == "builtins." {
		return Value{a}
	}
	return top
}

// wrappedClasses are the instances that Optional, Union and Annotated speak of;
// Annotated keeps the objects beside the class that say who gives the value.
func (f *Frame) wrappedClasses(name string, key Value) Value {
	switch name {
	case "typing.Optional":
		if v := f.instances(key); v != nil {
			return join(v, f.None())
		}
	case "typing.Union":
		if ids, ok := f.ObjectsOf(key); ok && len(ids) == 1 {
			members, _ := f.Elements(ids[0])
			return f.instances(members)
		}
	case "typing.Annotated", "typing_extensions.Annotated":
		ids, ok := f.ObjectsOf(key)
		if !ok || len(ids) != 1 {
			return nil
		}
		first, _, _ := f.Load(ids[0], IndexKey(0))
		v := f.instances(first)
		members, _ := f.Elements(ids[0])
		for _, m := range members {
			if c := f.World.Prog.Models.Class(f.TypeName(m)); c != nil && c.Given {
				v = join(v, f.Type(c.Name))
			}
		}
		return v
	}
	return nil
}

// objectItem reads an item of an object, exactly where the key is constant.
func (f *Frame) objectItem(id uint32, key Value) Value {
	o := &f.Objects[id]
	if o.Kind == ObjInst {
		if o.Class.Kind() == ExtInst {
			return join(f.libraryItem(id, key), f.extItem(o.Class))
		}
		if f.holdsItems(o.Class) == "" && !f.indexed(o.Class) {
			return top
		}
	}
	if sl, ok := f.ObjectsOf(key); ok && len(sl) > 0 && f.Objects[sl[0]].Kind == ObjSlice {
		return f.World.Sem.Operator(f, &ir.Instr{Op: ir.OpItem}, f.ObjectValue(id), key)
	}
	var v Value
	for _, a := range key {
		k, ok := f.ItemKey(a)
		if !ok {
			x, d := f.Elements(id)
			v = join(join(v, x), f.missing(f.at, id, KeyStar))
			f.SetLoads(d)
			continue
		}
		k = f.normalIndex(id, a, k)
		if k == KeyStar {
			x, d := f.Elements(id)
			v = join(v, x)
			f.SetLoads(d)
			continue
		}
		x, d, sure := f.Load(id, k)
		if !sure {
			x = join(x, f.missing(f.at, id, k))
		}
		v = join(v, x)
		f.SetLoads(d)
		if !sure && o.Kind == ObjInst {
			v = join(v, top)
		}
	}
	return v
}

// libraryItem is what was stored in an instance of a library class under a key.
func (f *Frame) libraryItem(id uint32, key Value) (v Value) {
	for _, a := range key {
		k, ok := f.ItemKey(a)
		if !ok {
			x, d := f.Elements(id)
			f.SetLoads(d)
			return x
		}
		x, d, _ := f.Load(id, k)
		v = join(v, x)
		f.SetLoads(d)
	}
	return v
}

func (f *Frame) storeItem(i ir.Value, base Value, key, val ir.Value) {
	v, k := f.val(val), f.val(key)
	f.share(v)
	f.assignedState(base, f.itemRows(base), v, k, true)
	f.sharedStoreItem(base, k, v)
	if in := &f.F.Instrs[f.F.Instrs[i].A]; in.Op == ir.OpAttr { // answer.headers["Content-Type"] = ...
		owner := f.val(in.A)
		f.assignedState(owner, f.Members(owner, f.Fn.name(in.B)), v, k, true)
	}
	for _, a := range base {
		if m := f.method(a, "__setitem__"); m != nil {
			f.callImplicit(i, m, a, "__setitem__", []Value{k, v}, []ir.Value{key, val})
			continue
		}
		if a.Kind() != Object {
			continue
		}
		id := uint32(a.Payload())
		if sl, ok := f.sliceKey(k); ok && f.ordered(id) {
			f.storeSlice(id, sl, v, operand(i), len(base) == 1)
			continue
		}
		f.storeKey(id, k, operand(key), v, operand(i), len(base) == 1)
		if f.Objects[id].Kind == ObjDict {
			f.Recount(id)
		}
	}
}

// sliceKey views a key as a slice object.
func (f *Frame) sliceKey(k Value) (uint32, bool) {
	ids, all := f.ObjectsOf(k)
	if !all || len(ids) != 1 || f.Objects[ids[0]].Kind != ObjSlice {
		return 0, false
	}
	return ids[0], true
}

// storeSlice puts the items of a value in place of a part of a list.
func (f *Frame) storeSlice(id, slice uint32, v Value, via []Def, only bool) {
	items, exact := f.ExactItems(v)
	if n, ok := f.Len(id); ok && exact && only {
		if lo, hi, known := f.SliceBounds(slice, n); known && f.Replace(id, lo, hi, items) {
			return
		}
	}
	f.Collapse(id)
	f.Extend(id, -1, v, via)
	f.SetLen(id, -1)
}

// SliceBounds are the limits of a slice with constant ends and no step in a
// sequence of n items.
func (f *Frame) SliceBounds(slice uint32, n int) (lo, hi int, known bool) {
	end := [2]int{0, n}
	for i := range 3 {
		v, _, _ := f.Load(slice, IndexKey(i))
		if v == nil {
			continue
		}
		k, ok := f.Only(v)
		if !ok || k.Kind != ir.ConstInt && k.Kind != ir.ConstNone {
			return 0, 0, false
		}
		switch {
		case k.Kind == ir.ConstNone:
		case i == 2:
			if k.Int != 1 {
				return 0, 0, false
			}
		default:
			x := int(k.Int)
			if x < 0 {
				x += n
			}
			end[i] = min(max(x, 0), n)
		}
	}
	return end[0], max(end[0], end[1]), true
}

func (f *Frame) delItem(i ir.Value, base, key Value) {
	for _, a := range base {
		if m := f.method(a, "__delitem__"); m != nil {
			f.callImplicit(i, m, a, "__delitem__", []Value{key}, []ir.Value{f.F.Instrs[i].B})
			continue
		}
		if a.Kind() != Object {
			continue
		}
		id := uint32(a.Payload())
		if sl, ok := f.sliceKey(key); ok && f.ordered(id) {
			f.storeSlice(id, sl, f.Str(""), nil, len(base) == 1)
			continue
		}
		if f.ordered(id) {
			f.Remove(id, key)
			continue
		}
		for _, ka := range key {
			if k, ok := f.ItemKey(ka); ok && len(key) == 1 {
				f.weaken(id, k)
			}
		}
		f.Recount(id)
	}
}

// Remove deletes the item at an index of a list and moves those behind it.
func (f *Frame) Remove(id uint32, key Value) (removed Value, defs []Def) {
	n, known := f.Len(id)
	c, exact := f.Only(key)
	if !known || !exact || !f.Objects[id].Single || c.Kind != ir.ConstInt {
		removed, defs = f.Elements(id)
		f.Collapse(id)
		return removed, defs
	}
	at := int(c.Int)
	if at < 0 {
		at += n
	}
	if at < 0 || at >= n {
		return nil, nil
	}
	removed, defs, _ = f.Load(id, IndexKey(at))
	for k := at; k+1 < n; k++ {
		v, d, _ := f.Load(id, IndexKey(k+1))
		f.Store(id, IndexKey(k), v, d, true)
	}
	f.cur.heap = f.cur.heap.Delete(CellKey(id, IndexKey(n-1)))
	f.SetLen(id, n-1)
	return removed, defs
}

// Insert puts an item at a position of a list and moves those behind it.
func (f *Frame) Insert(id uint32, at int, v Value, defs []Def) {
	n, known := f.Len(id)
	if !known || !f.Objects[id].Single || n >= maxKeys {
		f.Store(id, KeyStar, v, defs, false)
		f.SetLen(id, -1)
		return
	}
	if at < 0 {
		at = max(0, at+n)
	}
	at = min(at, n)
	for k := n; k > at; k-- {
		x, d, _ := f.Load(id, IndexKey(k-1))
		f.Store(id, IndexKey(k), x, d, true)
	}
	f.Store(id, IndexKey(at), v, defs, true)
	f.SetLen(id, n+1)
}
