package scope

import "leadline/internal/python/syntax"

func (b *binder) exprs(list []syntax.Expr) {
	for _, e := range list {
		b.expr(e)
	}
}

// expr records what an expression uses and binds; nil is no expression.
func (b *binder) expr(e syntax.Expr) {
	switch e := e.(type) {
	case nil, *syntax.Constant:
	case *syntax.Name:
		b.use(e.ID)
	case *syntax.Attribute:
		b.expr(e.Value)
	case *syntax.Call:
		b.expr(e.Func)
		b.exprs(e.Args)
		for i := range e.Keywords {
			b.expr(e.Keywords[i].Value)
		}
	case *syntax.Subscript:
		b.expr(e.Value)
		b.expr(e.Slice)
	case *syntax.BinOp:
		b.expr(e.Left)
		b.expr(e.Right)
	case *syntax.BoolOp:
		b.exprs(e.Values)
	case *syntax.UnaryOp:
		b.expr(e.Operand)
	case *syntax.Compare:
		b.expr(e.Left)
		b.exprs(e.Comparators)
	case *syntax.Tuple:
		b.exprs(e.Elts)
	case *syntax.List:
		b.exprs(e.Elts)
	case *syntax.Set:
		b.exprs(e.Elts)
	case *syntax.Dict:
		for i := range e.Values {
			if i < len(e.Keys) {
				b.expr(e.Keys[i])
			}
			b.expr(e.Values[i])
		}
	case *syntax.JoinedStr:
		b.exprs(e.Values)
	case *syntax.FormattedValue:
		b.expr(e.Value)
		b.expr(e.Spec)
	default:
		b.rareExpr(e)
	}
}

func (b *binder) rareExpr(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Slice:
		b.expr(e.Lower)
		b.expr(e.Upper)
		b.expr(e.Step)
	case *syntax.IfExp:
		b.expr(e.Test)
		b.expr(e.Body)
		b.expr(e.Orelse)
	case *syntax.Starred:
		b.expr(e.Value)
	case *syntax.Await:
		b.expr(e.Value)
	case *syntax.Yield:
		b.yields()
		b.expr(e.Value)
	case *syntax.YieldFrom:
		b.yields()
		b.expr(e.Value)
	case *syntax.NamedExpr:
		b.expr(e.Value)
		b.walrus(e.Target)
	case *syntax.Lambda:
		b.lambda(e)
	case *syntax.ListComp:
		b.comprehension(e, e.Generators, e.Elt, nil)
	case *syntax.SetComp:
		b.comprehension(e, e.Generators, e.Elt, nil)
	case *syntax.GeneratorExp:
		b.comprehension(e, e.Generators, e.Elt, nil)
	case *syntax.DictComp:
		b.comprehension(e, e.Generators, e.Key, e.Value)
	}
}

func (b *binder) yields() { b.scopes[b.scopes[b.here].Body].Generator = true }

func (b *binder) walrus(target syntax.Expr) {
	if n, ok := target.(*syntax.Name); ok {
		b.bindOutside(n.ID)
	} else {
		b.target(target)
	}
}

// target records what an assignment or deletion binds, and uses on the way.
func (b *binder) target(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Name:
		b.bind(e.ID, 0)
	case *syntax.Tuple:
		for _, x := range e.Elts {
			b.target(x)
		}
	case *syntax.List:
		for _, x := range e.Elts {
			b.target(x)
		}
	case *syntax.Starred:
		b.target(e.Value)
	default:
		b.expr(e)
	}
}

func (b *binder) lambda(e *syntax.Lambda) {
	b.defaults(e.Args)
	id := b.enter(Lambda, e.Start)
	b.opens[e] = id
	b.arguments(e.Args)
	b.expr(e.Body)
	b.leave(id)
}

// comprehension: the first iterable belongs to the scope around, all else to
// the comprehension's own.
func (b *binder) comprehension(n syntax.Node, gens []syntax.Comprehension, elt, value syntax.Expr) {
	if len(gens) > 0 {
		b.expr(gens[0].Iter)
	}
	id := b.enter(Comprehension, n.Span().Start)
	b.opens[n] = id
	b.loop(n.Span().Start, func() {
		for i := range gens {
			if i > 0 {
				b.expr(gens[i].Iter)
			}
			b.target(gens[i].Target)
			b.exprs(gens[i].Ifs)
		}
		b.expr(elt)
		b.expr(value)
	})
	b.leave(id)
}
