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
}

// findings lists everything that is found, by file and place.
func (s *Server) findings(ctx context.Context, _ json.RawMessage) (any, error) {
	out := []findingItem{}
	for _, p := range s.all() {
		p.settled(ctx)
		for _, f := range p.found() {
			at, note := s.place(p, &f.Location)
			out = append(out, findingItem{
				Fingerprint: f.Fingerprint, Rule: f.Rule.ID, Title: f.Rule.Title, Severity: f.Severity.String(), Confidence: f.Confidence,
				Message: note + f.Message, Location: at, Steps: len(f.Flow), Fixable: f.Fix != nil,
			})
		}
	}
	return map[string]any{"findings": out}, nil
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
		for _, f := range p.found() {
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
				return map[string]any{"id": r.ID, "title": r.Title, "severity": r.Severity.String(), "category": r.Category, "cwe": r.CWE, "markdown": r.Page}, nil
			}
		}
	}
	return nil, jrpc2.Errorf(jrpc2.InvalidParams, "there is no rule %q", q.ID)
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
	if q.Command == "leadline.rescan" {
		return s.rescan(ctx, nil)
	}
	return nil, jrpc2.Errorf(jrpc2.InvalidParams, "there is no command %q", q.Command)
}
