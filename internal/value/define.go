package value

import (
	"slices"
	"strings"

	"leadline/internal/ir"
)

// makeFunc evaluates a def or lambda: a plain function, or a closure over this
// body's frame.
func (f *Frame) makeFunc(i ir.Value, in *ir.Instr) Value {
	fn := f.fn(f.Fn.Mod.First + FuncID(in.A))
	n := len(fn.IR.Params)
	def := FuncDef{Fn: fn.ID, Defaults: make([]Value, n), Annotations: make([]Value, n+1)}
	for _, a := range f.F.List(in) {
		v := f.val(a.Value)
		f.share(v)
		switch {
		case a.Name >= ir.ArgAnnotation && int(a.Name-ir.ArgAnnotation) <= n:
			def.Annotations[a.Name-ir.ArgAnnotation] = f.portable(v)
		case int(a.Name) < n:
			def.Defaults[a.Name] = f.portable(v)
			if c := f.changing(v); c != nil {
				if def.changing == nil {
					def.changing = make([]Value, n)
				}
				def.changing[a.Name] = c
			}
		}
	}
	if f.Ctx == nil {
		f.FuncDefs = append(f.FuncDefs, def)
	}
	closes := f.closes(fn)
	if !closes && !f.keepsDefaults(in) {
		return one(atom(Func, uint64(fn.ID)))
	}
	id := f.alloc(i, 0, ObjClosure, 0)
	f.Objects[id].Fn = fn.ID
	for _, a := range f.F.List(in) {
		if v := f.val(a.Value); int(a.Name) < n && !v.Known() {
			f.Store(id, IndexKey(int(a.Name)), v, operand(a.Value), true)
		}
	}
	if !closes {
		return f.ObjectValue(id)
	}
	env := f.envObject()
	f.Store(id, KeyEnv, f.ObjectValue(env), nil, true)
	if env == f.frameObject() && f.Fn.IR.Kind != ir.FuncModule {
		f.linkFrame(env)
	}
	return f.ObjectValue(id)
}

// changing are the objects of a default that one call may change for the next: it is
// made once, with its function (the language reference, 8.7).
func (f *Frame) changing(v Value) Value {
	if k := f.F.Kind; k != ir.FuncModule && k != ir.FuncClass {
		return nil
	}
	var out Value
	for _, a := range v {
		if a.Kind() != Object || f.Objects[a.Payload()].Global != 0 {
			continue
		}
		switch f.Objects[a.Payload()].Kind {
		case ObjList, ObjDict, ObjSet, ObjInst:
			out = add(out, a)
		}
	}
	return out
}

// keepsDefaults tells whether a function that another one makes has defaults that
// it alone knows: they were worked out when it was made.
func (f *Frame) keepsDefaults(in *ir.Instr) bool {
	if !f.inFunction() {
		return false
	}
	for _, a := range f.F.List(in) {
		if a.Name < ir.ArgAnnotation && !f.val(a.Value).Known() {
			return true
		}
	}
	return false
}

// closes tells whether a body defined here may use a frame.
func (f *Frame) closes(fn *Fn) bool {
	return f.inFunction() && (f.F.Captured || f.usesEnv())
}

func (f *Frame) inFunction() bool {
	for b, m := f.Fn.Local, f.Fn.Mod.IR; b != 0; b = m.Funcs[b].Parent {
		if k := m.Funcs[b].Kind; k == ir.FuncDef || k == ir.FuncLambda {
			return true
		}
	}
	return false
}

// usesEnv tells whether this body lies inside another function with a frame.
func (f *Frame) usesEnv() bool {
	m := f.Fn.Mod.IR
	for b := m.Funcs[f.Fn.Local].Parent; b != 0; b = m.Funcs[b].Parent {
		if m.Funcs[b].Captured {
			return true
		}
	}
	return false
}

// envObject is what functions defined here close over: this body's frame, or
// for a class body the environment itself.
func (f *Frame) envObject() uint32 {
	if f.F.Kind == ir.FuncClass {
		return f.paramObject(-1, nil)
	}
	return f.frameObject()
}

// linkFrame lets a frame reach the frame around it.
func (f *Frame) linkFrame(frame uint32) {
	if _, ok := f.cur.heap.Get(CellKey(frame, KeyEnv)); ok || !f.usesEnv() {
		return
	}
	env := f.paramObject(-1, nil)
	f.Store(frame, KeyEnv, f.ObjectValue(env), nil, true)
}

