// Package callgraph knows who may call whom. It drives value to the fixpoint of
// the whole program: it orders bodies callees first, runs them in rounds, keeps
// the tables that every body reads (globals, classes, hints), and answers what
// a call of a body does. It must not know labels, sinks or rules.
//
// Its window is Graph.Print.
package callgraph

import (
	"slices"
	"sync"

	"leadline/internal/value"
)

// Each runs work(0) ... work(n-1), possibly at the same time, and returns when
// all are done. The caller owns goroutines; this package has none.
type Each func(n int, work func(i int))

// Graph is the solved program.
type Graph struct {
	Prog *value.Program
	// World is what the last round knows.
	World *value.World
	// Levels lists the components, callees first, by level: a component of one
	// level calls only those of lower levels (as far as names tell).
	Levels [][]Component
	// Entries are the bodies that frameworks call.
	Entries map[value.FuncID]*Entry
	// Changed counts the bodies whose summary still changed in the last round.
	Changed int
	Rounds  int

	sem    value.Semantics
	each   Each                                     `image:"-"`
	look   func(*value.Frame) (seen bool, kept any) `image:"-"`
	frames *sync.Pool                               `image:"-"`
	// finders are memory for findEdges.
	finders sync.Pool `image:"-"`
	// imports are the modules by import level; reordered is set when they are
	// not those of the old program.
	imports   [][]int
	reordered bool
	byName    map[value.NameID][]value.FuncID
	own       [][]value.FuncID // the bodies of each module and of its classes
	// nothing is the world before anything is known: its tables are never changed.
	nothing *value.World `image:"-"`
	known   []custom     `image:"-"` // see customs
	// stages are the passes over the program in order, the last one what they
	// came to.
	stages []*stage
	// old is the graph of the program before an edit, change the edit.
	old    *Graph  `image:"-"`
	change *Change `image:"-"`
	keep   bool
	ran    counter
}

// Component is a set of bodies that (may) call each other.
type Component struct {
	Members   []value.FuncID
	Recursive bool
}

// MaxRounds bounds the rounds over the whole program.
const MaxRounds = 2

// Plan is how a program is solved.
type Plan struct {
	Sem value.Semantics
	// Look is shown every body that is analysed; it tells whether the body
	// touches a source, and what of it is to be kept.
	Look func(*value.Frame) (seen bool, kept any)
	Each Each
	// Progress is told the bodies done so far and in all.
	Progress func(done, total int)
	// Stop tells whether to give up early; the graph is then not to be used.
	Stop func() bool
	// Keep keeps what each pass gave, so that the graph can be Old later.
	Keep bool
	// Old is the graph of the same program before an edit: what no change
	// reaches is taken from it. Change says what the edit changed.
	Old    *Graph
	Change *Change
}

// Solve runs the program to its fixpoint.
func Solve(prog *value.Program, p Plan) *Graph {
	g := &Graph{Prog: prog, sem: p.Sem, each: p.Each, look: p.Look, old: p.Old, change: p.Change, keep: p.Keep, frames: &sync.Pool{}}
	if g.old != nil && g.old.frames != nil {
		g.frames = g.old.frames
	}
	if g.old != nil && !g.change.declares() {
		g.byName, g.own = g.old.byName, g.old.own
	} else {
		g.byName, g.own = g.methodsByName(), g.ownBodies()
	}
	if g.old != nil && !g.change.Imports {
		g.imports = g.old.imports
	} else {
		g.imports = g.importLevels()
		g.reordered = g.old != nil && !slices.EqualFunc(g.old.imports, g.imports, slices.Equal)
	}
	cur := make([]*value.Summary, len(prog.Funcs))
	if g.old != nil && g.old.nothing != nil {
		g.nothing = g.old.nothing
	} else {
		g.nothing = g.emptyWorld()
	}
	start := *g.nothing
	g.World = &start
	g.World.Early = true
	for range 2 {
		g.bodies(cur)
	}
	if st := g.last(); st.old != nil && !g.change.declares() {
		g.republishEntries(st, g.World, &like{st.old.results, g.published(st.old)}, st.fresh())
	} else {
		g.publishEntries(st, g.World)
	}
	for g.Rounds = 1; g.Rounds <= MaxRounds; g.Rounds++ {
		if p.Stop() {
			return g
		}
		st := g.begin(certain, g.last().cur)
		g.round(st, p.Progress, p.Stop)
		g.Changed = st.changed()
		g.World = g.publish(st)
	}
	g.closures()
	// The rooms behind read no table of a round before: what does not come
	// earlier in the order does not exist for them.
	last := g.last()
	st := g.begin(near, last.cur)
	st.results = last.results
	g.Levels = st.levels
	g.forget()
	return g
}

// closures runs bodies once more for which the last round has told what the
// variables around them hold: what a decorator wraps, above all.
func (g *Graph) closures() {
	st := g.begin(certain, g.last().cur)
	st.differ.many = true
	world := *st.world
	world.Early, world.NoContexts = false, true
	st.ran = make(set, len(g.Prog.Funcs))
	free := &delta{names: map[value.Read]bool{}}
	compareOwned(free, value.ReadFree, st.prior.world.Free, st.world.Free)
	if len(free.names) == 0 {
		copy(st.results, st.prior.results)
		return
	}
	some := st.wasClosed()
	if some == nil {
		g.inTurns(st, &world, func(w *value.World, id value.FuncID) { g.close(st, w, id, free) }, func() {})
		return
	}
	copy(st.results, st.prior.results)
	for li := range st.levels {
		w := world
		w.Callees = &view{st, uint32(li)}
		few := some[uint32(li)]
		g.each(len(few), func(i int) { g.close(st, &w, few[i], free) })
	}
}

