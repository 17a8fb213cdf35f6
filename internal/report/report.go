// Package report knows what a scan looks like to whoever reads it: text for a
// terminal, Markdown for pages, and what programs read: JSON, JSON lines, SARIF
// and the forms of CI systems. Each is a handler of one
// stream of findings. It must not know how a finding is decided.
//
// Its window is what the handlers write.
package report

import (
	"io"
	"path"
	"time"

	"leadline/internal/finding"
)

// Info is what a report says of the scan itself.
type Info struct {
	Version string
	// Root is the absolute directory that paths are relative to.
	Root string
	// Display is that directory as the user named it; text output joins it
	// with each path so that a terminal can open it.
	Display string
	// Rules are the rules that ran, in order.
	Rules []*finding.Rule
	// Colour tells whether text may use terminal colours.
	Colour bool
	// Link gives the address of a line for formats with links; it may be nil.
	Link func(path string, line int) string
	// Clock is the time, for formats that want it; nil stands for the real one.
	Clock func() time.Time
	// Verbose also shows silenced findings and every skipped path.
	Verbose bool
}

// Writer is a handler that writes a report. Err gives the first write error
// once Done was called.
type Writer interface {
	finding.Handler
	Err() error
}

// Formats are the names that New knows.
var Formats = []string{"text", "json", "sarif", "jsonl", "markdown", "gitlab", "codeclimate", "rdjson", "junit"}

// New is the writer of a format.
func New(format string, w io.Writer, info Info) (Writer, bool) {
	out := &output{w: w}
	switch format {
	case "text":
		return &textReport{output: out, info: info, paint: paint{info.Colour}}, true
	case "json":
		return &jsonReport{output: out, info: info}, true
	case "jsonl":
		return &linesReport{output: out, info: info}, true
	case "sarif":
		return &sarifReport{output: out, info: info, packed: maxPacked}, true
	case "markdown":
		return &markdownReport{output: out, info: info}, true
	case "gitlab":
		return &gitlabReport{output: out, info: info, began: info.now()}, true
	case "codeclimate":
		return &climateReport{output: out}, true
	case "rdjson":
		return &diagnosticReport{output: out}, true
	case "junit":
		return &testReport{output: out}, true
	}
	return nil, false
}

// output keeps the first write error, so that printing code need not look.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(b []byte) (int, error) {
	if o.err != nil {
		return len(b), nil
	}
	n, err := o.w.Write(b)
	o.err = err
	return n, err
}

// Err is the first write error.
func (o *output) Err() error { return o.err }

// Progress is no part of a report.
func (o *output) Progress(finding.Progress) {}

func (i *Info) now() time.Time {
	if i.Clock != nil {
		return i.Clock()
	}
	return time.Now()
}

// shown is a path as the user would type it.
func (i *Info) shown(rel string) string {
	if i.Display == "" || i.Display == "." || path.IsAbs(rel) { // rules may lie anywhere
		return rel
	}
	return path.Join(i.Display, rel)
}
