package callgraph

import (
	"sync"
	"sync/atomic"

	"leadline/internal/value"
)

// turns let work on a body begin before all of the levels below are done. Bodies are
// begun in the order of levels, and whoever asks for what a lower one gives waits for
// that one alone: it always began earlier, so that the earliest that is under way
// waits for nobody. Nil is a pass that goes level by level.
type turns struct {
	coming []atomic.Bool // by body
	mu     sync.Mutex
	came   sync.Cond
}

// newTurns are those of a pass over levels of a program of n bodies.
func newTurns(n int, levels [][]Component) *turns {
	t := &turns{coming: make([]atomic.Bool, n)}
	t.came.L = &t.mu
	for _, comps := range levels {
		for _, c := range comps {
			for _, m := range c.Members {
				t.coming[m].Store(true)
			}
		}
	}
	return t
}

// end lets go on who waits for one of the bodies.
func (t *turns) end(fn value.FuncID) {
	t.coming[fn].Store(false)
	t.mu.Lock()
	t.came.Broadcast()
	t.mu.Unlock()
}

// await returns when there is what a body gives.
func (t *turns) await(fn value.FuncID) {
	if t == nil || !t.coming[fn].Load() {
		return
	}
	t.mu.Lock()
	for t.coming[fn].Load() {
		t.came.Wait()
	}
	t.mu.Unlock()
}

// Paced counts what is done of total, one by each call of what it gives, which may be
// called at the same time, and calls progress a few dozen times in all.
func Paced(total int, progress func(done, total int)) func() {
	var done atomic.Int64
	step := max(total/64, 1)
	return func() {
		if now := int(done.Add(1)); now%step == 0 || now == total {
			progress(now, total)
		}
	}
}

// inTurns runs work on every body of a stage, in the world of its level.
func (g *Graph) inTurns(st *stage, world *value.World, work func(w *value.World, id value.FuncID), done func()) {
	type turn struct {
		id    value.FuncID
		level uint32
	}
	var order []turn
	worlds := make([]value.World, len(st.levels))
	for li, comps := range st.levels {
		worlds[li] = *world
		worlds[li].Callees = &view{st, uint32(li)}
		for _, c := range comps {
			for _, id := range c.Members { // they see one another's results of the pass before
				order = append(order, turn{id, uint32(li)})
			}
		}
	}
	st.turns = newTurns(len(st.results), st.levels)
	g.each(len(order), func(i int) {
		t := order[i]
		defer st.turns.end(t.id) // a fault must keep nobody waiting
		work(&worlds[t.level], t.id)
		done()
	})
	st.turns = nil
}
