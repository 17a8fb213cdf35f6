package taint

import (
	"iter"
	"slices"
	"sort"

	"leadline/internal/ir"
	"leadline/internal/lattice"
	"leadline/internal/model"
	"leadline/internal/value"
)

// run is the analysis of one body under one context.
type run struct {
	fr        *value.Frame
	f         *ir.Func
	models    *model.Set
	sums      Summaries
	origins   []*Origin
	byKey     map[originKey]uint32
	labels    [][]Label // per definition
	facts     facts     // on the current path
	canon     []value.Def
	edge      []facts // per edge, as the predecessor leaves it
	sites     map[siteKey]uint32
	sinks     map[edgeKey]int // origin and site -> of sum.Sinks
	variables map[originKey]uint32
	globals   map[edgeKey]int // origin and target -> of sum.Globals
	sum       *Summary
	changed   bool
	// read marks the definitions that were looked at in this sweep. again is set
	// when something of what the sweep looked at became another afterwards: only
	// then would a further sweep find more.
	read    []bool
	again   bool
	always  model.Bits
	numeric model.Bits
	allowed model.Bits
	// extension holds the clean kinds that a test of an attribute gives to the
	// object: an uploaded file whose name was tested.
	extension model.Bits
	calls     map[ir.Value][]*Summary
	loose     map[value.Def][]Label   // what calls give beside texts of known shape
	turns     map[ir.Value]model.Bits // by iterator: what each item that did not leave its loop lacks
	work      int                     // labels looked at, a budget
	paths     map[pathKey][]Label     // of the target under evaluation
	// lastPath is the path that was asked for last, if any was.
	lastPath   pathKey
	lastLabels []Label
	walked     bool
	walk       walkMemory
	stores     map[ir.Value][]int      // per call, the Extra entries that stand for its stores and holes
	owns       map[value.Def]value.Def // what an instruction's value carries itself, by the instruction
	alike      alike
	scratch    []Label
	// shown notes what sinks are given, where that is asked for, and promised what the
	// framework that calls the body sees to of its parameters.
	showing  bool
	shown    []Shown
	promised []model.Bits
}

// facts are the clean kinds that hold for a (canonical) definition on a path.
type facts = lattice.Map[model.Bits]

var factsMeet = &lattice.Merge[model.Bits]{
	Both: func(_ uint64, a, b model.Bits) (model.Bits, bool) { return a & b, a&b != a },
	Left: func(uint64, model.Bits) (model.Bits, bool) { return 0, false },
	Right: func(uint64, model.Bits) (model.Bits, bool) {
		return 0, false
	},
}

// Summarize computes what a body does to labels. fr is its finished value
// analysis.
func Summarize(fr *value.Frame, sums Summaries) *Summary {
	sum := analyze(fr, sums).sum
	sum.forgetWays()
	return sum
}

func analyze(fr *value.Frame, sums Summaries) *run {
	r := newRun(fr, sums)
	r.solve()
	return r
}

func newRun(fr *value.Frame, sums Summaries) *run {
	r := &run{
		fr: fr, f: fr.F, models: fr.World.Prog.Models, sums: sums,
		byKey: map[originKey]uint32{}, sites: map[siteKey]uint32{}, sinks: map[edgeKey]int{}, variables: map[originKey]uint32{}, globals: map[edgeKey]int{},
		calls: map[ir.Value][]*Summary{}, paths: map[pathKey][]Label{}, stores: map[ir.Value][]int{}, owns: map[value.Def]value.Def{},
		sum: &Summary{Fn: fr.Fn, Value: fr.Sum},
	}
	r.numeric, _ = r.models.CleanBit("numeric")
	r.allowed, _ = r.models.CleanBit("allow-listed")
	r.always = r.models.Always
	r.extension, _ = r.models.CleanBit("extension-checked")
	r.labels = make([][]Label, len(r.f.Instrs)+len(fr.Extra))
	r.read = make([]bool, len(r.labels))
	r.edge = make([]facts, len(r.f.Edges))
	r.canonical()
	return r
}

