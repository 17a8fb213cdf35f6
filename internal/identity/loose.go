package identity

import "strings"

// loosely is code as a formatter may leave it in another form: which quotes a literal
// has, into how many pieces it is cut, and a comma before a closing bracket say
// nothing. Layout and comments are gone before.
func loosely(code string) string {
	code = normalise(code)
	var b strings.Builder
	b.Grow(len(code))
	open := false // a literal was written last, and another piece of it may follow
	for i := 0; i < len(code); {
		c := code[i]
		if c == '"' || c == '\'' {
			n := literal(code[i:])
			if !open {
				b.WriteByte('"')
			}
			b.WriteString(content(code[i : i+n]))
			open = true
			i += n
			continue
		}
		if open {
			b.WriteByte('"')
			open = false
		}
		if c != ',' || i+1 == len(code) || !strings.ContainsRune(")]}", rune(code[i+1])) {
			b.WriteByte(c)
		}
		i++
	}
	if open {
		b.WriteByte('"')
	}
	return b.String()
}

var unquoted = strings.NewReplacer(`\\`, `\\`, `\"`, `"`, `\'`, `'`)

// content is what stands in a literal, whichever quotes are around it.
func content(literal string) string {
	quote := literal[:1]
	if len(literal) >= 6 && strings.HasPrefix(literal, strings.Repeat(quote, 3)) {
		quote = literal[:3]
	}
	return unquoted.Replace(strings.TrimSuffix(strings.TrimPrefix(literal, quote), quote))
}

// headOf is what a place calls, as it is written, and "" where it calls nothing.
func headOf(code string) string {
	code = normalise(code)
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '(' && i > 0:
			return code[:i]
		case !wordByte(c) && c != '.':
			return ""
		}
	}
	return ""
}
