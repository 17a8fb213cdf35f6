package value

import (
	"cmp"
	"maps"
	"slices"
	"sort"

	"leadline/internal/ir"
)

// Summary is what a call of a body does, as its callers need it: what it
// returns, what it stores where, and whether it returns at all. Values in it
// mention objects by their index in Objs.
type Summary struct {
	Objs    []SObj
	Ret     Value
	Slots   []Slot
	Exports map[NameID]Value // of a module or class body
	Shapes  []ShapeInfo
	// NoReturn: every path raises.
	NoReturn bool
	// Decide has bit i set when parameter i decides a branch, a call target, a
	// key, or the like: what a context may bind. DecideNone are those that decide one
	// by being None or not.
	Decide, DecideNone uint64
	// DecideFree are the variables of enclosing bodies that do.
	DecideFree []FreeVar
}

// SObj is an object of a Summary: a path from a parameter (or, Param -1, the
// environment), a global object, an allocation, or (raisedParam) what holds the
// exceptions that leave the body.
type SObj struct {
	Kind   ObjKind
	Single bool
	Param  int32
	Parent int32 // index in Objs of the path above, or -1
	Key    Key
	Fn     FuncID
	Class  Atom
	Global Atom
	Alloc  uint64 // as in HeapObject
}

// Slot is a cell that the call leaves with a value.
type Slot struct {
	Obj   int32
	Key   Key
	Val   Value
	Maybe bool // or what it was before
	Over  bool // stored later than everything under an unknown key
}

// maxSummaryObjects bounds the objects of a summary; what lies behind is unknown.
const maxSummaryObjects = 96

type summarizer struct {
	f     *Frame
	sum   *Summary
	index map[uint32]int32
	queue []uint32
	next  int // of the queue
	// byName has what is entered go by its name, full is set when something
	// found no room.
	byName, full bool
}

// finish builds the summary of an analysed body. Where not all objects find
// room, those that do must not depend on how names are numbered, which differs
// from run to run of a session: then the cells are gone through by what they are
// called. Everywhere else their numbers will do.
func (f *Frame) finish() {
	if f.F.Generator {
		f.orderYields()
	}
	if !f.summarize(false) {
		f.summarize(true)
	}
	// A summary is kept for long: in memory of just its size.
	f.objs, f.slots = f.Sum.Objs, f.Sum.Slots
	f.Sum.Objs, f.Sum.Slots = slices.Clone(f.objs), slices.Clone(f.slots)
	clear(f.slots)
	f.Callees = f.targets(len(f.World.Prog.Funcs))
	f.Certain = f.targets(1)
	f.Near = f.targets(maxNear)
}

// summarize builds the summary in the frame's memory; false when an object found
// no room.
func (f *Frame) summarize(byName bool) (whole bool) {
	s := &summarizer{f: f, sum: &Summary{Objs: f.objs[:0], Slots: f.slots[:0]}, index: map[uint32]int32{}, byName: byName}
	f.Sum, f.SlotDefs, f.HoleDefs = s.sum, nil, nil
	ret := f.Ret
	if f.F.Generator {
		ret = one(atom(Object, uint64(f.generator())))
	}
	s.sum.Ret = s.value(ret)
	s.sum.NoReturn = f.exits == false && f.OutOf == "" && !f.F.Generator
	s.sum.Decide, s.sum.DecideNone, s.sum.DecideFree = f.decide, f.decideNone, f.decideFree
	if f.Exports != nil {
		s.sum.Exports = map[NameID]Value{}
		for _, n := range s.exports() {
			s.sum.Exports[n] = s.value(f.Exports[n])
		}
	}
	s.defaults()
	s.paths()
	s.globals()
	s.cells(f.Exit)
	s.raised()
	return !s.full
}

// defaults lets others name the objects among the defaults of functions that calls may
// change.
func (s *summarizer) defaults() {
	own := func(a Atom) bool { return a.Kind() == Global && BodyOf(a) == s.f.Fn.ID } // of a summary that had no room
	for i := range s.f.FuncDefs {
		def := &s.f.FuncDefs[i]
		for p, v := range def.changing {
			if v != nil {
				def.Defaults[p] = join(slices.DeleteFunc(slices.Clone(def.Defaults[p]), own), s.sum.global(s.f.Fn.ID, s.value(v)))
			}
		}
	}
}

// exports are the names of a module or class body, in order.
func (s *summarizer) exports() []NameID {
	out := sortedNames(s.f.Exports)
	if s.byName {
		slices.SortFunc(out, func(a, b NameID) int { return cmp.Compare(s.f.Text(a), s.f.Text(b)) })
	}
	return out
}

// maxNear is how many targets a call may have for the order to follow them: all
// methods of a name would make one component of a quarter of a program.
const maxNear = 2

