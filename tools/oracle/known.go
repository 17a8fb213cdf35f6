package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// tally counts what the analyser says of expressions, by the sort of the
// expression and of what is said: what it knows, whether or not it is right. A
// change that makes the analyser know less shows here, though nothing that it says
// is wrong.
type tally map[string]int

// sorts of what is said, in the order in which they are printed.
var sorts = []string{"one constant", "constants", "shape", "type", "instance", "code", "mixed", "never", "open"}

func (t tally) add(o tally) {
	for k, n := range o {
		t[k] += n
	}
}

// count adds what is said of every expression of a program.
func (t tally) count(all []*claim) {
	for _, c := range all {
		switch {
		case c.Node == "Constant" || c.Role != "" && c.Targets == nil:
			continue // an operand is an expression as well
		case c.Targets != nil && c.Unknown:
			t["Call: called, and more"] += len(*c.Targets)
			t["Call: unknown"]++
		case c.Targets != nil:
			t["Call: called"] += len(*c.Targets)
		default:
			t[c.Node+": "+c.sort()]++
		}
	}
}

// sort is of which sort a claim's atoms are.
func (c *claim) sort() string {
	switch {
	case !c.reached:
		return "never"
	case c.open:
		return "open"
	case len(c.Atoms) == 1 && c.Atoms[0][0] == "c":
		return "one constant"
	}
	kinds := map[string]string{"c": "constants", "s": "shape", "x": "type", "i": "instance", "o": "instance", "F": "code", "C": "code", "M": "code"}
	out := ""
	for _, a := range c.Atoms {
		if k := kinds[a[0]]; out != "" && out != k {
			return "mixed"
		}
		out = kinds[a[0]]
	}
	return out
}

// of sums what is said in one sort, of whatever expressions.
func (t tally) of(sort string) int {
	n := 0
	for k, m := range t {
		if strings.HasSuffix(k, ": "+sort) {
			n += m
		}
	}
	return n
}

// print writes a line for each sort.
func (t tally) print(w io.Writer) {
	fmt.Fprint(w, "said of expressions:")
	for i, s := range append(slices.Clone(sorts), "called", "unknown") {
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, " %s %d", s, t.of(s))
	}
	fmt.Fprintf(w, "; flows: %d, %d clean, %d steps\n", t["flows"], t["clean flows"], t["steps"])
}

// lines are the counts, a line each.
func (t tally) lines() string {
	var out []string
	for k, n := range t {
		out = append(out, fmt.Sprintf("%8d %s\n", n, k))
	}
	slices.SortFunc(out, func(a, b string) int { return strings.Compare(a[9:], b[9:]) })
	return strings.Join(out, "")
}
