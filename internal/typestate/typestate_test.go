package typestate

import (
	"strings"
	"testing"

	"leadline/internal/ir"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// files must be closed: open, closed.
func files() *Protocol {
	return &Protocol{
		Names: []string{"open", "closed"},
		Moves: []Move{{On: []string{"close", "__exit__"}, To: 2}},
		Tests: map[string]States{"closed": 2},
		Wrong: []Wrong{{At: []string{AtReturn}, In: 1}, {At: []string{"read"}, In: 2}, {At: []string{AtRaise}, In: 1}},
	}
}

// known are the calls that the test's bodies make: lend lends, and functions of the
// file are entered.
type known struct {
	mod *ir.Module
	f   *ir.Func
}

func (k known) callee(call ir.Value) string {
	in := &k.f.Instrs[k.f.Instrs[call].A]
	if in.Op != ir.OpGlobal {
		return ""
	}
	return k.mod.Names[in.A]
}

func (k known) Lends(call ir.Value) bool { return k.callee(call) == "lend" }

func (k known) Enters(call ir.Value, is func(ir.Value) bool) ([]Inner, bool) {
	for i := range k.mod.Funcs {
		f := &k.mod.Funcs[i]
		if i > 0 && k.mod.Names[f.Name] == k.callee(call) {
			for n, a := range k.f.List(&k.f.Instrs[call]) {
				if is(a.Value) {
					return []Inner{{f, k.mod, n}}, true
				}
			}
		}
	}
	return nil, false
}

func (k known) Runs(uint32) bool { return true }

func TestTrack(t *testing.T) {
	const inner = "\ndef shut(x):\n    x.close()\ndef peek(x):\n    return x.read()\ndef store(x):\n    kept.append(x)\n"
	for _, c := range []struct{ name, body, want string }{
		{"never", "f = make()\nf.read()\nreturn 1", "return raise"},
		{"closed", "f = make()\nf.close()\nreturn 1", ""},
		{"early", "f = make()\nif x:\n    return 1\nf.close()\nreturn 2", "return"},
		{"both", "f = make()\nif x:\n    f.close()\nelse:\n    f.close()\nreturn 2", ""},
		{"some", "f = make()\nif x:\n    f.close()\nreturn 2", ""}, // not on every path
		{"finally", "f = make()\ntry:\n    work()\nfinally:\n    f.close()\nreturn 2", ""},
		{"raises", "f = make()\nwork()\nf.close()\nreturn 2", "raise"},
		{"with", "with make() as f:\n    work()\nreturn 2", ""},
		{"later", "f = make()\nwith f:\n    pass\nreturn 2", ""},
		{"none", "f = None\nif x:\n    f = make()\nif f:\n    f.close()\nreturn 2", ""},
		{"is none", "f = None\nif x:\n    f = make()\nif f is not None:\n    f.close()\nreturn 2", ""},
		{"tested", "f = make()\nif not f.closed:\n    f.close()\nreturn 2", ""},
		{"used after", "f = make()\nf.close()\nf.read()\nreturn 2", "read"},
		{"returned", "f = make()\nreturn f", ""},
		{"kept", "f = make()\nx.y = f\nreturn 1", ""},
		{"listed", "f = make()\nx.append([f])\nreturn 1", ""},
		{"method", "f = make()\nx.later = f.close\nreturn 1", ""},
		{"handed on", "f = make()\nelsewhere(f)\nreturn 1", ""},
		{"lent", "f = make()\nlend(f)\nreturn 1", "return raise"},
		{"shut by another", "f = make()\nshut(f)\nreturn 1", ""},
		{"read by another", "f = make()\npeek(f)\nreturn 1", "return raise"},
		{"kept by another", "f = make()\nstore(f)\nreturn 1", ""},
		{"in a loop", "for i in x:\n    f = make()\n    f.read()\n    f.close()\nreturn 1", "raise"},
		{"awaited", "f = await make()\nawait f.close()\nreturn 1", ""},
	} {
		code := "async def body(x):\n    " + strings.ReplaceAll(c.body, "\n", "\n    ") + inner
		tree := syntax.Parse(text.New("m.py", []byte(code)))
		if len(tree.Errors) > 0 {
			t.Fatalf("%s: %v", c.name, tree.Errors)
		}
		mod := lower.Lower(tree, "m", false)
		f := &mod.Funcs[1]
		p := files()
		var got []string
		for i := range f.Instrs {
			k := known{mod, f}
			if f.Instrs[i].Op != ir.OpCall || k.callee(ir.Value(i)) != "make" {
				continue
			}
			seen := map[int]bool{}
			for _, e := range Track(p, f, mod, ir.Value(i), false, k) {
				if !seen[e.Wrong] {
					got = append(got, p.Wrong[e.Wrong].At[0])
				}
				seen[e.Wrong] = true
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}

// TestReceiver: an object that is there already, by the way it is read.
func TestReceiver(t *testing.T) {
	locks := &Protocol{Names: []string{"taken", "free"}, Moves: []Move{{On: []string{"release"}, To: 2}},
		Wrong: []Wrong{{At: []string{AtReturn}, In: 1}, {At: []string{AtRaise}, In: 1}}}
	for _, c := range []struct{ body, want string }{
		{"self.lock.acquire()\nself.n += 1\nself.lock.release()", ""},
		{"self.lock.acquire()\nwork()\nself.lock.release()", "raise"},
		{"self.lock.acquire()\nif self.n:\n    return\nself.lock.release()", "return"},
		{"self.lock.acquire()\ntry:\n    work()\nfinally:\n    self.lock.release()", ""},
		{"if self.lock.acquire(False):\n    self.lock.release()", ""},
		{"if not self.lock.acquire(False):\n    return\nself.lock.release()", ""},
		{"self.lock.acquire()\nself.other.release()", "return"},
	} {
		mod := lower.Lower(syntax.Parse(text.New("m.py", []byte("def body(self):\n    "+strings.ReplaceAll(c.body, "\n", "\n    ")+"\n"))), "m", false)
		f := &mod.Funcs[1]
		got := ""
		for i := range f.Instrs {
			in := &f.Instrs[i]
			if in.Op != ir.OpCall || f.Instrs[in.A].Op != ir.OpAttr || mod.Names[f.Instrs[in.A].B] != "acquire" {
				continue
			}
			for _, e := range Track(locks, f, mod, ir.Value(i), true, known{mod, f}) {
				if got == "" {
					got = locks.Wrong[e.Wrong].At[0]
				}
			}
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.body, got, c.want)
		}
	}
}
