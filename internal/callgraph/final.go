package callgraph

import (
	"sync"

	"leadline/internal/value"
)

// Final is the solved program as the rooms behind see it: every body may be
// analysed once more, under contexts, and always gives the same.
type Final struct {
	g     *Graph
	World *value.World
	memo  sync.Map // depthKey -> *special
	// old is the one before an edit, since what differs in the tables.
	old     *Final
	since   *delta
	entries map[value.FuncID]bool // whose Entry differs
	changed differing             // summaries that the old program has otherwise
}

type depthKey struct {
	fn    value.FuncID
	key   string
	depth int
}

// special is what a body gives under a context.
type special struct {
	sum *value.Summary
	Trace
	state state
}

// Trace is what a final analysis read.
type Trace struct {
	Fn       value.FuncID
	Reads    []value.Read
	Contexts []value.ContextRead
}

// TraceOf is what was read through a frame so far.
func TraceOf(fr *value.Frame) Trace {
	return Trace{fr.Fn.ID, fr.Reads(), fr.ContextReads()}
}

// state is whether a special result of the old program holds in the new one.
type state struct {
	once  sync.Once
	holds bool
}

// Final freezes the graph. With the one that the graph's old program had,
// Holds tells what of it still holds.
func (g *Graph) Final(old *Final) *Final {
	f := &Final{g: g}
	w := *g.World
	w.Early, w.NoContexts = false, false
	w.Callees = f
	f.World = &w
	if old != nil && g.old != nil {
		f.old, f.since = old, g.last().sinceOld
		f.since.seal()
		was := old.g.last().cur
		for id, is := range g.last().cur {
			if was[id] != is {
				f.changed.add(value.FuncID(id))
			}
		}
		f.entries = map[value.FuncID]bool{}
		differingEntries(old.g.Entries, g.Entries, f.entries)
		differingEntries(g.Entries, old.g.Entries, f.entries)
	}
	return f
}

// Frame analyses a body for reading.
func (f *Final) Frame(fn value.FuncID, ctx *value.Context, depth int) *value.Frame {
	f.g.ran.n.Add(1)
	old, _ := f.g.frames.Get().(*value.Frame)
	return value.RunIn(old, f.World, f.g.Prog.Funcs[fn], ctx, depth)
}

// Release gives a frame back: nothing of it may be used any more.
func (f *Final) Release(fr *value.Frame) {
	fr.Recycle()
	f.g.frames.Put(fr)
}

// Result implements value.Callees.
func (f *Final) Result(fn value.FuncID, ctx *value.Context, depth int) *value.Summary {
	if ctx == nil {
		return f.g.last().cur[fn]
	}
	k := depthKey{fn, ctx.Key, depth}
	if s, ok := f.memo.Load(k); ok {
		return s.(*special).sum
	}
	if f.old != nil {
		if s := f.standing(k); s != nil {
			return s.sum
		}
	}
	fr := f.Frame(fn, ctx, depth)
	s := &special{sum: fr.Sum}
	if f.g.keep {
		s.Trace = TraceOf(fr)
	}
	f.Release(fr)
	f.memo.Store(k, s)
	return s.sum
}

// standing is what a body gave under a context in the old program if it is what
// it gives now, else nil.
func (f *Final) standing(k depthKey) *special {
	v, ok := f.old.memo.Load(k)
	if !ok {
		return nil
	}
	s := v.(*special)
	s.state.once.Do(func() {
		if s.state.holds = f.Holds(&s.Trace); s.state.holds {
			f.memo.Store(k, &special{sum: s.sum, Trace: s.Trace})
		}
	})
	if !s.state.holds {
		return nil
	}
	return s
}

// Holds tells whether nothing that was read in the old program's final
// analyses has changed.
func (f *Final) Holds(t *Trace) bool {
	if f.old == nil || f.since.bodyChanged(t.Fn) || f.since.params.has(t.Fn) {
		return false
	}
	if few, all := f.changed.few(); all && f.since.sealed {
		if anyOf(few, t.Reads) || anyOf(f.since.few, t.Reads) {
			return false
		}
	} else if f.readsDiffer(t.Reads) {
		return false
	}
	for _, c := range t.Contexts {
		if f.standing(depthKey{c.Fn, c.Ctx.Key, c.Depth}) == nil {
			return false
		}
	}
	return true
}

func (f *Final) readsDiffer(reads []value.Read) bool {
	was, is := f.old.g.last().cur, f.g.last().cur
	for _, r := range reads {
		if r.Kind() == value.ReadSummary {
			if was[r.Func()] != is[r.Func()] {
				return true
			}
		} else if f.since.hits(r) {
			return true
		}
	}
	return false
}

// EntryHolds tells whether a body is entered from outside as it was.
func (f *Final) EntryHolds(fn value.FuncID) bool { return f.old != nil && !f.entries[fn] }

// Forget lets the old program go.
func (f *Final) Forget() {
	f.old, f.since, f.entries = nil, nil, nil
	f.changed.reads = nil
}

// Kept are the types of this package that stand in interfaces of what a graph
// keeps.
func Kept() []any { return []any{depthKey{}, &special{}, &Final{}} }
