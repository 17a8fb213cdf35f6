// Command modelsgap ranks what of libraries no model tells by the findings that depend on it: it scans applications and packages, and of
// every reported flow counts the calls of which nothing is known. It must not know how anything is analysed, nor any library.
//
// Its window is the table that it prints, as docs/benchmarks.md has it.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"leadline/tools/histories"
)

type settings struct {
	binary, snapshots, applications, packages, corpus string
	profile, trust, only                              string
	top                                               int
	flows                                             bool
}

func main() {
	s := settings{}
	flag.StringVar(&s.binary, "binary", "build/leadline", "the program that scans")
	flag.StringVar(&s.snapshots, "snapshots", "", "a directory of git directories named OWNER+NAME: the applications")
	flag.StringVar(&s.applications, "applications", "bench/applications.txt", "which applications, at which commits")
	flag.StringVar(&s.packages, "packages", "bench/corpus.txt", "which packages of the corpus")
	flag.StringVar(&s.corpus, "corpus", "bench/corpus", "where the packages lie")
	flag.StringVar(&s.profile, "profile", "security", "the rules whose flows are counted")
	flag.StringVar(&s.trust, "trust", "library", "what counts as untrusted in packages, which nobody sends requests to")
	flag.StringVar(&s.only, "only", "", "scan these alone: parts of their names, separated by commas")
	flag.IntVar(&s.top, "top", 40, "how many callables to list")
	flag.BoolVar(&s.flows, "flows", false, "list the flows as well, each with the calls on it")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := s.run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "models-gap:", err)
		fmt.Println("not measured")
		os.Exit(1)
	}
}

// project is something that is scanned.
type project struct {
	name, group string
	dir         string // where its files lie, or "" until they are taken out of
	git, commit string
}

func (s *settings) run(ctx context.Context, w io.Writer) error {
	apps, err := s.listApplications()
	if err != nil {
		return err
	}
	packs, err := s.listPackages()
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "leadline-gap-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	t := newTally()
	for _, p := range append(apps, packs...) {
		fmt.Fprintln(os.Stderr, "scanning", p.name)
		if err := s.scan(ctx, p, scratch, t); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	t.print(w, s)
	return nil
}

func (s *settings) wants(name string) bool {
	return s.only == "" || slices.ContainsFunc(strings.Split(s.only, ","), func(part string) bool { return strings.Contains(name, part) })
}

// listApplications reads the list, and finds the git directory of each.
func (s *settings) listApplications() ([]project, error) {
	listed, err := histories.Applications(s.applications)
	if err != nil {
		return nil, err
	}
	var out []project
	var missing []string
	for _, a := range listed {
		name := a.Name
		if !s.wants(name) {
			continue
		}
		p := project{name: name, group: "applications", commit: a.Commit}
		if s.snapshots != "" {
			p.git = histories.GitDir(s.snapshots, name)
		}
		if p.git == "" {
			missing = append(missing, name)
		}
		out = append(out, p)
	}
	switch {
	case len(missing) > 0 && s.snapshots == "":
		return nil, fmt.Errorf("SNAPSHOTS=DIR is missing: a folder of git directories OWNER+NAME, of %s", strings.Join(missing, ", "))
	case len(missing) > 0:
		return nil, fmt.Errorf("%s has no git directory of %s", s.snapshots, strings.Join(missing, ", "))
	}
	return out, nil
}

// listPackages reads the list of packages, all of which must be there.
func (s *settings) listPackages() ([]project, error) {
	lines, err := readList(s.packages)
	if err != nil {
		return nil, err
	}
	var out []project
	var missing []string
	for _, line := range lines {
		name := strings.ReplaceAll(line, "==", "-")
		if !s.wants(name) {
			continue
		}
		p := project{name: name, group: "packages", dir: filepath.Join(s.corpus, name)}
		if _, err := os.Stat(p.dir); err != nil {
			missing = append(missing, name)
		}
		out = append(out, p)
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%s lacks %s: make corpus fetches them", s.corpus, strings.Join(missing, ", "))
	}
	return out, nil
}

// readList reads lines without their comments.
func readList(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out, lines.Err()
}

// scan counts the flows of one project. Its files are gone afterwards, where they
// were taken out of a repository.
func (s *settings) scan(ctx context.Context, p project, scratch string, t *tally) error {
	args := []string{"scan", "--profile", s.profile, "--format", "jsonl", "--no-cache"}
	if p.group == "packages" {
		args = append(args, "--trust", s.trust)
	}
	dir := p.dir
	if dir == "" {
		dir = filepath.Join(scratch, strings.ReplaceAll(p.name, "/", "+"))
		lacking, err := histories.CheckOut(p.git, p.commit, dir)
		if err != nil {
			return err
		}
		if lacking > 0 {
			fmt.Fprintf(os.Stderr, "%s: the snapshot lacks the content of %d files\n", p.name, lacking)
		}
		defer os.RemoveAll(dir)
	}
	c := exec.CommandContext(ctx, s.binary, append(args, dir)...)
	c.Stderr = io.Discard
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	read := t.read(out, p)
	err = c.Wait()
	if code := c.ProcessState.ExitCode(); code == 0 || code == 1 || code == 3 { // findings, or gaps in what was read
		err = nil
	}
	if read != nil {
		return read
	}
	return err
}
