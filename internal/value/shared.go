package value

import (
	"maps"
	"slices"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// An object of a library that programs reach from everywhere by its name, as what
// belongs to the request that is served, is one object: what one function puts on it,
// others read. Its attributes are variables of the program then, whose owner is the
// library class that models call shared.

// sharedBit tells classes from modules among the owners of World.Foreign.
const sharedBit = 1 << 27

// sharedOwners are the owners of the attributes of shared classes, by the names of these and
// of what rows derive from them.
func sharedOwners(m *model.Set, syms *Symbols) map[NameID]uint32 {
	classes := m.SharedClasses()
	out := make(map[NameID]uint32, len(classes))
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		n, of := syms.Name(class), syms.Name(classes[class])
		out[n] = sharedBit | uint32(of)
	}
	return out
}

// SharedOwners are the owners of the attributes of whatever shared object a value may be.
func (f *Frame) SharedOwners(v Value) (out []uint32) {
	for _, a := range v {
		switch a.Kind() {
		case ExtInst, Inst:
			out = f.sharedClass(a, out)
		case Object:
			switch o := &f.Objects[a.Payload()]; o.Kind {
			case ObjInst:
				out = f.sharedClass(o.Class, out)
			case ObjPath:
				for _, h := range o.Hint {
					out = f.sharedClass(h, out)
				}
			}
		}
	}
	return out
}

// sharedClass adds the owners for an instance of a class, given as itself or as an instance.
func (f *Frame) sharedClass(a Atom, out []uint32) []uint32 {
	switch a.Kind() {
	case ExtInst:
		if owner := f.World.Prog.shared[NameID(a.Payload())]; owner != 0 {
			out = append(out, owner)
		}
	case Inst, Class:
		ci := f.class(FuncID(a.Payload()))
		if ci == nil {
			break
		}
		for _, m := range ci.MRO {
			if owner := f.World.Prog.shared[NameID(m.Payload())]; m.Kind() == Ext && owner != 0 {
				out = append(out, owner)
			}
		}
	}
	return out
}

// SharedItem names the item under a key beside the attributes of a shared object.
func SharedItem(key string) string { return "[" + key + "]" }

// SharedStores are the owners for which something is stored under a name anywhere.
func (f *Frame) SharedStores(v Value, name string) []uint32 {
	owners := f.SharedOwners(v)
	if len(owners) == 0 {
		return nil
	}
	n := f.Name(name)
	return slices.DeleteFunc(owners, func(owner uint32) bool {
		f.readName(owner, n)
		return f.World.Foreign[owner][n] == nil
	})
}

// sharedStore notes that an attribute of a shared object is written.
func (f *Frame) sharedStore(base Value, name NameID, v Value) {
	for _, owner := range f.SharedOwners(base) {
		f.foreignStore(owner, name, f.typeOnly(v))
	}
}

// sharedStoreItem notes that an item of one is.
func (f *Frame) sharedStoreItem(base, key, v Value) {
	if owners := f.SharedOwners(base); len(owners) > 0 {
		if k, ok := f.Only(key); ok && k.Kind == ir.ConstStr {
			f.sharedStore(base, f.Name(SharedItem(k.Text)), v)
		}
	}
}

// sharedAttr is what an attribute of a shared object was given anywhere.
func (f *Frame) sharedAttr(a Atom, name NameID) Value {
	owner := f.World.Prog.shared[NameID(a.Payload())]
	if owner == 0 {
		return nil
	}
	f.readName(owner, name)
	given := f.World.Foreign[owner][name]
	if given == nil {
		return nil
	}
	return join(f.localize(given), top)
}
