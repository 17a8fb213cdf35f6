package syntax

// decorated reads decorators and the definition below them.
func (p *parser) decorated() {
	base := p.exprs.len()
	start := p.start
	for p.tok == tAt {
		p.next()
		p.exprs.push(p.namedExpr())
		if p.tok != tNewline {
			p.fail("expected end of line")
			for !p.atLineEnd() {
				p.next()
			}
		}
		p.accept(tNewline)
	}
	decorators := p.exprs.cut(base)
	switch p.tok {
	case kwDef:
		p.functionDef(p.start, decorators, false)
	case kwClass:
		p.classDef(p.start, decorators)
	case kwAsync:
		p.async(p.start, decorators)
	default:
		p.fail("expected a function or class after a decorator")
		for _, d := range decorators {
			p.expressionStatement(start, d)
		}
	}
}

// async reads the statement after `async`.
func (p *parser) async(start uint32, decorators []Expr) {
	p.next()
	switch p.tok {
	case kwDef:
		p.functionDef(start, decorators, true)
		return
	case kwFor:
		p.forStatement(start, true)
	case kwWith:
		p.withStatement(start, true)
	default:
		p.fail("expected 'def', 'for' or 'with' after 'async'")
		p.add(&BadStmt{Pos{start, p.lastEnd}})
		p.stmtEnd = p.lastEnd
	}
	if decorators != nil {
		p.fail("expected a function or class after a decorator")
	}
}

func (p *parser) functionDef(start uint32, decorators []Expr, async bool) {
	p.next()
	f := p.nodes.function.new()
	f.Start, f.Decorators, f.Async = start, decorators, async
	f.NamePos = Pos{p.start, p.end}
	f.Name = p.ident()
	f.TypeParams = p.typeParams()
	switch {
	case p.tok == tLPar:
		p.openList(tRPar)
		f.Args = p.parameters(tRPar, true)
		p.closeList(tRPar)
	default:
		p.fail("expected '('")
		f.Args = p.nodes.arguments.new()
		if p.tok == tName || p.tok == tStar || p.tok == tDoubleStar || p.tok == tRPar {
			f.Args = p.parameters(tRPar, true)
			p.accept(tRPar)
		}
	}
	if p.accept(tArrow) {
		f.Returns = p.exprList()
	}
	f.Body = p.block()
	f.End = p.stmtEnd
	p.add(f)
}

func (p *parser) classDef(start uint32, decorators []Expr) {
	p.next()
	c := &ClassDef{Decorators: decorators}
	c.Start = start
	c.NamePos = Pos{p.start, p.end}
	c.Name = p.ident()
	c.TypeParams = p.typeParams()
	switch {
	case p.tok == tLPar:
		p.openList(tRPar)
		c.Bases, c.Keywords = p.callArguments(p.lastEnd - 1)
	case p.tok != tColon && startsExpr[p.tok] || p.tok == tRPar:
		p.fail("expected '(' or ':'")
		base := p.exprs.len()
		for startsExpr[p.tok] {
			p.exprs.push(p.starOrNamed())
			if !p.accept(tComma) {
				break
			}
		}
		c.Bases = p.exprs.cut(base)
		p.accept(tRPar)
	}
	c.Body = p.block()
	c.End = p.stmtEnd
	p.add(c)
}

// typeParams reads a PEP 695 list, if there is one.
func (p *parser) typeParams() (params []TypeParam) {
	if p.tok != tLSqb {
		return nil
	}
	p.openList(tRSqb)
	for p.tok != tRSqb && !p.atLineEnd() {
		start, fresh := p.start, p.fresh
		params = append(params, p.typeParam())
		if p.another(start, fresh, tRSqb) != more {
			break
		}
	}
	if len(params) == 0 {
		p.fail("expected a type parameter")
	}
	p.closeList(tRSqb)
	return params
}

func (p *parser) typeParam() TypeParam {
	t := TypeParam{}
	t.Start = p.start
	if p.accept(tStar) {
		t.Stars = 1
	} else if p.accept(tDoubleStar) {
		t.Stars = 2
	}
	t.Name = p.ident()
	if p.accept(tColon) {
		t.Bound = p.expr()
	}
	if p.accept(tEqual) {
		t.Default = p.starOrExpr()
	}
	t.End = p.lastEndAfter(t.Start)
	return t
}

// parameters reads the parameters of a function (annotated) or a lambda. The
// separators / and * become the kinds of the parameters around them.
func (p *parser) parameters(end token, annotated bool) *Arguments {
	base := p.params.len()
	kind, bareStar, defaults := PositionalOrKeyword, false, false
	for p.tok != end && !p.atLineEnd() {
		start, fresh := p.start, p.fresh
		n := p.params.len()
		kind = p.parameter(kind, base, annotated)
		if p.params.len() == n {
			bareStar = bareStar || kind == KeywordOnly
		} else {
			defaults = defaults || p.params.items[n].Default != nil
		}
		v := p.anotherParameter(start, fresh, end)
		if v != more {
			break
		}
	}
	a := p.nodes.arguments.new()
	a.Args = p.params.cut(base)
	if bareStar || defaults {
		p.checkParameters(a.Args, bareStar)
	}
	return a
}

func (p *parser) anotherParameter(start uint32, fresh bool, end token) verdict {
	if end == tRPar {
		return p.another(start, fresh, end)
	}
	if p.accept(tComma) {
		return more
	}
	return done
}

// parameter reads one parameter or separator and returns the kind of the next.
func (p *parser) parameter(kind ParamKind, base int, annotated bool) ParamKind {
	a := Arg{Kind: kind}
	a.Start = p.start
	switch p.tok {
	case tSlash:
		p.next()
		for i := base; i < p.params.len(); i++ {
			if p.params.items[i].Kind == PositionalOrKeyword {
				p.params.items[i].Kind = PositionalOnly
			}
		}
		return kind
	case tStar:
		p.next()
		if kind = KeywordOnly; p.tok != tName {
			return kind
		}
		a.Kind = VarPositional
		a.Start = p.start
	case tDoubleStar:
		p.next()
		a.Kind = VarKeyword
		a.Start = p.start
	}
	if p.tok != tName {
		p.fail("expected a parameter")
		return kind
	}
	a.Name = p.identifier()
	p.next()
	a.End = p.lastEnd
	if annotated && p.tok == tColon {
		p.annotation(&a)
	}
	if p.accept(tEqual) {
		a.Default = p.expr()
	}
	p.params.push(a)
	return kind
}

// annotation reads a parameter's annotation. A colon at the end of a line may
// also end a header whose closing bracket is missing: what follows decides.
func (p *parser) annotation(a *Arg) {
	var m mark
	ends := p.colonEndsLine() && p.open[0] > 0
	if ends {
		m = p.mark()
	}
	p.next()
	if a.Kind == VarPositional {
		a.Annotation = p.starOrExpr()
	} else {
		a.Annotation = p.expr()
	}
	if ends && p.tok != tComma && p.tok != tRPar && p.tok != tEqual {
		p.rewind(&m)
		a.Annotation = nil
		return
	}
	a.End = p.lastEnd
}
