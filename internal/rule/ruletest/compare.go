package ruletest

import (
	"fmt"
	"sort"
	"strings"
)

// Result is the outcome of one case.
type Result struct {
	Problems []string
	// Missing and Spurious count the marked, known misses and false alarms.
	Missing, Spurious int
}

// Compare holds a case against the findings of its files. Findings of other
// rules do not count.
func Compare(c Case, got []Got) Result {
	var r Result
	used := make([]bool, len(got))
	for _, w := range c.Wants {
		i := find(c.Rule, w, got, used)
		if i >= 0 {
			used[i] = true
		}
		switch {
		case w.Mark == Expected && i < 0:
			r.problem("%s:%d: nothing is reported", w.File, w.Line)
		case w.Mark == Missing && i >= 0:
			r.problem("%s:%d: is reported now: take the mark :missing away", w.File, w.Line)
		case w.Mark == Spurious && i < 0:
			r.problem("%s:%d: is silent now: take the mark :spurious away", w.File, w.Line)
		case w.Mark == Missing:
			r.Missing++
		case w.Mark == Spurious:
			r.Spurious++
		}
	}
	for i, g := range got {
		if g.Rule == c.Rule && !used[i] {
			r.problem("%s:%d: reported without a # want: %s", g.File, g.Line, g.Message)
		}
	}
	sort.Strings(r.Problems)
	return r
}

func (r *Result) problem(format string, args ...any) {
	r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
}

func find(rule string, w Want, got []Got, used []bool) int {
	for i, g := range got {
		if !used[i] && g.Rule == rule && g.File == w.File && g.Line == w.Line && strings.Contains(g.Message, w.Message) {
			return i
		}
	}
	return -1
}

// Sections are the headings that every page has, in this order.
var Sections = []string{"What", "Why", "Bad", "Good", "Fix", "Limits"}

// CheckPage finds what is wrong with a page's shape.
func CheckPage(page string) []string {
	var problems []string
	at := 0
	for _, s := range Sections {
		i := strings.Index(page[at:], "\n## "+s+"\n")
		if i < 0 {
			problems = append(problems, "the section "+s+" is missing or out of order")
			continue
		}
		at += i
	}
	has := func(what string) bool {
		return strings.Contains(page, "```py "+what) || strings.Contains(page, "```cells "+what)
	}
	if !has("bad") || !has("good") {
		problems = append(problems, "want at least one bad and one good example")
	}
	return problems
}
