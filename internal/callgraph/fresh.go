package callgraph

import "leadline/internal/value"

// compare finds what differs between the tables of two rounds.
func (g *Graph) compare(old, now *value.World) tables {
	t := tables{mods: map[uint32]bool{}, classes: map[value.FuncID]bool{}, funcs: map[value.FuncID]bool{}}
	for i := range now.Globals {
		if !sameNames(old.Globals[i], now.Globals[i]) {
			t.mods[uint32(i)] = true
		}
	}
	for id, s := range now.Bodies {
		if o := old.Bodies[id]; o == nil || o.Hash != s.Hash {
			t.mods[g.Prog.Funcs[id].Mod.Index] = true
		}
	}
	for a := range now.Mutated {
		if !old.Mutated[a] {
			t.mods[g.Prog.Funcs[a.Payload()>>24].Mod.Index] = true
		}
	}
	for id, c := range now.Classes {
		if o := old.Classes[id]; o == nil || !sameClass(o, c) {
			t.classes[id] = true
		}
	}
	for _, pair := range [][2]map[value.FuncID][]value.Value{
		{old.Hints, now.Hints}, {old.Defaults, now.Defaults}, {old.Annotations, now.Annotations},
	} {
		differing(pair[0], pair[1], t.funcs)
	}
	for id, types := range now.ParamTypes {
		for p, class := range types {
			if old.ParamTypes[id][p] != class {
				t.funcs[id] = true
			}
		}
	}
	return t
}

func sameNames(a, b map[value.NameID]value.Value) bool {
	if len(a) != len(b) {
		return false
	}
	for n, v := range a {
		if w, ok := b[n]; !ok || !v.Equal(w) {
			return false
		}
	}
	return true
}

func sameClass(a, b *value.ClassInfo) bool {
	return value.Value(a.MRO).Equal(b.MRO) && len(a.Subs) == len(b.Subs) && sameNames(a.Attrs, b.Attrs) &&
		sameNames(a.Cells, b.Cells) && value.Value(a.Decorators).Equal(b.Decorators)
}

func differing(a, b map[value.FuncID][]value.Value, out map[value.FuncID]bool) {
	for id, vs := range b {
		old := a[id]
		for i, v := range vs {
			if i >= len(old) && v != nil || i < len(old) && !old[i].Equal(v) {
				out[id] = true
				break
			}
		}
	}
}
