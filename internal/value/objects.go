package value

import (
	"slices"

	"leadline/internal/ir"
)

// alloc returns the object that an instruction (and, for several of one
// instruction, an index) makes, fresh: its cells are empty. An object of the
// site that another name may still mean is not replaced but becomes a summary
// of all of them.
func (f *Frame) alloc(site ir.Value, index uint32, kind ObjKind, class Atom) uint32 {
	key := 1<<63 | uint64(site)<<24 | uint64(index)
	id, again := f.sites[key]
	if !again {
		id = uint32(len(f.Objects))
		f.Objects = append(f.Objects, HeapObject{Kind: kind, Single: true, Site: site, Alloc: key, Class: class, Fn: NoFunc, Param: -1, Parent: -1})
		f.sites[key] = id
		f.noteChanging(id)
	}
	o := &f.Objects[id]
	o.Kind, o.Class = kind, class
	if _, alive := f.cur.heap.Get(CellKey(id, keyAlive)); alive {
		if o.Shared {
			o.Single = false
			return id
		}
		f.clear(id)
	}
	f.cur.heap = f.cur.heap.SetIn(&f.room, f.era, CellKey(id, keyAlive), Cell{})
	return id
}

func (f *Frame) clear(id uint32) {
	var keys []uint64
	f.cur.heap.Range(CellKey(id, 0), CellKey(id+1, 0), func(k uint64, _ Cell) bool {
		keys = append(keys, k)
		return true
	})
	for _, k := range keys {
		f.cur.heap = f.cur.heap.Delete(k)
	}
}

// maxDepth bounds the length of an access path from a parameter.
const maxDepth = 4

// paramObject is what a parameter (or, with -1, the environment) is.
func (f *Frame) paramObject(param int32, hint Value) uint32 {
	key := uint64(param+1) << 8
	if id, ok := f.sites[key]; ok {
		return id
	}
	id := uint32(len(f.Objects))
	f.Objects = append(f.Objects, HeapObject{Kind: ObjPath, Single: true, Param: param, Parent: -1, Hint: hint, Fn: NoFunc})
	f.sites[key] = id
	return id
}

// child is the path one cell below another path.
func (f *Frame) child(parent uint32, k Key) uint32 {
	p := &f.Objects[parent]
	if p.Depth >= maxDepth {
		if p.Key == KeyStar {
			return parent
		}
		k = KeyStar
	}
	key := 1<<62 | uint64(parent)<<32 | uint64(k)
	if id, ok := f.sites[key]; ok {
		return id
	}
	id := uint32(len(f.Objects))
	f.Objects = append(f.Objects, HeapObject{
		Kind: ObjPath, Single: true, Param: p.Param, Parent: int32(parent), Key: k, Depth: p.Depth + 1, Fn: NoFunc,
	})
	f.sites[key] = id
	f.Objects[id].Hint = f.cellHint(parent, k)
	if k == KeyStar {
		f.Objects[id].Single = false
	}
	return id
}

// cellHint are the types that an attribute of a path probably has.
func (f *Frame) cellHint(parent uint32, k Key) Value {
	if !k.IsAttr() {
		return nil
	}
	var out Value
	for _, a := range f.Objects[parent].Hint {
		if a.Kind() != Inst {
			continue
		}
		if c := f.class(FuncID(a.Payload())); c != nil {
			for _, m := range c.MRO {
				if m.Kind() != Class {
					continue
				}
				if ci := f.class(FuncID(m.Payload())); ci != nil {
					v, _ := f.classCell(ci, NameID(k&keyMask))
					own, _ := f.classOwn(ci, NameID(k&keyMask)) // inner: Inner
					out = join(join(out, v), f.instancesIn(own))
				}
			}
		}
	}
	return f.hintTypes(out)
}

// instancesIn keeps the instances among what a class gives a name.
func (f *Frame) instancesIn(v Value) Value {
	var out Value
	for _, a := range v {
		if a.Kind() == Inst || a.Kind() == ExtInst {
			out = add(out, a)
		}
	}
	return out
}

