package main

import (
	"fmt"
	"io"
	"slices"

	"leadline/tools/histories"
)

// label is one vulnerable place.
type label = histories.Label

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

// finds tells whether a finding is a label's.
func (f *found) finds(l *label) bool {
	return l.Near(f.file, f.line) && (f.class == "" || f.class == l.Class)
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

func distance(f *found, l *label) int { return max(f.line-l.Line, l.Line-f.line) }

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
		fmt.Fprintf(w, "- missed: %s:%d %s (%s)\n", l.File, l.Line, l.Class, l.Note)
	}
	for _, f := range s.extra {
		fmt.Fprintf(w, "- without a label: %s:%d %s: %s\n", f.file, f.line, f.class, f.text)
	}
}
