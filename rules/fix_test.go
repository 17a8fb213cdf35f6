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
const knownRefuted = 11

// TestFixes applies every fix of every example by itself, and analyses what it
// leaves.
func TestFixes(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses every example again for every fix")
	}
	set, kinds := loadAll(t)
	tried, refuted := 0, 0
	for _, r := range set.Rules {
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
	if path.Ext(name) == ".ipynb" {
		return "" // the pages of notebook rules show what their fixes leave
	}
	var edits []notebook.Edit
	for _, e := range f.Fix.Edits {
		edits = append(edits, notebook.Edit{Span: e.Span, Text: e.Text})
	}
	files := maps.Clone(c.Files)
	fixed := string(notebook.Apply([]byte(c.Files[name]), edits))
	files[name] = fixed
	if errors := syntax.Parse(text.New(name, []byte(fixed))).Errors; len(errors) > len(syntax.Parse(text.New(name, []byte(c.Files[name]))).Errors) {
		return "what it leaves does not parse: " + errors[0].Message
	}
	old, now := countByRule(before), countByRule(scan(t, set, kinds, files))
	if now[f.Rule.ID] >= old[f.Rule.ID] {
		return "the finding is still there"
	}
	var fresh []string
	for id, n := range now {
		if n > old[id] {
			fresh = append(fresh, id)
		}
	}
	sort.Strings(fresh)
	if len(fresh) > 0 {
		return "new findings of " + strings.Join(fresh, ", ")
	}
	return ""
}

func countByRule(findings []*finding.Finding) map[string]int {
	out := map[string]int{}
	for _, f := range findings {
		out[f.Rule.ID]++
	}
	return out
}
