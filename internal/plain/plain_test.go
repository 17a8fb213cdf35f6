package plain

import (
	"strings"
	"testing"
)

// TestShown: what is shown never holds a whole secret.
func TestShown(t *testing.T) {
	text := "a = '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' AKIAQ3EGRZ5BTKP2MXWD redis://:hunter2hunter@cache:1/0"
	found := append(Tokens([]byte(text)), Addresses([]byte(text))...)
	if len(found) < 2 {
		t.Fatalf("%d secrets, want at least 2: %v", len(found), found)
	}
	for _, s := range found {
		whole := text[s.Start:s.End]
		if strings.Contains(s.Shown, whole) || strings.Contains(s.Shown, "hunter2") {
			t.Errorf("%q shows %q", whole, s.Shown)
		}
	}
}

// TestChecksum: a GitHub token is told by its last six characters.
func TestChecksum(t *testing.T) {
	if github("ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") {
		t.Error("a token without variety and checksum is accepted")
	}
}

// FuzzTokens: spans lie in the text, in order and apart.
func FuzzTokens(f *testing.F) {
	f.Add([]byte("xoxb-1-2-abc postgresql://a:b@c"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, s := range append(Tokens(b), Addresses(b)...) {
			if s.Start >= s.End || int(s.End) > len(b) {
				t.Errorf("%d..%d of %d", s.Start, s.End, len(b))
			}
		}
	})
}
