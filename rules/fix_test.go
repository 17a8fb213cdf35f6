package rules

import (
	"fmt"
	"maps"
	"path"
	"sort"
	"strings"
	"testing"

	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/rule/ruletest"
	"leadline/internal/text"
)

// knownRefuted is how many fixes that need review do not hold: what they leave no
// longer parses, keeps its finding, or has a new one. It only ever falls; -v lists
// them. Safe fixes have no such number.
const knownRefuted = 12

// TestFixes applies every fix of every example by itself, and analyses what it
// leaves.
func TestFixes(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses every example again for every fix")
	}
	set, kinds := loadAll(t)
	tried, refuted := 0, 0
	for _, r := range set.Rules {
		t.Run(r.ID, func(t *testing.T) {
			cases, err := ruletest.Cases(testFS, r.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range cases {
				before := scan(t, set, kinds, c.Files)
				for _, f := range before {
					if f.Rule.ID != r.ID || f.Fix == nil || len(f.Fix.Edits) == 0 {
						continue
					}
					tried++
					fault := refute(t, set, kinds, c, before, f)
					if fault == "" {
						continue
					}
					place := fmt.Sprintf("%s:%d", c.Name, f.Location.File.LineOf(f.Location.Span.Start))
					if f.Fix.Safety == finding.Safe {
						t.Errorf("%s: the safe fix %q: %s", place, f.Fix.Description, fault)
						continue
					}
					refuted++
					t.Logf("%s: %q: %s", place, f.Fix.Description, fault)
				}
			}
		})
	}
	t.Logf("%d fixes, %d of those to be reviewed do not hold", tried, refuted)
	if refuted > knownRefuted {
		t.Errorf("%d fixes do not hold, %d are known: see go test -v", refuted, knownRefuted)
	}
}

// refute says what is wrong with what a fix leaves, or nothing.
func refute(t *testing.T, set *rule.Set, kinds *model.Set, c ruletest.Case, before []*finding.Finding, f *finding.Finding) string {
	t.Helper()
	name := f.Fix.Edits[0].File.Path
	files := maps.Clone(c.Files)
	fixed, ok := fixedText(name, c.Files[name], f.Fix)
	if !ok {
		return "an edit lies in no cell"
	}
	files[name] = fixed
	if errors := syntax.Parse(codeOf(name, fixed)).Errors; len(errors) > len(syntax.Parse(codeOf(name, c.Files[name])).Errors) {
		return "what it leaves does not parse: " + errors[0].Message
	}
	after := scan(t, set, kinds, files)
	old, now := countByRule(before), countByRule(after)
	if likeIt(after, f) >= likeIt(before, f) {
		return "the finding is still there"
	}
	var fresh []string
	for id, n := range now {
		if n > old[id] && id != "unused-import" { // what the fix no longer uses is the next to go
			fresh = append(fresh, id)
		}
	}
	sort.Strings(fresh)
	if len(fresh) > 0 {
		return "new findings of " + strings.Join(fresh, ", ")
	}
	return ""
}

// codeOf is the code of a file: of a notebook, that of its cells.
func codeOf(name, content string) *text.File {
	file := text.New(name, []byte(content))
	if path.Ext(name) == ".ipynb" {
		return notebook.Split(file).File
	}
	return file
}

// fixedText is a file with a fix applied; false where an edit of a notebook lies in
// no cell.
func fixedText(name, content string, fix *finding.Fix) (string, bool) {
	var raw, inCells []notebook.Edit
	for _, e := range fix.Edits {
		edit := notebook.Edit{Span: e.Span, Text: e.Text}
		if path.Ext(name) == ".ipynb" && len(e.File.Parts) > 0 {
			inCells = append(inCells, edit)
		} else {
			raw = append(raw, edit)
		}
	}
	if len(inCells) == 0 {
		return string(notebook.Apply([]byte(content), raw)), true
	}
	n := notebook.Split(text.New(name, []byte(content)))
	moved, ok := n.Rewrite(inCells)
	return string(notebook.Apply([]byte(content), append(moved, raw...))), ok
}

// likeIt counts the findings of a rule that say what one of them says: another name
// may come to light where the first one is gone.
func likeIt(findings []*finding.Finding, f *finding.Finding) (n int) {
	for _, x := range findings {
		if x.Rule.ID == f.Rule.ID && x.Message == f.Message {
			n++
		}
	}
	return n
}

func countByRule(findings []*finding.Finding) map[string]int {
	out := map[string]int{}
	for _, f := range findings {
		out[f.Rule.ID]++
	}
	return out
}
