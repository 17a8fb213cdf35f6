package main

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// piece is a part of a rewritten file: a span of the original, or new text that
// stands for a place of it.
type piece struct {
	file       string
	start, end uint32
	text       string
	fresh      bool // text is new; start is the place that it stands for
}

// change replaces a span of a file.
type change struct {
	start, end uint32
	with       []piece
}

// source is one file of a program, parsed.
type source struct {
	path string
	text string
	tree *syntax.Tree
}

// program is a small project.
type program struct {
	name  string
	files []*source
}

func parse(name string, files map[string]string) *program {
	p := &program{name: name}
	for path, content := range files {
		s := &source{path: path, text: content}
		if strings.HasSuffix(path, ".py") {
			s.tree = syntax.Parse(text.New(path, []byte(content)))
		}
		p.files = append(p.files, s)
	}
	slices.SortFunc(p.files, func(a, b *source) int { return strings.Compare(a.path, b.path) })
	return p
}

// rewriting collects the changes of a transformation.
type rewriting struct {
	p       *program
	changes map[string][]change
	added   map[string][]piece
}

func rewrite(p *program) *rewriting {
	return &rewriting{p: p, changes: map[string][]change{}, added: map[string][]piece{}}
}

// replace takes changes of a file, all or, where one of them lies over an earlier
// change, none.
func (r *rewriting) replace(s *source, all ...change) bool {
	for _, c := range all {
		for _, o := range r.changes[s.path] {
			if c.start < o.end && o.start < c.end {
				return false
			}
		}
	}
	r.changes[s.path] = append(r.changes[s.path], all...)
	return true
}

// kept is a span of the original.
func (s *source) kept(n syntax.Node) piece {
	at := n.Span()
	return piece{file: s.path, start: at.Start, end: at.End}
}

func (s *source) span(start, end uint32) piece { return piece{file: s.path, start: start, end: end} }

// fresh is new text that stands for a place.
func (s *source) fresh(at uint32, text string) piece {
	return piece{file: s.path, start: at, text: text, fresh: true}
}

// swap is the change of a node into a new text.
func (s *source) swap(n syntax.Node, text string) change {
	at := n.Span()
	return change{at.Start, at.End, []piece{s.fresh(at.Start, text)}}
}

// insert is a change that adds text before a place.
func (s *source) insert(at uint32, text string) change {
	return change{at, at, []piece{s.fresh(at, text)}}
}

// behind is a change that adds text behind a node: it belongs to the node.
func (s *source) behind(end uint32, text string) change {
	return change{end, end, []piece{s.fresh(end-1, text)}}
}

func (s *source) slice(n syntax.Node) string {
	at := n.Span()
	return s.text[at.Start:at.End]
}

// written is a rewritten program: the files, and where each part of them is from.
type written struct {
	files map[string]string
	maps  map[string][]placed
}

// placed is a piece with where it stands.
type placed struct {
	at uint32
	piece
}

// write makes the files.
func (r *rewriting) write() *written {
	w := &written{files: map[string]string{}, maps: map[string][]placed{}}
	texts := map[string]string{}
	for _, s := range r.p.files {
		texts[s.path] = s.text
	}
	put := func(path string, pieces []piece) {
		var b strings.Builder
		for _, p := range pieces {
			w.maps[path] = append(w.maps[path], placed{uint32(b.Len()), p})
			if p.fresh {
				b.WriteString(p.text)
			} else {
				b.WriteString(texts[p.file][p.start:p.end])
			}
		}
		w.files[path] = b.String()
	}
	for _, s := range r.p.files {
		list := r.changes[s.path]
		slices.SortStableFunc(list, func(a, b change) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
		var pieces []piece
		at := uint32(0)
		for _, c := range list {
			pieces = append(append(pieces, s.span(at, c.start)), c.with...)
			at = c.end
		}
		put(s.path, append(pieces, s.span(at, uint32(len(s.text)))))
	}
	for path, pieces := range r.added {
		put(path, pieces)
	}
	return w
}

// from is the place of the original that a place of a rewritten file comes from.
func (w *written) from(path string, offset uint32) (file string, at uint32) {
	list := w.maps[path]
	i := sort.Search(len(list), func(i int) bool { return list[i].at > offset }) - 1
	if i < 0 {
		return path, offset
	}
	p := list[i]
	if p.fresh {
		return p.file, p.start
	}
	return p.file, p.start + offset - p.at
}

// statement is the line on which the innermost statement around a place begins.
func (s *source) statement(offset uint32) int {
	if s.tree == nil {
		return 1 + strings.Count(s.text[:min(int(offset), len(s.text))], "\n")
	}
	best := uint32(0)
	s.tree.Walk(func(n syntax.Node) bool {
		at := n.Span()
		if st, ok := n.(syntax.Stmt); ok {
			first := at.Start
			if d, ok := st.(*syntax.FunctionDef); ok && len(d.Decorators) > 0 {
				first = d.Decorators[0].Span().Start
			}
			if first <= offset && offset < at.End {
				best = first
				return true
			}
		}
		return true
	})
	return 1 + strings.Count(s.text[:best], "\n")
}
