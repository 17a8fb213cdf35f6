package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every problem of the example notebook is explained and repaired by scan --fix.
func TestExampleIsRepaired(t *testing.T) {
	data, err := os.ReadFile("../../examples/notebook/harbour.ipynb")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "harbour.ipynb")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	_, out, errs := command(t, "", "scan", file, "--no-cache")
	if n := strings.Count(out, "\n  Fix: "); n < 6 || !strings.Contains(out, "notebook-secret-in-output") {
		t.Errorf("%d problems are explained: %s%s", n, out, errs)
	}
	code, out, errs := command(t, "", "scan", file, "--no-cache", "--fix")
	if code != exitClean || strings.Contains(out, "Rule:") {
		t.Errorf("after --fix: exit code %d\n%s%s", code, out, errs)
	}
	if _, out, _ := command(t, "", "notebook", file); !strings.Contains(out, "would be the same") {
		t.Errorf("%s", out)
	}
}
