package callgraph

import (
	"slices"
	"sync"
	"sync/atomic"

	"leadline/internal/value"
)

// stage is one pass over the program: what its bodies read and what they gave.
type stage struct {
	index  int
	world  *value.World
	level  []uint32
	levels [][]Component
	edges  []*edges
	turns  *turns `image:"-"` // while it runs
	// prev are the summaries of the pass before, cur this one's.
	prev, cur []*value.Summary
	results   []*result
	ran       set // of a pass that runs few bodies: which
	// prior is the pass before over the same program, old the same pass over
	// the program before the edit; sinceOld is what differs in the tables from the
	// latter, priorDelta from the former.
	prior, old *stage
	sinceOld   *delta
	lazy       struct {
		once  sync.Once
		delta func() *delta `image:"-"`
		have  *delta        `image:"-"`
	}
	differ differing
	redone atomic.Int32 // bodies whose result is not the old program's
	// sites counts the calls of every body: see publishRequests. entries are those
	// that were published.
	sites   []int32
	entries map[value.FuncID]*Entry
}

// priorDelta is what differs in the tables from those of the pass before. Few
// edits make it necessary to know.
func (st *stage) priorDelta() *delta {
	st.lazy.once.Do(func() {
		if st.lazy.delta != nil {
			st.lazy.have = st.lazy.delta()
		}
	})
	return st.lazy.have
}

// differing are the summaries that are not the old program's. It is of use only
// while every body sees its callees as it did there.
type differing struct {
	mu    sync.Mutex
	reads []value.Read // of these summaries, ascending
	many  bool         // too many to be looked for one by one, or seen otherwise
}

// begin notes the summaries of the pass before that are not the old program's.
func (d *differing) begin(st *stage) {
	if d.many = st.old == nil || !st.sameLevels() && !slices.Equal(st.level, st.old.level); d.many {
		return
	}
	for id, s := range st.prev {
		if s != st.old.prev[id] {
			d.add(value.FuncID(id))
		}
	}
}

// none tells whether every summary is the old program's so far.
func (d *differing) none() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.many && len(d.reads) == 0
}

func (d *differing) add(id value.FuncID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.many = d.many || len(d.reads) == fewReads; d.many {
		return
	}
	r := value.NewRead(value.ReadSummary, uint64(id))
	if i, ok := slices.BinarySearch(d.reads, r); !ok {
		d.reads = slices.Insert(slices.Clone(d.reads), i, r)
	}
}

// few are the reads, and whether they are all.
func (d *differing) few() ([]value.Read, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.reads, !d.many
}

// result is what the analysis of one body gave. It is never changed: passes
// and programs share it.
type result struct {
	sum   *value.Summary
	out   *output
	seen  bool
	kept  any
	reads []value.Read
}

// counter counts bodies that were analysed.
type counter struct{ n atomic.Int64 }

// Ran is how many bodies were analysed, passes and contexts counted each.
func (g *Graph) Ran() int { return int(g.ran.n.Load()) }

// begin makes the next stage, whose order follows the calls that revealed
// gives of the results so far.
func (g *Graph) begin(revealed func(*output) []value.FuncID, prev []*value.Summary) *stage {
	st := g.newStage(prev)
	g.order(st, revealed)
	return st
}

func (g *Graph) newStage(prev []*value.Summary) *stage {
	st := &stage{index: len(g.stages), world: g.World, prev: prev, results: make([]*result, len(g.Prog.Funcs))}
	st.cur = append([]*value.Summary(nil), prev...)
	if st.index > 0 {
		st.prior = g.last()
	}
	if st.index > 1 && !g.keep { // nothing looks back further
		g.stages[st.index-2], st.prior.prior = nil, nil
	}
	if p := st.prior; p != nil && p.level != nil {
		st.lazy.delta = func() *delta { return g.compare(p.world, st.world, nil) }
	}
	if st.old = g.before(st.index); st.old != nil {
		st.sinceOld = g.compare(st.old.world, st.world, g.change)
	}
	g.stages = append(g.stages, st)
	return st
}

