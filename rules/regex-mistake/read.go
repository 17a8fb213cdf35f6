package check

import (
	"slices"
	"strings"
)

// reader reads a pattern as Python does, and notes what is wrong with it.
type reader struct {
	text           []rune
	i              int
	verbose, lines bool // as the flags say
	around         int  // how many lookarounds it is in
	broken         bool
	branches       []string // the alternatives of the whole pattern
	faults         []string
}

func (r *reader) fault(why string) {
	if !slices.Contains(r.faults, why) {
		r.faults = append(r.faults, why)
	}
}

// breaks notes that the pattern does not compile; nothing else is said of it.
func (r *reader) breaks(why string) {
	r.faults, r.broken = []string{"the pattern does not compile: " + why}, true
}

func (r *reader) whole() {
	if slices.Contains(r.text, '\b') {
		r.fault("the pattern holds a backspace, not `\\b`: the text needs an `r` before it")
	}
	r.alternatives(0, true)
	if r.i < len(r.text) && !r.broken {
		r.breaks("a parenthesis closes that none opens")
	}
}

func (r *reader) more() bool { return r.i < len(r.text) && !r.broken }

func (r *reader) at(s string) bool {
	n := len(s)
	return r.i+n <= len(r.text) && string(r.text[r.i:r.i+n]) == s
}

// alternatives reads up to a closing parenthesis. Before is how much certainly stands before
// it; the result is how much it takes at least.
func (r *reader) alternatives(before int, top bool) (least int) {
	var texts []string
	for first := true; !r.broken; first = false {
		start := r.i
		n := r.sequence(before)
		texts = append(texts, string(r.text[start:min(r.i, len(r.text))]))
		if first || n < least {
			least = n
		}
		if !r.more() || r.text[r.i] != '|' {
			break
		}
		r.i++
	}
	if top {
		r.branches = texts
	}
	if r.broken || len(texts) < 2 {
		return least
	}
	for i, t := range texts {
		if t = strings.TrimSpace(t); t == "" && top {
			r.fault("an alternative is empty, so the pattern fits everywhere")
		} else if t != "" && slices.ContainsFunc(texts[:i], func(o string) bool { return strings.TrimSpace(o) == t }) {
			r.fault("the alternative `" + t + "` stands there twice")
		}
	}
	return least
}

// sequence reads items up to an alternative or a closing parenthesis.
func (r *reader) sequence(before int) (least int) {
	ended := false // behind $
	for r.more() && r.text[r.i] != '|' && r.text[r.i] != ')' {
		if r.verbose && r.skip() {
			continue
		}
		start := r.text[r.i]
		it := r.item(before + least)
		if r.broken {
			return least
		}
		low := r.repeat(it)
		switch {
		case start == '^' && it.anchor && before+least > 0 && !r.lines && r.around == 0:
			r.fault("`^` stands behind what takes a character, and never fits")
		case start == '$' && it.anchor && !r.lines && r.around == 0:
			ended = true
		case ended && it.solid && low > 0:
			r.fault("something stands behind `$`, and never fits")
		}
		least += it.least * low
	}
	return least
}

// skip passes over what a verbose pattern leaves out.
func (r *reader) skip() bool {
	switch c := r.text[r.i]; {
	case c == ' ' || c == '\n' || c == '\t' || c == '\r':
		r.i++
	case c == '#':
		for r.i < len(r.text) && r.text[r.i] != '\n' {
			r.i++
		}
	default:
		return false
	}
	return true
}

// item is one part of a sequence.
type item struct {
	least  int  // characters that it takes at least
	anchor bool // it takes none, by its nature
	solid  bool // it takes a character that is no line end
}

// repeat reads what may follow an item, and gives how often it stands at least.
func (r *reader) repeat(it item) int {
	low, ok := r.count()
	if !ok {
		return 1
	}
	if it.anchor {
		r.breaks("there is nothing to repeat")
		return low
	}
	if r.more() && (r.text[r.i] == '?' || r.text[r.i] == '+') {
		r.i++ // lazy, or possessive
	}
	if _, again := r.count(); again {
		r.breaks("a repetition is repeated")
	}
	return low
}

