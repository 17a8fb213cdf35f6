package engine

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sort"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/taint"
	"leadline/internal/value"
	"leadline/internal/workspace"
)

// Place is a line of a file, as the user names it.
type Place struct {
	Name string
	Line int
}

func (p Place) String() string { return fmt.Sprintf("%s:%d", p.Name, p.Line) }

// WhyNot tells why no flow from one place to another is reported: the steps
// that the data takes and the reason for which it goes no further.
func WhyNot(ctx context.Context, o Options, from, to Place) ([]finding.Step, string, error) {
	var q *question
	s := &scan{options: o, progress: progress{handler: silent{}}}
	tree, err := workspace.Discover(o.Paths, o.Project, o.Overlays...)
	if err != nil {
		return nil, "", fmt.Errorf("discover: %w", err)
	}
	s.tree, s.naming = tree, newNaming(tree, o.Project)
	sel, err := newSelection(o, tree)
	if err != nil {
		return nil, "", err
	}
	s.texts = rule.NewTexts(sel.rules)
	if err := s.read(ctx); err != nil {
		return nil, "", fmt.Errorf("parse: %w", err)
	}
	s.analyzer = func(ctx context.Context, p *Program, o Options, report func(string, int, int)) ([]*finding.Finding, finding.Coverage) {
		a := &analysis{ctx: ctx, o: o, p: p, progress: report}
		a.link()
		found := a.run()
		q = &question{a: a, root: tree.Root, from: from, to: to}
		return found, a.coverage
	}
	found := s.analyze(ctx, sel.rules) // without those that a rule thought better of
	if q == nil || q.a.solver == nil {
		if err := ctx.Err(); err != nil {
			return nil, "", err
		}
		return nil, "", errors.New("there is nothing to analyse")
	}
	q.found = found
	return q.answer()
}

// question is one look for the end of a way.
type question struct {
	a        *analysis
	root     string
	from, to Place
	found    []*finding.Finding
}

func (q *question) answer() ([]finding.Step, string, error) {
	for _, f := range q.found {
		if n := len(f.Flow); n > 0 && q.at(&f.Flow[0].Location, q.from) && q.at(&f.Location, q.to) {
			return f.Flow, fmt.Sprintf("It is reported: %s. A comment, the baseline or --severity may keep it from being shown.", f.Rule.ID), nil
		}
	}
	source, err := q.bodies(q.from)
	if err != nil {
		return nil, "", err
	}
	sink, err := q.bodies(q.to)
	if err != nil {
		return nil, "", err
	}
	var marks []*taint.Mark
	var kept []string
	for _, fn := range source {
		m, k := q.a.solver.Trail(fn.ID, func(v ir.Value) bool { return q.onLine(fn, v, q.from.Line) })
		marks, kept = append(marks, m...), append(kept, k...)
	}
	if len(marks) == 0 {
		return nil, fmt.Sprintf("Nothing on %s is a source of data that an active rule looks for. Models name sources (docs/models.md); "+
			"--trust widens what counts as untrusted.", q.from), nil
	}
	return q.judge(marks, kept, sink)
}

// judge says how far the data came: to the line, or to where it was seen last.
func (q *question) judge(marks []*taint.Mark, kept []string, sink []*value.Fn) ([]finding.Step, string, error) {
	var there, sinks []*taint.Mark
	for _, m := range marks {
		if q.inBodies(m.Fn, sink) && q.onLine(m.Fn, m.At, q.to.Line) {
			there = append(there, m)
			if len(m.Sinks) > 0 {
				sinks = append(sinks, m)
			}
		}
	}
	switch {
	case len(sinks) > 0:
		m := sinks[0]
		return q.way(m), fmt.Sprintf("The data enters %s%s; no active rule reports that.", q.kind(m.Sinks[0]), q.cleaned(m.Clean)), nil
	case len(there) > 0:
		return q.way(there[0]), fmt.Sprintf("The data comes to %s%s, but nothing there is a sink that it enters. Models name sinks (docs/models.md); a sink may ask for a place in the text that the data does not have.",
			q.to, q.cleaned(there[0].Clean)), nil
	}
	last := q.last(marks, sink)
	reason := fmt.Sprintf("The data goes no further: what %s uses does not come from it", q.to)
	if !q.runs(sink) {
		reason = fmt.Sprintf("%s can never run: a condition before it is constant", q.to)
	} else if c := q.constant(sink); c != "" {
		reason += "; it is " + c
	}
	if len(kept) > 0 {
		reason += ". It is also kept in the variable " + strings.Join(kept, ", ") + ", which other functions may read"
	}
	return q.way(last), reason + ".", nil
}

