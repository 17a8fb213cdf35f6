package taint

import (
	"slices"
	"sync"

	"leadline/internal/callgraph"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Solver computes summaries over the solved program.
type Solver struct {
	Graph         *callgraph.Graph
	Final         *callgraph.Final
	base          []*Summary
	wanted, named map[model.Kind]bool
	need          []bool
	// memo is what was computed on demand in this run, kept what was in those
	// before: nothing is put into it before a run has come to its end.
	memo     sync.Map `image:"-"` // memoKey -> *settled
	kept     callgraph.Kept[memoKey, *settled]
	settled  []*settled
	old      *Solver // of the program before an edit
	keep     bool
	verdicts sync.Map // [2]memoKey -> bool: see lateStands
	size     []compSize
	comps    []callgraph.Component // by number
	turns    *turns                `image:"-"` // while it runs
	users    users                 `image:"-"` // nil where it is not known
	suspect  []bool                `image:"-"` // see suspects
	told     map[flowKey]*told
	comp     []uint32 // component of each body
	// telling keeps the bodies that were run to tell the last ways.
	telling *teller
}

// within answers as the bodies of one component see it: their own summaries as
// far as they are, and the final ones of lower levels.
type within struct {
	s     *Solver
	comp  uint32
	level uint32
	as    asked
	asked []ask
	own   func(value.FuncID) *Summary // of members of the component; nil for what they came to
	vain  []value.FuncID              // members asked that had no summary
}

type memoKey struct {
	fn    value.FuncID
	key   string
	depth int
	level uint32 // of what the body may ask for
	as    asked
}

// Options of a solution.
type Options struct {
	// Old is the solver of the program before an edit: what no change reaches is
	// taken from it. Keep makes a solver that can be Old later.
	Old  *Solver
	Keep bool
	// Library makes the parameters of public functions sources.
	Library bool
	// Wanted are the kinds of data that rules look for, Named those that they
	// look for under telling names. Other sources start no labels.
	Wanted, Named map[model.Kind]bool
}

// Solve computes the summaries of every body on a way between a source and a
// sink, callees first, component by component.
// They are analysed once more for it, under contexts.
func Solve(g *callgraph.Graph, final *callgraph.Final, o Options, each callgraph.Each, progress func(done, total int), stop func() bool) *Solver {
	s := &Solver{Graph: g, Final: final, base: make([]*Summary, len(g.Prog.Funcs)), wanted: o.Wanted, named: o.Named, keep: o.Keep, old: o.Old, told: map[flowKey]*told{}}
	if s.old != nil {
		if s.kept = s.old.kept; s.old.users == nil {
			s.old.index()
		}
		s.users = s.old.users
	}
	if sus := s.suspects(each); sus != nil {
		s.follow(sus, each, stop)
		progress(len(s.base), len(s.base))
		return s
	}
	s.settled = make([]*settled, len(s.base))
	s.need = s.cone(o)
	s.components()
	t, n := s.newTurns()
	s.turns = t
	done := callgraph.Paced(n, progress)
	each(n, func(int) {
		t.next()
		done()
	})
	s.turns = nil
	return s
}

// cone marks the bodies whose summary matters: those from which a source is
// reached by calls, or that are entered from outside, and all that they call.
func (s *Solver) cone(o Options) []bool {
	g := s.Graph
	n := len(g.Prog.Funcs)
	has := make([]bool, n)
	for id := range has {
		has[id], _ = g.Seen(value.FuncID(id))
	}
	for id := range g.Entries {
		has[id] = true
	}
	if o.Library {
		for id := range has {
			has[id] = true
		}
	}
	for changed := true; changed; {
		changed = false
		for _, level := range g.Levels {
			for _, c := range level {
				for _, m := range c.Members {
					if has[m] {
						continue
					}
					for _, callee := range g.Calls(m) {
						if has[callee] {
							has[m], changed = true, true
							break
						}
					}
				}
			}
		}
	}
	need := make([]bool, n)
	var stack []value.FuncID
	push := func(id value.FuncID) {
		if !need[id] {
			need[id] = true
			stack = append(stack, id)
		}
	}
	for id := range has {
		if has[id] {
			push(value.FuncID(id))
		}
	}
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, c := range g.Calls(id) {
			push(c)
		}
	}
	return need
}

