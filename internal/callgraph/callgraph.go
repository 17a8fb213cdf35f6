// Package callgraph knows who may call whom. It drives value to the fixpoint of
// the whole program: it orders bodies callees first, runs them in rounds, keeps
// the tables that every body reads (globals, classes, hints), and answers what
// a call of a body does. It must not know labels, sinks or rules.
//
// Its window is Graph.Print.
package callgraph

import (
	"sort"
	"sync"

	"leadline/internal/value"
)

// Each runs work(0) ... work(n-1), possibly at the same time, and returns when
// all are done. The caller owns goroutines; this package has none.
type Each func(n int, work func(i int))

// Graph is the solved program.
type Graph struct {
	Prog *value.Program
	Sem  value.Semantics
	each Each
	// World is what the last round knows.
	World *value.World
	// Order lists the components, callees first, by level: a component of one
	// level calls only those of lower levels (as far as names tell).
	Levels [][]Component
	level  []uint32 // per function
	cur    []*value.Summary
	prev   []*value.Summary
	outs   []*output
	worlds []*value.World
	memo   sync.Map // contextKey -> *value.Summary
	frames sync.Pool
	// look is shown every analysed body; what it says of the last analysis is
	// in Seen.
	look func(*value.Frame) bool
	Seen []bool
	// fresh are the tables that the last publication changed.
	fresh tables
	late  []bool // whose summaries changed in the last round
	// Entries are the bodies that frameworks call.
	Entries map[value.FuncID]*Entry
	// Changed counts the bodies whose summary still changed in the last round.
	Changed int
	Rounds  int
}

// Component is a set of bodies that (may) call each other.
type Component struct {
	Members   []value.FuncID
	Recursive bool
}

// output is what one body's analysis says for the tables of the next round.
type output struct {
	stores               map[value.NameID]value.Value
	class                []value.ClassStore
	free                 []value.FreeStore
	hints                []value.CallHint
	classes              []value.ClassDef
	funcs                []value.FuncDef
	mutated              map[value.GlobalSite]bool
	reads                map[uint64]bool
	bodies               map[value.FuncID]bool
	looked               map[value.FuncID]bool
	calls, certain, near []value.FuncID
	decor                map[value.FuncID][]value.Atom
	entries              []Entry
	outOf                string
}

// MaxRounds bounds the rounds over the whole program.
const MaxRounds = 2

// Solve runs the program to its fixpoint. progress is told the bodies done so
// far and in all; look is shown every body as analysed last; stop tells whether to give up early (the result is then not
// to be used).
func Solve(prog *value.Program, sem value.Semantics, look func(*value.Frame) bool, each Each, progress func(done, total int), stop func() bool) *Graph {
	n := len(prog.Funcs)
	g := &Graph{
		Prog: prog, Sem: sem, each: each, look: look, Seen: make([]bool, n),
		cur: make([]*value.Summary, n), prev: make([]*value.Summary, n), outs: make([]*output, n), level: make([]uint32, n),
	}
	g.World = &value.World{Prog: prog, Sem: sem, Early: true}
	g.emptyTables()
	g.bodies()
	g.bodies()
	g.publishEntries()
	g.order(certain)
	for g.Rounds = 1; g.Rounds <= MaxRounds; g.Rounds++ {
		if stop() {
			return g
		}
		g.round(progress)
		if g.Changed == 0 {
			break
		}
		if g.Rounds < MaxRounds {
			g.order(certain)
		}
	}
	g.closures()
	// The rooms behind read no table of a round before: what does not come
	// earlier in the order does not exist for them.
	g.order(near)
	return g
}

// closures runs bodies once more for which the last round has told what the
// variables around them hold: what a decorator wraps, above all.
func (g *Graph) closures() {
	todo := make([]value.FuncID, 0)
	for id, o := range g.outs {
		if o == nil {
			continue
		}
		for read := range o.reads {
			if value.IsFreeRead(read) && g.fresh.names[read] {
				todo = append(todo, value.FuncID(id))
				break
			}
		}
	}
	if len(todo) == 0 {
		return
	}
	g.prev = append([]*value.Summary(nil), g.cur...)
	g.prepareWorlds()
	g.memo = sync.Map{}
	sort.SliceStable(todo, func(i, j int) bool { return g.level[todo[i]] < g.level[todo[j]] })
	for len(todo) > 0 {
		n := 1
		for n < len(todo) && g.level[todo[n]] == g.level[todo[0]] {
			n++
		}
		w := g.worlds[g.level[todo[0]]]
		g.each(n, func(i int) { g.analyze(w, todo[i]) })
		todo = todo[n:]
	}
}

// certain and near are the calls that types revealed and that an order follows:
// with one target, with few.
func certain(o *output) []value.FuncID { return o.certain }
func near(o *output) []value.FuncID    { return o.near }

func (g *Graph) emptyTables() {
	g.World.Globals = make([]map[value.NameID]value.Value, len(g.Prog.Mods))
	g.World.Classes = map[value.FuncID]*value.ClassInfo{}
	g.World.Bodies = map[value.FuncID]*value.Summary{}
	g.World.Hints = map[value.FuncID][]value.Value{}
	g.World.Free = map[value.FuncID]map[value.NameID]value.Value{}
	g.World.Defaults = map[value.FuncID][]value.Value{}
	g.World.Annotations = map[value.FuncID][]value.Value{}
	g.World.Mutated = map[value.GlobalSite]bool{}
	g.World.Unspecialised = map[value.FuncID]bool{}
}

