package engine

import (
	"context"
	"fmt"
	"io"

	"leadline/internal/taint"
	"leadline/internal/text"
	"leadline/internal/value"
)

// debugAnalysis solves the program of the named files and shows one module of it.
func debugAnalysis(f *text.File, p *Program, o Options, show func(*analysis, *value.Mod)) {
	a := &analysis{ctx: context.Background(), o: o, p: p, progress: func(string, int, int) {}}
	a.link()
	a.prepare()
	a.solve()
	for m, file := range a.files {
		if file == f {
			show(a, m)
		}
	}
}

func debugValue(w io.Writer) func(*analysis, *value.Mod) {
	return func(a *analysis, m *value.Mod) {
		for l := range m.IR.Funcs {
			value.Print(w, a.final.Frame(m.First+value.FuncID(l), nil, 0))
		}
	}
}

func debugCalls(w io.Writer) func(*analysis, *value.Mod) {
	return func(a *analysis, m *value.Mod) { a.final.Print(w, m) }
}

func debugTaint(w io.Writer) func(*analysis, *value.Mod) {
	return func(a *analysis, m *value.Mod) {
		o := taint.Options{Wanted: a.wanted, Named: a.named}
		s := taint.Solve(a.graph, a.final, o, a.each, func(int, int) {}, a.stop)
		for l := range m.IR.Funcs {
			s.Print(w, m.First+value.FuncID(l))
		}
	}
}

// debugUnknown prints what data of sources passes without anything being known of
// it: how many labels, and what is called.
func debugUnknown(ctx context.Context, w io.Writer, o Options) error {
	p, err := load(ctx, o)
	if err != nil {
		return err
	}
	a := &analysis{ctx: ctx, o: o, p: p, progress: func(string, int, int) {}}
	a.link()
	a.prepare()
	a.solve()
	_, s := a.flows()
	for _, c := range s.Crossings() {
		fmt.Fprintf(w, "%d %s\n", c.Labels, c.Name)
	}
	return ctx.Err()
}
