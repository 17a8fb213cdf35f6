package value

import (
	"slices"

	"leadline/internal/ir"
	"leadline/internal/lattice"
)

// ObjKind is the sort of an Object.
type ObjKind uint8

// The sorts of objects. All but ObjPath were made by the body itself (or by a
// call of it).
const (
	ObjPath    ObjKind = iota // what a parameter or the frame's environment reaches: unknown content
	ObjList                   // list
	ObjTuple                  // tuple
	ObjDict                   // dict
	ObjSet                    // set
	ObjInst                   // instance of Class
	ObjClosure                // function with a frame
	ObjFrame                  // variables that inner bodies use
	ObjIter                   // generator, iterator, view: items under KeyStar
	ObjBound                  // bound method that left its body
	ObjSlice                  // slice object
	ObjPartial                // functools.partial: the function under KeySelf, arguments as items, keywords as attributes
)

// HeapObject is one abstract object of a body's analysis.
type HeapObject struct {
	Kind   ObjKind
	Single bool // stands for exactly one object, so a store replaces
	Shared bool // another name may still mean an earlier object of the site
	Loose  bool // was given attributes under unknown names: see KeyAttrs
	Site   Def
	Alloc  uint64 // the site and which of its objects it is
	Class  Atom   // Class or ExtInst of an instance, Inst when it may be of a class below; 0 when unknown
	Fn     FuncID
	// Of ObjPath: the parameter it starts from (-1 the environment), the
	// object above it (-1 for the root itself) and the cell it was read from.
	Param  int32
	Parent int32
	Key    Key
	Depth  uint8
	// Global is the object of a module or class body that this is, or 0. A cell
	// that was not written here holds what it holds there.
	Global Atom
	// Hint are types it probably has; they resolve methods and prune nothing.
	Hint Value
	// Some is set where the context says that a parameter is not None.
	Some bool
}

// ExtraKind is the sort of an Extra.
type ExtraKind uint8

// The sorts of extra definitions.
const (
	ExtraInitial ExtraKind = iota // what a cell held at entry: Object is the ObjPath read from it
	ExtraEffect                   // what a call stored: Call, Target, Slot
	ExtraGlobal                   // what a global object's cell holds: Object, Key
	ExtraResult                   // what one target of a call returns, where that is not the call's own result: Call, Target
	ExtraHole                     // what fills a hole of a text that a call gives: Call, Target, Slot (of the callee's HoleDefs)
	ExtraOwn                      // what an instruction's value carries itself, its items apart: Call
)

// Extra is a definition that is no instruction.
type Extra struct {
	Kind         ExtraKind
	Object       uint32
	Key          Key
	Call         ir.Value
	Target, Slot uint32
}

// key is the definition as one number: there are fewer instructions, targets of
// one call and slots than there is room for each.
func (e *Extra) key() uint64 {
	if e.Kind == ExtraInitial || e.Kind == ExtraGlobal {
		return uint64(e.Kind)<<61 | CellKey(e.Object, e.Key)
	}
	return uint64(e.Kind)<<61 | uint64(e.Call)<<35 | uint64(e.Target&0x7fff)<<20 | uint64(e.Slot&0xfffff)
}

// Heap maps a cell, CellKey(object, key), to its content.
type Heap = lattice.Map[Cell]

// CellKey is the key of a cell in a Heap.
func CellKey(obj uint32, k Key) uint64 { return uint64(obj)<<32 | uint64(k) }

type state struct {
	heap   Heap
	refine lattice.Map[Value]
}

// Bind is what a call gives to one parameter.
type Bind struct {
	Val  Value
	Defs []Def
}

// Target is one project function that a call may enter.
type Target struct {
	Fn  FuncID
	Ctx *Context
	// Params has one Bind per parameter; Env are the closure's frames.
	Params []Bind
	Env    Value
	Sum    *Summary
	// Result is the definition that stands for what it returns, where that is
	// not the call itself: an item that map makes. 0: the call.
	Result Def
	// Objs maps the summary's objects to values here.
	Objs []Value
	// Heap is the one that the body is entered with: the objects of *args and
	// **kwargs are filled, and nothing is done yet.
	Heap Heap
}

