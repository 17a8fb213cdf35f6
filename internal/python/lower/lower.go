// Package lower knows how Python's statements and expressions become the
// language-neutral form: control flow is explicit, locals are SSA values,
// captured variables and globals are loads and stores. It must not know what
// a value is, what a call does, or what any library means; it folds nothing.
//
// Lower never fails: gaps of the tree become OpUndef. Code that nothing reaches
// (behind return, raise, break) is left out, and so are the bodies defined
// there. Its window is ir.Print.
package lower

import (
	"sort"

	"leadline/internal/ir"
	"leadline/internal/python/scope"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Lower turns a tree into IR. name is the file's dotted name ("" if it has
// none) and isPackage says that the file is an __init__.
func Lower(tree *syntax.Tree, name string, isPackage bool) *ir.Module {
	return new(Lowerer).Lower(tree, name, isPackage)
}

// Lowerer lowers one file after the other in the same memory; it is not for
// concurrent use.
type Lowerer struct {
	// Together lets what is lowered stand in common arrays, which live as long as any
	// of it: the cells of a notebook are small.
	Together bool
	binder   scope.Binder
	l        lowerer
}

// Lower is Lower.
func (w *Lowerer) Lower(tree *syntax.Tree, name string, isPackage bool) *ir.Module {
	l := &w.l
	l.table, l.file = w.binder.Bind(tree), tree.File
	l.out = &ir.Module{Name: name, Package: isPackage}
	l.names = l.table.Names
	l.consts.init(l.out)
	l.queue, l.imports = l.queue[:0], nil
	var end uint32
	if tree.File != nil {
		l.out.Path = tree.File.Path
		end = uint32(len(tree.File.Bytes))
	}
	l.out.Consts = make([]ir.Const, 0, 8+tree.Size()/128)
	l.out.All, l.out.HasAll = l.table.All, l.table.HasAll
	l.out.Funcs = make([]ir.Func, 1, l.table.Bodies())
	l.out.Funcs[0] = ir.Func{Kind: ir.FuncModule, Span: text.Span{End: end}}
	l.queue = append(l.queue, job{body: tree.Body})
	for i := 0; i < len(l.queue); i++ {
		l.lowerBody(i)
	}
	l.finishImports()
	l.out.Names = l.names.List
	fit(l.out)
	out := l.out
	l.forget()
	if !w.Together {
		l.slabs = slabs{}
	}
	return out
}

// lowerer is the state of one file. The scratch of a body is in build and is
// used again for the next body: inner bodies wait in a queue.
type lowerer struct {
	table   *scope.Table
	names   *scope.Names
	file    *text.File
	out     *ir.Module
	consts  consts
	queue   []job
	imports map[string]bool
	meaning []uint32 // symbol that a name means in the body being lowered
	b       build
	slabs   slabs
	// strict, in tests, is told of assignments in a loop that scope missed.
	strict func(name string)
}

// forget lets go of the tree and of what was made.
func (l *lowerer) forget() {
	clear(l.queue)
	l.out, l.file, l.table, l.consts.out = nil, nil, nil, nil
	if cap(l.b.instrs) > maxKept {
		l.b = build{}
	}
}

// maxKept is the number of instructions up to which the scratch of a body is
// kept for the next file.
const maxKept = 1 << 18

// job is a body that waits to be lowered; its index in the queue is its index
// in Module.Funcs.
type job struct {
	scope  uint32
	class  string // the class whose private names it sees
	prefix string // of the qualnames of what it defines
	body   []syntax.Stmt
	args   *syntax.Arguments
	value  syntax.Expr // a lambda's body
}

func (l *lowerer) lowerBody(i int) {
	j := &l.queue[i]
	f := &l.out.Funcs[i]
	b := &l.b
	b.reset(l, uint32(i))
	l.pushScope(j.scope)
	b.scope, b.class, b.prefix = j.scope, j.class, j.prefix
	s := &l.table.Scopes[j.scope]
	f.Generator, f.Captured = s.Generator && f.Kind >= ir.FuncDef, s.Captured
	b.open(b.newBlock())
	b.params(j.args)
	if j.value != nil {
		b.ret(b.expr(j.value))
	} else {
		f.Doc = b.docstring(j.body)
		b.stmts(j.body)
		b.finishBody()
	}
	b.unmean()
	b.finish(&l.out.Funcs[i])
}

// docstring is the index+1 of a body's docstring among the constants.
func (b *build) docstring(body []syntax.Stmt) uint32 {
	if len(body) == 0 {
		return 0
	}
	s, ok := body[0].(*syntax.ExprStmt)
	if !ok {
		return 0
	}
	c, ok := s.Value.(*syntax.Constant)
	if !ok || c.Kind != syntax.Str {
		return 0
	}
	return b.l.consts.of(c) + 1
}

// params defines the parameters at the entry.
func (b *build) params(a *syntax.Arguments) {
	if a == nil {
		return
	}
	f := &b.l.out.Funcs[b.self]
	f.Params = make([]ir.Param, 0, len(a.Args))
	for i := range a.Args {
		p := &a.Args[i]
		id := b.name(p.Name)
		f.Params = append(f.Params, ir.Param{Name: id, Kind: ir.ParamKind(p.Kind), HasDefault: p.Default != nil})
		v := b.emit(ir.OpParam, 0, uint32(i), 0, 0, p.Span())
		b.write(id, v, p.Span())
	}
}

// finishBody ends a body of statements: exports for a module or class, the
// implicit None for a function.
func (b *build) finishBody() {
	kind := b.l.out.Funcs[b.self].Kind
	if kind == ir.FuncDef {
		if b.live() {
			b.implicitReturn()
		}
		return
	}
	if !b.live() {
		b.reviveExit()
	}
	b.exports()
	b.implicitReturn()
}

func (b *build) implicitReturn() {
	end := b.end()
	b.ret(b.emit(ir.OpConst, 0, b.l.consts.none(), 0, 0, end))
}

// end is the empty span at the end of the body.
func (b *build) end() text.Span {
	e := b.l.out.Funcs[b.self].Span.End
	return text.Span{Start: e, End: e}
}

// reviveExit gives a module or class body that always raises a block for its
// exports, behind the raises that leave the body.
func (b *build) reviveExit() {
	var exit label
	b.labelAt(&exit, 0)
	for _, r := range b.raises {
		b.edge(r.block, &exit)
		b.snapshotOf(&exit, r.snap)
	}
	b.start(&exit)
	if !b.live() { // every path is an endless loop in a region; cannot be
		b.open(b.newBlock())
	}
}

// exports stores the final value of every name that the body binds.
func (b *build) exports() {
	t := b.l.table
	s := &t.Scopes[b.scope]
	end := b.end()
	for i := s.First; i < s.End; i++ {
		y := &t.Symbols[i]
		if y.Meaning != scope.Local || y.Flags&scope.Bound == 0 {
			continue
		}
		v := b.env[slotOf(y)]
		if v == ir.NoValue || b.isUnbound(v, slotOf(y)) || b.instrs[v].Op == ir.OpUndef {
			continue
		}
		b.emit(ir.OpExport, 0, y.Name, v, 0, end)
	}
}

func (l *lowerer) finishImports() {
	for m := range l.imports {
		l.out.Imports = append(l.out.Imports, m)
	}
	sort.Strings(l.out.Imports)
}
