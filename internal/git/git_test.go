package git

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// made is a repository with a commit, and a way to run git in it.
func made(t *testing.T) (dir string, run func(args ...string) string) {
	t.Helper()
	dir = t.TempDir()
	for k, v := range map[string]string{"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
		"GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z", "GIT_CONFIG_NOSYSTEM": "1", "HOME": dir} {
		t.Setenv(k, v)
	}
	run = func(args ...string) string {
		t.Helper()
		out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	run("init", "-q", "-b", "main")
	write(t, filepath.Join(dir, "part", "a b.py"), "x = 1\n")
	run("add", ".")
	run("commit", "-q", "-m", "one")
	return dir, run
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestRepository(t *testing.T) {
	dir, run := made(t)
	ctx := t.Context()
	r, err := Open(ctx, filepath.Join(dir, "part"))
	if err != nil {
		t.Fatal(err)
	}
	head := run("rev-parse", "HEAD")
	if got := r.Commit(ctx, "HEAD"); got != head {
		t.Errorf("HEAD is %s, want %s", got, head)
	}
	for _, name := range []string{"", "-x", "--help", strings.Repeat("0", 40), "nothing"} {
		if got := r.Commit(ctx, name); got != "" {
			t.Errorf("%q is a commit: %s", name, got)
		}
	}
	if got := r.Branch(ctx); got != "main" {
		t.Errorf("branch %q", got)
	}
	if got := r.Committed(ctx, head).UTC().Format("2006-01-02T15:04:05Z"); got != "2026-01-02T03:04:05Z" {
		t.Errorf("committed at %s", got)
	}
	if got := r.Origin(ctx); got != "" {
		t.Errorf("origin %q", got)
	}
	part := In(filepath.Join(dir, "part"))
	if r.Dirty(ctx) || part.Dirty(ctx) {
		t.Error("a clean tree is dirty")
	}
	write(t, filepath.Join(dir, "other.py"), "")
	if !r.Dirty(ctx) || part.Dirty(ctx) {
		t.Error("a new file at the top is the part's, or nobody's")
	}
	run("checkout", "-q", "--detach")
	if got := r.Branch(ctx); got != "" {
		t.Errorf("a commit alone is branch %q", got)
	}
	if got := In(t.TempDir()).Commit(ctx, "HEAD"); got != "" {
		t.Errorf("no repository has commit %s", got)
	}
	if _, err := Open(ctx, t.TempDir()); err == nil {
		t.Error("no repository is open")
	}
}

// TestObjects: contents come by hash and by path, and one that is not there stops
// nothing.
func TestObjects(t *testing.T) {
	dir, run := made(t)
	part := In(filepath.Join(dir, "part"))
	o, err := part.Objects(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	head := run("rev-parse", "HEAD")
	for _, name := range []string{head + ":./none.py", "0123456789012345678901234567890123456789", "a\nb"} {
		if _, err := o.Read(name); !errors.Is(err, ErrMissing) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{head + ":./a b.py", run("rev-parse", "HEAD:part/a b.py")} {
		if data, err := o.Read(name); err != nil || string(data) != "x = 1\n" {
			t.Errorf("%q: %q %v", name, data, err)
		}
	}
}

// TestNoHook: what the repository brings along does not run.
func TestNoHook(t *testing.T) {
	dir, run := made(t)
	mark := filepath.Join(t.TempDir(), "ran")
	write(t, filepath.Join(dir, "monitor"), "#!/bin/sh\ntouch "+mark+"\n")
	if err := os.Chmod(filepath.Join(dir, "monitor"), 0o755); err != nil {
		t.Fatal(err)
	}
	run("config", "core.fsmonitor", filepath.Join(dir, "monitor"))
	In(dir).Dirty(t.Context())
	if _, err := os.Stat(mark); err == nil {
		t.Error("the repository's monitor ran")
	}
}

// TestLost: a content that the repository lacks spoils no list of files.
func TestLost(t *testing.T) {
	dir, run := made(t)
	write(t, filepath.Join(dir, "lost.py"), "y = 2\n")
	run("add", ".")
	run("commit", "-q", "-m", "two")
	hash := run("rev-parse", "HEAD:lost.py")
	if err := os.Remove(filepath.Join(dir, ".git", "objects", hash[:2], hash[2:])); err != nil {
		t.Fatal(err)
	}
	files, err := In(dir).Files(t.Context(), "HEAD")
	if err != nil || len(files) != 2 || files[0].Size != -1 || files[0].Path != "lost.py" || files[1].Size != 6 {
		t.Errorf("%+v %v", files, err)
	}
}
