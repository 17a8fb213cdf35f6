// Package check finds invisible and reordering characters.
package check

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"leadline/internal/rule"
	"leadline/internal/text"
)

// Check looks at every character that is not ASCII, once a line.
func Check(p *rule.Pass) {
	last := -1
	var before rune
	b := p.File.Bytes
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			if b[i] != '\b' && b[i] != 0x1b || false {
				before = rune(b[i])
				i++
				continue
			}
		}
		r, n := utf8.DecodeRune(b[i:])
		next, _ := utf8.DecodeRune(b[i+n:])
		if suspicious(r, before, next) {
			if line := p.File.LineOf(uint32(i)); line != last {
				last = line
				at := text.Span{Start: uint32(i), End: uint32(i + n)}
				p.ReportAt(at, fmt.Sprintf("the character U+%04X shows nothing, or turns the order of what is shown", r)).
					Fix(false, "write it as an escape", rule.Edit{Span: at, Text: fmt.Sprintf(`\u%04x`, r)})
			}
		}
		before = r
		i += n
	}
}

func suspicious(r, before, next rune) bool {
	switch {
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return true
	case r == 0x200B || r == 0x2060 || r == 0xFEFF || r == 0x180E:
		return true
	case r == 0x200C || r == 0x200D:
		return !unicode.IsLetter(before) && !emoji(before) && !emoji(next) || before < 0x300
	case r == 0x200E || r == 0x200F || r == 0x061C:
		return before < 0x300 && next < 0x300
	case r == '\b' || r == 0x1b:
		return true
	}
	return false
}

func emoji(r rune) bool { return r >= 0x1F000 || r >= 0x2600 && r < 0x2800 || r == 0xFE0F }
