package workspace

import (
	"bytes"
	"path"
	"strings"
)

// verdict is what a set of patterns says of a path.
type verdict uint8

const (
	matchNone verdict = iota
	matchYes
	matchNo // a later pattern with ! took it back
)

// place is a directory that patterns are relative to, seen from the root: below
// it (strip is its path) or above (add is the root's path from there).
type place struct{ strip, add string }

// patterns are the lines of one ignore file, which stands in some place.
type patterns struct {
	place
	list []pattern
}

// pattern is one line, split at its slashes.
type pattern struct {
	parts    []string
	negated  bool
	dirOnly  bool
	anchored bool // has a slash: matched from base, else against the last name
}

func splitLines(data []byte) []string {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	lines := strings.Split(string(data), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSuffix(l, "\r")
	}
	return lines
}

func parsePatterns(at place, lines []string) *patterns {
	p := &patterns{place: at}
	for _, l := range lines {
		if q, ok := parsePattern(l); ok {
			p.list = append(p.list, q)
		}
	}
	return p
}

// parsePattern follows gitignore(5).
func parsePattern(line string) (pattern, bool) {
	line = trimSpaces(line)
	if line == "" || line[0] == '#' {
		return pattern{}, false
	}
	var p pattern
	if line[0] == '!' {
		p.negated = true
		line = line[1:]
	}
	if strings.HasSuffix(line, "/") {
		p.dirOnly = true
		line = line[:len(line)-1]
	}
	p.anchored = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return pattern{}, false
	}
	p.parts = strings.Split(line, "/")
	return p, true
}

// trimSpaces removes trailing spaces that no backslash keeps.
func trimSpaces(s string) string {
	end := len(s)
	for end > 0 && s[end-1] == ' ' {
		slashes := 0
		for i := end - 2; i >= 0 && s[i] == '\\'; i-- {
			slashes++
		}
		if slashes%2 == 1 {
			break
		}
		end--
	}
	return s[:end]
}

// match gives the verdict of the last pattern that fits the path itself. What
// an ignored directory holds is the walk's business.
func (p *patterns) match(rel string, dir bool) verdict {
	if len(p.list) == 0 {
		return matchNone
	}
	below, ok := p.relative(rel)
	if !ok {
		return matchNone
	}
	return p.last(strings.Split(below, "/"), dir)
}

func (p *patterns) last(names []string, dir bool) verdict {
	for i := len(p.list) - 1; i >= 0; i-- {
		q := &p.list[i]
		if q.dirOnly && !dir || !q.fits(names) {
			continue
		}
		if q.negated {
			return matchNo
		}
		return matchYes
	}
	return matchNone
}

func (q *pattern) fits(names []string) bool {
	if q.anchored {
		return matchParts(q.parts, names)
	}
	return matchName(q.parts[0], names[len(names)-1])
}

// matchAny tells whether the path or a directory above it is matched.
func (p *patterns) matchAny(rel string) bool {
	below, ok := p.relative(rel)
	if !ok || len(p.list) == 0 {
		return false
	}
	names := strings.Split(below, "/")
	for n := len(names); n > 0; n-- {
		if v := p.last(names[:n], n < len(names)); v != matchNone {
			return v == matchYes
		}
	}
	return false
}

// reaches tells whether a pattern may match something below the directory.
func (p *patterns) reaches(dir string) bool {
	below, ok := p.relative(dir)
	if !ok {
		return false
	}
	names := strings.Split(below, "/")
	for i := range p.list {
		q := &p.list[i]
		if !q.anchored || q.negated || len(q.parts) <= len(names) && !strings.Contains(strings.Join(q.parts, "/"), "**") {
			continue
		}
		fits := true
		for j := 0; j < len(names) && j < len(q.parts) && q.parts[j] != "**"; j++ {
			fits = fits && matchName(q.parts[j], names[j])
		}
		if fits && q.parts[0] != "**" {
			return true
		}
	}
	return false
}

// relative is a path as seen from the patterns' own directory.
func (p *patterns) relative(rel string) (string, bool) {
	if p.strip != "" {
		return strings.CutPrefix(rel, p.strip+"/")
	}
	return path.Join(p.add, rel), true
}
