package scope

// Names gives every distinct string of a file a small number, in order of
// first occurrence. Number 0 is the empty string.
type Names struct {
	List  []string
	index map[string]uint32
}

// NewNames returns a table for about n names.
func NewNames(n int) *Names {
	names := &Names{List: make([]string, 1, n), index: make(map[string]uint32, n)}
	names.index[""] = 0
	return names
}

// ID is the number of a name.
func (n *Names) ID(s string) uint32 {
	if id, ok := n.index[s]; ok {
		return id
	}
	id := uint32(len(n.List))
	n.index[s] = id
	n.List = append(n.List, s)
	return id
}

// Find is the number of a name that is already in the table.
func (n *Names) Find(s string) (uint32, bool) {
	id, ok := n.index[s]
	return id, ok
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
