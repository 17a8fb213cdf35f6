package models

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"leadline/internal/model"
	"leadline/internal/proof"
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

// TestRowsAreInProofs finds rows whose function, method or attribute no proof
// of the library mentions.
func TestRowsAreInProofs(t *testing.T) {
	p, err := proof.New(FS)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range loadAll(t).Rows() {
		if seen[row.File] {
			continue
		}
		seen[row.File] = true
		data, err := fs.ReadFile(proofFS, strings.TrimSuffix(path.Base(row.File), ".yaml")+".proof.py")
		if err != nil {
			t.Errorf("%s: %v", row.File, err)
		}
		for _, o := range p.Unmentioned(row.File, data) {
			t.Errorf("%s:%d: the proof does not mention %s", o.File, o.Line, o.Key)
		}
	}
}