// wasClosed are, by level, the bodies that closures ran in the old program or that
// have another result since, where variables of frames hold what they did there:
// all others take their last result again. Else it is nil.
func (st *stage) wasClosed() map[uint32][]value.FuncID {
	o := st.old
	if o == nil || !st.sameLevels() || !shareMap(st.prior.world.Free, o.prior.world.Free) || !shareMap(st.world.Free, o.world.Free) {
		return nil
	}
	out := map[uint32][]value.FuncID{}
	for id, r := range st.prior.results {
		if o.ran.has(value.FuncID(id)) || r != o.prior.results[id] {
			out[st.level[id]] = append(out[st.level[id]], value.FuncID(id))
		}
	}
	return out
}

// close takes a body's last result, unless the types of a variable around it
// have changed since.
func (g *Graph) close(st *stage, w *value.World, id value.FuncID, free *delta) {
	last := st.prior.results[id]
	if last == nil || !slices.ContainsFunc(last.reads, func(r value.Read) bool {
		return r.Kind() == value.ReadFree && free.names[r]
	}) {
		st.results[id] = last
		return
	}
	st.ran[id] = true
	earlier := last
	if old := st.old; old != nil && old.ran[id] {
		earlier = old.results[id]
		if !st.stale(id, earlier, old, st.sinceOld) {
			st.set(id, earlier)
			return
		}
	}
	st.set(id, g.analyze(w, id, true).like(earlier))
}

// forget drops what only another run would need.
func (g *Graph) forget() {
	if g.keep {
		return
	}
	st := g.last()
	g.stages = []*stage{st}
	st.edges, st.prior, st.levels, st.prev = nil, nil, nil, nil
	st.forgetDeltas()
	for _, r := range g.last().results {
		if r != nil {
			r.reads, r.out = nil, &output{calls: r.out.calls, outOf: r.out.outOf}
		}
	}
}

func (g *Graph) last() *stage { return g.stages[len(g.stages)-1] }

// before is the stage of the old program that stands where the running one does.
func (g *Graph) before(i int) *stage {
	if g.old == nil || i >= len(g.old.stages) {
		return nil
	}
	return g.old.stages[i]
}

// Fresh are the bodies that have another result than in an older program.
func (g *Graph) Fresh(old *Graph) (out []value.FuncID) {
	was := old.last().results
	for id, r := range g.last().results {
		if r != was[id] {
			out = append(out, value.FuncID(id))
		}
	}
	return out
}

// OrderedLike tells whether components and levels are those of an older program.
func (g *Graph) OrderedLike(old *Graph) bool { return shareSlice(g.last().level, old.last().level) }

// EnteredLike tells whether the entry points are those of an older program.
func (g *Graph) EnteredLike(old *Graph) bool { return shareMap(g.Entries, old.Entries) }

// certain and near are the calls that types revealed and that an order follows:
// with one target, with few.
func certain(o *output) []value.FuncID { return o.certain }
func near(o *output) []value.FuncID    { return o.near }

func (g *Graph) emptyWorld() *value.World {
	n := len(g.Prog.Funcs)
	return &value.World{
		Prog: g.Prog, Sem: g.sem,
		Globals: make([]map[value.NameID]value.Value, len(g.Prog.Mods)),
		Classes: make([]*value.ClassInfo, n), Bodies: make([]*value.Summary, n), Hints: make([][]value.Value, n),
		Defaults: make([][]value.Value, n), Annotations: make([][]value.Value, n),
		Mutated: map[value.GlobalSite]value.Value{}, Free: map[value.FuncID]map[value.NameID]value.Value{},
		Foreign: map[uint32]map[value.NameID]value.Value{}, Unspecialised: map[value.FuncID]bool{},
	}
}

// Calls lists the bodies that a body may enter, as the last round saw it.
func (g *Graph) Calls(fn value.FuncID) []value.FuncID {
	if r := g.last().results[fn]; r != nil {
		return r.out.calls
	}
	return nil
}

// Callers lists, by body, the bodies that call it: Calls the other way round.
func (g *Graph) Callers() [][]value.FuncID {
	out := make([][]value.FuncID, len(g.Prog.Funcs))
	for id := range g.Prog.Funcs {
		for _, callee := range g.Calls(value.FuncID(id)) {
			out[callee] = append(out[callee], value.FuncID(id))
		}
	}
	return out
}

// OutOf is the budget that ran out when a body was last analysed, or "".
func (g *Graph) OutOf(fn value.FuncID) string {
	if r := g.last().results[fn]; r != nil {
		return r.out.outOf
	}
	return ""
}

// Seen tells whether a body touches a source, and what was kept of it.
func (g *Graph) Seen(fn value.FuncID) (touches bool, kept any) {
	if r := g.last().results[fn]; r != nil {
		return r.seen, r.kept
	}
	return false, nil
}

func (st *stage) forgetDeltas() {
	st.sinceOld, st.lazy.delta, st.lazy.have = nil, nil, nil
}

// Settle lets the program before the edit go: nothing is compared with it any
// more.
func (g *Graph) Settle() {
	g.old, g.change = nil, nil
	for _, st := range g.stages {
		st.old = nil
		st.forgetDeltas()
	}
}

// Level is the layer of a body: it calls only lower ones, as far as names tell.
func (g *Graph) Level(fn value.FuncID) uint32 { return g.last().level[fn] }
