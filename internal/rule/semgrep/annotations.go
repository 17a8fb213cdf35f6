package semgrep

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
)

// Verdict is what a test file says of one rule, against what the rule found.
type Verdict struct {
	Rule string
	Line int
	// Want is ruleid, ok, todoruleid or todook; Found what the rule did there.
	Want  string
	Found bool
}

// Agrees tells whether the rule did what the annotation says; what is known to
// be wrong agrees with anything.
func (v Verdict) Agrees() bool {
	return v.Want == "todoruleid" || v.Want == "todook" || v.Found == (v.Want == "ruleid")
}

func (v Verdict) String() string {
	if v.Want == "ruleid" {
		return fmt.Sprintf("line %d: %s finds nothing, and should", v.Line, v.Rule)
	}
	return fmt.Sprintf("line %d: %s finds something, and should not", v.Line, v.Rule)
}

var annotation = regexp.MustCompile(`(?:#|//|/\*|<!--|--|;|%|\*)\s*(todoruleid|todook|ruleid|ok|deepruleid|deepok|proruleid|prook)\s*:\s*([\w.,\s-]+?)\s*(?:\*/|-->|$)`)

// Test runs rules over a test file and holds what they find against its
// annotations: each speaks of the next line that is none. A finding on a line
// that no annotation speaks of is a verdict of its own.
func Test(rules []*Rule, path string, content []byte) []Verdict {
	file := text.New(path, content)
	said := annotations(file)
	var out []Verdict
	for _, r := range rules {
		lines := map[int]bool{}
		for _, f := range Findings(r, file) {
			lines[file.LineOf(f.Location.Span.Start)] = true
		}
		judged := map[int]bool{}
		for _, a := range said {
			if SameID(a.Rule, r.Info.ID) {
				judged[a.Line] = true
				out = append(out, Verdict{r.Info.ID, a.Line, a.Want, lines[a.Line]})
			}
		}
		for line := range lines {
			if !judged[line] {
				out = append(out, Verdict{r.Info.ID, line, "ok", true})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Line < out[j].Line })
	return out
}

// Findings are what a rule finds in a file, wherever its paths say that it
// looks.
func Findings(r *Rule, file *text.File) []*finding.Finding {
	own := *r
	own.Include, own.Exclude = nil, nil
	var sheet *rule.Sheet
	if r.Python {
		sheet = rule.NewSheet(syntax.Parse(file), "", nil)
	}
	found, _ := own.Check(file, sheet)
	return found
}

// annotations are those of a file, each with the line that it speaks of.
func annotations(file *text.File) []Verdict {
	var out []Verdict
	var open []Verdict
	for line := 1; line <= file.Lines(); line++ {
		m := annotation.FindStringSubmatch(strings.TrimRight(file.Line(line), "\r\n"))
		if m == nil {
			for _, v := range open {
				v.Line = line
				out = append(out, v)
			}
			open = nil
			continue
		}
		want := m[1]
		if strings.HasPrefix(want, "deep") || strings.HasPrefix(want, "pro") {
			continue // what other products find
		}
		for _, id := range strings.Split(m[2], ",") {
			open = append(open, Verdict{Rule: strings.TrimSpace(id), Want: want})
		}
	}
	return out
}

// Fixed applies the fixes that rules propose for a file.
func Fixed(rules []*Rule, path string, content []byte) string {
	file := text.New(path, content)
	var edits []finding.Edit
	for _, r := range rules {
		for _, f := range Findings(r, file) {
			if f.Fix != nil {
				edits = append(edits, f.Fix.Edits...)
			}
		}
	}
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].Span.Start < edits[j].Span.Start })
	var out strings.Builder
	last := uint32(0)
	for _, e := range edits {
		if e.Span.Start < last {
			continue
		}
		out.Write(file.Bytes[last:e.Span.Start])
		out.WriteString(e.Text)
		last = e.Span.End
	}
	out.Write(file.Bytes[last:])
	return out.String()
}
