package value

import "leadline/internal/ir"

// Replacement is a new form of a module's code.
type Replacement struct {
	Module *Mod
	IR     *ir.Module
	// Text tells whether the text of a body is the same in both forms.
	Text func(old, now *ir.Func) bool
}

// Fits tells whether a new form has the bodies that the old one has, so that
// each may keep its number.
func (r *Replacement) Fits() bool {
	old, now := r.Module.IR, r.IR
	if old.Name != now.Name || old.Package != now.Package || old.Path != now.Path || len(old.Funcs) != len(now.Funcs) {
		return false
	}
	for i := range old.Funcs {
		if old.Funcs[i].Kind != now.Funcs[i].Kind || old.Funcs[i].Parent != now.Funcs[i].Parent {
			return false
		}
	}
	return true
}

// Replace puts a new form that fits in a module's place. It may only be called
// while nothing reads the program. changed is told every body that has other
// code or another text, declared those that look otherwise from outside.
func (p *Program) Replace(r *Replacement, changed, declared func(*Fn)) {
	m, old := r.Module, r.Module.IR
	before := make([]NameID, len(old.Funcs))
	for i := range old.Funcs {
		before[i] = m.Names[old.Funcs[i].Name]
	}
	p.fill(m, r.IR)
	p.resolveImports(m)
	for i := range r.IR.Funcs {
		fn := p.Funcs[m.First+FuncID(i)]
		a, b := &old.Funcs[i], &r.IR.Funcs[i]
		if !ir.SameDeclaration(old, a, r.IR, b) {
			declared(fn)
		}
		if !ir.SameBody(old, a, r.IR, b) || !r.Text(a, b) {
			changed(fn)
		}
		fn.IR = b
		fn.Self = selfOf(b)
	}
}
