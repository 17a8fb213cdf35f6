package value

import (
	"slices"
	"strings"

	"leadline/internal/ir"
)

// Records: values whose parts have names as well as places. A class that
// namedtuple makes has no body; its name lists its fields.

const recordClass = "collections.namedtuple:"

// recordCall makes a record class, one of its instances, or a changed copy.
func (f *Frame) recordCall(c *Call, name string) (Value, bool) {
	switch {
	case name == "collections.namedtuple", name == "typing.NamedTuple":
		return f.recordType(c)
	case isNamespace(name):
		return f.namespace(c, name), true
	case name == "collections.OrderedDict":
		return f.World.Sem.Call(f, "builtins.dict", c)
	case name == "collections.defaultdict":
		return f.defaultDict(c)
	case name == "dataclasses.replace", name == "copy.replace":
		if a := c.Arg(0); a != nil {
			return f.withFields(c, a.Val)
		}
	case name == "typing.NamedTuple._replace":
		return f.withFields(c, c.Recv)
	case name == "typing.NamedTuple._asdict":
		return f.asDict(c, c.Recv)
	case name == "dataclasses.asdict":
		if a := c.Arg(0); a != nil {
			return f.asDict(c, a.Val)
		}
	case name == "dataclasses.astuple":
		if a := c.Arg(0); a != nil {
			return f.asTuple(c, a.Val)
		}
	case strings.HasPrefix(name, recordClass):
		class, method, ok := strings.Cut(name[len(recordClass):], ".")
		switch {
		case !ok:
			return f.record(c, name, strings.Split(class, ",")), true
		case method == "_replace":
			return f.withFields(c, c.Recv)
		case method == "_asdict":
			return f.asDict(c, c.Recv)
		case method == "_make":
			if a := c.Arg(0); a != nil {
				one := *c
				one.Args = []CallArg{{Val: a.Val, Def: a.Def, Star: 1}}
				if items, ok := f.ExactItems(a.Val); ok {
					one.Args = nil
					for _, it := range items {
						one.Args = append(one.Args, itemArg(it.Val, it.Defs, a.Def))
					}
				}
				return f.record(&one, recordClass+class, strings.Split(class, ",")), true
			}
		}
	}
	return nil, false
}

// isNamespace tells of the classes whose instances have what they were made with.
func isNamespace(class string) bool {
	return class == "types.SimpleNamespace" || class == "argparse.Namespace"
}

// namespace is an object whose attributes are what it was made with.
func (f *Frame) namespace(c *Call, class string) Value {
	id := f.alloc(c.At, 1<<23, ObjInst, f.instOf(class))
	for k := range c.Args {
		a := &c.Args[k]
		f.share(a.Val)
		if a.Name != 0 {
			f.Store(id, attrKey(a.Name), a.Val, a.Defs(), true)
		} else {
			f.Store(id, KeyStar, a.Val, a.Defs(), false)
		}
	}
	f.SetLoads(nil)
	return f.ObjectValue(id)
}

