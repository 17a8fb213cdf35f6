package syntax

import "strings"

// quoted reads a plain string literal whose opening quote is at q; the token's
// kind and start are already set.
func (l *lexer) quoted(q uint32) {
	c := l.src[q]
	if l.src[q+1] == c && l.src[q+2] == c {
		l.tripleQuoted(q+3, c)
		return
	}
	src := l.src
	q++
	for {
		for class[src[q]]&isStop == 0 {
			q++
		}
		switch d := src[q]; {
		case d == c:
			l.end, l.pos = q+1, q+1
			return
		case d == '\\':
			q++
			if src[q] == '\r' && src[q+1] == '\n' {
				q++
			}
			q = min(q+1, l.eof)
		case d == '\n' || d == '\r' || q >= l.eof:
			l.report(l.start, q, "unterminated string literal")
			l.end, l.pos = q, q
			return
		default: // the other quote, or a NUL byte inside the text
			q++
		}
	}
}

func (l *lexer) tripleQuoted(q uint32, c byte) {
	src := l.src
	for from := q; ; {
		i := strings.IndexByte(src[q:l.eof], c)
		if i < 0 {
			l.report(l.start, l.start+3, "unterminated triple-quoted string literal")
			l.end, l.pos = l.eof, l.eof
			return
		}
		q += uint32(i)
		b := q
		for b > from && src[b-1] == '\\' {
			b--
		}
		switch {
		case (q-b)&1 == 1: // an escaped quote; a backslash is never looked at again
			q++
			from = q
		case src[q+1] == c && src[q+2] == c:
			l.end, l.pos = q+3, q+3
			return
		default:
			q++
			from = q
		}
	}
}

// number reads a numeric literal.
func (l *lexer) number(p uint32) {
	src := l.src
	q := p
	l.tok = tInt
	if c := src[p+1] | 0x20; src[p] == '0' && (c == 'x' || c == 'o' || c == 'b') {
		q = l.radix(p+2, c)
	} else {
		q = l.decimal(p)
	}
	l.end, l.pos = q, q
	if class[src[q]]&isIdent != 0 && !keywordFollows(src[q:]) {
		for class[src[q]]&isIdent != 0 {
			q++
		}
		l.report(p, q, "invalid numeric literal")
		l.end, l.pos = q, q
	}
}

// radix reads the digits after 0x, 0o or 0b.
func (l *lexer) radix(q uint32, c byte) uint32 {
	from := q
	for {
		d := l.src[q]
		h := d | 0x20
		switch {
		case d == '_' && l.src[q-1] != '_':
		case c == 'b' && (d == '0' || d == '1'), c == 'o' && d >= '0' && d <= '7':
		case c == 'x' && (class[d]&isDigit != 0 || h >= 'a' && h <= 'f'):
		default:
			if q == from || l.src[q-1] == '_' {
				l.report(l.start, q, "invalid numeric literal")
			}
			return q
		}
		q++
	}
}

// decimal reads an int, a float or an imaginary literal.
func (l *lexer) decimal(p uint32) uint32 {
	src := l.src
	q := l.digits(p)
	leading := src[p] == '0' && strings.Trim(src[p:q], "0_") != ""
	if src[q] == '.' {
		l.tok = tFloat
		q = l.digits(q + 1)
	}
	if e := src[q] | 0x20; e == 'e' {
		d := q + 1
		if src[d] == '+' || src[d] == '-' {
			d++
		}
		if class[src[d]]&isDigit != 0 {
			l.tok = tFloat
			q = l.digits(d)
		}
	}
	if src[q]|0x20 == 'j' {
		l.tok = tComplex
		return q + 1
	}
	if leading && l.tok == tInt {
		l.report(p, q, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
	}
	return q
}

// digits skips digits with single underscores between them.
func (l *lexer) digits(q uint32) uint32 {
	for class[l.src[q]]&isDigit != 0 || l.src[q] == '_' && q > l.start && class[l.src[q-1]]&isDigit != 0 && class[l.src[q+1]]&isDigit != 0 {
		q++
	}
	return q
}

// keywordFollows tells whether a number may stand right before s: the language
// still lets `1if x else y` pass.
func keywordFollows(s string) bool {
	for _, w := range [...]string{"and", "else", "for", "if", "in", "is", "not", "or"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}
