package taint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// canonical gives every instruction the first definition that certainly has
// the same value: a name read twice, the same attribute of the same thing, the
// same pure call of the same arguments. Facts are kept by it, so a test of
// request.args["u"] speaks of the next request.args["u"] too.
func (r *run) canonical() {
	n := len(r.f.Instrs)
	r.canon = make([]value.Def, n)
	seen := map[exprKey]value.Def{}
	for i := 0; i < n; i++ {
		r.canon[i] = value.Def(i)
		k, ok := r.exprKey(ir.Value(i))
		if !ok {
			continue
		}
		if d, dup := seen[k]; dup {
			r.canon[i] = d
		} else {
			seen[k] = value.Def(i)
		}
	}
}

type exprKey struct {
	op      ir.Op
	sub     uint8
	a, b, c value.Def
	text    string
}

func (r *run) exprKey(i ir.Value) (exprKey, bool) {
	in := &r.f.Instrs[i]
	k := exprKey{op: in.Op, sub: in.Sub}
	switch in.Op {
	case ir.OpConst, ir.OpParam, ir.OpGlobal:
		k.a = in.A
	case ir.OpAttr, ir.OpItem, ir.OpExtract:
		if !r.stable(i) {
			return k, false
		}
		k.a = r.canon[in.A]
		k.b = in.B
		if in.Op == ir.OpItem {
			k.b = r.canon[in.B]
		}
	case ir.OpNext: // of a loop's round that stands by itself
		ds := r.fr.Loads[i]
		if it := &r.f.Instrs[in.A]; len(ds) == 1 && it.Op == ir.OpIter && r.displays(it.A, ds[0]) {
			r.canon[i] = r.canonOf(ds[0])
		}
		return k, false
	case ir.OpCall:
		return r.callKey(i, in)
	case ir.OpUnary:
		k.a = r.canon[in.A]
	case ir.OpAnnotated:
		if in.A == ir.NoValue {
			return k, false
		}
		r.canon[i] = r.canon[in.A]
		return k, false
	default:
		return k, false
	}
	return k, true
}

// stable tells whether reading a cell twice gives the same: it was written at
// most once here, or never.
func (r *run) stable(i ir.Value) bool {
	ds := r.fr.Loads[i]
	if len(ds) == 0 {
		return true
	}
	if len(ds) > 1 {
		return false
	}
	if d := ds[0]; int(d) < len(r.f.Instrs) {
		switch in := &r.f.Instrs[d]; {
		case in.Op == ir.OpStoreAttr || in.Op == ir.OpStoreItem:
			r.canon[i] = r.canonOf(in.C)
		case r.displays(r.f.Instrs[i].A, d):
			r.canon[i] = r.canonOf(d)
		default:
			return true
		}
		return false
	}
	return true
}

// displays tells whether a value is a tuple, list or dict written out with a
// definition as one of its items. What a library puts into a container only
// comes from the definition: a part of x.split(",") is not x.
func (r *run) displays(v ir.Value, d value.Def) bool {
	in := &r.f.Instrs[r.canonOf(v)]
	if in.Op != ir.OpTuple && in.Op != ir.OpList && in.Op != ir.OpDict {
		return false
	}
	for _, a := range r.f.List(in) {
		if a.Value == d {
			return true
		}
	}
	return false
}

func (r *run) canonOf(d value.Def) value.Def {
	if int(d) < len(r.canon) && (r.canon[d] != 0 || d == 0) {
		return r.canon[d]
	}
	return d
}

func (r *run) callKey(i ir.Value, in *ir.Instr) (exprKey, bool) {
	c := r.fr.CallAt(i)
	if c == nil || len(c.Targets) > 0 || len(c.Ext) != 1 {
		return exprKey{}, false
	}
	name := r.fr.Text(c.Ext[0])
	e := r.models.Entry(name)
	pure := e != nil && (e.Pure || len(e.CallSources) > 0 && c.Recv != ir.NoValue) || isTextMethod(name) || r.sourceRead(c)
	if !pure {
		return exprKey{}, false
	}
	k := exprKey{op: in.Op, a: r.canon[in.A], text: name}
	for _, a := range r.f.List(in) {
		k.text += "," + string(encodePath([]value.Key{value.Key(r.canon[a.Value])}))
	}
	return k, true
}

