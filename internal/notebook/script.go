package notebook

import (
	"bytes"
	"fmt"
	"strings"

	"leadline/internal/text"
)

// The marks by which tools that keep notebooks as scripts divide them.
var (
	databricksHeader = []byte("# Databricks notebook source")
	databricksCell   = "# COMMAND ----------"
	exportedCell     = "# In["
)

// IsScript tells whether a Python file is a notebook in the form of a script:
// its header says so, or lines of it mark cells.
func IsScript(b []byte) bool {
	if bytes.HasPrefix(b, databricksHeader) {
		return true
	}
	head := b[:min(len(b), 2048)]
	if bytes.HasPrefix(head, []byte("# ---\n")) && bytes.Contains(head, []byte("\n#   jupytext:")) {
		return true
	}
	return bytes.HasPrefix(b, []byte("# %%")) || bytes.Contains(b, []byte("\n# %%")) || bytes.Contains(b, []byte("\n# In["))
}

// SplitScript reads a script with marked cells: the percent and light forms,
// Databricks' source form, and the comments that an export leaves.
func SplitScript(f *text.File) *Notebook {
	n := &Notebook{File: f, Major: 4, Language: "python", Script: true}
	s := &script{n: n, light: true, ids: map[string]int{}}
	for line := 1; line <= f.Lines(); line++ {
		if t := f.Line(line); isPercent(t) || strings.HasPrefix(t, databricksCell) || strings.HasPrefix(t, exportedCell) {
			s.light = false
			break
		}
	}
	for line := 1; line <= f.Lines(); line++ {
		s.line(line)
	}
	s.close(uint32(len(f.Bytes)))
	return n
}

// script is one SplitScript in progress.
type script struct {
	n     *Notebook
	ids   map[string]int
	light bool // only blank lines and "# +" divide the cells
	open  bool
	grown bool // between "# +" and "# -"
	blank bool
	cell  Cell
}

func isPercent(line string) bool {
	rest, ok := strings.CutPrefix(line, "# %%")
	return ok && (rest == "" || rest[0] == ' ' || rest[0] == '[' || rest[0] == '\t' || rest[0] == '%')
}

// line reads one line: it begins a cell, or belongs to the present one.
func (s *script) line(line int) {
	f := s.n.File
	span := f.LineSpan(line)
	t := f.Slice(span)
	after := min(span.End+1, uint32(len(f.Bytes)))
	switch {
	case isPercent(t):
		s.begin(span.Start, after, kindOfHeader(t))
		return
	case strings.HasPrefix(t, databricksCell), strings.HasPrefix(t, exportedCell):
		s.begin(span.Start, after, Code)
		return
	case strings.HasPrefix(t, "# MAGIC %md"):
		s.cell.Kind = Markdown
	}
	if s.light {
		s.lightLine(t, span, after)
		return
	}
	if !s.open && strings.TrimSpace(t) != "" {
		s.begin(span.Start, span.Start, Code)
	}
}

// lightLine divides at blank lines before text that is not indented.
func (s *script) lightLine(t string, span text.Span, after uint32) {
	switch {
	case strings.HasPrefix(t, "# +"):
		s.begin(span.Start, after, Code)
		s.grown = true
	case strings.HasPrefix(t, "# -") && s.grown:
		s.close(span.Start)
		s.grown = false
	case strings.TrimSpace(t) == "":
		s.blank = true
		return
	case !s.open, s.blank && !s.grown && t[0] != ' ' && t[0] != '\t' && t[0] != ')' && t[0] != ']' && t[0] != '}':
		kind := Code
		if t[0] == '#' {
			kind = Markdown
		}
		s.begin(span.Start, span.Start, kind)
	case s.cell.Kind == Markdown && t[0] != '#':
		s.cell.Kind = Code // a comment above code
	}
	s.blank = false
}

func kindOfHeader(line string) Kind {
	switch {
	case strings.Contains(line, "[markdown]"), strings.Contains(line, "[md]"):
		return Markdown
	case strings.Contains(line, "[raw]"):
		return Raw
	}
	return Code
}

func (s *script) begin(at, source uint32, kind Kind) {
	s.close(at)
	s.open = true
	s.cell = Cell{Kind: kind, Source: text.Span{Start: source}, fresh: true}
}

func (s *script) close(at uint32) {
	if !s.open {
		return
	}
	s.open = false
	c := s.cell
	c.Source.End = max(at, c.Source.Start)
	if strings.TrimSpace(s.n.File.Slice(c.Source)) == "" {
		return
	}
	c.Number = len(s.n.Cells) + 1
	c.source.text = []byte(s.n.File.Slice(c.Source))
	c.name(s.ids)
	s.n.Cells = append(s.n.Cells, c)
}

// Label is what a cell is called in messages: its number and, where it has
// run, its count.
func (c *Cell) Label() string {
	if c.Count > 0 {
		return fmt.Sprintf("cell %d (In [%d])", c.Number, c.Count)
	}
	return fmt.Sprintf("cell %d", c.Number)
}
