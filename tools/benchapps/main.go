// Command benchapps measures recall and precision on applications that are
// vulnerable on purpose: it checks their snapshots out, scans them, and compares
// with the labels under bench/apps. It must not know how anything is analysed.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leadline/tools/histories"
)

type settings struct {
	binary, snapshots, labels, venvs string
	only                             string
	semgrepRules                     string
	list                             bool
}

func main() {
	s := settings{}
	flag.StringVar(&s.binary, "binary", "build/leadline", "the program to measure")
	flag.StringVar(&s.snapshots, "snapshots", "", "a directory of git directories named OWNER+NAME")
	flag.StringVar(&s.labels, "labels", "bench/apps", "the labels, one OWNER+NAME.csv an application")
	flag.StringVar(&s.venvs, "venvs", "bench/venv", "virtual environments of the other tools")
	flag.StringVar(&s.only, "only", "", "scan these applications only: parts of their names, separated by commas")
	flag.StringVar(&s.semgrepRules, "semgrep-rules", os.Getenv("SEMGREP_RULES"), "rules for semgrep; without them it is skipped")
	flag.BoolVar(&s.list, "list", true, "list what was missed and what has no label")
	flag.Parse()
	if err := s.run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench-apps:", err)
		fmt.Println("not measured")
		os.Exit(1)
	}
}

// app is one application: its labels and where its snapshot lies.
type app struct {
	name, commit, git string
	labels            []label
}

func (s *settings) run(w io.Writer) error {
	apps, err := s.apps()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "leadline-apps-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	classes, err := s.classes()
	if err != nil {
		return err
	}
	tools := s.tools(classes)
	totals := make([]score, len(tools))
	ran := make([]bool, len(tools))
	for _, a := range apps {
		code := filepath.Join(dir, a.name)
		if err := histories.CheckOutWhole(a.git, a.commit, code); err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
		fmt.Fprintf(w, "\n### %s at %.10s: %d labels that count\n\n| tool | found | missed | without a label | recall | precision |\n|---|---:|---:|---:|---:|---:|\n", a.name, a.commit, len(a.labels))
		var ours score
		for i, t := range tools {
			if t.absent != "" {
				fmt.Fprintf(w, "| %s | not run: %s | | | | |\n", t.name, t.absent)
				continue
			}
			reports, err := t.scan(code)
			if err != nil {
				return fmt.Errorf("%s on %s: %w", t.name, a.name, err)
			}
			sc := compare(a.labels, reports)
			sc.row(w, t.name)
			totals[i].add(sc)
			ran[i] = true
			if i == 0 {
				ours = sc
			}
		}
		if s.list {
			ours.details(w)
		}
	}
	fmt.Fprintf(w, "\n### All %d applications\n\n| tool | found | missed | without a label | recall | precision |\n|---|---:|---:|---:|---:|---:|\n", len(apps))
	for i, t := range tools {
		if ran[i] {
			totals[i].row(w, t.name)
		}
	}
	fmt.Fprint(w, "\nA label is found when a finding of its class lies in its file, at most one line away. A finding without a label counts as false.\n"+
		"Other tools' findings carry no class of ours: any finding within a line finds every label there, which favours them in recall.\n")
	return nil
}

// apps reads the labels and looks for each one's snapshot.
func (s *settings) apps() ([]app, error) {
	if s.snapshots == "" {
		return nil, fmt.Errorf("SNAPSHOTS=DIR is missing: a folder of git directories named like the files of %s", s.labels)
	}
	files, err := filepath.Glob(filepath.Join(s.labels, "*.csv"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("there are no labels in %s", s.labels)
	}
	classes, err := s.classes()
	if err != nil {
		return nil, err
	}
	var out []app
	var missing []string
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".csv")
		if s.only != "" && !slices.ContainsFunc(strings.Split(s.only, ","), func(part string) bool { return strings.Contains(name, part) }) {
			continue
		}
		a := app{name: name, git: histories.GitDir(s.snapshots, name)}
		var labels []label
		if a.commit, labels, err = histories.Labels(f); err != nil {
			return nil, err
		}
		a.labels = slices.DeleteFunc(labels, func(l label) bool { return !slices.Contains(classes, l.Class) })
		if a.git == "" {
			missing = append(missing, name)
		}
		out = append(out, a)
	}
	switch {
	case len(out) == 0:
		return nil, fmt.Errorf("-only %s names no application of %s", s.only, s.labels)
	case len(missing) > 0:
		return nil, fmt.Errorf("%s has no git directory named %s", s.snapshots, strings.Join(missing, ", "))
	}
	return out, nil
}

// classes are those that the labels were made for: only they are measured.
func (s *settings) classes() ([]string, error) {
	data, err := os.ReadFile(filepath.Join(s.labels, "classes.txt"))
	if err != nil {
		return nil, err
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out, nil
}
