package value

import (
	"maps"

	"leadline/internal/ir"
)

// A loop over a few known items says more when each of its rounds is looked at
// by itself: which item it takes, what it leaves where. When a body's first
// analysis has found such loops, their rounds are peeled out and the body is
// analysed again in that form. What is left of the loop stands behind them, so
// that nothing rests on the number being right.

// Limits of peeling, counted. Loops of other kinds are peeled when their test
// certainly holds the first time.
const (
	maxPeelings = 2   // analyses of one body: the second sees loops within rounds
	maxRounds   = 8   // of one loop
	whileRounds = 4   // of one that iterates nothing
	maxRound    = 160 // instructions of one round
	maxPeeled   = 480 // instructions that one body may grow by
)

// expect notes how many items a loop takes, as far as the analysis has come.
func (f *Frame) expect(iter ir.Value, n int) {
	f.rounds[iter] = n
}

// wantsPeeling is how many rounds of a loop are to stand by themselves.
func (f *Frame) wantsPeeling(header uint32, iter ir.Value) int {
	if iter == ir.NoValue {
		if f.turns[header] {
			return whileRounds
		}
		return 0
	}
	if n := f.rounds[iter]; n <= maxRounds {
		return max(n, 0)
	}
	return 0
}

// again makes ready to run the body once more: with rounds of its loops by
// themselves, and with calls analysed for the constants that they are given;
// false when nothing asks for it.
func (f *Frame) again() bool {
	if f.F.Kind < ir.FuncDef || f.OutOf != "" {
		return false
	}
	form, written := f.F, f.written
	if f.loopsToPeel() {
		form, written = f.peeled()
	}
	if form == f.F && !f.newlyTested {
		return false
	}
	w, fn, ctx, depth := f.World, f.Fn, f.Ctx, f.depth
	reads, tested, contextReads := maps.Clone(f.reads), maps.Clone(f.tested), f.contextReads
	f.Recycle()
	f.beginWith(w, fn, form, ctx, depth)
	f.written, f.reads, f.tested, f.contextReads = written, reads, tested, contextReads
	return true
}

// loopsToPeel tells whether the last run has found any.
func (f *Frame) loopsToPeel() bool {
	for _, n := range f.rounds {
		if n > 0 && n <= maxRounds {
			return true
		}
	}
	for _, yes := range f.turns {
		if yes {
			return true
		}
	}
	return false
}

// peeled is the form of the body with rounds of its loops by themselves.
func (f *Frame) peeled() (*ir.Func, []ir.Value) {
	form, written := f.F, f.written
	var here []ir.Value // of the form that was run
	header := map[ir.Value]uint32{}
	for b := range f.F.Blocks {
		header[f.F.Blocks[b].First] = uint32(b)
	}
	at := func(v ir.Value) ir.Value {
		if here == nil || v == ir.NoValue {
			return v
		}
		return here[v]
	}
	room := maxPeeled
	rounds := func(b uint32, iter ir.Value) int {
		return f.wantsPeeling(header[at(form.Blocks[b].First)], at(iter))
	}
	for room > 0 {
		var chosen *ir.Loop
		loops := form.Loops(func(b uint32, iter ir.Value) bool { return rounds(b, iter) > 0 })
		for k := range loops {
			if l := &loops[k]; l.Size <= maxRound && l.Size*rounds(l.Header, l.Iter) <= room {
				chosen = l
				break
			}
		}
		if chosen == nil {
			break
		}
		n := rounds(chosen.Header, chosen.Iter)
		room -= chosen.Size * n
		p := form.Peel(*chosen, n)
		form, here, written = p.Func, through(here, p.Written), through(written, p.Written)
	}
	return form, written
}

// through is what the values of a peeled form were before an earlier peeling.
func through(earlier, now []ir.Value) []ir.Value {
	if earlier == nil {
		return now
	}
	out := make([]ir.Value, len(now))
	for i, v := range now {
		out[i] = earlier[v]
	}
	return out
}

// Written is the instruction of the body as it was written that an instruction
// of the form that was run stands for.
func (f *Facts) Written(v ir.Value) ir.Value {
	if f.written == nil || int(v) >= len(f.written) {
		return v
	}
	return f.written[v]
}
