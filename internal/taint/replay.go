package taint

import (
	"reflect"
	"slices"

	"leadline/internal/callgraph"
	"leadline/internal/ir"
	"leadline/internal/value"
)

// A component that calls itself is brought to its fixpoint step by step. Where an
// edit touches few of its members, only those are run again, each with what it saw
// in every step before: if it says the same each time, then all steps would be
// what they were, and so would what they came to.

// evaluation is what a member of a component that calls itself came to in a step.
type evaluation struct {
	step int32
	sum  *Summary
}

// seen is the last evaluation before a step.
func (t *settled) seen(step int32) *Summary {
	var out *Summary
	for _, e := range t.evals {
		if e.step < step {
			out = e.sum
		}
	}
	return out
}

// replay tells whether the touched members of a component say in every step what
// they said in the old program, and keeps what they read now.
func (s *Solver) replay(c callgraph.Component, touched []value.FuncID) bool {
	if !c.Recursive || len(touched) > max(4, len(c.Members)/8) {
		return false
	}
	for _, m := range c.Members {
		if len(s.old.settled[m].evals) == 0 {
			return false
		}
	}
	for _, m := range touched {
		if !s.replayOne(m) {
			for _, m := range c.Members {
				s.settled[m] = nil
			}
			return false
		}
	}
	return true
}

func (s *Solver) replayOne(m value.FuncID) bool {
	fr := s.Final.Frame(m, nil, 0)
	defer s.Final.Release(fr)
	old := s.old.settled
	for _, e := range old[m].evals {
		w := s.within(m)
		w.own = func(fn value.FuncID) *Summary { return old[fn].seen(e.step) }
		if !sameToCallers(s.summarize(fr, w, e.step), e.sum) {
			return false
		}
	}
	s.settled[m].evals = old[m].evals
	return true
}

// sameToCallers tells whether two summaries of a body, whose instructions may be
// numbered otherwise, say the same to whoever calls it. Where a label was last in
// the body itself, and through which of its calls a sink is reached, only the
// telling of ways asks, and that runs the body again.
func sameToCallers(a, b *Summary) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Fn == b.Fn && a.OutOf == b.OutOf && slices.EqualFunc(a.Ret, b.Ret, sameSlot) &&
		sameSlots(a.Slots, b.Slots) && sameSlots(a.Holes, b.Holes) && slices.EqualFunc(a.Loose, b.Loose, sameSlot) &&
		slices.EqualFunc(a.Sinks, b.Sinks, sameSink) &&
		slices.EqualFunc(a.Globals, b.Globals, sameGlobal) && reflect.DeepEqual(a.Predicates, b.Predicates) && reflect.DeepEqual(a.Returned, b.Returned) &&
		reflect.DeepEqual(a.Listed, b.Listed) && slices.Equal(a.Whole, b.Whole) && reflect.DeepEqual(a.Declared, b.Declared) &&
		(a.Value == b.Value || reflect.DeepEqual(a.Value, b.Value))
}

func sameSlots(a, b [][]SlotLabels) bool {
	return slices.EqualFunc(a, b, func(x, y []SlotLabels) bool { return slices.EqualFunc(x, y, sameSlot) })
}

func sameSlot(a, b SlotLabels) bool {
	return sameLabel(a.Label, b.Label) && reflect.DeepEqual(a.Origin, b.Origin)
}

func sameLabel(a, b Label) bool {
	return a.Clean == b.Clean && a.Drop == b.Drop && a.Steps == b.Steps && a.Unknown == b.Unknown && reflect.DeepEqual(a.Inner, b.Inner)
}

func sameGlobal(a, b GlobalEdge) bool {
	if !sameLabel(a.Label, b.Label) || (a.Call == ir.NoValue) != (b.Call == ir.NoValue) {
		return false
	}
	a.Label, b.Label = Label{}, Label{}
	a.Call, b.Call = ir.NoValue, ir.NoValue
	return reflect.DeepEqual(a, b)
}

func sameSink(a, b SinkEdge) bool {
	if !sameLabel(a.Label, b.Label) || (a.Call == ir.NoValue) != (b.Call == ir.NoValue) {
		return false
	}
	a.Label, b.Label = Label{}, Label{}
	a.Call, b.Call = ir.NoValue, ir.NoValue
	return reflect.DeepEqual(a, b)
}
