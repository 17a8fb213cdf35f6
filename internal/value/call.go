package value

import (
	"slices"
	"strings"

	"leadline/internal/ir"
)

// CallArg is one argument of a call.
type CallArg struct {
	Val  Value
	Def  Def
	Also []Def  // with Def, what carries its labels where it is no operand: an item out of a container
	Name NameID // keyword, or 0
	Star uint8  // 1 for *x, 2 for **x
}

// Defs are the definitions that carry an argument's labels.
func (a *CallArg) Defs() []Def {
	if len(a.Also) == 0 {
		return operand(a.Def)
	}
	return joinDefs(a.Also, operand(a.Def))
}

// itemArg is an argument that is an item with these definitions; fallback
// stands for it where there is none.
func itemArg(v Value, defs []Def, fallback Def) CallArg {
	if len(defs) == 0 {
		return CallArg{Val: v, Def: fallback}
	}
	return CallArg{Val: v, Def: defs[0], Also: defs[1:]}
}

// Call is a call as Semantics sees it.
type Call struct {
	At      ir.Value
	Recv    Value // of a method
	RecvDef []Def
	Args    []CallArg
	closure uint32 // the object that is called, +1, where it has defaults of its own
}

// Arg is the i-th positional argument, or nil.
func (c *Call) Arg(i int) *CallArg {
	for k := range c.Args {
		a := &c.Args[k]
		if a.Star != 0 {
			return nil
		}
		if a.Name == 0 {
			if i == 0 {
				return a
			}
			i--
		}
	}
	return nil
}

// Keyword is the keyword argument of that name, or nil.
func (c *Call) Keyword(n NameID) *CallArg {
	for k := range c.Args {
		if c.Args[k].Name == n && n != 0 {
			return &c.Args[k]
		}
	}
	return nil
}

// Positional is the number of positional arguments, or -1 with *args.
func (c *Call) Positional() int {
	n := 0
	for k := range c.Args {
		if c.Args[k].Star == 1 {
			return -1
		}
		if c.Args[k].Name == 0 && c.Args[k].Star == 0 {
			n++
		}
	}
	return n
}

func (f *Frame) evalCall(i ir.Value, in *ir.Instr) Value {
	switch in.Op {
	case ir.OpMakeFunc:
		return f.makeFunc(i, in)
	case ir.OpMakeClass:
		return f.makeClass(in)
	}
	rec := f.records.next()
	fact, c := &rec.fact, &rec.call
	fact.Recv, fact.Heap, fact.Call = ir.NoValue, f.keepHeap(), c
	f.Calls[i] = fact
	rec.args = f.callArgs(rec.args[:0], in)
	c.At, c.Args = i, slices.Clip(rec.args)
	callee := f.val(in.A)
	if d := &f.F.Instrs[in.A]; d.Op == ir.OpAttr {
		fact.Recv, fact.Method = f.receiverOf(in.A), f.Fn.name(d.B)
		c.Recv, c.RecvDef = f.val(fact.Recv), operand(fact.Recv)
		fact.RecvVal = c.Recv
	}
	f.decides(in.A, 0)
	f.decidesKey(fact)
	f.loads, f.moved = nil, false
	var out Value
	returns := len(callee) == 0
	for _, a := range callee {
		v, back := f.callAtom(fact, c, a, in.Sub == ir.CallDecorator)
		out = join(out, v)
		returns = returns || back
	}
	f.othersChange(fact)
	if f.moved {
		f.Loads[i] = f.loads
	} else {
		delete(f.Loads, i)
	}
	if !returns && !f.endless {
		fact.NoReturn, f.dead = true, true
		f.raise(&f.F.Blocks[f.block])
	}
	f.sortExt(fact)
	return out
}

func (f *Frame) sortExt(c *CallFact) {
	syms := f.World.Prog.Syms
	for i := 1; i < len(c.Ext); i++ {
		for k := i; k > 0 && syms.Text(c.Ext[k]) < syms.Text(c.Ext[k-1]); k-- {
			c.Ext[k], c.Ext[k-1] = c.Ext[k-1], c.Ext[k]
		}
	}
}

// callArgs are the arguments of a call, in the memory of out where they fit.
func (f *Frame) callArgs(out []CallArg, in *ir.Instr) []CallArg {
	list := f.F.List(in)
	out = slices.Grow(out, len(list))
	for _, a := range list {
		arg := CallArg{Val: f.val(a.Value), Def: a.Value}
		switch a.Name {
		case 0:
		case ir.ArgStar:
			arg.Star = 1
			if f.expandStar(&out, arg) {
				continue
			}
		case ir.ArgStarStar:
			arg.Star = 2
			if f.expandStarStar(&out, arg) {
				continue
			}
		default:
			arg.Name = f.Fn.name(a.Name)
		}
		out = append(out, arg)
	}
	return out
}

