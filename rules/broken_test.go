package rules

import (
	"io/fs"
	"testing"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
)

// TestBroken runs every rule that looks at texts over the testdata of all, cut
// off and with pieces missing: a tree with gaps makes none of them panic.
func TestBroken(t *testing.T) {
	set, kinds := loadAll(t)
	texts := rule.NewTexts(set.Rules)
	files, err := fs.Glob(testFS, "*/testdata/*.py")
	if err != nil {
		t.Fatal(err)
	}
	for k, name := range files {
		data, err := fs.ReadFile(testFS, name)
		if err != nil {
			t.Fatal(err)
		}
		for cut := 40 + k%17; cut < len(data); cut += 97 {
			for _, code := range [][]byte{data[:cut], append(append([]byte{}, data[:cut-20]...), data[cut:]...)} {
				run(t, texts, name, code, func(tree *syntax.Tree) *rule.Sheet { return rule.NewSheet(tree, "x", kinds) })
			}
		}
	}
}

func run(t *testing.T, texts *rule.Texts, name string, code []byte, sheet func(*syntax.Tree) *rule.Sheet) {
	t.Helper()
	defer func() {
		if fault := recover(); fault != nil {
			t.Fatalf("%s: %v\n%s", name, fault, code)
		}
	}()
	tree := syntax.Parse(text.New("x.py", code))
	texts.Check(func() *rule.Sheet { return sheet(tree) }, code, false)
}
