package value

// Functions that call what they are given: map, filter, functools.partial.

// maxMapped bounds the items for which map enters a function one by one.
const maxMapped = 6

// mapCall is map(function, items...): what the function gives for each item.
func (f *Frame) mapCall(fact *CallFact, c *Call) (Value, bool) {
	fn := c.Arg(0)
	if fn == nil || c.Positional() != len(c.Args) || len(c.Args) < 2 || !f.callables(fn.Val) {
		return nil, false
	}
	columns, n := make([][]Item, 0, len(c.Args)-1), maxMapped+1
	for k := 1; k < len(c.Args); k++ {
		v := f.iterable(c.At, c.Args[k].Val)
		items, ok := f.ExactItems(v)
		if !ok {
			n = maxMapped + 1
			columns = nil
			break
		}
		columns, n = append(columns, items), min(n, len(items))
	}
	id := f.alloc(c.At, 1<<24-2, ObjIter, 0)
	if columns == nil || n > maxMapped {
		it := f.applied(fact, c, fn, f.joined(c))
		f.Store(id, KeyStar, it.Val, it.Defs, false)
	} else {
		out := make([]Item, n)
		for i := range out {
			row := make([]Item, len(columns))
			for k := range columns {
				row[k] = columns[k][i]
			}
			out[i] = f.applied(fact, c, fn, row)
		}
		f.Fill(id, out)
	}
	fact.Builtin = true
	f.SetLoads(nil)
	return f.ObjectValue(id), true
}

// joined is any item of each of the iterables that map is given.
func (f *Frame) joined(c *Call) []Item {
	var out []Item
	for k := 1; k < len(c.Args); k++ {
		v, defs := f.IterValue(f.iterable(c.At, c.Args[k].Val))
		out = append(out, Item{v, joinDefs(defs, operand(c.Args[k].Def))})
	}
	return out
}

// callables tells whether a value is nothing but what this analysis can call:
// project functions, and functions of the language itself.
func (f *Frame) callables(v Value) bool {
	for _, a := range v {
		switch a.Kind() {
		case Func, Bound, Static, ClassM, Class:
		case Object:
			k := f.Objects[a.Payload()].Kind
			if k != ObjClosure && k != ObjBound && k != ObjPartial {
				return false
			}
		case Ext:
			if n := f.Text(NameID(a.Payload())); len(n) < 9 || n[:9] != "builtins." {
				return false
			}
		default:
			return false
		}
	}
	return len(v) > 0
}

// applied calls a function once with an item of each iterable.
func (f *Frame) applied(fact *CallFact, c *Call, fn *CallArg, row []Item) Item {
	inner := &Call{At: c.At}
	for _, it := range row {
		inner.Args = append(inner.Args, itemArg(it.Val, it.Defs, c.At))
	}
	var out Item
	for _, a := range fn.Val {
		if a.Kind() == Ext {
			out = f.appliedBuiltin(inner, a, row, out)
			continue
		}
		first := len(fact.Targets)
		v, _ := f.callAtom(fact, inner, a, false)
		f.share(v)
		out.Val = join(out.Val, v)
		for k := first; k < len(fact.Targets); k++ {
			t := &fact.Targets[k]
			t.Result = f.extraDef(Extra{Kind: ExtraResult, Call: c.At, Target: uint32(k)})
			out.Defs = joinDefs(out.Defs, operand(t.Result))
		}
	}
	return out
}

// appliedBuiltin is a function of the language itself, or a method of its types
// read off the class (str.lower), applied to an item.
func (f *Frame) appliedBuiltin(inner *Call, a Atom, row []Item, out Item) Item {
	var from []Def
	for _, it := range row {
		from = joinDefs(from, it.Defs)
	}
	loads, moved := f.loads, f.moved
	f.loads, f.moved = nil, false
	v, ok := f.World.Sem.Call(f, f.Text(NameID(a.Payload())), inner)
	if !ok {
		v = top
	}
	if f.moved {
		from = f.loads
	}
	f.loads, f.moved = loads, moved
	if v.Known() || f.numeric(v) {
		from = nil
	}
	f.share(v)
	return Item{join(out.Val, v), joinDefs(out.Defs, from)}
}

// numeric tells whether a value is certainly a number.
func (f *Frame) numeric(v Value) bool {
	names, all := f.TypeNames(v)
	for _, n := range names {
		switch n {
		case "builtins.int", "builtins.float", "builtins.bool", "builtins.complex":
		default:
			return false
		}
	}
	return all
}

// partial keeps a function with its first arguments for a later call.
func (f *Frame) partial(c *Call) (Value, bool) {
	fn := c.Arg(0)
	if fn == nil || !f.plainArgs(c) {
		return nil, false
	}
	id := f.alloc(c.At, 1<<24-3, ObjPartial, 0)
	f.share(fn.Val)
	f.Store(id, KeySelf, fn.Val, operand(fn.Def), true)
	n := 0
	for k := range c.Args {
		a := &c.Args[k]
		f.share(a.Val)
		switch {
		case a.Name != 0:
			f.Store(id, attrKey(a.Name), a.Val, operand(a.Def), true)
		case a != fn:
			f.Store(id, IndexKey(n), a.Val, operand(a.Def), true)
			n++
		}
	}
	f.SetLen(id, n)
	f.SetLoads(nil)
	return f.ObjectValue(id), true
}

// plainArgs tells whether a call has no * and ** of unknown content.
func (f *Frame) plainArgs(c *Call) bool {
	for k := range c.Args {
		if c.Args[k].Star != 0 {
			return false
		}
	}
	return true
}

// callPartial calls what partial kept, with the arguments that it kept first.
func (f *Frame) callPartial(fact *CallFact, c *Call, id uint32) (Value, bool) {
	n, ok := f.Len(id)
	fn, _, _ := f.Load(id, KeySelf)
	if !ok || len(fn) == 0 {
		return f.callUnknown(fact, c), true
	}
	inner := &Call{At: c.At}
	for k := range n {
		v, defs, _ := f.Load(id, IndexKey(k))
		inner.Args = append(inner.Args, itemArg(v, defs, c.At))
	}
	inner.Args = append(inner.Args, c.Args...)
	f.keepHeap().Range(CellKey(id, 0), CellKey(id, keyItem), func(k uint64, cell Cell) bool {
		if name := NameID(uint32(k)); c.Keyword(name) == nil {
			a := itemArg(cell.Val, cell.Defs, c.At)
			a.Name = name
			inner.Args = append(inner.Args, a)
		}
		return true
	})
	if fact.Call == c {
		fact.Call = inner // what sinks are judged by
	}
	var out Value
	returns := false
	for _, a := range fn {
		v, back := f.callAtom(fact, inner, a, false)
		out, returns = join(out, v), returns || back
	}
	return out, returns
}
