package callgraph

import (
	"slices"
	"sort"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// maxByName bounds the project methods that an unresolved x.m() is linked to
// when ordering: linking every method of a name would make one component of a
// quarter of a large program.
const maxByName = 4

// edges are the bodies that a body names in calls, and what was read to find
// them.
type edges struct {
	to    []value.FuncID
	reads []value.Read
}

// order condenses the order graph into components, callees first, and layers
// them. Its edges are what names tell about calls and, once a round has run,
// the calls that types revealed.
func (g *Graph) order(st *stage, revealed func(*output) []value.FuncID) {
	n := len(g.Prog.Funcs)
	if st.old != nil && st.sinceOld.still() {
		st.edges = st.old.edges
		for _, id := range g.change.bodies() {
			e, was := g.findEdges(st, id), st.old.edges[id]
			if was != nil && slices.Equal(e.to, was.to) && slices.Equal(e.reads, was.reads) || g.Prog.Funcs[id].Vacant() {
				continue
			}
			if shareSlice(st.edges, st.old.edges) {
				st.edges = slices.Clone(st.edges)
			}
			st.edges[id] = e
		}
	} else {
		st.edges = make([]*edges, n)
		g.each(len(g.Prog.Mods), func(i int) {
			m := g.Prog.Mods[i]
			for l := range m.IR.Funcs {
				id := m.First + value.FuncID(l)
				st.edges[id] = g.edgesIn(st, id)
			}
		})
	}
	if st.old != nil && g.sameOrder(st, revealed) {
		st.level, st.levels = st.old.level, st.old.levels
		return
	}
	all := make([][]value.FuncID, n)
	for id, e := range st.edges {
		if e == nil { // vacant
			continue
		}
		all[id] = e.to
		if r := st.prior.results[id]; r != nil && len(revealed(r.out)) > 0 {
			all[id] = dedup(sortFuncs(append(append([]value.FuncID(nil), e.to...), revealed(r.out)...)))
		}
	}
	st.level = make([]uint32, n)
	st.layer(Condense(all), all)
}

// edgesIn takes a body's edges from an earlier order where nothing that they
// rest on has changed.
func (g *Graph) edgesIn(st *stage, id value.FuncID) *edges {
	if o := st.old; o != nil && !st.sinceOld.bodyChanged(id) && !st.sinceOld.hitsAny(o.edges[id].reads) {
		return o.edges[id]
	}
	if p := st.prior; p.edges != nil && !st.priorDelta().hitsAny(p.edges[id].reads) {
		return p.edges[id]
	}
	return g.findEdges(st, id)
}

func (g *Graph) findEdges(st *stage, id value.FuncID) *edges {
	f, _ := g.finders.Get().(*edgeFinder)
	if f == nil {
		f = &edgeFinder{}
	}
	*f = edgeFinder{g: g, w: st.world, fn: g.Prog.Funcs[id], out: f.out[:0], reads: f.reads[:0], called: f.called[:0]}
	f.find()
	out := &edges{slices.Clone(dedup(sortFuncs(f.out))), f.sortedReads()}
	g.finders.Put(f)
	return out
}

// sameOrder tells whether all edges are those of the same stage before the edit.
func (g *Graph) sameOrder(st *stage, revealed func(*output) []value.FuncID) bool {
	before := st.old.prior.results
	for id, e := range st.edges {
		if old := st.old.edges[id]; e != old && (e == nil || old == nil || !slices.Equal(e.to, old.to)) {
			return false
		}
		a, b := st.prior.results[id], before[id]
		if a == b {
			continue
		}
		if a == nil || b == nil || !slices.Equal(revealed(a.out), revealed(b.out)) {
			return false
		}
	}
	return true
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

// ownBodies lists, by module, its own body and those of its classes.
func (g *Graph) ownBodies() [][]value.FuncID {
	out := make([][]value.FuncID, len(g.Prog.Mods))
	for i, m := range g.Prog.Mods {
		for l := range m.IR.Funcs {
			if id := m.First + value.FuncID(l); isBody(g.Prog.Funcs[id]) {
				out[i] = append(out[i], id)
			}
		}
	}
	return out
}

// edgeFinder lists the bodies that a body names in calls.
type edgeFinder struct {
	g     *Graph
	w     *value.World
	fn    *value.Fn
	out   []value.FuncID
	reads []value.Read
	// called tells of an instruction whether it is what a call calls.
	called []bool
}

func (e *edgeFinder) read(k value.ReadKind, payload uint64) {
	e.reads = append(e.reads, value.NewRead(k, payload))
}

func (e *edgeFinder) sortedReads() []value.Read {
	slices.Sort(e.reads)
	return slices.Clone(slices.Compact(e.reads))
}

func (e *edgeFinder) find() {
	fn, f := e.fn, e.fn.IR
	e.called = append(e.called, make([]bool, len(f.Instrs))...)
	for i := range f.Instrs {
		if f.Instrs[i].Op == ir.OpCall {
			e.called[f.Instrs[i].A] = true
		}
	}
	for i := range f.Instrs {
		in := &f.Instrs[i]
		switch in.Op {
		case ir.OpMakeFunc, ir.OpMakeClass:
			e.out = append(e.out, fn.Mod.First+value.FuncID(in.A))
		case ir.OpGlobal:
			e.value(e.nameIn(fn.Mod, fn.Mod.Names[in.A], 0))
		case ir.OpImportFrom, ir.OpStarName:
			if m := e.g.Prog.Resolve(fn.Mod, fn.Mod.IR.Names[in.A]); m != nil {
				e.value(e.nameIn(m, fn.Mod.Names[in.B], 0))
			}
		case ir.OpAttr:
			e.attr(in, e.called[i])
		}
	}
}

func (e *edgeFinder) value(v value.Value) {
	for _, a := range v {
		e.out = append(e.out, enters(e.w, a, e)...)
	}
}

// nameIn is a module's name, its own or one that a star import brings.
func (e *edgeFinder) nameIn(m *value.Mod, name value.NameID, depth int) value.Value {
	e.reads = append(e.reads, value.NameRead(m.Index, name))
	if v, ok := e.w.Globals[m.Index][name]; ok || depth > 4 {
		return v
	}
	e.read(value.ReadExports, uint64(m.Index))
	for _, star := range m.IR.Stars {
		if sm := e.g.Prog.Resolve(m, star); sm != nil && sm != m {
			if v := e.nameIn(sm, name, depth+1); v != nil {
				return v
			}
		}
	}
	return nil
}

func sortFuncs(ids []value.FuncID) []value.FuncID {
	slices.Sort(ids)
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
func enters(w *value.World, a value.Atom, e *edgeFinder) []value.FuncID {
	switch a.Kind() {
	case value.Func, value.Static, value.ClassM:
		return []value.FuncID{value.FuncID(a.Payload())}
	case value.Property:
		return value.PropertyFuncs(a)
	case value.Class:
		return methodNamed(w, value.FuncID(a.Payload()), w.Prog.Syms.Name("__init__"), e)
	case value.Global:
		body := value.BodyOf(a)
		if e != nil {
			e.read(value.ReadBody, uint64(body))
		}
		if s := w.Bodies[body]; s != nil {
			if i := int(a.Payload() & (1<<24 - 1)); i < len(s.Objs) && s.Objs[i].Fn != value.NoFunc {
				return []value.FuncID{s.Objs[i].Fn}
			}
		}
	}
	return nil
}

// methodNamed finds a class's method; what is read for it goes to e, which may
// be nil.
func methodNamed(w *value.World, c value.FuncID, name value.NameID, e *edgeFinder) []value.FuncID {
	class := func(id value.FuncID) *value.ClassInfo {
		if e != nil {
			e.read(value.ReadClass, uint64(id))
		}
		return w.Classes[id]
	}
	ci := class(c)
	if ci == nil {
		return nil
	}
	for _, m := range ci.MRO {
		if m.Kind() != value.Class {
			continue
		}
		k := class(value.FuncID(m.Payload()))
		if k == nil {
			continue
		}
		if e != nil {
			e.read(value.ReadOwn, uint64(k.ID)<<32|uint64(name))
		}
		if v, ok := k.Attrs[name]; ok {
			var out []value.FuncID
			for _, a := range v {
				if a.Kind() != value.Class {
					out = append(out, enters(w, a, e)...)
				}
			}
			return out
		}
	}
	return nil
}

// attr adds the bodies that an attribute leads to: what names tell of it, or,
// when it is called and nothing does, the project's methods of its name.
func (e *edgeFinder) attr(in *ir.Instr, called bool) {
	fn := e.fn
	name := fn.Mod.Names[in.B]
	base := &fn.IR.Instrs[in.A]
	if base.Op == ir.OpParam && base.A == 0 && fn.Owner != value.NoFunc {
		if m := methodNamed(e.w, fn.Owner, name, e); m != nil {
			e.out = append(e.out, m...)
			return
		}
	}
	if base.Op == ir.OpGlobal && e.attrOfName(fn.Mod.Names[base.A], name) {
		return
	}
	if !called {
		return
	}
	e.read(value.ReadMethods, uint64(name))
	if m := e.g.byName[name]; len(m) <= maxByName {
		e.out = append(e.out, m...)
	}
}

// attrOfName adds the bodies behind an attribute of a module's variable, if
// anything is known of that.
func (e *edgeFinder) attrOfName(variable, name value.NameID) (known bool) {
	for _, a := range e.nameIn(e.fn.Mod, variable, 0) {
		switch a.Kind() {
		case value.Module:
			known = true
			e.value(e.nameIn(e.g.Prog.Mods[a.Payload()], name, 0))
		case value.Class:
			known = true
			e.out = append(e.out, methodNamed(e.w, value.FuncID(a.Payload()), name, e)...)
		case value.Ext:
			known = true
		}
	}
	return known
}

// Condense finds the strongly connected components, callees first (Tarjan
// 1972, with an explicit stack).
func Condense(edges [][]value.FuncID) [][]value.FuncID {
	n := len(edges)
	t := &tarjan{edges: edges, index: make([]int32, n), low: make([]int32, n), on: make([]bool, n), members: make([]value.FuncID, 0, n)}
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
	// members are those of all components, one after the other.
	members []value.FuncID
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
	first := len(t.members)
	for {
		w := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.on[w] = false
		t.members = append(t.members, w)
		if w == v {
			break
		}
	}
	comp := t.members[first:len(t.members):len(t.members)]
	slices.Sort(comp)
	t.comps = append(t.comps, comp)
}

// layer puts each component one level above the highest that it calls.
func (st *stage) layer(comps [][]value.FuncID, edges [][]value.FuncID) {
	for _, members := range comps {
		if st.world.Prog.Funcs[members[0]].Vacant() {
			continue
		}
		level := uint32(0)
		c := Component{Members: members, Recursive: len(members) > 1}
		for _, m := range members {
			for _, e := range edges[m] {
				if _, inside := slices.BinarySearch(members, e); inside {
					c.Recursive = true
				} else {
					level = max(level, st.level[e]+1)
				}
			}
		}
		for _, m := range members {
			st.level[m] = level
		}
		for uint32(len(st.levels)) <= level {
			st.levels = append(st.levels, nil)
		}
		st.levels[level] = append(st.levels[level], c)
	}
	for _, l := range st.levels {
		sort.Slice(l, func(a, b int) bool { return l[a].Members[0] < l[b].Members[0] })
	}
}

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
