package syntax

// simpleLine reads the simple statements of a logical line. What follows a
// complete statement without a semicolon is a fault, and is read as one more
// statement so that its calls and names stay known.
func (p *parser) simpleLine() {
	for {
		p.simple()
		if p.accept(tSemi) {
			if p.atLineEnd() {
				p.stmtEnd = p.lastEnd // ast counts a last semicolon to the block
				p.accept(tNewline)
				return
			}
			continue
		}
		if p.accept(tNewline) || p.atLineEnd() {
			return
		}
		if !p.resumeLine() {
			return
		}
	}
}

// resumeLine is at a token that should have been the end of a line. It tells
// whether a simple statement can be read from here.
func (p *parser) resumeLine() bool {
	p.fail(p.lineEndMessage())
	start := p.start
	for !startsExpr[p.tok] && !simpleStart[p.tok] {
		if p.accept(tSemi) || p.atLineEnd() || compound[p.tok] {
			break
		}
		p.next()
	}
	if p.start > start {
		p.add(&BadStmt{Pos{start, p.lastEnd}})
		p.stmtEnd = p.lastEnd
	}
	if compound[p.tok] {
		return false
	}
	return !p.accept(tNewline) && !p.atLineEnd()
}

// lineEndMessage knows the two statements of Python 2 that are calls now.
func (p *parser) lineEndMessage() string {
	if n := p.stmts.len(); n > 0 {
		if e, ok := p.stmts.items[n-1].(*ExprStmt); ok && e.End == p.lastEnd {
			if name, ok := e.Value.(*Name); ok && (name.ID == "print" || name.ID == "exec") {
				return "missing parentheses in call to '" + name.ID + "' (a statement in Python 2)"
			}
		}
	}
	return "expected end of line"
}

// simple reads one simple statement.
func (p *parser) simple() {
	start := p.start
	switch p.tok {
	case kwReturn:
		r := p.nodes.ret.new()
		p.next()
		if p.tok == kwYield {
			p.fail("a yield needs parentheses here")
		}
		if startsExpr[p.tok] {
			r.Value = p.exprList()
		}
		p.stmtEnd = p.lastEnd
		r.Start, r.End = start, p.stmtEnd
		p.add(r)
		return
	case kwImport:
		p.importStatement(start)
	case kwFrom:
		p.importFrom(start)
	case kwPass:
		p.next()
		p.add(&Pass{Pos{start, p.lastEnd}})
	case kwBreak:
		p.next()
		p.add(&Break{Pos{start, p.lastEnd}})
	case kwContinue:
		p.next()
		p.add(&Continue{Pos{start, p.lastEnd}})
	case kwRaise:
		p.raise(start)
	case kwGlobal, kwNonlocal:
		p.global(start)
	case kwDel:
		p.delete(start)
	case kwAssert:
		p.assert(start)
	default:
		if p.tok == tName && p.end-p.start == 4 && p.isWord("type") && p.typeAlias(start) {
			break
		}
		p.expressionOrAssignment(start)
	}
	p.stmtEnd = p.lastEnd
}

func (p *parser) raise(start uint32) {
	r := &Raise{}
	p.next()
	if startsExpr[p.tok] {
		r.Exc = p.expr()
		if p.accept(kwFrom) {
			r.Cause = p.expr()
		}
	}
	r.Start, r.End = start, p.lastEnd
	p.add(r)
}

func (p *parser) global(start uint32) {
	g := &Global{Nonlocal: p.tok == kwNonlocal}
	p.next()
	for {
		if s := p.ident(); s != "" {
			g.Names = append(g.Names, s)
		}
		if !p.accept(tComma) {
			break
		}
	}
	g.Start, g.End = start, p.lastEnd
	p.add(g)
}

func (p *parser) delete(start uint32) {
	d := &Delete{}
	p.next()
	base := p.exprs.len()
	for {
		x := p.starTarget()
		p.checkTarget(x, "delete")
		p.exprs.push(x)
		if !p.accept(tComma) || !startsExpr[p.tok] {
			break
		}
	}
	d.Targets = p.exprs.cut(base)
	d.Start, d.End = start, p.lastEnd
	p.add(d)
}

func (p *parser) assert(start uint32) {
	a := &Assert{}
	p.next()
	a.Test = p.namedExpr()
	if p.accept(tComma) {
		a.Msg = p.namedExpr()
	}
	a.Start, a.End = start, p.lastEnd
	p.add(a)
}

func (p *parser) importStatement(start uint32) {
	p.next()
	i := &Import{}
	base := p.aliases.len()
	for {
		p.aliases.push(p.alias(true))
		if !p.accept(tComma) {
			break
		}
	}
	i.Names = p.aliases.cut(base)
	i.Start, i.End = start, p.lastEnd
	p.add(i)
}