// expandStar turns *x into positional arguments where the items are known.
func (f *Frame) expandStar(out *[]CallArg, arg CallArg) bool {
	items, ok := f.ExactItems(arg.Val)
	if !ok || arg.Val[0].Kind() != Object || f.Objects[arg.Val[0].Payload()].Kind == ObjIter {
		return false // an iterator is used up by it
	}
	for _, it := range items {
		*out = append(*out, itemArg(it.Val, it.Defs, arg.Def))
	}
	return true
}

// expandStarStar turns **x into keywords where all keys are known.
func (f *Frame) expandStarStar(out *[]CallArg, arg CallArg) bool {
	ids, all := f.ObjectsOf(arg.Val)
	if !all || len(ids) != 1 || f.Objects[ids[0]].Kind != ObjDict {
		return false
	}
	exact := true
	var more []CallArg
	f.Items(ids[0], func(k Key, c Cell) {
		key, ok := f.Only(f.KeyValue(k))
		if k == KeyStar || !ok || key.Kind != ir.ConstStr {
			exact = false
			return
		}
		a := itemArg(c.Val, c.Defs, arg.Def)
		a.Name = f.World.Prog.Syms.Name(key.Text)
		more = append(more, a)
	})
	if !exact {
		return false
	}
	// Items lie in the order of their keys' numbers, which an edit may change.
	slices.SortFunc(more, func(a, b CallArg) int { return strings.Compare(f.Text(a.Name), f.Text(b.Name)) })
	*out = append(*out, more...)
	return true
}

// callAtom calls one thing a callee may be; returns is false when that never
// comes back.
func (f *Frame) callAtom(fact *CallFact, c *Call, a Atom, decorates bool) (v Value, returns bool) {
	switch a.Kind() {
	case Func, Static:
		return f.callFunc(fact, c, FuncID(a.Payload()), nil, nil, nil)
	case ClassM:
		return f.callFunc(fact, c, FuncID(a.Payload()), nil, top, nil)
	case Bound:
		return f.callBound(fact, c, a)
	case Class:
		return f.construct(fact, c, FuncID(a.Payload())), true
	case Object:
		return f.callObject(fact, c, uint32(a.Payload()))
	case Inst:
		if m := f.method(a, "__call__"); m != nil {
			return f.callMethod(fact, c, m, Value{a})
		}
	case Accessor:
		return f.accessed(a, c), true
	case Ext, ExtInst:
		return f.callExt(fact, c, a, decorates)
	}
	return f.callUnknown(fact, c), true
}

// callUnknown calls something that nothing resolves: it may do anything with
// its arguments.
func (f *Frame) callUnknown(fact *CallFact, c *Call) Value {
	fact.Unknown = true
	f.updateDict(c)
	f.escapeArgs(c)
	return top
}

func (f *Frame) escapeArgs(c *Call) {
	for k := range c.Args {
		f.share(c.Args[k].Val)
		f.escape(c.Args[k].Val, 0)
	}
	if c.Recv != nil {
		f.share(c.Recv)
		f.escape(c.Recv, 0)
	}
}

func (f *Frame) callBound(fact *CallFact, c *Call, a Atom) (Value, bool) {
	fn, attr := boundParts(a)
	recv := f.receiverOf(attr)
	self := f.val(recv)
	if f.isClassMethod(fn) {
		self = f.classesOf(self)
	} else {
		self = f.receiversFor(fn, self)
	}
	return f.callFunc(fact, c, fn, operand(recv), self, nil)
}

// receiversFor keeps of a receiver's atoms those whose class can have the method.
func (f *Frame) receiversFor(fn FuncID, self Value) Value {
	if len(self) < 2 {
		return self
	}
	owner := f.fn(fn).Owner
	var out Value
	for _, a := range self {
		cls := NoFunc
		switch a.Kind() {
		case Inst:
			cls = FuncID(a.Payload())
		case Member:
			cls = memberClass(a)
		case Object:
			if o := &f.Objects[a.Payload()]; o.Kind == ObjInst && o.Class.Kind() == Class {
				cls = FuncID(o.Class.Payload())
			}
		}
		if cls == NoFunc || f.derives(cls, owner) {
			out = add(out, a)
		}
	}
	if out == nil {
		return self
	}
	return out
}

