package rules

import (
	"embed"
	"testing"

	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/rule/ruletest"
	"leadline/models"
)

// testFS holds the pages and testdata; only tests read the latter.
//
//go:embed */rule.md */testdata/*
var testFS embed.FS

func loadAll(t *testing.T) (*rule.Set, *model.Set) {
	t.Helper()
	kinds, err := model.Load(models.FS)
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(FS, kinds, Code())
	if err != nil {
		t.Fatal(err)
	}
	return set, kinds
}

// TestPages looks at the shape of every page and reads every case.
func TestPages(t *testing.T) {
	set, _ := loadAll(t)
	cases := 0
	for _, r := range set.Rules {
		for _, problem := range ruletest.CheckPage(r.Page) {
			t.Errorf("%s/rule.md: %s", r.ID, problem)
		}
		if r.Advice == "" {
			t.Errorf("%s/rule.md: the section Fix is empty", r.ID)
		}
		own, err := ruletest.Cases(testFS, r.ID)
		if err != nil {
			t.Error(err)
		}
		cases += len(own)
	}
	t.Logf("%d rules, %d cases", len(set.Rules), cases)
}
