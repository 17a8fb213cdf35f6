package cells

import (
	"fmt"
	"sort"
)

// State is how a cell stands: what its stored output is worth.
type State uint8

// The states of a cell; where several hold, the last one.
const (
	// Fine: a restart gives the same.
	Fine State = iota
	// Unrun: it has no output that a session could have given.
	Unrun
	// Aged: it saw or shows a value that is another one by now.
	Aged
	// Edited: its text has changed since it ran.
	Edited
	// Hidden: it saw a value that no cell on the page gives.
	Hidden
	// FromBelow: it saw a value that a cell further down gave.
	FromBelow
	// Fails: from top to bottom it stops at a name that is not defined.
	Fails
)

func (s State) String() string {
	return [...]string{"ok", "unrun", "stale", "edited", "hidden", "below", "fails"}[s]
}

// Standing is a cell's state, and why.
type Standing struct {
	State State
	Cause string
	// Other is the cell that the cause names, or -1.
	Other int
}

// Standings gives the state of each cell by its index; those of cells that are
// no code are fine.
func (g *Graph) Standings() []Standing {
	out := make([]Standing, len(g.Facts))
	ran := map[int]bool{}
	for _, c := range g.Ran {
		ran[c] = true
	}
	raise := func(c int, s State, other int, cause string, args ...any) {
		if s > out[c].State {
			out[c] = Standing{s, fmt.Sprintf(cause, args...), other}
		}
	}
	for i := range out {
		out[i].Other = -1
	}
	for _, c := range g.Notebook.CodeCells() {
		if g.Notebook.Cells[c].Source.Len() > 0 && !ran[c] {
			raise(c, Unrun, -1, "It has not run in this session.")
		}
	}
	for _, c := range sortedKeys(g.old) {
		raise(c, Aged, g.firstFeed(c), "%s", g.agedBecause(c))
	}
	for c := range g.edited {
		if c >= 0 {
			raise(c, Edited, -1, "Its text has changed since it ran.")
		}
	}
	for i := range g.Problems {
		if p := &g.Problems[i]; p.Sure {
			s, cause := g.standing(p)
			raise(p.Cell, s, p.Other, "%s", cause)
		}
	}
	for _, c := range g.Fails {
		raise(c, Fails, -1, "From top to bottom it stops at a name that is not defined.")
	}
	return out
}

// standing is the state that a problem puts its cell in.
func (g *Graph) standing(p *Problem) (State, string) {
	switch p.Kind {
	case Below:
		return FromBelow, fmt.Sprintf("It saw the `%s` of cell %d, which stands below.", p.Name, g.number(p.Other))
	case Ghost:
		return Hidden, fmt.Sprintf("It saw `%s`, which no cell on the page makes.", p.Name)
	case Undefined:
		if p.Other >= 0 {
			return Fails, fmt.Sprintf("`%s` is defined below only, in cell %d.", p.Name, g.number(p.Other))
		}
		return Fails, fmt.Sprintf("No cell above defines `%s`.", p.Name)
	case Stale:
		if p.Other >= 0 && p.Other != p.Cell {
			return Aged, fmt.Sprintf("Cell %d ran again after it.", g.number(p.Other))
		}
	}
	return Fine, ""
}

func (g *Graph) firstFeed(c int) int {
	for _, q := range g.old[c] {
		if q >= 0 && q != c {
			return q
		}
	}
	return -1
}

func (g *Graph) agedBecause(c int) string {
	if q := g.firstFeed(c); q >= 0 {
		return fmt.Sprintf("What it read from cell %d is another value by now.", g.number(q))
	}
	return "A restart would give another value."
}

func sortedKeys(m map[int][]int) []int {
	out := make([]int, 0, len(m))
	for c := range m {
		out = append(out, c)
	}
	sort.Ints(out)
	return out
}
