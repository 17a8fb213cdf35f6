package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// gen writes one program. Everything it chooses comes from r.
type gen struct {
	r     *rand.Rand
	p     *program
	mods  []*draft
	cur   int // module that is written
	out   *strings.Builder
	ind   int
	names int
	flags int
	env   *env
	depth int // functions around the one that is written
	loops int
	fuel  int // statements left
}

// draft is a module that is being written.
type draft struct {
	name    string
	imports []string
	top     strings.Builder
}

// env are the variables that are certain to be bound here.
type env struct {
	strs  []string
	ints  []string
	lists []list
	dicts []dict
	local bool // inside a function
}

type list struct {
	name string
	n    int // at least so many items
}

type dict struct {
	name string
	keys []string
}

func (e *env) copy() *env {
	c := *e
	c.strs = append([]string(nil), e.strs...)
	c.ints = append([]string(nil), e.ints...)
	c.lists = append([]list(nil), e.lists...)
	c.dicts = append([]dict(nil), e.dicts...)
	return &c
}

// generate writes the i-th program of a seed.
func generate(seed uint64, i int) *program {
	g := &gen{r: rand.New(rand.NewPCG(seed, uint64(i))), p: &program{ID: i, Uses: map[string]bool{}}, out: &strings.Builder{}}
	n := 1 + g.pick(3)
	if n > 1 {
		g.use("modules")
	}
	for k := n - 1; k >= 0; k-- {
		g.mods = append(g.mods, &draft{name: fmt.Sprintf("m%d", k)})
	}
	g.cur = n - 1
	g.fuel = 14
	g.globals()
	g.main()
	for _, d := range g.mods {
		g.p.Mods = append(g.p.Mods, module{d.name, strings.Join(d.imports, "") + d.top.String()})
	}
	return g.p
}

// main writes the function that the last module calls.
func (g *gen) main() {
	g.def("main()", nil, func() {
		a := g.fresh("a")
		g.line("%s = source()", a)
		b := g.fresh("b")
		g.line("%s = %s", b, g.lit())
		g.env.strs = append(g.env.strs, a, b)
		g.bind(g.target(), g.function(1+g.pick(2))) // every program has two functions at least
		for range 1 + g.pick(4) {
			g.statement()
		}
		g.write(snippets()[g.p.ID%len(snippets())]) // each comes in its turn
		g.sinks()
	})
	g.mods[g.cur].imports = append([]string{"from oracle import source, sink, flag\n"}, g.mods[g.cur].imports...)
	fmt.Fprintf(&g.mods[g.cur].top, "main()\n")
}

// sinks shows the last variables to the sink.
func (g *gen) sinks() {
	e := g.env.strs
	for k := range min(len(e), 2+g.pick(2)) {
		g.line("sink(%s)", e[len(e)-1-k])
	}
	if g.chance(30) && len(e) > 3 {
		g.line("sink(%s)", e[g.pick(len(e))])
	}
}

func (g *gen) pick(n int) int     { return g.r.IntN(n) }
func (g *gen) chance(pc int) bool { return g.r.IntN(100) < pc }
func (g *gen) use(constructs ...string) {
	for _, c := range constructs {
		g.p.Uses[c] = true
	}
}

func choose[T any](g *gen, from ...T) T { return from[g.pick(len(from))] }