func (f *Frame) derives(cls, base FuncID) bool {
	ci := f.class(cls)
	if ci == nil || base == NoFunc {
		return true
	}
	for _, m := range ci.MRO {
		if m == atom(Class, uint64(base)) {
			return true
		}
	}
	return false
}

func (f *Frame) isClassMethod(fn FuncID) bool {
	info := f.fn(fn)
	if info.Owner == NoFunc {
		return false
	}
	ci := f.class(info.Owner)
	if ci == nil {
		return false
	}
	if info.Name() == "__new__" || info.Name() == "__init_subclass__" || info.Name() == "__class_getitem__" {
		return true
	}
	v, _ := f.classOwn(ci, info.name(info.IR.Name))
	return v.Has(atom(ClassM, uint64(fn)))
}

// classesOf turns instances into their classes.
func (f *Frame) classesOf(v Value) Value {
	var out Value
	for _, a := range v {
		switch a.Kind() {
		case Inst:
			out = add(out, atom(Class, a.Payload()))
		case Member:
			out = add(out, atom(Class, uint64(memberClass(a))))
		case Object:
			o := &f.Objects[a.Payload()]
			if o.Kind == ObjInst && o.Class.Kind() == Class {
				out = add(out, o.Class)
				continue
			}
			for _, h := range o.Hint {
				if h.Kind() == Inst {
					out = add(out, atom(Class, h.Payload()))
				}
			}
		case Class:
			out = add(out, a)
		}
	}
	if out == nil {
		return top
	}
	return out
}

func (f *Frame) callObject(fact *CallFact, c *Call, id uint32) (Value, bool) {
	o := f.Objects[id]
	switch o.Kind {
	case ObjClosure:
		env, _, _ := f.Load(id, KeyEnv)
		c.closure = id + 1
		v, returns := f.callFunc(fact, c, o.Fn, nil, nil, env)
		c.closure = 0
		return v, returns
	case ObjBound:
		env, _, _ := f.Load(id, KeyEnv)
		self, defs, _ := f.Load(id, KeySelf)
		return f.callFunc(fact, c, o.Fn, defs, self, env)
	case ObjInst:
		if m := f.method(atom(Object, uint64(id)), "__call__"); m != nil {
			return f.callMethod(fact, c, m, f.ObjectValue(id))
		}
		if o.Class.Kind() == ExtInst {
			name := f.World.Prog.Models.Canonical(f.Text(NameID(o.Class.Payload())) + ".__call__")
			return f.callExt(fact, c, atom(Ext, uint64(f.World.Prog.Syms.Name(name))), false)
		}
	case ObjPath:
		return f.callPath(fact, c, id)
	case ObjPartial:
		return f.callPartial(fact, c, id)
	}
	return f.callUnknown(fact, c), true
}

// callPath calls what a parameter reaches, through its hints.
func (f *Frame) callPath(fact *CallFact, c *Call, id uint32) (Value, bool) {
	var out Value
	if fns, env := f.neighbours(id); len(fns) > 0 {
		returns := false
		for _, fn := range fns {
			v, back := f.callFunc(fact, c, fn, nil, nil, f.ObjectValue(env))
			out, returns = join(out, v), returns || back
		}
		return out, returns
	}
	for _, h := range f.Objects[id].Hint {
		switch h.Kind() {
		case Func, Class, Static:
			v, _ := f.callAtom(fact, c, h, false)
			out = join(out, v)
		case Inst:
			if m := f.method(h, "__call__"); m != nil {
				v, _ := f.callMethod(fact, c, m, f.ObjectValue(id))
				out = join(out, v)
			}
		}
	}
	return join(out, f.callUnknown(fact, c)), true
}

func (f *Frame) callMethod(fact *CallFact, c *Call, m, self Value) (v Value, returns bool) {
	for _, a := range m {
		switch a.Kind() {
		case Func:
			x, back := f.callFunc(fact, c, FuncID(a.Payload()), nil, self, nil)
			v, returns = join(v, x), returns || back
		default:
			v, returns = join(v, top), true
		}
	}
	return v, returns
}

// callFunc enters a project function. self is prepended when it is not nil.
func (f *Frame) callFunc(fact *CallFact, c *Call, id FuncID, selfDefs []Def, self, env Value) (Value, bool) {
	fn := f.fn(id)
	t := Target{Fn: id, Env: env, Params: f.bindArgs(fn, c, len(fact.Targets), selfDefs, self)}
	return f.enterTarget(fact, c, t)
}

