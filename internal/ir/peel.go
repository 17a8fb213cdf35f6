package ir

// TurnRest is the Turn of the header of a loop of which rounds were peeled.
const TurnRest = 255

// Peeled is a function in which the first rounds of some loops stand by
// themselves, each a copy of the loop's blocks, before the loop that is left.
// It means what the function means that it was made of.
type Peeled struct {
	Func *Func
	// Written is, by instruction, the one of the function as it was written.
	Written []Value
}

// Loop is a loop that can be peeled.
type Loop struct {
	Header uint32
	// Iter is the OpIter that it iterates, or NoValue.
	Iter   Value
	region []bool // by block: the header dominates it
	// Size is the number of instructions of the region.
	Size int
}

// Loops finds the loops of a function that can be peeled, inner ones before
// those around them: loops with one way in and one way back, of which no rounds
// were peeled before, and which the caller wants by their headers and iterators.
func (f *Func) Loops(want func(header uint32, iter Value) bool) []Loop {
	var out []Loop
	for b := len(f.Blocks) - 1; b > 0; b-- {
		blk := &f.Blocks[b]
		if !blk.LoopHeader || blk.PredN != 2 || blk.Turn != 0 {
			continue
		}
		l := Loop{Header: uint32(b), Iter: f.iterOf(blk)}
		if !want(l.Header, l.Iter) {
			continue
		}
		l.region = f.dominated(l.Header)
		in := 0
		for _, p := range f.Preds(blk) {
			if l.region[p] {
				in++
			}
		}
		if in != 1 {
			continue
		}
		for k := range f.Blocks {
			if l.region[k] {
				l.Size += int(f.Blocks[k].End - f.Blocks[k].First)
			}
		}
		out = append(out, l)
	}
	return out
}

// iterOf is the iterator of which a loop's header takes an item, or NoValue.
func (f *Func) iterOf(header *Block) Value {
	for i := header.First; i < header.End; i++ {
		switch f.Instrs[i].Op {
		case OpPhi:
		case OpNext:
			return f.Instrs[i].A
		default:
			return NoValue
		}
	}
	return NoValue
}

// dominated are the blocks that are reached through a block only. The blocks are
// in reverse postorder.
func (f *Func) dominated(h uint32) []bool {
	guarded := make([][]uint32, len(f.Blocks))
	for b := range f.Blocks {
		if c := f.Blocks[b].Handler; c != 0 {
			guarded[c-1] = append(guarded[c-1], uint32(b))
		}
	}
	in := make([]bool, len(f.Blocks))
	for b := h; b < uint32(len(in)); b++ {
		in[b] = true
	}
	for changed := true; changed; {
		changed = false
		for b := h + 1; b < uint32(len(in)); b++ {
			if !in[b] {
				continue
			}
			all := true
			for _, p := range f.Preds(&f.Blocks[b]) {
				all = all && in[p]
			}
			for _, g := range guarded[b] {
				all = all && in[g]
			}
			if !all {
				in[b], changed = false, true
			}
		}
	}
	return in
}

// Peel takes n rounds out of a loop. Turn of the copied block that asks for
// another item, and B of the copied OpNext, say which round it is, from 1 on.
func (f *Func) Peel(l Loop, n int) Peeled {
	p := &peeler{f: f, l: l, n: n}
	p.place()
	p.number()
	p.copy()
	return Peeled{p.out, p.written}
}

// peeler makes a peeled function. A block is named by its old number and its
// round: 0 for those that stay, 1 to n for copies.
type peeler struct {
	f       *Func
	l       Loop
	n       int
	order   []copyOf
	at      [][]uint32 // by old block and round: the new block
	value   [][]Value  // by round, by old value: the new one
	out     *Func
	written []Value
}

type copyOf struct {
	block uint32
	round int
}

// place puts the copies where reverse postorder has them: all blocks of a round
// before those of the next, and what is left of the loop behind them.
func (p *peeler) place() {
	p.at = make([][]uint32, len(p.f.Blocks))
	add := func(b uint32, round int) {
		if p.at[b] == nil {
			p.at[b] = make([]uint32, p.n+1)
		}
		p.at[b][round] = uint32(len(p.order))
		p.order = append(p.order, copyOf{b, round})
	}
	done := false
	for b := range p.f.Blocks {
		if !p.l.region[b] {
			add(uint32(b), 0)
			continue
		}
		if done {
			continue
		}
		done = true
		for round := 1; round <= p.n+1; round++ {
			for k := range p.f.Blocks {
				if p.l.region[k] {
					add(uint32(k), round%(p.n+1))
				}
			}
		}
	}
}

// number gives every copy of an instruction its new index.
func (p *peeler) number() {
	p.value = make([][]Value, p.n+1)
	for r := range p.value {
		p.value[r] = make([]Value, len(p.f.Instrs))
	}
	next := Value(0)
	for _, c := range p.order {
		blk := &p.f.Blocks[c.block]
		for i := blk.First; i < blk.End; i++ {
			p.value[c.round][i] = next
			next++
		}
	}
	for _, c := range p.order {
		if p.l.region[c.block] {
			continue
		}
		for i := p.f.Blocks[c.block].First; i < p.f.Blocks[c.block].End; i++ {
			for r := 1; r <= p.n; r++ {
				p.value[r][i] = p.value[0][i]
			}
		}
	}
	p.written = make([]Value, next)
}

// now is a value as a round sees it.
func (p *peeler) now(v Value, round int) Value {
	if v == NoValue {
		return v
	}
	return p.value[round][v]
}

