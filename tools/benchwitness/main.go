// Command benchwitness measures the tests that leadline explain --test writes:
// for the labelled findings of vulnerable applications (bench/apps) that are
// flows, it writes each test, runs it in the application as it is, mends the
// application (bench/witness/*.patch) and runs it again. A test is good when it
// fails before and passes after. It must not know how a test is made.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"leadline/tools/histories"
)

type settings struct {
	binary, snapshots, labels, fixes, python, only, keep string
}

func main() {
	s := settings{}
	flag.StringVar(&s.binary, "binary", "build/leadline", "the program to measure")
	flag.StringVar(&s.snapshots, "snapshots", "", "a directory of git directories named OWNER+NAME")
	flag.StringVar(&s.labels, "labels", "bench/apps", "the labels, one OWNER+NAME.csv an application")
	flag.StringVar(&s.fixes, "fixes", "bench/witness", "the fixes, one OWNER+NAME.patch an application")
	flag.StringVar(&s.python, "python", "bench/venv/witness/bin/python", "a Python with pytest and what the applications need")
	flag.StringVar(&s.only, "only", "", "these applications only: parts of their names, separated by commas")
	flag.StringVar(&s.keep, "keep", "", "work in this directory and leave it there")
	flag.Parse()
	if err := s.run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench-witness:", err)
		fmt.Println("not measured")
		os.Exit(1)
	}
}

func (s *settings) run(w io.Writer) error {
	if s.snapshots == "" {
		return fmt.Errorf("SNAPSHOTS=DIR is missing: a folder of git directories named like the files of %s", s.labels)
	}
	for _, path := range []*string{&s.binary, &s.python, &s.fixes, &s.labels} {
		abs, err := filepath.Abs(*path)
		if err != nil {
			return err
		}
		if _, err := os.Stat(abs); err != nil {
			return fmt.Errorf("%w (make bench-witness makes it)", err)
		}
		*path = abs
	}
	apps, err := s.apps()
	if err != nil {
		return err
	}
	dir := s.keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "leadline-witness-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	var all []outcome
	for _, a := range apps {
		fmt.Fprintf(os.Stderr, "%s\n", a.name)
		got, err := s.measure(a, filepath.Join(dir, a.name))
		if err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
		a.table(w, got)
		all = append(all, got...)
	}
	fmt.Fprintf(w, "\n### All\n\n")
	summary(w, all)
	return nil
}

// apps are those that have a fix.
func (s *settings) apps() ([]*app, error) {
	fixes, err := filepath.Glob(filepath.Join(s.fixes, "*.patch"))
	if err != nil || len(fixes) == 0 {
		return nil, fmt.Errorf("there are no fixes in %s", s.fixes)
	}
	var out []*app
	for _, fix := range fixes {
		name := strings.TrimSuffix(filepath.Base(fix), ".patch")
		if !wanted(s.only, name) {
			continue
		}
		a := &app{name: name, fix: fix, setup: strings.TrimSuffix(fix, ".patch") + ".setup", git: histories.GitDir(s.snapshots, name)}
		if a.git == "" {
			return nil, fmt.Errorf("%s has no git directory named %s", s.snapshots, name)
		}
		if a.commit, a.labels, err = histories.Labels(filepath.Join(s.labels, name+".csv")); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

func wanted(only, name string) bool {
	if only == "" {
		return true
	}
	for part := range strings.SplitSeq(only, ",") {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}