func (f *Frame) enterTarget(fact *CallFact, c *Call, t Target) (Value, bool) {
	f.hint(t)
	t.Heap = f.keepHeap()
	if f.World.Callees == nil {
		fact.Targets = append(fact.Targets, t)
		f.escapeArgs(c)
		return top, true
	}
	base := f.result(t.Fn, nil, f.depth)
	if base == nil {
		fact.Targets = append(fact.Targets, t)
		f.escapeArgs(c)
		return top, true
	}
	t.Sum = base
	f.passDecisions(base, t.Params)
	if ctx := f.contextFor(t, base); ctx != nil {
		if s := f.result(t.Fn, ctx, f.depth+1); s != nil {
			t.Ctx, t.Sum = ctx, s
		}
	}
	v := f.apply(c.At, len(fact.Targets), &t)
	fact.Targets = append(fact.Targets, t)
	return v, !t.Sum.NoReturn
}

// hint records the types that a call gives to parameters.
func (f *Frame) hint(t Target) {
	if f.Ctx != nil {
		return
	}
	h := CallHint{Fn: t.Fn, Types: make([]Value, len(t.Params))}
	some := false
	for i := range t.Params {
		if v := f.hintTypes(t.Params[i].Val); len(v) > 0 && len(v) <= 4 {
			h.Types[i], some = v, true
		}
	}
	if some {
		f.CallHints = append(f.CallHints, h)
	}
}

// bindArgs assigns arguments to parameters as Python does.
func (f *Frame) bindArgs(fn *Fn, c *Call, target int, selfDefs []Def, self Value) []Bind {
	ps := fn.IR.Params
	out := make([]Bind, len(ps))
	b := binder{f: f, fn: fn, c: c, out: out, target: uint32(target)}
	next := 0
	if self != nil && len(ps) > 0 {
		b.give(0, self, selfDefs)
		if ps[0].Kind != ir.ParamVarPositional {
			next = 1
		}
	}
	for k := range c.Args {
		a := &c.Args[k]
		switch {
		case a.Star == 1:
			b.starred(next, a)
		case a.Star == 2:
			b.doubleStarred(a)
		case a.Name != 0:
			b.keyword(a)
		default:
			next = b.positional(next, a)
		}
	}
	b.defaults()
	return out
}

type binder struct {
	f        *Frame
	fn       *Fn
	c        *Call
	out      []Bind
	target   uint32
	rest     uint32 // object of *args, +1
	restN    int
	restOpen bool
	kwargs   uint32 // object of **kwargs, +1
	open     bool   // a ** of unknown keys was given
	handed   bool   // *args is handed on whole
	kwHanded bool   // **kwargs is
	loose    uint64 // parameters that an unknown * may have reached, or not
}

func (b *binder) give(p int, v Value, defs []Def) {
	b.f.share(v)
	if b.fn.IR.Params[p].Kind == ir.ParamVarPositional {
		b.addRest(p, v, defs)
		return
	}
	b.out[p].Val, b.out[p].Defs = join(b.out[p].Val, v), joinDefs(b.out[p].Defs, defs)
}

func (b *binder) addRest(p int, v Value, defs []Def) {
	id := b.restObject(p)
	if b.restOpen {
		b.f.Store(id, KeyStar, v, defs, false)
		return
	}
	b.f.Store(id, IndexKey(b.restN), v, defs, true)
	b.restN++
}

func (b *binder) restObject(p int) uint32 {
	if b.rest == 0 {
		b.rest = 1 + b.f.alloc(b.c.At, 1<<20+b.target*2, ObjTuple, 0)
		b.out[p].Val = b.f.ObjectValue(b.rest - 1)
	}
	return b.rest - 1
}

func (b *binder) positional(next int, a *CallArg) int {
	ps := b.fn.IR.Params
	for next < len(ps) && ps[next].Kind > ir.ParamVarPositional {
		next++
	}
	if next >= len(ps) {
		return next
	}
	b.give(next, a.Val, a.Defs())
	if ps[next].Kind == ir.ParamVarPositional {
		return next
	}
	return next + 1
}

