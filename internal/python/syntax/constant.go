package syntax

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"leadline/internal/text"
)

// Source is the constant as it was written; inside an f-string that is literal
// text without quotes.
func (c *Constant) Source() string { return c.src }

// IsBytes tells whether the constant is a bytes literal.
func (c *Constant) IsBytes() bool { return c.Kind == Bytes }

// Text is the value of a Str or Bytes constant: adjacent literals joined,
// escapes resolved, line endings as \n. Bytes come as a string of those bytes.
// It is false for other kinds, and where the value is not known: a \N{name}
// escape, or one that no text can stand for (half of a surrogate pair).
func (c *Constant) Text() (string, bool) {
	switch {
	case c.Kind != Str && c.Kind != Bytes:
		return "", false
	case c.flags&isPiece != 0:
		return decode(c.src, c.flags&isRaw != 0, false, true)
	case c.Parts == 1:
		return decodeLiteral(c.src)
	}
	var sb strings.Builder
	ok := eachLiteral(c.src, func(lit string) bool {
		s, ok := decodeLiteral(lit)
		sb.WriteString(s)
		return ok
	})
	return sb.String(), ok
}

// eachLiteral cuts adjacent string literals apart; what lies between them is
// blanks, comments and line ends.
func eachLiteral(src string, visit func(string) bool) bool {
	l := lexer{src: src + text.Padding, eof: uint32(len(src))}
	l.depth = 1
	for l.next(); l.tok == tStr || l.tok == tBytes; l.next() {
		if !visit(l.text()) {
			return false
		}
	}
	return true
}

// decodeLiteral is the value of one literal with its prefix and quotes.
func decodeLiteral(lit string) (string, bool) {
	q := strings.IndexAny(lit, `"'`)
	if q < 0 {
		return "", false
	}
	t, raw := prefix(lit[:q])
	body, n := lit[q:], 1
	if len(body) >= 6 && body[0] == body[1] && body[0] == body[2] {
		n = 3
	}
	if len(body) < 2*n || body[len(body)-1] != body[0] {
		return "", false // the literal is not terminated
	}
	return decode(body[n:len(body)-n], raw, t == tBytes, false)
}

// decode resolves the escapes of literal text; in an f-string doubled braces
// stand for one.
func decode(s string, raw, bytes, piece bool) (string, bool) {
	special := "\\\r"
	if raw {
		special = "\r"
	}
	if piece {
		special += "{}"
	}
	if !strings.ContainsAny(s, special) {
		return s, true
	}
	d := decoder{bytes: bytes}
	d.out.Grow(len(s))
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\r':
			d.out.WriteByte('\n')
			i++
			if i < len(s) && s[i] == '\n' {
				i++
			}
		case piece && (c == '{' || c == '}') && i+1 < len(s) && s[i+1] == c:
			d.out.WriteByte(c)
			i += 2
		case c == '\\' && !raw && i+1 < len(s):
			i += d.escape(s[i:])
			if d.unknown {
				return "", false
			}
		default:
			d.out.WriteByte(c)
			i++
		}
	}
	return d.out.String(), true
}

type decoder struct {
	out     strings.Builder
	bytes   bool
	unknown bool // an escape was met whose value is not known
}

// simpleEscapes are the escapes of one letter.
const (
	escapeLetters = `\'"abfnrtv`
	escapeValues  = "\\'\"\a\b\f\n\r\t\v"
)

// escape writes the value of the escape that s begins with and returns its
// length.
func (d *decoder) escape(s string) int {
	c := s[1]
	if i := strings.IndexByte(escapeLetters, c); i >= 0 {
		d.out.WriteByte(escapeValues[i])
		return 2
	}
	switch {
	case c == '\n':
		return 2
	case c == '\r':
		if len(s) > 2 && s[2] == '\n' {
			return 3
		}
		return 2
	case c >= '0' && c <= '7':
		n := 2
		for n < len(s) && n < 4 && s[n] >= '0' && s[n] <= '7' {
			n++
		}
		return d.number(s[1:n], 8, n)
	case c == 'x':
		return d.hex(s, 2)
	case d.bytes:
	case c == 'u':
		return d.hex(s, 4)
	case c == 'U':
		return d.hex(s, 8)
	case c == 'N' && len(s) > 2 && s[2] == '{':
		d.unknown = true
		return max(1, namedEscape(s))
	}
	d.out.WriteByte('\\') // an unknown escape stands for itself
	return 1
}

// namedEscape is the length of the \N{NAME} that s begins with, or 0.
func namedEscape(s string) int {
	name, _, ok := strings.Cut(s[3:], "}")
	for i := 0; i < len(name); i++ {
		if c := name[i]; class[c]&isIdent == 0 && c != ' ' && c != '-' {
			return 0
		}
	}
	if !ok {
		return 0
	}
	return len(name) + 4
}

func (d *decoder) hex(s string, digits int) int {
	if len(s) < 2+digits {
		d.unknown = true
		return 1
	}
	return d.number(s[2:2+digits], 16, 2+digits)
}

// number writes the character of that number and returns n, or 1 if it is none.
func (d *decoder) number(digits string, base, n int) int {
	v, err := strconv.ParseUint(digits, base, 32)
	switch {
	case err != nil || strings.ContainsAny(digits, "_+-"):
		d.unknown = true
		return 1
	case d.bytes:
		d.out.WriteByte(byte(v))
	case !utf8.ValidRune(rune(v)):
		d.unknown = true
	default:
		d.out.WriteRune(rune(v))
	}
	return n
}

// Int is the value of an Int constant that fits.
func (c *Constant) Int() (int64, bool) {
	if c.Kind != Int {
		return 0, false
	}
	v, err := strconv.ParseInt(c.digits(), 0, 64)
	return v, err == nil
}

// BigInt is the value of an Int constant, however large.
func (c *Constant) BigInt() (*big.Int, bool) {
	if c.Kind != Int {
		return nil, false
	}
	return new(big.Int).SetString(c.digits(), 0)
}

// digits spells an integer so that Go reads the same number: 00 is no octal.
func (c *Constant) digits() string {
	s := strings.ReplaceAll(c.src, "_", "")
	if strings.Trim(s, "0") == "" {
		return "0"
	}
	return s
}

// Float is the value of a Float constant, or the imaginary part of a Complex
// one.
func (c *Constant) Float() (float64, bool) {
	if c.Kind != Float && c.Kind != Complex {
		return 0, false
	}
	s := strings.TrimRight(strings.ReplaceAll(c.src, "_", ""), "jJ")
	v, err := strconv.ParseFloat(s, 64)
	if e, ok := err.(*strconv.NumError); ok && e.Err == strconv.ErrRange {
		err = nil // infinity, as in Python
	}
	return v, err == nil
}
