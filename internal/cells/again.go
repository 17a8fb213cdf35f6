package cells

// again reports cells that give another result when they run a second time:
// they read what another cell made and bind it anew. Changes in place are left
// out: most give the same when they are made twice (a column, a fit). That is
// worth saying only where a second run is likely to have been: the log saw one,
// or a count is missing that it explains. Where a stored output shows it, that is
// reported instead.
func (j *judge) again() {
	runs := map[int]int{}
	for _, s := range j.h.steps {
		runs[s.cell]++
	}
	said := map[int]bool{}
	for i := range j.g.Problems {
		if p := &j.g.Problems[i]; p.Kind == Stale && p.Other == p.Cell {
			said[p.Cell] = true // its output is known to be of a second run
		}
	}
	for _, c := range j.h.page {
		t := j.page.last[c]
		twice := runs[c] > 1
		if t == nil || said[c] || !twice && !j.h.gapBefore(j.cell(c).Count) {
			continue
		}
		facts := &j.g.Facts[c]
		for _, name := range facts.Uses {
			rd := t.reads[name]
			if _, made := facts.From[name]; !made || rd.missing {
				continue
			}
			if bound, ok := t.binds[name]; ok && bound != rd.content {
				j.g.Problems = append(j.g.Problems, Problem{Kind: Again, Sure: twice && j.h.logged && !rd.unsure, Cell: c, Name: name, At: rd.at, Other: -1})
				break
			}
		}
	}
}
