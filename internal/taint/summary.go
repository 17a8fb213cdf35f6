package taint

import (
	"cmp"
	"slices"
	"strings"

	"leadline/internal/callgraph"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// finish turns the labels into the summary that callers use.
func (r *run) finish() {
	s := r.sum
	ret := r.fr.RetDefs
	for _, d := range ret {
		r.facts = r.returnFacts(d)
		s.Ret = r.addSlot(s.Ret, r.deepAtExit(d))
	}
	r.holes()
	r.slots()
	if r.f.Generator {
		r.yields()
	}
	s.Ret = slices.Clone(s.Ret)
	s.sort()
	r.predicatesOf()
}

// sort puts labels in the order of what they come from: the numbers of origins
// tell only what the body met first.
func (s *Summary) sort() {
	slices.SortFunc(s.Ret, byOrigin)
	slices.SortFunc(s.Loose, byOrigin)
	for _, slots := range [][][]SlotLabels{s.Slots, s.Holes} {
		for _, slot := range slots {
			slices.SortFunc(slot, byOrigin)
		}
	}
}

func byOrigin(x, y SlotLabels) int {
	a, b := x.Origin, y.Origin
	if c := cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Param, b.Param), cmp.Compare(a.Mod, b.Mod), strings.Compare(a.Path, b.Path), ownLast(a, b)); c != 0 || a.Kind != FromSource {
		return c
	}
	return cmp.Or(cmp.Compare(a.Fn.ID, b.Fn.ID), cmp.Compare(a.At, b.At), cmp.Compare(a.Data, b.Data))
}

// ownLast puts the narrower of two origins of one path behind the other.
func ownLast(a, b *Origin) int {
	switch {
	case a.Own == b.Own:
		return 0
	case a.Own:
		return 1
	}
	return -1
}

// slots fills the slots, which lie side by side in memory of just their size:
// summaries are most of what a scan keeps.
func (r *run) slots() {
	n := 0
	for _, ds := range r.fr.SlotDefs {
		for _, d := range ds {
			if int(d) < len(r.labels) {
				n += len(r.labels[d])
			}
		}
	}
	all := make([]SlotLabels, 0, n)
	var slot []SlotLabels
	ends := make([]int, len(r.fr.SlotDefs))
	for n, ds := range r.fr.SlotDefs {
		slot = slot[:0]
		for _, d := range ds {
			if int(d) < len(r.labels) {
				slot = r.addSlot(slot, retain(r.labels[d], d))
			}
		}
		r.cellEdges(n, slot)
		r.heldAtFirst(n, slot)
		all = append(all, slot...)
		ends[n] = len(all)
	}
	if len(all) < cap(all) {
		all = slices.Clone(all)
	}
	r.sum.Slots = make([][]SlotLabels, len(ends))
	from := 0
	for n, to := range ends {
		if to > from {
			r.sum.Slots[n] = all[from:to:to]
		}
		from = to
	}
}

// forgetWays drops what only a body that is told step by step needs of labels
// that are returned or stored.
func (s *Summary) forgetWays() {
	forget := func(ls []SlotLabels) {
		for k := range ls {
			ls[k].Inner = nil
		}
	}
	forget(s.Ret)
	forget(s.Loose)
	for _, slot := range s.Slots {
		forget(slot)
	}
	for _, hole := range s.Holes {
		forget(hole)
	}
}

// yields: iterating the generator gives what it yields; the labels of the
// yields also count as the result's own, for consumers that take it whole.
func (r *run) yields() {
	for i := range r.f.Instrs {
		in := &r.f.Instrs[i]
		if (in.Op == ir.OpYield || in.Op == ir.OpYieldFrom) && in.A != ir.NoValue && r.fr.Vals[i] != nil {
			r.sum.Ret = r.addSlot(r.sum.Ret, retain(r.labels[in.A], in.A))
		}
	}
}

// deepAtExit are the labels of a returned value, its items among them.
func (r *run) deepAtExit(d value.Def) []Label {
	if int(d) >= len(r.f.Instrs) {
		return nil
	}
	r.fr.Seek(r.fr.Exit)
	ls := r.own([]value.Def{d})
	if r.returnsObject(r.fr.Vals[d]) {
		return r.ownOnly(ls, r.fr.Vals[d]) // its cells are slots, or the caller's
	}
	n := 0
	return r.items(ls, r.fr.Vals[d], 0, &n)
}