// solve visits the body until nothing changes, and makes its summary.
func (r *run) solve() {
	r.start()
	sweeps := r.budget(maxSweeps)
	for n := 0; n < sweeps; n++ {
		r.changed, r.again = false, false
		clear(r.read)
		r.shown = r.shown[:0]
		r.sweep()
		if !r.changed || !r.again || r.sum.OutOf != "" {
			break
		}
		if n == sweeps-1 {
			r.sum.OutOf = "taint-sweeps"
		}
	}
	r.finish()
}

// budget is one of the limits of a body, as this program's are multiplied.
func (r *run) budget(n int) int { return r.fr.World.Prog.Budget(n) }

// start gives every symbolic definition its origin.
func (r *run) start() {
	for n := range r.fr.Extra {
		r.startOne(n)
	}
}

func (r *run) startOne(n int) {
	e := &r.fr.Extra[n]
	d := value.Def(len(r.f.Instrs) + n)
	switch e.Kind {
	case value.ExtraInitial:
		r.labels[d] = []Label{{Origin: r.origin(r.pathOrigin(e.Object)), From: noDef}}
	case value.ExtraOwn:
		r.owns[e.Call] = d
		if k := int(e.Call) - len(r.f.Instrs); k >= 0 { // of what a path held at entry
			o := r.pathOrigin(r.fr.Extra[k].Object)
			o.Own = true
			r.labels[d] = []Label{{Origin: r.origin(o), From: noDef}}
		}
	case value.ExtraEffect, value.ExtraHole:
		r.stores[e.Call] = append(r.stores[e.Call], n)
	case value.ExtraGlobal:
		r.labels[d] = r.heldBy(e.Object, e.Key)
	}
}

// grow gives origins to the definitions that reading made: a path that only a
// callee walks, x.name of a parameter x that is handed on, has none before.
func (r *run) grow() {
	for n := len(r.labels) - len(r.f.Instrs); n < len(r.fr.Extra); n++ {
		r.labels, r.read = append(r.labels, nil), append(r.read, false)
		r.startOne(n)
	}
}

func (r *run) origin(o Origin) uint32 {
	k := o.key()
	if id, ok := r.byKey[k]; ok {
		return id
	}
	id := uint32(len(r.origins))
	r.origins = append(r.origins, &o)
	r.byKey[k] = id
	return id
}

func (r *run) pathOrigin(obj uint32) Origin {
	param, keys := r.fr.PathOf(obj)
	o := Origin{Kind: FromParam, Param: param, Path: encodePath(keys)}
	if param < 0 {
		o.Kind = FromEnv
	}
	return o
}

func encodePath(keys []value.Key) string {
	b := make([]byte, 0, 4*len(keys))
	for _, k := range keys {
		b = append(b, byte(k>>24), byte(k>>16), byte(k>>8), byte(k))
	}
	return string(b)
}

// keySize is the length of one key in an encoded path.
const keySize = 4

func keyAt(path string, n int) value.Key {
	return value.Key(path[n])<<24 | value.Key(path[n+1])<<16 | value.Key(path[n+2])<<8 | value.Key(path[n+3])
}

// sweep visits the reached blocks in order once.
func (r *run) sweep() {
	for b := range r.f.Blocks {
		if !r.fr.Reached[b] {
			continue
		}
		blk := &r.f.Blocks[b]
		r.facts = r.enter(uint32(b), blk)
		for i := blk.First; i < blk.End; i++ {
			if r.fr.Vals[i] != nil || r.fr.CallAt(i) != nil {
				r.transfer(i)
				r.returned(i)
			}
			if r.work > r.budget(maxWork) {
				r.sum.OutOf = "taint-labels"
				return
			}
		}
		r.leave(uint32(b), blk)
	}
}

// returned adds what a call's having returned at all proves: int(x) did not raise.
func (r *run) returned(i ir.Value) {
	c := r.fr.CallAt(i)
	if c == nil || r.f.Instrs[i].Op != ir.OpCall {
		return
	}
	for _, e := range r.entries(c) {
		if len(e.Guards) > 0 {
			r.fr.Seek(c.Heap)
			r.facts = r.callGuards(r.facts, c, e, model.OutcomeNoException)
		}
	}
	r.facts = r.validated(r.facts, i, c)
}

