package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/syntax"
)

func (b *build) forStmt(s *syntax.For) {
	iter := b.iter(s.Iter, s.Async)
	h := b.openLoop(s.Start)
	done, body, other := b.label(), b.label(), b.label()
	b.branch(ir.TermFor, iter, &body, &other)
	b.start(&body)
	b.assignTo(s.Target, b.emit(ir.OpNext, 0, iter, 0, 0, s.Target.Span()))
	b.exits = append(b.exits, exit{kind: exitLoop, handler: b.handler, breaks: &done, header: &h})
	b.stmts(s.Body)
	b.exits = b.exits[:len(b.exits)-1]
	b.again(&h)
	b.closeLoop(&h)
	b.start(&other)
	b.stmts(s.Orelse)
	b.jump(&done)
	b.start(&done)
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