// CallFact is what is known of one call.
type CallFact struct {
	Targets []Target
	// Ext are the dotted names of external callables, sorted by text.
	Ext []NameID
	// Passed are library functions that the called one calls in turn.
	Passed []Passed
	// Recv is the receiver when the callee was read as an attribute.
	Recv     ir.Value
	RecvVal  Value
	Unknown  bool // something that nothing resolves may be called
	Builtin  bool // the language's own semantics decided the result
	Method   NameID
	NoReturn bool
	Heap     Heap // before the call
	Call     *Call
	step     int // when a special method was called for it
}

// Facts is the result of analysing one body under one context.
type Facts struct {
	Fn  *Fn
	Ctx *Context
	// IR is the form of the body that was run: rounds may be peeled out of its
	// loops. Whoever names a place to others says Written of it.
	IR      *ir.Func
	written []ir.Value // nil: IR is Fn.IR
	Vals    []Value    // per instruction; nil: not reached
	Loads   map[ir.Value][]Def
	Calls   []*CallFact // per instruction; nil: no call
	Extra   []Extra
	Objects []HeapObject
	Reached []bool // per block
	// Edges tells, parallel to ir.Func.Edges' successor ranges, which can run.
	Edges []bool
	// Heaps holds the heap before instructions that take objects apart
	// (formatting, arithmetic, returning).
	Heaps map[ir.Value]Heap
	// Exports are the final names of a module or class body.
	Exports map[NameID]Value
	// GlobalStores, ClassStores, Hints, Classes and Funcs are for the tables
	// of the next round.
	GlobalStores  map[NameID]Value
	ClassStores   []ClassStore
	FreeStores    []FreeStore
	ForeignStores []ForeignStore
	CallHints     []CallHint
	ClassDefs     []ClassDef
	FuncDefs      []FuncDef
	Exit          Heap
	Ret           Value
	RetDefs       []Def
	Raised        Value // what leaves the body as an exception
	RaisedDefs    []Def
	Sum           *Summary
	// SlotDefs are the definitions behind Sum.Slots, HoleDefs those that fill holes
	// of the texts in it.
	SlotDefs [][]Def
	HoleDefs []Def
	// Mutated are the global objects that this body may have changed, and the code that
	// it put there.
	Mutated map[GlobalSite]Value
	// Callees are the bodies that calls may enter, sorted, each once; Certain
	// those that are the only one a call may enter, Near one of few.
	Callees, Certain, Near []FuncID
	OutOf                  string // the budget that ran out, or ""
	Shapes                 []ShapeInfo
}

// CallAt is what is known of the call that a definition is, or nil.
func (f *Facts) CallAt(d Def) *CallFact {
	if int(d) >= len(f.Calls) {
		return nil
	}
	return f.Calls[d]
}

// ClassStore is a type that an attribute of a class's instances was given.
type ClassStore struct {
	Class FuncID
	Name  NameID
	Val   Value
}

// FreeStore are types that a variable which inner bodies use was given. Owner is
// the body whose variable it is.
type FreeStore struct {
	Owner FuncID
	Name  NameID
	Val   Value
}

// ForeignStore is a value that a variable of another module is given.
type ForeignStore struct {
	Mod  uint32
	Name NameID
	Val  Value
}

// CallHint are the types that a call gave to a function's parameters.
type CallHint struct {
	Fn    FuncID
	Types []Value
}

// ClassDef is an executed class statement.
type ClassDef struct {
	Class FuncID
	Bases []Value
}

// FuncDef is an executed def or lambda.
type FuncDef struct {
	Fn                    FuncID
	Defaults, Annotations []Value
	changing              []Value // the objects among the defaults that calls may change
}

