package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/text"
	"leadline/internal/witness"
	"leadline/models"
)

// everyFinding keeps all findings of a scan.
type everyFinding struct{ findings []*finding.Finding }

func (*everyFinding) Progress(finding.Progress)    {}
func (e *everyFinding) Finding(f *finding.Finding) { e.findings = append(e.findings, f) }
func (*everyFinding) Done(*finding.Coverage)       {}

// witnesses scans a folder and builds the witness of every finding.
func witnesses(t *testing.T, dir string) (*witness.Project, []*finding.Finding, []*witness.Witness) {
	t.Helper()
	r := &request{Paths: []string{dir}, Format: "text", NoCache: true, Jobs: 2, Profile: "security"}
	p, err := r.plan(&streams{in: strings.NewReader(""), out: io.Discard, err: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	var files []*text.File
	p.options.Details, p.options.See = true, func(seen []*text.File) { files = seen }
	all := &everyFinding{}
	if err := engine.Scan(t.Context(), p.options, all); err != nil {
		t.Fatal(err)
	}
	table, err := witness.Load(models.FS)
	if err != nil {
		t.Fatal(err)
	}
	project := witness.New(table, files)
	var out []*witness.Witness
	for _, f := range all.findings {
		out = append(out, project.Build(f))
	}
	return project, all.findings, out
}

// TestGoldenWitness: what is said of the example applications.
func TestGoldenWitness(t *testing.T) {
	for _, name := range []string{"../../examples/bookshop", "testdata/witness/desk", "testdata/witness/parcel", "testdata/witness/ferry", "testdata/witness/tools", "testdata/witness/cells"} {
		var got bytes.Buffer
		_, findings, all := witnesses(t, name)
		for i, w := range all {
			if w == nil {
				continue
			}
			fmt.Fprintf(&got, "%s:%d %s\n", w.Path, w.Line, findings[i].Rule.ID)
			if err := w.Print(&got); err != nil {
				t.Fatal(err)
			}
		}
		golden := "testdata/witness/" + filepath.Base(name) + ".golden"
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got.String()); d != "" {
			t.Errorf("%s is stale; run make gen\n%s", golden, d)
		}
	}
}

// shelves makes the bookshop's database.
const shelves = `import sqlite3; db = sqlite3.connect("shop.db")
db.executescript("create table books (title, author); create table customers (name, digest)")`

// TestWitnessTests: the tests that are written for the examples fail in them, and
// pass when the examples are mended.
func TestWitnessTests(t *testing.T) {
	python, err := filepath.Abs("../../bench/venv/witness/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(python); err != nil {
		t.Skip("bench/venv/witness is not there: make bench-witness makes it")
	}
	for _, c := range []struct {
		name, fix string
		least     int    // tests, so that none is lost unseen
		setup     string // Python that makes the program run at all
	}{
		{"../../examples/bookshop", "bookshop.patch", 11, shelves}, {"testdata/witness/desk", "desk.patch", 5, ""}, {"testdata/witness/parcel", "parcel.patch", 5, ""},
		{"testdata/witness/ferry", "ferry.patch", 3, ""}, {"testdata/witness/tools", "tools.patch", 5, ""},
	} {
		t.Run(filepath.Base(c.name), func(t *testing.T) {
			dir := t.TempDir()
			app := filepath.Join(dir, "app")
			if err := os.CopyFS(app, os.DirFS(c.name)); err != nil {
				t.Fatal(err)
			}
			setup := exec.CommandContext(t.Context(), python, "-c", c.setup)
			setup.Dir = app
			if out, err := setup.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			project, findings, all := witnesses(t, app)
			var tests []string
			for i, w := range all {
				if w == nil || w.Testable() != "" {
					continue
				}
				name := filepath.Join(dir, fmt.Sprintf("test_%s_%02d.py", strings.ReplaceAll(w.Rule, "-", "_"), i))
				content := project.Test(w, witness.Target{Root: "app", Command: "leadline explain --test", Title: findings[i].Message})
				if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
					t.Fatal(err)
				}
				tests = append(tests, name)
			}
			if len(tests) < c.least {
				t.Errorf("%d tests were written, want %d", len(tests), c.least)
			}
			// All in one process, as a project would run them.
			run := func() string {
				cmd := exec.CommandContext(t.Context(), python, append([]string{"-m", "pytest", "-q", "-p", "no:cacheprovider"}, tests...)...)
				cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
				out, _ := cmd.CombinedOutput()
				return string(out)
			}
			if out := run(); strings.Count(out, "\nE       AssertionError") != len(tests) || !strings.Contains(out, fmt.Sprintf("%d failed", len(tests))) {
				t.Errorf("not all %d tests fail before the fix: %s", len(tests), out)
			}
			fix, err := filepath.Abs("testdata/witness/" + c.fix)
			if err != nil {
				t.Fatal(err)
			}
			apply := exec.CommandContext(t.Context(), "git", "apply", fix)
			apply.Dir = app
			if out, err := apply.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if out := run(); !strings.Contains(out, fmt.Sprintf("%d passed", len(tests))) || strings.Contains(out, "failed") {
				t.Errorf("not all %d tests pass after the fix: %s", len(tests), out)
			}
		})
	}
}