// at is the labels of a definition where it is used now.
func (r *run) at(d value.Def) []Label {
	if int(d) >= len(r.labels) {
		if r.grow(); int(d) >= len(r.labels) {
			return nil
		}
	}
	r.read[d] = true
	ls := r.labels[d]
	if len(ls) == 0 || r.facts.Empty() {
		return ls
	}
	bits, ok := r.facts.Get(uint64(r.canon1(d)))
	if !ok {
		return ls
	}
	out := make([]Label, len(ls))
	for i, l := range ls {
		l.Clean |= bits
		out[i] = l
	}
	return out
}

func (r *run) canon1(d value.Def) value.Def {
	if int(d) < len(r.canon) {
		return r.canon[d]
	}
	return d
}

// set joins labels into a definition.
func (r *run) set(d value.Def, ls []Label) {
	old := r.labels[d]
	n := r.union(old, ls)
	if len(n) != len(old) || !sameLabels(n, old) {
		r.labels[d] = n
		r.changed, r.again = true, r.again || r.read[d]
		if own, ok := r.owns[d]; ok {
			r.set(own, r.ownOnly(step(n, d, whyFlow), r.fr.Vals[d]))
		}
	}
}

func sameLabels(a, b []Label) bool {
	for i := range a {
		if a[i].Origin != b[i].Origin || a[i].Clean != b[i].Clean || a[i].Drop != b[i].Drop {
			return false
		}
	}
	return true
}

// union joins two label lists, both sorted by origin: clean kinds meet, the
// least reason stays. The first list is returned as it is when the second adds
// nothing.
func (r *run) union(a, b []Label) []Label {
	if joined, ok := r.oneOf(a, b); ok {
		return joined
	}
	out := make([]Label, 0, len(a)+len(b))
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case j == len(b) || i < len(a) && a[i].Origin < b[j].Origin:
			out = append(out, a[i])
			i++
		case i == len(a) || b[j].Origin < a[i].Origin:
			out = append(out, b[j])
			j++
		default:
			out = append(out, meet(a[i], b[j]))
			i, j = i+1, j+1
		}
	}
	return out[:min(len(out), r.budget(maxOrigins))]
}

// unite is union where the first list is the caller's own: the result may lie
// in its memory. The second is copied from, unless the first is empty.
func (r *run) unite(a, b []Label) []Label {
	if joined, ok := r.oneOf(a, b); ok {
		return joined
	}
	return joinInto(a, b, r.budget(maxOrigins))
}

// joinInto joins the second list into the memory of the first, up to so many.
func joinInto(a, b []Label, most int) []Label {
	added := len(b)
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].Origin < b[j].Origin:
			i++
		case a[i].Origin > b[j].Origin:
			j++
		default:
			i, j, added = i+1, j+1, added-1
		}
	}
	i, j := len(a)-1, len(b)-1
	a = slices.Grow(a, added)[:len(a)+added]
	for k := len(a) - 1; j >= 0; k-- {
		switch {
		case i >= 0 && a[i].Origin > b[j].Origin:
			a[k] = a[i]
			i--
		case i >= 0 && a[i].Origin == b[j].Origin:
			a[k] = meet(a[i], b[j])
			i, j = i-1, j-1
		default:
			a[k] = b[j]
			j--
		}
	}
	return a[:min(len(a), most)]
}

// oneOf is the join of two lists where it is one of them. It counts the work of
// the join.
func (r *run) oneOf(a, b []Label) ([]Label, bool) {
	r.work += len(a) + len(b)
	switch {
	case len(b) == 0:
		return a, true
	case len(a) == 0:
		return b, true
	case covers(a, b):
		return a, true
	}
	return nil, false
}

// covers tells whether joining b into a would change nothing.
func covers(a, b []Label) bool {
	if len(b) > len(a) {
		return false
	}
	i := 0
	for j := range b {
		for i < len(a) && a[i].Origin < b[j].Origin {
			i++
		}
		if i == len(a) || a[i].Origin != b[j].Origin {
			return false
		}
		x, y := &a[i], &b[j]
		if x.Clean&^y.Clean != 0 || y.Drop&^x.Drop != 0 || y.Steps < x.Steps && x.Clean == y.Clean {
			return false
		}
	}
	return true
}

