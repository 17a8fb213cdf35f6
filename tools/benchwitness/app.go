package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// app is one application: its labels, where its snapshot lies and what mends it.
type app struct {
	name, commit, git, fix, setup string
	labels                        []label
}

// label is one vulnerable place.
type label struct {
	file, class string
	line        int
}

var commitLine = regexp.MustCompile(`(?m)^# Snapshot: commit ([0-9a-f]{40})`)

func readLabels(name string) (commit string, out []label, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return "", nil, err
	}
	m := commitLine.FindSubmatch(data)
	if m == nil {
		return "", nil, fmt.Errorf("%s names no commit", name)
	}
	r := csv.NewReader(strings.NewReader(string(data)))
	r.Comment, r.FieldsPerRecord, r.LazyQuotes = '#', -1, true
	rows, err := r.ReadAll()
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", name, err)
	}
	for _, row := range rows {
		if len(row) < 3 || row[0] == "file" {
			continue
		}
		line, err := strconv.Atoi(row[1])
		if err != nil {
			return "", nil, fmt.Errorf("%s: %q is no line", name, row[1])
		}
		out = append(out, label{row[0], row[2], line})
	}
	return string(m[1]), out, nil
}

// gitDir is a repository's git directory: the directory itself, or the .git in
// it.
func gitDir(dir string) string {
	for _, d := range []string{dir, filepath.Join(dir, ".git")} {
		if _, err := os.Stat(filepath.Join(d, "HEAD")); err == nil {
			return d
		}
	}
	return ""
}

// checkOut writes the labelled commit's files to a directory.
func (a *app) checkOut(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return shell(dir, nil, fmt.Sprintf("git --git-dir '%s' archive --format=tar %s | tar -x", a.git, a.commit))
}

// shell runs a command line in a directory.
func shell(dir string, env []string, line string) error {
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", line, err, out)
	}
	return nil
}

// found is one finding, as far as the benchmark wants it.
type found struct {
	Rule        string `json:"rule"`
	Path        string `json:"path"`
	Fingerprint string `json:"fingerprint"`
	Start       struct {
		Line int `json:"line"`
	} `json:"start"`
	Flow []struct{} `json:"flow"`
}

// findings are those of a scan.
func (s *settings) findings(dir string) ([]found, error) {
	out, err := exec.Command(s.binary, "scan", dir, "--no-cache", "--profile", "all", "--format", "json").Output()
	if _, exit := err.(*exec.ExitError); err != nil && !exit {
		return nil, err
	}
	var report struct {
		Findings []found `json:"findings"`
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return nil, fmt.Errorf("scan %s: %w", dir, err)
	}
	return report.Findings, nil
}

// finds tells whether a finding is a label's.
func (f *found) finds(l *label) bool {
	return f.Path == l.file && f.Rule == l.class && f.Start.Line >= l.line-1 && f.Start.Line <= l.line+1
}
