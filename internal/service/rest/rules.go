package rest

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/finding"
	"leadline/internal/service"
	"leadline/internal/service/quality"
)

type ruleView struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Category  string   `json:"category"`
	Severity  string   `json:"severity"`
	Precision string   `json:"precision"`
	CWE       []int    `json:"cwe"`
	Tags      []string `json:"tags"`
	Default   bool     `json:"default" doc:"Whether it runs in the default profile."`
	Version   string   `json:"version"`
	Advice    string   `json:"advice,omitempty"`
	Page      string   `json:"page,omitempty" doc:"The rule's page in Markdown."`
	State     string   `json:"state,omitempty" doc:"In the project that was named."`
}

func (a *api) viewRule(r *finding.Rule) ruleView {
	return ruleView{ID: r.ID, Title: r.Title, Category: r.Category, Severity: r.Severity.String(), Precision: r.Precision, CWE: r.CWE, Tags: r.Tags,
		Default: r.Default, Version: a.Versions[r.ID], Advice: r.Advice}
}

func (a *api) rules(h huma.API) {
	handle(a, h, guarded("list-rules", "GET", "/rules", "rules", "All rules"), func(ctx context.Context, who *service.Actor, in *struct {
		Project string `query:"project" maxLength:"64" doc:"Shows the rules' states in this project."`
	}) (*body[page[ruleView]], error) {
		states, err := a.RuleStatesOf(ctx, who, in.Project)
		out := page[ruleView]{Items: []ruleView{}}
		for _, r := range a.Service.Rules {
			v := a.viewRule(r)
			v.State = states[r.ID]
			out.Items = append(out.Items, v)
		}
		return answer(out), err
	})
	handle(a, h, guarded("get-rule", "GET", "/rules/{rule}", "rules", "A rule with its page"), func(ctx context.Context, who *service.Actor, in *struct {
		Rule string `path:"rule" maxLength:"100"`
	}) (*body[ruleView], error) {
		r, err := a.RuleByID(who, in.Rule)
		if err != nil {
			return nil, err
		}
		v := a.viewRule(r)
		v.Page = r.Page
		return answer(v), nil
	})
	handle(a, h, guarded("rate-rule", "GET", "/rules/{rule}/quality", "rules", "What people's work says about a rule"), func(ctx context.Context, who *service.Actor, in *struct {
		Rule    string `path:"rule" maxLength:"100"`
		Project string `query:"project" maxLength:"64"`
		Days    int    `query:"days" minimum:"1" maximum:"730" default:"90"`
	}) (*body[qualityView], error) {
		r, err := a.Rate(ctx, who, in.Rule, in.Project, in.Days)
		if err != nil {
			return nil, err
		}
		return answer(viewQuality(r)), nil
	})
	handle(a, h, guarded("set-rule", "PUT", "/projects/{project}/rules/{rule}", "rules", "Change a rule's state in a project; the next scan follows it"), func(ctx context.Context, who *service.Actor, in *struct {
		ProjectPath
		Rule string `path:"rule" maxLength:"100"`
		Body struct {
			State  string `json:"state" enum:"draft,canary,active,watch,disabled,retired"`
			Reason string `json:"reason,omitempty" maxLength:"1000"`
		}
	}) (*struct{}, error) {
		return nil, a.SetRule(ctx, who, in.Project, in.Rule, in.Body.State, in.Body.Reason)
	})
}

type rateView struct {
	K     int     `json:"k"`
	N     int     `json:"n"`
	Value float64 `json:"value"`
	Low   float64 `json:"low" doc:"The bounds are Wilson's, at 95 %."`
	High  float64 `json:"high"`
	Few   bool    `json:"few" doc:"Fewer than 30 cases: too few to tell."`
}

type qualityView struct {
	Exposed       int      `json:"exposed" doc:"Findings that were shown to a person."`
	FalsePositive rateView `json:"falsePositive" doc:"No use, of those that were answered or acted upon."`
	Strict        rateView `json:"strict" doc:"Shown, and nobody acted."`
	Acceptance    rateView `json:"acceptance"`
	Answered      rateView `json:"answered"`
	FixRate       rateView `json:"fixRate"`
	Regret        rateView `json:"regret" doc:"Dismissals that were taken back."`
	Before        rateView `json:"before" doc:"No use, in the same time before."`
	Drift         float64  `json:"drift" doc:"How likely the two are this far apart when nothing has changed: the p value of a two-proportion test."`
	Avoidance     rateView `json:"avoidance" doc:"Code that does it right, of the places that the rule could judge: its true negatives."`
	Fresh         rateView `json:"fresh" doc:"The same of the lines that came in this time."`
	BeforeShown   rateView `json:"beforeShown" doc:"... of those that came before a finding of the rule was shown to anybody..."`
	AfterShown    rateView `json:"afterShown" doc:"... and since."`
	Lift          *float64 `json:"lift,omitempty" doc:"How much more is right since; absent where one of the two is of too few places."`
	LiftChance    float64  `json:"liftChance" doc:"How likely the two are this far apart when nothing has changed."`
	Inspected     rateView `json:"inspected" doc:"True ones of the findings that were drawn by lot and looked at closely: the audited precision."`
	Disputed      rateView `json:"disputed" doc:"... of those that somebody called no use or false."`
	FixesHeld     rateView `json:"fixesHeld" doc:"Fixes that were applied a week ago or longer, whose finding went and stayed away for a week."`
	FixesUndone   rateView `json:"fixesUndone" doc:"... whose finding came back at any time."`
	MedianDays    *float64 `json:"medianDays,omitempty" doc:"Until half of the findings are fixed, with those still open counted; absent when fewer are."`
}

func viewRate(r quality.Rate) rateView { return rateView{r.K, r.N, r.Value, r.Low, r.High, r.Few} }

func viewQuality(r *service.Rating) qualityView {
	f := &r.Figures
	v := qualityView{Exposed: r.Counts.Exposed, FalsePositive: viewRate(f.FalsePositive), Strict: viewRate(f.Strict), Acceptance: viewRate(f.Acceptance),
		Answered: viewRate(f.Answered), FixRate: viewRate(f.FixRate), Regret: viewRate(f.Regret),
		Before: viewRate(r.Before), Drift: r.Drift}
	av := &r.Avoided
	v.Avoidance, v.Fresh, v.BeforeShown, v.AfterShown, v.LiftChance = viewRate(av.Avoidance), viewRate(av.Fresh), viewRate(av.BeforeShown), viewRate(av.AfterShown), av.Chance
	v.Inspected, v.Disputed, v.FixesHeld, v.FixesUndone = viewRate(r.Inspected), viewRate(r.Disputed), viewRate(f.Survival), viewRate(f.Again)
	if av.Told {
		v.Lift = &av.Lift
	}
	if r.Told {
		v.MedianDays = &r.Median
	}
	return v
}
