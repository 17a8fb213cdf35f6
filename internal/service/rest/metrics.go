package rest

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/finding"
	"leadline/internal/service"
	"leadline/internal/service/store"
)

type summaryView struct {
	Open     map[string]int64 `json:"open" doc:"Open findings by severity."`
	State    map[string]int64 `json:"state"`
	Rule     map[string]int64 `json:"rule" doc:"Open findings by rule."`
	Projects int              `json:"projects"`
	Running  int64            `json:"running"`
	Queued   int64            `json:"queued"`
}

type dayView struct {
	Day      *time.Time       `json:"day"`
	Open     map[string]int64 `json:"open" doc:"By severity."`
	Appeared int64            `json:"appeared"`
	Fixed    int64            `json:"fixed"`
}

// count puts how many findings there are by the words of a column into to.
func (a *api) count(ctx context.Context, f store.FindingFilter, column string, to map[string]int64) error {
	counts, err := a.Store.CountBy(ctx, f, column)
	if err != nil {
		return err
	}
	for _, c := range counts {
		word := c.Word
		if column == "severity" {
			word = severityName(word)
		}
		to[word] = c.N
	}
	return nil
}

func (a *api) metrics(h huma.API) {
	type Query struct {
		Project string `query:"project" maxLength:"64"`
	}
	handle(a, h, guarded("summary", "GET", "/metrics/summary", "metrics", "How things stand"), func(ctx context.Context, who *service.Actor, in *Query) (*body[summaryView], error) {
		chosen, _, err := a.chosen(ctx, who, in.Project)
		if err != nil {
			return nil, err
		}
		places := service.MainPlaces(chosen, "")
		out := summaryView{Open: map[string]int64{}, State: map[string]int64{}, Rule: map[string]int64{}, Projects: len(chosen)}
		open := store.FindingFilter{Places: places, Effective: "open"}
		for _, by := range []struct {
			f      store.FindingFilter
			column string
			to     map[string]int64
		}{{open, "severity", out.Open}, {store.FindingFilter{Places: places}, "effective", out.State}, {open, "rule", out.Rule}} {
			if err := a.count(ctx, by.f, by.column, by.to); err != nil {
				return nil, err
			}
		}
		out.Queued, out.Running, err = a.Store.Depth(ctx)
		return answer(out), err
	})
	type timeView struct {
		Severity   string   `json:"severity"`
		Findings   int      `json:"findings" doc:"That there are or were."`
		Fixed      int      `json:"fixed"`
		MedianDays *float64 `json:"medianDays,omitempty" doc:"Until half are fixed, with those still open counted; absent when fewer are."`
	}
	handle(a, h, guarded("time-to-fix", "GET", "/metrics/mttr", "metrics", "How long findings stay open on main refs, by severity (Kaplan and Meier)"), func(ctx context.Context, who *service.Actor, in *struct {
		Query
		Days int `query:"days" minimum:"1" maximum:"730" default:"365" doc:"Findings that were there in this time."`
	}) (*body[page[timeView]], error) {
		chosen, _, err := a.chosen(ctx, who, in.Project)
		if err != nil {
			return nil, err
		}
		times, err := a.TimesToFix(ctx, chosen, in.Days)
		return answer(page[timeView]{Items: listed(times, func(t *service.TimeToFix) timeView {
			v := timeView{Severity: finding.Severity(t.Severity).String(), Findings: t.Findings, Fixed: t.Fixed}
			if t.Told {
				v.MedianDays = &t.Median
			}
			return v
		})}), err
	})
	type churnView struct {
		Commits  int     `json:"commits" doc:"States of main refs that were scanned."`
		Findings int     `json:"findings" doc:"That are on them now."`
		Swapped  int     `json:"swapped" doc:"Called new by the scan that called another of the same rule in the same file gone by a change."`
		CameBack int     `json:"cameBack" doc:"Called fixed, and there again within three scans."`
		Churn    float64 `json:"churn" doc:"Wrongly new and wrongly fixed ones in 1,000 commits, for each finding. A suspicion: one commit may really mend one place and break another."`
	}
	handle(a, h, guarded("churn", "GET", "/metrics/churn", "metrics", "How often findings on main refs seem to have been lost and found anew"), func(ctx context.Context, who *service.Actor, in *struct {
		Query
		Days int `query:"days" minimum:"1" maximum:"730" default:"90"`
	}) (*body[churnView], error) {
		chosen, _, err := a.chosen(ctx, who, in.Project)
		if err != nil {
			return nil, err
		}
		c, err := a.ChurnOf(ctx, chosen, in.Days)
		if err != nil {
			return nil, err
		}
		return answer(churnView{c.Commits, c.Findings, c.Swapped, c.CameBack, c.Rate}), nil
	})
	handle(a, h, guarded("trend", "GET", "/metrics/trend", "metrics", "Open, new and fixed findings by day, on main refs"), func(ctx context.Context, who *service.Actor, in *struct {
		Query
		Days int `query:"days" minimum:"1" maximum:"730" default:"90"`
	}) (*body[page[dayView]], error) {
		chosen, _, err := a.chosen(ctx, who, in.Project)
		if err != nil {
			return nil, err
		}
		rows, err := a.Store.Rollups(ctx, service.IDs(chosen), a.Now()-int64(in.Days)*24*3600*1000)
		return answer(page[dayView]{Items: days(rows)}), err
	})
}

// days adds up projects, day by day. A project without a scan on a day is what
// it was the day before.
func days(rows []store.Rollup) []dayView {
	out := []dayView{}
	open := map[string]map[string]int64{} // by project and severity
	for i := 0; i < len(rows); {
		day := rows[i].Day
		v := dayView{Day: when(day), Open: map[string]int64{}}
		for ; i < len(rows) && rows[i].Day == day; i++ {
			r := &rows[i]
			if open[r.ProjectID] == nil {
				open[r.ProjectID] = map[string]int64{}
			}
			open[r.ProjectID][finding.Severity(r.Severity).String()] = r.Open
			v.Appeared += r.Appeared
			v.Fixed += r.Fixed
		}
		for _, project := range open {
			for sev, n := range project {
				v.Open[sev] += n
			}
		}
		out = append(out, v)
	}
	return out
}

// prometheus writes the few numbers that tell whether the service keeps up.
func (a *api) prometheus(w http.ResponseWriter, r *http.Request) {
	queued, running, err := a.Store.Depth(r.Context())
	if err != nil {
		http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	fmt.Fprintf(w, "# HELP leadline_scans Scans that have not ended, by state.\n# TYPE leadline_scans gauge\nleadline_scans{state=\"queued\"} %d\nleadline_scans{state=\"running\"} %d\n", queued, running)
}
