package main

import (
	"bytes"
	"os"
	"testing"
)

// TestIndexIsFresh fails when a rule.go came or went without make gen.
func TestIndexIsFresh(t *testing.T) {
	want, err := Index("../../rules")
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("../../rules/index.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("rules/index.go is stale: run make gen")
	}
}
