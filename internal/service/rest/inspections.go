package rest

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
)

type inspectedView struct {
	FindingView
	Why     string     `json:"why" enum:"drawn,disputed" doc:"Drawn by lot, or called no use or false by somebody."`
	Inspect string     `json:"inspected,omitempty" enum:"true,false,unclear" doc:"What it came to; absent until somebody has looked."`
	Note    string     `json:"note,omitempty"`
	By      string     `json:"by,omitempty"`
	At      *time.Time `json:"at,omitempty"`
}

type inspectionView struct {
	Month     string          `json:"month"`
	Items     []inspectedView `json:"items"`
	Precision rateView        `json:"precision" doc:"True ones of those drawn: the audited precision."`
	Disputed  rateView        `json:"disputed" doc:"True ones of those disputed."`
}

const monthLayout = "2006-01"

// inspections are the findings that somebody looks at closely, for a rule's precision.
func (a *api) inspections(h huma.API) {
	handle(a, h, guarded("get-inspection", "GET", "/rules/{rule}/inspection", "rules", "The findings of a rule to look at closely in a month: ten by lot, and every one that somebody disputes"),
		func(ctx context.Context, who *service.Actor, in *struct {
			Rule    string `path:"rule" maxLength:"100"`
			Project string `query:"project" maxLength:"64"`
			Month   string `query:"month" pattern:"^[0-9]{4}-(0[1-9]|1[0-2])$" doc:"As in 2026-11; this one by default."`
		}) (*body[inspectionView], error) {
			month := time.UnixMilli(a.Now()).UTC()
			if in.Month != "" {
				month, _ = time.Parse(monthLayout, in.Month) // checked against its pattern
			}
			i, err := a.InspectionOf(ctx, who, in.Rule, in.Project, month)
			if err != nil {
				return nil, err
			}
			return answer(inspectionView{i.Month.Format(monthLayout), listed(i.Items, func(it *service.InspectionItem) inspectedView {
				v := inspectedView{FindingView: a.viewFinding(&it.Presence, it.Project), Why: it.Why}
				if s := it.Said; s != nil {
					v.Inspect, v.Note, v.By, v.At = s.Verdict, s.Note, s.Actor, when(s.At)
				}
				return v
			}), viewRate(i.Precision), viewRate(i.Disputed)}), nil
		})
	handle(a, h, guarded("inspect-finding", "PUT", "/findings/{id}/inspection", "findings", "Say what a close look at a finding of this month's inspection came to; its triage stays as it is"),
		func(ctx context.Context, who *service.Actor, in *struct {
			ID   string `path:"id" maxLength:"64"`
			Body struct {
				Verdict string `json:"verdict" enum:"true,false,unclear"`
				Note    string `json:"note,omitempty" maxLength:"1000"`
			}
		}) (*struct{}, error) {
			return nil, a.Inspect(ctx, who, in.ID, in.Body.Verdict, in.Body.Note)
		})
}
