package rest

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/finding"
	"leadline/internal/service"
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
