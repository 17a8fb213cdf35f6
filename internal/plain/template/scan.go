package template

import (
	"bytes"

	"leadline/internal/text"
)

type tokenKind uint8

const (
	holeToken tokenKind = iota // {{ expression }}
	tagToken                   // {% word rest %}
)

// token is a hole or a tag. Before is the place in the page where it stands.
type token struct {
	kind   tokenKind
	whole  text.Span
	inside text.Span // without the braces, the dashes and blanks
	word   string    // of a tag
	rest   text.Span // of a tag: what follows the word
	place  place
}

// maxTokens bounds what is read of one file.
const maxTokens = 20_000

// scan finds the holes and tags of a template, in order. Comments, and what is
// marked to be no template, are left out.
func scan(b []byte) []token {
	var out []token
	var page page
	literal := 0 // up to where the page has been told
	for at := 0; at < len(b) && len(out) < maxTokens; {
		i := bytes.IndexByte(b[at:], '{')
		if i < 0 || at+i+1 >= len(b) {
			break
		}
		start := at + i
		end, closed := 0, false
		switch b[start+1] {
		case '{':
			end, closed = closing(b, start+2, "}}")
		case '%':
			end, closed = closing(b, start+2, "%}")
		case '#':
			if k := bytes.Index(b[start+2:], []byte("#}")); k >= 0 {
				end, closed = start+2+k+2, true
			}
		}
		if !closed {
			at = start + 1
			continue
		}
		page.tell(b[literal:start])
		literal, at = end, end
		if b[start+1] == '#' {
			continue
		}
		t := token{whole: text.Span{Start: uint32(start), End: uint32(end)}, inside: trimmed(b, start+2, end-2), place: page.place()}
		if b[start+1] == '{' {
			page.hole()
			out = append(out, t)
			continue
		}
		t.kind = tagToken
		t.word, t.rest = firstWord(b, t.inside)
		if stop := verbatim(t.word); stop != "" {
			at = after(b, end, stop)
			page.tell(b[literal:at])
			literal = at
			continue
		}
		if t.word == "comment" {
			at = after(b, end, "endcomment")
			literal = at
			continue
		}
		out = append(out, t)
	}
	return out
}

// closing finds the end of a hole or tag; its mark between quotes is none.
func closing(b []byte, from int, mark string) (int, bool) {
	quote := byte(0)
	for i := from; i < len(b); i++ {
		switch c := b[i]; {
		case quote != 0 && c == '\\':
			i++
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
		case c == '"' || c == '\'':
			quote = c
		case c == mark[0] && i+1 < len(b) && b[i+1] == mark[1]:
			return i + 2, true
		case c == '\n' && i-from > maxHole:
			return 0, false
		}
	}
	// A quote that nothing closes: an apostrophe, perhaps.
	if k := bytes.Index(b[from:], []byte(mark)); k >= 0 && k < maxHole {
		return from + k + 2, true
	}
	return 0, false
}

// maxHole is the length of the longest hole that is believed to be one.
const maxHole = 10_000

// trimmed is a span without blanks and the dashes that take blanks away.
func trimmed(b []byte, from, to int) text.Span {
	for from < to && (b[from] == '-' || b[from] == '+') {
		from++
	}
	for from < to && (b[to-1] == '-' || b[to-1] == '+') {
		to--
	}
	for from < to && blank(b[from]) {
		from++
	}
	for from < to && blank(b[to-1]) {
		to--
	}
	return text.Span{Start: uint32(from), End: uint32(to)}
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

func letter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

func firstWord(b []byte, s text.Span) (string, text.Span) {
	i := s.Start
	for i < s.End && letter(b[i]) {
		i++
	}
	return string(b[s.Start:i]), trimmed(b, int(i), int(s.End))
}

// verbatim is the word that ends what is no template.
func verbatim(word string) string {
	switch word {
	case "raw":
		return "endraw"
	case "verbatim":
		return "endverbatim"
	}
	return ""
}

// after is the offset behind the tag of that word, or the end.
func after(b []byte, from int, word string) int {
	for at := from; ; {
		i := bytes.Index(b[at:], []byte("{%"))
		if i < 0 {
			return len(b)
		}
		start := at + i + 2
		k := bytes.Index(b[start:], []byte("%}"))
		if k < 0 {
			return len(b)
		}
		end := start + k
		if w, _ := firstWord(b, trimmed(b, start, end)); w == word {
			return end + 2
		}
		at = end + 2
	}
}
