package workspace

import "strings"

// glob is one match of a pattern against a text, as git's wildmatch has it.
// With paths set, neither * nor ? nor [...] matches a slash, and ** does where
// it stands alone between slashes.
type glob struct {
	pattern, text string
	paths         bool
	// failed remembers pairs of places that do not match, so that many stars
	// cost no more than their product; nil where few stars cannot cost more.
	failed map[[2]int]bool
}

// fewStars is how many asterisks need no memory: two are tried at each pair of places
// once.
const fewStars = 2

// wildmatch matches a whole text.
func wildmatch(pattern, text string, paths bool) bool {
	g := glob{pattern: pattern, text: text, paths: paths}
	if strings.Count(pattern, "*") > fewStars {
		g.failed = map[[2]int]bool{}
	}
	return g.match(0, 0)
}

func (g *glob) match(p, t int) bool {
	for p < len(g.pattern) {
		if g.pattern[p] == '*' {
			var done, ok bool
			if p, t, done, ok = g.star(p, t); done {
				return ok
			}
			continue
		}
		if t >= len(g.text) {
			return false
		}
		width, ok := g.one(g.pattern[p:], g.text[t])
		if !ok {
			return false
		}
		p += width
		t++
	}
	return t == len(g.text)
}

// one matches one character and says how much of the pattern that took. Git
// counts bytes.
func (g *glob) one(pattern string, c byte) (width int, ok bool) {
	switch pattern[0] {
	case '?':
		return 1, !g.paths || c != '/'
	case '[':
		width, ok = matchSet(pattern, c)
		return width, ok && (!g.paths || c != '/')
	case '\\':
		if len(pattern) == 1 {
			return 1, false // a lone backslash at the end matches nothing
		}
		return 2, pattern[1] == c
	}
	return 1, pattern[0] == c
}

// star matches one or more asterisks at p. It either decides the match (done)
// or goes on behind them.
func (g *glob) star(p, t int) (next, at int, done, ok bool) {
	q := p + 1
	for q < len(g.pattern) && g.pattern[q] == '*' {
		q++
	}
	slash := !g.paths
	if rest := g.pattern[q:]; g.paths && q > p+1 && (p == 0 || g.pattern[p-1] == '/') &&
		(rest == "" || rest[0] == '/' || strings.HasPrefix(rest, `\/`)) {
		if rest != "" && rest[0] == '/' && g.try(q+1, t) {
			return 0, 0, true, true
		}
		slash = true
	}
	if q == len(g.pattern) {
		return 0, 0, true, slash || !strings.Contains(g.text[t:], "/")
	}
	if !slash && g.pattern[q] == '/' {
		i := strings.IndexByte(g.text[t:], '/')
		return q, t + i, i < 0, false
	}
	for ; t < len(g.text); t++ {
		if g.try(q, t) {
			return 0, 0, true, true
		}
		if !slash && g.text[t] == '/' {
			break
		}
	}
	return 0, 0, true, false
}

func (g *glob) try(p, t int) bool {
	key := [2]int{p, t}
	if g.failed[key] {
		return false
	}
	if g.match(p, t) {
		return true
	}
	if g.failed != nil {
		g.failed[key] = true
	}
	return false
}

// matchSet matches a bracket expression against one byte. One that is never
// closed matches nothing.
func matchSet(pattern string, c byte) (width int, ok bool) {
	i, negated := 1, false
	if i < len(pattern) && (pattern[i] == '!' || pattern[i] == '^') {
		negated = true
		i++
	}
	s := set{pattern: pattern, c: c}
	for first := true; ; first = false {
		if i >= len(pattern) {
			return 0, false
		}
		if pattern[i] == ']' && !first {
			return i + 1, s.found != negated
		}
		if i = s.element(i); i < 0 {
			return 0, false
		}
	}
}

// set is a bracket expression being read.
type set struct {
	pattern string
	c       byte
	low     int // the character before, where a range may start; 0 is none
	found   bool
}

// element reads one element at i and returns where the next one starts, or -1.
func (s *set) element(i int) int {
	p := s.pattern
	switch {
	case p[i] == '-' && s.low != 0 && i+1 < len(p) && p[i+1] != ']':
		high, next := setChar(p, i+1)
		s.found = s.found || next > 0 && s.low <= int(s.c) && s.c <= high
		s.low = 0
		return next
	case strings.HasPrefix(p[i:], "[:"):
		end := strings.IndexByte(p[i+2:], ']')
		if end < 0 {
			return -1
		}
		if name, ok := strings.CutSuffix(p[i+2:i+2+end], ":"); ok {
			member := classes[name]
			if member == nil {
				return -1
			}
			s.found = s.found || member(s.c)
			s.low = 0
			return i + 2 + end + 1
		}
	}
	char, next := setChar(p, i)
	s.found = s.found || next > 0 && char == s.c
	s.low = int(char)
	return next
}

func setChar(pattern string, i int) (c byte, next int) {
	if pattern[i] == '\\' {
		i++
	}
	if i >= len(pattern) {
		return 0, -1
	}
	return pattern[i], i + 1
}

// classes are the POSIX character classes; bytes outside ASCII are in none.
var classes = map[string]func(byte) bool{
	"alpha":  func(c byte) bool { return c|32 >= 'a' && c|32 <= 'z' },
	"digit":  func(c byte) bool { return c >= '0' && c <= '9' },
	"alnum":  alnum,
	"upper":  func(c byte) bool { return c >= 'A' && c <= 'Z' },
	"lower":  func(c byte) bool { return c >= 'a' && c <= 'z' },
	"space":  func(c byte) bool { return c == ' ' || c >= 9 && c <= 13 },
	"blank":  func(c byte) bool { return c == ' ' || c == '\t' },
	"punct":  func(c byte) bool { return c > 32 && c < 127 && !alnum(c) },
	"print":  func(c byte) bool { return c >= 32 && c < 127 },
	"graph":  func(c byte) bool { return c > 32 && c < 127 },
	"cntrl":  func(c byte) bool { return c < 32 || c == 127 },
	"xdigit": func(c byte) bool { return c >= '0' && c <= '9' || c|32 >= 'a' && c|32 <= 'f' },
}

func alnum(c byte) bool { return c|32 >= 'a' && c|32 <= 'z' || c >= '0' && c <= '9' }
