package service

import (
	"context"

	"leadline/internal/service/quality"
	"leadline/internal/service/store"
)

// Site is a place that a rule could judge, and whether it reports it.
type Site struct {
	Rule, Path string
	Line       int
	Fired      bool
}

// countSites notes of the main ref how many places each rule could judge, how many
// it reports, and the same of the lines that came with this scan.
func (r *recording) countSites(ctx context.Context) error {
	if r.outcome.Tool != "" || r.scan.Paths != "" && r.scan.Paths != "." {
		return nil // this is not the project
	}
	byRule := map[string]*store.Sites{}
	came := r.cameIn()
	for i := range r.outcome.Sites {
		site := &r.outcome.Sites[i]
		row := byRule[site.Rule]
		if row == nil {
			row = &store.Sites{ProjectID: r.project.ID, Day: r.at / dayTime * dayTime, Rule: site.Rule}
			byRule[site.Rule] = row
		}
		added, fired := came(site), int64(0)
		if site.Fired {
			fired = 1
		}
		row.Sites++
		row.Fired += fired
		if added {
			row.Added++
			row.AddedFired += fired
		}
	}
	rows := make([]store.Sites, 0, len(byRule))
	for _, row := range byRule {
		rows = append(rows, *row)
	}
	return r.tx.AddSites(ctx, rows)
}

// cameIn tells of places whether their line came with this scan; none did when no
// scan was before.
func (r *recording) cameIn() func(*Site) bool {
	if r.before == nil || r.borrowed {
		return func(*Site) bool { return false }
	}
	stood := map[string]map[int]bool{} // by path: the lines that were there; nil for a file that is as it was
	return func(s *Site) bool {
		lines, known := stood[s.Path]
		if !known {
			was, old := r.change.Was(s.Path)
			switch {
			case !old:
				lines = map[int]bool{}
			case r.change.Edited(was):
				lines = r.change.Lines(was).Stood()
			}
			stood[s.Path] = lines
		}
		return lines != nil && !lines[s.Line]
	}
}

// Avoided is what code does right where a rule could judge it.
type Avoided struct {
	// Sites and Fired are those of the last scans of the main refs; Avoidance is the
	// share of them that is right.
	Avoidance quality.Rate
	// Fresh is the same of the lines that came in the window; BeforeShown and
	// AfterShown are those that came before and after people saw a finding of the rule.
	Fresh, BeforeShown, AfterShown quality.Rate
	// Lift is how much more is right since; Told is unset where one of the two is of
	// too few. Chance is how likely the two are this far apart by chance.
	Lift, Chance float64
	Told         bool
}

func (s *Service) avoided(ctx context.Context, projects []string, rule string, since int64) (a Avoided, err error) {
	rows, err := s.Store.SitesOf(ctx, projects, rule)
	if err != nil {
		return a, err
	}
	shown, err := s.Store.FirstShown(ctx, projects, rule)
	if err != nil {
		return a, err
	}
	last := map[string]*store.Sites{}
	var fresh, before, after quality.Counts
	add := func(to *quality.Counts, row *store.Sites) {
		to.Sites += int(row.Added)
		to.Fired += int(row.AddedFired)
	}
	for i := range rows {
		row := &rows[i]
		last[row.ProjectID] = row // the oldest come first
		if row.Day+dayTime > since {
			add(&fresh, row)
		}
		switch { // of the day on which it was shown nobody knows
		case shown == 0 || row.Day+dayTime <= shown:
			add(&before, row)
		case row.Day > shown:
			add(&after, row)
		}
	}
	var now quality.Counts
	for _, row := range last {
		now.Sites += int(row.Sites)
		now.Fired += int(row.Fired)
	}
	a = Avoided{Avoidance: quality.Assess(now).Avoidance, Fresh: quality.Assess(fresh).Avoidance,
		BeforeShown: quality.Assess(before).Avoidance, AfterShown: quality.Assess(after).Avoidance}
	a.Lift, a.Chance = quality.Lift(a.BeforeShown, a.AfterShown), quality.Drift(a.BeforeShown, a.AfterShown)
	a.Told = !a.BeforeShown.Few && !a.AfterShown.Few
	return a, nil
}
