package value

import "leadline/internal/ir"

// Context binds parameters of a body to what one call gives them: constants,
// functions, classes, that they are not None, and the receiver's class.
type Context struct {
	Params []Value // nil where nothing is bound
	Free   []FreeBind
	Self   Atom // Inst of the receiver's class, or 0
	Key    string
}

// something is what a parameter is bound to of which no more is known than that it is
// not None.
var something = Value{atom(Some, 0)}

// some tells whether a parameter is bound to that.
func (c *Context) some(i int) bool { return i < len(c.Params) && c.Params[i].Equal(something) }

// value is what a parameter is under the context, or nil.
func (c *Context) value(f *Frame, i int) Value {
	if i >= len(c.Params) || c.Params[i] == nil || c.some(i) {
		return nil
	}
	for _, a := range c.Params[i] {
		if a.Kind() == Callable {
			return f.given(f.paramObject(int32(i), nil), c.Params[i])
		}
	}
	return c.Params[i]
}

// given is a bound value as the body sees it that reaches it by a path.
func (f *Frame) given(root uint32, v Value) Value {
	var out Value
	for _, a := range v {
		if a.Kind() == Callable {
			a = atom(Object, uint64(f.callable(root, FuncID(a.Payload()))))
		}
		out = add(out, a)
	}
	return out
}

// callable is a closure or bound method that a path leads to: its frame and
// receiver are reached through the path.
func (f *Frame) callable(root uint32, fn FuncID) uint32 {
	key := 1<<59 | uint64(root)<<32 | uint64(fn)
	if id, ok := f.sites[key]; ok {
		return id
	}
	id := uint32(len(f.Objects))
	kind := ObjClosure
	if f.fn(fn).Owner != NoFunc {
		kind = ObjBound
	}
	f.Objects = append(f.Objects, HeapObject{Kind: kind, Single: true, Fn: fn, Param: -1, Parent: -1})
	f.sites[key] = id
	for _, k := range []Key{KeyEnv, KeySelf} {
		p := f.child(root, k)
		f.cur.heap = f.cur.heap.SetIn(&f.room, f.era, CellKey(id, k), Cell{Val: f.ObjectValue(p), Defs: operand(f.initial(p))})
	}
	return id
}

// Limits of specialisation, per calling analysis.
const (
	maxChain    = 3
	maxContexts = 32
	maxBound    = 3 // atoms that one parameter may be bound to
)

// contextFor binds the deciding parameters of a call's target to what the
// call gives them; nil when there is nothing to bind.
func (f *Frame) contextFor(t Target, base *Summary) *Context {
	if f.World.NoContexts || f.depth >= maxChain || base.Decide == 0 && len(base.DecideFree) == 0 && len(f.tested) == 0 || f.contexts >= f.World.Prog.Budget(maxContexts) || f.unspecialised(t.Fn) {
		return nil
	}
	fn := f.fn(t.Fn)
	ctx := &Context{Params: make([]Value, len(t.Params))}
	some := false
	decide := base.Decide
	if f.tested[f.Written(f.at)] && f.constantArgs(&t) {
		decide = ^uint64(0)
	}
	for p := range t.Params {
		if p > 63 || decide&(1<<uint(p)) == 0 {
			continue
		}
		if p == 0 && fn.Receives {
			if s := f.selfClass(fn, t.Params[0].Val); s != 0 {
				ctx.Self, some = s, true
				continue
			}
		}
		if v := f.bindable(t.Params[p].Val); v != nil && !f.declared(t.Fn, p, v) {
			ctx.Params[p], some = v, true
		} else if base.DecideNone&(1<<uint(p)) != 0 && f.neverNone(t.Params[p].Val) {
			ctx.Params[p], some = something, true
		}
	}
	if ctx.Free = f.freeBinds(t.Env, base.DecideFree); !some && len(ctx.Free) == 0 {
		return nil
	}
	ctx.Key = ctx.key()
	f.contexts++
	return ctx
}

// declared tells whether a parameter's annotation says more than what a call
// gives it: something of a library.
func (f *Frame) declared(fn FuncID, p int, v Value) bool {
	anns := f.World.Annotations[fn]
	if p >= len(anns) || len(anns[p]) == 0 {
		return false
	}
	for _, a := range v {
		if a.Kind() != Ext {
			return false
		}
	}
	return true
}

// test notes that something is decided by what a call gives. Where all that the
// call hands over is constant, its target is analysed for just that when the
// body is run again: what it gives may be a constant that no branch of its own
// decides.
func (f *Frame) test(v ir.Value) {
	c := f.CallAt(v)
	if c == nil || len(c.Targets) != 1 || f.World.NoContexts || f.tested[f.Written(v)] || len(f.Vals[v]) == 1 && f.Vals[v].Known() {
		return
	}
	if t := &c.Targets[0]; t.Sum != nil && t.Ctx == nil && f.depth < maxChain && f.constantArgs(t) {
		f.tested[f.Written(v)], f.newlyTested = true, true
	}
}

