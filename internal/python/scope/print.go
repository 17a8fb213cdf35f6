package scope

import (
	"fmt"
	"io"
	"strings"
)

// Print writes the scopes of a table with the meaning of every name in them.
func Print(w io.Writer, t *Table) {
	kinds := [...]string{"module", "function", "lambda", "class", "comprehension", "type parameters"}
	for i := range t.Scopes {
		s := &t.Scopes[i]
		fmt.Fprintf(w, "s%d %s", i, kinds[s.Kind])
		if i > 0 {
			fmt.Fprintf(w, " in s%d", s.Parent)
		}
		if s.Generator {
			fmt.Fprint(w, " generator")
		}
		if s.Captured {
			fmt.Fprint(w, " captured")
		}
		fmt.Fprintln(w)
		for k := range t.In(uint32(i)) {
			fmt.Fprintf(w, "  %s\n", t.describe(s.First+uint32(k)))
		}
	}
	if t.HasAll {
		fmt.Fprintf(w, "all %s\n", strings.Join(t.All, " "))
	}
}

// describe is a symbol in words.
func (t *Table) describe(i uint32) string {
	y := &t.Symbols[i]
	s := t.Names.List[y.Name] + " " + [...]string{"local", "global", "free", "class cell"}[y.Meaning]
	if y.Meaning == Free {
		s += fmt.Sprintf(" of s%d", t.Symbols[y.Owner].Scope)
	}
	words := [...]string{"bound", "used", "parameter", "imported", "declared global", "declared nonlocal", "cell", "shared", "stored by others"}
	for k, word := range words {
		if y.Flags&(1<<k) != 0 {
			s += ", " + word
		}
	}
	return s
}
