package codeguru

import (
	"context"
	"sort"
	"time"

	"leadline/internal/finding"
	"leadline/internal/service/store"
)

// bySeverity are numbers under the names of severities.
type bySeverity struct {
	Info     float64 `json:"info"`
	Low      float64 `json:"low"`
	Medium   float64 `json:"medium"`
	High     float64 `json:"high"`
	Critical float64 `json:"critical"`
}

func (b *bySeverity) at(s int64) *float64 {
	switch finding.Severity(s) {
	case finding.Critical:
		return &b.Critical
	case finding.High:
		return &b.High
	case finding.Medium:
		return &b.Medium
	case finding.Low:
		return &b.Low
	}
	return &b.Info
}

type dayMetric struct {
	Date            epoch       `json:"date"`
	NewFindings     *bySeverity `json:"newFindings"`
	ClosedFindings  *bySeverity `json:"closedFindings"`
	OpenFindings    *bySeverity `json:"openFindings"`
	MeanTimeToClose *bySeverity `json:"meanTimeToClose"`
}

const (
	day      = 24 * time.Hour
	farthest = 2 * 366 * day
)

// date reads a day of a query: ISO 8601, or seconds as some clients write them.
func (f *Face) date(r *request, name string) (time.Time, error) {
	v := r.query.Get(name)
	if v == "" {
		return time.Time{}, wrong(name, "it is missing")
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.Parse(form, v); err == nil {
			t = t.UTC().Truncate(day)
			now := time.UnixMilli(f.Now())
			if now.Sub(t) > farthest || t.Sub(now) > day {
				return time.Time{}, wrong(name, "%s does not lie within the last two years", v)
			}
			return t, nil
		}
	}
	return time.Time{}, wrong(name, "%.40q is no time such as 2026-01-31T00:00:00Z", v)
}

// span is one finding's life on the ref that its name shows.
type span struct {
	*store.Presence
	scan string
	// closed is when it was closed; 0 while it is open.
	closed int64
}

func (s *span) openAt(end int64) bool { return s.CreatedAt < end && (s.closed == 0 || s.closed >= end) }

// spans are all findings of the names that the actor sees.
func (f *Face) spans(ctx context.Context, r *request) ([]span, error) {
	names, err := f.names(ctx, r.actor)
	if err != nil {
		return nil, err
	}
	var out []span
	for i := range names {
		n := &names[i]
		if n.Kind == "Express" {
			continue
		}
		rows, err := f.Store.OnRef(ctx, n.ProjectID, n.Ref)
		if err != nil {
			return nil, err
		}
		for k := range rows {
			s := span{Presence: &rows[k], scan: n.Name}
			if statusOf(s.Presence) == "Closed" {
				s.closed = s.ChangedAt
			}
			out = append(out, s)
		}
	}
	return out, nil
}

// listMetrics are the findings day by day.
func (f *Face) listMetrics(ctx context.Context, r *request, _ string) (any, error) {
	limit, after, err := r.page(1000)
	if err != nil {
		return nil, err
	}
	first, err := f.date(r, "startDate")
	if err != nil {
		return nil, err
	}
	last, err := f.date(r, "endDate")
	if err != nil {
		return nil, err
	}
	if last.Before(first) {
		return nil, wrong("endDate", "it lies before startDate")
	}
	if after != "" {
		if first, err = time.Parse(time.DateOnly, after); err != nil {
			return nil, wrong("nextToken", "it is not one that a page gave")
		}
	}
	all, err := f.spans(ctx, r)
	if err != nil {
		return nil, err
	}
	out := struct {
		FindingsMetrics []dayMetric `json:"findingsMetrics"`
		NextToken       string      `json:"nextToken,omitempty"`
	}{FindingsMetrics: []dayMetric{}}
	for d := first; !d.After(last); d = d.Add(day) {
		if len(out.FindingsMetrics) == limit {
			out.NextToken = tokenOf(d.Format(time.DateOnly))
			break
		}
		out.FindingsMetrics = append(out.FindingsMetrics, metricOf(all, d))
	}
	return out, nil
}

// metricOf counts one day. The mean time to close is in days, over what was
// closed on it.
func metricOf(all []span, d time.Time) dayMetric {
	start, end := d.UnixMilli(), d.Add(day).UnixMilli()
	m := dayMetric{epoch(start), &bySeverity{}, &bySeverity{}, &bySeverity{}, &bySeverity{}}
	for i := range all {
		s := &all[i]
		if s.CreatedAt >= start && s.CreatedAt < end {
			*m.NewFindings.at(s.Severity)++
		}
		if s.closed >= start && s.closed < end && s.closed != 0 {
			*m.ClosedFindings.at(s.Severity)++
			*m.MeanTimeToClose.at(s.Severity) += float64(s.closed-s.CreatedAt) / float64(day.Milliseconds())
		}
		if s.openAt(end) {
			*m.OpenFindings.at(s.Severity)++
		}
	}
	for s := int64(0); s <= int64(finding.Critical); s++ {
		if n := *m.ClosedFindings.at(s); n > 0 {
			*m.MeanTimeToClose.at(s) /= n
		}
	}
	return m
}

// summary ranks what is open on a day.
func (f *Face) summary(ctx context.Context, r *request, _ string) (any, error) {
	d, err := f.date(r, "date")
	if err != nil {
		return nil, err
	}
	all, err := f.spans(ctx, r)
	if err != nil {
		return nil, err
	}
	type category struct {
		Name string `json:"categoryName"`
		N    int    `json:"findingNumber"`
	}
	type scan struct {
		Name string `json:"scanName"`
		N    int    `json:"findingNumber"`
	}
	var out struct {
		Summary struct {
			Date       epoch      `json:"date"`
			Open       bySeverity `json:"openFindings"`
			Categories []category `json:"categoriesWithMostFindings"`
			Scans      []scan     `json:"scansWithMostOpenFindings"`
			Critical   []scan     `json:"scansWithMostOpenCriticalFindings"`
		} `json:"metricsSummary"`
	}
	m := &out.Summary
	m.Date, m.Categories, m.Scans, m.Critical = epoch(d.UnixMilli()), []category{}, []scan{}, []scan{}
	categories, scans, critical := map[string]int{}, map[string]int{}, map[string]int{}
	for i := range all {
		s := &all[i]
		if !s.openAt(d.Add(day).UnixMilli()) {
			continue
		}
		*m.Open.at(s.Severity)++
		categories[s.Title]++
		scans[s.scan]++
		if finding.Severity(s.Severity) == finding.Critical {
			critical[s.scan]++
		}
	}
	for _, name := range most(categories, 5) {
		m.Categories = append(m.Categories, category{name, categories[name]})
	}
	for _, name := range most(scans, 3) {
		m.Scans = append(m.Scans, scan{name, scans[name]})
	}
	for _, name := range most(critical, 3) {
		m.Critical = append(m.Critical, scan{name, critical[name]})
	}
	return out, nil
}

// most are the names with the largest numbers.
func most(counts map[string]int, n int) []string {
	names := make([]string, 0, len(counts))
	for name := range counts {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		if counts[names[i]] != counts[names[j]] {
			return counts[names[i]] > counts[names[j]]
		}
		return names[i] < names[j]
	})
	return names[:min(n, len(names))]
}