func sortedNames(m map[NameID]Value) []NameID {
	out := make([]NameID, 0, len(m))
	for n := range m {
		out = append(out, n)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// paths enters every path that was written.
func (s *summarizer) paths() {
	last := ^uint32(0)
	s.f.Exit.All(func(k uint64, _ Cell) bool {
		id := uint32(k >> 32)
		if id != last && s.f.Objects[id].Kind == ObjPath {
			s.object(id)
		}
		last = id
		return true
	})
}

// cells turns the cells of all entered objects into slots.
func (s *summarizer) cells(heap Heap) {
	type cell struct {
		name string
		key  Key
		Cell
	}
	var cells []cell
	for ; s.next < len(s.queue); s.next++ {
		id := s.queue[s.next]
		cells = cells[:0]
		heap.Range(CellKey(id, 0), CellKey(id+1, 0), func(k uint64, c Cell) bool {
			if key := Key(uint32(k)); key != keyAlive && key != keyOrder {
				cells = append(cells, cell{key: key, Cell: c})
			}
			return true
		})
		if s.byName {
			for i := range cells {
				cells[i].name = s.f.KeyName(cells[i].key)
			}
			slices.SortStableFunc(cells, func(a, b cell) int {
				return cmp.Or(cmp.Compare(a.key&^keyMask, b.key&^keyMask), cmp.Compare(a.name, b.name))
			})
		}
		obj := s.index[id]
		for i := range cells {
			c := &cells[i]
			v := s.value(c.Val)
			if c.key == KeyRest && v.IsTop() { // a path found no room
				star, _ := s.f.restStar(id)
				c.key, v, c.Defs = KeyStar, top, joinDefs(c.Defs, star.Defs)
			}
			s.sum.Slots = append(s.sum.Slots, Slot{Obj: obj, Key: c.key, Val: v, Maybe: c.Maybe, Over: c.Over})
			s.f.SlotDefs = append(s.f.SlotDefs, c.Defs)
		}
	}
}

// globals adds what global objects are given that only a caller knows: a function that
// a decorator was handed and keeps in a table. All else is in the tables already.
func (s *summarizer) globals() {
	if len(s.f.Mutated) == 0 {
		return
	}
	last, n := ^uint32(0), int32(0)
	s.f.Exit.All(func(k uint64, c Cell) bool {
		id, key := uint32(k>>32), Key(uint32(k))
		o := &s.f.Objects[id]
		if o.Global == 0 || !key.IsItem() && key != KeyStar || !s.handedOn(c.Val, 0) {
			return true
		}
		if id != last {
			if s.noRoom() {
				return false
			}
			last, n = id, int32(len(s.sum.Objs))
			s.sum.Objs = append(s.sum.Objs, SObj{Kind: o.Kind, Param: -1, Parent: -1, Fn: o.Fn, Class: o.Class, Global: o.Global})
		}
		s.sum.Slots = append(s.sum.Slots, Slot{Obj: n, Key: key, Val: s.value(c.Val), Maybe: true})
		s.f.SlotDefs = append(s.f.SlotDefs, c.Defs)
		return true
	})
}

// handedOn tells whether a value may be what a parameter, or a variable of an enclosing
// body, is, or a tuple or list that holds that.
func (s *summarizer) handedOn(v Value, depth int) bool {
	return slices.ContainsFunc(v, func(a Atom) bool {
		if a.Kind() != Object || depth > 1 {
			return false
		}
		o := &s.f.Objects[a.Payload()]
		found := o.Kind == ObjPath
		if o.Kind == ObjTuple || o.Kind == ObjList {
			s.f.Exit.Range(CellKey(uint32(a.Payload()), 0), CellKey(uint32(a.Payload())+1, 0), func(_ uint64, c Cell) bool {
				found = found || s.handedOn(c.Val, depth+1)
				return !found
			})
		}
		return found
	})
}

// raised adds what leaves the body as an exception.
func (s *summarizer) raised() {
	if len(s.f.Raised) == 0 || s.noRoom() {
		return
	}
	n := int32(len(s.sum.Objs))
	s.sum.Objs = append(s.sum.Objs, SObj{Kind: ObjPath, Param: raisedParam, Parent: -1, Fn: NoFunc})
	s.sum.Slots = append(s.sum.Slots, Slot{Obj: n, Key: KeyStar, Val: s.value(s.f.Raised), Maybe: true})
	s.f.SlotDefs = append(s.f.SlotDefs, s.f.RaisedDefs)
	s.cells(s.f.raiseHeap)
}

// noRoom tells whether the summary has all the objects that it may have.
func (s *summarizer) noRoom() bool {
	s.full = s.full || len(s.sum.Objs) >= maxSummaryObjects
	return s.full
}

func (s *summarizer) value(v Value) Value {
	var out Value
	for k, a := range v {
		n := a
		switch a.Kind() {
		case Object:
			n = s.object(uint32(a.Payload()))
		case Shape:
			n = s.shape(a)
		case Bound:
			n = s.bound(a)
		case Super:
			n = atom(Unknown, 0)
		}
		if out == nil && n == a {
			continue
		}
		if out == nil {
			out = append(make(Value, 0, len(v)), v[:k]...)
		}
		out = add(out, n)
	}
	if out == nil {
		return v
	}
	return out
}

func (s *summarizer) object(id uint32) Atom {
	if n, ok := s.index[id]; ok {
		return atom(Object, uint64(n))
	}
	o := s.f.Objects[id]
	if o.Global != 0 {
		return o.Global
	}
	if s.noRoom() {
		return atom(Unknown, 0)
	}
	so := SObj{Kind: o.Kind, Param: o.Param, Parent: -1, Key: o.Key, Class: o.Class, Fn: o.Fn, Single: o.Single}
	if k := s.f.F.Kind; k == ir.FuncModule || k == ir.FuncClass {
		so.Alloc = o.Alloc // others speak of its objects; who calls a function is not told where in it one is made
	}
	if o.Kind == ObjPath && o.Parent >= 0 {
		p := s.object(uint32(o.Parent))
		if p.Kind() != Object {
			return atom(Unknown, 0)
		}
		so.Parent = int32(p.Payload())
	}
	n := int32(len(s.sum.Objs))
	s.index[id] = n
	s.sum.Objs = append(s.sum.Objs, so)
	s.queue = append(s.queue, id)
	return atom(Object, uint64(n))
}

// bound turns a bound method into an object that remembers its receiver.
func (s *summarizer) bound(a Atom) Atom {
	if s.noRoom() {
		return atom(Unknown, 0)
	}
	fn, attr := boundParts(a)
	n := int32(len(s.sum.Objs))
	s.sum.Objs = append(s.sum.Objs, SObj{Kind: ObjBound, Param: -1, Parent: -1, Fn: fn, Single: true})
	recv := s.f.receiverOf(attr)
	s.sum.Slots = append(s.sum.Slots, Slot{Obj: n, Key: KeySelf, Val: s.value(s.f.Vals[recv])})
	s.f.SlotDefs = append(s.f.SlotDefs, operand(recv))
	return atom(Object, uint64(n))
}

// boundParts splits a Bound atom.
func boundParts(a Atom) (FuncID, ir.Value) {
	return FuncID(a.Payload() >> 26), ir.Value(a.Payload() & (1<<26 - 1))
}

// receiverOf is the value that a method read by an OpAttr is bound to.
func (f *Frame) receiverOf(attr ir.Value) ir.Value {
	recv := f.F.Instrs[attr].A
	for _, a := range f.Vals[recv] {
		if a.Kind() == Super && f.Fn.Self != ir.NoValue {
			return f.Fn.Self
		}
	}
	return recv
}

func (s *summarizer) shape(a Atom) Atom {
	info := s.f.Shapes[a.Payload()]
	parts := make([]Part, len(info.Parts))
	for i, p := range info.Parts {
		if p.Hole != 0 {
			p.Hole = s.f.portableHole(p.Hole)
		}
		parts[i] = p
	}
	for n, have := range s.sum.Shapes {
		if slices.Equal(have.Parts, parts) {
			return atom(Shape, uint64(n))
		}
	}
	s.sum.Shapes = append(s.sum.Shapes, ShapeInfo{parts})
	return atom(Shape, uint64(len(s.sum.Shapes)-1))
}

// Equal tells whether two summaries say the same.
func (s *Summary) Equal(o *Summary) bool {
	if s == o {
		return true
	}
	return s != nil && o != nil && s.NoReturn == o.NoReturn && s.Decide == o.Decide && s.DecideNone == o.DecideNone && slices.Equal(s.DecideFree, o.DecideFree) && s.Ret.Equal(o.Ret) &&
		slices.Equal(s.Objs, o.Objs) && slices.EqualFunc(s.Slots, o.Slots, sameSlot) &&
		slices.EqualFunc(s.Shapes, o.Shapes, func(a, b ShapeInfo) bool { return slices.Equal(a.Parts, b.Parts) }) &&
		maps.EqualFunc(s.Exports, o.Exports, Value.Equal)
}

func sameSlot(a, b Slot) bool {
	return a.Obj == b.Obj && a.Key == b.Key && a.Maybe == b.Maybe && a.Over == b.Over && a.Val.Equal(b.Val)
}

// targets lists the bodies that calls with at most so many targets may enter,
// each once, ascending.
func (f *Frame) targets(most int) []FuncID {
	seen := map[FuncID]bool{}
	var out []FuncID
	for _, c := range f.Calls {
		if c == nil || len(c.Targets) > most {
			continue
		}
		for _, t := range c.Targets {
			if !seen[t.Fn] {
				seen[t.Fn] = true
				out = append(out, t.Fn)
			}
		}
	}
	sortedFuncs(out)
	return out
}
