package rule

import (
	"slices"
	"strings"
	"unicode"
)

// The places where a telling name may stand.
const (
	PlaceVariable  = "variable"
	PlaceAttribute = "attribute"
	PlaceKey       = "key"
	PlaceKeyword   = "keyword"
	PlaceCompare   = "compare"
	PlaceDefault   = "default"
	PlaceReturn    = "return"
)

var knownPlaces = map[string]bool{
	PlaceVariable: true, PlaceAttribute: true, PlaceKey: true, PlaceKeyword: true,
	PlaceCompare: true, PlaceDefault: true, PlaceReturn: true,
}

// matcher is what Values needs of a regular expression.
type matcher interface{ MatchString(string) bool }

// Match tells whether a name at a place is a target.
func (n *Names) Match(place, name string) bool {
	if !n.hasPlace(place) {
		return false
	}
	words := SplitWords(name)
	for _, no := range n.NotWords {
		if containsRun(words, no) {
			return false
		}
	}
	for _, yes := range n.Words {
		if containsRun(words, yes) {
			return true
		}
	}
	return false
}

func (n *Names) hasPlace(place string) bool {
	if len(n.Places) == 0 {
		return true
	}
	for _, p := range n.Places {
		if p == place {
			return true
		}
	}
	return false
}

// containsRun finds the words of run, in order and adjacent, among words. A run
// may also stand written together: "api key" is found in "apikey".
func containsRun(words []string, run string) bool {
	for i := range words {
		if beginWith(words[i:], run) || together(words[i], run) {
			return true
		}
	}
	return false
}

// beginWith tells whether words begin with those of a run.
func beginWith(words []string, run string) bool {
	for _, w := range words {
		first, rest, more := strings.Cut(run, " ")
		if first != w {
			return false
		}
		if !more {
			return true
		}
		run = rest
	}
	return false
}

// together tells whether a word is the words of a run of several, written together.
func together(word, run string) bool {
	first, rest, more := strings.Cut(run, " ")
	if !more {
		return false
	}
	for more {
		var ok bool
		if word, ok = strings.CutPrefix(word, first); !ok {
			return false
		}
		first, rest, more = strings.Cut(rest, " ")
	}
	return word == first
}

// SplitWords splits an identifier or key into lower-case words: at anything
// but letters and digits, where a capital follows a small letter, and between
// letters and digits.
func SplitWords(name string) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, strings.ToLower(string(word)))
			word = word[:0]
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			continue
		}
		if i > 0 && breaksWord(runes, i) {
			flush()
		}
		word = append(word, r)
	}
	flush()
	return out
}

// breaksWord tells whether a new word begins at i: aB, ABc (at B), a1, 1a.
func breaksWord(runes []rune, i int) bool {
	prev, cur := runes[i-1], runes[i]
	if unicode.IsDigit(prev) != unicode.IsDigit(cur) {
		return true
	}
	if unicode.IsLower(prev) && unicode.IsUpper(cur) {
		return true
	}
	return unicode.IsUpper(prev) && unicode.IsUpper(cur) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
}

// Accepts tells whether a constant text counts.
func (v *Values) Accepts(text string) bool {
	if v == nil {
		return text != ""
	}
	if len(text) < max(1, v.MinLength) {
		return false
	}
	for _, re := range v.not {
		if re.MatchString(text) {
			return false
		}
	}
	return true
}

// tellsItself is set for constants that only repeat the end of their name:
// CONF_PASSWORD = "password" names a field.
func tellsItself(name, text string) bool {
	words, said := SplitWords(name), SplitWords(text)
	if len(said) == 0 || len(said) > len(words) {
		return false
	}
	return slices.Equal(words[len(words)-len(said):], said)
}
