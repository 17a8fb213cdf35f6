package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"leadline/internal/config"
)

// walker is one Discover in progress.
type walker struct {
	root, real string // as named, and without symbolic links
	project    *config.Project
	exclude    *patterns
	include    *patterns
	accept     *patterns
	ignores    []*patterns // of the directories from the outermost to the present one
	walked     map[string]bool
	files      map[string]Entry
	texts      map[string]Entry
	skipped    []Skipped
}

func newWalker(root string, project *config.Project) (*walker, error) {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		real = root // an overlay's directory need not exist
	}
	w := &walker{root: root, real: real, project: project,
		walked: map[string]bool{}, files: map[string]Entry{}, texts: map[string]Entry{}}
	settings := root
	if project.Dir != "" {
		if settings, err = filepath.Abs(project.Dir); err != nil {
			return nil, err
		}
	}
	at := w.place(settings)
	w.exclude = parsePatterns(at, project.Settings.Exclude)
	w.include = parsePatterns(at, project.Settings.Include)
	w.accept = parsePatterns(at, project.Settings.AcceptIncomplete)
	return w, nil
}

// place is where an absolute directory stands. One that is neither above nor
// below the root (settings from elsewhere) counts as the root itself.
func (w *walker) place(dir string) place {
	switch {
	case dir == w.root:
	case within(dir, w.root):
		return place{add: slashed(dir, w.root)}
	case within(w.root, dir):
		return place{strip: slashed(w.root, dir)}
	}
	return place{}
}

func slashed(from, to string) string {
	return strings.Trim(filepath.ToSlash(strings.TrimPrefix(to, from)), "/")
}

func (w *walker) abs(rel string) string { return filepath.Join(w.root, filepath.FromSlash(rel)) }

// named prepares the walk below a directory that the user named: the ignore
// files above it, up to the top of the repository, hold below it as well.
func (w *walker) named(rel string) {
	w.ignores = nil
	if !w.project.Settings.Gitignore() {
		return
	}
	dir := w.abs(rel)
	var above []string
	for at := dir; ; at = filepath.Dir(at) {
		if at != dir {
			above = append(above, at)
		}
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			break
		}
		if filepath.Dir(at) == at {
			above = nil // not in a repository: ignore files above are not about us
			break
		}
	}
	for i := len(above) - 1; i >= 0; i-- {
		w.pushIgnore(above[i])
	}
}

// pushIgnore adds the patterns of one directory: .git/info/exclude, which is
// weaker, and .gitignore.
func (w *walker) pushIgnore(dir string) {
	at := w.place(dir)
	for _, name := range []string{".git/info/exclude", ".gitignore"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || len(data) == 0 {
			continue
		}
		w.ignores = append(w.ignores, parsePatterns(at, splitLines(data)))
	}
}

// directory walks one directory. In a hidden one only included paths count.
func (w *walker) directory(rel string, hidden bool) {
	if w.walked[rel] {
		return
	}
	w.walked[rel] = true
	entries, err := os.ReadDir(w.abs(rel))
	if err != nil {
		w.skip(rel, Unreadable, cause(err), false)
		// What was read before the fault is analysed all the same.
	}
	mark := len(w.ignores)
	if w.project.Settings.Gitignore() {
		w.pushIgnore(w.abs(rel))
	}
	for _, entry := range entries {
		w.entry(path.Join(rel, entry.Name()), entry, hidden)
	}
	w.ignores = w.ignores[:mark]
}

func (w *walker) entry(rel string, entry fs.DirEntry, hidden bool) {
	mode := entry.Type()
	if mode&fs.ModeSymlink != 0 {
		if !hidden && !w.ignored(rel, false) {
			w.link(rel)
		}
		return
	}
	if entry.IsDir() {
		w.subdirectory(rel, hidden)
		return
	}
	included := w.include.match(rel, false) == matchYes
	if !included && (hidden || !w.candidate(rel, mode)) {
		if !hidden && mode.IsRegular() && MayBeText(rel) && !w.ignored(rel, false) {
			w.text(rel)
		}
		return
	}
	if !included && w.ignored(rel, false) {
		w.skip(rel, Ignored, "ignored by .gitignore or the settings", true)
		return
	}
	w.file(rel, mode)
}

