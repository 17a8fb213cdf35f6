package syntax

// add appends a statement to the block that is being read.
func (p *parser) add(s Stmt) { p.stmts.push(s) }

// statements reads statements up to the end of the block.
func (p *parser) statements() {
	for p.tok != tDedent && p.tok != tEOF {
		p.statement()
	}
}

// statement reads one logical line or compound statement, and always moves on.
func (p *parser) statement() {
	at, tok := p.start, p.tok
	pend := p.pend
	p.oneStatement()
	if p.start == at && p.tok == tok && p.pend == pend && p.tok != tDedent && p.tok != tEOF {
		p.skipToken()
	}
}

// skipToken passes over a token that no statement can begin with.
func (p *parser) skipToken() {
	p.fail("unexpected token")
	start, end := p.start, p.end
	if p.tok == tIndent || p.tok == tNewline {
		p.next()
		return
	}
	p.next()
	p.add(&BadStmt{Pos{start, end}})
	p.stmtEnd = end
}

func (p *parser) oneStatement() {
	start := p.start
	if p.cell && p.escape() {
		return
	}
	switch p.tok {
	case tNewline:
		p.next()
	case tIndent:
		if !p.leads(start) {
			p.fail("unexpected indent")
		}
		p.next()
		p.statements()
		p.accept(tDedent)
	case tDedent:
	case kwIf:
		p.add(p.ifStatement())
	case kwFor:
		p.forStatement(start, false)
	case kwWhile:
		p.whileStatement(start)
	case kwTry:
		p.tryStatement(start)
	case kwWith:
		p.withStatement(start, false)
	case kwDef:
		p.functionDef(start, nil, false)
	case kwClass:
		p.classDef(start, nil)
	case tAt:
		p.decorated()
	case kwAsync:
		p.async(start, nil)
	case kwElif, kwElse, kwExcept, kwFinally:
		p.orphan()
	default:
		if p.tok == tName && p.end-p.start == 5 && p.isWord("match") && p.matchStatement(start) {
			return
		}
		p.simpleLine()
	}
}

// block reads the colon after a header and the suite behind it. Where the
// colon is missing, what stands before it is kept as statements of the block.
func (p *parser) block() []Stmt {
	base := p.stmts.len()
	p.stmtEnd = p.end
	if p.tok == tColon {
		p.next()
	} else {
		p.lateColon()
	}
	switch {
	case p.tok == tNewline:
		p.next()
		if p.tok == tIndent {
			p.next()
			p.statements()
			p.accept(tDedent)
		} else {
			p.fail("expected an indented block")
		}
	case p.enter():
		p.simpleLine()
		p.deep--
	default:
		p.deep--
		p.fail("too deeply nested")
		for !p.atLineEnd() {
			p.next()
		}
	}
	return p.stmts.cut(base)
}

// lateColon looks for the colon of a header that does not end where it should.
func (p *parser) lateColon() {
	p.fail("expected ':'")
	p.stmtEnd = p.lastEnd
	for p.tok != tColon && !p.atLineEnd() {
		start := p.start
		if !startsExpr[p.tok] {
			if simpleStart[p.tok] || compound[p.tok] {
				return
			}
			p.next()
			continue
		}
		x := p.exprList()
		p.expressionStatement(start, x)
		if p.start == start && !p.atLineEnd() {
			p.next()
		}
	}
	p.accept(tColon)
}

func (p *parser) ifStatement() *If {
	s := p.nodes.ifStmt.new()
	s.Start = p.start
	p.next()
	s.Test = p.namedExpr()
	s.Body = p.block()
	if p.tok == kwElif {
		base := p.stmts.len()
		if p.enter() {
			p.stmts.push(p.ifStatement())
		} else {
			p.fail("too many elif clauses")
			p.orphan()
		}
		p.deep--
		s.Orelse = p.stmts.cut(base)
	} else if p.accept(kwElse) {
		s.Orelse = p.block()
	}
	s.End = p.stmtEnd
	return s
}

