package callgraph

import (
	"maps"
	"reflect"
	"slices"
	"sort"

	"leadline/internal/ir"
	"leadline/internal/value"
)

func isBody(fn *value.Fn) bool { return fn.IR.Kind == ir.FuncModule || fn.IR.Kind == ir.FuncClass }

// output is what one body's analysis says for the tables of the next round.
type output struct {
	stores               map[value.NameID]value.Value
	class                []value.ClassStore
	free                 []value.FreeStore
	foreign              []value.ForeignStore
	hints                []value.CallHint
	classes              []value.ClassDef
	funcs                []value.FuncDef
	mutated              map[value.GlobalSite]value.Value
	calls, certain, near []value.FuncID
	decor                map[value.FuncID][]value.Atom
	entries              []Entry
	outOf                string
}

func outputOf(f *value.Facts, w *value.World) *output {
	return &output{
		stores: f.GlobalStores, class: f.ClassStores, free: f.FreeStores, foreign: f.ForeignStores, hints: f.CallHints, classes: f.ClassDefs, funcs: f.FuncDefs,
		mutated: f.Mutated, calls: f.Callees, certain: f.Certain, near: f.Near, decor: decorators(f), entries: entriesOf(f, w), outOf: f.OutOf,
	}
}

// like is an earlier publication that a new one may share tables with, and the
// results that it was made of.
type like struct {
	results []*result
	world   *value.World
}

// likeFor finds what the publication of a stage can build on: that of the same
// stage before the edit, else that of the round before.
func (g *Graph) likeFor(st *stage) *like {
	switch {
	case st.old != nil:
		return &like{st.old.results, g.published(st.old)}
	case st.prior != nil && st.prior.level != nil:
		return &like{st.prior.results, st.world}
	}
	return nil
}

// differs tells whether a body has another result now.
func (l *like) differs(st *stage, id value.FuncID) bool {
	return l == nil || l.results[id] != st.results[id]
}

// publish makes the tables of the next round from what this round's analyses
// gave, always in the order of bodies.
func (g *Graph) publish(st *stage) *value.World {
	if w := g.republish(st); w != nil {
		return w
	}
	w := g.emptyWorld()
	l := g.likeFor(st)
	for _, fn := range g.Prog.Funcs {
		if isBody(fn) && st.cur[fn.ID] != nil {
			w.Bodies[fn.ID] = st.cur[fn.ID]
		}
	}
	g.each(len(g.Prog.Mods), func(i int) { g.publishModule(st, w, i, l) })
	g.classTables(st, w, l)
	g.publishHints(st, w, l)
	publishFree(st, w)
	publishForeign(st, w)
	publishMutated(st, w)
	g.publishRequests(st, w)
	g.publishEntries(st, w)
	return w
}

func publishMutated(st *stage, w *value.World) {
	for _, r := range st.results {
		if r == nil {
			continue
		}
		for a, given := range r.out.mutated {
			w.Mutated[a] = value.Given(w.Mutated[a], given)
		}
	}
}

// maxRequests bounds the call sites, weighted by a body's size, for which a
// function is analysed under each caller's constants.
const maxRequests = 1 << 18

// publishRequests marks the functions that would be analysed under too many
// contexts: a helper with thousands of callers gets its base summary only.
func (g *Graph) publishRequests(st *stage, w *value.World) {
	st.sites = make([]int32, len(g.Prog.Funcs))
	for _, r := range st.results {
		if r == nil {
			continue
		}
		for k := range r.out.hints {
			st.sites[r.out.hints[k].Fn]++
		}
	}
	for id, n := range st.sites {
		if g.tooMany(value.FuncID(id), n) {
			w.Unspecialised[value.FuncID(id)] = true
		}
	}
}

func (g *Graph) tooMany(id value.FuncID, sites int32) bool {
	return sites > 64 && int(sites)*len(g.Prog.Funcs[id].IR.Instrs) > g.Prog.Budget(maxRequests)
}