// Exhausted is a body that ran out of a budget.
type Exhausted struct {
	Fn   *value.Fn
	Name string
}

// OutOf lists the bodies whose summaries are incomplete.
func (s *Solver) OutOf() []Exhausted {
	var out []Exhausted
	for _, sum := range s.base {
		if sum != nil && sum.OutOf != "" {
			out = append(out, Exhausted{sum.Fn, sum.OutOf})
		}
	}
	return out
}

func sameSummary(a, b *Summary) bool {
	if a == nil || len(a.Ret) != len(b.Ret) || len(a.Sinks) != len(b.Sinks) || len(a.Globals) != len(b.Globals) {
		return false
	}
	for k := range a.Ret {
		if a.Ret[k].Clean != b.Ret[k].Clean || a.Ret[k].Drop != b.Ret[k].Drop {
			return false
		}
	}
	if !alikeClean(a.Holes, b.Holes) || !alikeClean([][]SlotLabels{a.Loose}, [][]SlotLabels{b.Loose}) {
		return false
	}
	for k := range a.Slots {
		if k >= len(b.Slots) || len(a.Slots[k]) != len(b.Slots[k]) {
			return false
		}
	}
	for k := range a.Sinks {
		if a.Sinks[k].Clean != b.Sinks[k].Clean {
			return false
		}
	}
	return true
}

// alikeClean tells whether labels are as many, and as clean.
func alikeClean(a, b [][]SlotLabels) bool {
	return slices.EqualFunc(a, b, func(x, y []SlotLabels) bool {
		return slices.EqualFunc(x, y, func(p, q SlotLabels) bool { return p.Clean == q.Clean && p.Drop == q.Drop })
	})
}

// compSize is how many bodies a component has.
type compSize struct {
	members   int
	recursive bool
}

// components numbers the components.
func (s *Solver) components() {
	s.comp = make([]uint32, len(s.base))
	n := uint32(0)
	for _, level := range s.Graph.Levels {
		for _, c := range level {
			for _, m := range c.Members {
				s.comp[m] = n
			}
			s.size = append(s.size, compSize{len(c.Members), c.Recursive})
			s.comps = append(s.comps, c)
			n++
		}
	}
}

func (s *Solver) within(fn value.FuncID) *within {
	return &within{s: s, comp: s.comp[fn], level: s.Graph.Level(fn)}
}

// Data implements Summaries.
func (w *within) Data(k model.Kind) (wanted, named bool) { return w.s.wanted[k], w.s.named[k] }

// Entry implements Summaries.
func (w *within) Entry(fn value.FuncID) *callgraph.Entry { return w.s.Graph.Entries[fn] }

// Of implements Summaries. Under a context summaries are computed on demand;
// they depend on nothing but final facts of lower levels, so it does not matter
// who asks first.
func (w *within) Of(fn value.FuncID, ctx *value.Context, depth int) *Summary {
	return w.answer(ask{fn, ctx, depth, min(w.as, asCheck)})
}

// Declared implements Summaries.
func (w *within) Declared(body value.FuncID) *Declared {
	q := ask{fn: body, as: asDeclared}
	switch module := w.s.Graph.Prog.Funcs[body].IR.Kind == ir.FuncModule; {
	case w.as == asSummary:
	case w.as == asDeclared && module:
		q.as = asTypes
	default:
		return nil
	}
	return w.answer(q).Declared
}

func (w *within) answer(a ask) *Summary {
	s := w.s
	fn, ctx := a.fn, a.ctx
	if s.keep {
		w.asked = append(w.asked, a)
	}
	switch v, k := s.sees(w.comp, w.level, a); v {
	case seesOwn:
		if w.own != nil {
			return w.own(fn)
		}
		if s.base[fn] == nil {
			w.vain = append(w.vain, fn)
		}
		return s.base[fn]
	case seesBase:
		return s.base[fn]
	case seesLate:
		return s.late(k, ctx)
	}
	return nil
}

