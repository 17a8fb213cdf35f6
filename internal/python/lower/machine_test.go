package lower_test

import (
	"fmt"
	"slices"
	"strings"

	"leadline/internal/ir"
)

// The machine runs IR, so that what lower made can be compared with what Python
// does. Numbers are sets: an OpExcPhi does not say which assignment was the last
// one, so it gives all that have been made (in earlier turns of a loop too), and
// the true one must be among them.

type (
	ints  []int64
	tuple []any
	list  struct{ items []any }
	fn    struct {
		i     uint32
		frame *frame
	}
	native  func(m *machine, args []any) any
	problem struct { // an exception
		class string
		n     int64
	}
	class   string
	cursor  struct{ rest []any }
	manager struct{ n int64 }
	stop    struct{}
)

type frame struct {
	vars  map[uint32]any
	outer *frame
}

type machine struct {
	m      *ir.Module
	state  uint32
	fuel   int
	trace  []string
	global map[string]any
	doms   map[uint32][][]bool
}

// thrown is the panic that carries an exception.
type thrown struct{ p problem }

// call runs a body.
func (m *machine) call(f fn, args []any) any {
	body := &m.m.Funcs[f.i]
	r := &run{m: m, f: body, i: f.i, vals: make([]any, len(body.Instrs)), past: make([]any, len(body.Instrs)), args: args, caught: map[uint32]problem{}}
	r.frame = &frame{vars: map[uint32]any{}, outer: f.frame}
	if body.Kind == ir.FuncClass {
		r.frame = f.frame
	}
	b, from := uint32(0), ^uint32(0)
	for {
		next, result, done := r.block(b, from)
		if done {
			return result
		}
		b, from = next, b
	}
}

type run struct {
	m      *machine
	f      *ir.Func
	i      uint32
	vals   []any
	past   []any // union of all that each value has been
	args   []any
	frame  *frame
	caught map[uint32]problem
}

// block runs one block; an exception goes on in its handler.
func (r *run) block(b, from uint32) (next uint32, result any, done bool) {
	k := &r.f.Blocks[b]
	defer func() {
		if e := recover(); e != nil {
			t, ok := e.(thrown)
			if !ok || k.Handler == 0 {
				panic(e)
			}
			next, done = k.Handler-1, false
			r.caught[next] = t.p
		}
	}()
	r.phis(k, from)
	for v := k.First; v < k.End; v++ {
		if op := r.f.Instrs[v].Op; op != ir.OpPhi {
			r.vals[v] = r.instr(b, &r.f.Instrs[v])
			r.past[v] = union(r.past[v], r.vals[v])
		}
	}
	succs := r.f.Succs(k)
	switch k.Term {
	case ir.TermBranch:
		if truth(r.vals[k.Cond]) {
			return succs[0], nil, false
		}
		return succs[1], nil, false
	case ir.TermFor:
		if len(r.vals[k.Cond].(*cursor).rest) > 0 {
			return succs[0], nil, false
		}
		return succs[1], nil, false
	case ir.TermReturn:
		return 0, r.vals[k.Cond], true
	case ir.TermRaise:
		r.raise(b, k)
	}
	return succs[0], nil, false
}

func (r *run) raise(b uint32, k *ir.Block) {
	if k.Cond == ir.NoValue {
		panic(thrown{r.current(b)})
	}
	switch e := r.vals[k.Cond].(type) {
	case problem:
		panic(thrown{e})
	case class:
		panic(thrown{problem{string(e), 0}})
	}
	panic("raise of no exception")
}

// current is the exception that the innermost handler around a block caught. IR
// does not say where a handler ends, so this is wrong behind a try whose body
// always raises; about 1 of 4,000 programs gets there.
func (r *run) current(b uint32) problem {
	dom := r.m.dominators(r.i, r.f)[b]
	best, found := uint32(0), false
	for h := range r.caught {
		if dom[h] && (!found || r.m.dominators(r.i, r.f)[h][best]) {
			best, found = h, true
		}
	}
	return r.caught[best]
}

// dominators lists for every block which blocks dominate it, naively.
func (m *machine) dominators(i uint32, f *ir.Func) [][]bool {
	if d, ok := m.doms[i]; ok {
		return d
	}
	n := len(f.Blocks)
	preds := make([][]uint32, n)
	for b := range f.Blocks {
		for _, s := range f.Succs(&f.Blocks[b]) {
			preds[s] = append(preds[s], uint32(b))
		}
		if h := f.Blocks[b].Handler; h != 0 {
			preds[h-1] = append(preds[h-1], uint32(b))
		}
	}
	dom := make([][]bool, n)
	for b := range dom {
		dom[b] = slices.Repeat([]bool{b != 0}, n)
		dom[b][b] = true
	}
	for changed := true; changed; {
		changed = false
		for b := 1; b < n; b++ {
			for d := range n {
				if all := dom[b][d]; all && d != b && slices.ContainsFunc(preds[b], func(p uint32) bool { return !dom[p][d] }) {
					dom[b][d], changed = false, true
				}
			}
		}
	}
	m.doms[i] = dom
	return dom
}

