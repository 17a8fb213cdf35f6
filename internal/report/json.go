package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"leadline/internal/finding"
)

// FormatVersion is the version of the JSON formats; it changes when a reader
// of the former one would break.
const FormatVersion = 1

// The shapes of the JSON formats. schemas/scan.schema.json and
// schemas/line.schema.json describe them.
type (
	jsonPoint struct {
		Line   int `json:"line"`
		Column int `json:"column"` // code points, from 1
		Offset int `json:"offset"` // UTF-8 bytes, from 0
		// UTF16 is the column in UTF-16 units, for places in cells.
		UTF16 int `json:"utf16,omitempty"`
	}
	// jsonCell names the cell of a notebook. Lines, columns and offsets of a
	// place in one are counted from its start.
	jsonCell struct {
		ID     string `json:"id"`
		Number int    `json:"number"`
	}
	jsonPlace struct {
		Path  string    `json:"path"`
		Start jsonPoint `json:"start"`
		End   jsonPoint `json:"end"`
		Cell  *jsonCell `json:"cell,omitempty"`
	}
	jsonStep struct {
		Kind    string `json:"kind"`
		Message string `json:"message"`
		jsonPlace
		Function string `json:"function,omitempty"`
		Depth    int    `json:"depth"`
		Snippet  string `json:"snippet"`
	}
	jsonEdit struct {
		jsonPlace
		Text string `json:"text"`
	}
	jsonFix struct {
		Description string     `json:"description"`
		Safety      string     `json:"safety"`
		Edits       []jsonEdit `json:"edits"`
	}
	jsonSuppressed struct {
		Kind   string `json:"kind"`
		Reason string `json:"reason,omitempty"`
	}
	jsonFinding struct {
		Rule       string `json:"rule"`
		Title      string `json:"title"`
		Category   string `json:"category,omitempty"`
		Severity   string `json:"severity"`
		Confidence string `json:"confidence,omitempty"`
		CWE        []int  `json:"cwe,omitempty"`
		Message    string `json:"message"`
		jsonPlace
		Function     string            `json:"function,omitempty"`
		Snippet      string            `json:"snippet"`
		Flow         []jsonStep        `json:"flow,omitempty"`
		Advice       string            `json:"advice,omitempty"`
		Fix          *jsonFix          `json:"fix,omitempty"`
		Fingerprint  string            `json:"fingerprint"`
		Fingerprints map[string]string `json:"fingerprints,omitempty"`
		Suppressed   *jsonSuppressed   `json:"suppressed,omitempty"`
		Properties   map[string]string `json:"properties,omitempty"`
	}
	jsonTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
)

var stepKinds = [...]string{"source", "flow", "call", "return", "library", "unknown", "sink"}

func placeOf(l finding.Location) jsonPlace {
	out := jsonPlace{Path: l.File.Path, Start: pointOf(l, l.Span.Start), End: pointOf(l, max(l.Span.Start, l.Span.End))}
	if part := l.File.PartOf(l.Span.Start); part != nil {
		out.Cell = &jsonCell{part.Name, part.Number}
	}
	return out
}

func pointOf(l finding.Location, offset uint32) jsonPoint {
	p, part := l.File.Locate(offset)
	if part == nil {
		return jsonPoint{Line: p.Line, Column: p.Column, Offset: int(offset)}
	}
	return jsonPoint{p.Line, p.Column, int(offset - part.Start), p.UTF16}
}

// snippetOf is the first line that a location touches, cut to a bearable size.
func snippetOf(l finding.Location) string {
	line := []rune(l.File.Line(l.File.LineOf(l.Span.Start)))
	if len(line) > 2*longest {
		return string(line[:2*longest]) + "…"
	}
	return string(line)
}