// sight is how a body sees the summary of a callee.
type sight uint8

const (
	seesNothing sight = iota
	seesOwn           // of its own component, as far as it is
	seesBase          // the final one
	seesLate          // one that is computed on demand
)

func (s *Solver) sees(comp, level uint32, a ask) (sight, memoKey) {
	switch {
	case a.as >= asTypes:
		return seesLate, declaredBy(a.fn, a.as)
	case s.comp[a.fn] == comp && a.as == asSummary:
		return seesOwn, memoKey{}
	case s.comp[a.fn] == comp, s.Graph.Level(a.fn) >= level:
		return seesNothing, memoKey{}
	}
	if a.as == asSummary { // what else is asked rests on nothing that is on its way
		s.turns.await(s.comp[a.fn])
	}
	switch {
	case a.ctx == nil && a.as == asSummary && s.base[a.fn] != nil:
		return seesBase, memoKey{}
	case a.ctx == nil: // called by types alone, which the cone did not see
		return seesLate, memoKey{fn: a.fn, level: s.Graph.Level(a.fn), as: a.as}
	}
	return seesLate, memoKey{a.fn, a.ctx.Key, a.depth, min(s.levelUnder(a.fn, a.ctx), level), a.as}
}

// levelUnder is the level of a body under a context: above the functions that
// the context binds, since it may call them.
func (s *Solver) levelUnder(fn value.FuncID, ctx *value.Context) uint32 {
	level := s.Graph.Level(fn)
	above := func(v value.Value) {
		for _, a := range v {
			if k := a.Kind(); k == value.Func || k == value.Callable {
				level = max(level, s.Graph.Level(value.FuncID(a.Payload()))+1)
			}
		}
	}
	for _, v := range ctx.Params {
		above(v)
	}
	for i := range ctx.Free {
		above(ctx.Free[i].Val)
	}
	return level
}

func (s *Solver) late(k memoKey, ctx *value.Context) *Summary {
	if v, ok := s.memo.Load(k); ok {
		return v.(*settled).sum
	}
	if old := s.standing(k); old != nil {
		return old.sum
	}
	fr := s.Final.Frame(k.fn, ctx, k.depth)
	w := &within{s: s, comp: s.comp[k.fn], level: k.level, as: k.as}
	t := &settled{}
	if k.as >= asTypes {
		t.sum = declare(fr, w, k.as == asTypes)
	} else {
		t.sum = Summarize(fr, w)
	}
	if s.keep {
		t.record(fr, w)
	}
	s.Final.Release(fr)
	if was := s.kept.Get(k.fn, k); was != nil && sameToCallers(was.sum, t.sum) {
		t.sum = was.sum
	}
	s.memo.Store(k, t)
	return t.sum
}

// TouchesSource tells whether a body reads a source of a wanted kind itself.
func TouchesSource(fr *value.Frame, wanted map[model.Kind]bool) bool {
	some := func(ss []model.Source) bool {
		for k := range ss {
			if wanted[ss[k].Kind] {
				return true
			}
		}
		return false
	}
	r := &run{fr: fr, f: fr.F, models: fr.World.Prog.Models}
	for i := range fr.F.Instrs {
		switch in := &fr.F.Instrs[i]; in.Op {
		case ir.OpAttr:
			if fr.Vals[i] == nil {
				continue
			}
			for _, e := range fr.AttrEntries(ir.Value(i)) {
				if some(e.Sources) {
					return true
				}
			}
		case ir.OpCall:
			c := fr.CallAt(ir.Value(i))
			if c == nil {
				continue
			}
			for _, e := range slices.Concat(r.entries(c), r.ownEntries(c)) {
				if some(e.CallSources) {
					return true
				}
			}
		case ir.OpItem:
			for _, e := range r.itemEntries(in) {
				if some(e.Sources) {
					return true
				}
			}
		}
	}
	return false
}