// result is a callee's summary as a body sees it: of this pass when its level
// is below, else of the pass before.
func (st *stage) result(from, fn value.FuncID) *value.Summary {
	if st.level[fn] < st.level[from] {
		st.turns.await(fn)
		return st.cur[fn]
	}
	return st.prev[fn]
}

// changed counts the bodies whose summary is not what the pass before gave.
func (st *stage) changed() int {
	n := 0
	for id := range st.cur {
		if st.cur[id] != st.prev[id] {
			n++
		}
	}
	return n
}

// round analyses every body, callees first, and takes over what is known of those
// whose reads are what they were. After an edit it goes level by level: where nothing
// of the levels below differs, little of one is to be looked at.
func (g *Graph) round(st *stage, progress func(done, total int), stop func() bool) {
	done, total := 0, len(g.Prog.Funcs)
	st.sinceOld.seal()
	st.differ.begin(st)
	world := *st.world
	world.Early, world.NoContexts = false, true
	if st.old == nil {
		g.inTurns(st, &world, func(w *value.World, id value.FuncID) { g.settle(st, w, id) }, Paced(total, progress))
		return
	}
	touched := g.touched(st)
	for li, comps := range st.levels {
		if stop() {
			return
		}
		w := world
		w.Callees = &view{st, uint32(li)}
		if touched != nil && st.differ.none() {
			// Nothing that anybody reads differs so far: only what was edited itself
			// is to be looked at.
			few := touched[uint32(li)]
			g.each(len(few), func(i int) { g.settle(st, &w, few[i]) })
		} else {
			g.each(len(comps), func(i int) {
				for _, id := range comps[i].Members {
					g.settle(st, &w, id)
				}
			})
		}
		done += len(comps)
		progress(done, total)
	}
}

// touched are the bodies that were edited, by level, where the tables and the
// order are those of the old program; all results are then taken from it to begin
// with. Else it is nil.
func (g *Graph) touched(st *stage) map[uint32][]value.FuncID {
	if st.old == nil || !st.sinceOld.quiet() || !st.sameLevels() {
		return nil
	}
	copy(st.results, st.old.results)
	copy(st.cur, st.old.cur)
	out := map[uint32][]value.FuncID{}
	for _, id := range g.change.bodies() {
		if !g.Prog.Funcs[id].Vacant() {
			out[st.level[id]] = append(out[st.level[id]], id)
		}
	}
	for id, in := range st.sinceOld.params {
		if in && !g.change.Body[id] && !g.Prog.Funcs[id].Vacant() {
			out[st.level[id]] = append(out[st.level[id]], value.FuncID(id))
		}
	}
	return out
}

func (st *stage) sameLevels() bool { return shareSlice(st.level, st.old.level) }

// fewAgain is how many bodies are analysed anew before it is looked for whether
// the round before has the same: that takes longer than a few.
const fewAgain = 24

// settle finds the result of a body in a round.
func (g *Graph) settle(st *stage, w *value.World, id value.FuncID) {
	var earlier *result // with whose summary a new one may be equal
	if old := st.old; old != nil {
		earlier = old.results[id]
		if earlier != nil && !st.stale(id, earlier, old, st.sinceOld) {
			st.set(id, earlier)
			return
		}
	}
	if p := st.prior; p != nil && p.level != nil && (st.old == nil || st.redone.Add(1) > fewAgain) {
		if r := p.results[id]; r != nil {
			if !st.stale(id, r, p, st.priorDelta()) {
				st.set(id, r.like(earlier))
				return
			}
			if earlier == nil {
				earlier = r
			}
		}
	}
	st.set(id, g.analyze(w, id, false).like(earlier))
}

func (st *stage) set(id value.FuncID, r *result) {
	st.results[id], st.cur[id] = r, r.sum
	if st.old != nil && st.old.cur[id] != r.sum {
		st.differ.add(id)
	}
}

// like is the result with the summary of an earlier one where both are equal:
// whoever read that one need not look closer.
func (r *result) like(earlier *result) *result {
	if earlier == nil || r.sum == earlier.sum || !r.sum.Equal(earlier.sum) {
		return r
	}
	out := *r
	out.sum = earlier.sum
	return &out
}

