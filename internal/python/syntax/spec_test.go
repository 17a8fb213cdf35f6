package syntax

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadline/internal/text"
)

var update = flag.Bool("update", false, "write the trees into the specs anew")

// TestSpecs reads the pages in testdata/spec. In each, a fence `py` or `cell`
// is followed by a fence `tree` that shows what Print writes for it.
func TestSpecs(t *testing.T) {
	pages, err := filepath.Glob("testdata/spec/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("no specs", err)
	}
	for _, page := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(page), ".md"), func(t *testing.T) {
			b, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			was := string(b)
			now := retold(t, was)
			if now == was {
				return
			}
			if *update {
				if err := os.WriteFile(page, []byte(now), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			a, b2 := strings.Split(was, "\n"), strings.Split(now, "\n")
			for i := range min(len(a), len(b2)) {
				if a[i] != b2[i] {
					t.Fatalf("%s:%d (rerun with -update if this is meant)\nwant %s\n got %s", page, i+1, a[i], b2[i])
				}
			}
			t.Fatalf("%s: %d lines wanted, %d got", page, len(a), len(b2))
		})
	}
}

// retold is the page with the trees that its programs have now.
func retold(t *testing.T, page string) string {
	var out strings.Builder
	var tree *Tree
	program, kind := "", ""
	for line := range strings.Lines(page) {
		word := strings.TrimSpace(strings.TrimPrefix(line, "```"))
		switch {
		case !strings.HasPrefix(line, "```"):
			if kind == "tree" {
				continue
			}
			program += line
		case kind != "": // a fence closes
			f := text.New("spec.py", []byte(program))
			switch kind {
			case "py":
				tree = Parse(f)
			case "cell":
				tree = ParseCell(f)
			case "tree":
				if tree == nil {
					t.Fatal("a tree without a program before it")
				}
				sound(t, tree)
				Print(&out, tree)
				tree = nil
			}
			kind = ""
		default:
			kind, program = word, ""
		}
		out.WriteString(line)
	}
	return out.String()
}
