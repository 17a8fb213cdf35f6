package callgraph

import (
	"sort"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// maxByName bounds the project methods that an unresolved x.m() is linked to
// when ordering: linking every method of a name would make one component of a
// quarter of a large program.
const maxByName = 4

// order condenses the order graph into components, callees first, and layers
// them. Its edges are what names tell about calls and, once a round has run,
// the calls that types revealed.
func (g *Graph) order(revealed func(*output) []value.FuncID) {
	n := len(g.Prog.Funcs)
	edges := make([][]value.FuncID, n)
	g.Levels = nil
	byName := g.methodsByName()
	g.each(len(g.Prog.Mods), func(i int) {
		m := g.Prog.Mods[i]
		for l := range m.IR.Funcs {
			id := m.First + value.FuncID(l)
			edges[id] = g.edgesOf(g.Prog.Funcs[id], byName)
			if o := g.outs[id]; o != nil && len(revealed(o)) > 0 {
				edges[id] = dedup(sortFuncs(append(edges[id], revealed(o)...)))
			}
		}
	})
	g.layer(condense(edges), edges)
}

func (g *Graph) methodsByName() map[value.NameID][]value.FuncID {
	out := map[value.NameID][]value.FuncID{}
	for _, fn := range g.Prog.Funcs {
		if fn.Owner != value.NoFunc {
			n := fn.Mod.Names[fn.IR.Name]
			if len(out[n]) <= maxByName {
				out[n] = append(out[n], fn.ID)
			}
		}
	}
	return out
}

// edgesOf lists the bodies that a body names in calls.
func (g *Graph) edgesOf(fn *value.Fn, byName map[value.NameID][]value.FuncID) []value.FuncID {
	var out []value.FuncID
	f := fn.IR
	called := make([]bool, len(f.Instrs))
	for i := range f.Instrs {
		if f.Instrs[i].Op == ir.OpCall {
			called[f.Instrs[i].A] = true
		}
	}
	addValue := func(v value.Value) {
		for _, a := range v {
			out = append(out, g.enters(a)...)
		}
	}
	for i := range f.Instrs {
		in := &f.Instrs[i]
		switch in.Op {
		case ir.OpMakeFunc, ir.OpMakeClass:
			out = append(out, fn.Mod.First+value.FuncID(in.A))
		case ir.OpGlobal:
			addValue(g.nameIn(fn.Mod, fn.Mod.Names[in.A], 0))
		case ir.OpImportFrom:
			if m := g.Prog.Resolve(fn.Mod, fn.Mod.IR.Names[in.A]); m != nil {
				addValue(g.nameIn(m, fn.Mod.Names[in.B], 0))
			}
		case ir.OpAttr:
			out = append(out, g.attrEdges(fn, in, called[i], byName)...)
		}
	}
	return dedup(sortFuncs(out))
}

// nameIn is a module's name, its own or one that a star import brings.
func (g *Graph) nameIn(m *value.Mod, name value.NameID, depth int) value.Value {
	if v, ok := g.World.Globals[m.Index][name]; ok || depth > 4 {
		return v
	}
	for _, star := range m.IR.Stars {
		if sm := g.Prog.Resolve(m, star); sm != nil && sm != m {
			if v := g.nameIn(sm, name, depth+1); v != nil {
				return v
			}
		}
	}
	return nil
}

func sortFuncs(ids []value.FuncID) []value.FuncID {
	sort.Slice(ids, func(a, b int) bool { return ids[a] < ids[b] })
	return ids
}

func dedup(ids []value.FuncID) []value.FuncID {
	n := 0
	for i, x := range ids {
		if i == 0 || x != ids[n-1] {
			ids[n] = x
			n++
		}
	}
	return ids[:n]
}

// enters lists the bodies that calling an atom may enter.
func (g *Graph) enters(a value.Atom) []value.FuncID {
	switch a.Kind() {
	case value.Func, value.Static, value.ClassM:
		return []value.FuncID{value.FuncID(a.Payload())}
	case value.Property:
		return value.PropertyFuncs(a)
	case value.Class:
		return g.methodNamed(value.FuncID(a.Payload()), g.Prog.Syms.Name("__init__"))
	case value.Global:
		body := value.FuncID(a.Payload() >> 24)
		if s := g.World.Bodies[body]; s != nil {
			if i := int(a.Payload() & (1<<24 - 1)); i < len(s.Objs) && s.Objs[i].Fn != value.NoFunc {
				return []value.FuncID{s.Objs[i].Fn}
			}
		}
	}
	return nil
}

func (g *Graph) methodNamed(c value.FuncID, name value.NameID) []value.FuncID {
	ci := g.World.Classes[c]
	if ci == nil {
		return nil
	}
	for _, m := range ci.MRO {
		if m.Kind() != value.Class {
			continue
		}
		k := g.World.Classes[value.FuncID(m.Payload())]
		if k == nil {
			continue
		}
		if v, ok := k.Attrs[name]; ok {
			var out []value.FuncID
			for _, a := range v {
				if a.Kind() != value.Class {
					out = append(out, g.enters(a)...)
				}
			}
			return out
		}
	}
	return nil
}

// attrEdges are the bodies that an attribute leads to: what names tell of it,
// or, when it is called and nothing does, the project's methods of its name.
func (g *Graph) attrEdges(fn *value.Fn, in *ir.Instr, called bool, byName map[value.NameID][]value.FuncID) []value.FuncID {
	name := fn.Mod.Names[in.B]
	base := &fn.IR.Instrs[in.A]
	if base.Op == ir.OpParam && base.A == 0 && fn.Owner != value.NoFunc {
		if m := g.methodNamed(fn.Owner, name); m != nil {
			return m
		}
	}
	if base.Op == ir.OpGlobal {
		var out []value.FuncID
		known := false
		for _, a := range g.nameIn(fn.Mod, fn.Mod.Names[base.A], 0) {
			switch a.Kind() {
			case value.Module:
				known = true
				for _, x := range g.nameIn(g.Prog.Mods[a.Payload()], name, 0) {
					out = append(out, g.enters(x)...)
				}
			case value.Class:
				known = true
				out = append(out, g.methodNamed(value.FuncID(a.Payload()), name)...)
			case value.Ext:
				known = true
			}
		}
		if known {
			return out
		}
	}
	if m := byName[name]; called && len(m) <= maxByName {
		return m
	}
	return nil
}

// condense finds the strongly connected components, callees first (Tarjan
// 1972, with an explicit stack).
func condense(edges [][]value.FuncID) [][]value.FuncID {
	n := len(edges)
	t := &tarjan{edges: edges, index: make([]int32, n), low: make([]int32, n), on: make([]bool, n)}
	for v := 0; v < n; v++ {
		if t.index[v] == 0 {
			t.visit(value.FuncID(v))
		}
	}
	return t.comps
}

type tarjan struct {
	edges [][]value.FuncID
	index []int32
	low   []int32
	on    []bool
	stack []value.FuncID
	next  int32
	comps [][]value.FuncID
}

type tarjanFrame struct {
	v value.FuncID
	k int
}

func (t *tarjan) open(v value.FuncID) tarjanFrame {
	t.next++
	t.index[v], t.low[v] = t.next, t.next
	t.stack = append(t.stack, v)
	t.on[v] = true
	return tarjanFrame{v: v}
}

func (t *tarjan) visit(root value.FuncID) {
	calls := []tarjanFrame{t.open(root)}
	for len(calls) > 0 {
		top := &calls[len(calls)-1]
		if top.k < len(t.edges[top.v]) {
			w := t.edges[top.v][top.k]
			top.k++
			if t.index[w] == 0 {
				calls = append(calls, t.open(w))
			} else if t.on[w] {
				t.low[top.v] = min(t.low[top.v], t.index[w])
			}
			continue
		}
		v := top.v
		calls = calls[:len(calls)-1]
		if len(calls) > 0 {
			p := calls[len(calls)-1].v
			t.low[p] = min(t.low[p], t.low[v])
		}
		if t.low[v] == t.index[v] {
			t.close(v)
		}
	}
}

func (t *tarjan) close(v value.FuncID) {
	var comp []value.FuncID
	for {
		w := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.on[w] = false
		comp = append(comp, w)
		if w == v {
			break
		}
	}
	sort.Slice(comp, func(a, b int) bool { return comp[a] < comp[b] })
	t.comps = append(t.comps, comp)
}

// layer puts each component one level above the highest that it calls.
func (g *Graph) layer(comps [][]value.FuncID, edges [][]value.FuncID) {
	clear(g.level)
	for _, members := range comps {
		level := uint32(0)
		c := Component{Members: members, Recursive: len(members) > 1}
		inside := map[value.FuncID]bool{}
		for _, m := range members {
			inside[m] = true
		}
		for _, m := range members {
			for _, e := range edges[m] {
				if inside[e] {
					c.Recursive = true
				} else {
					level = max(level, g.level[e]+1)
				}
			}
		}
		for _, m := range members {
			g.level[m] = level
		}
		for uint32(len(g.Levels)) <= level {
			g.Levels = append(g.Levels, nil)
		}
		g.Levels[level] = append(g.Levels[level], c)
	}
	for _, l := range g.Levels {
		sort.Slice(l, func(a, b int) bool { return l[a].Members[0] < l[b].Members[0] })
	}
}

// Level is the layer of a body: it calls only lower ones, as far as names tell.
func (g *Graph) Level(fn value.FuncID) uint32 { return g.level[fn] }

// importLevels layers the modules so that a module comes after what it imports
// (cycles are cut where a depth-first walk in path order meets them).
func (g *Graph) importLevels() [][]int {
	n := len(g.Prog.Mods)
	level := make([]int, n)
	state := make([]uint8, n)
	var visit func(i, depth int)
	visit = func(i, depth int) {
		state[i] = 1
		for _, dep := range g.Prog.Mods[i].IR.Imports {
			m := g.Prog.Resolve(g.Prog.Mods[i], dep)
			if m == nil || int(m.Index) == i {
				continue
			}
			if state[m.Index] == 0 && depth < 2000 {
				visit(int(m.Index), depth+1)
			}
			if state[m.Index] == 2 {
				level[i] = max(level[i], level[m.Index]+1)
			}
		}
		state[i] = 2
	}
	var out [][]int
	for i := range g.Prog.Mods {
		if state[i] == 0 {
			visit(i, 0)
		}
	}
	for i := range g.Prog.Mods {
		for len(out) <= level[i] {
			out = append(out, nil)
		}
		out[level[i]] = append(out[level[i]], i)
	}
	return out
}