// hintTypes keeps what may serve as a hint.
func (f *Frame) hintTypes(v Value) Value {
	var out Value
	for _, a := range v {
		switch a.Kind() {
		case Const:
			c := f.World.Prog.Syms.Value(a)
			if c.Kind != ir.ConstNone {
				out = add(out, f.instOf(c.Type()))
			}
		case Object:
			out = join(out, f.typeOfObject(uint32(a.Payload())))
		case ExtInst, Inst, Class, Func, Module, Ext:
			out = add(out, a)
		case Shape:
			out = add(out, f.instOf("builtins.str"))
		case Member:
			out = add(out, atom(Inst, uint64(memberClass(a))))
		}
	}
	return out
}

// typeOfObject are the classes that an object is an instance of.
func (f *Frame) typeOfObject(id uint32) Value {
	o := &f.Objects[id]
	switch o.Kind {
	case ObjPath:
		return o.Hint
	case ObjInst:
		switch o.Class.Kind() {
		case Class:
			return one(atom(Inst, o.Class.Payload()))
		case ExtInst, Inst:
			return one(o.Class)
		}
		return nil
	}
	if n := f.TypeName(atom(Object, uint64(id))); n != "" {
		return one(f.instOf(n))
	}
	return nil
}

// Container is the kind of an object, and of one that a caller gives the kind that it
// probably is of.
func (f *Frame) Container(id uint32) ObjKind {
	o := &f.Objects[id]
	if o.Kind != ObjPath || len(o.Hint) != 1 {
		return o.Kind
	}
	class := f.TypeName(o.Hint[0])
	for _, k := range []ObjKind{ObjList, ObjTuple, ObjDict, ObjSet} {
		if builtinClass(k) == class {
			return k
		}
	}
	return ObjPath
}

func builtinClass(k ObjKind) string {
	switch k {
	case ObjList:
		return "builtins.list"
	case ObjTuple:
		return "builtins.tuple"
	case ObjDict:
		return "builtins.dict"
	case ObjSet:
		return "builtins.set"
	case ObjIter:
		return "builtins.generator"
	case ObjSlice:
		return "builtins.slice"
	case ObjClosure, ObjBound:
		return "builtins.function"
	}
	return ""
}

func (f *Frame) instOf(class string) Atom {
	return atom(ExtInst, uint64(f.World.Prog.Syms.Name(class)))
}

// initial is the definition of what a path held at entry.
func (f *Frame) initial(path uint32) Def {
	return f.extraDef(Extra{Kind: ExtraInitial, Object: path})
}

// ofProgram tells whether an attribute of an object is one that its class gives its
// instances: what a library's method keeps there it keeps under other names.
func (f *Frame) ofProgram(obj uint32, k Key) bool {
	name, is := k.Attribute()
	return is && slices.ContainsFunc(f.Objects[obj].Hint, func(h Atom) bool {
		return h.Kind() == Inst && len(f.StoredIn(FuncID(h.Payload()), name)) > 0
	})
}

func (f *Frame) extraDef(e Extra) Def {
	k := e.key()
	if d, ok := f.extra[k]; ok {
		return d
	}
	d := Def(len(f.F.Instrs) + len(f.Extra))
	f.Extra = append(f.Extra, e)
	f.extra[k] = d
	return d
}

// Load reads one cell: its value, the definitions behind it, and whether it is
// certain to exist. A missing cell of a path is what it held at entry.
func (f *Frame) Load(obj uint32, k Key) (v Value, defs []Def, sure bool) {
	c, ok := f.cur.heap.Get(CellKey(obj, k))
	if ok {
		v, defs, sure = c.Val, c.Defs, !c.Maybe
		if sure && c.Over && f.Objects[obj].Global == 0 {
			return v, defs, true
		}
	}
	if g := f.Objects[obj].Global; g != 0 && !sure {
		x, d, there := f.globalCell(obj, k, k)
		v, defs, sure = join(v, x), joinDefs(defs, d), there
		if k.IsItem() {
			x, d, _ := f.globalCell(obj, KeyStar, k)
			v, defs = join(v, x), joinDefs(defs, d)
		}
	}
	if k != KeyStar && !k.special() {
		if s, ok := f.cur.heap.Get(CellKey(obj, KeyStar)); ok && (k.IsItem() || f.Objects[obj].Kind == ObjPath && !f.ofProgram(obj, k)) {
			v, defs = join(v, s.Val), joinDefs(defs, s.Defs)
		}
		if k.IsItem() {
			x, d := f.restItem(obj, k)
			v, defs = join(v, x), joinDefs(defs, d)
		}
	}
	if f.Objects[obj].Loose && k.IsAttr() {
		if s, ok := f.cur.heap.Get(CellKey(obj, KeyAttrs)); ok {
			v, defs = join(v, s.Val), joinDefs(defs, s.Defs)
		}
	}
	if f.Objects[obj].Kind == ObjPath && !sure && k != KeyLen && k != keyAlive {
		p := f.child(obj, k)
		v = join(v, one(atom(Object, uint64(p))))
		defs = joinDefs(defs, operand(f.initial(p)))
	}
	return v, defs, sure
}

