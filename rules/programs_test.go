package rules

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var programMark = regexp.MustCompile(`# (want|silent)(?:: ([a-z0-9-]+))?( :missing| :spurious)?$`)

// TestPrograms judges the programs of testdata/proofs: small uses of libraries in
// the ways that their users write them, each harmful line marked `# want: rule`
// and each harmless one `# silent`. A silent line may have findings of rules that
// no program wants.
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("../testdata/proofs/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	set, kinds := loadAll(t)
	texts, wanted := map[string]string{}, map[string]bool{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(name)] = string(data)
		for line := range strings.Lines(string(data)) {
			if m := programMark.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil && m[2] != "" {
				wanted[m[2]] = true
			}
		}
	}
	for name, text := range texts {
		found := map[int]map[string]bool{}
		for _, g := range got(scan(t, set, kinds, map[string]string{name: text})) {
			if found[g.Line] == nil {
				found[g.Line] = map[string]bool{}
			}
			found[g.Line][g.Rule] = true
		}
		for i, line := range strings.Split(text, "\n") {
			if m := programMark.FindStringSubmatch(line); m != nil {
				judgeProgram(t, name, i+1, m, found[i+1], wanted)
			}
		}
	}
}

func judgeProgram(t *testing.T, name string, line int, mark []string, found, wanted map[string]bool) {
	right := len(found) > 0
	if mark[2] != "" {
		right = found[mark[2]]
	}
	if mark[1] == "silent" {
		right = true
		for rule := range found {
			right = right && !wanted[rule]
		}
	}
	switch known := mark[3] != ""; {
	case known && right:
		t.Errorf("%s:%d is judged well now: take the mark%s away", name, line, mark[3])
	case !known && !right:
		t.Errorf("%s:%d: want %s %s, found %v", name, line, mark[1], mark[2], found)
	}
}
