package rest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/sse"

	"leadline/internal/config"
	"leadline/internal/service"
	"leadline/internal/service/store"
)

type scanView struct {
	ID       string     `json:"id"`
	Project  string     `json:"project"`
	Ref      string     `json:"ref"`
	Commit   string     `json:"commit,omitempty"`
	Tree     string     `json:"tree"`
	Dirty    bool       `json:"dirty"`
	Tier     string     `json:"tier"`
	Priority int64      `json:"priority"`
	Paths    []string   `json:"paths"`
	Client   string     `json:"client,omitempty"`
	By       string     `json:"by"`
	State    string     `json:"state" enum:"queued,running,succeeded,failed,cancelled"`
	Stage    string     `json:"stage"`
	Done     int64      `json:"done"`
	Total    int64      `json:"total"`
	Attempt  int64      `json:"attempt"`
	Error    string     `json:"error,omitempty"`
	Engine   string     `json:"engine,omitempty"`
	Historic bool       `json:"historic" doc:"An older commit than the ref shows: kept, but the ref's state is not changed by it."`
	Findings int64      `json:"findings"`
	Appeared int64      `json:"appeared"`
	Fixed    int64      `json:"fixed"`
	Files    int64      `json:"files"`
	Lines    int64      `json:"lines"`
	Complete bool       `json:"complete"`
	Created  *time.Time `json:"created"`
	Started  *time.Time `json:"started,omitempty"`
	Finished *time.Time `json:"finished,omitempty"`
	Results  []string   `json:"results" doc:"The formats in which the result can be had."`
}

func (a *api) viewScan(s *store.Scan, project string) scanView {
	v := scanView{ID: s.ID, Project: project, Ref: s.Ref, Commit: s.Commit, Tree: s.TreeID, Dirty: s.Dirty, Tier: s.Tier, Priority: s.Priority, Paths: []string{},
		Client: s.Client, By: s.CreatedBy, State: s.State, Stage: s.Stage, Done: s.Done, Total: s.Total, Attempt: s.Attempt, Error: s.Error, Engine: s.Engine,
		Historic: s.Historic, Findings: s.Findings, Appeared: s.Appeared, Fixed: s.Fixed, Files: s.Files, Lines: s.Lines, Complete: s.Complete,
		Created: when(s.CreatedAt), Started: when(s.StartedAt), Finished: when(s.FinishedAt), Results: []string{}}
	if s.Paths != "" {
		v.Paths = strings.Split(s.Paths, "\n")
	}
	for _, format := range []string{"json", "jsonl", "sarif", "gitlab", "codeclimate", "rdjson", "junit", "html"} {
		if strings.Contains(s.Results, `"`+format+`":`) {
			v.Results = append(v.Results, format)
		}
	}
	return v
}

type ScanPath struct {
	ID string `path:"id" maxLength:"64"`
}

type newScan struct {
	Tree      string         `json:"tree" maxLength:"64" doc:"The id that the manifest was given."`
	Ref       string         `json:"ref,omitempty" maxLength:"255" doc:"The branch, tag or request; the project's main ref by default."`
	Commit    string         `json:"commit,omitempty" maxLength:"64"`
	Committed *time.Time     `json:"committed,omitempty" doc:"When the commit was made. An older one than the ref shows does not change what the ref shows."`
	Dirty     bool           `json:"dirty,omitempty" doc:"The tree has changes that are in no commit."`
	Tier      string         `json:"tier,omitempty" enum:"quick,deep"`
	Priority  int            `json:"priority,omitempty" minimum:"1" maximum:"4" doc:"1: somebody waits; 2: normal; 3: scheduled; 4: backfill."`
	Paths     []string       `json:"paths,omitempty" maxItems:"1000" doc:"The parts to scan; all by default."`
	Settings  config.Overlay `json:"settings,omitempty"`
	Client    string         `json:"client,omitempty" maxLength:"200"`
}