func (w *walker) subdirectory(rel string, hidden bool) {
	reason := ""
	switch {
	case hidden:
		reason = "below an ignored directory"
	case w.include.match(rel, true) == matchYes:
	default:
		reason = w.unwanted(rel)
	}
	if reason == "" {
		w.directory(rel, false)
		return
	}
	if !hidden {
		w.skip(rel, Ignored, reason, true)
	}
	if w.include.reaches(rel) {
		w.directory(rel, true)
	}
}

// unwanted says why a directory is not walked, or nothing.
func (w *walker) unwanted(rel string) string {
	name := path.Base(rel)
	if why, ok := defaultIgnores[name]; ok {
		return why
	}
	if strings.HasSuffix(name, ".egg-info") {
		return "package metadata"
	}
	if _, err := os.Lstat(w.abs(rel + "/pyvenv.cfg")); err == nil {
		return "a virtual environment"
	}
	if w.ignored(rel, true) {
		return "ignored by .gitignore or the settings"
	}
	return ""
}

// defaultIgnores names directories whose content is not the project's.
var defaultIgnores = map[string]string{
	".git": "version control", ".hg": "version control", ".svn": "version control", ".bzr": "version control",
	"node_modules": "installed packages", "site-packages": "installed packages", "__pypackages__": "installed packages",
	".venv": "a virtual environment", ".tox": "test environments", ".nox": "test environments",
	"__pycache__": "a cache", ".mypy_cache": "a cache", ".ruff_cache": "a cache", ".pytest_cache": "a cache",
	".pytype": "a cache", ".hypothesis": "a cache", ".ipynb_checkpoints": "a cache", ".eggs": "installed packages",
	".direnv": "an environment",
}

// ignored asks the settings first and then the ignore files, the nearest first.
func (w *walker) ignored(rel string, dir bool) bool {
	if w.exclude.match(rel, dir) == matchYes {
		return true
	}
	for i := len(w.ignores) - 1; i >= 0; i-- {
		switch w.ignores[i].match(rel, dir) {
		case matchYes:
			return true
		case matchNo:
			return false
		}
	}
	return false
}

// link follows a symbolic link where that shows something new: a file outside
// the root. What lies inside is reached by its own path.
func (w *walker) link(rel string) {
	target, err := filepath.EvalSymlinks(w.abs(rel))
	if err != nil {
		python := path.Ext(rel) == ".py" || path.Ext(rel) == ".pyw"
		if errors.Is(err, syscall.ELOOP) || strings.Contains(err.Error(), "too many links") {
			w.skip(rel, SymlinkLoop, "a symbolic link that leads to itself", false)
		} else if python {
			w.skip(rel, Unreadable, "a symbolic link to nothing", false)
		}
		return
	}
	info, err := os.Stat(target)
	if err != nil {
		w.skip(rel, Unreadable, cause(err), false)
		return
	}
	switch inside := within(w.real, target); {
	case info.IsDir() && within(target, w.abs(rel)):
		w.skip(rel, SymlinkLoop, "a symbolic link to a directory that holds it", true)
	case info.IsDir() && inside:
		w.skip(rel, Symlink, "a symbolic link; its target is analysed by its own path", true)
	case info.IsDir():
		w.skip(rel, Symlink, "a symbolic link to a directory outside; name that one to analyse it", true)
	case !w.candidate(rel, info.Mode()):
	case inside:
		w.skip(rel, Symlink, "a symbolic link; its target is analysed by its own path", true)
	default:
		// It may be anything of this machine's, and a scan may be sent elsewhere.
		w.skip(rel, Symlink, "a symbolic link to a file outside; name that one to analyse it", true)
	}
}

// within tells whether name is dir or lies below it.
func within(dir, name string) bool {
	return name == dir || strings.HasPrefix(name, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

func (w *walker) skip(rel, code, reason string, accepted bool) {
	if !accepted {
		accepted = w.accept.matchAny(rel)
	}
	w.skipped = append(w.skipped, Skipped{Path: rel, Code: code, Reason: reason, Accepted: accepted})
}

// cause is the part of an error that does not repeat the path.
func cause(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