// count reads *, +, ? or {m,n}.
func (r *reader) count() (low int, ok bool) {
	for r.verbose && r.more() && r.skip() {
	}
	if !r.more() {
		return 1, false
	}
	switch r.text[r.i] {
	case '*', '?':
		r.i++
		return 0, true
	case '+':
		r.i++
		return 1, true
	case '{':
		end := r.i + 1
		for end < len(r.text) && (r.text[end] >= '0' && r.text[end] <= '9' || r.text[end] == ',') {
			end++
		}
		body := string(r.text[r.i+1 : end])
		if end >= len(r.text) || r.text[end] != '}' || body == "" || strings.Count(body, ",") > 1 || body == "," {
			return 1, false
		}
		r.i = end + 1
		if body[0] != '0' && body[0] != ',' {
			return 1, true
		}
		return 0, true
	}
	return 1, false
}

// item reads one part.
func (r *reader) item(before int) item {
	switch c := r.text[r.i]; c {
	case '^', '$':
		r.i++
		return item{anchor: true}
	case '(':
		return r.group(before)
	case '[':
		return r.class()
	case '\\':
		return r.escape()
	case '*', '+', '?':
		r.breaks("there is nothing to repeat")
		return item{}
	default:
		r.i++
		return item{least: 1, solid: c != '\n'}
	}
}

// escape reads what begins with a backslash.
func (r *reader) escape() item {
	r.i++
	if r.i >= len(r.text) {
		r.breaks("it ends in a backslash")
		return item{}
	}
	c := r.text[r.i]
	r.i++
	switch {
	case c == 'b' || c == 'B' || c == 'A' || c == 'Z':
		return item{anchor: true}
	case c >= '1' && c <= '9':
		return item{}
	case c == 'x':
		r.i += 2
	case c == 'u':
		r.i += 4
	case c == 'U':
		r.i += 8
	case c == 'N':
		for r.i < len(r.text) && r.text[r.i-1] != '}' {
			r.i++
		}
	}
	r.i = min(r.i, len(r.text))
	return item{least: 1, solid: c != 'n' && c != 's' && c != 'D' && c != 'W' && c != 'r' && c != 'x'}
}

// group reads parentheses.
func (r *reader) group(before int) item {
	r.i++
	zero := false
	switch {
	case r.at("?#"):
		for r.i < len(r.text) && r.text[r.i] != ')' {
			r.i++
		}
		zero = true
	case r.at("?=") || r.at("?!") || r.at("?<=") || r.at("?<!"):
		zero = true
		for r.i++; r.text[r.i] == '<' || r.text[r.i] == '=' || r.text[r.i] == '!'; r.i++ {
			if r.text[r.i] != '<' {
				r.i++
				break
			}
		}
	case r.at("?P=") || r.at("?("):
		for r.i < len(r.text) && r.text[r.i] != ')' {
			r.i++
		}
		if r.at(")") && r.text[r.i-1] != '=' && r.conditional() {
			break
		}
	case r.at("?"):
		if r.options() {
			return item{}
		}
	}
	if zero {
		r.around++
	}
	least := r.alternatives(before, false)
	if zero {
		r.around--
		least = 0
	}
	if r.broken {
		return item{}
	}
	if r.i >= len(r.text) {
		r.breaks("a parenthesis is not closed")
		return item{}
	}
	r.i++
	return item{least: least}
}

// conditional passes over the group that a (?(1)...) asks for.
func (r *reader) conditional() bool {
	open := r.i
	for open > 0 && r.text[open] != '(' {
		open--
	}
	if open > 1 && r.text[open-1] == '?' {
		r.i++
		return true
	}
	return false
}

// options reads what stands between (? and the content: a name, flags, or flags alone, which
// are for the whole pattern.
func (r *reader) options() (alone bool) {
	r.i++
	for r.i < len(r.text) {
		c := r.text[r.i]
		r.i++
		switch c {
		case 'x':
			r.verbose = true
		case 'm':
			r.lines = true
		case 'P':
		case '<':
			for r.i < len(r.text) && r.text[r.i-1] != '>' {
				r.i++
			}
			return false
		case ':', '>':
			return false
		case ')':
			return true
		}
	}
	return true
}