// analyze runs a body and keeps what it gives.
func (g *Graph) analyze(w *value.World, id value.FuncID, last bool) *result {
	r := &result{}
	g.run(w, id, g.keep || !last, r, func(f *value.Frame) { r.seen, r.kept = g.look(f) })
	return r
}

// run runs a body in a frame that another one has left, and lets look see it.
func (g *Graph) run(w *value.World, id value.FuncID, reads bool, r *result, look func(*value.Frame)) {
	g.ran.n.Add(1)
	old, _ := g.frames.Get().(*value.Frame)
	f := value.RunIn(old, w, g.Prog.Funcs[id], nil, 0)
	r.sum, r.out = f.Sum, outputOf(f.Facts, w)
	if look != nil {
		look(f)
	}
	if reads {
		r.reads = f.Reads()
	}
	f.Recycle()
	g.frames.Put(f)
}

// stale tells whether something that a body read in an earlier stage is not
// the same in this one.
func (st *stage) stale(id value.FuncID, r *result, earlier *stage, d *delta) bool {
	if d.bodyChanged(id) || d.params.has(id) {
		return true
	}
	if earlier == st.old && d.sealed {
		if few, all := st.differ.few(); all && !anyOf(d.few, r.reads) && !anyOf(few, r.reads) {
			return false
		}
	}
	for _, read := range r.reads {
		if read.Kind() == value.ReadSummary {
			c := read.Func()
			if earlier.result(id, c) != st.result(id, c) {
				return true
			}
		} else if d.hits(read) {
			return true
		}
	}
	return false
}

// view answers calls as the bodies of one level see them.
type view struct {
	st    *stage
	level uint32
}

// Result implements value.Callees. Contexts are for the end result.
func (v *view) Result(fn value.FuncID, ctx *value.Context, _ int) *value.Summary {
	switch {
	case ctx != nil:
		return nil
	case v.st.level[fn] < v.level:
		v.st.turns.await(fn)
		return v.st.cur[fn]
	}
	return v.st.prev[fn]
}

// bodies runs module and class bodies alone, in import order, so that names
// and classes are known before any function is analysed.
func (g *Graph) bodies(cur []*value.Summary) {
	st := g.newStage(cur)
	w := *g.World
	w.Bodies = append([]*value.Summary(nil), w.Bodies...)
	w.Globals = append([]map[value.NameID]value.Value(nil), w.Globals...)
	w.Defaults = append([][]value.Value(nil), w.Defaults...)
	w.Annotations = append([][]value.Value(nil), w.Annotations...)
	w.Hints = g.nothing.Hints
	g.World = &w
	var l *like
	if st.old != nil {
		l = &like{st.old.results, g.published(st.old)}
	}
	d := st.sinceOld
	for _, level := range g.imports {
		g.each(len(level), func(i int) { g.moduleBodies(st, level[i], d) })
		for _, m := range level {
			for _, id := range g.own[m] {
				if st.results[id] != nil {
					w.Bodies[id] = st.cur[id]
				}
			}
		}
		for _, m := range level {
			g.publishModule(st, &w, m, l)
			d.since(m, g.Prog, l, &w)
		}
	}
	g.classTables(st, &w, l)
	// What module code calls functions with (decorators above all) is known
	// before any function is analysed.
	g.publishHints(st, &w, l)
	copy(cur, st.cur)
	st.cur = append([]*value.Summary(nil), cur...)
}

// published is the world that a stage's results made.
func (g *Graph) published(st *stage) *value.World {
	if st == nil {
		return nil
	}
	return g.old.stages[st.index+1].world
}

// moduleBodies settles a module's own body and its class bodies. A table that
// may be read before or after its module was run counts as changed if either
// has.
func (g *Graph) moduleBodies(st *stage, m int, d *delta) {
	still := d.still()
	for _, id := range g.own[m] {
		var earlier *result
		if st.old != nil && !g.reordered {
			earlier = st.old.results[id]
			if earlier != nil && !d.bodyChanged(id) && (still || !d.params.has(id) && !d.hitsAny(earlier.reads)) {
				st.set(id, earlier)
				continue
			}
		}
		r := &result{}
		g.run(g.World, id, g.keep, r, nil)
		st.set(id, r.like(earlier))
	}
}
