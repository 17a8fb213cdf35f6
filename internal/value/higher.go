package value

import (
	"slices"

	"leadline/internal/model"
)

// Functions that call what they are given: map, filter, functools.partial, and those
// of which rows say it.

// Passed is a library function that another calls back: to_thread(os.system, x).
type Passed struct {
	Name NameID
	Call *Call // with the arguments that it gets
}

// callbacks enters the functions that the library calls back. What they give is what
// the call itself gives, where a row says so of a single call.
func (f *Frame) callbacks(fact *CallFact, c *Call, e *model.Entry) (given Value) {
	if e == nil {
		return nil
	}
	for k := range e.Callbacks {
		cb := &e.Callbacks[k]
		callee := f.ArgOf(c, cb.Callee)
		if callee == nil {
			continue
		}
		inner := &Call{At: c.At}
		for _, p := range cb.Passes {
			inner.Args = append(inner.Args, f.passes(c, cb.Callee, p)...)
		}
		f.spread(c, cb, inner)
		out := f.callBack(fact, inner, callee.Val)
		if cb.Returns && !cb.Each() {
			given = join(given, out)
		}
	}
	return given
}

// callBack calls what a library was given to call.
func (f *Frame) callBack(fact *CallFact, c *Call, callee Value) (out Value) {
	for _, a := range callee {
		v := top
		switch a.Kind() {
		case Object:
			if f.Objects[a.Payload()].Kind == ObjPartial {
				inner, fn, ok := f.unpartial(c, uint32(a.Payload()))
				if ok {
					v = f.callBack(fact, inner, fn)
				}
				break
			}
			v, _ = f.callAtom(fact, c, a, false)
		case Func, Bound, Static, Class:
			v, _ = f.callAtom(fact, c, a, false)
		case Ext:
			v = f.passed(fact, c, a)
		}
		out = join(out, v)
	}
	return out
}

// typed tells whether something is known of all that a value may be.
func (v Value) typed() bool {
	return len(v) > 0 && !slices.ContainsFunc(v, Atom.Opaque)
}

// passed notes a library function that another calls back, and is what it gives.
func (f *Frame) passed(fact *CallFact, c *Call, a Atom) Value {
	name := NameID(a.Payload())
	for k := range fact.Passed {
		if fact.Passed[k].Name == name && fact.Passed[k].Call == c {
			return top
		}
	}
	fact.Passed = append(fact.Passed, Passed{name, c})
	known := f.libraryName(name)
	if known.class == "" {
		return top
	}
	return f.libraryInstance(c, known.class, known.entry)
}

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

// rowCall is a call with an item of each iterable.
func rowCall(c *Call, row []Item) *Call {
	inner := &Call{At: c.At}
	for _, it := range row {
		inner.Args = append(inner.Args, itemArg(it.Val, it.Defs, c.At))
	}
	return inner
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
	inner := rowCall(c, row)
	var out Item
	for _, a := range fn.Val {
		if a.Kind() == Ext {
			f.passed(fact, inner, a)
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
	inner, fn, ok := f.unpartial(c, id)
	if !ok {
		return f.callUnknown(fact, c), true
	}
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

// unpartial is the function that partial kept, and the call of it with the arguments that
// it kept first.
func (f *Frame) unpartial(c *Call, id uint32) (inner *Call, fn Value, ok bool) {
	n, ok := f.Len(id)
	fn, _, _ = f.Load(id, KeySelf)
	if !ok || len(fn) == 0 {
		return nil, nil, false
	}
	inner = &Call{At: c.At}
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
	return inner, fn, true
}
