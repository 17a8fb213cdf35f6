package syntax

// matchStatement reads a match statement; false means that `match` is a plain
// name here, and nothing has been consumed. A colon at the end of the line
// settles it.
func (p *parser) matchStatement(start uint32) bool {
	m := p.mark()
	p.next()
	if startsExpr[p.tok] && p.tok != kwYield {
		at := p.start
		subject := p.starOrNamed()
		if p.tok == tComma {
			subject = p.bareTuple(at, subject)
		}
		if p.tok == tColon && len(p.errs) == m.errs {
			p.next()
			if p.tok == tNewline {
				p.matchBody(start, subject)
				return true
			}
		}
	}
	p.rewind(&m)
	return false
}

func (p *parser) matchBody(start uint32, subject Expr) {
	s := &Match{Subject: subject}
	s.Start = start
	p.stmtEnd = p.lastEnd
	p.next()
	base := p.stmts.len()
	if p.tok == tIndent {
		p.next()
		for p.tok != tDedent && p.tok != tEOF {
			if p.isWord("case") {
				s.Cases = append(s.Cases, p.matchCase())
				continue
			}
			p.fail("expected 'case'")
			p.statement()
		}
		p.accept(tDedent)
	} else {
		p.fail("expected an indented block of cases")
	}
	s.End = p.stmtEnd
	// Statements between the cases follow the match, so that they are not lost.
	stray := p.stmts.cut(base)
	p.add(s)
	for _, x := range stray {
		p.add(x)
	}
}

func (p *parser) matchCase() MatchCase {
	p.next()
	c := MatchCase{Pattern: p.openPattern()}
	if p.accept(kwIf) {
		c.Guard = p.namedExpr()
	}
	c.Body = p.block()
	return c
}

// openPattern reads a pattern or a sequence of them without brackets.
func (p *parser) openPattern() Pattern {
	start := p.start
	x := p.asPattern()
	if p.tok != tComma {
		return x
	}
	base := p.patterns.len()
	p.patterns.push(x)
	for p.accept(tComma) {
		if p.tok == tColon || p.tok == kwIf || p.atLineEnd() {
			break
		}
		p.patterns.push(p.asPattern())
	}
	s := &MatchSequence{Patterns: p.patterns.cut(base)}
	s.Start, s.End = start, p.lastEnd
	return s
}

func (p *parser) asPattern() Pattern {
	start := p.start
	if p.accept(tStar) {
		n := p.ident()
		return &MatchStar{Pos{start, p.lastEnd}, captured(n)}
	}
	x := p.orPattern()
	if p.accept(kwAs) {
		n := p.ident()
		return &MatchAs{Pos{start, p.lastEnd}, x, n}
	}
	return x
}

// captured is the name that a pattern binds; `_` binds nothing.
func captured(name string) string {
	if name == "_" {
		return ""
	}
	return name
}

func (p *parser) orPattern() Pattern {
	start := p.start
	x := p.closedPattern()
	if p.tok != tPipe {
		return x
	}
	base := p.patterns.len()
	p.patterns.push(x)
	for p.accept(tPipe) {
		p.patterns.push(p.closedPattern())
	}
	o := &MatchOr{Patterns: p.patterns.cut(base)}
	o.Start, o.End = start, p.lastEnd
	return o
}

func (p *parser) closedPattern() Pattern {
	start := p.start
	if !p.enter() {
		p.deep--
		x := p.tooDeep()
		return &MatchValue{Pos{start, x.Span().End}, x}
	}
	defer func() { p.deep-- }()
	switch p.tok {
	case tLPar:
		p.openList(tRPar)
		ps, comma := p.patternList(tRPar)
		if len(ps) == 1 && !comma {
			if _, star := ps[0].(*MatchStar); !star {
				return ps[0]
			}
		}
		return &MatchSequence{Pos{start, p.lastEnd}, ps}
	case tLSqb:
		p.openList(tRSqb)
		ps, _ := p.patternList(tRSqb)
		return &MatchSequence{Pos{start, p.lastEnd}, ps}
	case tLBrace:
		return p.mappingPattern(start)
	case tName:
		return p.namedPattern(start)
	case kwNone:
		p.next()
		return &MatchSingleton{Pos{start, p.lastEnd}, None}
	case kwTrue:
		p.next()
		return &MatchSingleton{Pos{start, p.lastEnd}, True}
	case kwFalse:
		p.next()
		return &MatchSingleton{Pos{start, p.lastEnd}, False}
	}
	v := p.binary(5) // strings, signed numbers and complex sums
	return &MatchValue{Pos{v.Span().Start, v.Span().End}, v}
}

// patternList reads bracketed patterns; comma tells whether the last one had
// a comma behind it.
func (p *parser) patternList(end token) (list []Pattern, comma bool) {
	base := p.patterns.len()
	for p.tok != end && !p.atLineEnd() {
		start, fresh := p.start, p.fresh
		p.patterns.push(p.asPattern())
		comma = p.tok == tComma
		if p.another(start, fresh, end) != more {
			break
		}
	}
	p.closeList(end)
	return p.patterns.cut(base), comma
}

func (p *parser) mappingPattern(start uint32) Pattern {
	p.openList(tRBrace)
	m := &MatchMapping{}
	for p.tok != tRBrace && !p.atLineEnd() {
		first, fresh := p.start, p.fresh
		if p.accept(tDoubleStar) {
			m.Rest = p.ident()
		} else {
			m.Keys = append(m.Keys, p.binary(5))
			p.expect(tColon)
			m.Patterns = append(m.Patterns, p.asPattern())
		}
		if p.another(first, fresh, tRBrace) != more {
			break
		}
	}
	p.closeList(tRBrace)
	m.Start, m.End = start, p.lastEnd
	return m
}

// namedPattern reads a capture, a dotted value or a class pattern.
func (p *parser) namedPattern(start uint32) Pattern {
	n := p.nodes.name.new()
	n.Start, n.End, n.ID = start, p.end, p.identifier()
	p.next()
	if p.tok != tDot && p.tok != tLPar {
		return &MatchAs{Pos{start, p.lastEnd}, nil, captured(n.ID)}
	}
	var x Expr = n
	for i := 0; p.tok == tDot && i < maxChain; i++ {
		x = p.attributeOf(start, x)
	}
	if p.tok == tLPar {
		return p.classPattern(start, x)
	}
	return &MatchValue{Pos{start, p.lastEnd}, x}
}

func (p *parser) classPattern(start uint32, cls Expr) Pattern {
	p.openList(tRPar)
	c := &MatchClass{Cls: cls}
	for p.tok != tRPar && !p.atLineEnd() {
		first, fresh := p.start, p.fresh
		x := p.asPattern()
		name, ok := x.(*MatchAs)
		if p.tok == tEqual && ok && name.Pattern == nil {
			p.next()
			c.KwdAttrs = append(c.KwdAttrs, p.src[name.Start:name.End])
			c.KwdPatterns = append(c.KwdPatterns, p.asPattern())
		} else {
			c.Patterns = append(c.Patterns, x)
		}
		if p.another(first, fresh, tRPar) != more {
			break
		}
	}
	p.closeList(tRPar)
	c.Start, c.End = start, p.lastEnd
	return c
}
