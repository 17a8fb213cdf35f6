package engine

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sort"
	"sync"

	"leadline/internal/callgraph"
	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/python/builtin"
	"leadline/internal/rule"
	"leadline/internal/taint"
	"leadline/internal/text"
	"leadline/internal/value"
)

// analysis is one program under analysis.
type analysis struct {
	ctx      context.Context `image:"-"`
	o        Options         `image:"-"`
	p        *Program
	progress func(stage string, done, total int) `image:"-"`
	coverage finding.Coverage
	prog     *value.Program
	files    map[*value.Mod]*text.File
	graph    *callgraph.Graph
	final    *callgraph.Final
	judge    rule.Judge  `image:"-"`
	sites    *rule.Sites `image:"-"`
	solver   *taint.Solver
	// keep is set when another analysis of the program, edited, may follow.
	keep bool
	// old is the analysis of the program before an edit, change the edit.
	old    *analysis
	change *callgraph.Change
	// pending is what edits have changed since this analysis.
	pending *callgraph.Change
	// order lists the numbers of the program's modules in path order.
	order []int
	// ran is what following notebooks as they ran gave, by their lowered forms.
	ran map[*ir.Module]*ranFlows `image:"-"`
	// wanted and named are kinds of data: see kinds.
	wanted, named map[model.Kind]bool
}

// analyze finds what there is to find in a program. The counters of the
// coverage that it fills are Functions, Calls, Unresolved, Budgets and, for
// faults of its own, Skipped.
func analyze(ctx context.Context, p *Program, o Options, progress func(stage string, done, total int)) ([]*finding.Finding, finding.Coverage) {
	if isShallow(p, o) {
		return shallow(p), finding.Coverage{}
	}
	a := &analysis{ctx: ctx, o: o, p: p, progress: progress}
	a.link()
	return a.run(), a.coverage
}

// run solves the linked program and finds what there is to find; nothing when
// it was stopped.
func (a *analysis) run() []*finding.Finding {
	a.prepare()
	a.solve()
	if a.stop() {
		return nil
	}
	return a.find()
}

// link makes one program of the modules, in path order.
func (a *analysis) link() {
	a.order = pathOrder(a.p)
	mods := make([]*ir.Module, len(a.order))
	for k, i := range a.order {
		mods[k] = a.p.Modules[i]
	}
	a.prog = value.NewProgram(mods, a.o.Models, a.keep)
	a.prog.Builtins, a.prog.Budgets = builtin.Names(), a.o.Budgets
	a.files = map[*value.Mod]*text.File{}
	for k, i := range a.order {
		a.files[a.prog.Mods[k]] = a.p.Files[i]
	}
}

// pathOrder lists the numbers of a program's modules in path order.
func pathOrder(p *Program) []int {
	order := make([]int, 0, len(p.Modules))
	for i, m := range p.Modules {
		if m != nil {
			order = append(order, i)
		}
	}
	sort.Slice(order, func(x, y int) bool { return p.Modules[order[x]].Path < p.Modules[order[y]].Path })
	return order
}

// prepare makes ready what judges the program.
func (a *analysis) prepare() {
	for _, m := range a.prog.Mods {
		a.coverage.Functions += len(m.IR.Funcs)
	}
	a.judge = rule.Judge{Rules: a.p.Rules, Models: a.o.Models, Trust: a.trust(), Applied: a.o.Sites, Named: a.p.Named, File: func(fn *value.Fn) *text.File { return a.files[fn.Mod] }}
	a.kinds()
	a.sites = rule.NewSites(&a.judge)
}

// each runs independent pieces of work in parallel and turns a panic in one
// into an entry of the coverage.
func (a *analysis) each(n int, work func(i int)) {
	var mu sync.Mutex
	faults := map[int]string{}
	_ = parallel(a.ctx, a.o.Jobs, n, func(i int) {
		if f := guarded(func() { work(i) }); f != "" {
			mu.Lock()
			faults[i] = f
			mu.Unlock()
		}
	})
	for _, i := range slices.Sorted(maps.Keys(faults)) {
		a.coverage.Skipped = append(a.coverage.Skipped, finding.Skipped{
			Path: ".", Code: "internal-error", Reason: fmt.Sprintf("a fault of leadline in stage solve: %s", faults[i])})
	}
}

func (a *analysis) stop() bool { return a.ctx.Err() != nil }

func (a *analysis) solve() {
	plan := callgraph.Plan{
		Sem: builtin.Semantics{}, Look: a.look, Each: a.each, Keep: a.keep, Stop: a.stop,
		Progress: func(done, total int) { a.progress("solve", done, total) },
	}
	var final *callgraph.Final
	if a.old != nil {
		plan.Old, plan.Change, final = a.old.graph, a.change, a.old.final
	}
	a.graph = callgraph.Solve(a.prog, plan)
	if !a.stop() {
		a.final = a.graph.Final(final)
	}
}

// perBody is what the last look at a body gave.
type perBody struct {
	calls      int
	unresolved int
	findings   []*finding.Finding
	applied    []rule.Applied
}

