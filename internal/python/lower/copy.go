package lower

import (
	"slices"

	"leadline/internal/ir"
)

// slabs are the arrays that the bodies of a module share.
type slabs struct {
	instrs []ir.Instr
	args   []ir.Arg
	blocks []ir.Block
	edges  []uint32
}

// cut takes n elements from a slab, which is renewed when it is used up.
func cut[T any](slab *[]T, n, chunk int) []T {
	if cap(*slab)-len(*slab) < n {
		*slab = make([]T, 0, max(n, chunk))
	}
	at := len(*slab)
	*slab = (*slab)[:at+n]
	return (*slab)[at : at+n : at+n]
}

// fit moves the bodies of a module into arrays of just their size: it is kept for
// long, and half of the slabs of a small one is empty.
func fit(m *ir.Module) {
	var instrs, args, blocks, edges int
	for i := range m.Funcs {
		f := &m.Funcs[i]
		instrs, args, blocks, edges = instrs+len(f.Instrs), args+len(f.Args), blocks+len(f.Blocks), edges+len(f.Edges)
	}
	s := slabs{make([]ir.Instr, 0, instrs), make([]ir.Arg, 0, args), make([]ir.Block, 0, blocks), make([]uint32, 0, edges)}
	for i := range m.Funcs {
		f := &m.Funcs[i]
		f.Instrs, f.Args = moved(&s.instrs, f.Instrs), moved(&s.args, f.Args)
		f.Blocks, f.Edges = moved(&s.blocks, f.Blocks), moved(&s.edges, f.Edges)
	}
	m.Consts = slices.Clone(m.Consts)
}

func moved[T any](slab *[]T, from []T) []T {
	to := cut(slab, len(from), 0)
	copy(to, from)
	return to
}

// copyInstrs writes the instructions in the order of their blocks. alive
// becomes the map from old to new indices.
func (b *build) copyInstrs(f *ir.Func) {
	x := &b.fin
	n, args := b.number()
	f.Instrs = cut(&b.l.slabs.instrs, n, 1024)
	f.Args = cut(&b.l.slabs.args, args, 512)[:0]
	for v := range b.instrs {
		to := x.alive[v]
		if to == ir.NoValue {
			continue
		}
		i := &b.instrs[v]
		out := &f.Instrs[to]
		*out = i.Instr
		b.renumber(f, i, out)
	}
}

// number gives every instruction that stays its new index and counts the
// arguments that are needed.
func (b *build) number() (instrs, args int) {
	x := &b.fin
	for v := range b.instrs {
		i := &b.instrs[v]
		p := x.place[i.block]
		if x.alive[v] == 0 || p == 0 {
			x.alive[v] = ir.NoValue
			continue
		}
		if i.Op.Shape()&ir.HasList != 0 {
			n := int(i.n &^ headMark)
			args += n
			if n >= longList {
				args++
			}
		}
		next := &x.fill[p-1]
		if isHead(i) {
			next = &x.heads[p-1]
		}
		x.alive[v] = *next
		*next++
		instrs++
	}
	return instrs, args
}

// longList is the length from which a list keeps its length in its first
// entry.
const longList = 0xFFFF

func (b *build) now(v ir.Value) ir.Value { return b.fin.alive[b.final(v)] }

func (b *build) renumber(f *ir.Func, i *instr, out *ir.Instr) {
	shape := i.Op.Shape()
	if shape&ir.UsesA != 0 && i.A != ir.NoValue {
		out.A = b.now(i.A)
	}
	if shape&ir.UsesB != 0 && i.B != ir.NoValue {
		out.B = b.now(i.B)
	}
	if shape&ir.UsesC != 0 && i.C != ir.NoValue {
		out.C = b.now(i.C)
	}
	if shape&ir.HasList == 0 {
		return
	}
	list := b.listOf(i)
	out.C, out.N = uint32(len(f.Args)), uint16(min(len(list), longList))
	if len(list) >= longList {
		f.Args = append(f.Args, ir.Arg{Value: uint32(len(list))})
	}
	for _, a := range list {
		a.Value = b.now(a.Value)
		if shape&ir.KeyedList != 0 && a.Name != ir.NoValue {
			a.Name = b.now(a.Name)
		}
		if i.Op == ir.OpExcPhi && a.Name != 0 {
			a.Name = b.fin.place[a.Name-1]
		}
		f.Args = append(f.Args, a)
	}
}

// copyBlocks writes the blocks and their edges.
func (b *build) copyBlocks(f *ir.Func) {
	x := &b.fin
	edges := 0
	for _, k := range x.order {
		edges += int(b.blocks[k].npred) + int(b.blocks[k].nsucc)
	}
	f.Blocks = cut(&b.l.slabs.blocks, len(x.order), 256)
	f.Edges = cut(&b.l.slabs.edges, edges, 512)[:0]
	first := uint32(0)
	for i, id := range x.order {
		k := &b.blocks[id]
		out := &f.Blocks[i]
		*out = ir.Block{First: first, End: x.fill[i], Term: k.term, LoopHeader: k.loop, Catch: k.catch, Cond: ir.NoValue}
		first = x.fill[i]
		if usesCond(k) {
			out.Cond = b.now(k.cond)
		}
		if k.handler != 0 {
			out.Handler = x.place[k.handler-1]
		}
		out.SuccFirst, out.SuccN = uint32(len(f.Edges)), uint32(k.nsucc)
		for _, s := range k.succ[:k.nsucc] {
			f.Edges = append(f.Edges, x.place[s]-1)
		}
		out.PredFirst, out.PredN = uint32(len(f.Edges)), k.npred
		for e := k.pred; e != 0; e = b.edges[e].next {
			f.Edges = append(f.Edges, x.place[b.edges[e].from]-1)
		}
	}
}
