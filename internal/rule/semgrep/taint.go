package semgrep

import (
	"iter"
	"slices"
	"sort"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// flow is a rule in taint mode.
type flow struct{ sources, sinks, sanitizers, propagators []*end }

// end is one source, sink, sanitizer or propagator.
type end struct {
	*formula
	exact, sideEffect bool
	label, requires   string
	from, to          string
}

var endKeys = map[string][]string{
	"pattern-sources":     {"exact", "by-side-effect", "label", "requires"},
	"pattern-sinks":       {"exact", "at-exit", "requires"},
	"pattern-sanitizers":  {"exact", "by-side-effect", "not_conflicting"},
	"pattern-propagators": {"from", "to", "by-side-effect"},
}

func (l *loader) flow(n *node) *flow {
	f := &flow{
		sources: l.ends(n, "pattern-sources"), sinks: l.ends(n, "pattern-sinks"),
		sanitizers: l.ends(n, "pattern-sanitizers"), propagators: l.ends(n, "pattern-propagators"),
	}
	if len(f.sources) == 0 || len(f.sinks) == 0 {
		l.fail(n, "mode", "taint needs pattern-sources and pattern-sinks")
	}
	return f
}

func (l *loader) ends(n *node, key string) []*end {
	list := n.get(key)
	if list == nil {
		return nil
	}
	var out []*end
	for _, item := range list.list {
		for i := range item.fields {
			if f := &item.fields[i]; !formulaKeys[f.key] && !slices.Contains(endKeys[key], f.key) {
				l.fail(&node{line: f.line}, key+"."+f.key, "is not supported")
			}
		}
		e := &end{formula: l.formula(item), exact: item.get("exact").is(true), label: item.get("label").text(), requires: item.get("requires").text(),
			from: item.get("from").text(), to: item.get("to").text()}
		effect := item.get("by-side-effect")
		e.sideEffect = effect != nil && effect.scalar != "false"
		if key == "pattern-propagators" && (e.from == "" || e.to == "") {
			l.fail(item, key, "needs from and to")
		}
		if item.get("at-exit").is(true) {
			l.fail(item.get("at-exit"), key+".at-exit", "is not supported")
		}
		if item.get("not_conflicting").is(true) {
			l.fail(item.get("not_conflicting"), key+".not_conflicting", "is not supported")
		}
		if e.requires != "" && parseRequires(e.requires) == nil {
			l.fail(item.get("requires"), key+".requires", "%q is no expression over labels", e.requires)
		}
		out = append(out, e)
	}
	return out
}

// needs are words of a file that could hold a flow: those of a sink.
func (f *flow) needs() []string {
	or := formula{op: opOr}
	for _, s := range f.sinks {
		or.parts = append(or.parts, s.formula)
	}
	return or.needs()
}

// possible tells whether a file holds the words of a source and of a sink.
func (f *flow) possible(m rule.Marks) bool {
	possible := func(e *end) bool { return e.possible(m) }
	return slices.ContainsFunc(f.sinks, possible) && slices.ContainsFunc(f.sources, possible)
}

// mark is taint of a value: where it came from.
type mark struct {
	source match
	label  string
}

// state is what is tainted: variables and their attributes, by path; a path
// whose list is empty is clean though what it belongs to is not.
type state map[string][]*mark

// places are the matches of one end, by where they start.
type places struct {
	all []match
	// reach is, for each, how far it and those before it reach.
	reach []uint32
}

func placesOf(all []match) *places {
	p := &places{all: slices.Clone(all)}
	slices.SortStableFunc(p.all, func(a, b match) int { return int(a.start) - int(b.start) })
	for i := range p.all {
		end := p.all[i].end
		if i > 0 {
			end = max(end, p.reach[i-1])
		}
		p.reach = append(p.reach, end)
	}
	return p
}

// around gives the numbers of the matches that a place lies in.
func (p *places) around(at match) iter.Seq[int] {
	return func(yield func(int) bool) {
		first := sort.Search(len(p.all), func(i int) bool { return p.all[i].start > at.start })
		for i := first - 1; i >= 0 && p.reach[i] >= at.end; i-- {
			if p.all[i].end >= at.end && !yield(i) {
				return
			}
		}
	}
}

// tracker follows taint through one body.
type tracker struct {
	*target
	f        *flow
	sources  []*places
	sinks    []*places
	cleaners []*places
	moves    []*places
	env      state
	found    []match
	marks    map[[3]uint32]*mark
}

// run finds the flows of a file.
func (f *flow) run(t *target) []match {
	all := func(list []*end) (out []*places) {
		for _, e := range list {
			out = append(out, placesOf(t.eval(e.formula)))
		}
		return out
	}
	some := func(p *places) bool { return len(p.all) > 0 }
	if !f.possible(t.marks) {
		return nil
	}
	k := &tracker{target: t, f: f, sinks: all(f.sinks), env: state{}, marks: map[[3]uint32]*mark{}}
	if !slices.ContainsFunc(k.sinks, some) {
		return nil
	}
	k.sources = all(f.sources)
	if !slices.ContainsFunc(k.sources, some) {
		return nil
	}
	k.cleaners, k.moves = all(f.sanitizers), all(f.propagators)
	k.body(t.sheet.Tree.Body)
	global, tainted := k.env, false
	for _, marks := range global {
		tainted = tainted || len(marks) > 0
	}
	for _, n := range t.sheet.Functions() {
		fn, ok := n.(*syntax.FunctionDef)
		if at := (match{start: startOf(n), end: n.Span().End}); !ok || !k.touches(k.sinks, at) || !tainted && !k.touches(k.sources, at) {
			continue // nothing can arrive there
		}
		k.env = state{}
		for path, marks := range global { // globals as the module leaves them
			k.env[path] = marks
		}
		k.params(fn.Args)
		k.body(fn.Body)
	}
	return unique(k.found)
}

// touches tells whether a match of some ends shares a part of the file with a place.
func (k *tracker) touches(ends []*places, at match) bool {
	return slices.ContainsFunc(ends, func(p *places) bool {
		return slices.ContainsFunc(p.all, func(m match) bool { return m.start < at.end && at.start < m.end })
	})
}

func (k *tracker) params(args *syntax.Arguments) {
	if args == nil {
		return
	}
	for i := range args.Args {
		a := &args.Args[i]
		delete(k.env, a.Name)
		at := match{start: a.Start, end: a.Start + uint32(len(a.Name))}
		if marks := k.sourced(at, nil); len(marks) > 0 {
			k.env[a.Name] = marks
		}
		if a.Default != nil {
			k.expr(a.Default)
		}
	}
}

func (k *tracker) body(body []syntax.Stmt) {
	for _, s := range body {
		k.stmt(s)
	}
}

func (k *tracker) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		for _, d := range s.Decorators {
			k.expr(d)
		}
	case *syntax.ClassDef:
		k.body(s.Body)
	case *syntax.Assign:
		marks := k.expr(s.Value)
		for _, t := range s.Targets {
			k.assign(t, s.Value, marks)
		}
		k.whole(s, marks)
	case *syntax.AnnAssign:
		if s.Value != nil {
			k.assign(s.Target, s.Value, k.expr(s.Value))
		}
	case *syntax.AugAssign:
		k.assign(s.Target, nil, merge(k.expr(s.Target), k.expr(s.Value)))
	case *syntax.Return:
		if s.Value != nil {
			k.whole(s, k.expr(s.Value))
		}
	case *syntax.If:
		k.expr(s.Test)
		k.branches(func() { k.body(s.Body) }, func() { k.body(s.Orelse) })
	case *syntax.For:
		k.loop(func() { k.assign(s.Target, nil, k.expr(s.Iter)); k.body(s.Body) })
		k.body(s.Orelse)
	case *syntax.While:
		k.loop(func() { k.expr(s.Test); k.body(s.Body) })
		k.body(s.Orelse)
	case *syntax.With:
		for i := range s.Items {
			marks := k.expr(s.Items[i].Context)
			if v := s.Items[i].Vars; v != nil {
				k.assign(v, nil, marks)
			}
		}
		k.body(s.Body)
	case *syntax.Try:
		k.body(s.Body)
		ways := []func(){func() { k.body(s.Orelse) }}
		for i := range s.Handlers {
			ways = append(ways, func() { k.body(s.Handlers[i].Body) })
		}
		k.branches(ways...)
		k.body(s.Finalbody)
	default:
		k.rest(s)
	}
}

