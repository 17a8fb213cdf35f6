package taint

import (
	"slices"

	"leadline/internal/callgraph"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Outward says what bodies do with data as rows say it of a library: for programs that
// call it and are analysed without its code. It claims of a parameter only what holds
// whoever calls: that its data reaches the result, a sink or the receiver by a way on
// which everything is known; or that it does not, where nothing unknown is called.
// Of what is left it says that nobody knows.
type Outward struct {
	s    *Solver
	open []bool // bodies that call something unknown, or something that does
}

// NewOutward looks through the bodies of a solved program.
func NewOutward(s *Solver, each callgraph.Each) *Outward {
	o := &Outward{s: s, open: make([]bool, len(s.base))}
	each(len(s.base), func(i int) {
		id := value.FuncID(i)
		sum := s.base[i]
		if sum == nil || sum.OutOf != "" || s.Graph.OutOf(id) != "" || sum.Fn.IR.Cut {
			o.open[i] = true
			return
		}
		fr := s.Final.Frame(id, nil, 0)
		o.open[i] = callsUnknown(fr)
		s.Final.Release(fr)
	})
	callers := s.Graph.Callers()
	var stack []value.FuncID
	for i, open := range o.open {
		if open {
			stack = append(stack, value.FuncID(i))
		}
	}
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, c := range callers[id] {
			if !o.open[c] {
				o.open[c] = true
				stack = append(stack, c)
			}
		}
	}
	return o
}

// callsUnknown tells whether a body calls something of which neither rows nor a body
// tell.
func callsUnknown(fr *value.Frame) bool {
	r := &run{fr: fr, f: fr.F, models: fr.World.Prog.Models}
	for i := range fr.F.Instrs {
		c := fr.CallAt(ir.Value(i))
		if c == nil || c.Builtin && !c.Unknown {
			continue
		}
		if c.Unknown || len(c.Ext) > 0 && len(r.entries(c)) == 0 {
			return true
		}
	}
	return false
}

// Function is what a call of a function or method does, or nil when nothing is sure.
func (o *Outward) Function(fn value.FuncID) *model.Entry { return o.entry(fn, false) }

// Gives is the class of what a function gives, by its dotted name, or ""; one that ends
// in ? may be None instead. What the language's own containers hold nobody is told.
func (o *Outward) Gives(fn value.FuncID) string {
	sum := o.s.base[fn]
	if sum == nil || sum.Value.NoReturn || sum.Fn.IR.Kind != ir.FuncDef || sum.Fn.Dressed || sum.Fn.IR.Generator || hook(sum) {
		return ""
	}
	fr := o.s.Final.Frame(fn, nil, 0)
	defer o.s.Final.Release(fr)
	names, all := fr.TypeNames(fr.Ret)
	none := slices.Contains(names, "builtins.NoneType")
	names = slices.DeleteFunc(names, func(n string) bool { return n == "builtins.NoneType" })
	switch {
	case !all || len(names) != 1:
		return ""
	case none:
		return names[0] + "?"
	}
	return names[0]
}

// Constructor is what making an instance does, by the __init__ that runs then.
func (o *Outward) Constructor(init value.FuncID) *model.Entry { return o.entry(init, true) }

// carried is how data of a parameter arrives somewhere.
type carried struct {
	clean, drop model.Bits
	sure, any   bool
}

func (c *carried) add(l *Label, sure bool) {
	if !c.any {
		c.clean = ^model.Bits(0)
	}
	c.any, c.sure = true, c.sure || sure
	c.clean, c.drop = c.clean&l.Clean, c.drop|l.Drop
}

func (o *Outward) entry(fn value.FuncID, makes bool) *model.Entry {
	sum := o.s.base[fn]
	if sum == nil || sum.OutOf != "" || sum.Value.NoReturn || sum.Fn.IR.Kind != ir.FuncDef || sum.Fn.Dressed || !makes && hook(sum) {
		return nil
	}
	w := &outwardly{sum: sum, open: o.open[fn], params: sum.Fn.IR.Params, result: make([]carried, len(sum.Fn.IR.Params)), kept: make([]carried, len(sum.Fn.IR.Params))}
	w.collect(makes)
	e := &model.Entry{Found: true}
	w.flows(e, makes)
	w.sinks(e)
	w.guards(e, makes, o.allowed())
	if !w.tells && len(e.Sinks)+len(e.Guards) == 0 {
		return nil
	}
	return e
}

