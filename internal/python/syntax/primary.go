package syntax

// primary reads an atom and the attributes, calls and subscripts behind it.
func (p *parser) primary() Expr {
	start := p.start
	x := p.atom()
	for n := 0; ; n++ {
		switch p.tok {
		case tDot:
			x = p.attributeOf(start, x)
		case tLPar, tLSqb:
			if p.deep++; p.deep > maxDepth {
				p.deep--
				return p.tooDeep()
			}
			if p.tok == tLPar {
				x = p.callOf(start, x)
			} else {
				x = p.subscriptOf(start, x)
			}
			p.deep--
		default:
			return x
		}
		if n > maxChain {
			return p.tooDeep()
		}
	}
}

func (p *parser) attributeOf(start uint32, x Expr) Expr {
	p.next()
	a := p.nodes.attribute.new()
	a.Start, a.Value = start, x
	if p.tok == tName {
		a.Attr = p.identifier()
		p.next()
	} else {
		p.fail("expected an attribute name")
	}
	a.End = p.lastEnd
	return a
}

func (p *parser) callOf(start uint32, x Expr) Expr {
	c := p.nodes.call.new()
	c.Start, c.Func = start, x
	at := p.start
	p.openList(tRPar)
	c.Args, c.Keywords = p.callArguments(at)
	c.End = p.lastEnd
	return c
}

// callArguments reads the arguments and the closing bracket of a call whose
// opening bracket is at open.
func (p *parser) callArguments(open uint32) ([]Expr, []Keyword) {
	args, keywords := p.exprs.len(), p.keywords.len()
	for p.tok != tRPar && !p.atLineEnd() {
		start, fresh := p.start, p.fresh
		n, k := p.exprs.len(), p.keywords.len()
		p.argument(start)
		if k > keywords && p.exprs.len() > n && p.keywords.len() == k {
			p.checkOrder(p.exprs.items[n], p.keywords.items[keywords:k])
		}
		if p.tok == tComma {
			if p.bare != nil && p.exprs.len() > n && p.exprs.items[n] == Expr(p.bare) {
				p.report(p.bare.Start, p.bare.End, "a generator that is not the only argument needs parentheses")
				p.bare = nil
			}
			p.next()
			continue
		}
		if p.tok == tRPar {
			break
		}
		v := p.another(start, fresh, tRPar)
		if v == undo {
			p.exprs.drop(n)
			p.keywords.drop(k)
		}
		if v != more {
			break
		}
	}
	p.closeList(tRPar)
	a := p.exprs.cut(args)
	kw := p.keywords.cut(keywords)
	if p.bare != nil && len(a) > 0 && a[len(a)-1] == Expr(p.bare) {
		switch {
		case len(a) == 1 && len(kw) == 0:
			// A generator that is the sole argument shares the call's brackets.
			p.bare.Start, p.bare.End = open, p.lastEnd
		case len(kw) == 0: // else it is reported as a positional argument
			p.report(p.bare.Start, p.bare.End, "a generator that is not the only argument needs parentheses")
		}
	}
	return a, kw
}

func (p *parser) argument(start uint32) {
	switch p.tok {
	case tStar:
		s := p.nodes.starred.new()
		p.next()
		s.Value = p.expr()
		s.Start, s.End = start, p.lastEnd
		p.exprs.push(s)
		return
	case tDoubleStar:
		p.next()
		v := p.expr()
		p.keywords.push(Keyword{Pos{start, p.lastEnd}, "", v})
		return
	}
	x := p.expr()
	switch p.tok {
	case tEqual:
		name := ""
		if n, ok := x.(*Name); ok {
			name = n.ID
		} else {
			p.fail("a keyword argument must be a name")
			p.exprs.push(x) // its calls and names stay in the tree
		}
		p.next()
		v := p.expr()
		p.keywords.push(Keyword{Pos{start, p.lastEnd}, name, v})
	case tWalrus:
		p.exprs.push(p.walrus(x))
	case kwFor, kwAsync:
		p.exprs.push(p.generator(start, x))
	default:
		p.exprs.push(x)
	}
	if p.tok == kwFor || p.tok == kwAsync {
		p.generatorAfterNamed(start)
	}
}