func (p *parser) whileStatement(start uint32) {
	p.next()
	s := &While{}
	s.Start = start
	s.Test = p.namedExpr()
	s.Body = p.block()
	if p.accept(kwElse) {
		s.Orelse = p.block()
	}
	s.End = p.stmtEnd
	p.add(s)
}

func (p *parser) forStatement(start uint32, async bool) {
	p.next()
	s := &For{Async: async}
	s.Start = start
	s.Target = p.targetList()
	p.checkTarget(s.Target, "assign to")
	p.expect(kwIn)
	s.Iter = p.exprList()
	s.Body = p.block()
	if p.accept(kwElse) {
		s.Orelse = p.block()
	}
	s.End = p.stmtEnd
	p.add(s)
}

func (p *parser) tryStatement(start uint32) {
	p.next()
	t := &Try{}
	t.Start = start
	t.Body = p.block()
	for p.tok == kwExcept {
		h, star := p.handler()
		if len(t.Handlers) > 0 && star != t.Star {
			p.report(h.Start, h.Start+6, "cannot have both 'except' and 'except*' on the same 'try'")
		}
		t.Star = t.Star || star
		t.Handlers = append(t.Handlers, h)
	}
	if p.accept(kwElse) {
		t.Orelse = p.block()
	}
	final := p.tok == kwFinally
	if final {
		p.next()
		t.Finalbody = p.block()
	}
	if !final && t.Handlers == nil {
		p.fail("expected 'except' or 'finally' block")
	}
	t.End = p.stmtEnd
	p.add(t)
}

func (p *parser) handler() (h ExceptHandler, star bool) {
	h.Start = p.start
	p.next()
	star = p.accept(tStar)
	if p.tok != tColon {
		h.Type = p.exprList()
		if p.accept(kwAs) {
			h.Name = p.ident()
		}
	}
	h.Body = p.block()
	h.End = p.stmtEnd
	return h, star
}

// orphan reads a clause whose statement is missing; its body is kept in place.
func (p *parser) orphan() {
	p.fail("this clause belongs to no statement")
	p.next()
	if p.tok != tColon && !p.atLineEnd() {
		start := p.start
		p.accept(tStar)
		p.expressionStatement(start, p.exprList())
	}
	if p.accept(kwAs) {
		p.ident()
	}
	for _, s := range p.block() {
		p.add(s)
	}
}

func (p *parser) withStatement(start uint32, async bool) {
	p.next()
	w := &With{Async: async}
	w.Start = start
	if p.tok == tLPar {
		w.Items = p.bracketedItems()
	}
	if w.Items == nil {
		for {
			w.Items = append(w.Items, p.withItem())
			if !p.accept(tComma) {
				break
			}
		}
	}
	w.Body = p.block()
	w.End = p.stmtEnd
	p.add(w)
}

func (p *parser) withItem() WithItem {
	it := WithItem{Context: p.expr()}
	if p.accept(kwAs) {
		it.Vars = p.starTarget()
		p.checkTarget(it.Vars, "assign to")
	}
	return it
}

// bracketedItems tries to read `(item, item):`. Most such brackets are just an
// expression; nil says so, and nothing has been consumed then. An `as` inside
// settles it, whatever else is wrong.
func (p *parser) bracketedItems() (items []WithItem) {
	m := p.mark()
	as := false
	p.openList(tRPar)
	for p.tok != tRPar {
		start, fresh := p.start, p.fresh
		it := p.withItem()
		as = as || it.Vars != nil
		items = append(items, it)
		if p.tok != tComma && p.tok != tRPar && !as || p.another(start, fresh, tRPar) != more {
			break
		}
	}
	if as || p.tok == tRPar && len(items) > 0 {
		p.closeList(tRPar)
		if as && (p.tok == tColon || len(p.errs) > m.errs) || p.tok == tColon && len(p.errs) == m.errs {
			return items
		}
	}
	p.rewind(&m)
	return nil
}
