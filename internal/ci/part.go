package ci

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// Part is what of a repository is looked at.
type Part struct {
	// Dirs are the directories, as seen from the top; Root is what holds them all.
	Dirs []string
	Root string
}

// PartOf makes a part of paths as they are given, which may be relative to the
// present directory; none of them stands for that directory.
func PartOf(top string, given []string) (Part, error) {
	if len(given) == 0 {
		given = []string{"."}
	}
	var p Part
	for _, name := range given {
		rel, err := below(top, name)
		if err != nil {
			return p, err
		}
		p.Dirs = append(p.Dirs, rel)
	}
	p.Root = p.Dirs[0]
	for _, d := range p.Dirs[1:] {
		for p.Root != "." && d != p.Root && !strings.HasPrefix(d, p.Root+"/") {
			p.Root = path.Dir(p.Root)
		}
	}
	return p, nil
}

// below is a path as seen from the top of the repository.
func below(top, p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	if real, err := filepath.EvalSymlinks(top); err == nil {
		top = real
	}
	rel, err := filepath.Rel(top, abs)
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("%s is not in the repository at %s", p, top)
	}
	return filepath.ToSlash(rel), nil
}

// in are the directories below another top.
func (p Part) in(top string) []string {
	out := make([]string, len(p.Dirs))
	for i, d := range p.Dirs {
		out[i] = filepath.Join(top, filepath.FromSlash(d))
	}
	return out
}

// named is a path of the repository as findings name it: as seen from the root;
// ok is false for one that lies elsewhere.
func (p Part) named(file string) (name string, ok bool) {
	if p.Root == "." {
		return file, true
	}
	return strings.CutPrefix(file, p.Root+"/")
}
