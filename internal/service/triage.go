package service

import (
	"context"
	"fmt"
	"slices"

	"leadline/internal/service/lifecycle"
	"leadline/internal/service/store"
)

// Decision is a verdict as a person gives it.
type Decision struct {
	Verdict lifecycle.Verdict
	Reason  string
	// Until ends an accepted risk; Due is when something is to be fixed.
	Until, Due int64
	Owner      string
}

func (d *Decision) check(now int64) error {
	switch {
	case !d.Verdict.Valid():
		return fault(Invalid, "%q is not a verdict; there are %v", d.Verdict, lifecycle.Verdicts)
	case d.Until != 0 && (d.Verdict != lifecycle.AcceptedRisk || d.Until <= now):
		return fault(Invalid, "until is the end of an accepted risk and lies ahead")
	case len(d.Reason) > 4000:
		return fault(TooLarge, "a reason has at most 4000 bytes")
	}
	return nil
}

// needs is the role that a verdict takes: who accepts a risk answers for it.
func (d *Decision) needs() Role {
	if d.Verdict == lifecycle.AcceptedRisk || d.Verdict == lifecycle.WontFix {
		return Security
	}
	return Developer
}

// FindingFor is a finding that the actor may see, with its project.
func (s *Service) FindingFor(ctx context.Context, a *Actor, id string, scope Scope, role Role) (*store.Finding, *store.Project, error) {
	f, err := s.Store.Finding(ctx, id)
	if err != nil {
		return nil, nil, none(err, "there is no finding %q", id)
	}
	p, err := s.ProjectFor(ctx, a, f.ProjectID, scope, role)
	if ft, ok := err.(*Fault); ok && ft.Kind == Missing {
		return nil, nil, fault(Missing, "there is no finding %q", id)
	}
	return f, p, err
}

// Decide gives a finding a verdict. version is the one that the actor saw, or
// 0 for whatever is there.
func (s *Service) Decide(ctx context.Context, a *Actor, id string, version int64, d Decision) (*store.Finding, error) {
	if err := d.check(s.Now()); err != nil {
		return nil, err
	}
	f, _, err := s.FindingFor(ctx, a, id, Triage, d.needs())
	if err != nil {
		return nil, err
	}
	if version != 0 && version != f.Version {
		return nil, fault(Conflict, "somebody else changed this finding: it is %s now, by %s", f.Verdict, f.TriagedBy)
	}
	return f, s.Store.InTx(ctx, func(tx *store.Tx) error {
		owner := f.Owner
		if err := s.decide(ctx, tx, a.Name(), a.Surface, f, d); err != nil {
			return err
		}
		return s.triaged(ctx, tx, a.Name(), d, []*store.Finding{f}, []string{owner})
	})
}

// decide writes a verdict, what it means on every ref, and that it was given.
func (s *Service) decide(ctx context.Context, tx *store.Tx, actor, surface string, f *store.Finding, d Decision) error {
	was := f.Verdict
	now := s.Now()
	old := f.OldVerdict
	if was != string(d.Verdict) {
		old = was
	}
	f.Verdict, f.OldVerdict, f.Reason, f.UntilAt, f.DueAt, f.TriagedBy, f.TriagedAt = string(d.Verdict), old, d.Reason, d.Until, d.Due, actor, now
	if d.Owner != "" || d.Verdict == lifecycle.Untriaged {
		f.Owner = d.Owner
	}
	ok, err := tx.SetTriage(ctx, f)
	if err != nil {
		return err
	}
	if !ok {
		return fault(Conflict, "somebody else changed this finding just now; load it again")
	}
	f.Version++
	rows, err := tx.Presences(ctx, f.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		p := &rows[i]
		p.Verdict, p.Owner = f.Verdict, f.Owner
		p.Effective = effectOf(p)
		if err := tx.SetEffective(ctx, p); err != nil {
			return err
		}
	}
	return tx.AddHistory(ctx, []store.History{{ID: store.NewID(), ProjectID: f.ProjectID, FindingID: f.ID, At: now, Actor: actor, Surface: surface,
		Kind: "triage", Was: was, Became: f.Verdict, Note: d.Reason}})
}

// maxBulk bounds how many findings one decision covers.
const maxBulk = 10_000

// Former is a finding's triage before a decision, for taking it back.
type Former struct {
	ID      string            `json:"id"`
	Verdict lifecycle.Verdict `json:"verdict"`
	Reason  string            `json:"reason,omitempty"`
	Until   int64             `json:"until,omitempty"`
	Owner   string            `json:"owner,omitempty"`
}

