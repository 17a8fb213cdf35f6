package main

import (
	"fmt"
	"slices"
	"strings"

	"leadline/internal/callgraph"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/python/builtin"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/taint"
	"leadline/internal/text"
	"leadline/internal/value"
)

// analysed is a program as the analyser sees it.
type analysed struct {
	kinds  *model.Set
	p      *program
	prog   *value.Program
	graph  *callgraph.Graph
	final  *callgraph.Final
	solver *taint.Solver
	opt    taint.Options
}

// analyse says of a program what the analyser does. A panic is a fault.
func analyse(kinds *model.Set, p *program) (out claims) {
	defer faults(&out)
	a := start(kinds, p, false)
	a.solve(nil, nil)
	return a.claims()
}

func faults(out *claims) {
	if r := recover(); r != nil {
		out.Fault = fmt.Sprint(r)
	}
}

func start(kinds *model.Set, p *program, keep bool) *analysed {
	mods := make([]*ir.Module, len(p.Mods))
	for i, m := range p.Mods {
		mods[i] = lowered(m)
	}
	a := &analysed{kinds: kinds, p: p, prog: value.NewProgram(mods, kinds, keep)}
	a.prog.Builtins = builtin.Names()
	a.opt = taint.Options{Wanted: map[model.Kind]bool{}, Keep: keep}
	for k := range kinds.Kinds {
		a.opt.Wanted[model.Kind(k)] = true
	}
	return a
}

func lowered(m module) *ir.Module {
	return lower.Lower(syntax.Parse(text.New(m.Name+".py", []byte(m.Text))), m.Name, false)
}

// solve runs the program, from what is known of it before an edit if there is that.
func (a *analysed) solve(old *analysed, change *callgraph.Change) {
	each := func(n int, work func(int)) {
		for i := range n {
			work(i)
		}
	}
	quiet, on := func(int, int) {}, func() bool { return false }
	look := func(fr *value.Frame) (bool, any) { return taint.TouchesSource(fr, a.opt.Wanted), nil }
	plan := callgraph.Plan{Sem: builtin.Semantics{}, Look: look, Each: each, Progress: quiet, Stop: on, Keep: a.opt.Keep, Change: change}
	var final *callgraph.Final
	if old != nil {
		plan.Old, final, a.opt.Old = old.graph, old.final, old.solver
	}
	a.graph = callgraph.Solve(a.prog, plan)
	a.final = a.graph.Final(final)
	a.solver = taint.Solve(a.graph, a.final, a.opt, each, quiet, on)
}

// edit gives the modules the code of another form of the program, and solves it anew;
// false where there is no room for it.
func (a *analysed) edit(p *program) bool {
	var todo []*value.Replacement
	for i, m := range p.Mods {
		was := a.p.Mods[i].Text
		if m.Text == was {
			continue
		}
		r := &value.Replacement{Module: a.prog.Mods[i], IR: lowered(m), Text: func(x, y *ir.Func) bool {
			return was[x.Span.Start:x.Span.End] == m.Text[y.Span.Start:y.Span.End]
		}}
		if !r.Fits() {
			return false
		}
		todo = append(todo, r)
	}
	a.graph.Settle() // what was before the last edit goes
	a.solver.Commit()
	old, change := *a, callgraph.NewChange(a.prog)
	for _, r := range todo {
		change.Replace(a.prog, r)
	}
	a.p = p
	a.solve(&old, change)
	return true
}

// claims are what is said of the program.
func (a *analysed) claims() (out claims) {
	c := &claimer{index: map[claimKey]*claim{}, mods: map[*value.Mod]int{}}
	for i, m := range a.prog.Mods {
		c.mods[m] = i
	}
	for _, fn := range a.prog.Funcs {
		if fn.Vacant() {
			continue
		}
		fr := a.final.Frame(fn.ID, nil, 0)
		c.frame(fr)
		a.final.Release(fr)
	}
	out.Claims, out.Said = c.list(), tally{}
	out.Said.count(c.order)
	for _, f := range a.solver.Flows(a.opt) {
		if !a.kinds.IsA(f.Data, a.kinds.KindByName["untrusted"]) || f.Sink.Kind != a.kinds.KindByName["proof"] || !located(&f.Sink) {
			continue
		}
		w := flow{From: c.site(f.Source.Fn, f.Source.At), To: a.sent(c.site(f.Sink.Fn, f.Sink.At))}
		for _, s := range a.solver.Steps(f) {
			w.Steps = append(w.Steps, a.sent(c.site(s.Fn, s.At)))
		}
		w.Clean, w.Admin = f.Clean&a.kinds.Always != 0, f.Administered
		out.Flows = append(out.Flows, w)
		out.Said["steps"] += len(w.Steps)
		if w.Clean {
			out.Said["clean flows"]++
		} else {
			out.Said["flows"]++
		}
	}
	return out
}

// sent is the expression that is returned, where the statement is meant.
func (a *analysed) sent(s site) site {
	const word = "return "
	if strings.HasPrefix(a.p.Mods[s[0]].Text[s[1]:s[2]], word) {
		s[1] += len(word)
	}
	return s
}

// located tells whether data lies in some text of a sink where the sink looks at it.
func located(e *taint.SinkEdge) bool {
	spots := e.Spots()
	return slices.ContainsFunc(spots, func(s taint.Spot) bool { return s.AtPosition(e.Position) })
}
