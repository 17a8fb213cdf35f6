package lower_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadline/internal/ir"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// TestSpecs lowers the Python fences of testdata/*.md and compares the result
// with the IR fence behind each. -update writes what came out.
func TestSpecs(t *testing.T) {
	pages, _ := filepath.Glob("testdata/*.md")
	if len(pages) == 0 {
		t.Fatal("no specs")
	}
	for _, page := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(page), ".md"), func(t *testing.T) { runPage(t, page) })
	}
}

func runPage(t *testing.T, page string) {
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	got := rewrite(t, string(content))
	if got == string(content) {
		return
	}
	if flag.Lookup("update").Value.String() == "true" {
		os.WriteFile(page, []byte(got), 0o644)
		return
	}
	want, have := strings.Split(string(content), "\n"), strings.Split(got, "\n")
	for i := range have {
		if i >= len(want) || want[i] != have[i] {
			t.Fatalf("%s:%d differs: got\n%s", page, i+1, strings.Join(have[i:min(i+12, len(have))], "\n"))
		}
	}
	t.Fatalf("%s differs", page)
}

var _ = flag.Bool("update", false, "write the IR fences of the specs anew")

// rewrite replaces every IR fence by the form of the Python fence before it.
func rewrite(t *testing.T, page string) string {
	var out strings.Builder
	for rest := page; ; {
		before, after, ok := strings.Cut(rest, "```py\n")
		if !ok {
			out.WriteString(rest)
			return out.String()
		}
		code, after, _ := strings.Cut(after, "```\n")
		between, after, ok := strings.Cut(after, "```ir\n")
		if !ok {
			t.Fatal("a Python fence without an IR fence")
		}
		_, after, _ = strings.Cut(after, "```\n")
		out.WriteString(before + "```py\n" + code + "```\n" + between + "```ir\n" + form(t, code) + "```\n")
		rest = after
	}
}

// form is the IR of a piece of code, as the module pkg.mod.
func form(t *testing.T, code string) string {
	tree := syntax.Parse(text.New("pkg/mod.py", []byte(code)))
	for _, e := range tree.Errors {
		t.Errorf("%q: %s", code, e.Message)
	}
	m := lower.Lower(tree, "pkg.mod", false)
	for _, fault := range ir.Verify(m) {
		t.Errorf("%q: %s", code, fault)
	}
	var b strings.Builder
	ir.Print(&b, m)
	return b.String()
}
