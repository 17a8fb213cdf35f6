package lsp

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/creachadair/jrpc2"

	"leadline/internal/finding"
)

// Requests of our own, for clients that show more than diagnostics.

// findingItem is a finding in leadline/findings.
type findingItem struct {
	Fingerprint string   `json:"fingerprint"`
	Rule        string   `json:"rule"`
	Title       string   `json:"title"`
	Severity    string   `json:"severity"`
	Confidence  string   `json:"confidence"`
	Message     string   `json:"message"`
	Location    location `json:"location"`
	Steps       int      `json:"steps"`
	Fixable     bool     `json:"fixable"`
	// New tells that the last commit does not have a line that it is about.
	New bool `json:"new"`
	// Verdict and Presence are the service's word, Queued tells that the verdict
	// is on its way there, Ignored that it silences the finding.
	Verdict  string `json:"verdict,omitempty"`
	Presence string `json:"presence,omitempty"`
	Queued   bool   `json:"queued,omitempty"`
	Ignored  bool   `json:"ignored,omitempty"`
	// Service tells that only the service found it; AsOf is the commit of that
	// scan where the text has changed since.
	Service bool   `json:"service,omitempty"`
	AsOf    string `json:"asOf,omitempty"`
}

// findings lists everything that is found, by file and place.
func (s *Server) findings(ctx context.Context, _ json.RawMessage) (any, error) {
	out := []findingItem{}
	for _, p := range s.all() {
		p.settled(ctx)
		found := p.found()
		fresh := p.fresh(ctx, found)
		for i, f := range found {
			item := s.item(p, f)
			item.New = fresh[i]
			out = append(out, item)
		}
		for _, f := range p.cloud.beyond() {
			item := s.item(p, f)
			item.Service, item.Fixable = true, false
			if changed, line := s.stale(p, f); changed {
				item.AsOf = p.cloud.asOf()
				item.Location.Range = span{position{Line: line - 1}, position{Line: line - 1}}
			}
			out = append(out, item)
		}
	}
	return map[string]any{"findings": out}, nil
}

// item is a finding as leadline/findings lists it.
func (s *Server) item(p *project, f *finding.Finding) findingItem {
	at, note := s.place(p, &f.Location)
	v := p.cloud.standing(f.Fingerprint)
	out := findingItem{
		Fingerprint: f.Fingerprint, Rule: f.Rule.ID, Title: f.Rule.Title, Severity: f.Severity.String(), Confidence: f.Confidence,
		Message: note + f.Message, Location: at, Steps: len(f.Flow), Fixable: f.Fix != nil,
		Verdict: v.verdict, Queued: v.queued, Ignored: v.ignored(),
	}
	if v.known != nil {
		out.Presence = v.known.Presence
	}
	return out
}

// found are the findings of the last look, by file and place.
func (p *project) found() []*finding.Finding {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []*finding.Finding
	for _, path := range slices.Sorted(maps.Keys(p.result.findings)) {
		out = append(out, p.result.findings[path]...)
	}
	return out
}

// all are the projects, by root.
func (s *Server) all() []*project {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]*project, 0, len(s.projects))
	for _, root := range slices.Sorted(maps.Keys(s.projects)) {
		out = append(out, s.projects[root])
	}
	return out
}

// flowStep is a step in leadline/flow.
type flowStep struct {
	Number   int      `json:"number"`
	Kind     string   `json:"kind"`
	Message  string   `json:"message"`
	Function string   `json:"function"`
	Depth    int      `json:"depth"`
	Location location `json:"location"`
}

var stepKinds = [...]string{
	finding.StepSource: "source", finding.StepFlow: "flow", finding.StepCall: "call", finding.StepReturn: "return",
	finding.StepLibrary: "library", finding.StepUnknown: "unknown", finding.StepSink: "sink",
}

