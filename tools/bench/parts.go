package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"leadline/internal/config"
	"leadline/internal/python/syntax"
	"leadline/internal/workspace"
)

// whole measures the whole corpus: cold, warm, and with wider trust.
func (s *settings) whole(w io.Writer, packages []pack) error {
	dir, clean, err := scratch()
	if err != nil {
		return err
	}
	defer clean()
	dirs, files, lines := total(packages)
	fmt.Fprintf(w, "\n### The corpus: %d packages, %d files, %.1f kLOC\n\n", len(packages), files, float64(lines)/1000)
	fmt.Fprint(w, "| run | s | CPU s | kLOC/s | peak MB | MB per MLOC |\n|---|---:|---:|---:|---:|---:|\n")
	row := func(name string, o outcome, lines int) {
		fmt.Fprintf(w, "| %s | %.2f | %.2f | %.0f | %d | %.0f |\n", name, o.wall.Seconds(), o.cpu.Seconds(), rate(lines, o.wall), o.rss>>20, float64(o.rss)/1e6/(float64(lines)/1e6))
	}
	cold, err := s.scan(dir, nil, dirs)
	if err != nil {
		return err
	}
	s.cold = cold
	row("cold", cold, lines)
	warm, err := s.median(nil, []string{"XDG_CACHE_HOME=" + dir}, s.binary, append([]string{"scan", "--format", "jsonl"}, dirs...)...)
	if err != nil {
		return err
	}
	row("warm, nothing changed", warm, lines)
	further := [][]string{{"--no-cache"}, {"--trust", "library"}, {"--profile", "all"}}
	if !s.wider {
		further = nil
	}
	for _, flags := range further {
		o, err := s.scan(dir, flags, dirs)
		if err != nil {
			return err
		}
		row("cold, "+strings.Join(flags, " "), o, lines)
	}
	if !bytes.Equal(cold.out, warm.out) {
		fmt.Fprint(w, "\n**The warm run's output differs from the cold run's.**\n")
	}
	parse, err := parseTime(dirs)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nParser alone, one thread: %.2f CPU s, %.0f kLOC per CPU second, %.1f %% of the cold scan's CPU time.\n",
		parse.Seconds(), rate(lines, parse), 100*parse.Seconds()/cold.cpu.Seconds())
	return s.rules(w, packages)
}

