package main

import "testing"

func TestCompare(t *testing.T) {
	labels := []label{{File: "a.py", Line: 10, Class: "xss"}, {File: "a.py", Line: 11, Class: "xss"}, {File: "b.py", Line: 5, Class: "ssrf"}}
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
