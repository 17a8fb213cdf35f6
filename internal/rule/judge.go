package rule

import (
	"fmt"
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/plain/template"
	"leadline/internal/taint"
	"leadline/internal/text"
	"leadline/internal/value"
)

// Judge turns flows into findings.
type Judge struct {
	Rules  []*Rule
	Models *model.Set
	// Trust are the levels that count as untrusted beyond each rule's own.
	Trust map[string]bool
	// File finds the file of a body.
	File func(*value.Fn) *text.File
	// Named are the constants under telling names of files that were looked at for them.
	Named map[*text.File][]*finding.Finding
	// Steps tells the way of a flow.
	Steps func(*taint.Flow) []taint.Step
	// Applied is set when the places that rules could judge are counted, too.
	Applied bool
	// Detail tells all that is known of a flow's way; nil where nobody wants that.
	Detail func(*taint.Flow) *taint.Detail
}

// Applied is a place that a rule could judge, whether it reports it or not.
type Applied struct {
	Rule string
	At   uint32 // in its body
}

// Place is where in the project that is.
func (j *Judge) Place(fn *value.Fn, a Applied) finding.Location { return j.location(fn, a.At) }

// Flow lists the findings that a flow gives, one per rule at most.
func (j *Judge) Flow(f *taint.Flow) []*finding.Finding {
	var out []*finding.Finding
	for _, r := range j.Rules {
		for k := range r.Flows {
			fl := &r.Flows[k]
			if at := j.holds(fl, f); at != nil && !j.beside(fl, f) {
				out = append(out, j.finding(r, fl, at))
				break
			}
		}
	}
	return out
}

// holds finds a place in the sink's text at which a flow is what the form looks for,
// and gives the flow as it is there; nil where there is none.
func (j *Judge) holds(fl *Flow, f *taint.Flow) *taint.Flow {
	if !j.LooksFor(fl, f.Data) || fl.clears(f.Clean) || !j.enters(fl, f) {
		return nil
	}
	for n, s := range f.Sink.Spots() {
		if !fl.clears(f.Clean|s.Safe) && s.AtPosition(f.Sink.Position) && positions(fl, &s) {
			return f.At(n)
		}
	}
	return nil
}

// clears tells whether a label that is clean so is none of what the form looks for.
func (fl *Flow) clears(clean model.Bits) bool {
	return clean&fl.Unless != 0 || slices.ContainsFunc(fl.Together, func(all model.Bits) bool { return clean&all == all })
}

// enters tells whether the sink is one that the form speaks of.
func (j *Judge) enters(fl *Flow, f *taint.Flow) bool {
	if place, name, ok := strings.Cut(f.Sink.Place, ":"); ok {
		return fl.Names != nil && fl.Names.Match(place, name)
	}
	return j.speaksOf(fl, f.Sink.Kind)
}

// speaksOf tells whether sinks of a kind are what the form looks for.
func (j *Judge) speaksOf(fl *Flow, sink model.Kind) bool {
	return slices.ContainsFunc(fl.To, func(k model.Kind) bool { return j.Models.IsA(sink, k) })
}

// beside tells whether one of the flow's words stands in the function of the
// sink.
func (j *Judge) beside(fl *Flow, f *taint.Flow) bool {
	file := j.File(f.Sink.Fn)
	return len(fl.NotBeside) > 0 && file != nil && containsAny([]byte(file.Slice(f.Sink.Fn.IR.Span)), fl.NotBeside)
}

func positions(fl *Flow, s *taint.Spot) bool {
	at := len(fl.At) == 0
	for _, p := range fl.At {
		at = at || s.AtPosition(p)
	}
	for _, p := range fl.NotAt {
		at = at && !s.AtPosition(p)
	}
	return at
}

// LooksFor tells whether data of a kind is what the form looks for, or counts
// because the run trusts its level no more than the network.
func (j *Judge) LooksFor(fl *Flow, data model.Kind) bool {
	remote := false
	for _, k := range fl.From {
		if j.Models.IsA(data, k) {
			return true
		}
		remote = remote || j.Models.Kinds[k].Trust == "remote"
	}
	return remote && j.Trust[j.Models.Kinds[data].Trust]
}

