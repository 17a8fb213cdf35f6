package service

import (
	"context"
	"fmt"

	"leadline/internal/finding"
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
	// Before is the effective false-positive rate in the same time before, and Drift
	// how likely the two are this far apart when nothing has changed.
	Before quality.Rate
	Drift  float64
	// Avoided is what code does right where the rule could judge it.
	Avoided Avoided
	// Inspected and Disputed are the shares of true ones of what was looked at closely:
	// of findings that were drawn by lot, and of those about which somebody complained.
	Inspected, Disputed quality.Rate
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
	long := since - (s.Now() - since) // as long again before
	events, err := s.Store.Events(ctx, projects, rule, long)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Findings(ctx, store.FindingFilter{Places: MainPlaces(chosen, ""), Rule: rule, Limit: 1_000_000})
	if err != nil {
		return nil, err
	}
	turns, err := s.Store.Turns(ctx, projects, rule, long)
	if err != nil {
		return nil, err
	}
	h, before := &happened{fixed: map[string]int64{}}, &happened{fixed: map[string]int64{}}
	shown, seen := map[string]bool{}, map[string]bool{} // of late, and at all
	for _, e := range events {
		seen[e.FindingID] = true
		if e.At < since {
			before.events = append(before.events, e)
			continue
		}
		shown[e.FindingID] = true
		h.events = append(h.events, e)
	}
	for _, t := range turns {
		if t.At < since {
			before.turns = append(before.turns, t)
		} else {
			h.turns = append(h.turns, t)
		}
	}
	var lives []quality.Life
	fixed, other := 0, 0
	for i := range rows {
		p := &rows[i]
		gone := p.State == string(lifecycle.Absent)
		life := lifeOf(gone, p.Cause, p.CreatedAt, p.ChangedAt, s.Now())
		lives = append(lives, life)
		if gone && life.Ended && seen[p.FindingID] && p.ChangedAt < since && p.ChangedAt >= long {
			before.fixed[p.FindingID] = p.ChangedAt
		}
		switch {
		case !shown[p.FindingID] || !gone:
		case life.Ended:
			fixed++
			h.fixed[p.FindingID] = p.ChangedAt
		default:
			other++
		}
	}
	r := &Rating{Counts: h.counts()}
	r.Counts.Fixed, r.Counts.OtherGone = fixed, other
	if err := s.afterlives(ctx, projects, rule, h.events, &r.Counts); err != nil {
		return nil, err
	}
	inspected, err := s.Store.InspectedOf(ctx, projects, rule, since)
	if err != nil {
		return nil, err
	}
	r.Inspected, r.Disputed = shares(inspected)
	r.Figures = quality.Assess(r.Counts)
	r.Median, r.Told = quality.MedianTime(lives)
	r.Before = before.falseRate()
	r.Drift = quality.Drift(r.Before, r.Figures.FalsePositive)
	r.Avoided, err = s.avoided(ctx, projects, rule, since)
	return r, err
}

// TimeToFix is how long the findings of a severity stay open.
type TimeToFix struct {
	Severity        int64
	Findings, Fixed int
	Median          float64 // days
	Told            bool    // unset while fewer than half are fixed
}

// TimesToFix are those of projects' main refs, the worst first, of findings that
// were there in the last days.
func (s *Service) TimesToFix(ctx context.Context, chosen []store.Project, days int) ([]TimeToFix, error) {
	rows, err := s.Store.Lives(ctx, MainPlaces(chosen, ""))
	if err != nil {
		return nil, err
	}
	since := s.Now() - int64(days)*dayTime
	lives := map[int64][]quality.Life{}
	for i := range rows {
		r := &rows[i]
		gone := r.State == string(lifecycle.Absent)
		if gone && r.ChangedAt < since {
			continue
		}
		lives[r.Severity] = append(lives[r.Severity], lifeOf(gone, r.Cause, r.CreatedAt, r.ChangedAt, s.Now()))
	}
	out := []TimeToFix{}
	for sev := int64(finding.Critical); sev >= 0; sev-- {
		if len(lives[sev]) == 0 {
			continue
		}
		t := TimeToFix{Severity: sev, Findings: len(lives[sev])}
		for _, l := range lives[sev] {
			if l.Ended {
				t.Fixed++
			}
		}
		t.Median, t.Told = quality.MedianTime(lives[sev])
		out = append(out, t)
	}
	return out, nil
}

