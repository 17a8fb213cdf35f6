package taint

import (
	"fmt"
	"slices"

	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/value"
)

// teller tells the ways of data: it runs the bodies on a way once more and
// follows their labels back.
type teller struct {
	s    *Solver
	runs map[memoKey]*run
	// used are the runs that the present way has led through.
	used map[memoKey]*run
	// all is set where every place that data passes is wanted, not only those that
	// are worth a step.
	all bool
}

// maxNesting bounds the calls that a told way goes into, maxKept the bodies
// that are kept for the next way.
const (
	maxNesting = 12
	maxKept    = 200
)

func newTeller(s *Solver) *teller {
	return &teller{s: s, runs: map[memoKey]*run{}, used: map[memoKey]*run{}}
}

func (t *teller) run(fn value.FuncID, ctx *value.Context, depth int) *run {
	k := memoKey{fn: fn}
	if ctx != nil {
		k.key, k.depth = ctx.Key, depth
	}
	r := t.runs[k]
	defer func() { t.used[k] = r }()
	if r == nil {
		if len(t.runs) > maxKept {
			clear(t.runs)
		}
		w := t.s.within(fn)
		if ctx != nil {
			w.level = t.s.levelUnder(fn, ctx)
		}
		r = analyze(t.s.Final.Frame(fn, ctx, k.depth), w)
		t.runs[k] = r
	}
	return r
}

// sink tells the way from an origin of a body to a sink edge of it.
func (t *teller) sink(r *run, k sinkKey, nesting int) []Step {
	origin, known := r.byKey[k.origin]
	site, met := r.sites[k.site]
	n, ok := r.sinks[edgeKey{origin, site}]
	if !known || !met || !ok || nesting > maxNesting {
		return nil
	}
	e := &r.sum.Sinks[n]
	steps := t.trace(r, e.Label, nesting)
	if e.Call == ir.NoValue {
		return append(steps, Step{Fn: r.fr.Fn, At: e.At, Kind: finding.StepSink, Text: e.API})
	}
	c := r.fr.CallAt(e.Call)
	if c == nil || e.Target >= len(c.Targets) {
		return steps
	}
	target := &c.Targets[e.Target]
	steps = append(steps, r.enterStep(e.Call, target))
	in := t.run(target.Fn, target.Ctx, r.fr.Depth()+1)
	k.origin = e.Inside.key()
	return capped(append(steps, deeper(t.sink(in, k, nesting+1))...))
}

// global tells the way from an origin of a body to a variable.
func (t *teller) global(r *run, from, to originKey, nesting int) []Step {
	n := slices.IndexFunc(r.sum.Globals, func(g GlobalEdge) bool { return g.From.key() == from && g.To.key() == to })
	if n < 0 {
		return nil
	}
	g := &r.sum.Globals[n]
	steps := t.trace(r, g.Label, nesting)
	if g.Call == ir.NoValue || nesting > maxNesting {
		return steps
	}
	c := r.fr.CallAt(g.Call)
	if c == nil || g.Target >= len(c.Targets) {
		return steps
	}
	target := &c.Targets[g.Target]
	steps = append(steps, r.enterStep(g.Call, target))
	in := t.run(target.Fn, target.Ctx, r.fr.Depth()+1)
	if inside := t.global(in, g.Inside.key(), to, nesting+1); inside != nil {
		return capped(append(steps, deeper(inside)...))
	}
	return steps
}

// inner tells the way through a callee that a label names.
func (t *teller) inner(l *link, depth, nesting int) []Step {
	if nesting > maxNesting {
		return nil
	}
	r := t.run(l.fn, l.ctx, depth)
	labels := r.sum.Ret
	if l.slot >= 0 {
		if int(l.slot) >= len(r.sum.Slots) {
			return nil
		}
		labels = r.sum.Slots[l.slot]
	}
	for k := range labels {
		if labels[k].Origin.key() == l.origin.key() {
			return t.trace(r, labels[k].Label, nesting+1)
		}
	}
	return nil
}

func deeper(ts []Step) []Step {
	out := make([]Step, len(ts))
	for i, s := range ts {
		s.Depth++
		out[i] = s
	}
	return out
}

func capped(ts []Step) []Step {
	if len(ts) <= maxTrace {
		return ts
	}
	return append(append([]Step{}, ts[:maxTrace/2]...), ts[len(ts)-maxTrace/2:]...)
}

