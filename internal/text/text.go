// Package text knows a file's content: its bytes, spans of it, its lines, and
// the positions that people and editors count in (lines, code points, UTF-16
// units). It must not know what the bytes mean.
//
// Its window is Print on a Span's excerpt; see File.Line.
package text

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// Span is a half-open range of byte offsets in one file.
type Span struct{ Start, End uint32 }

// Len is the number of bytes in the span.
func (s Span) Len() int { return int(s.End) - int(s.Start) }

// Contains tells whether offset lies in the span.
func (s Span) Contains(offset uint32) bool { return s.Start <= offset && offset < s.End }

// Position is a place as people count it: line and columns from 1. Column
// counts code points, UTF16 counts UTF-16 code units (both one-based).
type Position struct{ Line, Column, UTF16 int }

// Part is a piece of a file that has lines of its own.
type Part struct {
	Span
	// Name identifies the part across edits; Number is its place as readers
	// count it, from 1. Label is how the part is called: "cell 3".
	Name   string
	Number int
	Label  string
}

// File is one file's path and content. It is immutable; the line table is
// built on first use and is safe for concurrent readers.
type File struct {
	// Path is relative to the scan root, with forward slashes.
	Path string
	// Bytes is the content as UTF-8 (already decoded if the file said otherwise).
	// It must not be written to.
	Bytes []byte
	// Parts are pieces in which people count lines from one again, such as the
	// cells of a notebook: in order, apart, each beginning on a line of its own.
	// Most files have none.
	Parts []Part

	padded string // the content with Padding behind it
	once   sync.Once
	lines  []uint32 // offset of the first byte of each line
}

// Padding stands behind a file's content, so that who reads it byte by byte need
// not ask at each whether there is one more.
const Padding = "\x00\x00\x00\x00"

// New returns the file of that path and content, of which it keeps a copy. Bytes
// and all texts that are cut out of the file share that one.
func New(path string, content []byte) *File {
	own := make([]byte, len(content), len(content)+len(Padding))
	copy(own, content)
	return Take(path, own)
}

// Take is New of content that nobody else has: it is not copied if Padding has room
// behind it.
func Take(path string, content []byte) *File {
	n := len(content)
	whole := append(content, Padding...)
	return &File{Path: path, padded: unsafe.String(&whole[0], len(whole)), Bytes: whole[:n:n]} // nobody writes to it
}

// IsPython tells whether a file is Python, or a notebook, by its extension.
func (f *File) IsPython() bool {
	switch f.Path[strings.LastIndexByte(f.Path, '.')+1:] {
	case "py", "pyw", "pyi", "ipynb":
		return true
	}
	return false
}

// Padded is the content with Padding behind it.
func (f *File) Padded() string { return f.padded }

// Slice returns the text of a span, clipped to the file.
func (f *File) Slice(s Span) string {
	n := uint32(len(f.Bytes))
	return f.padded[min(s.Start, n):max(min(s.Start, n), min(s.End, n))]
}

func (f *File) table() []uint32 {
	f.once.Do(func() {
		lines := make([]uint32, 1, 1+len(f.Bytes)/32)
		for i, b := range f.Bytes {
			if b == '\n' || b == '\r' && (i+1 == len(f.Bytes) || f.Bytes[i+1] != '\n') {
				lines = append(lines, uint32(i)+1)
			}
		}
		f.lines = lines
	})
	return f.lines
}

// Lines is the number of lines; an empty file has one.
func (f *File) Lines() int { return len(f.table()) }

// LineSpan is the span of a line (from 1) without its line ending.
func (f *File) LineSpan(line int) Span {
	t := f.table()
	if line < 1 || line > len(t) {
		return Span{}
	}
	start, end := t[line-1], uint32(len(f.Bytes))
	if line < len(t) {
		end = t[line]
	}
	for end > start && (f.Bytes[end-1] == '\n' || f.Bytes[end-1] == '\r') {
		end--
	}
	return Span{start, end}
}

// Line is the text of a line (from 1) without its line ending.
func (f *File) Line(line int) string { return f.Slice(f.LineSpan(line)) }

// LineOf is the line (from 1) that holds the offset.
func (f *File) LineOf(offset uint32) int {
	t := f.table()
	return sort.Search(len(t), func(i int) bool { return t[i] > offset })
}

// Position converts an offset. Offsets past the end are clipped.
func (f *File) Position(offset uint32) Position {
	offset = min(offset, uint32(len(f.Bytes)))
	line := f.LineOf(offset)
	p := Position{Line: line, Column: 1, UTF16: 1}
	for b := f.Bytes[f.table()[line-1]:offset]; len(b) > 0; {
		r, n := utf8.DecodeRune(b)
		b = b[n:]
		p.Column++
		p.UTF16++
		if r > 0xFFFF {
			p.UTF16++
		}
	}
	return p
}

// PartOf is the part that holds the offset, or nil.
func (f *File) PartOf(offset uint32) *Part {
	i := sort.Search(len(f.Parts), func(i int) bool { return f.Parts[i].Start > offset })
	if i == 0 || offset > f.Parts[i-1].End {
		return nil
	}
	return &f.Parts[i-1]
}

// Locate is Position with the line counted in the part that holds the offset.
func (f *File) Locate(offset uint32) (Position, *Part) {
	p := f.Position(offset)
	part := f.PartOf(offset)
	if part != nil {
		p.Line -= f.LineOf(part.Start) - 1
	}
	return p, part
}