// portable is a value without anything of this analysis.
func (f *Frame) portable(v Value) Value {
	var out Value
	for _, a := range v {
		switch a.Kind() {
		case Object:
			o := &f.Objects[a.Payload()]
			switch {
			case o.Global != 0:
				out = add(out, o.Global)
			case o.Kind == ObjClosure:
				out = add(out, atom(Func, uint64(o.Fn)))
			case o.Kind == ObjPath:
				out = add(out, atom(Unknown, 0))
			default:
				out = join(add(out, atom(Unknown, 0)), f.typeOfObject(uint32(a.Payload())))
			}
		case Shape:
			out = add(out, f.instOf("builtins.str"))
		case Bound, Super:
			out = add(out, atom(Unknown, 0))
		default:
			out = add(out, a)
		}
	}
	return out
}

func (f *Frame) makeClass(in *ir.Instr) Value {
	id := f.Fn.Mod.First + FuncID(in.A)
	def := ClassDef{Class: id}
	for _, a := range f.F.List(in) {
		if a.Name == 0 {
			def.Bases = append(def.Bases, f.portable(f.base(a.Value)))
		}
	}
	f.ClassDefs = append(f.ClassDefs, def)
	return one(atom(Class, uint64(id)))
}

// base is what a class inherits from: of a generic class with its parameters,
// View[Order], the class.
func (f *Frame) base(v ir.Value) Value {
	if in := &f.F.Instrs[v]; in.Op == ir.OpItem {
		for _, a := range f.val(in.A) {
			if a.Kind() == Class || a.Kind() == Ext {
				return f.val(in.A)
			}
		}
	}
	return f.val(v)
}

// method finds a special method on the class of what an atom is; nil when the
// class is unknown or has none of its own.
func (f *Frame) method(a Atom, name string) Value {
	c := NoFunc
	switch a.Kind() {
	case Inst:
		c = FuncID(a.Payload())
	case Member:
		c = memberClass(a)
	case Object:
		o := &f.Objects[a.Payload()]
		if o.Kind == ObjInst && o.Class.Kind() == Class {
			c = FuncID(o.Class.Payload())
		}
		for _, h := range o.Hint {
			if o.Kind == ObjPath && h.Kind() == Inst {
				c = FuncID(h.Payload())
			}
		}
	}
	if c == NoFunc {
		return nil
	}
	v, _, ok := f.classAttr(c, f.World.Prog.Syms.Name(name))
	if !ok || len(v) != 1 || v[0].Kind() != Func {
		return nil
	}
	return v
}

// callImplicit calls a special method at an instruction.
func (f *Frame) callImplicit(i ir.Value, m Value, self Atom, name string, args []Value, defs []ir.Value) Value {
	fact, recv := f.CallAt(i), operand(f.F.Instrs[i].A)
	switch {
	case fact != nil && f.F.Instrs[i].Op == ir.OpCall: // str(x), list(x): one target more of that call
		recv = nil
	case fact == nil || fact.Method != f.World.Prog.Syms.Name(name):
		fact = &CallFact{Recv: ir.NoValue, Method: f.World.Prog.Syms.Name(name), Heap: f.keepHeap()}
		f.Calls[i] = fact
	}
	c := &Call{At: i}
	for k, v := range args {
		d := i
		if k < len(defs) {
			d = defs[k]
		}
		c.Args = append(c.Args, CallArg{Val: v, Def: d})
	}
	fn := f.fn(FuncID(m[0].Payload()))
	selves := Value{self}
	if n := f.alreadyTarget(fact, fn.ID); n >= 0 {
		if fact.step == f.steps { // of another thing that the value may be
			selves = join(selves, fact.Targets[n].Params[0].Val)
		}
		fact.Targets = fact.Targets[:n]
	}
	fact.step = f.steps
	v, _ := f.callFunc(fact, c, fn.ID, recv, selves, nil)
	return v
}

// Special is the result of a special method (__len__, __str__) of whatever a value
// may be; false when some class of it has none of its own.
func (f *Frame) Special(v Value, name string, args ...Value) (out Value, ok bool) {
	if len(v) == 0 || slices.ContainsFunc(v, func(a Atom) bool { return f.method(a, name) == nil }) {
		return nil, false
	}
	for _, a := range v {
		out = join(out, f.callImplicit(f.at, f.method(a, name), a, name, args, nil))
	}
	return out, true
}

func (f *Frame) alreadyTarget(c *CallFact, fn FuncID) int {
	for n := range c.Targets {
		if c.Targets[n].Fn == fn {
			return n
		}
	}
	return -1
}

