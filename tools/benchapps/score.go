package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
)

// label is one vulnerable place.
type label struct {
	file, class, note string
	line              int
}

// found is one finding of a tool. Tools other than ours have no class of ours:
// theirs is empty.
type found struct {
	file, class, text string
	line              int
}

// score compares findings with labels.
type score struct {
	hits           int
	missed         []label
	extra          []found
	labels, claims int
}

var commitLine = regexp.MustCompile(`(?m)^# Snapshot: commit ([0-9a-f]{40})`)

// readLabels reads the labels of the classes that are measured, and the commit
// that they were made for.
func readLabels(name string, classes []string) (commit string, out []label, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return "", nil, err
	}
	m := commitLine.FindSubmatch(data)
	if m == nil {
		return "", nil, fmt.Errorf("%s names no commit", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment, r.FieldsPerRecord, r.LazyQuotes = '#', -1, true
	rows, err := r.ReadAll()
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", name, err)
	}
	for _, row := range rows {
		if len(row) < 3 || row[0] == "file" {
			continue
		}
		line, err := strconv.Atoi(row[1])
		if err != nil {
			return "", nil, fmt.Errorf("%s: %q is no line", name, row[1])
		}
		if !slices.Contains(classes, row[2]) {
			continue
		}
		l := label{file: row[0], line: line, class: row[2]}
		if len(row) > 3 {
			l.note = row[3]
		}
		out = append(out, l)
	}
	return string(m[1]), out, nil
}

// finds tells whether a finding is a label's.
func (f *found) finds(l *label) bool {
	return f.file == l.file && f.line >= l.line-1 && f.line <= l.line+1 && (f.class == "" || f.class == l.class)
}

// compare gives each label the nearest finding of its class. A finding is of
// one label at most, unless its tool has no classes; one that is near a label
// which another finding already found is not false.
func compare(labels []label, findings []found) score {
	s := score{labels: len(labels), claims: len(findings)}
	used := make([]bool, len(findings))
	for i := range labels {
		l := &labels[i]
		best := -1
		for k := range findings {
			f := &findings[k]
			if f.finds(l) && (!used[k] || f.class == "") && (best < 0 || distance(f, l) < distance(&findings[best], l)) {
				best = k
			}
		}
		if best < 0 {
			s.missed = append(s.missed, *l)
			continue
		}
		used[best] = true
		s.hits++
	}
	for k := range findings {
		f := &findings[k]
		if !used[k] && !slices.ContainsFunc(labels, func(l label) bool { return f.finds(&l) }) {
			s.extra = append(s.extra, *f)
		}
	}
	return s
}

func distance(f *found, l *label) int { return max(f.line-l.line, l.line-f.line) }

func (s *score) add(o score) {
	s.hits += o.hits
	s.labels += o.labels
	s.claims += o.claims
	s.missed = append(s.missed, o.missed...)
	s.extra = append(s.extra, o.extra...)
}

// recall is the share of labels that were found, precision the share of
// findings that have a label.
func (s *score) recall() float64 { return share(s.hits, s.labels) }

func (s *score) precision() float64 { return share(s.claims-len(s.extra), s.claims) }

func share(n, of int) float64 {
	if of == 0 {
		return 100
	}
	return 100 * float64(n) / float64(of)
}

func (s *score) row(w io.Writer, name string) {
	fmt.Fprintf(w, "| %s | %d | %d | %d of %d | %.1f %% | %.1f %% |\n", name, s.hits, len(s.missed), len(s.extra), s.claims, s.recall(), s.precision())
}

func (s *score) details(w io.Writer) {
	fmt.Fprintln(w)
	for _, l := range s.missed {
		fmt.Fprintf(w, "- missed: %s:%d %s (%s)\n", l.file, l.line, l.class, l.note)
	}
	for _, f := range s.extra {
		fmt.Fprintf(w, "- without a label: %s:%d %s: %s\n", f.file, f.line, f.class, f.text)
	}
}
