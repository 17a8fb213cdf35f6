package engine

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"leadline/internal/cells"
	"leadline/internal/finding"
	"leadline/internal/notebook"
	"leadline/internal/rule"
	"leadline/internal/workspace"
)

const askedFor = "import requests\n\ndef asked():\n    return requests.get(\"https://example.org/formula\", timeout=5).text\n"

// A flow that only the order in which the cells ran has is told, and says so; one
// that the page has is told as it is.
func TestAsRan(t *testing.T) {
	const get = "requests.get(\"https://example.org/formula\", timeout=5).text\n"
	for _, c := range []struct {
		name, frames string
		// said is "run", "page" or "" for what is said of the evaluation.
		said, confidence string
	}{
		{"in run order only", "In [1]:\nimport requests\nformula = \"1\"\nIn [3]:\neval(formula)\nIn [2]:\nformula = " + get, "run", "medium"},
		{"in both orders", "In [3]:\nimport requests\nIn [4]:\nformula = " + get + "In [6]:\neval(formula)\nIn [5]:\nother = 1\n", "page", "high"},
		{"in the order of the page only", "In [1]:\nimport requests\nIn [3]:\nformula = " + get + "In [2]:\neval(formula)\n", "page", "high"},
		{"in neither", "In [1]:\nimport requests\nIn [3]:\neval(\"1\")\nIn [2]:\nformula = " + get, "", ""},
		{"a cell that never ran", "In [2]:\nimport requests\nIn [1]:\nformula = \"1\"\nIn [3]:\neval(formula)\nIn [ ]:\nformula = " + get, "", ""},
		{"through a function of another file", "In [1]:\nfrom helper import asked\nformula = \"1\"\nIn [3]:\neval(formula)\nIn [2]:\nformula = asked()\n", "run", "medium"},
		{"of two sessions", "In [1]:\nimport requests\nformula = \"1\"\nIn [3]:\neval(formula)\nIn [2]:\nformula = " + get + "In [1]:\nother = 1\n", "run", "low"},
	} {
		dir := tree(t, map[string]string{"n.ipynb": string(notebook.FromFrames(c.frames)), "helper.py": askedFor})
		got := evaluations(scanned(t, known(t, dir)).findings)
		said, confidence := "", ""
		for _, f := range got {
			said, confidence = "page", f.Confidence
			if f.Extra["order"] == "run" && strings.HasSuffix(f.Message, rule.RanOnly) {
				said = "run"
			}
		}
		if len(got) > 1 || said != c.said || confidence != c.confidence {
			t.Errorf("%s: %d findings, the last one of %q with %q, want %q, %q", c.name, len(got), said, confidence, c.said, c.confidence)
		}
	}
}

func evaluations(all []*finding.Finding) []*finding.Finding {
	var out []*finding.Finding
	for _, f := range all {
		if f.Rule.ID == "code-injection" {
			out = append(out, f)
		}
	}
	return out
}

// A log says in which order cells ran, and which of them have another text now.
func TestAsRanWithLog(t *testing.T) {
	frames := "In [ ]:\nimport requests\nformula = \"1\"\nIn [ ]:\neval(formula)\nIn [ ]:\nformula = requests.get(\"https://example.org/\", timeout=5).text\n"
	dir := tree(t, map[string]string{"n.ipynb": string(notebook.FromFrames(frames))})
	n := notebook.FromFrames(frames)
	o := known(t, dir)
	if got := evaluations(scanned(t, o).findings); len(got) != 0 {
		t.Fatalf("without a log: %v", got[0].Message)
	}
	run := func(cell, source string) cells.Run {
		return cells.Run{Cell: cell, Hash: cells.HashOf(source), OK: true}
	}
	o.Live = &cells.Log{Version: 1, Runs: []cells.Run{
		run("cell1", "import requests\nformula = \"1\""), run("cell3", "formula = requests.get(\"https://example.org/\", timeout=5).text"), run("cell2", "eval(formula)"),
	}}
	if got := evaluations(scanned(t, o).findings); len(got) != 1 || got[0].Extra["order"] != "run" {
		t.Errorf("%d findings with the log of\n%s", len(got), n)
	}
	o.Live.Runs[1].Hash = cells.HashOf("formula = \"2\"")
	if got := evaluations(scanned(t, o).findings); len(got) != 0 {
		t.Errorf("a text that did not run: %s", got[0].Message)
	}
}

// A session looks again where the notebook or what it imports has changed.
func TestAsRanInSession(t *testing.T) {
	frames := "In [1]:\nfrom helper import asked\nformula = \"1\"\nIn [3]:\neval(formula)\nIn [2]:\nformula = asked()\n"
	dir := tree(t, map[string]string{"n.ipynb": string(notebook.FromFrames(frames)), "helper.py": askedFor, "beside.py": "def f():\n    return 1\n"})
	s := NewSession(known(t, dir))
	look := func(step string, want int, do func(finding.Handler) error) {
		t.Helper()
		k := &kept{}
		if err := do(k); err != nil {
			t.Fatal(err)
		}
		if got := evaluations(k.findings); len(got) != want {
			t.Errorf("%s: %d findings, want %d", step, len(got), want)
		}
	}
	edit := func(name, content string) func(finding.Handler) error {
		return func(h finding.Handler) error {
			return s.Edit(context.Background(), []workspace.Overlay{{Name: filepath.Join(dir, name), Content: []byte(content)}}, h)
		}
	}
	look("first", 1, func(h finding.Handler) error { return s.Scan(context.Background(), h) })
	look("another file", 1, edit("beside.py", "def f():\n    return 2\n"))
	look("what it imports gives a constant", 0, edit("helper.py", "def asked():\n    return \"3\"\n"))
	look("and asks again", 1, edit("helper.py", askedFor))
	var image bytes.Buffer
	if err := s.Write(&image); err != nil {
		t.Fatal(err)
	}
	s = NewSession(known(t, dir))
	if err := s.Read(image.Bytes()); err != nil {
		t.Fatal(err)
	}
	look("in another process", 1, func(h finding.Handler) error { return s.Scan(context.Background(), h) })
	look("and there another file", 1, edit("beside.py", "def f():\n    return 3\n"))
	inOrder := strings.NewReplacer("In [3]", "In [2]", "In [2]", "In [3]").Replace(frames)
	look("the cells ran as the page has them", 0, edit("n.ipynb", string(notebook.FromFrames(inOrder))))
}