// sourceRead: a method of something that is a source by itself
// (request.args.get("u")) is read, not changed.
func (r *run) sourceRead(c *value.CallFact) bool {
	if c.Recv == ir.NoValue || r.f.Instrs[c.Recv].Op != ir.OpAttr {
		return false
	}
	for _, e := range r.fr.AttrEntries(c.Recv) {
		if len(e.Sources) > 0 {
			return true
		}
	}
	return false
}

func isTextMethod(name string) bool {
	return len(name) > 13 && name[:13] == "builtins.str."
}

// assume adds what an outcome of a condition says to the facts of its edge.
func (r *run) assume(fs facts, v ir.Value, outcome bool, depth int) facts {
	if depth > 6 || v == ir.NoValue {
		return fs
	}
	in := &r.f.Instrs[v]
	switch in.Op {
	case ir.OpUnary:
		if in.Sub == ir.Not {
			return r.assume(fs, in.A, !outcome, depth+1)
		}
	case ir.OpCompare:
		return r.assumeCompare(fs, v, outcome, depth)
	case ir.OpCall:
		if !outcome {
			fs = r.addFact(fs, v, r.allowed) // the result itself is nothing to choose from
		}
		return r.assumeCall(fs, v, outcome, depth)
	case ir.OpPhi:
		return r.assumePhi(fs, v, in, outcome, depth)
	case ir.OpAttr:
		for _, e := range r.fr.AttrEntries(v) {
			fs = r.attributeGuards(fs, e, in.A, outcomeOf(outcome))
		}
		return r.assumeEmpty(fs, v, outcome)
	case ir.OpItem, ir.OpExtract, ir.OpParam, ir.OpFree, ir.OpGlobal:
		return r.assumeEmpty(fs, v, outcome)
	case ir.OpBinary: // not set(x) - set("abc")
		if in.Sub == ir.Sub && !outcome {
			return r.spelt(fs, in.A, in.B)
		}
	}
	return fs
}

func outcomeOf(truth bool) model.Outcome {
	if truth {
		return model.OutcomeTrue
	}
	return model.OutcomeFalse
}

// assumeEmpty: what is read and turns out false is nothing to choose from.
func (r *run) assumeEmpty(fs facts, v ir.Value, outcome bool) facts {
	if outcome {
		return fs
	}
	return r.allow(fs, v, r.allowed, 0)
}

func (r *run) addFact(fs facts, d value.Def, bits model.Bits) facts {
	if bits == 0 {
		return fs
	}
	if int(d) < len(r.f.Instrs) && r.f.Instrs[d].Op == ir.OpAttr && bits&r.extension != 0 {
		fs = r.addFact(fs, r.f.Instrs[d].A, bits&r.extension) // the type of an upload is tested by its name
	}
	k := uint64(r.canon1(d))
	old, _ := fs.Get(k)
	if old|bits == old {
		return fs
	}
	return fs.Set(k, old|bits)
}

func (r *run) assumeCompare(fs facts, at ir.Value, outcome bool, depth int) facts {
	in := &r.f.Instrs[at]
	op := in.Sub
	if !outcome {
		negated, ok := ir.NegatedCompare(op)
		if !ok {
			return fs
		}
		op = negated
	}
	switch op {
	case ir.Eq:
		fs = r.assumeEqual(fs, in.A, in.B)
		return r.assumeEqual(fs, in.B, in.A)
	case ir.Is, ir.IsNot:
		if c, ok := r.fr.Only(r.fr.Vals[in.B]); ok && c.Kind == ir.ConstNone {
			return r.assume(fs, in.A, op == ir.IsNot, depth+1)
		}
		if c, ok := r.fr.Only(r.fr.Vals[in.B]); ok && c.Kind == ir.ConstBool {
			return r.assume(fs, in.A, (c.Int != 0) == (op == ir.Is), depth+1)
		}
	case ir.LtE, ir.Lt: // set(x) <= set("abc")
		if outcome {
			fs = r.spelt(fs, in.A, in.B)
		}
	case ir.In:
		if d := &r.f.Instrs[in.B]; d.Op == ir.OpAttr {
			for _, e := range r.fr.AttrEntries(in.B) {
				fs = r.attributeGuards(fs, e, d.A, model.OutcomeAllowed)
			}
		}
		if r.fixedCollection(at, in.B) || r.ownCollection(at, in.B) {
			return r.allow(fs, in.A, r.allowed, 0)
		}
		if r.fewItems(at, in.B) { // it is equal to one of these
			return r.derivation(fs, in.A, model.OutcomeEqual)
		}
	case ir.NotIn:
		return r.rejects(r.notAmong(fs, at, in.A, in.B), in.A, in.B)
	case ir.NotEq:
		return r.notRoot(r.notParent(r.notParent(fs, in.A, in.B), in.B, in.A), in.A, in.B)
	}
	return fs
}