func (p *peeler) copy() {
	f := *p.f
	p.out = &f
	f.Instrs = make([]Instr, len(p.written))
	f.Blocks = make([]Block, len(p.order))
	f.Args, f.Edges = make([]Arg, 0, 2*len(p.f.Args)), make([]uint32, 0, 2*len(p.f.Edges))
	next := uint32(0)
	for k, c := range p.order {
		old, b := &p.f.Blocks[c.block], &f.Blocks[k]
		*b = *old
		b.First, b.End = next, next+old.End-old.First
		next = b.End
		if p.l.region[c.block] && old.Term == TermFor && old.Cond == p.l.Iter {
			b.Turn = uint8(c.round)
		}
		if c.block == p.l.Header {
			b.LoopHeader = c.round == 0
			if c.round == 0 {
				b.Turn = TurnRest
			}
		}
		b.Cond = p.now(old.Cond, c.round)
		if old.Handler != 0 {
			b.Handler = p.at[old.Handler-1][p.roundOf(old.Handler-1, c.round)] + 1
		}
		for i := old.First; i < old.End; i++ {
			p.instr(i, c)
		}
		p.edges(b, old, c)
	}
}

// roundOf is the round of a block that a block of some round leads to.
func (p *peeler) roundOf(to uint32, round int) int {
	if p.l.region[to] {
		return round
	}
	return 0
}

func (p *peeler) edges(b, old *Block, c copyOf) {
	f := p.out
	b.SuccFirst = uint32(len(f.Edges))
	for _, s := range p.f.Succs(old) {
		round := p.roundOf(s, c.round)
		if s == p.l.Header {
			switch {
			case !p.l.region[c.block]:
				round = 1
			case c.round > 0:
				round = (c.round + 1) % (p.n + 1)
			}
		}
		f.Edges = append(f.Edges, p.at[s][round])
	}
	b.PredFirst = uint32(len(f.Edges))
	p.preds(c, func(from uint32, round, _ int) { f.Edges = append(f.Edges, p.at[from][round]) })
	b.PredN = uint32(len(f.Edges)) - b.PredFirst
}

// preds visits what leads to a copy of a block: the block, its round, and which
// predecessor of the old block it is.
func (p *peeler) preds(c copyOf, visit func(from uint32, round, k int)) {
	for k, from := range p.f.Preds(&p.f.Blocks[c.block]) {
		inside := p.l.region[from]
		switch {
		case c.block == p.l.Header && inside && c.round != 1:
			if c.round == 0 {
				visit(from, p.n, k) // in the place of the way in
				visit(from, 0, k)
			} else {
				visit(from, c.round-1, k)
			}
		case c.block == p.l.Header && inside:
		case c.block == p.l.Header:
			if c.round == 1 {
				visit(from, 0, k)
			}
		case inside && !p.l.region[c.block]:
			for r := 1; r <= p.n+1; r++ {
				visit(from, r%(p.n+1), k)
			}
		default:
			visit(from, p.roundOf(from, c.round), k)
		}
	}
}

// instr copies an instruction.
func (p *peeler) instr(i Value, c copyOf) {
	in := &p.f.Instrs[i]
	to := p.value[c.round][i]
	out := &p.out.Instrs[to]
	*out = *in
	p.written[to] = i
	shape := in.Op.Shape()
	if shape&UsesA != 0 {
		out.A = p.now(in.A, c.round)
	}
	if shape&UsesB != 0 {
		out.B = p.now(in.B, c.round)
	}
	if shape&UsesC != 0 {
		out.C = p.now(in.C, c.round)
	}
	if in.Op == OpNext && in.A == p.l.Iter && c.round > 0 {
		out.B = uint32(c.round)
	}
	if shape&HasList == 0 {
		return
	}
	first := len(p.out.Args)
	p.out.Args = append(p.out.Args, Arg{}) // for the length of a long list
	p.list(in, c)
	n := len(p.out.Args) - first - 1
	if n < 0xFFFF {
		p.out.Args = append(p.out.Args[:first], p.out.Args[first+1:]...)
		out.N = uint16(n)
	} else {
		p.out.Args[first].Value = uint32(n)
		out.N = 0xFFFF
	}
	out.C = uint32(first)
}

func (p *peeler) list(in *Instr, c copyOf) {
	list := p.f.List(in)
	switch in.Op {
	case OpPhi:
		p.preds(c, func(_ uint32, round, k int) {
			p.out.Args = append(p.out.Args, Arg{Value: p.now(list[k].Value, round)})
		})
		return
	case OpExcPhi:
		for _, a := range list {
			if p.l.region[c.block] || !p.inRegion(a.Value) {
				p.out.Args = append(p.out.Args, Arg{Value: p.now(a.Value, c.round)})
				continue
			}
			for r := 0; r <= p.n; r++ {
				p.out.Args = append(p.out.Args, Arg{Value: p.now(a.Value, r)})
			}
		}
		return
	}
	for _, a := range list {
		a.Value = p.now(a.Value, c.round)
		if in.Op.Shape()&KeyedList != 0 {
			a.Name = p.now(a.Name, c.round)
		}
		p.out.Args = append(p.out.Args, a)
	}
}

func (p *peeler) inRegion(v Value) bool {
	for b := range p.f.Blocks {
		if blk := &p.f.Blocks[b]; blk.First <= v && v < blk.End {
			return p.l.region[b]
		}
	}
	return false
}
