package rest

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
	"leadline/internal/service/store"
)

type importView struct {
	Scans     []scanView `json:"scans" doc:"What was recorded, for each tool of the report."`
	Elsewhere int        `json:"elsewhere" doc:"How many results are about files that the tree does not have; they are left out."`
}

// imports are other tools' reports.
func (a *api) imports(h huma.API) {
	op := guarded("import-findings", "POST", "/projects/{project}/imports", "findings", "Take over what other tools found: a report in SARIF 2.1.0")
	op.MaxBodyBytes, op.BodyReadTimeout = service.MaxImport, patience
	op.Errors = append(op.Errors, 413)
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *struct {
		ProjectPath
		Ref       string    `query:"ref" maxLength:"255" doc:"The project's main ref by default."`
		Tree      string    `query:"tree" maxLength:"64" doc:"What the tool looked at; what the ref shows by default."`
		Commit    string    `query:"commit" maxLength:"64"`
		Committed time.Time `query:"committed"`
		RawBody   []byte    `contentType:"application/sarif+json"`
	}) (*body[importView], error) {
		n := service.NewImport{Ref: in.Ref, Tree: in.Tree, Commit: in.Commit, Data: in.RawBody}
		if !in.Committed.IsZero() {
			n.CommittedAt = in.Committed.UnixMilli()
		}
		got, err := a.Import(ctx, who, in.Project, n)
		if err != nil {
			return nil, err
		}
		p, err := a.ProjectFor(ctx, who, in.Project, service.Scans, service.Developer)
		if err != nil {
			return nil, err
		}
		return answer(importView{listed(got.Scans, func(s *store.Scan) scanView { return a.viewScan(s, p.Slug) }), got.Elsewhere}), nil
	})
}