func (a *api) scans(h huma.API) {
	op := guarded("start-scan", "POST", "/projects/{project}/scans", "scans", "Scan an uploaded tree")
	op.DefaultStatus = 202
	op.Errors = append(op.Errors, 409)
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *struct {
		ProjectPath
		Key  string `header:"Idempotency-Key" maxLength:"200" doc:"A repeated request with the same key starts no second scan."`
		Body newScan
	}) (*body[scanView], error) {
		b := &in.Body
		scan, err := a.StartOnce(ctx, who, in.Project, in.Key, service.NewScan{Tree: b.Tree, Ref: b.Ref, Commit: b.Commit, CommittedAt: millis(b.Committed), Dirty: b.Dirty,
			Tier: b.Tier, Priority: b.Priority, Paths: b.Paths, Settings: b.Settings, Client: b.Client})
		if err != nil {
			return nil, err
		}
		return answer(a.viewScan(scan, in.Project)), nil
	})
	handle(a, h, guarded("list-scans", "GET", "/scans", "scans", "Scans, the newest first"), func(ctx context.Context, who *service.Actor, in *struct {
		Project string `query:"project" maxLength:"64"`
		Ref     string `query:"ref" maxLength:"255"`
		State   string `query:"state" maxLength:"20"`
		Cursor  string `query:"cursor" maxLength:"64"`
		Limit   int64  `query:"limit" minimum:"1" maximum:"200" default:"50"`
	}) (*body[page[scanView]], error) {
		chosen, slugs, err := a.chosen(ctx, who, in.Project)
		if err != nil {
			return nil, err
		}
		rows, err := a.Store.Scans(ctx, store.ScanFilter{Projects: service.IDs(chosen), Ref: in.Ref, State: in.State, Before: in.Cursor, Limit: in.Limit})
		out := page[scanView]{Items: listed(rows, func(s *store.Scan) scanView { return a.viewScan(s, slugs[s.ProjectID]) })}
		if int64(len(rows)) == in.Limit {
			out.Next = rows[len(rows)-1].ID
		}
		return answer(out), err
	})
	handle(a, h, guarded("get-scan", "GET", "/scans/{id}", "scans", "A scan"), func(ctx context.Context, who *service.Actor, in *ScanPath) (*body[scanView], error) {
		s, p, err := a.ScanFor(ctx, who, in.ID, service.Read, service.Viewer)
		if err != nil {
			return nil, err
		}
		return answer(a.viewScan(s, p.Slug)), nil
	})
	op = guarded("cancel-scan", "DELETE", "/scans/{id}", "scans", "Cancel a scan")
	op.Errors = append(op.Errors, 409)
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *ScanPath) (*struct{}, error) {
		return nil, a.CancelScan(ctx, who, in.ID)
	})
	handle(a, h, guarded("get-coverage", "GET", "/scans/{id}/coverage", "scans", "What a scan looked at, and what it did not and why"), func(ctx context.Context, who *service.Actor, in *ScanPath) (*body[coverageView], error) {
		s, _, err := a.ScanFor(ctx, who, in.ID, service.Read, service.Viewer)
		if err != nil {
			return nil, err
		}
		out := coverageView{Skipped: []skippedEvent{}, SyntaxErrors: []syntaxErrorView{}, Budgets: []budgetView{}}
		if err := json.Unmarshal([]byte(s.Coverage), &out); err != nil {
			return nil, fmt.Errorf("the coverage of %s: %w", s.ID, err)
		}
		return answer(out), nil
	})
	handle(a, h, guarded("get-result", "GET", "/scans/{id}/result", "scans", "A scan's report, as the command line writes it"), a.result)
	a.events(h)
}

type PlaceView struct {
	Path  string    `json:"path"`
	Start pointView `json:"start"`
	End   pointView `json:"end"`
	Cell  *cellView `json:"cell,omitempty" doc:"The cell of a notebook; lines and columns are counted from its start."`
}

type cellView struct {
	ID     string `json:"id"`
	Number int    `json:"number"`
}

type pointView struct {
	Line   int `json:"line"`
	Column int `json:"column" doc:"Code points, from 1."`
	Offset int `json:"offset" doc:"UTF-8 bytes, from 0."`
	UTF16  int `json:"utf16,omitempty" doc:"The column in UTF-16 units, in cells."`
}

type coverageView struct {
	Complete     bool              `json:"complete"`
	Files        int               `json:"files"`
	Lines        int               `json:"lines"`
	Functions    int               `json:"functions"`
	Calls        int               `json:"calls"`
	Unresolved   int               `json:"unresolved"`
	Skipped      []skippedEvent    `json:"skipped"`
	SyntaxErrors []syntaxErrorView `json:"syntaxErrors"`
	Budgets      []budgetView      `json:"budgets"`
}

