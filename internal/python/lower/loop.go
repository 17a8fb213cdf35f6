package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/syntax"
)

func (b *build) forStmt(s *syntax.For) {
	iter := b.iter(s.Iter, s.Async)
	done, other := b.label(), b.label()
	b.eachItem(s.Start, iter, &other, func(latch *label) {
		b.assignTo(s.Target, b.emit(ir.OpNext, 0, iter, 0, 0, s.Target.Span()))
		b.exits = append(b.exits, exit{kind: exitLoop, handler: b.handler, breaks: &done, again: latch})
		b.stmts(s.Body)
		b.exits = b.exits[:len(b.exits)-1]
	})
	b.start(&other)
	b.stmts(s.Orelse)
	b.jump(&done)
	b.start(&done)
}

// eachItem lowers a loop over an iterator, which asks whether there is an item
// before the loop and again at the end of its body: what is behind the loop
// sees what was before it only if there may be no item at all.
func (b *build) eachItem(start uint32, iter ir.Value, exhausted *label, body func(latch *label)) {
	first, latch, back := b.label(), b.label(), b.label()
	b.branch(ir.TermFor, iter, &first, exhausted)
	b.start(&first)
	h := b.openLoop(start)
	body(&latch)
	b.jump(&latch)
	if b.start(&latch) {
		b.branch(ir.TermFor, iter, &back, exhausted)
		b.start(&back)
		b.again(&h)
	}
	b.closeLoop(&h)
}

func (b *build) whileStmt(s *syntax.While) {
	if isTrue(s.Test) {
		b.endless(s)
		return
	}
	h := b.openLoop(s.Start)
	done, body, other := b.label(), b.label(), b.label()
	b.cond(s.Test, &body, &other)
	if b.start(&body) {
		b.exits = append(b.exits, exit{kind: exitLoop, handler: b.handler, breaks: &done, header: &h})
		b.stmts(s.Body)
		b.exits = b.exits[:len(b.exits)-1]
		b.again(&h)
	}
	b.closeLoop(&h)
	b.start(&other)
	b.stmts(s.Orelse)
	b.jump(&done)
	b.start(&done)
}

// endless lowers `while True`, which only break leaves. Its jumps back meet in
// one block, which becomes a TermLoop if there is no break.
func (b *build) endless(s *syntax.While) {
	h := b.openLoop(s.Start)
	done, latch := b.label(), b.label()
	b.exits = append(b.exits, exit{kind: exitLoop, handler: b.handler, breaks: &done, again: &latch})
	b.stmts(s.Body)
	b.exits = b.exits[:len(b.exits)-1]
	b.jump(&latch)
	if b.start(&latch) {
		last := b.cur
		b.again(&h)
		if done.n == 0 {
			b.blocks[last].term = ir.TermLoop
			if b.l.out.Funcs[b.self].Kind <= ir.FuncClass {
				b.edge(last, &done)
				b.snapshot(&done)
			}
		}
	}
	b.closeLoop(&h)
	b.start(&done)
}

// isTrue tells whether a loop's test is a literal that always holds.
func isTrue(e syntax.Expr) bool {
	c, ok := e.(*syntax.Constant)
	if !ok {
		return false
	}
	if c.Kind == syntax.Int {
		n, ok := c.Int()
		return ok && n != 0
	}
	return c.Kind == syntax.True
}
