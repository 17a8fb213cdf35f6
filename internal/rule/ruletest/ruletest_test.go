package ruletest

import (
	"testing"
	"testing/fstest"
)

func TestCases(t *testing.T) {
	page := "# T\n\n## What\n## Why\n## Bad\n```py bad\nf()  # want\n```\n```py fixed\ng()\n```\n## Good\n```py good\ng()\n```\n## Fix\n## Limits\n"
	if p := CheckPage(page); len(p) > 0 {
		t.Error(p)
	}
	cases, err := Cases(fstest.MapFS{
		"r/rule.md":             {Data: []byte(page)},
		"r/testdata/two.txtar":  {Data: []byte("note\n-- a.py --\nx\n-- b/c.py --\ny  # want \"text\"\nz  # want:missing\n")},
		"r/testdata/vuln.py":    {Data: []byte("a  # want:spurious\nb  # ok: like c\n")},
		"r/testdata/notes.none": {Data: []byte("")},
	}, "r")
	if err != nil || len(cases) != 5 {
		t.Fatal(err, len(cases))
	}
	if cases[0].Fixed != "g()\n" || cases[0].Wants[0].Line != 1 {
		t.Errorf("%+v", cases[0])
	}
	if cases[1].Oks != 1 || cases[4].Oks != 1 {
		t.Errorf("near misses: %d on the page, %d in testdata", cases[1].Oks, cases[4].Oks)
	}
	two := cases[3]
	if len(two.Files) != 2 || len(two.Wants) != 2 {
		t.Errorf("%+v", two)
	}
	r := Compare(two, []Got{{Rule: "r", File: "b/c.py", Line: 1, Message: "some text"}, {Rule: "other", File: "a.py", Line: 1}})
	if len(r.Problems) != 0 || r.Missing != 1 {
		t.Errorf("%+v", r)
	}
	r = Compare(two, []Got{{Rule: "r", File: "b/c.py", Line: 2}, {Rule: "r", File: "a.py", Line: 1}})
	if len(r.Problems) != 3 {
		t.Errorf("%+v", r)
	}
}
