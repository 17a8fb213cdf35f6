package callgraph

import "leadline/internal/value"

// compare finds what differs between the tables of two rounds.
func (g *Graph) compare(old, now *value.World) tables {
	t := tables{
		names: map[uint64]bool{}, bodies: map[value.FuncID]bool{}, classes: map[value.FuncID]bool{},
		params: map[value.FuncID]bool{}, defaults: map[value.FuncID]bool{},
	}
	for i := range now.Globals {
		differingNames(uint64(i)<<32, old.Globals[i], now.Globals[i], t.names)
	}
	for id, names := range now.Free {
		differingNames(value.FreeRead(id, 0), old.Free[id], names, t.names)
	}
	for id, s := range now.Bodies {
		if o := old.Bodies[id]; o == nil || o.Hash != s.Hash {
			t.bodies[id] = true
		}
	}
	for a := range now.Mutated {
		if !old.Mutated[a] {
			t.bodies[a.Body] = true
		}
	}
	for id, c := range now.Classes {
		if o := old.Classes[id]; o == nil || !sameClass(o, c) {
			t.classes[id] = true
		}
	}
	differing(old.Hints, now.Hints, t.params)
	differing(old.Annotations, now.Annotations, t.params)
	differing(old.Defaults, now.Defaults, t.params)
	differing(old.Defaults, now.Defaults, t.defaults)
	for id, types := range now.ParamTypes {
		for p, class := range types {
			if old.ParamTypes[id][p] != class {
				t.params[id] = true
			}
		}
	}
	return t
}

// differingNames notes the names of a module whose value is another now.
func differingNames(mod uint64, a, b map[value.NameID]value.Value, out map[uint64]bool) {
	for n, v := range b {
		if w, ok := a[n]; !ok || !v.Equal(w) {
			out[mod|uint64(n)] = true
		}
	}
	for n := range a {
		if _, ok := b[n]; !ok {
			out[mod|uint64(n)] = true
		}
	}
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
