package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// TestArchive: equal sources give equal bytes, and what is in the archive runs.
func TestArchive(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an archive for this system is a zip file")
	}
	t.Chdir("../..")
	if output("git", "log", "-1", "--format=%ct") == "" {
		t.Skip("the time of the commit comes from git")
	}
	var sums [2]map[string]string
	out := t.TempDir()
	for i := range sums {
		r := &release{version: "v1.2.3", out: out, sums: map[string]string{}}
		if err := r.make(runtime.GOOS+"/"+runtime.GOARCH, false); err != nil {
			t.Fatal(err)
		}
		sums[i] = r.sums
	}
	name := "leadline-1.2.3-" + runtime.GOOS + "-" + runtime.GOARCH + ".tar.gz"
	if sums[0][name] == "" || sums[0][name] != sums[1][name] {
		t.Errorf("sums %v and %v", sums[0], sums[1])
	}
	binary := filepath.Join(t.TempDir(), "leadline")
	files := unpack(t, filepath.Join(out, name), binary)
	for _, want := range append([]string{"leadline"}, beside...) {
		if !files[filepath.Base(want)] {
			t.Errorf("the archive has no %s", want)
		}
	}
	said, err := exec.Command(binary, "version").Output()
	if err != nil || string(said[:14]) != "leadline v1.2." {
		t.Errorf("%v: %s", err, said)
	}
}

func unpack(t *testing.T, name, binary string) map[string]bool {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		names[filepath.Base(h.Name)] = true
		if filepath.Base(h.Name) == "leadline" {
			data, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(binary, data, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
}
