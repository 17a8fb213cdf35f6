package cells

import (
	"sort"

	"leadline/internal/ir"
	"leadline/internal/notebook"
)

// step is one run of a cell.
type step struct {
	cell  int // index in Notebook.Cells; -1 for a cell that is gone
	count int
	// phantom runs are not in the file: a count is missing where the cell would
	// have run first.
	phantom bool
	// last marks the run whose output is stored.
	last bool
	// salt makes the values of a run whose source is not known differ from those
	// of the present source.
	salt   uint64
	module *ir.Module
	failed bool
	// stopped is the line of the cell, from 1 on, at which a run that failed
	// stopped; 0 where that is not known.
	stopped int
	// edited runs had another source than the page has now.
	edited bool
}

// history is the two orders of a notebook.
type history struct {
	page     []int  // code cells in page order
	steps    []step // runs in order
	sessions int
	missing  int
	logged   bool
	gaps     map[int]bool // missing counts that no cell on the page explains
}

// historyOf reads the orders off the counts, or off the log.
func historyOf(in *Input) *history {
	h := &history{sessions: 1, gaps: map[int]bool{}}
	n := in.Notebook
	for i := range n.Cells {
		if in.order != nil {
			i = in.order[i]
		}
		if n.Cells[i].Kind == notebook.Code && in.Modules[i] != nil {
			h.page = append(h.page, i)
		}
	}
	if in.Log != nil && h.fromLog(in) {
		return h
	}
	var ran []int
	for _, c := range h.page {
		if n.Cells[c].Count > 0 {
			ran = append(ran, c)
		}
	}
	order := h.sortRuns(n, ran)
	for _, c := range order {
		h.steps = append(h.steps, step{cell: c, count: n.Cells[c].Count, last: true, module: in.Modules[c], failed: n.Cells[c].Failed(), stopped: n.StoppedAt(&n.Cells[c])})
	}
	if h.sessions == 1 {
		h.fill(in, ran)
	}
	return h
}

// sortRuns orders cells by count. Where counts are doubled, several sessions are
// mixed: times order them if every cell has one; else each longest run of the
// page in which counts go up is taken for one session, in page order.
func (h *history) sortRuns(n *notebook.Notebook, ran []int) []int {
	order := append([]int{}, ran...)
	seen, doubled, timed := map[int]bool{}, false, true
	for _, c := range ran {
		k := n.Cells[c].Count
		doubled = doubled || seen[k]
		seen[k] = true
		timed = timed && n.Cells[c].When > 0
	}
	switch {
	case timed && len(ran) > 0:
		sort.SliceStable(order, func(i, j int) bool { return n.Cells[order[i]].When < n.Cells[order[j]].When })
		if doubled {
			h.sessions = 2
		}
	case doubled:
		chain, last := make(map[int]int, len(ran)), 0
		session := 0
		for _, c := range ran {
			if n.Cells[c].Count <= last && seenIn(chain, n, ran, session, n.Cells[c].Count) {
				session++
			}
			chain[c] = session
			last = n.Cells[c].Count
		}
		h.sessions = session + 1
		sort.SliceStable(order, func(i, j int) bool {
			a, b := order[i], order[j]
			if chain[a] != chain[b] {
				return chain[a] < chain[b]
			}
			return n.Cells[a].Count < n.Cells[b].Count
		})
	default:
		sort.SliceStable(order, func(i, j int) bool { return n.Cells[order[i]].Count < n.Cells[order[j]].Count })
	}
	return order
}

// seenIn tells whether a session already has a cell with that count.
func seenIn(chain map[int]int, n *notebook.Notebook, ran []int, session, count int) bool {
	for _, c := range ran {
		if s, ok := chain[c]; ok && s == session && n.Cells[c].Count == count {
			return true
		}
	}
	return false
}

// fill explains missing counts. A cell that ran again left the count of its
// first run behind: where a count is missing just where the page would have
// given it, the cell that stands there ran then, too. What no cell explains was
// a cell that is gone, or a run of its own.
func (h *history) fill(in *Input, ran []int) {
	n := in.Notebook
	at := map[int]int{} // count -> cell
	top := 0
	for _, c := range ran {
		at[n.Cells[c].Count] = c
		top = max(top, n.Cells[c].Count)
	}
	place := map[int]int{}
	for i, c := range ran {
		place[c] = i
	}
	var added []step
	for count := 1; count < top; count++ {
		if _, ok := at[count]; ok {
			continue
		}
		h.missing++
		c := -1
		if before, ok := at[count-1]; ok || count == 1 {
			next := 0
			if ok {
				next = place[before] + 1
			}
			for next < len(ran) && n.Cells[ran[next]].Count < count {
				next++ // it had run before
			}
			if next < len(ran) {
				c = ran[next]
			}
		}
		if after, ok := at[count+1]; ok && c < 0 {
			if prev := place[after] - 1; prev >= 0 && n.Cells[ran[prev]].Count > count {
				c = ran[prev]
			}
		}
		if c < 0 {
			h.gaps[count] = true
			continue
		}
		at[count] = c
		added = append(added, step{cell: c, count: count, phantom: true, module: in.Modules[c]})
	}
	if len(added) == 0 {
		return
	}
	h.steps = append(h.steps, added...)
	sort.SliceStable(h.steps, func(i, j int) bool { return h.steps[i].count < h.steps[j].count })
}

// gapBefore tells whether a count is missing just before a cell's.
func (h *history) gapBefore(count int) bool { return h.gaps[count-1] }
