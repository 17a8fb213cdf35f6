// Command benchadvisories measures what is found of published vulnerabilities: of every advisory
// of the public database for Python that a filter takes (choose.go), it scans what was before the mend and what was
// after it, by the commit or by the releases, and counts the findings of the advisory's class that touch what changed between the two, and those that
// are gone afterwards. Nothing of a release is run. It must not know how anything is analysed.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"leadline/tools/histories"
)

type settings struct {
	binary, snapshots, list, cache, half, only string
	choose, write, show                        bool
	most                                       time.Duration
}

func main() {
	s := settings{}
	flag.StringVar(&s.binary, "binary", "build/leadline", "the program to measure")
	flag.StringVar(&s.snapshots, "snapshots", "", "a directory of git directories named OWNER+NAME, with "+database)
	flag.StringVar(&s.list, "list", "bench/advisories.csv", "the advisories")
	flag.StringVar(&s.cache, "cache", "", "where releases are kept; in your cache directory by default")
	flag.StringVar(&s.half, "half", "", "shapes or scores: that half only")
	flag.StringVar(&s.only, "only", "", "these packages or advisories only, separated by commas")
	flag.BoolVar(&s.choose, "choose", false, "make the list anew, from the database and the package index, and scan nothing")
	flag.BoolVar(&s.write, "write", false, "write what was measured into the list")
	flag.BoolVar(&s.show, "show", false, "print every finding that counts")
	flag.DurationVar(&s.most, "most", 10*time.Minute, "how long the scan of one release may take")
	flag.Parse()
	if err := s.run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench-advisories:", err)
		fmt.Println("not measured")
		os.Exit(1)
	}
}

func (s *settings) run(w io.Writer) error {
	if s.snapshots == "" || histories.GitDir(s.snapshots, database) == "" {
		return fmt.Errorf("SNAPSHOTS=DIR has no %s: a folder of git directories named OWNER+NAME", database)
	}
	if s.cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		s.cache = filepath.Join(dir, "leadline-advisories")
	}
	from := sources{s.snapshots, s.cache}
	if s.choose {
		rows, err := choose(w, from)
		if err != nil {
			return err
		}
		return writeRows(s.list, rows)
	}
	rows, err := readRows(s.list)
	if err != nil {
		return err
	}
	if err := complete(rows, from.database()); err != nil {
		return err
	}
	if err := s.measure(w, rows, from); err != nil {
		return err
	}
	for _, half := range []string{"shapes", "scores"} {
		if s.half == "" || s.half == half {
			table(w, rows, half)
			reasons(w, rows, half)
		}
	}
	fmt.Fprint(w, "\nFound: a finding of a rule of the class stands on, or its flow leads through, a function or line outside of functions that the mended release does not have as it was.\n"+
		"Silent: at least one of these has no counterpart in the mended release, by rule, function and text of the sink's line.\n")
	if s.write {
		return writeRows(s.list, rows)
	}
	return nil
}

// complete makes sure that nothing was left out of the list by hand.
func complete(rows []row, git string) error {
	want, err := candidates(git)
	if err != nil {
		return err
	}
	for _, c := range want {
		if !slices.ContainsFunc(rows, func(r row) bool { return r.id == c.id && r.class == c.class }) {
			return fmt.Errorf("the list lacks %s, which the filter takes", c.id)
		}
	}
	return nil
}

// measure scans the releases of each advisory.
func (s *settings) measure(w io.Writer, rows []row, from sources) error {
	scans := map[string][]found{}
	for i := range rows {
		r := &rows[i]
		if !s.wants(r) {
			continue
		}
		mends, err := from.mends(r)
		if err != nil {
			return fmt.Errorf("%s %s: %w", r.id, r.name, err)
		}
		r.found, r.silent = 0, 0
		var shown strings.Builder
		for _, m := range mends {
			for _, dir := range []string{m.before, m.after} {
				if _, done := scans[dir]; done {
					continue
				}
				if scans[dir], err = s.scan(dir); errors.Is(err, context.DeadlineExceeded) {
					fmt.Fprintf(w, "  the scan of %s took too long\n", filepath.Base(dir))
				} else if err != nil {
					return err
				}
			}
			before, after, err := m.trees()
			if err != nil {
				return err
			}
			changed := changes(before, after)
			r.judge(scans[m.before], scans[m.after], changed)
			if s.show {
				r.show(&shown, scans[m.before], changed)
			}
		}
		fmt.Fprintf(w, "%s %s %s %s CWE-%s: %d found, %d silent\n%s", r.half, r.id, r.name, cmp.Or(r.commit, r.before), r.class, r.found, r.silent, shown.String())
	}
	return nil
}

func (s *settings) wants(r *row) bool {
	if r.half == leftOut || s.half != "" && r.half != s.half {
		return false
	}
	return s.only == "" || slices.ContainsFunc(strings.Split(s.only, ","), func(o string) bool { return o == r.name || o == r.id })
}

// show prints the findings of the class, with a mark at those that count.
func (r *row) show(w io.Writer, all []found, changed []piece) {
	for i := range all {
		f := &all[i]
		if !slices.Contains(rulesOf(r.class), f.rule) {
			continue
		}
		mark := " "
		if f.touches(changed) {
			mark = "*"
		}
		at := f.steps[len(f.steps)-1]
		fmt.Fprintf(w, "  %s %s %s:%d %s | %s\n", mark, f.rule, at.path, at.line, f.function, strings.TrimSpace(f.line))
	}
	for _, p := range changed {
		fmt.Fprintf(w, "    changed %s:%d-%d %s\n", p.path, p.first, p.last, p.name)
	}
}

// scan runs the program on one release, whose public functions may be called by anybody.
func (s *settings) scan(dir string) ([]found, error) {
	ctx, cancel := context.WithTimeout(context.Background(), s.most)
	defer cancel()
	c := exec.CommandContext(ctx, s.binary, "scan", "--no-cache", "--format", "json", "--trust", "library", "--rules", strings.Join(allRules(), ","), dir)
	var errs strings.Builder
	c.Stderr = &errs
	out, err := c.Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() == 2 || exit.ExitCode() < 0) {
		return nil, fmt.Errorf("scan %s: %w: %s", dir, err, errs.String())
	}
	return readReport(out)
}

func readReport(out []byte) ([]found, error) {
	type at struct {
		Path  string
		Start struct{ Line int }
	}
	var report struct {
		Findings []struct {
			at
			Rule, Function, Snippet string
			Flow                    []at
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return nil, err
	}
	var all []found
	for _, f := range report.Findings {
		if f.Path == "" || f.Start.Line == 0 {
			return nil, errors.New("a finding has no place: the report's form has changed")
		}
		if isTest(f.Path) {
			continue
		}
		x := found{rule: f.Rule, function: f.Function, line: f.Snippet}
		for _, s := range append(f.Flow, f.at) {
			x.steps = append(x.steps, place{s.Path, s.Start.Line})
		}
		all = append(all, x)
	}
	return all, nil
}
