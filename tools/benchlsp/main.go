// Command benchlsp measures language servers as their users meet them: from a
// keystroke to the diagnostics that it causes, on a workspace of real code. It
// speaks the protocol to leadline lsp, and to the servers of ruff and pylsp
// beside it. It must not know how anything is analysed.
package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

type settings struct {
	binary, venvs, out string
	dirs               string // separated by spaces
	edits, random      int
	peers              bool
	only               string
}

func main() {
	s := settings{}
	flag.StringVar(&s.binary, "binary", "build/leadline", "the program to measure")
	flag.StringVar(&s.dirs, "dir", "bench/corpus/django-6.1.3", "the workspace, or several folders that are to be one; make corpus fetches them")
	flag.StringVar(&s.venvs, "venvs", "bench/venv", "virtual environments of the other tools")
	flag.StringVar(&s.out, "out", "bench/out/lsp.md", "where the tables go as well")
	flag.IntVar(&s.edits, "edits", 100, "edits to time, each made and taken back")
	flag.IntVar(&s.random, "random", 1000, "random edits after which the server must say what a scan says")
	flag.BoolVar(&s.peers, "peers", true, "measure the other servers")
	flag.StringVar(&s.only, "only", "", "measure the servers with this in their name")
	flag.Parse()
	if err := s.run(); err != nil {
		fmt.Fprintln(os.Stderr, "benchlsp:", err)
		os.Exit(1)
	}
}

