package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// place is where a finding or one of its steps stands.
type place struct {
	path string
	line int
}

// found is one finding: its rule, its steps with the sink as the last one, and what the
// sink's line says.
type found struct {
	rule, function, line string
	steps                []place
}

// touches tells whether a finding stands on, or leads through, what a mend changed.
func (f *found) touches(changed []piece) bool {
	return slices.ContainsFunc(f.steps, func(s place) bool {
		return slices.ContainsFunc(changed, func(p piece) bool { return p.path == s.path && p.first <= s.line && s.line <= p.last })
	})
}

// key is what stays of a finding from one release to the next: rule, function and the
// text of the sink's line, wherever the file is now.
func (f *found) key() [3]string { return [3]string{f.rule, f.function, plain(f.line)} }

// judge adds the findings of an advisory's class that touch what a step of its mend changed, and
// of these those that the mended release does not have any more.
func (r *row) judge(before, after []found, changed []piece) {
	rules := rulesOf(r.class)
	have := map[[3]string]int{}
	for i := range after {
		have[after[i].key()]++
	}
	for i := range before {
		f := &before[i]
		if !slices.Contains(rules, f.rule) {
			continue
		}
		stays := have[f.key()] > 0
		if stays {
			have[f.key()]--
		}
		if f.touches(changed) {
			r.found++
			if !stays {
				r.silent++
			}
		}
	}
}

// tally counts advisories: all, those found, those of which a finding fell silent, and
// those of which every finding did.
type tally struct{ all, found, silent, whole int }

func (t *tally) add(r *row) {
	t.all++
	if r.found > 0 {
		t.found++
		if r.silent > 0 {
			t.silent++
		}
		if r.silent == r.found {
			t.whole++
		}
	}
}

func (t *tally) row(w io.Writer, name string) {
	fmt.Fprintf(w, "| %s | %d | %d | %.1f %% | %d | %.1f %% | %d |\n", name, t.all, t.found, share(t.found, t.all), t.silent, share(t.silent, t.found), t.whole)
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

// table prints what came out of one half, by class.
func table(w io.Writer, rows []row, half string) {
	fmt.Fprintf(w, "\n### The half that %s\n\n| class | advisories | found | | of these silent after the mend | | every finding silent |\n|---|---:|---:|---:|---:|---:|---:|\n", half)
	var all tally
	for _, c := range classes() {
		var t tally
		for i := range rows {
			if r := &rows[i]; r.half == half && r.class == c.cwe {
				t.add(r)
				all.add(r)
			}
		}
		if t.all > 0 {
			t.row(w, "CWE-"+c.cwe)
		}
	}
	all.row(w, "all")
	for _, p := range parts() {
		var t tally
		for i := range rows {
			if r := &rows[i]; r.half == half && p.has(r) {
				t.add(r)
			}
		}
		t.row(w, p.name)
	}
}

// part is a share of a half that is worth a line of its own.
type part struct {
	name string
	has  func(*row) bool
}

func parts() []part {
	byCommit := func(r *row) bool { return r.commit != "" }
	newer := func(r *row) bool { return strings.TrimPrefix(r.id, "PYSEC-") >= firstYear }
	return []part{
		{"by the commit", byCommit},
		{"by releases", func(r *row) bool { return !byCommit(r) }},
		{"of " + firstYear + " and later", newer},
		{"before " + firstYear, func(r *row) bool { return !newer(r) }},
	}
}

// reasons prints why advisories of a half were not found, or left standing.
func reasons(w io.Writer, rows []row, half string) {
	fmt.Fprintln(w)
	for i := range rows {
		if r := &rows[i]; r.half == half && r.silent <= 0 {
			what := "not found"
			if r.found > 0 {
				what = "not silent"
			}
			fmt.Fprintf(w, "- %s: %s %s %s, CWE-%s: %s\n", what, r.id, r.name, cmp.Or(r.commit, r.before+" to "+r.after), r.class, r.reason)
		}
	}
}
