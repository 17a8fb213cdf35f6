package value

import (
	"strings"

	"leadline/internal/ir"
)

// truth tells whether a value may be true and may be false.
func (f *Frame) truth(v Value) (t, e bool) {
	if len(v) == 0 {
		return true, true
	}
	for _, a := range v {
		at, ae := f.atomTruth(a)
		t, e = t || at, e || ae
	}
	return t, e
}

func (f *Frame) atomTruth(a Atom) (t, e bool) {
	switch a.Kind() {
	case Const:
		c := f.World.Prog.Syms.Value(a)
		return c.Truth(), !c.Truth()
	case Func, Bound, Static, ClassM:
		return true, f.Dressed(a)
	case Class, Module:
		return true, false
	case Ext:
		return f.extTruth(a)
	case Shape:
		for _, p := range f.Shapes[a.Payload()].Parts {
			if p.Hole == 0 {
				return true, false
			}
		}
	case Object:
		o := &f.Objects[a.Payload()]
		switch o.Kind {
		case ObjClosure, ObjBound, ObjIter, ObjSlice, ObjPartial:
			return true, false
		case ObjList, ObjTuple, ObjDict, ObjSet:
			if n, ok := f.Len(uint32(a.Payload())); ok && o.Single {
				return n > 0, n == 0
			}
		case ObjInst:
			return f.instanceTruth(a)
		}
	}
	return true, true
}

// Dressed tells whether a function stands for what some decorator made of it.
func (f *Frame) Dressed(a Atom) bool {
	fn := FuncID(a.Payload())
	if a.Kind() == Bound {
		fn = FuncID(a.Payload() >> 26)
	}
	return f.fn(fn).Dressed
}

// instanceTruth is what the class of an instance says: a method that gives a
// constant decides.
func (f *Frame) instanceTruth(a Atom) (t, e bool) {
	for _, name := range []string{"__bool__", "__len__"} {
		m := f.method(a, name)
		if m == nil {
			continue
		}
		if f.World.Callees == nil {
			break
		}
		s := f.result(FuncID(m[0].Payload()), nil, f.depth)
		if s == nil || !s.Ret.Known() {
			break
		}
		return f.truth(s.Ret)
	}
	return true, true
}

// extTruth knows the few library names whose truth is the analysis's own.
func (f *Frame) extTruth(a Atom) (t, e bool) {
	if f.World.Prog.Syms.Text(NameID(a.Payload())) == "typing.TYPE_CHECKING" {
		return false, true
	}
	return true, true
}

// Truth is truth, for Semantics.
func (f *Frame) Truth(v Value) (t, e bool) { return f.truth(v) }

// assume refines the current state by a condition having come out true or
// false; false when it cannot have.
func (f *Frame) assume(v ir.Value, outcome bool, depth int) bool {
	if depth > 6 {
		return true
	}
	in := &f.F.Instrs[v]
	if !f.keepTruth(v, outcome) {
		return false
	}
	switch in.Op {
	case ir.OpUnary:
		if in.Sub == ir.Not {
			return f.assume(in.A, !outcome, depth+1)
		}
	case ir.OpCompare:
		return f.assumeCompare(in, outcome)
	case ir.OpMatchClass:
		if f.F.Instrs[in.A].Op == ir.OpExcept {
			return true // that is the exception in case it matches
		}
		return f.assumeInstance(in.A, f.val(in.B), outcome)
	case ir.OpCall:
		return f.assumeCall(in, outcome)
	}
	return true
}

