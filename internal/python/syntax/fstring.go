package syntax

import "strings"

// Flags of a Constant.
const (
	isPiece = 1 // literal text inside an f-string, without quotes
	isRaw   = 2 // of a piece: backslashes stand for themselves
)

// strings reads adjacent string literals: one Constant, or a JoinedStr as soon
// as an f-string or t-string is among them.
func (p *parser) strings() Expr {
	start, base := p.start, p.exprs.len()
	run, parts, kind := p.start, uint16(0), Str
	joined, template := false, false
	for first := p.tok; p.tok == tStr || p.tok == tBytes || p.tok == tFStart; {
		if (p.tok == tBytes) != (first == tBytes) {
			p.fail("cannot mix bytes and nonbytes literals")
		}
		if p.tok != tFStart {
			if parts == 0 {
				run = p.start
			}
			if p.tok == tBytes {
				kind = Bytes
			}
			parts++
			p.next()
			continue
		}
		p.flush(run, parts, kind)
		parts = 0
		joined = true
		template = template || strings.ContainsAny(p.text(), "tT")
		p.fstring()
	}
	if !joined {
		return p.newString(start, p.lastEnd, parts, kind)
	}
	p.flush(run, parts, kind)
	j := p.nodes.joined.new()
	j.Start, j.End, j.Template = start, p.lastEnd, template
	j.Values = p.exprs.cut(base)
	return j
}

func (p *parser) newString(start, end uint32, parts uint16, kind ConstKind) *Constant {
	c := p.nodes.constant.new()
	c.Start, c.End, c.Kind, c.Parts, c.src = start, end, kind, parts, p.src[start:end]
	return c
}

// flush pushes the plain literals seen so far as a value of the joined string.
func (p *parser) flush(run uint32, parts uint16, kind ConstKind) {
	if parts > 0 {
		p.exprs.push(p.newString(run, p.lastEnd, parts, kind))
	}
}

// piece pushes literal text between replacement fields.
func (p *parser) piece(start, end uint32, raw bool) {
	if end <= start {
		return
	}
	c := p.newString(start, end, 1, Str)
	c.flags = isPiece
	if raw {
		c.flags |= isRaw
	}
	p.exprs.push(c)
}

// quote is how a string literal ends.
type quote struct {
	c           byte
	triple, raw bool
}

// closes tells whether the literal ends at q.
func (d quote) closes(src string, q uint32) bool {
	return src[q] == d.c && (!d.triple || src[q+1] == d.c && src[q+2] == d.c)
}

func (d quote) len() uint32 {
	if d.triple {
		return 3
	}
	return 1
}

// fstring reads one f-string from the quote behind its prefix, and pushes its
// values.
func (p *parser) fstring() {
	start, q := p.start, p.pos
	_, raw := prefix(p.src[start:q])
	d := quote{c: p.src[q], raw: raw}
	d.triple = p.src[q+1] == d.c && p.src[q+2] == d.c
	q = p.fText(q+d.len(), d, false)
	if d.closes(p.src, q) {
		q += d.len()
	} else {
		p.report(start, min(start+1, p.eof), "unterminated f-string literal")
	}
	if p.inField > 0 && p.exhausted() { // leave all fields at once
		p.set(tEOF, p.eof, p.eof)
		return
	}
	p.set(tStr, start, q)
	p.next()
}

// fText reads literal text and fields up to the closing quote, or in a format
// spec up to its brace. It returns where it stopped.
func (p *parser) fText(q uint32, d quote, spec bool) uint32 {
	src := p.src
	from := q
	for {
		switch c := src[q]; {
		case c == d.c:
			if d.closes(src, q) {
				p.piece(from, q, d.raw)
				return q
			}
			q++
		case c == '\\':
			q = p.fEscape(q, d.raw)
		case c == '{':
			if src[q+1] == '{' && !spec {
				q += 2
				continue
			}
			p.piece(from, q, d.raw)
			q = p.fField(q, d)
			from = q
		case c == '}':
			if spec {
				p.piece(from, q, d.raw)
				return q
			}
			if src[q+1] != '}' {
				p.report(q, q+1, "a single '}' is not allowed in an f-string")
				q++
				continue
			}
			q += 2
		case (c == '\n' || c == '\r') && !d.triple, c == 0 && q >= p.eof:
			p.piece(from, q, d.raw)
			return q
		default:
			q++
		}
	}
}

