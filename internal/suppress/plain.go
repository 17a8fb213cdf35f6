package suppress

import (
	"bytes"
	"regexp"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/text"
)

// plainForm is an ignore comment as files that are no Python write one: behind
// #, //, ;, -- or <!--.
var plainForm = regexp.MustCompile(`(?:#|//|;|--|<!--)\s*leadline:\s*ignore(?:\[([^\]]*)\])?\s*[-:–—]*\s*(.*?)\s*(?:-->)?\s*$`)

// FindText lists the ignore comments of a file that is no Python. One is about its
// line, or, alone on it, about the next.
func FindText(f *text.File) []Comment {
	if !bytes.Contains(f.Bytes, marker) {
		return nil
	}
	var out []Comment
	for n := 1; n <= f.Lines(); n++ {
		line := f.Line(n)
		m := plainForm.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		start := f.LineSpan(n).Start
		c := Comment{
			Location: finding.Location{File: f, Span: text.Span{Start: start + uint32(m[0]), End: start + uint32(m[1])}},
			First:    n, Last: n,
		}
		if m[2] >= 0 {
			for _, id := range strings.Split(line[m[2]:m[3]], ",") {
				if id = strings.TrimSpace(id); id != "" {
					c.Rules = append(c.Rules, id)
				}
			}
		}
		c.Reason = line[m[4]:m[5]]
		if strings.TrimSpace(line[:m[0]]) == "" {
			c.First, c.Last = n+1, n+1
		}
		out = append(out, c)
	}
	return out
}
