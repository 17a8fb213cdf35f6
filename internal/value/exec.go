package value

import (
	"slices"
	"strings"
	"unicode"

	"leadline/internal/ir"
)

// exec evaluates one instruction in the current state.
func (f *Frame) exec(i ir.Value) {
	in := &f.F.Instrs[i]
	f.at = i
	f.beginEra()
	v := f.eval(i, in)
	f.era = 0
	if f.dead {
		return
	}
	if v == nil {
		v = top
	}
	if old := f.Vals[i]; old != nil && f.visit[f.block] > 2 {
		v = join(old, v)
		if f.visit[f.block] > 6 && !v.Equal(old) {
			v = f.typeOnly(v)
		}
	}
	f.changed = f.changed || f.Vals[i] != nil && !v.Equal(f.Vals[i])
	f.Vals[i] = v
}

func (f *Frame) eval(i ir.Value, in *ir.Instr) Value {
	switch in.Op {
	case ir.OpConst:
		return f.constant(in)
	case ir.OpParam:
		return f.param(int(in.A))
	case ir.OpPhi:
		return f.phi[i]
	case ir.OpExcPhi:
		return f.excPhi(i, in)
	case ir.OpUndef:
		return top
	case ir.OpBind:
		return f.val(in.B)
	case ir.OpGlobal, ir.OpStoreGlobal, ir.OpFree, ir.OpStoreFree, ir.OpExport:
		return f.evalName(i, in)
	case ir.OpAttr, ir.OpStoreAttr, ir.OpDelAttr, ir.OpItem, ir.OpStoreItem, ir.OpDelItem, ir.OpAppend, ir.OpInsert:
		return f.evalAccess(i, in)
	case ir.OpSlice, ir.OpTuple, ir.OpList, ir.OpSet, ir.OpDict:
		return f.evalDisplay(i, in)
	case ir.OpBinary, ir.OpInplace, ir.OpUnary, ir.OpCompare:
		return f.evalOperator(i, in)
	case ir.OpFormat, ir.OpJoinStr:
		return f.evalString(i, in)
	case ir.OpCall, ir.OpMakeFunc, ir.OpMakeClass:
		return f.evalCall(i, in)
	case ir.OpImport, ir.OpImportFrom, ir.OpImportStar, ir.OpStarName:
		return f.evalImport(in)
	case ir.OpIter, ir.OpNext, ir.OpExtract:
		return f.evalIteration(i, in)
	case ir.OpAwait, ir.OpYield, ir.OpYieldFrom, ir.OpEnter, ir.OpExit, ir.OpExcept:
		return f.evalControl(i, in)
	case ir.OpMatchClass, ir.OpMatchPosition, ir.OpMatchSequence, ir.OpMatchMapping, ir.OpMatchKey, ir.OpMatchRest:
		return f.evalMatch(i, in)
	case ir.OpAnnotated:
		return f.annotated(in)
	}
	return top
}

func (f *Frame) constant(in *ir.Instr) Value {
	if a := f.Fn.Mod.Consts[in.A]; a != 0 {
		return Value(f.Fn.Mod.Consts[in.A : in.A+1 : in.A+1])
	}
	c := &f.Fn.Mod.IR.Consts[in.A]
	k := Constant{Kind: c.Kind}
	return f.Type(k.Type())
}

// param is a parameter's value: what the context binds, else an unknown object
// with the types of its annotation, default and call sites as hints.
func (f *Frame) param(i int) Value {
	if f.Ctx != nil {
		if v := f.Ctx.value(f, i); v != nil {
			return v
		}
	}
	id := f.paramObject(int32(i), f.paramHint(i))
	if f.Ctx != nil {
		f.Objects[id].Some = f.Ctx.some(i)
	}
	return f.ObjectValue(id)
}