// lifeOf is how long a finding was or has been open, in days.
func lifeOf(gone bool, cause string, created, changed, now int64) quality.Life {
	if gone {
		return quality.Life{Time: float64(changed-created) / dayTime, Ended: cause == string(lifecycle.Fixed)}
	}
	return quality.Life{Time: float64(now-created) / dayTime}
}

// happened is what people did about a rule's findings in a time.
type happened struct {
	events []store.Event
	turns  []store.History
	// fixed are findings that were fixed after they were shown, and when.
	fixed map[string]int64
}

// counts counts findings, each by what it came to.
func (h *happened) counts() (c quality.Counts) {
	said, last := h.said(), h.verdicts(&c)
	c.Exposed = len(said) // whoever answers has seen it
	for id := range h.all(said, last) {
		switch h.act(said[id], last[id], id) {
		case NotUseful:
			c.NotUseful++
		case Applied:
			c.Applied++
			c.FixApplied++
		case PleaseFix:
			c.PleaseFix++
		case string(lifecycle.FalsePositive):
			c.FalsePositive++
		default:
			switch {
			case said[id][Useful]:
				c.Useful++
			case last[id] == lifecycle.Confirmed || last[id] == lifecycle.ToFix:
				c.Confirmed++
			}
			if h.fixed[id] > 0 {
				c.FixedAfter++
			}
		}
	}
	return c
}

// said are the kinds of events of each finding.
func (h *happened) said() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for i := range h.events {
		e := &h.events[i]
		if out[e.FindingID] == nil {
			out[e.FindingID] = map[string]bool{}
		}
		out[e.FindingID][e.Kind] = true
	}
	return out
}

// all are the findings about which anything is known.
func (h *happened) all(said map[string]map[string]bool, last map[string]lifecycle.Verdict) map[string]bool {
	all := map[string]bool{}
	for id := range said {
		all[id] = true
	}
	for id := range last {
		all[id] = true
	}
	for id := range h.fixed {
		all[id] = true
	}
	return all
}

// act is the clearest thing that was said or done about a finding: no use before
// anything else, a fix before the wish for one, words before a verdict; "fixed" where
// nobody said a word, and "" where nothing was done.
func (h *happened) act(words map[string]bool, verdict lifecycle.Verdict, id string) string {
	for _, kind := range []string{NotUseful, Applied, PleaseFix} {
		if words[kind] {
			return kind
		}
	}
	switch {
	case verdict == lifecycle.FalsePositive:
		return string(verdict)
	case h.fixed[id] > 0:
		return "fixed"
	}
	return ""
}

// answers are what findings came to, with the time of the last thing that was said
// or done about each.
func (h *happened) answers() (out []quality.Answer) {
	var c quality.Counts
	said, last := h.said(), h.verdicts(&c)
	at := map[string]int64{}
	for id, t := range h.fixed {
		at[id] = t
	}
	for i := range h.events {
		if e := &h.events[i]; e.Kind != Exposed && e.Kind != Useful {
			at[e.FindingID] = max(at[e.FindingID], e.At)
		}
	}
	for i := range h.turns {
		at[h.turns[i].FindingID] = max(at[h.turns[i].FindingID], h.turns[i].At)
	}
	for id := range h.all(said, last) {
		if act := h.act(said[id], last[id], id); act != "" {
			out = append(out, quality.Answer{At: float64(at[id]) / dayTime, NoUse: act == NotUseful || act == string(lifecycle.FalsePositive)})
		}
	}
	return out
}

