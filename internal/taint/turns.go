package taint

import (
	"container/heap"
	"slices"
	"sync"
	"sync/atomic"

	"leadline/internal/value"
)

// turns hand out components as soon as all that their bodies are known to call is done,
// those first from which the longest way leads to the end (highest level first; Adam,
// Chandy and Dickson, "A comparison of list schedules for parallel processing systems",
// 1974). What a body asks for beside what it is known to call lies on a lower level: who
// asks computes it where nobody has begun, and waits where somebody has, so that ways
// of those who wait lead down only.
type turns struct {
	s       *Solver
	done    []atomic.Bool // by component
	mu      sync.Mutex
	changed sync.Cond
	begun   []bool
	missing []int32 // callees that are not done
	callers [][]uint32
	ready   byRank
	running int
}

// sweeping is how many times longer a body takes whose component is repeated.
const sweeping = 4

// newTurns are those of all components that matter.
func (s *Solver) newTurns() (t *turns, n int) {
	t = &turns{s: s, done: make([]atomic.Bool, len(s.comps)), begun: make([]bool, len(s.comps)), missing: make([]int32, len(s.comps)), callers: make([][]uint32, len(s.comps))}
	t.changed.L = &t.mu
	t.ready.rank = make([]int, len(s.comps))
	for c := range s.comps {
		if !slices.ContainsFunc(s.comps[c].Members, func(m value.FuncID) bool { return s.need[m] }) {
			t.done[c].Store(true)
		}
	}
	var callees []uint32
	for i := len(s.comps) - 1; i >= 0; i-- {
		c := uint32(i)
		if t.done[c].Load() {
			continue
		}
		n++
		members := s.comps[c].Members
		cost := len(members)
		if s.comps[c].Recursive {
			cost *= sweeping
		}
		t.ready.rank[c] += cost // by now the longest way behind it
		callees = callees[:0]
		for _, m := range members {
			for _, callee := range s.Graph.Calls(m) {
				if s.Graph.Level(callee) < s.Graph.Level(m) {
					callees = append(callees, s.comp[callee])
				}
			}
		}
		slices.Sort(callees)
		for _, on := range slices.Compact(callees) {
			if t.done[on].Load() {
				continue
			}
			t.callers[on] = append(t.callers[on], c)
			t.missing[c]++
			t.ready.rank[on] = max(t.ready.rank[on], t.ready.rank[c])
		}
	}
	for c := range t.missing {
		if t.missing[c] == 0 && !t.done[c].Load() {
			t.ready.comps = append(t.ready.comps, uint32(c))
		}
	}
	heap.Init(&t.ready)
	return t, n
}

// next computes a component, if one is left.
func (t *turns) next() {
	t.mu.Lock()
	for {
		for len(t.ready.comps) == 0 && t.running > 0 {
			t.changed.Wait()
		}
		if len(t.ready.comps) == 0 {
			t.mu.Unlock()
			return
		}
		if c := heap.Pop(&t.ready).(uint32); !t.begun[c] {
			t.compute(c)
			return
		}
	}
}

// compute computes a component that nobody has begun. It is called under the lock and
// returns without it.
func (t *turns) compute(c uint32) {
	t.begun[c] = true
	t.running++
	t.mu.Unlock()
	defer t.end(c) // a fault must keep nobody waiting
	t.s.component(t.s.comps[c])
}

func (t *turns) end(c uint32) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done[c].Store(true)
	t.running--
	for _, on := range t.callers[c] {
		if t.missing[on]--; t.missing[on] == 0 {
			heap.Push(&t.ready, on)
		}
	}
	t.changed.Broadcast()
}

// await returns when a component is done. Nobody has to wait without turns.
func (t *turns) await(c uint32) {
	if t == nil || t.done[c].Load() {
		return
	}
	t.mu.Lock()
	if !t.begun[c] {
		t.compute(c)
		return
	}
	for !t.done[c].Load() {
		t.changed.Wait()
	}
	t.mu.Unlock()
}

// byRank is a heap of components, the longest way first.
type byRank struct {
	comps []uint32
	rank  []int // by component
}

func (h *byRank) Len() int { return len(h.comps) }

func (h *byRank) Less(i, j int) bool {
	a, b := h.comps[i], h.comps[j]
	return h.rank[a] > h.rank[b] || h.rank[a] == h.rank[b] && a < b
}

func (h *byRank) Swap(i, j int) { h.comps[i], h.comps[j] = h.comps[j], h.comps[i] }

func (h *byRank) Push(c any) { h.comps = append(h.comps, c.(uint32)) }

func (h *byRank) Pop() any {
	last := len(h.comps) - 1
	c := h.comps[last]
	h.comps = h.comps[:last]
	return c
}
