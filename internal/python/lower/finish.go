package lower

import "leadline/internal/ir"

// finisher is the scratch of finish.
type finisher struct {
	becomes []uint32 // by value: what replaces it
	alive   []uint32 // by value: 1 when something uses it
	work    []uint32
	order   []uint32 // blocks in reverse postorder
	place   []uint32 // by block: its place in order + 1
	path    []step
	fill    []uint32 // by place: next free index for an instruction
	heads   []uint32 // by place: next free index for a head
}

type step struct{ block, next uint32 }

// finish drops phis that say nothing, orders the blocks and numbers the
// instructions anew.
func (b *build) finish(f *ir.Func) {
	b.dropTrivial()
	b.markUsed()
	b.orderBlocks()
	b.count()
	b.copyInstrs(f)
	b.copyBlocks(f)
}

func isHead(i *instr) bool { return i.n&headMark != 0 }

func (b *build) listOf(i *instr) []ir.Arg {
	n := i.n &^ headMark
	return b.args[i.C : i.C+n]
}

// final is what a value became.
func (b *build) final(v ir.Value) ir.Value {
	to := b.fin.becomes
	for to[v] != v {
		to[v] = to[to[v]]
		v = to[v]
	}
	return v
}

// dropTrivial replaces each phi whose operands are all one value (or itself)
// by that value. Every replacement may make another phi trivial; a few sweeps
// suffice, and one left over is merely superfluous.
func (b *build) dropTrivial() {
	to := b.fin.becomes[:0]
	for v := range b.instrs {
		to = append(to, uint32(v))
	}
	b.fin.becomes = to
	for range 10 {
		changed := false
		for v := range b.instrs {
			i := &b.instrs[v]
			if i.Op != ir.OpPhi && i.Op != ir.OpExcPhi || i.Sub == ir.ExcInner || to[v] != uint32(v) {
				continue
			}
			if only, ok := b.onlyOperand(uint32(v), i); ok {
				to[v], changed = only, true
			}
		}
		if !changed {
			return
		}
	}
}

func (b *build) onlyOperand(v uint32, i *instr) (only uint32, ok bool) {
	only = ir.NoValue
	for _, a := range b.listOf(i) {
		x := b.final(a.Value)
		if x == v || x == only {
			continue
		}
		if only != ir.NoValue {
			return only, false
		}
		only = x
	}
	return only, only != ir.NoValue
}

// markUsed finds the heads that something uses.
func (b *build) markUsed() {
	n := len(b.instrs)
	b.fin.alive = fill(b.fin.alive, n, 0)
	b.fin.work = b.fin.work[:0]
	for v := range b.instrs {
		if i := &b.instrs[v]; !isHead(i) {
			b.fin.alive[v] = 1
			b.useOperands(i)
		}
	}
	for k := range b.blocks {
		if c := b.blocks[k].cond; usesCond(&b.blocks[k]) {
			b.use(c)
		}
	}
	for len(b.fin.work) > 0 {
		v := b.fin.work[len(b.fin.work)-1]
		b.fin.work = b.fin.work[:len(b.fin.work)-1]
		b.useOperands(&b.instrs[v])
	}
}

func usesCond(k *block) bool {
	switch k.term {
	case ir.TermBranch, ir.TermFor, ir.TermReturn:
		return true
	case ir.TermRaise:
		return k.cond != ir.NoValue
	}
	return false
}

func (b *build) use(v ir.Value) {
	v = b.final(v)
	if b.fin.alive[v] == 0 {
		b.fin.alive[v] = 1
		b.fin.work = append(b.fin.work, v)
	}
}

func (b *build) useOperands(i *instr) {
	shape := i.Op.Shape()
	if shape&ir.UsesA != 0 && i.A != ir.NoValue {
		b.use(i.A)
	}
	if shape&ir.UsesB != 0 && i.B != ir.NoValue {
		b.use(i.B)
	}
	if shape&ir.UsesC != 0 && i.C != ir.NoValue {
		b.use(i.C)
	}
	if shape&ir.HasList == 0 {
		return
	}
	for _, a := range b.listOf(i) {
		b.use(a.Value)
		if shape&ir.KeyedList != 0 && a.Name != ir.NoValue {
			b.use(a.Name)
		}
	}
}

// orderBlocks walks the blocks depth first: the handler before the successors
// and the last successor first, so that in reverse postorder code stands
// nearly as it was written and handlers stand behind what they guard.
func (b *build) orderBlocks() {
	x := &b.fin
	x.place = fill(x.place, len(b.blocks), 0)
	x.order, x.path = x.order[:0], append(x.path[:0], step{})
	x.place[0] = 1
	for len(x.path) > 0 {
		s := &x.path[len(x.path)-1]
		if next, ok := b.nextOf(s); ok {
			if x.place[next] == 0 {
				x.place[next] = 1
				x.path = append(x.path, step{block: next})
			}
			continue
		}
		x.order = append(x.order, s.block)
		x.path = x.path[:len(x.path)-1]
	}
	for i, j := 0, len(x.order)-1; i < j; i, j = i+1, j-1 {
		x.order[i], x.order[j] = x.order[j], x.order[i]
	}
	for i, k := range x.order {
		x.place[k] = uint32(i) + 1
	}
}

// nextOf is the next block to visit from a step.
func (b *build) nextOf(s *step) (uint32, bool) {
	k := &b.blocks[s.block]
	n := s.next
	s.next++
	if n == 0 {
		if k.handler != 0 {
			return k.handler - 1, true
		}
		n, s.next = 1, 2
	}
	if n <= uint32(k.nsucc) {
		return k.succ[uint32(k.nsucc)-n], true
	}
	return 0, false
}

// count finds where each block's heads and instructions begin.
func (b *build) count() {
	x := &b.fin
	n := len(x.order)
	x.fill, x.heads = fill(x.fill, n, 0), fill(x.heads, n, 0)
	for v := range b.instrs {
		i := &b.instrs[v]
		p := x.place[i.block]
		switch {
		case x.alive[v] == 0 || p == 0:
		case isHead(i):
			x.heads[p-1]++
		default:
			x.fill[p-1]++
		}
	}
	at := uint32(0)
	for i := range n {
		h, m := x.heads[i], x.fill[i]
		x.heads[i], x.fill[i] = at, at+h
		at += h + m
	}
}