// publishModule gives a module's names: what its body exports, joined with
// what functions store; and the defaults and annotations of its functions.
func (g *Graph) publishModule(st *stage, w *value.World, i int, l *like) {
	m := g.Prog.Mods[i]
	end := m.First + value.FuncID(len(m.IR.Funcs))
	same := l != nil
	for id := m.First; id < end && same; id++ {
		same = !l.differs(st, id)
	}
	if same {
		w.Globals[i] = l.world.Globals[i]
		copy(w.Defaults[m.First:end], l.world.Defaults[m.First:end])
		copy(w.Annotations[m.First:end], l.world.Annotations[m.First:end])
		return
	}
	t := map[value.NameID]value.Value{}
	if s := w.Bodies[m.First]; s != nil {
		t = s.ExportsOf(m.First)
	}
	clear(w.Defaults[m.First:end])
	clear(w.Annotations[m.First:end])
	for id := m.First; id < end; id++ {
		r := st.results[id]
		if r == nil {
			continue
		}
		for _, fd := range r.out.funcs {
			if w.Defaults[fd.Fn] != nil { // a further turn of a loop makes it anew
				fd.Defaults = joined(w.Defaults[fd.Fn], fd.Defaults)
				fd.Annotations = joined(w.Annotations[fd.Fn], fd.Annotations)
			}
			w.Defaults[fd.Fn], w.Annotations[fd.Fn] = fd.Defaults, fd.Annotations
		}
		for n, v := range r.out.stores {
			t[n] = value.JoinTables(t[n], v)
		}
	}
	w.Globals[i] = t
	if l == nil {
		return
	}
	if old := l.world.Globals[i]; maps.EqualFunc(t, old, value.Value.Equal) {
		w.Globals[i] = old
	}
	for id := m.First; id < end; id++ {
		w.Defaults[id] = shared(l.world.Defaults[id], w.Defaults[id])
		w.Annotations[id] = shared(l.world.Annotations[id], w.Annotations[id])
	}
}

// joined holds what either of two lists may hold at each place.
func joined(a, b []value.Value) []value.Value {
	out := slices.Clone(a)
	for i := range out {
		out[i] = value.JoinTables(out[i], b[i])
	}
	return out
}

// shared is the new list, or the old one where both are equal.
func shared(old, now []value.Value) []value.Value {
	if sameValues(old, now) {
		return old
	}
	return now
}

// classTables builds the classes: bases, method resolution order, attributes,
// subclasses, and the types that attributes of instances were given.
func (g *Graph) classTables(st *stage, w *value.World, l *like) {
	if l != nil && !g.classesDiffer(st, l) {
		w.Classes = l.world.Classes
		return
	}
	classes := make([]*value.ClassInfo, len(g.Prog.Funcs))
	for _, fn := range g.Prog.Funcs {
		if fn.IR.Kind == ir.FuncClass {
			ci := &value.ClassInfo{ID: fn.ID, Attrs: map[value.NameID]value.Value{}, Cells: map[value.NameID]value.Value{}}
			if s := w.Bodies[fn.ID]; s != nil {
				ci.Attrs = s.ExportsOf(fn.ID)
			}
			ci.Fields = fields(fn)
			classes[fn.ID] = ci
		}
	}
	for _, r := range st.results {
		if r != nil {
			r.out.intoClasses(classes)
		}
	}
	// In order, since a circle of bases is cut where it is entered.
	for id, ci := range classes {
		if ci != nil {
			g.mro(classes, value.FuncID(id), map[value.FuncID]bool{})
		}
	}
	for id, ci := range classes {
		if ci == nil {
			continue
		}
		for _, a := range ci.MRO {
			if c := value.FuncID(a.Payload()); a.Kind() == value.Class && c != value.FuncID(id) && classes[c] != nil {
				classes[c].Subs = append(classes[c].Subs, value.FuncID(id))
			}
		}
	}
	w.Classes = classes
	if l == nil {
		return
	}
	for id, ci := range classes {
		if old := l.world.Classes[id]; ci != nil && old != nil && sameClass(old, ci) {
			classes[id] = old
		}
	}
}

func (o *output) intoClasses(classes []*value.ClassInfo) {
	for _, d := range o.classes {
		if ci := classes[d.Class]; ci != nil {
			ci.Bases = d.Bases
		}
	}
	for c, d := range o.decor {
		if ci := classes[c]; ci != nil {
			ci.Decorators = append(ci.Decorators, d...)
		}
	}
	for _, s := range o.class {
		if ci := classes[s.Class]; ci != nil {
			ci.Cells[s.Name] = value.JoinTables(ci.Cells[s.Name], s.Val)
		}
	}
}

