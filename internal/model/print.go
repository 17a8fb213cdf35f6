package model

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Print writes everything that a set knows of the names that begin with one of
// the prefixes (of all names without any), in the order of names.
func Print(w io.Writer, s *Set, prefixes ...string) {
	shown := func(name string) bool {
		return len(prefixes) == 0 || slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
	}
	for _, name := range slices.Sorted(maps.Keys(s.classes)) {
		if shown(name) {
			s.printClass(w, s.classes[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.entries)) {
		if shown(name) {
			s.printEntry(w, s.entries[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.methods)) {
		if shown("*." + name) {
			s.printEntry(w, s.methods[name][0])
		}
	}
}

func (s *Set) printClass(w io.Writer, c *Class) {
	fmt.Fprintf(w, "class %s", c.Name)
	if len(c.Bases) > 0 {
		fmt.Fprintf(w, "(%s)", strings.Join(c.Bases, ", "))
	}
	if c.Numeric {
		fmt.Fprint(w, " numeric")
	}
	if c.Container {
		fmt.Fprintf(w, " container of %s", orAnything(c.Items))
	}
	fmt.Fprintln(w)
}

func orAnything(class string) string {
	if class == "" {
		return "anything"
	}
	return class
}

func (s *Set) printEntry(w io.Writer, e *Entry) {
	fmt.Fprintln(w, e.Name)
	line := func(format string, args ...any) { fmt.Fprintf(w, "  "+format+"\n", args...) }
	if e.Value != "" {
		line("is a %s", e.Value)
	}
	if e.Returns != "" {
		line("returns %s", e.Returns)
	}
	if e.Clean {
		line("carries nothing")
	}
	for _, x := range e.Sources {
		line("source %s", s.Kinds[x.Kind].Name)
	}
	for _, x := range e.CallSources {
		line("call gives source %s", s.Kinds[x.Kind].Name)
	}
	for _, x := range e.Sinks {
		line("sink %s: %s%s", x.Arg, s.Kinds[x.Kind].Name, printWhen(x.When))
	}
	for _, x := range e.StoreSinks {
		line("store sink: %s%s", s.Kinds[x.Kind].Name, printWhen(x.When))
	}
	for _, x := range e.Sanitizers {
		line("cleans %s: %s%s", x.Arg, strings.Join(s.CleanNames(x.Cleans), " "), printWhen(x.When))
	}
	for _, x := range e.Propagators {
		line("carries %s to %s%s", x.From, x.To, printWhen(x.When))
	}
	for _, x := range e.Guards {
		line("guards %s (outcome %d): %s", x.Arg, x.Outcome, strings.Join(s.CleanNames(x.Cleans), " "))
	}
	for _, x := range e.Callbacks {
		line("calls %s with %v", x.Callee, x.Passes)
	}
	for _, x := range e.Renders {
		line("renders the template %s", x.Name)
	}
	for _, x := range e.States {
		line("sets state %s of %s (clear %v)%s", x.Name, x.Arg, x.Clear, printWhen(x.When))
	}
}

// CleanNames are the names of clean kinds.
func (s *Set) CleanNames(bits Bits) []string {
	var out []string
	for i, name := range s.Cleans {
		if bits&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}

func printWhen(when []Cond) string {
	var out strings.Builder
	for _, c := range when {
		fmt.Fprintf(&out, " when %s op%d %s", c.Arg, c.Op, strings.Join(c.Values, "|"))
	}
	return out.String()
}
