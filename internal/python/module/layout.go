// Package module knows which file a dotted name means: source roots, packages
// with and without an __init__, and what an importing file finds beside it. It
// must not read files, and it must not know what is in them.
//
// A Layout is made from the paths of a project alone, so the same paths give
// the same answers everywhere. Its window is Print.
package module

import (
	"fmt"
	"io"
	"sort"
	"strings"
)

// Layout is the modules of a project. Paths are relative to the project, with
// forward slashes.
type Layout struct {
	files map[string]bool
	dirs  map[string]bool // directories with Python below them
	roots []string        // with a slash at the end, or empty; in order of search
	// implied maps the name of a package that lies in no root, in a directory
	// that is itself no package, to those directories: whoever runs the code
	// from there imports it by that name.
	implied map[string][]string
}

// suffixes of importable files, in order of preference.
func suffixes() [3]string { return [...]string{".py", ".pyw", ".pyi"} }

// NewLayout makes the layout of the files at paths. Without given roots, src is
// one unless it is a package itself. The top of the project always is the last.
func NewLayout(paths, roots []string) *Layout {
	l := &Layout{files: make(map[string]bool, len(paths)), dirs: map[string]bool{}, implied: map[string][]string{}}
	for _, p := range paths {
		if stem(p) == "" {
			continue
		}
		l.files[p] = true
		for d := parent(p); d != "" && !l.dirs[d]; d = parent(d) {
			l.dirs[d] = true
		}
	}
	if len(roots) == 0 && l.dirs["src"] && !l.isPackageDir("src") {
		roots = []string{"src"}
	}
	for _, r := range roots {
		if r = clean(r); r != "" {
			l.roots = append(l.roots, r+"/")
		}
	}
	l.roots = append(l.roots, "")
	l.imply(paths)
	return l
}

// clean is a root as the paths spell it: no dot and no slash around it.
func clean(root string) string {
	for strings.HasPrefix(root, "./") {
		root = root[2:]
	}
	root = strings.Trim(root, "/")
	if root == "." {
		return ""
	}
	return root
}

// imply notes the packages that lie in no root.
func (l *Layout) imply(paths []string) {
	for _, p := range paths {
		dir := parent(p)
		if stem(p) == "" || !strings.HasSuffix(stem(p), "__init__") || dir == "" {
			continue
		}
		up := parent(dir)
		if up == "" || l.isPackageDir(up) || l.isRoot(up+"/") {
			continue
		}
		name := dir[len(up)+1:]
		l.implied[name] = append(l.implied[name], up+"/")
	}
	for name, dirs := range l.implied {
		sort.Strings(dirs)
		l.implied[name] = unique(dirs)
	}
}

func unique(sorted []string) []string {
	out := sorted[:0]
	for i, s := range sorted {
		if i == 0 || s != sorted[i-1] {
			out = append(out, s)
		}
	}
	return out
}

func (l *Layout) isRoot(dir string) bool {
	for _, r := range l.roots {
		if r == dir {
			return true
		}
	}
	return false
}

func (l *Layout) isPackageDir(dir string) bool {
	for _, s := range suffixes() {
		if l.files[dir+"/__init__"+s] {
			return true
		}
	}
	return false
}

// parent is the directory of a path, empty at the top.
func parent(path string) string { return path[:max(0, strings.LastIndexByte(path, '/'))] }

// stem is a path without the suffix of an importable file, empty for others.
func stem(path string) string {
	for _, s := range suffixes() {
		if strings.HasSuffix(path, s) {
			return path[:len(path)-len(s)]
		}
	}
	return ""
}

// Name is the dotted name of a file: its path from the innermost root that
// holds it. It is empty for an __init__ at a root and for what is no module.
func (l *Layout) Name(path string) (name string, isPackage bool) {
	rest := stem(path)
	best := ""
	for _, r := range l.roots {
		if strings.HasPrefix(path, r) && len(r) > len(best) {
			best = r
		}
	}
	if rest == "" {
		return "", false
	}
	rest = rest[len(best):]
	if rest == "__init__" || strings.HasSuffix(rest, "/__init__") {
		isPackage, rest = true, strings.TrimSuffix(rest[:len(rest)-len("__init__")], "/")
	}
	return strings.ReplaceAll(rest, "/", "."), isPackage
}

// Resolve finds the file of a dotted name: in the roots, else in the one
// directory outside of them that holds a package of that name. A package
// without __init__ is found with an empty path.
func (l *Layout) Resolve(dotted string) (path string, ok bool) {
	return l.search(l.roots, dotted)
}

// ResolveFrom finds what a dotted name means in one file. A file that lies in
// no package finds its neighbours first, as a script does; other files find
// what lies in the directories around them last.
func (l *Layout) ResolveFrom(importer, dotted string) (path string, ok bool) {
	dir := parent(importer)
	if dir != "" && !l.isPackageDir(dir) {
		if path, ok := l.in(dir+"/", dotted); ok {
			return path, true
		}
	}
	if path, ok := l.search(l.roots, dotted); ok {
		return path, true
	}
	for ; dir != ""; dir = parent(dir) {
		if path, ok := l.in(dir+"/", dotted); ok {
			return path, true
		}
	}
	return "", false
}

// search looks in the roots, then in the implied ones, then for packages
// without __init__.
func (l *Layout) search(roots []string, dotted string) (string, bool) {
	if dotted == "" || dotted[0] == '.' {
		return "", false
	}
	for _, r := range roots {
		if path, ok := l.in(r, dotted); ok {
			return path, true
		}
	}
	first, _, _ := strings.Cut(dotted, ".")
	if dirs := l.implied[first]; len(dirs) == 1 {
		if path, ok := l.in(dirs[0], dotted); ok {
			return path, true
		}
	}
	below := strings.ReplaceAll(dotted, ".", "/")
	for _, r := range roots {
		if l.dirs[r+below] {
			return "", true
		}
	}
	return "", false
}

// in looks in one directory, which ends with a slash. A package comes before a
// module of the same name.
func (l *Layout) in(dir, dotted string) (string, bool) {
	base := dir + strings.ReplaceAll(dotted, ".", "/")
	for _, s := range suffixes() {
		if p := base + "/__init__" + s; l.files[p] {
			return p, true
		}
		if p := base + s; l.files[p] {
			return p, true
		}
	}
	return "", false
}

// Print writes the modules by path, as stable text.
func Print(w io.Writer, l *Layout) {
	paths := make([]string, 0, len(l.files))
	for p := range l.files {
		paths = append(paths, p)
	}
	sort.Strings(paths)
	for _, p := range paths {
		name, isPackage := l.Name(p)
		kind := "module"
		if isPackage {
			kind = "package"
		}
		fmt.Fprintf(w, "%s %s %s\n", p, kind, name)
	}
}
