package rest

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/finding"
	"leadline/internal/policy"
	"leadline/internal/service"
)

type policyView struct {
	Paths    []string      `json:"paths" maxItems:"100" doc:"Patterns as in .gitignore, from the project's directory on; none is all."`
	Rules    []string      `json:"rules" maxItems:"100" doc:"Ids of rules or patterns of them; none is all."`
	Refs     []string      `json:"refs" maxItems:"100" doc:"What a change is to go into: names of refs or patterns of them; none is all."`
	Severity string        `json:"severity" enum:"info,low,medium,high,critical" doc:"The least one that is meant."`
	Action   policy.Action `json:"action" enum:"monitor,comment,block"`
	Note     string        `json:"note,omitempty" maxLength:"500" doc:"Why, for those who meet it."`
}

type gatedView struct {
	FindingView
	Action policy.Action `json:"action" enum:"monitor,comment,block"`
}

type gateView struct {
	Blocked     bool        `json:"blocked"`
	Block       int         `json:"block"`
	Comment     int         `json:"comment"`
	Monitor     int         `json:"monitor"`
	RuleChanged bool        `json:"ruleChanged" doc:"Another engine or other rules scanned the two: what is new may be theirs."`
	Findings    []gatedView `json:"findings" doc:"What the head adds and nobody has dismissed."`
}

// policies are what is done about what changes bring.
func (a *api) policies(h huma.API) {
	handle(a, h, guarded("list-policies", "GET", "/projects/{project}/policies", "policies", "What is done about new findings: the last line that fits decides; without any, high and critical ones block, low and medium ones are commented on"),
		func(ctx context.Context, who *service.Actor, in *ProjectPath) (*body[page[policyView]], error) {
			all, err := a.PoliciesOf(ctx, who, in.Project)
			return answer(page[policyView]{Items: listed(all, func(l *service.PolicyLine) policyView {
				return policyView{l.Paths, l.Rules, l.Refs, l.Severity.String(), l.Action, l.Note}
			})}), err
		})
	handle(a, h, guarded("set-policies", "PUT", "/projects/{project}/policies", "policies", "Put other lines in their place; leadline ci --remote follows them, over the settings of the change"),
		func(ctx context.Context, who *service.Actor, in *struct {
			ProjectPath
			Body struct {
				Items []policyView `json:"items" maxItems:"200"`
			}
		}) (*struct{}, error) {
			all := make([]service.PolicyLine, len(in.Body.Items))
			for i, v := range in.Body.Items {
				severity, _ := finding.ParseSeverity(v.Severity) // checked against its enum
				all[i] = service.PolicyLine{Paths: v.Paths, Rules: v.Rules, Refs: v.Refs, Severity: severity, Action: v.Action, Note: v.Note}
			}
			return nil, a.SetPolicies(ctx, who, in.Project, all)
		})
	handle(a, h, guarded("gate", "GET", "/projects/{project}/gate", "policies", "Whether what a ref adds to another may go into it, by the project's policies"),
		func(ctx context.Context, who *service.Actor, in *struct {
			ProjectPath
			Base string `query:"base" maxLength:"255" doc:"The main ref by default."`
			Head string `query:"head" required:"true" maxLength:"255"`
		}) (*body[gateView], error) {
			g, err := a.GateOf(ctx, who, in.Project, in.Base, in.Head)
			if err != nil {
				return nil, err
			}
			n := g.Counts
			return answer(gateView{n[policy.Block] > 0, n[policy.Block], n[policy.Comment], n[policy.Monitor], g.Changed, listed(g.Findings, func(f *service.Gated) gatedView {
				return gatedView{a.viewFinding(&f.Presence, in.Project), f.Action}
			})}), nil
		})
}