// meet joins two labels of one origin. The reason of the less clean one stays:
// it is the way on which the data is dangerous.
func meet(a, b Label) Label {
	clean, drop := a.Clean&b.Clean, a.Drop|b.Drop
	best := a
	if clean == b.Clean && clean != a.Clean || clean == b.Clean == (clean == a.Clean) && b.Steps < a.Steps {
		best = b
	}
	best.Clean, best.Drop = clean, drop
	return best
}

// step passes labels on from one definition to another.
func step(ls []Label, from value.Def, w why) []Label {
	out := make([]Label, len(ls))
	for i, l := range ls {
		l.From, l.Why, l.Inner = from, w, nil
		if l.Steps < 1<<15 {
			l.Steps++
		}
		out[i] = l
	}
	return out
}

// cleaned adds and removes clean kinds.
func cleaned(ls []Label, add, drop model.Bits) []Label {
	if add == 0 && drop == 0 {
		return ls
	}
	out := make([]Label, len(ls))
	for i, l := range ls {
		l.Clean = l.Clean&^drop | add
		l.Drop |= drop
		out[i] = l
	}
	return out
}

// transfer computes the labels of one instruction.
func (r *run) transfer(i ir.Value) {
	in := &r.f.Instrs[i]
	var ls []Label
	switch in.Op {
	case ir.OpParam:
		ls = r.param(in)
	case ir.OpPhi:
		ls = r.phi(i, in)
	case ir.OpExcPhi:
		for _, a := range r.f.List(in) {
			if r.fr.Seen(a) {
				ls = r.union(ls, step(r.at(a.Value), a.Value, whyFlow))
			}
		}
	case ir.OpGlobal:
		ls = r.global(i, in)
	case ir.OpFree, ir.OpNext, ir.OpExtract, ir.OpMatchPosition, ir.OpExcept:
		ls = r.loads(i)
		if in.Op != ir.OpFree && in.Op != ir.OpExcept {
			ls = r.union(ls, r.ownOnly(step(r.at(in.A), in.A, whyFlow), r.fr.Vals[in.A]))
		}
		if holder := r.holder(i); holder != ir.NoValue {
			ls = r.ofMember(holder, ls)
		}
	case ir.OpStoreFree, ir.OpStoreGlobal, ir.OpExport:
		ls = step(r.at(in.B), in.B, whyStore)
		r.storeName(in, ls)
		r.leaves(i, in)
	case ir.OpStarName:
		if !r.fr.Replaced(in) {
			ls = step(r.at(in.C), in.C, whyFlow)
		}
	case ir.OpBind:
		r.boundName(i, in)
		ls = step(r.at(in.B), in.B, whyStore)
	case ir.OpStoreAttr, ir.OpStoreItem:
		ls = step(r.deep(in.C), in.C, whyStore)
		r.storeSinks(i, in, ls)
		r.storedName(i, in, ls)
		r.classStore(in, ls)
		r.stored(in, ls)
		r.foreignStore(in, ls)
		r.sharedStore(in, ls)
	case ir.OpAppend:
		ls = step(r.at(in.B), in.B, whyStore)
	case ir.OpInsert:
		ls = step(r.at(in.C), in.C, whyStore)
	case ir.OpAttr:
		ls = r.attr(i, in)
	case ir.OpItem:
		ls = r.item(i, in)
	case ir.OpCall:
		ls = r.call(i, in)
	default:
		ls = r.operator(i, in)
	}
	if r.fr.CallAt(i) != nil && in.Op != ir.OpCall {
		ls = r.union(ls, r.implicit(i))
	}
	ls = r.typed(i, ls)
	if len(ls) > 0 {
		r.set(i, ls)
	}
}

// typed drops what a value of known content or type cannot carry: a constant
// carries nothing, a number no text.
func (r *run) typed(i ir.Value, ls []Label) []Label {
	if len(ls) == 0 {
		return ls
	}
	v := r.fr.Vals[i]
	if v.Known() {
		return nil
	}
	if r.isNumeric(v) {
		return cleaned(ls, r.numeric, 0)
	}
	return ls
}

