package notebook

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"unicode/utf16"

	"leadline/internal/text"
)

// Edit replaces a span by a text.
type Edit struct {
	text.Span
	Text string
}

// Rewrite turns edits of File into edits of JSON which change the strings that
// they touch and nothing else. It is false when an edit lies in no cell.
func (n *Notebook) Rewrite(edits []Edit) ([]Edit, bool) {
	var out []Edit
	for i := range n.Cells {
		c := &n.Cells[i]
		if c.Kind != Code {
			continue
		}
		var own []Edit
		for _, e := range edits {
			if c.Source.Start <= e.Start && e.End <= c.Source.End {
				own = append(own, Edit{text.Span{Start: e.Start - c.Source.Start, End: e.End - c.Source.Start}, e.Text})
			}
		}
		if len(own) == 0 {
			continue
		}
		edits = without(edits, c.Source)
		out = append(out, n.rewriteCell(c, own)...)
	}
	return out, len(edits) == 0
}

func without(edits []Edit, in text.Span) []Edit {
	var out []Edit
	for _, e := range edits {
		if e.Start < in.Start || e.End > in.End {
			out = append(out, e)
		}
	}
	return out
}

// Apply carries out edits of one text.
func Apply(b []byte, edits []Edit) []byte {
	sorted := append([]Edit{}, edits...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Start < sorted[j].Start })
	var out []byte
	at := uint32(0)
	for _, e := range sorted {
		if e.Start < at {
			continue // it overlaps the one before
		}
		out = append(append(out, b[at:e.Start]...), e.Text...)
		at = e.End
	}
	return append(out, b[at:]...)
}

// rewriteCell changes the strings of a cell that the edits touch.
func (n *Notebook) rewriteCell(c *Cell, edits []Edit) []Edit {
	src := &c.source
	if len(src.segments) == 0 {
		items := n.items(string(Apply(src.text, edits)), src, false)
		if src.list {
			items = "[" + items + "]"
		}
		return []Edit{{src.at, items}}
	}
	first, last := len(src.segments), 0
	for _, e := range edits {
		first, last = min(first, src.segmentAt(e.Start)), max(last, src.segmentAt(e.End))
	}
	from, to := src.segments[first].start, uint32(len(src.text))
	if last+1 < len(src.segments) {
		to = src.segments[last+1].start
	}
	var moved []Edit
	for _, e := range edits {
		moved = append(moved, Edit{text.Span{Start: e.Start - from, End: e.End - from}, e.Text})
	}
	now := string(Apply(src.text[from:to], moved))
	if now == "" && last-first+1 < len(src.segments) {
		return n.dropItems(src, first, last)
	}
	at := text.Span{Start: src.segments[first].raw.Start - 1, End: src.segments[last].raw.End + 1}
	return []Edit{{at, n.items(now, src, src.list)}}
}

// dropItems takes strings out of a list with the commas beside them.
func (n *Notebook) dropItems(src *sourceText, first, last int) []Edit {
	at := text.Span{Start: src.segments[first].raw.Start - 1, End: src.segments[last].raw.End + 1}
	if first > 0 {
		at.Start = src.segments[first-1].raw.End + 1
	} else {
		at.End = src.segments[last+1].raw.Start - 1
	}
	return []Edit{{at, ""}}
}

// segmentAt is the string that holds an offset of the text; at the border of
// two it is the later one.
func (s *sourceText) segmentAt(offset uint32) int {
	i := sort.Search(len(s.segments), func(i int) bool { return s.segments[i].start > offset })
	return max(0, i-1)
}

// items writes a text as one string, or as one string per line with what stands
// between the strings of the list now.
func (n *Notebook) items(s string, src *sourceText, list bool) string {
	if !list {
		return n.quote(s)
	}
	between := ", "
	if len(src.segments) > 1 {
		between = n.JSON.Slice(text.Span{Start: src.segments[0].raw.End + 1, End: src.segments[1].raw.Start - 1})
	} else if len(src.segments) == 1 {
		between = "," + n.JSON.Slice(text.Span{Start: src.at.Start + 1, End: src.segments[0].raw.Start - 1})
	}
	lines := strings.SplitAfter(s, "\n")
	if len(lines) > 1 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	for i := range lines {
		lines[i] = n.quote(lines[i])
	}
	return strings.Join(lines, between)
}

// quote writes a JSON string as the rest of the file is written: with bytes
// beyond ASCII, or with their numbers.
func (n *Notebook) quote(s string) string {
	ascii := bytes.Contains(n.JSON.Bytes, []byte(`\u`)) && !bytes.ContainsFunc(n.JSON.Bytes, func(r rune) bool { return r > 0x7f })
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x20 || ascii && r > 0x7e && r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		case ascii && r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, hi, lo)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Reorder puts the cells in another order: order[i] is the index of the cell
// that comes i-th. What stands between the cells stays where it is.
func (n *Notebook) Reorder(order []int) []Edit {
	var out []Edit
	for i, from := range order {
		if i != from {
			out = append(out, Edit{n.Cells[i].Object, n.JSON.Slice(n.Cells[from].Object)})
		}
	}
	return out
}

// Insert adds a code cell that has not run before the cell with that index.
func (n *Notebook) Insert(before int, source string) []Edit {
	at := n.Cells[before].Object.Start
	line := at
	for line > 0 && (n.JSON.Bytes[line-1] == ' ' || n.JSON.Bytes[line-1] == '\t') {
		line--
	}
	indent := n.JSON.Slice(text.Span{Start: line, End: at})
	pretty := line > 0 && n.JSON.Bytes[line-1] == '\n'
	nl, inner, deeper := "", "", ""
	if pretty {
		unit := indent[:max(1, len(indent)/2)]
		nl, inner, deeper = "\n"+indent, "\n"+indent+unit, "\n"+indent+unit+unit
	}
	comma := ", "
	if pretty {
		comma = ","
	}
	fields := []string{`"cell_type": "code"`, `"execution_count": null`}
	if n.Major > 4 || n.Major == 4 && n.Minor >= 5 {
		fields = append(fields, fmt.Sprintf(`"id": "leadline-%d"`, len(n.Cells)))
	}
	lines := strings.SplitAfter(strings.TrimSuffix(source, "\n"), "\n")
	for i := range lines {
		lines[i] = deeper + n.quote(lines[i])
	}
	fields = append(fields, `"metadata": {}`, `"outputs": []`, `"source": [`+strings.Join(lines, comma)+inner+"]")
	object := "{" + inner + strings.Join(fields, comma+inner) + nl + "}"
	if pretty {
		object += ",\n" + indent
	} else {
		object += ", "
	}
	return []Edit{{text.Span{Start: at, End: at}, object}}
}

// Clear empties a cell's list of outputs.
func (n *Notebook) Clear(c *Cell) []Edit {
	if len(c.Outputs) == 0 {
		return nil
	}
	return []Edit{{c.OutputList, "[]"}}
}

// Drop takes one output out of a cell.
func (n *Notebook) Drop(c *Cell, output int) []Edit {
	at := c.Outputs[output].Object
	switch {
	case len(c.Outputs) == 1:
		return n.Clear(c)
	case output > 0:
		at.Start = c.Outputs[output-1].Object.End
	default:
		at.End = c.Outputs[1].Object.Start
	}
	return []Edit{{at, ""}}
}

// Edited is the notebook after edits of its JSON.
func (n *Notebook) Edited(edits []Edit) *Notebook {
	return Split(text.New(n.JSON.Path, Apply(n.JSON.Bytes, edits)))
}
