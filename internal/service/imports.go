package service

import (
	"context"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/service/sarif"
	"leadline/internal/service/store"
	"leadline/internal/text"
)

// imported is the tier of a scan that another tool did.
const imported = "import"

// MaxImport bounds a report as it is sent; maxImported its findings.
const (
	MaxImport   = 64 << 20
	maxImported = 50_000
)

// toolOf is the tool that a rule belongs to; "" for our own, whose ids hold no slash.
func toolOf(rule string) string {
	tool, _, other := strings.Cut(rule, "/")
	if !other {
		return ""
	}
	return tool
}

// NewImport is what is said of another tool's report.
type NewImport struct {
	Ref, Commit string
	CommittedAt int64
	// Tree is what the tool looked at; "" for what the ref shows.
	Tree string
	Data []byte
}

// Imported is what became of it.
type Imported struct {
	Scans []store.Scan // one for each tool
	// Elsewhere are how many results are about files that the tree does not have.
	Elsewhere int
}

// Import records what another tool reports. Its findings are followed, triaged
// and listed as ours are, under TOOL/RULE; what is not in a report is gone from
// the ref, for that tool only. Ours, and the tree that the ref shows, stay.
func (s *Service) Import(ctx context.Context, a *Actor, project string, n NewImport) (*Imported, error) {
	p, err := s.ProjectFor(ctx, a, project, Scans, Developer)
	if err != nil {
		return nil, err
	}
	tools, results, err := sarif.Read(n.Data)
	if err != nil {
		return nil, fault(Invalid, "%v", err)
	}
	if len(results) > maxImported {
		return nil, fault(TooLarge, "the report has %d results; %d can be imported at once", len(results), maxImported)
	}
	if n.Ref == "" {
		n.Ref = p.MainRef
	}
	if n.Tree == "" {
		ref, err := s.Store.Ref(ctx, p.ID, n.Ref)
		if err == nil && ref.TreeID == "" {
			err = store.ErrNone
		}
		if err != nil {
			return nil, none(err, "nothing of %q was scanned yet, so that there is no code to show: scan it first, or send its tree and name it", n.Ref)
		}
		n.Tree = ref.TreeID
		if n.Commit == "" {
			n.Commit, n.CommittedAt = ref.Commit, ref.CommittedAt
		}
	}
	if err := s.checkScan(ctx, p, &NewScan{Tree: n.Tree, Ref: n.Ref}); err != nil {
		return nil, err
	}
	if n.CommittedAt == 0 {
		n.CommittedAt = s.Now()
	}
	placed := &placing{s: s, files: map[string]string{}, texts: map[string]*text.File{}}
	if err := placed.open(ctx, n.Tree); err != nil {
		return nil, err
	}
	out := &Imported{}
	done := map[string]bool{}
	for _, tool := range tools {
		if done[tool.Name] {
			continue // of several runs of a tool one is made
		}
		done[tool.Name] = true
		outcome, elsewhere, err := placed.outcome(ctx, tool.Name, results)
		if err != nil {
			return nil, err
		}
		out.Elsewhere += elsewhere
		scan, err := s.recordImport(ctx, a, p, tool, n, outcome)
		if err != nil {
			return nil, err
		}
		out.Scans = append(out.Scans, *scan)
	}
	return out, nil
}

func (s *Service) recordImport(ctx context.Context, a *Actor, p *store.Project, tool sarif.Tool, n NewImport, o *Outcome) (*store.Scan, error) {
	now := s.Now()
	scan := &store.Scan{ID: store.NewID(), ProjectID: p.ID, TreeID: n.Tree, Ref: n.Ref, Commit: n.Commit, CommittedAt: n.CommittedAt, Tier: imported, Priority: 2,
		Settings: "{}", Client: tool.Name, CreatedBy: a.Name(), State: Running, Stage: "record", Engine: tool.Name + " " + tool.Version, Rules: "{}", Coverage: "{}",
		Results: "{}", CreatedAt: now, StartedAt: now}
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.AddScan(ctx, *scan); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "findings.import", tool.Name, p.ID, n.Ref)
	})
	if err != nil {
		return nil, err
	}
	if err := s.Record(ctx, nil, scan, o); err != nil {
		if ended := s.FailScan(context.WithoutCancel(ctx), scan.ID, err); ended != nil {
			s.Log.Error("an import that failed stays open", "scan", scan.ID, "error", ended)
		}
		return nil, err
	}
	return s.Store.Scan(ctx, scan.ID)
}

// placing finds the places of results in a tree.
type placing struct {
	s     *Service
	files map[string]string     // hashes by path
	texts map[string]*text.File // those that were read
}

