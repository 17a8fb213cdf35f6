package main

import (
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/said.txt anew")

// TestSaid holds how much is said of the expressions of many programs against what
// was said before: knowing less is no wrong claim, and is noticed here alone. After
// a change that is meant to say more or less: go test ./tools/oracle -run Said -update,
// and look at what changed.
func TestSaid(t *testing.T) {
	kinds, err := loadModels()
	if err != nil {
		t.Fatal(err)
	}
	said := tally{}
	for i := range 4 * shortPrograms {
		c := analyse(kinds, generate(78, i))
		if c.Fault != "" {
			t.Fatalf("program %d: %s", i, c.Fault)
		}
		said.add(c.Said)
	}
	const golden = "testdata/said.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(said.lines()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := said.lines(); got != string(want) {
		t.Errorf("what is said is not what was said:\n%s", changedLines(string(want), got))
	}
}

// The worst that a short run may show, of a hundred flows. The figures may only
// fall; docs/benchmarks.md has those of a long run, and the bars.
const (
	shortPrograms = 400
	maxMissed     = 2
	maxSpurious   = 25
)

// TestShort judges a few hundred programs: no fault, no program that CPython
// does not accept, flows no worse than they were.
func TestShort(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here: the oracle needs it")
	}
	b, err := newBench(options{programs: shortPrograms, seed: 77, jobs: 2, python: python})
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	r := b.all()
	flows, missed, spurious := r.all.tp+r.all.fn, r.all.fn, r.all.fp
	t.Logf("%d flows, %d missed, %d spurious, constants %d wrong of %d", flows, missed, spurious, r.failures["constant"], r.checked["constant"])
	if r.failures["fault"] > 0 || r.failures["syntax"] > 0 {
		t.Errorf("%d faults, %d programs that CPython does not accept", r.failures["fault"], r.failures["syntax"])
	}
	if n := r.failures["constant"] + r.failures["never"]; n > 0 {
		t.Errorf("%d wrong constants or pruned expressions that ran", n)
	}
	if wrong, all := r.failures["step"], r.checked["step"]; wrong*100 > all {
		t.Errorf("of %d steps %d are no part of a way that was taken", all, wrong)
	}
	if missed*100 > flows*maxMissed || spurious*100 > flows*maxSpurious {
		t.Errorf("of %d flows %d are missed and %d are spurious", flows, missed, spurious)
	}
}

// TestSpecs judges programs that were once judged wrongly, each made small: none
// of their claims and flows may be wrong.
func TestSpecs(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here: the oracle needs it")
	}
	files, err := filepath.Glob("testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatalf("no specs: %v", err)
	}
	b, err := newBench(options{jobs: 1, python: python})
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			p, err := readProgram(f)
			if err != nil {
				t.Fatal(err)
			}
			a, err := b.judge(p)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range p.failures(a) {
				t.Error(x.Text)
			}
			if len(a.TP) == 0 {
				t.Error("no flow of it is real: it shows nothing")
			}
		})
	}
}

// changedLines shows the lines of two texts that the other lacks.
func changedLines(a, b string) string {
	have := func(text string) map[string]bool {
		m := map[string]bool{}
		for line := range strings.Lines(text) {
			m[line] = true
		}
		return m
	}
	was, is, out := have(a), have(b), ""
	for line := range strings.Lines(a) {
		if !is[line] {
			out += "- " + line
		}
	}
	for line := range strings.Lines(b) {
		if !was[line] {
			out += "+ " + line
		}
	}
	return out
}

// TestEdits: forms of a program differ from it, and what is said otherwise behind an edit
// is noticed.
func TestEdits(t *testing.T) {
	kinds, err := loadModels()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{o: options{seed: 3}, kinds: kinds}
	differ := 0
	for i := range 30 {
		p := generate(3, i)
		c := analyse(kinds, p)
		if said := b.afterEdits(p, &c); said != "" {
			t.Errorf("program %d: %s", i, said)
		}
		if len(c.Flows) > 0 {
			c.Flows = c.Flows[1:]
			if b.afterEdits(p, &c) == "" {
				t.Errorf("program %d: nobody notices a flow that only the edit shows", i)
			}
		}
		q := p.otherForm(rand.New(rand.NewPCG(1, uint64(i))))
		for k := range p.Mods {
			if p.Mods[k].Text != q.Mods[k].Text {
				differ++
			}
		}
	}
	if differ < 25 {
		t.Errorf("%d of 30 programs have another form", differ)
	}
}
