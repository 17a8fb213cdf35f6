package service

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"leadline/internal/service/lifecycle"
	"leadline/internal/service/quality"
	"leadline/internal/service/store"
)

// Why a finding is inspected.
const (
	Drawn    = "drawn"    // by lot, so that the share of true ones stands for all
	Disputed = "disputed" // somebody called it no use or false
)

// What an inspection comes to.
const (
	IsTrue    = "true"
	IsFalse   = "false"
	IsUnclear = "unclear"
)

// drawn is how many findings of a rule are drawn by lot each month.
const drawn = 10

// maxInspectionNote bounds what an inspector writes.
const maxInspectionNote = 1000

// Inspection is the part of a rule's findings that is to be looked at closely in a month.
type Inspection struct {
	// Month is when it begins.
	Month time.Time
	Items []InspectionItem
	// Precision is the share of true ones of those drawn, Disputed of those disputed;
	// unclear ones count in neither.
	Precision, Disputed quality.Rate
}

// InspectionItem is a finding of an inspection. Said is nil until somebody has looked.
type InspectionItem struct {
	store.Presence
	Project string // its slug
	Why     string
	Said    *store.Inspected
}

// InspectionOf is a rule's inspection of the month that a time lies in.
func (s *Service) InspectionOf(ctx context.Context, a *Actor, rule, project string, month time.Time) (*Inspection, error) {
	if _, err := s.RuleByID(a, rule); err != nil {
		return nil, err
	}
	chosen, err := s.Chosen(ctx, a, project)
	if err != nil {
		return nil, err
	}
	return s.inspection(ctx, chosen, rule, month)
}

func (s *Service) inspection(ctx context.Context, chosen []store.Project, rule string, month time.Time) (*Inspection, error) {
	year, m, _ := month.UTC().Date()
	out := &Inspection{Month: time.Date(year, m, 1, 0, 0, 0, 0, time.UTC), Items: []InspectionItem{}}
	begin, end := out.Month.UnixMilli(), out.Month.AddDate(0, 1, 0).UnixMilli()
	projects := IDs(chosen)
	rows, err := s.Store.Findings(ctx, store.FindingFilter{Places: MainPlaces(chosen, ""), Rule: rule, Limit: 1_000_000})
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(p store.Presence) bool {
		return p.CreatedAt >= end || p.State == string(lifecycle.Absent) && p.ChangedAt < begin
	})
	disputed, err := s.disputed(ctx, projects, rule, begin, end)
	if err != nil {
		return nil, err
	}
	said, err := s.Store.InspectedOf(ctx, projects, rule, begin)
	if err != nil {
		return nil, err
	}
	known := map[string]*store.Inspected{}
	for i := range said {
		if said[i].Month == monthOf(out.Month) {
			known[said[i].FindingID] = &said[i]
		}
	}
	slugs := map[string]string{}
	for i := range chosen {
		slugs[chosen[i].ID] = chosen[i].Slug
	}
	byLot(rows, out.Month)
	for i := range rows {
		p := &rows[i]
		item := InspectionItem{Presence: *p, Project: slugs[p.ProjectID], Said: known[p.FindingID]}
		switch {
		case item.Said != nil:
			item.Why = item.Said.Why // as it was when somebody looked
		case i < drawn:
			item.Why = Drawn
		case disputed[p.FindingID]:
			item.Why = Disputed
		default:
			continue
		}
		out.Items = append(out.Items, item)
	}
	out.Precision, out.Disputed = shares(said)
	return out, nil
}

// byLot sorts findings in an order that hangs on nothing but chance and the month:
// what comes or goes leaves the others' order as it is.
func byLot(rows []store.Presence, month time.Time) {
	lot := map[string][sha256.Size]byte{}
	for i := range rows {
		lot[rows[i].FindingID] = sha256.Sum256(fmt.Appendf(nil, "%d %s", monthOf(month), rows[i].FindingID))
	}
	slices.SortFunc(rows, func(a, b store.Presence) int {
		x, y := lot[a.FindingID], lot[b.FindingID]
		return cmp.Or(slices.Compare(x[:], y[:]), cmp.Compare(a.FindingID, b.FindingID))
	})
}

// disputed are the findings that somebody called no use or false in a time.
func (s *Service) disputed(ctx context.Context, projects []string, rule string, begin, end int64) (map[string]bool, error) {
	out := map[string]bool{}
	events, err := s.Store.Events(ctx, projects, rule, begin)
	if err != nil {
		return nil, err
	}
	for i := range events {
		if events[i].Kind == NotUseful && events[i].At < end {
			out[events[i].FindingID] = true
		}
	}
	turns, err := s.Store.Turns(ctx, projects, rule, begin)
	for i := range turns {
		if t := &turns[i]; t.At < end && lifecycle.Verdict(t.Became) == lifecycle.FalsePositive {
			out[t.FindingID] = true
		}
	}
	return out, err
}

// shares are the shares of true ones of those drawn and of those disputed.
func shares(said []store.Inspected) (byLot, contested quality.Rate) {
	var k, n [2]int
	for i := range said {
		at := 0
		if said[i].Why == Disputed {
			at = 1
		}
		switch said[i].Verdict {
		case IsTrue:
			k[at]++
			n[at]++
		case IsFalse:
			n[at]++
		}
	}
	return quality.RateOf(k[0], n[0]), quality.RateOf(k[1], n[1])
}

func monthOf(t time.Time) int64 { return int64(t.Year()*12 + int(t.Month()) - 1) }

// Inspect notes what an inspector says of a finding of this month's inspection.
func (s *Service) Inspect(ctx context.Context, a *Actor, id, verdict, note string) error {
	f, p, err := s.FindingFor(ctx, a, id, Triage, Security)
	if err != nil {
		return err
	}
	if !slices.Contains([]string{IsTrue, IsFalse, IsUnclear}, verdict) {
		return fault(Invalid, "%q is not what an inspection comes to: true, false or unclear", verdict)
	}
	if len(note) > maxInspectionNote {
		return fault(TooLarge, "a note has at most %d bytes", maxInspectionNote)
	}
	now := time.UnixMilli(s.Now()).UTC()
	all, err := s.inspection(ctx, []store.Project{*p}, f.Rule, now)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all.Items, func(i InspectionItem) bool { return i.FindingID == id })
	if at < 0 {
		return fault(Conflict, "this finding is not of this month's inspection of %s: it was not drawn, and nobody disputes it", f.Rule)
	}
	row := store.Inspected{FindingID: id, ProjectID: p.ID, Rule: f.Rule, Version: s.Versions[f.Rule], Month: monthOf(now), Why: all.Items[at].Why,
		Verdict: verdict, Note: note, Actor: a.Name(), At: s.Now()}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SetInspected(ctx, row); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "finding.inspect", id, p.ID, verdict)
	})
}