// parseTime is the processor time that parsing takes by itself.
func parseTime(dirs []string) (time.Duration, error) {
	tree, err := workspace.Discover(dirs, &config.Project{})
	if err != nil {
		return 0, err
	}
	spent := time.Duration(0)
	for i := range tree.Files {
		if tree.Files[i].Template {
			continue
		}
		f, skipped := tree.Read(&tree.Files[i])
		if skipped != nil {
			continue
		}
		before := processorTime()
		syntax.Parse(f)
		spent += processorTime() - before
	}
	return spent, nil
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// rules prints how often each rule fires per thousand lines.
func (s *settings) rules(w io.Writer, packages []pack) error {
	_, _, lines := total(packages)
	counts, grave, coverage := tally(s.cold.out)
	fmt.Fprintf(w, "\n### Findings on the corpus: %.4f high and critical per kLOC with a flow\n\n| rule | findings | per kLOC |\n|---|---:|---:|\n", float64(grave)/float64(lines)*1000)
	ids := make([]string, 0, len(counts))
	for id := range counts {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int { return counts[b] - counts[a] })
	for _, id := range ids {
		fmt.Fprintf(w, "| %s | %d | %.4f |\n", id, counts[id], float64(counts[id])/float64(lines)*1000)
	}
	fmt.Fprintf(w, "\n%d functions, %d calls of which %d (%.1f %%) nothing resolves; budgets ran out in %d functions (%.3f %%); %d files skipped.\n",
		coverage.Functions, coverage.Calls, coverage.Unresolved, percent(coverage.Unresolved, coverage.Calls),
		len(coverage.Budgets), percent(len(coverage.Budgets), coverage.Functions), coverage.gaps())
	return nil
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }

// covered is the part of the coverage that is printed.
type covered struct {
	Functions, Calls, Unresolved int
	Budgets                      []struct{}
	Skipped                      []struct{ Accepted bool }
}

func (c *covered) gaps() int {
	n := 0
	for _, s := range c.Skipped {
		if !s.Accepted {
			n++
		}
	}
	return n
}

// tally reads the lines of a scan.
func tally(out []byte) (counts map[string]int, grave int, coverage covered) {
	counts = map[string]int{}
	for _, line := range bytes.Split(out, []byte("\n")) {
		var l struct {
			Finding *struct {
				Rule, Severity string
				Flow           []struct{}
			}
			Coverage *covered
		}
		if json.Unmarshal(line, &l) != nil {
			continue
		}
		if l.Finding != nil {
			counts[l.Finding.Rule]++
			if len(l.Finding.Flow) > 0 && (l.Finding.Severity == "high" || l.Finding.Severity == "critical") {
				grave++
			}
		}
		if l.Coverage != nil {
			coverage = *l.Coverage
		}
	}
	return counts, grave, coverage
}

// startup measures a file of one line.
func (s *settings) startup(w io.Writer, _ []pack) error {
	dir, clean, err := scratch()
	if err != nil {
		return err
	}
	defer clean()
	name := filepath.Join(dir, "a.py")
	if err := os.WriteFile(name, []byte("x = 1\n"), 0o644); err != nil {
		return err
	}
	many := *s
	many.repeat = 15
	o, err := many.median(nil, []string{"XDG_CACHE_HOME=" + dir}, s.binary, "scan", name)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\n### Start-up on a file of one line: %.0f ms, %d MB\n", float64(o.wall.Microseconds())/1000, o.rss>>20)
	return nil
}

// perFile scans every file by itself, which shows the files that cost too much.
func (s *settings) perFile(w io.Writer, packages []pack) error {
	if !s.slow {
		return nil
	}
	dirs, _, _ := total(packages)
	times, err := fileTimes(dirs)
	if err != nil {
		return err
	}
	slices.SortFunc(times, func(a, b fileTime) int { return int(a.took - b.took) })
	at := func(q float64) time.Duration { return times[min(len(times)-1, int(q*float64(len(times))))].took }
	fmt.Fprintf(w, "\n### Each file by itself (%d files, CPU time without start-up): median %v, p99 %v, p99.9 %v, most %v\n\n",
		len(times), round(at(0.5)), round(at(0.99)), round(at(0.999)), round(times[len(times)-1].took))
	for k := range min(5, len(times)) {
		slow := times[len(times)-1-k]
		fmt.Fprintf(w, "- %s: %v, %d lines\n", slow.name, round(slow.took), slow.lines)
	}
	return nil
}

func round(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }

// growing measures growing parts of the corpus and fits time = c * size^e.
func (s *settings) growing(w io.Writer, packages []pack) error {
	if !s.growth {
		return nil
	}
	dir, clean, err := scratch()
	if err != nil {
		return err
	}
	defer clean()
	fmt.Fprint(w, "\n### How time grows\n\n| kLOC | s | CPU s | kLOC per CPU s | peak MB |\n|---:|---:|---:|---:|---:|\n")
	var xs, ys []float64
	for _, target := range []int{100_000, 250_000, 500_000, 1_000_000, 2_000_000, 4_000_000} {
		part := []pack{}
		lines := 0
		for _, p := range packages {
			if lines+p.lines <= target*11/10 {
				part = append(part, p)
				lines += p.lines
			}
		}
		if len(part) == 0 || len(xs) > 0 && float64(lines) < 1.5*math.Exp(xs[len(xs)-1]) {
			continue
		}
		dirs, _, _ := total(part)
		o, err := s.scan(dir, nil, dirs)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "| %.0f | %.2f | %.2f | %.0f | %d |\n", float64(lines)/1000, o.wall.Seconds(), o.cpu.Seconds(), rate(lines, o.cpu), o.rss>>20)
		xs, ys = append(xs, math.Log(float64(lines))), append(ys, math.Log(o.cpu.Seconds()))
	}
	fmt.Fprintf(w, "\nCPU time grows as n^%.2f.\n", slope(xs, ys))
	return nil
}

// slope is the least-squares line's.
func slope(xs, ys []float64) float64 {
	var mx, my, xy, xx float64
	for i := range xs {
		mx += xs[i] / float64(len(xs))
		my += ys[i] / float64(len(ys))
	}
	for i := range xs {
		xy += (xs[i] - mx) * (ys[i] - my)
		xx += (xs[i] - mx) * (xs[i] - mx)
	}
	return xy / xx
}
