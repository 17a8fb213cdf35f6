// Package git knows how a git repository is asked: which commits, trees and
// contents it has, and how those that a shallow clone lacks are had from its
// remote. It asks the git program, which knows work trees, partial clones and every
// way of storing objects, and it runs nothing that the repository brings along. It
// must not know what the answers are wanted for.
//
// Its window is Repository.
package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Repository is a git repository on disk.
type Repository struct {
	// Top is the directory that git is run in and that paths are relative to: the
	// repository's own, or the one that In was given.
	Top string
}

// Open finds the repository around a directory.
func Open(ctx context.Context, dir string) (*Repository, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("git is not installed, and a change cannot be known without it")
	}
	r := &Repository{Top: dir}
	top, err := r.git(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, fmt.Errorf("%s is in no git repository: %w", dir, err)
	}
	r.Top = filepath.FromSlash(top)
	return r, nil
}

// In is the repository around a directory as seen from there. Where there is none,
// it has no commit.
func In(dir string) *Repository { return &Repository{Top: dir} }

// git runs one command and gives what it prints, without the last line's end.
func (r *Repository) git(ctx context.Context, args ...string) (string, error) {
	out, err := r.command(ctx, args...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && len(exit.Stderr) > 0 {
			line, _, _ := strings.Cut(strings.TrimSpace(string(exit.Stderr)), "\n")
			return "", fmt.Errorf("git %s: %s", args[0], line)
		}
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimRight(string(out), "\n"), nil
}

// command is git with what it may not do: no hook, prompt or pager.
func (r *Repository) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{"-C", r.Top, "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"}, args...)...)
	c.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	return c
}

// Commit is the full name of a commit, or "" when the repository has none of
// that name.
func (r *Repository) Commit(ctx context.Context, name string) string {
	if name == "" || strings.HasPrefix(name, "-") || strings.Trim(name, "0") == "" {
		return ""
	}
	out, err := r.git(ctx, "rev-parse", "--verify", "--quiet", name+"^{commit}")
	if err != nil {
		return ""
	}
	return out
}

