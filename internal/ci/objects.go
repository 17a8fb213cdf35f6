package ci

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Objects reads contents from a repository, through one git process.
type Objects struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	// failed is the first error; after it nothing is read any more.
	failed error
}

// Objects starts reading.
func (r *Repository) Objects(ctx context.Context) (*Objects, error) {
	o := &Objects{cmd: exec.CommandContext(ctx, "git", "-C", r.Top, "cat-file", "--batch")}
	o.cmd.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0")
	var err error
	if o.in, err = o.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	o.out = bufio.NewReaderSize(out, 1<<16)
	if err := o.cmd.Start(); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	return o, nil
}

// Read gives the content of a blob.
func (o *Objects) Read(hash string) ([]byte, error) {
	if o.failed != nil {
		return nil, o.failed
	}
	data, err := o.read(hash)
	if err != nil {
		o.failed = fmt.Errorf("read object %s: %w", hash, err)
	}
	return data, o.failed
}

func (o *Objects) read(hash string) ([]byte, error) {
	if _, err := io.WriteString(o.in, hash+"\n"); err != nil {
		return nil, err
	}
	line, err := o.out.ReadString('\n')
	if err != nil {
		return nil, err
	}
	f := strings.Fields(line)
	if len(f) != 3 {
		return nil, fmt.Errorf("git says %q", strings.TrimSpace(line))
	}
	n, err := strconv.Atoi(f[2])
	if err != nil {
		return nil, err
	}
	data := make([]byte, n+1) // with the line's end behind it
	if _, err := io.ReadFull(o.out, data); err != nil {
		return nil, err
	}
	return data[:n], nil
}

// Close ends the process.
func (o *Objects) Close() error {
	o.in.Close()
	return o.cmd.Wait()
}

// Mirror is a directory that holds the files of one tree after another.
// Symbolic links are left out: what they lead to is analysed by its own path, or
// is no part of the change.
type Mirror struct {
	root *os.Root
	// Limit is the size over which a content is not read: the file is as large,
	// but empty, so that a scan says that it is too large.
	Limit int64
	has   map[string]Entry
}

// NewMirror takes an empty directory.
func NewMirror(dir string, limit int64) (*Mirror, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Mirror{root, limit, map[string]Entry{}}, nil
}

// Show makes the directory hold these files and no others.
func (m *Mirror) Show(files []Entry, objects *Objects) error {
	want := make(map[string]Entry, len(files))
	for _, f := range files {
		if safe(f.Path) && f.Mode != link {
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

// link is the mode of a symbolic link.
const link = "120000"

// Shown are the files that the directory holds.
func (m *Mirror) Shown() []Entry { return slices.Collect(maps.Values(m.has)) }

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

func (m *Mirror) write(f Entry, objects *Objects) error {
	if dir := path.Dir(f.Path); dir != "." {
		if err := m.root.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	out, err := m.root.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if f.Size > m.Limit {
		err = out.Truncate(f.Size)
	} else {
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
