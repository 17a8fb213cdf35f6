package syntax

import (
	"strings"
	"unicode/utf8"

	"leadline/internal/text"
)

// maxIndents bounds the nesting of blocks, as CPython does (it allows 100).
const maxIndents = 100

// lexState is all that a rewind must restore, besides the lengths of the lists
// that grow while reading (see parser.mark).
type lexState struct {
	pos        uint32 // where the next token is looked for
	start, end uint32 // of the current token
	lastEnd    uint32 // end of the token before the current one
	tok        token
	aug        Operator // of a tAugAssign
	bol        bool     // the next token begins a logical line
	fresh      bool     // the current token is the first of its line, inside brackets
	wide       bool     // the current name holds bytes beyond ASCII
	depth      int32    // open brackets
	pend       int32    // DEDENT tokens still to hand out
	indent     int32    // top of the stack of indentations
	open       [3]int32 // lists of ( [ { that the parser is inside of
}

// lexer cuts text into tokens, one at a time, in place: the current token is
// its state. The text ends in NUL bytes, so looking ahead never runs out.
type lexer struct {
	src string
	eof uint32
	lexState
	indents  [maxIndents + 2]int32
	inField  int32 // replacement fields of f-strings that we are inside of
	hasCR    bool
	errs     []Error
	comments []Comment
}

// open prepares the lexer for the text and reports what is wrong with its
// bytes as a whole.
func (l *lexer) openText(f *text.File) {
	l.src, l.eof = f.Padded(), uint32(len(f.Bytes))
	l.hasCR = strings.IndexByte(l.src, '\r') >= 0
	if strings.HasPrefix(l.src, "\ufeff") {
		l.pos, l.end = 3, 3
	}
	if i := strings.IndexByte(l.src, 0); uint32(i) < l.eof {
		l.report(uint32(i), uint32(i)+1, "source text contains a NUL byte")
	}
	l.checkUTF8()
	l.bol = true
	l.tok = tNewline
}

func (l *lexer) checkUTF8() {
	s := l.src[:l.eof]
	if utf8.ValidString(s) {
		return
	}
	for i, r := range s {
		if _, n := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && n <= 1 {
			l.report(uint32(i), uint32(i)+1, "source text is not valid UTF-8")
			return
		}
	}
}

// text is the source of the current token.
func (l *lexer) text() string { return l.src[l.start:l.end] }

func (l *lexer) report(start, end uint32, message string) {
	l.errs = append(l.errs, Error{Pos{start, max(start, min(end, l.eof))}, message})
}

func (l *lexer) set(t token, start, end uint32) {
	l.tok, l.start, l.end, l.pos = t, start, end, end
}

// next reads the next token.
func (l *lexer) next() {
	l.lastEnd = l.end
	l.fresh = false
	if l.pend > 0 {
		l.pend--
		l.set(tDedent, l.pos, l.pos)
		return
	}
	p := l.pos
	src := l.src
	if l.bol {
		if p = l.margin(); l.tok == tIndent || l.tok == tDedent {
			return
		}
	}
skip:
	c := src[p]
	switch {
	case c == ' ' || c == '\t' || c == '\f':
		p++
		goto skip
	case class[c]&isInitial != 0:
		l.start = p
		l.name(p)
		return
	case c == '\n' || c == '\r':
		if l.depth > 0 {
			p++
			l.fresh = true
			goto skip
		}
		l.set(tNewline, p, p+lineBreak(src, p))
		l.bol = true
		return
	case c == '#':
		p = l.comment(p)
		goto skip
	case c == '\\' && (src[p+1] == '\n' || src[p+1] == '\r'):
		p++
		p += lineBreak(src, p)
		goto skip
	case c == 0 && p < l.eof:
		p++ // reported once, by openText
		goto skip
	}
	l.start = p
	switch {
	case class[c]&isDigit != 0, c == '.' && class[src[p+1]]&isDigit != 0:
		l.number(p)
	case c == '"' || c == '\'':
		l.tok = tStr
		l.quoted(p)
	case p >= l.eof:
		l.finish(p)
	default:
		l.operator(p)
	}
}

// lineBreak is the length of the line ending at p (CR LF counts as one).
func lineBreak(src string, p uint32) uint32 {
	if src[p] == '\r' && src[p+1] == '\n' {
		return 2
	}
	return 1
}

