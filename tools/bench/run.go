package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// pack is one package of the corpus.
type pack struct {
	name, dir    string
	subset       bool
	files, lines int
}

// packages lists the corpus, smallest first, with its sizes.
func (s *settings) packages() ([]pack, error) {
	f, err := os.Open(s.list)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []pack
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		pin, mark, _ := strings.Cut(lines.Text(), "#")
		if pin = strings.TrimSpace(pin); pin == "" {
			continue
		}
		p := pack{name: pin, dir: filepath.Join(s.corpus, strings.ReplaceAll(pin, "==", "-")), subset: strings.Contains(mark, "subset")}
		if p.files, p.lines, err = size(p.dir); err != nil {
			return nil, fmt.Errorf("%w (make corpus fetches it)", err)
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b pack) int { return a.lines - b.lines })
	return out, lines.Err()
}

// size counts the Python files of a directory and their lines.
func size(dir string) (files, lines int, err error) {
	err = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".py" || !e.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		files++
		lines += bytes.Count(data, []byte("\n"))
		return err
	})
	return files, lines, err
}

func total(packages []pack) (dirs []string, files, lines int) {
	for _, p := range packages {
		dirs = append(dirs, p.dir)
		files += p.files
		lines += p.lines
	}
	return dirs, files, lines
}

// outcome is what one run of a program took.
type outcome struct {
	wall, cpu time.Duration
	rss       int64 // bytes, of the largest process
	out       []byte
}

// run starts a program and waits. Exit codes that tools use for findings are
// no failure.
func run(env []string, name string, args ...string) (outcome, error) {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), env...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	start := time.Now()
	err := c.Run()
	o := outcome{wall: time.Since(start), out: out.Bytes()}
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() == 2 || exit.ExitCode() < 0) {
		return o, fmt.Errorf("%s: %w\n%s", name, err, errs.String())
	}
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		o.rss = usage.Maxrss * 1024
		o.cpu = c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	return o, nil
}

// median repeats a run and gives the one of median time; before prepares each.
func (s *settings) median(before func() error, env []string, name string, args ...string) (outcome, error) {
	var all []outcome
	for range max(1, s.repeat) {
		if before != nil {
			if err := before(); err != nil {
				return outcome{}, err
			}
		}
		o, err := run(env, name, args...)
		if err != nil {
			return o, err
		}
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b outcome) int { return int(a.wall - b.wall) })
	return all[len(all)/2], nil
}

// scan measures leadline on some paths with an empty cache, or none at all.
func (s *settings) scan(cache string, flags []string, paths []string) (outcome, error) {
	args := append([]string{"scan", "--format", "jsonl"}, flags...)
	return s.median(func() error { return os.RemoveAll(cache) }, []string{"XDG_CACHE_HOME=" + cache}, s.binary, append(args, paths...)...)
}

// rate is thousands of lines per second.
func rate(lines int, d time.Duration) float64 { return float64(lines) / 1000 / d.Seconds() }

func firstLine(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		return name + ": " + err.Error()
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return line
}

// scratch is a directory for one part's files.
func scratch() (string, func(), error) {
	dir, err := os.MkdirTemp("", "leadline-bench-")
	return dir, func() { os.RemoveAll(dir) }, err
}