// classesDiffer tells whether what is said of classes is not what it was.
func (g *Graph) classesDiffer(st *stage, l *like) bool {
	if g.change != nil && slices.Contains(g.change.Declared, true) {
		return true
	}
	for id, r := range st.results {
		old := l.results[id]
		if r == old {
			continue
		}
		if r == nil || old == nil || g.Prog.Funcs[id].IR.Kind == ir.FuncClass && (r.sum != old.sum || g.otherFields(value.FuncID(id), l)) {
			return true
		}
		a, b := r.out, old.out
		if len(a.classes)+len(b.classes)+len(a.decor)+len(b.decor)+len(a.class)+len(b.class) == 0 {
			continue
		}
		if !reflect.DeepEqual(a.classes, b.classes) || !reflect.DeepEqual(a.decor, b.decor) || !reflect.DeepEqual(a.class, b.class) {
			return true
		}
	}
	return false
}

// otherFields tells whether the edit gave a class other fields.
func (g *Graph) otherFields(id value.FuncID, l *like) bool {
	if g.change == nil || !g.change.Body[id] {
		return false
	}
	old := l.world.Classes[id]
	return old == nil || !slices.Equal(old.Fields, fields(g.Prog.Funcs[id]))
}

// fields lists the annotated names of a class body, in order.
func fields(fn *value.Fn) []value.NameID {
	type field struct {
		at   uint32
		name value.NameID
	}
	var out []field
	for i := range fn.IR.Instrs {
		in := &fn.IR.Instrs[i]
		if in.Op == ir.OpExport && in.B != ir.NoValue && fn.IR.Instrs[in.B].Op == ir.OpAnnotated {
			out = append(out, field{in.B, fn.Mod.Names[in.A]})
		}
	}
	sort.Slice(out, func(a, b int) bool { return out[a].at < out[b].at })
	names := make([]value.NameID, len(out))
	for i, f := range out {
		names[i] = f.name
	}
	return names
}

// mro computes a class's method resolution order (C3, as Python has it; where
// C3 fails or a base is unknown, depth first with an Unknown atom).
func (g *Graph) mro(classes []*value.ClassInfo, id value.FuncID, open map[value.FuncID]bool) []value.Atom {
	ci := classes[id]
	if ci.MRO != nil || open[id] {
		return ci.MRO
	}
	open[id] = true
	var seqs [][]value.Atom
	var bases []value.Atom
	for _, b := range ci.Bases {
		a := value.AnyAtom
		if len(b) == 1 {
			a = b[0]
		}
		switch a.Kind() {
		case value.Class:
			c := value.FuncID(a.Payload())
			if classes[c] == nil || c == id {
				continue
			}
			seqs = append(seqs, append([]value.Atom(nil), g.mro(classes, c, open)...))
		case value.Ext:
			seqs = append(seqs, []value.Atom{a})
		default:
			a = value.AnyAtom
			seqs = append(seqs, []value.Atom{a})
		}
		bases = append(bases, a)
	}
	seqs = append(seqs, bases)
	ci.MRO = append([]value.Atom{value.ClassAtom(id)}, merge(seqs)...)
	delete(open, id)
	return ci.MRO
}

// maxMRO bounds the classes that one class inherits from; what is behind them
// counts as unknown. Real hierarchies stay far below.
const maxMRO = 256

// merge is the merge step of C3 linearisation. It counts how often a class
// stands behind another one instead of looking for it each time, since a long
// hierarchy would cost the cube of its length.
func merge(seqs [][]value.Atom) []value.Atom {
	behind := map[value.Atom]int{}
	for _, s := range seqs {
		for k := 1; k < len(s); k++ {
			behind[s[k]]++
		}
	}
	var out []value.Atom
	done := map[value.Atom]bool{}
	for {
		pick, ok := head(seqs, behind)
		if !ok {
			return out
		}
		if len(out) == maxMRO {
			return append(out, value.AnyAtom)
		}
		out = append(out, pick)
		done[pick] = true
		for i, s := range seqs {
			for len(s) > 0 && done[s[0]] {
				if s = s[1:]; len(s) > 0 {
					behind[s[0]]--
				}
			}
			seqs[i] = s
		}
	}
}

// head is the first class that stands behind no other one. Where there is
// none, the hierarchy is inconsistent and the first class of all has to do.
func head(seqs [][]value.Atom, behind map[value.Atom]int) (first value.Atom, ok bool) {
	for _, s := range seqs {
		if len(s) == 0 {
			continue
		}
		if behind[s[0]] == 0 {
			return s[0], true
		}
		if !ok {
			first, ok = s[0], true
		}
	}
	return first, ok
}

