// Command fuzz runs every fuzz target of the repository, one after another,
// since go test takes only one at a time. It must not know what any tests.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	duration := flag.String("time", "1m", "how long each target runs")
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
		fmt.Println(t.dir, t.name)
		c := exec.Command("go", "test", "./"+t.dir, "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", *duration,
			"-fuzzminimizetime", "1s") // by default one odd text is made smaller for a minute
		c.Stdout, c.Stderr = os.Stdout, os.Stderr
		if err := c.Run(); err != nil {
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
