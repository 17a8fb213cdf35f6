package syntax

// How the parser finds its feet again. A text with one fault should lose the
// construct that holds the fault, and nothing else. Three facts help: a line
// whose first token stands at or left of the statement's own indentation is
// very likely a new statement; a colon at the end of a line very likely ends a
// header; and a closing bracket belongs to the innermost list of its shape
// that is open. All of this is asked only after a fault was seen, so correct
// text never pays for it and can never be misread because of it.

// next step in a list, as another decides it.
type verdict uint8

const (
	more verdict = iota // another element follows
	done                // the list ends here, rightly or not
	undo                // so it did before the last element, which is a new statement
)

// another is asked after each element of a bracketed list; start and fresh
// describe the element's first token.
func (p *parser) another(start uint32, fresh bool, end token) verdict {
	if p.tok == tComma {
		p.next()
		return more
	}
	if p.tok == end || p.atLineEnd() {
		return done
	}
	return p.resume(start, fresh, end)
}

func (p *parser) resume(start uint32, fresh bool, end token) verdict {
	if p.outer(p.start, p.fresh) {
		p.fail("expected " + spelling[end])
		p.endLine(p.start)
		return done
	}
	if p.outer(start, fresh) {
		p.fail("expected " + spelling[end])
		p.endLine(start)
		return undo
	}
	for !startsExpr[p.tok] {
		switch {
		case p.tok == tComma:
			p.next()
			return more
		case p.tok == end, p.atLineEnd(), p.endsList():
			return done
		case p.outer(p.start, p.fresh):
			p.endLine(p.start)
			return done
		}
		if closer[p.tok] != 0 {
			p.fail("unmatched closing bracket")
			p.depth++ // it closes nothing
		}
		p.fail("unexpected token in a list")
		p.next()
	}
	p.fail("expected ','")
	if p.start == start {
		return done
	}
	return more
}

// outer tells whether a token that is the first of its line stands where a new
// statement would.
func (p *parser) outer(start uint32, fresh bool) bool {
	return fresh && p.inField == 0 && p.column(start) <= p.indents[p.indent]
}

// endsList tells whether the current token belongs to something around the
// list: a bracket of an outer one, the colon of a header, a statement keyword.
func (p *parser) endsList() bool {
	if k := closer[p.tok]; k != 0 {
		return p.open[k-1] > 0
	}
	return p.tok == tColon && p.colonEndsLine() || p.tok == tSemi || p.tok == kwAs || statementOnly[p.tok]
}

// colonEndsLine tells whether nothing but a comment follows the colon.
func (p *parser) colonEndsLine() bool {
	q := p.end
	for p.src[q] == ' ' || p.src[q] == '\t' {
		q++
	}
	c := p.src[q]
	return c == '\n' || c == '\r' || c == '#' || q >= p.eof
}

// openList is called on an opening bracket, closeList after the elements.
func (p *parser) openList(end token) {
	p.open[closer[end]-1]++
	p.next()
}

// closeList takes the closing bracket. Where it is missing the list ends here,
// and so may the line.
func (p *parser) closeList(end token) {
	if p.tok != end {
		p.skipStray(end)
	}
	slot := &p.open[closer[end]-1]
	if *slot > 0 {
		*slot--
	}
	if p.tok == end {
		p.next()
		return
	}
	p.fail("expected " + spelling[end])
	if p.atLineEnd() || p.depth == 0 {
		return
	}
	p.depth--
	if p.depth == 0 && p.fresh && p.inField == 0 {
		p.endLine(p.start)
	}
}

// skipStray passes over closing brackets that no open list is waiting for.
func (p *parser) skipStray(end token) {
	for p.tok != end && closer[p.tok] != 0 && p.open[closer[p.tok]-1] == 0 && p.inField == 0 {
		p.fail("unmatched closing bracket")
		p.depth++
		p.next()
	}
}

// enter counts a level of nesting; false means the bound is reached, and the
// construct has been passed over as one bad expression.
func (p *parser) enter() bool {
	p.deep++
	return p.deep <= maxDepth
}

// tooDeep passes over a construct that is nested too deeply.
func (p *parser) tooDeep() Expr {
	start := p.start
	p.fail("too deeply nested")
	for level := 0; !p.atLineEnd(); {
		switch p.tok {
		case tLPar, tLSqb, tLBrace:
			level++
		case tRPar, tRSqb, tRBrace:
			level--
		case tComma, tColon, tEqual, tSemi, tFStart:
			if level == 0 {
				return &BadExpr{Pos{start, p.lastEndAfter(start)}}
			}
		}
		if level < 0 {
			break
		}
		if p.tok == tFStart {
			p.tok = tStr
			p.quoted(p.pos)
		}
		p.next()
	}
	return &BadExpr{Pos{start, p.lastEndAfter(start)}}
}

func (p *parser) lastEndAfter(start uint32) uint32 { return max(start, p.lastEnd) }