// assumeEqual: equal to something that no data reaches is one of a fixed set;
// equal to anything else proves what rows say of it.
func (r *run) assumeEqual(fs facts, v, w ir.Value) facts {
	if len(r.at(w)) == 0 && r.fixedValue(w) {
		fs = r.allow(fs, v, r.allowed, 0)
	}
	fs = r.addFact(fs, v, r.common(w))
	return r.derivation(fs, v, model.OutcomeEqual)
}

// common is what all data in a value has been made safe for. Equal texts are safe for
// the same: x == quote(x).
func (r *run) common(v ir.Value) model.Bits {
	ls := r.at(v)
	if len(ls) == 0 {
		return 0
	}
	bits := ^model.Bits(0)
	for _, l := range ls {
		bits &= l.Clean
	}
	return bits
}

// allow marks a value as one of a fixed set, and what it was derived from as
// far as the derivation says.
func (r *run) allow(fs facts, v ir.Value, bits model.Bits, depth int) facts {
	if depth > 5 {
		return fs
	}
	if bits&r.allowed != 0 { // and so it is all that another test on another way proves of it
		fs = r.addFact(fs, v, ^r.extension) // but the type of what it is an attribute of
	}
	fs = r.addFact(fs, v, bits)
	in := &r.f.Instrs[v]
	switch in.Op {
	case ir.OpCall:
		c := r.fr.CallAt(v)
		if c == nil {
			return fs
		}
		if c.Recv != ir.NoValue && sameText(r.fr.Text(c.Method)) && r.textual(c) {
			return r.allow(fs, c.Recv, bits, depth+1)
		}
	case ir.OpPhi:
		return fs
	}
	return r.derivation(fs, v, model.OutcomeAllowed)
}

func (r *run) textual(c *value.CallFact) bool { return len(c.Targets) == 0 }

// sameText lists the string methods whose result, when it is one of a fixed
// set, leaves nothing to choose but case and blanks.
func sameText(method string) bool {
	switch method {
	case "lower", "upper", "casefold", "strip", "lstrip", "rstrip", "encode", "decode", "title", "capitalize":
		return true
	}
	return false
}

// derivation applies the guards of rows to what a tested value was derived
// from: urlparse(u).netloc in HOSTS cleans u for host-checked.
func (r *run) derivation(fs facts, v ir.Value, outcome model.Outcome) facts {
	for depth := 0; depth < 6 && v != ir.NoValue; depth++ {
		in := &r.f.Instrs[v]
		switch in.Op {
		case ir.OpAttr:
			for _, e := range r.fr.AttrEntries(v) {
				fs = r.attributeGuards(fs, e, in.A, outcome)
			}
			v = in.A
		case ir.OpItem, ir.OpExtract, ir.OpAnnotated:
			v = in.A
		case ir.OpCall:
			c := r.fr.CallAt(v)
			if c == nil {
				return fs
			}
			r.fr.Seek(c.Heap)
			for _, e := range r.entries(c) {
				fs = r.callGuards(fs, c, e, outcome)
			}
			if len(c.Targets) > 0 {
				if depth == 0 && outcome == model.OutcomeAllowed {
					fs = r.listed(fs, v, c)
				}
				return fs
			}
			if c.Recv == ir.NoValue || !sameText(r.fr.Text(c.Method)) && !splits(r.fr.Text(c.Method)) {
				return fs
			}
			v = c.Recv
		default:
			return fs
		}
	}
	return fs
}

