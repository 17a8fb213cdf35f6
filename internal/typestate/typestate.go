// Package typestate knows protocols of an object: in which states it may be at
// every point of a body, on every path, exceptional ones too, and where it is in
// one that is wrong. It must not know how names are resolved, nor any library:
// its caller tells what an event means.
//
// An object that somebody else may use from now on (returned, kept, handed to a
// call that nothing is known of) is in no known state: nothing is said of it. A
// state is only wrong where every path that reaches the point agrees.
//
// Its window is Track.
package typestate

import (
	"slices"
	"strings"

	"leadline/internal/ir"
)

// States is a set of states of a protocol; bit i is its i-th state. Lost is set
// when the object may be in the hands of somebody else.
type States uint32

// Lost marks an object of which nothing is known any more.
const Lost States = 1 << 31

// Protocol says what moves an object from state to state, and what is wrong.
type Protocol struct {
	Names []string // of the states; an object begins in the first
	Moves []Move
	// Tests are attributes that tell a state: where they are true, the object is in
	// it.
	Tests map[string]States
	Wrong []Wrong
}

// Move is what an event does: "name" is the call of a method, ".name" an attribute
// that is read, "name=" one that is set, "()" a call of the object itself,
// "__enter__" and "__exit__" are the ends of a with statement.
type Move struct {
	On   []string
	From States // 0 for any
	To   States
}

// Wrong says where an object must not be in some states: at an event, or at one of
// the ends of the body.
type Wrong struct {
	At []string
	In States
}

// The ends of a body, as Wrong.At names them.
const (
	AtReturn = "return"
	AtRaise  = "raise"
)

// Inner is a body that a call enters, and which of its parameters the object is.
type Inner struct {
	Body  *ir.Func
	Mod   *ir.Module
	Param int
}

// Surroundings answer what the tracker asks of calls.
type Surroundings interface {
	// Lends tells whether a call only uses an argument, and has done with it.
	Lends(call ir.Value) bool
	// Enters are the bodies that a call enters with a value among its arguments; all
	// is false when it may also do something else.
	Enters(call ir.Value, is func(ir.Value) bool) (bodies []Inner, all bool)
	// Runs tells whether a block is ever reached.
	Runs(block uint32) bool
}

// Error is one place where an object is in a wrong state.
type Error struct {
	Wrong int // which of the protocol's
	At    ir.Value
}

// Track follows the object that an instruction of a body makes, or, with receiver,
// the one whose method it calls, and lists where it is in a wrong state.
func Track(p *Protocol, f *ir.Func, mod *ir.Module, origin ir.Value, receiver bool, around Surroundings) []Error {
	t := newTracker(p, f, mod, around)
	t.origin = origin
	if receiver {
		if in := &f.Instrs[f.Instrs[origin].A]; in.Op == ir.OpAttr {
			t.follow(in.A)
			t.path = t.pathOf(in.A)
		}
	} else {
		t.follow(origin)
	}
	t.alias()
	t.solve(0)
	return t.errors()
}

// tracker is the analysis of one object in one body.
type tracker struct {
	p      *Protocol
	f      *ir.Func
	mod    *ir.Module
	around Surroundings
	depth  int
	origin ir.Value
	path   string // of what the object is read from, where it is no value of its own
	same   []bool // per instruction: the object, or what may be it
	callee []bool // per instruction: an attribute that is only called
	in     []States
	before map[ir.Value]States // at events
	// returns and raises are what the object is in where the body is left, by the last
	// instruction.
	returns, raises map[ir.Value]States
}

func newTracker(p *Protocol, f *ir.Func, mod *ir.Module, around Surroundings) *tracker {
	return &tracker{p: p, f: f, mod: mod, around: around, origin: ir.NoValue, same: make([]bool, len(f.Instrs)), callee: make([]bool, len(f.Instrs)),
		in: make([]States, len(f.Blocks)), before: map[ir.Value]States{}, returns: map[ir.Value]States{}, raises: map[ir.Value]States{}}
}

func (t *tracker) follow(v ir.Value) { t.same[v] = true }

// alias finds the values that may be the object: itself, what joins it with others,
// what awaiting or entering it gives, and every other reading of its path.
func (t *tracker) alias() {
	for changed := true; changed; {
		changed = false
		for i := range t.f.Instrs {
			in := &t.f.Instrs[i]
			if !t.same[i] && (t.joins(in) || t.path != "" && t.pathOf(ir.Value(i)) == t.path) {
				t.same[i], changed = true, true
			}
		}
	}
	for i := range t.f.Instrs {
		if in := &t.f.Instrs[i]; in.Op == ir.OpCall {
			if a := &t.f.Instrs[in.A]; a.Op == ir.OpAttr && t.same[a.A] {
				t.callee[in.A] = true
			}
		}
	}
}

func (t *tracker) joins(in *ir.Instr) bool {
	switch in.Op {
	case ir.OpPhi, ir.OpExcPhi:
		return slices.ContainsFunc(t.f.List(in), func(a ir.Arg) bool { return a.Value != ir.NoValue && t.same[a.Value] })
	case ir.OpAwait, ir.OpEnter, ir.OpAnnotated:
		return in.A != ir.NoValue && t.same[in.A]
	}
	return false
}

// pathOf is how a value is read: from a parameter or variable through attributes;
// "" for anything else.
func (t *tracker) pathOf(v ir.Value) string {
	var parts []string
	for {
		in := &t.f.Instrs[v]
		switch in.Op {
		case ir.OpAttr:
			parts = append(parts, t.mod.Names[in.B])
			v = in.A
			continue
		case ir.OpParam:
			parts = append(parts, t.mod.Names[t.f.Params[in.A].Name], "parameter")
		case ir.OpGlobal:
			parts = append(parts, t.mod.Names[in.A], "global")
		case ir.OpFree:
			parts = append(parts, t.mod.Names[in.A], "free")
		default:
			return ""
		}
		slices.Reverse(parts)
		return strings.Join(parts, ".")
	}
}

