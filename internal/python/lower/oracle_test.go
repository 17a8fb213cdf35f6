package lower_test

import (
	"context"
	"fmt"
	"leadline/internal/ir"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// prelude gives the programs, in Python, what step and the machine give them.
const prelude = `
import sys, os
class E0(Exception): pass
class E1(Exception): pass
class Stop(BaseException): pass
def run(path, seed, trace):
    state, fuel = seed, 120
    def t(*args):
        nonlocal state, fuel
        trace.append(" ".join(str(a) if type(a) is int else "-" for a in args))
        fuel -= 1
        if fuel < 0: raise Stop
        state = (state * 1103515245 + 12345) & 0x7fffffff
        n = (state >> 16) % 30
        if n < 2: raise (E0, E1)[n](fuel)
        return n % 3
    class M:
        def __init__(self, n): self.n = n
        def __enter__(self): return self.n
        def __exit__(self, kind, *rest):
            if kind is Stop: return False
            trace.append("exit %d" % self.n)
            return self.n % 2 == 0
    g = {"t": t, "M": M, "E0": E0, "E1": E1}
    try:
        exec(compile(open(path).read(), path, "exec"), g)
        trace.append("end " + " ".join(str(g[v]) if type(g.get(v)) is int else "-" for v in "abc"))
    except (E0, E1) as e: trace.append("raised " + type(e).__name__)
    except Stop: trace.append("stop")
for i, path in enumerate(sys.argv[1:]):
    trace = []
    run(path, i, trace)
    print("\n".join(trace) + "\n====")
`

// TestMachine runs random programs in Python and their IR in the machine: both
// must call t with the same arguments in the same order.
func TestMachine(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no Python on this machine")
	}
	n := 800
	if testing.Short() {
		n = 200
	}
	dir := t.TempDir()
	driver := filepath.Join(dir, "driver.py")
	os.WriteFile(driver, []byte(prelude), 0o644)
	args, programs := []string{driver}, make([]string, n)
	for i := range programs {
		w := program{r: rand.New(rand.NewPCG(uint64(i), 3))}
		programs[i] = w.module()
		path := filepath.Join(dir, fmt.Sprintf("p%d.py", i))
		os.WriteFile(path, []byte(programs[i]), 0o644)
		args = append(args, path)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, "python3", args...).Output()
	if err != nil {
		t.Fatalf("python3: %v", err)
	}
	failed, steps, unsure := 0, 0, 0
	for i, want := range strings.Split(strings.TrimSuffix(string(out), "====\n"), "====\n") {
		got := execute(programs[i], uint32(i))
		steps += len(got)
		unsure += strings.Count(strings.Join(got, ""), "|")
		if fault := differ(strings.TrimSuffix(want, "\n"), got); fault != "" && failed < 3 {
			failed++
			t.Errorf("program %d: %s\n%s", i, fault, programs[i])
		}
	}
	t.Logf("%d programs, %d steps, %d superfluous values", n, steps, unsure)
	if steps < 10*n || unsure > steps {
		t.Error("the programs do too little, or the machine knows too little")
	}
}

// peelLoops takes rounds out of the loops of a module's bodies.
func peelLoops(m *ir.Module) {
	for i := range m.Funcs {
		for k := range 4 {
			f := &m.Funcs[i]
			if l := f.Loops(func(uint32, ir.Value) bool { return true }); len(l) > 0 && len(f.Instrs) < 2000 {
				m.Funcs[i] = *f.Peel(l[0], 1+k%3).Func
			}
		}
	}
}

// execute runs a program's IR and gives its trace.
func execute(src string, seed uint32) (trace []string) {
	mod := lower.Lower(syntax.Parse(text.New("p.py", []byte(src))), "p", false)
	if seed%2 == 1 { // the same program with rounds peeled out of its loops
		peelLoops(mod)
	}
	m := &machine{m: mod, state: seed, fuel: 120, doms: map[uint32][][]bool{}, global: map[string]any{
		"t": native(step), "E0": class("E0"), "E1": class("E1"), "AssertionError": class("AssertionError"),
		"M": native(func(_ *machine, args []any) any { return manager{args[0].(ints)[0]} }),
	}}
	defer func() {
		trace = m.trace
		switch e := recover().(type) {
		case nil:
		case stop:
			trace = append(trace, "stop")
		case thrown:
			trace = append(trace, "raised "+e.p.class)
		default:
			trace = append(trace, fmt.Sprint("failed: ", e))
		}
	}()
	m.call(fn{}, nil)
	m.fuel = 1 << 20
	end := "end"
	for _, v := range []string{"a", "b", "c"} {
		end += " " + show(m.global[v])
	}
	m.trace = append(m.trace, end)
	return nil
}

func show(v any) string {
	if x, ok := v.(ints); ok {
		return strings.ReplaceAll(strings.Trim(fmt.Sprint([]int64(x)), "[]"), " ", "|")
	}
	return "-"
}

// differ compares traces; a set in ours must contain the number in Python's.
func differ(want string, got []string) string {
	lines := strings.Split(want, "\n")
	for i, w := range lines {
		if i >= len(got) {
			return fmt.Sprintf("step %d: want %q, got nothing", i, w)
		}
		ws, gs := strings.Fields(w), strings.Fields(got[i])
		ok := len(ws) == len(gs)
		for k := 0; ok && k < len(ws); k++ {
			ok = false
			for _, x := range strings.Split(gs[k], "|") {
				ok = ok || x == ws[k]
			}
		}
		if !ok {
			return fmt.Sprintf("step %d: want %q, got %q\n%s", i, w, got[i], strings.Join(lines[max(0, i-5):i], "\n"))
		}
	}
	if len(got) > len(lines) {
		return fmt.Sprintf("step %d: want nothing, got %q", len(lines), got[len(lines)])
	}
	return ""
}

