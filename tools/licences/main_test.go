package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLicences: the list in the docs is of what is built now, and its terms may be
// handed out.
func TestLicences(t *testing.T) {
	t.Chdir("../..")
	parts, err := all()
	if err != nil {
		t.Fatal(err)
	}
	if bad := refused(parts); len(bad) > 0 {
		t.Errorf("not on the list of terms: %v", bad)
	}
	want, err := os.ReadFile("docs/licences.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(render(parts)) != string(want) {
		t.Error("docs/licences.md is stale; run make licences")
	}
	texts := filepath.Join(t.TempDir(), "texts")
	if err := writeTexts(texts, parts); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(texts)
	if err != nil {
		t.Fatal(err)
	}
	for i := range parts {
		if p := &parts[i]; p.Kind == "Go" && !strings.Contains(string(data), "\n"+p.Name+" "+p.Version+": ") {
			t.Errorf("the terms of %s are missing", p.Name)
		}
	}
}

func TestClassify(t *testing.T) {
	for text, want := range map[string]string{
		"Permission is hereby granted, free\n of charge, to any person obtaining a copy of this software": "MIT",
		"Mozilla Public License Version 2.0 ... GNU General Public License ... Secondary License":         "MPL-2.0",
		"GNU GENERAL PUBLIC LICENSE Version 3":                                                            "GPL",
		"All rights reserved; do not copy this.":                                                          "unknown",
	} {
		if got := classify([]byte(text)); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if bad := refused([]part{{Name: "a", Licence: "MIT AND GPL"}, {Name: "b", Licence: "MIT AND ISC"}, {Name: "c", Licence: "none"}}); len(bad) != 2 {
		t.Errorf("refused %v", bad)
	}
}