func (r *run) isNumeric(v value.Value) bool {
	if len(v) > 0 && !slices.ContainsFunc(v, func(a value.Atom) bool { return a.Kind() != value.Inst || !r.fr.Wordless(a) }) {
		return true // a member of an enumeration
	}
	names, all := r.fr.TypeNames(v)
	if !all {
		return false
	}
	for _, n := range names {
		if n == "builtins.NoneType" {
			continue
		}
		if c := r.models.Class(n); c == nil || !c.Numeric {
			return false
		}
	}
	return true
}

func (r *run) operator(i ir.Value, in *ir.Instr) []Label {
	switch in.Op {
	case ir.OpBinary, ir.OpInplace:
		if ls, ok := r.percent(i, in); ok {
			return ls
		}
		if ds, ok := r.fr.Loads[i]; ok {
			return r.through(ds, whyFlow)
		}
		r.seekTo(i)
		rows := r.fr.OperatorRows(in)
		right := step(r.deep(in.B), in.B, whyFlow)
		for _, e := range rows {
			for k := range e.Sanitizers {
				if !e.Sanitizers[k].Arg.Self {
					right = cleaned(right, e.Sanitizers[k].Cleans, 0)
				}
			}
		}
		right = r.put(in, right)
		ls := r.union(step(r.deep(in.A), in.A, whyFlow), right)
		for _, e := range rows {
			for k := range e.Propagators {
				ls = cleaned(ls, e.Propagators[k].Cleans, e.Propagators[k].Resets)
			}
		}
		return ls
	case ir.OpUnary:
		if in.Sub == ir.Not {
			return nil
		}
		return step(r.at(in.A), in.A, whyFlow)
	case ir.OpFormat:
		r.seekTo(i)
		return r.format(in)
	case ir.OpJoinStr:
		var ls []Label
		some := false // something stands before
		for _, a := range r.f.List(in) {
			ls = r.union(ls, r.behind(step(r.at(a.Value), a.Value, whyFlow), some))
			some = some || r.nonEmpty(r.fr.Vals[a.Value])
		}
		return ls
	case ir.OpYieldFrom:
		if ds, ok := r.fr.Loads[i]; ok { // what the generator returned
			return r.through(ds, whyFlow)
		}
		return step(r.at(in.A), in.A, whyFlow)
	case ir.OpAwait, ir.OpEnter, ir.OpIter:
		ls := step(r.at(in.A), in.A, whyFlow)
		if in.Op == ir.OpIter {
			ls = r.ownOnly(ls, r.fr.Vals[in.A])
		}
		return r.union(ls, r.loads(i))
	case ir.OpAnnotated:
		if in.A == ir.NoValue {
			return nil
		}
		return step(r.at(in.A), in.A, whyFlow)
	case ir.OpDict:
		r.keyNames(i, in)
	case ir.OpTuple, ir.OpList, ir.OpSet:
		return nil // the labels sit on the cells
	}
	return nil
}

func (r *run) through(ds []value.Def, w why) []Label {
	var ls []Label
	for _, d := range ds {
		if more := r.at(d); len(more) > 0 && (len(ls) == 0 || !covers(ls, more)) {
			ls = r.union(ls, step(more, d, w))
		}
	}
	return ls
}

func (r *run) loads(i ir.Value) []Label { return r.through(r.fr.Loads[i], whyFlow) }

func (r *run) param(in *ir.Instr) []Label {
	return []Label{{Origin: r.origin(Origin{Kind: FromParam, Param: int32(in.A)}), From: noDef}}
}

// phi joins what the executable predecessors bring, each with the facts of its
// own edge.
func (r *run) phi(i ir.Value, in *ir.Instr) []Label {
	var ls []Label
	for v := range r.ways(i, in) {
		ls = r.union(ls, step(r.at(v), v, whyFlow))
	}
	return ls
}

// ways visits what comes by each executable way to where they meet, with the facts of
// its own edge.
func (r *run) ways(phi ir.Value, in *ir.Instr) iter.Seq[ir.Value] {
	return func(yield func(ir.Value) bool) {
		b := r.blockOf(phi)
		list := r.f.List(in)
		save := r.facts
		for k, p := range r.f.Preds(&r.f.Blocks[b]) {
			e, ok := r.edgeTo(p, b)
			if k >= len(list) || !r.fr.Reached[p] || !ok {
				continue
			}
			if r.facts = r.edge[e]; !yield(list[k].Value) {
				break
			}
		}
		r.facts = save
	}
}

