package taint

import (
	"slices"

	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// sinkKey names an edge to a sink whatever body is looked at.
type sinkKey struct {
	origin originKey
	site   siteKey
}

// siteKey names a sink: where it stands, and what of it is meant.
type siteKey struct {
	fn   value.FuncID
	at   ir.Value
	kind model.Kind
	arg  string
}

func (e *SinkEdge) site() siteKey { return siteKey{e.Fn.ID, e.At, e.Kind, e.Arg + e.Place} }

// site is the number of a sink in this body.
func (r *run) site(k siteKey) uint32 { return numbered(r.sites, k) }

// callSinks checks the arguments of a library call against its sink rows.
func (r *run) callSinks(i ir.Value, in *ir.Instr, c *value.CallFact) {
	r.keywordNames(i, c)
	for _, e := range slices.Concat(r.entries(c), r.ownEntries(c)) {
		for k := range e.Sinks {
			r.checkSink(i, c, e, &e.Sinks[k])
		}
	}
	for k := range c.Passed {
		inner, e := r.passedTo(c, k)
		for n := 0; e != nil && n < len(e.Sinks); n++ {
			r.checkSink(i, inner, e, &e.Sinks[n])
		}
	}
}

// passedTo is what a library function that another calls back is called with, and its rows.
func (r *run) passedTo(c *value.CallFact, k int) (*value.CallFact, *model.Entry) {
	p := &c.Passed[k]
	return &value.CallFact{Ext: []value.NameID{p.Name}, Call: p.Call, Recv: ir.NoValue, Heap: c.Heap}, r.fr.Entry(p.Name)
}

// typedReceiver tells whether the receiver's class is known for certain, so
// that a row on a method of unknown receivers does not apply.
func (r *run) typedReceiver(c *value.CallFact) bool {
	if c.Recv == ir.NoValue {
		return true
	}
	names, all := r.fr.TypeNames(c.RecvVal)
	if !all {
		return false
	}
	for _, a := range c.RecvVal {
		if a.Kind() == value.Class {
			return false // a method of a class that none of its known bases has
		}
	}
	for _, n := range names {
		if r.models.Class(n) == nil && len(n) > 9 && n[:9] != "builtins." {
			return false
		}
	}
	return true
}

func (r *run) checkSink(i ir.Value, c *value.CallFact, e *model.Entry, s *model.Sink) {
	if !r.fr.Holds(c.Call, s.When) || r.onlyFor(i, s.Except) {
		return
	}
	for _, a := range r.argsOf(c, s.Arg) {
		r.show(i, s.Kind, &a)
		if a.Val.Known() {
			continue
		}
		ls := r.sinkLabels(&a, s)
		r.reach(sinkSite{at: i, kind: s.Kind, row: s.Origin, api: e.Name, arg: argName(&a, s, r.fr), position: s.Position, def: a.Def, val: a.Val}, ls)
	}
}

// onlyFor tells whether a call's result is at once asked for one of these
// methods.
func (r *run) onlyFor(i ir.Value, methods []string) bool {
	if len(methods) == 0 || int(i)+1 >= len(r.f.Instrs) {
		return false
	}
	next := &r.f.Instrs[i+1]
	return next.Op == ir.OpAttr && next.A == i && slices.Contains(methods, r.fr.Fn.Mod.IR.Names[next.B])
}

func argName(a *value.CallArg, s *model.Sink, fr *value.Frame) string {
	if a.Name != 0 {
		return fr.Text(a.Name)
	}
	if len(s.Arg.Names) > 0 {
		return s.Arg.Names[0]
	}
	return ""
}

type sinkSite struct {
	at       ir.Value
	kind     model.Kind
	row      model.Origin
	api      string
	arg      string
	place    string
	position string
	def      value.Def
	val      value.Value
}

// reach records that labels arrive at a sink.
func (r *run) reach(s sinkSite, ls []Label) {
	e := SinkEdge{Kind: s.kind, Row: s.row, Fn: r.fr.Fn, At: r.fr.Written(s.at), Arg: s.arg, API: s.api, Place: s.place, Position: s.position, Call: ir.NoValue}
	site := r.site(e.site())
	for _, l := range ls {
		if r.hasSink(edgeKey{l.Origin, site}, &l.Clean, &l.Drop) {
			continue
		}
		n := e
		n.Label, n.Origins = l, *r.origins[l.Origin]
		r.locate(&n, s, l)
		r.addSink(n, site)
	}
}

// locate finds where in the sink's text the data lies.
func (r *run) locate(e *SinkEdge, s sinkSite, l Label) {
	if s.val == nil {
		e.place(nil)
		return
	}
	e.place(r.spots(s.val, s.def, l))
}

// hasSink tells whether an edge to a sink adds nothing to what is there, or finds
// no room. Else clean and drop become what they are together with the old one.
func (r *run) hasSink(k edgeKey, clean, drop *model.Bits) bool {
	n, ok := r.sinks[k]
	if !ok {
		if r.covered(k, *clean, *drop) {
			return true
		}
		if len(r.sum.Sinks) < r.budget(maxSinks) {
			return false
		}
		r.sum.OutOf = "taint-sinks"
		return true
	}
	old := &r.sum.Sinks[n]
	*clean, *drop = old.Clean&*clean, old.Drop|*drop
	return *clean == old.Clean && *drop == old.Drop
}

// fullPath is the length of a path that stands for all that lies behind it, as access
// paths of a bounded length do (Deutsch, "Interprocedural may-alias analysis for
// pointers: beyond k-limiting", 1994, which names the bound's cost).
const fullPath = 2 * keySize

// covered tells whether the edge of a shorter path says what one of a longer path would:
// all that lies in x reaches the sink, and is no cleaner, so what lies in x[0] does.
func (r *run) covered(k edgeKey, clean, drop model.Bits) bool {
	o := r.origins[k.origin].key()
	if o.kind != FromParam && o.kind != FromEnv {
		return false
	}
	o.own = false
	for n := len(o.path) - keySize; n >= 0; n -= keySize {
		if n < fullPath && keyAt(o.path, n).IsAttr() { // items do not tell of attributes
			return false
		}
		o.path = o.path[:n]
		id, known := r.byKey[o]
		if !known {
			continue
		}
		if at, ok := r.sinks[edgeKey{id, k.to}]; ok {
			if e := &r.sum.Sinks[at]; e.Clean&clean == e.Clean && e.Drop|drop == e.Drop {
				return true
			}
		}
	}
	return false
}

func (r *run) addSink(e SinkEdge, site uint32) {
	k := edgeKey{e.Origin, site}
	r.changed = true
	if n, ok := r.sinks[k]; ok {
		r.sum.Sinks[n] = e
		return
	}
	r.sinks[k] = len(r.sum.Sinks)
	r.sum.Sinks = append(r.sum.Sinks, e)
}

// passSinks carries the sinks that a callee's parameters reach to the labels
// that the call gives them.
func (r *run) passSinks(i ir.Value, c *value.CallFact, target int, s *Summary) {
	t := &c.Targets[target]
	for k := range s.Sinks {
		e := &s.Sinks[k]
		if e.Origins.Kind != FromParam && e.Origins.Kind != FromEnv {
			continue
		}
		ls := r.path(c, t, &e.Origins)
		if len(ls) == 0 {
			continue
		}
		site := r.site(e.site())
		for _, l := range ls {
			clean, drop := l.Clean&^e.Drop|e.Clean, l.Drop|e.Drop
			if r.hasSink(edgeKey{l.Origin, site}, &clean, &drop) {
				continue
			}
			n := *e
			n.Label = l
			n.Clean, n.Drop = clean, drop
			n.Steps = l.Steps + e.Steps + 1
			n.Unknown = addCapped(l.Unknown, e.Unknown)
			n.Origins = *r.origins[l.Origin]
			r.relocate(&n, e, c, t, l)
			n.Call, n.Target, n.Inside = i, target, &e.Origins
			r.addSink(n, site)
		}
	}
}

// relocate composes the text in front of the data with the argument's own.
func (r *run) relocate(n, e *SinkEdge, c *value.CallFact, t *value.Target, l Label) {
	if e.Origins.Path != "" || e.Origins.Own || e.Origins.Kind != FromParam || int(e.Origins.Param) >= len(t.Params) {
		return
	}
	b := t.Params[e.Origins.Param]
	if len(b.Defs) != 1 {
		return
	}
	var here SinkEdge
	here.place(r.spots(b.Val, b.Defs[0], l))
	n.place(composed(e.Spots(), here.Spots(), e.Drop))
}

func (r *run) enterStep(i ir.Value, t *value.Target) Step {
	return Step{Fn: r.fr.Fn, At: r.fr.Written(i), Kind: finding.StepCall, Text: r.fr.World.Prog.Funcs[t.Fn].Qualname()}
}

// storeSinks checks assignments to attributes and items against their rows.
func (r *run) storeSinks(i ir.Value, in *ir.Instr, ls []Label) {
	r.seekTo(i)
	if in.Op == ir.OpStoreAttr {
		for _, e := range r.fr.Members(r.fr.Vals[in.A], r.fr.Fn.Mod.Names[in.B]) {
			r.storeRows(i, in, e, false, ls)
		}
		return
	}
	for _, n := range r.receiverNames(in.A) {
		if e := r.models.Entry(n); e != nil {
			r.storeRows(i, in, e, true, ls)
		}
	}
}

// receiverNames are the dotted names of an object whose item is stored: its
// own, where it was read from a library, and its class's.
func (r *run) receiverNames(v ir.Value) []string {
	out := r.fr.Names(r.fr.Vals[v])
	in := &r.f.Instrs[v]
	switch in.Op {
	case ir.OpAttr:
		out = append(out, r.fr.MemberNames(r.fr.Vals[in.A], r.fr.Fn.Mod.Names[in.B])...)
	case ir.OpImportFrom:
		out = append(out, r.models.Canonical(r.fr.Fn.Mod.IR.Names[in.A]+"."+r.fr.Fn.Mod.IR.Names[in.B]))
	case ir.OpGlobal:
		out = append(out, r.importedName(r.fr.Fn.Mod, r.fr.Fn.Mod.IR.Names[in.A])...)
	}
	return out
}

// importedName is the library name that a module variable was imported as.
func (r *run) importedName(m *value.Mod, name string) []string {
	f := &m.IR.Funcs[0]
	for i := range f.Instrs {
		in := &f.Instrs[i]
		if in.Op == ir.OpExport && m.IR.Names[in.A] == name && in.B != ir.NoValue {
			if d := &f.Instrs[in.B]; d.Op == ir.OpImportFrom {
				return []string{r.models.Canonical(m.IR.Names[d.A] + "." + m.IR.Names[d.B])}
			}
		}
	}
	return nil
}

// keySinks checks the key by which something is looked up against the rows of what looks it up.
func (r *run) keySinks(i, key ir.Value, e *model.Entry) {
	if r.fr.Vals[key].Known() {
		return
	}
	for k := range e.Sinks {
		if s := &e.Sinks[k]; s.Arg.Pos == 0 && len(s.When) == 0 {
			r.reach(sinkSite{at: i, kind: s.Kind, row: s.Origin, api: e.Name, arg: "key", position: s.Position, def: key, val: r.fr.Vals[key]}, r.at(key))
		}
	}
}

func (r *run) storeRows(i ir.Value, in *ir.Instr, e *model.Entry, item bool, ls []Label) {
	for k := range e.StoreSinks {
		s := &e.StoreSinks[k]
		if s.Item != item {
			continue
		}
		site := sinkSite{at: i, kind: s.Kind, row: s.Origin, api: e.Name, position: s.Position, def: in.C, val: r.fr.Vals[in.C]}
		arg := ls
		if s.Key {
			arg, site.def, site.val, site.arg = step(r.at(in.B), in.B, whyFlow), in.B, r.fr.Vals[in.B], "key"
		}
		if site.val.Known() || !r.storeHolds(in, s.When) {
			continue
		}
		r.reach(site, arg)
	}
}

func (r *run) storeHolds(in *ir.Instr, conds []model.Cond) bool {
	for k := range conds {
		c := &conds[k]
		v := r.fr.Vals[in.C]
		for _, n := range c.Arg.Names {
			if n == "key" && in.Op == ir.OpStoreItem {
				v = r.fr.Vals[in.B]
			}
		}
		if c.Arg.Self {
			v = r.fr.Vals[in.A]
		}
		if !r.fr.Test(v, true, c) {
			return false
		}
	}
	return true
}

// viewSink: what an entry point returns is sent to the client.
func (r *run) viewSink(blk *ir.Block) {
	ep := r.entry()
	if ep == nil || r.fr.Ctx != nil {
		return
	}
	v := r.fr.Vals[blk.Cond]
	if ep.Model.Sends != 0 && !v.Known() {
		r.fr.Seek(r.fr.Exit)
		r.reach(sinkSite{at: r.returnNote(blk), kind: ep.Model.Sends, row: ep.Model.Origin, api: "return", def: blk.Cond, val: v}, r.deepOf(v, []value.Def{blk.Cond}))
	}
	if ep.Model.Returns == 0 || ep.Silent {
		return
	}
	body, ds := r.body(v, blk.Cond)
	if body == nil || body.Known() {
		return
	}
	r.fr.Seek(r.fr.Exit)
	for k := range ep.Model.ReturnsWhen {
		c := &ep.Model.ReturnsWhen[k]
		if len(c.Arg.Names) > 0 && c.Arg.Names[0] == "rest" {
			if !r.restHolds(v, c) {
				return
			}
		} else if !r.fr.Test(body, true, c) {
			return
		}
	}
	ls := r.own(ds)
	r.reach(sinkSite{at: r.returnNote(blk), kind: ep.Model.Returns, row: ep.Model.Origin, api: "return", position: ep.Model.ReturnsPosition, def: blk.Cond, val: body}, ls)
}

// restHolds tests a condition on what a view returns beside the body: the
// status and the headers.
func (r *run) restHolds(v value.Value, c *model.Cond) bool {
	for _, a := range v {
		if a.Kind() != value.Object || r.fr.Kind(uint32(a.Payload())) != value.ObjTuple {
			continue
		}
		for k := 1; k <= 2; k++ {
			if x, _, _ := r.fr.Load(uint32(a.Payload()), value.IndexKey(k)); x != nil && !r.fr.Test(x, true, c) {
				return false
			}
		}
	}
	return true
}

// returnNote is the instruction that stands for a block's return in the text.
func (r *run) returnNote(blk *ir.Block) ir.Value {
	for i := blk.First; i < blk.End; i++ {
		if in := &r.f.Instrs[i]; in.Op == ir.OpBind && in.A == 0 && in.B == blk.Cond {
			return i
		}
	}
	return blk.Cond
}

// body is the part of a returned value that is sent as text: a tuple's first
// item; lists and mappings are sent as JSON.
func (r *run) body(v value.Value, d ir.Value) (value.Value, []value.Def) {
	var out value.Value
	ds := []value.Def{d}
	r.fr.Seek(r.fr.Exit)
	for _, a := range v {
		if a.Kind() != value.Object {
			out = append(out, a)
			continue
		}
		switch id := uint32(a.Payload()); r.fr.Kind(id) {
		case value.ObjTuple:
			x, cell, _ := r.fr.Load(id, value.IndexKey(0))
			if first, more := r.body(x, d); first != nil {
				out = value.JoinTables(out, first)
				ds = append(cell, more...)
			}
		case value.ObjDict, value.ObjList, value.ObjSet:
		default:
			out = value.JoinTables(out, value.Value{a})
		}
	}
	return out, ds
}
