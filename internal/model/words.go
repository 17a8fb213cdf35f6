package model

import (
	"slices"
	"strings"
)

// SourceWords are words without which a text does not name a source: the last part
// of its name and, where the source belongs to a module and to no class of it, one
// of the names under which that module is imported. Either may be empty.
type SourceWords struct {
	Roots []string
	Last  string
}

// SourceWords lists the words of all sources of some kinds.
func (s *Set) SourceWords(wanted func(Kind) bool) []SourceWords {
	roots := map[string][]string{}
	for alias, name := range s.aliases {
		from, to := first(alias), first(s.Canonical(name))
		if from != to && !slices.Contains(roots[to], from) {
			roots[to] = append(roots[to], from)
		}
	}
	var out []SourceWords
	seen := map[string]bool{}
	add := func(root, last string) {
		key := root + " " + last
		if seen[key] {
			return
		}
		seen[key] = true
		w := SourceWords{Last: last}
		if root != "" {
			w.Roots = append(roots[root], root)
		}
		out = append(out, w)
	}
	for name, e := range s.entries {
		if e.enters(wanted) {
			add(first(name), "")
		}
		if !slices.ContainsFunc(slices.Concat(e.Sources, e.CallSources), func(x Source) bool { return wanted(x.Kind) }) {
			continue
		}
		owner, last := "", name
		if i := strings.LastIndexByte(name, '.'); i >= 0 {
			owner, last = name[:i], name[i+1:]
		}
		switch root := first(name); {
		case last == "*":
			add(root, "")
		case root == "*" || root == "builtins" || s.classes[owner] != nil:
			add("", last)
		default:
			add(root, last)
		}
	}
	for _, c := range s.classes {
		if c.Entry != nil {
			add(first(c.Name), "")
		}
	}
	for i := range s.Conventions {
		for _, p := range s.Conventions[i].Params {
			add("", p)
		}
	}
	slices.SortFunc(out, func(a, b SourceWords) int {
		return strings.Compare(strings.Join(a.Roots, " ")+" "+a.Last, strings.Join(b.Roots, " ")+" "+b.Last)
	})
	return out
}

// enters tells whether the name makes functions entry points of such data.
func (e *Entry) enters(wanted func(Kind) bool) bool {
	of := func(p *Entrypoint) bool {
		return p != nil && (wanted(p.Default) || slices.ContainsFunc(p.Params, func(x ParamSource) bool { return wanted(x.Kind) }))
	}
	return of(e.Decorates) || slices.ContainsFunc(e.Registers, func(r Registration) bool { return of(&r.Entrypoint) })
}

// first is the first part of a dotted name.
func first(name string) string {
	root, _, _ := strings.Cut(name, ".")
	return root
}