func (s *settings) run() error {
	dirs := strings.Fields(s.dirs)
	for _, d := range dirs {
		if _, err := os.Stat(d); err != nil {
			return fmt.Errorf("%w\nnot measured: make corpus fetches the packages, DIR=... names another workspace", err)
		}
	}
	if err := os.MkdirAll(filepath.Dir(s.out), 0o755); err != nil {
		return err
	}
	file, err := os.Create(s.out)
	if err != nil {
		return err
	}
	defer file.Close()
	w := io.MultiWriter(os.Stdout, file)
	// A copy: the last part writes into it.
	dir, err := os.MkdirTemp("", "leadline-benchlsp-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	defer os.RemoveAll(dir + "-cache")
	names := []string{}
	for _, d := range dirs {
		names = append(names, filepath.Base(d))
		if err := os.CopyFS(dir, os.DirFS(d)); err != nil {
			return err
		}
	}
	space, err := read(dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\n## Language servers on %s: %d files, %.1f kLOC, %d edits, %d processors\n\n", strings.Join(names, ", "), len(space.names), float64(space.lines)/1000, 2*s.edits, runtime.NumCPU())
	fmt.Fprintf(w, "| server | first word on the open file s | on everything s | open file p50 ms | p95 | all files p95 | central modules: open file p50 | p95 | all files p95 | processor ms an edit | peak MB |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, server := range s.servers() {
		if err := s.measure(w, server, space); err != nil {
			fmt.Fprintf(w, "| %s | not measured: %v |\n", server.name, err)
			if server.ours {
				return err
			}
			continue
		}
		if server.ours {
			if err := s.again(w, space); err != nil {
				return err
			}
		}
	}
	if s.random == 0 {
		return nil
	}
	return s.sameVerdict(w, space)
}

// server is one that can be measured.
type server struct {
	name string
	cmd  []string
	// pulls: it tells diagnostics only when it is asked for them.
	pulls, ours bool
	init        map[string]any
}

func (s *settings) servers() []server {
	binary, _ := filepath.Abs(s.binary)
	venvs, _ := filepath.Abs(s.venvs)
	out := []server{{name: "leadline lsp", cmd: []string{binary, "lsp"}, ours: true}}
	if s.peers {
		out = append(out,
			server{name: "ruff server", cmd: []string{filepath.Join(venvs, "ruff", "bin", "ruff"), "server", "--isolated"}, pulls: true},
			server{name: "pylsp", cmd: []string{filepath.Join(venvs, "pylsp", "bin", "pylsp")}})
	}
	return slices.DeleteFunc(out, func(v server) bool { return !strings.Contains(v.name, s.only) })
}

// mark is a name that nothing defines: every server has a word to say about it.
const mark = "undefined_mark_"

// times are what edits took.
type times struct{ open, whole []time.Duration }

func (t *times) add(open, whole time.Duration) {
	t.open, t.whole = append(t.open, open), append(t.whole, whole)
}

func (t *times) row() string {
	slices.Sort(t.open)
	slices.Sort(t.whole)
	return fmt.Sprintf("%s | %s | %s", ms(at(t.open, 0.5)), ms(at(t.open, 0.95)), ms(at(t.whole, 0.95)))
}

// probe is what every server has a word to say about: the first word on a document
// is the first that is not that there is none.
const probe = "\n\n\ndef probe(url):\n    import requests\n    return requests.get(url, timeout=3, verify=False) + undefined_mark_\n"

// measure times edits: a statement that uses an unknown name is put into a
// function, until the server says so, and taken out, until it does not any more.
func (s *settings) measure(w io.Writer, of server, space *workspace) error {
	if _, err := os.Stat(of.cmd[0]); err != nil {
		return fmt.Errorf("%s is not there: make bench-lsp-setup", of.cmd[0])
	}
	start := time.Now()
	e, err := launch(of, space.dir)
	if err != nil {
		return err
	}
	defer e.end()
	rng := rand.New(rand.NewPCG(3, 4))
	var first, everything time.Duration
	var all, central times
	used := time.Duration(0)
	for i := range s.edits {
		name := space.pick(rng)
		isCentral := i%5 == 0 && len(space.central) > 0
		if isCentral {
			name = space.central[i/5%len(space.central)]
		}
		text := space.texts[name]
		if i == 0 {
			text += probe
		}
		if err := e.open(name, text); err != nil {
			return err
		}
		if err := e.opened(name, i == 0); err != nil {
			return err
		}
		if i == 0 {
			first = time.Since(start)
		}
		if err := e.settle(name); err != nil {
			return err
		}
		if i == 0 {
			everything = time.Since(start)
		}
		line, indent := space.body(rng, name)
		word := fmt.Sprintf("%s%d", mark, i)
		for _, there := range []bool{true, false} {
			before := e.processor()
			open, whole, err := e.timed(name, line, indent, word, there)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			used += e.processor() - before
			all.add(open, whole)
			if isCentral {
				central.add(open, whole)
			}
		}
		if err := e.close(name); err != nil {
			return err
		}
	}
	if of.ours {
		time.Sleep(keeping)
	}
	fmt.Fprintf(w, "| %s | %.2f | %.2f | %s | %s | %s | %d |\n", of.name, first.Seconds(), everything.Seconds(), all.row(), central.row(), ms(used/time.Duration(max(1, len(all.open)))), e.peak()>>20)
	return nil
}

// timed makes one edit, and tells when the open file's diagnostics were there,
// and when those of all others were.
func (e *editor) timed(name string, line int, indent, word string, there bool) (open, whole time.Duration, err error) {
	began := time.Now()
	if there {
		err = e.change(name, line, line, indent+word+"\n")
	} else {
		err = e.change(name, line, line+1, "")
	}
	if err == nil {
		err = e.until(name, word, there)
	}
	open = time.Since(began)
	if err == nil {
		err = e.whole()
	}
	return open, time.Since(began), err
}

// keeping is how long leadline waits for somebody to ask for something before it
// keeps what it knows, and then some.
const keeping = 26 * time.Second

// again times the start of a server that has been here before: what it keeps is
// written when nobody has asked for anything for a while.
func (s *settings) again(w io.Writer, space *workspace) error {
	start := time.Now()
	e, err := launch(s.servers()[0], space.dir)
	if err != nil {
		return err
	}
	defer e.end()
	name := slices.Concat(space.central, space.names)[0]
	if err := e.open(name, space.texts[name]+probe); err != nil {
		return err
	}
	if err := e.opened(name, true); err != nil {
		return err
	}
	first := time.Since(start)
	if err := e.settle(name); err != nil {
		return err
	}
	fmt.Fprintf(w, "| leadline lsp, started again | %.2f | %.2f | | | | | | | | %d |\n", first.Seconds(), time.Since(start).Seconds(), e.peak()>>20)
	return nil
}

func at(all []time.Duration, share float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	return all[min(len(all)-1, int(share*float64(len(all))))]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }

// sameVerdict makes random edits, some of which break the code, and compares
// what the server says in the end, and ten times on the way, with a scan.
func (s *settings) sameVerdict(w io.Writer, space *workspace) error {
	e, err := launch(s.servers()[0], space.dir)
	if err != nil {
		return err
	}
	defer e.end()
	rng := rand.New(rand.NewPCG(9, 9))
	var names []string
	for range 20 {
		names = append(names, space.pick(rng))
	}
	names = append(names, space.central...)
	slices.Sort(names)
	names = slices.Compact(names)
	for _, name := range names {
		if err := e.open(name, space.texts[name]); err != nil {
			return err
		}
	}
	step, found := max(1, s.random/10), 0
	for i := range s.random {
		name := names[rng.IntN(len(names))]
		if err := space.randomEdit(rng, e, name); err != nil {
			return err
		}
		if (i+1)%step == 0 {
			if found, err = s.compare(e, space, names); err != nil {
				return fmt.Errorf("after %d random edits: %w", i+1, err)
			}
		}
	}
	fmt.Fprintf(w, "\nAfter %d random edits in %d files the server and a scan of the same bytes say the same, %d findings, and so they did at %d points on the way.\n", s.random, len(names), found, s.random/step-1)
	return nil
}

// compare holds what the server knows against a scan.
func (s *settings) compare(e *editor, space *workspace, names []string) (int, error) {
	here, err := e.findings()
	if err != nil {
		return 0, err
	}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(space.dir, name), []byte(space.texts[name]), 0o644); err != nil {
			return 0, err
		}
	}
	there, err := scan(s.binary, space.dir)
	if err != nil {
		return 0, err
	}
	if slices.Equal(here, there) {
		return len(here), nil
	}
	only := func(a, b []string) string {
		var out []string
		for _, x := range a {
			if !slices.Contains(b, x) && len(out) < 5 {
				out = append(out, x)
			}
		}
		return strings.Join(out, ", ")
	}
	return 0, fmt.Errorf("the server has %d findings and the scan %d; only the server: %s; only the scan: %s", len(here), len(there), only(here, there), only(there, here))
}