// hook tells of a method that does nothing: it stands there for others to override.
func hook(sum *Summary) bool {
	return sum.Fn.Receives && sum.Value.Ret.Known() && !slices.ContainsFunc(sum.Fn.IR.Instrs, func(in ir.Instr) bool {
		return in.Op == ir.OpCall || in.Op == ir.OpStoreAttr || in.Op == ir.OpStoreItem
	})
}

// outwardly is one body as others see it.
type outwardly struct {
	sum          *Summary
	open         bool
	params       []ir.Param
	result, kept []carried // per parameter: in the result, in the receiver
	elsewhere    []bool    // per parameter: kept in variables
	tells        bool      // something is sure of a parameter
}

// collect sorts the labels that leave the body by where they go.
func (w *outwardly) collect(makes bool) {
	w.elsewhere = make([]bool, len(w.params))
	if !makes {
		for k := range w.sum.Ret {
			w.add(w.result, &w.sum.Ret[k])
		}
	}
	for n, slot := range w.sum.Slots {
		root := w.root(w.sum.Value.Slots[n].Obj)
		for k := range slot {
			if root == isOwn || root == 0 && makes || root >= 0 && w.result[root].any { // the argument itself is returned
				w.add(w.result, &slot[k])
			}
			if (root == isOwn || root == 0) && !makes && w.sum.Fn.Receives { // what was made may be kept there
				w.add(w.kept, &slot[k])
			}
		}
	}
	for k := range w.sum.Globals {
		e := &w.sum.Globals[k]
		if e.From.Kind == FromParam && e.To.Kind == FromGlobal {
			w.elsewhere[e.From.Param] = true
		}
	}
}

// The roots of objects beside the parameters: made in the body, or anything else, as
// variables of enclosing bodies and what is raised.
const (
	isOwn   = -1
	isOther = -2
)

// root is the parameter that an object of the value summary is reached from.
func (w *outwardly) root(obj int32) int {
	objs := w.sum.Value.Objs
	o := &objs[obj]
	for o.Kind == value.ObjPath && o.Parent >= 0 {
		o = &objs[o.Parent]
	}
	switch {
	case o.Kind != value.ObjPath:
		return isOwn
	case o.Param >= 0 && int(o.Param) < len(w.params):
		return int(o.Param)
	}
	return isOther
}

func (w *outwardly) add(to []carried, l *SlotLabels) {
	if l.Origin.Kind != FromParam || l.Origin.Param < 0 || int(l.Origin.Param) >= len(to) {
		return
	}
	p := l.Origin.Param
	to[p].add(&l.Label, l.Unknown == 0 && (w.receiver(p) || ofItems(l.Origin.Path)))
}

func (w *outwardly) receiver(p int32) bool { return p == 0 && w.sum.Fn.Receives }

// ofItems tells whether a path leads through items alone: what attributes an argument
// has, the caller's code may tell otherwise.
func ofItems(path string) bool {
	for n := 0; n < len(path); n += keySize {
		if keyAt(path, n).IsAttr() {
			return false
		}
	}
	return true
}

// flows says of every parameter whether its data reaches the result and the receiver.
func (w *outwardly) flows(e *model.Entry, makes bool) {
	result := model.Arg{Return: true, Pos: -1, From: -1}
	receiver := model.Arg{Self: true, Pos: -1, From: -1}
	known := !makes && w.sum.Value.Ret.Known()
	for p := range w.params {
		if makes && p == 0 {
			continue
		}
		arg := w.arg(int32(p))
		switch c := &w.result[p]; {
		case c.any && c.sure && !arg.Any:
			w.tells = w.tells || !w.receiver(int32(p)) || len(w.params) == 1
			e.Propagators = append(e.Propagators, model.Propagator{From: arg, To: result, Cleans: c.clean, Resets: c.drop})
		case c.any, !known && (w.open || w.elsewhere[p]):
			e.Propagators = append(e.Propagators, model.Propagator{From: arg, To: result, Unsure: true})
		default:
			w.tells = true
		}
		if !makes && p > 0 && w.sum.Fn.Receives && (w.kept[p].any || w.open) {
			e.Propagators = append(e.Propagators, model.Propagator{From: arg, To: receiver})
		}
	}
	w.tells = w.tells || len(w.params) == 0
}

