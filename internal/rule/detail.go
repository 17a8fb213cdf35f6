package rule

import (
	"strings"

	"leadline/internal/finding"
	"leadline/internal/taint"
)

// detail is what an explanation is told of a flow.
func (j *Judge) detail(f *taint.Flow, d *taint.Detail) *finding.Detail {
	out := &finding.Detail{Source: j.read(&f.Source), Sink: finding.Arrival{
		API: f.Sink.API, Argument: f.Sink.Arg, Kind: j.Models.Kinds[f.Sink.Kind].Name,
		Before: f.Sink.Before, After: f.Sink.After, Known: f.Sink.Shape != "",
	}}
	for k := range d.Reads {
		out.Reads = append(out.Reads, j.read(&d.Reads[k]))
	}
	for _, s := range d.Passes {
		out.Passes = append(out.Passes, finding.Step{Kind: s.Kind, Location: j.location(s.Fn, uint32(s.At)), Message: s.Text, Function: s.Fn.Qualname(), Depth: s.Depth})
	}
	if e := d.Entry; e != nil {
		out.Entry = &finding.Entry{Location: finding.Location{File: j.File(d.At), Span: d.At.IR.Span}, Function: d.At.Qualname(), Row: e.Model.Key, Model: e.Model.File}
	}
	return out
}

func (j *Judge) read(o *taint.Origin) finding.Read {
	parameter, _ := strings.CutPrefix(o.Name, "parameter ")
	if parameter == o.Name {
		parameter = ""
	}
	kind := &j.Models.Kinds[o.Data]
	return finding.Read{Location: j.location(o.Fn, uint32(o.At)), Kind: kind.Name, Trust: kind.Trust, Row: o.Row.Key, Model: o.Row.File, Parameter: parameter}
}