// Frame is a running analysis of one body; Semantics works on it.
type Frame struct {
	World *World
	Fn    *Fn
	F     *ir.Func
	*Facts
	depth        int
	cur          state
	block        uint32
	in           []state
	phi          []Value // accumulated phi inputs
	visit        []uint8
	dirty        []bool
	stale        []bool         // values that block b reads have changed
	changed      bool           // a value of the running block has changed
	has          []bool         // in[b] holds a state
	objs         []SObj         // memory for the next summary
	records      records        // memory for what is known of calls
	escaping     []escapingCell // of the objects that are being given away: see escapeCells
	byOthers     []uint32       // objects of a module that runs which others change: see othersChange
	slots        []Slot         // ...
	room         lattice.Room[Cell]
	era, eras    uint32  // of the heap, and how many there were: see beginEra
	wrote        bool    // the instruction under evaluation changed the heap
	exits        bool    // Exit holds a heap
	ends         bool    // atEnd holds a heap
	atEnd        Heap    // of a generator: joined over the places where it ends
	exc          []state // state joined over raising points, per catch block
	excOK        []bool
	raising      []bool            // by block: something in it may raise to its handler
	sites        map[uint64]uint32 // allocation sites and paths -> object
	extra        map[uint64]Def
	steps        int
	dead         bool
	decide       uint64 // deciding parameters (bit i)
	decideNone   uint64 // those of them that are compared with None
	decideFree   []FreeVar
	classNames   []NameID // memory for libraryNames
	shape        map[string]uint32
	order0       orders
	raises       bool     // raiseHeap holds a heap
	raiseHeap    Heap     // joined over the places where exceptions leave the body
	endless      bool     // calls that never return are taken to return
	contexts     int      // requested so far
	at           ir.Value // the instruction under evaluation
	loads        []Def    // set by Semantics through SetLoads
	moved        bool
	reads        map[Read]struct{}
	lastRead     Read // to spare the map what is read again and again
	contextReads []ContextRead
	rounds       map[ir.Value]int  // of a loop's iterator: its items, or -1: see peel
	turns        map[uint32]bool   // headers of other loops that certainly run once
	tested       map[ir.Value]bool // calls as written whose result decides something: see exactly
	newlyTested  bool
}

// Analyze runs one body under a context (nil for the base context).
func Analyze(w *World, fn *Fn, ctx *Context, depth int) *Facts {
	f := newFrame(w, fn, ctx, depth)
	f.complete()
	f.finish()
	return f.Facts
}

// complete runs a body. The names of a module or class are what stands at its
// end: a script that ends in a call which never returns (sys.exit(main()))
// still has them, so then such calls are taken to return.
func (f *Frame) complete() {
	f.run()
	for range maxPeelings {
		if !f.again() {
			break
		}
		f.run()
	}
	if f.Exports != nil || !f.exportsSome() {
		return
	}
	w, fn, ctx, depth := f.World, f.Fn, f.Ctx, f.depth
	f.Recycle()
	f.begin(w, fn, ctx, depth)
	f.endless = true
	f.run()
}

func (f *Frame) exportsSome() bool {
	if f.F.Kind != ir.FuncModule && f.F.Kind != ir.FuncClass {
		return false
	}
	for i := len(f.F.Instrs) - 1; i >= 0; i-- {
		if f.F.Instrs[i].Op == ir.OpExport {
			return true
		}
	}
	return false
}

func newFrame(w *World, fn *Fn, ctx *Context, depth int) *Frame {
	f := &Frame{sites: map[uint64]uint32{}, extra: map[uint64]Def{}, shape: map[string]uint32{}, reads: map[Read]struct{}{},
		rounds: map[ir.Value]int{}, turns: map[uint32]bool{}, tested: map[ir.Value]bool{}}
	f.begin(w, fn, ctx, depth)
	return f
}

// begin makes a frame ready for a body. What a frame of an earlier body left
// is used again: see Recycle.
func (f *Frame) begin(w *World, fn *Fn, ctx *Context, depth int) {
	f.beginWith(w, fn, fn.IR, ctx, depth)
}

