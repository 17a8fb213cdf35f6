package value

import "leadline/internal/ir"

// Variables that inner bodies use: they lie in the frame of the body that has
// them, and a closure reaches them through its environment.

// FreeVar names a variable of an enclosing body: how many bodies outwards, and
// its name.
type FreeVar struct {
	Hops int
	Name NameID
}

// FreeBind is what a context binds a variable of an enclosing body to.
type FreeBind struct {
	FreeVar
	Val Value
}

// maxFree bounds the variables of enclosing bodies that a summary names as
// deciding.
const maxFree = 8

// owner is the body whose variable one of that many hops outwards is.
func (f *Frame) owner(hops int) FuncID {
	m := f.Fn.Mod
	b := f.Fn.Local
	for ; hops > 0 && b != 0; hops-- {
		b = m.IR.Funcs[b].Parent
		for b != 0 && m.IR.Funcs[b].Kind == ir.FuncClass {
			b = m.IR.Funcs[b].Parent
		}
	}
	return m.First + FuncID(b)
}

// storeFree notes the types that a variable of a frame is given, and the functions
// that are defined as it; what it may be beside these is noted as anything.
func (f *Frame) storeFree(hops int, n NameID, v Value) {
	if f.Ctx != nil {
		return
	}
	var h Value
	for _, a := range v {
		if a.Kind() == Object && f.Objects[a.Payload()].Kind == ObjClosure && f.Objects[a.Payload()].Fn != NoFunc {
			h = add(h, atom(Callable, uint64(f.Objects[a.Payload()].Fn)))
		} else {
			h = join(h, f.hintTypes(one(a)))
		}
	}
	if len(h) == 0 || len(h) > maxBound {
		h = top
	}
	f.FreeStores = append(f.FreeStores, FreeStore{f.owner(hops), n, h})
}

// neighbours are the functions that a variable of an enclosing body is, where it
// is nothing else; env is the frame that they lie in.
func (f *Frame) neighbours(id uint32) (fns []FuncID, env uint32) {
	o := &f.Objects[id]
	if o.Param >= 0 || o.Parent < 0 || !o.Key.IsAttr() || len(o.Hint) == 0 {
		return nil, 0
	}
	for _, h := range o.Hint {
		if h.Kind() != Callable {
			return nil, 0
		}
		fns = append(fns, FuncID(h.Payload()))
	}
	return fns, uint32(o.Parent)
}

// loadFree reads a variable of an enclosing body: what was stored here, what
// the context binds it to, else what the environment reaches, with the types
// that the variable was given as hints.
func (f *Frame) loadFree(hops int, n NameID) (v Value, defs []Def) {
	k := attrKey(n)
	for _, env := range f.envs(hops) {
		if b := f.boundFree(env, hops, n); b != nil {
			v = join(v, b)
			if !b.Known() { // a text of which only the type is known carries what it carries
				defs = joinDefs(defs, operand(f.initial(f.child(env, k))))
			}
			continue
		}
		x, d, _ := f.Load(env, k)
		v, defs = join(v, x), joinDefs(defs, d)
	}
	if hops == 0 {
		return v, defs
	}
	own := f.owner(hops)
	f.read(ReadFree, uint64(own)<<32|uint64(n))
	if h := f.World.Free[own][n]; h != nil {
		for _, a := range v {
			if a.Kind() != Object {
				continue
			}
			if o := &f.Objects[a.Payload()]; o.Kind == ObjPath && o.Param < 0 {
				o.Hint = join(o.Hint, h)
			}
		}
	}
	return v, defs
}

// boundFree is what the context binds a variable to, unless this body has
// given it another value.
func (f *Frame) boundFree(env uint32, hops int, n NameID) Value {
	if f.Ctx == nil {
		return nil
	}
	for i := range f.Ctx.Free {
		b := &f.Ctx.Free[i]
		if b.Hops != hops || b.Name != n {
			continue
		}
		if _, ok := f.cur.heap.Get(CellKey(env, attrKey(n))); ok {
			return nil
		}
		return f.given(f.child(env, attrKey(n)), b.Val)
	}
	return nil
}

// decidesFree notes that a branch or call target rests on a variable of an
// enclosing body.
func (f *Frame) decidesFree(v FreeVar) {
	if v.Hops == 0 || len(f.decideFree) >= maxFree {
		return
	}
	for _, x := range f.decideFree {
		if x == v {
			return
		}
	}
	f.decideFree = append(f.decideFree, v)
}

// freeBinds binds the deciding variables of a closure's environment as far as
// they are known where it is called.
func (f *Frame) freeBinds(env Value, vars []FreeVar) []FreeBind {
	var out []FreeBind
	for _, v := range vars {
		at := env
		for h := 1; h < v.Hops && at != nil; h++ {
			at, _ = f.childOf(at, KeyEnv)
		}
		ids, all := f.ObjectsOf(at)
		if !all || len(ids) != 1 {
			continue
		}
		x, _, sure := f.Load(ids[0], attrKey(v.Name))
		if !sure {
			x = f.boundAbove(ids[0], v)
		}
		if b := f.bindable(x); b != nil {
			out = append(out, FreeBind{v, b})
		}
	}
	return out
}

// boundAbove is what this body's own context binds a variable of an object of
// its environment to: a closure calls its neighbour.
func (f *Frame) boundAbove(env uint32, v FreeVar) Value {
	if f.Ctx == nil || f.Objects[env].Kind != ObjPath || f.Objects[env].Param >= 0 {
		return nil
	}
	hops := 1
	for o := &f.Objects[env]; o.Parent >= 0; o = &f.Objects[o.Parent] {
		if o.Key != KeyEnv {
			return nil
		}
		hops++
	}
	for _, b := range f.Ctx.Free {
		if b.Hops == hops && b.Name == v.Name {
			return b.Val
		}
	}
	return nil
}
