package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"

	"leadline/internal/model"
)

// options are the flags.
type options struct {
	programs, jobs, show int
	seed                 uint64
	only, python         string
}

// module is one file of a program, program its modules in the order in which
// they may import one another: the last is run.
type module struct{ Name, Text string }

type program struct {
	ID   int
	Mods []module
	Uses map[string]bool
}

// bench judges programs.
type bench struct {
	o     options
	kinds *model.Set
	pool  chan *python
}

func newBench(o options) (*bench, error) {
	kinds, err := loadModels()
	if err != nil {
		return nil, err
	}
	b := &bench{o: o, kinds: kinds, pool: make(chan *python, o.jobs)}
	for range o.jobs {
		p, err := startPython(o.python)
		if err != nil {
			return nil, err
		}
		b.pool <- p
	}
	return b, nil
}

func (b *bench) close() {
	for range b.o.jobs {
		(<-b.pool).close()
	}
}

// judge analyses and runs a program.
func (b *bench) judge(p *program) (*answer, error) {
	c := analyse(b.kinds, p)
	if c.Fault == "" {
		c.Fault = b.afterEdits(p, &c)
	}
	if c.Fault != "" {
		return &answer{Bad: []wrong{{Kind: "fault", Claim: c.Fault}}}, nil
	}
	j := &job{Claims: c.Claims, Flows: c.Flows}
	for _, m := range p.Mods {
		j.Mods = append(j.Mods, [2]string{m.Name, m.Text})
	}
	py := <-b.pool
	defer func() { b.pool <- py }()
	a, err := py.ask(j)
	if a != nil {
		a.said = c.Said
	}
	return a, err
}

// failure is one thing that is wrong with one program.
type failure struct {
	Kind string
	P    *program
	Text string
}

// failures lists what an answer says is wrong.
func (p *program) failures(a *answer) []failure {
	var out []failure
	add := func(kind, text string) { out = append(out, failure{kind, p, text}) }
	for _, w := range a.Bad {
		add(w.Kind, fmt.Sprintf("%s: %s, claimed %s, was %s", w.Kind, p.source(site{w.Mod, w.Start, w.End}), w.Claim, w.Got))
	}
	for _, f := range a.FN {
		add("missed", fmt.Sprintf("missed: %s -> %s", p.source(f[0]), p.source(f[1])))
	}
	for _, f := range a.FP {
		add("spurious", fmt.Sprintf("spurious: %s -> %s", p.source(f[0]), p.source(f[1])))
	}
	if a.Syntax != "" {
		add("syntax", a.Syntax)
	}
	if a.Timeout {
		add("timeout", "took too long")
	}
	return out
}

// source shows a place: module, line and text.
func (p *program) source(s site) string {
	m := p.Mods[s[0]]
	if s[2] > len(m.Text) {
		return m.Name
	}
	return fmt.Sprintf("%s:%d `%s`", m.Name, 1+strings.Count(m.Text[:s[1]], "\n"), m.Text[s[1]:s[2]])
}

func (p *program) print(w io.Writer) {
	for _, m := range p.Mods {
		fmt.Fprintf(w, "  # --- %s.py\n", m.Name)
		for i, line := range strings.Split(strings.TrimRight(m.Text, "\n"), "\n") {
			fmt.Fprintf(w, "  %3d %s\n", i+1, line)
		}
	}
}

// readProgram reads a file whose modules are set apart by `# --- name.py`.
func readProgram(file string) (*program, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return parseProgram(string(data)), nil
}

func parseProgram(text string) *program {
	p := &program{Uses: map[string]bool{}}
	for _, line := range strings.SplitAfter(text, "\n") {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "# --- "); ok {
			p.Mods = append(p.Mods, module{Name: strings.TrimSuffix(name, filepath.Ext(name))})
			continue
		}
		if len(p.Mods) == 0 {
			p.Mods = append(p.Mods, module{Name: "m0"})
		}
		p.Mods[len(p.Mods)-1].Text += line
	}
	return p
}

// explain prints a program and what is wrong with it.
func (b *bench) explain(w io.Writer, p *program) error {
	a, err := b.judge(p)
	if err != nil {
		return err
	}
	p.print(w)
	for _, f := range p.failures(a) {
		fmt.Fprintln(w, f.Text)
	}
	fmt.Fprintf(w, "true flows found %d, missed %d, spurious %d, unclear %d, errors %v, checked %v\n",
		len(a.TP), len(a.FN), len(a.FP), a.Unclear, a.Errors, a.Checked)
	return nil
}

// row counts the flows of the programs that use a construct.
type row struct{ programs, tp, fp, fn int }

