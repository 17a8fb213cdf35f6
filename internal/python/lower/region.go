package lower

import (
	"slices"

	"leadline/internal/ir"
)

// What an exception handler may see. A variable has one value at every point of a
// body. A handler sees those that it has where something can raise to it, and no
// others: what is replaced before anything can raise never comes there.

// trace notes, in order, where something can raise, and what variables held since
// when and until when, counted in such places.
type trace struct {
	risks []risk
	spans []span
	since []uint32 // by slot: since when it holds what it holds
}

// risk is a place that may raise to a handler.
type risk struct{ handler, block uint32 }

// span is what a variable held from one place that may raise up to another.
type span struct {
	change
	from, to uint32
}

func (t *trace) reset(slots int) {
	t.risks, t.spans, t.since = t.risks[:0], t.spans[:0], fill(t.since, slots, 0)
}

func (t *trace) now() uint32 { return uint32(len(t.risks)) }

// settled tells of what never raises: constants and variables that are passed on.
func settled(op ir.Op) bool {
	switch op {
	case ir.OpNop, ir.OpConst, ir.OpBind, ir.OpUndef, ir.OpParam, ir.OpPhi, ir.OpExcPhi:
		return true
	}
	return false
}

// risks notes that something in a block can raise.
func (b *build) risks(block uint32) {
	if h := b.blocks[block].handler; h != 0 && b.trying > 0 {
		b.trace.risks = append(b.trace.risks, risk{h, block})
	}
}

// seen notes what a slot has held so far, if something could raise meanwhile.
func (b *build) seen(slot uint32) {
	t := &b.trace
	if now := t.now(); t.since[slot] < now {
		t.spans = append(t.spans, span{change{slot, b.env[slot]}, t.since[slot], now})
		t.since[slot] = now
	}
}

// region is the code that one handler guards.
type region struct {
	catch uint32 // the handler's block
	outer uint32 // the handler around it
	base  int    // length of the log before it
	risks [2]int // of the trace, before it and behind it
	spans [2]int
}

// guard begins a region.
func (b *build) guard() region {
	r := region{catch: b.newBlock(), outer: b.handler, base: len(b.log)}
	r.risks[0], r.spans[0] = len(b.trace.risks), len(b.trace.spans)
	b.handler = r.catch + 1
	b.split()
	b.trying++
	return r
}

// unguard ends a region; what follows is outside of it.
func (b *build) unguard(r *region) {
	for _, c := range b.log[r.base:] {
		b.seen(c.slot)
	}
	r.risks[1], r.spans[1] = len(b.trace.risks), len(b.trace.spans)
	b.trying--
	if b.live() {
		b.leaveRegion(r.outer)
	}
	b.handler = r.outer
}

// catch begins the handler of a region.
func (b *build) catch(r *region) {
	b.undo(r.base)
	b.open(r.catch)
	b.blocks[r.catch].catch = true
	b.catchPhis(r)
	b.headsEnd()
}

// run is a row of places in one block that raise to one handler.
type run struct{ first, last, block uint32 }

// raisingRuns are the places of a region that raise to its handler.
func (b *build) raisingRuns(r *region) []run {
	var out []run
	for at := r.risks[0]; at < r.risks[1]; at++ {
		x := b.trace.risks[at]
		if x.handler != r.catch+1 {
			continue
		}
		if n := len(out); n > 0 && out[n-1].block == x.block {
			out[n-1].last = uint32(at)
			continue
		}
		out = append(out, run{uint32(at), uint32(at), x.block})
	}
	b.spent += r.risks[1] - r.risks[0]
	return out
}

// maxSeenIn is in how many blocks of a region a value is told to be seen; one that
// lives longer is seen wherever anything raises.
const maxSeenIn = 4

// catchPhis makes the phis of a handler: for each slot that the region changed the
// values that are seen, each with the block that may raise (its number + 1).
func (b *build) catchPhis(r *region) {
	runs := b.raisingRuns(r)
	spans := b.trace.spans[r.spans[0]:r.spans[1]]
	b.spent += len(spans)
	b.stamps++
	b.slots = b.slots[:0]
	var operands [][]ir.Arg
	for _, s := range spans {
		if b.stamp[s.slot] < b.stamps {
			b.stamp[s.slot] = b.stamps + uint32(len(b.slots))
			b.slots = append(b.slots, s.slot)
			operands = append(operands, nil)
		}
		k := b.stamp[s.slot] - b.stamps
		operands[k] = b.seenIn(operands[k], s, runs)
	}
	for k, slot := range b.slots {
		b.catchPhi(slot, operands[k])
	}
	b.stamps += uint32(len(b.slots))
}

// seenIn adds the blocks in which a value is seen.
func (b *build) seenIn(out []ir.Arg, s span, runs []run) []ir.Arg {
	v := s.value
	if v == ir.NoValue {
		v = b.unboundValue(s.slot)
	}
	first, _ := slices.BinarySearchFunc(runs, s.from, func(x run, from uint32) int {
		if x.last < from {
			return -1
		}
		return 1
	})
	last := first
	for last < len(runs) && runs[last].first < s.to && last-first <= maxSeenIn {
		last++
	}
	if last-first > maxSeenIn {
		return append(out, ir.Arg{Value: v})
	}
	for _, x := range runs[first:last] {
		if a := (ir.Arg{Value: v, Name: x.block + 1}); !slices.Contains(out[max(0, len(out)-maxSeenIn):], a) {
			out = append(out, a)
		}
	}
	return out
}

// catchPhi gives a slot what the handler sees of it: the value from before the region
// first, if that is seen.
func (b *build) catchPhi(slot uint32, list []ir.Arg) {
	before := b.value(slot)
	at := slices.IndexFunc(list, func(a ir.Arg) bool { return a.Value == before })
	other := slices.ContainsFunc(list, func(a ir.Arg) bool { return a.Value != before })
	if !other {
		return
	}
	if at > 0 {
		list[0], list[at] = list[at], list[0]
	}
	first := uint32(len(b.args))
	b.args = append(b.args, list...)
	v := b.phi(ir.OpExcPhi, first, uint32(len(list)), b.here())
	if at < 0 {
		b.instrs[v].Sub = ir.ExcInner
	}
	b.set(slot, v)
}