func (p *placing) open(ctx context.Context, tree string) error {
	m, err := p.s.ManifestOf(ctx, tree)
	if err != nil {
		return err
	}
	p.files = hashesOf(m)
	return nil
}

// file is the file that a tool means. Tools that say absolute paths ran
// somewhere else: what their path ends in counts.
func (p *placing) file(ctx context.Context, name string) (*text.File, error) {
	name = path.Clean(strings.TrimPrefix(name, "/"))
	for {
		if hash, ok := p.files[name]; ok {
			if f := p.texts[name]; f != nil {
				return f, nil
			}
			data, err := p.s.content(ctx, hash)
			if err != nil {
				return nil, err
			}
			f := text.New(name, data)
			p.texts[name] = f
			return f, nil
		}
		_, rest, ok := strings.Cut(name, "/")
		if !ok {
			return nil, nil
		}
		name = rest
	}
}

// outcome is what one tool's results come to.
func (p *placing) outcome(ctx context.Context, tool string, results []sarif.Result) (o *Outcome, elsewhere int, err error) {
	o = &Outcome{Tool: tool, Coverage: &finding.Coverage{}, Report: "{}", Results: map[string]string{}}
	var found []*finding.Finding
	for i := range results {
		r := &results[i]
		if r.Tool != tool {
			continue
		}
		file, err := p.file(ctx, r.Path)
		if err != nil {
			return nil, 0, err
		}
		if file == nil {
			elsewhere++
			continue
		}
		found = append(found, &finding.Finding{Rule: &finding.Rule{ID: tool + "/" + r.Rule, Title: r.Title, Category: "imported", Advice: r.Help}, Severity: finding.Severity(r.Severity),
			Message: r.Message, Function: r.Scope, Location: finding.Location{File: file, Span: spanOf(file, r)}, Suppressed: r.Suppressed})
	}
	identity.Assign(found, "")
	for _, f := range found {
		seen := Observed{Subject: identity.Of(f), Fingerprint: f.Fingerprint, Scope: f.Fingerprints[identity.Scope], Severity: int(f.Severity), Category: f.Rule.Category,
			Title: f.Rule.Title, Message: f.Message, Detail: detailOf(f)}
		if f.Suppressed != "" {
			seen.Suppressed = tool + ": " + f.Suppressed
		}
		o.Findings = append(o.Findings, seen)
	}
	return o, elsewhere, nil
}

// spanOf is a result's place; what a file does not have is cut off.
func spanOf(f *text.File, r *sarif.Result) text.Span {
	last := max(f.Lines(), 1)
	start := min(max(r.StartLine, 1), last)
	end := min(max(r.EndLine, start), last)
	line := f.LineSpan(start)
	span := text.Span{Start: line.Start, End: f.LineSpan(end).End}
	if r.StartColumn > 1 {
		span.Start = column(f, start, r.StartColumn, r.Points)
	} else {
		indent := len(f.Slice(line)) - len(strings.TrimLeft(f.Slice(line), " \t"))
		span.Start += uint32(indent)
	}
	if r.EndColumn > 0 {
		span.End = column(f, end, r.EndColumn, r.Points)
	}
	if span.End < span.Start {
		span.End = span.Start
	}
	return span
}

// column is where a column of a line begins.
func column(f *text.File, line, n int, points bool) uint32 {
	at := f.LineSpan(line)
	for i, c := range f.Slice(at) {
		if n <= 1 {
			return at.Start + uint32(i)
		}
		if n--; c > 0xFFFF && !points {
			n--
		}
	}
	return at.End
}

// maxSnippet bounds what of a place is kept beside it.
const maxSnippet = 500

// detailOf is a finding as our own reports write one, as far as others say it.
func detailOf(f *finding.Finding) string {
	type point struct {
		Line   int `json:"line"`
		Column int `json:"column"`
		Offset int `json:"offset"`
	}
	at := func(offset uint32) point {
		p := f.Location.File.Position(offset)
		return point{p.Line, p.Column, int(offset)}
	}
	file, span := f.Location.File, f.Location.Span
	code := file.Line(file.LineOf(span.Start))
	if len(code) > maxSnippet {
		code = strings.ToValidUTF8(code[:maxSnippet], "")
	}
	data, err := json.Marshal(map[string]any{"rule": f.Rule.ID, "message": f.Message, "path": file.Path, "start": at(span.Start), "end": at(span.End), "snippet": code,
		"advice": f.Rule.Advice, "fingerprint": f.Fingerprint})
	if err != nil {
		panic(fmt.Sprint("a map of texts and numbers: ", err))
	}
	return string(data)
}
