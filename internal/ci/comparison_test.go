package ci

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/git"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/models"
	"leadline/rules"
)

// kept is a store in memory that counts what was found in it.
type kept struct {
	blobs map[cache.Key][]byte
	found int
}

func (k *kept) Get(key cache.Key) ([]byte, bool) {
	b, ok := k.blobs[key]
	if ok {
		k.found++
	}
	return b, ok
}

func (k *kept) Put(key cache.Key, blob []byte) { k.blobs[key] = blob }

// TestKept: of the next push, the base is what this one was, with settings and
// without; other settings are another base.
func TestKept(t *testing.T) {
	known, err := model.Load(models.FS)
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(rules.FS, known, rules.Code())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	run("init", "-q", "-b", "main")
	store := &kept{blobs: map[cache.Key][]byte{}}
	push := func(files map[string]string, news int, hit bool) {
		t.Helper()
		for name, content := range files {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		run("add", ".")
		run("commit", "-q", "-m", "x")
		repo, err := git.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		revisions, err := Find(t.Context(), repo, Surroundings{}, Asked{})
		if err != nil {
			t.Fatal(err)
		}
		c := &Comparison{Repo: repo, Revisions: revisions, Part: Part{Dirs: []string{"."}, Root: "."}, Store: store, Jobs: 1,
			Rules: func(*config.Project) (engine.Options, [][]byte, error) {
				return engine.Options{Rules: set, Models: known}, nil, nil
			}}
		defer c.Close()
		before := store.found
		v, err := c.Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(v.New) != news || (store.found > before) != hit {
			t.Errorf("%d new, found in the cache: %v, want %d and %v", len(v.New), store.found > before, news, hit)
		}
	}
	const bad = "import hashlib\n\ndef sign(password):\n    return hashlib.md5(password).hexdigest()\n"
	push(map[string]string{"a.py": bad}, 1, false)
	push(map[string]string{"b.py": bad}, 1, true)
	push(map[string]string{"leadline.toml": "severity = \"low\"\n"}, 0, false)
	push(map[string]string{"c.py": bad}, 1, true)
}