// starred gives the items of a sequence of unknown length to all later
// positions: each its own item where *args is handed on, else any.
func (b *binder) starred(next int, a *CallArg) {
	any, anyDefs := b.f.IterValue(a.Val)
	rest, own := b.f.ownRest(a.Val)
	b.restOpen = true
	for p := next; p < len(b.fn.IR.Params); p++ {
		k := b.fn.IR.Params[p].Kind
		if k == ir.ParamKeywordOnly || k == ir.ParamVarKeyword {
			break
		}
		if own && k == ir.ParamVarPositional && p == next && b.rest == 0 {
			b.out[p].Val, b.out[p].Defs, b.handed = a.Val, operand(a.Def), true
			return
		}
		if own && k == ir.ParamVarPositional && b.rest == 0 {
			b.out[p].Val, b.out[p].Defs, b.handed = b.shifted(rest, p-next), operand(a.Def), true
			return
		}
		v, defs := any, anyDefs
		if own && k <= ir.ParamNormal && p-next < maxKeys {
			v, defs, _ = b.f.Load(rest, IndexKey(p-next))
		} else {
			defs = joinDefs(defs, operand(a.Def))
		}
		b.give(p, v, defs)
		b.loose |= 1 << min(uint(p), 63)
		if b.fn.IR.Params[p].HasDefault {
			b.open = true
		}
	}
}

// maxShifted bounds the items of *args that keep their places where a part of
// them is handed on as *args again.
const maxShifted = 8

// shifted is *args without its first items.
func (b *binder) shifted(rest uint32, by int) Value {
	id := b.f.alloc(b.c.At, 1<<20+b.target*2, ObjTuple, 0)
	b.f.copyRest(id, 0, rest, by)
	b.f.SetLen(id, -1)
	return b.f.ObjectValue(id)
}

// copyRest puts items of *args, from one on, into a sequence that has n items.
func (f *Frame) copyRest(id uint32, n int, rest uint32, from int) {
	for k := range maxShifted {
		v, defs, _ := f.Load(rest, IndexKey(k+from))
		f.Store(id, IndexKey(n+k), v, defs, true)
		c, _ := f.cur.heap.Get(CellKey(id, IndexKey(n+k)))
		c.Maybe = true
		f.set(CellKey(id, IndexKey(n+k)), c)
	}
}

// ownRest is the object of this body's own *args when a value is just that: a
// tuple whose items are where the caller put them.
func (f *Frame) ownRest(v Value) (uint32, bool) {
	ids, all := f.ObjectsOf(v)
	if !all || len(ids) != 1 {
		return 0, false
	}
	o := &f.Objects[ids[0]]
	ok := o.Kind == ObjPath && o.Parent < 0 && o.Param >= 0 && f.F.Params[o.Param].Kind == ir.ParamVarPositional
	return ids[0], ok
}

func (b *binder) keyword(a *CallArg) {
	for p := range b.fn.IR.Params {
		pp := &b.fn.IR.Params[p]
		if b.fn.name(pp.Name) == a.Name && (pp.Kind == ir.ParamNormal || pp.Kind == ir.ParamKeywordOnly) {
			b.give(p, a.Val, a.Defs())
			return
		}
	}
	if id, ok := b.kwargsObject(); ok {
		if k, ok := b.f.World.Prog.Syms.Const(Constant{Kind: ir.ConstStr, Text: b.f.World.Prog.Syms.Text(a.Name)}); ok {
			key, _ := b.f.ItemKey(k)
			b.f.Store(id, key, a.Val, a.Defs(), true)
		}
	}
}

func (b *binder) kwargsObject() (uint32, bool) {
	if b.kwargs != 0 {
		return b.kwargs - 1, true
	}
	for p := range b.fn.IR.Params {
		if b.fn.IR.Params[p].Kind == ir.ParamVarKeyword {
			b.kwargs = 1 + b.f.alloc(b.c.At, 1<<20+b.target*2+1, ObjDict, 0)
			b.out[p].Val = join(b.out[p].Val, b.f.ObjectValue(b.kwargs-1))
			return b.kwargs - 1, true
		}
	}
	return 0, false
}

// doubleStarred gives the values of a mapping of unknown keys to everything
// that is still free.
func (b *binder) doubleStarred(a *CallArg) {
	var v Value
	var defs []Def
	ids, _ := b.f.ObjectsOf(a.Val)
	for _, id := range ids {
		x, d := b.f.Elements(id)
		v, defs = join(v, x), joinDefs(defs, d)
	}
	if len(ids) == 0 {
		v = top
	}
	defs = joinDefs(defs, operand(a.Def))
	b.open = true
	for p := range b.fn.IR.Params {
		if b.out[p].Val != nil && b.loose&(1<<min(uint(p), 63)) == 0 {
			continue
		}
		if k := b.fn.IR.Params[p].Kind; k == ir.ParamNormal || k == ir.ParamKeywordOnly {
			x, d := b.named(ids, p, v, defs)
			b.give(p, x, d)
		}
	}
	if b.fn.Mod.IR.Template {
		b.pageNames(a, ids)
	} else if b.f.ownKeywords(a.Val) {
		b.handOn(a)
	} else if id, ok := b.kwargsObject(); ok {
		b.f.Merge(id, a.Val, operand(a.Def))
	}
}

