package cells

// maxRerunRounds bounds how often a list of cells to run again is played.
const maxRerunRounds = 8

// Rerun lists the cells that have to run again, in page order, so that every
// cell shows what a restart would give: what is edited or out of date, and what
// that reads of values which have been changed since. The list is proved by
// playing it after the runs that were; whole is false where even that leaves a
// difference, as when a cell that fails stands in between.
func (g *Graph) Rerun() (list []int, whole bool) {
	again := map[int]bool{}
	fails := map[int]bool{}
	for _, c := range g.Fails {
		fails[c] = true
	}
	after := g
	for range maxRerunRounds {
		grown := false
		add := func(c int) {
			if c >= 0 && !again[c] && !fails[c] && g.input.Modules[c] != nil {
				again[c], grown = true, true
			}
		}
		for c := range after.edited {
			add(c)
		}
		for c, feeds := range after.old {
			add(c)
			for _, q := range feeds {
				if after != g || !g.ranBefore(q) {
					add(q)
				}
			}
		}
		if !grown {
			break
		}
		list = list[:0]
		for c := range g.Facts {
			if again[c] {
				list = append(list, c)
			}
		}
		after = g.continued(list)
	}
	return list, len(after.old) == 0 && len(after.edited) == 0
}

// ranBefore tells whether a cell has run.
func (g *Graph) ranBefore(c int) bool {
	for _, r := range g.Ran {
		if r == c {
			return true
		}
	}
	return false
}

// continued is the notebook after some cells have run once more.
func (g *Graph) continued(list []int) *Graph {
	in := g.input
	log := Log{Version: 1}
	if in.Log != nil {
		log.Runs = append(log.Runs, in.Log.Runs...)
	} else {
		for _, c := range g.Played {
			log.Runs = append(log.Runs, g.runOf(c, g.Notebook.Cells[c].Count, ""))
		}
	}
	kernel, count := "", 0
	if n := len(log.Runs); n > 0 {
		kernel, count = log.Runs[n-1].Kernel, log.Runs[n-1].Count
	}
	for i, c := range list {
		log.Runs = append(log.Runs, g.runOf(c, count+1+i, kernel))
	}
	in.Log, in.Exact = &log, nil // what is stored is of the runs that were
	return Analyse(in)
}

// runOf is a run of a cell as it stands.
func (g *Graph) runOf(c, count int, kernel string) Run {
	cell := &g.Notebook.Cells[c]
	return Run{Cell: cell.ID, Hash: HashOf(g.Notebook.File.Slice(cell.Source)), Count: count, OK: true, Kernel: kernel}
}
