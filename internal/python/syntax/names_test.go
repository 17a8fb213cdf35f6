package syntax

import (
	"os/exec"
	"testing"
)

// TestNameCharacters: which characters may start a name and which may stand in
// one is CPython's answer, for all that its version of Unicode knows.
func TestNameCharacters(t *testing.T) {
	const first = 0x80
	script := `import sys, unicodedata
print(''.join('-' if unicodedata.category(chr(c)) in ('Cn', 'Cs') else str(chr(c).isidentifier() + 2 * ('a' + chr(c)).isidentifier()) for c in range(0x80, 0x110000)))`
	out, err := exec.Command("python3", "-c", script).Output()
	if err != nil {
		t.Skip("python3 is not there: ", err)
	}
	wrong := 0
	for i, answer := range out[:len(out)-1] {
		if answer == '-' {
			continue
		}
		c := rune(first + i)
		got := byte('0')
		if nameStart(c) {
			got++
		}
		if nameRune(c) {
			got += 2
		}
		if got != answer {
			if wrong++; wrong < 10 {
				t.Errorf("U+%04X: %c, CPython %c (1 starts a name, 2 stands in one)", c, got, answer)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d characters differ", wrong)
	}
}

func TestRunFile(t *testing.T) {
	for escape, want := range map[string]string{
		"%run f.py": "f.py", "%run f": "f.py", "%run -n ../x.ipynb arg": "../x.ipynb", "%run -m pkg": "", "%run $name": "", "%runner f": "", "%run": "", "!run f.py": "",
	} {
		if got, ok := RunFile(escape); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %q %v, want %q", escape, got, ok, want)
		}
	}
}