// callProperty evaluates a property of a project class.
func (f *Frame) callProperty(i ir.Value, fn FuncID, self Atom) Value {
	if f.F.Instrs[i].Op != ir.OpAttr {
		return top
	}
	return f.callImplicit(i, one(atom(Func, uint64(fn))), self, "property", nil, nil)
}

// propertyParts are a property's getter and, or NoFunc, setter.
func propertyParts(a Atom) (get, set FuncID) {
	p := a.Payload() &^ (accessorKeeps | propertyKeeps)
	get, set = FuncID(p&(1<<28-1)), NoFunc
	if s := p >> 28; s != 0 {
		set = FuncID(s - 1)
	}
	return get, set
}

// accessorKeeps marks an Accessor that leaves the property as it is.
const accessorKeeps = 1 << 57

// propertyKeeps marks a property that is worked out once for an instance: what it
// gives may be older than what the instance holds.
const propertyKeeps = 1 << 56

// accessor is p.setter, p.getter or p.deleter of a property.
func accessor(a Atom, name string) (Value, bool) {
	switch name {
	case "setter":
		return one(atom(Accessor, a.Payload())), true
	case "getter", "deleter":
		return one(atom(Accessor, a.Payload()|accessorKeeps)), true
	}
	return nil, false
}

// accessed is the property that an accessor makes of the function it decorates.
func (f *Frame) accessed(a Atom, c *Call) Value {
	get, _ := propertyParts(a)
	arg := c.Arg(0)
	if a.Payload()&accessorKeeps == 0 && arg != nil && len(arg.Val) == 1 && arg.Val[0].Kind() == Func {
		return one(atom(Property, uint64(get)|(arg.Val[0].Payload()+1)<<28))
	}
	return one(atom(Property, a.Payload()&^accessorKeeps))
}

// assignProperty calls the setter of a property or of another descriptor; false
// when the attribute is none.
func (f *Frame) assignProperty(i ir.Value, cls FuncID, self Atom, name NameID, v Value) bool {
	m, _, ok := f.classAttr(cls, name)
	if !ok || len(m) != 1 {
		return false
	}
	if set := f.method(m[0], "__set__"); set != nil && f.F.Instrs[i].Op == ir.OpStoreAttr {
		f.callImplicit(i, set, m[0], "__set__", []Value{{self}, v}, []ir.Value{f.F.Instrs[i].A, f.F.Instrs[i].C})
		return true
	}
	if m[0].Kind() != Property {
		return false
	}
	if _, set := propertyParts(m[0]); set != NoFunc && f.F.Instrs[i].Op == ir.OpStoreAttr {
		f.callImplicit(i, one(atom(Func, uint64(set))), self, "property", []Value{v}, []ir.Value{f.F.Instrs[i].C})
	}
	return true
}

// assignHook calls the __setattr__ of a class, which is asked for every attribute
// that is assigned; false when the class has none of its own.
func (f *Frame) assignHook(i ir.Value, cls FuncID, self Atom, name NameID, v Value) bool {
	if f.F.Instrs[i].Op != ir.OpStoreAttr {
		return false
	}
	m, owner, ok := f.classAttr(cls, f.World.Prog.Syms.Name("__setattr__"))
	if !ok || owner.Kind() != Class || len(m) != 1 || m[0].Kind() != Func {
		return false
	}
	text := f.Str(f.World.Prog.Syms.Text(name))
	f.callImplicit(i, m, self, "__setattr__", []Value{text, v}, []ir.Value{i, f.F.Instrs[i].C})
	return true
}

// PropertyFuncs are the bodies behind a property.
func PropertyFuncs(a Atom) []FuncID {
	get, set := propertyParts(a)
	if set == NoFunc {
		return []FuncID{get}
	}
	return []FuncID{get, set}
}

// dunder evaluates an operator that a project class overloads.
func (f *Frame) dunder(i ir.Value, in *ir.Instr, a, b Value) (Value, bool) {
	if in.Op == ir.OpUnary {
		return f.unaryDunder(i, in, a)
	}
	name := dunderName(in)
	if name == "" || len(a) != 1 && len(b) != 1 {
		return nil, false
	}
	if in.Op == ir.OpCompare && (in.Sub == ir.In || in.Sub == ir.NotIn) {
		if len(b) == 1 {
			if m := f.method(b[0], name); m != nil {
				t, e := f.truth(f.callImplicit(i, m, b[0], name, []Value{a}, []ir.Value{in.A}))
				if t != e {
					return f.Bool(t == (in.Sub == ir.In)), true
				}
				return f.AnyBool(), true
			}
		}
		return nil, false
	}
	if len(a) == 1 {
		names := []string{name}
		if in.Op == ir.OpInplace { // x += y is x.__iadd__(y) where there is one
			names = []string{"__i" + name[len("__"):], name}
		}
		for _, name := range names {
			if m := f.method(a[0], name); m != nil {
				return f.callImplicit(i, m, a[0], name, []Value{b}, []ir.Value{in.B}), true
			}
		}
	}
	return f.reflected(i, in, name, a, b)
}