// look is shown every body that is analysed: it judges the body's sites and
// tells whether it touches a source.
func (a *analysis) look(fr *value.Frame) (seen bool, kept any) {
	b := &perBody{}
	b.calls, b.unresolved = countCalls(fr)
	if !fr.Fn.Mod.IR.Template { // what a page calls is no code that rules speak of
		b.findings, b.applied = a.sites.Check(fr)
	}
	return taint.TouchesSource(fr, a.wanted), b
}

// find follows data and judges where it goes.
func (a *analysis) find() []*finding.Finding {
	flows, s := a.flows()
	if a.stop() {
		return nil
	}
	for _, b := range s.OutOf() {
		a.coverage.Budgets = append(a.coverage.Budgets, finding.Budget{Function: b.Fn.Qualname(), Path: b.Fn.Mod.IR.Path, Name: b.Name})
	}
	a.solver = s
	var out []*finding.Finding
	for _, f := range a.p.Found {
		own := *f // what is reported gets a fingerprint and may be silenced
		out = append(out, &own)
	}
	for i := range a.prog.Funcs {
		if _, kept := a.graph.Seen(value.FuncID(i)); kept != nil {
			b := kept.(*perBody)
			for _, f := range b.findings {
				own := *f
				out = append(out, &own)
			}
			a.count(i, b)
		}
	}
	out = a.judge.Safe(out, a.o.Rules, a.prog.Funcs, s.Shown)
	a.judged()
	ran := a.asRan(flows)
	return append(rule.Reduce(append(out, flows...), a.p.Rules), ran...)
}

// flows follows data, and judges where it goes.
func (a *analysis) flows() ([]*finding.Finding, *taint.Solver) {
	opt := taint.Options{Library: a.judge.Trust["library"], Wanted: a.wanted, Named: a.named, Keep: a.keep}
	if a.old != nil {
		opt.Old = a.old.solver
	}
	s := taint.Solve(a.graph, a.final, opt, a.each, func(done, total int) { a.progress("taint", done, total) }, a.stop)
	if a.stop() {
		return nil, s
	}
	a.judge.Steps = s.Steps
	if a.o.Details {
		a.judge.Detail = s.Details()
	}
	var out []*finding.Finding
	for _, f := range s.Flows(opt) {
		out = append(out, a.judge.Flow(f)...)
	}
	return out, s
}

// judged lists the places that rules could judge, each once, in their order.
func (a *analysis) judged() {
	type place struct {
		rule string
		file *text.File
		at   uint32
	}
	seen := map[place]bool{}
	for _, fn := range a.prog.Funcs {
		_, kept := a.graph.Seen(fn.ID)
		if kept == nil {
			continue
		}
		for _, x := range kept.(*perBody).applied {
			at := a.judge.Place(fn, x)
			p := place{x.Rule, at.File, at.Span.Start}
			if at.File == nil || seen[p] {
				continue
			}
			seen[p] = true
			a.coverage.Sites = append(a.coverage.Sites, finding.Site{Rule: x.Rule, Path: at.File.Path, Line: at.File.LineOf(at.Span.Start)})
		}
	}
	slices.SortFunc(a.coverage.Sites, func(x, y finding.Site) int {
		return cmp.Or(cmp.Compare(x.Path, y.Path), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Rule, y.Rule))
	})
}

// count adds a body to the coverage.
func (a *analysis) count(i int, b *perBody) {
	a.coverage.Calls += b.calls
	a.coverage.Unresolved += b.unresolved
	fn := a.prog.Funcs[i]
	if fn.IR.Cut {
		a.coverage.Budgets = append(a.coverage.Budgets, finding.Budget{Function: fn.Qualname(), Path: fn.Mod.IR.Path, Name: "lowering"})
	}
	if budget := a.graph.OutOf(value.FuncID(i)); budget != "" {
		a.coverage.Budgets = append(a.coverage.Budgets, finding.Budget{Function: fn.Qualname(), Path: fn.Mod.IR.Path, Name: budget})
	}
}

func (a *analysis) trust() map[string]bool {
	out := map[string]bool{}
	for _, t := range a.o.Project.Settings.Trust {
		if t == "all" {
			for _, l := range []string{"local", "stored", "library", "model", "remote"} {
				out[l] = true
			}
		}
		out[t] = true
	}
	return out
}

// kinds finds the kinds of data that rules look for, and those that they look
// for under telling names.
func (a *analysis) kinds() {
	if a.old != nil && a.old.wanted != nil { // settings and rules are the same
		a.wanted, a.named = a.old.wanted, a.old.named
		return
	}
	a.wanted, a.named = map[model.Kind]bool{}, map[model.Kind]bool{}
	for n := range a.o.Models.Kinds {
		k := model.Kind(n)
		for _, r := range a.p.Rules {
			for i := range r.Flows {
				if !a.judge.LooksFor(&r.Flows[i], k) {
					continue
				}
				a.wanted[k] = true
				if r.Flows[i].Names != nil {
					a.named[k] = true
				}
			}
		}
	}
}

func countCalls(fr *value.Frame) (calls, unresolved int) {
	for i := range fr.F.Instrs {
		if c := fr.CallAt(ir.Value(i)); c != nil && fr.F.Instrs[i].Op == ir.OpCall {
			calls++
			if c.Unknown && len(c.Targets) == 0 && len(c.Ext) == 0 {
				unresolved++
			}
		}
	}
	return calls, unresolved
}
