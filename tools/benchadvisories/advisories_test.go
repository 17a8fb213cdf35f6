package main

import (
	"slices"
	"testing"
)

func TestVersions(t *testing.T) {
	order := []string{"0.9", "1.0.dev1", "1.0a1", "1.0b2.dev3", "1.0b2", "1.0rc1", "1.0", "1.0.post1", "1.0.1", "1.2", "1.10", "2.9.2", "1!0.1"}
	for i := range order[1:] {
		a, okA := parseVersion(order[i])
		b, okB := parseVersion(order[i+1])
		if !okA || !okB || a.compare(b) >= 0 {
			t.Errorf("%s is not before %s", order[i], order[i+1])
		}
	}
	a, _ := parseVersion("1.0")
	b, _ := parseVersion("v1.0.0")
	if a.compare(b) != 0 {
		t.Error("1.0 and v1.0.0 are one release")
	}
	if _, ok := parseVersion("latest"); ok {
		t.Error("latest is no version")
	}
}

func TestClassOf(t *testing.T) {
	for text, want := range map[string]string{
		"A Path Traversal in x allows XSS": "22",
		"reflected cross-site scripting":   "79",
		"Improper limits (CWE-22)":         "22",
		"it evaluates input":               "",
		"it calls eval on input":           "94",
		"YAML is loaded by yaml.load":      "502",
	} {
		if got := classOf(text); got != want {
			t.Errorf("%q is of %q, want %q", text, got, want)
		}
	}
}

func TestReleases(t *testing.T) {
	a := advisory{}
	a.Affected = make([]struct {
		Package  struct{ Name, Ecosystem string }
		Versions []string
		Ranges   []struct {
			Type   string
			Events []map[string]string
		}
	}, 1)
	a.Affected[0].Versions = []string{"1.0", "1.9", "1.10", "1.11rc1", "2.0", "2.1"}
	a.Affected[0].Ranges = []struct {
		Type   string
		Events []map[string]string
	}{{"ECOSYSTEM", []map[string]string{{"introduced": "0"}, {"fixed": "1.11"}}}}
	if b, f := a.releases(); b != "1.10" || f != "1.11" {
		t.Errorf("%s and %s: the newest one that everybody gets is the last affected", b, f)
	}
	a.Affected[0].Ranges[0].Events = append(a.Affected[0].Ranges[0].Events, map[string]string{"introduced": "2.0"}, map[string]string{"fixed": "2.2"})
	if b, f := a.releases(); b != "2.1" || f != "2.2" {
		t.Errorf("%s and %s: the newest line counts", b, f)
	}
}

const old = `"""Text."""
import os
LIMIT = 1

class A:
    """Says something."""
    def read(self, name):
        """Reads."""
        # a comment
        return open(name).read()

    def same(self):
        def inner():
            return 1
        return inner
`

const mended = `import os
LIMIT = 2

class A:
    def read(self, name):
        return open(os.path.basename(name)).read()

    def same(self):
        """Says more."""
        def inner():
            return 2
        return  inner
`

func TestChanges(t *testing.T) {
	var names []string
	for _, p := range changes(&tree{pieces: pieces("a.py", []byte(old))}, &tree{pieces: pieces("a.py", []byte(mended))}) {
		names = append(names, p.name+"|"+p.text)
	}
	want := []string{`A.read|defread(self,name):returnopen(name).read()`, `A.same.inner|definner():return1`, `|LIMIT=1`}
	if !slices.Equal(names, want) {
		t.Errorf("changed: %q, want %q", names, want)
	}
}

func TestJudge(t *testing.T) {
	changed := []piece{{path: "a.py", name: "f", first: 3, last: 9}}
	at := func(rule, line string, steps ...place) found {
		return found{rule: rule, function: "f", line: line, steps: steps}
	}
	inside, outside := place{"a.py", 5}, place{"b.py", 5}
	for name, c := range map[string]struct {
		before, after []found
		found, silent int
	}{
		"found and mended":      {[]found{at("xss", "a", inside)}, nil, 1, 1},
		"still there":           {[]found{at("xss", "a", inside)}, []found{at("xss", " a ", place{"c.py", 50})}, 1, 0},
		"one of two":            {[]found{at("xss", "a", inside), at("xss", "a", inside)}, []found{at("xss", "a", inside)}, 2, 1},
		"only its flow touches": {[]found{at("xss", "a", inside, outside)}, nil, 1, 1},
		"elsewhere":             {[]found{at("xss", "a", outside)}, nil, 0, 0},
		"another class":         {[]found{at("ssrf", "a", inside)}, nil, 0, 0},
	} {
		r := row{class: "79"}
		if r.judge(c.before, c.after, changed); r.found != c.found || r.silent != c.silent {
			t.Errorf("%s: %d found, %d silent", name, r.found, r.silent)
		}
	}
}
