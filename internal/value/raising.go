package value

import "leadline/internal/ir"

// Which instructions may raise: only what is so where one does comes to a handler.

// instrs evaluates the instructions of a block. What a handler gets is the state in
// front of each that may raise, and behind it, too, where it has stored something.
func (f *Frame) instrs(blk *ir.Block) {
	fresh := true // something is so that no handler has got yet
	for i := blk.First; i < blk.End && !f.dead; i++ {
		f.steps++
		before := f.cur
		f.wrote = false
		f.exec(ir.Value(i))
		raises := blk.Handler != 0 && f.mayRaise(ir.Value(i))
		if raises && fresh {
			f.raiseIn(blk, before)
		}
		if raises && f.wrote {
			f.raise(blk)
		}
		fresh = fresh && !raises || f.wrote && !raises
	}
	if !f.dead && fresh && f.endRaises(blk) {
		f.raise(blk)
	}
}

// raise joins the current state into the handler of the block.
func (f *Frame) raise(blk *ir.Block) { f.raiseIn(blk, f.cur) }

func (f *Frame) raiseIn(blk *ir.Block, st state) {
	if blk.Handler == 0 {
		return
	}
	h := blk.Handler - 1
	first := !f.raising[f.block]
	f.raising[f.block] = true
	if !f.excOK[h] {
		f.excOK[h], f.exc[h] = true, state{heap: st.heap}
		f.Reached[h], f.dirty[h] = true, true
		return
	}
	j := f.joinStates(f.exc[h], state{heap: st.heap})
	if first || !j.heap.Same(f.exc[h].heap) {
		f.exc[h] = j
		f.dirty[h] = true
	}
}

// mayRaise tells whether an instruction may raise: none does that only passes values
// on or makes something new of them, or that is evaluated here.
func (f *Frame) mayRaise(i ir.Value) bool {
	in := &f.F.Instrs[i]
	switch in.Op {
	case ir.OpNop, ir.OpConst, ir.OpPhi, ir.OpExcPhi, ir.OpParam, ir.OpUndef, ir.OpMakeFunc, ir.OpJoinStr:
		return false
	case ir.OpBind:
		return f.unbound(in.B, 0)
	case ir.OpTuple, ir.OpList:
		for _, a := range f.F.List(in) {
			if a.Name == ir.ArgStar || f.unbound(a.Value, 0) {
				return true
			}
		}
		return false
	case ir.OpFormat:
		return in.B != ir.NoValue || !f.plain(f.val(in.A))
	case ir.OpBinary:
		text := in.Sub == ir.Add && f.allText(f.val(in.A)) && f.allText(f.val(in.B))
		return !text && !(f.Vals[i].Known() && f.val(in.A).Known() && f.val(in.B).Known())
	case ir.OpCompare:
		return in.Sub != ir.Is && in.Sub != ir.IsNot && !(f.plain(f.val(in.A)) && f.plain(f.val(in.B)) && (in.Sub == ir.Eq || in.Sub == ir.NotEq))
	case ir.OpUnary:
		return in.Sub != ir.Not || !f.plain(f.val(in.A))
	}
	return true
}

// unbound tells whether a variable that is read may not be there.
func (f *Frame) unbound(v ir.Value, depth int) bool {
	in := &f.F.Instrs[v]
	switch in.Op {
	case ir.OpUndef:
		return true
	case ir.OpPhi, ir.OpExcPhi:
		if depth > 3 {
			return true
		}
		for _, a := range f.F.List(in) {
			if a.Value != v && f.unbound(a.Value, depth+1) {
				return true
			}
		}
	}
	return false
}

// endRaises tells whether what ends a block may raise.
func (f *Frame) endRaises(blk *ir.Block) bool {
	switch blk.Term {
	case ir.TermJump, ir.TermReturn:
		return false
	case ir.TermBranch:
		return !f.plain(f.val(blk.Cond))
	}
	return true
}

// plain tells whether a value is a constant, a text or a number of the language
// itself, whose truth, text and equality are found without any code of others.
func (f *Frame) plain(v Value) bool {
	for _, a := range v {
		switch a.Kind() {
		case Const, Shape:
		case ExtInst:
			if n := f.TypeName(a); !scalarClass(n) || n == "builtins.bytearray" {
				return false
			}
		default:
			return false
		}
	}
	return len(v) > 0
}

// allText tells whether a value is certainly a text.
func (f *Frame) allText(v Value) bool {
	for _, a := range v {
		if f.TypeName(a) != "builtins.str" {
			return false
		}
	}
	return len(v) > 0
}

// Seen tells whether a handler may see an operand of one of its phis: something raises
// in the block that it is seen from.
func (f *Frame) Seen(a ir.Arg) bool { return a.Name == 0 || f.raising[a.Name-1] }

// excPhi is what a variable may hold where a handler begins.
func (f *Frame) excPhi(i ir.Value, in *ir.Instr) Value {
	var v Value
	for _, a := range f.F.List(in) {
		if f.Seen(a) {
			v = join(v, f.val(a.Value))
		}
	}
	if f.visit[f.block] > 4 {
		v = f.typeOnly(v)
	}
	f.share(v)
	return v
}
