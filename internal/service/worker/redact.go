package worker

import (
	"slices"
	"unicode/utf8"

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
		quote = hide(content[span.Start:span.End], quote)
	}
	hidden := text.New(l.File.Path, content)
	hidden.Parts = l.File.Parts
	return finding.Location{File: hidden, Span: l.Span}
}

// covers are what stands for a hidden character, by its length in bytes, so
// that neither offsets nor columns move.
var covers = [...]string{1: "*", 2: "\u00b7", 3: "\u2022", 4: "\U0001d16d"}

// hide masks what stands between quotes on a line; quote is the one that is
// open before it. The one that is open behind it is returned: a literal in
// triple quotes goes on.
func hide(line []byte, quote byte) byte {
	for i := 0; i < len(line); {
		_, n := utf8.DecodeRune(line[i:])
		switch c := line[i]; {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0:
		case c == '\\' && i+1 < len(line):
			line[i] = '*'
			i++
			_, n = utf8.DecodeRune(line[i:])
			copy(line[i:i+n], covers[n])
		case c == quote:
			quote = 0
		default:
			copy(line[i:i+n], covers[n])
		}
		i += n
	}
	return quote
}
