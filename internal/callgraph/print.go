package callgraph

import (
	"fmt"
	"io"

	"leadline/internal/value"
)

// Print writes, for the bodies of one module, which component and level each
// is in, what it may call, and how it is entered from outside: the room's
// window.
func (g *Graph) Print(w io.Writer, m *value.Mod) {
	for l := range m.IR.Funcs {
		id := m.First + value.FuncID(l)
		fmt.Fprintf(w, "%s level %d\n", g.Prog.Funcs[id].Qualname(), g.Level(id))
		if e := g.Entries[id]; e != nil {
			fmt.Fprintf(w, "  entered by %s\n", e.Model.Origin.Key)
		}
		for _, c := range g.Calls(id) {
			fmt.Fprintf(w, "  calls %s\n", g.Prog.Funcs[c].Qualname())
		}
	}
}
