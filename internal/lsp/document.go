package lsp

import (
	"strings"
	"unicode/utf8"
)

// document is a text that the editor has open: a file, or a cell of a notebook.
type document struct {
	uri      string
	path     string // "" for a cell
	version  int
	text     string
	notebook string // the URI of the notebook that the cell is part of
}

// change applies edits in order, as the protocol has them: each to the text
// that the one before left. An edit out of range is cut to the text. Edits of an
// older version than the document's came out of order and speak of another text:
// they are left out, and ok is false. A client that counts no versions says 0.
func (d *document) change(version int, changes []contentChange) (ok bool) {
	if version != 0 && version < d.version {
		return false
	}
	for _, c := range changes {
		if c.Range == nil {
			d.text = c.Text
			continue
		}
		start, end := offsetOf(d.text, c.Range.Start), offsetOf(d.text, c.Range.End)
		if end < start {
			start, end = end, start
		}
		d.text = d.text[:start] + c.Text + d.text[end:]
	}
	d.version = version
	return true
}

// now is the document as the engine is to see it.
func (d *document) now() buffer { return buffer{[]byte(d.text), d.version} }

// offsetOf is the byte offset of a position, cut to the line and the text.
func offsetOf(text string, p position) int {
	at := 0
	for range p.Line {
		next := lineEnd(text, at)
		if next == len(text) {
			return len(text)
		}
		at = next + breakLen(text, next)
	}
	end := lineEnd(text, at)
	for units := 0; units < p.Character && at < end; {
		r, n := utf8.DecodeRuneInString(text[at:])
		units++
		if r > 0xFFFF {
			units++
		}
		at += n
	}
	return at
}

func lineEnd(text string, from int) int {
	if i := strings.IndexAny(text[from:], "\r\n"); i >= 0 {
		return from + i
	}
	return len(text)
}

func breakLen(text string, at int) int {
	if strings.HasPrefix(text[at:], "\r\n") {
		return 2
	}
	return 1
}
