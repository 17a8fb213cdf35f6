package taint

import (
	"slices"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// call is what a call gives: the results of project functions by their
// summaries, of library functions by their rows, and of anything unknown
// whatever went in.
func (r *run) call(i ir.Value, in *ir.Instr) []Label {
	c := r.fr.CallAt(i)
	if c == nil {
		return nil
	}
	r.fr.Seek(c.Heap)
	ls := r.targets(i, c)
	own := r.ownEntries(c)
	if decisive(own) { // what the project says of its function goes before what the body shows
		ls = nil
	}
	for _, e := range own {
		if decisive([]*model.Entry{e}) {
			ls = r.union(ls, r.library(i, c, e))
		}
	}
	r.putByCall(c)
	other := r.besideTargets(i, c)
	r.looseResult(i, c, other)
	ls = r.union(ls, other)
	r.callSinks(i, in, c)
	return r.union(r.formatted(c, r.lookedUp(c, ls)), r.sharedLookup(c))
}

// besideTargets is what a call gives apart from the results of project functions.
func (r *run) besideTargets(i ir.Value, c *value.CallFact) []Label {
	var ls []Label
	loads, moved := r.fr.Loads[i]
	if moved && (c.Builtin || len(c.Ext) > 0) {
		ls = r.through(loads, whyFlow)
	}
	entries := r.entries(c)
	for _, e := range entries {
		ls = r.union(ls, r.library(i, c, e))
	}
	for k := range c.Passed {
		if inner, e := r.passedTo(c, k); e != nil {
			ls = r.union(ls, r.library(i, inner, e))
		}
	}
	if len(entries) == 0 || c.Unknown && !(len(c.Ext) == 0 && decisive(entries)) {
		ls = r.union(ls, r.unmodelled(i, c, moved))
	}
	return ls
}

// entries are the rows on what a call calls.
func (r *run) entries(c *value.CallFact) []*model.Entry {
	var out []*model.Entry
	for _, n := range c.Ext {
		if e := r.fr.Entry(n); e != nil {
			out = append(out, e)
		}
	}
	if ofRows(out) || c.Method == 0 || c.Recv == ir.NoValue || len(c.Targets) > 0 {
		return out
	}
	members := r.fr.Members(c.RecvVal, c.Method)
	if ofRows(members) {
		return members
	}
	if !r.typedReceiver(c) { // a row on any receiver goes before the code of one class
		if rows := r.models.Method(r.fr.Text(c.Method)); len(rows) > 0 {
			return rows
		}
	}
	if len(out) > 0 {
		return out
	}
	return members
}

// ofRows tells whether rows are among what is known of a call: they go before what was
// found in a library's code.
func ofRows(entries []*model.Entry) bool {
	return slices.ContainsFunc(entries, func(e *model.Entry) bool { return !e.Found })
}

// ownEntries are the rows that a project's models have on its own functions.
func (r *run) ownEntries(c *value.CallFact) []*model.Entry {
	if !r.models.Project() {
		return nil
	}
	var out []*model.Entry
	for k := range c.Targets {
		if e := r.models.Entry(r.fr.World.Prog.Funcs[c.Targets[k].Fn].Qualname()); e != nil {
			out = append(out, e)
		}
	}
	return out
}

// decisive tells whether rows say what the result carries.
func decisive(entries []*model.Entry) bool {
	for _, e := range entries {
		if !e.Clean && len(e.Propagators)+len(e.CallSources)+len(e.Sanitizers) == 0 {
			return false
		}
	}
	return len(entries) > 0
}

// unmodelled passes everything that goes into a call on to its result.
func (r *run) unmodelled(i ir.Value, c *value.CallFact, moved bool) []Label {
	if c.Builtin && moved {
		return nil
	}
	if len(c.Ext) > 0 && len(r.entries(c)) > 0 {
		return nil
	}
	if !c.Unknown && len(c.Ext) == 0 {
		return nil
	}
	w := whyUnknown
	if c.Builtin {
		w = whyFlow
	}
	ls := r.everything(i, c)
	ls = step(ls, noDef, w)
	for k := range ls {
		if w == whyUnknown && ls[k].Unknown < 250 {
			ls[k].Unknown++
		}
	}
	return r.reFrom(ls, c)
}

// reFrom gives labels that came from arguments the definition that they came
// from, for the recorded way.
func (r *run) reFrom(ls []Label, c *value.CallFact) []Label {
	var carried [][]Label
	for k := range ls {
		if ls[k].From != noDef {
			continue
		}
		if carried == nil {
			for n := range c.Call.Args {
				a := &c.Call.Args[n]
				carried = append(carried, r.deepOf(a.Val, a.Defs()))
			}
		}
		ls[k].From = carrier(carried, ls[k].Origin, c)
	}
	return ls
}

// carrier finds the argument (or receiver) that carries an origin.
func carrier(carried [][]Label, origin uint32, c *value.CallFact) value.Def {
	for _, ls := range carried {
		for _, l := range ls {
			if l.Origin == origin {
				return l.From
			}
		}
	}
	if c.Recv != ir.NoValue {
		return c.Recv
	}
	return noDef
}

// everything are the labels of all arguments and of the receiver.
func (r *run) everything(i ir.Value, c *value.CallFact) []Label {
	var ls []Label
	for k := range c.Call.Args {
		a := &c.Call.Args[k]
		ls = r.unite(ls, r.deepOf(a.Val, a.Defs()))
	}
	if c.Recv != ir.NoValue {
		ls = r.unite(ls, r.deepOf(c.RecvVal, []value.Def{c.Recv}))
	} else if in := &r.f.Instrs[i]; in.Op == ir.OpCall && !c.Builtin && len(c.Ext) == 0 {
		ls = r.unite(ls, r.own([]value.Def{in.A}))
	}
	return ls
}

// library applies the rows on one library function.
func (r *run) library(i ir.Value, c *value.CallFact, e *model.Entry) []Label {
	var ls []Label
	for k := range e.CallSources {
		s := &e.CallSources[k]
		if s.Arg == nil && r.fr.Holds(c.Call, s.When) {
			ls = r.union(ls, r.source(i, s, e.Name+"()"))
		}
	}
	if _, moved := r.fr.Loads[i]; c.Builtin && moved {
		return ls
	}
	flows, decided := r.sanitized(c, e)
	ls = r.union(ls, flows)
	switch {
	case e.Clean, decided:
		return ls
	case len(e.Propagators) > 0:
		return r.union(ls, r.propagated(c, e))
	case len(e.CallSources) > 0 && len(e.Sanitizers) == 0 && e.Returns == "":
		return ls
	}
	return r.union(ls, r.reFrom(step(r.everything(i, c), noDef, whyLibrary), c))
}

// sanitized are the results of sanitizer rows; decided when one applied. Rows of one
// argument that hold together say together what it is clean of.
func (r *run) sanitized(c *value.CallFact, e *model.Entry) (ls []Label, decided bool) {
	held := make([]bool, len(e.Sanitizers))
	for k := range e.Sanitizers {
		held[k] = r.fr.Holds(c.Call, e.Sanitizers[k].When)
	}
	for k := range e.Sanitizers {
		if !held[k] {
			continue
		}
		decided = true
		s := &e.Sanitizers[k]
		cleans := s.Cleans
		for j := k + 1; j < len(held); j++ {
			if o := &e.Sanitizers[j]; held[j] && o.Arg.Same(&s.Arg) {
				cleans, held[j] = cleans|o.Cleans, false
			}
		}
		for _, a := range r.argsOf(c, s.Arg) {
			ls = r.union(ls, cleaned(r.passed(a, whyLibrary), cleans, 0))
		}
	}
	return ls, decided
}

func (r *run) propagated(c *value.CallFact, e *model.Entry) []Label {
	var ls []Label
	for k := range e.Propagators {
		p := &e.Propagators[k]
		if !p.To.Return || !r.fr.Holds(c.Call, p.When) {
			continue
		}
		w := whyLibrary
		if p.Unsure {
			w = whyUnknown
		}
		for _, a := range r.argsOf(c, p.From) {
			ls = r.union(ls, cleaned(r.passed(a, w), p.Cleans, p.Resets))
		}
	}
	return ls
}

// passed are an argument's labels as they leave the call.
func (r *run) passed(a value.CallArg, w why) []Label {
	ls := r.deepOf(a.Val, a.Defs())
	out := make([]Label, len(ls))
	for i, l := range ls {
		l.Why = w
		if w == whyUnknown {
			l.Unknown = addCapped(l.Unknown, 1)
		}
		if l.Steps < 1<<15 {
			l.Steps++
		}
		out[i] = l
	}
	return out
}

// argsOf are the arguments that a row names.
func (r *run) argsOf(c *value.CallFact, a model.Arg) []value.CallArg {
	var out []value.CallArg
	switch {
	case a.Any:
		out = append(out, c.Call.Args...)
	case a.From >= 0 && a.Pos < 0 && !a.Self:
		n := 0
		for _, x := range c.Call.Args {
			if x.Name == 0 {
				if n >= a.From || x.Star != 0 {
					out = append(out, x)
				}
				n++
			}
		}
	default:
		if x := r.fr.ArgOf(c.Call, a); x != nil {
			out = append(out, *x)
		} else if x := r.starred(c, a); x != nil {
			out = append(out, *x)
		}
	}
	return out
}

// starred is a * or ** argument that may hold the one that a row names.
func (r *run) starred(c *value.CallFact, a model.Arg) *value.CallArg {
	if a.Item != "" {
		return nil
	}
	for k := range c.Call.Args {
		x := &c.Call.Args[k]
		if x.Star == 1 && a.Pos >= 0 || x.Star == 2 && len(a.Names) > 0 {
			return x
		}
	}
	return nil
}

// targets applies the summaries of the project functions that a call may enter.
func (r *run) targets(i ir.Value, c *value.CallFact) []Label {
	var ls []Label
	sums := make([]*Summary, len(c.Targets))
	for k := range c.Targets {
		t := &c.Targets[k]
		r.forgetPaths()
		s := r.sums.Of(t.Fn, t.Ctx, r.fr.Depth()+1)
		sums[k] = s
		if s == nil { // a recursive callee in the first sweep, or one out of reach
			continue
		}
		var got []Label
		for n := range s.Ret {
			got = r.mapped(got, c, t, &s.Ret[n], -1)
		}
		if t.Result == 0 {
			ls = r.union(ls, got)
		} else if len(got) > 0 {
			r.setExtra(t.Result, got)
		}
		r.passSinks(i, c, k, s)
		r.passGlobals(i, c, k, s)
		r.effects(i, c, k, s)
		r.storedByCallee(c, t, s)
	}
	r.calls[i] = sums
	return ls
}

// setExtra joins labels into a definition that is no instruction.
func (r *run) setExtra(d value.Def, ls []Label) {
	if int(d) >= len(r.labels) {
		r.grow()
	}
	r.set(d, ls)
}

// implicit is a special method called by an operator or attribute.
func (r *run) implicit(i ir.Value) []Label {
	c := r.fr.CallAt(i)
	r.fr.Seek(c.Heap)
	ls := r.targets(i, c)
	r.looseResult(i, c, nil)
	return ls
}

// effects gives the definitions that stand for a call's stores, and for what fills the
// holes of texts that it gives, their labels.
func (r *run) effects(i ir.Value, c *value.CallFact, target int, s *Summary) {
	t := &c.Targets[target]
	for _, n := range r.stores[i] {
		e := &r.fr.Extra[n]
		if int(e.Target) != target {
			continue
		}
		var ls []Label
		from, slot := r.filled, int32(-1)
		if e.Kind == value.ExtraEffect {
			from, slot = r.slot, int32(e.Slot)
		}
		carried := from(s, t, int(e.Slot))
		for k := range carried {
			ls = r.mapped(ls, c, t, &carried[k], slot)
		}
		if len(ls) > 0 {
			r.set(value.Def(len(r.f.Instrs)+n), ls)
			if e.Kind == value.ExtraEffect {
				r.intoShared(t, int(e.Slot), ls)
			}
		}
	}
}

// intoShared: what a callee puts into a container that it is given, when that is one of
// a module, may be read wherever the container is named.
func (r *run) intoShared(t *value.Target, slot int, ls []Label) {
	if t.Sum == nil || slot >= len(t.Sum.Slots) {
		return
	}
	sl := &t.Sum.Slots[slot]
	if !sl.Key.IsItem() && sl.Key != value.KeyStar || int(sl.Obj) >= len(t.Objs) {
		return
	}
	ids, _ := r.fr.ObjectsOf(t.Objs[sl.Obj])
	for _, id := range ids {
		switch r.fr.Kind(id) {
		case value.ObjList, value.ObjDict, value.ObjSet: // what an instance holds by other names is not told apart
			r.intoGlobals(r.fr.ObjectValue(id), sl.Key, ls)
		}
	}
}

// alike remembers whether the last two summaries that were compared are equal.
type alike struct {
	a, b  *value.Summary
	equal bool
}

func (m *alike) of(a, b *value.Summary) bool {
	if m.a != a || m.b != b {
		*m = alike{a, b, b != nil && a.Equal(b)}
	}
	return m.equal
}

// slot finds the labels of a slot of the value summary that the caller saw.
func (r *run) slot(s *Summary, t *value.Target, n int) []SlotLabels {
	if r.alike.of(s.Value, t.Sum) {
		if n < len(s.Slots) {
			return s.Slots[n]
		}
		return nil
	}
	if t.Sum == nil || n >= len(t.Sum.Slots) { // left by an earlier visit that saw another summary
		return nil
	}
	want := &t.Sum.Slots[n]
	for k := range s.Value.Slots {
		have := &s.Value.Slots[k]
		if have.Key == want.Key && k < len(s.Slots) && samePlace(s.Value, have.Obj, t.Sum, want.Obj) {
			return s.Slots[k]
		}
	}
	return nil
}

func samePlace(a *value.Summary, x int32, b *value.Summary, y int32) bool {
	for x >= 0 && y >= 0 {
		p, q := &a.Objs[x], &b.Objs[y]
		if p.Kind != q.Kind || p.Param != q.Param || p.Key != q.Key {
			return false
		}
		x, y = p.Parent, q.Parent
	}
	return x == y
}

// mapped joins what a label of a callee is here into a list of the caller's own.
func (r *run) mapped(ls []Label, c *value.CallFact, t *value.Target, l *SlotLabels, slot int32) []Label {
	o := l.Origin
	if o.Kind != FromParam && o.Kind != FromEnv {
		r.scratch = append(r.scratch[:0], Label{Origin: r.origin(*o), Clean: l.Clean, Drop: l.Drop, Steps: l.Steps + 1, Unknown: l.Unknown, From: noDef, Why: whyCall})
	} else {
		from := r.path(c, t, o)
		r.scratch = r.scratch[:0]
		for _, x := range from {
			x.Clean = x.Clean&^l.Drop | l.Clean
			x.Drop |= l.Drop
			x.Why = whyCall
			x.Unknown = addCapped(x.Unknown, l.Unknown)
			x.Steps += l.Steps + 1
			r.scratch = append(r.scratch, x)
		}
	}
	r.work += len(ls) + len(r.scratch)
	if covers(ls, r.scratch) {
		return ls
	}
	inner := &link{fn: t.Fn, ctx: t.Ctx, slot: slot, origin: o}
	for k := range r.scratch {
		r.scratch[k].Inner = inner
	}
	return joinInto(ls, r.scratch, r.budget(maxOrigins))
}

func addCapped(a, b uint8) uint8 {
	if int(a)+int(b) > 250 {
		return 250
	}
	return a + b
}

// path are the labels at a call of what a callee reaches by a path from a
// parameter or from its environment.
func (r *run) path(c *value.CallFact, t *value.Target, o *Origin) []Label {
	k := pathKey{o.Kind, o.Param, o.Path, o.Own}
	if r.walked && r.lastPath == k { // what a callee does with one path lies side by side
		return r.lastLabels
	}
	ls, ok := r.paths[k]
	if !ok {
		ls = r.walkPath(c, t, o)
		r.paths[k] = ls
	}
	r.walked, r.lastPath, r.lastLabels = true, k, ls
	return ls
}

// forgetPaths forgets the paths of the target before.
func (r *run) forgetPaths() {
	clear(r.paths)
	r.walked = false
	r.walk.kept = r.walk.kept[:0]
}

// walkMemory is where the labels of paths lie, used again for each target: what
// they tell is copied from there.
type walkMemory struct {
	path, cell []Label // of the path that is walked
	kept       []Label // of those that were
}

// pathKey names a path for the targets of one call.
type pathKey struct {
	kind  OriginKind
	param int32
	path  string
	own   bool
}

func (r *run) walkPath(c *value.CallFact, t *value.Target, o *Origin) []Label {
	var v value.Value
	var ds []value.Def
	if o.Kind == FromEnv {
		v = t.Env
	} else if int(o.Param) < len(t.Params) {
		v, ds = t.Params[o.Param].Val, t.Params[o.Param].Defs
	}
	r.fr.Seek(t.Heap)
	w := &r.walk
	ls := r.ownIn(w.path[:0], ds)
	for n := 0; n < len(o.Path); n += keySize {
		key := keyAt(o.Path, n)
		if !key.IsAttr() { // attributes may be set by names that nobody knows
			ls = r.ownOnly(ls, v)
		}
		next, cell := r.fr.ChildCell(v, key)
		if key.IsAttr() {
			ls = r.cellsBehind(ls, v, len(cell) == 0, key)
		}
		w.cell = r.ownIn(w.cell[:0], cell)
		if ls = r.unite(ls, w.cell); len(w.cell) > 0 && len(ls) == len(w.cell) && &ls[0] == &w.cell[0] {
			w.cell = nil // it is the path's now
		}
		v = next
	}
	if v.Known() {
		return nil
	}
	switch {
	case o.Own:
		ls = r.ownOnly(ls, v)
	case len(o.Path) >= fullPath:
		ls = r.all(ls, v)
	default:
		n := 0
		ls = r.items(ls, v, 0, &n)
	}
	if len(ls) > 0 && len(ds) == 1 && len(o.Path) > 0 {
		ls = r.ofOption(ls, ds[0], keyAt(o.Path, 0))
	}
	if w.path = ls; len(ls) == 0 {
		return nil
	}
	from := len(w.kept)
	w.kept = append(w.kept, ls...)
	return w.kept[from:len(w.kept):len(w.kept)]
}

// callee names what a call calls, for messages.
func (r *run) callee(i ir.Value, c *value.CallFact) string {
	if len(c.Ext) > 0 {
		n := r.fr.Text(c.Ext[0])
		return strings.TrimPrefix(n, "builtins.")
	}
	if len(c.Targets) > 0 {
		return r.fr.World.Prog.Funcs[c.Targets[0].Fn].Qualname()
	}
	if c.Method != 0 {
		return r.fr.Text(c.Method)
	}
	return ""
}
