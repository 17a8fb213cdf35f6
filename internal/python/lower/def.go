package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/scope"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

const noSymbol = scope.NoSymbol

// madeFunc is the body of a definition that was lowered before, in another
// copy of the same finally block.
type madeFunc struct {
	node syntax.Node
	fn   uint32
}

// declareFunc queues an inner body and returns its index in Module.Funcs. A
// definition in a finally block is lowered once for all copies of the block.
func (b *build) declareFunc(node syntax.Node, f ir.Func, name string, j job) uint32 {
	if b.copying > 0 {
		for _, m := range b.made {
			if m.node == node {
				return m.fn
			}
		}
	}
	l := b.l
	id := uint32(len(l.out.Funcs))
	inner := b.prefix + name + ".<locals>."
	qual := inner[:len(b.prefix)+len(name)]
	f.Name, f.Qualname, f.Parent = l.names.ID(name), l.names.ID(qual), b.self
	j.scope, _ = l.table.Of(node)
	j.prefix = inner
	if f.Kind == ir.FuncClass {
		j.prefix = qual + "."
	}
	l.out.Funcs = append(l.out.Funcs, f)
	l.queue = append(l.queue, j)
	if b.copying > 0 {
		b.made = append(b.made, madeFunc{node, id})
	}
	return id
}

// decorators evaluates decorators in the order they are written.
func (b *build) decorators(list []syntax.Expr) (mark int) {
	mark = len(b.stack)
	for _, d := range list {
		b.push(b.expr(d), 0)
	}
	return mark
}

// decorate applies the decorators since mark, the innermost first.
func (b *build) decorate(v ir.Value, list []syntax.Expr, mark int) ir.Value {
	for i := len(list) - 1; i >= 0; i-- {
		d := b.stack[mark+i].Value
		b.push(v, 0)
		v = b.list(ir.OpCall, ir.CallDecorator, d, len(b.stack)-1, list[i].Span())
	}
	b.stack = b.stack[:mark]
	return v
}

func (b *build) functionDef(s *syntax.FunctionDef) {
	mark := b.decorators(s.Decorators)
	scopes, outer, base := len(b.meant), b.scope, len(b.log)
	b.typeParams(s, s.TypeParams)
	f := ir.Func{Kind: ir.FuncDef, Async: s.Async, Span: s.Span(), NameSpan: s.NamePos.Span()}
	fn := b.declareFunc(s, f, s.Name, job{class: b.class, body: s.Body, args: s.Args})
	v := b.makeFunc(fn, s.Args, s.Returns, s.Span())
	b.popScope(scopes, outer)
	b.forgetInner(base)
	b.write(b.name(s.Name), b.decorate(v, s.Decorators, mark), s.NamePos.Span())
}

func (b *build) lambda(e *syntax.Lambda) ir.Value {
	f := ir.Func{Kind: ir.FuncLambda, Span: e.Span(), NameSpan: e.Span()}
	fn := b.declareFunc(e, f, "<lambda>", job{class: b.class, args: e.Args, value: e.Body})
	return b.makeFunc(fn, e.Args, nil, e.Span())
}

// makeFunc evaluates defaults and annotations and makes the function.
func (b *build) makeFunc(fn uint32, a *syntax.Arguments, returns syntax.Expr, at text.Span) ir.Value {
	mark, n := len(b.stack), uint32(0)
	if a != nil {
		n = uint32(len(a.Args))
		for i := range a.Args {
			if d := a.Args[i].Default; d != nil {
				b.push(b.expr(d), uint32(i))
			}
		}
		for i := range a.Args {
			if x := a.Args[i].Annotation; x != nil {
				b.push(b.annotation(x), ir.ArgAnnotation+uint32(i))
			}
		}
	}
	if returns != nil {
		b.push(b.annotation(returns), ir.ArgAnnotation+n)
	}
	return b.list(ir.OpMakeFunc, 0, fn, mark, at)
}

func (b *build) classDef(s *syntax.ClassDef) {
	mark := b.decorators(s.Decorators)
	scopes, outer, base := len(b.meant), b.scope, len(b.log)
	b.typeParams(s, s.TypeParams)
	f := ir.Func{Kind: ir.FuncClass, Span: s.Span(), NameSpan: s.NamePos.Span()}
	fn := b.declareFunc(s, f, s.Name, job{class: s.Name, body: s.Body})
	bases := len(b.stack)
	for _, e := range s.Bases {
		b.argument(e)
	}
	b.keywords(s.Keywords)
	v := b.list(ir.OpMakeClass, 0, fn, bases, s.Span())
	b.popScope(scopes, outer)
	b.forgetInner(base)
	b.write(b.name(s.Name), b.decorate(v, s.Decorators, mark), s.NamePos.Span())
}

// typeParams binds type parameters in a scope of their own. One with a plain
// bound stands for the bound, since that is what is known of its values.
func (b *build) typeParams(n syntax.Node, list []syntax.TypeParam) {
	id, ok := b.l.table.TypeParams(n)
	if !ok {
		return
	}
	b.l.pushScope(id)
	for i := range list {
		p := &list[i]
		var v ir.Value
		if _, several := p.Bound.(*syntax.Tuple); p.Bound != nil && !several {
			v = b.annotation(p.Bound)
		} else {
			v = b.emit(ir.OpUndef, 0, 0, 0, 0, p.Span())
		}
		b.write(b.name(p.Name), v, p.Span())
	}
}

func (b *build) typeAlias(s *syntax.TypeAlias) {
	scopes, outer, base := len(b.meant), b.scope, len(b.log)
	b.typeParams(s, s.TypeParams)
	v := b.annotation(s.Value)
	b.popScope(scopes, outer)
	b.forgetInner(base)
	b.assignTo(s.Name, v)
}

// annotation lowers a type. One that is written as a string is read as the
// expression that it spells, with the string's span; what is no expression
// stays a string.
func (b *build) annotation(e syntax.Expr) ir.Value {
	c, ok := e.(*syntax.Constant)
	if !ok || c.Kind != syntax.Str || b.fixed != nil {
		return b.expr(e)
	}
	src, ok := c.Text()
	if !ok || len(src) > maxAnnotation {
		return b.expr(e)
	}
	x, ok := spelled(src)
	if !ok {
		return b.expr(e)
	}
	at := c.Span()
	b.fixed = &at
	v := b.expr(x)
	b.fixed = nil
	return v
}

// maxAnnotation is the length of the longest string that is read as a type.
const maxAnnotation = 1000

// spelled parses a string as one expression made of names, attributes,
// subscripts and literals: nothing that opens a scope or runs code.
func spelled(src string) (syntax.Expr, bool) {
	t := syntax.Parse(text.New("", []byte(src)))
	if len(t.Errors) > 0 || len(t.Body) != 1 {
		return nil, false
	}
	s, ok := t.Body[0].(*syntax.ExprStmt)
	if !ok || !isType(s.Value) {
		return nil, false
	}
	return s.Value, true
}

func isType(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Name, *syntax.Constant:
		return true
	case *syntax.Attribute:
		return isType(e.Value)
	case *syntax.Subscript:
		return isType(e.Value) && isType(e.Slice)
	case *syntax.BinOp:
		return e.Op == syntax.BitOr && isType(e.Left) && isType(e.Right)
	case *syntax.Tuple:
		return areTypes(e.Elts)
	case *syntax.List:
		return areTypes(e.Elts)
	}
	return false
}

func areTypes(list []syntax.Expr) bool {
	for _, e := range list {
		if !isType(e) {
			return false
		}
	}
	return true
}
