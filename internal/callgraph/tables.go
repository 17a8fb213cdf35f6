package callgraph

import (
	"maps"
	"slices"
	"sort"

	"leadline/internal/ir"
	"leadline/internal/value"
)

func isBody(fn *value.Fn) bool { return fn.IR.Kind == ir.FuncModule || fn.IR.Kind == ir.FuncClass }

// publish makes the tables of the next round from what this round's analyses
// gave, always in the order of bodies.
func (g *Graph) publish() {
	old := g.World
	w := *old
	g.World = &w
	g.emptyTables()
	for _, fn := range g.Prog.Funcs {
		if isBody(fn) && g.cur[fn.ID] != nil {
			g.World.Bodies[fn.ID] = g.cur[fn.ID]
		}
	}
	for i := range g.Prog.Mods {
		g.publishModule(i)
	}
	g.classTables()
	g.publishHints()
	g.publishFree()
	for _, o := range g.outs {
		if o == nil {
			continue
		}
		for a := range o.mutated {
			g.World.Mutated[a] = true
		}
	}
	g.publishRequests()
	g.publishEntries()
	g.fresh = g.compare(old, g.World)
}

// maxRequests bounds the call sites, weighted by a body's size, for which a
// function is analysed under each caller's constants.
const maxRequests = 1 << 18

// publishRequests marks the functions that would be analysed under too many
// contexts: a helper with thousands of callers gets its base summary only.
func (g *Graph) publishRequests() {
	sites := make([]int, len(g.Prog.Funcs))
	for _, o := range g.outs {
		if o == nil {
			continue
		}
		for _, h := range o.hints {
			sites[h.Fn]++
		}
	}
	for id, n := range sites {
		if n > 64 && n*len(g.Prog.Funcs[id].IR.Instrs) > maxRequests {
			g.World.Unspecialised[value.FuncID(id)] = true
		}
	}
}

// publishModule gives a module's names: what its body exports, joined with
// what functions store.
func (g *Graph) publishModule(i int) {
	m := g.Prog.Mods[i]
	t := map[value.NameID]value.Value{}
	if s := g.World.Bodies[m.First]; s != nil {
		t = s.ExportsOf(m.First)
	}
	for l := range m.IR.Funcs {
		o := g.outs[m.First+value.FuncID(l)]
		if o == nil {
			continue
		}
		for _, fd := range o.funcs {
			g.World.Defaults[fd.Fn] = fd.Defaults
			g.World.Annotations[fd.Fn] = fd.Annotations
		}
		for n, v := range o.stores {
			t[n] = value.JoinTables(t[n], v)
		}
	}
	g.World.Globals[i] = t
}

// classTables builds the classes: bases, method resolution order, attributes,
// subclasses, and the types that attributes of instances were given.
func (g *Graph) classTables() {
	classes := map[value.FuncID]*value.ClassInfo{}
	for _, fn := range g.Prog.Funcs {
		if fn.IR.Kind == ir.FuncClass {
			ci := &value.ClassInfo{ID: fn.ID, Attrs: map[value.NameID]value.Value{}, Cells: map[value.NameID]value.Value{}}
			if s := g.World.Bodies[fn.ID]; s != nil {
				ci.Attrs = s.ExportsOf(fn.ID)
			}
			ci.Fields = fields(fn)
			classes[fn.ID] = ci
		}
	}
	for _, o := range g.outs {
		if o == nil {
			continue
		}
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
		for _, st := range o.class {
			if ci := classes[st.Class]; ci != nil {
				ci.Cells[st.Name] = value.JoinTables(ci.Cells[st.Name], st.Val)
			}
		}
	}
	// In order, since a circle of bases is cut where it is entered.
	for _, id := range slices.Sorted(maps.Keys(classes)) {
		g.mro(classes, id, map[value.FuncID]bool{})
	}
	for id, ci := range classes {
		for _, a := range ci.MRO {
			if c := value.FuncID(a.Payload()); a.Kind() == value.Class && c != id && classes[c] != nil {
				classes[c].Subs = append(classes[c].Subs, id)
			}
		}
	}
	for _, ci := range classes {
		sort.Slice(ci.Subs, func(a, b int) bool { return ci.Subs[a] < ci.Subs[b] })
	}
	g.World.Classes = classes
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
func (g *Graph) mro(classes map[value.FuncID]*value.ClassInfo, id value.FuncID, open map[value.FuncID]bool) []value.Atom {
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

func (g *Graph) publishHints() {
	hints := g.World.Hints
	for _, o := range g.outs {
		if o == nil {
			continue
		}
		for _, h := range o.hints {
			have := hints[h.Fn]
			if have == nil {
				have = make([]value.Value, len(h.Types))
			}
			for i, t := range h.Types {
				if i < len(have) && len(have[i]) <= maxHints {
					have[i] = value.JoinTables(have[i], t)
				}
			}
			hints[h.Fn] = have
		}
	}
	for _, have := range hints {
		for i := range have {
			if len(have[i]) > maxHints {
				have[i] = nil
			}
		}
	}
}

// publishFree gives the types of the variables that inner bodies use. One that
// was given too many has none.
func (g *Graph) publishFree() {
	for _, o := range g.outs {
		if o == nil {
			continue
		}
		for _, st := range o.free {
			t := g.World.Free[st.Owner]
			if t == nil {
				t = map[value.NameID]value.Value{}
				g.World.Free[st.Owner] = t
			}
			t[st.Name] = value.JoinTables(t[st.Name], st.Val)
		}
	}
	for _, t := range g.World.Free {
		for n, v := range t {
			if len(v) > maxHints {
				delete(t, n)
			}
		}
	}
}

// decorators finds the classes that a body decorates.
func decorators(f *value.Facts) map[value.FuncID][]value.Atom {
	var out map[value.FuncID][]value.Atom
	fn := f.Fn.IR
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
