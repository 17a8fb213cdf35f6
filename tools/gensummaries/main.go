// Command gensummaries writes models/auto/summaries.pack: what the code of pinned popular packages does with data, as facts. It fetches
// their wheels, lets leadline's own engine analyse each, and keeps of every public function and method which arguments its result
// carries, which reach a sink, and what its result proves, under the names by which the models know them. It knows wheels and how a
// library hands on its names, and must not know how code is analysed nor how summaries are used.
//
// Its window is `-show LIBRARY`: the lines of one.
package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/models"
	"leadline/rules"
	"leadline/tools/wheel"
)

func main() {
	g := generator{}
	list := flag.String("list", "models/auto/summaries.txt", "the packages, a line each: NAME==VERSION LICENCE")
	out := flag.String("out", "models/auto/summaries.pack", "the pack to write")
	flag.StringVar(&g.wheels, "wheels", "build/summaries", "where their code is kept")
	flag.StringVar(&g.only, "only", "", "analyse this package alone, and write nothing")
	show := flag.String("show", "", "print the lines of a library instead of writing the pack")
	flag.IntVar(&g.jobs, "jobs", runtime.NumCPU(), "how many processors to use")
	flag.Parse()
	if err := g.run(*list, *out, *show); err != nil {
		fmt.Fprintln(os.Stderr, "gensummaries:", err)
		os.Exit(1)
	}
}

type generator struct {
	wheels, only string
	jobs         int
	known        *model.Set
	rules        *rule.Set
	found        *library
}

func (g *generator) run(list, out, show string) (err error) {
	pins, err := wheel.ReadList(list)
	if err != nil {
		return err
	}
	if g.known, err = model.Load(rows{models.FS}); err != nil {
		return err
	}
	if g.rules, err = rule.Load(rules.FS, g.known, rules.Code()); err != nil {
		return err
	}
	g.found = newLibrary(g.known)
	for _, words := range pins {
		name, _, _ := strings.Cut(words[0], "==")
		if g.only != "" && name != g.only {
			continue
		}
		if err := g.read(words[0]); err != nil {
			return fmt.Errorf("%s: %w", words[0], err)
		}
	}
	lines := g.found.lines()
	switch {
	case show != "":
		fmt.Print(lines[show])
		return nil
	case g.only != "":
		return nil
	}
	return write(out, lines)
}

// rows are the models without the summaries of the last run.
type rows struct{ fs.FS }

// Open opens a file of rows, or of types.
func (r rows) Open(name string) (fs.File, error) {
	if name == "auto/summaries.pack" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return r.FS.Open(name)
}

// limits bound one wheel.
var limits = wheel.Limits{Archive: 64 << 20, Unpacked: 256 << 20}

// read fetches a package unless it is there, and analyses it.
func (g *generator) read(pin string) error {
	dir := filepath.Join(g.wheels, strings.ReplaceAll(pin, "==", "-"))
	if _, err := os.Stat(dir); err != nil {
		if _, err := wheel.Fetch(pin, dir, wheel.MacOS, limits, wanted); err != nil {
			return err
		}
	}
	all, err := g.analyse(dir)
	if err != nil {
		return err
	}
	sure := 0
	for i := range all {
		if all[i].Does != nil {
			sure++
		}
	}
	g.found.add(all)
	fmt.Fprintf(os.Stderr, "%-40s %5d names, something is sure of %5d\n", pin, len(all), sure)
	return nil
}

// wanted tells whether a file of a wheel is code that others call.
func wanted(name string) bool {
	if !strings.HasSuffix(name, ".py") {
		return false
	}
	parts := strings.Split(name, "/")
	return !slices.ContainsFunc(parts[:len(parts)-1], func(s string) bool {
		return s == "tests" || s == "test" || s == "testing" || s == "migrations" || s == "examples" || strings.HasSuffix(s, ".data") || strings.HasSuffix(s, ".dist-info")
	})
}

func (g *generator) analyse(dir string) ([]engine.Outward, error) {
	o := engine.Options{Paths: []string{dir}, Project: &config.Project{Dir: dir}, Jobs: g.jobs, Cache: cache.None{}, Rules: g.rules, Models: g.known}
	return engine.FindOutward(context.Background(), o)
}

func write(out string, lines map[string]string) error {
	pack, err := model.PackSummaries(lines)
	if err != nil {
		return err
	}
	facts := 0
	for _, text := range lines {
		facts += strings.Count(text, "\n")
	}
	fmt.Fprintf(os.Stderr, "%d libraries, %d facts, %d bytes\n", len(lines), facts, len(pack))
	return os.WriteFile(out, pack, 0o644)
}
