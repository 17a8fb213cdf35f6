package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// exitKind says what a return, break or continue passes on its way out.
type exitKind uint8

const (
	exitLoop exitKind = iota
	exitFinally
	exitWith
)

// The ways out of a region, as indices of exit.shared.
const (
	exitReturn = iota
	exitBreak
	exitContinue
)

// exit is an enclosing construct that a jump may leave.
type exit struct {
	kind    exitKind
	handler uint32 // of the code around it

	breaks *label  // loops
	header *header // loops that continue at their header
	again  *label  // loops that continue at a latch

	final  []syntax.Stmt // finally blocks
	shared *sharedExit

	manager ir.Value // with statements
	async   uint8
	span    text.Span
}

// sharedExit counts the copies of a finally block and holds the ways out that
// share one.
type sharedExit struct {
	copies int
	ways   [3]label
}

// takeCopy tells whether another way out may have a copy of its own.
func (x *sharedExit) takeCopy() bool {
	x.copies++
	return x.copies <= ownCopies
}

// ownCopies is the number of returns, breaks and continues that get a copy of
// a finally block of their own; with the normal and the exceptional way out
// that makes four. The others share one copy for each way out.
const ownCopies = 2

// maxCopyDepth bounds finally blocks within copies of finally blocks, whose
// number doubles with each level. Deeper ones run on the normal way only.
const maxCopyDepth = 4

func (b *build) returns(s *syntax.Return) {
	var v ir.Value
	if s.Value == nil {
		v = b.emit(ir.OpConst, 0, b.l.consts.none(), 0, 0, s.Span())
	} else {
		v = b.expr(s.Value)
	}
	if b.l.out.Funcs[b.self].Kind <= ir.FuncClass {
		return // no function to return from
	}
	if int(v) != len(b.instrs)-1 || b.instrs[v].Op == ir.OpParam { // the value was made elsewhere: note where it is returned
		b.emit(ir.OpBind, 0, 0, v, 0, s.Span())
	}
	b.returnValue(v)
}

func (b *build) returnValue(v ir.Value) {
	saved, handler := b.saveExits()
	b.set(resultSlot, v)
	if b.unwind(0, exitReturn) {
		b.ret(b.env[resultSlot])
	}
	b.restoreExits(saved, handler)
}

// leaveLoop lowers break and continue.
func (b *build) leaveLoop(way int) {
	i := len(b.exits) - 1
	for i >= 0 && b.exits[i].kind != exitLoop {
		i--
	}
	if i < 0 {
		return // no loop around it
	}
	saved, handler := b.saveExits()
	if b.unwind(i+1, way) {
		switch x := &saved[i]; {
		case way == exitBreak:
			b.jump(x.breaks)
		case x.again != nil:
			b.jump(x.again)
		default:
			b.again(x.header)
		}
	}
	b.restoreExits(saved, handler)
}

// saveExits lets code on a way out run with the exits and the handler that are
// around it there. A finally block may push exits of its own, so it works on a
// copy.
func (b *build) saveExits() ([]exit, uint32) {
	saved := b.exits
	for i := range saved {
		if saved[i].kind == exitFinally {
			b.exits = append(make([]exit, 0, len(saved)+2), saved...)
			break
		}
	}
	return saved, b.handler
}

func (b *build) restoreExits(saved []exit, handler uint32) {
	b.exits, b.handler = saved, handler
}

// unwind runs what stands between here and the i-th exit: finally blocks and
// the ends of with statements. It is false when nothing comes out of them.
func (b *build) unwind(i, way int) bool {
	for k := len(b.exits) - 1; k >= i && b.live(); k-- {
		x := b.exits[k]
		b.exits = b.exits[:k]
		switch x.kind {
		case exitWith:
			b.leaveRegion(x.handler)
			b.emit(ir.OpExit, x.async, x.manager, 0, 0, x.span)
		case exitFinally:
			if !x.shared.takeCopy() {
				b.jump(&x.shared.ways[way])
				return false
			}
			b.leaveRegion(x.handler)
			b.finalCopy(x.final)
		}
	}
	return b.live()
}

// leaveRegion continues under the handler around a region. It never takes over
// an empty block: that may be all there is of the region.
func (b *build) leaveRegion(outer uint32) {
	b.handler = outer
	b.splitAlways()
}

// finalCopy lowers one copy of a finally block.
func (b *build) finalCopy(body []syntax.Stmt) {
	b.copying++
	b.stmts(body)
	b.copying--
}

func (b *build) tryStmt(s *syntax.Try) {
	if len(s.Finalbody) == 0 {
		b.tryExcept(s)
		return
	}
	if b.copying > maxCopyDepth {
		b.tryExcept(s)
		if b.live() {
			b.stmts(s.Finalbody)
		}
		return
	}
	b.tryFinally(s)
}