// pageNames gives a page the names that mappings are seen to have: it has most
// others from nowhere that is seen.
func (b *binder) pageNames(a *CallArg, ids []uint32) {
	if b.f.ownKeywords(a.Val) {
		b.handOn(a)
		return
	}
	to, ok := b.kwargsObject()
	for _, id := range ids {
		if !ok || b.f.Objects[id].Kind != ObjDict {
			continue
		}
		b.f.Items(id, func(k Key, c Cell) {
			if k.IsItem() {
				b.f.Store(to, k, c.Val, c.Defs, false)
			}
		})
	}
}

// handOn gives this body's own **kwargs, which each key is found in as it is
// here, to the **kwargs of the callee.
func (b *binder) handOn(a *CallArg) {
	for p := range b.fn.IR.Params {
		if b.fn.IR.Params[p].Kind == ir.ParamVarKeyword {
			b.out[p].Val, b.out[p].Defs = join(b.out[p].Val, a.Val), joinDefs(b.out[p].Defs, operand(a.Def))
			b.kwHanded = true
		}
	}
}

// ownKeywords tells whether a value is just this body's own **kwargs.
func (f *Frame) ownKeywords(v Value) bool {
	ids, all := f.ObjectsOf(v)
	if !all || len(ids) != 1 {
		return false
	}
	o := &f.Objects[ids[0]]
	return o.Kind == ObjPath && o.Parent < 0 && o.Param >= 0 && f.F.Params[o.Param].Kind == ir.ParamVarKeyword
}

// named is the item of the mappings under a parameter's own name.
func (b *binder) named(ids []uint32, p int, v Value, defs []Def) (Value, []Def) {
	if len(ids) != 1 {
		return v, defs
	}
	name := b.f.World.Prog.Syms.Text(b.fn.name(b.fn.IR.Params[p].Name))
	k, ok := b.f.World.Prog.Syms.Const(Constant{Kind: ir.ConstStr, Text: name})
	if !ok {
		return v, defs
	}
	key, _ := b.f.ItemKey(k)
	if b.fn.Mod.IR.Template && b.f.Objects[ids[0]].Kind == ObjDict {
		c, _ := b.f.cur.heap.Get(CellKey(ids[0], key)) // a page has most names from nowhere that is seen
		return c.Val, c.Defs
	}
	x, d, _ := b.f.Load(ids[0], key)
	if x == nil {
		return nil, nil
	}
	return x, d
}

// defaults fills what the call left out.
func (b *binder) defaults() {
	defs := b.f.defaultsOf(b.fn.ID)
	for p := range b.out {
		pp := &b.fn.IR.Params[p]
		switch {
		case pp.Kind == ir.ParamVarPositional && b.handed:
		case pp.Kind == ir.ParamVarPositional:
			id := b.restObject(p)
			if b.restOpen {
				b.f.SetLen(id, -1)
			} else {
				b.f.SetLen(id, b.restN)
			}
		case pp.Kind == ir.ParamVarKeyword && b.kwHanded:
		case pp.Kind == ir.ParamVarKeyword:
			if id, ok := b.kwargsObject(); ok && !b.open {
				b.f.SetLen(id, b.f.countKeys(id))
			}
		case b.out[p].Val == nil || b.open && pp.HasDefault:
			v, made := b.ownDefault(p)
			switch {
			case made:
			case pp.HasDefault && p < len(defs) && defs[p] != nil:
				v = b.f.localize(defs[p])
			default:
				v = top
			}
			b.out[p].Val = join(b.out[p].Val, v)
		}
	}
}

// ownDefault is the default of a parameter that the very function that is called
// was made with.
func (b *binder) ownDefault(p int) (Value, bool) {
	if b.c.closure == 0 {
		return nil, false
	}
	c, ok := b.f.cur.heap.Get(CellKey(b.c.closure-1, IndexKey(p)))
	if ok {
		b.out[p].Defs = joinDefs(b.out[p].Defs, c.Defs)
	}
	return c.Val, ok
}