func splits(method string) bool {
	return method == "split" || method == "rsplit" || method == "partition" || method == "rpartition"
}

func (r *run) attributeGuards(fs facts, e *model.Entry, base ir.Value, outcome model.Outcome) facts {
	if !e.Attribute {
		return fs
	}
	for k := range e.Guards {
		if g := &e.Guards[k]; g.Outcome == outcome && (g.Needs == 0 || r.carries(base, g.Needs)) {
			fs = r.addFact(fs, base, g.Cleans)
			fs = r.backwards(fs, base, g.Cleans)
		}
	}
	return fs
}

// backwards cleans what a value was made of, through calls that keep it whole
// (urlparse, Path, str).
func (r *run) backwards(fs facts, v ir.Value, bits model.Bits) facts {
	return r.backwardsFrom(fs, v, bits, 0)
}

func (r *run) backwardsFrom(fs facts, v value.Def, bits model.Bits, depth int) facts {
	v = r.canon1(v)
	if depth > 5 || int(v) >= len(r.f.Instrs) {
		return fs
	}
	switch in := &r.f.Instrs[v]; in.Op {
	case ir.OpAttr:
		return r.ofOwner(fs, v, bits, depth)
	case ir.OpItem, ir.OpExtract: // of what a loop looks at: see exhausted
		root := in.A
		for r.f.Instrs[root].Op == ir.OpItem || r.f.Instrs[root].Op == ir.OpExtract {
			root = r.f.Instrs[root].A
		}
		if r.f.Instrs[root].Op == ir.OpNext {
			return r.addFact(fs, root, bits)
		}
		return fs
	case ir.OpCall:
	default:
		return fs
	}
	c := r.fr.CallAt(v)
	if c == nil {
		return fs
	}
	switch {
	case len(c.Targets) > 0:
		return r.wholly(fs, v, c, bits, depth)
	case len(c.Call.Args) > 0 && r.takesBlanks(c):
		return r.backwardsFrom(r.addFact(fs, c.Recv, bits), c.Recv, bits, depth+1)
	}
	for k := range c.Call.Args {
		d := c.Call.Args[k].Def
		fs = r.backwardsFrom(r.addFact(fs, d, bits), d, bits, depth+1)
	}
	if c.Recv != ir.NoValue && len(c.Call.Args) == 0 {
		fs = r.backwardsFrom(r.addFact(fs, c.Recv, bits), c.Recv, bits, depth+1)
	}
	return fs
}

// ofOwner: what is proved of an attribute of which rows say that it decides (the host of
// an address) is proved of its owner.
func (r *run) ofOwner(fs facts, v value.Def, bits model.Bits, depth int) facts {
	owner := r.f.Instrs[v].A
	for _, e := range r.fr.AttrEntries(v) {
		for k := range e.Guards {
			if g := &e.Guards[k]; e.Attribute && g.Outcome == model.OutcomeAllowed && g.Cleans&bits != 0 {
				fs = r.backwardsFrom(r.addFact(fs, owner, g.Cleans&bits), owner, g.Cleans&bits, depth+1)
			}
		}
	}
	return fs
}

func (r *run) callGuards(fs facts, c *value.CallFact, e *model.Entry, outcome model.Outcome) facts {
	for k := range e.Guards {
		g := &e.Guards[k]
		if g.Outcome != outcome || !r.fr.Holds(c.Call, g.When) {
			continue
		}
		whole := g.Arg
		whole.Elements = false
		cleans := g.Cleans | r.fits(c.Call, g.Fits)
		for _, a := range r.argsOf(c, whole) {
			for _, d := range r.guarded(a, g) {
				if g.Needs == 0 || r.carries(d, g.Needs) {
					fs = r.backwards(r.addFact(fs, d, cleans), d, cleans)
				}
			}
		}
	}
	return fs
}