func (j *Judge) finding(r *Rule, fl *Flow, f *taint.Flow) *finding.Finding {
	sink := &f.Sink
	out := &finding.Finding{
		Rule: &r.Rule, Severity: r.Severity, Location: j.location(sink.Fn, uint32(sink.At)),
		Function: sink.Fn.Qualname(), Confidence: "high", Extra: map[string]string{},
	}
	if fl.Severity != nil {
		out.Severity = *fl.Severity
	}
	if out.Location.File != nil {
		out.Severity = r.ranked(out.Severity, out.Location.File.Path, finding.Low) // nobody sends requests to a test
	}
	if from := j.File(f.Source.Fn); from != nil { // nor is what a test makes up anybody's
		out.Severity = r.ranked(out.Severity, from.Path, finding.Low)
	}
	if f.Administered && out.Severity > finding.Low { // as CVSS has it: who needs high privileges can do less harm with it
		out.Severity--
		out.Extra["reached-by"] = "administrators"
	}
	out.Supposed = j.Models.Kinds[f.Data].Trust == "library"
	out.Guessed = f.Unknown >= 2 && !f.Local
	switch {
	case out.Guessed:
		out.Confidence = "low"
	case f.Unknown >= 1:
		out.Confidence = "medium"
	}
	message := r.Message
	if fl.Message != "" {
		message = fl.Message
	}
	source, api := j.sourceText(f), apiText(sink.API)
	out.Message = fill(message, map[string]string{
		"source": source, "sink": sinkText(sink, api), "arg": sink.Arg, "shape": sink.Shape, "kind": j.Models.Kinds[f.Data].Name,
		"name": afterColon(sink.Place),
	})
	out.Flow = j.steps(f, source)
	out.Extra["source"] = j.Models.Kinds[f.Data].Name
	if place, name, ok := strings.Cut(sink.Place, ":"); ok {
		out.Extra["place"] = place
		out.Flow[len(out.Flow)-1].Message = "becomes " + placePhrases[place] + " " + name
	}
	if sink.Shape != "" {
		out.Extra["shape"] = sink.Shape
	}
	if j.Detail != nil {
		out.Detail = j.detail(f, j.Detail(f))
	}
	return out
}

// sinkText is what a message calls the destination.
func sinkText(sink *taint.SinkEdge, api string) string {
	if place, name, ok := strings.Cut(sink.Place, ":"); ok {
		return placePhrases[place] + " " + name
	}
	return api
}

// apiText is what a message calls a library's function: those of the language
// and of templates without the module that they count as.
func apiText(name string) string {
	if of, ok := strings.CutPrefix(name, template.Module+"."); ok {
		return "the template's " + of
	}
	return strings.TrimPrefix(name, "builtins.") + "()"
}

func afterColon(s string) string {
	_, name, _ := strings.Cut(s, ":")
	return name
}

// placePhrases say what a destination by name is.
var placePhrases = map[string]string{
	PlaceVariable: "the variable", PlaceAttribute: "the attribute", PlaceKey: "the value of the key",
	PlaceKeyword: "the argument", PlaceReturn: "the result of",
}

// fill fills {name} in a template.
func fill(template string, vars map[string]string) string {
	for k, v := range vars {
		template = strings.ReplaceAll(template, "{"+k+"}", v)
	}
	return template
}

func (j *Judge) location(fn *value.Fn, at uint32) finding.Location {
	return finding.Location{File: j.File(fn), Span: fn.IR.SpanOf(at)}
}

// sourceText is the source as the code writes it.
func (j *Judge) sourceText(f *taint.Flow) string {
	if strings.HasPrefix(f.Source.Name, "parameter ") {
		return f.Source.Name
	}
	loc := j.location(f.Source.Fn, uint32(f.Source.At))
	if loc.File == nil {
		return f.Source.Name
	}
	s := strings.Join(strings.Fields(loc.File.Slice(loc.Span)), " ")
	if len(s) > 60 || s == "" {
		return f.Source.Name
	}
	return s
}

func (j *Judge) steps(f *taint.Flow, source string) []finding.Step {
	told := j.Steps(f)
	out := make([]finding.Step, 0, len(told))
	for k := range told {
		s := &told[k]
		st := finding.Step{
			Kind: s.Kind, Location: j.location(s.Fn, uint32(s.At)), Message: s.Text, Function: s.Fn.Qualname(), Depth: s.Depth,
		}
		switch s.Kind {
		case finding.StepSource:
			st.Message = fmt.Sprintf("%s is %s", source, j.Models.Kinds[f.Data].Meaning)
		case finding.StepCall:
			st.Message = "passed to " + s.Text + "()"
		case finding.StepSink:
			st.Message = fmt.Sprintf("reaches %s: %s", apiText(s.Text), j.Models.Kinds[f.Sink.Kind].Meaning)
		}
		out = append(out, st)
	}
	return out
}
