// Command fuzz runs every fuzz target of the repository, one after another,
// since go test takes only one at a time. With -keep it puts the smallest inputs
// that fuzzing found worth keeping, each of which reaches code that others do not,
// beside the target, where every go test runs them. It must not know what any tests.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

func main() {
	duration := flag.String("time", "1m", "how long each target runs")
	keep := flag.Int("keep", 0, "instead of running, keep this many inputs of each target that earlier runs found")
	only := flag.String("only", "", "run the targets whose name contains this")
	flag.Parse()
	targets, err := find(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(1)
	}
	failed := 0
	for _, t := range targets {
		if !strings.Contains(t.name, *only) {
			continue
		}
		if *keep > 0 {
			n, err := t.keep(*keep)
			if err != nil {
				fmt.Fprintln(os.Stderr, "fuzz:", err)
				os.Exit(1)
			}
			fmt.Printf("%s %s: %d kept\n", t.dir, t.name, n)
			continue
		}
		fmt.Println(t.dir, t.name)
		err := t.run(*duration)
		if errors.Is(err, errLate) {
			fmt.Println("fuzz: the time ended while a worker was busy, and no input failed: once more")
			err = t.run(*duration)
		}
		if err != nil {
			failed++
		}
	}
	if failed > 0 {
		fmt.Fprintln(os.Stderr, "fuzz:", failed, "targets failed; go test writes what they found under testdata/fuzz")
		os.Exit(1)
	}
}

// target is one fuzz function.
type target struct{ dir, name string }

// errLate is go test's failure without a failing input: the time of -fuzztime ended while a
// worker was asked for something, which it reports as an exceeded deadline.
var errLate = errors.New("the fuzzer's own deadline")

// run fuzzes the target for a while and shows what go test prints.
func (t target) run(duration string) error {
	c := exec.Command("go", "test", "./"+t.dir, "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", duration,
		"-fuzzminimizetime", "1s") // by default one odd text is made smaller for a minute
	var said bytes.Buffer
	c.Stdout, c.Stderr = io.MultiWriter(os.Stdout, &said), os.Stderr
	err := c.Run()
	if err != nil && late.Match(said.Bytes()) {
		return errLate
	}
	return err
}

// late matches all that a target prints that failed by the fuzzer's deadline; a target that fails
// by an input names the file of the input instead.
var late = regexp.MustCompile(`(?m)^--- FAIL: \w+ \([\d.]+s\)\n\s+context deadline exceeded\nFAIL\n`)

// maxKept is the size over which an input is not kept.
const maxKept = 1024

// keep copies the smallest n inputs from where go test keeps them.
func (t target) keep(n int) (int, error) {
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		return 0, fmt.Errorf("go env: %w", err)
	}
	from := filepath.Join(strings.TrimSpace(string(out)), "fuzz", "leadline", filepath.FromSlash(t.dir), t.name)
	entries, err := os.ReadDir(from)
	if err != nil {
		return 0, fmt.Errorf("nothing was found yet (make fuzz): %w", err)
	}
	type input struct {
		name string
		size int64
	}
	var inputs []input
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Size() <= maxKept {
			inputs = append(inputs, input{e.Name(), info.Size()})
		}
	}
	sort.Slice(inputs, func(i, j int) bool {
		return inputs[i].size < inputs[j].size || inputs[i].size == inputs[j].size && inputs[i].name < inputs[j].name
	})
	to := filepath.Join(t.dir, "testdata", "fuzz", t.name)
	if err := os.MkdirAll(to, 0o755); err != nil {
		return 0, err
	}
	inputs = inputs[:min(n, len(inputs))]
	for _, in := range inputs {
		data, err := os.ReadFile(filepath.Join(from, in.name))
		if err != nil {
			return 0, err
		}
		if err := os.WriteFile(filepath.Join(to, in.name), data, 0o644); err != nil {
			return 0, err
		}
	}
	return len(inputs), nil
}

var declaration = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

// find lists the fuzz functions below a directory, in order.
func find(root string) ([]target, error) {
	var out []target
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "testdata" || e.Name() == "corpus" || len(e.Name()) > 1 && e.Name()[0] == '.') {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, "_test.go") {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range declaration.FindAllSubmatch(data, -1) {
			out = append(out, target{filepath.ToSlash(filepath.Dir(name)), string(m[1])})
		}
		return nil
	})
	return out, err
}
