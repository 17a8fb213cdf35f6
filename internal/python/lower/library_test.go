package lower_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"leadline/internal/ir"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// library lists the Python files of this machine's standard library, tests
// included.
func library(t testing.TB) []string {
	out, err := exec.Command("python3", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))").Output()
	if err != nil {
		t.Skip("no Python on this machine")
	}
	var files []string
	filepath.WalkDir(strings.TrimSpace(string(out)), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "site-packages" {
			return filepath.SkipDir
		}
		if err == nil && strings.HasSuffix(path, ".py") {
			files = append(files, path)
		}
		return nil
	})
	return files
}

// TestLibrary lowers every file of the standard library to sound IR.
func TestLibrary(t *testing.T) {
	files := library(t)
	for i, path := range files {
		if testing.Short() && i%4 != 0 {
			continue
		}
		content, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		m := lower.LowerStrictly(t, syntax.Parse(text.New(path, content)))
		for _, fault := range ir.Verify(m) {
			t.Errorf("%s: %s", path, fault)
		}
	}
	if len(files) < 100 {
		t.Errorf("only %d files", len(files))
	}
}
