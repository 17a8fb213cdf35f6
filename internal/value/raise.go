package value

import "leadline/internal/ir"

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

// exceptionClass tells whether instances of a project class keep what they were
// made with, as every exception does.
func (f *Frame) exceptionClass(cls FuncID) bool {
	e := f.externalBase(cls)
	if e.Kind() != Ext {
		return false
	}
	n := f.Text(NameID(e.Payload()))
	const b = "builtins."
	return len(n) > len(b)+5 && n[:len(b)] == b && (n[len(n)-5:] == "Error" || n[len(n)-5:] == "ption" || n[len(n)-5:] == "rning")
}
