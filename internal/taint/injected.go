package taint

import (
	"maps"
	"slices"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// A framework may call functions of the project by itself and hand what they give to
// parameters of others: those whose default, or whose annotation, says so. Rows say which
// calls mean that (Entry.Injects).

// taken names a parameter.
type taken struct {
	fn    value.FuncID
	param int32
}

// maxInjected bounds chains of functions that are given what others give.
const maxInjected = 4

// injections finds which functions the parameters are the results of.
func (s *Solver) injections() map[taken][]value.FuncID {
	asks := map[value.FuncID][]question{} // by the body in which the call stands
	for _, fn := range s.Graph.Prog.Funcs {
		for i := range fn.IR.Instrs {
			in := &fn.IR.Instrs[i]
			if in.Op != ir.OpMakeFunc {
				continue
			}
			for _, a := range fn.IR.List(in) {
				k := taken{fn.Mod.First + value.FuncID(in.A), int32(a.Name &^ ir.ArgAnnotation)}
				body, calls := s.calls(fn, a.Value, a.Name >= ir.ArgAnnotation, maxInjected)
				for _, at := range calls {
					asks[body.ID] = append(asks[body.ID], question{at, k})
				}
			}
		}
	}
	out := map[taken][]value.FuncID{}
	for _, body := range slices.Sorted(maps.Keys(asks)) {
		fr := s.Final.Frame(body, nil, 0)
		for _, q := range asks[body] {
			for _, f := range s.injects(fr, q.at) {
				if !slices.Contains(out[q.of], f) {
					out[q.of] = append(out[q.of], f)
				}
			}
		}
		s.Final.Release(fr)
	}
	return out
}

// question is a call that may ask the framework for what a parameter is given.
type question struct {
	at ir.Value
	of taken
}

// calls are the calls that a default is, or that stand in an annotation, and the body
// that holds them: that of another module where it gives the annotation a name,
// Tenant = Annotated[str, Depends(tenant)].
func (s *Solver) calls(fn *value.Fn, v ir.Value, annotation bool, depth int) (*value.Fn, []ir.Value) {
	v = value.BoundTo(fn.IR, v)
	in := &fn.IR.Instrs[v]
	if in.Op != ir.OpImportFrom || !annotation || depth == 0 {
		return fn, value.CallsIn(fn.IR, v, annotation)
	}
	m := s.Graph.Prog.Resolve(fn.Mod, fn.Mod.IR.Names[in.A])
	if m == nil {
		return fn, nil
	}
	body := s.Graph.Prog.Funcs[m.First]
	for k := range body.IR.Instrs {
		if x := &body.IR.Instrs[k]; x.Op == ir.OpExport && m.IR.Names[x.A] == fn.Mod.IR.Names[in.B] {
			return s.calls(body, x.B, true, depth-1)
		}
	}
	return fn, nil
}

// injects are the functions whose results a call asks for; of a class it is the one that
// makes its instances ready.
func (s *Solver) injects(fr *value.Frame, at ir.Value) []value.FuncID {
	if fr.Fn.IR != fr.F { // rounds were peeled out of loops: instructions have other numbers
		return nil
	}
	c := fr.CallAt(at)
	if c == nil || c.Call == nil {
		return nil
	}
	var out []value.FuncID
	for _, n := range c.Ext {
		e := s.Graph.Prog.Models.Entry(fr.Text(n))
		if e == nil || e.Injects == nil {
			continue
		}
		var asked value.Value
		if arg := fr.ArgOf(c.Call, *e.Injects); arg != nil {
			asked = arg.Val
		} else {
			asked = value.AskedClasses(fr.F, fr.Vals, at)
		}
		out = append(out, fr.FuncsOf(asked)...)
		for _, a := range asked {
			if a.Kind() == value.Class {
				out = append(out, s.initOf(value.FuncID(a.Payload()))...)
			}
		}
	}
	return out
}

// initOf is the __init__ of a class.
func (s *Solver) initOf(class value.FuncID) []value.FuncID {
	w := s.Final.World
	ci := w.Classes[class]
	if ci == nil {
		return nil
	}
	init := w.Prog.Syms.Name("__init__")
	for _, m := range ci.MRO {
		if m.Kind() != value.Class || w.Classes[m.Payload()] == nil {
			continue
		}
		if v := w.Classes[m.Payload()].Attrs[init]; len(v) == 1 && v[0].Kind() == value.Func {
			return []value.FuncID{value.FuncID(v[0].Payload())}
		}
	}
	return nil
}

// injected are the sources behind what a parameter is given, as far as an origin means
// them.
func (c *collector) injected(fn value.FuncID, o *Origin, depth int) []variable {
	if depth == 0 {
		return nil
	}
	var out []variable
	for _, f := range c.injects[taken{fn, o.Param}] {
		sum := c.s.base[f]
		if sum == nil {
			continue
		}
		for _, l := range leaving(sum, o) {
			out = append(out, c.behind(sum, l, o, depth)...)
		}
	}
	return out
}

// leaving are the labels of what a call gives: the result's own, and those of its items
// and attributes that an origin's path may begin with. What an __init__ keeps is its
// instance's.
func leaving(sum *Summary, from *Origin) []*SlotLabels {
	var out []*SlotLabels
	for k := range sum.Ret {
		out = append(out, &sum.Ret[k])
	}
	if from.Own && from.Path == "" {
		return out
	}
	for n, slot := range sum.Slots {
		v := &sum.Value.Slots[n]
		o := &sum.Value.Objs[v.Obj]
		made := o.Kind != value.ObjPath || sum.Fn.Receives && o.Param == 0 && o.Parent < 0
		switch {
		case !made, from.Path == "" && v.Key.IsAttr(): // whoever takes an object as a whole reads no attribute
			continue
		case from.Path != "" && (v.Key.IsAttr() || v.Key.IsItem()) && v.Key != keyAt(from.Path, 0):
			continue
		}
		for k := range slot {
			out = append(out, &slot[k])
		}
	}
	return out
}

// behind are the sources of a label that leaves a function; none where a call on the way is
// unknown: such functions look up who asks by what came in, and who is found is not that.
func (c *collector) behind(sum *Summary, l *SlotLabels, of *Origin, depth int) []variable {
	if l.Unknown > 0 {
		return nil
	}
	step := way{sum: sum, given: l}
	switch l.Origin.Kind {
	case FromSource:
		return []variable{{*l.Origin, l.Clean, []way{step}, l.Unknown}}
	case FromParam:
		var out []variable
		if src, clean, ok := c.paramSource(sum.Fn, l.Origin.Param); ok {
			out = append(out, variable{src, clean&^l.Drop | l.Clean, []way{step}, l.Unknown})
		}
		asked := *l.Origin // what is asked of a parameter that is handed on is asked of what that is given
		if asked.Path == "" {
			asked.Path, asked.Own = of.Path, of.Own
		}
		return append(out, extend(c.injected(sum.Fn.ID, &asked, depth-1), &l.Label, step)...)
	}
	return nil
}

// given tells the way through a function whose result is given to a parameter.
func (t *teller) given(r *run, l *SlotLabels) []Step {
	labels := [][]SlotLabels{r.sum.Ret}
	for _, slot := range append(labels, r.sum.Slots...) {
		for k := range slot {
			if slot[k].Origin.key() == l.Origin.key() {
				return t.trace(r, slot[k].Label, 0)
			}
		}
	}
	return nil
}