// generatorAfterNamed turns `f(x := y for y in z)` into a generator.
func (p *parser) generatorAfterNamed(start uint32) {
	n := p.exprs.len()
	if n == 0 {
		return
	}
	if x, ok := p.exprs.items[n-1].(*NamedExpr); ok && x.Start == start {
		p.exprs.items[n-1] = p.generator(start, x)
	}
}

// generator reads the clauses of a generator expression without brackets.
func (p *parser) generator(start uint32, x Expr) Expr {
	clauses, ok := p.comprehensions(tRPar)
	if !ok {
		return x
	}
	p.bare = &GeneratorExp{Pos{start, p.lastEnd}, x, clauses}
	return p.bare
}

func (p *parser) subscriptOf(start uint32, x Expr) Expr {
	s := p.nodes.subscript.new()
	s.Start, s.Value = start, x
	p.openList(tRSqb)
	s.Slice = p.slices()
	p.closeList(tRSqb)
	s.End = p.lastEnd
	return s
}

func (p *parser) slices() Expr {
	start, fresh := p.start, p.fresh
	first := start
	x := p.sliceOrExpr()
	_, star := x.(*Starred)
	if p.tok == tRSqb && !star {
		return x
	}
	base := p.exprs.len()
	p.exprs.push(x)
	comma := p.tok == tComma
	v := p.another(start, fresh, tRSqb)
	for v == more && p.tok != tRSqb && !p.atLineEnd() {
		start, fresh = p.start, p.fresh
		n := p.exprs.len()
		p.exprs.push(p.sliceOrExpr())
		if v = p.another(start, fresh, tRSqb); v == undo {
			p.exprs.drop(n)
		}
	}
	if !comma && !star && p.exprs.len() == base+1 {
		p.exprs.drop(base)
		return x
	}
	return p.newTuple(first, base)
}

func (p *parser) sliceOrExpr() Expr {
	start := p.start
	var lower Expr
	if p.tok != tColon {
		lower = p.starOrNamed()
		if p.tok != tColon {
			return lower
		}
	}
	var m mark
	ends := p.colonEndsLine()
	if ends { // a slice over two lines, or a header whose bracket is missing
		m = p.mark()
	}
	s := p.nodes.slice.new()
	s.Start, s.Lower = start, lower
	p.next()
	if p.tok != tColon && p.tok != tRSqb && p.tok != tComma {
		s.Upper = p.expr()
	}
	if p.tok == tColon {
		p.next()
		if p.tok != tRSqb && p.tok != tComma {
			s.Step = p.expr()
		}
	}
	s.End = p.lastEnd
	if ends && lower != nil && p.tok != tComma && p.tok != tRSqb && !p.atLineEnd() && p.inField == 0 {
		p.rewind(&m)
		return lower
	}
	return s
}

// comprehensions reads the clauses after an element. A `for` that begins a
// line of its own and does not lead to the closing bracket is a statement;
// ok is false then, and the line has been ended before it.
func (p *parser) comprehensions(end token) (clauses []Comprehension, ok bool) {
	at, fresh := p.start, p.fresh
	base := p.clauses.len()
	for p.tok == kwFor || p.tok == kwAsync {
		c := Comprehension{Async: p.accept(kwAsync)}
		p.expect(kwFor)
		c.Target = p.targetList()
		p.checkTarget(c.Target, "assign to")
		p.expect(kwIn)
		c.Iter = p.iterable()
		n := p.exprs.len()
		for p.accept(kwIf) {
			p.exprs.push(p.condition())
		}
		c.Ifs = p.exprs.cut(n)
		p.clauses.push(c)
	}
	if p.tok != end && p.outer(at, fresh) && !p.atLineEnd() && p.tok != tComma {
		p.fail("expected " + spelling[end])
		p.endLine(at)
		p.clauses.drop(base)
		return nil, false
	}
	return p.clauses.cut(base), true
}

// iterable reads the part of a clause after `in`, where a conditional
// expression would be ambiguous with the clause's own `if`.
func (p *parser) iterable() Expr {
	if p.tok == kwLambda {
		return p.expr()
	}
	return p.disjunction()
}

func (p *parser) condition() Expr {
	x := p.iterable()
	if p.tok == tWalrus {
		return p.walrus(x)
	}
	return x
}
