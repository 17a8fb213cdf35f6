package taint

import (
	"sort"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Mark is a place at which data of some source was seen.
type Mark struct {
	Fn     *value.Fn
	At     ir.Value
	Source Origin
	Clean  model.Bits
	// Sinks are the kinds of sink that stand there and that the data enters.
	Sinks []model.Kind
	def   value.Def // what carries it, in the form that was run
	body  *trailBody
	label Label
}

// trailBody is a body that data comes to, and how.
type trailBody struct {
	r      *run
	origin originKey
	before []Step // the way into the body
	source Origin
}

// maxTrail bounds the bodies that a trail goes through.
const maxTrail = 300

// Trail finds where the data goes of the sources that stand at some places of a
// body, parameters of an entry point among them: into what the body calls, and
// back to what calls it. Variables of modules end it.
func (s *Solver) Trail(fn value.FuncID, at func(ir.Value) bool) (marks []*Mark, kept []string) {
	w := &trailWalk{s: s, t: newTeller(s), seen: map[trailKey]bool{}, kept: map[string]bool{}}
	r := w.t.run(fn, nil, 0)
	for _, o := range w.starts(r, at) {
		w.push(r, nil, o.key, o.source)
		if o.key.kind == FromSource {
			for _, caller := range s.callers(fn) {
				w.push(w.t.run(caller, nil, 0), nil, o.key, o.source)
			}
		}
	}
	for n := 0; n < len(w.queue) && n < maxTrail; n++ {
		w.visit(w.queue[n])
	}
	for name := range w.kept {
		kept = append(kept, name)
	}
	sort.Strings(kept)
	return w.marks, kept
}

type trailKey struct {
	memo   memoKey
	origin originKey
}

type trailWalk struct {
	s     *Solver
	t     *teller
	queue []*trailBody
	seen  map[trailKey]bool
	marks []*Mark
	kept  map[string]bool
}

type trailStart struct {
	key    originKey
	source Origin
}

// starts are the sources at the places, as the body knows them.
func (w *trailWalk) starts(r *run, at func(ir.Value) bool) []trailStart {
	var out []trailStart
	c := &collector{s: w.s}
	for i := range r.origins {
		o := r.origins[i]
		switch {
		case o.Kind == FromSource && o.Fn == r.fr.Fn && at(o.At):
			out = append(out, trailStart{o.key(), *o})
		case o.Kind == FromParam && o.Path == "":
			if src, _, ok := c.paramSource(r.fr.Fn, o.Param); ok && at(src.At) {
				out = append(out, trailStart{o.key(), src})
			}
		}
	}
	return out
}

func (w *trailWalk) push(r *run, before []Step, o originKey, source Origin) {
	k := trailKey{memoKey{fn: r.fr.Fn.ID, depth: r.fr.Depth()}, o}
	if r.fr.Ctx != nil {
		k.memo.key = r.fr.Ctx.Key
	}
	if w.seen[k] {
		return
	}
	w.seen[k] = true
	w.queue = append(w.queue, &trailBody{r, o, before, source})
}

// visit marks where a body carries the data and goes into what it calls.
func (w *trailWalk) visit(b *trailBody) {
	r := b.r
	id, ok := r.byKey[b.origin]
	if !ok {
		return
	}
	for d := range r.f.Instrs {
		for _, l := range r.labels[d] {
			if l.Origin == id {
				w.marks = append(w.marks, &Mark{Fn: r.fr.Fn, At: r.fr.Written(ir.Value(d)), def: value.Def(d), Source: b.source, Clean: l.Clean, body: b, label: l})
			}
		}
	}
	for k := range r.sum.Sinks {
		if e := &r.sum.Sinks[k]; e.Origins.key() == b.origin && e.Call == ir.NoValue {
			w.marks = append(w.marks, &Mark{Fn: r.fr.Fn, At: e.At, Source: b.source, Clean: e.Clean, Sinks: []model.Kind{e.Kind}, body: b, label: e.Label})
		}
	}
	for k := range r.sum.Globals {
		if g := &r.sum.Globals[k]; g.From.key() == b.origin && g.Call == ir.NoValue && g.To.Kind == FromGlobal {
			w.kept[g.To.Path] = true
		}
	}
	for n, c := range r.fr.Calls {
		if c == nil {
			continue
		}
		i := ir.Value(n)
		w.handed(b, i, c, id)
		for k := range c.Targets {
			w.enter(b, i, c, &c.Targets[k], id)
		}
	}
}

// handed marks a call that is given the data, whatever it makes of it.
func (w *trailWalk) handed(b *trailBody, i ir.Value, c *value.CallFact, id uint32) {
	if c.Call == nil {
		return
	}
	b.r.fr.Seek(c.Heap)
	for k := range c.Call.Args {
		a := &c.Call.Args[k]
		for _, l := range b.r.deepOf(a.Val, a.Defs()) {
			if l.Origin == id {
				w.marks = append(w.marks, &Mark{Fn: b.r.fr.Fn, At: b.r.fr.Written(i), def: i, Source: b.source, Clean: l.Clean, body: b, label: l})
				return
			}
		}
	}
}

// enter follows the data into one target of a call.
func (w *trailWalk) enter(b *trailBody, i ir.Value, c *value.CallFact, t *value.Target, id uint32) {
	if len(w.queue) >= maxTrail || b.r.fr.Depth() > maxNesting {
		return
	}
	in := w.t.run(t.Fn, t.Ctx, b.r.fr.Depth()+1)
	b.r.forgetPaths()
	for k := range in.origins {
		o := in.origins[k]
		if o.Kind != FromParam && o.Kind != FromEnv {
			continue
		}
		for _, l := range b.r.path(c, t, o) {
			if l.Origin == id {
				before := append(append([]Step{}, b.before...), w.t.trace(b.r, l, 0)...)
				w.push(in, append(before, b.r.enterStep(i, t)), o.key(), b.source)
				break
			}
		}
	}
}

// callers are the bodies from which a body is reached by calls.
func (s *Solver) callers(fn value.FuncID) []value.FuncID {
	reach := map[value.FuncID]bool{fn: true}
	var out []value.FuncID
	for grew := true; grew && len(out) < maxTrail; {
		grew = false
		for id := range s.base {
			f := value.FuncID(id)
			if reach[f] {
				continue
			}
			for _, callee := range s.Graph.Calls(f) {
				if reach[callee] {
					reach[f], grew = true, true
					out = append(out, f)
					break
				}
			}
		}
	}
	return out
}

// Way tells how the data gets to a mark, source first.
func (s *Solver) Way(m *Mark) []Step {
	t := newTeller(s)
	l := m.label
	if found, ok := m.body.r.find(m.def, l.Origin); ok && len(m.Sinks) == 0 {
		found.From, found.Inner = m.def, nil
		l = found
	}
	out := append(append([]Step{}, m.body.before...), t.trace(m.body.r, l, 0)...)
	return capped(withSource(m.Source, out))
}
