package taint

import "leadline/internal/ir"

// enter is the meet of what the executable predecessors leave.
func (r *run) enter(b uint32, blk *ir.Block) facts {
	var out facts
	first := true
	for _, p := range r.f.Preds(blk) {
		pb := &r.f.Blocks[p]
		for k, s := range r.f.Succs(pb) {
			e := pb.SuccFirst + uint32(k)
			if s != b || !r.fr.Edges[e] {
				continue // the facts of a back edge are those of the sweep before: in the first there are none, which is the safe side
			}
			from := r.edge[e]
			if pb.Term == ir.TermFor && k == 1 {
				from = r.exhausted(from, pb.Cond)
			}
			if first {
				out, first = from, false
			} else {
				out = out.Join(from, factsMeet)
			}
		}
	}
	return out
}

func (r *run) leave(b uint32, blk *ir.Block) {
	if blk.Term == ir.TermFor {
		r.turned(b, blk.Cond)
	}
	for k, s := range r.f.Succs(blk) {
		e := blk.SuccFirst + uint32(k)
		if !r.fr.Edges[e] {
			continue
		}
		out := r.facts
		if blk.Term == ir.TermBranch {
			out = r.assume(out, blk.Cond, k == 0, 0)
		}
		r.again = r.again || s <= b && !out.Same(r.edge[e])
		r.edge[e] = out
	}
	if blk.Term == ir.TermReturn {
		r.returnedName(blk)
		r.viewSink(blk)
	}
}
