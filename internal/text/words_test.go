package text

import (
	"fmt"
	"math/rand"
	"regexp"
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

// TestPlaces compares the places where words stand by themselves with a search of
// the text's names.
func TestPlaces(t *testing.T) {
	words := []string{"get", "forget", "a", "ab", "get_it"}
	content := "get forget.get(a, ab)\nget_it = cget or get2\n(get)"
	p := NewWords(words).Places([]byte(content))
	name := regexp.MustCompile(`\w+`)
	for id, w := range words {
		var want []uint32
		for _, at := range name.FindAllStringIndex(content, -1) {
			if content[at[0]:at[1]] == w {
				want = append(want, uint32(at[0]))
			}
		}
		if got := p.at[p.first[id]:p.first[id+1]]; !slices.Equal(got, want) {
			t.Errorf("%q stands at %v, want %v", w, got, want)
		}
		for start := range len(content) {
			for end := start; end <= len(content); end++ {
				inside := slices.ContainsFunc(want, func(at uint32) bool { return int(at) >= start && int(at)+len(w) <= end })
				if p.Within(uint32(id), uint32(start), uint32(end)) != inside {
					t.Fatalf("%q in %q: want %v", w, content[start:end], inside)
				}
			}
		}
	}
}

// TestEach: every word that stands in a text is visited where it ends, in order,
// inside of longer ones as well.
func TestEach(t *testing.T) {
	words := []string{"sk-", "sk-ant-", "k", "gh"}
	var got []string
	NewWords(words).Each([]byte("ghsk-ant-k"), func(id uint32, end int) { got = append(got, fmt.Sprint(words[id], " ", end)) })
	if want := []string{"gh 2", "k 4", "sk- 5", "sk-ant- 9", "k 10"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
