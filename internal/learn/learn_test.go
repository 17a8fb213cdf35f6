package learn

import (
	"strings"
	"testing"
)

func TestMarks(t *testing.T) {
	for text, want := range map[string]string{
		"../x": "/ ..", "<b>": "< >", "http://h/": "/ ://", "a b": "", "it's": "'", "a\nb": "\n",
	} {
		if got := strings.Join(marksIn(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := strings.Join(marksIn(taken("[^a-z/]")), ""); strings.Contains(got, "/") || !strings.Contains(got, "<") {
		t.Errorf("[^a-z/] keeps the slash and takes the rest: %q", got)
	}
}

func TestClass(t *testing.T) {
	for name, want := range map[string]string{"webby.App.route": "webby.App", "webby.route": "", "a.b.C.d": "a.b.C", "App.route": ""} {
		if got := classIn(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestWrite: accepted rows become a model with their evidence, and a proof that
// imports what it speaks of.
func TestWrite(t *testing.T) {
	list := []*Proposal{
		{Section: "sanitizers", Key: "a.b.clean(0:x)", Value: "[html-escaped]", imports: "a.b", Evidence: []Evidence{{"a/b.py", 3, "replaces `<`"}},
			proof: []string{"sink(a.b.clean(source()))  # clean: html-escaped"}},
		{Section: "entrypoints", Key: "@web.App.on", Value: "{params: message-input}", imports: "web", classes: []string{"web.App"},
			proof: []string{"@web.App().on(\"/\")", "def entry%d(value):", "    sink(value)  # source: message-input"}},
	}
	model := Model("learned", list)
	for _, want := range []string{"library: learned\n", "modules: [a, web]\n", "classes:\n  web.App:\n", "sanitizers:\n  # a/b.py:3 replaces `<`\n  \"a.b.clean(0:x)\": [html-escaped]\n", "\"@web.App.on\": {params: message-input}"} {
		if !strings.Contains(model, want) {
			t.Errorf("no %q in\n%s", want, model)
		}
	}
	if got, want := Proof(list), "import a.b\nimport web\nfrom leadline_proof import sink, source\n\nsink(a.b.clean(source()))  # clean: html-escaped\n@web.App().on(\"/\")\ndef entry2(value):\n    sink(value)  # source: message-input\n"; got != want {
		t.Errorf("the proof is\n%s", got)
	}
}
