package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// outcome is what came of one labelled finding.
type outcome struct {
	label
	fingerprint string
	test        string // its file, "" where none was written
	before      string // failed, passed or broken
	after       string
	reason      string // in a word, where it is not good
	detail      string
}

func (o *outcome) good() bool { return o.before == "failed" && o.after == "passed" }

// measure writes the tests of an application, and runs them before and after it
// is mended.
func (s *settings) measure(a *app, dir string) ([]outcome, error) {
	if err := a.prepare(s, dir); err != nil {
		return nil, err
	}
	found, err := s.findings(dir)
	if err != nil {
		return nil, err
	}
	tests := dir + "-tests"
	if err := os.RemoveAll(tests); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(tests, 0o755); err != nil {
		return nil, err
	}
	var out []outcome
	used := map[string]bool{}
	for _, l := range a.labels {
		for k := range found {
			f := &found[k]
			if len(f.Flow) == 0 || used[f.Fingerprint] || !f.finds(&l) {
				continue
			}
			used[f.Fingerprint] = true
			out = append(out, outcome{label: l, fingerprint: f.Fingerprint})
			break
		}
	}
	for i := range out {
		s.write(&out[i], dir, tests, i)
	}
	for i := range out {
		fmt.Fprintf(os.Stderr, "\r%d of %d tests ", i+1, len(out))
		if err := s.twice(a, dir, &out[i]); err != nil {
			return nil, err
		}
	}
	fmt.Fprintln(os.Stderr)
	return out, nil
}

// twice runs a test in the application as it is, and mended, each laid out anew:
// some applications write over their own files.
func (s *settings) twice(a *app, dir string, o *outcome) error {
	defer o.explain()
	if o.test == "" {
		return nil
	}
	if err := a.prepare(s, dir); err != nil {
		return err
	}
	o.before, o.detail = s.try(o.test)
	if err := a.prepare(s, dir); err != nil {
		return err
	}
	if err := shell(dir, nil, fmt.Sprintf("git apply --whitespace=nowarn '%s'", a.fix)); err != nil {
		return err
	}
	after, detail := s.try(o.test)
	o.after = after
	if o.before == "failed" {
		o.detail = detail
	}
	return nil
}

// prepare lays an application out and makes it run.
func (a *app) prepare(s *settings, dir string) error {
	if err := a.checkOut(dir); err != nil {
		return err
	}
	data, err := os.ReadFile(a.setup)
	if os.IsNotExist(err) {
		return nil
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			if err := shell(dir, []string{"PATH=" + filepath.Dir(s.python) + ":" + os.Getenv("PATH")}, line); err != nil {
				return err
			}
		}
	}
	return err
}

// write has the test of a finding written.
func (s *settings) write(o *outcome, dir, tests string, n int) {
	name := filepath.Join(tests, fmt.Sprintf("test_%02d.py", n+1))
	cmd := exec.Command(s.binary, "explain", o.fingerprint, dir, "--no-cache", "--profile", "all", "--test="+name)
	text, err := cmd.CombinedOutput()
	switch {
	case bytes.Contains(text, []byte("no input that shows it")):
		o.reason = "no-input" // no claim about data that somebody sends
		return
	case err != nil:
		o.reason, o.detail = "facts", lastLine(text)
		return
	}
	o.test = name
}

// longestTest bounds one test: an application that waits for something is
// broken.
const longestTest = 2 * time.Minute

// try runs a test: it fails because of the finding, passes, or does neither.
func (s *settings) try(test string) (verdict, detail string) {
	ctx, cancel := context.WithTimeout(context.Background(), longestTest)
	defer cancel()
	cmd := exec.CommandContext(ctx, s.python, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test)
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil && bytes.Contains(out, []byte("UserWarning: the answer is 5")):
		return "passed", "the answer is an error of the server"
	case err == nil:
		return "passed", ""
	case bytes.Contains(out, []byte("\nE       AssertionError")) && cmd.ProcessState.ExitCode() == 1:
		return "failed", ""
	}
	return "broken", lastError(out)
}

// explain says in one word why a test is not good.
func (o *outcome) explain() {
	switch {
	case o.good() || o.reason != "":
	case o.before == "broken":
		o.reason = "broken"
	case o.before == "passed" && o.detail != "":
		o.reason = "error"
	case o.before == "passed":
		o.reason = "unreached"
	case o.after == "failed":
		o.reason = "unmended"
	default:
		o.reason = "broken-after"
	}
}

func lastLine(out []byte) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return lines[len(lines)-1]
}

// lastError is the last line in which pytest names an error.
func lastError(out []byte) string {
	last := lastLine(out)
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, "E  ") {
			last = strings.TrimSpace(strings.TrimPrefix(line, "E"))
		}
	}
	return last
}

// table shows each finding.
func (a *app) table(w io.Writer, all []outcome) {
	fmt.Fprintf(w, "\n### %s at %.10s\n\n| finding | rule | before | after | reason |\n|---|---|---|---|---|\n", a.name, a.commit)
	for i := range all {
		o := &all[i]
		reason := o.reason
		if o.detail != "" {
			reason = strings.TrimPrefix(reason+": "+strings.ReplaceAll(o.detail, "|", "\\|"), ": ")
		}
		fmt.Fprintf(w, "| %s:%d | %s | %s | %s | %s |\n", o.File, o.Line, o.Class, dash(o.before), dash(o.after), reason)
	}
	fmt.Fprintln(w)
	summary(w, all)
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func summary(w io.Writer, all []outcome) {
	flows, tests, good := 0, 0, 0
	for i := range all {
		if all[i].reason != "no-input" {
			flows++
		}
		if all[i].test != "" {
			tests++
		}
		if all[i].good() {
			good++
		}
	}
	fmt.Fprintf(w, "%d labelled findings are flows of data that somebody sends; %d tests were written, %d of them (%.1f %%) fail before and pass after: %.1f %% of the findings.\n",
		flows, tests, good, percent(good, tests), percent(good, flows))
}

func percent(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}
