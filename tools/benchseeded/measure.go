package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"

	"leadline/tools/histories"
)

// place is a line of a file.
type place struct {
	Path  string
	Start struct{ Line int }
}

// report is what a scan found.
type report struct {
	Findings []struct {
		Rule string
		place
		Flow       []place
		Suppressed json.RawMessage
	}
}

// found is one finding: its rule, and the places that its flow goes through, its own
// the last.
type found struct {
	rule  string
	steps []place
}

func (p *place) within(x *site) bool {
	return p.Path == x.file && p.Start.Line >= x.from && p.Start.Line <= x.to
}

// finds tells whether a finding is of the site's class, and lies there or goes through.
func (f *found) finds(x *site) bool {
	return f.rule == x.class && slices.ContainsFunc(f.steps, func(p place) bool { return p.within(x) })
}

// touches tells whether a finding's flow goes through a line that another site changed.
func (f *found) touches(x *site, lines map[string]bool) bool {
	return slices.ContainsFunc(f.steps, func(p place) bool { return lines[key(p.Path, p.Start.Line)] && !p.within(x) && !x.changes(p) })
}

func key(path string, line int) string { return fmt.Sprintf("%s:%d", path, line) }

// changes tells whether one of the site's own edits is on a line.
func (x *site) changes(p place) bool {
	return slices.Contains(x.lines, key(p.Path, p.Start.Line))
}

// measure scans each application as it is and broken, and prints what was found.
func (s *settings) measure(ctx context.Context, w io.Writer) error {
	sites, err := readTable(s.table)
	if err != nil {
		return err
	}
	by := map[string][]*site{}
	for _, x := range sites {
		by[x.Name] = append(by[x.Name], x)
	}
	for _, name := range sorted(by) {
		if !strings.Contains(name, s.only) {
			continue
		}
		if s.lay != "" {
			missed := slices.DeleteFunc(by[name], func(x *site) bool { return x.result != "missed" })
			if err := s.layOut(ctx, s.lay, missed); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			continue
		}
		if err := s.one(ctx, by[name]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(os.Stderr, "%s: %d of %d sites found\n", name, tally(by[name]).found, len(by[name]))
	}
	if s.lay != "" {
		return nil
	}
	if s.only != "" {
		sites = slices.DeleteFunc(sites, func(x *site) bool { return !strings.Contains(x.Name, s.only) })
	} else if s.write {
		if err := writeTable(s.table, sites); err != nil {
			return err
		}
	}
	return s.print(w, sites)
}

// one measures the sites of one application. They are in functions of their own, so that
// all are broken in one scan; a finding whose flow goes through a line that another site
// changed counts for neither, and a site that only such findings point at is scanned
// by itself.
func (s *settings) one(ctx context.Context, sites []*site) error {
	files, _, err := sites[0].Files(ctx, s.snapshots)
	if err != nil {
		return err
	}
	changed := map[string]bool{}
	for _, x := range sites {
		x.locate(files)
		for _, l := range x.lines {
			changed[l] = true
		}
	}
	before, err := s.scan(ctx, files, nil)
	if err != nil {
		return err
	}
	after, err := s.scan(ctx, files, sites)
	if err != nil {
		return err
	}
	for _, x := range sites {
		x.twin = "silent"
		if slices.ContainsFunc(before, func(f found) bool { return f.finds(x) }) {
			x.twin = "reported"
		}
		clean, mixed := credit(after, x, changed)
		if !clean && mixed {
			alone, err := s.scan(ctx, files, []*site{x})
			if err != nil {
				return err
			}
			clean = slices.ContainsFunc(alone, func(f found) bool { return f.finds(x) })
		}
		x.result = "missed"
		if clean {
			x.result = "found"
		}
		if clean && x.twin == "silent" {
			x.reason = ""
		}
	}
	return nil
}

// credit tells whether a finding is a site's alone, or only such are that go through
// what other sites changed.
func credit(all []found, x *site, changed map[string]bool) (clean, mixed bool) {
	for i := range all {
		if !all[i].finds(x) {
			continue
		}
		if all[i].touches(x, changed) {
			mixed = true
		} else {
			clean = true
		}
	}
	return clean, mixed
}

// locate notes the lines that the site's edits change.
func (x *site) locate(files map[string]string) {
	x.lines = nil
	for _, e := range x.edits {
		if e.Start == e.End && strings.HasSuffix(e.Text, "; ") { // an import
			continue
		}
		x.lines = append(x.lines, key(e.File, 1+strings.Count(files[e.File][:min(int(e.Start), len(files[e.File]))], "\n")))
	}
}

// layOut writes an application with some sites broken.
func (s *settings) layOut(ctx context.Context, dir string, sites []*site) error {
	if len(sites) == 0 {
		return errors.New("nothing was missed")
	}
	files, _, err := sites[0].Files(ctx, s.snapshots)
	if err != nil {
		return err
	}
	return write(dir, files, sites)
}

// write lays files out with the sites broken.
func write(dir string, files map[string]string, sites []*site) error {
	var edits []edit
	for _, x := range sites {
		for _, e := range x.edits {
			if !slices.Contains(edits, e) { // two sites may need one import
				edits = append(edits, e)
			}
		}
	}
	changed, err := broken(files, edits)
	if err != nil {
		return err
	}
	laid := maps.Clone(files)
	maps.Copy(laid, changed)
	return histories.Lay(dir, laid)
}

// scan lays the files out, with the sites broken, and scans them.
func (s *settings) scan(ctx context.Context, files map[string]string, sites []*site) ([]found, error) {
	dir, err := os.MkdirTemp("", "leadline-seeded-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := write(dir, files, sites); err != nil {
		return nil, err
	}
	c := exec.CommandContext(ctx, s.binary, "scan", "--no-cache", "--format", "json", "--rules", strings.Join(classes, ","), dir)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := c.Run(); err != nil && (!errors.As(err, &exit) || exit.ExitCode() == 2 || exit.ExitCode() < 0) {
		return nil, fmt.Errorf("%w: %s", err, errs.String())
	}
	var r report
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		return nil, err
	}
	var all []found
	for _, f := range r.Findings {
		if len(f.Suppressed) == 0 {
			all = append(all, found{f.Rule, append(f.Flow, f.place)})
		}
	}
	return all, nil
}

