package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"leadline/internal/text"
)

// Read gives the text of a file, or says why there is none.
func (t *Tree) Read(e *Entry) (*text.File, *Skipped) {
	data := e.content
	if !e.overlay {
		var fault *Skipped
		if data, fault = t.load(e); fault != nil {
			return nil, fault
		}
	} else if limit := t.sizeLimit(e); int64(len(data)) > limit {
		return nil, t.fault(e, TooLarge, sizeReason(int64(len(data)), limit))
	}
	decoded, code, reason := Decode(data)
	if code != "" {
		return nil, t.fault(e, code, reason)
	}
	if e.overlay {
		return text.New(e.Path, decoded), nil
	}
	return text.Take(e.Path, decoded), nil
}

// Beside is the file that another one names by a path relative to its own place,
// whether it is listed or not; nil where there is none below the root, or what is
// there is reached through a link or is no plain file.
func (t *Tree) Beside(from, name string) *text.File {
	rel := path.Join(path.Dir(from), name)
	if !filepath.IsLocal(filepath.FromSlash(rel)) || path.IsAbs(name) {
		return nil
	}
	if i := sort.Search(len(t.Files), func(i int) bool { return t.Files[i].Path >= rel }); i < len(t.Files) && t.Files[i].Path == rel {
		f, _ := t.Read(&t.Files[i])
		return f
	}
	full := filepath.Join(t.Root, filepath.FromSlash(rel))
	info, err := os.Lstat(full) // a pipe must not even be opened
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(full)); err != nil || dir != filepath.Join(t.walker.real, filepath.FromSlash(path.Dir(rel))) {
		return nil
	}
	f, _ := t.Read(&Entry{Path: rel, name: full})
	return f
}

func (t *Tree) fault(e *Entry, code, reason string) *Skipped {
	return &Skipped{Path: e.Path, Code: code, Reason: reason, Accepted: t.Accepted(e.Path)}
}

// load reads a file of bounded size. The size is asked of the open file, since
// the path may mean another one by now.
func (t *Tree) load(e *Entry) ([]byte, *Skipped) {
	f, err := os.Open(e.name)
	if err != nil {
		return nil, t.fault(e, Unreadable, cause(err))
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, t.fault(e, Unreadable, cause(err))
	case !info.Mode().IsRegular():
		return nil, t.fault(e, NotAFile, describe(info.Mode()))
	case info.Size() > t.sizeLimit(e):
		return nil, t.fault(e, TooLarge, sizeReason(info.Size(), t.sizeLimit(e)))
	}
	data := make([]byte, info.Size(), int(info.Size())+len(text.Padding))
	n, err := io.ReadFull(f, data)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, t.fault(e, Unreadable, cause(err))
	}
	return data[:n], nil
}

// sizeLimit is the largest size of a file. Most of a notebook is pictures in its
// outputs, which cost next to nothing, so it may be ten times as large.
func (t *Tree) sizeLimit(e *Entry) int64 {
	if path.Ext(e.Path) == ".ipynb" {
		return 10 * t.limit
	}
	return t.limit
}

func sizeReason(size, limit int64) string {
	return fmt.Sprintf("%.1f MB, over the limit of %.1f MB (max-file-size)", float64(size)/1e6, float64(limit)/1e6)
}

// candidate tells whether a file is Python by its name, or, without an
// extension, by its first line.
func (w *walker) candidate(rel string, mode fs.FileMode) bool {
	switch path.Ext(rel) {
	case ".py", ".pyw", ".ipynb":
		return true
	case "":
		return mode.IsRegular() && hasPythonLine(w.abs(rel))
	}
	return false
}

var pythonLine = regexp.MustCompile(`^#![^\n]*\bpython[0-9.]*w?\b`)

func hasPythonLine(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 128)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false
	}
	return pythonLine.Match(head[:n])
}

// cookie is the encoding declaration of PEP 263.
var (
	cookie  = regexp.MustCompile(`^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)`)
	comment = regexp.MustCompile(`^[ \t\f]*(?:#.*)?$`)
)

// declared is the encoding that the first two lines name, in lower case with
// dashes, or empty.
func declared(data []byte) string {
	for range 2 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		if m := cookie.FindSubmatch(line); m != nil {
			return strings.ReplaceAll(strings.ToLower(string(m[1])), "_", "-")
		}
		if !comment.Match(line) {
			return ""
		}
		data = rest
	}
	return ""
}