// reflected is x + y by y.__radd__, where x does not know how (the language reference,
// object.__radd__). A text's % always does.
func (f *Frame) reflected(i ir.Value, in *ir.Instr, name string, a, b Value) (Value, bool) {
	if in.Op == ir.OpCompare || len(b) != 1 || in.Sub == uint8(ir.Mod) {
		return nil, false
	}
	name = "__r" + name[len("__"):]
	m := f.method(b[0], name)
	if m == nil {
		return nil, false
	}
	v := f.callImplicit(i, m, b[0], name, []Value{a}, []ir.Value{in.A})
	names, all := f.TypeNames(a)
	if !all || slices.ContainsFunc(names, func(n string) bool { return !strings.HasPrefix(n, "builtins.") }) {
		v = join(v, top) // it may know how
	}
	return v, true
}

var unaryDunders = map[uint8]string{uint8(ir.USub): "__neg__", uint8(ir.UAdd): "__pos__", uint8(ir.Invert): "__invert__"}

// unaryDunder is -x, +x or ~x of a project class that says what that is.
func (f *Frame) unaryDunder(i ir.Value, in *ir.Instr, a Value) (Value, bool) {
	name := unaryDunders[in.Sub]
	if name == "" || len(a) != 1 {
		return nil, false
	}
	m := f.method(a[0], name)
	if m == nil {
		return nil, false
	}
	return f.callImplicit(i, m, a[0], name, nil, nil), true
}

func dunderName(in *ir.Instr) string {
	switch in.Op {
	case ir.OpBinary, ir.OpInplace:
		return binaryDunders[in.Sub]
	case ir.OpCompare:
		return compareDunders[in.Sub]
	}
	return ""
}

var binaryDunders = [...]string{
	ir.Add: "__add__", ir.Sub: "__sub__", ir.Mult: "__mul__", ir.MatMult: "__matmul__", ir.Div: "__truediv__",
	ir.Mod: "__mod__", ir.Pow: "__pow__", ir.LShift: "__lshift__", ir.RShift: "__rshift__", ir.BitOr: "__or__",
	ir.BitXor: "__xor__", ir.BitAnd: "__and__", ir.FloorDiv: "__floordiv__", ir.NotIn: "",
}

var compareDunders = [...]string{
	ir.Eq: "__eq__", ir.NotEq: "__ne__", ir.Lt: "__lt__", ir.LtE: "__le__", ir.Gt: "__gt__", ir.GtE: "__ge__",
	ir.In: "__contains__", ir.NotIn: "__contains__",
}

// formatted is the text of an instance whose class says how, in an f-string (the
// language reference, object.__format__).
func (f *Frame) formatted(i ir.Value, v Value, conv byte, spec Value) (Value, bool) {
	if len(v) != 1 {
		return nil, false
	}
	switch conv {
	case 'r', 'a':
		if m := f.method(v[0], "__repr__"); m != nil && spec == nil {
			return f.callImplicit(i, m, v[0], "__repr__", nil, nil), true
		}
		return nil, false
	case 's':
	default:
		if m := f.method(v[0], "__format__"); m != nil {
			if spec == nil {
				spec = f.Str("")
			}
			return f.callImplicit(i, m, v[0], "__format__", []Value{spec}, nil), true
		}
	}
	for _, name := range []string{"__str__", "__repr__"} {
		if m := f.method(v[0], name); m != nil && spec == nil {
			return f.callImplicit(i, m, v[0], name, nil, nil), true
		}
	}
	return nil, false
}

