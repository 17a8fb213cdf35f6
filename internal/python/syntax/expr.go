package syntax

// exprList reads what may stand on the right of an assignment: an expression,
// a yield, or a tuple without brackets.
func (p *parser) exprList() Expr {
	if p.tok == kwYield {
		return p.yield()
	}
	start := p.start
	x := p.starOrNamed()
	if p.lastNamed == start {
		p.checkNamed(x, start)
	}
	if p.tok != tComma {
		return x
	}
	return p.bareTuple(start, x)
}

// bareTuple reads on after the first element of a tuple without brackets.
func (p *parser) bareTuple(start uint32, x Expr) Expr {
	base := p.exprs.len()
	p.exprs.push(x)
	for p.accept(tComma) {
		if !startsExpr[p.tok] {
			break
		}
		p.exprs.push(p.starOrNamed())
	}
	return p.newTuple(start, base)
}

func (p *parser) newTuple(start uint32, base int) Expr {
	t := p.nodes.tuple.new()
	t.Start, t.End = start, p.lastEnd
	t.Elts = p.exprs.cut(base)
	return t
}

// targetList reads the target of a for clause, which ends before `in`.
func (p *parser) targetList() Expr {
	start := p.start
	x := p.starTarget()
	if p.tok != tComma {
		return x
	}
	base := p.exprs.len()
	p.exprs.push(x)
	for p.accept(tComma) {
		if !startsExpr[p.tok] {
			break
		}
		p.exprs.push(p.starTarget())
	}
	return p.newTuple(start, base)
}

func (p *parser) starTarget() Expr {
	if p.tok == tStar {
		return p.star()
	}
	return p.binary(1)
}

func (p *parser) starOrExpr() Expr {
	if p.tok == tStar {
		return p.star()
	}
	return p.expr()
}

func (p *parser) starOrNamed() Expr {
	if p.tok == tStar {
		return p.star()
	}
	return p.namedExpr()
}

func (p *parser) star() Expr {
	s := p.nodes.starred.new()
	s.Start = p.start
	p.next()
	s.Value = p.binary(1)
	s.End = p.lastEnd
	return s
}

// namedExpr reads an expression or an assignment expression.
func (p *parser) namedExpr() Expr {
	x := p.expr()
	if p.tok == tWalrus && p.inField == 0 || p.tok == tWalrus && p.depth > 1 {
		return p.walrus(x)
	}
	return x
}

func (p *parser) walrus(x Expr) Expr {
	n := &NamedExpr{Target: x}
	switch x.(type) {
	case *Name, *BadExpr:
	default:
		s := x.Span()
		p.report(s.Start, s.End, "cannot use an assignment expression with "+phrase(x))
	}
	p.next()
	n.Value = p.expr()
	n.Start, n.End = x.Span().Start, p.lastEnd
	p.lastNamed = n.Start
	return n
}

func (p *parser) yield() Expr {
	start := p.start
	p.next()
	if p.accept(kwFrom) {
		v := p.expr()
		return &YieldFrom{Pos{start, p.lastEnd}, v}
	}
	y := &Yield{}
	if startsExpr[p.tok] {
		y.Value = p.exprList()
	}
	y.Start, y.End = start, p.lastEnd
	return y
}

// expr reads a conditional expression, a lambda, or anything tighter.
func (p *parser) expr() Expr {
	if p.tok == kwLambda {
		return p.lambda()
	}
	start := p.start
	x := p.disjunction()
	if p.tok == kwIf {
		return p.conditional(start, x)
	}
	return x
}

func (p *parser) conditional(start uint32, x Expr) Expr {
	at, fresh := p.start, p.fresh
	p.next()
	c := &IfExp{Body: x}
	c.Test = p.disjunction()
	if p.tok != kwElse && p.outer(at, fresh) && !p.atLineEnd() {
		p.fail("expected 'else'")
		p.endLine(at) // the `if` begins a statement of its own
		return x
	}
	if !p.expect(kwElse) {
		c.Orelse = p.gap()
	} else if p.enter() {
		c.Orelse = p.expr()
		p.deep--
	} else {
		p.deep--
		c.Orelse = p.tooDeep()
	}
	c.Start, c.End = start, p.lastEnd
	return c
}

// gap marks the place of an expression that is not there.
func (p *parser) gap() Expr { return &BadExpr{Pos{p.lastEnd, p.lastEnd}} }