func (r *run) phis(k *ir.Block, from uint32) {
	at := slices.Index(r.f.Preds(k), from)
	var news []any
	for v := k.First; v < k.End && r.f.Instrs[v].Op == ir.OpPhi; v++ {
		news = append(news, r.vals[r.f.List(&r.f.Instrs[v])[at].Value])
	}
	copy(r.vals[k.First:], news)
	for i, v := range news {
		at := int(k.First) + i
		r.past[at] = union(r.past[at], v)
	}
}

func truth(v any) bool {
	switch v := v.(type) {
	case bool:
		return v
	case ints:
		if len(v) != 1 {
			panic("a condition on an unsure number")
		}
		return v[0] != 0
	case nil:
		return false
	}
	return true
}

func union(a, b any) any {
	x, ok1 := a.(ints)
	y, ok2 := b.(ints)
	if !ok1 || !ok2 {
		if a == nil {
			return b
		}
		return a
	}
	out := slices.Concat(x, y)
	slices.Sort(out)
	return slices.Compact(out)
}

func (r *run) list(i *ir.Instr) (out []any) {
	for _, a := range r.f.List(i) {
		out = append(out, r.vals[a.Value])
	}
	return out
}

func (r *run) name(n uint32) string { return r.m.m.Names[n] }

func (r *run) instr(b uint32, i *ir.Instr) any {
	switch i.Op {
	case ir.OpConst:
		if c := r.m.m.Consts[i.A]; c.Kind == ir.ConstInt {
			return ints{c.Int}
		}
		return nil
	case ir.OpParam:
		return r.args[i.A]
	case ir.OpExcPhi:
		var v any
		for _, a := range r.f.List(i) {
			v = union(v, r.past[a.Value])
		}
		return v
	case ir.OpGlobal:
		return r.m.global[r.name(i.A)]
	case ir.OpStoreGlobal, ir.OpExport:
		r.m.global[r.name(i.A)] = r.vals[i.B]
	case ir.OpFree:
		return r.hop(i.Sub).vars[i.A]
	case ir.OpStoreFree:
		r.hop(i.Sub).vars[i.A] = r.vals[i.B]
	case ir.OpMakeFunc:
		return fn{i.A, r.frame}
	case ir.OpCall:
		return r.call(i)
	case ir.OpTuple:
		return tuple(r.list(i))
	case ir.OpList:
		return &list{r.list(i)}
	case ir.OpAppend:
		l := r.vals[i.A].(*list)
		l.items = append(l.items, r.vals[i.B])
	case ir.OpBinary, ir.OpInplace:
		var out ints
		for _, x := range r.vals[i.A].(ints) {
			out = append(out, x+r.vals[i.B].(ints)[0])
		}
		return out
	case ir.OpUnary:
		return !truth(r.vals[i.A])
	case ir.OpCompare:
		x, y := r.vals[i.A].(ints), r.vals[i.B].(ints)
		return i.Sub == ir.Eq && x[0] == y[0] || i.Sub == ir.Lt && x[0] < y[0]
	}
	return r.control(b, i)
}

func (r *run) hop(n uint8) *frame {
	f := r.frame
	for ; n > 0; n-- {
		f = f.outer
	}
	return f
}

func (r *run) control(b uint32, i *ir.Instr) any {
	switch i.Op {
	case ir.OpIter:
		switch x := r.vals[i.A].(type) {
		case tuple:
			return &cursor{x}
		case *list:
			return &cursor{x.items}
		}
	case ir.OpNext:
		c := r.vals[i.A].(*cursor)
		x := c.rest[0]
		c.rest = c.rest[1:]
		return x
	case ir.OpExtract:
		return r.vals[i.A].(tuple)[i.B]
	case ir.OpEnter:
		return ints{r.vals[i.A].(manager).n}
	case ir.OpExit:
		n := r.vals[i.A].(manager).n
		r.m.trace = append(r.m.trace, fmt.Sprintf("exit %d", n))
		return n%2 == 0
	case ir.OpExcept:
		return r.current(b)
	case ir.OpMatchClass:
		return r.vals[i.A].(problem).class == string(r.vals[i.B].(class))
	}
	return nil
}

func (r *run) call(i *ir.Instr) any {
	args := r.list(i)
	switch f := r.vals[i.A].(type) {
	case native:
		return f(r.m, args)
	case fn:
		return r.m.call(f, args)
	case class:
		return problem{string(f), args[0].(ints)[0]}
	}
	panic(fmt.Sprintf("call of %T", r.vals[i.A]))
}

// step is the function t of the programs: it records its arguments, and goes on
// in a way that its state decides.
func step(m *machine, args []any) any {
	var s strings.Builder
	for i, a := range args {
		if i > 0 {
			s.WriteByte(' ')
		}
		if x, ok := a.(ints); ok {
			fmt.Fprint(&s, strings.ReplaceAll(strings.Trim(fmt.Sprint([]int64(x)), "[]"), " ", "|"))
		} else {
			s.WriteByte('-')
		}
	}
	m.trace = append(m.trace, s.String())
	if m.fuel--; m.fuel < 0 {
		panic(stop{})
	}
	m.state = (m.state*1103515245 + 12345) & 0x7fffffff
	switch n := (m.state >> 16) % 30; n {
	case 0, 1:
		panic(thrown{problem{fmt.Sprintf("E%d", n), int64(m.fuel)}})
	default:
		return ints{int64(n % 3)}
	}
}