type syntaxErrorView struct {
	PlaceView
	Message  string `json:"message"`
	Accepted bool   `json:"accepted"`
}

type budgetView struct {
	Name     string `json:"name"`
	Path     string `json:"path"`
	Function string `json:"function"`
}

// chosen are the projects that a list is about, and their slugs by id.
func (a *api) chosen(ctx context.Context, who *service.Actor, project string) ([]store.Project, map[string]string, error) {
	all, err := a.Chosen(ctx, who, project)
	slugs := map[string]string{}
	for _, p := range all {
		slugs[p.ID] = p.Slug
	}
	return all, slugs, err
}

type resultAnswer struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (a *api) result(ctx context.Context, who *service.Actor, in *struct {
	ScanPath
	Format string `query:"format" default:"json" maxLength:"20"`
}) (*resultAnswer, error) {
	s, p, err := a.ScanFor(ctx, who, in.ID, service.Read, service.Viewer)
	if err != nil {
		return nil, err
	}
	r, err := a.Result(ctx, s, in.Format)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	kind, end := "application/json", in.Format+".json"
	switch in.Format {
	case "jsonl":
		kind, end = "application/jsonl", "jsonl"
	case "sarif":
		kind, end = "application/sarif+json", "sarif"
	case "junit":
		kind, end = "application/xml", "xml"
	case "html":
		kind, end = "text/html; charset=utf-8", "html"
	case "json":
		end = "json"
	}
	return &resultAnswer{kind, `attachment; filename="` + p.Slug + "-" + s.ID[:8] + "." + end + `"`, data}, err
}

// The events of a scan.
type (
	progressEvent struct {
		State string `json:"state"`
		Stage string `json:"stage"`
		Done  int64  `json:"done"`
		Total int64  `json:"total"`
	}
	findingEvent struct {
		Finding json.RawMessage `json:"finding"`
	}
	skippedEvent struct {
		Path     string `json:"path"`
		Code     string `json:"code"`
		Reason   string `json:"reason"`
		Accepted bool   `json:"accepted"`
	}
	doneEvent struct {
		Scan scanView `json:"scan"`
	}
)

// look is how often a running scan is looked at.
const look = 150 * time.Millisecond

// quiet is how long a stream may say nothing before it says that it lives.
const quiet = 10 * time.Second

func (a *api) events(h huma.API) {
	op := guarded("follow-scan", "GET", "/scans/{id}/events", "scans", "Follow a scan to its end: progress, then findings, gaps and done")
	sse.Register(h, op, map[string]any{"progress": progressEvent{}, "finding": findingEvent{}, "skipped": skippedEvent{}, "done": doneEvent{}},
		func(ctx context.Context, in *ScanPath, send sse.Sender) {
			who, err := caller(ctx)
			if err != nil {
				return
			}
			a.follow(ctx, who, in.ID, send)
		})
}

func (a *api) follow(ctx context.Context, who *service.Actor, id string, send sse.Sender) {
	var last progressEvent
	said := time.Now()
	for {
		s, p, err := a.ScanFor(ctx, who, id, service.Read, service.Viewer)
		if err != nil {
			return
		}
		now := progressEvent{s.State, s.Stage, s.Done, s.Total}
		if now != last || time.Since(said) > quiet {
			if send.Data(now) != nil {
				return
			}
			last, said = now, time.Now()
		}
		if service.Ended(s.State) {
			a.finish(ctx, s, p, send)
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(look):
		}
	}
}

// finish sends what an ended scan came to.
func (a *api) finish(ctx context.Context, s *store.Scan, p *store.Project, send sse.Sender) {
	if s.State == service.Succeeded {
		var cov coverageView
		if json.Unmarshal([]byte(s.Coverage), &cov) == nil {
			for _, sk := range cov.Skipped {
				if !sk.Accepted && send.Data(sk) != nil {
					return
				}
			}
		}
		if r, err := a.Result(ctx, s, "jsonl"); err == nil {
			defer r.Close()
			lines := json.NewDecoder(r)
			for {
				var line struct {
					Type    string          `json:"type"`
					Finding json.RawMessage `json:"finding"`
				}
				if lines.Decode(&line) != nil {
					break
				}
				if line.Type == "finding" && send.Data(findingEvent{line.Finding}) != nil {
					return
				}
			}
		}
	}
	send.Data(doneEvent{a.viewScan(s, p.Slug)})
}
