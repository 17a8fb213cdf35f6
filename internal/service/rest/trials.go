package rest

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
	"leadline/internal/service/store"
)

// findingFix is one of a finding's fixes.
type findingFix struct {
	ID string `json:"id" doc:"For trying it."`
	fixView
}

// trialView is a scan that records nothing.
type trialView struct {
	ID       string              `json:"id" doc:"Of the scan that does it: it can be followed and cancelled as one."`
	Project  string              `json:"project"`
	Kind     string              `json:"kind" enum:"fix,rules"`
	Ref      string              `json:"ref"`
	Tree     string              `json:"tree"`
	Finding  string              `json:"finding,omitempty"`
	From     *service.RuleChoice `json:"from,omitempty"`
	To       *service.RuleChoice `json:"to,omitempty"`
	By       string              `json:"by"`
	State    string              `json:"state" enum:"queued,running,succeeded,failed,cancelled"`
	Stage    string              `json:"stage"`
	Done     int64               `json:"done"`
	Total    int64               `json:"total"`
	Error    string              `json:"error,omitempty"`
	Created  *time.Time          `json:"created"`
	Finished *time.Time          `json:"finished,omitempty"`
	Outcome  *service.Tried      `json:"outcome,omitempty" doc:"What it came to, when it has succeeded. holds and why are about a fix."`
}

func viewTrial(s *store.Scan, project string, t *service.Trial, out *service.Tried) trialView {
	v := trialView{ID: s.ID, Project: project, Kind: t.Kind, Ref: s.Ref, Tree: s.TreeID, Finding: t.Finding, By: s.CreatedBy, State: s.State, Stage: s.Stage,
		Done: s.Done, Total: s.Total, Error: s.Error, Created: when(s.CreatedAt), Finished: when(s.FinishedAt), Outcome: out}
	if t.Kind == service.RuleTrial {
		v.From, v.To = &t.From, &t.To
	}
	return v
}

// tried is a trial with what it came to.
func (a *api) tried(ctx context.Context, scan *store.Scan) (*body[trialView], error) {
	t, out, err := a.TriedBy(ctx, scan)
	if err != nil {
		return nil, err
	}
	p, err := a.Store.Project(ctx, scan.ProjectID)
	if err != nil {
		return nil, err
	}
	return answer(viewTrial(scan, p.Slug, t, out)), nil
}

type testedCaseView struct {
	Name     string                 `json:"name"`
	Findings []service.TriedFinding `json:"findings"`
	Problems []string               `json:"problems" doc:"Lines on which what is found and what the marks say differ, and what could not be read."`
}

type testedView struct {
	Agrees       bool             `json:"agrees" doc:"Whether every line is as its mark (# want) says."`
	Cases        []testedCaseView `json:"cases"`
	Milliseconds int64            `json:"milliseconds"`
}

func viewTested(t *service.Tested, took time.Duration) testedView {
	v := testedView{Agrees: t.Agrees, Cases: []testedCaseView{}, Milliseconds: took.Milliseconds()}
	for _, c := range t.Cases {
		problems := c.Problems
		if problems == nil {
			problems = []string{}
		}
		v.Cases = append(v.Cases, testedCaseView{c.Name, c.Findings, problems})
	}
	return v
}