// maxHints bounds the types that call sites give to one parameter.
const maxHints = 4

// publishHints joins what call sites give to parameters. Where it can build on
// an earlier publication, only functions that some body calls otherwise than
// before are looked at.
func (g *Graph) publishHints(st *stage, w *value.World, l *like) {
	var again set
	if l != nil {
		again = make(set, len(g.Prog.Funcs))
		some := false
		for id, r := range st.results {
			if old := l.results[id]; r != old && (r == nil || old == nil || !sameHints(r.out.hints, old.out.hints)) {
				some = true
				r.calledIn(again)
				old.calledIn(again)
			}
		}
		if !some {
			w.Hints = l.world.Hints
			return
		}
	}
	w.Hints = make([][]value.Value, len(g.Prog.Funcs))
	for id := range w.Hints {
		if l != nil && !again[id] {
			w.Hints[id] = l.world.Hints[id]
		}
	}
	for _, r := range st.results {
		if r == nil {
			continue
		}
		for k := range r.out.hints {
			if h := &r.out.hints[k]; l == nil || again[h.Fn] {
				w.Hints[h.Fn] = joinHint(w.Hints[h.Fn], h)
			}
		}
	}
	for id, have := range w.Hints {
		if l != nil && !again[id] {
			continue
		}
		for i := range have {
			if len(have[i]) > maxHints {
				have[i] = nil
			}
		}
		if l != nil {
			w.Hints[id] = shared(l.world.Hints[id], have)
		}
	}
}

func joinHint(have []value.Value, h *value.CallHint) []value.Value {
	if have == nil {
		have = make([]value.Value, len(h.Types))
	}
	for i, t := range h.Types {
		if i < len(have) && len(have[i]) <= maxHints {
			have[i] = value.JoinTables(have[i], t)
		}
	}
	return have
}

func (r *result) calledIn(out set) {
	if r != nil {
		for k := range r.out.hints {
			out[r.out.hints[k].Fn] = true
		}
	}
}

func sameHints(a, b []value.CallHint) bool {
	return slices.EqualFunc(a, b, func(x, y value.CallHint) bool {
		return x.Fn == y.Fn && slices.EqualFunc(x.Types, y.Types, value.Value.Equal)
	})
}

// publishFree gives the types of the variables that inner bodies use. One that
// was given too many has none.
func publishFree(st *stage, w *value.World) {
	for _, r := range st.results {
		if r == nil {
			continue
		}
		for _, fs := range r.out.free {
			joinOwned(w.Free, fs.Owner, fs.Name, fs.Val)
		}
	}
	for _, t := range w.Free {
		for n, v := range t {
			if len(v) > maxHints {
				delete(t, n)
			}
		}
	}
}

// publishForeign gives what modules' variables are given by other modules.
func publishForeign(st *stage, w *value.World) {
	for _, r := range st.results {
		if r == nil {
			continue
		}
		for _, fs := range r.out.foreign {
			joinOwned(w.Foreign, fs.Mod, fs.Name, fs.Val)
		}
	}
}

// joinOwned adds a value to what a name of an owner may be.
func joinOwned[O comparable](tables map[O]map[value.NameID]value.Value, owner O, name value.NameID, v value.Value) {
	t := tables[owner]
	if t == nil {
		t = map[value.NameID]value.Value{}
		tables[owner] = t
	}
	t[name] = value.JoinTables(t[name], v)
}

// decorators finds the classes that a body decorates.
func decorators(f *value.Facts) map[value.FuncID][]value.Atom {
	var out map[value.FuncID][]value.Atom
	fn := f.IR
	for i := range fn.Instrs {
		in := &fn.Instrs[i]
		if in.Op != ir.OpCall || in.Sub != ir.CallDecorator || in.N != 1 {
			continue
		}
		arg := f.Vals[fn.List(in)[0].Value]
		if len(arg) != 1 || arg[0].Kind() != value.Class {
			continue
		}
		if out == nil {
			out = map[value.FuncID][]value.Atom{}
		}
		c := value.FuncID(arg[0].Payload())
		out[c] = append(out[c], f.Vals[in.A]...)
	}
	return out
}