// constantArgs tells whether a call gives constants to all parameters of a
// target, its receiver apart.
func (f *Frame) constantArgs(t *Target) bool {
	some := false
	for p := range t.Params {
		if p == 0 && f.fn(t.Fn).Receives {
			continue
		}
		if !t.Params[p].Val.Known() || f.bindable(t.Params[p].Val) == nil {
			return false
		}
		some = true
	}
	return some
}

// selfClass is the receiver's class when it is known and not the method's own.
func (f *Frame) selfClass(fn *Fn, self Value) Atom {
	if len(self) != 1 {
		return 0
	}
	c := NoFunc
	switch self[0].Kind() {
	case Inst:
		c = FuncID(self[0].Payload())
	case Member:
		c = memberClass(self[0])
	case Object:
		o := &f.Objects[self[0].Payload()]
		if o.Kind == ObjInst && o.Class.Kind() == Class {
			c = FuncID(o.Class.Payload())
		} else if f.Ctx != nil && o.Kind == ObjPath && o.Parent < 0 && o.Param == 0 {
			return f.Ctx.Self
		}
	}
	if c == NoFunc {
		return 0
	}
	return atom(Inst, uint64(c))
}

// bindable is what of a value a context may carry, or nil.
func (f *Frame) bindable(v Value) Value {
	if len(v) == 0 || len(v) > maxBound {
		return nil
	}
	var out Value
	for _, a := range v {
		switch a.Kind() {
		case Const, Func, Class, Module, Ext, Member:
			out = add(out, a)
		case ExtInst:
			if !exactBuiltin(f.TypeName(a)) {
				return nil
			}
			out = add(out, a)
		case Bound:
			fn, _ := boundParts(a)
			out = add(out, atom(Callable, uint64(fn)))
		case Object:
			o := &f.Objects[a.Payload()]
			if o.Kind != ObjClosure && o.Kind != ObjBound || o.Fn == NoFunc {
				return nil
			}
			out = add(out, atom(Callable, uint64(o.Fn)))
		default:
			return nil
		}
	}
	return out
}

func (c *Context) key() string {
	b := make([]byte, 0, 32)
	put := func(x uint64) {
		for ; x >= 0x80; x >>= 7 {
			b = append(b, byte(x)|0x80)
		}
		b = append(b, byte(x))
	}
	put(uint64(c.Self))
	for i, v := range c.Params {
		if v == nil {
			continue
		}
		put(uint64(i) + 1)
		put(uint64(len(v)))
		for _, a := range v {
			put(uint64(a))
		}
	}
	for _, x := range c.Free {
		put(0)
		put(uint64(x.Hops))
		put(uint64(x.Name))
		for _, a := range x.Val {
			put(uint64(a) + 1)
		}
		put(0)
	}
	return string(b)
}

// decides notes which parameters a deciding value came from.
func (f *Frame) decides(v ir.Value, depth int) {
	if v == ir.NoValue || depth > 4 {
		return
	}
	f.decidesValue(f.Vals[v])
	in := &f.F.Instrs[v]
	switch in.Op {
	case ir.OpParam:
		if in.A < 64 {
			f.decide |= 1 << in.A
		}
	case ir.OpFree:
		f.decidesFree(FreeVar{int(in.Sub), f.Fn.name(in.A)})
	case ir.OpCompare, ir.OpBinary:
		f.test(v)
		f.decidesNone(in)
		f.decides(in.A, depth+1)
		f.decides(in.B, depth+1)
	case ir.OpUnary, ir.OpMatchClass, ir.OpMatchKey:
		f.decides(in.A, depth+1)
	case ir.OpAttr:
		f.decides(in.A, depth+1)
	case ir.OpItem:
		f.decides(in.B, depth+1)
	case ir.OpBind:
		f.decides(in.B, depth)
	case ir.OpCall:
		f.test(v)
		if d := &f.F.Instrs[in.A]; d.Op == ir.OpAttr {
			f.decides(d.A, depth+1)
		}
		for _, a := range f.F.List(in) {
			f.decides(a.Value, depth+1)
		}
	}
}

// decidesKey notes the parameters that the key of a call such as d.get(key) came
// from, where what it gives hangs on it.
func (f *Frame) decidesKey(fact *CallFact) {
	key := fact.Call.Arg(0)
	if fact.Recv == ir.NoValue || key == nil || int(key.Def) >= len(f.F.Instrs) || key.Val.Known() {
		return
	}
	switch f.Text(fact.Method) {
	case "get", "pop", "setdefault":
		f.decides(key.Def, 0)
	}
}

