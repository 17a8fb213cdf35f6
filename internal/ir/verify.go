package ir

import "fmt"

// Verify lists what is wrong with a module's form; a sound one gives nothing.
// It checks ranges of operands, the order of blocks and instructions, that
// edges are symmetric, that phis have one operand per predecessor, and that
// every operand's definition dominates its use.
func Verify(m *Module) []string {
	v := &verifier{m: m}
	if len(m.Names) == 0 || m.Names[0] != "" {
		v.say("name 0 is not empty")
	}
	for i := range m.Funcs {
		v.fn(uint32(i))
	}
	return v.faults
}

// maxFaults bounds the report on one module.
const maxFaults = 20

type verifier struct {
	m      *Module
	f      *Func
	i      uint32
	faults []string
	home   []uint32 // block of each instruction
	idom   []uint32 // by half block, see dominators
}

func (v *verifier) say(format string, args ...any) {
	if len(v.faults) < maxFaults {
		v.faults = append(v.faults, fmt.Sprintf("f%d: ", v.i)+fmt.Sprintf(format, args...))
	}
}

func (v *verifier) fn(i uint32) {
	v.f, v.i = &v.m.Funcs[i], i
	f := v.f
	if i > 0 && f.Parent >= i {
		v.say("parent f%d does not come before", f.Parent)
	}
	if len(f.Blocks) == 0 {
		v.say("no blocks")
		return
	}
	before := len(v.faults)
	v.layout()
	v.edges()
	if len(v.faults) > before {
		return
	}
	v.dominators()
	v.uses()
}

// layout checks that blocks tile the instructions.
func (v *verifier) layout() {
	f := v.f
	v.home = make([]uint32, len(f.Instrs))
	next := uint32(0)
	for b := range f.Blocks {
		k := &f.Blocks[b]
		if k.First != next || k.End < k.First || int(k.End) > len(f.Instrs) {
			v.say("b%d has instructions %d to %d, not from %d", b, k.First, k.End, next)
			return
		}
		for i := k.First; i < k.End; i++ {
			v.home[i] = uint32(b)
		}
		next = k.End
	}
	if int(next) != len(f.Instrs) {
		v.say("%d instructions are in no block", len(f.Instrs)-int(next))
	}
}

// edges checks the ends of blocks and that both sides of an edge know it.
func (v *verifier) edges() {
	f := v.f
	n := uint32(len(f.Blocks))
	count := map[[2]uint32]int{}
	for b := range f.Blocks {
		k := &f.Blocks[b]
		if int(k.SuccFirst+k.SuccN) > len(f.Edges) || int(k.PredFirst+k.PredN) > len(f.Edges) {
			v.say("b%d has edges out of range", b)
			return
		}
		if least, most := arity(k.Term); k.SuccN < least || k.SuccN > most {
			v.say("b%d has %d successors", b, k.SuccN)
		}
		for _, s := range f.Succs(k) {
			if s >= n {
				v.say("b%d goes to b%d", b, s)
				return
			}
			count[[2]uint32{uint32(b), s}]++
		}
		for _, p := range f.Preds(k) {
			count[[2]uint32{p, uint32(b)}]--
		}
		if k.Handler > n || k.Handler != 0 && !f.Blocks[k.Handler-1].Catch {
			v.say("b%d has a handler that is none", b)
			return
		}
	}
	for e, c := range count {
		if c != 0 {
			v.say("edge b%d to b%d is known to one side", e[0], e[1])
		}
	}
}

// arity is the number of successors that an end may have.
func arity(t TermKind) (least, most uint32) {
	switch t {
	case TermJump:
		return 1, 1
	case TermBranch, TermFor:
		return 2, 2
	case TermLoop:
		return 1, 2
	case TermRaise:
		return 0, 1
	}
	return 0, 0
}

// uses checks the operands of every instruction and the conditions of blocks.
func (v *verifier) uses() {
	f := v.f
	for b := range f.Blocks {
		k := &f.Blocks[b]
		for i := k.First; i < k.End; i++ {
			v.instr(uint32(b), i)
		}
		if k.Cond != NoValue {
			v.use(uint32(b), k.End, k.Cond)
		} else if k.Term == TermBranch || k.Term == TermFor || k.Term == TermReturn {
			v.say("b%d ends without a value", b)
		}
	}
}

