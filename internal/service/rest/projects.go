package rest

import (
	"bytes"
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
	"leadline/internal/service/store"
)

type projectView struct {
	Slug     string           `json:"slug"`
	Name     string           `json:"name"`
	MainRef  string           `json:"mainRef"`
	KeepDays int64            `json:"keepDays" doc:"How long contents of old trees are kept; 0 is for ever."`
	Created  *time.Time       `json:"created"`
	Role     string           `json:"role,omitempty" doc:"The caller's role."`
	Open     map[string]int64 `json:"open" doc:"Open findings on the main ref, by severity."`
	Last     *scanView        `json:"last,omitempty" doc:"The last scan of any ref."`
}

type refView struct {
	Name      string     `json:"name"`
	Scan      string     `json:"scan"`
	Tree      string     `json:"tree"`
	Commit    string     `json:"commit,omitempty"`
	Committed *time.Time `json:"committed"`
}

func (a *api) viewProject(ctx context.Context, who *service.Actor, p *store.Project) (projectView, error) {
	out := projectView{Slug: p.Slug, Name: p.Name, MainRef: p.MainRef, KeepDays: p.KeepDays, Created: when(p.CreatedAt), Open: map[string]int64{}}
	role, err := a.RoleIn(ctx, who, p.ID)
	if err != nil {
		return out, err
	}
	out.Role = string(role)
	counts, err := a.Store.CountBy(ctx, store.FindingFilter{Places: service.MainPlaces([]store.Project{*p}, ""), Effective: "open"}, "severity")
	if err != nil {
		return out, err
	}
	for _, c := range counts {
		out.Open[severityName(c.Word)] = c.N
	}
	last, err := a.Store.Scans(ctx, store.ScanFilter{Projects: []string{p.ID}, Limit: 1})
	if err == nil && len(last) > 0 {
		v := a.viewScan(&last[0], p.Slug)
		out.Last = &v
	}
	return out, err
}

// patience is how long a large body may take to arrive.
const patience = 10 * time.Minute

func (a *api) projects(h huma.API) {
	handle(a, h, guarded("list-projects", "GET", "/projects", "projects", "The projects that the caller may see"), func(ctx context.Context, who *service.Actor, _ *struct{}) (*body[page[projectView]], error) {
		projects, err := a.Projects(ctx, who)
		out := page[projectView]{Items: []projectView{}}
		for i := range projects {
			v, err := a.viewProject(ctx, who, &projects[i])
			if err != nil {
				return nil, err
			}
			out.Items = append(out.Items, v)
		}
		return answer(out), err
	})
	handle(a, h, guarded("add-project", "POST", "/projects", "projects", "Make a project"), func(ctx context.Context, who *service.Actor, in *struct {
		Body struct {
			Slug    string `json:"slug" maxLength:"64" doc:"What the project is called in addresses: a-z, 0-9 and . _ -"`
			Name    string `json:"name,omitempty" maxLength:"200"`
			MainRef string `json:"mainRef,omitempty" maxLength:"255" doc:"The ref whose findings are the project's; main by default."`
		}
	}) (*body[projectView], error) {
		p, err := a.AddProject(ctx, who, in.Body.Slug, in.Body.Name, in.Body.MainRef)
		if err != nil {
			return nil, err
		}
		v, err := a.viewProject(ctx, who, p)
		return answer(v), err
	})
	handle(a, h, guarded("get-project", "GET", "/projects/{project}", "projects", "A project"), func(ctx context.Context, who *service.Actor, in *ProjectPath) (*body[projectView], error) {
		p, err := a.ProjectFor(ctx, who, in.Project, service.Read, service.Viewer)
		if err != nil {
			return nil, err
		}
		v, err := a.viewProject(ctx, who, p)
		return answer(v), err
	})
	handle(a, h, guarded("change-project", "PATCH", "/projects/{project}", "projects", "Change a project"), func(ctx context.Context, who *service.Actor, in *struct {
		ProjectPath
		Body struct {
			Name     *string `json:"name,omitempty" maxLength:"200"`
			MainRef  *string `json:"mainRef,omitempty" maxLength:"255"`
			KeepDays *int64  `json:"keepDays,omitempty" minimum:"0" maximum:"36500"`
		}
	}) (*body[projectView], error) {
		p, err := a.SetProject(ctx, who, in.Project, in.Body.Name, in.Body.MainRef, in.Body.KeepDays)
		if err != nil {
			return nil, err
		}
		v, err := a.viewProject(ctx, who, p)
		return answer(v), err
	})
	handle(a, h, guarded("remove-project", "DELETE", "/projects/{project}", "projects", "Remove a project with everything in it"), func(ctx context.Context, who *service.Actor, in *ProjectPath) (*struct{}, error) {
		return nil, a.RemoveProject(ctx, who, in.Project)
	})
	handle(a, h, guarded("list-refs", "GET", "/projects/{project}/refs", "projects", "The refs that were scanned, the newest first"), func(ctx context.Context, who *service.Actor, in *ProjectPath) (*body[page[refView]], error) {
		p, err := a.ProjectFor(ctx, who, in.Project, service.Read, service.Viewer)
		if err != nil {
			return nil, err
		}
		refs, err := a.Store.Refs(ctx, p.ID)
		return answer(page[refView]{Items: listed(refs, func(r *store.Ref) refView {
			return refView{r.Name, r.ScanID, r.TreeID, r.Commit, when(r.CommittedAt)}
		})}), err
	})
	handle(a, h, guarded("drop-ref", "DELETE", "/projects/{project}/refs", "projects", "Forget a ref: a request was closed, a branch deleted"), func(ctx context.Context, who *service.Actor, in *struct {
		ProjectPath
		Ref string `query:"ref" required:"true" maxLength:"255"`
	}) (*struct{}, error) {
		return nil, a.DropRef(ctx, who, in.Project, in.Ref)
	})
	a.trees(h)
}

