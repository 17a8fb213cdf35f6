package service

import (
	"context"
	"fmt"

	"leadline/internal/service/lifecycle"
	"leadline/internal/service/quality"
	"leadline/internal/service/store"
)

// Rating is what people's work says about a rule.
type Rating struct {
	Counts  quality.Counts
	Figures quality.Figures
	// Median is the days until half of the findings are fixed; Told is unset
	// when fewer than half are.
	Median float64
	Told   bool
}

// Rate judges a rule over the last days, in the projects that the actor sees.
func (s *Service) Rate(ctx context.Context, a *Actor, rule, project string, days int) (*Rating, error) {
	if _, err := s.RuleByID(a, rule); err != nil {
		return nil, err
	}
	chosen, err := s.Chosen(ctx, a, project)
	if err != nil {
		return nil, err
	}
	return s.rate(ctx, chosen, rule, s.Now()-int64(days)*dayTime)
}

// Chosen is one project, or all that the actor sees for "".
func (s *Service) Chosen(ctx context.Context, a *Actor, project string) ([]store.Project, error) {
	if project == "" {
		return s.Projects(ctx, a)
	}
	p, err := s.ProjectFor(ctx, a, project, Read, Viewer)
	if err != nil {
		return nil, err
	}
	return []store.Project{*p}, nil
}

// MainPlaces are the main refs of projects, or the named ref of each.
func MainPlaces(projects []store.Project, ref string) []store.Place {
	out := make([]store.Place, len(projects))
	for i := range projects {
		out[i] = store.Place{ProjectID: projects[i].ID, Ref: projects[i].MainRef}
		if ref != "" {
			out[i].Ref = ref
		}
	}
	return out
}

// IDs are the ids of projects.
func IDs(projects []store.Project) []string {
	out := make([]string, len(projects))
	for i := range projects {
		out[i] = projects[i].ID
	}
	return out
}

func (s *Service) rate(ctx context.Context, chosen []store.Project, rule string, since int64) (*Rating, error) {
	projects := IDs(chosen)
	events, err := s.Store.Events(ctx, projects, rule, since)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Findings(ctx, store.FindingFilter{Places: MainPlaces(chosen, ""), Rule: rule, Limit: 1_000_000})
	if err != nil {
		return nil, err
	}
	turns, err := s.Store.Turns(ctx, projects, rule, since)
	if err != nil {
		return nil, err
	}
	r := &Rating{}
	said := count(&r.Counts, events)
	verdicts(&r.Counts, turns)
	var lives []quality.Life
	for i := range rows {
		p := &rows[i]
		gone := p.State == string(lifecycle.Absent)
		life := quality.Life{Time: float64(s.Now()-p.CreatedAt) / dayTime}
		if gone {
			life.Time = float64(p.ChangedAt-p.CreatedAt) / dayTime
			life.Ended = p.Cause == string(lifecycle.Fixed)
		}
		lives = append(lives, life)
		exposed := said[p.FindingID]
		if exposed == nil || !gone {
			continue
		}
		switch {
		case !life.Ended:
			r.Counts.OtherGone++
		default:
			r.Counts.Fixed++
			if !exposed.answered {
				r.Counts.FixedAfter++
			}
		}
	}
	r.Figures = quality.Assess(r.Counts)
	r.Median, r.Told = quality.MedianTime(lives)
	return r, nil
}

// told is what people said about one finding.
type told struct{ answered bool }

// count counts findings by what was said of them, each answer once.
func count(c *quality.Counts, events []store.Event) map[string]*told {
	out := map[string]*told{}
	seen := map[[2]string]bool{}
	for i := range events {
		e := &events[i]
		if out[e.FindingID] == nil {
			out[e.FindingID] = &told{}
			c.Exposed++ // whoever answers has seen it
		}
		if seen[[2]string{e.FindingID, e.Kind}] {
			continue
		}
		seen[[2]string{e.FindingID, e.Kind}] = true
		switch e.Kind {
		case Useful:
			c.Useful++
		case NotUseful:
			c.NotUseful++
		case PleaseFix:
			c.PleaseFix++
		case Applied:
			c.Applied++
			c.FixApplied++
		}
		out[e.FindingID].answered = out[e.FindingID].answered || e.Kind != Exposed && e.Kind != Useful
	}
	return out
}

// verdicts counts the verdicts of people, by the last one of each finding.
func verdicts(c *quality.Counts, turns []store.History) {
	last := map[string]lifecycle.Verdict{}
	dismissed, reversed := map[string]bool{}, map[string]bool{}
	for i := range turns {
		h := &turns[i]
		if h.Surface == "scan" || h.Surface == "clock" {
			continue
		}
		was, now := lifecycle.Verdict(h.Was), lifecycle.Verdict(h.Became)
		last[h.FindingID] = now
		if !now.Keeps() {
			dismissed[h.FindingID] = true
		}
		if !was.Keeps() && now.Keeps() {
			reversed[h.FindingID] = true
		}
	}
	for _, v := range last {
		switch v {
		case lifecycle.Confirmed, lifecycle.ToFix:
			c.Confirmed++
		case lifecycle.FalsePositive:
			c.FalsePositive++
		}
	}
	c.Dismissed, c.Reversed = len(dismissed), len(reversed)
}

// window is how long a rule is judged by, in days.
const window = 28

// Probation moves rules between states by what people made of them in the last
// four weeks and in the four before. Only rules that a project runs are moved.
func (s *Service) Probation(ctx context.Context) (moved int, err error) {
	projects, err := s.Store.Projects(ctx)
	if err != nil {
		return 0, err
	}
	now := s.Now()
	for i := range projects {
		states, err := s.Store.RuleStates(ctx, projects[i].ID)
		if err != nil {
			return moved, err
		}
		known := map[string]quality.State{}
		for _, r := range states {
			known[r.Rule] = quality.State(r.State)
		}
		events, err := s.Store.Events(ctx, []string{projects[i].ID}, "", now-2*window*dayTime)
		if err != nil {
			return moved, err
		}
		byRule := map[string][2][]store.Event{}
		for _, e := range events {
			pair := byRule[e.Rule]
			half := 0
			if e.At < now-window*dayTime {
				half = 1
			}
			pair[half] = append(pair[half], e)
			byRule[e.Rule] = pair
		}
		for rule, pair := range byRule {
			from := known[rule]
			if from == "" {
				from = quality.Active
			}
			to := quality.Next(from, falseRate(pair[0]), falseRate(pair[1]))
			if to == from {
				continue
			}
			if err := s.move(ctx, &projects[i], rule, from, to, falseRate(pair[0])); err != nil {
				return moved, err
			}
			moved++
		}
	}
	return moved, nil
}

// falseRate is the effective false-positive rate of one window's events.
func falseRate(events []store.Event) quality.Rate {
	var c quality.Counts
	count(&c, events)
	return quality.Assess(c).FalsePositive
}

func (s *Service) move(ctx context.Context, p *store.Project, rule string, from, to quality.State, r quality.Rate) error {
	reason := fmt.Sprintf("%d of %d answers in %d days call it no use", r.K, r.N, window)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SetRuleState(ctx, store.RuleState{ProjectID: p.ID, Rule: rule, State: string(to), Reason: reason, ChangedAt: s.Now(), ChangedBy: "leadline"}); err != nil {
			return err
		}
		return tx.AddAudit(ctx, store.Audit{ID: store.NewID(), At: s.Now(), Actor: "leadline", Action: "rule.set", Target: rule, ProjectID: p.ID, Detail: string(from) + " to " + string(to) + ": " + reason})
	})
}
