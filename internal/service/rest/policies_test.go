package rest

import (
	"path/filepath"
	"testing"

	"leadline/internal/service/store/postgrestest"
)

func TestPolicies(t *testing.T) { policies(t, filepath.Join(t.TempDir(), "test.db")) }

func TestPoliciesOnPostgres(t *testing.T) { policies(t, postgrestest.Start(t)(t)) }

// policies: the last line that fits decides, those of other refs do not, and what
// was dismissed does not count.
func policies(t *testing.T, database string) {
	w := newWorldOn(t, database)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	w.scan("shop", "main", map[string]string{"src/b.py": "import os\n"}, nil)
	w.scan("shop", "topic", map[string]string{"src/a.py": vulnerable, "src/b.py": "import os\n"}, nil)
	gate := func() (g gateView) {
		t.Helper()
		w.do("GET", "/v1/projects/shop/gate?head=topic", nil, &g)
		return g
	}
	if g := gate(); !g.Blocked || g.Block != 1 || len(g.Findings) != 1 || g.Findings[0].Action != "block" || g.RuleChanged {
		t.Fatalf("without a policy: %+v", g)
	}
	type line = map[string]any
	of := func(paths, rules, refs []string, severity, action string) line {
		return line{"paths": paths, "rules": rules, "refs": refs, "severity": severity, "action": action, "note": "why"}
	}
	none := []string{}
	for _, c := range []struct {
		what          string
		lines         []line
		block, notice int
	}{
		{"for all", []line{of(none, none, none, "info", "comment")}, 0, 1},
		{"for another path", []line{of([]string{"lib/"}, none, none, "info", "comment")}, 1, 0},
		{"for this path", []line{of([]string{"src/*.py"}, none, none, "info", "comment")}, 0, 1},
		{"for another rule", []line{of(none, []string{"xss"}, none, "info", "comment")}, 1, 0},
		{"for this rule", []line{of(none, []string{"os-command-*"}, none, "info", "comment")}, 0, 1},
		{"for another ref", []line{of(none, none, []string{"release-*"}, "info", "comment")}, 1, 0},
		{"for this ref", []line{of(none, none, []string{"ma*"}, "info", "comment")}, 0, 1},
		{"the last decides", []line{of(none, none, none, "info", "comment"), of(none, none, none, "high", "block")}, 1, 0},
	} {
		w.do("PUT", "/v1/projects/shop/policies", line{"items": c.lines}, nil)
		if g := gate(); g.Block != c.block || g.Comment != c.notice || g.Blocked != (c.block > 0) {
			t.Errorf("%s: %+v", c.what, g)
		}
	}
	var got page[policyView]
	w.do("GET", "/v1/projects/shop/policies", nil, &got)
	if len(got.Items) != 2 || got.Items[1].Severity != "high" || got.Items[0].Note != "why" || got.Items[0].Paths == nil {
		t.Errorf("%+v", got)
	}
	for what, bad := range map[string]line{
		"no such rule": of(none, []string{"nonsense"}, none, "info", "block"), "no pattern": of(none, none, []string{"[a"}, "info", "block"),
		"an empty one": of([]string{""}, none, none, "info", "block"), "no action": of(none, none, none, "info", "shout"), "no severity": of(none, none, none, "dire", "block"),
	} {
		if status, data := w.call(w.token, "PUT", "/v1/projects/shop/policies", line{"items": []line{bad}}); status != 422 {
			t.Errorf("%s: status %d %s", what, status, data)
		}
	}
	id := gate().Findings[0].ID
	w.do("POST", "/v1/findings/"+id+"/triage", map[string]any{"verdict": "false_positive"}, nil)
	if g := gate(); g.Blocked || len(g.Findings) != 0 {
		t.Errorf("what is dismissed blocks: %+v", g)
	}
}
