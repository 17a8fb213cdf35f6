// Package witness knows how to show that a finding is true: from the facts of
// one flow (where the data comes in, what stands in its way, how it lies in what
// the sink gets) it builds a concrete input, the text that the sink then gets,
// and a test that drives the program with it. It must not know how a finding is
// decided, nor any library: what frameworks, payloads and decoders there are is
// data (models/witness).
//
// Nothing is invented: what is not known is named in Witness.Missing.
//
// Its window is Witness.Print.
package witness

import (
	"fmt"
	"slices"
	"strings"

	"leadline/internal/finding"
)

// Marker is the word that every payload carries.
const Marker = "leadlinewitness"

// Outside stands, where a witness is read by people, for a file outside of the
// project; a test makes one.
const Outside = "/tmp/" + Marker

// Witness is one input that shows a finding.
type Witness struct {
	Rule        string `json:"rule"`
	Fingerprint string `json:"fingerprint"`
	Path        string `json:"path"`
	Line        int    `json:"line"`
	// Entry is the function that somebody outside calls.
	Entry   string   `json:"entry,omitempty"`
	Request *Request `json:"request,omitempty"`
	// Call are arguments of the function, where it is called and not a request.
	Call []Field `json:"call,omitempty"`
	// Program are what the program is started with, where it is a script.
	Program []Field `json:"program,omitempty"`
	// Cell is the number of the notebook's cell that reads.
	Cell    int    `json:"cell,omitempty"`
	Payload string `json:"payload,omitempty"`
	// Sink is what the sink gets, with … for what is not known.
	Sink    string `json:"sink,omitempty"`
	API     string `json:"api,omitempty"`
	Watch   string `json:"watch,omitempty"`
	Context string `json:"context,omitempty"`
	// Given is what must hold besides, and is made so; Missing what is not known.
	Given   []string `json:"given,omitempty"`
	Missing []string `json:"missing,omitempty"`

	driver *Driver
	plan   plan
}

// Request is one HTTP request.
type Request struct {
	Method string  `json:"method"`
	Path   string  `json:"path"`
	Fields []Field `json:"fields,omitempty"`
}

// Field is one piece of an input.
type Field struct {
	In      string `json:"in"` // query, form, json, header, cookie, path, file, body, address, argument, argv...
	Name    string `json:"name,omitempty"`
	Value   string `json:"value"`
	Tainted bool   `json:"tainted,omitempty"`
	// Encoding is the expression that makes the value sent of the value meant.
	Encoding string `json:"encoding,omitempty"`
	number   bool
	empty    bool     // it must be there and hold nothing
	keys     []string // of a JSON body, from the outside in
}

// plan is what only the test needs to know.
type plan struct {
	app     *object // the application object
	entry   *object // the function that is driven
	stubs   []object
	rows    []row
	setting string // the module of the settings
	place   string // in a page
	login   bool
	stuck   bool // no address is known
	literal bool // the address does not depend on a function
}

// object is something in a module of the project.
type object struct {
	path string // of the module's file
	name string
	call bool // it is called to get the object
	as   string
}

// row is one that the database must have: fields are constants or what a field of
// the input carries.
type row struct {
	object
	fields []rowField
}

type rowField struct {
	name  string
	of    [2]string // carrier and name of a field of the input
	value Field
}

// missing notes a fact that is not known.
func (w *Witness) missing(format string, args ...any) { note(&w.Missing, format, args) }

// given notes what must hold besides.
func (w *Witness) given(format string, args ...any) { note(&w.Given, format, args) }

// note adds a text to a list, once.
func note(list *[]string, format string, args []any) {
	if s := fmt.Sprintf(format, args...); !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// mostWays bounds the ways to one place that are tried.
const mostWays = 8

// Build makes the witness of a finding that was scanned with its details: of the
// first way to its place that leaves no question, else of the first that a test
// can be written of. It is nil where the finding is not about data that somebody
// chooses.
func (p *Project) Build(f *finding.Finding) *Witness {
	if f.Detail == nil || f.Detail.Source.Trust == "" {
		return nil
	}
	best := p.buildOne(f, f.Detail)
	for i, d := range f.Detail.Others {
		if best.settled() || i == mostWays {
			break
		}
		if d.Source.Trust == "" {
			continue
		}
		if w := p.buildOne(f, d); w.settled() || best.Testable() != "" && w.Testable() == "" {
			best = w
			if src := d.Source; src.File != nil {
				w.given("the data comes in on line %d of %s: the way that is told above begins elsewhere", src.File.LineOf(src.Span.Start), src.File.Path)
			}
		}
	}
	return best
}

// settled tells whether all that a test needs is known.
func (w *Witness) settled() bool { return len(w.Missing) == 0 && w.Testable() == "" }

func (p *Project) buildOne(f *finding.Finding, d *finding.Detail) *Witness {
	w := &Witness{Rule: f.Rule.ID, Fingerprint: f.Fingerprint, Path: f.Location.File.Path, Line: f.Location.File.LineOf(f.Location.Span.Start), API: d.Sink.API}
	b := &builder{Project: p, Witness: w, finding: f, detail: d}
	b.build()
	return w
}

// builder makes one witness.
type builder struct {
	*Project
	*Witness
	finding *finding.Finding
	detail  *finding.Detail
	fields  []Field
	method  string   // that the code asks for
	route   string   // as the code writes it, with its prefixes
	methods []string // that the route takes
	part    string   // of an upload that the payload is
}

func (b *builder) build() {
	b.enter()
	b.readAll()
	b.pickPayload()
	b.meetConditions()
	b.noteChanges()
	b.assemble()
	b.Sink = b.sinkText()
}

// sinkText is what the sink gets with the payload in it.
func (b *builder) sinkText() string {
	if b.Payload == "" {
		return ""
	}
	s := &b.detail.Sink
	before, after := unknownPieces(s.Before), unknownPieces(s.After)
	if rest, ok := strings.CutPrefix(b.finding.Extra["shape"], before+"…"); ok {
		after = rest // the text goes on behind the next piece that is not known
	}
	return before + b.Payload + after
}

// unknownPieces shows the pieces of a text that are not known.
func unknownPieces(text string) string { return strings.ReplaceAll(text, "\x00", "…") }
