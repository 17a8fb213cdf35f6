package syntax

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// name reads an identifier, a keyword or the prefix of a string literal.
func (l *lexer) name(p uint32) {
	src := l.src
	q := p
	for class[src[q]]&isIdent != 0 {
		q++
	}
	c := src[q]
	l.wide = c >= 0x80
	if l.wide {
		l.wideName(p, q)
		return
	}
	n := q - p
	if (c == '"' || c == '\'') && n <= 2 {
		if t, _ := prefix(src[p:q]); t != tName {
			l.tok, l.end, l.pos = t, q, q
			if t != tFStart {
				l.quoted(q)
			}
			return
		}
	}
	l.end, l.pos, l.tok = q, q, tName
	if n >= 2 && n <= 8 {
		if t := keyword(src[p:q]); t != tName {
			if l.fresh && statementOnly[t] && l.inField == 0 {
				l.report(l.start, l.end, "a bracket before this line was never closed")
				l.endLine(p)
				return
			}
			l.tok = t
		}
	}
}

// wideName reads on from q, where a rune beyond ASCII stands in the name that
// begins at p. Runes that no name can begin with make a bad token.
func (l *lexer) wideName(p, q uint32) {
	src := l.src[:l.eof]
	l.tok = tName
	q = skipRunes(src, q, func(r rune, at uint32) bool { return nameStart(r) || at > p && nameRune(r) })
	if q == p {
		q = skipRunes(src, q, func(r rune, _ uint32) bool { return r >= utf8.RuneSelf && !nameStart(r) })
		l.tok = tBad
		l.report(p, q, "invalid character in the text")
	}
	l.end, l.pos = q, q
}

// skipRunes returns the offset of the first rune from q on that is not wanted.
func skipRunes(src string, q uint32, wanted func(rune, uint32) bool) uint32 {
	for int(q) < len(src) {
		r, n := utf8.DecodeRuneInString(src[q:])
		if !wanted(r, q) {
			break
		}
		q += uint32(n)
	}
	return q
}

// prefix sorts the letters before a quote; tName means they are no prefix.
func prefix(s string) (t token, raw bool) {
	t = tStr
	seen := byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		switch c {
		case 'r':
			raw = true
		case 'b':
			t = tBytes
		case 'f', 't':
			t = tFStart
		case 'u':
			if len(s) > 1 {
				return tName, false
			}
		default:
			return tName, false
		}
		if i == 1 && (c == seen || c != 'r' && seen != 'r') {
			return tName, false // bb, fb and the like
		}
		seen = c
	}
	return t, raw
}

// noName are letters that no name may hold: their compatibility forms have
// something else in them, such as a space. noStart are those that may only
// follow. Both are what ID_Start has beyond XID_Start (UAX #31, section 5.1).
var (
	noName = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x37a, Hi: 0x37a, Stride: 1}, {Lo: 0x2e2f, Hi: 0x2e2f, Stride: 1},
		{Lo: 0x309b, Hi: 0x309c, Stride: 1},
		{Lo: 0xfc5e, Hi: 0xfc63, Stride: 1}, {Lo: 0xfdfa, Hi: 0xfdfb, Stride: 1}, {Lo: 0xfe70, Hi: 0xfe7e, Stride: 2}}}
	noStart = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0xe33, Hi: 0xe33, Stride: 1}, {Lo: 0xeb3, Hi: 0xeb3, Stride: 1}, {Lo: 0xff9e, Hi: 0xff9f, Stride: 1}}}
)

func nameStart(r rune) bool {
	if r < utf8.RuneSelf {
		return class[r]&isInitial != 0
	}
	return letter(r) && !unicode.In(r, noName, noStart)
}

// letter is the property ID_Start.
func letter(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r) || r == 0x1885 || r == 0x1886
}

func nameRune(r rune) bool {
	if r < utf8.RuneSelf {
		return class[r]&isIdent != 0
	}
	if unicode.Is(noName, r) {
		return false
	}
	return letter(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

// identifier is the value of the current name: its text in normal form.
func (l *lexer) identifier() string {
	s := l.text()
	if l.wide {
		return norm.NFKC.String(s)
	}
	return s
}