// comment records the comment at p and returns where its line ends.
func (l *lexer) comment(p uint32) uint32 {
	end := l.eof
	if i := strings.IndexByte(l.src[p:end], '\n'); i >= 0 {
		end = p + uint32(i)
	}
	if l.hasCR {
		if i := strings.IndexByte(l.src[p:end], '\r'); i >= 0 {
			end = p + uint32(i)
		}
	}
	l.comments = append(l.comments, Comment{Pos{p, end}})
	return end
}

// finish hands out what is due at the end of the text: a NEWLINE if the last
// line lacks it, a DEDENT per open block, then EOF for ever.
func (l *lexer) finish(p uint32) {
	switch {
	case l.tok != tNewline && l.tok != tDedent && l.tok != tIndent && l.tok != tEOF:
		l.bol = true
		l.depth = 0
		l.set(tNewline, p, p)
	case l.indent > 0:
		l.indent--
		l.set(tDedent, p, p)
	default:
		l.set(tEOF, p, p)
	}
}

// margin skips blank lines, measures the indentation of the next logical line
// and emits INDENT or DEDENT if it differs from the block's. It returns where
// the line's first token is looked for.
func (l *lexer) margin() uint32 {
	p, col := l.measure()
	l.bol = false
	l.tok = tNewline // so that finish knows the line before is complete
	top := l.indents[l.indent]
	switch {
	case col > top:
		if l.indent >= maxIndents {
			l.report(p, p, "too many levels of indentation")
			return p
		}
		l.indent++
		l.indents[l.indent] = col
		l.set(tIndent, p, p)
	case col < top:
		l.outdent(p, col)
	}
	return p
}

// outdent closes the blocks that are deeper than col. A column that no open
// block has continues the block it falls into.
func (l *lexer) outdent(p uint32, col int32) {
	n := int32(0)
	for l.indent > 0 && l.indents[l.indent] > col {
		l.indent--
		n++
	}
	if l.indents[l.indent] != col {
		l.report(p, p, "unindent does not match any outer indentation level")
		l.indent++
		l.indents[l.indent] = col
		n--
	}
	if n > 0 {
		l.pend = n - 1
		l.set(tDedent, p, p)
	}
}

// measure finds the next line that holds more than blanks and comments, and
// the column its text begins at (tabs go to the next multiple of eight).
func (l *lexer) measure() (p uint32, col int32) {
	src := l.src
	p = l.pos
	continued := int32(0) // the column of the first backslash wins
	for {
		switch src[p] {
		case ' ':
			col++
			p++
		case '\t':
			col = col&^7 + 8
			p++
		case '\f':
			col = 0
			p++
		case '\n', '\r':
			p++
			col, continued = 0, 0
		case '#':
			p = l.comment(p)
		case '\\':
			if src[p+1] != '\n' && src[p+1] != '\r' {
				return p, max(col, continued)
			}
			if continued == 0 {
				continued = col
			}
			p++
			p += lineBreak(src, p)
		default:
			switch {
			case p >= l.eof:
				return p, 0
			case src[p] == 0:
				p++
				continue
			case continued != 0:
				return p, continued
			}
			return p, col
		}
	}
}

// endLine gives up the open brackets: the logical line ends before the
// physical line that holds off, which is read again as a line of its own.
func (l *lexer) endLine(off uint32) {
	p := l.lineStart(off)
	for n := len(l.comments); n > 0 && l.comments[n-1].Start >= p; n-- {
		l.comments = l.comments[:n-1] // they will be read again
	}
	l.depth = 0
	l.open = [3]int32{}
	l.tok = tNewline
	l.start, l.end, l.pos = p, p, p
	l.bol = true
	l.fresh = false
}

func (l *lexer) lineStart(p uint32) uint32 {
	for p > 0 && l.src[p-1] != '\n' && l.src[p-1] != '\r' {
		p--
	}
	return p
}

// column measures the indentation of the line that holds off, as measure does.
func (l *lexer) column(off uint32) (col int32) {
	for p := l.lineStart(off); p < off; p++ {
		switch l.src[p] {
		case ' ':
			col++
		case '\t':
			col = col&^7 + 8
		case '\f':
			col = 0
		default:
			return col
		}
	}
	return col
}
