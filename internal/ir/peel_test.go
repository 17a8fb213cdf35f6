package ir_test

import (
	"os"
	"path/filepath"
	"testing"

	"leadline/internal/ir"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// nested has loops in loops, ways out of them and handlers around and within.
const nested = `
def f(xs, ys):
    n = 0
    try:
        for x in xs:
            for y in ys:
                try:
                    n = g(x, n)
                    if n: break
                    if y: continue
                except E as e:
                    n = h(e, y)
                finally:
                    k(n)
                z = n
            else:
                return z
            if z:
                w = x
                break
    except F:
        return n
    while n:
        n = n - 1
        if n == 3:
            return {i: j for i in xs for j in i if j}
    return w, z
`

// peelAll peels every loop of a function that may be peeled, one by one.
func peelAll(f *ir.Func, rounds, most int) *ir.Func {
	for range most {
		loops := f.Loops(func(uint32, ir.Value) bool { return true })
		if len(loops) == 0 || len(f.Instrs) > 4000 {
			break
		}
		f = f.Peel(loops[0], rounds).Func
	}
	return f
}

// TestPeel peels loops of whatever is at hand: the result must be sound.
func TestPeel(t *testing.T) {
	texts := map[string][]byte{"nested.py": []byte(nested), "sample.py": []byte(sample)}
	names, _ := filepath.Glob("/usr/lib/python3*/[a-m]*.py")
	for _, n := range names[:min(len(names), 60)] {
		if data, err := os.ReadFile(n); err == nil {
			texts[n] = data
		}
	}
	peeled := 0
	for name, data := range texts {
		m := lower.Lower(syntax.Parse(text.New(name, data)), "m", false)
		for i := range m.Funcs {
			before := m.Funcs[i]
			after := peelAll(&before, 1+i%3, 6)
			if after != &before {
				peeled++
			}
			m.Funcs[i] = *after
			for v, in := range before.Instrs {
				if in.Op.Shape()&ir.HasList != 0 && len(before.List(&in)) == 0 && in.N != 0 {
					t.Fatalf("%s: v%d: the old list is gone", name, v)
				}
			}
		}
		if faults := ir.Verify(m); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
	}
	if peeled < 2 {
		t.Errorf("only %d functions have a loop to peel", peeled)
	}
}

// TestPeelRounds: the rounds say which items they take.
func TestPeelRounds(t *testing.T) {
	m := module()
	f := &m.Funcs[1]
	loops := f.Loops(func(uint32, ir.Value) bool { return true })
	if len(loops) != 1 {
		t.Fatalf("%d loops", len(loops))
	}
	p := f.Peel(loops[0], 2)
	var turns []uint32
	for i, in := range p.Func.Instrs {
		if in.Op == ir.OpNext {
			turns = append(turns, in.B)
		}
		if w := &f.Instrs[p.Written[i]]; w.Op != in.Op || w.Start != in.Start {
			t.Errorf("v%d was not v%d", i, p.Written[i])
		}
	}
	if len(turns) != 3 || turns[0] != 1 || turns[1] != 2 || turns[2] != 0 {
		t.Errorf("rounds %v", turns)
	}
	if again := p.Func.Loops(func(uint32, ir.Value) bool { return true }); len(again) != 0 {
		t.Errorf("what is left of a loop is peeled again")
	}
}
