package text

import "unicode/utf8"

// covers are what stands for a hidden character, by its length in bytes, so
// that neither offsets nor columns move.
var covers = [...]string{1: "*", 2: "\u00b7", 3: "\u2022", 4: "\U0001d16d"}

// MaskQuoted masks, in place, what stands between quotes on a line; quote is the one that is
// open before it. The one that is open behind it is returned: a literal in
// triple quotes goes on.
func MaskQuoted(line []byte, quote byte) byte {
	for i := 0; i < len(line); {
		_, n := utf8.DecodeRune(line[i:])
		switch c := line[i]; {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0:
		case c == '\\' && i+1 < len(line):
			line[i] = '*'
			i++
			_, n = utf8.DecodeRune(line[i:])
			copy(line[i:i+n], covers[n])
		case c == quote:
			quote = 0
		default:
			copy(line[i:i+n], covers[n])
		}
		i += n
	}
	return quote
}

// Mask masks, in place, every character but white space.
func Mask(b []byte) {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r != '\n' && r != '\r' && r != ' ' && r != '\t' {
			copy(b[i:i+n], covers[n])
		}
		i += n
	}
}