// decidesNone notes a parameter that is compared with None.
func (f *Frame) decidesNone(in *ir.Instr) {
	d := &f.F.Instrs[in.A]
	if in.Op != ir.OpCompare || in.Sub != ir.Is && in.Sub != ir.IsNot || d.Op != ir.OpParam || d.A >= 64 {
		return
	}
	if c, ok := f.Only(f.Vals[in.B]); ok && c.Kind == ir.ConstNone {
		f.decideNone |= 1 << d.A
	}
}

func (f *Frame) decidesValue(v Value) {
	for _, a := range v {
		if a.Kind() == Object {
			if o := &f.Objects[a.Payload()]; o.Kind == ObjPath && o.Parent < 0 && o.Param >= 0 && o.Param < 64 {
				f.decide |= 1 << uint(o.Param)
			}
		}
	}
}

// passDecisions marks our own parameters that a callee's decisions rest on.
func (f *Frame) passDecisions(base *Summary, binds []Bind) {
	for p := range binds {
		if p < 64 && base.Decide&(1<<uint(p)) != 0 {
			f.decidesValue(binds[p].Val)
			for _, d := range binds[p].Defs {
				if int(d) < len(f.F.Instrs) && f.F.Instrs[d].Op == ir.OpParam && f.F.Instrs[d].A < 64 {
					f.decide |= 1 << f.F.Instrs[d].A
					f.decideNone |= base.DecideNone >> uint(p) & 1 << f.F.Instrs[d].A
				}
			}
		}
	}
}

// apply performs a summary's effects at a call and gives its result.
func (f *Frame) apply(at ir.Value, target int, t *Target) Value {
	a := applier{f: f, at: at, t: t, target: uint32(target), objs: make([]Value, len(t.Sum.Objs))}
	for n := range t.Sum.Objs {
		a.object(n)
	}
	for n := range t.Sum.Objs {
		switch o := &t.Sum.Objs[n]; {
		case o.Global != 0:
			a.objs[n] = f.ObjectValue(f.importGlobal(o.Global))
		case o.Kind != ObjPath:
			a.alloc(n)
		}
	}
	t.Objs = a.objs
	a.stores()
	return a.value(t.Sum.Ret)
}

// The order of a body's stores as far as a summary tells it: what lies under unknown
// keys, items that may be older than what was given at once, that, and the rest.
const (
	storeStar = iota
	storeUnder
	storeRest
	storeOver
	storeRaised
)

func (a *applier) turn(s int) int {
	sl := &a.t.Sum.Slots[s]
	switch {
	case a.t.Sum.Objs[sl.Obj].Param == raisedParam:
		return storeRaised
	case sl.Key == KeyStar:
		return storeStar
	case sl.Key == KeyRest:
		return storeRest
	case sl.Key.IsItem() && !sl.Over:
		return storeUnder
	}
	return storeOver
}

// stores performs the stores of the body.
func (a *applier) stores() {
	var rest map[int][]given // as it was before the call
	var turns [storeRaised + 1]bool
	for s := range a.t.Sum.Slots {
		turn := a.turn(s)
		turns[turn] = true
		if turn == storeRest {
			if rest == nil {
				rest = map[int][]given{}
			}
			rest[s] = a.f.collect(a.value(a.t.Sum.Slots[s].Val))
		}
	}
	for turn, some := range turns {
		for s := range a.t.Sum.Slots {
			if !some {
				break
			}
			switch {
			case a.turn(s) != turn:
			case turn == storeRaised:
				a.f.throw(a.value(a.t.Sum.Slots[s].Val), operand(a.effect(s)))
			case turn == storeRest:
				a.storeRest(s, rest[s])
			default:
				a.store(s)
			}
		}
	}
}

// storeRest gives a dict all items of what a path is here.
func (a *applier) storeRest(s int, gs []given) {
	base := a.objs[a.t.Sum.Slots[s].Obj]
	for k := range gs {
		gs[k].only = gs[k].only && len(base) == 1
	}
	for _, b := range base {
		if b.Kind() == Object {
			id := uint32(b.Payload())
			a.f.put(id, gs, operand(a.effect(s)))
			a.f.Recount(id)
		}
	}
}

type applier struct {
	f      *Frame
	at     ir.Value
	t      *Target
	target uint32
	objs   []Value
}

// object finds what a path of the summary is here; it reads the heap as it was
// before the call's own stores.
func (a *applier) object(n int) Value {
	if a.objs[n] != nil {
		return a.objs[n]
	}
	o := &a.t.Sum.Objs[n]
	if o.Kind != ObjPath {
		return nil
	}
	switch {
	case o.Parent >= 0:
		a.objs[n], _ = a.f.childOf(a.object(int(o.Parent)), o.Key)
	case o.Param == raisedParam:
		return nil
	case o.Param < 0:
		a.objs[n] = a.t.Env
	case int(o.Param) < len(a.t.Params):
		a.objs[n] = a.t.Params[o.Param].Val
	}
	if a.objs[n] == nil {
		a.objs[n] = top
	}
	return a.objs[n]
}