// Committed is when a commit was made; the zero time where that is not known.
func (r *Repository) Committed(ctx context.Context, commit string) time.Time {
	out, err := r.git(ctx, "log", "-1", "--format=%ct", commit)
	if err != nil {
		return time.Time{}
	}
	seconds, err := strconv.ParseInt(out, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}

// Branch is the branch that is checked out, "" for a commit alone.
func (r *Repository) Branch(ctx context.Context) string {
	out, err := r.git(ctx, "symbolic-ref", "--short", "--quiet", "HEAD")
	if err != nil {
		return ""
	}
	return out
}

// Dirty tells whether anything in Top differs from the commit that is checked out.
func (r *Repository) Dirty(ctx context.Context) bool {
	out, err := r.git(ctx, "status", "--porcelain", "--", ".")
	return err == nil && out != ""
}

// Origin is the address that the repository was cloned from, "" for none.
func (r *Repository) Origin(ctx context.Context) string {
	out, err := r.git(ctx, "remote", "get-url", "origin")
	if err != nil {
		return ""
	}
	return out
}

// Parents are the commits before one, those too that a shallow clone lacks.
func (r *Repository) Parents(ctx context.Context, commit string) []string {
	out, err := r.git(ctx, "cat-file", "commit", commit)
	if err != nil {
		return nil
	}
	var parents []string
	for _, line := range strings.Split(out, "\n") {
		if line == "" {
			break
		}
		if hash, ok := strings.CutPrefix(line, "parent "); ok {
			parents = append(parents, hash)
		}
	}
	return parents
}

// MergeBase is where two lines of commits parted, or "".
func (r *Repository) MergeBase(ctx context.Context, a, b string) string {
	out, err := r.git(ctx, "merge-base", a, b)
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(out, "\n")
	return line
}

// Shallow tells whether history was cut when the repository was cloned.
func (r *Repository) Shallow(ctx context.Context) bool {
	out, err := r.git(ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && out == "true"
}

// Tree is the name of a commit's tree.
func (r *Repository) Tree(ctx context.Context, commit string) (string, error) {
	return r.git(ctx, "rev-parse", "--verify", commit+"^{tree}")
}

// Staged is the tree of what would be committed now. It writes that tree's
// objects, which git removes again when nothing needs them.
func (r *Repository) Staged(ctx context.Context) (string, error) {
	tree, err := r.git(ctx, "write-tree")
	if err != nil {
		return "", fmt.Errorf("the index cannot be read as a tree (unmerged files?): %w", err)
	}
	return tree, nil
}

// Empty is the name of the tree without files, written down so that it can be
// read.
func (r *Repository) Empty(ctx context.Context) (string, error) {
	return r.git(ctx, "hash-object", "-t", "tree", "-w", os.DevNull)
}

// Upstream is the branch that others merge into: what the remote calls its
// head, or a branch of one of the usual names.
func (r *Repository) Upstream(ctx context.Context) string {
	if out, err := r.git(ctx, "symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"); err == nil {
		return out
	}
	for _, name := range []string{"refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master"} {
		if r.Commit(ctx, name) != "" {
			return name
		}
	}
	return ""
}

// deepening are the numbers of commits that are asked for, one after the other.
var deepening = []string{"64", "512", "4096"}

// FetchCommit asks the remote for one commit without its history.
func (r *Repository) FetchCommit(ctx context.Context, hash string) error {
	_, err := r.git(ctx, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--depth=1", "origin", hash)
	if err == nil && r.Commit(ctx, hash) == "" {
		err = fmt.Errorf("the remote does not give %s", hash)
	}
	return err
}

// Fetch asks the remote for a branch or commit, and for the history before it
// and before head, further and further back until done holds.
func (r *Repository) Fetch(ctx context.Context, what, head string, done func() bool) error {
	if what == "" || strings.HasPrefix(what, "-") {
		return fmt.Errorf("%q is no name of a revision", what)
	}
	spec := what
	if r.branch(what) {
		spec = "+refs/heads/" + what + ":refs/remotes/origin/" + what
	}
	steps := [][]string{{}}
	if r.Shallow(ctx) {
		steps = [][]string{{"--depth=1"}}
		for _, n := range deepening {
			steps = append(steps, []string{"--deepen=" + n})
		}
		steps = append(steps, []string{"--unshallow"})
	}
	var err error
	for i, depth := range steps {
		args := append([]string{"fetch", "--quiet", "--no-tags", "--no-recurse-submodules"}, depth...)
		args = append(args, "origin", spec)
		if i > 0 {
			args = append(args, head)
		}
		if _, err = r.git(ctx, args...); err == nil && done() {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	if err == nil {
		err = fmt.Errorf("%s has no history in common with the change", what)
	}
	return err
}

// branch tells whether a name is that of a branch, not of a commit.
func (r *Repository) branch(name string) bool {
	return name != "" && strings.Trim(name, "0123456789abcdef") != "" && !strings.HasPrefix(name, "refs/")
}

// Link is the mode of a symbolic link.
const Link = "120000"

// Entry is a file of a tree.
type Entry struct {
	Path, Hash string
	Mode       string // 100644, 100755 or 120000 (a symbolic link)
	// Size is -1 for a file whose content the repository lacks.
	Size int64
}

// Files lists the files of a tree. Other repositories inside it are left out.
func (r *Repository) Files(ctx context.Context, tree string) ([]Entry, error) {
	out, err := r.git(ctx, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)
	if err != nil {
		return nil, err
	}
	var files []Entry
	for _, line := range strings.Split(out, "\x00") {
		head, name, ok := strings.Cut(line, "\t")
		f := strings.Fields(head)
		if !ok || len(f) != 4 || f[1] != "blob" {
			continue
		}
		size, err := strconv.ParseInt(f[3], 10, 64)
		if err != nil { // git says BAD
			size = -1
		}
		files = append(files, Entry{name, f[2], f[0], size})
	}
	return files, nil
}
