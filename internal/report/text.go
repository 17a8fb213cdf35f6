package report

import (
	"fmt"
	"sort"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/text"
)

// textReport writes for people.
type textReport struct {
	*output
	info     Info
	paint    paint
	shown    int
	silenced int
	levels   map[finding.Severity]int
}

// Finding prints one finding: what, where, how and what to do.
func (t *textReport) Finding(f *finding.Finding) {
	if f.Suppression != "" {
		t.silenced++
		if !t.info.Verbose {
			return
		}
	} else {
		t.shown++
		if t.levels == nil {
			t.levels = map[finding.Severity]int{}
		}
		t.levels[f.Severity]++
	}
	t.heading(f)
	t.frame(newFrame(f.Location, contextLines), "  ")
	t.flow(f)
	if f.Rule.Advice != "" {
		t.paragraph("Fix: ", f.Rule.Advice)
	}
	if f.Fix != nil {
		t.fix(f.Fix)
	}
	fmt.Fprintf(t, "  %s\n\n", t.paint.faint(fmt.Sprintf("Why: leadline explain %s    Rule: leadline rules show %s", f.Fingerprint, f.Rule.ID)))
}

func (t *textReport) heading(f *finding.Finding) {
	extra := ""
	if f.Confidence != "" {
		extra = ", confidence " + f.Confidence
	}
	if f.Suppression != "" {
		extra += ", silenced (" + f.Suppression + "): " + visible(f.Suppressed)
	}
	fmt.Fprintf(t, "%s %s %s%s\n", t.paint.path(t.place(f.Location)), t.paint.severity(f.Severity), t.paint.bold(f.Rule.ID), t.paint.faint(extra))
	in := ""
	if f.Function != "" && f.Function != "<module>" {
		in = t.paint.faint("  in " + visible(f.Function))
	}
	fmt.Fprintf(t, "  %s%s\n", visible(f.Message), in)
}

// place is path:line:column as editors read it.
func (t *textReport) place(l finding.Location) string {
	p, part := l.File.Locate(l.Span.Start)
	label := ""
	if part != nil {
		label = part.Label + ":"
	}
	return fmt.Sprintf("%s:%s%d:%d", visible(t.info.shown(l.File.Path)), label, p.Line, p.Column)
}

func (t *textReport) frame(fr frame, indent string) {
	digits := len(fmt.Sprint(fr.number + len(fr.lines)))
	for i, line := range fr.lines {
		fmt.Fprintf(t, "%s%s\n", indent, strings.TrimRight(fmt.Sprintf("%s %s", t.paint.faint(fmt.Sprintf("%*d |", digits, fr.number+i)), line), " "))
		if i == fr.mark && fr.caret != "" {
			fmt.Fprintf(t, "%s%s %s\n", indent, t.paint.faint(strings.Repeat(" ", digits)+" |"), t.paint.mark(fr.caret))
		}
	}
}

// flow prints the steps, numbered, indented by the depth of calls, with the
// file named where it changes.
func (t *textReport) flow(f *finding.Finding) {
	if len(f.Flow) == 0 {
		return
	}
	fmt.Fprintf(t, "  %s\n", t.paint.bold("How the data gets there:"))
	for i := range f.Flow {
		s := &f.Flow[i]
		indent := "    " + strings.Repeat("  ", min(s.Depth, 8))
		fmt.Fprintf(t, "%s%2d. %s %s\n", indent, i+1, t.paint.path(t.place(s.Location)), visible(s.Message))
		t.frame(newFrame(s.Location, 0), indent+"    ")
	}
}

func (t *textReport) fix(fix *finding.Fix) {
	safety := "needs review"
	if fix.Safety == finding.Safe {
		safety = "safe"
	}
	if fix.Description != "" {
		t.paragraph("Proposed ("+safety+"): ", fix.Description)
	}
	for i := range fix.Edits {
		e := &fix.Edits[i]
		if strings.HasSuffix(e.File.Path, ".ipynb") && len(e.File.Parts) == 0 {
			continue // the JSON of moved cells and cleared outputs says nothing to people
		}
		fmt.Fprintf(t, "    %s\n", t.paint.path(t.place(e.Location)))
		for _, line := range strings.Split(e.File.Slice(e.Span), "\n") {
			fmt.Fprintf(t, "    %s\n", t.paint.code("31", "- "+visible(line)))
		}
		for _, line := range strings.Split(e.Text, "\n") {
			fmt.Fprintf(t, "    %s\n", t.paint.good("+ "+visible(line)))
		}
	}
}

// paragraph prints text behind a label, filled to a readable width.
func (t *textReport) paragraph(label, text string) {
	const width = 96
	line := "  " + t.paint.bold(label)
	n := 2 + len(label)
	for _, word := range strings.Fields(visible(text)) {
		if n+len(word) > width && n > 2 {
			fmt.Fprintln(t, strings.TrimRight(line, " "))
			line, n = "       ", 7
		}
		line += word + " "
		n += len(word) + 1
	}
	fmt.Fprintln(t, strings.TrimRight(line, " "))
}

