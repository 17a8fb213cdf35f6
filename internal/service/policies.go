package service

import (
	"context"
	"path"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/policy"
	"leadline/internal/service/store"
	"leadline/internal/workspace"
)

// PolicyLine is one line of what a project does about new findings. The last that
// fits decides; before them stands what holds without any.
type PolicyLine struct {
	// Paths are .gitignore patterns from the project's directory on, Rules and Refs
	// patterns of ids and of the refs that a change is to go into; none is all.
	Paths, Rules, Refs []string
	Severity           finding.Severity
	Action             policy.Action
	// Note says why, for those who meet it.
	Note string
}

// The limits of a policy.
const (
	maxPolicies = 200
	maxPatterns = 100
	maxNote     = 500
)

// PoliciesOf are a project's lines, in their order.
func (s *Service) PoliciesOf(ctx context.Context, a *Actor, project string) ([]PolicyLine, error) {
	p, err := s.ProjectFor(ctx, a, project, Read, Viewer)
	if err != nil {
		return nil, err
	}
	return s.policies(ctx, p.ID)
}

func (s *Service) policies(ctx context.Context, projectID string) ([]PolicyLine, error) {
	rows, err := s.Store.Policies(ctx, projectID)
	out := make([]PolicyLine, len(rows))
	for i := range rows {
		r := &rows[i]
		out[i] = PolicyLine{lines(r.Paths), lines(r.Rules), lines(r.Refs), finding.Severity(r.Severity), policy.Action(r.Action), r.Note}
	}
	return out, err
}

func lines(s string) []string {
	if s == "" {
		return []string{}
	}
	return strings.Split(s, "\n")
}

// SetPolicies puts other lines in the place of a project's.
func (s *Service) SetPolicies(ctx context.Context, a *Actor, project string, all []PolicyLine) error {
	p, err := s.ProjectFor(ctx, a, project, Triage, Security)
	if err != nil {
		return err
	}
	if len(all) > maxPolicies {
		return fault(TooLarge, "a policy has at most %d lines", maxPolicies)
	}
	rows := make([]store.Policy, len(all))
	for i := range all {
		l := &all[i]
		if err := s.checkPolicy(l); err != nil {
			return err
		}
		rows[i] = store.Policy{ID: store.NewID(), ProjectID: p.ID, Place: int64(i), Paths: strings.Join(l.Paths, "\n"), Rules: strings.Join(l.Rules, "\n"),
			Refs: strings.Join(l.Refs, "\n"), Severity: int64(l.Severity), Action: string(l.Action), Note: l.Note, CreatedBy: a.Name(), CreatedAt: s.Now()}
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SetPolicies(ctx, p.ID, rows); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "policy.set", p.Slug, p.ID, counted(len(rows), "line", "lines"))
	})
}

func (s *Service) checkPolicy(l *PolicyLine) error {
	if _, err := policy.ParseAction(string(l.Action)); err != nil {
		return fault(Invalid, "%v", err)
	}
	if l.Severity < finding.Info || l.Severity > finding.Critical {
		return fault(Invalid, "%d is not a severity", l.Severity)
	}
	if len(l.Note) > maxNote {
		return fault(TooLarge, "a note has at most %d bytes", maxNote)
	}
	for _, list := range [][]string{l.Paths, l.Rules, l.Refs} {
		if len(list) > maxPatterns {
			return fault(TooLarge, "a line has at most %d patterns of a kind", maxPatterns)
		}
		for _, pattern := range list {
			if pattern == "" || len(pattern) > maxPath || strings.ContainsAny(pattern, "\n\x00") {
				return fault(Invalid, "%.80q is not a pattern of 1 to %d bytes on one line", pattern, maxPath)
			}
		}
	}
	for _, pattern := range append(append([]string{}, l.Rules...), l.Refs...) {
		if _, err := path.Match(pattern, ""); err != nil {
			return fault(Invalid, "%q is not a pattern: %v", pattern, err)
		}
	}
	for _, pattern := range l.Rules {
		if !s.meansRule(pattern) {
			return fault(Invalid, "no rule is called %q", pattern)
		}
	}
	return nil
}

// meansRule tells whether a pattern can mean a rule: one of ours, or what another
// tool calls one of its own.
func (s *Service) meansRule(pattern string) bool {
	if toolOf(pattern) != "" {
		return true
	}
	for _, r := range s.Rules {
		if policy.Named([]string{pattern}, r.ID) {
			return true
		}
	}
	return false
}

// Gated is a finding that a head adds, and what is done about it.
type Gated struct {
	store.Presence
	Action policy.Action
}

// Gate is whether what a head adds to a base may go into it.
type Gate struct {
	Findings []Gated
	Counts   map[policy.Action]int
	// Changed is as in a Difference.
	Changed bool
}

// GateOf decides about what a ref adds to another: what is ignored, in the code or
// by a verdict, is not counted.
func (s *Service) GateOf(ctx context.Context, a *Actor, project, base, head string) (*Gate, error) {
	p, err := s.ProjectFor(ctx, a, project, Read, Viewer)
	if err != nil {
		return nil, err
	}
	if base == "" {
		base = p.MainRef
	}
	d, err := s.Diff(ctx, a, project, base, head)
	if err != nil {
		return nil, err
	}
	all, err := s.policies(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	decided := append(policy.Policy{}, policy.Default...)
	for i := range all {
		l := &all[i]
		if !policy.Named(l.Refs, base) {
			continue
		}
		r := policy.Rule{Rules: l.Rules, Severity: l.Severity, Action: l.Action}
		if len(l.Paths) > 0 {
			r.Paths = workspace.Patterns(l.Paths).Match
		}
		decided = append(decided, r)
	}
	g := &Gate{Findings: []Gated{}, Counts: map[policy.Action]int{}, Changed: d.Changed}
	for _, f := range d.New {
		if f.Effective != "open" {
			continue
		}
		action := decided.Decide(f.Rule, f.Path, finding.Severity(f.Severity))
		g.Counts[action]++
		g.Findings = append(g.Findings, Gated{f, action})
	}
	return g, nil
}
