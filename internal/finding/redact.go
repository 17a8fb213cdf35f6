package finding

import (
	"slices"

	"leadline/internal/text"
)

// ShowsSecret tells whether the places of a rule's findings hold secrets: it is
// one about secrets, or says so by its tags. Whoever shows or sends code asks
// this, and nothing else.
func (r *Rule) ShowsSecret() bool {
	return r.Category == "secrets" || slices.Contains(r.Tags, "secrets") || slices.Contains(r.Tags, "secret-in-output")
}

// Redacted is a finding whose code shows no secret: when the rule is about
// secrets, its places and what stands between quotes on their lines are masked.
// Positions and fingerprints stay what they were.
func Redacted(f *Finding) *Finding {
	if !f.Rule.ShowsSecret() {
		return f
	}
	out := *f
	out.Location = f.Location.masked()
	out.Flow = slices.Clone(f.Flow)
	for i := range out.Flow {
		out.Flow[i].Location = out.Flow[i].Location.masked()
	}
	out.Fix = nil // an edit would repeat the line
	return &out
}

// masked is a location in a copy of its file without the secrets of its lines.
func (l Location) masked() Location {
	content := slices.Clone(l.File.Bytes)
	l.Mask(content)
	l.maskAround(content)
	hidden := text.New(l.File.Path, content)
	hidden.Parts = l.File.Parts
	return Location{File: hidden, Span: l.Span}
}

// around is how many lines beside a place reports show.
const around = 3

// maskAround masks the lines beside a location: secrets like company.
func (l Location) maskAround(content []byte) {
	first, last := l.File.LineOf(l.Span.Start), l.File.LineOf(max(l.Span.Start, l.Span.End))
	for line := max(1, first-around); line <= min(l.File.Lines(), last+around); line++ {
		if line >= first && line <= last {
			continue
		}
		span := l.File.LineSpan(line)
		if l.File.IsPython() {
			text.MaskQuoted(content[span.Start:span.End], 0)
		} else {
			text.Mask(content[span.Start:span.End])
		}
	}
}

// Mask masks, in place, the literals on the lines of a location in a copy of its
// file's content, and, in a file that is no Python, the place itself.
func (l Location) Mask(content []byte) {
	first, last := l.File.LineOf(l.Span.Start), l.File.LineOf(max(l.Span.Start, l.Span.End))
	quote := byte(0)
	for line := first; line <= last; line++ {
		span := l.File.LineSpan(line)
		quote = text.MaskQuoted(content[span.Start:span.End], quote)
	}
	if !l.File.IsPython() {
		text.Mask(content[l.Span.Start:l.Span.End])
	}
}
