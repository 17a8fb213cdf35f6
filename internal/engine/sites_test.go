package engine

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"leadline/internal/finding"
	"leadline/internal/workspace"
)

// TestSites: the places that rules could judge are listed where that is asked for, each
// once, the same after an edit as from nothing; findings do not depend on it.
func TestSites(t *testing.T) {
	dir := t.TempDir()
	const shop = "import yaml\n\n\ndef load(text):\n    try:\n        return yaml.load(text, Loader=yaml.Loader)\n    finally:\n        yaml.safe_load(text)\n"
	for name, content := range map[string]string{"shop.py": shop, "b.py": "x = 1\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := known(t, dir)
	plain := &finding.Kept{}
	if err := Scan(context.Background(), o, plain); err != nil {
		t.Fatal(err)
	}
	if len(plain.Coverage.Sites) > 0 {
		t.Errorf("%v, and nobody asked", plain.Coverage.Sites)
	}
	o.Sites = true
	s := NewSession(o)
	kept := &finding.Kept{}
	if err := s.Scan(context.Background(), kept); err != nil {
		t.Fatal(err)
	}
	if len(kept.Findings) != len(plain.Findings) {
		t.Errorf("%d findings, %d when sites are not asked for", len(kept.Findings), len(plain.Findings))
	}
	lines := func(c *finding.Coverage) (out []string) {
		for _, x := range c.Sites {
			if x.Rule == "yaml-unsafe-load" {
				out = append(out, fmt.Sprintf("%s:%d", x.Path, x.Line))
			}
		}
		return out
	}
	if got, want := lines(kept.Coverage), []string{"shop.py:6", "shop.py:8"}; !slices.Equal(got, want) {
		t.Fatalf("sites %v, want %v", got, want)
	}
	edited := &finding.Kept{}
	if err := s.Edit(context.Background(), []workspace.Overlay{{Name: filepath.Join(dir, "shop.py"), Content: []byte("# on top\n" + shop)}}, edited); err != nil {
		t.Fatal(err)
	}
	if got, want := lines(edited.Coverage), []string{"shop.py:7", "shop.py:9"}; !slices.Equal(got, want) {
		t.Errorf("after an edit sites %v, want %v", got, want)
	}
}