func (f *Frame) paramHint(i int) Value {
	w, fn := f.World, f.Fn
	p := &f.F.Params[i]
	switch p.Kind {
	case ir.ParamVarPositional:
		return f.Type("builtins.tuple")
	case ir.ParamVarKeyword:
		return f.Type("builtins.dict")
	}
	if f.Ctx != nil && i == 0 && f.Ctx.Self != 0 {
		return one(f.Ctx.Self)
	}
	if t := w.ParamTypes[fn.ID][i]; t != "" {
		return f.Type(t)
	}
	if i == 0 && fn.Receives {
		if f.isClassMethod(fn.ID) {
			return one(atom(Class, uint64(fn.Owner)))
		}
		return one(atom(Inst, uint64(fn.Owner)))
	}
	if anns := w.Annotations[fn.ID]; i < len(anns) {
		if h := f.instances(anns[i]); h != nil {
			return h
		}
	}
	var h Value
	if d := w.Defaults[fn.ID]; i < len(d) {
		h = f.notGiven(f.hintTypes(d[i]))
	}
	if hints := w.Hints[fn.ID]; i < len(hints) {
		h = join(h, hints[i])
	}
	return h
}

// notGiven leaves out instances that a framework replaces by what they stand for: no
// parameter is the Depends(f) that is its default.
func (f *Frame) notGiven(v Value) Value {
	for k, a := range v {
		if a.Kind() != ExtInst {
			continue
		}
		if c := f.World.Prog.Models.Class(f.Text(NameID(a.Payload()))); c != nil && c.Given {
			return append(append(Value{}, v[:k]...), f.notGiven(v[k+1:])...)
		}
	}
	return v
}

// instances turns an annotation's value into what it annotates.
func (f *Frame) instances(ann Value) Value {
	var out Value
	for _, a := range ann {
		switch a.Kind() {
		case Class:
			if !f.structural(FuncID(a.Payload())) {
				out = add(out, atom(Inst, a.Payload()))
			}
		case Const:
			if c, _ := f.Constant(a); c.Kind == ir.ConstStr {
				out = join(out, f.instances(f.named(c.Text)))
			}
		case Ext:
			out = join(out, f.extInstances(a))
		case ExtInst, Inst:
			out = add(out, a) // Optional[X], X | Y evaluate to instances already
		}
	}
	return out
}

// structural tells whether a class is a protocol: anything with its methods is one
// (typing.Protocol), so that an annotation says of no class what comes.
func (f *Frame) structural(cls FuncID) bool {
	ci := f.class(cls)
	return ci != nil && slices.ContainsFunc(ci.Bases, func(b Value) bool {
		return f.IsName(b, "typing.Protocol") || f.IsName(b, "typing_extensions.Protocol")
	})
}

// named is what a dotted name written as a text means in this module: an
// annotation that looks ahead. Anything but a plain name means nothing.
func (f *Frame) named(text string) Value {
	first, rest, _ := strings.Cut(text, ".")
	if !identifier(first) {
		return nil
	}
	v, ok := f.moduleAttr(f.Fn.Mod, f.Name(first))
	for ok && rest != "" {
		first, rest, _ = strings.Cut(rest, ".")
		if ok = identifier(first); ok {
			v, _ = f.attr(f.at, v, f.Name(first))
		}
	}
	if !ok || !onlyCode(v) {
		return nil
	}
	return v
}

