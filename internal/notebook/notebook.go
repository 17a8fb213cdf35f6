// Package notebook knows notebooks as files: nbformat 3 and 4 and what is
// broken of them, cells with their ids, counts, times and outputs, scripts in
// which comments mark cells, and where each byte of a cell's source stands in
// the JSON around it. It must not know what the code in a cell means.
//
// Its window is Print: the cells and what is kept of each.
package notebook

import (
	"fmt"
	"io"
	"strings"

	"leadline/internal/text"
)

// Kind is what sort of cell a cell is.
type Kind uint8

// The kinds of cells.
const (
	Code Kind = iota
	Markdown
	Raw
)

func (k Kind) String() string { return [...]string{"code", "markdown", "raw"}[k] }

// Notebook is one notebook: the text of its code cells in page order, and what
// the file says beside it.
type Notebook struct {
	// File holds the sources of the code cells, one after the other, each a
	// part; lines that belong to no cell stand between them. A script's File is
	// the script, without parts.
	File *text.File
	// JSON is the file as it was read; nil for scripts.
	JSON *text.File
	// Major and Minor are the version of the format.
	Major, Minor int
	// Language of the kernel, in lower case: "python" unless the file says
	// otherwise.
	Language string
	// Python2 is set when the kernel was one of Python 2.
	Python2 bool
	Cells   []Cell
	// Fault says why the file is not, or not wholly, a notebook; At is where.
	Fault string
	At    uint32
	// Script is set for Python files with marked cells.
	Script bool
}

// Cell is one cell. What a script or an old format does not have is empty.
type Cell struct {
	// ID names the cell across edits: its own id, or one made of its content.
	ID string
	// Number counts all cells of the notebook from 1.
	Number int
	Kind   Kind
	// Source is the cell's text, a span of Notebook.File; only for code cells.
	Source text.Span
	// Count is the execution count, 0 when the cell has not run.
	Count int
	// When is when its last run began, in milliseconds since 1970, 0 if unknown.
	When    int64
	Outputs []Output
	Tags    []string
	// Ignores are the rules that the cell's metadata silence in it.
	Ignores []Ignore

	// Spans of Notebook.JSON: the cell's object, its outputs' list, its count.
	Object, OutputList, CountAt text.Span
	source                      sourceText
	fresh                       bool // the id is not the file's own
}

// Ignore silences a rule in a cell: an entry of the list "ignore" of the
// object "leadline" of the cell's metadata.
type Ignore struct{ Rule, Reason string }

// Output is one stored output.
type Output struct {
	// Type is stream, display_data, execute_result or error, in format 4's
	// words; Name is a stream's name or an error's class.
	Type, Name string
	// Data are its representations.
	Data []Datum
	// Object is the output in Notebook.JSON.
	Object text.Span
}

// Datum is one representation of an output.
type Datum struct {
	// Type is the media type; text of streams and tracebacks is text/plain.
	Type string
	// At is the value in Notebook.JSON: a string, a list of strings, or more.
	At text.Span
}

// Text decodes a string or a list of strings of the JSON. Other values give
// what is written.
func (n *Notebook) Text(d Datum) string {
	s := scanner{b: n.JSON.Bytes, pos: int(d.At.Start)}
	switch s.peek() {
	case '"', '[':
		src := s.source(d.At.Len())
		if !s.bad() {
			return string(src.text)
		}
	}
	return n.JSON.Slice(d.At)
}

// Python tells whether the cells are Python.
func (n *Notebook) Python() bool {
	switch n.Language {
	case "python", "ipython", "python2", "python3", "pyspark", "sage", "xpython":
		return true
	}
	return false
}

// CodeCells lists the indices of code cells in page order.
func (n *Notebook) CodeCells() []int {
	var out []int
	for i := range n.Cells {
		if n.Cells[i].Kind == Code {
			out = append(out, i)
		}
	}
	return out
}

// CellAt is the code cell that holds an offset of File, or nil.
func (n *Notebook) CellAt(offset uint32) *Cell {
	for i := range n.Cells {
		if c := &n.Cells[i]; c.Kind == Code && c.Source.Start <= offset && offset <= c.Source.End {
			return c
		}
	}
	return nil
}

// Failed tells whether the cell's last run ended in an exception.
func (c *Cell) Failed() bool {
	for i := range c.Outputs {
		if c.Outputs[i].Type == "error" {
			return true
		}
	}
	return false
}

// Tagged tells whether the cell carries a tag.
func (c *Cell) Tagged(tag string) bool {
	for _, t := range c.Tags {
		if t == tag {
			return true
		}
	}
	return false
}

// Print writes the cells.
func Print(w io.Writer, n *Notebook) {
	fmt.Fprintf(w, "notebook %d.%d %s\n", n.Major, n.Minor, n.Language)
	if n.Fault != "" {
		fmt.Fprintf(w, "fault at %d: %s\n", n.At, n.Fault)
	}
	for i := range n.Cells {
		c := &n.Cells[i]
		fmt.Fprintf(w, "cell %d %s %s", c.Number, c.ID, c.Kind)
		if c.Kind == Code {
			fmt.Fprintf(w, " %d..%d count %d outputs", c.Source.Start, c.Source.End, c.Count)
			for j := range c.Outputs {
				fmt.Fprintf(w, " %s", c.Outputs[j].Type)
			}
		}
		fmt.Fprintln(w)
	}
}

// StoppedAt is the line of a cell, from 1 on, at which its stored error says that
// it stopped; 0 where none does.
func (n *Notebook) StoppedAt(c *Cell) int {
	for i := range c.Outputs {
		o := &c.Outputs[i]
		if o.Type != "error" {
			continue
		}
		for _, d := range o.Data {
			if line := arrow(n.Text(d)); line > 0 {
				return line
			}
		}
	}
	return 0
}

// arrow is the line that the first arrow of a traceback points at: its first frame
// is the cell.
func arrow(traceback string) int {
	_, rest, ok := strings.Cut(traceback, "--> ")
	if !ok {
		return 0
	}
	line := 0
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == 0x1b: // colours
			for i < len(rest) && rest[i] != 'm' {
				i++
			}
		case c >= '0' && c <= '9' && line < 1e6:
			line = 10*line + int(c-'0')
		case c != ' ' || line > 0:
			return line
		}
	}
	return line
}