// rest looks at the expressions of a statement of another kind.
func (k *tracker) rest(s syntax.Stmt) {
	var all []*mark
	syntax.Children(s, func(c syntax.Node) bool {
		if x, ok := c.(syntax.Expr); ok {
			all = merge(all, k.expr(x))
		}
		return true
	})
	for _, body := range syntax.Bodies(s) {
		k.body(body)
	}
	if _, ok := s.(*syntax.ExprStmt); !ok {
		k.whole(s, all)
	}
}

// whole holds a statement that is a sink as a whole against what it holds.
func (k *tracker) whole(n syntax.Node, marks []*mark) {
	s := n.Span()
	k.sunk(match{start: s.Start, end: s.End, node: n}, marks, true)
}

func (k *tracker) branches(ways ...func()) {
	before := k.env
	var after state
	for _, way := range ways {
		k.env = copied(before)
		way()
		after = union(after, k.env)
	}
	k.env = after
}

func (k *tracker) loop(body func()) {
	for range 2 {
		before := copied(k.env)
		body()
		k.env = union(before, k.env)
	}
}

func copied(s state) state {
	out := make(state, len(s))
	for path, marks := range s {
		out[path] = marks
	}
	return out
}

func union(a, b state) state {
	if a == nil {
		return b
	}
	for path, marks := range b {
		a[path] = merge(a[path], marks)
	}
	return a
}