// trace follows a label back to its origin and lists the steps in the order in
// which the data takes them.
func (t *teller) trace(r *run, l Label, nesting int) []Step {
	var back []Step
	d := l.From
	for seen := 0; seen <= maxTrace; seen++ {
		if l.Inner != nil {
			in := t.inner(l.Inner, r.fr.Depth()+1, nesting)
			for k := len(in) - 1; k >= 0; k-- {
				s := in[k]
				s.Depth++
				back = append(back, s)
			}
		}
		if d == noDef {
			break
		}
		prev, known := r.find(d, l.Origin)
		if s, ok := r.stepAt(d, prev); (ok || t.all && s.Fn != nil) && (len(back) == 0 || !t.repeats(back[len(back)-1], s)) {
			back = append(back, s)
		}
		if !known || prev.From == d {
			break
		}
		l, d = prev, prev.From
	}
	return capped(reversed(r.begin(back, l)))
}

// repeats tells whether a step says what the step behind it says already: the
// inner parts of one long concatenation.
func (t *teller) repeats(behind, s Step) bool {
	return behind == s || !t.all && behind.Kind == finding.StepFlow && s.Kind == finding.StepFlow && behind.Text == s.Text && behind.Fn == s.Fn
}

// begin puts the source first (the steps are still backwards), when it stands
// in this body.
func (r *run) begin(back []Step, l Label) []Step {
	o := r.origins[l.Origin]
	if o.Kind != FromSource || o.Fn != r.fr.Fn || l.Inner != nil {
		return back
	}
	if n := len(back); n > 0 && back[n-1].At == o.At && back[n-1].Fn == o.Fn {
		back = back[:n-1]
	}
	return append(back, Step{Fn: o.Fn, At: o.At, Kind: finding.StepSource, Text: o.Name})
}

func reversed(back []Step) []Step {
	out := make([]Step, 0, len(back))
	for k := len(back) - 1; k >= 0; k-- {
		out = append(out, back[k])
	}
	return out
}

func (r *run) find(d value.Def, origin uint32) (Label, bool) {
	if int(d) >= len(r.labels) {
		return Label{}, false
	}
	for _, l := range r.labels[d] {
		if l.Origin == origin {
			return l, true
		}
	}
	return Label{}, false
}

// stepAt describes the definition that data passes, as the label there; most are not
// worth a step.
func (r *run) stepAt(d value.Def, l Label) (Step, bool) {
	if n := int(d) - len(r.f.Instrs); n >= 0 {
		if e := &r.fr.Extra[n]; e.Kind == value.ExtraResult && r.fr.CallAt(e.Call) != nil {
			return r.callStep(e.Call, r.fr.CallAt(e.Call), Step{Fn: r.fr.Fn, At: r.fr.Written(e.Call)}, l.Why)
		}
		return Step{}, false
	}
	in := &r.f.Instrs[d]
	s := Step{Fn: r.fr.Fn, At: r.fr.Written(d), Kind: finding.StepFlow}
	switch in.Op {
	case ir.OpParam:
		s.Text = fmt.Sprintf("parameter %s", r.fr.Fn.Mod.IR.Names[r.f.Params[in.A].Name])
	case ir.OpCall:
		c := r.fr.CallAt(d)
		if c == nil {
			return s, false
		}
		return r.callStep(d, c, s, l.Why)
	case ir.OpBinary, ir.OpInplace, ir.OpJoinStr:
		s.Text = "becomes part of a larger value"
	case ir.OpStoreAttr:
		s.Text = "kept in attribute " + r.fr.Fn.Mod.IR.Names[in.B]
	case ir.OpStoreItem, ir.OpAppend, ir.OpInsert:
		s.Text = "kept in a container"
	case ir.OpNext:
		s.Text = "taken by the loop"
	default:
		return s, false
	}
	return s, true
}

// callStep describes a call that data passes for a reason.
func (r *run) callStep(d value.Def, c *value.CallFact, s Step, w why) (Step, bool) {
	name := r.callee(d, c)
	entries := r.entries(c)
	switch {
	case len(c.Targets) > 0:
		s.Kind, s.Text = finding.StepReturn, "returned by "+name+"()"
	case c.Builtin || len(entries) > 0 && (w != whyUnknown || ofRows(entries)):
		s.Kind, s.Text = finding.StepLibrary, "through "+name+"()"
	case !c.Unknown && len(c.Ext) == 0: // a class of the project without a constructor of its own
		s.Text = "becomes part of a new " + name
	default:
		s.Kind, s.Text = finding.StepUnknown, "through "+name+"(), of which nothing is known"
	}
	return s, name != ""
}
