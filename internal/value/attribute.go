package value

import (
	"slices"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// attr reads an attribute of each thing a value may be.
func (f *Frame) attr(i ir.Value, base Value, name NameID) (v Value, defs []Def) {
	for _, a := range base {
		if len(base) > 1 && f.isNone(a) {
			continue // it raises there, save for the few that any object has
		}
		x, d := f.attrOf(i, a, name)
		v, defs = join(v, x), joinDefs(defs, d)
	}
	return v, defs
}

// Attribute reads an attribute at the current instruction, and says what gave it.
func (f *Frame) Attribute(v Value, name string) (Value, []Def) {
	return f.attr(f.at, v, f.Name(name))
}

func (f *Frame) attrOf(i ir.Value, a Atom, name NameID) (Value, []Def) {
	switch a.Kind() {
	case Object:
		if v := f.fieldNames(i, a, name); v != nil {
			return v, nil
		}
		return f.objectAttr(i, uint32(a.Payload()), name)
	case Class:
		if v := f.fieldNames(i, a, name); v != nil {
			return v, nil
		}
		if v, owner, ok := f.classAttr(FuncID(a.Payload()), name); ok {
			if owner == a && f.enumMember(name, v) {
				if m := f.memberOf(FuncID(a.Payload()), name); m != 0 {
					return one(m), nil
				}
			}
			return f.unlessStored(FuncID(a.Payload()), name, f.onClass(i, a, v)), nil
		}
		return f.classSpecial(a, name), nil
	case Inst:
		return f.instAttr(i, a, FuncID(a.Payload()), name), nil
	case Member:
		return f.memberAttr(i, a, name), nil
	case Module:
		return f.submodule(f.World.Prog.Mods[a.Payload()], name), nil
	case Ext:
		if v := f.fieldNames(i, a, name); v != nil {
			return v, nil
		}
		return one(f.extAttr(a, name)), nil
	case ExtInst:
		if v := f.sharedAttr(a, name); v != nil {
			return v, nil
		}
		return f.classMember(f.typeID(a), name), nil
	case Const, Shape:
		v := f.classMember(f.typeID(a), name)
		if !native(f.TypeName(a), f.Text(name)) {
			v = join(v, top)
		}
		return v, nil
	case Super:
		return f.superAttr(i, a, name), nil
	case Property:
		if v, ok := accessor(a, f.Text(name)); ok {
			return v, nil
		}
	case Bound:
		return f.boundAttr(a, name)
	}
	return top, nil
}

// boundAttr reads what a bound method consists of (the language reference, 3.2).
func (f *Frame) boundAttr(a Atom, name NameID) (Value, []Def) {
	fn, attr := boundParts(a)
	switch f.Text(name) {
	case "__self__":
		if recv := f.receiverOf(attr); !f.isClassMethod(fn) {
			return f.val(recv), operand(recv)
		}
	case "__func__":
		return one(atom(Func, uint64(fn))), nil
	}
	return top, nil
}

func (f *Frame) submodule(m *Mod, name NameID) Value {
	if v, ok := f.moduleAttr(m, name); ok {
		return v
	}
	p := f.World.Prog
	if sub := p.ByName[m.IR.Name+"."+p.Syms.Text(name)]; sub != nil {
		return one(atom(Module, uint64(sub.Index)))
	}
	switch p.Syms.Text(name) {
	case "__name__", "__file__":
		return f.Type("builtins.str")
	}
	return top
}

// class is what is known of a project class, or nil.
func (f *Frame) class(c FuncID) *ClassInfo {
	if int(c) >= len(f.World.Classes) {
		return nil
	}
	f.read(ReadClass, uint64(c))
	return f.World.Classes[c]
}

// stored tells whether an attribute of a class or its instances is given a
// value anywhere.
func (f *Frame) stored(ci *ClassInfo, name NameID) bool {
	_, ok := f.classCell(ci, name)
	return ok
}

// classOwn is what a class body gives a name.
func (f *Frame) classOwn(ci *ClassInfo, name NameID) (Value, bool) {
	f.read(ReadOwn, uint64(ci.ID)<<32|uint64(name))
	v, ok := ci.Attrs[name]
	return v, ok
}

// classCell is what an attribute of a class's instances is given anywhere.
func (f *Frame) classCell(ci *ClassInfo, name NameID) (Value, bool) {
	f.read(ReadCell, uint64(ci.ID)<<32|uint64(name))
	v, ok := ci.Cells[name]
	return v, ok
}

// unlessStored is what a class's body gives an attribute, as far as nobody gives it
// something else anywhere.
func (f *Frame) unlessStored(c FuncID, name NameID, v Value) Value {
	if onlyCode(v) || len(f.StoredIn(c, name)) == 0 {
		return v
	}
	return join(f.typeOnly(v), top)
}

// StoredIn lists the classes along an MRO for which an attribute of that name
// is given a value anywhere.
func (f *Frame) StoredIn(c FuncID, name NameID) []FuncID {
	var out []FuncID
	for m := range f.ancestors(c) {
		if k := f.class(m); k != nil && f.stored(k, name) {
			out = append(out, m)
		}
	}
	return out
}

// AttributeKey is the key of an attribute by its interned name.
func AttributeKey(n NameID) Key { return attrKey(n) }

// classAttr looks a name up along a class's MRO; owner is the class it was
// found in.
func (f *Frame) classAttr(c FuncID, name NameID) (v Value, owner Atom, ok bool) {
	ci := f.class(c)
	if ci == nil {
		return nil, 0, false
	}
	return f.lookupMRO(ci.MRO, name)
}

// lookupMRO looks a name up in the classes of an MRO. One that nothing resolves may
// have it, and whatever stands behind that may as well.
func (f *Frame) lookupMRO(mro []Atom, name NameID) (Value, Atom, bool) {
	var behind Value // an ancestor that nothing resolves
	var first Atom
	for _, m := range mro {
		if m.Kind() == Unknown {
			behind, first = top, m
			continue
		}
		if v, ok := f.ofAncestor(m, name); ok {
			return join(behind, v), m, true
		}
	}
	return behind, first, behind != nil
}

// ofAncestor is what one class of an MRO gives a name.
func (f *Frame) ofAncestor(m Atom, name NameID) (Value, bool) {
	switch m.Kind() {
	case Class:
		if ci := f.class(FuncID(m.Payload())); ci != nil {
			if v, ok := f.classOwn(ci, name); ok {
				if f.isFactory(v) {
					return f.madeTypes(v), true
				}
				return f.localize(v), true
			}
		}
	case Ext:
		switch f.World.Prog.Syms.Text(NameID(m.Payload())) {
		case "builtins.object", "typing.Generic", "abc.ABC":
			return nil, false
		}
		if x := f.member(NameID(m.Payload()), name); x.found {
			return x.value, true
		}
	}
	return nil, false
}

// hasExternalBase tells whether some ancestor is not project code.
func (f *Frame) externalBase(c FuncID) Atom {
	ci := f.class(c)
	if ci == nil {
		return atom(Unknown, 0)
	}
	for _, m := range ci.MRO {
		if m.Kind() == Unknown {
			return m
		}
		if m.Kind() == Ext {
			n := f.World.Prog.Syms.Text(NameID(m.Payload()))
			if n != "builtins.object" && n != "typing.Generic" && n != "abc.ABC" {
				return m
			}
		}
	}
	return 0
}

// objectAttr reads an attribute of an object: its own cell, else its class's.
func (f *Frame) objectAttr(i ir.Value, id uint32, name NameID) (Value, []Def) {
	o := f.Objects[id]
	if o.Kind == ObjPath {
		return f.pathAttr(i, id, name)
	}
	if (o.Kind == ObjTuple || o.Kind == ObjList) && o.Class != 0 {
		if c, ok := f.cur.heap.Get(CellKey(id, attrKey(name))); ok {
			return c.Val, c.Defs
		}
		return f.classMember(f.typeID(atom(Object, uint64(id))), name), nil
	}
	if b := builtinClass(o.Kind); b != "" {
		v := f.classMember(f.Name(b), name)
		if f.Fn.Mod.IR.Template && o.Kind == ObjDict {
			x, defs, _ := f.Load(id, f.NamedItem(name)) // a template's x.name is the item, too
			return join(v, x), defs
		}
		return v, nil
	}
	v, defs, sure := f.Load(id, attrKey(name))
	if sure {
		return v, defs
	}
	self := atom(Object, uint64(id))
	switch o.Class.Kind() {
	case Class:
		v = join(v, f.instAttr(i, self, FuncID(o.Class.Payload()), name))
	case ExtInst:
		if given := f.sharedAttr(o.Class, name); given != nil {
			v = join(v, given)
			break
		}
		v = join(v, f.classMember(NameID(o.Class.Payload()), name))
	case Inst:
		v = join(join(v, f.hintAttr(i, self, o.Class, name)), top)
	default:
		v = join(v, top)
	}
	return v, defs
}

// pathAttr reads an attribute of what a parameter reaches.
func (f *Frame) pathAttr(i ir.Value, id uint32, name NameID) (Value, []Def) {
	k := attrKey(name)
	c, stored := f.cur.heap.Get(CellKey(id, k))
	if stored && !c.Maybe {
		return c.Val, c.Defs
	}
	self := atom(Object, uint64(id))
	var v Value
	hint := f.Objects[id].Hint
	given := len(hint) > 1 && f.validated(id)
	for _, h := range hint {
		if given && h.Kind() == ExtInst {
			continue // what says beside the class how it is given: Annotated[Filter, Query()]
		}
		v = join(v, f.hintAttr(i, self, h, name))
	}
	if v != nil && !stored && onlyCode(v) && !f.resulted(v) && !f.Fn.Mod.IR.Template { // a page's x.name may be an item
		return v, nil
	}
	if v != nil && !stored && f.validated(id) {
		if n := f.numbers(v); n != nil {
			return n, nil
		}
		if f.validatedToo(v) {
			v = nil // the path knows the class, and what is below it is what annotations say
		}
	}
	x, defs, _ := f.Load(id, k)
	return join(v, x), defs
}

// validatedToo tells whether a value is, as far as anything is known of it, an instance of
// a class whose library validates it.
func (f *Frame) validatedToo(v Value) bool {
	some := false
	for _, a := range v {
		if a.Kind() == Unknown {
			continue
		}
		if a.Kind() != Inst || !f.validates(FuncID(a.Payload())) {
			return false
		}
		some = true
	}
	return some
}

// validated tells whether a path leads to an instance of a class whose library
// turns what it is given into what annotations say.
func (f *Frame) validated(id uint32) bool {
	for _, h := range f.Objects[id].Hint {
		if h.Kind() == Inst && f.validates(FuncID(h.Payload())) {
			return true
		}
	}
	return false
}

// validates tells whether a class's library turns what its instances are given into what
// annotations say.
func (f *Frame) validates(class FuncID) bool {
	return f.derivesFrom(class, func(c *model.Class) bool { return c.Validates })
}

// derivesFrom tells whether an ancestor of a class is one of a library that is so.
func (f *Frame) derivesFrom(class FuncID, is func(*model.Class) bool) bool {
	ci := f.class(class)
	return ci != nil && slices.ContainsFunc(ci.MRO, func(m Atom) bool {
		if m.Kind() != Ext {
			return false
		}
		c := f.World.Prog.Models.Class(f.Text(NameID(m.Payload())))
		return c != nil && is(c)
	})
}

// numbers is a value that is nothing but numbers, members of enumerations and None as far
// as anything is known of it, or nil.
func (f *Frame) numbers(v Value) Value {
	var out Value
	some := false
	for _, a := range v {
		switch {
		case a.Kind() == Unknown:
			continue
		case f.isNone(a):
		case f.Wordless(a):
			some = true
		default:
			return nil
		}
		out = add(out, a)
	}
	if !some {
		return nil
	}
	return f.typeOnly(out)
}

// Wordless tells whether one thing that a value may be carries no text of anybody's: by its
// class, or by a base of that.
func (f *Frame) Wordless(a Atom) bool {
	switch a.Kind() {
	case ExtInst, Const:
		c := f.World.Prog.Models.Class(f.TypeName(a))
		return c != nil && c.Numeric
	case Member:
		return true
	case Inst:
		return f.derivesFrom(FuncID(a.Payload()), func(c *model.Class) bool { return c.Numeric })
	}
	return false
}

// onlyCode tells whether a value is nothing but functions and library names.
func onlyCode(v Value) bool {
	for _, a := range v {
		switch a.Kind() {
		case Func, Bound, Static, ClassM, Ext, Class, Module:
		default:
			return false
		}
	}
	return len(v) > 0
}

// resulted tells whether an alternative is what a library call gave: no code, though
// nothing more is known of it. A class that holds one (the field of a record) may
// hold something else in its instances.
func (f *Frame) resulted(v Value) bool {
	for _, a := range v {
		if a.Kind() == Ext && strings.HasSuffix(f.Text(NameID(a.Payload())), "()") {
			return true
		}
	}
	return false
}

// hintAttr reads an attribute through a hinted type.
func (f *Frame) hintAttr(i ir.Value, self, h Atom, name NameID) Value {
	switch h.Kind() {
	case Inst:
		c := FuncID(h.Payload())
		v, _, ok := f.classAttr(c, name)
		if !ok {
			if e := f.externalBase(c); e != 0 && e.Kind() == Ext {
				return f.inherited(c, e, name)
			}
			return nil
		}
		return f.withOverrides(i, self, c, name, v)
	case ExtInst:
		return f.classMember(NameID(h.Payload()), name)
	case Class, Module, Ext:
		v, _ := f.attrOf(i, h, name)
		return v
	}
	return nil
}

// inherited is what an instance of a class of the program has of a library's by its base,
// where nothing is known of that name: what the program itself stores under it as well.
func (f *Frame) inherited(c FuncID, base Atom, name NameID) Value {
	v := f.classMember(NameID(base.Payload()), name)
	if onlyCode(v) && len(f.StoredIn(c, name)) > 0 {
		return join(v, top)
	}
	return v
}

// maxOverrides bounds the overriding methods that a call on self may reach.
const maxOverrides = 4

// withOverrides binds a class attribute to an instance whose class may be a
// subclass.
func (f *Frame) withOverrides(i ir.Value, self Atom, c FuncID, name NameID, v Value) Value {
	out := f.bind(i, self, v)
	ci := f.class(c)
	if f.Ctx != nil && f.Ctx.Self != 0 && f.Objects[self.Payload()].Param == 0 && f.Objects[self.Payload()].Parent < 0 {
		return out
	}
	n := 0
	for _, s := range ci.Subs {
		sub := f.class(s)
		if sub == nil {
			continue
		}
		if x, ok := f.classOwn(sub, name); ok {
			if n++; n > maxOverrides {
				return join(out, top)
			}
			out = join(out, f.bind(i, self, f.localize(x)))
		}
	}
	return out
}

// instAttr reads an attribute of an instance of a project class.
func (f *Frame) instAttr(i ir.Value, self Atom, c FuncID, name NameID) Value {
	v, owner, ok := f.classAttr(c, name)
	if (!ok || owner.Kind() != Class) && self.Kind() == Inst {
		if v, ok := f.enumAttr(c, name); ok {
			return v
		}
	}
	if !ok {
		if g, _, ok := f.classAttr(c, f.World.Prog.Syms.Name("__getattr__")); ok && g != nil {
			return f.computed(i, self, g, name)
		}
		if e := f.externalBase(c); e != 0 {
			if e.Kind() == Ext {
				return f.inherited(c, e, name)
			}
			return top
		}
		return f.specialAttr(c, name)
	}
	out := f.bind(i, self, v)
	if self.Kind() == Inst {
		out = f.withSubs(i, self, c, name, out)
	}
	if ci := f.class(c); ci != nil && f.stored(ci, name) && !onlyCode(out) {
		out = join(f.typeOnly(out), top)
	}
	return out
}

// maxComputed is the size of a __getattr__ that is followed, in instructions: one
// that hands something on. What works an attribute out (the settings of a
// framework) would tie all who read one to all that it calls.
const maxComputed = 16

// computed is an attribute that a class's __getattr__ gives.
func (f *Frame) computed(i ir.Value, self Atom, get Value, name NameID) Value {
	text := f.World.Prog.Syms.Text(name)
	if f.F.Instrs[i].Op != ir.OpAttr || len(get) != 1 || get[0].Kind() != Func || strings.HasPrefix(text, "__") {
		return top
	}
	if fn := f.fn(FuncID(get[0].Payload())); len(fn.IR.Instrs) > maxComputed {
		return top
	}
	return f.callImplicit(i, get, self, "__getattr__", []Value{f.Str(text)}, nil)
}

func (f *Frame) withSubs(i ir.Value, self Atom, c FuncID, name NameID, out Value) Value {
	n := 0
	for _, s := range f.class(c).Subs {
		if sub := f.class(s); sub != nil {
			if x, ok := f.classOwn(sub, name); ok {
				if n++; n > maxOverrides {
					return join(out, top)
				}
				out = join(out, f.bind(i, self, f.localize(x)))
			}
		}
	}
	return out
}

func (f *Frame) specialAttr(c FuncID, name NameID) Value {
	if f.World.Prog.Syms.Text(name) == "__class__" {
		return one(atom(Class, uint64(c)))
	}
	return top
}

func (f *Frame) classSpecial(a Atom, name NameID) Value {
	switch f.World.Prog.Syms.Text(name) {
	case "__name__", "__qualname__":
		return f.Str(f.fn(FuncID(a.Payload())).Name())
	}
	switch e := f.externalBase(FuncID(a.Payload())); {
	case e.Kind() == Ext:
		return one(f.extAttr(e, name))
	case e == 0 && f.Text(name) == "__new__": // nobody else has one
		return one(atom(Ext, uint64(f.World.Prog.Syms.Name("builtins.object.__new__"))))
	}
	return top
}

// bind turns functions found on a class into methods of self, and evaluates
// properties.
func (f *Frame) bind(i ir.Value, self Atom, v Value) Value {
	var out Value
	for _, a := range v {
		switch a.Kind() {
		case Func:
			out = add(out, atom(Bound, a.Payload()<<26|uint64(i)&(1<<26-1)))
		case Static:
			out = add(out, atom(Func, a.Payload()))
		case ClassM:
			out = add(out, atom(Bound, a.Payload()<<26|uint64(i)&(1<<26-1)))
		case Property:
			get, _ := propertyParts(a)
			x := f.callProperty(i, get, self)
			if a.Payload()&propertyKeeps != 0 {
				x = f.keep(i, self, x)
			}
			out = join(out, x)
		case Object, Inst:
			if get := f.method(a, "__get__"); get != nil && f.F.Instrs[i].Op == ir.OpAttr {
				out = join(out, f.callImplicit(i, get, a, "__get__", []Value{{self}, top}, []ir.Value{f.F.Instrs[i].A, i}))
				continue
			}
			out = join(out, f.bindClosure(i, self, a))
		default:
			out = add(out, a)
		}
	}
	return out
}

// keep puts what a property that is worked out once has given where the next reading
// finds it: in the instance, under the property's name (functools.cached_property).
func (f *Frame) keep(i ir.Value, self Atom, v Value) Value {
	in := &f.F.Instrs[i]
	if in.Op != ir.OpAttr || self.Kind() != Object || f.Objects[self.Payload()].Kind != ObjInst {
		if v.Known() {
			v = join(f.typeOnly(v), top)
		}
		return v
	}
	id, k := uint32(self.Payload()), attrKey(f.Fn.name(in.B))
	_, kept := f.cur.heap.Get(CellKey(id, k))
	f.share(v)
	f.Store(id, k, v, operand(i), !kept && len(f.val(in.A)) == 1)
	return v
}

// bindClosure binds a wrapped method: a closure that a decorator returned.
func (f *Frame) bindClosure(i ir.Value, self, a Atom) Value {
	if a.Kind() != Object {
		return one(a)
	}
	o := f.Objects[a.Payload()]
	if o.Kind != ObjClosure || o.Fn == NoFunc {
		return one(a)
	}
	env, _, _ := f.Load(uint32(a.Payload()), KeyEnv)
	id := f.alloc(i, 1<<21+uint32(o.Fn), ObjBound, 0)
	f.Objects[id].Fn = o.Fn
	f.Store(id, KeyEnv, env, nil, true)
	f.Store(id, KeySelf, Value{self}, operand(f.F.Instrs[i].A), true)
	return f.ObjectValue(id)
}

// onClass reads functions off the class itself: only class methods bind.
func (f *Frame) onClass(i ir.Value, cls Atom, v Value) Value {
	var out Value
	for _, a := range v {
		switch a.Kind() {
		case Static:
			out = add(out, atom(Func, a.Payload()))
		case ClassM:
			out = add(out, atom(Bound, a.Payload()<<26|uint64(i)&(1<<26-1)))
		default:
			out = add(out, a)
		}
	}
	return out
}

// superAttr reads an attribute behind a class in the MRO of self's class.
func (f *Frame) superAttr(i ir.Value, a Atom, name NameID) Value {
	c := FuncID(a.Payload())
	ci := f.class(c)
	if ci == nil || len(ci.MRO) == 0 {
		return top
	}
	if f.Ctx != nil && f.Ctx.Self.Kind() == Inst && f.Ctx.Self != 0 {
		if mro := f.mroBehind(FuncID(f.Ctx.Self.Payload()), c); mro != nil {
			return f.superIn(i, a, mro, name)
		}
	}
	out := f.superIn(i, a, ci.MRO[1:], name)
	n := 0
	for _, s := range ci.Subs {
		// C3 is monotonic: behind c a subclass has what c has, in that order. It is
		// the same, or others stand in between, of its further bases.
		if mro := f.mroBehind(s, c); len(mro) >= len(ci.MRO) {
			if n++; n > maxOverrides {
				return join(out, top)
			}
			out = join(out, f.superIn(i, a, mro, name))
		}
	}
	return out
}

// superIn is what super() finds in the classes behind its own.
func (f *Frame) superIn(i ir.Value, a Atom, mro []Atom, name NameID) Value {
	if v, _, ok := f.lookupMRO(mro, name); ok {
		return f.bind(i, a, v)
	}
	for _, m := range mro {
		if m.Kind() == Ext {
			return one(f.extAttr(m, name))
		}
	}
	return one(atom(Ext, uint64(f.World.Prog.Syms.Name("builtins.object."+f.World.Prog.Syms.Text(name)))))
}

// mroBehind are the classes behind c in the MRO of one that derives from it.
func (f *Frame) mroBehind(self, c FuncID) []Atom {
	if ci := f.class(self); ci != nil {
		for k, m := range ci.MRO {
			if m == atom(Class, uint64(c)) {
				return ci.MRO[k+1:]
			}
		}
	}
	return nil
}

func (f *Frame) storeAttr(i ir.Value, base Value, name NameID, v Value) {
	f.share(v)
	rows := f.Members(base, name)
	f.assignedState(base, rows, v, nil, false)
	for _, e := range rows {
		if len(e.StoreSinks) > 0 {
			f.snapshot(i, base) // whether it is a sink may hang on the object's state
		}
	}
	f.sharedStore(base, name, v)
	for _, a := range base {
		switch a.Kind() {
		case Object:
			f.storeObjectAttr(i, uint32(a.Payload()), name, v, operand(i), len(base) == 1)
		case Inst, Class:
			f.ClassStores = append(f.ClassStores, ClassStore{FuncID(a.Payload()), name, f.hintTypes(v)})
			if a.Kind() == Inst && !f.assignProperty(i, FuncID(a.Payload()), a, name, v) {
				f.assignHook(i, FuncID(a.Payload()), a, name, v)
			}
		case Module:
			f.foreignStore(uint32(a.Payload()), name, v)
		}
	}
}

// foreignStore notes that another module's variable is written.
func (f *Frame) foreignStore(mod uint32, n NameID, v Value) {
	f.share(v)
	f.ForeignStores = append(f.ForeignStores, ForeignStore{mod, n, f.portable(v)})
}

func (f *Frame) storeObjectAttr(i ir.Value, id uint32, name NameID, v Value, defs []Def, only bool) {
	o := &f.Objects[id]
	cls := FuncID(NoFunc)
	if k := o.Class.Kind(); o.Kind == ObjInst && (k == Class || k == Inst) {
		cls = FuncID(o.Class.Payload())
	}
	for _, h := range o.Hint {
		if o.Kind == ObjPath && h.Kind() == Inst {
			cls = FuncID(h.Payload())
		}
	}
	if own := f.receivedClass(id); own != NoFunc {
		f.ClassStores = append(f.ClassStores, ClassStore{own, name, f.hintTypes(v)})
	}
	if cls != NoFunc {
		f.ClassStores = append(f.ClassStores, ClassStore{cls, name, f.hintTypes(v)})
		if f.assignProperty(i, cls, atom(Object, uint64(id)), name, v) {
			return
		}
		if f.assignHook(i, cls, atom(Object, uint64(id)), name, v) {
			v, only = join(v, top), false // it may keep it as it is
		}
	}
	f.Store(id, attrKey(name), v, defs, only)
}

// receivedClass is the class that an object stands for as the first parameter
// of a class method, or NoFunc.
func (f *Frame) receivedClass(id uint32) FuncID {
	o := &f.Objects[id]
	if o.Kind != ObjPath || o.Parent >= 0 || o.Param != 0 || f.Fn.Owner == NoFunc || !f.isClassMethod(f.Fn.ID) {
		return NoFunc
	}
	return f.Fn.Owner
}

// ClassesBehind are the classes that a value is or, with instances, that it is
// an instance of.
func (f *Frame) ClassesBehind(v Value, instances bool) []FuncID {
	var out []FuncID
	for _, a := range v {
		switch {
		case a.Kind() == Class, a.Kind() == Inst && instances:
			out = append(out, FuncID(a.Payload()))
		case a.Kind() == Object:
			o := &f.Objects[a.Payload()]
			if c := f.receivedClass(uint32(a.Payload())); c != NoFunc {
				out = append(out, c)
			} else if instances && o.Kind == ObjInst && o.Class.Kind() == Class {
				out = append(out, FuncID(o.Class.Payload()))
			}
		}
	}
	return out
}

// isNone tells whether an alternative is None.
func (f *Frame) isNone(a Atom) bool {
	return a.Kind() == Const && f.TypeName(a) == "builtins.NoneType"
}
