package taint

import (
	"leadline/internal/ir"
	"leadline/internal/value"
)

// What is fixed: values and collections that no data reaches, so that whatever is found equal
// to them, or among them, is no free choice of who sent it.

// fixedValue tells whether a value is a constant of the program, or of its
// configuration: no data reaches it.
func (r *run) fixedValue(w ir.Value) bool {
	v := r.fr.Vals[w]
	if v.Known() {
		return !r.onlyNone(v)
	}
	return r.configName(w) || r.fixedResult(w, 0)
}

// fixedResult tells whether a value is what library functions make of nothing but
// constants: Path(ROOT).resolve().
func (r *run) fixedResult(w ir.Value, depth int) bool {
	c := r.fr.CallAt(w)
	if c == nil || depth > 3 || c.Unknown || len(c.Targets) > 0 || len(c.Ext) == 0 {
		return false
	}
	fixed := func(v ir.Value) bool {
		return r.fr.Vals[v].Known() || r.configName(v) || r.fixedResult(v, depth+1)
	}
	if c.Recv != ir.NoValue && !r.libraryName(c.Recv) && !fixed(c.Recv) {
		return false
	}
	for _, a := range r.f.List(&r.f.Instrs[w]) {
		if !fixed(a.Value) {
			return false
		}
	}
	return true
}

// libraryName tells whether a value is a module or class of a library, by its name.
func (r *run) libraryName(v ir.Value) bool {
	for _, a := range r.fr.Vals[v] {
		if a.Kind() != value.Ext {
			return false
		}
	}
	return len(r.fr.Vals[v]) > 0
}

func (r *run) onlyNone(v value.Value) bool {
	for _, a := range v {
		c, ok := r.fr.Constant(a)
		if !ok || c.Kind != ir.ConstNone {
			return false
		}
	}
	return len(v) > 0
}

// configName: a name in upper case is configuration by convention.
func (r *run) configName(w ir.Value) bool {
	in := &r.f.Instrs[w]
	switch in.Op {
	case ir.OpGlobal:
		return upper(r.fr.Fn.Mod.IR.Names[in.A])
	case ir.OpAttr:
		return upper(r.fr.Fn.Mod.IR.Names[in.B])
	}
	return false
}

func upper(s string) bool {
	letters := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			return false
		case c >= 'A' && c <= 'Z':
			letters = true
		}
	}
	return letters
}

// fewItems tells whether a collection is a list, tuple or set that is written out.
func (r *run) fewItems(at, w ir.Value) bool {
	v := r.fr.Vals[w]
	if len(v) != 1 || v[0].Kind() != value.Object {
		return false
	}
	r.seekTo(at)
	switch r.fr.Kind(uint32(v[0].Payload())) {
	case value.ObjList, value.ObjTuple, value.ObjSet:
		n, known := r.fr.Len(uint32(v[0].Payload()))
		return known && n > 0
	}
	return false
}

// fixedCollection tells whether a collection holds nothing that data reaches:
// its items are constants or names of the program, or it is configuration.
func (r *run) fixedCollection(at, w ir.Value) bool {
	v := r.fr.Vals[w]
	if len(v) == 0 {
		return false
	}
	r.seekTo(at)
	if !r.onlySymbolicGlobals(r.deep(w)) {
		return false
	}
	if r.configName(w) {
		return true
	}
	for _, a := range v {
		switch a.Kind() {
		case value.Object:
			if !r.fixedObject(uint32(a.Payload())) {
				return false
			}
		case value.Class: // an enumeration
		default:
			return false
		}
	}
	return true
}

// ownCollection tells whether a collection is kept by the object whose method this
// is, or is what a function of the program gives, and no source of this body reaches
// it: what is in it is what the program put there, and whatever equals that is no free
// choice of who sent it.
func (r *run) ownCollection(at, w ir.Value) bool {
	if r.isText(r.fr.Vals[w]) || !r.computed(w) && (!r.fr.Fn.Receives || !r.ofSelf(w)) {
		return false
	}
	r.seekTo(at)
	for _, l := range r.deep(w) {
		o := r.origins[l.Origin]
		if o.Kind != FromGlobal && o.Kind != FromCell && (o.Kind != FromParam || o.Param != 0) {
			return false
		}
	}
	return true
}

// computed tells whether a value is what a function of the program gives, or one of a library
// of nothing but constants (os.listdir(ROOT)), or the keys or values of that.
func (r *run) computed(v ir.Value) bool {
	for range 3 {
		c := r.fr.CallAt(v)
		switch {
		case c == nil:
			return false
		case len(c.Targets) > 0, r.fixedResult(v, 0):
			return true
		case c.Recv == ir.NoValue || !viewOfDict(r.fr.Text(c.Method)):
			return false
		}
		v = c.Recv
	}
	return false
}

func viewOfDict(method string) bool { return method == "keys" || method == "values" }

// ofSelf tells whether a value is read as self.name, or further on from there.
func (r *run) ofSelf(v ir.Value) bool {
	in := &r.f.Instrs[v]
	for in.Op == ir.OpAttr {
		in = &r.f.Instrs[in.A]
		if in.Op == ir.OpParam {
			return in.A == 0
		}
	}
	return false
}

func (r *run) onlySymbolicGlobals(ls []Label) bool {
	for _, l := range ls {
		if r.origins[l.Origin].Kind != FromGlobal {
			return false
		}
	}
	return true
}

func (r *run) fixedObject(id uint32) bool {
	k := r.fr.Kind(id)
	if k == value.ObjPath || k == value.ObjInst {
		return false
	}
	fixed, some := true, false
	r.fr.Items(id, func(key value.Key, c value.Cell) {
		some = true
		if k == value.ObjDict {
			fixed = fixed && key != value.KeyStar
			return
		}
		fixed = fixed && !c.Val.IsTop()
	})
	return fixed && some || k == value.ObjIter && some
}
