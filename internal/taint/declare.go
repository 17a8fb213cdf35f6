package taint

import (
	"math"
	"slices"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// A framework lets a field, or a parameter, have what its declaration allows, and what the
// functions let through that the class has for it. Rows say which calls declare what
// (Entry.Declares, Class.Makes), and which functions look (Entry.Checks, Class.Checks).

// Declared is what the body of a class or module declares.
type Declared struct {
	// Names says of names what is clean of what they declare: fields, and types.
	Names map[value.NameID]model.Bits
	// Params says it of parameters of functions that the body makes.
	Params map[taken]model.Bits
	// Elements are the project's classes of what fields hold, Holds of what parameters do:
	// list[Item].
	Elements map[value.NameID][]value.FuncID
	Holds    map[taken][]value.FuncID
	// Options are those of parsers that a module gives names to; under 0 of the one that a
	// function gives back.
	Options map[value.NameID]options
	// Checked are the functions that look at fields, in the order of the body.
	Checked []checked
}

// checked is what a function does to what a field is given.
type checked struct {
	method      value.NameID
	field       value.NameID // 0 for every one
	clean, drop model.Bits
}

// declaredBy is the question what a body declares: it may ask whatever it needs.
func declaredBy(body value.FuncID, as asked) memoKey {
	return memoKey{fn: body, level: math.MaxUint32, as: as}
}

// declare finds what a body declares: the types that it gives names to, or what else.
func declare(fr *value.Frame, sums Summaries, types bool) *Summary {
	models := fr.World.Prog.Models
	r := &run{fr: fr, f: fr.F, models: models, sums: sums, sum: &Summary{Fn: fr.Fn, Value: fr.Sum}}
	r.numeric, _ = models.CleanBit("numeric")
	r.allowed, _ = models.CleanBit("allow-listed")
	d := &Declared{Names: map[value.NameID]model.Bits{}, Params: map[taken]model.Bits{}, Elements: map[value.NameID][]value.FuncID{}, Holds: map[taken][]value.FuncID{}, Options: map[value.NameID]options{}}
	if !types {
		r.canonical()
		r.declareOptions(d)
	}
	for i := range r.f.Instrs {
		switch in := &r.f.Instrs[i]; {
		case in.Op == ir.OpExport && types == (r.f.Kind == ir.FuncModule):
			r.declareName(d, in)
		case types:
		case in.Op == ir.OpMakeFunc:
			r.declareParams(d, in)
		case in.Op == ir.OpCall:
			d.Checked = append(d.Checked, r.decoratedCheck(ir.Value(i), in)...)
			r.decoratedOption(d, ir.Value(i), in)
		}
	}
	r.sum.Declared = d
	return r.sum
}

func (r *run) declareName(d *Declared, in *ir.Instr) {
	name := r.fr.Fn.Mod.Names[in.A]
	if op := r.f.Instrs[in.B].Op; r.f.Kind != ir.FuncModule || op == ir.OpItem || op == ir.OpCall || op == ir.OpBinary {
		if bits := r.declared(in.B, maxDeclared); bits != 0 {
			d.Names[name] = bits
		}
	}
	if of := &r.f.Instrs[in.B]; of.Op == ir.OpAnnotated {
		if classes := r.elements(of.B, maxDeclared); len(classes) > 0 {
			d.Elements[name] = classes
		}
	}
	d.Checked = append(d.Checked, r.namedCheck(name, in.B)...)
}

// maxDeclared bounds how deep declarations lie in one another.
const maxDeclared = 8

// declared is what an expression says, as an annotation, a type or the value of a field, of
// what is given: everything of None.
func (r *run) declared(v ir.Value, depth int) model.Bits {
	if v == ir.NoValue || depth == 0 {
		return 0
	}
	in := &r.f.Instrs[v]
	switch in.Op {
	case ir.OpAnnotated:
		return r.annotated(in, depth-1)
	case ir.OpBind:
		return r.declared(in.B, depth-1)
	case ir.OpItem:
		return r.subscripted(in, depth-1)
	case ir.OpBinary:
		if in.Sub == ir.BitOr {
			return r.declared(in.A, depth-1) & r.declared(in.B, depth-1)
		}
	case ir.OpPhi:
		return r.declaredAll(v, depth-1)
	case ir.OpTuple, ir.OpList:
		return r.declaredAny(r.f.List(in), depth-1)
	case ir.OpCall:
		return r.declaredCall(v, depth-1) | r.ofTypes(r.fr.Vals[v])
	case ir.OpGlobal, ir.OpImportFrom:
		if bits := r.ofTypes(r.fr.Vals[v]); bits != 0 {
			return bits
		}
		return r.elsewhere(in)
	}
	return r.ofTypes(r.fr.Vals[v])
}

// annotated is what a name's annotation and its value say together; None as a value says
// nothing.
func (r *run) annotated(in *ir.Instr, depth int) model.Bits {
	bits := r.declared(in.B, depth)
	if in.A != ir.NoValue && !r.fr.Vals[in.A].Known() {
		bits |= r.declared(in.A, depth)
	}
	return bits
}

// declaredAll is what each of some declarations says.
func (r *run) declaredAll(v ir.Value, depth int) model.Bits {
	bits := ^model.Bits(0)
	for _, a := range r.f.List(&r.f.Instrs[v]) {
		bits &= r.declared(a.Value, depth)
	}
	return bits
}

// declaredAny is what some of several declarations says that hold together.
func (r *run) declaredAny(list []ir.Arg, depth int) (bits model.Bits) {
	for _, a := range list {
		bits |= r.declared(a.Value, depth)
	}
	return bits
}

// subscripted is what a generic type says of what it holds: Optional[T], list[T],
// Annotated[T, ...].
func (r *run) subscripted(in *ir.Instr, depth int) model.Bits {
	parts := r.parametersOf(in)
	switch name := r.genericName(in); {
	case name == "Literal":
		return r.allowed
	case name == "Annotated":
		return r.declaredAny(parts, depth)
	case alternatives(name), holds(name):
		bits := ^model.Bits(0)
		for _, p := range parts {
			bits &= r.declared(p.Value, depth)
		}
		return bits
	}
	return 0
}

// genericName is the last part of the name of a library's type that is given parameters.
func (r *run) genericName(in *ir.Instr) string {
	base := r.fr.Vals[in.A]
	if len(base) != 1 {
		return ""
	}
	name := r.fr.DottedName(base[0])
	return name[strings.LastIndexByte(name, '.')+1:]
}

func (r *run) parametersOf(in *ir.Instr) []ir.Arg {
	if r.f.Instrs[in.B].Op == ir.OpTuple {
		return r.f.List(&r.f.Instrs[in.B])
	}
	return []ir.Arg{{Value: in.B}}
}

func alternatives(generic string) bool { return generic == "Optional" || generic == "Union" }

// holds tells whether a generic type is one of collections of its parameters.
func holds(generic string) bool {
	switch generic {
	case "List", "Set", "FrozenSet", "Sequence", "Iterable", "Tuple", "Collection", "list", "set", "frozenset", "tuple":
		return true
	}
	return false
}

// elements are the project's classes of what a collection holds that is annotated so; none
// where it may hold something else.
func (r *run) elements(v ir.Value, depth int) (out []value.FuncID) {
	in := &r.f.Instrs[v]
	switch {
	case depth == 0:
	case in.Op == ir.OpBinary && in.Sub == ir.BitOr:
		return append(r.elements(in.A, depth-1), r.elements(in.B, depth-1)...)
	case in.Op != ir.OpItem:
	case alternatives(r.genericName(in)):
		for _, p := range r.parametersOf(in) {
			out = append(out, r.elements(p.Value, depth-1)...)
		}
	case r.genericName(in) == "Annotated":
		return r.elements(r.parametersOf(in)[0].Value, depth-1)
	case holds(r.genericName(in)):
		for _, p := range r.parametersOf(in) {
			for _, a := range r.fr.Vals[p.Value] {
				if a.Kind() != value.Class && a.Kind() != value.Inst {
					return nil
				}
				out = append(out, value.FuncID(a.Payload()))
			}
		}
	}
	return out
}

// ofTypes is what a type says of its instances, and a field of a library's class of what it
// makes.
func (r *run) ofTypes(v value.Value) model.Bits {
	if len(v) == 0 {
		return 0
	}
	bits := ^model.Bits(0)
	for _, a := range v {
		bits &= r.ofType(a)
	}
	return bits
}

func (r *run) ofType(a value.Atom) (bits model.Bits) {
	switch k := a.Kind(); {
	case k == value.Const && r.onlyNone(value.Value{a}):
		return ^model.Bits(0)
	case k == value.Class && r.wordless(value.FuncID(a.Payload())), k == value.Inst && r.fr.Wordless(a), k == value.ExtInst && r.fr.Wordless(a):
		return r.numeric
	case k == value.Ext:
		if c := r.models.Class(r.models.Canonical(r.fr.DottedName(a))); c != nil && c.Numeric {
			return r.numeric
		}
	}
	for _, class := range r.fr.LibraryNames(a) {
		bits |= r.models.Makes(class)
	}
	return bits
}

// wordless tells whether instances of a project class carry no text: an enumeration.
func (r *run) wordless(class value.FuncID) bool {
	return slices.ContainsFunc(r.fr.LibraryBases(class), func(n string) bool {
		c := r.models.Class(r.models.Canonical(n))
		return c != nil && c.Numeric
	})
}

// declaredCall is what rows say of a call that declares something.
func (r *run) declaredCall(v ir.Value, depth int) (bits model.Bits) {
	c := r.fr.CallAt(v)
	if c == nil || c.Call == nil {
		return 0
	}
	for _, n := range c.Ext {
		rows := r.models.Declarations(r.models.Canonical(r.fr.Text(n)))
		for k := range rows {
			bits |= r.declaration(&rows[k], c.Call, depth)
		}
	}
	return bits
}

func (r *run) declaration(d *model.Declaration, c *value.Call, depth int) model.Bits {
	if !r.fr.Holds(c, d.When) {
		return 0
	}
	if d.Arg == nil {
		return d.Cleans
	}
	arg := r.fr.ArgOf(c, *d.Arg)
	switch {
	case arg == nil:
		return 0
	case d.Inside && int(arg.Def) < len(r.f.Instrs):
		return r.declared(arg.Def, depth)
	case d.Fits != nil:
		return r.fits(c, d.Fits)
	}
	return d.Cleans
}

// elsewhere is what a name says that a module gives to a type, perhaps behind imports.
func (r *run) elsewhere(in *ir.Instr) model.Bits {
	mod, name := r.fr.Fn.Mod, r.fr.Fn.Mod.IR.Names[in.A]
	from := in
	for range maxDeclared {
		if from.Op == ir.OpImportFrom {
			name = mod.IR.Names[from.B]
			mod = r.fr.World.Prog.Resolve(mod, mod.IR.Names[from.A])
		}
		if mod == nil {
			return 0
		}
		if from = r.exported(mod, name); from == nil || from.Op != ir.OpImportFrom {
			break
		}
	}
	if from == nil || mod.First == r.fr.Fn.ID {
		return 0
	}
	if d := r.sums.Declared(mod.First); d != nil {
		return d.Names[r.fr.Name(name)]
	}
	return 0
}

// exported is what makes the value that a module gives a name, or nil.
func (r *run) exported(mod *value.Mod, name string) *ir.Instr {
	body := r.fr.World.Prog.Funcs[mod.First].IR
	for i := range body.Instrs {
		if x := &body.Instrs[i]; x.Op == ir.OpExport && x.B != ir.NoValue && mod.IR.Names[x.A] == name {
			return &body.Instrs[value.BoundTo(body, x.B)]
		}
	}
	return nil
}

// declareParams notes what the annotations and defaults of a function say of its parameters.
func (r *run) declareParams(d *Declared, in *ir.Instr) {
	fn := r.fr.Fn.Mod.First + value.FuncID(in.A)
	for _, a := range r.f.List(in) {
		p := taken{fn, int32(a.Name &^ ir.ArgAnnotation)}
		if bits := r.declared(a.Value, maxDeclared); bits != 0 && !r.fr.Vals[a.Value].Known() {
			d.Params[p] |= bits
		}
		if a.Name >= ir.ArgAnnotation {
			if classes := r.elements(a.Value, maxDeclared); len(classes) > 0 {
				d.Holds[p] = classes
			}
		}
	}
}

// decoratedCheck finds functions that a decorator makes look at fields.
func (r *run) decoratedCheck(v ir.Value, in *ir.Instr) (out []checked) {
	c := r.fr.CallAt(v)
	if c == nil || c.Call == nil || len(c.Call.Args) != 1 {
		return nil
	}
	for _, n := range c.Ext {
		name, made := strings.CutSuffix(r.fr.Text(n), "()")
		e := r.models.Row(r.models.Canonical(name))
		if e == nil || e.Checks == nil || !made && in.Sub != ir.CallDecorator {
			continue
		}
		for _, fn := range r.fr.FuncsOf(c.Call.Args[0].Val) {
			switch {
			case e.Checks.Whole:
				out = append(out, r.wholeCheck(fn)...)
			case made:
				for _, field := range r.fieldsNamed(in.A, e.Checks.Fields) {
					out = append(out, r.check(e.Checks, fn, field))
				}
			}
		}
	}
	return out
}

// fieldsNamed are the fields that a decorator names; 0 for all, which * means.
func (r *run) fieldsNamed(decorator ir.Value, arg *model.Arg) (out []value.NameID) {
	c := r.fr.CallAt(decorator)
	if c == nil || arg == nil {
		return nil
	}
	for _, a := range r.argsOf(c, *arg) {
		switch k, ok := r.fr.Only(a.Val); {
		case !ok || k.Kind != ir.ConstStr:
		case k.Text == "*":
			out = append(out, 0)
		default:
			out = append(out, r.fr.Name(k.Text))
		}
	}
	return out
}

// namedCheck is a function that looks at a field by its name: clean_x.
func (r *run) namedCheck(name value.NameID, v ir.Value) (out []checked) {
	fns := r.fr.FuncsOf(r.fr.Vals[v])
	if r.f.Kind != ir.FuncClass || len(fns) == 0 {
		return nil
	}
	for _, base := range r.fr.LibraryBases(r.fr.Fn.ID) {
		c := r.models.Checks(r.models.Canonical(base))
		if c == nil {
			continue
		}
		if field, ok := strings.CutPrefix(r.fr.Text(name), c.Prefix); ok {
			for _, fn := range fns {
				out = append(out, r.check(c, fn, r.fr.Name(field)))
			}
			break
		}
	}
	return out
}

// check is what a function does to what a field is given.
func (r *run) check(c *model.Check, fn value.FuncID, field value.NameID) checked {
	f := r.fr.World.Prog.Funcs[fn]
	out := checked{method: r.fr.Name(f.Name()), field: field}
	sum := r.sums.Of(fn, nil, 0)
	given := int32(0)
	if f.Receives {
		given = 1
	}
	switch {
	case sum == nil && c.Gives:
		out.drop = ^model.Bits(0)
	case sum == nil:
	case c.Gives:
		out.clean, out.drop = gives(sum, given)
	default:
		path := ""
		if c.Of != "" {
			path = encodePath([]value.Key{value.AttributeKey(r.fr.Name(c.Of))})
		}
		for k := range sum.Returned {
			if o := &sum.Returned[k].Origin; o.Param == given && o.Path == path {
				out.clean |= sum.Returned[k].Cleans
			}
		}
	}
	return out
}

// gives is what everything that a function gives is clean of, and what is no longer so of
// what it is given; of other parameters nothing is known.
func gives(sum *Summary, given int32) (clean, drop model.Bits) {
	clean = ^model.Bits(0)
	for _, ls := range append(ofResult(sum), sum.Ret) {
		for k := range ls {
			l := &ls[k]
			clean, drop = clean&l.Clean, drop|l.Drop
			if o := l.Origin; o.Kind == FromParam && o.Param > given {
				drop = ^model.Bits(0)
			}
		}
	}
	return clean, drop &^ clean
}

// ofResult are the labels of what lies in the objects that a function gives.
func ofResult(sum *Summary) (out [][]SlotLabels) {
	given := map[int32]bool{}
	add := func(v value.Value) {
		for _, a := range v {
			if a.Kind() == value.Object {
				given[int32(a.Payload())] = true
			}
		}
	}
	add(sum.Value.Ret)
	for range maxDeclared {
		for n := range sum.Value.Slots {
			if sl := &sum.Value.Slots[n]; given[sl.Obj] {
				add(sl.Val)
			}
		}
	}
	for n, ls := range sum.Slots {
		if given[sum.Value.Slots[n].Obj] {
			out = append(out, ls)
		}
	}
	return out
}

// wholeCheck is a function that looks at the attributes of the instance that it is given.
func (r *run) wholeCheck(fn value.FuncID) (out []checked) {
	sum := r.sums.Of(fn, nil, 0)
	if sum == nil {
		return nil
	}
	for k := range sum.Returned {
		if o := &sum.Returned[k].Origin; o.Param == 0 && len(o.Path) == keySize {
			if name, ok := keyAt(o.Path, 0).Attribute(); ok {
				out = append(out, checked{method: r.fr.Name(sum.Fn.Name()), field: name, clean: sum.Returned[k].Cleans})
			}
		}
	}
	return out
}
