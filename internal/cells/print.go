package cells

import (
	"fmt"
	"io"
	"sort"
	"strings"
)

// Report is a graph as machines read it.
type Report struct {
	Path string `json:"path"`
	// Verdict is what Restart and run all would do: "same", "changes", "fails",
	// or "unknown" where nothing has run.
	Verdict  string          `json:"verdict" enum:"same,changes,fails,unknown" doc:"What Restart and run all would do."`
	Summary  string          `json:"summary"`
	Fails    []int           `json:"fails"`
	Changes  []int           `json:"changes"`
	Order    []int           `json:"run_order" doc:"The numbers of the cells in the order in which they ran last."`
	Sessions int             `json:"sessions"`
	Missing  int             `json:"missing_counts"`
	Cells    []ReportCell    `json:"cells"`
	Problems []ReportProblem `json:"problems"`
}

// ReportCell is one code cell of a Report.
type ReportCell struct {
	ID      string         `json:"id"`
	Number  int            `json:"number"`
	Count   int            `json:"execution_count,omitempty"`
	Uses    []string       `json:"uses"`
	Defines []string       `json:"defines"`
	Changes []string       `json:"changes"`
	From    map[string]int `json:"from" doc:"By name, the cell whose value is read on a restart."`
	Opaque  string         `json:"opaque,omitempty"`
	// State is how the cell stands: ok, unrun, stale, edited, hidden, below or
	// fails; Cause says why, and Other names the cell that it is about.
	State string `json:"state" enum:"ok,unrun,stale,edited,hidden,below,fails"`
	Cause string `json:"cause,omitempty"`
	Other int    `json:"other,omitempty"`
}

// ReportProblem is one root cause of a Report. Cells go by their numbers.
type ReportProblem struct {
	Kind      string `json:"kind"`
	Certainty string `json:"certainty" enum:"sure,possible"`
	Cell      int    `json:"cell"`
	Name      string `json:"name,omitempty"`
	Other     int    `json:"other,omitempty"`
	Spoils    []int  `json:"spoils"`
}

// Report gives the graph for machines.
func (g *Graph) Report() Report {
	r := Report{Path: g.Notebook.File.Path, Verdict: g.outcome(), Summary: g.Verdict(), Fails: g.numbers(g.Fails), Changes: g.numbers(g.Changes),
		Order: g.numbers(g.Ran), Sessions: g.Sessions, Missing: g.Missing, Problems: []ReportProblem{}, Cells: []ReportCell{}}
	standings := g.Standings()
	for _, c := range g.Notebook.CodeCells() {
		f, cell := &g.Facts[c], &g.Notebook.Cells[c]
		from := map[string]int{}
		for name, q := range f.From {
			from[name] = g.Notebook.Cells[q].Number
		}
		x := ReportCell{ID: cell.ID, Number: cell.Number, Count: cell.Count, Uses: list(f.Uses), Defines: list(f.Binds),
			Changes: list(f.Changes), From: from, Opaque: f.Opaque, State: standings[c].State.String(), Cause: standings[c].Cause}
		if other := standings[c].Other; other >= 0 {
			x.Other = g.number(other)
		}
		r.Cells = append(r.Cells, x)
	}
	for _, p := range g.Problems {
		x := ReportProblem{Kind: p.Kind.String(), Certainty: "possible", Cell: g.number(p.Cell), Name: p.Name, Spoils: g.numbers(p.Spoils)}
		if p.Sure {
			x.Certainty = "sure"
		}
		if p.Other >= 0 {
			x.Other = g.number(p.Other)
		}
		r.Problems = append(r.Problems, x)
	}
	return r
}

func list(s []string) []string { return append([]string{}, s...) }

func (g *Graph) number(c int) int { return g.Notebook.Cells[c].Number }

func (g *Graph) numbers(cells []int) []int {
	out := make([]int, 0, len(cells))
	for _, c := range cells {
		if c >= 0 {
			out = append(out, g.number(c))
		}
	}
	return out
}

func (g *Graph) outcome() string {
	switch {
	case len(g.Fails) > 0:
		return "fails"
	case len(g.Changes) > 0:
		return "changes"
	case len(g.Ran) == 0:
		return "unknown"
	}
	return "same"
}

// Verdict says in a sentence what Restart and run all would do.
func (g *Graph) Verdict() string {
	var parts []string
	if len(g.Fails) > 0 {
		c := g.Fails[0]
		name := ""
		for _, p := range g.Problems {
			if p.Cell == c && p.Sure && (p.Kind == Undefined || p.Kind == Ghost) {
				name = fmt.Sprintf(" (name `%s`)", p.Name)
				break
			}
		}
		parts = append(parts, fmt.Sprintf("fail at cell %d%s", g.number(c), name))
	}
	if len(g.Changes) > 0 {
		word := "output of cell"
		if len(g.Changes) > 1 {
			word = "outputs of cells"
		}
		parts = append(parts, fmt.Sprintf("change the %s %s", word, join1(g.numbers(g.Changes))))
	}
	if len(parts) == 0 {
		if len(g.Ran) == 0 {
			return "Restart and run all would find every name; no cell has run yet, so there is nothing to compare."
		}
		return "Restart and run all would be the same."
	}
	return "Restart and run all would " + strings.Join(parts, " and ") + "."
}

func join1(numbers []int) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, ", ")
}

// Print writes the graph: one line for each cell, what it takes from which
// other, and the verdict.
func Print(w io.Writer, g *Graph) {
	marks := map[int]string{}
	for _, c := range g.Changes {
		marks[c] = "would change"
	}
	for _, c := range g.Fails {
		marks[c] = "would fail"
	}
	for _, c := range g.Notebook.CodeCells() {
		cell, f := &g.Notebook.Cells[c], &g.Facts[c]
		fmt.Fprintf(w, "%-24s", cell.Label())
		if mark := marks[c]; mark != "" {
			fmt.Fprintf(w, " [%s]", mark)
		}
		part(w, "defines", f.Binds)
		part(w, "changes", f.Changes)
		part(w, "uses", g.sources(f))
		if f.Opaque != "" && (c == 0 || g.Facts[c].Opaque != g.opaqueBefore(c)) {
			fmt.Fprintf(w, "  any name may come from here on: %s", f.Opaque)
		}
		fmt.Fprintln(w)
	}
	if len(g.Ran) > 0 {
		fmt.Fprintf(w, "ran in the order of cells %s", join1(g.numbers(g.Ran)))
		if g.Missing > 0 {
			fmt.Fprintf(w, "; %d counts are on no cell", g.Missing)
		}
		if g.Sessions > 1 {
			fmt.Fprintf(w, "; %d sessions mixed", g.Sessions)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w, g.Verdict())
}

func (g *Graph) opaqueBefore(c int) string {
	for i := c - 1; i >= 0; i-- {
		if o := g.Facts[i].Opaque; o != "" {
			return o
		}
	}
	return ""
}

// sources are the used names, each with the cell that it comes from.
func (g *Graph) sources(f *Facts) []string {
	var out []string
	for _, name := range f.Uses {
		if q, ok := f.From[name]; ok {
			name = fmt.Sprintf("%s (cell %d)", name, g.number(q))
		} else {
			name += " (nowhere above)"
		}
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

func part(w io.Writer, what string, names []string) {
	if len(names) > 0 {
		fmt.Fprintf(w, "  %s %s", what, strings.Join(names, ", "))
	}
}
