package wheel

import (
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func archive(t *testing.T, files map[string]string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "a.whl")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for n, content := range files {
		w, err := z.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return name
}

func isPython(name string) bool { return strings.HasSuffix(name, ".py") }

func TestUnpack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	n, err := unpack(archive(t, map[string]string{"a/b.py": "x = 1\n", "a/c.so": "binary"}), dir, Limits{}, isPython)
	if got, _ := os.ReadFile(filepath.Join(dir, "a", "b.py")); n != 1 || err != nil || string(got) != "x = 1\n" {
		t.Errorf("%d files, %v, %q", n, err, got)
	}
	outside := filepath.Join(filepath.Dir(dir), "evil.py")
	if _, err := unpack(archive(t, map[string]string{"../evil.py": "x"}), dir, Limits{}, isPython); err == nil {
		t.Error("a name that leads out of the folder is taken")
	}
	if _, err := os.Stat(outside); err == nil {
		t.Error("a file was written outside of the folder")
	}
	if _, err := unpack(archive(t, map[string]string{"a.py": strings.Repeat("x", 2000)}), dir, Limits{Unpacked: 1000}, isPython); !errors.Is(err, ErrLarge) {
		t.Errorf("unpacked size over the limit: %v", err)
	}
	if _, err := unpack(archive(t, map[string]string{"a.py": "x"}), dir, Limits{Archive: 10}, isPython); !errors.Is(err, ErrLarge) {
		t.Errorf("an archive over the limit: %v", err)
	}
}
