package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strconv"
	"strings"

	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
	"leadline/rules"
	"leadline/tools/histories"
)

// The published fixtures of TorchFix and dslinter: each line that they expect one
// of their checks at, for the checks that the catalogue has a rule for.
const (
	torchfix = "0ee382c8bc4d9388fe08d42c8963fba53b73273b"
	dslinter = "07ad4fe04334afb5b5d4411950f4f9b038197fa7"
)

// wanted is one expectation: a check at a line of a file, or anywhere in it where
// the line is 0.
type wanted struct {
	file, check string
	line        int
}

// fixtures scores both sets.
func (s *settings) fixtures(known *model.Set) error {
	peers, err := readPeers("rules/catalogue.csv")
	if err != nil {
		return err
	}
	for _, set := range []struct {
		name, repo, commit, below string
		expect                    func(dir string) ([]wanted, error)
	}{
		{"torchfix", "pytorch-labs/torchfix", torchfix, "tests/fixtures", expectTorchfix},
		{"dslinter", "Hynn01/dslinter", dslinter, "dslinter", expectDslinter},
	} {
		git := histories.GitDir(s.snapshots, set.repo)
		if git == "" {
			fmt.Printf("%s: no snapshot of %s: not measured\n", set.name, set.repo)
			continue
		}
		dir := filepath.Join(s.work, set.name)
		if err := unpackTree(git, set.commit, set.below, dir); err != nil {
			return fmt.Errorf("%s: %w", set.name, err)
		}
		expected, err := set.expect(dir)
		if err != nil {
			return fmt.Errorf("%s: %w", set.name, err)
		}
		found, err := scan(dir, known)
		if err != nil {
			return err
		}
		s.scoreFixtures(set.name, expected, found, peers[set.name])
	}
	return nil
}

// readPeers gives, of each other tool, the rules of the catalogue that do what one
// of its checks does.
func readPeers(file string) (map[string]map[string][]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	out := map[string]map[string][]string{}
	for _, row := range rows {
		for _, peer := range strings.Split(row[2], ";") {
			tool, check, ok := strings.Cut(strings.TrimSpace(peer), ":")
			if !ok {
				continue
			}
			if out[tool] == nil {
				out[tool] = map[string][]string{}
			}
			out[tool][check] = append(out[tool][check], row[0])
		}
	}
	return out, nil
}

// unpackTree writes what lies below a folder of a commit.
func unpackTree(git, commit, below, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	names, err := exec.Command("git", "--git-dir", git, "ls-tree", "-r", "--name-only", "-z", commit, below).Output()
	if err != nil {
		return err
	}
	for _, name := range strings.Split(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		if e := path.Ext(name); e != ".py" && e != ".txt" || strings.Contains(name, "/codemod/") {
			continue
		}
		data, err := exec.Command("git", "--git-dir", git, "cat-file", "blob", commit+":"+name).Output()
		if err != nil {
			return err
		}
		file := filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(name, below+"/")))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// expectTorchfix reads the .txt beside each .py: LINE:COLUMN CHECK MESSAGE.
