package callgraph

import (
	"maps"
	"reflect"
	"slices"

	"leadline/internal/value"
)

// After an edit most tables are what they were: a publication begins as that of
// the old program's same pass, and only what a body with another result says of a
// table makes that table anew. What is shared need not be compared either.

// republish makes the tables from those of the old program; nil where bodies came,
// went or are declared otherwise.
func (g *Graph) republish(st *stage) *value.World {
	if st.old == nil || g.change.declares() {
		return nil
	}
	l := &like{st.old.results, g.published(st.old)}
	w := *l.world
	ids := st.fresh()
	g.republishBodies(st, &w, l, ids)
	g.classTables(st, &w, l)
	if slices.ContainsFunc(ids, func(id value.FuncID) bool { return !sameHints(st.hintsOf(id), st.old.hintsOf(id)) }) {
		g.publishHints(st, &w, l)
	}
	differs := func(same func(a, b *output) bool) bool {
		return slices.ContainsFunc(ids, func(id value.FuncID) bool { return !same(st.outputOf(id), st.old.outputOf(id)) })
	}
	if differs(func(a, b *output) bool { return reflect.DeepEqual(a.free, b.free) }) {
		w.Free = map[value.FuncID]map[value.NameID]value.Value{}
		publishFree(st, &w)
	}
	if differs(func(a, b *output) bool { return reflect.DeepEqual(a.foreign, b.foreign) }) {
		w.Foreign = map[uint32]map[value.NameID]value.Value{}
		publishForeign(st, &w)
	}
	if differs(func(a, b *output) bool { return maps.EqualFunc(a.mutated, b.mutated, value.Value.Equal) }) {
		w.Mutated = map[value.GlobalSite]value.Value{}
		publishMutated(st, &w)
	}
	g.republishRequests(st, &w, ids)
	g.republishEntries(st, &w, l, ids)
	return &w
}

// fresh are the bodies that have another result than in the old program.
func (st *stage) fresh() (out []value.FuncID) {
	for id, r := range st.results {
		if r != st.old.results[id] {
			out = append(out, value.FuncID(id))
		}
	}
	return out
}

// outputOf is what a body said for the tables; never nil.
func (st *stage) outputOf(id value.FuncID) *output {
	if r := st.results[id]; r != nil {
		return r.out
	}
	return &output{}
}

func (st *stage) hintsOf(id value.FuncID) []value.CallHint { return st.outputOf(id).hints }

// republishBodies makes the names and objects of the modules anew of which a body
// says something else of them.
func (g *Graph) republishBodies(st *stage, w *value.World, l *like, ids []value.FuncID) {
	mods := map[uint32]bool{}
	bodies := false
	for _, id := range ids {
		fn := g.Prog.Funcs[id]
		a, b := st.outputOf(id), st.old.outputOf(id)
		own := isBody(fn) && st.cur[id] != st.old.cur[id]
		if own && !bodies {
			w.Bodies, bodies = slices.Clone(w.Bodies), true
		}
		if own {
			w.Bodies[id] = st.cur[id]
		}
		if own || !maps.EqualFunc(a.stores, b.stores, value.Value.Equal) || !slices.EqualFunc(a.funcs, b.funcs, sameDef) {
			mods[fn.Mod.Index] = true
		}
	}
	if len(mods) == 0 {
		return
	}
	w.Globals, w.Defaults, w.Annotations = slices.Clone(w.Globals), slices.Clone(w.Defaults), slices.Clone(w.Annotations)
	for m := range mods {
		g.publishModule(st, w, int(m), l)
	}
}

func sameDef(a, b value.FuncDef) bool {
	return a.Fn == b.Fn && slices.EqualFunc(a.Defaults, b.Defaults, value.Value.Equal) && slices.EqualFunc(a.Annotations, b.Annotations, value.Value.Equal)
}

// republishRequests counts the calls of what the bodies call otherwise.
func (g *Graph) republishRequests(st *stage, w *value.World, ids []value.FuncID) {
	st.sites = st.old.sites
	again := g.change.bodies() // their sizes count too
	for _, id := range ids {
		a, b := st.hintsOf(id), st.old.hintsOf(id)
		if sameHints(a, b) {
			continue
		}
		if shareSlice(st.sites, st.old.sites) {
			st.sites = slices.Clone(st.sites)
		}
		for k := range b {
			st.sites[b[k].Fn]--
			again = append(again, b[k].Fn)
		}
		for k := range a {
			st.sites[a[k].Fn]++
			again = append(again, a[k].Fn)
		}
	}
	old := w.Unspecialised
	for _, id := range again {
		many := g.tooMany(id, st.sites[id])
		if many == w.Unspecialised[id] {
			continue
		}
		if shareMap(w.Unspecialised, old) {
			w.Unspecialised = maps.Clone(old)
		}
		if w.Unspecialised[id] = many; !many {
			delete(w.Unspecialised, id)
		}
	}
}

// republishEntries takes the entry points over if nothing that they come from
// differs.
func (g *Graph) republishEntries(st *stage, w *value.World, l *like, ids []value.FuncID) {
	same := shareSlice(w.Classes, l.world.Classes) && slices.Equal(w.Bodies, l.world.Bodies) &&
		(shareSlice(w.Annotations, l.world.Annotations) || slices.EqualFunc(w.Annotations, l.world.Annotations, sameValues))
	for _, id := range ids {
		same = same && slices.EqualFunc(st.outputOf(id).entries, st.old.outputOf(id).entries, func(a, b Entry) bool { return a.Fn == b.Fn && a.same(&b) })
	}
	if !same || !g.sameConventions(w, st.old.entries, l.world.ParamTypes) {
		g.publishEntries(st, w)
		return
	}
	w.ParamTypes, st.entries, g.Entries = l.world.ParamTypes, st.old.entries, st.old.entries
}

// sameConventions tells whether the bodies that were edited use their parameters
// like the same known things as before.
func (g *Graph) sameConventions(w *value.World, entries map[value.FuncID]*Entry, was map[value.FuncID]map[int]string) bool {
	ids := g.change.bodies()
	types := map[value.FuncID]map[int]string{}
	for _, id := range ids {
		if e := entries[id]; e != nil && len(e.Types) > 0 {
			types[id] = e.Types
		}
	}
	fns := make([]*value.Fn, len(ids))
	for i, id := range ids {
		fns[i] = g.Prog.Funcs[id]
	}
	g.conventions(w, fns, types)
	for _, id := range ids {
		if !maps.Equal(types[id], was[id]) {
			return false
		}
	}
	return true
}