// recordType is the class that a call of namedtuple with constant fields makes.
func (f *Frame) recordType(c *Call) (Value, bool) {
	a := c.Arg(1)
	if a == nil {
		a = c.Keyword(f.World.Prog.Syms.Name("field_names"))
	}
	if a == nil {
		return nil, false
	}
	var names []string
	if k, ok := f.Only(a.Val); ok && k.Kind == ir.ConstStr {
		names = strings.FieldsFunc(k.Text, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' })
	} else if items, ok := f.ExactItems(a.Val); ok {
		for _, it := range items {
			if pair, ok := f.ExactItems(it.Val); ok && len(pair) == 2 && len(it.Val) == 1 && it.Val[0].Kind() == Object {
				it = pair[0] // (name, type)
			}
			k, ok := f.Only(it.Val)
			if !ok || k.Kind != ir.ConstStr {
				return nil, false
			}
			names = append(names, k.Text)
		}
	}
	if len(names) == 0 || len(names) > maxKeys {
		return nil, false
	}
	return one(atom(Ext, uint64(f.World.Prog.Syms.Name(recordClass+strings.Join(names, ","))))), true
}

// record makes an instance: a tuple whose parts have names too.
func (f *Frame) record(c *Call, class string, fields []string) Value {
	id := f.alloc(c.At, 0, ObjTuple, f.instOf(class))
	f.SetLoads(nil)
	next := 0
	for k := range c.Args {
		a := &c.Args[k]
		f.share(a.Val)
		at := -1
		for i, n := range fields {
			if a.Name != 0 && f.Text(a.Name) == n {
				at = i
			}
		}
		if a.Name == 0 && a.Star == 0 {
			at = next
			next++
		}
		if at < 0 || at >= len(fields) {
			f.Store(id, KeyStar, a.Val, a.Defs(), false)
			continue
		}
		f.Store(id, IndexKey(at), a.Val, a.Defs(), true)
		f.Store(id, f.AttrKey(fields[at]), a.Val, a.Defs(), true)
	}
	star, _ := f.cur.heap.Get(CellKey(id, KeyStar))
	for i, n := range fields { // what has a default, or comes out of *args
		if _, ok := f.cur.heap.Get(CellKey(id, IndexKey(i))); !ok {
			f.Store(id, IndexKey(i), join(star.Val, top), star.Defs, true)
			f.Store(id, f.AttrKey(n), join(star.Val, top), star.Defs, true)
		}
	}
	f.SetLen(id, len(fields))
	return f.ObjectValue(id)
}

// defaultDict makes a dict that makes what it lacks.
func (f *Frame) defaultDict(c *Call) (Value, bool) {
	rest := *c
	var factory *CallArg
	if len(c.Args) > 0 && c.Args[0].Name == 0 && c.Args[0].Star == 0 {
		factory = &c.Args[0]
		rest.Args = c.Args[1:]
	}
	v, ok := f.World.Sem.Call(f, "builtins.dict", &rest)
	if ids, all := f.ObjectsOf(v); ok && all && factory != nil {
		for _, id := range ids {
			f.Store(id, f.AttrKey("default_factory"), factory.Val, operand(factory.Def), true)
		}
	}
	return v, ok
}

// missing is what a dict makes for a key that it may lack; nil of other dicts.
func (f *Frame) missing(i ir.Value, id uint32, k Key) Value {
	if f.Objects[id].Kind != ObjDict {
		return nil
	}
	factory, _, _ := f.Load(id, f.AttrKey("default_factory"))
	var out Value
	for _, a := range factory {
		name := ""
		if a.Kind() == Ext {
			name = f.Text(NameID(a.Payload()))
		}
		switch name {
		case "builtins.list":
			out = join(out, f.made(i, k, ObjList))
		case "builtins.dict":
			out = join(out, f.made(i, k, ObjDict))
		case "builtins.set":
			out = join(out, f.made(i, k, ObjSet))
		case "builtins.str":
			out = join(out, f.Str(""))
		case "builtins.int":
			out = join(out, f.Int(0))
		default:
			out = join(out, top)
		}
	}
	if out == nil {
		return nil
	}
	f.share(out)
	f.Store(id, k, out, nil, f.Objects[id].Single && k != KeyStar)
	f.Recount(id)
	return out
}

// made is an empty container for a key of a dict.
func (f *Frame) made(i ir.Value, k Key, kind ObjKind) Value {
	id := f.alloc(i, 1<<20+uint32(k)&(1<<19-1), kind, 0)
	f.SetLen(id, 0)
	return f.ObjectValue(id)
}

// fieldsOf are the names of the parts of a record, in order; nil of anything else.
func (f *Frame) fieldsOf(a Atom) []string {
	switch a.Kind() {
	case ExtInst, Ext:
		if rest, ok := strings.CutPrefix(f.Text(NameID(a.Payload())), recordClass); ok {
			return strings.Split(rest, ",")
		}
	case Inst, Class:
		ci := f.class(FuncID(a.Payload()))
		if ci == nil {
			return nil
		}
		for _, m := range ci.MRO {
			if m.Kind() == Ext {
				if names := f.fieldsOf(m); names != nil {
					return names
				}
			}
		}
		return f.dataFields(ci)
	case Object:
		o := &f.Objects[a.Payload()]
		if o.Class != 0 {
			return f.fieldsOf(o.Class)
		}
		for _, h := range o.Hint {
			if names := f.fieldsOf(h); names != nil {
				return names
			}
		}
	}
	return nil
}

// fieldNames is the _fields of a record that has places, or of its class; nil of
// anything else.
func (f *Frame) fieldNames(i ir.Value, a Atom, name NameID) Value {
	if f.F.Instrs[i].Op != ir.OpAttr || f.Text(name) != "_fields" {
		return nil
	}
	class := a
	if a.Kind() == Object {
		class = f.Objects[a.Payload()].Class
	}
	fields := f.fieldsOf(class)
	if fields == nil || !f.indexed(class) {
		return nil
	}
	id := f.alloc(i, 0, ObjTuple, 0)
	for k, n := range fields {
		f.Store(id, IndexKey(k), f.Str(n), nil, true)
	}
	f.SetLen(id, len(fields))
	return f.ObjectValue(id)
}

// dataFields are the names of a dataclass's fields: those of the dataclasses that it
// derives from, and its own behind them (the library reference, dataclasses).
func (f *Frame) dataFields(ci *ClassInfo) (names []string) {
	for k := len(ci.MRO) - 1; k >= 0; k-- {
		m := ci.MRO[k]
		if m.Kind() != Class || !f.dataclass(FuncID(m.Payload())) {
			continue
		}
		for _, n := range f.class(FuncID(m.Payload())).Fields {
			if text := f.Text(n); !slices.Contains(names, text) {
				names = append(names, text)
			}
		}
	}
	return names
}

// withFields is a copy of a record with the parts that keywords name replaced.
func (f *Frame) withFields(c *Call, v Value) (Value, bool) {
	if len(v) == 0 {
		return nil, false
	}
	var out Value
	for k, a := range v {
		fields := f.fieldsOf(a)
		if a.Kind() != Object || fields == nil {
			return nil, false
		}
		src := uint32(a.Payload())
		o := f.Objects[src]
		kind, class := o.Kind, o.Class
		if kind == ObjPath {
			kind, class = f.hintedRecord(o.Hint)
		}
		id := f.alloc(c.At, uint32(k), kind, class)
		for i, n := range fields {
			val, defs, _ := f.Load(src, f.AttrKey(n))
			if arg := c.Keyword(f.World.Prog.Syms.Name(n)); arg != nil {
				f.share(arg.Val)
				val, defs = arg.Val, arg.Defs()
			}
			if val == nil {
				val = top
			}
			f.Store(id, f.AttrKey(n), val, defs, true)
			if f.indexed(class) {
				f.Store(id, IndexKey(i), val, defs, true)
			}
		}
		if f.indexed(class) {
			f.SetLen(id, len(fields))
		}
		out = join(out, f.ObjectValue(id))
	}
	f.SetLoads(nil)
	return out, true
}

// hintedRecord is what kind of object a record of a parameter is.
func (f *Frame) hintedRecord(hint Value) (ObjKind, Atom) {
	for _, h := range hint {
		switch {
		case f.fieldsOf(h) == nil:
		case h.Kind() == ExtInst:
			return ObjTuple, h
		case h.Kind() == Inst:
			return ObjInst, atom(Inst, h.Payload()) // or of a class below
		}
	}
	return ObjInst, 0
}

// indexed tells whether the parts of a record have places too.
func (f *Frame) indexed(class Atom) bool {
	switch class.Kind() {
	case ExtInst, Ext:
		return true
	case Class:
		ci := f.class(FuncID(class.Payload()))
		if ci == nil {
			return false
		}
		for _, m := range ci.MRO {
			if m.Kind() != Ext {
				continue
			}
			if n := f.Text(NameID(m.Payload())); n == "typing.NamedTuple" || strings.HasPrefix(n, recordClass) {
				return true
			}
		}
	}
	return false
}

// asDict is a mapping of the names of a record's parts to them.
func (f *Frame) asDict(c *Call, v Value) (Value, bool) {
	fields := f.fieldsOfOne(v)
	if fields == nil {
		return nil, false
	}
	id := f.alloc(c.At, 0, ObjDict, 0)
	f.SetLoads(nil)
	f.SetLen(id, 0)
	for _, n := range fields {
		x, defs := f.fieldOf(v, n)
		k, _ := f.ItemKey(f.Str(n)[0])
		f.Store(id, k, x, defs, true)
	}
	f.Recount(id)
	return f.ObjectValue(id), true
}

// asTuple is a tuple of a record's parts.
func (f *Frame) asTuple(c *Call, v Value) (Value, bool) {
	fields := f.fieldsOfOne(v)
	if fields == nil {
		return nil, false
	}
	id := f.alloc(c.At, 0, ObjTuple, 0)
	f.SetLoads(nil)
	for i, n := range fields {
		x, defs := f.fieldOf(v, n)
		f.Store(id, IndexKey(i), x, defs, true)
	}
	f.SetLen(id, len(fields))
	return f.ObjectValue(id), true
}

// fieldsOfOne are the names of the parts of the one record that a value is.
func (f *Frame) fieldsOfOne(v Value) []string {
	if len(v) != 1 || v[0].Kind() != Object {
		return nil
	}
	return f.fieldsOf(v[0])
}

// fieldOf is a part of a record: what it was given, or what the class body says.
func (f *Frame) fieldOf(v Value, name string) (Value, []Def) {
	x, defs := f.attr(f.at, v, f.World.Prog.Syms.Name(name))
	if x == nil {
		x = top
	}
	return x, defs
}

// Shown are the definitions of what the text of a value shows that is no container:
// the parts of a record, whose class writes them down (dataclasses, the generated
// __repr__), and the attributes of a namespace.
func (f *Frame) Shown(v Value) (defs []Def) {
	if len(v) == 1 && v[0].Kind() == Object && isNamespace(f.TypeName(v[0])) {
		id := uint32(v[0].Payload())
		f.keepHeap().Range(CellKey(id, 0), CellKey(id, keyItem), func(_ uint64, c Cell) bool {
			defs = joinDefs(defs, c.Defs)
			return true
		})
		_, star, _ := f.Load(id, KeyStar)
		return joinDefs(defs, star)
	}
	fields := f.fieldsOfOne(v)
	for _, n := range fields {
		_, d := f.fieldOf(v, n)
		defs = joinDefs(defs, d)
	}
	return defs
}

// assignFields is the constructor that a dataclass or a record class gets from
// its fields.
func (f *Frame) assignFields(c *Call, cls FuncID, id uint32) {
	fields := f.fieldsOf(atom(Class, uint64(cls)))
	places := f.indexed(atom(Class, uint64(cls)))
	next := 0
	for k := range c.Args {
		a := &c.Args[k]
		f.share(a.Val)
		at := -1
		switch {
		case a.Star != 0:
			f.Store(id, KeyStar, top, operand(a.Def), false)
		case a.Name != 0:
			f.Store(id, attrKey(a.Name), a.Val, a.Defs(), true)
			for i, n := range fields {
				if n == f.Text(a.Name) {
					at = i
				}
			}
		case next < len(fields):
			f.Store(id, f.AttrKey(fields[next]), a.Val, a.Defs(), true)
			at = next
			next++
		}
		if at >= 0 && places {
			f.Store(id, IndexKey(at), a.Val, a.Defs(), true)
		}
	}
	if !places {
		return
	}
	star, starred := f.cur.heap.Get(CellKey(id, KeyStar))
	for i, n := range fields {
		if _, given := f.cur.heap.Get(CellKey(id, IndexKey(i))); given {
			continue
		}
		v, _, ok := f.classAttr(cls, f.World.Prog.Syms.Name(n))
		if !ok || starred {
			v = join(v, top)
		}
		f.Store(id, IndexKey(i), v, star.Defs, true)
	}
	f.SetLen(id, len(fields))
}

// holdsItems is the library class with items that a project class derives from,
// or "".
func (f *Frame) holdsItems(cls Atom) string {
	if cls.Kind() != Class {
		return ""
	}
	ci := f.class(FuncID(cls.Payload()))
	if ci == nil {
		return ""
	}
	for _, m := range ci.MRO {
		if m.Kind() != Ext {
			continue
		}
		switch n := f.Text(NameID(m.Payload())); n {
		case "builtins.dict", "builtins.list", "builtins.tuple", "collections.OrderedDict", "collections.defaultdict", "collections.UserDict", "typing.NamedTuple":
			return n
		}
	}
	return ""
}
