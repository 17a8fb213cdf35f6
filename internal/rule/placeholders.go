package rule

import "regexp"

var placeholder = regexp.MustCompile(`%(?:\(([^)]*)\))?([#0\- +]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?(.)?`)

// Placeholders counts the values that a % format takes, or lists the names of
// those that it looks up; ok is false when it has a conversion that Python does
// not know.
func Placeholders(format string) (n int, names []string, ok bool) {
	for _, m := range placeholder.FindAllStringSubmatch(format, -1) {
		if m[5] == "%" {
			continue
		}
		if len(m[5]) != 1 || !knownConversion[m[5][0]] {
			return n, names, false
		}
		if m[1] != "" {
			names = append(names, m[1])
			continue
		}
		n++
		for _, width := range m[3:5] {
			if width == "*" {
				n++
			}
		}
	}
	return n, names, true
}

var knownConversion = map[byte]bool{'d': true, 'i': true, 'o': true, 'u': true, 'x': true, 'X': true, 'e': true, 'E': true, 'f': true, 'F': true,
	'g': true, 'G': true, 'c': true, 'r': true, 's': true, 'a': true, 'b': true}
