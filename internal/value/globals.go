package value

import (
	"slices"

	"leadline/internal/ir"
)

// importGlobal makes an object of another body's summary usable here. Its
// cells are read through, never copied.
func (f *Frame) importGlobal(a Atom) uint32 {
	key := 1<<60 | a.Payload()
	if id, ok := f.sites[key]; ok {
		return id
	}
	so := f.globalObject(a)
	if id, ok := f.ownObject(a, so); ok {
		return id
	}
	id := uint32(len(f.Objects))
	o := HeapObject{Kind: ObjInst, Single: true, Global: a, Param: -1, Parent: -1, Fn: NoFunc}
	if so != nil {
		o.Kind, o.Class, o.Fn, o.Single = so.Kind, so.Class, so.Fn, so.Single
	}
	f.Objects = append(f.Objects, o)
	f.sites[key] = id
	return id
}

// ownObject is the object by which a body itself knows one that others name: what a
// function called while a module runs puts into the module's containers is there.
func (f *Frame) ownObject(a Atom, so *SObj) (uint32, bool) {
	if so == nil || so.Alloc == 0 || BodyOf(a) != f.Fn.ID {
		return 0, false
	}
	for id := range f.Objects {
		if o := &f.Objects[id]; o.Alloc == so.Alloc && o.Kind == so.Kind && o.Global == 0 {
			return uint32(id), true
		}
	}
	return 0, false
}

func globalBody(a Atom) (FuncID, int) {
	return FuncID(a.Payload() >> 24), int(a.Payload() & (1<<24 - 1))
}

// BodyOf is the body whose object a Global atom names.
func BodyOf(a Atom) FuncID { body, _ := globalBody(a); return body }

// GlobalAtom names object number index of a body's summary.
func GlobalAtom(body FuncID, index int) Atom { return atom(Global, uint64(body)<<24|uint64(index)) }

func (f *Frame) globalObject(a Atom) *SObj {
	body, index := globalBody(a)
	sum := f.bodySummary(body)
	if sum == nil || index >= len(sum.Objs) {
		return nil
	}
	return &sum.Objs[index]
}

// localize turns the Global atoms of a table's value into objects here.
func (f *Frame) localize(v Value) Value {
	var out Value
	for k, a := range v {
		if a.Kind() != Global {
			if out != nil {
				out = add(out, a)
			}
			continue
		}
		if out == nil {
			out = append(Value{}, v[:k]...)
		}
		out = add(out, atom(Object, uint64(f.importGlobal(a))))
	}
	if out == nil {
		return v
	}
	return out
}

// globalCell reads a cell of a global object as its own body left it; read is the key
// that was asked for, which what is stored under an unknown one may be under.
func (f *Frame) globalCell(obj uint32, k, read Key) (Value, []Def, bool) {
	a := f.Objects[obj].Global
	body, index := globalBody(a)
	sum := f.bodySummary(body)
	if sum == nil {
		return top, nil, false
	}
	given, changes := f.mutated(a)
	if k != KeyStar {
		given = nil
	}
	asked := Extra{Kind: ExtraGlobal, Object: obj, Key: read}
	for s := range sum.Slots {
		sl := &sum.Slots[s]
		if int(sl.Obj) != index || sl.Key != k {
			continue
		}
		v, sure := f.localize(sum.global(body, sl.Val)), !sl.Maybe
		if changes && k != KeyEnv && k != KeySelf {
			v, sure = join(join(f.typeOnly(v), top), given), false
		}
		return v, operand(f.extraDef(asked)), sure
	}
	if changes && (k == KeyStar || k == KeyNames || k.IsAttr() && f.Objects[obj].Class.Kind() == ExtInst) {
		return join(top, given), operand(f.extraDef(asked)), false
	}
	return nil, nil, false
}

func (f *Frame) globalItems(obj uint32, visit func(Key, Cell)) {
	a := f.Objects[obj].Global
	body, index := globalBody(a)
	sum := f.bodySummary(body)
	if sum == nil {
		visit(KeyStar, Cell{Val: top, Maybe: true})
		return
	}
	star := false
	for s := range sum.Slots {
		sl := &sum.Slots[s]
		if int(sl.Obj) != index || !sl.Key.IsItem() && sl.Key != KeyStar {
			continue
		}
		if c, ok := f.cur.heap.Get(CellKey(obj, sl.Key)); ok && !c.Maybe {
			continue
		}
		star = star || sl.Key == KeyStar
		v, d, sure := f.globalCell(obj, sl.Key, sl.Key)
		visit(sl.Key, Cell{Val: v, Defs: d, Maybe: !sure})
	}
	if given, changes := f.mutated(a); changes && !star {
		visit(KeyStar, Cell{Val: join(top, given), Defs: operand(f.extraDef(Extra{Kind: ExtraGlobal, Object: obj, Key: KeyStar})), Maybe: true})
	}
}

// maxGiven bounds the code that is told apart among what others put into a global
// object: of more, any may be meant and none is followed.
const maxGiven = 8

