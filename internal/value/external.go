package value

import (
	"slices"
	"strings"
	"unicode"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// callExt calls an external name: the language's own semantics, a model row,
// or nothing known.
func (f *Frame) callExt(fact *CallFact, c *Call, a Atom, decorates bool) (Value, bool) {
	p := f.World.Prog
	name := p.Syms.Text(NameID(a.Payload()))
	known := f.libraryName(NameID(a.Payload()))
	if a.Kind() == ExtInst && known.entry != nil && known.entry.Found { // of the class, which is not what is called
		return f.callExt(fact, c, atom(Ext, uint64(p.Syms.Name(p.Models.Canonical(name+".__call__")))), decorates)
	}
	fact.Ext = append(fact.Ext, NameID(a.Payload()))
	if v, ok := f.special(fact, c, name); ok {
		return v, true
	}
	if v, ok := f.World.Sem.Call(f, name, c); ok {
		fact.Builtin = true
		return v, true
	}
	e := known.entry
	if e != nil && e.NoReturn {
		return nil, false
	}
	if v, ok := f.keyed(c, e); ok {
		fact.Builtin = true
		return v, true
	}
	f.initsException(c, name)
	given := f.callbacks(fact, c, e)
	f.renders(fact, c, e)
	if decorates && (e == nil || e.Returns == "") {
		if arg := c.Arg(0); arg != nil { // an unresolved decorator is the identity
			f.SetLoads(operand(arg.Def))
			return arg.Val, true
		}
	}
	f.libraryEffects(fact, c, name, e)
	if given.typed() && e.Returns == "" {
		return given, true
	}
	return f.libraryResult(c, a, name, e), true
}

// special are the few names whose meaning is the analysis's own.
func (f *Frame) special(fact *CallFact, c *Call, name string) (Value, bool) {
	if v, ok := f.recordCall(c, name); ok {
		fact.Builtin = true
		return v, true
	}
	whole := func(v Value, ok bool) (Value, bool) { // no row need say what becomes of the arguments
		fact.Builtin = ok
		return v, ok
	}
	switch name {
	case "builtins.super":
		return f.superValue(), true
	case "builtins.staticmethod", "builtins.classmethod", "builtins.property", "functools.cached_property":
		return f.descriptor(c, name), true
	case "builtins.getattr":
		return whole(f.getattr(c))
	case "builtins.setattr":
		return f.setattr(c)
	case "builtins.object.__setattr__":
		return f.setattr(c)
	case "builtins.object.__new__":
		return f.bare(c)
	case "copy.copy", "copy.deepcopy":
		return whole(f.copied(fact, c, name == "copy.deepcopy"))
	case "dataclasses.field":
		return whole(f.fieldDefault(c))
	case "importlib.import_module", "builtins.__import__":
		return f.imported(c, name)
	case "functools.partial":
		return whole(f.partial(c))
	case "typing.cast":
		return f.cast(c)
	case "builtins.map":
		return f.mapCall(fact, c)
	case "builtins.isinstance", "builtins.issubclass", "builtins.callable", "builtins.hasattr":
		return f.World.Sem.Call(f, name, c)
	}
	return nil, false
}

// imported is the module of the project that a constant names; nothing is known
// of others.
func (f *Frame) imported(c *Call, how string) (Value, bool) {
	arg := c.Arg(0)
	if arg == nil || c.Arg(1) != nil {
		return nil, false
	}
	k, ok := f.Only(arg.Val)
	if !ok || k.Kind != ir.ConstStr || strings.HasPrefix(k.Text, ".") {
		return nil, false
	}
	name := k.Text
	if how == "builtins.__import__" { // the package, whatever of it is named
		name, _, _ = strings.Cut(name, ".")
	}
	if m := f.World.Prog.ByName[name]; m != nil {
		return one(atom(Module, uint64(m.Index))), true
	}
	return nil, false
}

// cast is typing.cast(T, x): x, which is a T where nothing else is known of it.
func (f *Frame) cast(c *Call) (Value, bool) {
	t, x := c.Arg(0), c.Arg(1)
	if t == nil || x == nil {
		return nil, false
	}
	f.SetLoads(operand(x.Def))
	if x.Val.IsTop() {
		return join(x.Val, f.instances(t.Val)), true
	}
	return x.Val, true
}

func (f *Frame) superValue() Value {
	m := f.Fn.Mod
	for b := f.Fn.Local; b != 0; b = m.IR.Funcs[b].Parent {
		if fn := f.fn(m.First + FuncID(b)); fn.Owner != NoFunc {
			return one(atom(Super, uint64(fn.Owner)))
		}
	}
	return top
}

// bare is object.__new__(cls): an instance whose __init__ has not run.
func (f *Frame) bare(c *Call) (Value, bool) {
	arg := c.Arg(0)
	if arg == nil {
		return nil, false
	}
	f.decides(arg.Def, 0)
	var out Value
	for _, a := range arg.Val {
		cls := NoFunc
		if a.Kind() == Class {
			cls = FuncID(a.Payload())
		} else if a.Kind() == Object {
			cls = f.receivedClass(uint32(a.Payload()))
		}
		switch ci := f.class(cls); {
		case ci == nil:
			out = join(out, top)
		case a.Kind() == Object && len(ci.Subs) > 0:
			out = join(out, f.ObjectValue(f.alloc(c.At, 1<<22+uint32(cls), ObjInst, atom(Inst, uint64(cls)))))
		default:
			out = join(out, f.ObjectValue(f.alloc(c.At, 1<<22+uint32(cls), ObjInst, atom(Class, uint64(cls)))))
		}
	}
	return out, true
}

// descriptor wraps a plain function as what the class will hold.
func (f *Frame) descriptor(c *Call, name string) Value {
	arg := c.Arg(0)
	if arg == nil {
		return top
	}
	kind, keeps := Property, uint64(0)
	switch name {
	case "functools.cached_property":
		keeps = propertyKeeps
	case "builtins.staticmethod":
		kind = Static
	case "builtins.classmethod":
		kind = ClassM
	}
	var out Value
	for _, a := range arg.Val {
		if a.Kind() == Func {
			out = add(out, atom(kind, a.Payload()|keeps))
		} else {
			out = add(out, a)
		}
	}
	return out
}

func (f *Frame) getattr(c *Call) (Value, bool) {
	obj, name := c.Arg(0), c.Arg(1)
	if obj == nil || name == nil {
		return nil, false
	}
	f.decides(name.Def, 0)
	var out Value
	var defs []Def
	for _, n := range name.Val {
		k, ok := f.Constant(n)
		if !ok || k.Kind != ir.ConstStr {
			return nil, false
		}
		v, d := f.attr(c.At, obj.Val, f.World.Prog.Syms.Name(k.Text))
		out, defs = join(out, v), joinDefs(defs, d)
	}
	if dflt := c.Arg(2); dflt != nil {
		out, defs = join(out, dflt.Val), joinDefs(defs, operand(dflt.Def))
	}
	f.SetLoads(joinDefs(defs, f.Own(operand(obj.Def))))
	return f.rebind(c, obj, out), true
}

// rebind gives the methods that getattr found their receiver, which is no
// operand of an attribute instruction here.
func (f *Frame) rebind(c *Call, obj *CallArg, v Value) Value {
	var out Value
	for _, a := range v {
		if a.Kind() == Bound {
			fn, _ := boundParts(a)
			id := f.alloc(c.At, 1<<21+uint32(fn), ObjBound, 0)
			f.Objects[id].Fn = fn
			f.share(obj.Val)
			f.Store(id, KeySelf, obj.Val, operand(obj.Def), true)
			a = atom(Object, uint64(id))
		}
		out = add(out, a)
	}
	return out
}

func (f *Frame) setattr(c *Call) (Value, bool) {
	obj, name, val := c.Arg(0), c.Arg(1), c.Arg(2)
	if obj == nil || name == nil || val == nil {
		return nil, false
	}
	f.share(val.Val)
	for _, o := range obj.Val {
		if o.Kind() != Object {
			continue
		}
		for _, n := range name.Val {
			if k, ok := f.Constant(n); ok {
				f.storeObjectAttr(c.At, uint32(o.Payload()), f.World.Prog.Syms.Name(k.Text), val.Val, operand(val.Def), len(name.Val) == 1 && len(obj.Val) == 1)
			} else {
				f.storeLoosely(uint32(o.Payload()), val.Val, operand(val.Def))
			}
		}
	}
	return f.None(), true
}

// updateDict is o.__dict__.update(...), which gives o attributes.
func (f *Frame) updateDict(c *Call) {
	call := &f.F.Instrs[c.At]
	if call.Op != ir.OpCall {
		return
	}
	of := f.attrBase(f.attrBase(call.A, "update"), "__dict__")
	if of == ir.NoValue {
		return
	}
	for _, o := range f.val(of) {
		if o.Kind() != Object {
			continue
		}
		id := uint32(o.Payload())
		for k := range c.Args {
			a := &c.Args[k]
			f.share(a.Val)
			if a.Name != 0 {
				f.storeObjectAttr(c.At, id, a.Name, a.Val, a.Defs(), len(f.val(of)) == 1)
				continue
			}
			ids, _ := f.ObjectsOf(a.Val)
			for _, d := range ids {
				f.namedBy(c.At, id, d)
			}
		}
	}
}

// namedBy gives an object the items of a mapping as attributes.
func (f *Frame) namedBy(i ir.Value, id, mapping uint32) {
	sure := f.Objects[mapping].Kind == ObjDict
	var cells []keyedCell
	f.Items(mapping, func(k Key, c Cell) { cells = append(cells, keyedCell{k, c}) })
	for _, c := range cells {
		name, ok := f.Only(f.KeyValue(c.key))
		if sure && ok && name.Kind == ir.ConstStr && c.key != KeyStar {
			f.storeObjectAttr(i, id, f.World.Prog.Syms.Name(name.Text), c.Val, c.Defs, !c.Maybe)
		}
	}
	if _, known := f.Len(mapping); sure && known {
		return
	}
	v, defs := f.Elements(mapping)
	f.storeLoosely(id, join(v, top), defs)
}

// storeLoosely gives an object an attribute under an unknown name.
func (f *Frame) storeLoosely(id uint32, v Value, defs []Def) {
	f.Store(id, KeyStar, v, defs, false)
	f.Store(id, KeyAttrs, v, defs, false)
}

// attrBase is what an instruction reads the attribute of that name of, or NoValue.
func (f *Frame) attrBase(v ir.Value, name string) ir.Value {
	if v == ir.NoValue || int(v) >= len(f.F.Instrs) {
		return ir.NoValue
	}
	in := &f.F.Instrs[v]
	if in.Op != ir.OpAttr || f.Text(f.Fn.name(in.B)) != name {
		return ir.NoValue
	}
	return in.A
}

// passes are the arguments that a callback is given where a row names one: all from a
// position on, that one, or something unknown.
func (f *Frame) passes(c *Call, callee, p model.Arg) []CallArg {
	if p.From < 0 || p.Pos >= 0 || p.Self {
		if a := f.ArgOf(c, p); a != nil {
			return []CallArg{*a}
		}
		return []CallArg{{Val: top, Def: c.At}}
	}
	var out []CallArg
	n := 0
	for _, a := range c.Args {
		if a.Name != 0 {
			if !p.Elements && !slices.Contains(callee.Names, f.Text(a.Name)) {
				out = append(out, a)
			}
			continue
		}
		if n++; n <= p.From && a.Star == 0 {
			continue
		}
		if p.Elements {
			v, defs := f.IterValue(a.Val)
			a = itemArg(v, defs, a.Def)
		}
		out = append(out, a)
	}
	return out
}

// spread passes the tuple and mapping of Thread(target, args=(...), kwargs={...}).
func (f *Frame) spread(c *Call, cb *model.Callback, inner *Call) {
	if cb.Args != nil {
		if a := f.ArgOf(c, *cb.Args); a != nil {
			star := CallArg{Val: a.Val, Def: a.Def, Star: 1}
			if !f.expandStar(&inner.Args, star) {
				inner.Args = append(inner.Args, star)
			}
		}
	}
	if cb.Keywords != nil {
		if a := f.ArgOf(c, *cb.Keywords); a != nil {
			star := CallArg{Val: a.Val, Def: a.Def, Star: 2}
			if !f.expandStarStar(&inner.Args, star) {
				inner.Args = append(inner.Args, star)
			}
		}
	}
}

// ArgOf is the argument that a model row names, or nil when it is not given.
func (f *Frame) ArgOf(c *Call, a model.Arg) *CallArg {
	var out *CallArg
	if a.Self {
		if c.Recv == nil {
			return nil
		}
		if first := c.Arg(0); first != nil && f.builtinType(c.Recv) {
			return first // str.lower(x) is x.lower()
		}
		d := c.At
		if len(c.RecvDef) == 1 {
			d = c.RecvDef[0]
		}
		out = &CallArg{Val: c.Recv, Def: d}
	}
	if out == nil && a.Pos >= 0 {
		out = c.Arg(a.Pos)
	}
	for _, n := range a.Names {
		if out == nil {
			out = c.Keyword(f.World.Prog.Syms.Name(n))
		}
	}
	if out != nil && a.Item != "" {
		return f.under(out, a.Item)
	}
	if out != nil && a.Elements {
		v, defs := f.IterValue(out.Val)
		a := itemArg(v, defs, out.Def)
		return &a
	}
	return out
}

// builtinType tells whether a receiver is a type of the language itself.
func (f *Frame) builtinType(v Value) bool {
	return len(v) == 1 && v[0].Kind() == Ext && strings.HasPrefix(f.World.Prog.Syms.Text(NameID(v[0].Payload())), "builtins.")
}

// libraryEffects notes what a library call may do to its arguments. What was found in
// the library's code does not tell.
func (f *Frame) libraryEffects(fact *CallFact, c *Call, name string, e *model.Entry) {
	if e == nil || !e.Pure {
		for k := range c.Args {
			f.share(c.Args[k].Val)
			if e == nil || e.Found {
				f.escape(c.Args[k].Val, 0)
			}
		}
	}
	for _, a := range c.Recv {
		if a.Kind() != Object || f.keptFunction(a, fact.Method, name) {
			continue
		}
		id := uint32(a.Payload())
		if o := f.Objects[id]; o.Kind != ObjInst && o.Kind != ObjPath || e != nil && (e.Pure || e.Clean || keepsNothing(e)) {
			continue
		}
		if e != nil && len(e.Stores) > 0 && e.Stores[0].Value == nil {
			continue // it only reads
		}
		for k := range c.Args {
			if len(c.Args[k].Val) > 0 && !c.Args[k].Val.Known() {
				f.Store(id, KeyStar, c.Args[k].Val, operand(c.Args[k].Def), false)
			}
		}
	}
	f.fills(c, e)
	f.states(c, e)
}

// keptFunction tells whether what is called is a function that a class of the project
// keeps, render = staticmethod(flask.render_template), and no method of its instances.
func (f *Frame) keptFunction(recv Atom, method NameID, name string) bool {
	o := &f.Objects[recv.Payload()]
	own := o.Kind == ObjInst && o.Class.Kind() == Class
	if o.Kind == ObjPath && len(o.Hint) > 0 {
		own = true
		for _, h := range o.Hint {
			own = own && (h.Kind() == Inst || h.Kind() == Class)
		}
	}
	return own && method != 0 && !strings.HasSuffix(name, "."+f.Text(method)) && !slices.Contains(f.MemberNames(Value{recv}, method), name)
}

// fills puts what rows say that a call writes into an argument there:
// json.dump(x, file).
func (f *Frame) fills(c *Call, e *model.Entry) {
	if e == nil {
		return
	}
	for k := range e.Propagators {
		p := &e.Propagators[k]
		if p.To.Return || p.To.Self || !f.Holds(c, p.When) {
			continue
		}
		from, to := f.ArgOf(c, p.From), f.ArgOf(c, p.To)
		if from == nil || to == nil || from.Val.Known() {
			continue
		}
		for _, a := range to.Val {
			if a.Kind() == Object {
				f.Store(uint32(a.Payload()), KeyStar, from.Val, from.Defs(), false)
			}
		}
	}
}

// keepsNothing tells whether rows say where arguments go, and the receiver is
// not among that.
func keepsNothing(e *model.Entry) bool {
	for k := range e.Propagators {
		if e.Propagators[k].To.Self {
			return false
		}
	}
	return len(e.Propagators) > 0
}

// states records object state that rows set: a parser with external entities on.
func (f *Frame) states(c *Call, e *model.Entry) {
	if e == nil {
		return
	}
	for k := range e.States {
		s := &e.States[k]
		if s.Arg.Return || !f.Holds(c, s.When) {
			continue
		}
		if a := f.ArgOf(c, s.Arg); a != nil {
			f.setState(a.Val, s)
		}
	}
}

func (f *Frame) setState(v Value, s *model.State) {
	for _, a := range v {
		if a.Kind() != Object {
			continue
		}
		f.Store(uint32(a.Payload()), stateKey(f.World.Prog.Syms.Name(s.Name)), f.Bool(!s.Clear), nil, len(v) == 1)
	}
}

// stateKey is the cell of a named state; names are attributes no program has.
func stateKey(n NameID) Key { return keyAttr | stateBit | Key(n)&(stateBit-1) }

// HasState tells whether an object state is set (sure: for certain).
func (f *Frame) HasState(v Value, name string) (set, sure bool) {
	k := stateKey(f.World.Prog.Syms.Name(name))
	sure = len(v) > 0
	for _, a := range v {
		if a.Kind() != Object {
			sure = false
			continue
		}
		c, _ := f.cur.heap.Get(CellKey(uint32(a.Payload()), k))
		if c.Val == nil && f.Objects[a.Payload()].Global != 0 {
			c.Val, _, _ = f.globalCell(uint32(a.Payload()), k, k)
		}
		if t, _ := f.truth(c.Val); t && c.Val != nil {
			set = true
		} else {
			sure = false
		}
	}
	return set, set && sure
}

// libraryResult is what a library call gives.
func (f *Frame) libraryResult(c *Call, callee Atom, name string, e *model.Entry) Value {
	class, yields := f.resultOf(callee, name, e)
	if yields != "" && class == "" {
		id := f.alloc(c.At, 1<<24-1, ObjIter, 0)
		f.Store(id, KeyStar, f.instanceOf(yields), operand(c.At), false)
		return f.ObjectValue(id)
	}
	switch {
	case class == "self":
		if e == nil || !e.Clean {
			f.SetLoads(c.RecvDef)
		}
		return instantiated(c.Recv)
	case class == "first":
		if a := c.Arg(0); a != nil {
			f.SetLoads(operand(a.Def))
			return a.Val
		}
		return top
	case class != "":
		v := f.libraryInstance(c, class, e)
		if (e == nil || e.Found) && scalarClass(class) && f.hooked(c.Recv) {
			return join(f.typeOnly(v), top)
		}
		return v
	}
	if callee.Kind() == ExtInst || components(name) >= maxComponents {
		return top
	}
	if (e == nil || e.Found) && className(name) {
		return f.ObjectValue(f.alloc(c.At, 1<<23, ObjInst, f.instOf(name)))
	}
	return one(atom(Ext, uint64(f.libraryName(NameID(callee.Payload())).given)))
}

// hooked tells whether a receiver is an instance of a class of the program: what a
// library's method gives of it may be what a method of the program gave, whatever the
// library declares (cmd.Cmd.onecmd).
func (f *Frame) hooked(recv Value) bool {
	return slices.ContainsFunc(recv, func(a Atom) bool { return len(f.projectClasses(a)) > 0 })
}

// instantiated is a receiver that a call gives back: of a class that is called on, an
// instance.
func instantiated(v Value) Value {
	var out Value
	for _, a := range v {
		if a.Kind() == Class {
			a = atom(Inst, a.Payload())
		}
		out = add(out, a)
	}
	return out
}

// resultOf is the class of what a library call gives, and of what that yields.
func (f *Frame) resultOf(callee Atom, name string, e *model.Entry) (class, yields string) {
	if callee.Kind() != ExtInst { // a name
		n := f.libraryName(NameID(callee.Payload()))
		return n.class, n.yields
	}
	if e != nil && !e.Found {
		return e.Returns, e.Yields
	}
	return f.memberResult(name, "__call__")
}

// className tells whether a dotted name is written as those of classes are:
// calling one that nothing else is known of makes an instance of it.
func className(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	lower := false
	for _, r := range last {
		lower = lower || unicode.IsLower(r)
	}
	return lower && unicode.IsUpper([]rune(last)[0]) && !strings.HasPrefix(name, "builtins.")
}

// libraryInstance is a fresh instance of a library class; scalars have no
// identity, anything else is an object that can carry state.
func (f *Frame) libraryInstance(c *Call, class string, e *model.Entry) Value {
	if some, ok := strings.CutSuffix(class, "?"); ok {
		return join(f.libraryInstance(c, some, e), f.None())
	}
	if ci := f.World.Prog.Models.Class(class); ci != nil && ci.Numeric || scalarClass(class) {
		return f.instanceOf(class)
	}
	id := f.alloc(c.At, 1<<23, ObjInst, f.instOf(class))
	v := f.ObjectValue(id)
	if e != nil {
		for k := range e.States {
			if s := &e.States[k]; s.Arg.Return && f.Holds(c, s.When) {
				f.setState(v, s)
			}
		}
	}
	return v
}

func scalarClass(class string) bool {
	switch class {
	case "builtins.str", "builtins.bytes", "builtins.int", "builtins.float", "builtins.bool", "builtins.complex",
		"builtins.NoneType", "builtins.bytearray":
		return true
	}
	return false
}

// Holds tells whether the conditions of a row hold at a call. A condition that
// cannot be decided counts as holding, save for those that ask for certainty.
func (f *Frame) Holds(c *Call, conds []model.Cond) bool {
	for k := range conds {
		if !f.holds(c, &conds[k]) {
			return false
		}
	}
	return true
}

func (f *Frame) holds(c *Call, cond *model.Cond) bool {
	a := f.ArgOf(c, cond.Arg)
	if cond.Arg.Any || cond.Arg.From >= 0 && cond.Arg.Pos < 0 && len(cond.Arg.Names) == 0 && !cond.Arg.Self {
		if len(c.Args) > 0 {
			a = &c.Args[0]
		}
	}
	var v Value
	if a != nil {
		v = a.Val
	}
	return f.Test(v, a != nil, cond)
}

// Test decides one condition of a row for a value (given: it is there at all).
func (f *Frame) Test(v Value, given bool, cond *model.Cond) bool {
	switch cond.Op {
	case model.CondAbsent:
		return !given
	case model.CondPresent:
		return given
	case model.CondNoHeader:
		return !given || !f.header(v, cond.Values[0], cond.Values[1])
	case model.CondNot:
		return !given || !f.equalsOne(v, cond.Values, true)
	}
	if !given {
		return false
	}
	t, e := f.truth(v)
	switch cond.Op {
	case model.CondTrue:
		return t && !e || t && !v.Known() && !opaqueTruth(v)
	case model.CondFalse:
		return e && !t
	case model.CondEqual:
		return f.equalsOne(v, cond.Values, false)
	case model.CondType:
		return f.isType(v, cond.Values)
	case model.CondNotType:
		return !f.isType(v, cond.Values)
	case model.CondState:
		set, _ := f.HasState(v, cond.Values[0])
		return set
	case model.CondNoState:
		_, sure := f.HasState(v, cond.Values[0])
		return !sure
	case model.CondHeader:
		return f.header(v, cond.Values[0], cond.Values[1])
	case model.CondMatch:
		return f.matchesText(v, cond.Values[0])
	}
	return false
}

// header tells whether a mapping has a key, in any case, whose value is not
// known to hold a text.
func (f *Frame) header(v Value, name, without string) bool {
	for _, a := range v {
		if a.Kind() != Object || f.Objects[a.Payload()].Kind != ObjDict {
			continue
		}
		found := false
		f.Items(uint32(a.Payload()), func(k Key, c Cell) {
			key, ok := f.Only(f.KeyValue(k))
			if k != KeyStar && ok && key.Kind == ir.ConstStr && strings.EqualFold(key.Text, name) {
				found = true
				for _, x := range c.Val {
					if t, ok := f.Constant(x); ok && strings.Contains(strings.ToLower(t.Text), without) {
						found = false
					}
				}
			}
		})
		if found {
			return true
		}
	}
	return false
}

// opaqueTruth tells whether nothing at all is known of a truth value.
func opaqueTruth(v Value) bool {
	for _, a := range v {
		if a.Opaque() || a.Kind() == Object {
			return true
		}
	}
	return false
}

// equalsOne compares with constants (as Python prints them, or their text) and
// dotted names; all asks that every alternative compares equal.
func (f *Frame) equalsOne(v Value, want []string, all bool) bool {
	some, every := false, len(v) > 0
	for _, a := range v {
		hit := false
		for _, w := range want {
			hit = hit || f.atomEquals(a, w)
		}
		some, every = some || hit, every && hit
	}
	if all {
		return every
	}
	return some
}

func (f *Frame) atomEquals(a Atom, want string) bool {
	switch a.Kind() {
	case Const:
		c := f.World.Prog.Syms.Value(a)
		return plainText(&c) == want
	case Ext, ExtInst:
		n := f.World.Prog.Syms.Text(NameID(a.Payload()))
		return n == want || n == "builtins."+want || n == want+"()"
	case Class:
		return f.fn(FuncID(a.Payload())).Qualname() == want || f.derivesExt(FuncID(a.Payload()), want)
	case Object:
		n := f.TypeName(a)
		return n != "" && n == want
	}
	return false
}

// derivesExt tells whether a project class has that library class as an ancestor.
func (f *Frame) derivesExt(c FuncID, want string) bool {
	if ci := f.class(c); ci != nil {
		for _, m := range ci.MRO {
			if m.Kind() == Ext && f.World.Prog.Syms.Text(NameID(m.Payload())) == want {
				return true
			}
		}
	}
	return false
}

func (f *Frame) isType(v Value, want []string) bool {
	names, all := f.TypeNames(v)
	if !all || len(names) == 0 {
		return false
	}
	for _, n := range names {
		hit := false
		for _, w := range want {
			hit = hit || n == "builtins."+w || f.isClass(n, w, 0)
		}
		if !hit {
			return false
		}
	}
	return true
}

// isClass tells whether a library class is another or derives from it.
func (f *Frame) isClass(name, base string, depth int) bool {
	if name == base {
		return true
	}
	if depth > 8 {
		return false
	}
	for _, b := range f.World.Prog.Models.Bases(name) {
		if f.isClass(b, base, depth+1) {
			return true
		}
	}
	return false
}

// assignedState records object state that an assignment to an attribute or
// item sets: answer.mimetype = "text/plain".
func (f *Frame) assignedState(base Value, rows []*model.Entry, v, key Value, item bool) {
	for _, e := range rows {
		for k := range e.States {
			s := &e.States[k]
			if (item && s.Item || !item && s.Assign) && f.assignmentHolds(s.When, base, v, key) {
				f.setState(base, s)
			}
		}
	}
}

// assignmentHolds tests the conditions of a row on an assignment.
func (f *Frame) assignmentHolds(conds []model.Cond, base, v, key Value) bool {
	for k := range conds {
		c := &conds[k]
		x := v
		if c.Arg.Self {
			x = base
		}
		for _, n := range c.Arg.Names {
			if n == "key" {
				x = key
			}
		}
		if !f.Test(x, x != nil, c) {
			return false
		}
	}
	return true
}

// itemRows are the rows on storing an item of whatever a value may be.
func (f *Frame) itemRows(v Value) []*model.Entry {
	var out []*model.Entry
	for _, a := range v {
		for _, n := range f.libraryNames(a) {
			if e := f.Entry(n); e != nil {
				out = append(out, e)
			}
		}
	}
	return out
}
