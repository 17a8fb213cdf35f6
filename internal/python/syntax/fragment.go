package syntax

import "leadline/internal/text"

// Exprs reads one expression after the other in the same memory: what stands in
// the holes of a template. It is not for concurrent use.
type Exprs struct{ p parser }

// Parse reads a text that is one expression; nil when it is none, or more than
// one. Spans count from the beginning of the text.
func (e *Exprs) Parse(src []byte) Expr {
	p := &e.p
	p.lexer = lexer{comments: p.comments[:0]}
	p.lastNamed, p.deep, p.begin, p.stmtEnd, p.wasted, p.bare = ^uint32(0), 0, 0, 0, 0, nil
	p.openText(text.New("", src))
	p.bol = false
	p.next()
	if p.tok == tEOF || p.tok == tNewline {
		return nil
	}
	x := p.exprList()
	if len(p.errs) > 0 || p.tok != tEOF && p.tok != tNewline {
		return nil
	}
	return x
}

// NewText is a literal of a text that the file does not hold: what a tree that
// was not read from Python says by a name.
func NewText(at Pos, s string) *Constant {
	return &Constant{Pos: at, Kind: Str, Parts: 1, src: quoted(s)}
}

// quoted writes a text as a literal.
func quoted(s string) string {
	b := make([]byte, 0, len(s)+2)
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}