func identifier(s string) bool {
	for _, r := range s {
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return s != ""
}

func (f *Frame) extInstances(a Atom) Value {
	name := f.World.Prog.Models.Canonical(f.World.Prog.Syms.Text(NameID(a.Payload())))
	switch name {
	case "typing.Any", "builtins.object", "typing.Self":
		return nil
	case "typing.Text":
		name = "builtins.str"
	}
	return f.Type(name)
}

func (f *Frame) evalName(i ir.Value, in *ir.Instr) Value {
	switch in.Op {
	case ir.OpGlobal:
		return f.global(f.Fn.name(in.A))
	case ir.OpStoreGlobal:
		v := f.val(in.B)
		f.snapshot(i, v)
		f.storeGlobal(f.Fn.name(in.A), v)
		return v
	case ir.OpFree:
		v, defs := f.loadFree(int(in.Sub), f.Fn.name(in.A))
		f.Loads[i] = defs
		return v
	case ir.OpStoreFree:
		v := f.val(in.B)
		f.share(v)
		f.storeFree(int(in.Sub), f.Fn.name(in.A), v)
		for _, env := range f.envs(int(in.Sub)) {
			f.Store(env, attrKey(f.Fn.name(in.A)), v, operand(i), true)
		}
		return v
	}
	v := f.val(in.B) // OpExport
	if f.Exports == nil {
		f.Exports = map[NameID]Value{}
	}
	f.share(v)
	f.Exports[f.Fn.name(in.A)] = v
	return v
}

func (f *Frame) storeGlobal(n NameID, v Value) {
	if f.GlobalStores == nil {
		f.GlobalStores = map[NameID]Value{}
	}
	f.share(v)
	f.GlobalStores[n] = join(f.GlobalStores[n], f.portable(v))
}

// envs are the frames that many hops outwards.
func (f *Frame) envs(hops int) []uint32 {
	if hops == 0 {
		return []uint32{f.frameObject()}
	}
	ids := []uint32{f.paramObject(-1, nil)}
	for ; hops > 1; hops-- {
		var next []uint32
		for _, id := range ids {
			v, _, _ := f.Load(id, KeyEnv)
			more, _ := f.ObjectsOf(v)
			next = append(next, more...)
		}
		ids = next
	}
	return ids
}

// frameObject holds the variables of this body that inner bodies use.
func (f *Frame) frameObject() uint32 {
	const key = 1<<61 | 1
	if id, ok := f.sites[key]; ok {
		return id
	}
	id := uint32(len(f.Objects))
	f.Objects = append(f.Objects, HeapObject{Kind: ObjFrame, Single: true, Param: -1, Parent: -1, Fn: NoFunc})
	f.sites[key] = id
	return id
}

// global reads a variable of the module, or a builtin, or guesses.
func (f *Frame) global(n NameID) Value {
	w := f.World
	text := w.Prog.Syms.Text(n)
	builtin := w.Prog.Models.Row("builtins."+text) != nil || w.Prog.Models.Class("builtins."+text) != nil || w.Prog.Builtins[text]
	unbound := builtin && f.F.Kind == ir.FuncModule && len(f.Fn.Mod.IR.Stars) == 0 // the module may bind it further down
	if v, ok := f.moduleAttr(f.Fn.Mod, n); ok && !unbound {
		return v
	}
	if builtin {
		return one(atom(Ext, uint64(w.Prog.Syms.Name("builtins."+text))))
	}
	if stars := f.Fn.Mod.IR.Stars; len(stars) > 0 {
		for _, s := range stars {
			if w.Prog.Resolve(f.Fn.Mod, s) == nil {
				return one(atom(Ext, uint64(w.Prog.Syms.Name(s+"."+text))))
			}
		}
	}
	if w.Early {
		return top
	}
	switch text {
	case "__name__":
		return f.moduleName()
	case "__file__":
		return f.Type("builtins.str")
	case "__doc__", "__package__": // a text, if there is one
		return join(f.Type("builtins.str"), f.None())
	case "__debug__":
		return f.Bool(true) // as without -O, which takes assertions away too
	}
	return one(atom(Ext, uint64(n)))
}

// moduleName is __name__: the dotted name, or __main__ when run as a script.
func (f *Frame) moduleName() Value { return f.Type("builtins.str") }

// moduleAttr reads a name of a project module.
func (f *Frame) moduleAttr(m *Mod, n NameID) (Value, bool) {
	f.readName(m.Index, n)
	w := f.World
	if m.Index < uint32(len(w.Globals)) {
		v, ok := w.Globals[m.Index][n]
		if given, too := w.Foreign[m.Index][n]; too {
			v, ok = join(v, given), true
		}
		if ok {
			return f.localize(v), true
		}
	}
	f.read(ReadExports, uint64(m.Index))
	for _, s := range m.IR.Stars {
		sm := w.Prog.Resolve(m, s)
		if sm == nil || sm == m || sm.Index >= uint32(len(w.Globals)) {
			continue
		}
		f.readName(sm.Index, n)
		f.read(ReadExports, uint64(sm.Index))
		if v, ok := w.Globals[sm.Index][n]; ok && exported(sm, w.Prog.Syms.Text(n)) {
			return f.localize(v), true
		}
	}
	return nil, false
}

func exported(m *Mod, name string) bool {
	if !m.IR.HasAll {
		return name != "" && name[0] != '_'
	}
	for _, n := range m.IR.All {
		if n == name {
			return true
		}
	}
	return false
}

func (f *Frame) readName(mod uint32, n NameID) {
	f.read(ReadName, uint64(mod)<<32|uint64(n))
}

func (f *Frame) evalImport(in *ir.Instr) Value {
	dotted := f.Fn.Mod.IR.Names[in.A]
	switch in.Op {
	case ir.OpImport:
		if in.Sub == 1 {
			dotted = firstComponent(dotted)
		}
		return f.moduleValue(dotted)
	case ir.OpImportFrom:
		return f.importFrom(dotted, f.Fn.name(in.B))
	case ir.OpStarName:
		if v, ok := f.starName(dotted, f.Fn.name(in.B)); ok {
			return v
		}
		return f.val(in.C)
	}
	return top
}

// Replaced tells of an OpStarName whether the import replaces the variable.
func (f *Frame) Replaced(in *ir.Instr) bool {
	_, ok := f.starName(f.Fn.Mod.IR.Names[in.A], f.Fn.name(in.B))
	return ok
}

// starName is what a star import of a module makes of a name; ok is unset when it
// leaves it as it is.
func (f *Frame) starName(dotted string, n NameID) (v Value, ok bool) {
	m := f.World.Prog.Resolve(f.Fn.Mod, dotted)
	if m == nil || m == f.Fn.Mod || !exported(m, f.World.Prog.Syms.Text(n)) {
		return nil, false
	}
	return f.moduleAttr(m, n)
}

func firstComponent(n string) string {
	for i := 0; i < len(n); i++ {
		if n[i] == '.' {
			return n[:i]
		}
	}
	return n
}

func (f *Frame) moduleValue(dotted string) Value {
	if m := f.World.Prog.Resolve(f.Fn.Mod, dotted); m != nil {
		return one(atom(Module, uint64(m.Index)))
	}
	return f.ext(dotted)
}

// ext is the value of an external dotted name.
func (f *Frame) ext(dotted string) Value {
	w := f.World.Prog
	name := w.Models.Canonical(dotted)
	if text, ok := f.World.Sem.Constant(name); ok {
		return f.Str(text)
	}
	if class := w.Models.ValueClass(name); class != "" {
		return f.instanceOf(class)
	}
	return one(atom(Ext, uint64(w.Syms.Name(name))))
}

// instanceOf is a value of an external class (or of none, for "").
func (f *Frame) instanceOf(class string) Value {
	if some, ok := strings.CutSuffix(class, "?"); ok {
		return join(f.instanceOf(some), f.None())
	}
	if class == "builtins.NoneType" {
		return f.None()
	}
	if class == "builtins.bool" {
		return f.AnyBool()
	}
	return f.Type(class)
}

func (f *Frame) importFrom(dotted string, n NameID) Value {
	w := f.World
	name := w.Prog.Syms.Text(n)
	full := dotted + "." + name
	if m := w.Prog.Resolve(f.Fn.Mod, dotted); m != nil {
		if v, ok := f.moduleAttr(m, n); ok {
			return v
		}
		if sub := w.Prog.ByName[m.IR.Name+"."+name]; sub != nil {
			return one(atom(Module, uint64(sub.Index)))
		}
		if w.Early || len(m.IR.Stars) == 0 {
			return top
		}
		for _, s := range m.IR.Stars {
			if w.Prog.Resolve(f.Fn.Mod, s) == nil {
				return f.ext(s + "." + name)
			}
		}
		return top
	}
	return f.moduleValue(full)
}

func (f *Frame) evalDisplay(i ir.Value, in *ir.Instr) Value {
	switch in.Op {
	case ir.OpSlice:
		id := f.alloc(i, 0, ObjSlice, 0)
		for k, part := range []ir.Value{in.A, in.B, in.C} {
			if part != ir.NoValue {
				f.Store(id, IndexKey(k), f.val(part), operand(part), true)
			}
		}
		return f.ObjectValue(id)
	case ir.OpDict:
		return f.evalDict(i, in)
	}
	kind := ObjList
	switch in.Op {
	case ir.OpTuple:
		kind = ObjTuple
	case ir.OpSet:
		kind = ObjSet
	default:
		if in.Sub == 1 {
			kind = ObjIter
		}
	}
	list := f.F.List(in)
	id := f.alloc(i, 0, kind, 0)
	n := 0
	together := len(list) // how many lie in one cell
	if kind != ObjSet {
		together -= maxKeys
	}
	for _, a := range list {
		v := f.val(a.Value)
		f.share(v)
		switch {
		case a.Name == ir.ArgStar:
			if rest, own := f.ownRest(v); own && n >= 0 && kind != ObjSet {
				f.copyRest(id, n, rest, 0)
				n = -1
				continue
			}
			n = f.Extend(id, n, v, operand(a.Value))
		case n >= 0 && n < maxKeys && kind != ObjSet:
			f.Store(id, IndexKey(n), v, operand(a.Value), true)
			n++
		default:
			if together > maxAtoms { // too many to tell apart, but of what types they are
				v = f.typeOnly(v)
			}
			f.Store(id, KeyStar, v, operand(a.Value), false)
			if kind == ObjSet {
				n = -1
			} else if n >= 0 {
				n++
			}
		}
	}
	if kind == ObjSet && len(list) == 0 {
		n = 0
	}
	f.SetLen(id, n)
	if n < 0 && kind != ObjSet {
		f.leading(id, list)
	}
	return f.ObjectValue(id)
}

// leading puts the items in front of the first *rest of a display over those that are
// somewhere behind them.
func (f *Frame) leading(id uint32, list []ir.Arg) {
	for k, a := range list {
		if a.Name == ir.ArgStar || k >= maxKeys {
			return
		}
		f.Store(id, IndexKey(k), f.val(a.Value), operand(a.Value), true)
	}
}

// Extend appends the items of a value to a list that has n items (negative:
// unknown) and returns the new number.
func (f *Frame) Extend(id uint32, n int, v Value, via []Def) int {
	v = f.Iterable(v)
	if items, ok := f.ExactItems(v); ok && n >= 0 && n+len(items) < maxKeys {
		for k, it := range items {
			f.Store(id, IndexKey(n+k), it.Val, it.Defs, true)
		}
		return n + len(items)
	}
	x, d := f.IterValue(v)
	if x != nil {
		f.share(x)
		f.Store(id, KeyStar, x, joinDefs(d, via), false)
	}
	return -1
}

func (f *Frame) ordered(id uint32) bool {
	k := f.Objects[id].Kind
	return k == ObjList || k == ObjTuple
}

func (f *Frame) evalDict(i ir.Value, in *ir.Instr) Value {
	id := f.alloc(i, 0, ObjDict, 0)
	f.SetLen(id, 0)
	for _, a := range f.F.List(in) {
		v := f.val(a.Value)
		f.share(v)
		if a.Name == ir.NoValue {
			f.Merge(id, v, operand(a.Value))
			continue
		}
		f.storeKey(id, f.val(a.Name), operand(a.Name), v, operand(a.Value), true)
	}
	f.Recount(id)
	return f.ObjectValue(id)
}

func (f *Frame) loadNames(id uint32) (Value, []Def, bool) {
	c, ok := f.cur.heap.Get(CellKey(id, KeyNames))
	if f.Objects[id].Global != 0 {
		v, defs, _ := f.globalCell(id, KeyNames, KeyNames)
		c.Val, c.Defs, ok = join(c.Val, v), joinDefs(c.Defs, defs), ok || v != nil
	}
	return c.Val, c.Defs, ok
}

// StoreKey puts an item under a key into a dict; only: it certainly is there.
func (f *Frame) StoreKey(id uint32, key, it Item, only bool) {
	f.storeKey(id, key.Val, key.Defs, it.Val, it.Defs, only)
}

// storeKey writes an item under a key that may or may not be constant.
func (f *Frame) storeKey(id uint32, key Value, keyDefs []Def, v Value, defs []Def, only bool) {
	exact := true
	for _, a := range key {
		if k, ok := f.ItemKey(a); ok {
			f.Store(id, f.normalIndex(id, a, k), v, defs, only && len(key) == 1)
			continue
		}
		exact = false
	}
	if !exact {
		f.Store(id, KeyStar, v, defs, false)
		f.Store(id, KeyNames, key, keyDefs, false)
	}
}

// normalIndex turns a negative index of a list of known length into the
// position that it means.
func (f *Frame) normalIndex(id uint32, a Atom, k Key) Key {
	if !f.ordered(id) {
		return k
	}
	c, ok := f.Constant(a)
	if !ok || c.Kind != ir.ConstInt || c.Int >= 0 {
		return k
	}
	if n, ok := f.Len(id); ok && int(c.Int)+n >= 0 {
		return IndexKey(n + int(c.Int))
	}
	return KeyStar
}

func (f *Frame) evalOperator(i ir.Value, in *ir.Instr) Value {
	a := f.val(in.A)
	var b Value
	if in.Op != ir.OpUnary {
		b = f.val(in.B)
	}
	f.snapshot(i, a, b)
	f.loads, f.moved = nil, false
	v := f.operator(i, in, a, b)
	if f.moved {
		f.Loads[i] = f.loads
	} else {
		delete(f.Loads, i)
	}
	return v
}

// snapshot keeps the heap before an instruction that may take objects apart.
func (f *Frame) snapshot(i ir.Value, vs ...Value) {
	for _, v := range vs {
		for _, a := range v {
			if a.Kind() == Object {
				f.Heaps[i] = f.keepHeap()
				return
			}
		}
	}
}

func (f *Frame) operator(i ir.Value, in *ir.Instr, a, b Value) Value {
	if v, ok := f.dunder(i, in, a, b); ok {
		return v
	}
	if v, ok := f.operatorRow(in, a); ok {
		return v
	}
	if v := f.either(in, a, b); v != nil {
		return v
	}
	return f.World.Sem.Operator(f, in, a, b)
}

// either is X | Y of types, which stands for their instances as Optional[X] does: None or a
// class on one side makes it one, whatever type stands on the other.
func (f *Frame) either(in *ir.Instr, a, b Value) Value {
	if in.Op != ir.OpBinary || in.Sub != ir.BitOr || !f.certainType(a) && !f.certainType(b) {
		return nil
	}
	var out Value
	for _, x := range append(slices.Clip(a), b...) {
		switch {
		case f.isNone(x), x.Kind() == Inst:
			out = add(out, x)
		case x.Kind() == Class, x.Kind() == Ext, x.Kind() == ExtInst:
			h := f.instances(Value{x})
			if h == nil {
				return nil
			}
			out = join(out, h)
		default:
			return nil
		}
	}
	return out
}

// certainType tells whether a value is None, or nothing but classes that are known.
func (f *Frame) certainType(v Value) bool {
	for _, a := range v {
		switch a.Kind() {
		case Class:
		case Ext:
			n := f.World.Prog.Models.Canonical(f.Text(NameID(a.Payload())))
			if f.World.Prog.Models.Class(n) == nil && !scalarClass(n) && !strings.HasPrefix(n, "builtins.") && !strings.HasPrefix(n, "typing.") {
				return false
			}
		default:
			if !f.isNone(a) {
				return false
			}
		}
	}
	return len(v) > 0
}

// operatorRow is an operator of a library class whose result a row gives.
func (f *Frame) operatorRow(in *ir.Instr, a Value) (Value, bool) {
	name := dunderName(in)
	if name == "" || in.Op == ir.OpCompare || len(a) != 1 || a[0].Kind() != ExtInst && a[0].Kind() != Object {
		return nil, false
	}
	for _, e := range f.Members(a, f.Name(name)) {
		switch e.Returns {
		case "":
		case "self":
			if n := f.TypeName(a[0]); n != "" {
				return f.Type(n), true
			}
		default:
			return f.Type(e.Returns), true
		}
	}
	return nil, false
}

func (f *Frame) evalString(i ir.Value, in *ir.Instr) Value {
	if in.Op == ir.OpFormat {
		v := f.val(in.A)
		f.snapshot(i, v)
		var spec Value
		if in.B != ir.NoValue {
			spec = f.val(in.B)
		}
		if s, ok := f.formatted(i, v, in.Sub, spec); ok {
			return s
		}
		if shown := f.Shown(v); shown != nil {
			f.Loads[i] = shown
		}
		return f.World.Sem.Format(f, v, in.Sub, spec)
	}
	out := f.Str("")
	for _, a := range f.F.List(in) {
		out = f.Concat(out, f.val(a.Value), nil, operand(a.Value))
	}
	if in.Sub == 1 {
		return f.Type("string.templatelib.Template")
	}
	return out
}

func (f *Frame) evalControl(i ir.Value, in *ir.Instr) Value {
	switch in.Op {
	case ir.OpAwait:
		v := f.val(in.A)
		f.Loads[i] = operand(in.A)
		return v
	case ir.OpYield:
		f.yielded(f.val(in.A), operand(in.A))
		return top
	case ir.OpYieldFrom:
		f.delegated(f.val(in.A), operand(in.A))
		if v, defs, ok := f.resultOfGenerator(f.val(in.A)); ok {
			f.Loads[i] = defs
			return v
		}
		delete(f.Loads, i)
		return top
	case ir.OpEnter:
		return f.enter(i, in)
	case ir.OpExit:
		return f.exit(i, in)
	}
	return f.caught(i, in) // OpExcept
}

// yielded adds to what the generator gives.
func (f *Frame) yielded(v Value, defs []Def) {
	if v == nil {
		v = f.None()
	}
	f.add(f.generator(), v, defs)
	f.mayEnd()
}

// delegated adds all that an iterable gives to what the generator gives.
func (f *Frame) delegated(v Value, defs []Def) {
	id := f.generator()
	n, ok := f.Len(id)
	if !ok {
		n = -1
	}
	f.SetLen(id, f.Extend(id, n, v, defs))
	f.mayEnd()
}

// mayEnd joins the heap into the body's exit: whoever iterates a generator may
// stop at any yield.
func (f *Frame) mayEnd() {
	if !f.exits {
		f.exits, f.Exit = true, f.keepHeap()
	} else {
		f.Exit = f.joinHeaps(f.Exit, f.keepHeap())
	}
}

const generatorSite = 1<<61 | 2

// generator is the object that calling a generator function gives.
func (f *Frame) generator() uint32 {
	if id, ok := f.sites[generatorSite]; ok {
		return id
	}
	id := uint32(len(f.Objects))
	f.Objects = append(f.Objects, HeapObject{Kind: ObjIter, Single: true, Param: -1, Parent: -1, Fn: NoFunc})
	f.sites[generatorSite] = id
	return id
}

// startGenerator makes the object that a generator function gives: it has given
// nothing yet.
func (f *Frame) startGenerator() {
	id := f.generator()
	f.in[0].heap = f.in[0].heap.Set(CellKey(id, keyAlive), Cell{}).Set(CellKey(id, KeyLen), Cell{Val: f.Int(0)})
}

// orderYields brings what a generator gives into the heap at its exit: all of
// it, in order, as it is where the body ends.
func (f *Frame) orderYields() {
	id := f.generator()
	f.cur = state{heap: f.Exit}
	if !f.ends { // it never ends, or only by raising
		if f.exits {
			f.SetLen(id, -1)
		}
		f.Exit = f.cur.heap
		return
	}
	f.clear(id)
	f.atEnd.Range(CellKey(id, 0), CellKey(id+1, 0), func(k uint64, c Cell) bool {
		f.cur.heap = f.cur.heap.Set(k, c)
		return true
	})
	f.Exit = f.cur.heap.Set(CellKey(id, KeySelf), Cell{Val: f.Ret, Defs: f.RetDefs})
}

// resultOfGenerator is what generators of the project return where they end, which is
// what a yield from them gives.
func (f *Frame) resultOfGenerator(v Value) (out Value, defs []Def, ok bool) {
	for _, a := range v {
		if a.Kind() != Object || f.Objects[a.Payload()].Kind != ObjIter {
			return nil, nil, false
		}
		c, there := f.cur.heap.Get(CellKey(uint32(a.Payload()), KeySelf))
		if !there || c.Maybe {
			return nil, nil, false
		}
		out, defs = join(out, c.Val), joinDefs(defs, c.Defs)
	}
	return out, defs, len(v) > 0
}

// enter is what `with X as name` binds: what __enter__ returns.
func (f *Frame) enter(i ir.Value, in *ir.Instr) Value {
	var out Value
	name := "__enter__"
	if in.Sub == 1 {
		name = "__aenter__"
	}
	for _, a := range f.val(in.A) {
		if m := f.method(a, name); m != nil {
			out = join(out, f.callImplicit(i, m, a, name, nil, nil))
			continue
		}
		if a.Kind() == Object && f.Objects[a.Payload()].Kind == ObjIter { // @contextmanager
			v, defs := f.iterObject(uint32(a.Payload()))
			f.Loads[i] = joinDefs(f.Loads[i], defs)
			out = join(out, v)
			continue
		}
		f.Loads[i] = joinDefs(f.Loads[i], operand(in.A))
		if names, _ := f.TypeNames(Value{a}); len(names) == 1 {
			if class, _ := f.memberResult(names[0], name); class != "" && class != "self" {
				out = join(out, f.instanceOf(class))
				continue
			}
		}
		out = add(out, a)
	}
	return out
}

// exit tells whether leaving the manager swallows an exception.
func (f *Frame) exit(i ir.Value, in *ir.Instr) Value {
	var out Value
	for _, a := range f.val(in.A) {
		if m := f.method(a, "__exit__"); m != nil {
			args := []Value{top, top, top}
			out = join(out, f.callImplicit(i, m, a, "__exit__", args, nil))
			continue
		}
		if a.Kind() == Unknown || a.Kind() == Object {
			return f.AnyBool()
		}
		n := ""
		switch a.Kind() {
		case Ext, ExtInst:
			n = f.World.Prog.Syms.Text(NameID(a.Payload()))
		}
		if n == "contextlib.suppress()" || n == "contextlib.suppress" || n == "" {
			return f.AnyBool()
		}
		out = join(out, f.None())
	}
	if out == nil {
		return f.AnyBool()
	}
	return out
}

// ofLibrary tells whether a value is one that a library made.
func (f *Frame) ofLibrary(v Value) bool {
	if len(v) != 1 || v[0].Kind() != Object {
		return f.resulted(v)
	}
	o := &f.Objects[v[0].Payload()]
	return o.Kind == ObjInst && o.Class.Kind() == ExtInst
}

func (f *Frame) annotated(in *ir.Instr) Value {
	if in.A == ir.NoValue {
		return join(top, f.instances(f.val(in.B)))
	}
	v := f.val(in.A)
	h := f.instances(f.val(in.B))
	if h == nil {
		return v
	}
	for _, a := range v {
		if a.Kind() == Object && f.Objects[a.Payload()].Kind == ObjPath {
			o := &f.Objects[a.Payload()]
			o.Hint = join(o.Hint, h)
		}
	}
	if v.IsTop() {
		return join(v, h)
	}
	if f.F.Kind == ir.FuncClass && f.validates(f.Fn.ID) {
		// The default of a field, None or what says how the field is, gives way to what is given.
		if len(v) == 1 && f.isNone(v[0]) {
			return join(v, h)
		}
		if f.ofLibrary(v) || f.numbers(h) != nil {
			return h
		}
	}
	if len(v) == 1 && v[0].Kind() == Ext {
		return join(v, h)
	}
	return v
}
