package value

// importGlobal makes an object of another body's summary usable here. Its
// cells are read through, never copied.
func (f *Frame) importGlobal(a Atom) uint32 {
	key := 1<<60 | a.Payload()
	if id, ok := f.sites[key]; ok {
		return id
	}
	so := f.globalObject(a)
	id := uint32(len(f.Objects))
	o := HeapObject{Kind: ObjInst, Single: true, Global: a, Param: -1, Parent: -1, Fn: NoFunc}
	if so != nil {
		o.Kind, o.Class, o.Fn, o.Single = so.Kind, so.Class, so.Fn, so.Single
	}
	f.Objects = append(f.Objects, o)
	f.sites[key] = id
	return id
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

// globalCell reads a cell of a global object as its own body left it.
func (f *Frame) globalCell(obj uint32, k Key) (Value, []Def, bool) {
	a := f.Objects[obj].Global
	body, index := globalBody(a)
	sum := f.bodySummary(body)
	if sum == nil {
		return top, nil, false
	}
	for s := range sum.Slots {
		sl := &sum.Slots[s]
		if int(sl.Obj) != index || sl.Key != k {
			continue
		}
		v := f.localize(sum.global(body, sl.Val))
		sure := !sl.Maybe
		if f.mutated(a, sum) && k != KeyEnv && k != KeySelf {
			v, sure = join(f.typeOnly(v), top), false
		}
		return v, operand(f.extraDef(Extra{Kind: ExtraGlobal, Object: obj})), sure
	}
	if f.mutated(a, sum) && (k == KeyStar || k == KeyNames) {
		return top, operand(f.extraDef(Extra{Kind: ExtraGlobal, Object: obj})), false
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
		v, d, sure := f.globalCell(obj, sl.Key)
		visit(sl.Key, Cell{Val: v, Defs: d, Maybe: !sure})
	}
	if f.mutated(a, sum) && !star {
		visit(KeyStar, Cell{Val: top, Defs: operand(f.extraDef(Extra{Kind: ExtraGlobal, Object: obj})), Maybe: true})
	}
}

// mutates notes that a global object is changed by a body other than its own.
func (f *Frame) mutates(a Atom) {
	body, index := globalBody(a)
	sum := f.bodySummary(body)
	if sum == nil || index >= len(sum.Objs) {
		return
	}
	if f.Facts.Mutated == nil {
		f.Facts.Mutated = map[GlobalSite]bool{}
	}
	f.Facts.Mutated[GlobalSite{body, sum.Objs[index].Alloc}] = true
}

// Mutates tells whether this body changes an object of another body that a value
// may be.
func (f *Frame) Mutates(v Value) bool {
	for _, a := range v {
		if a.Kind() != Object {
			continue
		}
		if g := f.Objects[a.Payload()].Global; g != 0 {
			body, index := globalBody(g)
			if sum := f.bodySummary(body); sum != nil && index < len(sum.Objs) && f.Facts.Mutated[GlobalSite{body, sum.Objs[index].Alloc}] {
				return true
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

// mutated tells whether another body may change a global object.
func (f *Frame) mutated(a Atom, sum *Summary) bool {
	body, index := globalBody(a)
	return index < len(sum.Objs) && f.World.Mutated[GlobalSite{body, sum.Objs[index].Alloc}]
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
