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
	memo  sync.Map
}

type depthKey struct {
	contextKey
	depth int
}

// Final freezes the graph.
func (g *Graph) Final() *Final {
	f := &Final{g: g}
	w := *g.World
	w.Early, w.NoContexts = false, false
	w.Callees = f
	f.World = &w
	return f
}

// Frame analyses a body for reading.
func (f *Final) Frame(fn value.FuncID, ctx *value.Context, depth int) *value.Frame {
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
		return f.g.cur[fn]
	}
	k := depthKey{contextKey{fn, ctx.Key}, depth}
	if s, ok := f.memo.Load(k); ok {
		return s.(*value.Summary)
	}
	fr := f.Frame(fn, ctx, depth)
	s := fr.Sum
	f.Release(fr)
	f.memo.Store(k, s)
	return s
}

// Calls lists the bodies that a body may enter, as the last round saw it.
func (g *Graph) Calls(fn value.FuncID) []value.FuncID {
	if g.outs[fn] == nil {
		return nil
	}
	return g.outs[fn].calls
}

// OutOf is the budget that ran out when a body was last analysed, or "".
func (g *Graph) OutOf(fn value.FuncID) string {
	if g.outs[fn] == nil {
		return ""
	}
	return g.outs[fn].outOf
}