// flow is the way of the data of one finding.
func (s *Server) flow(_ context.Context, q struct {
	Fingerprint string `json:"fingerprint"`
}) (any, error) {
	for _, p := range s.all() {
		for _, f := range append(p.found(), p.cloud.beyond()...) {
			if f.Fingerprint != q.Fingerprint {
				continue
			}
			at, _ := s.place(p, &f.Location)
			steps := []flowStep{}
			for i := range f.Flow {
				step := &f.Flow[i]
				where, note := s.place(p, &step.Location)
				steps = append(steps, flowStep{i + 1, stepKinds[step.Kind], note + step.Message, step.Function, step.Depth, where})
			}
			return map[string]any{"fingerprint": f.Fingerprint, "rule": f.Rule.ID, "message": f.Message, "location": at, "steps": steps}, nil
		}
	}
	return nil, jrpc2.Errorf(jrpc2.InvalidParams, "no finding has the fingerprint %q; it may be gone since", q.Fingerprint)
}

// fix is what would be changed for one finding, for a client that shows it.
func (s *Server) fix(_ context.Context, q struct {
	Fingerprint string `json:"fingerprint"`
}) (any, error) {
	for _, p := range s.all() {
		for _, f := range p.found() {
			if f.Fingerprint != q.Fingerprint {
				continue
			}
			if f.Fix == nil {
				return nil, nil
			}
			return map[string]any{"description": f.Fix.Description, "safe": f.Fix.Safety == finding.Safe, "edit": s.edits(p, []*finding.Finding{f}, "")}, nil
		}
	}
	return nil, jrpc2.Errorf(jrpc2.InvalidParams, "no finding has the fingerprint %q; it may be gone since", q.Fingerprint)
}

// rulePage is the page of a rule.
func (s *Server) rulePage(_ context.Context, q struct {
	ID string `json:"id"`
}) (any, error) {
	for _, p := range s.all() {
		p.mu.Lock()
		rules := p.rules
		p.mu.Unlock()
		for _, r := range rules {
			if r.ID == q.ID {
				return pageOf(r), nil
			}
		}
	}
	// Clients that send whole notebooks have opened no folder.
	if o, _, err := s.load([]string{"."}, s.settings()); err == nil {
		if r := o.Rules.Rule(q.ID); r != nil {
			return pageOf(&r.Rule), nil
		}
	}
	return nil, jrpc2.Errorf(jrpc2.InvalidParams, "there is no rule %q", q.ID)
}

func pageOf(r *finding.Rule) any {
	return map[string]any{"id": r.ID, "title": r.Title, "severity": r.Severity.String(), "category": r.Category, "cwe": r.CWE, "markdown": r.Page}
}

// coverage says what the last look covered.
func (s *Server) coverage(ctx context.Context, _ json.RawMessage) (any, error) {
	type gap struct {
		Path   string `json:"path"`
		Code   string `json:"code"`
		Reason string `json:"reason"`
	}
	out := []map[string]any{}
	for _, p := range s.all() {
		p.settled(ctx)
		p.mu.Lock()
		r := p.result
		p.mu.Unlock()
		m := map[string]any{"root": uriOf(p.root), "milliseconds": r.took.Milliseconds(), "error": r.fault}
		if c := r.coverage; c != nil {
			gaps := []gap{}
			for i := range c.Skipped {
				if k := &c.Skipped[i]; !k.Accepted {
					gaps = append(gaps, gap{k.Path, k.Code, k.Reason})
				}
			}
			for i := range c.SyntaxErrors {
				if e := &c.SyntaxErrors[i]; !e.Accepted {
					gaps = append(gaps, gap{e.Location.File.Path, "syntax", e.Message})
				}
			}
			m["files"], m["lines"], m["functions"], m["calls"], m["unresolved"], m["gaps"] = c.Files, c.Lines, c.Functions, c.Calls, c.Unresolved, gaps
		}
		out = append(out, m)
	}
	return map[string]any{"projects": out}, nil
}

// rescan looks at everything again, settings included.
func (s *Server) rescan(context.Context, json.RawMessage) (any, error) {
	for _, p := range s.all() {
		p.refresh(true)
	}
	return nil, nil
}

func (s *Server) execute(ctx context.Context, q struct {
	Command   string            `json:"command"`
	Arguments []json.RawMessage `json:"arguments"`
}) (any, error) {
	switch q.Command {
	case "leadline.rescan":
		return s.rescan(ctx, nil)
	case "leadline.triage":
		return s.triageCommand(ctx, q.Arguments)
	case "leadline.scanInService":
		return s.cloudScan(ctx, cloudScanParams{})
	}
	return nil, jrpc2.Errorf(jrpc2.InvalidParams, "there is no command %q", q.Command)
}
