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

// token is a hole or a tag.
type token struct {
	kind   tokenKind
	whole  text.Span
	inside text.Span // without the braces, the dashes and blanks
	word   string    // of a tag
	rest   text.Span // of a tag: what follows the word
	place  place     // in the page, where it stands
}

// maxTokens bounds what is read of one file.
const maxTokens = 20_000

// scan finds the holes and tags of a template, in order. Comments, and what is
// marked to be no template, are left out.
func scan(b []byte) []token {
	var out []token
	var page page
	ends := map[byte]*ending{'{': {mark: "}}", most: maxHole}, '%': {mark: "%}", most: maxHole}, '#': {mark: "#}", most: len(b)}}
	literal := 0 // up to where the page has been told
	for at := 0; at < len(b) && len(out) < maxTokens; {
		i := bytes.IndexByte(b[at:], '{')
		if i < 0 || at+i+1 >= len(b) {
			break
		}
		start := at + i
		kind := b[start+1]
		end := -1
		if e := ends[kind]; e != nil {
			end = e.behind(b, start+2, kind != '#')
		}
		if end < 0 {
			at = start + 1
			continue
		}
		page.tell(b[literal:start])
		literal, at = end, end
		if kind == '#' {
			continue
		}
		t := token{whole: text.Span{Start: uint32(start), End: uint32(end)}, inside: trimmed(b, start+2, end-2), place: page.place()}
		if kind == '{' {
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

// maxHole is the length of the longest hole or tag that is believed to be one.
const maxHole = 10_000

// ending finds the ends of what begins with one kind of brace. Where the next mark
// is it looks up once for all beginnings before it, so that a page of
// beginnings takes no longer than another.
type ending struct {
	mark string
	most int
	next int // where the mark stands, as far as it was looked for; 0 for not yet
}

// behind is the offset behind what begins before from, or -1 for no such thing. A
// mark within a literal is none, unless the literal itself has no end: an
// apostrophe, perhaps.
func (e *ending) behind(b []byte, from int, literals bool) int {
	if e.next < from {
		e.next = len(b) + e.most
		if k := bytes.Index(b[from:], []byte(e.mark)); k >= 0 {
			e.next = from + k
		}
	}
	if e.next-from >= e.most {
		return -1
	}
	if literals {
		var q quotes
		for i := from; i+1 < min(len(b), from+e.most); i++ {
			if !q.hold(b, &i) && b[i] == e.mark[0] && b[i+1] == e.mark[1] {
				return i + 2
			}
		}
	}
	return e.next + 2
}

// quotes follows the literals of a text that is read from left to right: it is the
// quote that is open, 0 for none.
type quotes byte

// hold tells whether the character at i belongs to a literal, its quotes included,
// and takes an escaped one with the one before it.
func (q *quotes) hold(b []byte, i *int) bool {
	switch c := b[*i]; {
	case *q != 0 && c == '\\':
		*i++
	case *q != 0:
		if c == byte(*q) {
			*q = 0
		}
	case c == '"' || c == '\'':
		*q = quotes(c)
	default:
		return false
	}
	return true
}

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

// blanks are the characters that blank tells.
const blanks = " \t\n\r\f"

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
