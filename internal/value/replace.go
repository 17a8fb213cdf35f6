package value

import "leadline/internal/ir"

// Replacement is a new form of a module's code.
type Replacement struct {
	Module *Mod
	IR     *ir.Module
	// Text tells whether the text of a body is the same in both forms.
	Text func(old, now *ir.Func) bool
}

// Fits tells whether there is room for a new form: the bodies of other modules
// keep their numbers.
func (r *Replacement) Fits() bool {
	old, now := r.Module.IR, r.IR
	return old.Name == now.Name && old.Package == now.Package && old.Path == now.Path && len(now.Funcs) <= int(r.Module.Room)
}

// Replace puts a new form that fits in a module's place. It may only be called
// while nothing reads the program. A number stands for the body that has it now:
// changed is told every one whose code or text is another, declared those that
// look otherwise from outside, or that came or went.
func (p *Program) Replace(r *Replacement, changed, declared func(*Fn)) {
	m, old := r.Module, r.Module.IR
	p.fill(m, r.IR)
	p.resolveImports(m)
	moved := make([]bool, len(r.IR.Funcs)) // stands elsewhere among its parents
	for i := range max(len(old.Funcs), len(r.IR.Funcs)) {
		fn := p.Funcs[m.First+FuncID(i)]
		if i >= len(r.IR.Funcs) {
			*fn = *vacant(fn.ID, m)
			declared(fn)
			changed(fn)
			continue
		}
		b := &r.IR.Funcs[i]
		was := *fn
		*fn = *newFn(fn.ID, m, uint32(i))
		if i >= len(old.Funcs) {
			moved[i] = true
			declared(fn)
			changed(fn)
			continue
		}
		a := &old.Funcs[i]
		moved[i] = a.Kind != b.Kind || a.Parent != b.Parent || i > 0 && moved[b.Parent]
		if moved[i] || !ir.SameDeclaration(old, a, r.IR, b) || was.Receives != fn.Receives || was.Dressed != fn.Dressed {
			declared(fn)
		}
		if moved[i] || !ir.SameBody(old, a, r.IR, b) || !r.Text(a, b) {
			changed(fn)
		}
	}
}

// vacant is a number that no body has.
func vacant(id FuncID, m *Mod) *Fn {
	return &Fn{ID: id, Mod: m, IR: &ir.Func{Kind: ir.FuncDef}, Owner: NoFunc, Self: ir.NoValue}
}

// Vacant tells whether a number stands for no body: it is kept for one that an
// edit may bring.
func (f *Fn) Vacant() bool { return len(f.IR.Blocks) == 0 }
