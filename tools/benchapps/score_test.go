package main

import "testing"

func TestCompare(t *testing.T) {
	labels := []label{{file: "a.py", line: 10, class: "xss"}, {file: "a.py", line: 11, class: "xss"}, {file: "b.py", line: 5, class: "ssrf"}}
	for name, c := range map[string]struct {
		found                     []found
		hits, missed, extra, many int
	}{
		"each its own":        {[]found{{"a.py", "xss", "", 10}, {"a.py", "xss", "", 11}, {"b.py", "ssrf", "", 6}}, 3, 0, 0, 3},
		"one is not two":      {[]found{{"a.py", "xss", "", 10}}, 1, 2, 0, 1},
		"another class":       {[]found{{"b.py", "xss", "", 5}}, 0, 3, 1, 1},
		"too far":             {[]found{{"b.py", "ssrf", "", 7}}, 0, 3, 1, 1},
		"another file":        {[]found{{"c.py", "ssrf", "", 5}}, 0, 3, 1, 1},
		"twice is not false":  {[]found{{"b.py", "ssrf", "", 5}, {"b.py", "ssrf", "", 4}}, 1, 2, 0, 2},
		"without any classes": {[]found{{"a.py", "", "", 10}, {"b.py", "", "", 9}}, 2, 1, 1, 2},
	} {
		s := compare(labels, c.found)
		if s.hits != c.hits || len(s.missed) != c.missed || len(s.extra) != c.extra || s.claims != c.many {
			t.Errorf("%s: %d hits, %d missed, %d extra of %d", name, s.hits, len(s.missed), len(s.extra), s.claims)
		}
	}
}
