package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"leadline/internal/finding"
)

// invocation tells what the scan could not look at, and what it counted.
func (s *sarifReport) invocation(c *finding.Coverage) sarifInvocation {
	in := sarifInvocation{
		// A gap does not make the run a failed one: its results stand.
		ExecutionSuccessful: true,
		Properties: map[string]any{
			"complete": !c.Incomplete(), "files": c.Files, "texts": c.Texts, "templates": c.Templates, "lines": c.Lines, "functions": c.Functions,
			"calls": c.Calls, "unresolvedCalls": c.Unresolved, "budgetsSpent": len(c.Budgets), "baselineGone": c.BaselineGone,
		},
	}
	add := func(n sarifNotification) {
		in.ToolExecutionNotifications = append(in.ToolExecutionNotifications, n)
	}
	for i := range c.Skipped {
		sk := &c.Skipped[i]
		if sk.Code == "internal-error" {
			in.ExecutionSuccessful = false
		}
		add(sarifNotification{
			Locations:  []sarifLocation{{PhysicalLocation: sarifPhysical{ArtifactLocation: artifactOf(sk.Path)}}},
			Message:    sarifText{Text: "not analysed: " + sk.Reason},
			Level:      gapLevel(sk.Accepted),
			Descriptor: sarifID{"skipped/" + sk.Code},
			Properties: map[string]any{"accepted": sk.Accepted},
		})
	}
	for i := range c.SyntaxErrors {
		e := &c.SyntaxErrors[i]
		add(sarifNotification{
			Locations:  []sarifLocation{locationOf(e.Location, "", "")},
			Message:    sarifText{Text: "syntax error: " + e.Message},
			Level:      gapLevel(e.Accepted),
			Descriptor: sarifID{"syntax-error"},
			Properties: map[string]any{"accepted": e.Accepted},
		})
	}
	for _, b := range c.Budgets {
		add(sarifNotification{
			Locations:  []sarifLocation{{PhysicalLocation: sarifPhysical{ArtifactLocation: artifactOf(b.Path)}}},
			Message:    sarifText{Text: "budget " + b.Name + " ran out in " + b.Function},
			Level:      "note",
			Descriptor: sarifID{"budget/" + b.Name},
		})
	}
	for _, u := range c.UnusedSuppressions {
		add(sarifNotification{
			Locations:  []sarifLocation{locationOf(u.Location, "", "")},
			Message:    sarifText{Text: "unused suppression: " + u.Message},
			Level:      "note",
			Descriptor: sarifID{"unused-suppression"},
		})
	}
	return in
}

func gapLevel(accepted bool) string {
	if accepted {
		return "note"
	}
	return "warning"
}

// section is the text of one section of a rule's page.
func section(page, name string) string {
	for _, part := range strings.Split("\n"+page, "\n## ")[1:] {
		title, body, _ := strings.Cut(part, "\n")
		if strings.EqualFold(strings.TrimSpace(title), name) {
			return strings.TrimSpace(body)
		}
	}
	return ""
}

// camel is a rule's id as hosts show names: SqlInjection.
func camel(id string) string {
	var b strings.Builder
	for _, part := range strings.Split(id, "-") {
		r, n := utf8.DecodeRuneInString(part)
		if n > 0 {
			b.WriteRune(unicode.ToUpper(r))
			b.WriteString(part[n:])
		}
	}
	return b.String()
}

func cut(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return string(r[:limit-1]) + "…"
}

// semantic is the version where it follows semantic versioning, else empty.
func semantic(version string) string {
	v := strings.TrimPrefix(version, "v")
	if strings.Count(strings.SplitN(v, "-", 2)[0], ".") == 2 {
		return v
	}
	return ""
}
