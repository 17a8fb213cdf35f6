package cells

import "leadline/internal/ir"

// shape is what is known of a body before it runs.
type shape struct {
	// used tells which values some instruction takes; taken those that are given
	// a name, or computed with.
	used, taken []bool
	// loopEnd is, for a loop's header, the last block of the loop.
	loopEnd []int32
	// guards are the conditions that decide whether a block runs: the block
	// whose end branches, or -1, and the block whose guards hold as well.
	guard, outer []int32
	// exported are the names that a module's body binds; early the values that
	// are bound where they are made.
	exported map[ir.Name]bool
	early    map[ir.Value]ir.Name
	h        hash
}

// shapes keeps what was found out of each body.
type shapes map[*ir.Func]*shape

func (s shapes) of(m *ir.Module, index int) *shape {
	f := &m.Funcs[index]
	if x := s[f]; x != nil {
		return x
	}
	x := &shape{used: make([]bool, len(f.Instrs)), taken: make([]bool, len(f.Instrs))}
	s[f] = x
	x.uses(m, f)
	x.loops(f)
	x.controls(f)
	if f.Kind <= ir.FuncClass {
		x.names(f)
	}
	x.h = s.hashBody(m, index)
	return x
}

// uses marks values that are taken.
func (x *shape) uses(m *ir.Module, f *ir.Func) {
	takes := false
	use := func(v uint32) {
		if v != ir.NoValue && int(v) < len(x.used) {
			x.used[v], x.taken[v] = true, x.taken[v] || takes
		}
	}
	for i := range f.Instrs {
		in := &f.Instrs[i]
		switch in.Op {
		case ir.OpAttr, ir.OpItem, ir.OpBinary, ir.OpStoreGlobal:
			takes = true
		case ir.OpBind, ir.OpExport:
			takes = m.Names[in.A] != Shown
		default:
			takes = false
		}
		eachOperand(f, in, use)
	}
	takes = false
	for i := range f.Blocks {
		switch f.Blocks[i].Term {
		case ir.TermBranch, ir.TermFor, ir.TermReturn, ir.TermRaise:
			use(f.Blocks[i].Cond)
		}
	}
}

func eachOperand(f *ir.Func, in *ir.Instr, use func(v uint32)) {
	s := in.Op.Shape()
	if s&ir.UsesA != 0 {
		use(in.A)
	}
	if s&ir.UsesB != 0 {
		use(in.B)
	}
	if s&ir.UsesC != 0 {
		use(in.C)
	}
	if s&ir.HasList != 0 {
		for _, a := range f.List(in) {
			use(a.Value)
			if s&ir.KeyedList != 0 {
				use(a.Name)
			}
		}
	}
}

func (x *shape) loops(f *ir.Func) {
	x.loopEnd = make([]int32, len(f.Blocks))
	for b := range f.Blocks {
		x.loopEnd[b] = -1
		for _, p := range f.Preds(&f.Blocks[b]) {
			if int(p) >= b && int32(p) > x.loopEnd[b] {
				x.loopEnd[b] = int32(p)
			}
		}
	}
}

// controls finds what decides whether a block runs. A block with one way in is
// decided by the branch before it; where ways meet, nothing new decides.
func (x *shape) controls(f *ir.Func) {
	x.guard, x.outer = make([]int32, len(f.Blocks)), make([]int32, len(f.Blocks))
	for b := range f.Blocks {
		x.guard[b], x.outer[b] = -1, -1
		var forward []uint32
		for _, p := range f.Preds(&f.Blocks[b]) {
			if int(p) < b {
				forward = append(forward, p)
			}
		}
		switch {
		case len(forward) == 1:
			p := forward[0]
			block := &f.Blocks[p]
			succs := f.Succs(block)
			leaves := block.LoopHeader && len(succs) > 1 && succs[1] == uint32(b)
			if len(succs) > 1 && !leaves {
				x.guard[b], x.outer[b] = int32(p), int32(p)
			} else {
				x.guard[b], x.outer[b] = x.guard[p], x.outer[p]
			}
		case len(forward) > 1:
			x.guard[b], x.outer[b] = x.meet(forward)
		}
	}
}

// meet is what decides about both of some blocks: the first pair of chains that
// agree.
func (x *shape) meet(blocks []uint32) (guard, outer int32) {
	depth := map[int32]int{}
	for _, p := range blocks {
		for g, steps := x.guard[p], 0; steps < 1000; steps++ {
			depth[g]++
			if g < 0 {
				break
			}
			g = x.guard[g]
		}
	}
	for g := x.guard[blocks[0]]; g >= 0; g = x.guard[g] {
		if depth[g] == len(blocks) {
			return g, g
		}
	}
	return -1, -1
}

func (x *shape) names(f *ir.Func) {
	x.exported, x.early = map[ir.Name]bool{}, map[ir.Value]ir.Name{}
	for i := range f.Instrs {
		in := &f.Instrs[i]
		if in.Op != ir.OpExport {
			continue
		}
		x.exported[in.A] = true
		if int(in.B) < len(f.Instrs) {
			switch f.Instrs[in.B].Op {
			case ir.OpMakeFunc, ir.OpMakeClass, ir.OpImport, ir.OpImportFrom:
				x.early[in.B] = in.A
			}
		}
	}
}

// hashBody is what a body says, wherever it stands.
func (s shapes) hashBody(m *ir.Module, index int) hash {
	f := &m.Funcs[index]
	h := hash(f.Kind) + 3
	for _, p := range f.Params {
		h = mix(h, hashText(m.Names[p.Name]), hash(p.Kind))
	}
	for i := range f.Instrs {
		in := &f.Instrs[i]
		h = mix(h, hash(in.Op), hash(in.Sub), hash(in.N))
		switch in.Op {
		case ir.OpConst, ir.OpMagic:
			h = mix(h, hashConst(&m.Consts[in.A]))
		case ir.OpGlobal, ir.OpStoreGlobal, ir.OpFree, ir.OpStoreFree, ir.OpBind, ir.OpExport, ir.OpImport, ir.OpImportStar:
			h = mix(h, hashText(m.Names[in.A]), hash(in.B))
		case ir.OpImportFrom, ir.OpStarName:
			h = mix(h, hashText(m.Names[in.A]), hashText(m.Names[in.B]))
		case ir.OpAttr, ir.OpDelAttr, ir.OpStoreAttr:
			h = mix(h, hash(in.A), hashText(m.Names[in.B]), hash(in.C))
		case ir.OpMakeFunc, ir.OpMakeClass:
			if int(in.A) != index && int(in.A) < len(m.Funcs) {
				h = mix(h, s.of(m, int(in.A)).h)
			}
		default:
			h = mix(h, hash(in.A), hash(in.B))
			if in.Op.Shape()&ir.UsesC != 0 {
				h = mix(h, hash(in.C))
			}
		}
		if in.Op.Shape()&ir.HasList != 0 {
			for _, a := range f.List(in) {
				h = mix(h, hash(a.Value))
				if in.Op == ir.OpCall && a.Name != 0 && a.Name < ir.ArgStarStar {
					h = mix(h, hashText(m.Names[a.Name]))
				} else {
					h = mix(h, hash(a.Name))
				}
			}
		}
	}
	for i := range f.Blocks {
		h = mix(h, hash(f.Blocks[i].Term), hash(f.Blocks[i].Cond))
	}
	return h
}

// binds tells whether a module's body binds a name, if all of it runs.
func (x *shape) binds(m *ir.Module, name string) bool {
	for n := range x.exported {
		if m.Names[n] == name {
			return true
		}
	}
	return false
}