func (a *api) trials(h huma.API) {
	handle(a, h, guarded("list-fixes", "GET", "/findings/{id}/fixes", "findings", "A finding's fixes, the best first"), func(ctx context.Context, who *service.Actor, in *struct {
		ID  string `path:"id" maxLength:"64"`
		Ref string `query:"ref" maxLength:"255"`
	}) (*body[page[findingFix]], error) {
		v, _, err := a.full(ctx, who, in.ID, in.Ref)
		out := page[findingFix]{Items: []findingFix{}}
		if err == nil && v.Detail.Fix != nil {
			out.Items = append(out.Items, findingFix{v.ID + ".0", *v.Detail.Fix})
		}
		return answer(out), err
	})
	op := guarded("verify-fix", "POST", "/fixes/{fix}/verify", "findings", "Apply a fix to the stored tree and scan the result; nothing is recorded")
	op.DefaultStatus = 202
	op.Errors = append(op.Errors, 409)
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *struct {
		Fix string `path:"fix" maxLength:"80"`
		Ref string `query:"ref" maxLength:"255" doc:"The ref on which to try it; the project's main ref by default."`
	}) (*body[trialView], error) {
		scan, err := a.TryFix(ctx, who, in.Fix, in.Ref)
		if err != nil {
			return nil, err
		}
		return a.tried(ctx, scan)
	})
	op = guarded("replay-rules", "POST", "/rules:replay", "rules", "Scan what a ref shows with other rules and say what would change; nothing is recorded")
	op.DefaultStatus = 202
	op.Errors = append(op.Errors, 409)
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *struct {
		Body struct {
			Project string             `json:"project" maxLength:"64"`
			Ref     string             `json:"ref,omitempty" maxLength:"255" doc:"The project's main ref by default."`
			From    service.RuleChoice `json:"from,omitempty" doc:"The rules before: those of the project's settings by default."`
			To      service.RuleChoice `json:"to" doc:"The rules after: names, and the text of one that is laid over them."`
		}
	}) (*body[trialView], error) {
		scan, err := a.TryRules(ctx, who, in.Body.Project, in.Body.Ref, in.Body.From, in.Body.To)
		if err != nil {
			return nil, err
		}
		return a.tried(ctx, scan)
	})
	handle(a, h, guarded("get-trial", "GET", "/trials/{id}", "scans", "What a trial of a fix or of rules came to"), func(ctx context.Context, who *service.Actor, in *ScanPath) (*body[trialView], error) {
		scan, _, err := a.ScanFor(ctx, who, in.ID, service.Read, service.Viewer)
		if err != nil {
			return nil, err
		}
		return a.tried(ctx, scan)
	})
	op = guarded("test-rule", "POST", "/rules/{rule}/test", "rules", "Run a rule, or another text of it, over the examples of its page or over code that is sent")
	op.Errors = append(op.Errors, 413, 429)
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *struct {
		Rule string `path:"rule" maxLength:"100"`
		Body struct {
			Text  string     `json:"text,omitempty" maxLength:"65536" doc:"A rule to run instead, as a rule.yaml or in Semgrep's notation; it may be new."`
			Files []testFile `json:"files,omitempty" maxItems:"20" doc:"Code to run it over; lines that it must find are marked # want."`
		}
	}) (*body[testedView], error) {
		began := time.Now()
		t := &service.RuleTest{Rule: in.Rule, Text: in.Body.Text}
		for _, f := range in.Body.Files {
			t.Files = append(t.Files, service.TestFile(f))
		}
		out, err := a.TestRule(ctx, who, t)
		if err != nil {
			return nil, err
		}
		return answer(viewTested(out, time.Since(began))), nil
	})
	type versionView struct {
		Version string     `json:"version"`
		First   *time.Time `json:"first" doc:"When a scan of the named projects used it first."`
		Last    *time.Time `json:"last"`
		Scans   int        `json:"scans"`
		Now     bool       `json:"now" doc:"Whether this build has it."`
	}
	handle(a, h, guarded("list-rule-versions", "GET", "/rules/{rule}/versions", "rules", "The versions of a rule that scans used, the latest first"), func(ctx context.Context, who *service.Actor, in *struct {
		Rule    string `path:"rule" maxLength:"100"`
		Project string `query:"project" maxLength:"64"`
	}) (*body[page[versionView]], error) {
		rows, err := a.RuleVersions(ctx, who, in.Rule, in.Project)
		return answer(page[versionView]{Items: listed(rows, func(r *service.RuleVersion) versionView {
			return versionView{r.Version, when(r.First), when(r.Last), r.Scans, r.Version == a.Versions[in.Rule]}
		})}), err
	})
}

// testFile is a file to test a rule on.
type testFile struct {
	Path string `json:"path" maxLength:"1024"`
	Text string `json:"text" maxLength:"204800"`
}