func expectTorchfix(dir string) ([]wanted, error) {
	var out []wanted
	err := filepath.WalkDir(dir, func(file string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".txt" {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, line := range strings.Split(string(data), "\n") {
			f := strings.Fields(line)
			if len(f) < 2 {
				continue
			}
			at, _, _ := strings.Cut(f[0], ":")
			n, err := strconv.Atoi(at)
			if err != nil {
				return fmt.Errorf("%s: %q", file, line)
			}
			rel, err := filepath.Rel(dir, strings.TrimSuffix(file, ".txt")+".py")
			if err != nil {
				return err
			}
			out = append(out, wanted{filepath.ToSlash(rel), f[1], n})
		}
		return nil
	})
	return out, err
}

var (
	message = regexp.MustCompile(`(?s)"([WRCE]55\d\d)":\s*\((.*?)"([a-z]+(?:-[a-z]+)+)",`)
	symbols = regexp.MustCompile(`msg_id\s*=\s*["']([a-z-]+)["']`)
)

// expectDslinter takes the scripts out of the tests of each checker, into files of
// their own below scripts/, and what each test expects: its checks, or none.
func expectDslinter(dir string) ([]wanted, error) {
	codes := map[string]string{}
	checkers, err := filepath.Glob(filepath.Join(dir, "checkers", "*.py"))
	if err != nil {
		return nil, err
	}
	for _, file := range checkers {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, m := range message.FindAllSubmatch(data, -1) {
			codes[string(m[3])] = string(m[1])
		}
	}
	tests, err := filepath.Glob(filepath.Join(dir, "tests", "checkers", "test_*.py"))
	if err != nil {
		return nil, err
	}
	var out []wanted
	for _, file := range tests {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		list, err := scripts(file, data, filepath.Join(dir, "scripts"), codes)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	for _, done := range []string{"checkers", "tests", "utils", "scripts.py", "plugin.py", "__init__.py", "resources"} {
		if err := os.RemoveAll(filepath.Join(dir, done)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// scripts writes the script of each test of a file.
func scripts(file string, data []byte, to string, codes map[string]string) ([]wanted, error) {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return nil, err
	}
	var out []wanted
	f := text.New(file, data)
	var fault error
	syntax.Parse(f).Walk(func(n syntax.Node) bool {
		fn, ok := n.(*syntax.FunctionDef)
		if !ok || !strings.HasPrefix(fn.Name, "test_") {
			return true
		}
		script := ""
		syntax.Walk(fn, func(x syntax.Node) bool {
			if c, ok := x.(*syntax.Constant); ok && c.Kind == syntax.Str && script == "" && c.Start > fn.Body[0].Span().Start {
				if s, ok := c.Text(); ok && strings.Count(s, "\n") > 1 {
					script = s
				}
			}
			return true
		})
		if script == "" {
			return false
		}
		name := strings.TrimPrefix(strings.TrimSuffix(filepath.Base(file), ".py"), "test_") + "__" + fn.Name + ".py"
		if err := os.WriteFile(filepath.Join(to, name), []byte(imported(dedented(script))), 0o644); err != nil {
			fault = err
		}
		body := f.Slice(fn.Span())
		for _, m := range symbols.FindAllStringSubmatch(body, -1) {
			out = append(out, wanted{"scripts/" + name, codes[m[1]], 0})
		}
		return false
	})
	return out, fault
}

// imported puts the imports in front of a fragment that it uses and lacks, each
// line by itself.
func imported(script string) string {
	var lines []string
	for _, i := range [...][2]string{
		{"np.", "import numpy as np"}, {"pd.", "import pandas as pd"}, {"tf.", "import tensorflow as tf"}, {"torch.", "import torch"},
		{"StandardScaler(", "from sklearn.preprocessing import StandardScaler"}, {"KMeans(", "from sklearn.cluster import KMeans"},
	} {
		name := strings.TrimRight(i[0], ".(")
		if strings.Contains(script, i[0]) && !regexp.MustCompile(`import .*\b`+name+`\b`).MatchString(script) {
			lines = append(lines, i[1])
		}
	}
	return strings.Join(append(lines, script), "\n")
}

// dedented takes the indentation of the first line off all of them.
func dedented(s string) string {
	lines := strings.Split(s, "\n")
	indent := ""
	for _, l := range lines {
		if rest := strings.TrimLeft(l, " "); rest != "" {
			indent = l[:len(l)-len(rest)]
			break
		}
	}
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], indent)
	}
	return strings.Join(lines, "\n")
}

// placed are the rules that report something, by file and line.
type placed map[string]map[int][]string

// Progress, Finding and Done make placed a handler of findings.
func (p placed) Progress(finding.Progress) {}

// Finding notes the lines of one.
func (p placed) Finding(f *finding.Finding) {
	at := f.Location
	if p[at.File.Path] == nil {
		p[at.File.Path] = map[int][]string{}
	}
	for line := at.File.LineOf(at.Span.Start); line <= at.File.LineOf(max(at.Span.Start, at.Span.End-1)); line++ {
		p[at.File.Path][line] = append(p[at.File.Path][line], f.Rule.ID)
	}
}

// Done closes it.
func (p placed) Done(*finding.Coverage) {}

// scan scans a folder with every rule.
func scan(dir string, known *model.Set) (placed, error) {
	set, err := rule.Load(rules.FS, known, rules.Code())
	if err != nil {
		return nil, err
	}
	project, err := config.FindBelow(dir, dir)
	if err != nil {
		return nil, err
	}
	project.Settings.Profile, project.Settings.Severity = "all", "info"
	p := placed{}
	return p, engine.Scan(context.Background(), engine.Options{Paths: []string{dir}, Project: project, Jobs: runtime.NumCPU(), Rules: set, Models: known}, p)
}

// scoreFixtures compares, check by check.
func (s *settings) scoreFixtures(name string, expected []wanted, found placed, peers map[string][]string) {
	type tally struct{ hit, all int }
	checks, none := map[string]*tally{}, map[string]int{}
	var total tally
	for _, w := range expected {
		ours := peers[w.check]
		if len(ours) == 0 {
			none[w.check]++
			continue
		}
		t := checks[w.check]
		if t == nil {
			t = &tally{}
			checks[w.check] = t
		}
		t.all, total.all = t.all+1, total.all+1
		if found.has(w, ours) {
			t.hit, total.hit = t.hit+1, total.hit+1
		} else if s.explain {
			fmt.Printf("  %s %s:%d: nothing of %s\n", w.check, w.file, w.line, strings.Join(ours, ", "))
		}
	}
	fmt.Printf("%s: %d of %d expected lines of the checks in the catalogue (%.1f %%)\n", name, total.hit, total.all, 100*ratio(total.hit, total.all))
	var parts []string
	for check, t := range checks {
		parts = append(parts, fmt.Sprintf("%s %d/%d", check, t.hit, t.all))
	}
	sort.Strings(parts)
	fmt.Printf("  %s\n  without a rule: %v\n", strings.Join(parts, ", "), none)
}

func (p placed) has(w wanted, ours []string) bool {
	for line, ids := range p[w.file] {
		if w.line != 0 && line != w.line {
			continue
		}
		for _, id := range ids {
			for _, o := range ours {
				if id == o {
					return true
				}
			}
		}
	}
	return false
}
