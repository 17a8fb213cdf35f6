package lsp

import (
	"bytes"
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/notebook"
	"leadline/internal/text"
)

// redacted is a content without the secrets that findings about it show; false
// where it is not the content that the findings speak of, or cannot be written
// without them.
func redacted(content []byte, about []*finding.Finding) ([]byte, bool) {
	if about[0].Location.File.Parts == nil {
		content = slices.Clone(content)
		for _, f := range about {
			finding.Location{File: text.New(f.Location.File.Path, content), Span: f.Location.Span}.Mask(content)
		}
		return content, true
	}
	n := notebook.Split(text.New(about[0].Location.File.Path, content))
	clean := slices.Clone(n.File.Bytes)
	shown := map[*notebook.Cell]bool{} // an output of them has to go
	for _, f := range about {
		if !bytes.Equal(f.Location.File.Bytes, n.File.Bytes) {
			return nil, false
		}
		if slices.Contains(f.Rule.Tags, "secret-in-output") {
			c := n.CellAt(f.Location.Span.Start)
			if c == nil {
				return nil, false
			}
			shown[c] = true
			continue
		}
		f.Location.Mask(clean)
	}
	var code []notebook.Edit
	for _, i := range n.CodeCells() {
		at := n.Cells[i].Source
		if now := string(clean[at.Start:at.End]); now != n.File.Slice(at) {
			code = append(code, notebook.Edit{Span: at, Text: now})
		}
	}
	edits, ok := n.Rewrite(code)
	if !ok {
		return nil, false
	}
	hidden := masks(n.File.Bytes, clean)
	for i := range n.Cells {
		if c := &n.Cells[i]; shown[c] || repeats(n, c, hidden) {
			edits = append(edits, n.Clear(c)...)
		}
	}
	return notebook.Apply(content, edits), true
}

// shortest is how long a masked text is at least that is looked for in outputs.
const shortest = 6

// masks are the texts that were masked.
func masks(was, is []byte) (out []string) {
	for i := 0; i < len(was); i++ {
		start := i
		for i < len(was) && was[i] != is[i] {
			i++
		}
		if i-start >= shortest {
			out = append(out, string(was[start:i]))
		}
	}
	return out
}

// repeats tells whether an output of a cell shows one of these texts.
func repeats(n *notebook.Notebook, c *notebook.Cell, hidden []string) bool {
	for i := range c.Outputs {
		for _, d := range c.Outputs[i].Data {
			t := n.Text(d)
			if slices.ContainsFunc(hidden, func(h string) bool { return strings.Contains(t, h) }) {
				return true
			}
		}
	}
	return false
}
