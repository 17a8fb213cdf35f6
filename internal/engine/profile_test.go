package engine

import (
	"testing"

	"leadline/internal/config"
	"leadline/internal/finding"
	"leadline/internal/rule"
	"leadline/internal/workspace"
)

// TestProfiles: which rules run in which profile.
func TestProfiles(t *testing.T) {
	for _, c := range []struct {
		category string
		standard bool
		profiles string
	}{
		{"security", true, "default security strict all"},
		{"ml", true, "default ml strict all"},
		{"correctness", false, "strict all"},
		{"security", false, "all"},
		{"wide", false, "security all"},
	} {
		r := &rule.Rule{Rule: finding.Rule{Category: c.category, Default: c.standard, Security: c.category == "wide"}}
		have := ""
		for _, p := range []string{"default", "security", "ml", "strict", "all"} {
			if inProfile(r, p) {
				have += " " + p
			}
		}
		if have != " "+c.profiles {
			t.Errorf("%s, default %v: runs in%s, want %s", c.category, c.standard, have, c.profiles)
		}
	}
}

// TestWanders: a finding of the profile default may have to be sure, and near.
func TestWanders(t *testing.T) {
	near, far := []finding.Step{{Function: "f"}, {Function: "f"}}, []finding.Step{{Function: "f"}, {Function: "g"}}
	r := &rule.Rule{Rule: finding.Rule{ID: "r", Default: true}, DefaultConfidence: "high", DefaultWithin: true}
	set := (&rule.Set{}).With([]*rule.Rule{r})
	for _, c := range []struct {
		profile, confidence string
		flow                []finding.Step
		want                bool
	}{
		{"", "high", near, true}, {"default", "high", nil, true}, {"", "medium", near, false}, {"", "high", far, false},
		{"security", "low", far, false}, {"all", "low", far, true}, {"strict", "medium", far, true},
	} {
		sel, err := newSelection(Options{Rules: set, Project: &config.Project{Settings: config.Settings{Profile: c.profile, Severity: "info"}}}, &workspace.Tree{})
		if err != nil {
			t.Fatal(err)
		}
		f := &finding.Finding{Rule: &r.Rule, Confidence: c.confidence, Flow: c.flow}
		if got := sel.wants(f) && sel.active["r"]; got != c.want {
			t.Errorf("profile %q, confidence %s, %d functions: shown %v", c.profile, c.confidence, len(c.flow), got)
		}
	}
}
