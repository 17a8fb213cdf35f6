package ir

// dominators finds the immediate dominator of every half block. Block b is cut
// in two, 2b its start and 2b+1 its end: normal edges leave from the end, but
// an exception may leave before anything in the block has happened, so the edge
// to a handler leaves from the start.
//
// The blocks are in reverse postorder, so a few sweeps reach the fixpoint.
func (v *verifier) dominators() {
	f := v.f
	n := 2 * len(f.Blocks)
	v.idom = make([]uint32, n)
	for i := range v.idom {
		v.idom[i] = NoValue
	}
	v.idom[0] = 0
	guarded := make([][]uint32, len(f.Blocks))
	for b := range f.Blocks {
		if h := f.Blocks[b].Handler; h != 0 {
			guarded[h-1] = append(guarded[h-1], uint32(b))
		}
	}
	for changed := true; changed; {
		changed = false
		for b := range f.Blocks {
			if b > 0 && v.sweep(uint32(b), guarded[b]) {
				changed = true
			}
			v.idom[2*b+1] = uint32(2 * b)
		}
	}
	for b := range f.Blocks {
		if v.idom[2*b] == NoValue {
			v.say("nothing reaches b%d", b)
		}
	}
}

// sweep joins the dominators of what leads to the start of a block.
func (v *verifier) sweep(b uint32, guarded []uint32) bool {
	best := NoValue
	join := func(p uint32) {
		switch {
		case v.idom[p] == NoValue:
		case best == NoValue:
			best = p
		default:
			best = v.common(best, p)
		}
	}
	for _, p := range v.f.Preds(&v.f.Blocks[b]) {
		if v.idom[2*p] != NoValue {
			join(2*p + 1)
		}
	}
	for _, g := range guarded {
		join(2 * g)
	}
	if best == v.idom[2*b] {
		return false
	}
	v.idom[2*b] = best
	return true
}

func (v *verifier) common(a, b uint32) uint32 {
	for a != b {
		for a > b {
			a = v.idom[a]
		}
		for b > a {
			b = v.idom[b]
		}
	}
	return a
}

// dominates tells whether half block a is on every path to half block b.
func (v *verifier) dominates(a, b uint32) bool {
	for b > a {
		if v.idom[b] == NoValue {
			return true // unreachable, and reported as such
		}
		b = v.idom[b]
	}
	return a == b
}
