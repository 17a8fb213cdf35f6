package taint

import (
	"cmp"
	"slices"

	"leadline/internal/callgraph"
	"leadline/internal/value"
)

// What an edit may reach is found from the bodies that it changed over who asked
// for whose summary: of all others everything stands, and is not looked at.

// users are, by body, the bodies whose summaries rest on some summary of it. There
// may be more than that: what once rested on it.
type users [][]value.FuncID

func (u users) add(of, by value.FuncID) {
	if i, have := slices.BinarySearch(u[of], by); !have {
		u[of] = slices.Insert(u[of], i, by)
	}
}

func (u users) trace(t *callgraph.Trace) {
	for _, c := range t.Contexts {
		u.add(c.Fn, t.Fn)
	}
}

func (u users) settled(t *settled) {
	u.trace(&t.read)
	for _, a := range t.asked {
		u.add(a.fn, t.read.Fn)
	}
}

// suspects finds the bodies of which something may not be what it was; nil where
// everything has to be looked at.
func (s *Solver) suspects(each callgraph.Each) []bool {
	o := s.old
	if o == nil || o.users == nil || !s.Final.Few() || !s.Graph.OrderedLike(o.Graph) || !s.sameCone() {
		return nil
	}
	n := len(s.base)
	touched := make([]bool, n)
	if !s.Final.Quiet() {
		each(len(s.Graph.Prog.Mods), func(i int) {
			m := s.Graph.Prog.Mods[i]
			for l := range m.IR.Funcs {
				id := m.First + value.FuncID(l)
				touched[id] = s.touched(id)
			}
		})
		for _, t := range o.told {
			for _, r := range t.runs {
				touched[r.read.Fn] = touched[r.read.Fn] || s.Final.Touches(&r.read)
			}
		}
	}
	for _, id := range s.Final.Edited() {
		touched[id] = true
	}
	out := make([]bool, n)
	var stack []value.FuncID
	push := func(id value.FuncID) {
		if !out[id] {
			out[id] = true
			stack = append(stack, id)
		}
	}
	for id, in := range touched {
		if in {
			push(value.FuncID(id))
		}
	}
	for _, id := range s.Graph.Fresh(o.Graph) {
		push(id) // it may call others
	}
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, by := range o.users[id] {
			push(by)
		}
		if c := o.comp[id]; o.size[c].recursive { // they stand or fall together
			for _, m := range o.comps[c].Members {
				push(m)
			}
		}
	}
	return out
}

// sameCone tells whether the bodies that matter are those of the old program.
func (s *Solver) sameCone() bool {
	g, o := s.Graph, s.old.Graph
	if !g.EnteredLike(o) {
		return false
	}
	for _, id := range g.Fresh(o) {
		a, _ := g.Seen(id)
		b, _ := o.Seen(id)
		if a != b || !slices.Equal(g.Calls(id), o.Calls(id)) {
			return false
		}
	}
	return true
}

// touched tells whether anything that is kept of a body read what has changed.
func (s *Solver) touched(id value.FuncID) bool {
	o := s.old
	if t := o.settled[id]; t != nil && s.Final.Touches(&t.read) {
		return true
	}
	for _, t := range o.kept[id] {
		if s.Final.Touches(&t.read) {
			return true
		}
	}
	hit := false
	s.Final.Kept(id, func(t *callgraph.Trace) { hit = hit || s.Final.Touches(t) })
	return hit
}

// follow solves the program from the old one: only components with a suspect are
// looked at.
func (s *Solver) follow(suspects []bool, each callgraph.Each, stop func() bool) {
	o := s.old
	s.suspect = suspects
	s.Final.Suspect(suspects)
	s.base, s.settled = slices.Clone(o.base), slices.Clone(o.settled)
	s.need, s.comp, s.size, s.comps = o.need, o.comp, o.size, o.comps
	var todo []uint32
	for id, in := range suspects {
		if in && !s.Graph.Prog.Funcs[id].Vacant() {
			todo = append(todo, o.comp[id])
		}
	}
	level := func(c uint32) uint32 { return s.Graph.Level(s.comps[c].Members[0]) }
	slices.SortFunc(todo, func(a, b uint32) int { return cmp.Or(cmp.Compare(level(a), level(b)), cmp.Compare(a, b)) })
	todo = slices.Compact(todo)
	for len(todo) > 0 && !stop() {
		n := 1
		for n < len(todo) && level(todo[n]) == level(todo[0]) {
			n++
		}
		each(n, func(i int) {
			c := s.comps[todo[i]]
			for _, m := range c.Members {
				s.base[m], s.settled[m] = nil, nil
			}
			s.component(c)
		})
		todo = todo[n:]
	}
}

// commit keeps what this run has found out, where the next one finds it.
func (s *Solver) commit() {
	whole := s.users == nil
	if whole {
		s.users = make(users, len(s.base))
	}
	s.kept = s.kept.Without(s.suspect, len(s.base))
	s.memo.Range(func(key, v any) bool {
		k, t := key.(memoKey), v.(*settled)
		s.kept.Put(k.fn, k, t)
		s.users.settled(t)
		return true
	})
	s.memo.Clear()
	for id, t := range s.settled {
		if t != nil && (whole || s.suspect == nil || s.suspect[id]) {
			s.users.settled(t)
		}
	}
	for _, t := range s.told {
		if t.fresh || whole {
			for _, r := range t.runs {
				s.users.settled(r.settled)
			}
			t.fresh = false
		}
	}
	s.Final.Commit(s.users.trace)
	s.suspect = nil
}

// index finds out again who rests on whom: that is not kept between processes.
func (s *Solver) index() {
	s.users = make(users, len(s.base))
	for id, t := range s.settled {
		if t != nil {
			s.users.settled(t)
		}
		s.Final.Kept(value.FuncID(id), s.users.trace)
	}
	for _, of := range s.kept {
		for _, t := range of {
			s.users.settled(t)
		}
	}
	for _, t := range s.told {
		for _, r := range t.runs {
			s.users.settled(r.settled)
		}
	}
}