func merge(a, b []*mark) []*mark {
	if len(a) == 0 {
		return b
	}
	out := a
	for _, m := range b {
		if !slices.Contains(out, m) {
			out = append(slices.Clip(out), m)
		}
	}
	return out
}

func (k *tracker) assign(t, value syntax.Expr, marks []*mark) {
	switch t := t.(type) {
	case *syntax.Tuple:
		k.unpack(t.Elts, value, marks)
		return
	case *syntax.List:
		k.unpack(t.Elts, value, marks)
		return
	case *syntax.Starred:
		k.assign(t.Value, nil, marks)
		return
	case *syntax.Subscript: // an element: the container, from now on
		if path := pathOf(t.Value); path != "" && len(marks) > 0 {
			k.env[path] = merge(k.env[path], marks)
		}
		return
	}
	path := pathOf(t)
	if path == "" {
		return
	}
	for p := range k.env {
		if strings.HasPrefix(p, path+".") {
			delete(k.env, p)
		}
	}
	s := t.Span()
	k.env[path] = merge(marks, k.sourced(match{start: s.Start, end: s.End}, nil))
}

func (k *tracker) unpack(elts []syntax.Expr, value syntax.Expr, marks []*mark) {
	tuple, ok := value.(*syntax.Tuple)
	for i, e := range elts {
		if ok && len(tuple.Elts) == len(elts) {
			k.assign(e, tuple.Elts[i], k.expr(tuple.Elts[i]))
		} else {
			k.assign(e, nil, marks)
		}
	}
}

func pathOf(x syntax.Expr) string { return pattern.Dotted(x) }

// variable is the taint of a path: its own, or that of what it belongs to.
func (k *tracker) variable(path string) []*mark {
	for {
		if marks, ok := k.env[path]; ok {
			return marks
		}
		dot := strings.LastIndexByte(path, '.')
		if dot < 0 {
			return nil
		}
		path = path[:dot]
	}
}

// expr is the taint of an expression; sinks that it reaches are noted.
func (k *tracker) expr(x syntax.Expr) []*mark {
	if x == nil {
		return nil
	}
	s := x.Span()
	at := match{start: s.Start, end: s.End, node: x}
	marks := k.flowed(x)
	marks = merge(marks, k.sourced(at, marks))
	if k.cleaned(at, x) {
		marks = nil
	}
	k.propagate(at)
	k.sunk(at, marks, false)
	return marks
}

// flowed is the taint that the parts of an expression give it.
func (k *tracker) flowed(x syntax.Expr) []*mark {
	switch x := x.(type) {
	case *syntax.Constant:
		return nil
	case *syntax.Name:
		return k.variable(x.ID)
	case *syntax.Attribute:
		base := k.expr(x.Value)
		if path := pathOf(x); path != "" {
			return k.variable(path)
		}
		return base
	case *syntax.Subscript:
		index := k.expr(x.Slice)
		base := k.expr(x.Value)
		if k.options.safeIndexes {
			return base
		}
		return merge(base, index)
	case *syntax.Call:
		return k.call(x)
	case *syntax.Compare:
		out := k.parts(x)
		if k.options.safeComparisons || k.options.safeBooleans {
			return nil
		}
		return out
	case *syntax.Lambda:
		k.expr(x.Body)
		return nil
	case *syntax.NamedExpr:
		marks := k.expr(x.Value)
		k.assign(x.Target, x.Value, marks)
		return marks
	case *syntax.IfExp:
		k.expr(x.Test)
		return merge(k.expr(x.Body), k.expr(x.Orelse))
	case *syntax.ListComp, *syntax.SetComp, *syntax.GeneratorExp, *syntax.DictComp:
		return k.comprehension(x)
	}
	return k.parts(x)
}