// solve runs the states through the body until nothing changes; first is what the
// object is in where the body begins.
func (t *tracker) solve(first States) {
	t.in[0] = first
	for sweep := 0; sweep < len(t.f.Blocks)+2; sweep++ {
		changed := false
		for b := range t.f.Blocks {
			if t.around.Runs(uint32(b)) && t.block(uint32(b)) {
				changed = true
			}
		}
		if !changed {
			return
		}
	}
}

// block runs one block and tells whether a later look at another one may find more.
func (t *tracker) block(b uint32) (changed bool) {
	blk := &t.f.Blocks[b]
	s := t.in[b]
	raise := func(at ir.Value, s States) {
		if blk.Handler != 0 {
			changed = t.join(blk.Handler-1, s) || changed
		} else {
			t.raises[at] = s
		}
	}
	for i := blk.First; i < blk.End; i++ {
		in := &t.f.Instrs[i]
		if in.Op == ir.OpCall && i == t.origin {
			raise(i, s)
			s = 1
			continue
		}
		s = t.step(i, in, s)
		if in.Op == ir.OpCall || (in.Op == ir.OpAwait || in.Op == ir.OpEnter) && !t.same[in.A] { // making and entering it is done or not done
			raise(i, s)
		}
	}
	switch blk.Term {
	case ir.TermReturn:
		if t.is(blk.Cond) {
			s = lose(s)
		}
		t.returns[t.last(blk)] = s
	case ir.TermRaise:
		if blk.Cond != ir.NoValue && t.same[blk.Cond] {
			s = lose(s)
		}
		if succs := t.f.Succs(blk); len(succs) == 0 {
			raise(t.last(blk), s)
		}
	default:
		for k, to := range t.f.Succs(blk) {
			changed = t.join(to, t.refined(blk, k, s)) || changed
		}
	}
	return changed
}

// last names the end of a block among what the object leaves the body by.
func (t *tracker) last(b *ir.Block) ir.Value {
	if b.End > b.First {
		return b.End - 1
	}
	return b.First
}

// join adds states to what a block begins with, and tells whether one was new.
func (t *tracker) join(b uint32, s States) bool {
	old := t.in[b]
	t.in[b] |= s
	return t.in[b] != old
}

func (t *tracker) is(v ir.Value) bool { return v != ir.NoValue && t.same[v] }

// lose is the object in somebody else's hands; what is nowhere cannot be lost.
func lose(s States) States {
	if s == 0 {
		return 0
	}
	return Lost
}

// refined is what a branch proves: where the object, or what its making gave, is
// false or None, there is none.
func (t *tracker) refined(b *ir.Block, edge int, s States) States {
	if b.Term != ir.TermBranch {
		return s
	}
	truth := edge == 0
	v := b.Cond
	for t.f.Instrs[v].Op == ir.OpUnary && t.f.Instrs[v].Sub == ir.Not {
		v, truth = t.f.Instrs[v].A, !truth
	}
	in := &t.f.Instrs[v]
	switch {
	case t.same[v] || v == t.origin:
		if !truth {
			return 0
		}
	case in.Op == ir.OpCompare && (in.Sub == ir.Is || in.Sub == ir.IsNot) && t.same[in.A] && t.isNone(in.B):
		if truth == (in.Sub == ir.Is) {
			return 0
		}
	case in.Op == ir.OpAttr && t.same[in.A]:
		if state := t.p.Tests[t.mod.Names[in.B]]; state != 0 && truth && s&^Lost != 0 {
			return state
		}
	}
	return s
}

func (t *tracker) isNone(v ir.Value) bool {
	in := &t.f.Instrs[v]
	return in.Op == ir.OpConst && t.mod.Consts[in.A].Kind == ir.ConstNone
}

// moved is what an event does to the states.
func (t *tracker) moved(at ir.Value, event string, s States) States {
	if s == 0 {
		return 0
	}
	t.before[at] = s
	out := States(0)
	for bit := States(1); bit != 0; bit <<= 1 {
		if s&bit == 0 {
			continue
		}
		to := bit
		for i := range t.p.Moves {
			if m := &t.p.Moves[i]; slices.Contains(m.On, event) && (m.From == 0 || m.From&bit != 0) && bit != Lost {
				to = m.To
				break
			}
		}
		out |= to
	}
	return out
}

// knows tells whether the protocol speaks of an event.
func (t *tracker) knows(event string) bool {
	for i := range t.p.Moves {
		if slices.Contains(t.p.Moves[i].On, event) {
			return true
		}
	}
	return false
}

// errors lists where the object is in a wrong state on every path, in the order of
// the protocol's wrongs and of the body.
func (t *tracker) errors() []Error {
	var out []Error
	for w := range t.p.Wrong {
		wrong := &t.p.Wrong[w]
		for i := range t.f.Instrs {
			at := ir.Value(i)
			s, ok := t.before[at]
			if ok && bad(s, wrong.In) && slices.ContainsFunc(wrong.At, func(e string) bool { return e == t.event(at) }) {
				out = append(out, Error{w, at})
			}
			if bad(t.returns[at], wrong.In) && slices.Contains(wrong.At, AtReturn) || bad(t.raises[at], wrong.In) && slices.Contains(wrong.At, AtRaise) {
				out = append(out, Error{w, at})
			}
		}
	}
	return out
}

func bad(s, in States) bool { return s != 0 && s&^in == 0 }
