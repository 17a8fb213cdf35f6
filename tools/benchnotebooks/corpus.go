package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha1"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"leadline/tools/histories"
)

// extract writes the notebooks of every repository below dir and lists those of
// which sessions can be made.
func (s *settings) extract(dir string) (runnable []string, err error) {
	list, err := os.ReadFile(s.repos)
	if err != nil {
		return nil, err
	}
	found := 0
	for _, line := range strings.Split(string(list), "\n") {
		f := strings.Fields(line)
		if len(f) != 3 || f[0] == "#" {
			continue
		}
		git := histories.GitDir(s.snapshots, f[0])
		if git == "" {
			fmt.Printf("%s: no snapshot\n", f[0])
			continue
		}
		found++
		names, err := unpack(git, f[1], filepath.Join(dir, strings.ReplaceAll(f[0], "/", "+")))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f[0], err)
		}
		if f[2] == "sessions" {
			runnable = append(runnable, names...)
		}
	}
	if found == 0 {
		return nil, fmt.Errorf("%s holds none of the repositories of %s", s.snapshots, s.repos)
	}
	return runnable, nil
}

// unpack writes the notebooks of one commit, each under a flat name. A snapshot
// may list files whose content it does not hold: they are counted.
func unpack(git, commit, dir string) ([]string, error) {
	list, err := exec.Command("git", "--git-dir", git, "ls-tree", "-r", "-z", commit).Output()
	if err != nil {
		return nil, fmt.Errorf("git ls-tree %s: %w", commit, err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var names []string
	absent := 0
	for _, entry := range strings.Split(string(list), "\x00") {
		about, name, _ := strings.Cut(entry, "\t")
		f := strings.Fields(about)
		if len(f) != 3 || f[1] != "blob" || path.Ext(name) != ".ipynb" || strings.Contains(name, ".ipynb_checkpoints") {
			continue
		}
		data, err := exec.Command("git", "--git-dir", git, "cat-file", "blob", f[2]).Output()
		if err != nil {
			absent++
			continue
		}
		flat := strings.Map(func(r rune) rune {
			if r == '/' || r == ' ' || r < 0x20 || r > 0x7e {
				return '_'
			}
			return r
		}, name)
		file := filepath.Join(dir, flat[max(0, len(flat)-120):])
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return nil, err
		}
		names = append(names, file)
	}
	if absent > 0 {
		fmt.Printf("%s: the snapshot lists %d notebooks and does not hold them\n", filepath.Base(dir), absent)
	}
	sort.Strings(names)
	return names, nil
}

// half is a set of notebooks: those of the even names, those of the odd ones, or
// all of them.
func half(names []string, which int) []string {
	var out []string
	for _, n := range names {
		h := sha1.Sum([]byte(filepath.Base(n)))
		if which > 1 || int(h[0]%2) == which {
			out = append(out, n)
		}
	}
	return out
}

// live lets sessions.py make the sessions of a set, unless they are there.
func (s *settings) live(dir, seed string, notebooks []string) error {
	if _, err := os.Stat(filepath.Join(dir, "labels.jsonl")); err == nil {
		return nil
	}
	args := append([]string{"tools/benchnotebooks/sessions.py", dir, seed, fmt.Sprint(s.sessions)}, notebooks...)
	command := exec.Command(s.python, args...)
	if exec.Command("unshare", "-n", "true").Run() == nil {
		command = exec.Command("unshare", append([]string{"-n", s.python}, args...)...)
	} else {
		fmt.Println("the network cannot be cut off here: notebooks that only name it are left out all the same")
	}
	command.Stderr = os.Stderr
	if err := command.Run(); err != nil {
		return fmt.Errorf("make sessions: %w", err)
	}
	return nil
}

// leakage scores the labelled set, if its snapshot is there.
func (s *settings) leakage() error {
	git := histories.GitDir(s.snapshots, "malusamayo/leakage-analysis")
	if git == "" {
		fmt.Println("leakage: no snapshot of malusamayo/leakage-analysis: not measured")
		return nil
	}
	dir := filepath.Join(s.work, "leakage")
	if err := os.MkdirAll(filepath.Join(dir, "inputs"), 0o755); err != nil {
		return err
	}
	out, err := exec.Command("git", "--git-dir", git, "archive", "0a3c573628824c7a9e08a243290d4453bc43d676", "tests").Output()
	if err != nil {
		return fmt.Errorf("git archive: %w", err)
	}
	for t := tar.NewReader(bytes.NewReader(out)); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if path.Ext(h.Name) != ".py" {
			continue
		}
		data, err := io.ReadAll(t)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(h.Name, "tests/"))), data, 0o644); err != nil {
			return err
		}
	}
	return scoreLeakage(dir, s.explain, s.effects)
}
