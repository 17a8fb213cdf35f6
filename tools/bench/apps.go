package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"leadline/internal/engine"
	"leadline/internal/finding"
)

// application is one of the applications whose code handles requests.
type application struct {
	name, dir string
	lines     int
}

// listed reads the list of applications: those whose directory is there.
func (s *settings) listed() (have []application, missing []string, err error) {
	f, err := os.Open(s.appList)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		name, _, _ := strings.Cut(strings.TrimSpace(lines.Text()), " ")
		if name == "" || name == "#" {
			continue
		}
		a := application{name: name, dir: filepath.Join(s.apps, strings.ReplaceAll(name, "/", "+"))}
		if _, err := os.Stat(a.dir); err != nil {
			missing = append(missing, name)
			continue
		}
		if _, a.lines, err = size(a.dir); err != nil {
			return nil, nil, err
		}
		have = append(have, a)
	}
	return have, missing, lines.Err()
}

// applications scans each application by itself: what it takes, what is found
// by rule and severity, and what went wrong.
func (s *settings) applications(w io.Writer, _ []pack) error {
	if s.apps == "" {
		fmt.Fprint(w, "\n### Applications: not measured (-apps names no directory)\n")
		return nil
	}
	apps, missing, err := s.listed()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\n### Applications\n\n| application | kLOC | CPU s | kLOC per CPU s | peak MB | critical | high | medium | low | info | internal errors |\n%s\n",
		"|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
	cache, clean, err := scratch()
	if err != nil {
		return err
	}
	defer clean()
	rules := map[string]map[string]int{} // severity -> rule -> findings
	var lines int
	var spent time.Duration
	for _, a := range apps {
		once := *s
		once.repeat = 1
		o, err := once.scan(cache, []string{"--no-cache"}, []string{a.dir})
		if err != nil {
			return err
		}
		counts, faults := bySeverity(o.out, rules)
		fmt.Fprintf(w, "| %s | %.1f | %.2f | %.0f | %d | %d | %d | %d | %d | %d | %d |\n", a.name, float64(a.lines)/1000, o.cpu.Seconds(), rate(a.lines, o.cpu), o.rss>>20,
			counts["critical"], counts["high"], counts["medium"], counts["low"], counts["info"], faults)
		lines, spent = lines+a.lines, spent+o.cpu
	}
	if spent > 0 {
		fmt.Fprintf(w, "| all | %.1f | %.2f | %.0f | | | | | | | |\n", float64(lines)/1000, spent.Seconds(), rate(lines, spent))
	}
	for _, severity := range []string{"critical", "high", "medium"} {
		fmt.Fprintf(w, "\n%s: %s\n", severity, ranked(rules[severity]))
	}
	if len(missing) > 0 {
		fmt.Fprintf(w, "\nNot measured, not in %s: %s\n", s.apps, strings.Join(missing, ", "))
	}
	return nil
}

// bySeverity counts a scan's findings and adds them to those by rule.
func bySeverity(out []byte, rules map[string]map[string]int) (counts map[string]int, faults int) {
	counts = map[string]int{}
	for _, line := range bytes.Split(out, []byte("\n")) {
		var l struct {
			Finding  *struct{ Rule, Severity string }
			Coverage *struct{ Skipped []struct{ Code string } }
		}
		if json.Unmarshal(line, &l) != nil {
			continue
		}
		if f := l.Finding; f != nil {
			counts[f.Severity]++
			if rules[f.Severity] == nil {
				rules[f.Severity] = map[string]int{}
			}
			rules[f.Severity][f.Rule]++
		}
		if l.Coverage != nil {
			for _, k := range l.Coverage.Skipped {
				if k.Code == "internal-error" {
					faults++
				}
			}
		}
	}
	return counts, faults
}

// ranked lists counts, the largest first.
func ranked(counts map[string]int) string {
	var names []string
	for n := range counts {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := counts[b] - counts[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for i, n := range names {
		names[i] = fmt.Sprintf("%s %d", n, counts[n])
	}
	return strings.Join(names, ", ")
}

// moreBudget measures what every budget times ten changes: findings and time.
func (s *settings) moreBudget(w io.Writer, packages []pack) error {
	if !s.budgets {
		return nil
	}
	o, err := builtin()
	if err != nil {
		return err
	}
	lines := 0
	for _, p := range packages {
		if p.subset {
			lines += p.lines
			o.Paths = append(o.Paths, p.dir)
		}
	}
	if s.apps != "" {
		apps, _, err := s.listed()
		if err != nil {
			return err
		}
		for _, a := range apps {
			lines += a.lines
			o.Paths = append(o.Paths, a.dir)
		}
	}
	fmt.Fprintf(w, "\n### Budgets, on %.0f kLOC of packages and applications\n\n| budgets | CPU s | findings | functions that ran out | of |\n|---|---:|---:|---:|---:|\n", float64(lines)/1000)
	var found [2]map[string]bool
	var spent [2]time.Duration
	for i, times := range []int{1, 10} {
		o.Budgets = times
		var l listener
		l.found = map[string]bool{}
		for _, p := range slices.Clone(o.Paths) { // each is a project
			one := o
			one.Paths = []string{p}
			start := processorTime()
			if err := engine.Scan(context.Background(), one, &l); err != nil {
				return err
			}
			spent[i] += processorTime() - start
		}
		found[i] = l.found
		fmt.Fprintf(w, "| times %d | %.2f | %d | %d (%.3f %%) | %d |\n", times, spent[i].Seconds(), len(l.found), l.out, percent(l.out, l.functions), l.functions)
	}
	differ := 0
	for k := range found[0] {
		if !found[1][k] {
			differ++
		}
	}
	for k := range found[1] {
		if !found[0][k] {
			differ++
		}
	}
	fmt.Fprintf(w, "\n%d findings differ (%.2f %%), time %.2f times.\n", differ, percent(differ, len(found[0])), spent[1].Seconds()/spent[0].Seconds())
	return nil
}

// listener keeps the findings of scans and what ran out.
type listener struct {
	found          map[string]bool
	out, functions int
}

func (l *listener) Progress(finding.Progress) {}
func (l *listener) Finding(f *finding.Finding) {
	l.found[fmt.Sprintf("%s:%d:%s", f.Location.File.Path, f.Location.Span.Start, f.Rule.ID)] = true
}
func (l *listener) Done(c *finding.Coverage) {
	seen := map[string]bool{}
	for _, b := range c.Budgets {
		seen[b.Path+":"+b.Function] = true
	}
	l.out, l.functions = l.out+len(seen), l.functions+c.Functions
}
