package typestate

import (
	"slices"

	"leadline/internal/ir"
)

// event is what an instruction does to the object, or "".
func (t *tracker) event(i ir.Value) string {
	in := &t.f.Instrs[i]
	switch in.Op {
	case ir.OpCall:
		if t.callee[in.A] {
			return t.mod.Names[t.f.Instrs[in.A].B]
		}
		if t.same[in.A] {
			return "()"
		}
	case ir.OpAttr:
		if t.same[in.A] && !t.callee[i] {
			return "." + t.mod.Names[in.B]
		}
	case ir.OpStoreAttr:
		if t.same[in.A] {
			return t.mod.Names[in.B] + "="
		}
	case ir.OpEnter:
		if t.same[in.A] {
			return "__enter__"
		}
	case ir.OpExit:
		if t.same[in.A] {
			return "__exit__"
		}
	}
	return ""
}

// step is what one instruction does to the states.
func (t *tracker) step(i ir.Value, in *ir.Instr, s States) States {
	if event := t.event(i); event != "" {
		if in.Op == ir.OpAttr && t.knows(t.mod.Names[in.B]) { // a method that somebody may call later
			return lose(s)
		}
		s = t.moved(i, event, s)
	}
	if in.Op == ir.OpCall {
		return t.call(i, in, s)
	}
	if s != 0 && t.keeps(in) {
		return lose(s)
	}
	return s
}

// keeps tells whether an instruction puts the object where somebody else finds it.
func (t *tracker) keeps(in *ir.Instr) bool {
	switch in.Op {
	case ir.OpStoreGlobal, ir.OpStoreFree, ir.OpExport:
		return t.is(in.B)
	case ir.OpBind:
		return in.A == 0 && t.is(in.B) // returned
	case ir.OpStoreAttr, ir.OpInsert:
		return t.is(in.C)
	case ir.OpStoreItem:
		return t.is(in.C) || t.is(in.B)
	case ir.OpAppend:
		return t.is(in.B)
	case ir.OpYield, ir.OpYieldFrom:
		return t.is(in.A)
	case ir.OpTuple, ir.OpList, ir.OpSet, ir.OpDict, ir.OpMakeFunc, ir.OpMakeClass:
		return slices.ContainsFunc(t.f.List(in), func(a ir.Arg) bool { return t.is(a.Value) })
	}
	return false
}

// call is what a call does to an object among its arguments.
func (t *tracker) call(i ir.Value, in *ir.Instr, s States) States {
	given := slices.ContainsFunc(t.f.List(in), func(a ir.Arg) bool { return t.is(a.Value) })
	if !given || s == 0 || t.around.Lends(i) {
		return s
	}
	bodies, all := t.around.Enters(i, t.is)
	if !all || len(bodies) == 0 || t.depth >= maxDepth {
		return lose(s)
	}
	out := States(0)
	for _, b := range bodies {
		out |= t.inner(b, s)
	}
	return out
}

// maxDepth bounds how deep an object is followed into what is called.
const maxDepth = 3

// inner is what the body that a call enters leaves the object in.
func (t *tracker) inner(b Inner, s States) States {
	k := newTracker(t.p, b.Body, b.Mod, unknown{})
	k.depth = t.depth + 1
	for i := range b.Body.Instrs {
		if in := &b.Body.Instrs[i]; in.Op == ir.OpParam && in.A == uint32(b.Param) {
			k.follow(ir.Value(i))
		}
	}
	k.alias()
	k.solve(s)
	out := States(0)
	for _, s := range k.returns {
		out |= s
	}
	if out == 0 { // it never returns
		return Lost
	}
	return out
}

// unknown are the surroundings of a body that is entered: nothing is known of what
// it calls.
type unknown struct{}

func (unknown) Lends(ir.Value) bool { return false }

func (unknown) Enters(ir.Value, func(ir.Value) bool) ([]Inner, bool) { return nil, false }

func (unknown) Runs(uint32) bool { return true }
