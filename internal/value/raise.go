package value

import (
	"strings"

	"leadline/internal/ir"
)

// Exceptions carry data: what a body raises reaches the handlers around it, and
// what it does not catch those of its callers. A handler has a holder, an
// object whose items are what may come to it; a summary names what leaves the
// body in a slot of an object of its own.

// raisedParam is the Param of the object of a summary that holds what the body
// raises.
const raisedParam = -2

// holderSite numbers the holders among the sites.
const holderSite = 1 << 58

// holder is the object that holds what comes to a handler.
func (f *Frame) holder(catch uint32) uint32 {
	key := holderSite | uint64(catch)
	if id, ok := f.sites[key]; ok {
		return id
	}
	id := uint32(len(f.Objects))
	f.Objects = append(f.Objects, HeapObject{Kind: ObjIter, Param: -1, Parent: -1, Fn: NoFunc})
	f.sites[key] = id
	return id
}

// throw raises a value in the running block.
func (f *Frame) throw(v Value, defs []Def) {
	if len(v) == 0 {
		return
	}
	f.share(v)
	if h := f.F.Blocks[f.block].Handler; h != 0 {
		f.Store(f.holder(h-1), KeyStar, v, defs, false)
		return
	}
	f.Raised, f.RaisedDefs = join(f.Raised, v), joinDefs(f.RaisedDefs, defs)
	if f.raises {
		f.raiseHeap = f.joinHeaps(f.raiseHeap, f.keepHeap())
	} else {
		f.raises, f.raiseHeap = true, f.keepHeap()
	}
}

// raiseValue is what a raise statement raises: an exception, an instance of an
// exception class, or again what the handler around it has caught.
func (f *Frame) raiseValue(blk *ir.Block) {
	if blk.Cond == ir.NoValue {
		if c, ok := f.catchOf(f.block); ok {
			f.throw(f.held(c, nil))
		}
		return
	}
	v := f.val(blk.Cond)
	if f.telling(v, blk.Cond) {
		f.throw(v, operand(blk.Cond))
	}
}

// telling tells whether an exception may carry data: not a bare class, and not
// one that is made of constants alone.
func (f *Frame) telling(v Value, def ir.Value) bool {
	c := f.CallAt(def)
	if c == nil || c.Call == nil || f.F.Instrs[def].Op != ir.OpCall {
		return !onlyCode(v)
	}
	for k := range c.Call.Args {
		if x := c.Call.Args[k].Val; !x.Known() {
			return true
		}
	}
	return false
}

// catchOf finds the handler that a block belongs to.
func (f *Frame) catchOf(b uint32) (uint32, bool) {
	for range 64 {
		blk := &f.F.Blocks[b]
		if blk.Catch {
			return b, true
		}
		preds := f.F.Preds(blk)
		if len(preds) == 0 || preds[0] >= b {
			return 0, false
		}
		b = preds[0]
	}
	return 0, false
}

// held is what may have come to a handler, of the classes that it asks for
// (nil: any).
func (f *Frame) held(catch uint32, classes Value) (out Value, defs []Def) {
	id, ok := f.sites[holderSite|uint64(catch)]
	if !ok {
		return nil, nil
	}
	v, defs, _ := f.Load(id, KeyStar)
	for _, a := range v {
		if is, known := f.instanceOfAny(a, classes); known && !is {
			continue
		}
		out = add(out, a)
	}
	if out == nil {
		return nil, nil
	}
	return out, defs
}

// caught is the exception that an except clause binds: what is known to come
// here, and what unknown code may raise.
func (f *Frame) caught(i ir.Value, in *ir.Instr) Value {
	var classes, v Value
	if in.A != ir.NoValue {
		classes = f.val(in.A)
		v = f.instances(f.flattenClasses(classes))
	}
	if v == nil {
		v = top
	}
	c, ok := f.catchOf(f.block)
	if !ok {
		return v
	}
	x, defs := f.held(c, classes)
	f.Loads[i] = defs
	return join(x, v)
}

// keepPositional keeps what an exception was made with, for its text.
func (f *Frame) keepPositional(c *Call, id uint32) {
	for k := range c.Args {
		if a := &c.Args[k]; a.Name == 0 && !a.Val.Known() {
			f.share(a.Val)
			f.Store(id, KeyStar, a.Val, operand(a.Def), false)
		}
	}
}

// keepArgs makes what an exception is given by position its args, as both
// BaseException.__new__ and its __init__ do. index tells several tuples of one call
// apart.
func (f *Frame) keepArgs(c *Call, self Value, given []CallArg, index uint32) {
	id, exact := f.alloc(c.At, 1<<23+index, ObjTuple, 0), true
	var items []Item
	for k := range given {
		switch a := &given[k]; {
		case a.Star == 1:
			v, defs := f.IterValue(a.Val)
			f.Store(id, KeyStar, v, joinDefs(defs, operand(a.Def)), false)
			exact = false
		case a.Star == 0 && a.Name == 0:
			items = append(items, Item{Val: a.Val, Defs: operand(a.Def)})
		}
	}
	if exact {
		f.Fill(id, items)
	}
	for _, it := range items {
		if f.share(it.Val); !exact {
			f.Store(id, KeyStar, it.Val, it.Defs, false)
		}
	}
	for _, a := range self {
		if a.Kind() == Object {
			f.storeObjectAttr(c.At, uint32(a.Payload()), f.World.Prog.Syms.Name("args"), f.ObjectValue(id), nil, len(self) == 1)
		}
	}
}

// initsException keeps what the constructor of a builtin exception is given by that of
// a class that derives from it.
func (f *Frame) initsException(c *Call, name string) {
	class, is := strings.CutSuffix(name, ".__init__")
	if !is || !exceptionName(class) {
		return
	}
	given, self := c.Args, c.Recv
	if self == nil || f.builtinType(self) { // Exception.__init__(self, x)
		if len(given) == 0 || given[0].Star != 0 || given[0].Name != 0 {
			return
		}
		self, given = given[0].Val, given[1:]
	}

	f.keepArgs(c, self, given, 1<<23-2)
}

// exceptionClass tells whether instances of a project class keep what they were
// made with, as every exception does.
func (f *Frame) exceptionClass(cls FuncID) bool {
	e := f.externalBase(cls)
	if e.Kind() != Ext {
		return false
	}
	return exceptionName(f.Text(NameID(e.Payload())))
}

// exceptionName tells whether a dotted name is one of a builtin exception's class.
func exceptionName(n string) bool {
	class, is := strings.CutPrefix(n, "builtins.")
	return is && (strings.HasSuffix(class, "Error") || strings.HasSuffix(class, "Exception") || strings.HasSuffix(class, "Warning"))
}