func (k *tracker) parts(x syntax.Expr) (out []*mark) {
	syntax.Children(x, func(c syntax.Node) bool {
		if e, ok := c.(syntax.Expr); ok {
			out = merge(out, k.expr(e))
		}
		return true
	})
	return out
}

func (k *tracker) comprehension(x syntax.Expr) (out []*mark) {
	var elements []syntax.Expr
	var generators []syntax.Comprehension
	switch x := x.(type) {
	case *syntax.ListComp:
		elements, generators = []syntax.Expr{x.Elt}, x.Generators
	case *syntax.SetComp:
		elements, generators = []syntax.Expr{x.Elt}, x.Generators
	case *syntax.GeneratorExp:
		elements, generators = []syntax.Expr{x.Elt}, x.Generators
	case *syntax.DictComp:
		elements, generators = []syntax.Expr{x.Key, x.Value}, x.Generators
	}
	before := copied(k.env)
	for i := range generators {
		k.assign(generators[i].Target, nil, k.expr(generators[i].Iter))
		for _, c := range generators[i].Ifs {
			k.expr(c)
		}
	}
	for _, e := range elements {
		out = merge(out, k.expr(e))
	}
	k.env = before
	return out
}

func (k *tracker) call(x *syntax.Call) []*mark {
	out := k.expr(x.Func)
	for _, a := range x.Args {
		out = merge(out, k.expr(a))
	}
	for i := range x.Keywords {
		out = merge(out, k.expr(x.Keywords[i].Value))
	}
	if k.options.safeFunctions {
		return nil
	}
	return out
}

// sourced is the taint that sources give a place.
func (k *tracker) sourced(at match, have []*mark) []*mark {
	var out []*mark
	for i, list := range k.sources {
		e := k.f.sources[i]
		for j := range list.around(at) {
			if m := &list.all[j]; !e.exact || m.start == at.start && m.end == at.end {
				if e.requires != "" && !satisfied(e.requires, have) {
					continue
				}
				id := [3]uint32{uint32(i), uint32(j)}
				if k.marks[id] == nil {
					k.marks[id] = &mark{*m, e.label}
				}
				out = append(out, k.marks[id])
				if x, ok := at.node.(syntax.Expr); ok && e.sideEffect && pathOf(x) != "" {
					k.env[pathOf(x)] = merge(k.env[pathOf(x)], out)
				}
			}
		}
	}
	return out
}

func (k *tracker) cleaned(at match, x syntax.Expr) bool {
	for i, list := range k.cleaners {
		e := k.f.sanitizers[i]
		for j := range list.around(at) {
			if m := &list.all[j]; !e.exact || m.start == at.start && m.end == at.end {
				if e.sideEffect && pathOf(x) != "" {
					k.env[pathOf(x)] = nil
				}
				return true
			}
		}
	}
	return false
}

// propagate moves taint from one hole of a propagator to another.
func (k *tracker) propagate(at match) {
	for i, list := range k.moves {
		e := k.f.propagators[i]
		for j := range list.around(at) {
			m := &list.all[j]
			if m.start != at.start || m.end != at.end {
				continue
			}
			from, ok1 := m.holes.Get(e.from).(syntax.Expr)
			to, ok2 := m.holes.Get(e.to).(syntax.Expr)
			if !ok1 || !ok2 || pathOf(to) == "" {
				continue
			}
			if marks := k.flowed(from); len(marks) > 0 {
				k.env[pathOf(to)] = merge(k.env[pathOf(to)], marks)
			}
		}
	}
}

// sunk notes the sinks that tainted data reaches at a place.
func (k *tracker) sunk(at match, marks []*mark, statement bool) {
	if len(marks) == 0 {
		return
	}
	for i, list := range k.sinks {
		e := k.f.sinks[i]
		for j := range list.around(at) {
			m := list.all[j]
			if e.exact && (m.start != at.start || m.end != at.end) {
				continue
			}
			if e.requires != "" && !satisfied(e.requires, marks) {
				continue
			}
			for _, mk := range marks {
				holes, ok := pattern.Unify(m.holes, mk.source.holes)
				if !ok {
					holes = m.holes
				}
				hit := m
				hit.holes, hit.steps = holes, k.steps(mk, m)
				k.found = append(k.found, hit)
			}
		}
	}
}

func (k *tracker) steps(from *mark, to match) []finding.Step {
	place := func(m match) finding.Location { return finding.Location{File: k.file, Span: m.span()} }
	return []finding.Step{
		{Kind: finding.StepSource, Location: place(from.source), Message: "the data comes from here"},
		{Kind: finding.StepSink, Location: place(to), Message: "it arrives here"},
	}
}
