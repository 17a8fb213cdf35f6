// Command corpus fetches the pinned packages of a list by pip and unpacks
// their Python files, so that everybody measures on the same bytes. It knows
// wheels and nothing about analysis.
package main

import (
	"archive/zip"
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

func main() {
	list := flag.String("list", "bench/corpus.txt", "file of NAME==VERSION lines")
	dir := flag.String("dir", "bench/corpus", "where the packages go, a folder each")
	flag.Parse()
	if err := run(*list, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

// run fetches every package that is not there yet. A package that fails does
// not stop the others.
func run(list, dir string) error {
	pins, err := readPins(list)
	if err != nil {
		return err
	}
	var failed []error
	for _, pin := range pins {
		target := filepath.Join(dir, strings.ReplaceAll(pin, "==", "-"))
		if _, err := os.Stat(target); err == nil {
			continue
		}
		files, err := fetch(pin, target)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", pin, err))
			continue
		}
		fmt.Printf("%-50s %6d files\n", pin, files)
	}
	return errors.Join(failed...)
}

func readPins(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var pins []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		pin, _, _ := strings.Cut(lines.Text(), "#")
		if pin = strings.TrimSpace(pin); pin != "" {
			pins = append(pins, pin)
		}
	}
	return pins, lines.Err()
}

// fetch downloads one wheel and unpacks it beside the target, which appears
// only when it is whole. The platform is fixed so that every machine gets the
// same wheel; the one named has small binaries, which are thrown away anyway.
func fetch(pin, target string) (int, error) {
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return 0, err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(target), ".fetch-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(tmp)
	pip := exec.Command("python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
		"--ignore-requires-python", "--platform", "macosx_14_0_arm64", "--implementation", "cp",
		"--python-version", "3.13", "--dest", tmp, pin)
	pip.Stderr = os.Stderr
	if err := pip.Run(); err != nil {
		return 0, fmt.Errorf("pip download: %w", err)
	}
	wheels, err := filepath.Glob(filepath.Join(tmp, "*.whl"))
	if err != nil || len(wheels) != 1 {
		return 0, fmt.Errorf("%d wheels came, one was asked for", len(wheels))
	}
	whole := filepath.Join(tmp, "whole")
	n, err := unpack(wheels[0], whole)
	if err != nil {
		return 0, err
	}
	return n, os.Rename(whole, target)
}

// unpack writes a wheel's .py files below dir, and nothing outside of it.
func unpack(wheel, dir string) (int, error) {
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
	n := 0
	for _, entry := range z.File {
		if path.Ext(entry.Name) != ".py" {
			continue
		}
		if err := extract(root, entry); err != nil {
			return n, fmt.Errorf("%s: %w", entry.Name, err)
		}
		n++
	}
	return n, nil
}

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