// childOf reads a cell of whatever a value may be.
func (f *Frame) childOf(base Value, k Key) (v Value, defs []Def) {
	for _, b := range base {
		switch b.Kind() {
		case Object:
			x, d := f.cellOf(uint32(b.Payload()), k)
			v, defs = join(v, x), joinDefs(defs, d)
		case Bound:
			if k == KeySelf {
				_, attr := boundParts(b)
				recv := f.receiverOf(attr)
				v, defs = join(v, f.val(recv)), joinDefs(defs, operand(recv))
			}
		case Module, Class, Inst, Member, ExtInst, Ext, Const:
			if k.IsAttr() {
				x, _ := f.attrOf(ir.Value(0), b, NameID(k&keyMask))
				v = join(v, x)
			} else {
				v = join(v, top)
			}
		default:
			v = join(v, top)
		}
	}
	return v, defs
}

func (f *Frame) cellOf(id uint32, k Key) (Value, []Def) {
	if k == KeyStar {
		return f.Elements(id)
	}
	if k&^keyMask == keyItem {
		if k = f.normalIndex(id, atom(Const, uint64(k&keyMask)), k); k == KeyStar {
			return f.Elements(id)
		}
	}
	if k.IsAttr() && f.Objects[id].Kind == ObjDict {
		k = f.NamedItem(NameID(k & keyMask)) // a template's x.name: a mapping has no other
	}
	v, defs, sure := f.Load(id, k)
	if !sure && k.IsAttr() && f.Objects[id].Kind == ObjInst {
		if o := f.Objects[id]; o.Class.Kind() == Class {
			if x, _, ok := f.classAttr(FuncID(o.Class.Payload()), NameID(k&keyMask)); ok {
				return join(v, f.unlessStored(FuncID(o.Class.Payload()), NameID(k&keyMask), x)), defs
			}
		}
		if v == nil {
			v = top
		}
	}
	return v, defs
}

func (a *applier) alloc(n int) {
	o := &a.t.Sum.Objs[n]
	id := a.f.alloc(a.at, 1+a.target*maxSummaryObjects*2+uint32(n), o.Kind, o.Class)
	ob := &a.f.Objects[id]
	ob.Fn = o.Fn
	if !o.Single {
		ob.Single = false
	}
	a.objs[n] = a.f.ObjectValue(id)
}

func (a *applier) store(s int) {
	sl := &a.t.Sum.Slots[s]
	v := a.value(sl.Val)
	defs := operand(a.effect(s))
	base := a.objs[sl.Obj]
	isPath := a.t.Sum.Objs[sl.Obj].Kind == ObjPath
	for _, b := range base {
		if b.Kind() != Object {
			continue
		}
		id := uint32(b.Payload())
		a.f.share(v)
		strong := len(base) == 1 && !sl.Maybe && sl.Key != KeyStar
		if isPath && sl.Key == KeyLen && sl.Val.IsTop() {
			a.f.Collapse(id)
			continue
		}
		if isPath && sl.Key == KeyStar {
			a.f.SetLen(id, -1)
		}
		a.f.Store(id, sl.Key, v, defs, strong)
		if strong && !sl.Over && sl.Key.IsItem() {
			if c, ok := a.f.cur.heap.Get(CellKey(id, sl.Key)); ok && c.Over {
				c.Over = false
				a.f.set(CellKey(id, sl.Key), c)
			}
		}
		if isPath && sl.Key.IsItem() && a.f.Objects[id].Kind == ObjDict {
			a.f.Recount(id)
		}
	}
}

// effect is the definition of what a slot's store gives.
func (a *applier) effect(s int) Def {
	return a.f.extraDef(Extra{Kind: ExtraEffect, Call: a.at, Target: a.target, Slot: uint32(s)})
}

// value turns a value of the summary into one of this body.
func (a *applier) value(v Value) Value {
	var out Value
	for k, x := range v {
		var n Value
		switch x.Kind() {
		case Object:
			n = a.objs[x.Payload()]
		case Shape:
			n = a.shape(a.t.Sum.Shapes[x.Payload()])
		case Global:
			n = one(atom(Object, uint64(a.f.importGlobal(x))))
		default:
			if out != nil {
				out = add(out, x)
			}
			continue
		}
		if out == nil {
			out = append(Value{}, v[:k]...)
		}
		out = join(out, n)
	}
	if out == nil {
		return v
	}
	return out
}
