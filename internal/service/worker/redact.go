package worker

import (
	"slices"

	"leadline/internal/finding"
	"leadline/internal/text"
)

// secrets is the tag of rules whose findings are secrets themselves.
const secrets = "secrets"

// redacted is a finding whose code shows no secret: when the rule is about
// secrets, what stands between quotes on its lines is masked. Positions and
// fingerprints stay what they were.
func redacted(f *finding.Finding) *finding.Finding {
	if !slices.Contains(f.Rule.Tags, secrets) {
		return f
	}
	out := *f
	out.Location = mask(f.Location)
	out.Flow = slices.Clone(f.Flow)
	for i := range out.Flow {
		out.Flow[i].Location = mask(out.Flow[i].Location)
	}
	out.Fix = nil // an edit would repeat the line
	return &out
}

// mask is a location in a copy of its file without the literals of its lines.
func mask(l finding.Location) finding.Location {
	first, last := l.File.LineOf(l.Span.Start), l.File.LineOf(max(l.Span.Start, l.Span.End))
	content := slices.Clone(l.File.Bytes)
	quote := byte(0)
	for line := first; line <= last; line++ {
		span := l.File.LineSpan(line)
		quote = text.MaskQuoted(content[span.Start:span.End], quote)
	}
	hidden := text.New(l.File.Path, content)
	hidden.Parts = l.File.Parts
	return finding.Location{File: hidden, Span: l.Span}
}
