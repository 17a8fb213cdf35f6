// Command benchcalls measures the call graph on the micro-benchmark of PyCG
// (Salis et al., "PyCG: Practical Call Graph Generation in Python", ICSE 2021;
// vitsalis/PyCG): programs of a few lines, each with the edges that it has. It must
// not know how calls are resolved.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const repository, snippets = "vitsalis+PyCG", "micro-benchmark/snippets"

func main() {
	binary := flag.String("binary", "build/leadline", "the program to measure")
	snapshots := flag.String("snapshots", "", "a directory of git directories named OWNER+NAME")
	flag.Parse()
	if err := run(os.Stdout, *binary, *snapshots); err != nil {
		fmt.Fprintln(os.Stderr, "bench-calls:", err)
		fmt.Println("not measured")
		os.Exit(1)
	}
}

// tally counts edges: those of both sides, those that only the benchmark has, and
// those that only the program has.
type tally struct{ programs, both, missed, wrong int }

func (t *tally) add(u tally) {
	t.programs, t.both, t.missed, t.wrong = t.programs+u.programs, t.both+u.both, t.missed+u.missed, t.wrong+u.wrong
}

func (t *tally) String() string {
	return fmt.Sprintf("%3d programs  %3d of %3d edges found  %2d that are not there  recall %.3f  precision %.3f",
		t.programs, t.both, t.both+t.missed, t.wrong, share(t.both, t.missed), share(t.both, t.wrong))
}

func share(n, others int) float64 {
	if n+others == 0 {
		return 1
	}
	return float64(n) / float64(n+others)
}

func run(w io.Writer, binary, snapshots string) error {
	git := filepath.Join(snapshots, repository)
	if _, err := os.Stat(git); snapshots == "" || err != nil {
		return fmt.Errorf("-snapshots has no %s", repository)
	}
	dir, err := os.MkdirTemp("", "leadline-calls-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if out, err := exec.Command("sh", "-c", `git -C "$0" archive HEAD "$1" | tar x -C "$2"`, git, snippets, dir).CombinedOutput(); err != nil {
		return fmt.Errorf("take %s out of the snapshot: %w: %s", snippets, err, out)
	}
	root := filepath.Join(dir, snippets)
	groups := map[string]*tally{}
	var all tally
	err = filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.Name() != "callgraph.json" {
			return err
		}
		program, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		t, err := measure(w, binary, filepath.Dir(name), program)
		if err != nil {
			return fmt.Errorf("%s: %w", program, err)
		}
		group := strings.Split(program, string(filepath.Separator))[0]
		if groups[group] == nil {
			groups[group] = &tally{}
		}
		groups[group].add(t)
		all.add(t)
		return nil
	})
	if err != nil {
		return err
	}
	names := make([]string, 0, len(groups))
	for n := range groups {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		fmt.Fprintf(w, "%-14s %s\n", n, groups[n])
	}
	fmt.Fprintf(w, "%-14s %s\n", "all", &all)
	return nil
}

// edge is a call: who calls, and what.
type edge struct{ from, to string }

// measure compares the edges of one program and prints those on one side only.
func measure(w io.Writer, binary, dir, program string) (tally, error) {
	want, err := expected(filepath.Join(dir, "callgraph.json"))
	if err != nil {
		return tally{}, err
	}
	out, err := exec.Command(binary, "debug", "callgraph", dir).Output()
	if err != nil {
		return tally{}, fmt.Errorf("leadline debug callgraph: %w", err)
	}
	printed := string(out)
	if _, err := os.Stat(filepath.Join(dir, "__init__.py")); err == nil { // a package, whose name the benchmark leaves out
		name := filepath.Base(dir) + "."
		printed = strings.ReplaceAll(strings.ReplaceAll("\n"+printed, "\n"+name, "\n"), " "+name, " ")
	}
	got := found(printed)
	t := tally{programs: 1}
	for e := range want {
		if got[e] {
			t.both++
		} else {
			t.missed++
			fmt.Fprintf(w, "missed  %s: %s -> %s\n", program, e.from, e.to)
		}
	}
	for e := range got {
		if !want[e] {
			t.wrong++
			fmt.Fprintf(w, "wrong   %s: %s -> %s\n", program, e.from, e.to)
		}
	}
	return t, nil
}

func expected(name string) (map[edge]bool, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var calls map[string][]string
	if err := json.Unmarshal(data, &calls); err != nil {
		return nil, err
	}
	out := map[edge]bool{}
	for from, tos := range calls {
		for _, to := range tos {
			out[edge{from, to}] = true
		}
	}
	return out, nil
}

// found reads what the program prints.
func found(printed string) map[edge]bool {
	out := map[edge]bool{}
	from := ""
	for _, line := range strings.Split(printed, "\n") {
		name, isCall := strings.CutPrefix(line, "  calls ")
		outside, isOutside := strings.CutPrefix(name, "outside ")
		switch {
		case isOutside:
			out[edge{from, theirOutside(outside)}] = true
		case isCall:
			out[edge{from, theirs(name)}] = true
		case line != "" && line[0] != ' ':
			name, _, _ = strings.Cut(line, " ")
			from = theirs(name)
		}
	}
	return out
}

// theirs is a name of ours as the benchmark writes it: lambdas are numbered from 1.
func theirs(name string) string {
	name = strings.ReplaceAll(name, ".<locals>", "")
	head, n, numbered := strings.Cut(name, "#")
	if !numbered {
		n = "1"
	}
	if strings.HasSuffix(head, "<lambda>") {
		return strings.TrimSuffix(head, ">") + n + ">"
	}
	return head
}

// theirOutside is the name of something outside the program as the benchmark
// writes it.
func theirOutside(name string) string {
	short, ok := strings.CutPrefix(name, "builtins.")
	if !ok {
		return name
	}
	for ours, its := range map[string]string{"str.": "<**PyStr**>.", "dict.": "<**PyDict**>.", "list.": "<**PyList**>."} {
		if method, ok := strings.CutPrefix(short, ours); ok {
			return its + method
		}
	}
	return "<builtin>." + short
}
