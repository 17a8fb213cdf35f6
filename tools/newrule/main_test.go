package main

import (
	"os"
	"testing"
	"testing/fstest"

	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/rule/ruletest"
)

// TestScaffold loads what the scaffold writes.
func TestScaffold(t *testing.T) {
	root := t.TempDir()
	if err := scaffold(root, "my-rule"); err != nil {
		t.Fatal(err)
	}
	if err := scaffold(root, "my-rule"); err == nil {
		t.Error("a rule was overwritten")
	}
	kinds, err := model.Load(fstest.MapFS{"kinds.yaml": {Data: []byte("sources: {a: x}\nsinks: {b: y}\ncleans: {c: z}\n")}})
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(os.DirFS(root), kinds, nil)
	if err != nil {
		t.Fatal(err)
	}
	if problems := ruletest.CheckPage(set.Rule("my-rule").Page); len(problems) > 0 {
		t.Error(problems)
	}
	cases, err := ruletest.Cases(os.DirFS(root), "my-rule")
	if err != nil || len(cases) != 3 {
		t.Error(err, len(cases))
	}
}