func (p *parser) alias(dotted bool) Alias {
	a := Alias{}
	a.Start = p.start
	if dotted {
		a.Name = p.dottedName()
	} else {
		a.Name = p.ident()
	}
	if p.accept(kwAs) {
		a.AsName = p.ident()
	}
	a.End = p.lastEndAfter(a.Start)
	return a
}

func (p *parser) importFrom(start uint32) {
	p.next()
	i := p.nodes.importFrom.new()
	for p.tok == tDot || p.tok == tEllipsis {
		i.Level++
		if p.tok == tEllipsis {
			i.Level += 2
		}
		p.next()
	}
	if p.tok == tName {
		i.Module = p.dottedName()
	} else if i.Level == 0 {
		p.fail("expected a module name")
	}
	p.expect(kwImport)
	i.Names = p.importedNames()
	i.Start, i.End = start, p.lastEnd
	p.add(i)
}

func (p *parser) importedNames() []Alias {
	base := p.aliases.len()
	switch p.tok {
	case tStar:
		p.aliases.push(Alias{Pos{p.start, p.end}, "*", ""})
		p.next()
	case tLPar:
		p.openList(tRPar)
		for p.tok != tRPar && !p.atLineEnd() {
			start, fresh, n := p.start, p.fresh, p.aliases.len()
			if p.tok == tName {
				p.aliases.push(p.alias(false))
			} else {
				p.fail("expected a name to import")
			}
			v := p.another(start, fresh, tRPar)
			if v == undo {
				p.aliases.drop(n)
			}
			if v != more || !(p.tok == tName || p.tok == tRPar) {
				break
			}
		}
		p.closeList(tRPar)
	default:
		for p.tok == tName {
			p.aliases.push(p.alias(false))
			if !p.accept(tComma) {
				break
			}
			if p.tok != tName {
				p.fail("expected a name to import (a trailing comma needs parentheses)")
			}
		}
	}
	if p.aliases.len() == base {
		p.fail("expected a name to import")
	}
	return p.aliases.cut(base)
}

// dottedName reads a.b.c; blanks around the dots are not part of the name.
func (p *parser) dottedName() string {
	start := p.start
	plain := !p.wide
	name := p.ident()
	last := p.lastEnd
	for p.tok == tDot {
		p.next()
		plain = plain && !p.wide && last+1 == p.start
		part := p.ident()
		last = p.lastEnd
		if !plain {
			name += "." + part
		}
	}
	if plain && last > start && name != "" {
		return p.src[start:last]
	}
	return name
}

// typeAlias reads `type X = ...`; false means that `type` is a plain name here.
func (p *parser) typeAlias(start uint32) bool {
	m := p.mark()
	p.next()
	if p.tok == tName {
		t := &TypeAlias{Name: p.atom()}
		t.TypeParams = p.typeParams()
		if p.accept(tEqual) {
			t.Value = p.expr()
			t.Start, t.End = start, p.lastEnd
			p.add(t)
			return true
		}
	}
	p.rewind(&m)
	return false
}

func (p *parser) expressionStatement(start uint32, x Expr) {
	e := p.nodes.exprStmt.new()
	e.Start, e.Value, e.End = start, x, p.lastEndAfter(x.Span().End)
	p.add(e)
	p.stmtEnd = e.End
}

func (p *parser) expressionOrAssignment(start uint32) {
	x := p.exprList()
	switch p.tok {
	case tEqual:
		p.assignment(start, x)
	case tAugAssign:
		a := &AugAssign{Op: p.aug, Target: x}
		p.checkAugTarget(x)
		p.next()
		a.Value = p.exprList()
		a.Start, a.End = start, p.lastEnd
		p.add(a)
	case tColon:
		p.annotated(start, x)
	default:
		if b, ok := x.(*BadExpr); ok && b.Start == b.End {
			return // nothing was there: skipToken or resumeLine goes on
		}
		e := p.nodes.exprStmt.new()
		e.Start, e.Value, e.End = start, x, p.lastEnd
		p.add(e)
	}
}

func (p *parser) assignment(start uint32, x Expr) {
	a := p.nodes.assign.new()
	base := p.exprs.len()
	for p.tok == tEqual {
		p.checkTarget(x, "assign to")
		p.exprs.push(x)
		p.next()
		if p.cell && (p.tok == tPercent || p.tok == tBang) {
			x = p.magicExpr()
			break
		}
		x = p.exprList()
	}
	a.Targets = p.exprs.cut(base)
	a.Value = x
	a.Start, a.End = start, p.lastEnd
	p.add(a)
}

func (p *parser) annotated(start uint32, x Expr) {
	a := &AnnAssign{Target: x}
	_, name := x.(*Name)
	a.Simple = name && p.src[start] != '('
	p.checkAnnTarget(x)
	p.next()
	a.Annotation = p.expr()
	if p.accept(tEqual) {
		a.Value = p.exprList()
	}
	a.Start, a.End = start, p.lastEnd
	p.add(a)
}
