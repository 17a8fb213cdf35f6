// Package semgrep knows the rules that are written as Semgrep YAML: how they
// are read, and what they mean by the documentation of that language, for
// Python, for text of any kind (generic) and for regular expressions. It must
// not know leadline's own rules, nor how a project is analysed as a whole:
// these rules look at one file, taint at one function.
//
// Its window is Rule.Check.
package semgrep

import (
	"fmt"
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
)

// Rule is one rule of a file.
type Rule struct {
	Info    finding.Rule
	Line    int
	Message string
	// Python is set for rules about Python, Plain for those about any text.
	Python, Plain bool
	Include       []string
	Exclude       []string
	formula       *formula
	flow          *flow
	deep          *deep // set where the whole program is followed
	fix           *string
	fixRegex      *fixRegex
	options       options
	words         []string // that its formulas ask for, by number
}

type fixRegex struct {
	regex       *regex
	replacement string
	count       int
}

// options are those of a rule, as they are by default.
type options struct {
	constants, symbols  bool
	leadline            bool // names, values and types as leadline's own rules see them
	span                int  // lines that "..." of generic text runs over
	comments            string
	safeFunctions       bool
	safeIndexes         bool
	safeComparisons     bool
	safeBooleans        bool
	safeNumbers         bool
	onlyThroughAssigned bool
}

func defaults() options { return options{constants: true, span: 10} }

// Rule is the rule as the engine runs it. Models hold what Models gave, for
// those that follow the whole program.
func (r *Rule) Rule(models *model.Set) *rule.Rule {
	if r.deep != nil {
		return r.program(models)
	}
	out := &rule.Rule{Rule: r.Info, Message: r.Message, Own: true, Words: r.words, ByImport: !r.options.leadline}
	switch {
	case r.options.leadline: // names may come from what models say
	case r.formula != nil:
		out.Needs, out.May = r.formula.needs(), r.formula.possible
	case r.flow != nil:
		out.Needs, out.May = r.flow.needs(), r.flow.possible
	}
	look := func(p *rule.Pass, sheet *rule.Sheet) {
		found, whole := r.check(p.File, sheet, p.Marks)
		if !whole {
			p.Gap("a regular expression of the rule ran out of time")
		}
		for _, f := range found {
			f.Rule = &out.Rule
		}
		p.Add(found...)
	}
	out.Code = func(p *rule.Pass) { look(p, p.Sheet) }
	if r.Plain {
		out.Plain = func(p *rule.Pass) { look(p, nil) }
	}
	return out
}

// Check gives the findings of a file; sheet is nil for text that is no Python. It
// is not whole, and there are none, when a regular expression ran out of time.
func (r *Rule) Check(file *text.File, sheet *rule.Sheet) (out []*finding.Finding, whole bool) {
	return r.check(file, sheet, rule.Marks{})
}

func (r *Rule) check(file *text.File, sheet *rule.Sheet, marks rule.Marks) (out []*finding.Finding, whole bool) {
	if !r.Plain && sheet == nil || !r.inPaths(file.Path) {
		return nil, true
	}
	t := newTarget(file, sheet, r.Python)
	if t.options = r.options; !r.options.leadline {
		t.marks, t.terms = marks, r.words
	}
	var found []match
	if r.flow != nil {
		found = r.flow.run(t)
	} else {
		found = t.eval(r.formula)
	}
	seen := map[string]bool{}
	for _, m := range found {
		message := strings.Join(strings.Fields(t.fill(r.Message, m)), " ")
		key := fmt.Sprint(m.start, " ", m.end, " ", message)
		if seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, r.finding(t, m, message))
	}
	if t.late.stopped {
		return nil, false
	}
	slices.SortStableFunc(out, func(a, b *finding.Finding) int {
		return int(a.Location.Span.Start) - int(b.Location.Span.Start)
	})
	return out, true
}

func (r *Rule) finding(t *target, m match, message string) *finding.Finding {
	f := &finding.Finding{
		Rule: &r.Info, Severity: r.Info.Severity, Message: message, Confidence: "high", Extra: map[string]string{},
		Location: finding.Location{File: t.file, Span: m.span()}, Flow: m.steps,
	}
	if t.sheet != nil {
		f.Function = t.sheet.Qualname(&syntax.Pass{Pos: syntax.Pos{Start: m.start, End: m.end}})
		if m.node != nil {
			f.Function = t.sheet.Qualname(m.node)
		}
	}
	f.Fix = r.fixOf(t, m)
	if silenced(t.file, m.start, r.Info.ID) {
		f.Suppression, f.Suppressed = "inline", "nosemgrep"
	}
	return f
}

// fixOf is the proposed change; Semgrep's rules do not say whether it is safe.
func (r *Rule) fixOf(t *target, m match) *finding.Fix {
	var to string
	switch {
	case r.fix != nil:
		to = t.fillCode(*r.fix, m)
	case r.fixRegex != nil:
		to = r.fixRegex.regex.replace(t.file.Slice(m.span()), r.fixRegex.replacement, r.fixRegex.count, t.late)
	default:
		return nil
	}
	at := finding.Location{File: t.file, Span: m.span()}
	return &finding.Fix{Description: "Apply the rule's fix", Edits: []finding.Edit{{Location: at, Text: strings.TrimRight(to, "\n")}}}
}

func (r *Rule) inPaths(path string) bool {
	if len(r.Include) > 0 && !slices.ContainsFunc(r.Include, func(g string) bool { return inPath(g, path) }) {
		return false
	}
	return !slices.ContainsFunc(r.Exclude, func(g string) bool { return inPath(g, path) })
}

// inPath tells whether a pattern names a file, or a folder that it lies in.
func inPath(glob, path string) bool {
	g := strings.Trim(glob, "/")
	g = strings.TrimPrefix(strings.TrimSuffix(g, "/**"), "**/")
	anchored := strings.HasPrefix(glob, "/")
	parts := strings.Split(path, "/")
	width := strings.Count(g, "/") + 1
	for start := range parts {
		if anchored && start > 0 {
			break
		}
		for end := start + 1; end <= len(parts); end++ {
			if (strings.Contains(g, "**") || end-start == width) && rule.Glob(g, strings.Join(parts[start:end], "/")) {
				return true
			}
		}
	}
	return false
}

// silenced tells whether a nosemgrep comment stands on a finding's line or
// alone above it.
func silenced(file *text.File, at uint32, id string) bool {
	line := file.LineOf(at)
	if names, ok := nosem(file.Line(line)); ok && named(names, id) {
		return true
	}
	if line < 2 {
		return false
	}
	before := strings.TrimSpace(file.Line(line - 1))
	names, ok := nosem(before)
	return ok && strings.IndexAny(before, "#/*-<;") == 0 && named(names, id)
}

func nosem(line string) (names []string, ok bool) {
	at := strings.Index(line, "nosem")
	if at < 0 || !strings.ContainsAny(line[:at], "#/*-<;") {
		return nil, false
	}
	rest := strings.TrimPrefix(line[at+len("nosem"):], "grep")
	if list, has := strings.CutPrefix(rest, ":"); has {
		return strings.FieldsFunc(list, func(c rune) bool { return c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n' }), true
	}
	return nil, rest == "" || !isWordByte(rest[0])
}

func named(names []string, id string) bool {
	return len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return SameID(n, id) })
}

// SameID tells whether an id, perhaps with the folders of its file before it,
// is a rule's.
func SameID(written, id string) bool {
	return written == id || strings.HasSuffix(written, "."+id) || strings.HasSuffix(id, "."+written)
}