// beginWith is begin for a form of a body.
func (f *Frame) beginWith(w *World, fn *Fn, form *ir.Func, ctx *Context, depth int) {
	n, nb := len(form.Instrs), len(form.Blocks)
	f.World, f.Fn, f.F, f.depth, f.endless = w, fn, form, depth, false
	old := f.Facts
	if old == nil {
		old = &Facts{Loads: map[ir.Value][]Def{}, Heaps: map[ir.Value]Heap{}}
	}
	f.Facts = &Facts{
		Fn: fn, Ctx: ctx, IR: form,
		Vals:    cleared(old.Vals, n),
		Loads:   old.Loads,
		Calls:   cleared(old.Calls, n),
		Reached: cleared(old.Reached, nb),
		Edges:   cleared(old.Edges, len(form.Edges)),
		Heaps:   old.Heaps,
		Extra:   old.Extra[:0],
		Objects: old.Objects[:0],
	}
	f.in, f.phi, f.visit = cleared(f.in, nb), cleared(f.phi, n), cleared(f.visit, nb)
	f.dirty, f.stale, f.has, f.exc, f.excOK = cleared(f.dirty, nb), cleared(f.stale, nb), cleared(f.has, nb), cleared(f.exc, nb), cleared(f.excOK, nb)
	f.raising, f.byOthers = cleared(f.raising, nb), f.byOthers[:0]
}

// Recycle lets a frame be used for another body. Nothing of its facts may be
// held but Sum and what goes into tables.
func (f *Frame) Recycle() {
	f.Loads, f.Heaps = emptied(f.Loads), emptied(f.Heaps)
	clear(f.Calls)
	f.records.forget()
	f.sites, f.extra, f.shape = emptied(f.sites), emptied(f.extra), emptied(f.shape)
	f.reads = emptied(f.reads)
	f.rounds, f.turns, f.tested = emptied(f.rounds), emptied(f.turns), emptied(f.tested)
	clear(f.in) // they hold heaps
	clear(f.exc)
	if cap(f.Vals) > maxRecycled {
		f.Facts, f.phi = nil, nil
	}
	*f = Frame{
		Facts: f.Facts, in: f.in, phi: f.phi, visit: f.visit, dirty: f.dirty, stale: f.stale, has: f.has, exc: f.exc, excOK: f.excOK, raising: f.raising,
		sites: f.sites, extra: f.extra, classNames: f.classNames, shape: f.shape, reads: f.reads, rounds: f.rounds, turns: f.turns, eras: f.eras, tested: f.tested,
		objs: f.objs, slots: f.slots, escaping: f.escaping, records: f.records, room: f.room,
	}
}

// maxRecycled bounds the memory that a frame keeps for the next body.
const maxRecycled = 4096

// maxEmptied is how many entries a map may have had to be used again.
const maxEmptied = 128

// emptied is a map without its entries. Clearing a large map costs as much as
// it once held, so those are left behind.
func emptied[K comparable, V any](m map[K]V) map[K]V {
	if len(m) > maxEmptied {
		return map[K]V{}
	}
	clear(m)
	return m
}

// RunIn is Run in a recycled frame (nil for a new one).
func RunIn(f *Frame, w *World, fn *Fn, ctx *Context, depth int) *Frame {
	if f == nil {
		return Run(w, fn, ctx, depth)
	}
	f.begin(w, fn, ctx, depth)
	f.complete()
	f.finish()
	return f
}

// cleared is a slice of n zero elements, in the memory of old where it fits.
func cleared[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n)
	}
	old = old[:n]
	clear(old)
	return old
}

// maxSteps bounds the instructions that one analysis executes, per instruction
// of the body, and in all.
const (
	maxStepsPer = 64
	maxStepsAll = 4 << 20
)

func (f *Frame) run() {
	if len(f.F.Blocks) == 0 {
		return
	}
	limit := f.World.Prog.Budget(min(len(f.F.Instrs)*maxStepsPer+1000, maxStepsAll))
	if f.F.Generator {
		f.startGenerator()
	}
	f.dirty[0], f.Reached[0] = true, true
	for b := 0; b < len(f.dirty); {
		if !f.dirty[b] {
			b++
			continue
		}
		if f.steps > limit {
			f.OutOf = "value-steps"
			f.giveUp()
			return
		}
		f.dirty[b] = false
		f.runBlock(uint32(b))
		b = f.firstDirty(b)
	}
}

// firstDirty is the first block to run again: one before b only if it became
// dirty by a back edge.
func (f *Frame) firstDirty(b int) int {
	for i := 0; i <= b; i++ {
		if f.dirty[i] {
			return i
		}
	}
	return b
}

