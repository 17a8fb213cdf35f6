package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun runs parts that hold, that miss a bar, that are not measured and that nobody
// knows: every one is run, and the table tells them apart.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "make")
	script := "#!/bin/sh\necho \"$2\"\ncase $1 in\nholds) exit 0;;\nmisses) echo recall 12; exit 1;;\nneeds) echo not measured; exit 1;;\nhalf) echo 'Applications: not measured'; exit 0;;\n*) echo \"No rule to make target\" >&2; exit 2;;\nesac\n"
	if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		snapshots, parts string
		want             []string
		fails            bool
	}{
		{"/snapshots", "holds,misses,needs,other,half", []string{"holds` | held", "misses` | missed", "needs` | not measured", "other` | not measured", "half` | held"}, true},
		{"/snapshots", "holds", []string{"holds` | held"}, false},
		{"", "half", []string{"half` | not measured"}, true},
	} {
		s := settings{snapshots: c.snapshots, out: filepath.Join(dir, "out"), make: program, parts: strings.Split(c.parts, ",")}
		var b strings.Builder
		if err := s.run(t.Context(), &b); (err != nil) != c.fails {
			t.Errorf("%s: %v", c.parts, err)
		}
		for _, w := range c.want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%s: no %q in\n%s", c.parts, w, b.String())
			}
		}
	}
	kept, err := os.ReadFile(filepath.Join(dir, "out", "misses.txt"))
	if err != nil || !strings.Contains(string(kept), "SNAPSHOTS=/snapshots") || !strings.Contains(string(kept), "recall 12") {
		t.Errorf("kept %q, %v", kept, err)
	}
}
