package identity

import (
	"path"
	"strings"

	"leadline/internal/notebook"
	"leadline/internal/text"
)

// Trees is the way from one revision of a project to another, given as the
// hashes of the contents of all files by path. Contents are read when they are
// asked for.
type Trees struct {
	old, new map[string]string
	renamed  map[string]string
	text     func(hash string) string
	maps     map[string]*LineMap
}

// CompareTrees finds what was renamed between two revisions; old is empty when
// there was none. text gives a content by its hash.
func CompareTrees(old, new map[string]string, text func(hash string) string) *Trees {
	t := &Trees{old: old, new: new, text: text, maps: map[string]*LineMap{}, renamed: map[string]string{}}
	if len(old) > 0 {
		t.renamed = Renames(old, new, text)
	}
	return t
}

// Revision is what Match wants to know.
func (t *Trees) Revision() Revision {
	return Revision{Renamed: t.renamed, Lines: t.Lines, Moved: t.Moved}
}

// Follow is the path that a file of the old revision has in the new one, where
// it may be missing.
func (t *Trees) Follow(oldPath string) string {
	if to, ok := t.renamed[oldPath]; ok {
		return to
	}
	return oldPath
}

// Was is the path that a file of the new revision had in the old one; ok is
// false when it is a new file.
func (t *Trees) Was(newPath string) (old string, ok bool) {
	for from, to := range t.renamed {
		if to == newPath {
			return from, true
		}
	}
	return newPath, t.old[newPath] != ""
}

// Has tells whether the new revision has a path.
func (t *Trees) Has(path string) bool { return t.new[path] != "" }

// Lines maps the lines of a file, by its old path; nil when one of the
// revisions lacks it.
func (t *Trees) Lines(oldPath string) *LineMap {
	if m, ok := t.maps[oldPath]; ok {
		return m
	}
	to := t.Follow(oldPath)
	var m *LineMap
	if was, now := t.old[oldPath], t.new[to]; was != "" && now != "" {
		m = MapLines(code(oldPath, t.text(was)), code(to, t.text(now)))
	}
	t.maps[oldPath] = m
	return m
}

// Edited tells whether a file is not what it was.
func (t *Trees) Edited(oldPath string) bool {
	was := t.old[oldPath]
	return was != "" && was != t.new[t.Follow(oldPath)]
}

// company is how many letters and digits must stand, the same on both sides, next to
// a place, above and below, for it to have moved with what is around it.
const company = 20

// Moved tells whether what stands around a finding's place went along with it: the
// lines directly above it and those directly below are the same at the new place.
func (t *Trees) Moved(old, new *Subject) bool {
	if t.old[old.Path] == "" || t.new[new.Path] == "" {
		return false
	}
	a := strings.Split(code(old.Path, t.text(t.old[old.Path])), "\n")
	b := strings.Split(code(new.Path, t.text(t.new[new.Path])), "\n")
	return together(a, b, old.Line-2, new.Line-2, -1)+together(a, b, old.Line, new.Line, 1) >= company
}

// together counts the letters and digits of the lines that are the same from two
// places on, upwards or downwards. Lines without any do not count.
func together(a, b []string, i, j, step int) (n int) {
	for n < company {
		i, j = written(a, i, step), written(b, j, step)
		if i < 0 || j < 0 || i >= len(a) || j >= len(b) || strings.TrimSpace(a[i]) != strings.TrimSpace(b[j]) {
			return n
		}
		for _, c := range []byte(a[i]) {
			if wordByte(c) {
				n++
			}
		}
		i, j = i+step, j+step
	}
	return n
}

// written is the next line on which something stands.
func written(lines []string, i, step int) int {
	for i >= 0 && i < len(lines) && strings.TrimSpace(lines[i]) == "" {
		i += step
	}
	return i
}

// around is how many lines beside a place count as the place.
const around = 1

// Touched tells whether the change touched a finding's place, its flow or the
// function around it.
func (t *Trees) Touched(s *Subject) bool {
	if t.Edited(s.Path) {
		first, last := ScopeLines(code(s.Path, t.text(t.old[s.Path])), s.Line)
		if t.Lines(s.Path).Changed(first, last) {
			return true
		}
	}
	for _, p := range s.Steps {
		if t.Edited(p.Path) && t.Lines(p.Path).Changed(p.Line-around, p.Line+around) {
			return true
		}
	}
	return false
}

// code is a file as findings count its lines: of a notebook, its code cells
// one after the other.
func code(name, content string) string {
	if path.Ext(name) != ".ipynb" {
		return content
	}
	if f := notebook.Split(text.New(name, []byte(content))).File; f != nil {
		return string(f.Bytes)
	}
	return content
}
