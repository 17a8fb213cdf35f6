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

// pattern is one line.
type pattern struct {
	text string
	// literal is how much of the text holds no wildcard.
	literal  int
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
	p.text, p.literal = line, len(line)
	if i := strings.IndexAny(line, `*?[\`); i >= 0 {
		p.literal = i
	}
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
	return p.last(below, dir)
}

// last is the verdict on a path as seen from the patterns' own directory.
func (p *patterns) last(below string, dir bool) verdict {
	for i := len(p.list) - 1; i >= 0; i-- {
		q := &p.list[i]
		if q.dirOnly && !dir || !q.fits(below) {
			continue
		}
		if q.negated {
			return matchNo
		}
		return matchYes
	}
	return matchNone
}

// fits matches a path, or its last name. Git compares the part before the first
// wildcard by itself, so that a**/b means a, then **/b.
func (q *pattern) fits(below string) bool {
	if !q.anchored {
		return wildmatch(q.text, path.Base(below), false)
	}
	rest, ok := strings.CutPrefix(below, q.text[:q.literal])
	return ok && wildmatch(q.text[q.literal:], rest, true)
}

// matchAny tells whether the path or a directory above it is matched.
func (p *patterns) matchAny(rel string) bool {
	below, ok := p.relative(rel)
	if !ok || len(p.list) == 0 {
		return false
	}
	for at, dir := below, false; at != "." && at != "/" && at != ""; at, dir = path.Dir(at), true {
		if v := p.last(at, dir); v != matchNone {
			return v == matchYes
		}
	}
	return false
}

// reaches tells whether a pattern may match something below the directory:
// whether its first parts match the directory's names. A pattern that starts
// with ** or has no slash does not lead anywhere in particular.
func (p *patterns) reaches(dir string) bool {
	below, ok := p.relative(dir)
	if !ok {
		return false
	}
	names := strings.Split(below, "/")
	for i := range p.list {
		if q := &p.list[i]; q.anchored && !q.negated && leads(strings.Split(q.text, "/"), names) {
			return true
		}
	}
	return false
}

func leads(parts, names []string) bool {
	for i, part := range parts {
		if part == "**" {
			return i > 0
		}
		if i == len(names) {
			return true
		}
		if !wildmatch(part, names[i], true) {
			return false
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