// keepTruth drops what has the other truth value.
func (f *Frame) keepTruth(v ir.Value, outcome bool) bool {
	old := f.val(v)
	var out Value
	for _, a := range old {
		t, e := f.atomTruth(a)
		if outcome && t || !outcome && e {
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		return len(old) == 0
	}
	if len(out) != len(old) {
		f.refine(v, out)
	}
	return true
}

func (f *Frame) refine(v ir.Value, val Value) {
	f.cur.refine = f.cur.refine.Set(uint64(v), val)
}

func (f *Frame) assumeCompare(in *ir.Instr, outcome bool) bool {
	op := in.Sub
	if !outcome {
		negated, ok := ir.NegatedCompare(op)
		if !ok {
			return true
		}
		op = negated
	}
	switch op {
	case ir.Is, ir.IsNot, ir.Eq, ir.NotEq:
		equal := op == ir.Is || op == ir.Eq
		return f.assumeSame(in.A, in.B, equal, op) && f.assumeSame(in.B, in.A, equal, op)
	case ir.In:
		return f.assumeIn(in.A, in.B)
	}
	return true
}

// assumeSame refines v by its being (or not being) what w is.
func (f *Frame) assumeSame(v, w ir.Value, equal bool, op ir.Operator) bool {
	if m := f.val(w); len(m) == 1 && m[0].Kind() == Member {
		return f.assumeMember(v, m[0], equal)
	}
	c, ok := f.Only(f.val(w))
	if !ok || f.F.Instrs[v].Op == ir.OpConst {
		return true
	}
	old := f.val(v)
	var out Value
	for _, a := range old {
		switch same, known := f.sameConst(a, &c, op); {
		case !known && equal && op == ir.Eq && c.Kind == ir.ConstStr && a.Kind() != Object:
			out = add(out, f.val(w)[0])
		case !known && equal && c.Kind == ir.ConstNone && op == ir.Is && a.Kind() != Object:
			out = add(out, f.val(w)[0])
		case !known || same == equal:
			out = add(out, a)
		}
	}
	return f.narrowed(v, old, out)
}

// narrowed leaves of what a value was what an outcome lets it be; false where that is
// nothing: the outcome cannot come.
func (f *Frame) narrowed(v ir.Value, old, out Value) bool {
	if len(out) == 0 {
		return len(old) == 0
	}
	if !out.Equal(old) {
		f.refine(v, out)
	}
	return true
}

// sameConst compares an atom with a constant, where that is decided.
func (f *Frame) sameConst(a Atom, c *Constant, op ir.Operator) (same, known bool) {
	switch a.Kind() {
	case Const:
		x := f.World.Prog.Syms.Value(a)
		if c.Kind == ir.ConstNone || x.Kind == ir.ConstNone {
			return c.Kind == x.Kind, true
		}
		if c.Kind == ir.ConstBool && x.Kind == ir.ConstBool || c.Kind == ir.ConstStr && x.Kind == ir.ConstStr && op != ir.Is && op != ir.IsNot {
			return x == *c, true
		}
		if c.Kind == ir.ConstStr != (x.Kind == ir.ConstStr) {
			return false, true
		}
		if c.Kind == ir.ConstInt && x.Kind == ir.ConstInt && op != ir.Is && op != ir.IsNot {
			return x == *c, true
		}
		return false, false
	case Func, Bound, Static, ClassM:
		if c.Kind == ir.ConstNone && !f.Dressed(a) {
			return false, true
		}
	case Class, Module, Shape:
		if c.Kind == ir.ConstNone {
			return false, true
		}
	case Inst, Member:
		return false, c.Kind == ir.ConstNone || a.Kind() == Member
	case ExtInst:
		return false, c.Kind == ir.ConstNone && (op == ir.Is || op == ir.IsNot || strings.HasPrefix(f.TypeName(a), "builtins."))
	case Object:
		o := &f.Objects[a.Payload()]
		proxy := o.Kind == ObjInst && o.Class.Kind() == ExtInst && op != ir.Is && op != ir.IsNot // it says itself what it is equal to
		some := o.Kind != ObjPath || o.Some && (op == ir.Is || op == ir.IsNot)
		return false, c.Kind == ir.ConstNone && some && !proxy
	}
	return false, false
}

// neverNone tells whether a value certainly is not None.
func (f *Frame) neverNone(v Value) bool {
	for _, a := range v {
		if same, known := f.sameConst(a, &Constant{Kind: ir.ConstNone}, ir.Is); !known || same {
			return false
		}
	}
	return len(v) > 0
}

// assumeIn refines v by its being an item of w, when those are strings.
func (f *Frame) assumeIn(v, w ir.Value) bool {
	items, _ := f.IterValue(f.val(w))
	if len(items) == 0 || !items.Known() {
		return true
	}
	ids, all := f.ObjectsOf(f.val(w))
	if !all || len(ids) == 0 {
		return true
	}
	for _, a := range items {
		if c, ok := f.Constant(a); !ok || c.Kind != ir.ConstStr {
			return true
		}
	}
	old := f.val(v)
	if len(old) == 0 {
		return true
	}
	var out Value
	for _, a := range old {
		if a.Kind() == Const {
			if items.Has(a) {
				out = add(out, a)
			}
			continue
		}
		out = join(out, items)
	}
	if len(out) == 0 {
		return false
	}
	f.refine(v, out)
	return true
}

// assumeInstance refines v by isinstance(v, classes).
func (f *Frame) assumeInstance(v ir.Value, classes Value, outcome bool) bool {
	if f.F.Instrs[v].Op == ir.OpConst {
		return true
	}
	old := f.val(v)
	var out Value
	for _, a := range old {
		is, known := f.instanceOfAny(a, classes)
		switch {
		case known && is == outcome:
			out = add(out, a)
		case !known && outcome && (a.Kind() == Unknown || a.Kind() == Ext):
			out = join(out, f.orAtom(f.instances(f.flattenClasses(classes)), a))
		case !known:
			out = add(out, a)
		}
	}
	return f.narrowed(v, old, out)
}

func (f *Frame) orAtom(v Value, a Atom) Value {
	if len(v) == 0 {
		return Value{a}
	}
	return v
}

// flattenClasses turns a tuple of classes, or X | Y, into their union.
func (f *Frame) flattenClasses(classes Value) Value {
	var out Value
	for _, a := range classes {
		switch {
		case a.Kind() == Object:
			v, _ := f.Elements(uint32(a.Payload()))
			out = join(out, v)
		case a.Kind() == ExtInst: // X | Y stands for their instances
			out = add(out, atom(Ext, a.Payload()))
		case a.Kind() == Inst:
			out = add(out, atom(Class, a.Payload()))
		case f.isNone(a):
			out = join(out, f.ext("builtins.NoneType"))
		default:
			out = add(out, a)
		}
	}
	return out
}

// instanceOfAny decides isinstance for one atom.
func (f *Frame) instanceOfAny(a Atom, classes Value) (is, known bool) {
	classes = f.flattenClasses(classes)
	known = len(classes) > 0
	for _, c := range classes {
		switch x, k := f.instanceOfOne(a, c); {
		case k && x:
			return true, true
		case !k:
			known = false
		}
	}
	return false, known
}

func (f *Frame) instanceOfOne(a, c Atom) (is, known bool) {
	want := ""
	switch c.Kind() {
	case Ext:
		want = f.World.Prog.Syms.Text(NameID(c.Payload()))
	case Class:
		return f.instanceOfProject(a, FuncID(c.Payload()))
	default:
		return false, false
	}
	if want == "builtins.object" {
		return true, true
	}
	got := f.TypeName(a)
	if got == "" {
		return false, false
	}
	if got == want || got == "builtins.bool" && want == "builtins.int" {
		return true, true
	}
	if exactBuiltin(got) && exactBuiltin(want) {
		return false, true
	}
	return false, false
}

// exactBuiltin lists the classes that are unrelated to one another.
func exactBuiltin(n string) bool {
	switch n {
	case "builtins.str", "builtins.bytes", "builtins.int", "builtins.float", "builtins.list", "builtins.tuple",
		"builtins.dict", "builtins.set", "builtins.NoneType", "builtins.complex", "builtins.bool":
		return true
	}
	return false
}

func (f *Frame) instanceOfProject(a Atom, want FuncID) (is, known bool) {
	c := NoFunc
	exact := false
	switch a.Kind() {
	case Inst:
		c = FuncID(a.Payload())
	case Member:
		c, exact = memberClass(a), true
	case Object:
		o := &f.Objects[a.Payload()]
		switch {
		case o.Kind == ObjPath:
			return false, false
		case o.Kind == ObjInst && o.Class.Kind() == Class:
			c, exact = FuncID(o.Class.Payload()), true
		default:
			return false, true
		}
	case Const: // or the member of an enumeration that counts as it
		return false, !f.isEnumLike(want)
	default:
		return false, false
	}
	ci := f.class(c)
	if ci == nil {
		return false, false
	}
	for _, m := range ci.MRO {
		if m == atom(Class, uint64(want)) {
			return true, true
		}
		if m.Kind() == Unknown {
			return false, false
		}
	}
	return false, exact
}

// assumeCall refines by isinstance(x, C), callable(x) and the like.
func (f *Frame) assumeCall(in *ir.Instr, outcome bool) bool {
	list := f.F.List(in)
	for _, a := range f.val(in.A) {
		if a.Kind() != Ext || len(f.val(in.A)) != 1 {
			return true
		}
		if f.World.Prog.Syms.Text(NameID(a.Payload())) == "builtins.isinstance" && len(list) == 2 {
			return f.assumeInstance(list[0].Value, f.val(list[1].Value), outcome)
		}
	}
	return true
}

// IsInstance decides isinstance(v, classes) as far as it is known.
func (f *Frame) IsInstance(v, classes Value) Value {
	var out Value
	for _, a := range v {
		is, known := f.instanceOfAny(a, classes)
		if !known {
			return f.AnyBool()
		}
		out = join(out, f.Bool(is))
	}
	if out == nil {
		return f.AnyBool()
	}
	return out
}

// matchesText tells whether some constant of a value matches an expression.
func (f *Frame) matchesText(v Value, expr string) bool {
	re := f.expression(expr)
	if re == nil {
		return false
	}
	for _, a := range v {
		if c, ok := f.Constant(a); ok && (c.Kind == ir.ConstStr || c.Kind == ir.ConstBytes) && re.MatchString(c.Text) {
			return true
		}
		if a.Kind() == Shape && re.MatchString(f.Shapes[a.Payload()].String()) {
			return true
		}
	}
	return false
}

func (f *Frame) evalMatch(i ir.Value, in *ir.Instr) Value {
	switch in.Op {
	case ir.OpMatchClass:
		if f.F.Instrs[in.A].Op == ir.OpExcept {
			return f.AnyBool()
		}
		return f.IsInstance(f.val(in.A), f.val(in.B))
	case ir.OpMatchSequence:
		return f.matchSequence(in)
	case ir.OpMatchMapping:
		return f.matchMapping(f.val(in.A))
	case ir.OpMatchKey:
		return f.matchKey(in)
	case ir.OpMatchPosition:
		v, defs := f.matchPosition(i, in)
		f.Loads[i] = defs
		return v
	}
	id := f.alloc(i, 0, ObjDict, 0) // OpMatchRest
	f.Merge(id, f.val(in.A), operand(in.A))
	f.SetLen(id, -1)
	return f.ObjectValue(id)
}

func (f *Frame) matchSequence(in *ir.Instr) Value {
	var out Value
	for _, a := range f.val(in.A) {
		switch a.Kind() {
		case Const:
			out = join(out, f.Bool(false))
		case Object:
			id := uint32(a.Payload())
			k := f.Objects[id].Kind
			if k == ObjDict || k == ObjSet {
				out = join(out, f.Bool(false))
				continue
			}
			n, ok := f.Len(id)
			if !ok || !f.ordered(id) {
				return f.AnyBool()
			}
			out = join(out, f.Bool(n == int(in.B) || in.Sub == 1 && n >= int(in.B)))
		default:
			return f.AnyBool()
		}
	}
	return out
}

func (f *Frame) matchMapping(v Value) Value {
	var out Value
	for _, a := range v {
		switch {
		case a.Kind() == Const:
			out = join(out, f.Bool(false))
		case a.Kind() == Object && f.Objects[a.Payload()].Kind == ObjDict:
			out = join(out, f.Bool(true))
		case a.Kind() == Object && f.ordered(uint32(a.Payload())):
			out = join(out, f.Bool(false))
		default:
			return f.AnyBool()
		}
	}
	return out
}

func (f *Frame) matchKey(in *ir.Instr) Value {
	ids, all := f.ObjectsOf(f.val(in.A))
	key := f.val(in.B)
	if !all || len(ids) != 1 || len(key) != 1 {
		return f.AnyBool()
	}
	return f.HasKey(ids[0], key[0])
}

// HasKey tells whether a dict has a constant key.
func (f *Frame) HasKey(id uint32, key Atom) Value {
	k, ok := f.ItemKey(key)
	if !ok || f.Objects[id].Kind != ObjDict {
		return f.AnyBool()
	}
	if _, _, sure := f.Load(id, k); sure && f.Objects[id].Single {
		return f.Bool(true)
	}
	if _, known := f.Len(id); known && f.Objects[id].Single {
		if v, _, _ := f.Load(id, k); v == nil {
			return f.Bool(false)
		}
	}
	return f.AnyBool()
}

func (f *Frame) matchPosition(i ir.Value, in *ir.Instr) (Value, []Def) {
	names := []NameID{}
	for _, c := range f.val(in.B) {
		if c.Kind() != Class {
			continue
		}
		cls := FuncID(c.Payload())
		if v, _, ok := f.classAttr(cls, f.World.Prog.Syms.Name("__match_args__")); ok {
			for _, o := range f.localize(v) {
				if o.Kind() != Object {
					continue
				}
				x, _, _ := f.Load(uint32(o.Payload()), IndexKey(int(in.C)))
				if k, ok := f.Only(x); ok && k.Kind == ir.ConstStr {
					names = append(names, f.World.Prog.Syms.Name(k.Text))
				}
			}
		} else if ci := f.class(cls); ci != nil && int(in.C) < len(ci.Fields) {
			names = append(names, ci.Fields[in.C])
		}
	}
	if len(names) == 0 {
		return f.val(in.A), operand(in.A)
	}
	return f.attr(i, f.val(in.A), names[0])
}
