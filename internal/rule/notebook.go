package rule

import (
	"fmt"
	"slices"
	"strings"

	"leadline/internal/cells"
	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/builtin"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// What a rule about notebooks asks its Pass. All of it is empty for modules.

// Cell is one cell of the notebook.
type Cell = notebook.Cell

// Order are the problems of one kind that the order of cells makes: "stale",
// "below", "ghost", "undefined", "again".
func (p *Pass) Order(kind string) []cells.Problem {
	if p.Graph == nil {
		return nil
	}
	var out []cells.Problem
	for _, x := range p.Graph.Problems {
		if x.Kind.String() == kind {
			out = append(out, x)
		}
	}
	return out
}

// CellsOf are the notebook's cells.
func (p *Pass) CellsOf() []Cell {
	if p.Notebook == nil {
		return nil
	}
	return p.Notebook.Cells
}

// Label is what messages call a cell, by its index.
func (p *Pass) Label(cell int) string {
	if cell < 0 {
		return "a cell that is gone"
	}
	return p.Notebook.Cells[cell].Label()
}

// Labels is a list of cells in words: "cells 3, 5 and 8".
func (p *Pass) Labels(list []int) string {
	if len(list) == 1 {
		return p.Label(list[0])
	}
	var words []string
	for _, c := range list {
		words = append(words, fmt.Sprint(p.Notebook.Cells[c].Number))
	}
	n := len(words) - 1
	return "cells " + strings.Join(words[:n], ", ") + " and " + words[n]
}

// ReportProblem says what the order of cells spoils.
func (p *Pass) ReportProblem(x cells.Problem, message string) *Report {
	at := x.At
	if !within(at, p.Notebook.Cells[x.Cell].Source) {
		at = firstLine(p.File, p.Notebook.Cells[x.Cell].Source)
	}
	r := p.ReportSpan(at, nil, message)
	r.f.Function = ""
	r.f.Extra["certainty"] = "possible"
	r.f.Confidence = "medium"
	if x.Sure {
		r.f.Extra["certainty"], r.f.Confidence = "sure", "high"
	} else {
		r.Low()
	}
	if len(x.Spoils) > 0 {
		var ids []string
		for _, c := range x.Spoils {
			ids = append(ids, p.Notebook.Cells[c].ID)
		}
		r.f.Extra["spoils"] = strings.Join(ids, " ")
	}
	return r
}

func within(inner, outer text.Span) bool {
	return outer.Start <= inner.Start && inner.End <= outer.End && inner.Start < inner.End
}

// firstLine is the first line of a span that holds more than blanks.
func firstLine(f *text.File, at text.Span) text.Span {
	for line := f.LineOf(at.Start); ; line++ {
		l := f.LineSpan(line)
		if l.Start >= at.End {
			return text.Span{Start: at.Start, End: at.Start}
		}
		if strings.TrimSpace(f.Slice(l)) != "" {
			return l
		}
	}
}

// ReportCell reports on a cell as a whole, at its first line.
func (p *Pass) ReportCell(c *Cell, message string) *Report {
	r := p.ReportSpan(firstLine(p.File, c.Source), nil, message)
	r.f.Function = ""
	return r
}

// FixJSON proposes edits of the notebook's JSON: moved cells, cleared outputs.
func (r *Report) FixJSON(safe bool, description string, edits []notebook.Edit) *Report {
	in := make([]Edit, len(edits))
	for i, e := range edits {
		in[i] = Edit{Span: e.Span, Text: e.Text}
	}
	return r.fixIn(r.pass.Notebook.JSON, safe, description, in)
}

// OutputTexts are the texts of a cell's stored outputs of some media types, of
// those that hold one of the words: outputs are long, and most need not be read.
// Words are of letters that JSON writes as they are.
func (p *Pass) OutputTexts(o *notebook.Output, words []string, types ...string) []string {
	var out []string
	for _, d := range o.Data {
		for _, t := range types {
			if (d.Type == t || strings.HasSuffix(t, "/") && strings.HasPrefix(d.Type, t)) && p.mayHold(d, words) {
				out = append(out, p.Notebook.Text(d))
			}
		}
	}
	return out
}

// mayHold tells whether one of the words can stand in an output: it stands in the
// JSON, or letters are written there by their numbers.
func (p *Pass) mayHold(d notebook.Datum, words []string) bool {
	written := p.Notebook.JSON.Slice(d.At)
	holds := func(w string) bool { return strings.Contains(written, w) }
	return slices.ContainsFunc(words, holds) || holds(`\u00`)
}

// ClearOutputs proposes to empty the outputs of some cells.
func (r *Report) ClearOutputs(safe bool, description string, list []int) *Report {
	var edits []notebook.Edit
	n := r.pass.Notebook
	for _, c := range list {
		edits = append(edits, n.Clear(&n.Cells[c])...)
	}
	return r.FixJSON(safe, description, edits)
}

// DropOutput proposes to take one output away.
func (r *Report) DropOutput(c *Cell, output int) *Report {
	return r.FixJSON(true, "clear the output", r.pass.Notebook.Drop(c, output))
}

// MoveCells proposes the order of cells that mends a problem, where one move
// does and playing the notebook again shows that it spoils nothing else.
func (r *Report) MoveCells(x cells.Problem) *Report {
	order := r.pass.Graph.Mend(x)
	if order == nil {
		return r
	}
	return r.FixJSON(false, "move a cell to where the order is right", r.pass.Notebook.Reorder(order))
}

// AddImport proposes an import at the top of the first cell that imports
// something, or of the cell of the finding. It is offered only where playing the
// page again shows that the name is then defined.
func (r *Report) AddImport(x cells.Problem, statement string) *Report {
	p := r.pass
	own := p.File.PartOf(r.f.Location.Span.Start)
	if own == nil {
		return r
	}
	at, ok := p.cellStart(own.Start)
	for i := range p.buckets[importKind] {
		if s := p.buckets[importKind][i].Span(); s.Start < own.End {
			if start, fine := p.cellStart(s.Start); fine {
				at, ok = start, true
			}
			break
		}
	}
	if !ok {
		return r
	}
	for i := range p.Notebook.Cells {
		c := &p.Notebook.Cells[i]
		if c.Kind != notebook.Code || at < c.Source.Start || at > c.Source.End {
			continue
		}
		with := p.File.Slice(text.Span{Start: c.Source.Start, End: at}) + statement + "\n" + p.File.Slice(text.Span{Start: at, End: c.Source.End})
		if code := syntax.ParseCell(text.New(p.File.Path, []byte(with))); p.Graph.Defined(x, i, lower.Lower(code, "", false)) {
			return r.Fix(true, "add "+statement, Insert(at, statement+"\n"))
		}
		break
	}
	return r
}

// SeedCell proposes a cell of its own behind the one that holds the first import
// at or before a node: what is set there holds for all cells below.
func (r *Report) SeedCell(at syntax.Node, source string) *Report {
	p := r.pass
	if p.Notebook == nil || p.Graph == nil {
		return r
	}
	first := -1
	for i := range p.buckets[importKind] {
		if s := p.buckets[importKind][i].Span(); s.Start < at.Span().Start {
			for c := range p.Notebook.Cells {
				if within(s, p.Notebook.Cells[c].Source) {
					first = c
				}
			}
			break
		}
	}
	if first < 0 || first+1 >= len(p.Notebook.Cells) || within(at.Span(), p.Notebook.Cells[first].Source) {
		return r // a seed in a cell behind the draw would do nothing
	}
	return r.FixJSON(false, "set the seed in a cell of its own", p.Notebook.Insert(first+1, source))
}

// CellStart is where a statement can be put before all others of a node's cell.
func (p *Pass) CellStart(n syntax.Node) (uint32, bool) { return p.cellStart(n.Span().Start) }

func (p *Pass) cellStart(offset uint32) (uint32, bool) {
	part := p.File.PartOf(offset)
	if part == nil {
		return 0, false
	}
	for _, s := range p.Tree.Body {
		at := s.Span()
		if at.Start < part.Start {
			continue
		}
		if _, magic := s.(*syntax.MagicStmt); magic && p.File.LineOf(at.Start) == p.File.LineOf(part.Start) {
			continue // a cell magic must stay first
		}
		return at.Start, at.Start <= part.End
	}
	return 0, false
}

// Part is a span of a magic's text.
func Part(m *syntax.MagicStmt, from, to int) text.Span {
	return text.Span{Start: m.Start + uint32(from), End: m.Start + uint32(to)}
}

// Leaks are the ways in which test data reaches a model in this file:
// "preprocessing", "overlap" or "reused".
func (p *Pass) Leaks(kind string) []cells.Leak {
	if !p.looked {
		p.looked = true
		if !p.Mentions(append(p.models.Effects().Methods(model.Parts|model.Validates), "fit")...) {
			return nil // no model is fitted, no rows are parted
		}
		p.leaks = p.leaksOf(p.Lowered)
		if p.AsRun != nil {
			p.leaks = append(p.leaks, p.ranLeaks()...)
		}
	}
	var out []cells.Leak
	seen := map[text.Span]bool{}
	for _, l := range p.leaks {
		if l.Kind.String() == kind && !seen[l.Source] {
			seen[l.Source] = true
			out = append(out, l)
		}
	}
	return out
}

// leaksOf looks at a lowered form of the file, or at the page's where nobody has
// made one.
func (p *Pass) leaksOf(m *ir.Module) []cells.Leak {
	if m == nil {
		m = lower.Lower(p.Tree, "", false)
	}
	return cells.LeaksOf(m, builtin.Names(), p.models.Effects())
}

// ranLeaks are the leaks of the order in which the cells ran that the order of the
// page does not have.
func (p *Pass) ranLeaks() []cells.Leak {
	var out []cells.Leak
	for _, l := range p.leaksOf(p.AsRun) {
		if !slices.ContainsFunc(p.leaks, func(x cells.Leak) bool { return x.Kind == l.Kind && x.Source == l.Source && x.Fit == l.Fit }) {
			l.Ran = true
			out = append(out, l)
		}
	}
	return out
}

// AsRun is the tree of a notebook with its cells in the order in which they ran
// last, without those that never did; nil where that is the order of the page.
func AsRun(tree *syntax.Tree, g *cells.Graph) *syntax.Tree {
	if slices.IsSorted(g.Order) {
		return nil
	}
	out := &syntax.Tree{File: tree.File}
	for _, c := range g.Order {
		source := g.Notebook.Cells[c].Source
		for _, s := range tree.Body {
			if within(s.Span(), source) {
				out.Body = append(out.Body, s)
			}
		}
	}
	return out
}

// RanOnly is what messages say of what the order of the page does not have.
const RanOnly = "; it happened in the order in which the cells ran, and does not in that of the page"

// Place names a place in a message: its line, and its cell in notebooks.
func (p *Pass) Place(at text.Span) string {
	pos, part := p.File.Locate(at.Start)
	if part != nil {
		return fmt.Sprintf("line %d of %s", pos.Line, part.Label)
	}
	return fmt.Sprintf("line %d", pos.Line)
}

// ReportLeak reports where something was learned, with the flow to the fit.
func (p *Pass) ReportLeak(l cells.Leak, message, source, sink string) *Report {
	if l.Ran {
		message += RanOnly
	}
	r := p.ReportSpan(l.Source, nil, message)
	r.f.Confidence = "medium"
	at := func(s text.Span) finding.Location { return finding.Location{File: p.File, Span: s} }
	r.f.Flow = []finding.Step{{Kind: finding.StepSource, Location: at(l.Source), Message: source}, {Kind: finding.StepSink, Location: at(l.Fit), Message: sink}}
	return r
}