// TestMachineDiffers: the comparison can fail.
func TestMachineDiffers(t *testing.T) {
	got := execute("a = 1\nt(1, a)\n", 5)
	if differ("1 1\nend 1 - -", got) != "" || differ("1 2\nend 1 - -", got) == "" {
		t.Errorf("trace %q", got)
	}
}

// program writes random programs that Python and the machine can run.
type program struct {
	strings.Builder
	r *rand.Rand
	n int
}

func (p *program) module() string {
	p.line(0, "a = b = c = 0")
	p.line(0, "def f(a, b, c):")
	p.function(1)
	p.body(0, 0, false, false)
	p.line(0, "t(0, f(1, 2, 3), a, b, c)")
	p.body(0, 1, false, false)
	return p.String()
}

// function writes a body, in half of the cases with an inner function that
// captures.
func (p *program) function(depth int) {
	if p.r.IntN(2) == 0 {
		p.line(depth, "def g(b):")
		if p.r.IntN(2) == 0 {
			p.line(depth+1, "nonlocal a")
			p.line(depth+1, "a = "+p.num())
		}
		p.line(depth+1, "t("+p.num()+", a, b, c)")
		p.line(depth+1, "return c")
		p.line(depth, p.v()+" = g("+p.v()+")")
	}
	p.body(depth, 0, false, true)
	p.line(depth, "return "+p.v())
}

func (p *program) line(depth int, s string) {
	p.WriteString(strings.Repeat("  ", depth) + s + "\n")
}

func (p *program) v() string { return string(rune('a' + p.r.IntN(3))) }

func (p *program) num() string {
	p.n++
	return fmt.Sprint(p.n)
}

func (p *program) step() string { return "t(" + p.num() + ", a, b, c)" }

func (p *program) cond() string {
	switch p.r.IntN(8) {
	case 0:
		return p.step() + " and not " + p.step()
	case 1:
		return "not (" + p.step() + " or (" + p.v() + " := " + p.num() + "))"
	case 2:
		return p.step() + " < " + p.step() + " < " + p.step()
	case 3:
		return "(" + p.step() + " if " + p.step() + " else (" + p.v() + " := " + p.num() + "))"
	}
	return p.step()
}

func (p *program) simple(loop, inside bool) string {
	kinds := 9
	if inside {
		kinds = 11
	}
	switch p.r.IntN(kinds) {
	case 0:
		return p.v() + ", " + p.v() + " = " + p.v() + ", " + p.v()
	case 1:
		return p.v() + " += 1"
	case 2:
		return p.v() + " = " + p.v()
	case 3:
		if loop {
			return "if " + p.cond() + ": break"
		}
	case 4:
		if loop {
			return "if " + p.cond() + ": continue"
		}
	case 5:
		return "if " + p.cond() + ": raise E" + fmt.Sprint(p.r.IntN(2)) + "(1)"
	case 6:
		return p.v() + " = " + p.step() + " and " + p.step() + " or " + p.v()
	case 7:
		return "x = [t(" + p.num() + ", a, y) for y in (a, b) if (" + p.v() + " := t(y))]"
	case 9, 10:
		return "if " + p.cond() + ": return " + p.v()
	}
	return p.v() + " = " + p.num()
}

func (p *program) body(depth, level int, loop, inside bool) {
	for range 1 + p.r.IntN(3) {
		p.stmt(depth, level, loop, inside)
		if p.r.IntN(2) == 0 {
			p.line(depth, p.step())
		}
	}
}

func (p *program) stmt(depth, level int, loop, inside bool) {
	if level > 2 || p.r.IntN(3) == 0 {
		p.line(depth, p.simple(loop, inside))
		return
	}
	in := func(head string) {
		p.line(depth, head)
		p.body(depth+1, level+1, loop, inside)
	}
	looped := func(head string) { // every turn calls t, so that the fuel ends
		p.line(depth, head)
		p.line(depth+1, p.step())
		p.body(depth+1, level+1, true, inside)
	}
	switch p.r.IntN(10) {
	case 0:
		in("if " + p.cond() + ":")
		in("elif " + p.cond() + ":")
		in("else:")
	case 1:
		in("if " + p.cond() + ":")
	case 2:
		looped("while " + p.cond() + ":")
		in("else:")
	case 3:
		looped("for " + p.v() + " in (" + p.num() + ", " + p.num() + "):")
		in("else:")
	case 4:
		looped("while True:")
	case 5:
		in("try:")
		in("except E0:")
		if p.r.IntN(2) == 0 {
			in("except E1 as e:")
			in("else:")
		}
	case 6:
		in("try:")
		in("finally:")
	case 7:
		in("try:")
		in("except E1:")
		p.line(depth+1, "if "+p.cond()+": raise")
		in("finally:")
	case 8:
		in("with M(" + p.num() + ") as " + p.v() + ":")
	case 9:
		p.line(depth, "match "+p.step()+":")
		p.line(depth, " case 0 if "+p.cond()+":")
		p.body(depth+1, level+1, loop, inside)
		p.line(depth, " case 1 | 2 as "+p.v()+":")
		p.body(depth+1, level+1, loop, inside)
		p.line(depth, " case "+p.v()+":")
		p.body(depth+1, level+1, loop, inside)
	}
}
