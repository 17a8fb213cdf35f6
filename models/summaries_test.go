package models

import (
	"io/fs"
	"strings"
	"testing"
)

// TestSummaries reads every line that was found in the code of libraries: at run time
// one that cannot be read would say nothing.
func TestSummaries(t *testing.T) {
	s := loadAll(t)
	n := 0
	s.Lines(func(library, line string) {
		name, said, ok := strings.Cut(line, "\t")
		switch {
		case !ok || said == "":
			t.Errorf("%s: %q is no line", library, line)
		case said[0] == 'S':
			n++
			if _, err := s.ReadSummary(library+name, said[1:]); err != nil {
				t.Error(err)
			}
		}
	})
	if n < 1000 {
		t.Errorf("%d functions", n)
	}
	size := 0
	for _, file := range []string{"auto/types.pack", "auto/summaries.pack"} {
		data, err := fs.ReadFile(FS, file)
		if err != nil {
			t.Fatal(err)
		}
		size += len(data)
	}
	t.Logf("%d functions, %d bytes of packs", n, size)
	if size > 6<<20 {
		t.Errorf("the packs have %d bytes", size)
	}
}
