package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"leadline/internal/finding"
	"leadline/internal/notebook"
	"leadline/internal/text"
)

// Sources are what a report leaves out and a reader of it must have: the files
// and the rules.
type Sources struct {
	File func(path string) *text.File
	Rule func(id string) *finding.Rule
	// split are the cells of notebooks, by path.
	split map[string]*text.File
}

// Read sends a report in JSON lines to a handler, as if the scan ran here.
func Read(r io.Reader, from Sources, h finding.Handler) error {
	in := json.NewDecoder(r)
	for {
		var line struct {
			Type     string        `json:"type"`
			Finding  *jsonFinding  `json:"finding"`
			Coverage *jsonCoverage `json:"coverage"`
		}
		if err := in.Decode(&line); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("read the report: %w", err)
		}
		switch {
		case line.Finding != nil:
			h.Finding(from.finding(line.Finding))
		case line.Coverage != nil:
			h.Done(from.coverage(line.Coverage))
		}
	}
}

func (from *Sources) place(p jsonPlace) finding.Location {
	f := from.File(p.Path)
	if f == nil {
		f = text.New(p.Path, nil)
	}
	if p.Cell != nil {
		return from.cell(f, p)
	}
	n := uint32(len(f.Bytes))
	start := min(uint32(max(p.Start.Offset, 0)), n)
	return finding.Location{File: f, Span: text.Span{Start: start, End: max(start, min(uint32(max(p.End.Offset, 0)), n))}}
}

// cell is a place that is counted from the start of a notebook's cell.
func (from *Sources) cell(json *text.File, p jsonPlace) finding.Location {
	f := from.split[p.Path]
	if f == nil {
		f = notebook.Split(json).File
		if from.split == nil {
			from.split = map[string]*text.File{}
		}
		from.split[p.Path] = f
	}
	at := text.Span{}
	for i := range f.Parts {
		if f.Parts[i].Number == p.Cell.Number {
			at = f.Parts[i].Span
		}
	}
	start := min(at.Start+uint32(max(p.Start.Offset, 0)), at.End)
	return finding.Location{File: f, Span: text.Span{Start: start, End: max(start, min(at.Start+uint32(max(p.End.Offset, 0)), at.End))}}
}

func (from *Sources) finding(j *jsonFinding) *finding.Finding {
	f := &finding.Finding{Rule: from.Rule(j.Rule), Location: from.place(j.jsonPlace), Message: j.Message, Function: j.Function, Confidence: j.Confidence,
		Fingerprint: j.Fingerprint, Fingerprints: j.Fingerprints, Extra: j.Properties}
	if f.Rule == nil {
		f.Rule = &finding.Rule{ID: j.Rule, Title: j.Title, Category: j.Category, CWE: j.CWE, Advice: j.Advice}
	}
	f.Severity, _ = finding.ParseSeverity(j.Severity)
	for i := range j.Flow {
		s := &j.Flow[i]
		f.Flow = append(f.Flow, finding.Step{Kind: finding.StepKind(max(slices.Index(stepKinds[:], s.Kind), 0)), Location: from.place(s.jsonPlace),
			Message: s.Message, Function: s.Function, Depth: s.Depth})
	}
	if j.Fix != nil {
		f.Fix = &finding.Fix{Description: j.Fix.Description}
		if j.Fix.Safety == "safe" {
			f.Fix.Safety = finding.Safe
		}
		for _, e := range j.Fix.Edits {
			f.Fix.Edits = append(f.Fix.Edits, finding.Edit{Location: from.place(e.jsonPlace), Text: e.Text})
		}
	}
	if j.Suppressed != nil {
		f.Suppression, f.Suppressed = j.Suppressed.Kind, j.Suppressed.Reason
	}
	return f
}

func (from *Sources) coverage(j *jsonCoverage) *finding.Coverage {
	c := &finding.Coverage{Files: j.Files, Lines: j.Lines, Templates: j.Templates, Texts: j.Texts, Functions: j.Functions, Calls: j.Calls, Unresolved: j.Unresolved, BaselineGone: j.BaselineGone}
	for _, s := range j.Skipped {
		c.Skipped = append(c.Skipped, finding.Skipped{Path: s.Path, Code: s.Code, Reason: s.Reason, Accepted: s.Accepted})
	}
	for _, e := range j.SyntaxErrors {
		c.SyntaxErrors = append(c.SyntaxErrors, finding.SyntaxError{Location: from.place(e.jsonPlace), Message: e.Message, Accepted: e.Accepted})
	}
	for _, b := range j.Budgets {
		c.Budgets = append(c.Budgets, finding.Budget{Name: b.Name, Path: b.Path, Function: b.Function})
	}
	for _, u := range j.UnusedSuppressions {
		c.UnusedSuppressions = append(c.UnusedSuppressions, finding.UnusedSuppression{Location: from.place(u.jsonPlace), Rule: u.Rule, Message: u.Message})
	}
	return c
}
