// Package suppress knows the comments that silence a finding:
//
//	# leadline: ignore[rule-id, other-rule] reason
//
// on any line of the statement, or alone on the line above it. It must not
// know how a finding came to be.
//
// Its window is the list of comments that Find returns.
package suppress

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Comment is one ignore comment and the lines that it is about.
type Comment struct {
	Location finding.Location
	Rules    []string
	Reason   string
	// First and Last are the lines of the statement that it belongs to.
	First, Last int
}

var (
	marker = []byte("leadline:")
	form   = regexp.MustCompile(`^#\s*leadline:\s*ignore(?:\[([^\]]*)\])?\s*[-:–—]*\s*(.*)$`)
)

// Find lists the ignore comments of a file, in order.
func Find(tree *syntax.Tree) []Comment {
	if !bytes.Contains(tree.File.Bytes, marker) {
		return nil
	}
	var out []Comment
	var statements []extent
	for i := range tree.Comments {
		span := tree.Comments[i].Span()
		m := form.FindStringSubmatch(strings.TrimSpace(tree.File.Slice(span)))
		if m == nil {
			continue
		}
		if statements == nil {
			statements = extents(tree)
		}
		c := Comment{Location: finding.Location{File: tree.File, Span: span}, Reason: m[2]}
		for _, id := range strings.Split(m[1], ",") {
			if id = strings.TrimSpace(id); id != "" {
				c.Rules = append(c.Rules, id)
			}
		}
		c.First, c.Last = lines(tree.File, statements, span)
		out = append(out, c)
	}
	return out
}

// lines is the range of lines that a comment is about: the statement that it
// stands in or behind, else, when it is alone on its line, the next one.
func lines(f *text.File, statements []extent, comment text.Span) (first, last int) {
	line := f.LineOf(comment.Start)
	alone := strings.TrimSpace(f.Slice(text.Span{Start: f.LineSpan(line).Start, End: comment.Start})) == ""
	best := extent{}
	for _, s := range statements { // outermost first: the last that fits is the innermost
		if s.Start <= comment.Start && (comment.Start < s.End || !alone && f.LineOf(s.End) == line) {
			best = s
		}
	}
	if best == (extent{}) && alone {
		i := sort.Search(len(statements), func(i int) bool { return statements[i].Start > comment.Start })
		if i < len(statements) {
			best = statements[i]
		}
	}
	if best == (extent{}) {
		return line, line
	}
	return f.LineOf(best.Start), f.LineOf(max(best.Start+1, best.End) - 1)
}

// Apply marks the findings that a comment silences and returns the comments
// that silence none. active tells whether a rule ran in this scan: a comment
// for one that did not cannot be judged. known tells whether there is one.
func Apply(findings []*finding.Finding, comments []Comment, active, known func(rule string) bool) []finding.UnusedSuppression {
	used := map[*Comment]map[string]bool{}
	byFile := map[*text.File][]*Comment{}
	for i := range comments {
		c := &comments[i]
		used[c] = map[string]bool{}
		byFile[c.Location.File] = append(byFile[c.Location.File], c)
	}
	for _, f := range findings {
		list := byFile[f.Location.File]
		if list == nil {
			continue
		}
		line := f.Location.File.LineOf(f.Location.Span.Start)
		for _, c := range list {
			if c.First <= line && line <= c.Last && c.names(f.Rule.ID) {
				used[c][f.Rule.ID] = true
				f.Suppression, f.Suppressed = "inline", c.Reason
			}
		}
	}
	var unused []finding.UnusedSuppression
	for i := range comments {
		unused = append(unused, comments[i].unused(used[&comments[i]], active, known)...)
	}
	return unused
}

func (c *Comment) names(rule string) bool {
	for _, r := range c.Rules {
		if r == rule {
			return true
		}
	}
	return false
}

func (c *Comment) unused(used map[string]bool, active, known func(string) bool) []finding.UnusedSuppression {
	if len(c.Rules) == 0 {
		return []finding.UnusedSuppression{{Location: c.Location, Message: "names no rule, so it silences nothing; write ignore[rule-id] reason"}}
	}
	var out []finding.UnusedSuppression
	for _, r := range c.Rules {
		switch {
		case !known(r):
			out = append(out, finding.UnusedSuppression{Location: c.Location, Rule: r, Message: fmt.Sprintf("there is no rule %s", r)})
		case !used[r] && active(r):
			out = append(out, finding.UnusedSuppression{Location: c.Location, Rule: r, Message: fmt.Sprintf("%s is not found here", r)})
		}
	}
	return out
}
