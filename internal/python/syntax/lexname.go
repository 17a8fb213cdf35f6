package syntax

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// name reads an identifier, a keyword or the prefix of a string literal.
func (l *lexer) name(p uint32) {
	src := l.src
	q := p + 1
	wide := src[p]
	for c := src[q]; class[c]&isIdent != 0; c = src[q] {
		wide |= c
		q++
	}
	n := q - p
	if c := src[q]; (c == '"' || c == '\'') && n <= 2 {
		if t, raw := prefix(src[p:q]); t != tName {
			l.tok = t
			if t == tFStart {
				l.end, l.pos = q, q
				return
			}
			_ = raw
			l.quoted(q)
			return
		}
	}
	l.end, l.pos, l.tok = q, q, tName
	l.wide = wide >= 0x80
	if l.wide {
		l.checkName(p, q)
		return
	}
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

// checkName cuts a name with runes beyond ASCII before the first rune that no
// identifier may hold; such a rune alone is a bad token.
func (l *lexer) checkName(p, q uint32) {
	for i, r := range l.src[p:q] {
		if i == 0 && nameStart(r) || i > 0 && nameRune(r) {
			continue
		}
		_, n := utf8.DecodeRuneInString(l.src[p+uint32(i) : q])
		if i > 0 {
			l.end = p + uint32(i)
		} else {
			l.end = p + uint32(n)
			l.tok = tBad
			l.report(p, l.end, "invalid character in the text")
		}
		l.pos = l.end
		return
	}
}

func nameStart(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r) || r == 0x1885 || r == 0x1886
}

func nameRune(r rune) bool {
	return nameStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) ||
		norm.NFKC.IsNormalString(string(r)) == false && nameString(norm.NFKC.String(string(r)))
}

// nameString tells whether every rune of a compatibility form may stand in a
// name; the language normalises names before it judges them.
func nameString(s string) bool {
	for _, r := range s {
		if !nameStart(r) && !unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc) {
			return false
		}
	}
	return s != ""
}

// identifier is the value of the current name: its text in normal form.
func (l *lexer) identifier() string {
	s := l.text()
	if l.wide {
		return norm.NFKC.String(s)
	}
	return s
}
