package text

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// TestWords compares the machine with a search for each word, on texts of few
// letters, where words overlap, hold and end one another.
func TestWords(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	letters := func(n int) string {
		var out strings.Builder
		for range n {
			out.WriteByte("abcé"[r.Intn(5)])
		}
		return out.String()
	}
	for range 500 {
		var words []string
		for range 1 + r.Intn(90) {
			if word := letters(1 + r.Intn(6)); !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
		content := letters(r.Intn(40))
		found := NewWords(words).In([]byte(content))
		for i, word := range words {
			if want := strings.Contains(content, word); found.Has(uint32(i)) != want {
				t.Fatalf("%q in %q: %v, want %v (words %q)", word, content, !want, want, words)
			}
		}
	}
}

// TestWordsAllBytes: words of every byte there is.
func TestWordsAllBytes(t *testing.T) {
	var words []string
	for b := range 256 {
		words = append(words, string([]byte{byte(b)}))
	}
	found := NewWords(words).In([]byte{0, 7, 255})
	for b := range 256 {
		if want := b == 0 || b == 7 || b == 255; found.Has(uint32(b)) != want {
			t.Errorf("byte %d: %v", b, !want)
		}
	}
}
