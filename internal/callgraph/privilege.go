package callgraph

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// Administered tells of bodies whether only administrators come to them: those that
// are guarded by a name which says so (a decorator, a base class, a dependency; the
// rows `administrators`), and those that nobody else calls.
type Administered struct {
	g       *Graph
	callers [][]value.FuncID      // nil until somebody wants them
	known   map[value.FuncID]bool // guarded by its own names
}

// NewAdministered knows nothing of any body yet.
func NewAdministered(g *Graph) *Administered {
	return &Administered{g: g, known: map[value.FuncID]bool{}}
}

// maxAdministered bounds the bodies that are asked about one.
const maxAdministered = 200

// Only tells whether whoever comes to a body was asked before whether they are an
// administrator: it is guarded itself, or all that call it are.
func (a *Administered) Only(fn value.FuncID) bool {
	seen := map[value.FuncID]bool{fn: true}
	queue := []value.FuncID{fn}
	for n := 0; n < len(queue); n++ {
		id := queue[n]
		if a.guarded(id) {
			continue
		}
		if n == maxAdministered || a.g.Entries[id] != nil {
			return false
		}
		if a.callers == nil {
			a.callers = a.g.Callers()
		}
		if len(a.callers[id]) == 0 {
			return false
		}
		for _, by := range a.callers[id] {
			if !seen[by] {
				seen[by] = true
				queue = append(queue, by)
			}
		}
	}
	return true
}

func (a *Administered) guarded(id value.FuncID) bool {
	known, ok := a.known[id]
	if !ok {
		fn := a.g.Prog.Funcs[id]
		known = fn.IR.Kind == ir.FuncDef && (a.decorated(fn) || fn.Owner != value.NoFunc && a.class(fn.Owner))
		a.known[id] = known
	}
	return known
}

func (a *Administered) says(name string) bool { return a.g.Prog.Models.Administrators[name] }

// decorated tells whether a decorator of a definition or a default of its parameters
// says so.
func (a *Administered) decorated(fn *value.Fn) bool {
	around := a.g.Prog.Funcs[fn.Mod.First+value.FuncID(fn.IR.Parent)].IR
	made := ir.NoValue
	for i := range around.Instrs {
		in := &around.Instrs[i]
		switch {
		case (in.Op == ir.OpMakeFunc || in.Op == ir.OpMakeClass) && fn.Mod.First+value.FuncID(in.A) == fn.ID:
			made = ir.Value(i)
			for _, arg := range around.List(in) {
				if in.Op == ir.OpMakeFunc && a.named(fn.Mod, around, arg.Value, 3) {
					return true
				}
			}
		case made != ir.NoValue && in.Op == ir.OpCall && in.Sub == ir.CallDecorator && in.N == 1 && around.List(in)[0].Value == made:
			if a.named(fn.Mod, around, in.A, 3) {
				return true
			}
			made = ir.Value(i)
		}
	}
	return false
}

// named tells whether an expression names one of the rows: admin_required,
// admin_required(...), method_decorator(admin_required), Depends(admin), a lambda that
// asks user.is_superuser.
func (a *Administered) named(m *value.Mod, f *ir.Func, v ir.Value, depth int) bool {
	if v == ir.NoValue || depth == 0 {
		return false
	}
	in := &f.Instrs[v]
	switch in.Op {
	case ir.OpGlobal:
		return a.says(m.IR.Names[in.A])
	case ir.OpAttr, ir.OpImportFrom:
		return a.says(m.IR.Names[in.B])
	case ir.OpMakeFunc:
		inner := &m.IR.Funcs[in.A]
		if a.says(m.IR.Names[inner.Name]) {
			return true
		}
		if inner.Kind != ir.FuncLambda {
			return false
		}
		for i := range inner.Instrs {
			if d := &inner.Instrs[i]; d.Op == ir.OpAttr && a.says(m.IR.Names[d.B]) {
				return true
			}
		}
	case ir.OpMakeClass:
		return a.says(m.IR.Names[m.IR.Funcs[in.A].Name])
	case ir.OpCall:
		if a.named(m, f, in.A, depth-1) {
			return true
		}
		return a.anyNamed(m, f, in, depth)
	case ir.OpList, ir.OpTuple:
		return a.anyNamed(m, f, in, depth)
	}
	return false
}

func (a *Administered) anyNamed(m *value.Mod, f *ir.Func, in *ir.Instr, depth int) bool {
	for _, arg := range f.List(in) {
		if a.named(m, f, arg.Value, depth-1) {
			return true
		}
	}
	return false
}

// class tells whether a class or one that it derives from is called so, is decorated
// so, or keeps such a dependency or permission in its body.
func (a *Administered) class(id value.FuncID) bool {
	ci := a.g.World.Classes[id]
	if ci == nil {
		return false
	}
	for _, m := range ci.MRO {
		if m.Kind() == value.Ext {
			if a.says(lastName(a.g.Prog.Syms.Text(value.NameID(m.Payload())))) {
				return true
			}
			continue
		}
		if m.Kind() != value.Class {
			continue
		}
		fn := a.g.Prog.Funcs[value.FuncID(m.Payload())]
		if a.says(fn.Name()) || a.decorated(fn) {
			return true
		}
		for i := range fn.IR.Instrs {
			if in := &fn.IR.Instrs[i]; in.Op == ir.OpExport && in.B != ir.NoValue && a.kept(fn, in.B) {
				return true
			}
		}
	}
	return false
}

// kept tells whether an attribute of a class is a dependency or a list of permissions
// that says so; a method is neither.
func (a *Administered) kept(fn *value.Fn, v ir.Value) bool {
	in := &fn.IR.Instrs[v]
	if in.Op == ir.OpAnnotated {
		v = in.A
		if v == ir.NoValue {
			return false
		}
		in = &fn.IR.Instrs[v]
	}
	switch in.Op {
	case ir.OpCall, ir.OpList, ir.OpTuple:
		return a.named(fn.Mod, fn.IR, v, 3)
	}
	return false
}

func lastName(dotted string) string { return dotted[strings.LastIndexByte(dotted, '.')+1:] }
