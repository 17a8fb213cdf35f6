package taint

import (
	"cmp"
	"slices"

	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/value"
)

// Crossed is something that is called and of which nothing is known, with how many
// labels of sources have passed it.
type Crossed struct {
	Name   string // dotted; of a method of something untyped *.name
	Labels int
}

// Crossings lists what data of sources passes without anything being known of it,
// the most crossed first. Every body is run once more for it.
func (s *Solver) Crossings() []Crossed {
	count := map[string]int{}
	t := newTeller(s)
	c := &collector{s: s}
	for id, sum := range s.base {
		if sum == nil {
			continue
		}
		clear(t.runs)
		r := t.run(value.FuncID(id), nil, 0)
		for i := range r.f.Instrs {
			if call := r.fr.CallAt(ir.Value(i)); call != nil && r.f.Instrs[i].Op == ir.OpCall {
				if name := r.unknownCallee(ir.Value(i), call); name != "" {
					count[name] += c.concreteLabels(r, r.labels[i])
				}
			}
		}
	}
	out := make([]Crossed, 0, len(count))
	for name, n := range count {
		if n > 0 {
			out = append(out, Crossed{name, n})
		}
	}
	slices.SortFunc(out, func(a, b Crossed) int { return cmp.Or(cmp.Compare(b.Labels, a.Labels), cmp.Compare(a.Name, b.Name)) })
	return out
}

// unknownCallee names what a call calls when nothing is known of that; "" otherwise.
func (r *run) unknownCallee(i ir.Value, c *value.CallFact) string {
	s, ok := r.callStep(i, c, Step{}, whyUnknown)
	if !ok || s.Kind != finding.StepUnknown {
		return ""
	}
	name := r.callee(i, c)
	if len(c.Ext) == 0 {
		return "*." + name
	}
	return name
}

// concreteLabels counts the labels that start at a source, or at a parameter that
// is one.
func (c *collector) concreteLabels(r *run, ls []Label) int {
	n := 0
	for _, l := range ls {
		if l.Why != whyUnknown {
			continue
		}
		switch o := r.origins[l.Origin]; o.Kind {
		case FromSource:
			n++
		case FromParam:
			if _, _, ok := c.paramSource(r.fr.Fn, o.Param); ok {
				n++
			}
		}
	}
	return n
}
