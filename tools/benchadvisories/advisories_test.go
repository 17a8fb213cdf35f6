package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestVersions(t *testing.T) {
	order := []string{"0.9", "1.0.dev1", "1.0a1", "1.0b2.dev3", "1.0b2", "1.0rc1", "1.0", "1.0.post1", "1.0.1", "1.2", "1.10", "2.9.2", "1!0.1"}
	for i := range order[1:] {
		a, okA := parseVersion(order[i])
		b, okB := parseVersion(order[i+1])
		if !okA || !okB || a.compare(b) >= 0 {
			t.Errorf("%s is not before %s", order[i], order[i+1])
		}
	}
	a, _ := parseVersion("1.0")
	b, _ := parseVersion("v1.0.0")
	if a.compare(b) != 0 {
		t.Error("1.0 and v1.0.0 are one release")
	}
	if _, ok := parseVersion("latest"); ok {
		t.Error("latest is no version")
	}
}

func TestClassOf(t *testing.T) {
	for text, want := range map[string]string{
		"A Path Traversal in x allows XSS": "22",
		"reflected cross-site scripting":   "79",
		"Improper limits (CWE-22)":         "22",
		"it evaluates input":               "",
		"it calls eval on input":           "94",
		"YAML is loaded by yaml.load":      "502",
	} {
		if got := classOf(text); got != want {
			t.Errorf("%q is of %q, want %q", text, got, want)
		}
	}
}

func read(t *testing.T, text string) (a advisory) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestReleases(t *testing.T) {
	const affected = `affected: [{versions: ["1.0", "1.9", "1.10", "1.11rc1", "2.0", "2.1"], ranges: [{type: ECOSYSTEM, events: [introduced: "0", fixed: "1.11"`
	a := read(t, affected+"]}]}]")
	if b, f := a.releases(); b != "1.10" || f != "1.11" {
		t.Errorf("%s and %s: the newest one that everybody gets is the last affected", b, f)
	}
	a = read(t, affected+`, introduced: "2.0", fixed: "2.2"]}]}]`)
	if b, f := a.releases(); b != "2.1" || f != "2.2" {
		t.Errorf("%s and %s: the newest line counts", b, f)
	}
}

// TestCommits: what an advisory names decides over its releases, where its repository is there.
func TestCommits(t *testing.T) {
	snapshots := t.TempDir()
	repo := filepath.Join(snapshots, "Owner+name")
	git := func(args ...string) string {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", repo, "-c", "user.name=n", "-c", "user.email=e"}, args...)...)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("git %q: %v: %s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	write := func(files map[string]string) string {
		t.Helper()
		for name, content := range files {
			name = filepath.Join(repo, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(content), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		git("add", ".")
		git("commit", "-q", "-m", "m")
		return git("rev-parse", "HEAD")
	}
	if err := os.MkdirAll(repo, 0o755); err != nil {
		t.Fatal(err)
	}
	git("init", "-q")
	root := write(map[string]string{"a.py": "x = 1\n", "tests/b.py": "y = 1\n", "c.js": "1"})
	mend := write(map[string]string{"a.py": "x = 2\n"})
	a := read(t, `
id: PYSEC-2021-1
references:
- {type: WEB, url: "https://github.com/owner/NAME/issues/1"}
- {type: FIX, url: "https://github.com/else/where/commit/1234567"}
- {type: FIX, url: "https://github.com/owner/NAME/commit/`+root+`"}
affected:
- {package: {name: p}, ranges: [{type: GIT, repo: "https://github.com/owner/name.git", events: [introduced: "0", fixed: `+mend+`]}]}`)
	r := a.row("22")
	if len(r.commits) != 3 {
		t.Fatalf("commits %v", r.commits)
	}
	from := sources{snapshots: snapshots, cache: t.TempDir()}
	if err := r.limit(from); err != nil {
		t.Fatal(err)
	}
	if r.commit != "Owner+name@"+mend || r.reason != "" || r.where != "a.py:1" {
		t.Errorf("a first commit has no parent, the second one mends: %q %q %q", r.commit, r.reason, r.where)
	}
	mends, err := from.mends(&r)
	if err != nil || len(mends) != 1 {
		t.Fatalf("%v, %v", mends, err)
	}
	files, _ := filepath.Glob(filepath.Join(mends[0].before, "*"))
	if got, _ := os.ReadFile(filepath.Join(mends[0].before, "a.py")); string(got) != "x = 1\n" || len(files) != 1 {
		t.Errorf("before the mend: %q, %q", got, files)
	}
	from.snapshots = t.TempDir()
	if _, err := from.mends(&r); err == nil {
		t.Error("a snapshot that is not there is no error")
	}
}

func TestTogether(t *testing.T) {
	rows := []row{{half: "shapes", commit: "a@1 a@2"}, {half: "scores", commit: "a@2"}, {half: "scores", commit: "a@3"}, {half: "scores"}, {half: leftOut, commit: "a@1"}}
	together(rows)
	for i, want := range []string{"shapes", "shapes", "scores", "scores", leftOut} {
		if rows[i].half != want {
			t.Errorf("row %d: %s, want %s", i, rows[i].half, want)
		}
	}
}

const old = `"""Text."""
import os
LIMIT = 1

class A:
    """Says something."""
    def read(self, name):
        """Reads."""
        # a comment
        return open(name).read()

    def same(self):
        def inner():
            return 1
        return inner
`

const mended = `import os
LIMIT = 2

class A:
    def read(self, name):
        return open(os.path.basename(name)).read()

    def same(self):
        """Says more."""
        def inner():
            return 2
        return  inner
`

func TestChanges(t *testing.T) {
	var names []string
	for _, p := range changes(&tree{pieces: pieces("a.py", []byte(old))}, &tree{pieces: pieces("a.py", []byte(mended))}) {
		names = append(names, p.name+"|"+p.text)
	}
	want := []string{`A.read|defread(self,name):returnopen(name).read()`, `A.same.inner|definner():return1`, `|LIMIT=1`}
	if !slices.Equal(names, want) {
		t.Errorf("changed: %q, want %q", names, want)
	}
}

func TestJudge(t *testing.T) {
	changed := []piece{{path: "a.py", name: "f", first: 3, last: 9}}
	at := func(rule, line string, steps ...place) found {
		return found{rule: rule, function: "f", line: line, steps: steps}
	}
	inside, outside := place{"a.py", 5}, place{"b.py", 5}
	for name, c := range map[string]struct {
		before, after []found
		found, silent int
	}{
		"found and mended":      {[]found{at("xss", "a", inside)}, nil, 1, 1},
		"still there":           {[]found{at("xss", "a", inside)}, []found{at("xss", " a ", place{"c.py", 50})}, 1, 0},
		"one of two":            {[]found{at("xss", "a", inside), at("xss", "a", inside)}, []found{at("xss", "a", inside)}, 2, 1},
		"only its flow touches": {[]found{at("xss", "a", inside, outside)}, nil, 1, 1},
		"elsewhere":             {[]found{at("xss", "a", outside)}, nil, 0, 0},
		"another class":         {[]found{at("ssrf", "a", inside)}, nil, 0, 0},
	} {
		r := row{class: "79"}
		if r.judge(c.before, c.after, changed); r.found != c.found || r.silent != c.silent {
			t.Errorf("%s: %d found, %d silent", name, r.found, r.silent)
		}
	}
}
