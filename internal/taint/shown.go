package taint

import (
	"slices"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Shown says what all that a sink of a body is given is shown to be safe for there, piece
// by piece, wherever it comes from: by tests, by types, and by what made it safe.
type Shown struct {
	At     ir.Value
	Kind   model.Kind
	Pieces []Spot // those that are no constants
}

// Shown looks at bodies once more, for what they give sinks: also at those that no data
// of a source comes by.
func (s *Solver) Shown(fns []value.FuncID) [][]Shown {
	out := make([][]Shown, len(fns))
	c := &collector{s: s}
	for k, fn := range fns {
		fr := s.Final.Frame(fn, nil, 0)
		r := newRun(fr, s.within(fn))
		r.showing = true
		r.promised = c.enters(fr.Fn)
		r.solve()
		out[k] = r.shown
		s.Final.Release(fr)
	}
	return out
}

// enters is what a framework sees to of the parameters of a body that it calls.
func (c *collector) enters(fn *value.Fn) []model.Bits {
	e := c.s.Graph.Entries[fn.ID]
	if e == nil {
		return nil
	}
	out := make([]model.Bits, len(fn.IR.Params))
	for p := range out {
		name := fn.Mod.IR.Names[fn.IR.Params[p].Name]
		if out[p] = c.entryClean(e, fn, int32(p), name); e.Clean[name] {
			out[p] = ^model.Bits(0)
		}
	}
	return out
}

// show notes what an argument is shown to be safe for.
func (r *run) show(at ir.Value, kind model.Kind, a *value.CallArg) {
	if r.showing {
		r.shown = append(r.shown, Shown{r.fr.Written(at), kind, r.safePieces(a.Val, a.Def)})
	}
}

// safePieces is what a text is safe for, by what fills its holes.
func (r *run) safePieces(v value.Value, d value.Def) []Spot {
	if v.Known() {
		return nil
	}
	var out []Spot
	for g := range r.gaps(v, d) {
		s := Spot{Before: g.before, After: g.after(), Bare: g.bare()}
		if h := g.hole(); h >= value.HoleDef && h < value.HoleParam {
			s.Safe = r.safe(value.Def(h-value.HoleDef), 0)
		}
		out = append(out, s)
	}
	return out
}

// safe is what a value is shown to be safe for where it is used now.
func (r *run) safe(d value.Def, depth int) model.Bits {
	if int(d) >= len(r.f.Instrs) || depth > 6 {
		return 0
	}
	v := r.fr.Vals[d]
	if v.Known() || len(v) > 0 && r.isNumeric(v) {
		return ^model.Bits(0)
	}
	bits, _ := r.facts.Get(uint64(r.canon1(d)))
	switch in := &r.f.Instrs[d]; in.Op {
	case ir.OpParam:
		if int(in.A) < len(r.promised) {
			bits |= r.promised[in.A]
		}
	case ir.OpAwait, ir.OpAnnotated:
		if in.A != ir.NoValue {
			bits |= r.safe(in.A, depth+1)
		}
	case ir.OpPhi:
		bits |= r.safeWays(d, in, depth)
	case ir.OpBinary, ir.OpInplace:
		bits |= r.safe(in.A, depth+1) & r.safe(in.B, depth+1)
	case ir.OpFormat:
		if bits |= r.safe(in.A, depth+1); in.B != ir.NoValue {
			bits |= r.common(d) // as it may be written as a number
		}
	case ir.OpJoinStr:
		parts := ^model.Bits(0)
		for _, a := range r.f.List(in) {
			parts &= r.safe(a.Value, depth+1)
		}
		bits |= parts
	case ir.OpCall:
		bits |= r.safeResult(d)
	case ir.OpAttr:
		if bits |= r.common(d); r.isNumeric(r.fr.Vals[in.A]) {
			bits = ^model.Bits(0) // the value of a member of an enumeration
		}
	case ir.OpItem:
		bits |= r.common(d) | r.safe(in.A, depth+1)
	case ir.OpExtract, ir.OpNext:
		bits |= r.common(d)
	}
	return bits
}

// safeWays is what a value is safe for whichever way it came.
func (r *run) safeWays(d value.Def, in *ir.Instr, depth int) model.Bits {
	bits := ^model.Bits(0)
	for v := range r.ways(d, in) {
		bits &= r.safe(v, depth+1)
	}
	return bits
}

// safeResult is what a call's result is safe for: by the rows that say so, or since all data
// in it is, where nothing unknown is on the way.
func (r *run) safeResult(d value.Def) model.Bits {
	c := r.fr.CallAt(d)
	if c == nil {
		return 0
	}
	r.fr.Seek(c.Heap)
	var bits model.Bits
	for _, e := range r.entries(c) {
		for k := range e.Sanitizers {
			if r.fr.Holds(c.Call, e.Sanitizers[k].When) {
				bits |= e.Sanitizers[k].Cleans
			}
		}
	}
	if !slices.ContainsFunc(r.at(d), func(l Label) bool { return l.Unknown > 0 }) {
		bits |= r.common(d)
	}
	return bits
}