// bodies runs module and class bodies alone, in import order, so that names
// and classes are known before any function is analysed.
func (g *Graph) bodies() {
	for _, level := range g.importLevels() {
		facts := make([][]*value.Facts, len(level))
		g.each(len(level), func(i int) {
			facts[i] = g.moduleBodies(g.Prog.Mods[level[i]])
		})
		for i := range facts {
			for _, f := range facts[i] {
				g.record(f)
				g.cur[f.Fn.ID] = f.Sum
				g.World.Bodies[f.Fn.ID] = f.Sum
			}
			g.publishModule(level[i])
		}
	}
	g.classTables()
	// What module code calls functions with (decorators above all) is known
	// before any function is analysed.
	clear(g.World.Hints)
	g.publishHints()
}

func (g *Graph) moduleBodies(m *value.Mod) []*value.Facts {
	var out []*value.Facts
	for l := range m.IR.Funcs {
		fn := g.Prog.Funcs[m.First+value.FuncID(l)]
		if isBody(fn) {
			out = append(out, value.Analyze(g.World, fn, nil, 0))
		}
	}
	return out
}

// round analyses every body whose reads changed, level by level.
func (g *Graph) round(progress func(done, total int)) {
	g.prev = append([]*value.Summary(nil), g.cur...)
	todo := g.stale()
	g.prepareWorlds()
	g.memo = sync.Map{}
	done, total := 0, len(g.Prog.Funcs)
	changed := make([]bool, len(g.Prog.Funcs))
	for li, comps := range g.Levels {
		w := g.worlds[li]
		g.each(len(comps), func(i int) {
			for _, id := range comps[i].Members {
				if !todo[id] && !g.calleeChanged(id, changed, uint32(li)) {
					continue
				}
				changed[id] = g.analyze(w, id)
			}
		})
		done += len(comps)
		progress(done, total)
	}
	g.late = changed
	g.Changed = 0
	for _, c := range changed {
		if c {
			g.Changed++
		}
	}
	g.publish()
}

// analyze runs a body and records what it gives; true when its summary changed.
func (g *Graph) analyze(w *value.World, id value.FuncID) bool {
	old, _ := g.frames.Get().(*value.Frame)
	f := value.RunIn(old, w, g.Prog.Funcs[id], nil, 0)
	g.record(f.Facts)
	g.cur[id] = f.Sum
	g.Seen[id] = g.look(f)
	f.Recycle()
	g.frames.Put(f)
	return g.prev[id] == nil || g.prev[id].Hash != g.cur[id].Hash
}

func (g *Graph) calleeChanged(id value.FuncID, changed []bool, level uint32) bool {
	if g.outs[id] == nil {
		return true
	}
	for _, c := range g.outs[id].calls {
		if g.level[c] < level && changed[c] {
			return true
		}
	}
	return false
}

// stale tells which bodies must run again because a table that they read
// changed in the last publication, or a callee of a level not below did.
func (g *Graph) stale() []bool {
	out := make([]bool, len(g.Prog.Funcs))
	for id := range out {
		o := g.outs[id]
		out[id] = g.Rounds == 1 || o == nil || g.tablesChanged(value.FuncID(id), o)
	}
	return out
}

// tables names what a publication changed.
type tables struct {
	names    map[uint64]bool // module variables, module<<32 | name
	bodies   map[value.FuncID]bool
	classes  map[value.FuncID]bool
	params   map[value.FuncID]bool // hints, annotations, types of parameters
	defaults map[value.FuncID]bool
}

// tablesChanged tells whether something that a body read in its last analysis
// has changed since.
func (g *Graph) tablesChanged(id value.FuncID, o *output) bool {
	if g.fresh.params[id] || meets(o.reads, g.fresh.names) || meets(o.looked, g.fresh.classes) || meets(o.bodies, g.fresh.bodies) {
		return true
	}
	for _, c := range o.calls {
		if g.fresh.defaults[c] || g.level[c] >= g.level[id] && g.late[c] {
			return true
		}
	}
	return false
}

func meets[K comparable](read, changed map[K]bool) bool {
	for k := range read {
		if changed[k] {
			return true
		}
	}
	return false
}

func (g *Graph) record(f *value.Facts) {
	g.outs[f.Fn.ID] = &output{
		stores: f.GlobalStores, class: f.ClassStores, free: f.FreeStores, hints: f.CallHints, classes: f.ClassDefs, funcs: f.FuncDefs,
		mutated: f.Mutated, reads: f.ReadNames, bodies: f.ReadBodies, looked: f.ReadClasses, calls: f.Callees, certain: f.Certain, near: f.Near, decor: decorators(f), entries: entriesOf(f, g.World), outOf: f.OutOf,
	}
}

// prepareWorlds makes one world per level; they differ only in whose results
// are of this round.
func (g *Graph) prepareWorlds() {
	g.World.Early, g.World.NoContexts = false, true
	g.worlds = make([]*value.World, len(g.Levels))
	for l := range g.worlds {
		w := *g.World
		w.Callees = &view{g, uint32(l)}
		g.worlds[l] = &w
	}
}

// view answers calls as the bodies of one level see them.
type view struct {
	g     *Graph
	level uint32
}

type contextKey struct {
	fn  value.FuncID
	key string
}

// Result is the summary of a callee: of this round when its level is below,
// else of the round before. Contexts are solved on demand; what one gives
// depends only on levels below, so it does not matter who asks first.
func (v *view) Result(fn value.FuncID, ctx *value.Context, depth int) *value.Summary {
	g := v.g
	if g.level[fn] >= v.level {
		if ctx != nil {
			return nil
		}
		return g.prev[fn]
	}
	if ctx == nil {
		return g.cur[fn]
	}
	k := contextKey{fn, ctx.Key}
	if s, ok := g.memo.Load(k); ok {
		return s.(*value.Summary)
	}
	f := value.Analyze(g.worlds[g.level[fn]], g.Prog.Funcs[fn], ctx, depth)
	g.memo.Store(k, f.Sum)
	return f.Sum
}
