package model

import (
	"strings"
	"testing"
	"testing/fstest"
)

// FuzzKey: no key makes the parser panic, and arguments are written as read.
func FuzzKey(f *testing.F) {
	for _, s := range []string{"a.b", "@a.b", "a.{b,c}(0:x|y, 1..)", "*.m(self)", "a[]", "a[key]", "a.b=", "a.*=", "a(0[])", "{", "a({"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		keys, err := parseKeys(text)
		if err != nil {
			return
		}
		for _, k := range keys {
			for _, a := range k.args {
				again, err := parseArg(a.String())
				if err != nil || again.String() != a.String() {
					t.Errorf("%q: %s is read back as %s (%v)", text, a, again, err)
				}
			}
		}
	})
}

// FuzzLoad: no library file makes the loader panic.
func FuzzLoad(f *testing.F) {
	f.Add("sinks: {\"a.f(0)\": sql-text}")
	f.Add("classes:\n  a.C: {bases: [b.D]}\n")
	f.Fuzz(func(t *testing.T, library string) {
		_, err := Load(fstest.MapFS{
			"kinds.yaml": {Data: []byte(testKinds)},
			"lib.yaml":   {Data: []byte("library: lib\n" + library)},
		})
		if err != nil && strings.TrimSpace(err.Error()) == "" {
			t.Error("an error without a word")
		}
	})
}
