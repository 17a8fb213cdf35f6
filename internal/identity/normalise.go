package identity

import "strings"

// normalise drops comments, white space and line continuations outside string
// literals, so that neither layout nor remarks change what a place is.
func normalise(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); {
		switch c := code[i]; {
		case c == '#':
			for i < len(code) && code[i] != '\n' {
				i++
			}
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f':
			i++
			gap(&b, code, i)
		case c == '\\' && i+1 < len(code) && (code[i+1] == '\n' || code[i+1] == '\r'):
			i++
		case c == '"' || c == '\'':
			end := i + literal(code[i:])
			b.WriteString(code[i:end])
			i = end
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

// gap keeps one space where two words would else become one.
func gap(b *strings.Builder, code string, next int) {
	s := b.String()
	if s != "" && next < len(code) && wordByte(s[len(s)-1]) && wordByte(code[next]) {
		b.WriteByte(' ')
	}
}

func wordByte(c byte) bool {
	return c == '_' || c >= 0x80 || c|32 >= 'a' && c|32 <= 'z' || c >= '0' && c <= '9'
}

// literal is the length of the string literal at the start of code.
func literal(code string) int {
	quote := code[:1]
	if strings.HasPrefix(code, strings.Repeat(quote, 3)) {
		quote = code[:3]
	}
	for i := len(quote); i < len(code); i++ {
		switch {
		case code[i] == '\\':
			i++
		case strings.HasPrefix(code[i:], quote):
			return i + len(quote)
		case len(quote) == 1 && code[i] == '\n':
			return i // not closed: the line ends it
		}
	}
	return len(code)
}
