package taint

import (
	"slices"

	"leadline/internal/callgraph"
	"leadline/internal/value"
)

// Detail is all that is known of a flow's way.
type Detail struct {
	Passes []Step           // every place that the data passes, source first
	Reads  []Origin         // what the bodies on the way take from outside
	Entry  *callgraph.Entry // nil where nothing outside calls
	At     *value.Fn        // the entry point
}

// Details gives what tells the details of flows. It is asked for explanations
// only: every way is walked anew.
func (s *Solver) Details() func(*Flow) *Detail {
	up := s.Graph.Callers()
	return func(f *Flow) *Detail {
		t := newTeller(s)
		t.all = true
		d := &Detail{Passes: t.way(f)}
		d.Entry = s.entryOf(f.Source.Fn.ID, up, t.bodies())
		if d.Entry != nil {
			d.At = t.run(d.Entry.Fn, nil, 0).fr.Fn
		}
		d.Reads = t.reads()
		return d
	}
}

// bodies are those that the present way leads through.
func (t *teller) bodies() map[value.FuncID]bool {
	out := map[value.FuncID]bool{}
	for k := range t.used {
		out[k.fn] = true
	}
	return out
}

// entryOf is the entry point from which a body is reached by the fewest calls,
// one on the way before all others.
func (s *Solver) entryOf(fn value.FuncID, up [][]value.FuncID, way map[value.FuncID]bool) *callgraph.Entry {
	var nearest *callgraph.Entry
	seen := map[value.FuncID]bool{fn: true}
	for queue := []value.FuncID{fn}; len(queue) > 0; queue = queue[1:] {
		if e := s.Graph.Entries[queue[0]]; e != nil {
			if way[queue[0]] {
				return e
			}
			if nearest == nil {
				nearest = e
			}
		}
		for _, caller := range up[queue[0]] {
			if !seen[caller] {
				seen[caller] = true
				queue = append(queue, caller)
			}
		}
	}
	return nearest
}

// reads are the sources that stand in the bodies of the present way.
func (t *teller) reads() []Origin {
	type place struct {
		fn value.FuncID
		at uint32
	}
	seen := map[place]bool{}
	var out []Origin
	for _, r := range t.used {
		for _, o := range r.origins {
			if o.Kind != FromSource || o.Fn != r.fr.Fn || seen[place{o.Fn.ID, uint32(o.At)}] {
				continue
			}
			seen[place{o.Fn.ID, uint32(o.At)}] = true
			out = append(out, *o)
		}
	}
	slices.SortFunc(out, func(a, b Origin) int {
		if a.Fn.ID != b.Fn.ID {
			return int(a.Fn.ID) - int(b.Fn.ID)
		}
		return int(a.At) - int(b.At)
	})
	return out
}
