package taint

import (
	"slices"

	"leadline/internal/callgraph"
	"leadline/internal/value"
)

// ask is one question for the summary of a callee.
type ask struct {
	fn    value.FuncID
	ctx   *value.Context
	depth int
	as    asked
}

// asked says what is asked for: a summary; one without a look at what is declared; which
// types a module gives names to; or what else a body declares. Each rests on none but those
// before it.
type asked uint8

const (
	asSummary asked = iota
	asCheck
	asTypes
	asDeclared
)

func (a ask) same(b ask) bool {
	if a.fn != b.fn || a.depth != b.depth || a.as != b.as || (a.ctx == nil) != (b.ctx == nil) {
		return false
	}
	return a.ctx == nil || a.ctx.Key == b.ctx.Key
}

// settled is a summary with what it was computed from: what the analysis read,
// and which summaries of callees it asked for. It stands as long as all of that
// is what it was.
type settled struct {
	sum   *Summary
	read  callgraph.Trace
	asked []ask
	calls []value.FuncID
	evals []evaluation // of a member of a component that calls itself
}

// record keeps what a summary was computed from.
func (t *settled) record(fr *value.Frame, w *within) {
	t.read = callgraph.TraceOf(fr)
	for _, a := range w.asked {
		if !slices.ContainsFunc(t.asked, a.same) {
			t.asked = append(t.asked, a)
		}
	}
}

// summarize computes the summary of a member of a component, and keeps what it
// rests on.
func (s *Solver) summarize(fr *value.Frame, w *within, step int32) *Summary {
	sum := Summarize(fr, w)
	if s.keep {
		id := fr.Fn.ID
		t := s.settled[id]
		if t == nil {
			t = &settled{calls: s.Graph.Calls(id)}
			s.settled[id] = t
		}
		before := t.read
		t.record(fr, w)
		t.read.Contexts = append(before.Contexts, t.read.Contexts...)
		t.read.Reads = merged(before.Reads, t.read.Reads)
		if s.size[s.comp[id]].recursive {
			t.evals = append(t.evals, evaluation{step, sum})
		}
	}
	return sum
}