// trees are how code gets in.
func (a *api) trees(h huma.API) {
	op := guarded("add-tree", "POST", "/projects/{project}/trees", "trees", "Name a tree's files; the answer says which contents to send")
	op.MaxBodyBytes, op.BodyReadTimeout = 64<<20, patience
	type treeView struct {
		ID      string   `json:"id"`
		Missing []string `json:"missing" doc:"The SHA-256 of contents that the project does not have."`
	}
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *struct {
		ProjectPath
		Body service.Manifest
	}) (*body[treeView], error) {
		id, missing, err := a.AddTree(ctx, who, in.Project, in.Body)
		return answer(treeView{id, missing}), err
	})
	op = guarded("add-blob", "PUT", "/projects/{project}/blobs/{sha256}", "trees", "Send a content")
	op.MaxBodyBytes, op.BodyReadTimeout = service.MaxFile+1, patience
	op.RequestBody = &huma.RequestBody{}
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *struct {
		ProjectPath
		SHA256  string `path:"sha256" maxLength:"64"`
		RawBody []byte `contentType:"application/octet-stream"`
	}) (*struct{}, error) {
		return nil, a.AddBlob(ctx, who, in.Project, in.SHA256, bytes.NewReader(in.RawBody))
	})
	op.RequestBody.Required = false // there are empty files
	a.archives(h)
	handle(a, h, guarded("get-file", "GET", "/projects/{project}/trees/{tree}/file", "trees", "A file of a tree"), func(ctx context.Context, who *service.Actor, in *struct {
		ProjectPath
		Tree string `path:"tree" maxLength:"64"`
		Path string `query:"path" required:"true" maxLength:"1024"`
		Cell int    `query:"cell" minimum:"0" doc:"The number of a notebook's code cell; the whole file by default."`
	}) (*fileAnswer, error) {
		data, err := a.FileText(ctx, who, in.Project, in.Tree, in.Path, in.Cell)
		return &fileAnswer{"text/plain; charset=utf-8", "private, max-age=86400, immutable", data}, err
	})
}

type fileAnswer struct {
	ContentType  string `header:"Content-Type"`
	CacheControl string `header:"Cache-Control"`
	Body         []byte
}