// verdicts gives the last verdict of people about each finding, and counts those
// that closed one and those that were taken back.
func (h *happened) verdicts(c *quality.Counts) map[string]lifecycle.Verdict {
	last := map[string]lifecycle.Verdict{}
	dismissed, reversed := map[string]bool{}, map[string]bool{}
	for i := range h.turns {
		t := &h.turns[i]
		if t.Surface == "scan" || t.Surface == "clock" {
			continue
		}
		was, now := lifecycle.Verdict(t.Was), lifecycle.Verdict(t.Became)
		last[t.FindingID] = now
		if !now.Keeps() {
			dismissed[t.FindingID] = true
		}
		if !was.Keeps() && now.Keeps() {
			reversed[t.FindingID] = true
		}
	}
	c.Dismissed, c.Reversed = len(dismissed), len(reversed)
	return last
}

// looksBack is how old an answer may be that a rule is judged by, in days: two windows
// of the longest kind.
const looksBack = 2 * 365

// Probation moves rules between states by what people made of them in the last
// window and in the one before. Only rules that a project runs are moved.
func (s *Service) Probation(ctx context.Context) (moved int, err error) {
	projects, err := s.Store.Projects(ctx)
	if err != nil {
		return 0, err
	}
	for i := range projects {
		states, err := s.Store.RuleStates(ctx, projects[i].ID)
		if err != nil {
			return moved, err
		}
		known := map[string]store.RuleState{}
		for _, r := range states {
			known[r.Rule] = r
		}
		byRule, err := s.judged(ctx, projects[i].ID)
		if err != nil {
			return moved, err
		}
		for rule, h := range byRule {
			from := quality.State(known[rule].State)
			if from == "" {
				from = quality.Active
			}
			now, before := quality.Windows(h.answers(), float64(s.Now())/dayTime)
			to := quality.Next(from, now, before)
			if to == from {
				continue
			}
			if err := s.move(ctx, &projects[i], rule, from, to, now); err != nil {
				return moved, err
			}
			moved++
		}
	}
	return moved, nil
}

// judged is what people said and did in a project, by rule.
func (s *Service) judged(ctx context.Context, projectID string) (map[string]*happened, error) {
	since := s.Now() - looksBack*dayTime
	out := map[string]*happened{}
	of := func(rule string) *happened {
		if out[rule] == nil {
			out[rule] = &happened{fixed: map[string]int64{}}
		}
		return out[rule]
	}
	events, err := s.Store.Said(ctx, projectID, since)
	if err != nil {
		return nil, err
	}
	for i := range events {
		h := of(events[i].Rule)
		h.events = append(h.events, events[i])
	}
	told, err := s.Store.Told(ctx, projectID, since)
	if err != nil {
		return nil, err
	}
	for i := range told {
		t := &told[i]
		if h := of(t.Rule); t.Kind == "presence" {
			h.fixed[t.FindingID] = t.At
		} else {
			h.turns = append(h.turns, t.History)
		}
	}
	return out, nil
}

// falseRate is the effective false-positive rate.
func (h *happened) falseRate() quality.Rate { return quality.Assess(h.counts()).FalsePositive }

func (s *Service) move(ctx context.Context, p *store.Project, rule string, from, to quality.State, r quality.Rate) error {
	reason := fmt.Sprintf("%d of the last %d answers call it no use", r.K, r.N)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SetRuleState(ctx, store.RuleState{ProjectID: p.ID, Rule: rule, State: string(to), Reason: reason, ChangedAt: s.Now(), ChangedBy: "leadline"}); err != nil {
			return err
		}
		return tx.AddAudit(ctx, store.Audit{ID: store.NewID(), At: s.Now(), Actor: "leadline", Action: "rule.set", Target: rule, ProjectID: p.ID, Detail: string(from) + " to " + string(to) + ": " + reason})
	})
}