// construct makes an instance of a project class and runs its constructor.
func (f *Frame) construct(fact *CallFact, c *Call, cls FuncID) Value {
	w := f.World
	if f.isEnumLike(cls) {
		f.escapeArgs(c)
		return one(atom(Inst, uint64(cls)))
	}
	self, others, ok := f.newOf(fact, c, cls)
	if !ok {
		return others
	}
	id := uint32(self[0].Payload())
	exception := f.exceptionClass(cls)
	if exception {
		f.keepArgs(c, self, c.Args, uint32(cls)+1)
	}
	v, _, ok := f.classAttr(cls, w.Prog.Syms.Name("__init__"))
	switch {
	case ok && len(v) == 1 && v[0].Kind() == Func:
		if exception {
			f.keepPositional(c, id)
		}
		f.callFunc(fact, c, FuncID(v[0].Payload()), operand(c.At), self, nil)
	case f.fieldsOf(atom(Class, uint64(cls))) != nil:
		f.assignFields(c, cls, id)
		f.makeFields(fact, c, cls, id, f.fieldsOf(atom(Class, uint64(cls))))
		if post := f.method(self[0], "__post_init__"); post != nil {
			f.callFunc(fact, &Call{At: c.At}, FuncID(post[0].Payload()), operand(c.At), self, nil)
		}
	default:
		f.keepArguments(fact, c, cls, id)
	}
	return join(self, others)
}

// newOf makes the instance: a class's own __new__ may make it, or something that is
// none, for which __init__ is not run (the language reference, object.__new__).
func (f *Frame) newOf(fact *CallFact, c *Call, cls FuncID) (self, others Value, ok bool) {
	new, _, own := f.classAttr(cls, f.World.Prog.Syms.Name("__new__"))
	if own && len(new) == 1 && new[0].Kind() == Func {
		v, _ := f.callFunc(fact, c, FuncID(new[0].Payload()), nil, one(atom(Class, uint64(cls))), nil)
		made := v == nil
		for _, a := range v {
			switch a.Kind() {
			case Const, Shape, ExtInst, Func, Bound, Class, Module:
				others = add(others, a)
				continue
			case Object:
				switch o := &f.Objects[a.Payload()]; {
				case o.Kind != ObjInst:
				case o.Class.Kind() == Inst && o.Site == c.At: // of the class that it was made for
					o.Class = atom(Class, uint64(cls))
					self = Value{a}
				case o.Class == atom(Class, uint64(cls)):
					self = Value{a}
				}
			}
			made = true
		}
		if self != nil || !made {
			return self, others, made
		}
	}
	return f.ObjectValue(f.alloc(c.At, 1<<22+uint32(cls), ObjInst, atom(Class, uint64(cls)))), others, true
}

// keepArguments is a constructor that a library wrote: the instance may hold
// what it was given.
func (f *Frame) keepArguments(fact *CallFact, c *Call, cls FuncID, id uint32) {
	e := f.externalBase(cls)
	if e == 0 {
		return
	}
	if e.Kind() == Ext {
		name := NameID(e.Payload())
		fact.Ext = append(fact.Ext, name)
	}
	holds := f.holdsItems(atom(Class, uint64(cls)))
	dict := strings.HasSuffix(strings.ToLower(holds), "dict")
	for k := range c.Args {
		a := &c.Args[k]
		f.share(a.Val)
		if dict {
			f.fill(id, a)
		} else if k == 0 && a.Name == 0 && (holds == "builtins.list" || holds == "builtins.tuple") {
			v, defs := f.IterValue(a.Val)
			f.Store(id, KeyStar, v, joinDefs(defs, operand(a.Def)), false)
		} else if a.Name != 0 {
			f.Store(id, attrKey(a.Name), a.Val, operand(a.Def), true)
		} else {
			f.Store(id, KeyStar, a.Val, operand(a.Def), false)
		}
	}
}

// fill puts an argument of dict() into a mapping.
func (f *Frame) fill(id uint32, a *CallArg) {
	if a.Name == 0 {
		f.Merge(id, a.Val, a.Defs())
		return
	}
	k, _ := f.ItemKey(f.Str(f.Text(a.Name))[0])
	f.Store(id, k, a.Val, a.Defs(), true)
}

// dataclass tells whether a class's constructor assigns its annotated fields.
func (f *Frame) dataclass(cls FuncID) bool {
	ci := f.class(cls)
	if ci == nil || len(ci.Fields) == 0 {
		return false
	}
	for _, d := range ci.Decorators {
		if d.Kind() == Ext {
			switch f.World.Prog.Syms.Text(NameID(d.Payload())) {
			case "dataclasses.dataclass", "dataclasses.dataclass()":
				return true
			}
		}
	}
	for _, m := range ci.MRO {
		if m.Kind() == Ext && f.World.Prog.Syms.Text(NameID(m.Payload())) == "typing.NamedTuple" {
			return true
		}
	}
	return false
}
