package taint

import (
	"slices"

	"leadline/internal/callgraph"
	"leadline/internal/value"
)

// maxComponentSweeps bounds the fixpoint of bodies that call each other; that of many
// gets less.
const (
	maxComponentSweeps = 8
	bigComponent       = 400
	bigSweeps          = 4
)

// component brings the summaries of one component to their fixpoint, from nothing
// known upwards. Its members were put together by what names tell, too; those that
// call each other for certain are fewer, and are done part by part, callees first.
func (s *Solver) component(c callgraph.Component) {
	if s.takeOver(c) {
		return
	}
	e := &evaluator{s: s, members: map[value.FuncID]*member{}}
	if c.Recursive {
		for _, part := range s.parts(c) {
			e.settle(part)
		}
	}
	e.settle(c.Members)
	s.likeOld(c)
}

// parts are the strongly connected components of a component's certain calls,
// callees first.
func (s *Solver) parts(c callgraph.Component) [][]value.FuncID {
	place := make(map[value.FuncID]value.FuncID, len(c.Members))
	for i, m := range c.Members {
		place[m] = value.FuncID(i)
	}
	calls := make([][]value.FuncID, len(c.Members))
	for i, m := range c.Members {
		for _, callee := range s.Graph.Calls(m) {
			if at, in := place[callee]; in {
				calls[i] = append(calls[i], at)
			}
		}
	}
	parts := callgraph.Condense(calls)
	for _, part := range parts {
		for i, at := range part {
			part[i] = c.Members[at]
		}
	}
	return parts
}

// evaluator brings the members of one component to their fixpoint.
type evaluator struct {
	s       *Solver
	step    int32 // evaluations so far
	members map[value.FuncID]*member
}

// member is what is known of the evaluations of one body.
type member struct {
	evaluated, changed int32          // the steps of the last ones; 0 is never
	vain               []value.FuncID // members that the last one asked for before they had a summary
	frame              *value.Frame   // that is kept
}

// maxKeptFrames bounds the analyses that are kept while bodies are brought to their
// fixpoint; more are analysed anew in every sweep.
const maxKeptFrames = 32

// settle evaluates bodies until nothing changes.
func (e *evaluator) settle(bodies []value.FuncID) {
	sweeps := e.s.Graph.Prog.Budget(maxComponentSweeps)
	if len(bodies) > bigComponent {
		sweeps = e.s.Graph.Prog.Budget(bigSweeps)
	}
	keep := len(bodies) <= maxKeptFrames
	for again := true; again && sweeps > 0; sweeps-- {
		again = false
		for _, fn := range bodies {
			if e.stale(fn) {
				e.evaluate(fn, keep)
				again = true
			}
		}
	}
	for _, fn := range bodies {
		if m := e.members[fn]; m.frame != nil {
			e.s.Final.Release(m.frame)
			m.frame = nil
		}
	}
}

// stale tells whether a body was never evaluated, or something that it calls or asked
// for has changed since.
func (e *evaluator) stale(fn value.FuncID) bool {
	m := e.members[fn]
	if m == nil {
		return true
	}
	if e.s.base[fn].OutOf != "" { // full: it would be filled otherwise, and no better
		return false
	}
	changed := func(callee value.FuncID) bool {
		c := e.members[callee]
		return c != nil && (c.changed > m.evaluated || c == m && c.changed == m.evaluated)
	}
	return slices.ContainsFunc(e.s.Graph.Calls(fn), changed) || slices.ContainsFunc(m.vain, changed)
}

func (e *evaluator) evaluate(fn value.FuncID, keep bool) {
	m := e.members[fn]
	if m == nil {
		m = &member{}
		e.members[fn] = m
	}
	fr := m.frame
	if fr == nil {
		fr = e.s.Final.Frame(fn, nil, 0)
	}
	e.step++
	w := e.s.within(fn)
	sum := e.s.summarize(fr, w, e.step)
	m.evaluated, m.vain = e.step, w.vain
	if !sameSummary(e.s.base[fn], sum) {
		m.changed = e.step
	}
	e.s.base[fn] = sum
	if keep {
		m.frame = fr
	} else {
		e.s.Final.Release(fr)
	}
}
