// Package wheel fetches a pinned release from the package index by pip, as a wheel, and
// unpacks what is wanted of it. Nothing of a release is run: wheels are archives, and source
// releases, which pip would have to run to know what they are, are never taken. It
// knows nothing about what the files are for.
//
// Its window is Fetch: a folder that is there whole, or not at all.
package wheel

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// Kind is which wheels of a release are taken, as pip says it: every machine gets the same.
type Kind struct{ Platform, Implementation, ABI string }

// Pure wheels are the same for every machine. MacOS ones are those of a platform with small
// binaries, where there is no pure one.
var (
	Pure  = Kind{Platform: "any", Implementation: "py", ABI: "none"}
	MacOS = Kind{Platform: "macosx_14_0_arm64", Implementation: "cp"}
)

// Limits bound what comes out of one archive.
type Limits struct{ Archive, Unpacked int64 }

// ErrNone says that the index has no such wheel.
var ErrNone = errors.New("no such wheel")

// ErrLarge says that a release is over the limits.
var ErrLarge = errors.New("over the limit of size")

// Fetch downloads one release, NAME==VERSION, and unpacks those of its files that are wanted
// into target, which appears only when it is whole.
func Fetch(pin, target string, kind Kind, limits Limits, wanted func(name string) bool) (files int, err error) {
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return 0, err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(target), ".fetch-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(tmp)
	args := []string{"-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--ignore-requires-python",
		"--platform", kind.Platform, "--implementation", kind.Implementation, "--python-version", "3.13", "--dest", tmp}
	if kind.ABI != "" {
		args = append(args, "--abi", kind.ABI)
	}
	out, err := exec.Command("python3", append(args, pin)...).CombinedOutput()
	if err != nil {
		if strings.Contains(string(out), "No matching distribution") {
			return 0, fmt.Errorf("%s: %w", pin, ErrNone)
		}
		return 0, fmt.Errorf("pip download %s: %w: %s", pin, err, out)
	}
	wheels, err := filepath.Glob(filepath.Join(tmp, "*.whl"))
	if err != nil || len(wheels) != 1 {
		return 0, fmt.Errorf("%d wheels came, one was asked for", len(wheels))
	}
	whole := filepath.Join(tmp, "whole")
	n, err := unpack(wheels[0], whole, limits, wanted)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", pin, err)
	}
	if err := os.Rename(whole, target); err != nil {
		if _, there := os.Stat(target); there != nil {
			return n, err
		} // somebody else was first, with the same files
	}
	return n, nil
}

// unpack writes a wheel's files below dir, and nothing outside of it.
func unpack(wheel, dir string, limits Limits, wanted func(name string) bool) (int, error) {
	if info, err := os.Stat(wheel); err != nil || limits.Archive > 0 && info.Size() > limits.Archive {
		return 0, errors.Join(err, ErrLarge)
	}
	z, err := zip.OpenReader(wheel)
	if err != nil {
		return 0, err
	}
	defer z.Close()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return 0, err
	}
	defer root.Close()
	n, left := 0, limits.Unpacked
	for _, entry := range z.File {
		if strings.HasSuffix(entry.Name, "/") || !wanted(entry.Name) {
			continue
		}
		if left -= int64(entry.UncompressedSize64); limits.Unpacked > 0 && left < 0 {
			return n, ErrLarge
		}
		if err := extract(root, entry); err != nil {
			return n, fmt.Errorf("%s: %w", entry.Name, err)
		}
		n++
	}
	return n, nil
}

// extract writes one file; the reader of archives fails on one that is longer than it says.
func extract(root *os.Root, entry *zip.File) error {
	if err := root.MkdirAll(path.Dir(entry.Name), 0o755); err != nil {
		return err
	}
	in, err := entry.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := root.Create(entry.Name)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
