package value

// Fields of a dataclass that are made anew for each instance:
// parts: list = field(default_factory=list).

// fieldMark stands, in the value of a class's attribute, beside what makes the field.
const fieldMark = "dataclasses.field()"

// fieldDefault is what field(...) leaves in the class: the default itself, or what makes
// it with a mark that only constructors understand.
func (f *Frame) fieldDefault(c *Call) (Value, bool) {
	syms := f.World.Prog.Syms
	if d := c.Keyword(syms.Name("default")); d != nil {
		f.SetLoads(operand(d.Def))
		return d.Val, true
	}
	made := c.Keyword(syms.Name("default_factory"))
	if made == nil {
		return nil, false
	}
	out := one(atom(Ext, uint64(syms.Name(fieldMark))))
	for _, a := range made.Val {
		if k := a.Kind(); k != Ext && k != Class && k != Func {
			return nil, false
		}
		out = add(out, a)
	}
	f.SetLoads(nil)
	return out, true
}

// isFactory tells whether a class's attribute is what makes a field of its instances.
func (f *Frame) isFactory(v Value) bool {
	return len(v) > 1 && v.Has(atom(Ext, uint64(f.World.Prog.Syms.Name(fieldMark))))
}

// madeTypes is what is known of such a field where the instance is not.
func (f *Frame) madeTypes(factories Value) Value {
	out := top
	for _, a := range factories {
		if a.Kind() == Class || a.Kind() == Ext && f.Text(NameID(a.Payload())) != fieldMark {
			out = join(out, f.instances(one(a)))
		}
	}
	return out
}

// makeFields gives a new instance the fields that nothing was given for and that are made.
func (f *Frame) makeFields(fact *CallFact, c *Call, cls FuncID, id uint32, fields []string) {
	ci := f.class(cls)
	if ci == nil {
		return
	}
	for i, n := range fields {
		name := f.World.Prog.Syms.Name(n)
		if _, given := f.cur.heap.Get(CellKey(id, attrKey(name))); given {
			continue
		}
		for _, m := range ci.MRO {
			if m.Kind() != Class {
				continue
			}
			of := f.class(FuncID(m.Payload()))
			if of == nil {
				break
			}
			if v, ok := f.classOwn(of, name); ok {
				if f.isFactory(v) {
					f.Store(id, attrKey(name), f.madeBy(fact, c, uint32(i), v), operand(c.At), true)
				}
				break
			}
		}
	}
}

// madeBy is what the factories of a field make.
func (f *Frame) madeBy(fact *CallFact, c *Call, index uint32, factories Value) Value {
	var out Value
	for _, a := range factories {
		kind := ObjInst
		switch {
		case a.Kind() == Func:
			v, _ := f.callFunc(fact, &Call{At: c.At}, FuncID(a.Payload()), nil, nil, nil)
			out = join(out, v)
			continue
		case a.Kind() == Class:
			out = join(out, one(atom(Inst, a.Payload())))
			continue
		case f.Text(NameID(a.Payload())) == fieldMark:
			continue
		case f.Text(NameID(a.Payload())) == "builtins.list":
			kind = ObjList
		case f.Text(NameID(a.Payload())) == "builtins.dict":
			kind = ObjDict
		case f.Text(NameID(a.Payload())) == "builtins.set":
			kind = ObjSet
		}
		if kind == ObjInst {
			out = join(out, top)
			continue
		}
		made := f.alloc(c.At, 3<<20+index, kind, 0)
		f.SetLen(made, 0)
		out = join(out, f.ObjectValue(made))
	}
	f.share(out)
	return out
}