// guarded are the definitions that a guard on an argument speaks of: its own,
// or those of its elements.
func (r *run) guarded(a value.CallArg, g *model.Guard) []value.Def {
	if !g.Arg.Elements {
		return a.Defs()
	}
	_, ds := r.fr.IterValue(a.Val)
	return append(slices.Clip(ds), a.Defs()...)
}

// carries tells whether every label of a definition has some of the bits.
func (r *run) carries(d value.Def, bits model.Bits) bool {
	for _, l := range r.at(d) {
		if l.Clean&bits == 0 {
			return false
		}
	}
	return true
}

// assumeCall: rows of guards, predicates of project functions, any() and all().
func (r *run) assumeCall(fs facts, v ir.Value, outcome bool, depth int) facts {
	c := r.fr.CallAt(v)
	if c == nil {
		return fs
	}
	r.fr.Seek(c.Heap)
	want := outcomeOf(outcome)
	for _, e := range r.entries(c) {
		fs = r.callGuards(fs, c, e, want)
	}
	for _, n := range c.Ext {
		switch r.fr.Text(n) {
		case "builtins.any":
			fs = r.assumeQuantified(fs, c, outcome, false, depth)
		case "builtins.all":
			fs = r.assumeQuantified(fs, c, outcome, true, depth)
		case "builtins.set.issubset", "builtins.frozenset.issubset":
			if a := c.Call.Arg(0); a != nil && outcome && c.Recv != ir.NoValue {
				fs = r.spelt(fs, c.Recv, a.Def)
			}
		case "builtins.set.difference", "builtins.frozenset.difference":
			if a := c.Call.Arg(0); a != nil && !outcome && c.Recv != ir.NoValue {
				fs = r.spelt(fs, c.Recv, a.Def)
			}
		case "builtins.bool":
			if a := c.Call.Arg(0); a != nil {
				fs = r.assume(fs, a.Def, outcome, depth+1)
			}
		}
	}
	return r.predicates(fs, v, c, outcome)
}

// predicates applies what callees' results say of their parameters; all
// targets must agree.
func (r *run) predicates(fs facts, v ir.Value, c *value.CallFact, outcome bool) facts {
	sums := r.given(v)
	if len(sums) != 1 || len(c.Targets) != 1 || sums[0] == nil {
		return fs
	}
	t := &c.Targets[0]
	for _, p := range sums[0].Predicates {
		if p.Outcome != outcome || p.Origin.Kind != FromParam || p.Origin.Path != "" || int(p.Origin.Param) >= len(t.Params) {
			continue
		}
		for _, d := range t.Params[p.Origin.Param].Defs {
			if fs = r.proved(fs, d, p.Cleans); int(d) < len(r.f.Instrs) && r.f.Instrs[d].Op == ir.OpAttr {
				fs = r.ofOwner(fs, d, p.Cleans, 0)
			}
		}
	}
	return fs
}

// listed applies what a project function's result, being one of a fixed set, says of
// what it was given.
func (r *run) listed(fs facts, v ir.Value, c *value.CallFact) facts {
	if sum := r.certain(v, c); sum != nil {
		return r.ofArguments(fs, &c.Targets[0], sum.Listed)
	}
	return fs
}

// certain is the summary of the one project function that a call can only call; nil
// where there may be more.
func (r *run) certain(v ir.Value, c *value.CallFact) *Summary {
	if sums := r.given(v); len(sums) == 1 && len(c.Targets) == 1 && !c.Unknown {
		return sums[0]
	}
	return nil
}

// wholly goes on backwards through a project function, to what its result is made of.
func (r *run) wholly(fs facts, v value.Def, c *value.CallFact, bits model.Bits, depth int) facts {
	sum := r.certain(ir.Value(v), c)
	if sum == nil {
		return fs
	}
	t := &c.Targets[0]
	for _, p := range sum.Whole {
		if int(p) < len(t.Params) {
			for _, d := range t.Params[p].Defs {
				fs = r.backwardsFrom(r.addFact(fs, d, bits), d, bits, depth+1)
			}
		}
	}
	return fs
}

