package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/scope"
	"leadline/internal/text"
)

// label is a place that several jumps lead to and that begins after the last
// of them. base is the length of the log that all its paths share.
type label struct {
	base  int
	block uint32
	n     int
	snap  uint32 // list of snapshots, newest first
}

// raised is a raise that leaves a module's or class's body.
type raised struct{ block, snap uint32 }

func (b *build) labelAt(l *label, base int) { *l = label{base: base} }

// label is a label whose paths begin here.
func (b *build) label() label { return label{base: len(b.log)} }

// edge links a block to a label's block.
func (b *build) edge(from uint32, to *label) {
	if to.n == 0 {
		to.block = b.newBlock()
	}
	to.n++
	b.link(from, to.block)
}

func (b *build) link(from, to uint32) {
	k := &b.blocks[from]
	k.succ[k.nsucc] = to
	k.nsucc++
	b.edges = append(b.edges, edge{from: from})
	e, t := uint32(len(b.edges)-1), &b.blocks[to]
	if t.npred == 0 {
		t.pred = e
	} else {
		b.edges[t.last].next = e
	}
	t.last = e
	t.npred++
}

// snapshot remembers for a label what has been assigned since its base:
// [previous snapshot, count, slot, value...].
func (b *build) snapshot(l *label) {
	at := uint32(len(b.snaps))
	b.snaps = append(b.snaps, l.snap, 0)
	b.stamps++
	for i := len(b.log) - 1; i >= l.base; i-- {
		slot := b.log[i].slot
		if b.stamp[slot] != b.stamps {
			b.stamp[slot] = b.stamps
			b.snaps = append(b.snaps, slot, b.env[slot])
		}
	}
	b.spent += len(b.log) - l.base
	b.snaps[at+1] = (uint32(len(b.snaps)) - at - 2) / 2
	l.snap = at
}

// snapshotOf adds a snapshot that was made for another label of the same base.
func (b *build) snapshotOf(l *label, snap uint32) {
	at := uint32(len(b.snaps))
	n := b.snaps[snap+1]
	b.snaps = append(b.snaps, l.snap, n)
	b.snaps = append(b.snaps, b.snaps[snap+2:snap+2+2*n]...)
	l.snap = at
}

// jump ends the block with a jump to a label.
func (b *build) jump(l *label) {
	if !b.live() {
		return
	}
	b.edge(b.cur, l)
	b.snapshot(l)
	b.cur = dead
}

// branch ends the block with a choice.
func (b *build) branch(term ir.TermKind, v ir.Value, t, f *label) {
	k := &b.blocks[b.cur]
	k.term, k.cond = term, v
	b.risks(b.cur)
	b.edge(b.cur, t)
	b.edge(b.cur, f)
	b.snapshot(t)
	b.snapshot(f)
	b.cur = dead
}

// split continues in a new block under the current handler, so that the
// instructions behind it raise to another place than those before it. A block
// that is still empty is taken over, but never the entry: what unbound variables
// hold stands there, outside of any region.
func (b *build) split() {
	k := &b.blocks[b.cur]
	if b.cur != 0 && k.first == uint32(len(b.instrs)) {
		k.handler = b.handler
		return
	}
	b.splitAlways()
}

func (b *build) splitAlways() {
	id := b.newBlock()
	b.link(b.cur, id)
	b.open(id)
}

// start begins to fill a label's block. The variables hold what the paths left
// in them; nothing is live if no path came.
func (b *build) start(l *label) bool {
	b.undo(l.base)
	if l.n == 0 {
		b.cur = dead
		return false
	}
	if l.n == 1 {
		if !b.resume(l) {
			b.open(l.block)
		}
		s := b.snaps[l.snap:]
		for i := uint32(0); i < s[1]; i++ {
			b.set(s[2+2*i], s[3+2*i])
		}
		return true
	}
	b.open(l.block)
	b.join(l)
	return true
}

// resume goes on with the block that jumps to a label, if that is the only way
// there and the same handler guards both: the jump is taken back.
func (b *build) resume(l *label) bool {
	from := b.edges[b.blocks[l.block].pred].from
	k := &b.blocks[from]
	if k.term != ir.TermJump || k.nsucc != 1 || k.handler != b.handler {
		return false
	}
	k.nsucc = 0
	b.cur = from
	return true
}

// join makes the phis of a label with several paths.
func (b *build) join(l *label) {
	slots := b.changed(l)
	m, n := uint32(len(slots)), uint32(l.n)
	if m == 0 {
		return
	}
	b.spent += int(m) * int(n)
	if b.exhausted() {
		for _, slot := range slots {
			b.set(slot, b.unboundValue(slot))
		}
		b.stamps += m
		return
	}
	first := uint32(len(b.args))
	for _, slot := range slots {
		v := b.env[slot]
		for range n {
			b.args = append(b.args, ir.Arg{Value: v})
		}
	}
	// stamp[slot] holds stamps + index of the slot, see changed.
	col := n
	for at := l.snap; col > 0; at = b.snaps[at] {
		col--
		s := b.snaps[at:]
		for i := uint32(0); i < s[1]; i++ {
			row := b.stamp[s[2+2*i]] - b.stamps
			b.args[first+row*n+col].Value = s[3+2*i]
		}
	}
	for i, slot := range slots {
		b.merge(slot, first+uint32(i)*n, n)
	}
	b.stamps += m
	b.headsEnd()
}

