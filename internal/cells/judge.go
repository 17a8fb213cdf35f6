package cells

import (
	"slices"
	"sort"

	"leadline/internal/notebook"
)

// judge compares what the cells did in the two orders.
type judge struct {
	in         *Input
	g          *Graph
	h          *history
	page, runs *replay
	place      map[int]int // of a cell among the code cells of the page
	wrong      map[int]bool
	differs    map[int]bool         // it read another value than it would on the page
	causes     map[int]map[int]bool // wrong cell -> root cells
	exact      map[int]Printed      // what the page prints, once it was asked for
	asked      bool
	stored     map[hash]string // what is stored for a value that is shown
}

func (j *judge) judge() {
	j.place, j.wrong = map[int]int{}, map[int]bool{}
	for i, c := range j.h.page {
		j.place[c] = i
	}
	j.causes, j.differs = map[int]map[int]bool{}, map[int]bool{}
	for _, c := range j.h.page {
		j.undefined(c)
	}
	for _, c := range j.inRunOrder() {
		j.compare(c)
	}
	j.contradicted()
	j.possible()
	j.spread()
	j.aged()
	j.again()
	for i := range j.g.Problems {
		p := &j.g.Problems[i]
		p.At = spot(j.in.Notebook, p.Cell, p.Name, p.At)
	}
	sort.SliceStable(j.g.Problems, func(a, b int) bool {
		x, y := &j.g.Problems[a], &j.g.Problems[b]
		if x.Cell != y.Cell {
			return x.Cell < y.Cell
		}
		return x.At.Start < y.At.Start
	})
	j.verdict()
}

func (j *judge) cell(c int) *notebook.Cell { return &j.in.Notebook.Cells[c] }

// inRunOrder lists executed cells in the order of their last runs.
func (j *judge) inRunOrder() []int {
	var out []int
	for _, s := range j.h.steps {
		if s.last && !s.failed && s.cell >= 0 {
			out = append(out, s.cell)
		}
	}
	return out
}

// undefined reports names that no cell above defines. A cell that ran without a
// fault read them from a cell that is gone.
func (j *judge) undefined(c int) {
	t := j.page.last[c]
	if t == nil {
		return
	}
	for _, name := range missingOf(t) {
		rd := t.reads[name]
		other := j.boundBelow(c, name)
		p := Problem{Kind: Undefined, Sure: !rd.unsure, Cell: c, Name: name, At: rd.at, Other: other}
		if rd.called {
			p.Called = rd.by
		}
		if t := j.runs.last[c]; t != nil && !t.step.failed && other < 0 {
			p.Kind = Ghost
			p.Gap = j.h.gapBefore(j.cell(c).Count)
		}
		j.g.Problems = append(j.g.Problems, p)
	}
}

