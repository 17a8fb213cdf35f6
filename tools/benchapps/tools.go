package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// tool is a program that finds things.
type tool struct {
	name, binary string
	// absent says why it does not run, or nothing.
	absent string
	args   []string
	read   func(out []byte, root string) ([]found, error)
}

// tools are ours, first, and those of others.
func (s *settings) tools(classes []string) []tool {
	out := []tool{
		{name: "leadline", binary: s.binary, args: []string{"scan", "--no-cache", "--format", "json", "--rules", strings.Join(classes, ",")}, read: ours},
		{name: "bandit", binary: filepath.Join(s.venvs, "bandit", "bin", "bandit"), args: []string{"-r", "-q", "-f", "json", "--exit-zero"}, read: bandit},
		{name: "semgrep", binary: filepath.Join(s.venvs, "semgrep", "bin", "semgrep"), read: semgrep, args: []string{"scan", "--metrics", "off",
			"--disable-version-check", "--quiet", "--json", "--no-git-ignore", "--config", s.semgrepRules}},
	}
	for i := range out {
		t := &out[i]
		switch _, err := os.Stat(t.binary); {
		case err != nil:
			t.absent = "not installed"
		case t.name == "semgrep" && s.semgrepRules == "":
			t.absent = "SEMGREP_RULES names no rules"
		}
	}
	return out
}

// scan runs the tool on a directory.
func (t *tool) scan(dir string) ([]found, error) {
	c := exec.Command(t.binary, append(t.args[:len(t.args):len(t.args)], dir)...)
	c.Env = append(os.Environ(), "PATH="+filepath.Dir(t.binary)+":"+os.Getenv("PATH"))
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := c.Run(); err != nil && (!errors.As(err, &exit) || exit.ExitCode() == 2 || exit.ExitCode() < 0) {
		return nil, fmt.Errorf("%w: %s", err, errs.String())
	}
	return t.read(out.Bytes(), dir)
}

func ours(out []byte, _ string) ([]found, error) {
	var report struct {
		Findings []struct {
			Rule, Message, Path string
			Start               struct{ Line int }
			Suppressed          json.RawMessage
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return nil, err
	}
	var all []found
	for _, f := range report.Findings {
		if f.Path == "" || f.Start.Line == 0 {
			return nil, errors.New("a finding has no place: the report's form has changed")
		}
		if len(f.Suppressed) == 0 {
			all = append(all, found{f.Path, f.Rule, f.Message, f.Start.Line})
		}
	}
	return all, nil
}

func bandit(out []byte, root string) ([]found, error) {
	var report struct {
		Results []struct {
			File string `json:"filename"`
			Text string `json:"issue_text"`
			Line int    `json:"line_number"`
		}
	}
	err := json.Unmarshal(out, &report)
	var all []found
	for _, r := range report.Results {
		all = append(all, found{below(r.File, root), "", r.Text, r.Line})
	}
	return all, err
}

func semgrep(out []byte, root string) ([]found, error) {
	var report struct {
		Results []struct {
			Path  string
			Start struct{ Line int }
			Extra struct{ Message string }
		}
	}
	err := json.Unmarshal(out, &report)
	var all []found
	for _, r := range report.Results {
		all = append(all, found{below(r.Path, root), "", r.Extra.Message, r.Start.Line})
	}
	return all, err
}

func below(name, root string) string {
	return filepath.ToSlash(strings.TrimPrefix(name, root+string(filepath.Separator)))
}