// giveUp makes every instruction unknown and every block reached: the answer
// when a budget ran out.
func (f *Frame) giveUp() {
	for i := range f.Vals {
		if f.Vals[i] == nil {
			f.Vals[i] = top
		}
	}
	for i := range f.Reached {
		f.Reached[i] = true
	}
	for i := range f.Edges {
		f.Edges[i] = true
	}
	for i := range f.raising {
		f.raising[i] = true
	}
	f.Ret = top
}

func (f *Frame) runBlock(b uint32) {
	blk := &f.F.Blocks[b]
	f.block = b
	f.visit[b] = min(f.visit[b]+1, 250)
	f.cur = f.in[b]
	if blk.Catch && f.excOK[b] {
		if f.has[b] {
			f.cur = f.joinStates(f.cur, f.exc[b])
		} else {
			f.cur = f.exc[b]
		}
	}
	f.dead, f.changed, f.stale[b] = false, f.stale[b], false
	f.instrs(blk)
	if blk.Handler != 0 {
		f.renew(blk.Handler - 1)
	}
	if !f.dead {
		f.leave(blk)
	}
}

// renew has a later block run again when a value that it may read has changed.
// Values are no part of a block's state: what a loop changes reaches the blocks
// behind only so. Back edges carry values in phis alone.
func (f *Frame) renew(b uint32) {
	if f.changed && b > f.block && f.Reached[b] {
		f.stale[b], f.dirty[b] = true, true
	}
}

func (f *Frame) leave(blk *ir.Block) {
	succs := f.F.Succs(blk)
	switch blk.Term {
	case ir.TermJump:
		if len(succs) > 0 {
			f.edge(blk, 0, f.cur)
		}
	case ir.TermBranch:
		f.branch(blk)
	case ir.TermFor:
		more, done := f.iterates(blk)
		if more {
			f.edge(blk, 0, f.cur)
		}
		if done {
			f.edge(blk, 1, f.cur)
		}
	case ir.TermReturn:
		f.returned(blk)
	case ir.TermLoop:
		for k := range succs {
			f.edge(blk, k, f.cur)
		}
	case ir.TermRaise:
		if blk.Cond != ir.NoValue {
			f.share(f.val(blk.Cond))
		}
		f.raiseValue(blk)
		f.raise(blk)
	}
}

func (f *Frame) branch(blk *ir.Block) {
	t, e := f.truth(f.val(blk.Cond))
	f.decides(blk.Cond, 0)
	if blk.LoopHeader && f.visit[f.block] == 1 && blk.Turn == 0 {
		f.turns[f.block] = t && !e
	}
	save := f.cur
	if t && f.assume(blk.Cond, true, 0) {
		f.edge(blk, 0, f.cur)
	}
	f.cur = save
	if e && f.assume(blk.Cond, false, 0) {
		f.edge(blk, 1, f.cur)
	}
	f.cur = save
}

func (f *Frame) returned(blk *ir.Block) {
	v := f.val(blk.Cond)
	f.share(v)
	f.Ret = join(f.Ret, v)
	f.RetDefs = joinDefs(f.RetDefs, operand(blk.Cond))
	if f.F.Generator {
		if f.ends {
			f.atEnd = f.joinHeaps(f.atEnd, f.cur.heap)
		} else {
			f.ends, f.atEnd = true, f.cur.heap
		}
	}
	if !f.exits {
		f.exits, f.Exit = true, f.cur.heap
		return
	}
	f.Exit = f.joinHeaps(f.Exit, f.cur.heap)
}

// edge passes a state to a successor and evaluates the successor's phis for it.
func (f *Frame) edge(blk *ir.Block, k int, st state) {
	from := f.block
	s := f.F.Edges[blk.SuccFirst+uint32(k)]
	first := !f.Edges[blk.SuccFirst+uint32(k)]
	f.Edges[blk.SuccFirst+uint32(k)] = true
	target := &f.F.Blocks[s]
	save := f.cur
	f.cur = st
	changed := f.phis(from, s, target) || first
	f.cur = save
	f.Reached[s] = true
	f.renew(s)
	if !f.has[s] {
		f.has[s], f.in[s], f.dirty[s] = true, st, true
		return
	}
	j := f.joinStates(f.in[s], st)
	if !j.heap.Same(f.in[s].heap) || !j.refine.Same(f.in[s].refine) {
		f.in[s] = j
		changed = true
	}
	if changed {
		f.dirty[s] = true
	}
}