func missingOf(t *trace) []string {
	var out []string
	for name, rd := range t.reads {
		if rd.missing && !rd.caused {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

// boundBelow is the first cell from c on that binds a name, or -1.
func (j *judge) boundBelow(c int, name string) int {
	for _, q := range j.h.page {
		if j.place[q] <= j.place[c] {
			continue
		}
		if t := j.page.last[q]; t != nil {
			if _, ok := t.binds[name]; ok {
				return q
			}
		}
		if m := j.in.Modules[q]; m != nil && j.page.shapes.of(m, 0).binds(m, name) {
			return q
		}
	}
	return -1
}

// compare looks at one executed cell: is its output another on a restart, and is
// that because of what it read, or because what it read was wrong already?
func (j *judge) compare(c int) {
	p, r := j.page.last[c], j.runs.last[c]
	if p == nil || r == nil {
		return
	}
	if p.failed {
		j.wrong[c] = true
		return
	}
	if p.out != r.out && tells(j.in.Notebook, j.cell(c)) && j.confirms(c) != same || p.drawn != r.drawn && pictured(j.cell(c)) {
		j.wrong[c] = true
	}
	differs := false
	for _, name := range sortedReads(r) {
		rd, pd := r.reads[name], p.reads[name]
		if rd.content == pd.content && !rd.missing {
			continue
		}
		differs = true
		j.differs[c] = true
		other, kind, root := j.why(c, rd, pd)
		if !root {
			for root := range j.rootsOf(rd, pd) {
				j.blame(c, root)
			}
			continue
		}
		if rd.missing && pd.missing {
			continue // reported as undefined or ghost
		}
		j.blame(c, c)
		j.g.Problems = append(j.g.Problems, Problem{Kind: kind, Sure: !rd.unsure, Cell: c, Name: name, At: rd.at, Other: other})
	}
	if !differs && j.wrong[c] {
		other := -1
		if r.step.salt != 0 || r.step.module != p.step.module {
			other = c // edited since
		}
		j.blame(c, c)
		j.g.Problems = append(j.g.Problems, Problem{Kind: Stale, Sure: true, Cell: c, At: j.cell(c).Source, Other: other})
	}
}

func sortedReads(t *trace) []string {
	out := make([]string, 0, len(t.reads))
	for name := range t.reads {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// why tells which order rule explains that a cell read another value than it
// would on a restart. It is no root if both orders take the value from the same
// runs: then what it read was wrong before it.
func (j *judge) why(c int, run, page read) (other int, kind Kind, root bool) {
	here := j.place[c]
	runs := append([]int{run.from}, run.touched...)
	pages := append([]int{page.from}, page.touched...)
	for _, q := range runs {
		if q >= 0 && q != c && j.place[q] > here {
			return q, Below, true
		}
	}
	for _, q := range runs {
		if q == c {
			return c, Stale, true
		}
	}
	for _, q := range pages {
		if q >= 0 && q != c && j.later(q, c) {
			return q, Stale, true
		}
	}
	for _, q := range runs {
		if q < 0 || q >= 0 && j.page.last[q] == nil {
			return -1, Ghost, true
		}
	}
	if !slices.Equal(runs, pages) {
		q := -1
		if len(pages) > 0 {
			q = pages[len(pages)-1]
		}
		return q, Stale, true
	}
	return -1, Stale, false
}

// later tells whether cell q ran after cell c did.
func (j *judge) later(q, c int) bool {
	at := func(x int) int {
		for i := len(j.h.steps) - 1; i >= 0; i-- {
			if j.h.steps[i].cell == x && j.h.steps[i].last {
				return i
			}
		}
		return -1
	}
	return at(q) > at(c)
}

// rootsOf are the roots of the cells that a value came from.
func (j *judge) rootsOf(reads ...read) map[int]bool {
	out := map[int]bool{}
	for _, rd := range reads {
		for _, q := range append([]int{rd.from}, rd.touched...) {
			for root := range j.causes[q] {
				out[root] = true
			}
		}
	}
	return out
}

func (j *judge) blame(c, root int) {
	if j.causes[c] == nil {
		j.causes[c] = map[int]bool{}
	}
	j.causes[c][root] = true
}

// possible adds what the file alone cannot tell: a cell above ran again after
// one that reads from it, and may have been edited in between.
func (j *judge) possible() {
	if j.h.logged {
		return
	}
	for _, c := range j.inRunOrder() {
		p := j.page.last[c]
		if p == nil || p.failed || j.wrong[c] || len(j.causes[c]) > 0 || len(j.cell(c).Outputs) == 0 {
			continue
		}
		if x, ok := j.suspect(c); ok && j.confirms(c) != same {
			x.Spoils = []int{c}
			j.g.Problems = append(j.g.Problems, x)
		}
	}
}

// suspect is the problem of a cell that may have read a former text of another.
func (j *judge) suspect(c int) (Problem, bool) {
	p := j.page.last[c]
	for _, name := range sortedReads(p) {
		q := p.reads[name].from
		if q < 0 || q == c || !j.later(q, c) || j.place[q] > j.place[c] || j.onlyImports(q) {
			continue
		}
		return Problem{Kind: Stale, Cell: c, Name: name, At: p.reads[name].at, Other: q}, true
	}
	return Problem{}, false
}

func (j *judge) onlyImports(c int) bool {
	t := j.page.last[c]
	if t == nil {
		return false
	}
	for name := range t.binds {
		if g := j.page.globals[name]; g == nil || g.v.name == "" {
			return false
		}
	}
	return true
}

// spread gives each root the list of wrong cells that it explains.
func (j *judge) spread() {
	spoils := map[int][]int{}
	for _, c := range j.h.page {
		if !j.wrong[c] {
			continue
		}
		for root := range j.causes[c] {
			spoils[root] = append(spoils[root], c)
		}
	}
	kept := j.g.Problems[:0]
	for _, p := range j.g.Problems {
		if p.Kind != Undefined && p.Kind != Ghost && p.Sure {
			p.Spoils = spoils[p.Cell]
			if len(p.Spoils) == 0 {
				continue // no stored output shows it
			}
		}
		kept = append(kept, p)
	}
	j.g.Problems = kept
}

// aged notes which cells would have to run again, and what they then read.
func (j *judge) aged() {
	j.g.old, j.g.edited = map[int][]int{}, map[int]bool{}
	for _, s := range j.h.steps {
		if s.last && s.edited {
			j.g.edited[s.cell] = true
		}
	}
	for _, c := range j.inRunOrder() {
		p, r := j.page.last[c], j.runs.last[c]
		if p == nil || r == nil || !j.wrong[c] && !j.differs[c] {
			continue
		}
		feeds := []int{}
		for _, name := range sortedReads(p) {
			if rd := p.reads[name]; rd.content != r.reads[name].content || rd.missing {
				feeds = append(append(feeds, rd.from), rd.touched...)
			}
		}
		j.g.old[c] = feeds
	}
}

// verdict sums up what a restart would do.
func (j *judge) verdict() {
	for _, c := range j.h.page {
		t := j.page.last[c]
		switch {
		case t != nil && t.failed:
			j.g.Fails = append(j.g.Fails, c)
		case j.wrong[c]:
			j.g.Changes = append(j.g.Changes, c)
		}
	}
}