// classes are the rules that the faults are of.
var classes = []string{"sql-injection", "xss", "unsafe-deserialization", "open-redirect", "path-traversal", "ssrf", "os-command-injection"}

// leastFound is how many of a hundred faults are to be found.
const leastFound = 85

// score counts sites: broken are those whose code was vulnerable as it was, by the
// verdict of whoever read it.
type score struct{ sites, found, silent, broken int }

func tally(sites []*site) (s score) {
	for _, x := range sites {
		s.sites++
		if x.result == "found" {
			s.found++
		}
		switch {
		case x.twin == "silent":
			s.silent++
		case strings.HasPrefix(x.reason, "true"):
			s.broken++
		}
	}
	return s
}

func (c score) row(w io.Writer, name string) {
	fmt.Fprintf(w, "| %s | %d | %d | %.1f %% | %d | %d | %d |\n", name, c.sites, c.found, 100*float64(c.found)/float64(max(c.sites, 1)), c.silent, c.broken, c.sites-c.silent-c.broken)
}

// print writes the tables: all, by list, kind, class, calls and application; then each
// miss with its reason.
func (s *settings) print(w io.Writer, sites []*site) error {
	maintained, err := histories.Applications(s.maintained)
	if err != nil {
		return err
	}
	groups := map[string][]*site{}
	put := func(name string, x *site) { groups[name] = append(groups[name], x) }
	for _, x := range sites {
		list := "other applications"
		if slices.Contains(maintained, x.Application) {
			list = "maintained applications"
		}
		own := "the code reads the request itself"
		if x.own {
			own = "the fault reads the request"
		}
		for _, name := range []string{"1 " + list, "2 " + own, "3 kind " + x.kind, "4 class " + x.class, fmt.Sprintf("5 %d calls away", x.distance), "6 " + x.Name} {
			put(name, x)
		}
	}
	fmt.Fprint(w, "\n| sites | | found | recall | untouched: silent | rightly reported | false alarm |\n|---|---:|---:|---:|---:|---:|---:|\n")
	tally(sites).row(w, "all")
	for _, name := range sorted(groups) {
		tally(groups[name]).row(w, name[2:])
	}
	fmt.Fprintln(w)
	open := 0
	for _, x := range sites {
		switch {
		case x.twin == "reported":
			if x.reason == "" {
				open++
			}
			fmt.Fprintf(w, "- reported unbroken: %s %s:%d %s: %s\n", x.Name, x.file, x.from, x.class, cmp.Or(x.reason, "?"))
		case x.result == "missed":
			reason := x.reason
			if reason == "" {
				reason, open = "?", open+1
			}
			fmt.Fprintf(w, "- missed: %s %s:%d %s (%s, %d calls): %s\n", x.Name, x.file, x.from, x.class, x.kind, x.distance, reason)
		}
	}
	if open > 0 {
		fmt.Fprintf(w, "\n%d misses and alarms have no reason in %s yet\n", open, s.table)
	}
	c := tally(sites)
	if c.found*100 < leastFound*c.sites || c.silent+c.broken < c.sites {
		return fmt.Errorf("%w: recall is to be %d %%, and the untouched twins silent where they are not vulnerable as they are", errMissed, leastFound)
	}
	return nil
}
