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
	// memo is what bodies gave under contexts in this run, kept what they gave in
	// those before, by body: nothing is put into it before a run has come to its end.
	memo     sync.Map `image:"-"` // depthKey -> *special
	kept     Kept[depthKey, *special]
	verdicts sync.Map `image:"-"` // depthKey -> bool: whether what is kept holds
	spare    spare    `image:"-"`
	// suspects are the bodies of which something kept may not hold; nil for all.
	suspects []bool `image:"-"`
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

// Final freezes the graph. With the one that the graph's old program had,
// Holds tells what of it still holds.
func (g *Graph) Final(old *Final) *Final {
	f := &Final{g: g}
	w := *g.World
	w.Early, w.NoContexts, w.Unread = false, false, !g.keep
	w.Callees = f
	f.World = &w
	if old != nil && g.old != nil {
		f.old, f.since, f.kept = old, g.last().sinceOld, old.kept
		f.since.seal()
		was := old.g.last().cur
		for id, is := range g.last().cur {
			if was[id] != is {
				f.changed.add(value.FuncID(id))
			}
		}
		f.entries = map[value.FuncID]bool{}
		if !shareMap(old.g.Entries, g.Entries) {
			differingEntries(old.g.Entries, g.Entries, f.entries)
			differingEntries(g.Entries, old.g.Entries, f.entries)
		}
	}
	return f
}

// Frame analyses a body for reading.
func (f *Final) Frame(fn value.FuncID, ctx *value.Context, depth int) *value.Frame {
	if ctx != nil {
		if fr := f.spare.take(depthKey{fn, ctx.Key, depth}); fr != nil {
			return fr
		}
	}
	return f.analyze(fn, ctx, depth)
}

func (f *Final) analyze(fn value.FuncID, ctx *value.Context, depth int) *value.Frame {
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
	if s := f.standing(k); s != nil {
		return s.sum
	}
	fr := f.analyze(fn, ctx, depth)
	s := &special{sum: fr.Sum}
	if f.g.keep {
		s.Trace = TraceOf(fr)
	}
	if was := f.kept.Get(fn, k); was != nil && s.sum.Equal(was.sum) {
		s.sum = was.sum // whoever read that one need not look closer
	}
	f.memo.Store(k, s)
	if old := f.spare.put(k, fr); old != nil {
		f.Release(old)
	}
	return s.sum
}

// standing is what a body gave under a context in the old program if it is what
// it gives now, else nil.
func (f *Final) standing(k depthKey) *special {
	if f.old == nil || f.kept == nil {
		return nil
	}
	s := f.kept.Get(k.fn, k)
	if s == nil || f.suspects != nil && !f.suspects[k.fn] {
		return s
	}
	holds, known := f.verdicts.Load(k)
	if !known {
		holds = f.Holds(&s.Trace)
		f.verdicts.Store(k, holds)
		if holds.(bool) {
			f.memo.Store(k, s)
		}
	}
	if !holds.(bool) {
		return nil
	}
	return s
}

// Holds tells whether nothing that was read in the old program's final
// analyses has changed.
func (f *Final) Holds(t *Trace) bool {
	if f.old == nil || f.Touches(t) {
		return false
	}
	for _, c := range t.Contexts {
		k := depthKey{c.Fn, c.Ctx.Key, c.Depth}
		if f.standing(k) != nil {
			continue
		}
		// The body was edited, or something that it reads. It may give the same.
		if was := f.kept.Get(k.fn, k); was == nil || f.Result(c.Fn, c.Ctx, c.Depth) != was.sum {
			return false
		}
	}
	return true
}

// Touches tells whether the edit changed the body of a trace, or something that
// it read itself.
func (f *Final) Touches(t *Trace) bool {
	if f.since.bodyChanged(t.Fn) || f.since.params.has(t.Fn) {
		return true
	}
	if few, all := f.changed.few(); all && f.since.sealed {
		return anyOf(few, t.Reads) || anyOf(f.since.few, t.Reads)
	}
	return f.readsDiffer(t.Reads)
}

// Edited are the bodies that were edited, or that are entered or called otherwise.
func (f *Final) Edited() []value.FuncID {
	out := f.g.change.bodies()
	for id, in := range f.since.params {
		if in {
			out = append(out, value.FuncID(id))
		}
	}
	for id := range f.entries {
		out = append(out, id)
	}
	return out
}

// Quiet tells whether the edit changed nothing that other bodies read.
func (f *Final) Quiet() bool { return f.since.quiet() && f.changed.none() }

// Few tells whether it changed so little that it can be looked for.
func (f *Final) Few() bool {
	_, all := f.changed.few()
	return all && f.since.sealed
}

// Suspect says of which bodies something kept may not hold.
func (f *Final) Suspect(bodies []bool) { f.suspects = bodies }

// Kept visits what is kept of a body.
func (f *Final) Kept(fn value.FuncID, visit func(*Trace)) {
	if f.kept == nil {
		return
	}
	for _, s := range f.kept[fn] {
		visit(&s.Trace)
	}
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

// Commit ends a run: the old program goes, and what was found out is kept. fresh
// visits what is new of it.
func (f *Final) Commit(fresh func(*Trace)) {
	f.kept = f.kept.Without(f.suspects, len(f.g.Prog.Funcs))
	f.memo.Range(func(key, v any) bool {
		k, s := key.(depthKey), v.(*special)
		f.kept.Put(k.fn, k, s)
		fresh(&s.Trace)
		return true
	})
	f.memo.Clear()
	f.spare = spare{}
	f.verdicts.Clear()
	f.old, f.since, f.entries, f.suspects = nil, nil, nil, nil
	f.changed.reads = nil
}

// KeptTypes are the types of this package that stand in interfaces of what a graph
// keeps.
func KeptTypes() []any { return []any{&Final{}} }
