package workspace

import "strings"

// matchParts matches a pattern's parts against a path's names. A part ** stands
// for any number of names; at the end for one or more.
func matchParts(parts, names []string) bool {
	for len(parts) > 0 {
		if parts[0] == "**" {
			if len(parts) == 1 {
				return len(names) > 0
			}
			for i := range names {
				if matchParts(parts[1:], names[i:]) {
					return true
				}
			}
			return false
		}
		if len(names) == 0 || !matchName(parts[0], names[0]) {
			return false
		}
		parts, names = parts[1:], names[1:]
	}
	return len(names) == 0
}

// matchName matches one name: * ? [...] and \ as in wildmatch(3). On a failure
// it goes back to the last star only, which is enough and keeps it quadratic.
func matchName(pattern, name string) bool {
	p, n, star, from := 0, 0, -1, 0
	for n < len(name) {
		if p < len(pattern) && pattern[p] == '*' {
			star, from = p, n
			p++
			continue
		}
		if width, step, ok := matchOne(pattern[p:], name[n:]); ok {
			p += width
			n += step
			continue
		}
		if star < 0 {
			return false
		}
		from++
		p, n = star+1, from
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// matchOne matches one character: how much of the pattern and of the name it
// took.
func matchOne(pattern, name string) (width, step int, ok bool) {
	if pattern == "" {
		return 0, 0, false
	}
	switch pattern[0] {
	case '?':
		return 1, 1, true
	case '[':
		width, ok = matchSet(pattern, name[0])
		return width, 1, ok
	case '\\':
		if len(pattern) == 1 {
			return 0, 0, false // a lone backslash at the end matches nothing
		}
		return 2, 1, pattern[1] == name[0]
	}
	return 1, 1, pattern[0] == name[0]
}

// matchSet matches a bracket expression against one byte; git counts bytes.
func matchSet(pattern string, c byte) (width int, ok bool) {
	i, negated, found := 1, false, false
	if i < len(pattern) && (pattern[i] == '!' || pattern[i] == '^') {
		negated = true
		i++
	}
	for first := true; ; first = false {
		if i >= len(pattern) {
			return 0, false // never closed: matches nothing
		}
		if pattern[i] == ']' && !first {
			return i + 1, found != negated
		}
		if class, rest, isClass := cutClass(pattern[i:]); isClass {
			member, known := classes[class]
			if !known {
				return 0, false
			}
			found = found || member(c)
			i = len(pattern) - len(rest)
			continue
		}
		low, next, good := setChar(pattern, i)
		if !good {
			return 0, false
		}
		high := low
		i = next
		if i+1 < len(pattern) && pattern[i] == '-' && pattern[i+1] != ']' {
			if high, i, good = setChar(pattern, i+1); !good {
				return 0, false
			}
		}
		found = found || low <= c && c <= high
	}
}

func setChar(pattern string, i int) (c byte, next int, ok bool) {
	if pattern[i] == '\\' {
		i++
	}
	if i >= len(pattern) {
		return 0, i, false
	}
	return pattern[i], i + 1, true
}

func cutClass(s string) (class, rest string, ok bool) {
	body, ok := strings.CutPrefix(s, "[:")
	if !ok {
		return "", s, false
	}
	return strings.Cut(body, ":]")
}

// classes are the POSIX character classes; bytes outside ASCII are in none.
var classes = map[string]func(byte) bool{
	"alpha":  func(c byte) bool { return c|32 >= 'a' && c|32 <= 'z' },
	"digit":  func(c byte) bool { return c >= '0' && c <= '9' },
	"alnum":  func(c byte) bool { return c|32 >= 'a' && c|32 <= 'z' || c >= '0' && c <= '9' },
	"upper":  func(c byte) bool { return c >= 'A' && c <= 'Z' },
	"lower":  func(c byte) bool { return c >= 'a' && c <= 'z' },
	"space":  func(c byte) bool { return c == ' ' || c >= 9 && c <= 13 },
	"blank":  func(c byte) bool { return c == ' ' || c == '\t' },
	"punct":  func(c byte) bool { return c > 32 && c < 127 && !(c|32 >= 'a' && c|32 <= 'z' || c >= '0' && c <= '9') },
	"print":  func(c byte) bool { return c >= 32 && c < 127 },
	"graph":  func(c byte) bool { return c > 32 && c < 127 },
	"cntrl":  func(c byte) bool { return c < 32 || c == 127 },
	"xdigit": func(c byte) bool { return c >= '0' && c <= '9' || c|32 >= 'a' && c|32 <= 'f' },
}