// changed lists the slots that some path to a label assigned, in a stable
// order, and numbers them in stamp from stamps on.
func (b *build) changed(l *label) []uint32 {
	b.stamps++
	b.slots = b.slots[:0]
	at := l.snap
	for range l.n {
		s := b.snaps[at:]
		for i := uint32(0); i < s[1]; i++ {
			slot := s[2+2*i]
			if b.stamp[slot] < b.stamps {
				b.stamp[slot] = b.stamps + uint32(len(b.slots))
				b.slots = append(b.slots, slot)
			}
		}
		at = s[0]
	}
	return b.slots
}

// merge gives a slot the phi of n values in args, if they differ.
func (b *build) merge(slot, first, n uint32) {
	ops := b.args[first : first+n]
	same := true
	for i := range ops {
		same = same && ops[i].Value == ops[0].Value
	}
	if same {
		b.set(slot, ops[0].Value)
		return
	}
	for i := range ops {
		if ops[i].Value == ir.NoValue {
			ops[i].Value = b.unboundValue(slot)
		}
	}
	b.set(slot, b.phi(ir.OpPhi, first, n, b.here()))
}

// phi makes a head instruction of the current block.
func (b *build) phi(op ir.Op, first, n uint32, at text.Span) ir.Value {
	v := b.emit(op, 0, 0, 0, first, at)
	b.instrs[v].n = n | headMark
	return v
}

// here is the empty span at the start of the body, of what has no text.
func (b *build) here() text.Span { return text.Span{Start: b.base, End: b.base} }

// ret ends the body with a value, behind whatever encloses the return.
func (b *build) ret(v ir.Value) {
	k := &b.blocks[b.cur]
	k.term, k.cond = ir.TermReturn, v
	b.cur = dead
}

// raise ends the block with an exception, NoValue to raise again.
func (b *build) raise(v ir.Value) {
	k := &b.blocks[b.cur]
	k.term, k.cond = ir.TermRaise, v
	b.risks(b.cur)
	if k.handler == 0 && b.l.out.Funcs[b.self].Kind <= ir.FuncClass {
		var l label
		b.snapshot(&l)
		b.raises = append(b.raises, raised{b.cur, l.snap})
	}
	b.cur = dead
}

// header is the head of a loop: the phis of what the loop assigns.
type header struct {
	block uint32
	slots []uint32
	phis  uint32 // first of consecutive phis
	back  uint32 // list of back edges' values, newest first
	n     uint32
	base  int // length of the log behind the phis
}

// openLoop begins the header of the loop that starts at the offset.
func (b *build) openLoop(start uint32) header {
	h := header{slots: b.assignedIn(start)}
	b.splitAlways()
	h.block = b.cur
	b.blocks[h.block].loop = true
	h.phis = uint32(len(b.instrs))
	for range h.slots {
		b.phi(ir.OpPhi, 0, 0, b.here())
	}
	h.back = b.backValues(&h)
	for i, slot := range h.slots {
		b.set(slot, h.phis+uint32(i))
	}
	b.headsEnd()
	h.base = len(b.log)
	return h
}

// backValues notes what the slots hold: [previous, value...].
func (b *build) backValues(h *header) uint32 {
	at := uint32(len(b.backs))
	b.backs = append(b.backs, h.back)
	for _, slot := range h.slots {
		v := b.env[slot]
		if v == ir.NoValue {
			v = b.unboundValue(slot)
		}
		b.backs = append(b.backs, v)
	}
	b.spent += len(h.slots)
	h.n++
	return at
}

// again jumps back to a loop's header.
func (b *build) again(h *header) {
	if !b.live() {
		return
	}
	b.link(b.cur, h.block)
	h.back = b.backValues(h)
	b.cur = dead
	if b.l.strict != nil {
		b.checkLoop(h)
	}
}

// checkLoop reports a variable that the loop changes without a phi: scope must
// have seen every assignment.
func (b *build) checkLoop(h *header) {
	has := map[uint32]bool{resultSlot: true}
	for _, slot := range h.slots {
		has[slot] = true
	}
	for _, c := range b.log[h.base:] {
		if !has[c.slot] && b.slotName[c.slot] != 0 {
			b.l.strict(b.l.names.List[b.slotName[c.slot]])
		}
	}
}

// closeLoop gives the header's phis their operands.
func (b *build) closeLoop(h *header) {
	k := &b.blocks[h.block]
	k.loop = h.n > 1
	first, n := uint32(len(b.args)), h.n
	for range h.slots {
		for range n {
			b.args = append(b.args, ir.Arg{})
		}
	}
	at := h.back
	for col := n; col > 0; {
		col--
		for i := range h.slots {
			b.args[first+uint32(i)*n+col].Value = b.backs[at+1+uint32(i)]
		}
		at = b.backs[at]
	}
	for i := range h.slots {
		p := &b.instrs[h.phis+uint32(i)]
		p.C, p.n = first+uint32(i)*n, n|headMark
	}
}

// assignedIn lists the slots of this body that the loop at an offset assigns.
func (b *build) assignedIn(start uint32) []uint32 {
	t := b.l.table
	b.stamps++
	var slots []uint32
	for _, w := range t.Writes(start) {
		// What a comprehension assigns does not outlive it.
		if s := &t.Scopes[w.Scope]; s.Body != t.Scopes[b.scope].Body || s.Kind == scope.Comprehension {
			continue
		}
		y := b.owner(w.Symbol)
		if y == nil {
			continue
		}
		if slot := slotOf(y); b.stamp[slot] != b.stamps {
			b.stamp[slot] = b.stamps
			slots = append(slots, slot)
		}
	}
	b.spent += len(slots)
	return slots
}
