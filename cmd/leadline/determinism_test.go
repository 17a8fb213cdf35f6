package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// realCode is a directory with the examples and packages of Python's standard
// library, where there is one.
func realCode(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	copied := func(name, from string) {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	copied("examples", "../../examples")
	out, err := exec.Command("python3", "-c", "import os; print(os.path.dirname(os.__file__))").Output()
	if err != nil {
		t.Log("python3 is absent: the examples only")
		return dir
	}
	for _, name := range []string{"http", "urllib", "email", "logging", "xmlrpc", "json", "sqlite3", "unittest"} {
		copied(name, filepath.Join(strings.TrimSpace(string(out)), name))
	}
	return dir
}

// scanned is the report of a scan of the directories of a place, in an order.
func scanned(t *testing.T, dir string, names []string, flags ...string) []byte {
	t.Helper()
	args := append([]string{"scan", "--format", "json"}, flags...)
	for _, n := range names {
		args = append(args, filepath.Join(dir, n))
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != exitFindings {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	return out.Bytes()
}

// TestDeterminism: the report of real code does not depend on the number of
// workers, on the order in which paths are named, or on the cache.
func TestDeterminism(t *testing.T) {
	if testing.Short() {
		t.Skip("scans 55,000 lines several times")
	}
	dir := realCode(t)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names, reversed, turned []string
	for _, e := range entries {
		names = append(names, e.Name())
		reversed = append([]string{e.Name()}, reversed...)
	}
	turned = append(append(turned, names[len(names)/2:]...), names[:len(names)/2]...)
	// One name would make another root.
	if len(names) == 1 {
		names, reversed, turned = []string{"."}, []string{"."}, []string{"."}
	}
	want := scanned(t, dir, names, "--no-cache", "--jobs", "1")
	for name, got := range map[string][]byte{
		"2 workers":      scanned(t, dir, names, "--no-cache", "--jobs", "2"),
		"8 workers":      scanned(t, dir, reversed, "--no-cache", "--jobs", "8"),
		"an empty cache": scanned(t, dir, turned, "--jobs", "2"),
		"a full cache":   scanned(t, dir, names, "--jobs", "2"),
	} {
		if !bytes.Equal(got, want) {
			t.Errorf("%s: the report differs at byte %d: %s", name, differs(got, want), around(got, differs(got, want)))
		}
	}
	// After an edit, what the cache keeps of the scans before is built upon.
	edited := filepath.Join(dir, "urllib", "parse.py")
	text, err := os.ReadFile(edited)
	if err != nil {
		t.Logf("not edited: %v", err)
		return
	}
	for round := range 3 { // a scan is kept from the second one on, and built upon from the third
		text = append(text, fmt.Sprintf("\n\ndef late%d(x):\n    import os\n    os.system(input())\n    return urlsplit(x)\n", round)...)
		if err := os.WriteFile(edited, text, 0o600); err != nil {
			t.Fatal(err)
		}
		warm, cold := scanned(t, dir, names), scanned(t, dir, names, "--no-cache")
		if !bytes.Equal(warm, cold) {
			t.Errorf("after edit %d: the report differs at byte %d: %s", round, differs(warm, cold), around(warm, differs(warm, cold)))
		}
		if !bytes.Contains(warm, []byte(`parse.py`)) || bytes.Equal(warm, want) {
			t.Error("the edit shows nothing")
		}
	}
	if !bytes.Contains(want, []byte(`"rule":`)) {
		t.Error("nothing is found, so that nothing is compared")
	}
}

func differs(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

func around(b []byte, at int) []byte { return b[max(0, at-200):min(len(b), at+200)] }