// codeIn is the code among what a global object is given: functions that are kept in a
// table, classes, and instances of the program's.
func (f *Frame) codeIn(v Value) Value {
	var out Value
	for _, a := range f.portable(v) {
		switch a.Kind() {
		case Func, Class, Static, ClassM, Inst:
			out = add(out, a)
		}
	}
	return out
}

// mutates notes that a global object is changed by a body other than its own, and what
// code it is given.
func (f *Frame) mutates(a Atom, v Value) {
	site, ok := f.site(a)
	if !ok {
		return
	}
	if f.Facts.Mutated == nil {
		f.Facts.Mutated = map[GlobalSite]Value{}
	}
	f.Facts.Mutated[site] = Given(f.Facts.Mutated[site], f.codeIn(v))
}

// Given joins the code that a global object is given by two bodies. It is anything, and
// stays that, where it is too much.
func Given(a, b Value) Value {
	if a.IsTop() || b.IsTop() {
		return top
	}
	if out := join(a, b); len(out) <= maxGiven {
		return out
	}
	return top
}

// Mutates tells whether this body changes an object of another body that a value
// may be.
func (f *Frame) Mutates(v Value) bool {
	for _, a := range v {
		if a.Kind() != Object {
			continue
		}
		if g := f.Objects[a.Payload()].Global; g != 0 {
			if site, ok := f.site(g); ok {
				if _, changes := f.Facts.Mutated[site]; changes {
					return true
				}
			}
		}
	}
	return false
}

// GlobalSite names an object of a module or class body by where it is made.
// Its index in the body's summary may be another in the next round.
type GlobalSite struct {
	Body  FuncID
	Alloc uint64
}

// site is where a global object is made.
func (f *Frame) site(a Atom) (GlobalSite, bool) {
	so := f.globalObject(a)
	if so == nil {
		return GlobalSite{}, false
	}
	return GlobalSite{BodyOf(a), so.Alloc}, true
}

// GlobalOf is the atom by which other bodies know an object of this one's.
func (f *Frame) GlobalOf(alloc uint64, kind ObjKind) (Atom, bool) {
	sum := f.bodySummary(f.Fn.ID)
	if sum == nil || alloc == 0 {
		return 0, false
	}
	index := slices.IndexFunc(sum.Objs, func(o SObj) bool { return o.Alloc == alloc && o.Kind == kind })
	return GlobalAtom(f.Fn.ID, index), index >= 0
}

// noteChanging notes an object of a module or class body that others change.
func (f *Frame) noteChanging(id uint32) {
	if k := f.F.Kind; k != ir.FuncModule && k != ir.FuncClass {
		return
	}
	f.read(ReadChanged, uint64(f.Fn.ID))
	if _, ok := f.World.Mutated[GlobalSite{f.Fn.ID, f.Objects[id].Alloc}]; ok {
		f.byOthers = append(f.byOthers, id)
	}
}

// othersChange is what a call of the program's functions may do to the objects of the
// module that runs: which of them it reaches is not told apart.
func (f *Frame) othersChange(fact *CallFact) {
	if len(fact.Targets) == 0 && !fact.Unknown {
		return
	}
	for _, id := range f.byOthers {
		if _, alive := f.cur.heap.Get(CellKey(id, keyAlive)); !alive {
			continue
		}
		f.escapeCells(id, 0)
		given := f.World.Mutated[GlobalSite{f.Fn.ID, f.Objects[id].Alloc}]
		f.cur.heap.Range(CellKey(id, 0), CellKey(id+1, 0), func(k uint64, c Cell) bool {
			if key := Key(uint32(k)); key.IsAttr() || key.IsItem() || key == KeyStar {
				f.escaping = append(f.escaping, escapingCell{k, c})
			}
			return true
		})
		for _, e := range f.escaping {
			e.Defs = joinDefs(e.Defs, operand(f.extraDef(Extra{Kind: ExtraGlobal, Object: id, Key: Key(uint32(e.key))})))
			if Key(uint32(e.key)) == KeyStar {
				e.Val = join(e.Val, given)
			}
			f.set(e.key, e.Cell)
		}
		clear(f.escaping)
		f.escaping = f.escaping[:0]
	}
}

// mutated tells whether another body may change a global object, and what code it is
// given by others.
func (f *Frame) mutated(a Atom) (given Value, ok bool) {
	site, ok := f.site(a)
	if !ok {
		return nil, false
	}
	given, ok = f.World.Mutated[site]
	return given, ok
}

// global turns the objects of a summary's value into Global atoms.
func (s *Summary) global(body FuncID, v Value) Value {
	var out Value
	for _, a := range v {
		switch a.Kind() {
		case Object:
			out = add(out, GlobalAtom(body, int(a.Payload())))
		case Shape, Bound:
			out = add(out, atom(Unknown, 0))
		default:
			out = add(out, a)
		}
	}
	return out
}

// ExportsOf are the names that a module or class body's summary gives, as they
// stand in World's tables.
func (s *Summary) ExportsOf(body FuncID) map[NameID]Value {
	out := make(map[NameID]Value, len(s.Exports))
	for n, v := range s.Exports {
		out[n] = s.global(body, v)
	}
	return out
}