// sinks are those that an argument reaches as it is: the way to it hangs on no other
// argument, nothing was put in front, and it is not something that the argument has.
func (w *outwardly) sinks(e *model.Entry) {
	type site struct {
		siteKey
		param int32
	}
	parts := map[site]bool{}
	for k := range w.sum.Sinks {
		if s := &w.sum.Sinks[k]; s.Origins.Kind == FromParam && !ofItems(s.Origins.Path) {
			parts[site{s.site(), s.Origins.Param}] = true
		}
	}
	for k := range w.sum.Sinks {
		s := &w.sum.Sinks[k]
		o := &s.Origins
		if o.Kind != FromParam || o.Path != "" || s.Unknown > 0 || s.Clean|s.Safe != 0 || s.Drop != 0 || s.Kind == 0 || s.Place != "" || !s.Bare || len(s.More) > 0 || !w.plain(o.Param) {
			continue
		}
		if w.sum.Value.Decide&^(1<<uint(o.Param)) == 0 && !parts[site{s.site(), o.Param}] {
			e.Sinks = append(e.Sinks, model.Sink{Kind: s.Kind, Arg: w.arg(o.Param), Position: s.Position})
		}
	}
}

// allowed is what is one of a fixed set, and so safe for everything.
func (o *Outward) allowed() model.Bits {
	bits, _ := o.s.Graph.Prog.Models.CleanBit("allow-listed")
	return bits
}

func (w *outwardly) guards(e *model.Entry, makes bool, allowed model.Bits) {
	add := func(ps []Predicate, outcome func(*Predicate) model.Outcome) {
		for k := range ps {
			cleans := ps[k].Cleans
			if cleans&allowed != 0 {
				cleans = allowed
			}
			if p := &ps[k]; p.Cleans != 0 && p.Origin.Path == "" && w.plain(p.Origin.Param) {
				e.Guards = append(e.Guards, model.Guard{Arg: w.arg(p.Origin.Param), Outcome: outcome(p), Cleans: cleans})
			}
		}
	}
	always := func(o model.Outcome) func(*Predicate) model.Outcome {
		return func(*Predicate) model.Outcome { return o }
	}
	if w.sum.Fn.IR.Generator || w.sum.Fn.IR.Async { // a call of them runs nothing yet
		return
	}
	add(w.sum.Returned, always(model.OutcomeNoException))
	if makes {
		return
	}
	add(w.sum.Listed, always(model.OutcomeAllowed))
	add(w.sum.Predicates, func(p *Predicate) model.Outcome {
		if p.Outcome {
			return model.OutcomeTrue
		}
		return model.OutcomeFalse
	})
}

// plain tells whether a parameter is one argument, and not the receiver.
func (w *outwardly) plain(p int32) bool {
	k := w.params[p].Kind
	return !w.receiver(p) && k != ir.ParamVarPositional && k != ir.ParamVarKeyword
}

// arg is a parameter as rows name it.
func (w *outwardly) arg(p int32) model.Arg {
	a := model.Arg{Pos: -1, From: -1}
	if w.receiver(p) {
		a.Self = true
		return a
	}
	position := int(p)
	if w.sum.Fn.Receives {
		position--
	}
	name := w.sum.Fn.Mod.IR.Names[w.params[p].Name]
	switch w.params[p].Kind {
	case ir.ParamPositionalOnly:
		a.Pos = position
	case ir.ParamNormal:
		a.Pos, a.Names = position, []string{name}
	case ir.ParamKeywordOnly:
		a.Names = []string{name}
	case ir.ParamVarPositional:
		a.From = position
	case ir.ParamVarKeyword:
		a.Any = true // rows have no word for the other keywords
	}
	return a
}