// table is what a run found.
type table struct {
	rows     map[string]*row
	all      row
	unclear  int
	shown    int
	checked  map[string]int
	bad      map[string]int
	errors   map[string]int
	failing  []failure
	failures map[string]int
	said     tally
}

// all judges every program.
func (b *bench) all() *table {
	t := &table{rows: map[string]*row{}, checked: map[string]int{}, bad: map[string]int{}, errors: map[string]int{}, failures: map[string]int{}, said: tally{}}
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := make(chan int)
	for range b.o.jobs {
		wg.Go(func() {
			for i := range next {
				p := generate(b.o.seed, i)
				a, err := b.judge(p)
				if err != nil {
					fmt.Fprintf(os.Stderr, "oracle: program %d: %v\n", i, err)
					os.Exit(1)
				}
				mu.Lock()
				t.add(p, a)
				mu.Unlock()
			}
		})
	}
	for i := range b.o.programs {
		next <- i
	}
	close(next)
	wg.Wait()
	sort.SliceStable(t.failing, func(i, j int) bool { return t.failing[i].P.ID < t.failing[j].P.ID })
	return t
}

func (t *table) add(p *program, a *answer) {
	count := func(r *row) {
		r.programs++
		r.tp, r.fp, r.fn = r.tp+len(a.TP), r.fp+len(a.FP), r.fn+len(a.FN)
	}
	count(&t.all)
	t.unclear += a.Unclear
	t.shown += a.Shown
	t.said.add(a.said)
	for u := range p.Uses {
		if t.rows[u] == nil {
			t.rows[u] = &row{}
		}
		count(t.rows[u])
	}
	for k, n := range a.Checked {
		t.checked[k] += n
	}
	for _, f := range p.failures(a) {
		t.failures[f.Kind]++
		t.failing = append(t.failing, f)
	}
	for e := range a.Errors {
		kind, _, _ := strings.Cut(e, ":")
		t.errors[kind]++
	}
}

func share(n, of int) float64 {
	if of == 0 {
		return 100
	}
	return 100 * float64(n) / float64(of)
}

func (t *table) print(w io.Writer) {
	fmt.Fprintf(w, "%-22s %8s %8s %8s %8s %8s %9s\n", "construct", "programs", "flows", "missed", "spurious", "recall", "precision")
	names := make([]string, 0, len(t.rows))
	for n := range t.rows {
		names = append(names, n)
	}
	sort.Strings(names)
	line := func(n string, r *row) {
		fmt.Fprintf(w, "%-22s %8d %8d %8d %8d %7.2f%% %8.2f%%\n", n, r.programs, r.tp+r.fn, r.fn, r.fp, share(r.tp, r.tp+r.fn), share(r.tp, r.tp+r.fp))
	}
	for _, n := range names {
		line(n, t.rows[n])
	}
	line("all", &t.all)
	fmt.Fprintf(w, "true flows that only further texts of a source show: %d; were they spurious, precision would be %.2f%%\n",
		t.shown, share(t.all.tp-t.shown, t.all.tp+t.all.fp))
	fmt.Fprintf(w, "flows whose runs take different branches (not judged): %d\n", t.unclear)
	for _, k := range []struct{ name, key, bad string }{
		{"constants", "constant", "constant"}, {"types", "type", "type"}, {"shapes", "shape", "shape"},
		{"pruned expressions", "never", "never"}, {"call edges", "edge", "edge"}, {"steps of flows", "step", "step"},
	} {
		fmt.Fprintf(w, "%-20s checked %8d, wrong places %5d\n", k.name, t.checked[k.key], t.failures[k.bad])
	}
	t.said.print(w)
	fmt.Fprintf(w, "calls of project functions resolved: %.1f%% of %d\n", share(t.checked["resolved"], t.checked["called"]), t.checked["called"])
	fmt.Fprintf(w, "faults %d, not accepted by CPython %d, too slow %d, ended by %v\n", t.failures["fault"], t.failures["syntax"], t.failures["timeout"], t.errors)
}

// showFailures shrinks the first failures of each kind and prints them.
func (b *bench) showFailures(w io.Writer, t *table) {
	shown := map[string]int{}
	last := map[string]int{}
	for _, f := range t.failing {
		if shown[f.Kind] >= b.o.show || b.o.only != "" && b.o.only != f.Kind || shown[f.Kind] > 0 && last[f.Kind] == f.P.ID {
			continue
		}
		shown[f.Kind]++
		last[f.Kind] = f.P.ID
		p := b.shrink(f)
		a, err := b.judge(p)
		if err != nil {
			fmt.Fprintln(w, err)
			return
		}
		fmt.Fprintf(w, "\n=== program %d\n", f.P.ID)
		p.print(w)
		for _, g := range p.failures(a) {
			fmt.Fprintln(w, "  "+g.Text)
		}
	}
}
