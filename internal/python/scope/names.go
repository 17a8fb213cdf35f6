package scope

import "hash/maphash"

// Names gives every distinct string of a file a small number, in order of
// first occurrence. Number 0 is the empty string.
type Names struct {
	List  []string
	cells []cell // open addressing; a power of two
	seed  maphash.Seed
}

// cell is an entry of the hash table: a name's number + 1, and its hash.
type cell struct{ id, hash uint32 }

// NewNames returns a table for about n names.
func NewNames(n int) *Names {
	size := 64
	for size < 2*n {
		size *= 2
	}
	names := &Names{cells: make([]cell, size), seed: maphash.MakeSeed()}
	names.reset(n)
	return names
}

// reset forgets all names, for a file of about n. The list is given away with
// each file; the hash table stays.
func (n *Names) reset(names int) {
	clear(n.cells)
	n.List = make([]string, 0, names)
	n.ID("")
}

// ID is the number of a name.
func (n *Names) ID(s string) uint32 {
	h := uint32(maphash.String(n.seed, s))
	mask := uint32(len(n.cells) - 1)
	i := h & mask
	for ; n.cells[i].id != 0; i = (i + 1) & mask {
		if n.cells[i].hash == h && n.List[n.cells[i].id-1] == s {
			return n.cells[i].id - 1
		}
	}
	n.List = append(n.List, s)
	n.cells[i] = cell{uint32(len(n.List)), h}
	if 2*len(n.List) > len(n.cells) {
		n.grow()
	}
	return uint32(len(n.List) - 1)
}

func (n *Names) grow() {
	old := n.cells
	n.cells = make([]cell, 2*len(old))
	mask := uint32(len(n.cells) - 1)
	for _, c := range old {
		if c.id == 0 {
			continue
		}
		i := c.hash & mask
		for n.cells[i].id != 0 {
			i = (i + 1) & mask
		}
		n.cells[i] = c
	}
}

// Find is the number of a name that is already in the table.
func (n *Names) Find(s string) (uint32, bool) {
	h := uint32(maphash.String(n.seed, s))
	mask := uint32(len(n.cells) - 1)
	for i := h & mask; n.cells[i].id != 0; i = (i + 1) & mask {
		if n.cells[i].hash == h && n.List[n.cells[i].id-1] == s {
			return n.cells[i].id - 1, true
		}
	}
	return 0, false
}

// Mangle is the name that a private name (__x) has inside a class.
func Mangle(class, name string) string {
	if class == "" || len(name) < 3 || name[0] != '_' || name[1] != '_' {
		return name
	}
	if name[len(name)-1] == '_' && name[len(name)-2] == '_' {
		return name
	}
	for len(class) > 0 && class[0] == '_' {
		class = class[1:]
	}
	if class == "" {
		return name
	}
	return "_" + class + name
}
