package report

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"leadline/internal/finding"
)

// tabWidth is how far a tab goes in a code frame.
const tabWidth = 4

// contextLines stand before the marked line in a frame.
const contextLines = 2

// longest is how many columns of a line are shown; a file may hold one line of
// a million characters.
const longest = 160

// cell is one character as a terminal shows it.
type cell struct {
	text  string
	width int
}

// cells lays a line out: tabs go to the next stop, wide characters take two
// columns, marks none, and whatever could command the terminal or turn the
// direction of writing is shown by its number instead.
func cells(line string) []cell {
	out := make([]cell, 0, len(line))
	column := 0
	for _, r := range line {
		c := cell{string(r), 1}
		switch {
		case r == '\t':
			n := tabWidth - column%tabWidth
			c = cell{strings.Repeat(" ", n), n}
		case r == unicode.ReplacementChar:
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
			c.width = 0
		case !unicode.IsPrint(r):
			s := fmt.Sprintf("<U+%04X>", r)
			c = cell{s, len(s)}
		default:
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
				c.width = 2
			}
		}
		column += c.width
		out = append(out, c)
	}
	return out
}

// visible is text that is safe to print, of any origin: messages, paths.
func visible(s string) string {
	var b strings.Builder
	for _, c := range cells(s) {
		b.WriteString(c.text)
	}
	return b.String()
}

// visibleLines is visible for a text of several lines.
func visibleLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = visible(lines[i])
	}
	return strings.Join(lines, "\n")
}

// frame is a few lines of code with the span underlined.
type frame struct {
	number int      // of the first line, as readers count
	lines  []string // laid out
	mark   int      // index of the marked line
	caret  string   // spaces and carets below it
}

// newFrame lays out the lines around a location. A span over several lines is
// marked on its first.
func newFrame(l finding.Location, before int) frame {
	f := l.File
	start := f.Position(l.Span.Start)
	end := f.Position(max(l.Span.Start, l.Span.End))
	shown, _ := f.Locate(l.Span.Start)
	before = min(before, shown.Line-1)
	fr := frame{number: shown.Line - before}
	first := start.Line - before
	for n := first; n <= start.Line; n++ {
		row := cells(f.Line(n))
		from, to := 0, 0
		if n == start.Line {
			fr.mark = n - first
			from, to = start.Column-1, end.Column-1
			if end.Line > start.Line {
				to = len(row)
			}
		}
		text, caret := clip(row, from, to)
		fr.lines = append(fr.lines, text)
		if n == start.Line {
			fr.caret = caret
		}
	}
	return fr
}

// clip cuts a long line to a window around the marked cells and draws the
// carets below it.
func clip(row []cell, from, to int) (text, caret string) {
	from = min(from, len(row))
	to = min(max(to, from+1), max(len(row), from+1))
	begin, prefix := 0, ""
	if from > longest/2 && len(row) > longest {
		begin, prefix = from-longest/2, "…"
	}
	var line, under strings.Builder
	line.WriteString(prefix)
	under.WriteString(strings.Repeat(" ", len([]rune(prefix))))
	columns := 0
	for i := begin; i < len(row); i++ {
		if columns > longest {
			line.WriteString("…")
			break
		}
		line.WriteString(row[i].text)
		columns += row[i].width
		sign := " "
		if from <= i && i < to {
			sign = "^"
		}
		under.WriteString(strings.Repeat(sign, row[i].width))
	}
	if from >= len(row) {
		under.WriteString("^")
	}
	return strings.TrimRight(line.String(), " "), strings.TrimRight(under.String(), " ")
}
