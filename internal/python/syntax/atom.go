package syntax

// atom reads a name, a literal or a bracketed expression.
func (p *parser) atom() Expr {
	start := p.start
	switch p.tok {
	case tName:
		n := p.nodes.name.new()
		n.Start, n.End, n.ID = start, p.end, p.identifier()
		p.next()
		return n
	case tStr, tBytes, tFStart:
		return p.strings()
	case tInt:
		return p.literal(Int)
	case tFloat:
		return p.literal(Float)
	case tComplex:
		return p.literal(Complex)
	case kwNone:
		return p.literal(None)
	case kwTrue:
		return p.literal(True)
	case kwFalse:
		return p.literal(False)
	case tEllipsis:
		return p.literal(Ellipsis)
	case tLPar, tLSqb, tLBrace:
		return p.bracketed(start)
	}
	return p.missing()
}

func (p *parser) literal(kind ConstKind) Expr {
	c := p.nodes.constant.new()
	c.Start, c.End, c.Kind, c.src = p.start, p.end, kind, p.text()
	p.next()
	return c
}

func (p *parser) bracketed(start uint32) (x Expr) {
	if p.deep++; p.deep > maxDepth {
		p.deep--
		return p.tooDeep()
	}
	switch p.tok {
	case tLPar:
		x = p.parenthesised(start)
	case tLSqb:
		x = p.list(start)
	default:
		x = p.braces(start)
	}
	p.deep--
	return x
}

// missing reports that an expression should stand here and takes nothing: the
// construct around it knows better how to go on.
func (p *parser) missing() Expr {
	b := &BadExpr{Pos{p.lastEnd, p.lastEnd}}
	if p.tok == tDot { // the attribute that follows begins at its dot
		b.Start, b.End = p.start, p.start
	}
	p.fail("expected an expression")
	if p.outer(p.start, p.fresh) {
		p.endLine(p.start)
	}
	return b
}

// parenthesised reads a tuple, a generator, or an expression in brackets,
// which keeps its own span.
func (p *parser) parenthesised(start uint32) Expr {
	p.openList(tRPar)
	if p.tok == tRPar {
		p.closeList(tRPar)
		return p.newTuple(start, p.exprs.len())
	}
	first, fresh := p.start, p.fresh
	var x Expr
	if p.tok == kwYield {
		x = p.yield()
	} else {
		x = p.starOrNamed()
	}
	switch p.tok {
	case tRPar:
		p.closeList(tRPar)
		if s, ok := x.(*Starred); ok {
			p.report(s.Start, s.End, "cannot use a starred expression here")
		}
		return x
	case kwFor, kwAsync:
		clauses, ok := p.comprehensions(tRPar)
		p.closeList(tRPar)
		if !ok {
			return x
		}
		return &GeneratorExp{Pos{start, p.lastEnd}, x, clauses}
	}
	if p.src[first] == 'y' && p.tok == tComma {
		p.checkYield(x, first)
	}
	comma := p.tok == tComma
	base := p.exprs.len()
	p.exprs.push(x)
	p.elements(base, tRPar, p.another(first, fresh, tRPar))
	p.closeList(tRPar)
	if !comma && p.exprs.len() == base+1 {
		p.exprs.drop(base)
		return x
	}
	return p.newTuple(start, base)
}

// elements reads what follows the first element of a list; v is what another
// said after that one.
func (p *parser) elements(base int, end token, v verdict) {
	if v == undo {
		p.exprs.drop(base)
	}
	for v == more && p.tok != end && !p.atLineEnd() {
		start, fresh := p.start, p.fresh
		n := p.exprs.len()
		p.exprs.push(p.starOrNamed())
		if p.tok == tComma {
			p.next()
			continue
		}
		if v = p.another(start, fresh, end); v == undo {
			p.exprs.drop(n)
		}
	}
}

func (p *parser) list(start uint32) Expr {
	p.openList(tRSqb)
	base := p.exprs.len()
	if p.tok != tRSqb && !p.atLineEnd() {
		first, fresh := p.start, p.fresh
		x := p.starOrNamed()
		if p.tok == kwFor || p.tok == kwAsync {
			if clauses, ok := p.comprehensions(tRSqb); ok {
				p.closeList(tRSqb)
				return &ListComp{Pos{start, p.lastEnd}, x, clauses}
			}
		}
		p.exprs.push(x)
		p.elements(base, tRSqb, p.another(first, fresh, tRSqb))
	}
	p.closeList(tRSqb)
	l := p.nodes.listNode.new()
	l.Start, l.End = start, p.lastEnd
	l.Elts = p.exprs.cut(base)
	return l
}

// braces reads a dict, a set, or a comprehension of either.
func (p *parser) braces(start uint32) Expr {
	p.openList(tRBrace)
	if p.tok == tRBrace || p.tok == tDoubleStar {
		return p.dictFrom(start, nil)
	}
	first, fresh := p.start, p.fresh
	x := p.starOrNamed()
	switch p.tok {
	case tColon:
		return p.dictFrom(start, x)
	case kwFor, kwAsync:
		if clauses, ok := p.comprehensions(tRBrace); ok {
			p.closeList(tRBrace)
			return &SetComp{Pos{start, p.lastEnd}, x, clauses}
		}
	}
	base := p.exprs.len()
	p.exprs.push(x)
	p.elements(base, tRBrace, p.another(first, fresh, tRBrace))
	p.closeList(tRBrace)
	s := &Set{Pos: Pos{start, p.lastEnd}}
	s.Elts = p.exprs.cut(base)
	return s
}

// dictFrom reads a dict; key is its first key, already read, or nil. Keys and
// values alternate on the stack until they are parted.
func (p *parser) dictFrom(start uint32, key Expr) Expr {
	base := p.exprs.len()
	first, fresh := p.start, p.fresh
	for p.tok != tRBrace && !p.atLineEnd() {
		n := p.exprs.len()
		if key == nil && p.tok == tDoubleStar {
			p.next()
			p.exprs.push(nil)
			p.exprs.push(p.binary(1))
		} else {
			if key == nil {
				first, fresh = p.start, p.fresh
				key = p.starOrNamed()
			}
			p.exprs.push(key)
			p.exprs.push(p.dictValue())
		}
		if n == base && key != nil && (p.tok == kwFor || p.tok == kwAsync) {
			if clauses, ok := p.comprehensions(tRBrace); ok {
				c := &DictComp{Key: key, Value: p.exprs.items[n+1], Generators: clauses}
				p.exprs.drop(base)
				p.closeList(tRBrace)
				c.Start, c.End = start, p.lastEnd
				return c
			}
		}
		key = nil
		v := p.another(first, fresh, tRBrace)
		if v == undo {
			p.exprs.drop(n)
		}
		if v != more {
			break
		}
	}
	p.closeList(tRBrace)
	return p.newDict(start, base)
}

// dictValue reads the value of a key, or leaves a gap for it.
func (p *parser) dictValue() Expr {
	if p.tok == tColon {
		p.next()
		return p.expr()
	}
	p.fail("expected ':'")
	return p.gap()
}

func (p *parser) newDict(start uint32, base int) Expr {
	d := p.nodes.dict.new()
	d.Start, d.End = start, p.lastEnd
	pairs := p.exprs.items[base:]
	if n := len(pairs) / 2; n > 0 {
		both := p.exprs.slab.list(pairs)
		for i := range n {
			both[i] = pairs[2*i]
			both[n+i] = pairs[2*i+1]
		}
		d.Keys, d.Values = both[:n:n], both[n:]
	}
	p.exprs.drop(base)
	return d
}
