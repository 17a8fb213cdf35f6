package value

// An object of a library that programs reach from everywhere by its name, as what
// belongs to the request that is served, is one object: what one function puts on it,
// others read. Its attributes are variables of the program then, whose owner is the
// library class that models call shared.

// sharedBit tells classes from modules among the owners of World.Foreign.
const sharedBit = 1 << 27

// SharedOwners are the owners of the attributes of whatever shared object a value may be.
func (f *Frame) SharedOwners(v Value) []uint32 {
	var out []uint32
	for _, a := range v {
		switch a.Kind() {
		case ExtInst, Inst, Object:
		default:
			continue
		}
		for _, class := range f.libraryNames(a) {
			if of := f.World.Prog.Models.Shared(class); of != "" {
				if n := f.World.Prog.Syms.Name(of); n < sharedBit {
					out = append(out, sharedBit|uint32(n))
				}
			}
		}
	}
	return out
}

// sharedStore notes that an attribute of a shared object is written.
func (f *Frame) sharedStore(base Value, name NameID, v Value) {
	for _, owner := range f.SharedOwners(base) {
		f.foreignStore(owner, name, f.typeOnly(v))
	}
}

// sharedAttr is what an attribute of a shared object was given anywhere.
func (f *Frame) sharedAttr(a Atom, name NameID) Value {
	var v Value
	for _, owner := range f.SharedOwners(Value{a}) {
		f.readName(owner, name)
		if given := f.World.Foreign[owner][name]; given != nil {
			v = join(v, join(f.localize(given), top))
		}
	}
	return v
}
