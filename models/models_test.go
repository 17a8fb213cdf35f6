package models

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"leadline/internal/model"
)

func loadAll(t *testing.T) *model.Set {
	t.Helper()
	s, err := model.Load(FS)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestLoad reads every model strictly.
func TestLoad(t *testing.T) {
	s := loadAll(t)
	t.Logf("%d libraries, %d rows", len(s.Libraries()), len(s.Rows()))
}

var identifier = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*`)

// TestRowsAreInProofs finds rows whose function, method or attribute no proof
// of the library mentions.
func TestRowsAreInProofs(t *testing.T) {
	s := loadAll(t)
	proofs := map[string]map[string]bool{}
	for _, row := range s.Rows() {
		words := proofs[row.File]
		if words == nil {
			words = proofWords(t, row.File)
			proofs[row.File] = words
		}
		for _, name := range model.KeyNames(row.Key) {
			last := name[strings.LastIndexByte(name, '.')+1:]
			if last != "*" && !words[last] {
				t.Errorf("%s:%d: the proof does not mention %s", row.File, row.Line, name)
			}
		}
	}
}

func proofWords(t *testing.T, file string) map[string]bool {
	t.Helper()
	words := map[string]bool{}
	data, err := fs.ReadFile(proofFS, strings.TrimSuffix(path.Base(file), ".yaml")+".proof.py")
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return words
	}
	for _, w := range identifier.FindAllString(string(data), -1) {
		words[w] = true
	}
	return words
}
