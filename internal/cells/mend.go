package cells

import (
	"slices"

	"leadline/internal/ir"
)

// maxMends bounds how many problems of a notebook a move is looked for: each
// plays the notebook again.
const maxMends = 4

// Mend looks for one move of a cell after which a problem is gone and nothing
// else is worse: the cells that would fail or change are some of those that do
// so now. It gives the new order of all cells of the notebook, or nil.
func (g *Graph) Mend(p Problem) []int {
	if !p.movable() || g.mends >= maxMends {
		return nil
	}
	g.mends++
	for _, order := range g.moves(p) {
		if g.better(g.reordered(order), p) {
			return order
		}
	}
	return nil
}

// maxDefined bounds for how many names of a notebook code that defines them is
// tried: each plays the page again.
const maxDefined = 24

// Defined tells whether other code of a cell mends a problem about a name that is
// not defined: from top to bottom the name is found then, and no cell fails that
// does not now.
func (g *Graph) Defined(p Problem, cell int, code *ir.Module) bool {
	if g.tries >= maxDefined {
		return false
	}
	g.tries++
	in := g.input
	in.Modules = slices.Clone(in.Modules)
	in.Modules[cell] = code
	page := newReplay(&in)
	for _, c := range historyOf(&in).page {
		page.run(step{cell: c, module: in.Modules[c]})
	}
	for c, t := range page.last {
		if t.failed && !slices.Contains(g.Fails, c) {
			return false
		}
	}
	reader := page.last[p.Cell]
	return reader != nil && !reader.reads[p.Name].missing
}

// movable tells whether another cell gives what the problem is about.
func (p Problem) movable() bool { return p.Other >= 0 && p.Other != p.Cell }

// moves are the orders to try: the cell that gives the value goes above the one
// that reads it, or the reader below the giver.
func (g *Graph) moves(p Problem) [][]int {
	var out [][]int
	if p.Other > p.Cell {
		out = append(out, move(len(g.Facts), p.Other, p.Cell), move(len(g.Facts), p.Cell, p.Other))
	} else {
		out = append(out, move(len(g.Facts), p.Cell, p.Other))
	}
	return out
}

// move takes a cell from one place to another.
func move(n, from, to int) []int {
	out := make([]int, 0, n)
	for i := range n {
		if i == from {
			continue
		}
		if i == to && from > to {
			out = append(out, from)
		}
		out = append(out, i)
		if i == to && from < to {
			out = append(out, from)
		}
	}
	return out
}

// reordered plays the notebook with its cells in another order on the page.
func (g *Graph) reordered(order []int) *Graph {
	in := g.input
	in.order, in.Exact = order, nil
	return Analyse(in)
}

// better tells whether the new order mends the problem and spoils nothing.
func (g *Graph) better(after *Graph, p Problem) bool {
	bad := map[int]bool{}
	for _, c := range append(append([]int{}, g.Fails...), g.Changes...) {
		bad[c] = true
	}
	left := 0
	for _, c := range append(append([]int{}, after.Fails...), after.Changes...) {
		if !bad[c] {
			return false
		}
		left++
	}
	for _, q := range after.Problems {
		if q.Kind == p.Kind && q.Cell == p.Cell && q.Name == p.Name {
			return false
		}
	}
	return left < len(bad) || !p.Sure
}