func (r *run) edgeTo(p, b uint32) (uint32, bool) {
	pb := &r.f.Blocks[p]
	for k, s := range r.f.Succs(pb) {
		if e := pb.SuccFirst + uint32(k); s == b && r.fr.Edges[e] {
			return e, true
		}
	}
	return 0, false
}

func (r *run) blockOf(i ir.Value) uint32 {
	k := sort.Search(len(r.f.Blocks), func(b int) bool { return r.f.Blocks[b].End > i })
	return uint32(k)
}

// seekTo makes the heap before an instruction current.
func (r *run) seekTo(i ir.Value) {
	if c := r.fr.CallAt(i); c != nil {
		r.fr.Seek(c.Heap)
		return
	}
	r.fr.Seek(r.fr.Heaps[i])
}

// deep is a value's own labels and those of the items that it holds.
func (r *run) deep(v ir.Value) []Label {
	if v == ir.NoValue {
		return nil
	}
	return r.deepOf(r.fr.Vals[v], []value.Def{v})
}

func (r *run) deepOf(v value.Value, ds []value.Def) []Label {
	ls := r.own(ds)
	n := 0
	return r.items(ls, v, 0, &n)
}

// own are the labels of definitions themselves, as if at them.
func (r *run) own(ds []value.Def) []Label { return r.ownIn(nil, ds) }

// ownIn collects them in the memory of an empty list.
func (r *run) ownIn(ls []Label, ds []value.Def) []Label {
	for _, d := range ds {
		ls = r.take(ls, r.at(d), d)
	}
	return ls
}

// take joins labels as read from a definition into a list of the caller's own.
func (r *run) take(ls, more []Label, d value.Def) []Label {
	r.work += len(more) + 1
	if len(more) == 0 || len(ls) > 0 && covers(ls, more) {
		return ls
	}
	if len(ls) == 0 {
		r.work += len(more)
		return retainIn(ls, more, d)
	}
	r.scratch = r.scratch[:0]
	for _, l := range more {
		r.scratch = append(r.scratch, retained(l, d))
	}
	return r.unite(ls, r.scratch)
}

// retain remembers which definition labels were read from.
func retain(ls []Label, d value.Def) []Label { return retainIn(nil, ls, d) }

// retainIn does so in the memory of an empty list, where there is room.
func retainIn(out, ls []Label, d value.Def) []Label {
	if cap(out) < len(ls) {
		out = make([]Label, 0, len(ls))
	}
	out = out[:len(ls)]
	for i, l := range ls {
		out[i] = retained(l, d)
	}
	return out
}

func retained(l Label, d value.Def) Label {
	l.From, l.Why, l.Inner = d, whyFlow, nil
	return l
}

// items adds what lies in containers.
func (r *run) items(ls []Label, v value.Value, depth int, n *int) []Label {
	return r.cells(ls, v, r.fr.Cells, depth, n)
}

// all adds what lies in containers and in instances.
func (r *run) all(ls []Label, v value.Value) []Label {
	n := 0
	return r.cells(ls, v, func(id uint32, visit func(value.Key, value.Cell)) {
		r.fr.Cells(id, visit)
		r.fr.AttributeCells(id, visit)
	}, 0, &n)
}

func (r *run) cells(ls []Label, v value.Value, of func(uint32, func(value.Key, value.Cell)), depth int, n *int) []Label {
	if depth > 3 {
		return ls
	}
	for _, a := range v {
		if a.Kind() != value.Object {
			continue
		}
		of(uint32(a.Payload()), func(_ value.Key, c value.Cell) {
			if *n++; *n > maxDeep {
				return
			}
			for _, d := range c.Defs {
				ls = r.take(ls, r.at(d), d)
			}
			ls = r.cells(ls, c.Val, of, depth+1, n)
		})
	}
	return ls
}