func (k Key) special() bool { return k&^keyMask == keySpecial }

// maxKeys bounds the exact cells of one object.
const maxKeys = 64

// Store writes one cell of an object. Unless the object is exactly one, what
// was there before may still be.
func (f *Frame) Store(obj uint32, k Key, v Value, defs []Def, strong bool) {
	o := &f.Objects[obj]
	if o.Global != 0 {
		f.mutates(o.Global, v)
	}
	if k == KeyStar || k == KeyRest {
		f.uncover(obj)
	}
	o.Loose = o.Loose || k == KeyAttrs
	key := CellKey(obj, k)
	old, had := f.cur.heap.Get(key)
	if !had && k.IsItem() && f.countKeys(obj) >= maxKeys {
		k, key, strong = KeyStar, CellKey(obj, KeyStar), false
		f.uncover(obj)
		old, had = f.cur.heap.Get(key)
	}
	if strong && o.Single && k != KeyStar && k != KeyAttrs && k != KeyRest {
		if !had && o.Kind == ObjDict && o.Global == 0 && k.IsItem() {
			f.ordersKey(obj, k)
		}
		f.set(key, Cell{Val: v, Defs: defs, Over: k.IsItem()})
		return
	}
	if !had {
		f.set(key, Cell{Val: v, Defs: defs, Maybe: true})
		return
	}
	c, _ := joinCells(key, old, Cell{Val: v, Defs: defs, Maybe: old.Maybe})
	f.set(key, c)
}

// uncover notes that something is stored under an unknown key of an object: any
// item may be that.
func (f *Frame) uncover(obj uint32) {
	from := len(f.escaping)
	f.cur.heap.Range(CellKey(obj, keyItem), CellKey(obj, keySpecial), func(k uint64, c Cell) bool {
		if c.Over {
			f.escaping = append(f.escaping, escapingCell{k, c})
		}
		return true
	})
	for _, e := range f.escaping[from:] {
		e.Over = false
		f.set(e.key, e.Cell)
	}
	clear(f.escaping[from:])
	f.escaping = f.escaping[:from]
}

func (f *Frame) set(key uint64, c Cell) {
	f.cur.heap = f.cur.heap.SetIn(&f.room, f.era, key, c)
	f.wrote = true
}

// beginEra lets what is stored from here on change the heap in place. An era
// lasts for one instruction at most, and a heap that is kept or walked over
// while cells are stored ends it.
func (f *Frame) beginEra() {
	f.eras++
	f.era = f.eras
}

// keepHeap is the heap as it is now, for good.
func (f *Frame) keepHeap() Heap {
	if f.era != 0 {
		f.beginEra()
	}
	return f.cur.heap
}

func (f *Frame) countKeys(obj uint32) int {
	n := 0
	f.cur.heap.Range(CellKey(obj, keyItem), CellKey(obj, keySpecial), func(uint64, Cell) bool {
		n++
		return n < maxKeys
	})
	return n
}

// Items visits the cells of an object that hold its items, KeyStar among them,
// in order of key. What it was given of paths stands under KeyStar, too.
func (f *Frame) Items(obj uint32, visit func(k Key, c Cell)) {
	f.ownItems(obj, visit)
	if c, ok := f.restStar(obj); ok {
		visit(KeyStar, c)
	}
}

// ownItems visits those that have cells.
func (f *Frame) ownItems(obj uint32, visit func(k Key, c Cell)) {
	if f.Objects[obj].Global != 0 {
		f.globalItems(obj, visit)
	}
	f.keepHeap().Range(CellKey(obj, keyItem), CellKey(obj, KeyStar+1), func(k uint64, c Cell) bool {
		visit(Key(uint32(k)), c)
		return true
	})
}

