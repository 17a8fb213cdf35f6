package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// compBuild is a comprehension being lowered in line: a container under
// construction and the loops that fill it.
type compBuild struct {
	start      uint32
	gens       []syntax.Comprehension
	into       ir.Value
	op         ir.Op
	key, value syntax.Expr
}

// comprehension lowers a comprehension to loops in the body around it, with a
// scope of its own. value is nil except in a dict's.
func (b *build) comprehension(e syntax.Expr, gens []syntax.Comprehension, op ir.Op, sub uint8, key, value syntax.Expr) ir.Value {
	at := e.Span()
	c := compBuild{start: at.Start, gens: gens, op: op, key: key, value: value}
	if op != ir.OpDict && sub == 0 && copies(gens, key) {
		mark := len(b.stack)
		b.push(b.expr(gens[0].Iter), ir.ArgStar)
		return b.list(op, 0, 0, mark, at)
	}
	iter := b.iter(gens[0].Iter, gens[0].Async)
	c.into = b.list(op, sub, 0, len(b.stack), at)
	mark, outer, base := len(b.meant), b.scope, len(b.log)
	if id, ok := b.l.table.Of(e); ok {
		b.l.pushScope(id)
	}
	b.compLoop(&c, 0, iter)
	b.popScope(mark, outer)
	b.forgetInner(base)
	return c.into
}

// copies tells whether a comprehension keeps every item as it is, in its place:
// [x for x in it] is [*it].
func copies(gens []syntax.Comprehension, item syntax.Expr) bool {
	g := &gens[0]
	if len(gens) > 1 || len(g.Ifs) > 0 || g.Async {
		return false
	}
	x, ok := g.Target.(*syntax.Name)
	y, same := item.(*syntax.Name)
	return ok && same && x.ID == y.ID
}

// forgetInner drops from the log what comprehensions assigned since it had
// that length: nothing can read it any more.
func (b *build) forgetInner(base int) {
	kept := b.log[:base]
	for _, c := range b.log[base:] {
		if c.slot == resultSlot || b.slotName[c.slot] != 0 {
			kept = append(kept, c)
		}
	}
	b.log = kept
}

func (b *build) iter(e syntax.Expr, async bool) ir.Value {
	sub := uint8(0)
	if async {
		sub = 1
	}
	return b.emit(ir.OpIter, sub, b.expr(e), 0, 0, e.Span())
}

// compLoop lowers the i-th for clause and what is inside it.
func (b *build) compLoop(c *compBuild, i int, iter ir.Value) {
	g := &c.gens[i]
	done := b.label()
	b.eachItem(c.start, iter, &done, func(latch *label) {
		b.assignTo(g.Target, b.emit(ir.OpNext, 0, iter, 0, 0, g.Target.Span()))
		for _, test := range g.Ifs {
			then := b.label()
			b.cond(test, &then, latch)
			b.start(&then)
		}
		if i+1 < len(c.gens) {
			b.compLoop(c, i+1, b.iter(c.gens[i+1].Iter, c.gens[i+1].Async))
		} else {
			b.compElement(c)
		}
	})
	b.start(&done)
}

func (b *build) compElement(c *compBuild) {
	k := b.expr(c.key)
	at := c.key.Span()
	if c.value != nil {
		b.emit(ir.OpInsert, 0, c.into, k, b.expr(c.value), text.Span{Start: at.Start, End: c.value.Span().End})
		return
	}
	b.emit(ir.OpAppend, 0, c.into, k, 0, at)
}
