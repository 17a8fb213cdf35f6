// Package workspace knows the disk: which files below some paths are a
// project's Python, what is left out and why, and how their bytes become text.
// It must not know what the text means.
//
// Its window is Tree: the list of files and of what was skipped.
package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"leadline/internal/config"
)

// The reasons for which something is not analysed, as machines read them.
const (
	Ignored     = "ignored"        // by .gitignore, the settings or by default
	NotNotebook = "not-a-notebook" // named .ipynb, but something else, or broken
	Language    = "language"       // a notebook of another language
	Symlink     = "symlink"        // its target is reached otherwise, or lies outside
	SymlinkLoop = "symlink-loop"   // it leads to itself
	NotAFile    = "not-a-file"     // FIFO, socket, device
	Unreadable  = "unreadable"     // the system refused
	TooLarge    = "too-large"      // over the size limit
	Binary      = "binary"         // holds NUL bytes
	Encoding    = "encoding"       // not the encoding that it says
)

// Skipped is a path that is not analysed.
type Skipped struct {
	Path string
	// Reason is for people, Code for machines.
	Reason, Code string
	// Accepted is set when that leaves no gap in the analysis.
	Accepted bool
}

// Entry is a file to analyse.
type Entry struct {
	// Path is relative to the tree's root, with forward slashes.
	Path string
	// name is the path by which the file is opened.
	name string
	// content overrides the disk: standard input, an editor's buffer.
	content []byte
	overlay bool
	// Template is set for a page that code may render, and for a text that may describe an
	// application's addresses. It is among the texts, too.
	Template bool
}

// Overlaid tells whether the content does not come from the disk.
func (e *Entry) Overlaid() bool { return e.overlay }

// Tree is the outcome of Discover: files in path order, each once.
type Tree struct {
	// Root is the absolute directory that all paths are relative to.
	Root  string
	Files []Entry
	// Texts are the other files that may hold text.
	Texts   []Entry
	Skipped []Skipped
	limit   int64
	walker  *walker
}

// Overlay is a file whose content does not come from the disk.
type Overlay struct {
	// Name is the path as the user gives it, relative to the working directory.
	Name    string
	Content []byte
}

// Discover lists the Python files at and below the paths. The settings'
// patterns are relative to project.Dir. A path that does not exist is an
// error; everything else that cannot be read is listed as skipped.
func Discover(paths []string, project *config.Project, overlays ...Overlay) (*Tree, error) {
	root, err := Root(paths, overlays...)
	if err != nil {
		return nil, err
	}
	w, err := newWalker(root, project)
	if err != nil {
		return nil, err
	}
	for _, p := range paths {
		if err := w.start(p); err != nil {
			return nil, err
		}
	}
	for _, o := range overlays {
		if err := w.overlay(o); err != nil {
			return nil, err
		}
	}
	return w.tree(), nil
}

// Clone is a tree of which the entries may be changed.
func (t *Tree) Clone() *Tree {
	out := *t
	out.Files = append([]Entry(nil), t.Files...)
	return &out
}

// Overlay gives a listed file, by its absolute path, another content than the
// disk's; ok is false when the tree does not list it.
func (t *Tree) Overlay(abs string, content []byte) (index int, ok bool) {
	rel, err := filepath.Rel(t.Root, abs)
	if err != nil {
		return 0, false
	}
	rel = filepath.ToSlash(rel)
	i := sort.Search(len(t.Files), func(i int) bool { return t.Files[i].Path >= rel })
	if i == len(t.Files) || t.Files[i].Path != rel {
		return 0, false
	}
	t.Files[i].content, t.Files[i].overlay = content, true
	return i, true
}

// absent is a named path that does not exist.
type absent struct {
	path  string
	cause error
}

func (a *absent) Error() string {
	return "there is no " + a.path + ": name a file or directory that exists, or none for the present directory"
}

func (a *absent) Unwrap() error { return a.cause }

// Root is the directory that a scan of these paths is relative to: the one
// directory that is named, or the deepest one that holds them all.
func Root(paths []string, overlays ...Overlay) (string, error) {
	root := ""
	add := func(dir string) {
		if root == "" {
			root = dir
		}
		for root != dir && !strings.HasPrefix(dir, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator)) {
			root = filepath.Dir(root)
		}
	}
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return "", fmt.Errorf("find %s: %w", p, err)
		}
		info, err := os.Stat(abs)
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return "", &absent{p, err}
			}
			return "", err
		}
		if !info.IsDir() {
			abs = filepath.Dir(abs)
		}
		add(abs)
	}
	for _, o := range overlays {
		abs, err := filepath.Abs(o.Name)
		if err != nil {
			return "", fmt.Errorf("find %s: %w", o.Name, err)
		}
		add(filepath.Dir(abs))
	}
	return root, nil
}

