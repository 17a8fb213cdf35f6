package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/scope"
	"leadline/internal/text"
)

// instr is an instruction under construction. n is the length of its list.
// A head instruction (a phi or the value of an unbound variable) stands at the
// start of its block whenever it was made.
type instr struct {
	ir.Instr
	n     uint32
	block uint32
}

// block is a basic block under construction.
type block struct {
	term        ir.TermKind
	loop, catch bool
	nsucc       uint8
	succ        [2]uint32
	cond        ir.Value
	handler     uint32 // index+1
	first       uint32 // its first instruction that is not a head
	pred, last  uint32 // list of edges, 0 is none
	npred       uint32
}

// edge is a link of a block's list of predecessors.
type edge struct{ from, next uint32 }

// build is the body being lowered.
//
// Variables are kept in env, by slot. Because Python's control flow is
// structured, SSA needs no search: a construct notes the length of log before
// it begins, each of its paths undoes its own assignments when it ends, and
// the join behind it makes phis for the variables that some path changed. Loop
// headers get a phi for every variable that scope saw assigned inside; phis
// that turn out to be trivial or unused are dropped at the end.
type build struct {
	l      *lowerer
	self   uint32 // index in Module.Funcs
	scope  uint32 // innermost scope: the body's or a comprehension's
	class  string
	prefix string
	base   uint32 // absolute start of the body's span

	instrs []instr
	args   []ir.Arg
	blocks []block
	edges  []edge
	stack  []ir.Arg // operands of lists being collected

	cur     uint32 // the block being filled, or dead
	handler uint32 // index+1 of the handler of new blocks

	env     []ir.Value // by slot; NoValue when unbound
	unbound []ir.Value // by slot: what reads of the unbound variable give
	log     []change
	snaps   []uint32
	stamp   []uint32 // by slot
	stamps  uint32
	// slotName is the name of the body's own variables, 0 for those of
	// comprehensions.
	slotName []uint32
	slots    []uint32 // scratch of joins and handlers
	trace    trace    // of what handlers may see
	trying   int

	exits   []exit
	raises  []raised
	meant   []meant
	backs   []uint32
	fixed   *text.Span // when set, the span of everything (string annotations)
	spent   int        // steps of work beyond one per instruction
	budget  int
	copying int        // depth of finally copies
	made    []madeFunc // functions defined in finally blocks
	fin     finisher
}

// change is an assignment, with the value before it.
type change struct {
	slot  uint32
	value ir.Value
}

const dead = ^uint32(0)

// resultSlot is the slot of the value on its way through a shared finally
// copy.
const resultSlot = 0

func (b *build) reset(l *lowerer, self uint32) {
	f := &l.out.Funcs[self]
	slots := int(l.table.Scopes[l.queue[self].scope].Slots) + 1
	b.l, b.self, b.base = l, self, f.Span.Start
	b.instrs, b.args = b.instrs[:0], b.args[:0]
	b.blocks = b.blocks[:0]
	b.edges = append(b.edges[:0], edge{})
	b.stack, b.log = b.stack[:0], b.log[:0]
	b.trace.reset(slots)
	b.snaps = append(b.snaps[:0], 0)
	b.backs = append(b.backs[:0], 0)
	b.raises, b.meant, b.made, b.exits = b.raises[:0], b.meant[:0], b.made[:0], b.exits[:0]
	b.spent, b.budget = 0, baseBudget+budgetPerByte*f.Span.Len()
	b.handler, b.trying, b.copying, b.cur = 0, 0, 0, dead
	b.env, b.unbound, b.stamp = fill(b.env, slots, ir.NoValue), fill(b.unbound, slots, ir.NoValue), fill(b.stamp, slots, 0)
	b.slotName, b.stamps = fill(b.slotName, slots, 0), 0
}

// fill makes s n long, all of it v.
func fill(s []uint32, n int, v uint32) []uint32 {
	if cap(s) < n {
		s = make([]uint32, n, n+n/2)
	}
	s = s[:n]
	for i := range s {
		s[i] = v
	}
	return s
}