// Done prints the summary and the coverage.
func (t *textReport) Done(c *finding.Coverage) {
	parts := []string{}
	for s := finding.Critical; ; s-- {
		if n := t.levels[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, t.paint.severity(s)))
		}
		if s == finding.Info {
			break
		}
	}
	summary := "no findings"
	if t.shown > 0 {
		summary = fmt.Sprintf("%s: %s", count(t.shown, "finding"), strings.Join(parts, ", "))
	}
	if t.silenced > 0 {
		summary += fmt.Sprintf("; %d silenced", t.silenced)
	}
	if c.BaselineGone > 0 {
		summary += fmt.Sprintf("; %d of the baseline no longer found", c.BaselineGone)
	}
	fmt.Fprintln(t, t.paint.bold(summary))
	t.coverage(c)
}

func (t *textReport) coverage(c *finding.Coverage) {
	fmt.Fprintf(t, "%s\n  analysed: %s, %s", t.paint.bold("coverage"), count(c.Files, "file"), count(c.Lines, "line"))
	if c.Functions > 0 {
		fmt.Fprintf(t, ", %s", count(c.Functions, "function"))
	}
	fmt.Fprintln(t)
	if c.Templates > 0 {
		fmt.Fprintf(t, "  templates, followed from the code that renders them: %s\n", count(c.Templates, "file"))
	}
	if c.Texts > 0 {
		fmt.Fprintf(t, "  other text, for secrets and rules about any text: %s\n", count(c.Texts, "file"))
	}
	if c.Calls > 0 {
		fmt.Fprintf(t, "  calls: %d, of which %d (%.1f %%) nothing resolves\n", c.Calls, c.Unresolved, 100*float64(c.Unresolved)/float64(c.Calls))
	}
	t.skipped(c)
	t.syntaxErrors(c)
	for _, b := range summarise(c.Budgets) {
		fmt.Fprintf(t, "  budget: %s\n", b)
	}
	for _, u := range c.UnusedSuppressions {
		fmt.Fprintf(t, "  unused suppression: %s: %s\n", t.place(u.Location), visible(u.Message))
	}
	if c.Incomplete() {
		fmt.Fprintf(t, "%s something that should have been analysed was not (exit code 3); accept-incomplete in the settings accepts it\n", t.paint.mark("incomplete:"))
	}
}

// syntaxErrors names every file with a gap by its first error, so that one bad
// file does not hide the others; the rest of a file's errors is counted.
func (t *textReport) syntaxErrors(c *finding.Coverage) {
	more := map[*text.File]int{}
	for i := range c.SyntaxErrors {
		more[c.SyntaxErrors[i].Location.File]++
	}
	for i := range c.SyntaxErrors {
		e := &c.SyntaxErrors[i]
		rest := more[e.Location.File] - 1
		if rest < 0 {
			continue
		}
		suffix := ""
		if !t.info.Verbose {
			more[e.Location.File] = 0
			if rest > 0 {
				suffix = fmt.Sprintf(" (and %d more in this file)", rest)
			}
		}
		fmt.Fprintf(t, "  syntax error%s: %s: %s%s\n", accepted(e.Accepted), t.place(e.Location), visible(e.Message), suffix)
	}
}

// skipped names every gap, and counts what was left out on purpose.
func (t *textReport) skipped(c *finding.Coverage) {
	counts := map[string]int{}
	for i := range c.Skipped {
		s := &c.Skipped[i]
		if s.Accepted && !t.info.Verbose {
			counts[s.Code]++
			continue
		}
		fmt.Fprintf(t, "  skipped%s: %s: %s (%s)\n", accepted(s.Accepted), visible(t.info.shown(s.Path)), visible(s.Reason), s.Code)
	}
	codes := make([]string, 0, len(counts))
	for code := range counts {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	for i, code := range codes {
		codes[i] = fmt.Sprintf("%d %s", counts[code], code)
	}
	if len(codes) > 0 {
		fmt.Fprintf(t, "  left out: %s\n", strings.Join(codes, ", "))
	}
}

func accepted(yes bool) string {
	if yes {
		return " (accepted)"
	}
	return ""
}

// summarise counts budgets by name, with the first few functions of each.
func summarise(budgets []finding.Budget) []string {
	functions := map[string][]string{}
	for _, b := range budgets {
		functions[b.Name] = append(functions[b.Name], b.Path+" "+b.Function)
	}
	out := make([]string, 0, len(functions))
	for name, list := range functions {
		line := fmt.Sprintf("%s ran out in %s: %s", name, count(len(list), "function"), strings.Join(list[:min(3, len(list))], ", "))
		if len(list) > 3 {
			line += ", ..."
		}
		out = append(out, visible(line))
	}
	sort.Strings(out)
	return out
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
