package ci

import (
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"leadline/internal/git"
)

// Mirror is a directory that holds the files of one tree after another.
// Symbolic links are left out: what they lead to is analysed by its own path, or
// is no part of the change.
type Mirror struct {
	root *os.Root
	// Limit is the size over which a content is not read: the file is as large,
	// but empty, so that a scan says that it is too large.
	Limit int64
	has   map[string]git.Entry
	// open is the directory that was written to last: trees are in order, and
	// finding a directory anew for each file takes longer than writing it.
	open *os.Root
	at   string
}

// NewMirror takes an empty directory.
func NewMirror(dir string, limit int64) (*Mirror, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Mirror{root: root, Limit: limit, has: map[string]git.Entry{}}, nil
}

// Show makes the directory hold these files and no others.
func (m *Mirror) Show(files []git.Entry, objects *git.Objects) error {
	want := make(map[string]git.Entry, len(files))
	for _, f := range files {
		if safe(f.Path) && f.Mode != git.Link {
			want[f.Path] = f
		}
	}
	for name, is := range m.has {
		if want[name] != is {
			if err := m.root.Remove(name); err != nil {
				return fmt.Errorf("change revisions: %w", err)
			}
			m.prune(path.Dir(name))
			delete(m.has, name)
		}
	}
	defer m.leave()
	for _, f := range files {
		if _, ok := want[f.Path]; !ok || m.has[f.Path] == f {
			continue
		}
		if err := m.write(f, objects); err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
		m.has[f.Path] = f
	}
	return nil
}

// Shown are the files that the directory holds.
func (m *Mirror) Shown() []git.Entry { return slices.Collect(maps.Values(m.has)) }

// safe tells whether a path of a tree is one that a file may have. A tree made
// by hand could name any.
func safe(name string) bool {
	if name == "" || path.IsAbs(name) || path.Clean(name) != name || strings.HasPrefix(name, "../") {
		return false
	}
	for _, part := range strings.Split(name, "/") {
		if strings.EqualFold(part, ".git") {
			return false
		}
	}
	return true
}

// prune removes directories that became empty.
func (m *Mirror) prune(dir string) {
	for dir != "." && m.root.Remove(dir) == nil {
		dir = path.Dir(dir)
	}
}

// enter gives the directory of a path, which is made where it is missing.
func (m *Mirror) enter(dir string) (*os.Root, error) {
	if dir == "." {
		return m.root, nil
	}
	if m.open != nil && m.at == dir {
		return m.open, nil
	}
	m.leave()
	if err := m.root.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var err error
	m.open, err = m.root.OpenRoot(dir)
	m.at = dir
	return m.open, err
}

// leave closes the directory that was entered.
func (m *Mirror) leave() {
	if m.open != nil {
		m.open.Close()
		m.open = nil
	}
}

func (m *Mirror) write(f git.Entry, objects *git.Objects) error {
	dir, err := m.enter(path.Dir(f.Path))
	if err != nil {
		return err
	}
	out, err := dir.OpenFile(path.Base(f.Path), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	switch {
	case f.Size > m.Limit:
		err = out.Truncate(f.Size)
	case f.Size < 0: // the repository lacks it, and what it holds is as unknown
		err = out.Truncate(m.Limit + 1)
	default:
		var data []byte
		if data, err = objects.Read(f.Hash); err == nil {
			_, err = out.Write(data)
		}
	}
	if closed := out.Close(); err == nil {
		err = closed
	}
	return err
}

// Close gives the directory back.
func (m *Mirror) Close() error { return m.root.Close() }

// Changed keeps what differs between two trees, and the files of certain names,
// which say how the rest is read.
func Changed(old, now []git.Entry, names []string) (was, is []git.Entry) {
	equal := make(map[git.Entry]bool, len(old))
	for _, e := range old {
		equal[e] = true
	}
	both := map[git.Entry]bool{}
	for _, e := range now {
		if equal[e] {
			both[e] = true
		}
	}
	keep := func(list []git.Entry) (out []git.Entry) {
		for _, e := range list {
			if !both[e] || slices.Contains(names, path.Base(e.Path)) {
				out = append(out, e)
			}
		}
		return out
	}
	return keep(old), keep(now)
}