// ofArguments says of a call's arguments what is known of the parameters.
func (r *run) ofArguments(fs facts, t *value.Target, known []Predicate) facts {
	for _, p := range known {
		if p.Origin.Path == "" && int(p.Origin.Param) < len(t.Params) {
			for _, d := range t.Params[p.Origin.Param].Defs {
				fs = r.proved(fs, d, p.Cleans)
			}
		}
	}
	return fs
}

// given are the summaries that were applied at a call, if that was before.
func (r *run) given(v ir.Value) []*Summary {
	sums, ok := r.calls[v]
	r.again = r.again || !ok
	return sums
}

// validated applies what a call's having returned at all says of its arguments:
// a function that raises unless they are safe.
func (r *run) validated(fs facts, v ir.Value, c *value.CallFact) facts {
	if sum := r.certain(v, c); sum != nil {
		return r.ofArguments(fs, &c.Targets[0], sum.Returned)
	}
	return fs
}

// assumeQuantified: not any(c in x for c in BAD) rejects each; all(...) over
// the characters of x tests each.
func (r *run) assumeQuantified(fs facts, c *value.CallFact, outcome, all bool, depth int) facts {
	a := c.Call.Arg(0)
	if a == nil || outcome != all {
		return fs
	}
	for i := range r.f.Instrs {
		in := &r.f.Instrs[i]
		if in.Op != ir.OpAppend || in.A != a.Def || r.fr.Vals[in.B] == nil {
			continue
		}
		fs = r.assume(fs, in.B, outcome, depth+1)
		fs = r.assumeEach(fs, in.B, outcome)
	}
	return fs
}

// assumeEach: a test that comes out so for every character says as much of the
// string.
func (r *run) assumeEach(fs facts, test ir.Value, outcome bool) facts {
	before := fs
	spelt := false
	for in := &r.f.Instrs[test]; ; in = &r.f.Instrs[in.A] {
		if in.Op == ir.OpUnary && in.Sub == ir.Not {
			outcome = !outcome
			test = in.A
			continue
		}
		if in.Op == ir.OpCompare && (in.Sub == ir.In) == outcome && (in.Sub == ir.In || in.Sub == ir.NotIn) {
			if letters, ok := r.alphabet(in.B); ok {
				if of, ok := r.eachOf(uint64(in.A)); ok {
					before, spelt = r.addFact(before, of, r.lettersClean(letters)), true
				}
			}
		}
		break
	}
	if spelt { // one of some letters is no choice among some texts
		return before
	}
	after := r.assume(facts{}, test, outcome, 1)
	after.All(func(k uint64, bits model.Bits) bool {
		if of, ok := r.eachOf(k); ok {
			before = r.decided(r.ofWhole(r.addFact(before, of, bits), of, bits), of, bits)
		}
		return true
	})
	return before
}

// eachOf is what a loop's variable goes through.
func (r *run) eachOf(k uint64) (ir.Value, bool) {
	if int(k) < len(r.f.Instrs) && r.f.Instrs[k].Op == ir.OpNext {
		if it := r.f.Instrs[k].A; r.f.Instrs[it].Op == ir.OpIter {
			return r.f.Instrs[it].A, true
		}
	}
	return 0, false
}

// spelt: the set of a text's characters is part of a fixed one.
func (r *run) spelt(fs facts, set, fixed ir.Value) facts {
	of := r.setOf(set)
	letters, ok := r.alphabet(fixed)
	if of == ir.NoValue || !ok {
		return fs
	}
	return r.addFact(fs, of, r.lettersClean(letters))
}

// setOf is what a call of set() makes a set of; NoValue for anything else.
func (r *run) setOf(v ir.Value) ir.Value {
	c := r.fr.CallAt(v)
	if c == nil || len(c.Ext) != 1 || len(c.Targets) > 0 {
		return ir.NoValue
	}
	a := c.Call.Arg(0)
	if n := r.fr.Text(c.Ext[0]); a == nil || n != "builtins.set" && n != "builtins.frozenset" {
		return ir.NoValue
	}
	return a.Def
}