// last is the mark nearest before the line, in its body if there is one.
func (q *question) last(marks []*taint.Mark, sink []*value.Fn) *taint.Mark {
	rank := func(m *taint.Mark) (here bool, at uint32) {
		at = m.Fn.IR.SpanOf(m.At).Start
		line := q.a.files[m.Fn.Mod].LineOf(at)
		return q.inBodies(m.Fn, sink) && line <= q.to.Line, at
	}
	best := marks[0]
	for _, m := range marks[1:] {
		h1, a1 := rank(m)
		h2, a2 := rank(best)
		if h1 && !h2 || h1 == h2 && a1 > a2 {
			best = m
		}
	}
	return best
}

// runs tells whether any instruction of the line can run.
func (q *question) runs(sink []*value.Fn) bool {
	for _, fn := range sink {
		fr := q.a.final.Frame(fn.ID, nil, 0)
		for b := range fr.IR.Blocks {
			blk := &fr.IR.Blocks[b]
			for i := blk.First; i < blk.End; i++ {
				if fr.Reached[b] && q.onLine(fn, fr.Written(i), q.to.Line) {
					return true
				}
			}
		}
	}
	return false
}

// constant says what the arguments of the line's calls are, when that is known.
func (q *question) constant(sink []*value.Fn) string {
	for _, fn := range sink {
		fr := q.a.final.Frame(fn.ID, nil, 0)
		for i := range fr.IR.Instrs {
			c := fr.CallAt(ir.Value(i))
			if c == nil || c.Call == nil || !q.onLine(fn, fr.Written(ir.Value(i)), q.to.Line) {
				continue
			}
			for k := range c.Call.Args {
				if v := c.Call.Args[k].Val; v.Known() {
					return "the constant " + fr.Describe(v)
				}
			}
		}
	}
	return ""
}

func (q *question) kind(k model.Kind) string {
	info := &q.a.o.Models.Kinds[k]
	return fmt.Sprintf("a sink of kind %s (%s)", info.Name, info.Meaning)
}

// cleaned says what data has been made safe for.
func (q *question) cleaned(bits model.Bits) string {
	names := q.a.o.Models.CleanNames(bits)
	if len(names) == 0 {
		return ""
	}
	sort.Strings(names)
	return ", made safe on its way: " + strings.Join(names, ", ")
}

// way are the steps to a mark, for people.
func (q *question) way(m *taint.Mark) []finding.Step {
	var out []finding.Step
	for _, s := range q.a.solver.Way(m) {
		st := finding.Step{Kind: s.Kind, Location: q.location(s.Fn, s.At), Message: s.Text, Function: s.Fn.Qualname(), Depth: s.Depth}
		switch s.Kind {
		case finding.StepSource:
			st.Message = s.Text + " comes from outside"
		case finding.StepCall:
			st.Message = "passed to " + s.Text + "()"
		}
		out = append(out, st)
	}
	end := finding.Step{Kind: finding.StepFlow, Location: q.location(m.Fn, m.At), Message: "seen here last", Function: m.Fn.Qualname()}
	return append(out, end)
}

func (q *question) location(fn *value.Fn, at ir.Value) finding.Location {
	return finding.Location{File: q.a.files[fn.Mod], Span: fn.IR.SpanOf(at)}
}

func (q *question) onLine(fn *value.Fn, v ir.Value, line int) bool {
	s := fn.IR.SpanOf(v)
	file := q.a.files[fn.Mod]
	return s.End > s.Start && file.LineOf(s.Start) == line
}

func (q *question) inBodies(fn *value.Fn, list []*value.Fn) bool {
	for _, f := range list {
		if f == fn {
			return true
		}
	}
	return false
}

// at tells whether a location begins on the line of a place.
func (q *question) at(l *finding.Location, p Place) bool {
	return q.names(p, l.File.Path) && l.File.LineOf(l.Span.Start) == p.Line
}

func (q *question) names(p Place, path string) bool {
	abs, err := filepath.Abs(p.Name)
	return err == nil && abs == filepath.Join(q.root, filepath.FromSlash(path))
}

// bodies are those that have something on a line, the innermost first.
func (q *question) bodies(p Place) ([]*value.Fn, error) {
	var out []*value.Fn
	known := false
	for _, fn := range q.a.prog.Funcs {
		file := q.a.files[fn.Mod]
		if file == nil || !q.names(p, file.Path) {
			continue
		}
		known = true
		for i := range fn.IR.Instrs {
			if q.onLine(fn, ir.Value(i), p.Line) {
				out = append(out, fn)
				break
			}
		}
	}
	switch {
	case !known:
		return nil, fmt.Errorf("%s is no file of this scan", p.Name)
	case len(out) == 0:
		return nil, fmt.Errorf("there is no code on %s", p)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].IR.Span.Len() < out[j].IR.Span.Len() })
	return out, nil
}

// silent is a handler for scans that nobody watches.
type silent struct{}

func (silent) Progress(finding.Progress) {}
func (silent) Finding(*finding.Finding)  {}
func (silent) Done(*finding.Coverage)    {}
