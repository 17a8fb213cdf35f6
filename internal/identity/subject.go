package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"leadline/internal/finding"
)

// SubjectVersion is the version of Subject's hashes. Subjects of different
// versions are not compared by them.
const SubjectVersion = "v1"

// Subject is what identity keeps of a finding, to find it again in another
// revision. Its hashes survive layout and comments.
type Subject struct {
	Rule string `json:"-"`
	Path string `json:"-"`
	Line int    `json:"-"`
	// Scope is the function or class around it, or a notebook's cell.
	Scope string `json:"-"`
	// Tree is the text of the place without comments and layout; Shape is that
	// with the names of variables abstracted.
	Tree  string `json:"tree"`
	Shape string `json:"shape"`
	// Ends is what flows: source and sink, each with its text. Empty without a flow.
	Ends string `json:"ends,omitempty"`
	// Loose and LooseEnds are Tree and Ends as a formatter may leave them in another
	// form, Head is what the place calls. They are empty in what older versions kept.
	Loose     string `json:"loose,omitempty"`
	LooseEnds string `json:"looseEnds,omitempty"`
	Head      string `json:"head,omitempty"`
	// Steps are the places of the flow, for judging whether a change touched it.
	Version string  `json:"v"`
	Steps   []Place `json:"steps,omitempty"`
}

// Place is a line of a file.
type Place struct {
	Path string `json:"path"`
	Line int    `json:"line"`
}

// Of is a finding's subject.
func Of(f *finding.Finding) Subject {
	code := f.Location.File.Slice(f.Location.Span)
	s := Subject{
		Rule: f.Rule.ID, Path: f.Location.File.Path, Scope: f.Function,
		Line: f.Location.File.LineOf(f.Location.Span.Start),
		Tree: short(normalise(code)), Shape: short(shapeOf(code)), Version: SubjectVersion,
		Loose: short(loosely(code)),
	}
	if head := headOf(code); head != "" {
		s.Head = short(head)
	}
	for i := range f.Flow {
		l := f.Flow[i].Location
		p := Place{l.File.Path, l.File.LineOf(l.Span.Start)}
		if n := len(s.Steps); n == 0 || s.Steps[n-1] != p {
			s.Steps = append(s.Steps, p)
		}
	}
	if n := len(f.Flow); n > 0 {
		first, last := f.Flow[0].Location, f.Flow[n-1].Location
		from, to := first.File.Slice(first.Span), last.File.Slice(last.Span)
		s.Ends = short(f.Extra["source"] + "\x00" + normalise(from) + "\x00" + normalise(to))
		s.LooseEnds = short(f.Extra["source"] + "\x00" + loosely(from) + "\x00" + loosely(to))
	}
	return s
}

func short(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// shapeOf replaces the names of variables by the order of their appearance:
// words that are neither keywords nor attributes nor keyword arguments.
func shapeOf(code string) string {
	code = normalise(code)
	var b strings.Builder
	names := map[string]int{}
	for i := 0; i < len(code); {
		switch c := code[i]; {
		case c == '"' || c == '\'':
			n := literal(code[i:])
			b.WriteString(code[i : i+n])
			i += n
		case wordByte(c):
			j := i
			for j < len(code) && wordByte(code[j]) {
				j++
			}
			word := code[i:j]
			keyword := j+1 < len(code) && code[j] == '=' && code[j+1] != '=' && i > 0 && (code[i-1] == '(' || code[i-1] == ',')
			quoted := j < len(code) && (code[j] == '"' || code[j] == '\'')
			if c >= '0' && c <= '9' || i > 0 && code[i-1] == '.' || keyword || quoted || reserved[word] {
				b.WriteString(word)
			} else {
				if _, ok := names[word]; !ok {
					names[word] = len(names)
				}
				b.WriteString("$" + strconv.Itoa(names[word]))
			}
			i = j
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

// reserved are the words that cannot name a variable.
var reserved = map[string]bool{"and": true, "as": true, "assert": true, "async": true, "await": true, "class": true, "def": true,
	"del": true, "elif": true, "else": true, "except": true, "finally": true, "for": true, "from": true, "global": true, "if": true,
	"import": true, "in": true, "is": true, "lambda": true, "nonlocal": true, "not": true, "or": true, "raise": true, "return": true,
	"try": true, "while": true, "with": true, "yield": true, "None": true, "True": true, "False": true}
