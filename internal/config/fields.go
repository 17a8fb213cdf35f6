package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// field is one settings key, read off the struct's tags.
type field struct {
	Name, Key, Doc, Default, Example string
	Values                           []string
	Type                             reflect.Type
}

func fields(t reflect.Type) []field {
	out := make([]field, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("toml") == "-" {
			continue
		}
		entry := field{Name: f.Name, Key: f.Tag.Get("toml"), Doc: f.Tag.Get("doc"),
			Default: f.Tag.Get("default"), Example: f.Tag.Get("example"), Type: f.Type}
		if values := f.Tag.Get("values"); values != "" {
			entry.Values = strings.Split(values, ",")
		}
		out = append(out, entry)
	}
	return out
}

// badValue returns the first value that is not among the allowed ones.
func (f *field) badValue(v reflect.Value) (string, bool) {
	if f.Values == nil {
		return "", false
	}
	given := []string{}
	if v.Kind() == reflect.String {
		if v.String() != "" {
			given = append(given, v.String())
		}
	} else {
		for i := range v.Len() {
			given = append(given, v.Index(i).String())
		}
	}
	for _, g := range given {
		if !slices.Contains(f.Values, g) {
			return g, true
		}
	}
	return "", false
}

func (f *field) mustBe(bad string) string {
	s := fmt.Sprintf("%s: %q is not one of %s", f.Key, bad, strings.Join(f.Values, ", "))
	return s + didYouMean(bad, f.Values)
}

// unknown says that a key is not known, and which one was probably meant.
func unknown(key []string) string {
	known := fields(reflect.TypeFor[Settings]())
	if len(key) > 1 {
		for _, f := range known {
			if f.Key == key[0] && f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct {
				known = fields(f.Type.Elem())
			}
		}
	}
	names := make([]string, len(known))
	for i := range known {
		names[i] = known[i].Key
	}
	return fmt.Sprintf("unknown setting %q", strings.Join(key, ".")) + didYouMean(key[len(key)-1], names)
}

func didYouMean(word string, names []string) string {
	if best := Nearest(word, names); best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return ""
}

// Nearest is the name closest to a mistyped word, or empty when none is close.
func Nearest(word string, names []string) string {
	best, least := "", 1+max(2, len(word)/3)
	plain := strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(word))
	for _, name := range names {
		if d := distance(plain, name); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance counts the edits (insert, delete, replace, swap of neighbours) that
// make one word the other.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}
