package notebook

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// A notebook as text frames, for people and for tests:
//
//	In [3]:
//	df.head()
//	Out:
//	   a  b
//	Text:
//	# a heading
//
// "In [ ]:" is a cell that has not run, "Error: NameError" a stored exception,
// and "Out (text/html):" an output of another type. Words behind "In [3]:" are
// the cell's tags.

// FromFrames makes a notebook of text frames.
func FromFrames(frames string) []byte {
	type output struct {
		Type  string            `json:"output_type"`
		Count int               `json:"execution_count,omitempty"`
		Data  map[string]string `json:"data,omitempty"`
		Meta  *struct{}         `json:"metadata,omitempty"`
		Name  string            `json:"ename,omitempty"`
		Value string            `json:"evalue,omitempty"`
		Trace []string          `json:"traceback,omitempty"`
	}
	type cell struct {
		Type    string              `json:"cell_type"`
		Count   *int                `json:"execution_count,omitempty"`
		ID      string              `json:"id"`
		Meta    map[string][]string `json:"metadata"`
		Outputs []output            `json:"outputs"`
		Source  []string            `json:"source"`
	}
	var cells []*cell
	var text *[]string
	var out *output
	finish := func() {
		if out != nil && out.Type == "execute_result" {
			for k, v := range out.Data {
				out.Data[k] = strings.TrimSuffix(v, "\n")
			}
		}
		out = nil
	}
	for _, line := range strings.SplitAfter(frames, "\n") {
		bare := strings.TrimRight(line, "\n")
		begins := func(kind string) *cell {
			finish()
			c := &cell{Type: kind, ID: fmt.Sprintf("cell%d", len(cells)+1), Meta: map[string][]string{}}
			cells = append(cells, c)
			text = &c.Source
			return c
		}
		switch count, rest, ok := frameHeader(bare); {
		case ok:
			c := begins("code")
			if n, err := strconv.Atoi(count); err == nil {
				c.Count = &n
			}
			if words := strings.Fields(rest); len(words) > 0 {
				c.Meta["tags"] = words
			}
		case bare == "Text:":
			begins("markdown")
		case strings.HasPrefix(bare, "Error: ") && len(cells) > 0:
			finish()
			c := cells[len(cells)-1]
			c.Outputs = append(c.Outputs, output{Type: "error", Name: strings.TrimPrefix(bare, "Error: "), Trace: []string{}})
			text = nil
		case (bare == "Out:" || strings.HasPrefix(bare, "Out (") && strings.HasSuffix(bare, "):")) && len(cells) > 0:
			finish()
			media := "text/plain"
			if bare != "Out:" {
				media = bare[len("Out (") : len(bare)-len("):")]
			}
			c := cells[len(cells)-1]
			c.Outputs = append(c.Outputs, output{Type: "execute_result", Data: map[string]string{media: ""}, Meta: &struct{}{}})
			out = &c.Outputs[len(c.Outputs)-1]
			if c.Count != nil {
				out.Count = *c.Count
			}
			text = nil
		case out != nil:
			for k := range out.Data {
				out.Data[k] += line
			}
		case text != nil && line != "":
			*text = append(*text, line)
		}
	}
	finish()
	for _, c := range cells {
		if n := len(c.Source); n > 0 {
			c.Source[n-1] = strings.TrimSuffix(c.Source[n-1], "\n")
		}
	}
	b, _ := json.MarshalIndent(map[string]any{"cells": cells, "metadata": map[string]any{}, "nbformat": 4, "nbformat_minor": 5}, "", " ")
	return append(b, '\n')
}

// frameHeader reads "In [3]: tags".
func frameHeader(line string) (count, rest string, ok bool) {
	s, ok := strings.CutPrefix(line, "In [")
	if !ok {
		return "", "", false
	}
	count, rest, ok = strings.Cut(s, "]:")
	count = strings.TrimSpace(count)
	if _, err := strconv.Atoi(count); err != nil && count != "" {
		return "", "", false
	}
	return count, rest, ok
}

// Frames writes a notebook as text frames.
func (n *Notebook) Frames() string {
	var b strings.Builder
	line := func(s string) {
		b.WriteString(strings.TrimRight(s, "\n") + "\n")
	}
	for i := range n.Cells {
		c := &n.Cells[i]
		if c.Kind != Code {
			line("Text:")
			line(string(c.source.text))
			continue
		}
		count := " "
		if c.Count > 0 {
			count = strconv.Itoa(c.Count)
		}
		line(strings.TrimRight("In ["+count+"]: "+strings.Join(c.Tags, " "), " "))
		line(n.File.Slice(c.Source))
		for j := range c.Outputs {
			o := &c.Outputs[j]
			if o.Type == "error" {
				line("Error: " + o.Name)
				continue
			}
			for _, d := range o.Data {
				if d.Type == "text/plain" {
					line("Out:")
				} else {
					line("Out (" + d.Type + "):")
				}
				line(n.Text(d))
			}
		}
	}
	return b.String()
}
