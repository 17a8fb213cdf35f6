package callgraph

import (
	"fmt"
	"io"
	"slices"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// Print writes the bodies of a module with their levels, how they are entered from
// outside, which bodies of the program they may enter, and which names of others
// they call. Of several bodies with one name in a module the second ends in #2.
func (f *Final) Print(w io.Writer, m *value.Mod) {
	g := f.g
	for l := range m.IR.Funcs {
		id := m.First + value.FuncID(l)
		fmt.Fprintf(w, "%s level %d\n", g.nameOf(id), g.Level(id))
		if e := g.Entries[id]; e != nil {
			fmt.Fprintf(w, "  entered by %s\n", e.Model.Origin.Key)
		}
		for _, c := range g.Calls(id) {
			fmt.Fprintf(w, "  calls %s\n", g.nameOf(c))
		}
		for _, name := range f.outside(id) {
			fmt.Fprintf(w, "  calls outside %s\n", name)
		}
	}
}

// nameOf is the name of a body, and which of those of that name it is.
func (g *Graph) nameOf(id value.FuncID) string {
	fn := g.Prog.Funcs[id]
	name, n := fn.Qualname(), 1
	for other := fn.Mod.First; other < id; other++ {
		if g.Prog.Funcs[other].Qualname() == name {
			n++
		}
	}
	if n == 1 {
		return name
	}
	return fmt.Sprintf("%s#%d", name, n)
}

// outside are the names that a body calls and that no body of the program has.
func (f *Final) outside(id value.FuncID) []string {
	fr := f.Frame(id, nil, 0)
	defer f.Release(fr)
	var out []string
	for i := range fr.F.Instrs {
		c := fr.CallAt(uint32(i))
		if c == nil {
			continue
		}
		inherited := ""
		if in := &fr.F.Instrs[i]; in.Op == ir.OpCall && slices.ContainsFunc(fr.Vals[in.A], func(a value.Atom) bool { return a.Kind() == value.Class }) {
			inherited = ".__init__" // a class of the program whose base is not
		}
		for _, n := range c.Ext {
			out = append(out, fr.Text(n)+inherited)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