// DecideAll gives many findings one verdict, or only says which with dry. All
// are decided or none.
func (s *Service) DecideAll(ctx context.Context, a *Actor, ids []string, d Decision, dry bool) ([]Former, error) {
	if err := d.check(s.Now()); err != nil {
		return nil, err
	}
	if len(ids) > maxBulk {
		return nil, fault(TooLarge, "one decision covers at most %d findings", maxBulk)
	}
	former := []Former{}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		f, _, err := s.FindingFor(ctx, a, id, Triage, d.needs())
		if err != nil {
			return nil, err
		}
		former = append(former, Former{f.ID, lifecycle.Verdict(f.Verdict), f.Reason, f.UntilAt, f.Owner})
	}
	if dry {
		return former, nil
	}
	return former, s.Store.InTx(ctx, func(tx *store.Tx) error {
		var all []*store.Finding
		var owners []string
		for i := range former {
			f, err := tx.Finding(ctx, former[i].ID)
			if err != nil {
				return err
			}
			all, owners = append(all, f), append(owners, f.Owner)
			if err := s.decide(ctx, tx, a.Name(), a.Surface, f, d); err != nil {
				return err
			}
		}
		return s.triaged(ctx, tx, a.Name(), d, all, owners)
	})
}

// Matching are the ids of the findings that fit a filter, for a decision over
// all of them.
func (s *Service) Matching(ctx context.Context, a *Actor, f store.FindingFilter) ([]string, error) {
	f.Limit = maxBulk + 1
	rows, err := s.Store.Findings(ctx, f)
	if err != nil {
		return nil, err
	}
	if len(rows) > maxBulk {
		return nil, fault(TooLarge, "the filter fits more than %d findings; narrow it", maxBulk)
	}
	out := make([]string, len(rows))
	for i := range rows {
		out[i] = rows[i].FindingID
	}
	return out, nil
}

// Restore takes a decision back.
func (s *Service) Restore(ctx context.Context, a *Actor, former []Former) error {
	for i := range former {
		d := Decision{Verdict: former[i].Verdict}
		if _, _, err := s.FindingFor(ctx, a, former[i].ID, Triage, d.needs()); err != nil {
			return err
		}
		if !d.Verdict.Valid() {
			return fault(Invalid, "%q is not a verdict", d.Verdict)
		}
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		for _, w := range former {
			f, err := tx.Finding(ctx, w.ID)
			if err != nil {
				return err
			}
			if err := s.decide(ctx, tx, a.Name(), a.Surface, f, Decision{Verdict: w.Verdict, Reason: w.Reason, Until: w.Until, Owner: w.Owner}); err != nil {
				return err
			}
		}
		return nil
	})
}

// EndRisks gives back findings whose accepted risk has ended.
func (s *Service) EndRisks(ctx context.Context) (int, error) {
	ended, err := s.Store.Ended(ctx, s.Now())
	if err != nil || len(ended) == 0 {
		return 0, err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		for i := range ended {
			note := fmt.Sprintf("the risk was accepted by %s until now", ended[i].TriagedBy)
			if err := s.decide(ctx, tx, "leadline", "clock", &ended[i], Decision{Verdict: lifecycle.Untriaged, Reason: note}); err != nil {
				return err
			}
		}
		return nil
	})
	return len(ended), err
}

// The kinds of events: what people saw and what they said of it.
const (
	Exposed   = "exposed"
	Useful    = "useful"
	NotUseful = "not_useful"
	PleaseFix = "please_fix"
	Applied   = "fix_applied"
)

var eventKinds = []string{Exposed, Useful, NotUseful, PleaseFix, Applied}

// NewEvent is one event as a client reports it.
type NewEvent struct{ Finding, Kind, Surface string }

// maxEvents bounds one batch.
const maxEvents = 1000

// AddEvents notes what was shown and said.
func (s *Service) AddEvents(ctx context.Context, a *Actor, events []NewEvent) error {
	if len(events) > maxEvents {
		return fault(TooLarge, "one batch has at most %d events", maxEvents)
	}
	rows := make([]store.Event, 0, len(events))
	for _, e := range events {
		if !slices.Contains(eventKinds, e.Kind) {
			return fault(Invalid, "%q is not an event; there are %v", e.Kind, eventKinds)
		}
		f, _, err := s.FindingFor(ctx, a, e.Finding, Read, Viewer)
		if err != nil {
			return err
		}
		surface := e.Surface
		if surface == "" {
			surface = a.Surface
		}
		rows = append(rows, store.Event{ID: store.NewID(), ProjectID: f.ProjectID, FindingID: f.ID, Rule: f.Rule, Kind: e.Kind, Surface: surface, Actor: a.Name(), At: s.Now()})
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AddEvents(ctx, rows) })
}
