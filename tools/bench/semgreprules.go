package main

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"time"
)

// timed are the packages that both programs run the same rules over: more than
// 500,000 lines of different kinds.
var timed = []string{"django", "sqlalchemy", "celery", "aiohttp", "werkzeug"}

// publicRules is the rule set whose Python rules are timed: its YAML alone.
const publicRules = "semgrep+semgrep-rules"

// sameRules times the Python rules of a public set in leadline and in semgrep,
// over the same files, each less what it takes for a file of one line.
func (s *settings) sameRules(w io.Writer, packages []pack) error {
	if s.snapshots == "" {
		return nil
	}
	semgrep := filepath.Join(s.venvs, "semgrep", "bin", "semgrep")
	if _, err := os.Stat(semgrep); err != nil {
		return errors.New("not measured: semgrep is not installed (make bench-setup installs it)")
	}
	dir, clean, err := scratch()
	if err != nil {
		return err
	}
	defer clean()
	rules, tiny := filepath.Join(dir, "rules"), filepath.Join(dir, "tiny")
	count, err := unpackRules(filepath.Join(s.snapshots, publicRules), rules)
	if err != nil {
		return fmt.Errorf("not measured: %w", err)
	}
	if err := os.MkdirAll(tiny, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(tiny, "one.py"), []byte("x = 1\n"), 0o644); err != nil {
		return err
	}
	dirs, files, lines, err := s.named(packages, timed)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\n### The Python rules of %s (%d files of YAML) over %d files, %.0f kLOC; load %s\n\n| program | s | s to start | s for the files | CPU s | CPU s to start | findings |\n|---|---:|---:|---:|---:|---:|---:|\n",
		publicRules, count, files, float64(lines)/1000, load())
	ours, err := s.rulesOver(w, "leadline", nil, s.binary, []string{"scan", "--format", "jsonl", "--no-cache", "--config", rules}, tiny, dirs)
	if err != nil {
		return err
	}
	once := *s
	once.repeat = 1 // minutes each
	theirs, err := once.rulesOver(w, "semgrep", []string{"PATH=" + filepath.Dir(semgrep) + ":" + os.Getenv("PATH")}, semgrep,
		[]string{"scan", "--metrics", "off", "--no-git-ignore", "--disable-version-check", "--quiet", "--json", "-j", "2", "--config", rules}, tiny, dirs)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nleadline is %.0f times as fast by the clock, %.0f times by CPU (wanted: >= 100).\n", ratio(theirs.wall, ours.wall), ratio(theirs.cpu, ours.cpu))
	return nil
}

func ratio(a, b time.Duration) float64 { return a.Seconds() / b.Seconds() }

// rulesOver measures one program on the files and on a file of one line, and gives
// the difference.
func (s *settings) rulesOver(w io.Writer, name string, env []string, binary string, args []string, tiny string, dirs []string) (outcome, error) {
	start, err := s.median(nil, env, binary, append(args[:len(args):len(args)], tiny)...)
	if err != nil {
		return start, err
	}
	all, err := s.median(nil, env, binary, append(args[:len(args):len(args)], dirs...)...)
	if err != nil {
		return all, err
	}
	found := findingsIn(all.out)
	if found == 0 {
		return all, fmt.Errorf("%s found nothing, so it has hardly looked at the files", name)
	}
	net := outcome{wall: all.wall - start.wall, cpu: all.cpu - start.cpu}
	fmt.Fprintf(w, "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %d |\n", name, all.wall.Seconds(), start.wall.Seconds(), net.wall.Seconds(), all.cpu.Seconds(), start.cpu.Seconds(), found)
	return net, nil
}

// findingsIn counts the findings of a report of either program.
func findingsIn(out []byte) int {
	var whole struct {
		Results []json.RawMessage `json:"results"`
	}
	if json.Unmarshal(out, &whole) == nil {
		return len(whole.Results)
	}
	counts, _, _ := tally(out)
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// named are the packages of some names.
func (s *settings) named(packages []pack, names []string) (dirs []string, files, lines int, err error) {
	var part []pack
	for _, name := range names {
		found := false
		for _, p := range packages {
			if base, _, _ := bytes.Cut([]byte(p.name), []byte("==")); string(base) == name {
				part, found = append(part, p), true
			}
		}
		if !found {
			return nil, 0, 0, fmt.Errorf("%s is not in the corpus", name)
		}
	}
	dirs, files, lines = total(part)
	return dirs, files, lines, nil
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// unpackRules writes the YAML files of a set's folder python, and nothing else of
// it, and counts them.
func unpackRules(repo, to string) (int, error) {
	if inner := filepath.Join(repo, "repo"); isDir(inner) {
		repo = inner
	}
	if !isDir(repo) {
		return 0, fmt.Errorf("%s is missing", repo)
	}
	archive, err := exec.Command("git", "-C", repo, "archive", "HEAD", "python").Output()
	if err != nil {
		return 0, fmt.Errorf("git archive: %w", err)
	}
	count := 0
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if err == io.EOF {
			return count, nil
		}
		if err != nil {
			return count, fmt.Errorf("read the archive: %w", err)
		}
		if ext := path.Ext(h.Name); h.Typeflag != tar.TypeReg || ext != ".yaml" && ext != ".yml" {
			continue
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return count, err
		}
		file := filepath.Join(to, filepath.FromSlash(h.Name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return count, err
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return count, err
		}
		count++
	}
}
