package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// peer is another tool, in a virtual environment of its own.
type peer struct {
	name, pin string
	args      []string
	// needs names what must be given for it to run, or nothing.
	needs string
}

func (s *settings) tools() []peer {
	return []peer{
		{name: "ruff", pin: "ruff==0.17.6", args: []string{"check", "--select", "S", "--no-cache", "--exit-zero", "--quiet", "--isolated"}},
		{name: "bandit", pin: "bandit==1.9.4", args: []string{"-r", "-q", "-f", "json", "--exit-zero"}},
		{name: "semgrep", pin: "semgrep==1.182.0", needs: s.semgrepRules,
			args: []string{"scan", "--metrics", "off", "--no-git-ignore", "--disable-version-check", "--quiet", "--json", "-j", "2", "--config", s.semgrepRules}},
	}
}

// install makes the virtual environments.
func (s *settings) install() error {
	for _, p := range s.tools() {
		dir := filepath.Join(s.venvs, p.name)
		if _, err := os.Stat(dir); err == nil {
			continue
		}
		for _, c := range [][]string{{"python3", "-m", "venv", dir}, {filepath.Join(dir, "bin", "pip"), "install", "--quiet", p.pin}} {
			cmd := exec.Command(c[0], c[1:]...)
			cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
			if err := cmd.Run(); err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
		}
	}
	return nil
}

// others measures the other tools on the subset, with leadline in the same run.
func (s *settings) others(w io.Writer, packages []pack) error {
	if !s.peers {
		return nil
	}
	var part []pack
	for _, p := range packages {
		if p.subset {
			part = append(part, p)
		}
	}
	dirs, files, lines := total(part)
	fmt.Fprintf(w, "\n### Beside other tools, on the subset: %d files, %.1f kLOC\n\n| tool | s | CPU s | kLOC/s | peak MB | leadline takes, of its CPU s |\n|---|---:|---:|---:|---:|---:|\n", files, float64(lines)/1000)
	ours := s.cold
	if len(part) < len(packages) || ours.wall == 0 {
		cache, clean, err := scratch()
		if err != nil {
			return err
		}
		defer clean()
		if ours, err = s.scan(cache, []string{"--no-cache"}, dirs); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "| leadline, cold | %.2f | %.2f | %.1f | %d | |\n", ours.wall.Seconds(), ours.cpu.Seconds(), rate(lines, ours.wall), ours.rss>>20)
	for _, p := range s.tools() {
		binary := filepath.Join(s.venvs, p.name, "bin", p.name)
		if _, err := os.Stat(binary); err != nil {
			fmt.Fprintf(w, "| %s | skipped: not installed (make bench-setup installs it) | | | |\n", p.name)
			continue
		}
		if p.name == "semgrep" && p.needs == "" {
			fmt.Fprintf(w, "| %s | skipped: SEMGREP_RULES names no rules | | | |\n", p.name)
			continue
		}
		once := *s
		if p.name != "ruff" {
			once.repeat = 1 // a minute or more each
		}
		o, err := once.median(nil, []string{"PATH=" + filepath.Dir(binary) + ":" + os.Getenv("PATH")}, binary, append(p.args, dirs...)...)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "| %s %s | %.2f | %.2f | %.1f | %d | 1/%.2f |\n", p.name, strings.TrimPrefix(firstLine(binary, "--version"), p.name+" "), o.wall.Seconds(), o.cpu.Seconds(), rate(lines, o.wall), o.rss>>20,
			o.cpu.Seconds()/ours.cpu.Seconds())
	}
	return nil
}
