package main

import (
	"encoding/json"
	"hash/fnv"
	"os"

	"leadline/internal/cells"
	"leadline/internal/notebook"
)

// facts are what one cell really read, bound and changed on a restart.
type facts struct{ Reads, Binds, Changes []string }

func readFacts(path string) ([]facts, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []facts
	return out, json.Unmarshal(data, &out)
}

// wrongByFacts plays the page and the runs with traced facts in the place of
// analysed ones: a name's value is known by the source of the cell that gave it
// and by the values that the cell read. It is what the order and perfect facts
// about whole cells can tell.
func wrongByFacts(g *cells.Graph, known []facts) bool {
	n := g.Notebook
	page, run := play(n, known, n.CodeCells()), play(n, known, g.Played)
	for _, c := range g.Ran {
		if !n.Cells[c].Failed() && len(n.Cells[c].Outputs) > 0 && page[c] != run[c] {
			return true
		}
	}
	return false
}

// play gives each cell a hash of its source and of the values that it read.
func play(n *notebook.Notebook, known []facts, order []int) map[int]uint64 {
	values, out := map[string]uint64{}, map[int]uint64{}
	for _, c := range order {
		if c >= len(known) {
			continue
		}
		h := fnv.New64a()
		h.Write([]byte(n.File.Slice(n.Cells[c].Source)))
		put := func(v uint64) {
			for i := range 8 {
				h.Write([]byte{byte(v >> (8 * i))})
			}
		}
		for _, name := range known[c].Reads {
			h.Write([]byte(name))
			put(values[name])
		}
		out[c] = h.Sum64()
		for _, name := range append(append([]string{}, known[c].Binds...), known[c].Changes...) {
			h.Write([]byte(name))
			values[name] = h.Sum64()
		}
	}
	return out
}