// start walks one path that the user named. Such a path is taken whatever its
// name and whatever ignores it.
func (w *walker) start(name string) error {
	abs, err := filepath.Abs(name)
	if err != nil {
		return fmt.Errorf("find %s: %w", name, err)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return err
	}
	rel, err := w.relative(abs)
	if err != nil {
		return err
	}
	if info.IsDir() {
		w.named(rel)
		w.directory(rel, false)
		return nil
	}
	w.file(rel, info.Mode())
	return nil
}

func (w *walker) overlay(o Overlay) error {
	abs, err := filepath.Abs(o.Name)
	if err != nil {
		return fmt.Errorf("find %s: %w", o.Name, err)
	}
	rel, err := w.relative(abs)
	if err != nil {
		return err
	}
	w.files[rel] = Entry{Path: rel, name: abs, content: o.Content, overlay: true, Template: isTemplate(rel) || mayDescribe(rel)}
	return nil
}

func (w *walker) relative(abs string) (string, error) {
	rel, err := filepath.Rel(w.root, abs)
	if err != nil {
		return "", fmt.Errorf("find %s below %s: %w", abs, w.root, err)
	}
	return filepath.ToSlash(rel), nil
}

// file takes a file that is to be analysed, unless its kind forbids it.
func (w *walker) file(rel string, mode fs.FileMode) {
	switch {
	case !mode.IsRegular():
		w.skip(rel, NotAFile, describe(mode), false)
	case MayBeText(rel) && !w.candidate(rel, mode) && w.include.match(rel, false) != matchYes && (otherText(rel) || isTemplate(rel)):
		w.text(rel)
	default:
		w.files[rel] = Entry{Path: rel, name: w.abs(rel)}
	}
}

// text takes a file that is no Python.
func (w *walker) text(rel string) {
	w.texts[rel] = Entry{Path: rel, name: w.abs(rel)}
	if isTemplate(rel) || mayDescribe(rel) {
		w.files[rel] = Entry{Path: rel, name: w.abs(rel), Template: true}
	}
}

func describe(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe, not a file"
	case mode&fs.ModeSocket != 0:
		return "a socket, not a file"
	case mode&fs.ModeDevice != 0:
		return "a device, not a file"
	}
	return "not a regular file"
}

// tree puts what was found in order.
func (w *walker) tree() *Tree {
	t := &Tree{Root: w.root, limit: w.project.Settings.SizeLimit(), Skipped: w.skipped, walker: w}
	for _, e := range w.files {
		t.Files = append(t.Files, e)
	}
	for _, e := range w.texts {
		t.Texts = append(t.Texts, e)
	}
	sort.Slice(t.Texts, func(i, j int) bool { return t.Texts[i].Path < t.Texts[j].Path })
	sort.Slice(t.Files, func(i, j int) bool { return t.Files[i].Path < t.Files[j].Path })
	sort.Slice(t.Skipped, func(i, j int) bool { return t.Skipped[i].Path < t.Skipped[j].Path })
	return t
}

// Matcher is a list of .gitignore patterns relative to the settings' directory.
type Matcher struct{ patterns *patterns }

// Match tells whether a path of the tree, or a directory above it, is meant.
func (m Matcher) Match(rel string) bool { return m.patterns.matchAny(rel) }

// Matcher reads patterns of the settings for this tree's paths.
func (t *Tree) Matcher(list []string) Matcher {
	at := t.walker.exclude.place
	return Matcher{parsePatterns(at, list)}
}

// Patterns reads patterns for paths relative to a project's directory.
func Patterns(list []string) Matcher { return Matcher{parsePatterns(place{}, list)} }

// Accepted tells whether the settings accept that a path is not analysed.
func (t *Tree) Accepted(rel string) bool { return t.walker.accept.matchAny(rel) }

// Prefix is the root's path as seen from the project: from the settings'
// directory where that lies above, else from the directory that holds the
// outermost package around the root. Joined with it, a path does not depend on
// which part of the project was named.
func (t *Tree) Prefix() string {
	if add := t.walker.exclude.add; add != "" || t.walker.project.Dir != "" {
		return add
	}
	prefix := ""
	for dir := t.Root; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "__init__.py")); err != nil || filepath.Dir(dir) == dir {
			return prefix
		}
		prefix = path.Join(filepath.Base(dir), prefix)
	}
}
