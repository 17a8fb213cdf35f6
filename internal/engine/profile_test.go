package engine

import (
	"testing"

	"leadline/internal/finding"
	"leadline/internal/rule"
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
