package identity

import (
	"strings"
	"testing"

	"leadline/internal/finding"
	"leadline/internal/text"
)

var rule = &finding.Rule{ID: "r"}

// finds makes one finding at each occurrence of the marks in a file.
func finds(path, code string, marks ...string) []*finding.Finding {
	f := text.New(path, []byte(code))
	var out []*finding.Finding
	for _, mark := range marks {
		for from := 0; ; {
			i := strings.Index(code[from:], mark)
			if i < 0 {
				break
			}
			start := uint32(from + i)
			out = append(out, &finding.Finding{Rule: rule, Function: "f", Location: finding.Location{File: f, Span: text.Span{Start: start, End: start + uint32(len(mark))}}})
			from += i + len(mark)
		}
	}
	Assign(out, "")
	return out
}

func TestSurvives(t *testing.T) {
	const mark = "run(a, 'b  # c')"
	base := finds("m.py", "def f():\n    "+mark+"\n", mark)[0]
	for name, f := range map[string]*finding.Finding{
		"lines above":      finds("m.py", "import x\n\n\ndef f():\n    "+mark+"\n", mark)[0],
		"a comment behind": finds("m.py", "def f():\n    "+mark+"  # why\n", mark)[0],
		"deeper":           finds("m.py", "def f():\n    if x:\n            "+mark+"\n", mark)[0],
		"another layout":   finds("m.py", "def f():\n    run( a,  # first\n  \\\n 'b  # c' )\n", "run( a,  # first\n  \\\n 'b  # c' )")[0],
	} {
		if f.Fingerprint != base.Fingerprint {
			t.Errorf("%s: the fingerprint changes", name)
		}
	}
	for name, f := range map[string]*finding.Finding{
		"another file":    finds("n.py", "def f():\n    "+mark+"\n", mark)[0],
		"another literal": finds("m.py", "def f():\n    run(a, 'b # c')\n", "run(a, 'b # c')")[0],
		"a second one":    finds("m.py", mark+"\n"+mark+"\n", mark)[1],
	} {
		if f.Fingerprint == base.Fingerprint {
			t.Errorf("%s: the fingerprint is the same", name)
		}
	}
	if moved := finds("n.py", mark, mark)[0]; moved.Fingerprints[Scope] != base.Fingerprints[Scope] {
		t.Error("a renamed file: the scope's fingerprint changes")
	}
	if words := normalise("not x"); words != "not x" {
		t.Errorf("two words become %q", words)
	}
}

// TestKnownHashes: values that the hosts' own implementations give.
func TestKnownHashes(t *testing.T) {
	for text, want := range map[string][]string{
		"":                   {"c129715d7a2bc9a3:1"},
		" a\nb\n  \t\tc\n d": {"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"},
	} {
		got := lineHashes([]byte(text))
		for i, w := range want {
			if got[i+1] != w {
				t.Errorf("%q line %d: %s, want %s", text, i+1, got[i+1], w)
			}
		}
	}
}

// TestLineHash checks the definition for a window that the text does not fill.
func TestLineHash(t *testing.T) {
	got := lineHashes([]byte("a\nb\n"))
	// The first line's window holds a, LF, b, LF, the ending and 95 zeros.
	want := uint64(0)
	for _, c := range []uint64{'a', '\n', 'b', '\n', ending} {
		want = want*base + c
	}
	for range window - 5 {
		want *= base
	}
	if s := formatHash(want) + ":1"; got[1] != s {
		t.Errorf("first line: %s, want %s", got[1], s)
	}
	same := lineHashes([]byte("\t a \r\nb\r\n"))
	if same[1] != got[1] || same[2] != got[2] {
		t.Errorf("white space and line endings change the hash: %v, %v", same, got)
	}
	// Equal lines far from the end are counted.
	many := lineHashes([]byte(strings.Repeat("x = 1\n", 100)))
	if !strings.HasSuffix(many[1], ":1") || !strings.HasSuffix(many[2], ":2") || many[1][:len(many[1])-2] != many[2][:len(many[2])-2] {
		t.Errorf("equal lines: %s, %s", many[1], many[2])
	}
}