// alphabet are the characters of a constant text, or of a collection of single
// constant characters.
func (r *run) alphabet(v ir.Value) (string, bool) {
	val := r.fr.Vals[v]
	if k, ok := r.fr.Only(val); ok && k.Kind == ir.ConstStr {
		return k.Text, k.Text != ""
	}
	if of := r.setOf(v); of != ir.NoValue {
		return r.alphabet(of)
	}
	if len(val) != 1 || val[0].Kind() != value.Object || !r.fixedObject(uint32(val[0].Payload())) {
		return "", false
	}
	var out strings.Builder
	single := true
	r.fr.Items(uint32(val[0].Payload()), func(_ value.Key, c value.Cell) {
		for _, a := range c.Val {
			k, ok := r.fr.Constant(a)
			single = single && ok && k.Kind == ir.ConstStr && utf8.RuneCountInString(k.Text) == 1
			out.WriteString(k.Text)
		}
	})
	return out.String(), single && out.Len() > 0
}

// assumePhi: a flag. What holds on every path that gives the outcome holds.
func (r *run) assumePhi(fs facts, v ir.Value, in *ir.Instr, outcome bool, depth int) facts {
	b := r.blockOf(v)
	blk := &r.f.Blocks[b]
	list := r.f.List(in)
	var out facts
	first := true
	for k, p := range r.f.Preds(blk) {
		if k >= len(list) {
			break
		}
		e, ok := r.edgeTo(p, b)
		if !ok {
			continue
		}
		t, f := r.fr.Truth(r.fr.Vals[list[k].Value])
		if pb := &r.f.Blocks[p]; pb.Term == ir.TermBranch && pb.Cond == list[k].Value {
			t, f = e == pb.SuccFirst, e != pb.SuccFirst // the edge itself says which
		}
		if outcome && !t || !outcome && !f {
			continue
		}
		path := r.assume(r.edge[e], list[k].Value, outcome, depth+1)
		if first {
			out, first = path, false
		} else {
			out = out.Join(path, factsMeet)
		}
	}
	if first {
		return fs
	}
	out.All(func(k uint64, bits model.Bits) bool {
		fs = r.addFact(fs, value.Def(k), bits)
		return true
	})
	return fs
}

// rejects: a constant that is not in a text is gone from it.
func (r *run) rejects(fs facts, needle, hay ir.Value) facts {
	items := r.fr.Vals[needle]
	var bits model.Bits
	for _, a := range items {
		c, ok := r.fr.Constant(a)
		if !ok || c.Kind != ir.ConstStr && c.Kind != ir.ConstBytes {
			return fs
		}
		bits |= r.metacharacter(c.Text)
	}
	return r.ofWhole(r.addFact(r.between(fs, hay, bits), hay, bits), hay, bits)
}

// between: of a text that quotes hold, what lies between them has none: it is one literal.
func (r *run) between(fs facts, part ir.Value, lacks model.Bits) facts {
	in := &r.f.Instrs[part]
	held, _ := r.models.CleanBit("quote-held")
	if in.Op != ir.OpItem || lacks&(r.metacharacter("'")|r.metacharacter("\"")) == 0 || !r.carries(in.A, held) {
		return fs
	}
	if s := &r.f.Instrs[in.B]; s.Op != ir.OpSlice || !r.isNumber(s.A, 1) || !r.isNumber(s.B, -1) {
		return fs
	}
	literal, _ := r.models.CleanBit("quoted-literal")
	return r.addFact(fs, in.A, literal)
}

func (r *run) isNumber(v ir.Value, want int64) bool {
	if v == ir.NoValue {
		return false
	}
	k, ok := r.fr.Only(r.fr.Vals[v])
	return ok && k.Kind == ir.ConstInt && k.Int == want
}

// metacharacters are what the absence of a text proves.
var metacharacters = map[string]string{
	"..": "dot-dot-free", "../": "dot-dot-free", "..\\": "dot-dot-free", "/": "slash-free", "'": "single-quote-free",
	"\"": "double-quote-free", "<": "angle-free", ">": "angle-free", "\n": "newline-free", "(": "parenthesis-free",
	")": "parenthesis-free", "*": "parenthesis-free", "<!DOCTYPE": "entity-free", "<!ENTITY": "entity-free",
}

func (r *run) metacharacter(text string) model.Bits {
	b, _ := r.models.CleanBit(metacharacters[text])
	return b
}
