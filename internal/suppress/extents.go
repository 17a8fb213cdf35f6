package suppress

import (
	"sort"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// extent is the part of a statement that a comment in it is about: all of a
// simple statement, the header of a compound one.
type extent = text.Span

// extents lists a file's statements in order, headers before their bodies.
func extents(tree *syntax.Tree) []extent {
	w := walker{tree: tree}
	w.block(tree.Body)
	sort.SliceStable(w.out, func(i, j int) bool { return w.out[i].Start < w.out[j].Start })
	return w.out
}

type walker struct {
	tree *syntax.Tree
	out  []extent
}

func (w *walker) block(body []syntax.Stmt) {
	for _, s := range body {
		w.stmt(s)
	}
}

func (w *walker) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		w.header(decorated(s.Span(), s.Decorators), s.Body)
	case *syntax.ClassDef:
		w.header(decorated(s.Span(), s.Decorators), s.Body)
	case *syntax.For:
		w.header(s.Span(), s.Body, s.Orelse)
	case *syntax.While:
		w.header(s.Span(), s.Body, s.Orelse)
	case *syntax.If:
		w.header(s.Span(), s.Body, s.Orelse)
	case *syntax.With:
		w.header(s.Span(), s.Body)
	case *syntax.Try:
		w.header(s.Span(), s.Body)
		for i := range s.Handlers {
			w.header(s.Handlers[i].Span(), s.Handlers[i].Body)
		}
		w.block(s.Orelse)
		w.block(s.Finalbody)
	case *syntax.Match:
		w.match(s)
	default:
		w.out = append(w.out, s.Span())
	}
}

func (w *walker) match(s *syntax.Match) {
	subject := s.Span()
	subject.End = s.Subject.Span().End
	w.out = append(w.out, subject)
	for i := range s.Cases {
		w.header(text.Span{Start: s.Cases[i].Pattern.Span().Start}, s.Cases[i].Body)
	}
}

// header adds what stands before the first statement of the body, and walks
// the bodies.
func (w *walker) header(span text.Span, bodies ...[]syntax.Stmt) {
	if len(bodies[0]) > 0 {
		span.End = w.codeEnd(bodies[0][0].Span().Start)
	}
	w.out = append(w.out, span)
	for _, b := range bodies {
		w.block(b)
	}
}

// codeEnd goes back from an offset over white space and comments.
func (w *walker) codeEnd(offset uint32) uint32 {
	b, comments := w.tree.File.Bytes, w.tree.Comments
	for {
		for offset > 0 && (b[offset-1] == ' ' || b[offset-1] == '\t' || b[offset-1] == '\n' || b[offset-1] == '\r' || b[offset-1] == '\f') {
			offset--
		}
		i := sort.Search(len(comments), func(i int) bool { return comments[i].End >= offset })
		if i == len(comments) || comments[i].End != offset {
			return offset
		}
		offset = comments[i].Start
	}
}

// decorated widens a definition to its first decorator.
func decorated(span text.Span, decorators []syntax.Expr) text.Span {
	if len(decorators) > 0 {
		span.Start = min(span.Start, decorators[0].Span().Start)
	}
	return span
}
