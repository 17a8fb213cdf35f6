// Package cells knows what each cell of a notebook uses, binds and changes, and
// what the order in which cells ran did to the outputs that are stored: it plays
// the page from top to bottom and the run as the counts (or a session log) tell
// it, on values that are nothing but hashes of how they were computed, and
// compares. It must not know what a rule says of the difference, nor how a
// notebook is stored.
//
// Its window is Print: the graph of cells and the verdict.
package cells

import (
	"slices"
	"sort"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/text"
)

// Shown is the name to which a cell binds what its last expression gives, as
// IPython does: whoever lowers a cell makes that binding of the expression.
const Shown = "_"

// Input is one notebook made ready.
type Input struct {
	Notebook *notebook.Notebook
	// Modules are the lowered code cells by their index in Notebook.Cells; nil
	// for cells that are no code or could not be read.
	Modules []*ir.Module
	// Broken marks cells that could not wholly be read: they may bind anything.
	Broken []bool
	// Former are earlier sources of cells that a session log names, lowered, by
	// the hash of the source.
	Former map[string]*ir.Module
	// Builtins are the names that need no binding.
	Builtins map[string]bool
	// Effects are what calls of libraries do.
	Effects *model.Effects
	// Log is what a live session saw; nil when there is only the file.
	Log *Log
	// Beside lowers the file that an escape runs, cell by cell; nil where there is
	// none.
	Beside func(escape string) []*ir.Module `image:"-"`
	// Exact runs the page from top to bottom on what is wholly known, and gives
	// what cells print then, as far as it is known; nil where nobody can.
	Exact  func() map[int]Printed `image:"-"`
	shapes shapes
	// order is another order of all cells on the page, by their indices; nil for
	// theirs.
	order []int
	// former is the run that was played, which another order of the page need not
	// change.
	former *played `image:"-"`
}

// played is a run, and the steps that it went through.
type played struct {
	steps []step
	run   *replay
}

// Printed is what a cell prints, or that it ends with an exception.
type Printed struct {
	Text   string
	Raises bool
}

// Kind is what is wrong with a cell.
type Kind uint8

// The kinds of problems.
const (
	// Stale: something above that the output was computed from ran again later.
	Stale Kind = iota
	// Below: the cell saw a value that a cell further down gave.
	Below
	// Ghost: the cell saw a name, or a change of an object, of no cell on the page.
	Ghost
	// Undefined: from top to bottom, the name is not defined when the cell runs.
	Undefined
	// Again: the cell gives another result when it runs twice.
	Again
)

func (k Kind) String() string {
	return [...]string{"stale", "below", "ghost", "undefined", "again"}[k]
}

// Problem is one root cause with what it spoils.
type Problem struct {
	Kind Kind
	Sure bool
	// Cell is the index in Notebook.Cells of the cell that reads; Name what it
	// reads; At where, a span of Notebook.File.
	Cell int
	Name string
	At   text.Span
	// Other is the cell that gives the value (ran again, stands below, defines
	// it later), or -1.
	Other int
	// Spoils are the cells whose stored outputs are wrong because of it, in page
	// order, Cell included where its own is.
	Spoils []int
	// Gap is set for ghosts when counts are missing just before the cell's.
	Gap bool
	// Called is set when a function that the cell calls does the reading.
	Called string
}

// Graph is what is known of a notebook's cells.
type Graph struct {
	Notebook *notebook.Notebook
	// Facts are the cells' facts, by index in Notebook.Cells.
	Facts []Facts
	// Problems come in page order.
	Problems []Problem
	// Fails are the cells that fail on a restart by a name, Changes those whose
	// stored output would be another; both in page order, sure ones only.
	Fails, Changes []int
	// Sessions is how many sessions of a kernel the counts are mixed from.
	Sessions int
	// Ran is the order in which cells ran last, as far as it is known.
	Ran []int
	// Played is Ran with the runs that must have been before: cells come again.
	Played []int
	// Order are the cells whose present text ran, each once, in the order of their
	// last runs.
	Order []int
	// Missing are counts that no cell on the page has.
	Missing int
	// old are executed cells that saw or show another value than the page gives,
	// each with the cells that give it there; edited those whose text has changed
	// since they ran.
	old    map[int][]int
	edited map[int]bool
	input  Input
	mends  int // moves, and
	tries  int // definitions that were tried
}

// Facts is what one cell does, from its own text.
type Facts struct {
	// Uses are the names that it reads before it binds them, Binds those that it
	// binds, Changes the objects that it changes in place; each sorted.
	Uses, Binds, Changes []string
	// Opaque says why anything may be bound by the cell; empty if not.
	Opaque string
	// From are the cells whose values it reads on a restart, by name.
	From map[string]int
}

// Analyse plays the notebook in both orders and compares.
func Analyse(in Input) *Graph {
	g := &Graph{Notebook: in.Notebook, Facts: make([]Facts, len(in.Notebook.Cells))}
	h := historyOf(&in)
	g.Sessions, g.Missing = h.sessions, h.missing
	page := newReplay(&in)
	for _, c := range h.page {
		page.run(step{cell: c, module: in.Modules[c]})
	}
	run := page // where the two orders are one
	switch {
	case page.as(h):
	case in.former != nil && slices.Equal(in.former.steps, h.steps):
		run = in.former.run
	default:
		run = newReplay(&in)
		run.page = page
		for _, s := range h.steps {
			run.run(s)
		}
	}
	if in.order == nil {
		for c := range g.Facts {
			if t := page.last[c]; t != nil {
				g.Facts[c] = t.facts()
			}
		}
		if run != page && !run.looked {
			in.former = &played{h.steps, run}
		}
	}
	for _, s := range h.steps {
		g.Played = append(g.Played, s.cell)
		if !s.phantom {
			g.Ran = append(g.Ran, s.cell)
		}
		if s.last && !s.edited {
			g.Order = append(g.Order, s.cell)
		}
	}
	g.input = in
	j := &judge{in: &in, g: g, h: h, page: page, runs: run}
	j.judge()
	if !slices.ContainsFunc(g.Problems, Problem.movable) {
		g.input.former = nil // nothing will ask for it
	}
	return g
}

// as tells whether the cells ran just as the page has them: each once, from top to
// bottom, with every name there.
func (r *replay) as(h *history) bool {
	if len(h.steps) != len(h.page) {
		return false
	}
	for i, s := range h.steps {
		t := r.last[s.cell]
		if s.cell != h.page[i] || s.failed || s.phantom || s.edited || s.salt != 0 || t == nil || t.failed || t.step.module != s.module {
			return false
		}
		for _, rd := range t.reads {
			if rd.missing {
				return false
			}
		}
	}
	return true
}

// facts is the public part of a trace.
func (t *trace) facts() Facts {
	f := Facts{Opaque: t.opaque, From: map[string]int{}}
	for name, r := range t.reads {
		if r.from != t.step.cell && !r.called {
			f.Uses = append(f.Uses, name)
		}
		if r.from >= 0 && r.from != t.step.cell {
			f.From[name] = r.from
		}
	}
	for name := range t.binds {
		f.Binds = append(f.Binds, name)
	}
	for name := range t.changes {
		f.Changes = append(f.Changes, name)
	}
	sort.Strings(f.Uses)
	sort.Strings(f.Binds)
	sort.Strings(f.Changes)
	return f
}
