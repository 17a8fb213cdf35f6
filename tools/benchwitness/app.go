package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"

	"leadline/tools/histories"
)

// app is one application: its labels, where its snapshot lies and what mends it.
type app struct {
	name, commit, git, fix, setup string
	labels                        []label
}

// label is one vulnerable place.
type label = histories.Label

// checkOut writes the labelled commit's files to a directory.
func (a *app) checkOut(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return histories.CheckOutWhole(a.git, a.commit, dir)
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
	return f.Rule == l.Class && l.Near(f.Path, f.Start.Line)
}
