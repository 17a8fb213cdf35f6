package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// cond lowers a condition to jumps to one of two labels. Only conditions that
// are neither and, or, not nor a chain become branches.
func (b *build) cond(e syntax.Expr, t, f *label) {
	switch e := e.(type) {
	case *syntax.BoolOp:
		b.condBool(e, t, f)
	case *syntax.UnaryOp:
		if e.Op == syntax.Not {
			b.cond(e.Operand, f, t)
			return
		}
		b.branch(ir.TermBranch, b.expr(e), t, f)
	case *syntax.Compare:
		b.condCompare(e, t, f)
	case *syntax.IfExp:
		then, other := b.label(), b.label()
		b.cond(e.Test, &then, &other)
		b.start(&then)
		b.cond(e.Body, t, f)
		b.start(&other)
		b.cond(e.Orelse, t, f)
	default:
		b.branch(ir.TermBranch, b.expr(e), t, f)
	}
}

func (b *build) condBool(e *syntax.BoolOp, t, f *label) {
	last := len(e.Values) - 1
	for i, v := range e.Values {
		if i == last {
			b.cond(v, t, f)
			return
		}
		next := b.label()
		if e.Op == syntax.And {
			b.cond(v, &next, f)
		} else {
			b.cond(v, t, &next)
		}
		b.start(&next)
	}
}

// condCompare lowers a chain of comparisons: each link but the last goes on or
// fails.
func (b *build) condCompare(e *syntax.Compare, t, f *label) {
	left := b.expr(e.Left)
	for i, op := range e.Ops {
		right := b.expr(e.Comparators[i])
		v := b.emit(ir.OpCompare, operator(op), left, right, 0, linkSpan(e, i))
		if i == len(e.Ops)-1 {
			b.branch(ir.TermBranch, v, t, f)
			return
		}
		next := b.label()
		b.branch(ir.TermBranch, v, &next, f)
		b.start(&next)
		left = right
	}
}

// linkSpan is the span of the i-th link of a chain of comparisons.
func linkSpan(e *syntax.Compare, i int) text.Span {
	at := e.Span()
	if i > 0 {
		at.Start = e.Comparators[i-1].Span().Start
	}
	if i < len(e.Comparators)-1 {
		at.End = e.Comparators[i].Span().End
	}
	return at
}

// compare is the value of a comparison; that of a chain is the first link that
// is false, or the last one.
func (b *build) compare(e *syntax.Compare) ir.Value {
	left := b.expr(e.Left)
	done := b.label()
	mark := len(b.stack)
	for i, op := range e.Ops {
		right := b.expr(e.Comparators[i])
		v := b.emit(ir.OpCompare, operator(op), left, right, 0, linkSpan(e, i))
		if len(e.Ops) == 1 {
			return v
		}
		b.push(v, 0)
		if i < len(e.Ops)-1 {
			next := b.label()
			b.branch(ir.TermBranch, v, &next, &done)
			b.start(&next)
		}
		left = right
	}
	return b.joinValues(&done, mark, e)
}

// boolOp is the value of `a and b` or `a or b`.
func (b *build) boolOp(e *syntax.BoolOp) ir.Value {
	done := b.label()
	mark := len(b.stack)
	for i, x := range e.Values {
		v := b.expr(x)
		b.push(v, 0)
		if i == len(e.Values)-1 {
			break
		}
		next := b.label()
		if e.Op == syntax.And {
			b.branch(ir.TermBranch, v, &next, &done)
		} else {
			b.branch(ir.TermBranch, v, &done, &next)
		}
		b.start(&next)
	}
	return b.joinValues(&done, mark, e)
}

// joinValues jumps to a label and gives the phi of the values since mark, one
// for each path to it.
func (b *build) joinValues(done *label, mark int, e syntax.Expr) ir.Value {
	b.jump(done)
	b.start(done)
	v := b.list(ir.OpPhi, 0, 0, mark, e.Span())
	b.instrs[v].n |= headMark
	b.headsEnd()
	return v
}

// headsEnd notes that what has been emitted into the block are heads: it is
// still empty.
func (b *build) headsEnd() { b.blocks[b.cur].first = uint32(len(b.instrs)) }

func (b *build) ifExp(e *syntax.IfExp) ir.Value {
	then, other, done := b.label(), b.label(), b.label()
	b.cond(e.Test, &then, &other)
	mark := len(b.stack)
	b.start(&then)
	b.push(b.expr(e.Body), 0)
	b.jump(&done)
	b.start(&other)
	b.push(b.expr(e.Orelse), 0)
	return b.joinValues(&done, mark, e)
}