func merged(a, b []value.Read) []value.Read {
	if len(a) == 0 {
		return b
	}
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// takeOver takes a component's summaries from the old program if they are what
// they would be now.
func (s *Solver) takeOver(c callgraph.Component) bool {
	if s.old == nil {
		return false
	}
	o := s.old
	first := c.Members[0]
	if size := o.size[o.comp[first]]; size.members != len(c.Members) || size.recursive != c.Recursive {
		return false
	}
	var touched []value.FuncID
	for _, m := range c.Members {
		t := o.settled[m]
		if t == nil || o.comp[m] != o.comp[first] || !slices.Equal(t.calls, s.Graph.Calls(m)) {
			return false
		}
		if !s.holds(t, o.comp[m], o.Graph.Level(m), s.comp[m], s.Graph.Level(m), true) {
			touched = append(touched, m)
		}
	}
	if len(touched) > 0 && !s.replay(c, touched) {
		return false
	}
	for _, m := range c.Members {
		if s.base[m] = o.base[m]; s.settled[m] == nil {
			s.settled[m] = o.settled[m]
		}
	}
	return true
}

// likeOld puts the old program's summaries for new ones that are equal: whoever
// asked for them need not look closer.
func (s *Solver) likeOld(c callgraph.Component) {
	if s.old == nil {
		return
	}
	for _, m := range c.Members {
		if old := s.old.base[m]; old != nil && sameToCallers(old, s.base[m]) {
			s.base[m] = old
		}
	}
}

// holds tells whether a summary that was computed for a component and level of
// the old program is what it would be for those of this one. Members of a
// component that is taken over stand or fall together.
func (s *Solver) holds(t *settled, oldComp, oldLevel, comp, level uint32, together bool) bool {
	if !s.Final.Holds(&t.read) || !s.Final.EntryHolds(t.read.Fn) {
		return false
	}
	o := s.old
	for _, a := range t.asked {
		was, key := o.sees(oldComp, oldLevel, a)
		is, now := s.sees(comp, level, a)
		switch {
		case was != is:
			return false
		case (is == seesBase || is == seesOwn && !together) && o.base[a.fn] != s.base[a.fn]:
			return false
		case is == seesLate && !s.sameLate(key, now, a.ctx):
			return false
		}
	}
	return true
}

// standing is what the old program computed on demand for a key, if it is what
// it would be now, else nil.
func (s *Solver) standing(k memoKey) *settled {
	if s.old == nil {
		return nil
	}
	if !s.lateStands(k, k) {
		return nil
	}
	if !s.suspected(k.fn) {
		return s.kept.Get(k.fn, k)
	}
	v, _ := s.memo.Load(k)
	return v.(*settled)
}

// suspected tells whether something of a body may not be what it was.
func (s *Solver) suspected(fn value.FuncID) bool { return s.suspect == nil || s.suspect[fn] }

// lateStands tells whether the old program's answer to a key is this one's to
// another (levels may have moved), and keeps it if so.
func (s *Solver) lateStands(was, now memoKey) bool {
	t := s.kept.Get(was.fn, was)
	if t == nil {
		return false
	}
	if was == now && !s.suspected(was.fn) {
		return true
	}
	if have, ok := s.memo.Load(now); ok {
		return have.(*settled) == t
	}
	verdict := [2]memoKey{was, now}
	if known, ok := s.verdicts.Load(verdict); ok {
		return known.(bool)
	}
	stands := s.holds(t, s.old.comp[was.fn], was.level, s.comp[now.fn], now.level, false)
	s.verdicts.Store(verdict, stands)
	if stands {
		s.memo.Store(now, t)
	}
	return stands
}

// sameLate tells whether the old program's answer to a key says what this one's to
// another says, which is found out where it does not stand.
func (s *Solver) sameLate(was, now memoKey, ctx *value.Context) bool {
	if s.lateStands(was, now) {
		return true
	}
	t := s.kept.Get(was.fn, was)
	if t == nil {
		return false
	}
	sum := s.late(now, ctx)
	return sum == t.sum || sameToCallers(t.sum, sum)
}

// told is the way of a flow as it was told, with the runs that it leads through.
type told struct {
	ways  []way
	steps []Step
	runs  []toldRun
	fresh bool // told in this run
}

type toldRun struct {
	*settled
	ctx         *value.Context
	comp, level uint32
}

// keep keeps a way that was told and what it rests on.
func (t *teller) keep(f *Flow, steps []Step) *told {
	out := &told{ways: f.ways, steps: steps, fresh: true}
	for _, r := range t.used {
		w := r.sums.(*within)
		rec := &settled{}
		rec.record(r.fr, w)
		out.runs = append(out.runs, toldRun{rec, r.fr.Ctx, w.comp, w.level})
	}
	return out
}

// standingWay is the way that the old program told for a flow, if it is what
// would be told now, else nil.
func (s *Solver) standingWay(k flowKey, f *Flow) *told {
	if s.old == nil {
		return nil
	}
	known := s.old.told[k]
	if known == nil || !slices.Equal(known.ways, f.ways) {
		return nil
	}
	if s.suspect != nil && !slices.ContainsFunc(known.runs, func(r toldRun) bool { return s.suspect[r.read.Fn] }) {
		return known
	}
	out := &told{ways: f.ways, steps: known.steps, fresh: true}
	for _, r := range known.runs {
		now := s.within(r.read.Fn)
		if r.ctx != nil {
			now.level = s.levelUnder(r.read.Fn, r.ctx)
		}
		if !s.holds(r.settled, r.comp, r.level, now.comp, now.level, false) {
			return nil
		}
		out.runs = append(out.runs, toldRun{r.settled, r.ctx, now.comp, now.level})
	}
	return out
}

// Commit ends a run: the old program goes, and what was found out is kept.
func (s *Solver) Commit() {
	s.old, s.telling = nil, nil
	s.verdicts.Clear()
	s.commit()
}
