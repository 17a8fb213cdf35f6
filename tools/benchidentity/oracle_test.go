package main

import (
	"testing"

	"leadline/internal/identity"
)

// TestWay: lines before, in and behind hunks, in files that were renamed and removed.
func TestWay(t *testing.T) {
	w := &way{files: map[string]*fileWay{
		"a.py": {to: "b.py", hunks: []hunk{{3, 2, 3, 1}, {7, 0, 7, 3}, {10, 1, 12, 0}}},
		"x.py": {},
	}}
	for _, c := range []struct {
		path string
		line int
		to   string
		at   int
		ok   bool
	}{
		{"a.py", 2, "b.py", 2, true}, {"a.py", 3, "b.py", 0, false}, {"a.py", 4, "b.py", 0, false}, {"a.py", 5, "b.py", 4, true},
		{"a.py", 7, "b.py", 6, true}, {"a.py", 8, "b.py", 10, true}, {"a.py", 10, "b.py", 0, false}, {"a.py", 11, "b.py", 12, true},
		{"x.py", 1, "", 0, false}, {"y.py", 9, "y.py", 9, true},
	} {
		if to, at, ok := w.line(c.path, c.line); ok != c.ok || ok && (to != c.to || at != c.at) {
			t.Errorf("%s:%d went to %s:%d, %v", c.path, c.line, to, at, ok)
		}
	}
	for text, want := range map[string]hunk{"@@ -1 +2,3 @@ def f": {1, 1, 2, 3}, "@@ -5,0 +6 @@": {5, 0, 6, 1}} {
		if h, err := parseHunk(text); err != nil || h != want {
			t.Errorf("%q: %+v, %v", text, h, err)
		}
	}
}

// TestJudge: what the matcher loses or mistakes is counted, what git cannot follow is not.
func TestJudge(t *testing.T) {
	w := &way{files: map[string]*fileWay{"a.py": {to: "a.py", hunks: []hunk{{0, 0, 1, 2}, {20, 1, 22, 1}}}}}
	at := func(lines ...int) (out []identity.Subject) {
		for _, l := range lines {
			out = append(out, identity.Subject{Rule: "r", Path: "a.py", Line: l})
		}
		return out
	}
	for what, c := range map[string]struct {
		old, now []int
		pairs    []identity.Pair
		want     score
	}{
		"all right":          {[]int{1, 5}, []int{3, 7}, []identity.Pair{{Old: 0, New: 0}, {Old: 1, New: 1}}, score{kept: 2, judged: 2}},
		"lost":               {[]int{1}, []int{3}, nil, score{fresh: 1, gone: 1, judged: 1, falseNew: 1, falseFixed: 1}},
		"crossed":            {[]int{1, 5}, []int{3, 7}, []identity.Pair{{Old: 0, New: 1}, {Old: 1, New: 0}}, score{kept: 2, judged: 2, wrong: 2}},
		"really gone":        {[]int{1}, []int{9}, nil, score{fresh: 1, gone: 1}},
		"rewritten":          {[]int{20}, []int{22}, nil, score{fresh: 1, gone: 1}},
		"one of two is gone": {[]int{5, 5}, []int{7}, []identity.Pair{{Old: 1, New: 0}}, score{kept: 1, gone: 1, judged: 1}},
	} {
		var got score
		got.judge(at(c.old...), at(c.now...), c.pairs, w)
		c.want.commits, c.want.findings = 1, len(c.now)
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", what, got, c.want)
		}
	}
}