// fEscape passes over a backslash and what it escapes; it never passes over a
// brace, which opens a field even after a backslash.
func (p *parser) fEscape(q uint32, raw bool) uint32 {
	src := p.src
	q++
	switch {
	case src[q] == '{' || src[q] == '}' || q >= p.eof:
		return q
	case raw:
		if c := src[q]; c == '\\' || c == '\'' || c == '"' {
			q++
		}
		return q
	case src[q] == 'N' && src[q+1] == '{':
		for q += 2; src[q] != '}' && src[q] != '\n' && src[q] != '"' && src[q] != '\'' && q < p.eof; {
			q++
		}
		if src[q] == '}' {
			q++
		}
		return q
	case src[q] == '\r' && src[q+1] == '\n':
		return q + 2
	}
	return q + 1
}

// maxWaste bounds, together with the size of the file, what fields may read and
// give up again. Quotes that do not match can nest failures in one another,
// which would cost the product of depth and size; past the bound a field is
// skipped without a look inside.
const maxWaste = 1 << 16

func (p *parser) exhausted() bool { return p.wasted > maxWaste+4*int(p.eof) }

// fField reads the replacement field whose brace is at q, pushes it, and
// returns the offset behind it.
func (p *parser) fField(q uint32, d quote) uint32 {
	saved, errs, comments := p.lexState, len(p.errs), len(p.comments)
	f := p.nodes.field.new()
	f.Start = q
	p.inField++
	p.deep++
	p.depth, p.open = 1, [3]int32{0, 0, 1}
	p.set(tLBrace, q, q+1)
	if p.deep > maxDepth || p.exhausted() {
		p.fail("too deeply nested")
		f.Value = p.gap()
	} else {
		p.next()
		q = p.fInside(f, d)
	}
	p.deep--
	p.inField--
	bad := len(p.errs) > errs
	read := p.end
	p.lexState = saved
	if bad && p.src[q-1] != '}' || q <= f.Start+1 {
		p.errs = p.errs[:min(len(p.errs), errs+1)] // one fault, whatever it led to
		q = p.fSkip(f.Start+1, d)
		p.fForget(f, q)
		p.comments = p.comments[:comments]
		p.wasted += int(read-f.Start) + 64
	}
	f.End = q
	p.exprs.push(f)
	return q
}

// fForget drops the parts of a broken field that were read beyond its end at q.
func (p *parser) fForget(f *FormattedValue, q uint32) {
	if f.Spec != nil && f.Spec.Span().End > q {
		f.Spec = nil
	}
	if f.Value == nil || f.Value.Span().End > q {
		f.Value = &BadExpr{Pos{f.Start + 1, q}}
	}
}

// fInside reads the parts of a field after its opening brace. It returns the
// offset behind the closing brace, or f.Start if that is missing.
func (p *parser) fInside(f *FormattedValue, d quote) uint32 {
	f.Value = p.exprList()
	if p.tok == tEqual {
		f.Debug = true
		p.next()
	}
	if p.tok == tBang {
		p.next()
		if p.tok == tName && p.end == p.start+1 && strings.IndexByte("sra", p.src[p.start]) >= 0 {
			f.Conv = p.src[p.start]
		} else {
			p.fail("expected one of !s, !r and !a")
		}
		if p.tok == tName {
			p.next()
		}
	}
	if p.tok == tColon || p.tok == tWalrus {
		return p.fSpec(f, d)
	}
	if p.tok != tRBrace {
		p.fail("f-string: expected '}'")
		return f.Start
	}
	return p.end
}

// fSpec reads a format spec, whose colon is the current token.
func (p *parser) fSpec(f *FormattedValue, d quote) uint32 {
	base := p.exprs.len()
	start := p.start
	q := p.fText(start+1, d, true)
	s := p.nodes.joined.new()
	s.Start, s.End = start, q
	s.Values = p.exprs.cut(base)
	f.Spec = s
	if p.src[q] != '}' {
		p.report(q, q+1, "f-string: expected '}'")
		return f.Start
	}
	return q + 1
}

// fSkip gives up a field: it finds the closing quote, or the end of the line.
func (p *parser) fSkip(q uint32, d quote) uint32 {
	for !d.closes(p.src, q) && q < p.eof && (d.triple || p.src[q] != '\n' && p.src[q] != '\r') {
		q++
	}
	return q
}