func findingOf(f *finding.Finding) *jsonFinding {
	out := &jsonFinding{
		Rule: f.Rule.ID, Title: f.Rule.Title, Category: f.Rule.Category,
		Severity: f.Severity.String(), Confidence: f.Confidence, CWE: f.Rule.CWE,
		Message: f.Message, jsonPlace: placeOf(f.Location), Function: f.Function, Snippet: snippetOf(f.Location),
		Advice: f.Rule.Advice, Fingerprint: f.Fingerprint, Fingerprints: f.Fingerprints, Properties: f.Extra,
	}
	for i := range f.Flow {
		s := &f.Flow[i]
		out.Flow = append(out.Flow, jsonStep{stepKinds[s.Kind], s.Message, placeOf(s.Location), s.Function, s.Depth, snippetOf(s.Location)})
	}
	if f.Fix != nil {
		out.Fix = fixOf(f.Fix)
	}
	if f.Suppression != "" {
		out.Suppressed = &jsonSuppressed{f.Suppression, f.Suppressed}
	}
	return out
}

func fixOf(fix *finding.Fix) *jsonFix {
	out := &jsonFix{Description: fix.Description, Safety: "needs-review", Edits: []jsonEdit{}}
	if fix.Safety == finding.Safe {
		out.Safety = "safe"
	}
	for i := range fix.Edits {
		out.Edits = append(out.Edits, jsonEdit{placeOf(fix.Edits[i].Location), fix.Edits[i].Text})
	}
	return out
}

// jsonReport writes one document. Findings are written as they come.
type jsonReport struct {
	*output
	info Info
	n    int
}

func (j *jsonReport) open() {
	if j.n == 0 {
		fmt.Fprintf(j, "{\n\"version\": %d,\n\"tool\": ", FormatVersion)
		encode(j, jsonTool{"leadline", j.info.Version})
		io.WriteString(j, ",\n\"findings\": [")
	}
}

// Finding writes one element of findings.
func (j *jsonReport) Finding(f *finding.Finding) {
	j.open()
	if j.n > 0 {
		io.WriteString(j, ",")
	}
	io.WriteString(j, "\n")
	encode(j, findingOf(f))
	j.n++
}

// Done writes the coverage and closes the document.
func (j *jsonReport) Done(c *finding.Coverage) {
	j.open()
	io.WriteString(j, "],\n\"coverage\": ")
	encode(j, coverageOf(c))
	io.WriteString(j, "\n}\n")
}

// encode writes JSON on one line without a line ending. Code is full of <, >
// and &, which stay as they are.
func encode(w io.Writer, v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		// The shapes above hold nothing that JSON cannot say.
		panic(err)
	}
	w.Write(bytes.TrimRight(b.Bytes(), "\n"))
}

// linesReport writes one JSON object a line, each with its type.
type linesReport struct {
	*output
	info   Info
	opened bool
}

func (l *linesReport) open() {
	if l.opened {
		return
	}
	l.opened = true
	l.line("scan", struct {
		Version int      `json:"version"`
		Tool    jsonTool `json:"tool"`
	}{FormatVersion, jsonTool{"leadline", l.info.Version}})
}

func (l *linesReport) line(kind string, v any) {
	fmt.Fprintf(l, "{\"type\": %q, \"%s\": ", kind, kind)
	encode(l, v)
	io.WriteString(l, "}\n")
}

// Finding writes a line.
func (l *linesReport) Finding(f *finding.Finding) {
	l.open()
	l.line("finding", findingOf(f))
}

// Done writes the last line.
func (l *linesReport) Done(c *finding.Coverage) {
	l.open()
	l.line("coverage", coverageOf(c))
}

// JSON is a finding as the JSON formats show it, on one line.
func JSON(f *finding.Finding) []byte {
	var b bytes.Buffer
	encode(&b, findingOf(f))
	return b.Bytes()
}

// CoverageJSON is a coverage as the JSON formats show it, on one line.
func CoverageJSON(c *finding.Coverage) []byte {
	var b bytes.Buffer
	encode(&b, coverageOf(c))
	return b.Bytes()
}
