package ir_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"leadline/internal/ir"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// sample has a loop with phis, a handler, an inner body and a list.
const sample = `
def f(xs):
    n = 0
    for x in xs:
        try:
            n = g(x, k=n)
        except E:
            pass
        h = lambda: n
    return {n: h}
`

func module() *ir.Module {
	return lower.Lower(syntax.Parse(text.New("m.py", []byte(sample))), "m", false)
}

// find is the first instruction of f with that operation.
func find(f *ir.Func, op ir.Op) *ir.Instr {
	return &f.Instrs[index(f, op)]
}

func index(f *ir.Func, op ir.Op) ir.Value {
	return ir.Value(slices.IndexFunc(f.Instrs, func(i ir.Instr) bool { return i.Op == op }))
}

// TestVerify breaks a sound module in every way that Verify must see.
func TestVerify(t *testing.T) {
	if faults := ir.Verify(module()); len(faults) > 0 {
		t.Fatal(faults)
	}
	catch := func(f *ir.Func) int { return slices.IndexFunc(f.Blocks, func(b ir.Block) bool { return b.Catch }) }
	tests := map[string]func(m *ir.Module, f *ir.Func){
		"comes later":            func(_ *ir.Module, f *ir.Func) { find(f, ir.OpCall).A = index(f, ir.OpCall) },
		"does not exist":         func(_ *ir.Module, f *ir.Func) { find(f, ir.OpCall).A = 1 << 20 },
		"does not dominate":      func(_ *ir.Module, f *ir.Func) { f.List(find(f, ir.OpDict))[0].Value = last(f, ir.OpCall) },
		"phi of":                 func(_ *ir.Module, f *ir.Func) { find(f, ir.OpPhi).N-- },
		"list out of range":      func(_ *ir.Module, f *ir.Func) { find(f, ir.OpCall).C = 1 << 20 },
		"no name":                func(m *ir.Module, f *ir.Func) { find(f, ir.OpGlobal).A = 1 << 20 },
		"no constant":            func(m *ir.Module, f *ir.Func) { find(f, ir.OpConst).A = 1 << 20 },
		"no inner body":          func(m *ir.Module, f *ir.Func) { find(f, ir.OpMakeFunc).A = 0 },
		"known to one side":      func(_ *ir.Module, f *ir.Func) { f.Edges[f.Blocks[0].SuccFirst]++ },
		"successors":             func(_ *ir.Module, f *ir.Func) { f.Blocks[0].SuccN = 0 },
		"a handler that is none": func(_ *ir.Module, f *ir.Func) { f.Blocks[catch(f)].Catch = false },
		"has instructions":       func(_ *ir.Module, f *ir.Func) { f.Blocks[1].First++ },
		"are in no block":        func(_ *ir.Module, f *ir.Func) { f.Instrs = append(f.Instrs, ir.Instr{}) },
		"nothing reaches": func(_ *ir.Module, f *ir.Func) {
			for b := range f.Blocks {
				f.Blocks[b].Handler = 0
			}
		},
		"does not come before": func(m *ir.Module, _ *ir.Func) { m.Funcs[1].Parent = 2 },
		"name 0":               func(m *ir.Module, _ *ir.Func) { m.Names[0] = "x" },
		"no parameter":         func(_ *ir.Module, f *ir.Func) { f.Params = nil },
		"ends without a value": func(_ *ir.Module, f *ir.Func) {
			f.Blocks[slices.IndexFunc(f.Blocks, func(b ir.Block) bool { return b.Term == ir.TermReturn })].Cond = ir.NoValue
		},
		"excphi outside": func(_ *ir.Module, f *ir.Func) { find(f, ir.OpPhi).Op = ir.OpExcPhi },
	}
	for want, break_ := range tests {
		m := module()
		break_(m, &m.Funcs[1])
		if got := strings.Join(ir.Verify(m), "\n"); !strings.Contains(got, want) {
			t.Errorf("want %q, got %q", want, got)
		}
	}
}

func last(f *ir.Func, op ir.Op) ir.Value {
	for i := len(f.Instrs) - 1; ; i-- {
		if f.Instrs[i].Op == op {
			return ir.Value(i)
		}
	}
}

// TestPrintStable: two runs give the same text, which names every instruction.
func TestPrintStable(t *testing.T) {
	var a, b bytes.Buffer
	ir.Print(&a, module())
	ir.Print(&b, module())
	if a.String() != b.String() {
		t.Error("two prints differ")
	}
	if n, m := strings.Count(a.String(), " = "), len(module().Funcs[0].Instrs)+len(module().Funcs[1].Instrs)+len(module().Funcs[2].Instrs); n != m {
		t.Errorf("%d of %d instructions printed", n, m)
	}
}

// TestNames: every operation and operator has a name of its own.
func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for op := ir.OpNop; op <= ir.OpMagic; op++ {
		if s := op.String(); s == "?" || seen[s] {
			t.Errorf("operation %d is %q", op, s)
		} else {
			seen[s] = true
		}
	}
	for op := ir.Add; op <= ir.NotIn; op++ {
		if ir.OperatorName(op) == "?" {
			t.Errorf("operator %d has no name", op)
		}
	}
}

// TestLongList: a list of more elements than a count holds.
func TestLongList(t *testing.T) {
	for _, n := range []int{0xFFFE, 0xFFFF, 0x10000, 100000} {
		src := "x = [" + strings.Repeat("a,", n) + "]\n"
		m := lower.Lower(syntax.Parse(text.New("m.py", []byte(src))), "m", false)
		if faults := ir.Verify(m); len(faults) > 0 {
			t.Fatal(n, faults)
		}
		if got := len(m.Funcs[0].List(find(&m.Funcs[0], ir.OpList))); got != n {
			t.Errorf("a list of %d has %d", n, got)
		}
	}
}