func (b *build) tryFinally(s *syntax.Try) {
	done := b.label()
	x := exit{kind: exitFinally, handler: b.handler, final: s.Finalbody, shared: &sharedExit{}}
	for i := range x.shared.ways {
		x.shared.ways[i] = b.label()
	}
	r := b.guard()
	b.exits = append(b.exits, x)
	b.tryExcept(s)
	b.exits = b.exits[:len(b.exits)-1]
	b.unguard(&r)
	if b.live() {
		b.finalCopy(s.Finalbody)
		b.jump(&done)
	}
	b.catch(&r)
	b.finalCopy(s.Finalbody)
	if b.live() {
		b.raise(ir.NoValue)
	}
	b.sharedWays(&x)
	b.start(&done)
}

// sharedWays lowers the copies that several returns, breaks or continues
// share; each goes on as the jumps into it would have.
func (b *build) sharedWays(x *exit) {
	for way := range x.shared.ways {
		if !b.start(&x.shared.ways[way]) {
			continue
		}
		b.finalCopy(x.final)
		switch {
		case !b.live():
		case way == exitReturn:
			b.returnValue(b.env[resultSlot])
		default:
			b.leaveLoop(way)
		}
	}
}

// tryExcept lowers body, handlers and else of a try.
func (b *build) tryExcept(s *syntax.Try) {
	if len(s.Handlers) == 0 {
		b.stmts(s.Body)
		if b.live() {
			b.stmts(s.Orelse)
		}
		return
	}
	done := b.label()
	r := b.guard()
	b.stmts(s.Body)
	b.unguard(&r)
	b.stmts(s.Orelse)
	b.jump(&done)
	b.catch(&r)
	for i := range s.Handlers {
		if !b.live() {
			break
		}
		b.except(&s.Handlers[i], s.Star, &done)
	}
	b.unmatched(s, &done)
	b.start(&done)
}

// unmatched raises again what no clause took. Behind except* clauses there may
// be nothing left to raise.
func (b *build) unmatched(s *syntax.Try, done *label) {
	if !b.live() {
		return
	}
	if s.Star {
		rest := b.label()
		v := b.emit(ir.OpExcept, 1, ir.NoValue, 0, 0, s.Span())
		b.branch(ir.TermBranch, v, &rest, done)
		b.start(&rest)
	}
	b.raise(ir.NoValue)
}

// except lowers one clause; the current block goes on with the next one.
func (b *build) except(h *syntax.ExceptHandler, star bool, done *label) {
	sub := uint8(0)
	if star {
		sub = 1
	}
	typ, at := ir.NoValue, h.Span()
	if h.Type != nil {
		typ, at = b.expr(h.Type), h.Type.Span()
	}
	exc := b.emit(ir.OpExcept, sub, typ, 0, 0, at)
	next := b.label()
	if h.Type != nil {
		then := b.label()
		b.branch(ir.TermBranch, b.emit(ir.OpMatchClass, 0, exc, typ, 0, at), &then, &next)
		b.start(&then)
	}
	b.clause(h, exc)
	if star {
		b.jump(&next)
	} else {
		b.jump(done)
	}
	b.start(&next)
}

// clause runs a clause's body; the name of the exception ends with it.
func (b *build) clause(h *syntax.ExceptHandler, exc ir.Value) {
	at := h.Span()
	if h.Name != "" {
		b.write(b.name(h.Name), exc, at)
	}
	b.stmts(h.Body)
	if h.Name != "" && b.live() {
		end := text.Span{Start: at.End, End: at.End}
		b.write(b.name(h.Name), b.emit(ir.OpUndef, 0, 0, 0, 0, end), end)
	}
}

// withItem lowers the i-th item of a with statement and all inside it.
func (b *build) withItem(s *syntax.With, i int) {
	if i == len(s.Items) {
		b.stmts(s.Body)
		return
	}
	item := &s.Items[i]
	x := exit{kind: exitWith, handler: b.handler, manager: b.expr(item.Context), span: item.Context.Span()}
	if s.Async {
		x.async = 1
	}
	v := b.emit(ir.OpEnter, x.async, x.manager, 0, 0, x.span)
	done, again := b.label(), b.label()
	r := b.guard()
	b.exits = append(b.exits, x)
	if item.Vars != nil {
		b.assignTo(item.Vars, v)
	}
	b.withItem(s, i+1)
	b.exits = b.exits[:len(b.exits)-1]
	b.unguard(&r)
	if b.live() {
		b.emit(ir.OpExit, x.async, x.manager, 0, 0, x.span)
		b.jump(&done)
	}
	b.catch(&r)
	swallowed := b.emit(ir.OpExit, x.async, x.manager, 0, 0, x.span)
	b.branch(ir.TermBranch, swallowed, &done, &again)
	b.start(&again)
	b.raise(ir.NoValue)
	b.start(&done)
}
