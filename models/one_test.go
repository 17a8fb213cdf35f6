package models

import (
	"context"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"leadline/internal/proof"
)

// TestOne prints what a file given by PROOF sets off, line by line.
func TestOne(t *testing.T) {
	name := os.Getenv("PROOF")
	if name == "" {
		t.Skip("PROOF names no file")
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := proof.New(FS)
	if err != nil {
		t.Fatal(err)
	}
	said, err := p.Said(context.Background(), data)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		var ids []string
		for id := range said[i+1] {
			ids = append(ids, id)
		}
		sort.Strings(ids)
		short := []string{}
		cleans := 0
		for _, id := range ids {
			if strings.HasPrefix(id, "clean-") {
				cleans++
			} else {
				short = append(short, id)
			}
		}
		ids = append(short, fmt.Sprintf("(%d not clean)", cleans))
		t.Logf("%3d %-60s %v", i+1, line, ids)
	}
}
