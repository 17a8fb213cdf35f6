package ci

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"leadline/internal/git"
)

// TestMirror: a directory shows one tree after another, and never anything outside
// of itself, whatever a tree names.
func TestMirror(t *testing.T) {
	repo := t.TempDir()
	run := func(in string, args ...string) string {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", repo}, args...)...)
		c.Stdin = strings.NewReader(in)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	run("", "init", "-q")
	one, two := run("one", "hash-object", "-w", "--stdin"), run("two", "hash-object", "-w", "--stdin")
	r, err := git.Open(t.Context(), repo)
	if err != nil {
		t.Fatal(err)
	}
	objects, err := r.Objects(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer objects.Close()
	dir := t.TempDir()
	m, err := NewMirror(dir, 100)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	at := func(path, hash string) git.Entry { return git.Entry{Path: path, Hash: hash, Mode: "100644", Size: 3} }
	large := at("large.bin", strings.Repeat("0", 40))
	large.Size = 101
	lost := at("lost.py", strings.Repeat("2", 40))
	lost.Size = -1
	link := at("link.py", one)
	link.Mode = git.Link
	if err := m.Show([]git.Entry{at("a/b/c.py", one), at("d.py", one), large, lost, link, at("../out.py", one), at("/abs.py", one), at("a/.git/config", one), at("x/../y.py", one)}, objects); err != nil {
		t.Fatal(err)
	}
	want := func(list string) {
		t.Helper()
		var got []string
		err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
			if rel, _ := filepath.Rel(dir, p); err == nil && rel != "." {
				got = append(got, filepath.ToSlash(rel))
			}
			return err
		})
		if err != nil || strings.Join(got, " ") != list {
			t.Errorf("shows %v %v, want %s", got, err, list)
		}
	}
	want("a a/b a/b/c.py d.py large.bin lost.py")
	if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "out.py")); err == nil {
		t.Error("a file was written outside")
	}
	if info, err := os.Stat(filepath.Join(dir, "large.bin")); err != nil || info.Size() != 101 {
		t.Errorf("a large file: %v %v", info, err)
	}
	if info, err := os.Stat(filepath.Join(dir, "lost.py")); err != nil || info.Size() != 101 {
		t.Errorf("a file that the repository lacks is to be a gap: %v %v", info, err)
	}
	// A file becomes a directory, and the other way round.
	if err := m.Show([]git.Entry{at("a", two), at("d.py/e.py", two)}, objects); err != nil {
		t.Fatal(err)
	}
	want("a d.py d.py/e.py")
	if data, _ := os.ReadFile(filepath.Join(dir, "a")); string(data) != "two" {
		t.Errorf("a holds %q", data)
	}
	if err := m.Show([]git.Entry{at("z.py", strings.Repeat("1", 40))}, objects); err == nil {
		t.Error("an object that is not there is shown")
	}
}