// Len is the number of items, when it is known.
func (f *Frame) Len(obj uint32) (int, bool) {
	c, ok := f.cur.heap.Get(CellKey(obj, KeyLen))
	if !ok && f.Objects[obj].Global != 0 {
		var sure bool
		c.Val, _, sure = f.globalCell(obj, KeyLen, KeyLen)
		ok, c.Maybe = sure, !sure
	}
	if !ok || c.Maybe || len(c.Val) != 1 || c.Val[0].Kind() != Const {
		return 0, false
	}
	k := f.World.Prog.Syms.Value(c.Val[0])
	return int(k.Int), true
}

// SetLen records the number of items, or (negative) that it is unknown.
func (f *Frame) SetLen(obj uint32, n int) {
	if n < 0 || !f.Objects[obj].Single {
		f.set(CellKey(obj, KeyLen), Cell{Val: top})
		return
	}
	f.set(CellKey(obj, KeyLen), Cell{Val: f.Int(int64(n))})
}

// Elements is the join of all items of a value that is iterated or indexed
// with an unknown key.
func (f *Frame) Elements(obj uint32) (v Value, defs []Def) {
	f.Items(obj, func(_ Key, c Cell) {
		v, defs = join(v, c.Val), joinDefs(defs, c.Defs)
	})
	if f.Objects[obj].Kind == ObjPath {
		p := f.child(obj, KeyStar)
		v = join(v, one(atom(Object, uint64(p))))
		defs = joinDefs(defs, operand(f.initial(p)))
	}
	return v, defs
}

// Collapse forgets which item lies where: all move under KeyStar.
func (f *Frame) Collapse(obj uint32) {
	v, defs := f.itemsOnly(obj)
	var keys []uint64
	f.cur.heap.Range(CellKey(obj, keyItem), CellKey(obj, keySpecial), func(k uint64, _ Cell) bool {
		keys = append(keys, k)
		return true
	})
	for _, k := range keys {
		f.cur.heap = f.cur.heap.Delete(k)
	}
	if v != nil {
		f.Store(obj, KeyStar, v, defs, false)
	}
	f.SetLen(obj, -1)
}

func (f *Frame) itemsOnly(obj uint32) (v Value, defs []Def) {
	f.Items(obj, func(_ Key, c Cell) {
		v, defs = join(v, c.Val), joinDefs(defs, c.Defs)
	})
	return v, defs
}

// escape notes that unknown code holds a value: the items and attributes of
// its objects may have become anything, but keep their labels.
func (f *Frame) escape(v Value, depth int) {
	for _, a := range v {
		if a.Kind() != Object || depth > 3 {
			continue
		}
		id := uint32(a.Payload())
		o := &f.Objects[id]
		if o.Kind == ObjTuple || o.Kind == ObjPath || o.Kind == ObjSlice || o.Kind == ObjFrame {
			continue
		}
		o.Shared = true
		f.escapeCells(id, depth)
	}
}

// escapingCell is a cell of an object that unknown code holds.
type escapingCell struct {
	key uint64
	Cell
}

func (f *Frame) escapeCells(id uint32, depth int) {
	from := len(f.escaping)
	f.cur.heap.Range(CellKey(id, 0), CellKey(id+1, 0), func(k uint64, c Cell) bool {
		switch key := Key(uint32(k)); key {
		case keyAlive, keyOrder, KeyEnv, KeySelf, KeyState, KeyRest:
		default:
			if !c.Val.IsTop() {
				f.escaping = append(f.escaping, escapingCell{k, c})
			}
		}
		return true
	})
	for i, end := from, len(f.escaping); i < end; i++ { // what escapes with them is put behind
		k, c := f.escaping[i].key, f.escaping[i].Cell
		f.escape(c.Val, depth+1)
		c.Val = join(c.Val, top)
		f.set(k, c)
	}
	clear(f.escaping[from:])
	f.escaping = f.escaping[:from]
	if kind := f.Objects[id].Kind; kind == ObjList || kind == ObjDict || kind == ObjSet {
		if _, ok := f.cur.heap.Get(CellKey(id, KeyStar)); !ok {
			f.set(CellKey(id, KeyStar), Cell{Val: top})
		}
		f.SetLen(id, -1)
	}
}
