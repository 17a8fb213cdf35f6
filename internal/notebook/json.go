package notebook

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"leadline/internal/text"
)

// scanner walks over JSON in place. A fault stops it where it is: every method
// returns at once from then on, and what was seen before it stays.
type scanner struct {
	b     []byte
	pos   int
	fault string
	depth int
}

// maxNesting bounds how deep values may lie in one another.
const maxNesting = 500

func (s *scanner) bad() bool { return s.fault != "" }

func (s *scanner) fail(why string) {
	if s.fault == "" {
		s.fault = why
	}
}

// peek skips blanks and returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	for s.pos < len(s.b) {
		switch c := s.b[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

func (s *scanner) want(c byte) bool {
	if s.bad() {
		return false
	}
	if s.peek() != c {
		if s.pos >= len(s.b) {
			s.fail("the file ends too early")
		} else {
			s.fail("expected " + string(rune(c)))
		}
		return false
	}
	s.pos++
	return true
}

// object calls visit at the value of each key; visit must read the value.
func (s *scanner) object(visit func(key string)) {
	s.list('{', '}', func() {
		key := s.str()
		if s.want(':') {
			visit(key)
		}
	})
}

// array calls visit at each element; visit must read it.
func (s *scanner) array(visit func()) { s.list('[', ']', visit) }

func (s *scanner) list(open, shut byte, visit func()) {
	if !s.want(open) {
		return
	}
	if s.depth++; s.depth > maxNesting {
		s.fail("values lie too deep in one another")
	}
	defer func() { s.depth-- }()
	if s.peek() == shut {
		s.pos++
		return
	}
	for !s.bad() {
		visit()
		if s.bad() {
			return
		}
		switch s.peek() {
		case ',':
			s.pos++
		case shut:
			s.pos++
			return
		default:
			s.want(shut)
			return
		}
	}
}

// skip passes over a value and returns where it stands.
func (s *scanner) skip() text.Span {
	c := s.peek()
	start := s.pos
	switch {
	case s.bad():
	case c == '"':
		s.skipString()
	case c == '{':
		s.object(func(string) { s.skip() })
	case c == '[':
		s.array(func() { s.skip() })
	case c == '-' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z':
		for s.pos < len(s.b) && isWord(s.b[s.pos]) {
			s.pos++
		}
	case s.pos >= len(s.b):
		s.fail("the file ends too early")
	default:
		s.fail("expected a value")
	}
	return text.Span{Start: uint32(start), End: uint32(s.pos)}
}

func isWord(c byte) bool {
	return c == '-' || c == '+' || c == '.' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// skipString passes over a string and tells whether it holds escapes.
func (s *scanner) skipString() (escaped bool) {
	inside := s.b[s.pos+1:]
	end := bytes.IndexByte(inside, '"')
	if end < 0 {
		end = len(inside)
	}
	plain := bytes.IndexByte(inside[:end], '\\')
	if plain < 0 && end < len(inside) { // pictures are long, and hold no escapes
		s.pos += end + 2
		return false
	}
	for i := s.pos + 1 + max(plain, 0); i < len(s.b); i++ {
		switch s.b[i] {
		case '"':
			s.pos = i + 1
			return escaped
		case '\\':
			escaped = true
			i++
		}
	}
	s.pos = len(s.b)
	s.fail("a string is not closed")
	return escaped
}

// str reads a string; another value gives the empty string.
func (s *scanner) str() string {
	if s.peek() != '"' {
		s.skip()
		return ""
	}
	start := s.pos
	escaped := s.skipString()
	if s.bad() {
		return ""
	}
	if !escaped {
		return string(s.b[start+1 : s.pos-1])
	}
	return string(unescape(nil, s.b[start+1:s.pos-1]))
}

// number reads a whole number; another value gives 0.
func (s *scanner) number() int {
	at := s.skip()
	n := 0
	for _, c := range s.b[at.Start:at.End] {
		if c < '0' || c > '9' || n > 1<<40 {
			return 0
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// sourceText is a text that is written as a string or as a list of strings.
type sourceText struct {
	text     []byte
	segments []segment
	list     bool
	at       text.Span // of the whole value
}

// segment is one string of a text: raw is what stands between its quotes, start
// the offset of its first byte in the text.
type segment struct {
	raw   text.Span
	start uint32
}

// source reads a text, for which it makes so much room at once.
func (s *scanner) source(room int) sourceText {
	out := sourceText{text: make([]byte, 0, room)}
	add := func() {
		if s.peek() != '"' {
			s.skip()
			return
		}
		start := s.pos
		s.skipString()
		if s.bad() {
			return
		}
		raw := text.Span{Start: uint32(start + 1), End: uint32(s.pos - 1)}
		out.segments = append(out.segments, segment{raw, uint32(len(out.text))})
		out.text = unescape(out.text, s.b[raw.Start:raw.End])
	}
	out.list = s.peek() == '['
	out.at.Start = uint32(s.pos)
	if out.list {
		s.array(add)
	} else {
		add()
	}
	out.at.End = uint32(s.pos)
	return out
}

// unescape appends what the inside of a string means.
func unescape(out, raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '\\')
		if i < 0 {
			return append(out, raw...)
		}
		out = append(out, raw[:i]...)
		r, n := escape(raw[i:])
		out = utf8.AppendRune(out, r)
		raw = raw[i+n:]
	}
}

// escape reads one escape and returns its length.
func escape(raw []byte) (rune, int) {
	if len(raw) < 2 {
		return utf8.RuneError, len(raw)
	}
	switch raw[1] {
	case 'n':
		return '\n', 2
	case 't':
		return '\t', 2
	case 'r':
		return '\r', 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'u':
		r, ok := hex4(raw[2:])
		if !ok {
			return utf8.RuneError, 2
		}
		if utf16.IsSurrogate(r) && len(raw) >= 12 && raw[6] == '\\' && raw[7] == 'u' {
			if low, ok := hex4(raw[8:]); ok {
				if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
					return both, 12
				}
			}
		}
		return r, 6
	}
	return rune(raw[1]), 2
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	var r rune
	for _, c := range b[:4] {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
