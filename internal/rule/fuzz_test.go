package rule

import "testing"

// FuzzParsePattern: no text makes the parser panic, and what it accepts it
// accepts again from the text that it kept.
func FuzzParsePattern(f *testing.F) {
	for _, s := range []string{"f(...)", `a.{b,c}(x="=~/y/", ...)`, `$X.a["k"] = $TRUE`, "A = 1", "f(", "]["} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePattern(text)
		if err != nil {
			return
		}
		if _, err := ParsePattern(p.Text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		p.Matches(&Site{Names: []string{"f"}})
	})
}

// FuzzSplitWords: the words of a name are its letters and digits, in order.
func FuzzSplitWords(f *testing.F) {
	f.Add("dbPassword_1")
	f.Fuzz(func(t *testing.T, name string) {
		for _, w := range SplitWords(name) {
			if w == "" {
				t.Errorf("%q: an empty word", name)
			}
		}
	})
}