// attr reads an attribute: cells, what the object itself carries, and rows.
func (r *run) attr(i ir.Value, in *ir.Instr) []Label {
	ls := r.loads(i)
	entries := r.fr.AttrEntries(i)
	clean := false
	for _, e := range entries {
		clean = clean || e.Clean && e.Attribute
		for k := range e.Sources {
			s := &e.Sources[k]
			if ep := r.entry(); s.OfRoute && ep != nil && ep.Literal {
				continue
			}
			ls = r.union(ls, r.source(i, s, e.Name))
		}
	}
	if clean {
		return nil
	}
	if r.onlyCode(r.fr.Vals[i]) {
		return ls
	}
	ls = r.union(ls, r.classCell(i, in))
	ls = r.union(ls, r.foreignName(i, in))
	ls = r.union(ls, r.sharedAttr(in.A, r.fr.Text(r.fr.Fn.Mod.Names[in.B])))
	own := r.ownOnly(step(r.at(in.A), in.A, whyFlow), r.fr.Vals[in.A])
	for _, e := range entries {
		own = r.attributeRows(e, own)
	}
	return r.ofMember(i, r.union(ls, own))
}

// ownOnly narrows, in a list of the caller's own, the labels of an object that
// the body was given to what it carries itself: what lies in its cells is read
// there. A value that may be something else as well carries what it carries.
func (r *run) ownOnly(ls []Label, v value.Value) []Label {
	if len(ls) == 0 {
		return ls
	}
	for _, a := range v {
		if k := a.Kind(); k != value.Object && k != value.Const {
			return ls
		}
	}
	for _, a := range v {
		if a.Kind() != value.Object || r.fr.Kind(uint32(a.Payload())) != value.ObjPath {
			continue
		}
		whole := r.pathOrigin(uint32(a.Payload()))
		id, ok := r.byKey[whole.key()]
		if !ok {
			continue
		}
		for i := range ls {
			if ls[i].Origin == id {
				whole.Own = true
				ls = r.moved(ls, i, r.origin(whole))
				break
			}
		}
	}
	return ls
}

// moved gives a label of a list another origin, and its place by that.
func (r *run) moved(ls []Label, i int, origin uint32) []Label {
	l := ls[i]
	l.Origin = origin
	return r.unite(slices.Delete(ls, i, i+1), []Label{l})
}

// onlyCode tells whether a value is nothing but project functions.
func (r *run) onlyCode(v value.Value) bool {
	for _, a := range v {
		switch a.Kind() {
		case value.Func, value.Static, value.ClassM, value.Class, value.Module:
		default:
			return false
		}
	}
	return len(v) > 0
}

// attributeRows applies the sanitizers and propagators of an attribute's rows.
func (r *run) attributeRows(e *model.Entry, ls []Label) []Label {
	if !e.Attribute {
		return ls
	}
	for k := range e.Sanitizers {
		ls = cleaned(ls, e.Sanitizers[k].Cleans, 0)
	}
	for k := range e.Propagators {
		ls = cleaned(ls, e.Propagators[k].Cleans, e.Propagators[k].Resets)
	}
	return ls
}

// source starts a label at an instruction.
func (r *run) source(i ir.Value, s *model.Source, name string) []Label {
	if wanted, _ := r.sums.Data(s.Kind); !wanted {
		return nil
	}
	o := Origin{Kind: FromSource, Fn: r.fr.Fn, At: r.fr.Written(i), Data: s.Kind, Name: name, Row: s.Origin}
	return []Label{{Origin: r.origin(o), Clean: s.Cleans, From: noDef}}
}

// item reads an item: the cells that the key may mean, and what the container
// itself carries. What the key carries does not flow.
func (r *run) item(i ir.Value, in *ir.Instr) []Label {
	ls := r.union(r.loads(i), r.ownOnly(step(r.at(in.A), in.A, whyFlow), r.fr.Vals[in.A]))
	ls = r.ofField(in.A, r.fr.Vals[in.B], r.ofMember(in.A, ls))
	ls = r.endPart(in, ls)
	if r.isText(r.fr.Vals[in.A]) {
		return ls
	}
	for _, e := range r.itemEntries(in) {
		r.keySinks(i, in.B, e)
		for k := range e.Sources {
			ls = r.union(ls, r.source(i, &e.Sources[k], e.Name))
		}
	}
	if k, ok := r.fr.Only(r.fr.Vals[in.B]); ok && k.Kind == ir.ConstStr {
		ls = r.union(ls, r.sharedItem(in.A, k.Text))
	}
	return ls
}

