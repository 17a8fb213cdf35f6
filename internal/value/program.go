package value

import (
	"path"
	"slices"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// Program is everything that is analysed together. It is immutable but for the
// interning in Syms.
type Program struct {
	Mods   []*Mod // in path order
	Funcs  []*Fn
	ByName map[string]*Mod
	Syms   *Symbols
	Models *model.Set
	// MinVersion and MaxVersion bound sys.version_info (major*100+minor);
	// zero when nothing is known.
	MinVersion, MaxVersion int
	// Builtins are the names that every module sees without an import.
	Builtins map[string]bool
	// Budgets multiplies every budget of the analysis, to see what they cost; 0
	// is 1.
	Budgets int
	// children maps a dotted name to the names of modules directly below it,
	// so that attributes of a package find its submodules.
	packages map[string]bool
	library  library `image:"-"`
	// pages are the templates by the last part of their paths, in path order.
	pages map[string][]*Mod
	// shared are the owners of the attributes of shared library objects, by class.
	shared map[NameID]uint32
}

// Mod is one module of the program.
type Mod struct {
	IR     *ir.Module
	Index  uint32
	Names  []NameID // of IR.Names
	Consts []Atom   // of IR.Consts; 0 for one too long to keep
	First  FuncID   // of its module body
	Room   uint32   // numbers of bodies from First on that are the module's
	// means are the modules that its imports mean; nil for one that is not the
	// project's. Other names are looked up when asked for.
	means map[string]*Mod
	worn  map[uint32]worn // what stands on its functions
}

// Fn is one body of the program.
type Fn struct {
	ID    FuncID
	Mod   *Mod
	IR    *ir.Func
	Local uint32 // index in Mod.IR.Funcs
	// Owner is the class body that a method stands in, or NoFunc.
	Owner FuncID
	// Receives tells whether the first parameter is the receiver: of methods, but
	// for those that staticmethod made of plain functions.
	Receives bool
	// Dressed tells whether a decorator stands on it that may make anything of it:
	// where it is unknown, the function stands for what it made, whose truth nobody
	// knows.
	Dressed bool
	// Recursive marks a member of a component that calls itself.
	Self ir.Value // the OpParam of the first parameter, or NoValue
}

// Budget is one of the analysis's budgets as this program has it.
func (p *Program) Budget(n int) int { return n * max(1, p.Budgets) }

// NewProgram links modules; they must be sorted by path. With room, each keeps
// some numbers for bodies that an edit may bring (see Replace).
func NewProgram(mods []*ir.Module, models *model.Set, room bool) *Program {
	p := &Program{ByName: map[string]*Mod{}, Syms: NewSymbols(), Models: models, packages: map[string]bool{}, pages: map[string][]*Mod{}}
	p.shared = sharedOwners(models, p.Syms)
	for i, m := range mods {
		p.addModule(uint32(i), m, room)
	}
	for _, m := range p.Mods {
		p.resolveImports(m)
	}
	return p
}

func (p *Program) addModule(index uint32, m *ir.Module, room bool) {
	mod := &Mod{Index: index, First: FuncID(len(p.Funcs))}
	p.fill(mod, m)
	p.Mods = append(p.Mods, mod)
	// A package comes before a module of the same name that lies beside it.
	if have := p.ByName[m.Name]; m.Name != "" && (have == nil || m.Package && !have.IR.Package) {
		p.ByName[m.Name] = mod
		for n := m.Name; n != ""; n = parentName(n) {
			p.packages[n] = true
		}
	}
	if m.Template {
		p.pages[path.Base(m.Path)] = append(p.pages[path.Base(m.Path)], mod)
	}
	for i := range m.Funcs {
		p.Funcs = append(p.Funcs, newFn(FuncID(len(p.Funcs)), mod, uint32(i)))
	}
	if room {
		for range 8 + len(m.Funcs)/4 {
			p.Funcs = append(p.Funcs, vacant(FuncID(len(p.Funcs)), mod))
		}
	}
	mod.Room = uint32(len(p.Funcs)) - uint32(mod.First)
}

// fill gives a module its code.
func (p *Program) fill(mod *Mod, m *ir.Module) {
	mod.IR = m
	mod.worn = decorators(m)
	mod.Names = make([]NameID, len(m.Names))
	for i, n := range m.Names {
		mod.Names[i] = p.Syms.Name(n)
	}
	mod.Consts = make([]Atom, len(m.Consts))
	for i := range m.Consts {
		if a, ok := p.Syms.FromIR(&m.Consts[i]); ok {
			mod.Consts[i] = a
		}
	}
}

func newFn(id FuncID, mod *Mod, local uint32) *Fn {
	f := &mod.IR.Funcs[local]
	fn := &Fn{ID: id, Mod: mod, IR: f, Local: local, Owner: NoFunc, Self: selfOf(f), Dressed: mod.worn[local].other}
	parent := &mod.IR.Funcs[f.Parent]
	if local != 0 && parent.Kind == ir.FuncClass && f.Kind != ir.FuncClass {
		fn.Owner = mod.First + FuncID(f.Parent)
		fn.Receives = !mod.worn[local].static
	}
	return fn
}

// worn says what stands on a function as a decorator.
type worn struct{ static, other bool }

// decorators are those of a module's functions, by their index: staticmethod, also
// where it is called behind the definition, and others but for what makes a method of
// a class or a property.
func decorators(m *ir.Module) map[uint32]worn {
	out := map[uint32]worn{}
	for k := range m.Funcs {
		f := &m.Funcs[k]
		for i := range f.Instrs {
			c := &f.Instrs[i]
			if c.Op != ir.OpCall {
				continue
			}
			name := ""
			if by := &f.Instrs[c.A]; by.Op == ir.OpGlobal {
				name = m.Names[by.A]
			}
			if name != "staticmethod" && c.Sub != ir.CallDecorator || name == "classmethod" || name == "property" {
				continue
			}
			for _, a := range f.List(c) {
				made := &f.Instrs[a.Value]
				for made.Op == ir.OpCall && made.Sub == ir.CallDecorator && made.N > 0 {
					made = &f.Instrs[f.List(made)[0].Value]
				}
				if made.Op == ir.OpMakeFunc {
					w := out[made.A]
					w.static, w.other = w.static || name == "staticmethod", w.other || name != "staticmethod"
					out[made.A] = w
				}
			}
		}
	}
	return out
}

// selfOf is the OpParam of a body's first parameter, or NoValue.
func selfOf(f *ir.Func) ir.Value {
	if len(f.Params) > 0 && len(f.Blocks) > 0 {
		for i := f.Blocks[0].First; i < f.Blocks[0].End; i++ {
			if f.Instrs[i].Op == ir.OpParam && f.Instrs[i].A == 0 {
				return i
			}
		}
	}
	return ir.NoValue
}

// Resolve finds the module that an import of a dotted name in a module means:
// one beside it, when it lies in a folder that is no package (a script's own
// folder comes first on Python's path), else the one of that name, else one
// below a folder around it (a root that nothing declares), which a package within
// a package is not. Nor does what lies in a package hide a library: imports are
// absolute. nil when it is not the project's.
func (p *Program) Resolve(from *Mod, dotted string) *Mod {
	if m, ok := from.means[dotted]; ok {
		return m
	}
	return p.lookUp(from, dotted)
}

// resolveImports looks up what a module imports, once.
func (p *Program) resolveImports(mod *Mod) {
	means := make(map[string]*Mod, len(mod.IR.Imports)+len(mod.IR.Stars))
	for _, list := range [][]string{mod.IR.Imports, mod.IR.Stars} {
		for _, dotted := range list {
			means[dotted] = p.lookUp(mod, dotted)
		}
	}
	mod.means = means
}

func (p *Program) lookUp(from *Mod, dotted string) *Mod {
	dir := parentName(from.IR.Name)
	if from.IR.Package {
		dir = from.IR.Name
	}
	if pkg := p.ByName[dir]; dir != "" && (pkg == nil || !pkg.IR.Package) {
		if m := p.ByName[dir+"."+dotted]; m != nil && m != from {
			return m
		}
	}
	if m := p.ByName[dotted]; m != nil {
		return m
	}
	first, _, _ := strings.Cut(dotted, ".")
	library := p.Models.SpeaksOf(first)
	for own := dir; dir != ""; dir = parentName(dir) {
		if p.isPackage(dir) && (library || dir != own && p.isPackage(parentName(dir))) {
			continue // no folder of a path: web.flask is not what web.flask.app calls flask
		}
		if m := p.ByName[dir+"."+dotted]; m != nil && m != from {
			return m
		}
	}
	return nil
}

func (p *Program) isPackage(name string) bool {
	m := p.ByName[name]
	return m != nil && m.IR.Package
}

// parentName is the dotted name without its last component.
func parentName(n string) string {
	for i := len(n) - 1; i >= 0; i-- {
		if n[i] == '.' {
			return n[:i]
		}
	}
	return ""
}

// name is the program-wide id of a module's name.
func (f *Fn) name(n ir.Name) NameID { return f.Mod.Names[n] }

// Name is the identifier of the body.
func (f *Fn) Name() string { return f.Mod.IR.Names[f.IR.Name] }

// Qualname is the body's dotted name within the program.
func (f *Fn) Qualname() string {
	q := f.Mod.IR.Names[f.IR.Qualname]
	switch {
	case f.Local == 0:
		return f.Mod.IR.Name
	case f.Mod.IR.Name == "":
		return q
	}
	return f.Mod.IR.Name + "." + q
}

// ClassInfo is what is known of a project class after a round.
type ClassInfo struct {
	ID    FuncID
	Bases []Value
	// MRO lists the class and its ancestors in method resolution order:
	// project classes as Class atoms, external ones as Ext atoms.
	MRO []Atom
	// Attrs are the class body's final names.
	Attrs map[NameID]Value
	// Cells are the types and constants that instances' attributes were given
	// anywhere in the program; only types may be used (they are hints).
	Cells map[NameID]Value
	// Subs are the project classes that derive from it, directly or not,
	// ascending.
	Subs []FuncID
	// Fields are the annotated names of the class body, in order (dataclasses).
	Fields []NameID
	// Decorators are what decorates the class.
	Decorators []Atom
}

// World is what one round knows of the program. It is immutable while bodies
// are analysed in parallel.
type World struct {
	Prog *Program
	// Globals holds, per module, the value of each name at the end of the
	// module joined with what functions store.
	Globals []map[NameID]Value
	// Classes by FuncID of the class body; nil for other bodies.
	Classes []*ClassInfo
	// Hints are types of parameters seen at resolved call sites, by body.
	Hints [][]Value
	// Free are the types of variables that inner bodies use, per body that has
	// them: hints as well.
	Free map[FuncID]map[NameID]Value
	// Foreign are the values that variables of a module, by its index, are given
	// by other modules, and attributes of shared library objects, by sharedBit and the
	// name of their class.
	Foreign map[uint32]map[NameID]Value
	// Defaults are the values of parameters' defaults, Annotations of their
	// annotations (the last one is the return annotation).
	Defaults, Annotations [][]Value
	// ParamTypes are library classes that parameters of entry points have.
	ParamTypes map[FuncID]map[int]string
	// NoContexts is set while rounds run: contexts are for the end result.
	NoContexts bool
	// Bodies are the summaries of module and class bodies; nil for others.
	Bodies []*Summary
	// Mutated are the global objects that some other body may change, and the code that
	// they are given.
	Mutated map[GlobalSite]Value
	// Unspecialised marks functions that are called with too many different
	// constants to be analysed under each.
	Unspecialised map[FuncID]bool
	Callees       Callees
	Sem           Semantics
	// Unread is set where nobody asks what an analysis has read.
	Unread bool
	// Early is set in round 0, when calls have no results yet.
	Early bool
}

// Callees gives the results of calls to project functions.
type Callees interface {
	// Result is the summary of a body under a context (nil: none). It is nil
	// while nothing is known, then everything may happen.
	Result(fn FuncID, ctx *Context, depth int) *Summary
}

// Semantics is the language's own part: operators, the methods of its own
// types, its builtin functions. Implemented by python/builtin.
type Semantics interface {
	// Operator evaluates a unary (b is nil), binary, in-place or comparison
	// instruction.
	Operator(f *Frame, in *ir.Instr, a, b Value) Value
	// Format evaluates one replacement field of an f-string to a string.
	Format(f *Frame, v Value, conv byte, spec Value) Value
	// Constant is the text that a dotted name of the standard library stands for.
	Constant(name string) (text string, ok bool)
	// Call evaluates a call of the builtin of that dotted name. ok is false
	// when it knows nothing of it.
	Call(f *Frame, name string, c *Call) (result Value, ok bool)
}

// sortedFuncs sorts ids ascending.
func sortedFuncs(ids []FuncID) { slices.Sort(ids) }