func (r *run) returnsObject(v value.Value) bool {
	_, all := r.fr.ObjectsOf(v)
	return all
}

// returnFacts are the facts where a value is returned: what every return of it
// agrees on.
func (r *run) returnFacts(d value.Def) facts {
	var out facts
	first := true
	for b := range r.f.Blocks {
		blk := &r.f.Blocks[b]
		if blk.Term != ir.TermReturn || blk.Cond != d || !r.fr.Reached[b] {
			continue
		}
		fs := r.exitFacts(uint32(b), blk)
		if first {
			out, first = fs, false
		} else {
			out = out.Join(fs, factsMeet)
		}
	}
	return out
}

// exitFacts replays a block for the facts at its end.
func (r *run) exitFacts(b uint32, blk *ir.Block) facts { return r.enter(b, blk) }

func (r *run) addSlot(have []SlotLabels, ls []Label) []SlotLabels {
next:
	for _, l := range ls {
		o := r.origins[l.Origin]
		for k := range have {
			if have[k].Label.Origin == l.Origin {
				have[k].Label = meet(have[k].Label, l)
				continue next
			}
		}
		if len(have) < r.budget(maxOrigins) {
			have = append(have, SlotLabels{Origin: o, Label: l})
		}
	}
	return have
}

// cellEdges: data that a method itself puts into an attribute of its instance
// reaches every method that reads it.
func (r *run) cellEdges(slot int, ls []SlotLabels) {
	sl := &r.fr.Sum.Slots[slot]
	o := &r.fr.Sum.Objs[sl.Obj]
	if !r.fr.Fn.Receives || o.Kind != value.ObjPath || o.Param != 0 || o.Parent >= 0 || !sl.Key.IsAttr() {
		return
	}
	to := Origin{Kind: FromCell, Mod: uint32(r.fr.Fn.Owner), Path: encodePath([]value.Key{sl.Key})}
	for _, l := range ls {
		if l.Origin.Kind == FromSource || l.Origin.Kind == FromParam && l.Origin.Param != 0 {
			r.sum.Globals = append(r.sum.Globals, GlobalEdge{Label: l.Label, From: *l.Origin, To: to, Call: ir.NoValue})
		}
	}
}

// edgeKey names an edge by the number of its origin and that of where it leads.
type edgeKey struct{ origin, to uint32 }

// variable is the number of a variable that data is stored in.
func (r *run) variable(k originKey) uint32 { return numbered(r.variables, k) }

// numbered is the number of a key, the next one where it has none.
func numbered[K comparable](numbers map[K]uint32, k K) uint32 {
	n, ok := numbers[k]
	if !ok {
		n = uint32(len(numbers))
		numbers[k] = n
	}
	return n
}

// hasGlobal tells whether an edge is there, and makes it as clean as this one is
// too. Where there is room for no more there is nothing to add either.
func (r *run) hasGlobal(origin, target uint32, clean model.Bits) bool {
	if n, ok := r.globals[edgeKey{origin, target}]; ok {
		r.sum.Globals[n].Clean &= clean
		return true
	}
	return len(r.sum.Globals) >= r.budget(maxSinks)
}

func (r *run) addGlobal(e GlobalEdge, target uint32) {
	r.globals[edgeKey{e.Origin, target}] = len(r.sum.Globals)
	r.sum.Globals = append(r.sum.Globals, e)
	r.changed = true
}

// passGlobals carries a callee's stores of its parameters to what the call
// gives them.
func (r *run) passGlobals(i ir.Value, c *value.CallFact, target int, s *Summary) {
	t := &c.Targets[target]
	for k := range s.Globals {
		e := &s.Globals[k]
		if e.From.Kind != FromParam && e.From.Kind != FromEnv || e.To.Kind == FromCell && e.To.Param != ofClass {
			continue
		}
		ls := r.path(c, t, &e.From)
		if len(ls) == 0 {
			continue
		}
		to := r.variable(e.To.key())
		for _, l := range ls {
			clean := l.Clean&^e.Drop | e.Clean
			if r.hasGlobal(l.Origin, to, clean) {
				continue
			}
			n := GlobalEdge{Label: l, From: *r.origins[l.Origin], To: e.To, Call: i, Target: target, Inside: &e.From}
			n.Clean, n.Drop = clean, l.Drop|e.Drop
			r.addGlobal(n, to)
		}
	}
}