func (f *Frame) phis(from, to uint32, target *ir.Block) bool {
	changed := false
	preds := f.F.Preds(target)
	for i := target.First; i < target.End && f.F.Instrs[i].Op == ir.OpPhi; i++ {
		list := f.F.List(&f.F.Instrs[i])
		for k, p := range preds {
			if p != from || k >= len(list) {
				continue
			}
			v := f.val(list[k].Value)
			if v == nil {
				continue
			}
			old := f.phi[i]
			n := join(old, v)
			if old != nil && len(n) != len(old) && target.LoopHeader && f.visit[to] > 3 {
				n = f.typeOnly(n)
			}
			if !n.Equal(old) {
				f.phi[i] = n
				changed = true
			}
			if len(v) > 0 {
				f.shareIfLoop(v, target)
			}
		}
	}
	return changed
}

func (f *Frame) shareIfLoop(v Value, target *ir.Block) {
	if target.LoopHeader {
		f.share(v)
	}
}

// val is the value of an operand, as far as the current path refines it.
func (f *Frame) val(v ir.Value) Value {
	if v == ir.NoValue {
		return nil
	}
	if !f.cur.refine.Empty() {
		if r, ok := f.cur.refine.Get(uint64(v)); ok {
			return r
		}
	}
	return f.Vals[v]
}

// joinStates joins two states; what is refined on one side only is not refined.
func (f *Frame) joinStates(a, b state) state {
	return state{heap: f.joinHeaps(a.heap, b.heap), refine: joinRefine(a.refine, b.refine)}
}

func joinRefine(a, b lattice.Map[Value]) lattice.Map[Value] {
	if a.Same(b) || a.Empty() {
		return a
	}
	if b.Empty() {
		return b
	}
	return a.Join(b, refineMerge)
}

var refineMerge = &lattice.Merge[Value]{
	Both: func(_ uint64, a, b Value) (Value, bool) {
		j := join(a, b)
		return j, !j.Equal(a)
	},
	Left:  func(uint64, Value) (Value, bool) { return nil, false },
	Right: func(uint64, Value) (Value, bool) { return nil, false },
}

// joinHeaps joins two heaps. A cell that one side lacks may be what it was
// before, unless its object was made on the other side only.
func (f *Frame) joinHeaps(a, b Heap) Heap {
	if a.Same(b) {
		return a
	}
	return a.Join(b, &lattice.Merge[Cell]{
		Both:  joinCells,
		Left:  func(k uint64, c Cell) (Cell, bool) { return f.oneSided(k, c, b), true },
		Right: func(k uint64, c Cell) (Cell, bool) { return f.oneSided(k, c, a), true },
		SameV: func(x, y Cell) bool { return x.Maybe == y.Maybe && x.Over == y.Over },
		In:    &f.room,
	})
}

func (f *Frame) oneSided(k uint64, c Cell, other Heap) Cell {
	if c.Maybe {
		return c
	}
	obj := uint32(k >> 32)
	if o := &f.Objects[obj]; o.Kind != ObjPath && o.Global == 0 { // those are there always
		if _, alive := other.Get(CellKey(obj, keyAlive)); !alive {
			return c
		}
	}
	c.Maybe = true
	return c
}

const (
	keyAlive = KeyRest + 1 // the object exists
	keyOrder = KeyRest + 2 // the order of a dict's keys, of this body alone
)

func joinCells(_ uint64, a, b Cell) (Cell, bool) {
	v := join(a.Val, b.Val)
	d := joinDefs(a.Defs, b.Defs)
	m, over := a.Maybe || b.Maybe, a.Over && b.Over
	if m == a.Maybe && over == a.Over && v.Equal(a.Val) && slices.Equal(d, a.Defs) {
		return a, false
	}
	return Cell{v, d, m, over}, true
}

// share notes that objects may be reachable by another name from here on.
func (f *Frame) share(v Value) {
	for _, a := range v {
		if a.Kind() == Object {
			f.Objects[a.Payload()].Shared = true
		}
	}
}
