package models

import (
	"testing"

	"leadline/internal/model"
)

// TestLoad reads every model strictly.
func TestLoad(t *testing.T) {
	s, err := model.Load(FS)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d libraries, %d rows", len(s.Libraries()), len(s.Rows()))
}