// predicatesOf finds what a truthy and a falsy result say of the parameters, and
// what its returning at all does.
func (r *run) predicatesOf() {
	for _, outcome := range []bool{true, false} {
		if fs, ok := r.resultFacts(outcome); ok {
			r.sum.Predicates = append(r.sum.Predicates, r.ofParams(fs, outcome)...)
		}
	}
	var all facts
	first := true
	for b := range r.f.Blocks {
		if blk := &r.f.Blocks[b]; blk.Term == ir.TermReturn && r.fr.Reached[b] {
			if fs := r.exitFacts(uint32(b), blk); first {
				all, first = fs, false
			} else {
				all = all.Join(fs, factsMeet)
			}
		}
	}
	r.sum.Returned = append(r.ofParams(all, true), r.ofAttributes(all)...)
	r.derived()
}

// derived finds what the result tells of the parameters that it is made of: when it is
// one of a fixed set, and when a part of it is proved safe.
func (r *run) derived() {
	var listed, whole facts
	first := true
	for b := range r.f.Blocks {
		blk := &r.f.Blocks[b]
		if blk.Term != ir.TermReturn || !r.fr.Reached[b] {
			continue
		}
		v := blk.Cond
		l, w := r.allow(facts{}, v, r.allowed, 0), r.backwards(facts{}, v, r.allowed)
		if first {
			listed, whole, first = l, w, false
		} else {
			listed, whole = listed.Join(l, factsMeet), whole.Join(w, factsMeet)
		}
	}
	r.sum.Listed = r.ofParams(listed, true)
	for _, p := range r.ofParams(whole, true) {
		r.sum.Whole = append(r.sum.Whole, p.Origin.Param)
	}
}

// ofParams are the facts that speak of parameters.
func (r *run) ofParams(fs facts, outcome bool) []Predicate {
	var out []Predicate
	for i := range r.f.Instrs {
		in := &r.f.Instrs[i]
		if in.Op != ir.OpParam {
			continue
		}
		if bits, ok := fs.Get(uint64(r.canon1(value.Def(i)))); ok {
			out = append(out, Predicate{Origin: Origin{Kind: FromParam, Param: int32(in.A)}, Outcome: outcome, Cleans: bits})
		}
	}
	return out
}

// ofAttributes are the facts that speak of attributes of parameters.
func (r *run) ofAttributes(fs facts) []Predicate {
	var out []Predicate
	for i := range r.f.Instrs {
		in := &r.f.Instrs[i]
		if in.Op != ir.OpAttr || r.canon1(value.Def(i)) != value.Def(i) || r.f.Instrs[in.A].Op != ir.OpParam {
			continue
		}
		if bits, ok := fs.Get(uint64(i)); ok {
			path := encodePath([]value.Key{value.AttributeKey(r.fr.Fn.Mod.Names[in.B])})
			out = append(out, Predicate{Origin: Origin{Kind: FromParam, Param: int32(r.f.Instrs[in.A].A), Path: path}, Outcome: true, Cleans: bits})
		}
	}
	return out
}

func (r *run) resultFacts(outcome bool) (facts, bool) {
	var out facts
	first := true
	for b := range r.f.Blocks {
		blk := &r.f.Blocks[b]
		if blk.Term != ir.TermReturn || !r.fr.Reached[b] {
			continue
		}
		t, f := r.fr.Truth(r.fr.Vals[blk.Cond])
		if outcome && !t || !outcome && !f {
			continue
		}
		fs := r.assume(r.exitFacts(uint32(b), blk), blk.Cond, outcome, 0)
		if first {
			out, first = fs, false
		} else {
			out = out.Join(fs, factsMeet)
		}
	}
	return out, !first
}

// entry is how the body is entered from outside, or nil.
func (r *run) entry() *callgraph.Entry { return r.sums.Entry(r.fr.Fn.ID) }
