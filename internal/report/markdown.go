package report

import (
	"fmt"
	"io"
	"strings"

	"leadline/internal/finding"
)

// markdownReport writes a summary for the pages of a CI system.
type markdownReport struct {
	*output
	info     Info
	findings int
}

// Finding writes one finding.
func (m *markdownReport) Finding(f *finding.Finding) {
	if f.Suppression != "" {
		return
	}
	m.findings++
	io.WriteString(m, "### "+Heading(f, m.info.Link)+"\n\n"+Markdown(f, m.info.Link)+"\n")
}

// Done writes what was looked at.
func (m *markdownReport) Done(c *finding.Coverage) {
	if m.findings == 0 {
		io.WriteString(m, "No findings.\n\n")
	}
	io.WriteString(m, CoverageMarkdown(c))
}

// CoverageMarkdown is a line on what was looked at, and a list of what was not.
func CoverageMarkdown(c *finding.Coverage) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s analysed.\n", count(c.Files, "file"), count(c.Lines, "line"))
	gap := func(path, why string) { fmt.Fprintf(&b, "- not analysed: %s: %s\n", Code(path), Plain(why)) }
	for i := range c.Skipped {
		if sk := &c.Skipped[i]; !sk.Accepted {
			gap(sk.Path, sk.Reason)
		}
	}
	for i := range c.SyntaxErrors {
		if e := &c.SyntaxErrors[i]; !e.Accepted {
			p, _ := e.Location.File.Locate(e.Location.Span.Start)
			gap(fmt.Sprintf("%s:%d", e.Location.File.Path, p.Line), e.Message)
		}
	}
	return b.String()
}

// Heading names a finding and its place.
func Heading(f *finding.Finding, link func(string, int) string) string {
	return fmt.Sprintf("%s: %s in %s", f.Severity, Plain(f.Rule.Title), placeLink(f.Location, link))
}

// Markdown is a finding as comments and summaries show it: what, how the data
// gets there, what to do. All that comes from the code is escaped. link gives
// the address of a line; it may be nil.
func Markdown(f *finding.Finding, link func(path string, line int) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", Plain(placed(f)))
	if len(f.Flow) > 0 {
		fmt.Fprintf(&b, "\n<details><summary>How the data gets there, in %s</summary>\n\n", count(len(f.Flow), "step"))
		for i := range f.Flow {
			s := &f.Flow[i]
			fmt.Fprintf(&b, "%d. %s %s\n", i+1, placeLink(s.Location, link), Plain(s.Message))
		}
		b.WriteString("\n</details>\n")
	}
	if f.Rule.Advice != "" {
		fmt.Fprintf(&b, "\n**Fix:** %s\n", f.Rule.Advice)
	}
	if f.Fix != nil {
		b.WriteString(fixMarkdown(f.Fix))
	}
	fmt.Fprintf(&b, "\n<sub>Rule %s, severity %s", Code(f.Rule.ID), f.Severity)
	if f.Confidence != "" {
		fmt.Fprintf(&b, ", confidence %s", f.Confidence)
	}
	fmt.Fprintf(&b, ". Not a problem? Say so in the line: %s</sub>\n", Code("# leadline: ignore["+f.Rule.ID+"] reason"))
	return b.String()
}

// fixMarkdown shows the edits as a diff.
func fixMarkdown(fix *finding.Fix) string {
	var b strings.Builder
	for i := range fix.Edits {
		e := &fix.Edits[i]
		if strings.HasSuffix(e.File.Path, ".ipynb") && len(e.File.Parts) == 0 {
			continue // the JSON of moved cells says nothing to people
		}
		first, last := e.File.LineOf(e.Span.Start), e.File.LineOf(max(e.Span.Start, e.Span.End))
		from, to := e.File.LineSpan(first).Start, e.File.LineSpan(last).End
		before := e.File.Slice(e.File.LineSpan(first))
		if last > first {
			before = string(e.File.Bytes[from:to])
		}
		after := string(e.File.Bytes[from:e.Span.Start]) + e.Text + string(e.File.Bytes[max(e.Span.Start, e.Span.End):max(to, e.Span.End)])
		var lines []string
		for _, l := range strings.Split(before, "\n") {
			lines = append(lines, "-"+visible(l))
		}
		for _, l := range strings.Split(strings.TrimSuffix(after, "\n"), "\n") {
			lines = append(lines, "+"+visible(l))
		}
		text := strings.Join(lines, "\n")
		fence := strings.Repeat("`", max(3, longestRun(text)+1))
		fmt.Fprintf(&b, "\n%sdiff\n%s\n%s\n", fence, text, fence)
	}
	if b.Len() == 0 {
		return ""
	}
	what := "Proposed change"
	if fix.Description != "" {
		what = strings.TrimSuffix(Plain(fix.Description), ".")
	}
	if fix.Safety != finding.Safe {
		what += " (needs review)"
	}
	return "\n" + what + ":\n" + b.String()
}

func placeLink(l finding.Location, link func(string, int) string) string {
	p, part := l.File.Locate(l.Span.Start)
	name := fmt.Sprintf("%s:%d", l.File.Path, p.Line)
	if part != nil {
		name = fmt.Sprintf("%s %s line %d", l.File.Path, part.Label, p.Line)
	}
	if link == nil || part != nil {
		return Code(name)
	}
	return fmt.Sprintf("[%s](%s)", Code(name), link(l.File.Path, p.Line))
}

// Code is text as code, whatever backticks it holds.
func Code(s string) string {
	s = visible(s)
	n := longestRun(s)
	if n == 0 {
		return "`" + s + "`"
	}
	ticks := strings.Repeat("`", n+1)
	return ticks + " " + s + " " + ticks
}

// longestRun is the length of the longest run of backticks.
func longestRun(s string) int {
	longest, run := 0, 0
	for _, r := range s {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return longest
}

// Plain is text that Markdown shows as it stands: no markup, no HTML, nobody
// mentioned, nothing linked.
func Plain(s string) string {
	var b strings.Builder
	for _, r := range visible(s) {
		switch r {
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '@', '#':
			fmt.Fprintf(&b, "&#%d;", r)
		case '\\', '`', '*', '_', '[', ']', '|', '~', '!':
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(b.String(), "://", ":&#47;/")
}
