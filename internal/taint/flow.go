package taint

import (
	"sort"

	"leadline/internal/callgraph"
	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Flow is data of a source that reaches a sink.
type Flow struct {
	Source Origin
	Data   model.Kind
	Sink   SinkEdge
	Clean  model.Bits
	// Length orders flows: the steps that labels counted.
	Length int
	ways   []way
	// Unknown counts the steps through calls that nothing resolves; Local is
	// set when source and sink lie in one body.
	Unknown int
	Local   bool
	// Administered is set when only administrators come to where it begins.
	Administered bool
}

// At is the flow of the data that lies at one of the sink's spots.
func (f *Flow) At(n int) *Flow {
	if n == 0 && f.Sink.Safe == 0 {
		return f
	}
	at := *f
	at.Sink.place(f.Sink.Spots()[n : n+1])
	at.Clean |= at.Sink.Safe
	return &at
}

// way is a part of a flow: to a sink, to a variable from which it goes on, or to the
// result that a parameter is given.
type way struct {
	sum    *Summary
	sink   *SinkEdge
	global *GlobalEdge
	given  *SlotLabels
}

func (w *way) steps() int {
	switch {
	case w.sink != nil:
		return int(w.sink.Steps)
	case w.global != nil:
		return int(w.global.Steps)
	}
	return int(w.given.Steps)
}

type flowKey struct {
	source originKey
	sink   siteKey
}

func (f *Flow) key() flowKey {
	e := &f.Sink
	return flowKey{f.Source.key(), e.site()}
}

type collector struct {
	s     *Solver
	o     Options
	flows map[flowKey]*Flow
	api   model.Kind
	// injects are the functions whose results parameters are.
	injects map[taken][]value.FuncID
}

// Flows lists what data of which source reaches which sink, in the order of
// sinks and sources in the program.
func (s *Solver) Flows(o Options) []*Flow {
	c := &collector{s: s, o: o, flows: map[flowKey]*Flow{}, api: s.Graph.Prog.Models.KindByName["api-input"], injects: s.injections()}
	for _, sum := range s.base {
		if sum == nil {
			continue
		}
		c.concrete(sum)
		c.entered(sum)
	}
	c.variables()
	out := make([]*Flow, 0, len(c.flows))
	for _, f := range c.flows {
		out = append(out, f)
	}
	sort.Slice(out, func(i, j int) bool { return lessFlow(out[i], out[j]) })
	by := callgraph.NewAdministered(s.Graph)
	for _, f := range out {
		f.Administered = by.Only(f.Source.Fn.ID)
	}
	return out
}

func lessFlow(a, b *Flow) bool {
	if x, y := a.Sink.Fn.ID, b.Sink.Fn.ID; x != y {
		return x < y
	}
	if a.Sink.At != b.Sink.At {
		return a.Sink.At < b.Sink.At
	}
	if a.Sink.Kind != b.Sink.Kind {
		return a.Sink.Kind < b.Sink.Kind
	}
	if a.Sink.Arg+a.Sink.Place != b.Sink.Arg+b.Sink.Place {
		return a.Sink.Arg+a.Sink.Place < b.Sink.Arg+b.Sink.Place
	}
	if a.Length != b.Length {
		return a.Length < b.Length
	}
	if a.Source.Fn.ID != b.Source.Fn.ID {
		return a.Source.Fn.ID < b.Source.Fn.ID
	}
	if a.Source.At != b.Source.At {
		return a.Source.At < b.Source.At
	}
	return a.Data < b.Data
}

func (c *collector) add(src Origin, e *SinkEdge, clean model.Bits, ways []way, unknown uint8) {
	f := &Flow{Source: src, Data: src.Data, Sink: *e, Clean: clean, ways: ways, Unknown: int(unknown), Local: src.Fn == e.Fn}
	for k := range ways {
		f.Length += ways[k].steps()
	}
	k := f.key()
	old := c.flows[k]
	if old == nil || old.Clean&clean != old.Clean || old.Clean == clean && f.Length < old.Length {
		c.flows[k] = f
	}
}

// concrete are the flows whose source and sink met inside a body.
func (c *collector) concrete(sum *Summary) {
	for k := range sum.Sinks {
		e := &sum.Sinks[k]
		if e.Origins.Kind == FromSource {
			c.add(e.Origins, e, e.Clean, []way{{sum: sum, sink: e}}, e.Unknown)
		}
	}
}

// entered are the flows that start at the parameters of an entry point, or,
// when asked for, of any public function.
func (c *collector) entered(sum *Summary) {
	for k := range sum.Sinks {
		e := &sum.Sinks[k]
		if e.Origins.Kind != FromParam {
			continue
		}
		if src, clean, ok := c.paramSource(sum.Fn, e.Origins.Param); ok {
			c.add(src, e, clean&^e.Drop|e.Clean, []way{{sum: sum, sink: e}}, e.Unknown)
		}
		for _, v := range extend(c.injected(sum.Fn.ID, &e.Origins, maxInjected), &e.Label, way{sum: sum, sink: e}) {
			c.add(v.src, e, v.clean, v.ways, v.unk)
		}
	}
}

// Steps tells the way of a flow, source first. It runs the bodies on the way
// once more, unless an edit before has left them and their way as they were.
func (s *Solver) Steps(f *Flow) []Step {
	k := f.key()
	if known := s.standingWay(k, f); known != nil {
		s.told[k] = known
		return known.steps
	}
	if s.telling == nil {
		s.telling = newTeller(s)
	}
	out := s.telling.way(f)
	if s.keep {
		s.told[k] = s.telling.keep(f, out)
	}
	return out
}

// way tells the whole way of a flow.
func (t *teller) way(f *Flow) []Step {
	t.used = map[memoKey]*run{}
	var out []Step
	for _, w := range f.ways {
		r := t.run(w.sum.Fn.ID, nil, 0)
		switch {
		case w.sink != nil:
			e := w.sink
			out = append(out, t.sink(r, sinkKey{e.Origins.key(), e.site()}, 0)...)
		case w.given != nil:
			out = append(out, t.given(r, w.given)...)
		default:
			out = append(out, t.global(r, w.global.From.key(), w.global.To.key(), 0)...)
		}
	}
	if len(out) == 0 || out[0].Kind != finding.StepSource {
		out = withSource(f.Source, out)
	}
	return capped(out)
}

func withSource(src Origin, steps []Step) []Step {
	first := Step{Fn: src.Fn, At: src.At, Kind: finding.StepSource, Text: src.Name}
	if len(steps) > 0 && steps[0].Fn == src.Fn && steps[0].At == src.At {
		steps = steps[1:]
	}
	return append([]Step{first}, steps...)
}

// paramSource is the source that a parameter is, from outside, and what it is
// clean of from the start.
func (c *collector) paramSource(fn *value.Fn, p int32) (Origin, model.Bits, bool) {
	name := fn.Mod.IR.Names[fn.IR.Params[p].Name]
	at := paramAt(fn, p)
	o := Origin{Kind: FromSource, Fn: fn, At: at, Name: "parameter " + name, Param: p}
	if e := c.s.Graph.Entries[fn.ID]; e != nil {
		if e.Clean[name] || p == 0 && fn.Receives {
			return o, 0, false
		}
		o.Data = c.entryKind(e.Model, fn, p, name)
		o.Row = e.Model.Origin
		return o, c.entryClean(e, fn, p, name), o.Data != 0
	}
	if c.o.Library && public(fn) && !(p == 0 && fn.Receives) {
		o.Data = c.api
		return o, 0, true
	}
	return o, 0, false
}

func (c *collector) entryKind(m *model.Entrypoint, fn *value.Fn, p int32, name string) model.Kind {
	pos := int(p)
	if fn.Receives {
		pos--
	}
	for k := range m.Params {
		a := &m.Params[k].Arg
		if a.Pos >= 0 && a.Pos == pos {
			return m.Params[k].Kind
		}
		for _, n := range a.Names {
			if n == name {
				return m.Params[k].Kind
			}
		}
	}
	if m.Types[pos] != "" || c.given(m, fn, p) {
		return 0
	}
	return m.Default
}

// public tells whether a function is part of a library's interface by its name.
func public(fn *value.Fn) bool {
	if fn.IR.Kind != ir.FuncDef || fn.Mod.IR.Template {
		return false
	}
	q := fn.Qualname()
	for i := 0; i < len(q); i++ {
		if q[i] == '_' && (i == 0 || q[i-1] == '.') && q[i:] != "__init__" && q[i:] != "__call__" || q[i] == '<' {
			return false
		}
	}
	return true
}

func paramAt(fn *value.Fn, p int32) ir.Value {
	for i := range fn.IR.Instrs {
		if fn.IR.Instrs[i].Op == ir.OpParam && fn.IR.Instrs[i].A == uint32(p) {
			return ir.Value(i)
		}
	}
	return 0
}

// variable is what reaches a module variable or a class's cell.
type variable struct {
	src   Origin
	clean model.Bits
	ways  []way
	unk   uint8
}

// variables follows data through module variables and attributes of instances:
// whatever is stored anywhere may be read anywhere.
func (c *collector) variables() {
	held := map[originKey][]variable{}
	edges := c.globalEdges()
	for round := 0; round < 4; round++ {
		grew := false
		for _, e := range edges {
			for _, v := range c.sourcesOf(e, held) {
				if hold(held, e.edge.To.key(), v) {
					grew = true
				}
			}
		}
		if !grew {
			break
		}
	}
	for _, sum := range c.s.base {
		if sum == nil {
			continue
		}
		for k := range sum.Sinks {
			c.variableSinks(sum, &sum.Sinks[k], held)
		}
	}
}

type globalEdge struct {
	sum  *Summary
	edge *GlobalEdge
}

func (c *collector) globalEdges() []globalEdge {
	var out []globalEdge
	for _, sum := range c.s.base {
		if sum == nil {
			continue
		}
		for k := range sum.Globals {
			out = append(out, globalEdge{sum, &sum.Globals[k]})
		}
	}
	return out
}

// maxHeld bounds the sources that one variable is known to hold.
const maxHeld = 16

func hold(held map[originKey][]variable, k originKey, v variable) bool {
	for i := range held[k] {
		if held[k][i].src.key() == v.src.key() {
			return false
		}
	}
	if len(held[k]) >= maxHeld {
		return false
	}
	held[k] = append(held[k], v)
	return true
}

// sourcesOf are the sources behind an edge into a variable.
func (c *collector) sourcesOf(e globalEdge, held map[originKey][]variable) []variable {
	g := e.edge
	switch g.From.Kind {
	case FromSource:
		return []variable{{g.From, g.Clean, []way{{sum: e.sum, global: g}}, g.Unknown}}
	case FromParam:
		next := way{sum: e.sum, global: g}
		out := extend(c.injected(e.sum.Fn.ID, &g.From, maxInjected), &g.Label, next)
		if src, clean, ok := c.paramSource(e.sum.Fn, g.From.Param); ok {
			out = append(out, variable{src, clean&^g.Drop | g.Clean, []way{next}, g.Unknown})
		}
		return out
	case FromGlobal, FromCell:
		return extend(held[g.From.key()], &g.Label, way{sum: e.sum, global: g})
	}
	return nil
}

func extend(vs []variable, l *Label, next way) []variable {
	out := make([]variable, len(vs))
	for i, v := range vs {
		v.clean = v.clean&^l.Drop | l.Clean
		v.ways = append(append([]way{}, v.ways...), next)
		v.unk = addCapped(v.unk, l.Unknown)
		out[i] = v
	}
	return out
}

func (c *collector) variableSinks(sum *Summary, e *SinkEdge, held map[originKey][]variable) {
	var vs []variable
	switch e.Origins.Kind {
	case FromGlobal, FromCell:
		vs = held[e.Origins.key()]
	case FromParam:
		vs = c.cellOf(sum.Fn, &e.Origins, held)
	}
	for _, v := range extend(vs, &e.Label, way{sum: sum, sink: e}) {
		c.add(v.src, e, v.clean, v.ways, v.unk)
	}
}

// cellOf is what the attribute of a method's own instance may hold.
func (c *collector) cellOf(fn *value.Fn, o *Origin, held map[originKey][]variable) []variable {
	if !fn.Receives || o.Param != 0 || len(o.Path) < 4 {
		return nil
	}
	var out []variable
	ci := c.s.Final.World.Classes[fn.Owner]
	if ci == nil {
		return nil
	}
	for _, m := range ci.MRO {
		if m.Kind() == value.Class {
			k := Origin{Kind: FromCell, Mod: uint32(m.Payload()), Path: o.Path[:4]}
			out = append(out, held[k.key()]...)
			k.Param = ofClass
			out = append(out, held[k.key()]...)
		}
	}
	return out
}