func (v *verifier) instr(b, at uint32) {
	i := &v.f.Instrs[at]
	shape := i.Op.Shape()
	if shape&HasList != 0 && int(i.C)+int(i.N) > len(v.f.Args) && i.N != 0xFFFF {
		v.say("v%d has a list out of range", at)
		return
	}
	v.tables(at, i)
	switch i.Op {
	case OpPhi:
		v.phi(b, at, i)
		return
	case OpExcPhi:
		v.excPhi(b, at, i)
		return
	}
	operands(v.f, i, func(x Value) { v.use(b, at, x) })
}

// operands visits the values that an instruction uses.
func operands(f *Func, i *Instr, visit func(Value)) {
	shape := i.Op.Shape()
	for n, x := range [...]uint32{i.A, i.B, i.C} {
		if shape&(UsesA<<n) != 0 && x != NoValue {
			visit(x)
		}
	}
	if shape&HasList == 0 {
		return
	}
	for _, a := range f.List(i) {
		visit(a.Value)
		if shape&KeyedList != 0 && a.Name != NoValue {
			visit(a.Name)
		}
	}
}

// tables checks operands that index a table of the module.
func (v *verifier) tables(at uint32, i *Instr) {
	name := func(n uint32) {
		if int(n) >= len(v.m.Names) {
			v.say("v%d: no name %d", at, n)
		}
	}
	switch i.Op {
	case OpConst, OpMagic:
		if int(i.A) >= len(v.m.Consts) {
			v.say("v%d: no constant %d", at, i.A)
		}
	case OpParam:
		if int(i.A) >= len(v.f.Params) {
			v.say("v%d: no parameter %d", at, i.A)
		}
	case OpMakeFunc, OpMakeClass:
		if int(i.A) >= len(v.m.Funcs) || v.m.Funcs[i.A].Parent != v.i {
			v.say("v%d: f%d is no inner body", at, i.A)
		}
	case OpGlobal, OpStoreGlobal, OpFree, OpStoreFree, OpExport, OpBind, OpImport, OpImportStar:
		name(i.A)
	case OpImportFrom, OpStarName:
		name(i.A)
		name(i.B)
	case OpAttr, OpStoreAttr, OpDelAttr:
		name(i.B)
	}
}

func (v *verifier) phi(b, at uint32, i *Instr) {
	preds, ops := v.f.Preds(&v.f.Blocks[b]), v.f.List(i)
	if len(preds) != len(ops) {
		v.say("v%d: phi of %d operands in b%d with %d predecessors", at, len(ops), b, len(preds))
		return
	}
	for n, a := range ops {
		v.use(preds[n], v.f.Blocks[preds[n]].End, a.Value)
	}
}

// excPhi: the definitions come from anywhere in the region, so they need not
// dominate.
func (v *verifier) excPhi(b, at uint32, i *Instr) {
	if !v.f.Blocks[b].Catch {
		v.say("v%d: excphi outside of a handler", at)
	}
	for _, a := range v.f.List(i) {
		if int(a.Value) >= len(v.f.Instrs) {
			v.say("v%d uses v%d, which does not exist", at, a.Value)
		}
		if int(a.Name) > len(v.f.Blocks) {
			v.say("v%d is seen from b%d, which does not exist", at, a.Name-1)
		}
	}
}

// use checks that x is defined wherever an instruction at index at of block b
// runs.
func (v *verifier) use(b, at, x uint32) {
	if int(x) >= len(v.f.Instrs) {
		v.say("v%d uses v%d, which does not exist", at, x)
		return
	}
	switch def := v.home[x]; {
	case def == b:
		if x >= at {
			v.say("v%d uses v%d, which comes later", at, x)
		}
	case !v.dominates(v.available(x), 2*b):
		v.say("v%d in b%d uses v%d of b%d, which does not dominate", at, b, x, def)
	}
}

// available is the half block at whose end a value exists.
func (v *verifier) available(x uint32) uint32 {
	switch v.f.Instrs[x].Op {
	case OpPhi, OpExcPhi:
		return 2 * v.home[x]
	}
	return 2*v.home[x] + 1
}
