package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// tally counts flows, those that cross an unknown call, and which calls those are.
type tally struct {
	groups  map[string]*share
	unknown map[string]*callable
	listed  []string
}

type share struct{ flows, crossing int }

// callable is something that is called and of which nothing is known.
type callable struct {
	flows    int
	projects map[string]bool
	rules    map[string]bool
	example  string
}

func newTally() *tally {
	return &tally{groups: map[string]*share{}, unknown: map[string]*callable{}}
}

// flow is what a line of a report says of a finding's flow.
type flow struct {
	Finding *struct {
		Rule  string
		Path  string
		Start struct{ Line int }
		Flow  []struct{ Kind, Message, Path, Snippet string }
	}
}

func (t *tally) read(r io.Reader, p project) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var f flow
			if err := json.Unmarshal(line, &f); err != nil {
				return fmt.Errorf("the report: %w", err)
			}
			t.add(&f, p)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (t *tally) add(f *flow, p project) {
	if f.Finding == nil || len(f.Finding.Flow) == 0 {
		return
	}
	seen := map[string]bool{}
	for _, s := range f.Finding.Flow {
		if s.Kind != "unknown" {
			continue
		}
		name := calleeOf(s.Message)
		if seen[name] {
			continue
		}
		seen[name] = true
		c := t.unknown[name]
		if c == nil {
			c = &callable{projects: map[string]bool{}, rules: map[string]bool{}, example: p.name + ": " + strings.TrimSpace(s.Snippet)}
			t.unknown[name] = c
		}
		c.flows++
		c.projects[p.name], c.rules[f.Finding.Rule] = true, true
	}
	for _, g := range []string{"all", p.group, p.group + ": " + p.name} {
		if t.groups[g] == nil {
			t.groups[g] = &share{}
		}
		t.groups[g].flows++
		if len(seen) > 0 {
			t.groups[g].crossing++
		}
	}
	if len(seen) > 0 {
		t.listed = append(t.listed, fmt.Sprintf("%s:%s:%d %s: %s", p.name, f.Finding.Path, f.Finding.Start.Line, f.Finding.Rule, strings.Join(slices.Sorted(maps.Keys(seen)), ", ")))
	}
}

// calleeOf is the dotted name of what a step's message says was called; a method of
// something that nothing types is *.name.
func calleeOf(message string) string {
	name := strings.TrimPrefix(message, "through ")
	if end := strings.Index(name, "(), of which nothing"); end >= 0 {
		name = name[:end]
	}
	if !strings.Contains(name, ".") {
		return "*." + name
	}
	return name
}

func (t *tally) print(w io.Writer, s *settings) {
	fmt.Fprint(w, "\n| | flows | across an unknown call | share |\n|---|---:|---:|---:|\n")
	for _, g := range slices.Sorted(maps.Keys(t.groups)) {
		n := t.groups[g]
		fmt.Fprintf(w, "| %s | %d | %d | %.1f %% |\n", g, n.flows, n.crossing, 100*float64(n.crossing)/float64(n.flows))
	}
	names := slices.SortedFunc(maps.Keys(t.unknown), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.unknown[b].flows, t.unknown[a].flows), cmp.Compare(a, b))
	})
	fmt.Fprint(w, "\n| rank | callable | flows | projects | for example |\n|---:|---|---:|---:|---|\n")
	for i, n := range names[:min(s.top, len(names))] {
		c := t.unknown[n]
		fmt.Fprintf(w, "| %d | `%s` | %d | %d | %s |\n", i+1, n, c.flows, len(c.projects), strings.ReplaceAll(short(c.example), "|", "\\|"))
	}
	if len(names) > s.top {
		fmt.Fprintf(w, "\n%d more\n", len(names)-s.top)
	}
	if s.flows {
		fmt.Fprintln(w)
		for _, l := range t.listed {
			fmt.Fprintln(w, l)
		}
	}
}

func short(text string) string {
	if r := []rune(text); len(r) > 110 {
		return string(r[:110]) + "…"
	}
	return text
}