func (g *gen) fresh(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

func (g *gen) line(format string, args ...any) {
	g.out.WriteString(strings.Repeat("    ", g.ind))
	fmt.Fprintf(g.out, format, args...)
	g.out.WriteByte('\n')
}

// block writes an indented block; what it binds is not certain behind it.
func (g *gen) block(head string, body func()) {
	g.line("%s", head)
	save := g.env
	g.env = save.copy()
	g.ind++
	body()
	g.ind--
	g.env = save
}

// bind assigns a string expression to a name.
func (g *gen) bind(name, expr string) {
	g.line("%s = %s", name, expr)
	g.know(name)
}

func (g *gen) know(name string) {
	for _, s := range g.env.strs {
		if s == name {
			return
		}
	}
	g.env.strs = append(g.env.strs, name)
}

// target is a new variable or, at times, one that is bound already.
func (g *gen) target() string {
	if g.chance(25) {
		for range 3 {
			if v := g.env.strs[g.pick(len(g.env.strs))]; g.env.local && v[0] != 'G' && !strings.Contains(v, ".") {
				return v
			}
		}
	}
	return g.fresh("v")
}

// v is a string variable.
func (g *gen) v() string {
	if len(g.env.strs) == 0 {
		return g.lit()
	}
	// Later variables are closer to the sinks.
	n := len(g.env.strs)
	return g.env.strs[max(g.pick(n), g.pick(n))]
}

func (g *gen) lit() string {
	return choose(g, `"a"`, `"b"`, `"key"`, `"x/y"`, `"a,b"`, `"Hello"`, `"42"`, `"k=v"`, `"ab cd"`, `"É"`, `"p"`, `"q-r"`)
}

func (g *gen) key() string { return choose(g, `"a"`, `"b"`, `"c"`, `"key"`) }

// str is a string expression.
func (g *gen) str() string { return g.strDepth(0) }

func (g *gen) strDepth(d int) string {
	switch k := g.pick(100); {
	case k < 50 || d > 1:
		return g.v()
	case k < 62:
		return g.lit()
	case k < 66 && g.cur == len(g.mods)-1:
		return "source()"
	}
	return g.stringOp(d + 1)
}

// cond is a condition.
func (g *gen) cond() string {
	switch g.pick(14) {
	case 0:
		return g.v() + " == " + g.lit()
	case 1:
		return "not " + g.flag()
	case 2:
		return fmt.Sprintf("%d < %d", g.pick(3), g.pick(3))
	case 3:
		g.use("comparison")
		return fmt.Sprintf("%d <= %d < %d", g.pick(3), g.pick(3), g.pick(4))
	case 4:
		return fmt.Sprintf("%s or %s", g.flag(), g.v()+" != "+g.lit())
	case 5:
		return fmt.Sprintf("%s and %s", g.flag(), g.flag())
	case 6:
		return fmt.Sprintf("isinstance(%s, %s)", g.v(), choose(g, "str", "int", "(int, str)"))
	case 7:
		return g.v() + choose(g, " is None", " is not None")
	case 8:
		return fmt.Sprintf("%s in %s", g.lit(), g.strs(3))
	case 9:
		if len(g.env.lists) > 0 {
			return fmt.Sprintf("len(%s) > %d", choose(g, g.env.lists...).name, g.pick(3))
		}
	case 10:
		if len(g.env.dicts) > 0 {
			return fmt.Sprintf("%s in %s", g.key(), choose(g, g.env.dicts...).name)
		}
	}
	return g.flag()
}

func (g *gen) flag() string {
	g.flags++
	g.oracle("flag")
	return fmt.Sprintf("flag(%d)", g.flags)
}

// oracle makes a name of the oracle known to a module other than the main one.
func (g *gen) oracle(name string) {
	if g.cur != len(g.mods)-1 {
		g.imported(g.cur, "from oracle import "+name+"\n")
	}
}

func (g *gen) imported(mod int, line string) {
	for _, l := range g.mods[mod].imports {
		if l == line {
			return
		}
	}
	g.mods[mod].imports = append(g.mods[mod].imports, line)
}

// strs is a list display of n strings.
func (g *gen) strs(n int) string { return "[" + g.items(n) + "]" }

func (g *gen) items(n int) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = choose(g, g.v, g.v, g.lit)()
	}
	return strings.Join(parts, ", ")
}

// def writes a function of the module in hand, in front of what is being
// written, and gives it an environment of its own.
func (g *gen) def(head string, params []string, body func()) {
	g.top(func() {
		g.env = &env{strs: append(g.moduleStrs(), params...), local: true}
		g.line("def %s:", head)
		g.ind++
		body()
		g.ind--
	})
}

// top writes at the top level of the module in hand.
func (g *gen) top(write func()) {
	out, ind, e, loops := g.out, g.ind, g.env, g.loops
	g.out, g.ind, g.loops = &strings.Builder{}, 0, 0
	g.depth++
	write()
	g.depth--
	g.mods[g.cur].top.WriteString(g.out.String())
	g.out, g.ind, g.env, g.loops = out, ind, e, loops
}

// away writes something into this module or one that it may import, and gives
// the name under which this module knows it.
func (g *gen) away(write func() string) string {
	here := g.cur
	g.cur = g.pick(here + 1)
	name := write()
	there := g.cur
	g.cur = here
	if there == here {
		return name
	}
	m := g.mods[there].name
	switch g.pick(3) {
	case 0:
		g.imported(here, "import "+m+"\n")
		return m + "." + name
	case 1:
		as := g.fresh("i")
		g.imported(here, fmt.Sprintf("from %s import %s as %s\n", m, name, as))
		return as
	}
	g.imported(here, fmt.Sprintf("from %s import %s\n", m, name))
	return name
}

// globals writes the module's variables.
func (g *gen) globals() {
	for k := range g.mods {
		d := g.mods[k]
		fmt.Fprintf(&d.top, "G%d = %s\n", k, g.lit())
	}
}

func (g *gen) moduleStrs() []string { return []string{fmt.Sprintf("G%d", g.cur)} }

// function writes a function of n string parameters and gives a call of it.
func (g *gen) function(n int) string {
	name := g.away(func() string {
		f := g.fresh("f")
		params := make([]string, n)
		for i := range params {
			params[i] = g.fresh("p")
		}
		g.def(f+"("+strings.Join(params, ", ")+")", params, func() {
			for range 1 + g.pick(2) {
				g.statement()
			}
			g.line("return %s", g.str())
		})
		return f
	})
	g.use("functions")
	return name + "(" + g.items(n) + ")"
}

// statement writes one random construct.
func (g *gen) statement() {
	if g.fuel--; g.fuel < 0 {
		g.bind(g.target(), g.str())
		return
	}
	total := 0
	all := gadgets()
	for i := range all {
		total += all[i].weight
	}
	k := g.pick(total)
	for i := range all {
		if k -= all[i].weight; k < 0 {
			all[i].write(g)
			return
		}
	}
}

// nested writes up to n statements inside a block.
func (g *gen) nested(n int) {
	for range 1 + g.pick(n) {
		if g.ind > 4 {
			g.bind(g.target(), g.str())
			continue
		}
		g.statement()
	}
}