// live tells whether anything reaches the current point.
func (b *build) live() bool { return b.cur != dead }

func (b *build) newBlock() uint32 {
	b.blocks = append(b.blocks, block{})
	return uint32(len(b.blocks) - 1)
}

// open begins to fill a block.
func (b *build) open(id uint32) {
	b.cur = id
	k := &b.blocks[id]
	k.first, k.handler = uint32(len(b.instrs)), b.handler
}

func (b *build) emit(op ir.Op, sub uint8, x, y, z uint32, at text.Span) ir.Value {
	return b.emitIn(b.cur, op, sub, x, y, z, at)
}

func (b *build) emitIn(home uint32, op ir.Op, sub uint8, x, y, z uint32, at text.Span) ir.Value {
	if b.fixed != nil {
		at = *b.fixed
	}
	b.instrs = append(b.instrs, instr{block: home, Instr: ir.Instr{
		Op: op, Sub: sub, A: x, B: y, C: z, Start: at.Start - b.base, End: at.End - b.base,
	}})
	if b.trying > 0 && !settled(op) {
		b.risks(home)
	}
	return uint32(len(b.instrs) - 1)
}

// push collects an operand of a list; list emits the instruction with the
// operands since mark.
func (b *build) push(v ir.Value, name uint32) {
	b.stack = append(b.stack, ir.Arg{Value: v, Name: name})
}

func (b *build) list(op ir.Op, sub uint8, x uint32, mark int, at text.Span) ir.Value {
	first := uint32(len(b.args))
	b.args = append(b.args, b.stack[mark:]...)
	b.stack = b.stack[:mark]
	v := b.emit(op, sub, x, 0, first, at)
	b.instrs[v].n = uint32(len(b.args)) - first
	return v
}

// name is the number of a name as the body sees it.
func (b *build) name(s string) uint32 {
	if b.class != "" {
		s = scope.Mangle(b.class, s)
	}
	return b.l.names.ID(s)
}

// set gives a slot a value, so that it can be undone.
func (b *build) set(slot uint32, v ir.Value) {
	b.log = append(b.log, change{slot, b.env[slot]})
	b.hold(slot, v)
}

// hold changes what a slot holds.
func (b *build) hold(slot uint32, v ir.Value) {
	if b.trying > 0 {
		b.seen(slot)
	}
	b.env[slot] = v
}

// undo takes back everything since the log had that length.
func (b *build) undo(base int) {
	for len(b.log) > base {
		c := b.log[len(b.log)-1]
		b.log = b.log[:len(b.log)-1]
		b.hold(c.slot, c.value)
	}
}

// value is what a slot holds, or what stands for it when it is unbound.
func (b *build) value(slot uint32) ir.Value {
	if v := b.env[slot]; v != ir.NoValue {
		return v
	}
	return b.unboundValue(slot)
}

// unboundValue is the value of a variable before its first assignment: a
// global of that name in a module or class body, else nothing.
func (b *build) unboundValue(slot uint32) ir.Value {
	if v := b.unbound[slot]; v != ir.NoValue {
		return v
	}
	op, name := ir.OpUndef, b.slotName[slot]
	if name != 0 && b.l.out.Funcs[b.self].Kind <= ir.FuncClass {
		op = ir.OpGlobal
	} else {
		name = 0
	}
	v := b.emitIn(0, op, 0, name, 0, 0, text.Span{Start: b.base, End: b.base})
	b.instrs[v].n = headMark
	b.unbound[slot] = v
	return v
}

// A body may take this many steps and make this many instructions. Ordinary code
// needs less than one per byte.
const (
	baseBudget    = 1 << 18
	budgetPerByte = 16
)

// headMark marks the head instructions that have no list.
const headMark = 1 << 31

func (b *build) isUnbound(v ir.Value, slot uint32) bool { return v == b.unbound[slot] }