func (r *run) itemEntries(in *ir.Instr) []*model.Entry {
	return r.fr.Members(r.fr.Vals[in.A], r.fr.Name("__getitem__"))
}

func (r *run) isText(v value.Value) bool {
	names, all := r.fr.TypeNames(v)
	return all && len(names) == 1 && names[0] == "builtins.str"
}

// global reads a module variable: symbolic, since other bodies may store data
// in it.
func (r *run) global(i ir.Value, in *ir.Instr) []Label {
	v := r.fr.Vals[i]
	if v.Known() || r.onlyCode(v) {
		return nil
	}
	for _, a := range v {
		if a.Kind() == value.Ext {
			return nil
		}
	}
	o := Origin{Kind: FromGlobal, Mod: r.fr.Fn.Mod.Index, Path: r.fr.Fn.Mod.IR.Names[in.A]}
	return []Label{{Origin: r.origin(o), From: noDef}}
}

// storeName records data that reaches a module variable.
func (r *run) storeName(in *ir.Instr, ls []Label) {
	if in.Op == ir.OpStoreFree || in.Op == ir.OpExport && r.f.Kind != ir.FuncModule {
		return
	}
	to := Origin{Kind: FromGlobal, Mod: r.fr.Fn.Mod.Index, Path: r.fr.Fn.Mod.IR.Names[in.A]}
	r.toGlobal(to, ls)
}

func (r *run) toGlobal(to Origin, ls []Label) {
	k := to.key()
	target := r.variable(k)
	for _, l := range ls {
		o := r.origins[l.Origin]
		if o.key() == k || r.hasGlobal(l.Origin, target, l.Clean) {
			continue
		}
		r.addGlobal(GlobalEdge{Label: l, From: *o, To: to, Call: ir.NoValue}, target)
	}
}

// foreignStore: an attribute of a module is a variable of that module.
func (r *run) foreignStore(in *ir.Instr, ls []Label) {
	if in.Op != ir.OpStoreAttr || len(ls) == 0 {
		return
	}
	for _, a := range r.fr.Vals[in.A] {
		if a.Kind() == value.Module {
			r.toGlobal(Origin{Kind: FromGlobal, Mod: uint32(a.Payload()), Path: r.fr.Fn.Mod.IR.Names[in.B]}, ls)
		}
	}
}

// foreignName is a variable of another module, read as its attribute.
func (r *run) foreignName(i ir.Value, in *ir.Instr) []Label {
	if v := r.fr.Vals[i]; v.Known() || r.onlyCode(v) {
		return nil
	}
	var ls []Label
	for _, a := range r.fr.Vals[in.A] {
		if a.Kind() == value.Module {
			o := Origin{Kind: FromGlobal, Mod: uint32(a.Payload()), Path: r.fr.Fn.Mod.IR.Names[in.B]}
			ls = r.union(ls, []Label{{Origin: r.origin(o), From: noDef}})
		}
	}
	return ls
}

// ofClass is the Param of a cell that belongs to a class itself; the cells of
// its instances have 0.
const ofClass = 1

// classStore: what an attribute of a class, or of a shared instance, is given may be
// read wherever that is named.
func (r *run) classStore(in *ir.Instr, ls []Label) {
	if in.Op != ir.OpStoreAttr || len(ls) == 0 {
		return
	}
	key := value.AttributeKey(r.fr.Fn.Mod.Names[in.B])
	for _, c := range r.fr.ClassesBehind(r.fr.Vals[in.A], false) {
		r.toGlobal(cellAt(c, key), ls)
	}
	for _, c := range r.sharedClasses(r.fr.Vals[in.A]) {
		r.intoCells(c, key, ls)
	}
}

func cellAt(class value.FuncID, attribute value.Key) Origin {
	return Origin{Kind: FromCell, Param: ofClass, Mod: uint32(class), Path: encodePath([]value.Key{attribute})}
}

// classCell: an attribute read off a class is whatever it was given anywhere,
// and so is that of an instance which has none of its own.
func (r *run) classCell(i ir.Value, in *ir.Instr) []Label {
	v, name := r.fr.Vals[in.A], value.AttributeKey(r.fr.Fn.Mod.Names[in.B])
	return r.cellsBehind(nil, v, len(r.fr.Loads[i]) == 0, name)
}