func (p *parser) lambda() Expr {
	if !p.enter() {
		p.deep--
		return p.tooDeep()
	}
	l := &Lambda{}
	l.Start = p.start
	p.next()
	l.Args = p.parameters(tColon, false)
	p.expect(tColon)
	l.Body = p.expr()
	l.End = p.lastEnd
	p.deep--
	return l
}

func (p *parser) disjunction() Expr {
	start := p.start
	x := p.conjunction()
	if p.tok != kwOr {
		return x
	}
	base := p.exprs.len()
	p.exprs.push(x)
	for p.accept(kwOr) {
		p.exprs.push(p.conjunction())
	}
	return p.newBoolOp(Or, start, base)
}

func (p *parser) conjunction() Expr {
	start := p.start
	x := p.inversion()
	if p.tok != kwAnd {
		return x
	}
	base := p.exprs.len()
	p.exprs.push(x)
	for p.accept(kwAnd) {
		p.exprs.push(p.inversion())
	}
	return p.newBoolOp(And, start, base)
}

func (p *parser) newBoolOp(op Operator, start uint32, base int) Expr {
	b := p.nodes.boolOp.new()
	b.Op, b.Start, b.End = op, start, p.lastEnd
	b.Values = p.exprs.cut(base)
	return b
}

func (p *parser) inversion() Expr {
	if p.tok == kwNot {
		return p.prefixed(Not, p.inversion)
	}
	start := p.start
	x := p.binary(1)
	if comparison[p.tok] == NoOp {
		return x
	}
	return p.comparison(start, x)
}

// prefixed reads a unary operator and its operand.
func (p *parser) prefixed(op Operator, operand func() Expr) Expr {
	if !p.enter() {
		p.deep--
		return p.tooDeep()
	}
	u := p.nodes.unaryOp.new()
	u.Op, u.Start = op, p.start
	p.next()
	u.Operand = operand()
	u.End = p.lastEnd
	p.deep--
	return u
}

// comparison reads a chain of comparisons after its first operand.
func (p *parser) comparison(start uint32, x Expr) Expr {
	c := p.nodes.compare.new()
	c.Left, c.Start = x, start
	base, ops := p.exprs.len(), p.ops.len()
	for {
		op := comparison[p.tok]
		if op == NoOp {
			break
		}
		p.next()
		switch op {
		case Is:
			if p.accept(kwNot) {
				op = IsNot
			}
		case NotIn:
			p.expect(kwIn)
		}
		p.ops.push(op)
		p.exprs.push(p.binary(1))
	}
	c.Ops = p.ops.cut(ops)
	c.Comparators = p.exprs.cut(base)
	c.End = p.lastEnd
	return c
}

// binary reads operators that bind at least as tightly as power.
func (p *parser) binary(power uint8) Expr {
	start := p.start
	x := p.unary()
	for n := 0; ; n++ {
		b := binaryOperator[p.tok]
		if b.op == NoOp || b.power < power {
			return x
		}
		if n >= maxChain {
			return p.tooDeep()
		}
		p.next()
		y := p.binary(b.power + 1)
		z := p.nodes.binOp.new()
		z.Start, z.End = start, p.lastEnd
		z.Op, z.Left, z.Right = b.op, x, y
		x = z
	}
}

// unary reads signs, await and powers: all that binds tighter than `*`.
func (p *parser) unary() Expr {
	switch p.tok {
	case tMinus:
		return p.prefixed(USub, p.unary)
	case tPlus:
		return p.prefixed(UAdd, p.unary)
	case tTilde:
		return p.prefixed(Invert, p.unary)
	}
	start := p.start
	x := p.awaited()
	if p.tok == tDoubleStar {
		return p.power(start, x)
	}
	return x
}

func (p *parser) power(start uint32, x Expr) Expr {
	p.next()
	if !p.enter() {
		p.deep--
		return p.tooDeep()
	}
	b := p.nodes.binOp.new()
	b.Op, b.Left, b.Right = Pow, x, p.unary()
	b.Start, b.End = start, p.lastEnd
	p.deep--
	return b
}

func (p *parser) awaited() Expr {
	if p.tok != kwAwait {
		return p.primary()
	}
	start := p.start
	p.next()
	if p.tok == kwAwait { // `await await x` has no meaning; read on without recursion
		p.fail("expected an expression after 'await'")
		for p.tok == kwAwait {
			p.next()
		}
	}
	v := p.primary()
	return &Await{Pos{start, p.lastEnd}, v}
}
