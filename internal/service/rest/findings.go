package rest

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/finding"
	"leadline/internal/service"
	"leadline/internal/service/lifecycle"
	"leadline/internal/service/store"
)

func severityName(number string) string {
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n > int(finding.Critical) {
		return number
	}
	return finding.Severity(n).String()
}

type FindingView struct {
	ID         string `json:"id"`
	Project    string `json:"project"`
	Ref        string `json:"ref"`
	Rule       string `json:"rule"`
	Tool       string `json:"tool,omitempty" doc:"Another tool, whose report was imported."`
	Title      string `json:"title"`
	Category   string `json:"category,omitempty"`
	Severity   string `json:"severity" enum:"info,low,medium,high,critical"`
	Confidence string `json:"confidence,omitempty"`
	Message    string `json:"message"`
	Path       string `json:"path"`
	Line       int64  `json:"line" doc:"In a notebook, counted from the start of the cell."`
	Cell       int    `json:"cell,omitempty" doc:"The number of a notebook's cell."`
	Function   string `json:"function,omitempty"`
	State      string `json:"state" enum:"open,ignored,closed,unknown" doc:"What presence and verdict come to."`
	Presence   string `json:"presence" enum:"new,persisting,absent,reopened,unknown"`
	Cause      string `json:"cause,omitempty" doc:"Why it is absent or unknown."`
	Verdict    string `json:"verdict"`
	Owner      string `json:"owner,omitempty"`
	Suppressed string `json:"suppressed,omitempty" doc:"How it is silenced in the code."`
	Tree       string `json:"tree"`
	Scan       string `json:"scan"`
	// Fingerprint lets a client know its own findings again.
	Fingerprint string     `json:"fingerprint" doc:"What reports of the command line call it."`
	Created     *time.Time `json:"created"`
	Changed     *time.Time `json:"changed"`
}

func (a *api) viewFinding(p *store.Presence, project string) FindingView {
	v := FindingView{ID: p.FindingID, Project: project, Ref: p.Ref, Rule: p.Rule, Title: p.Title, Category: p.Category, Severity: finding.Severity(p.Severity).String(),
		Confidence: p.Confidence, Message: p.Message, Path: p.Path, Line: p.Line, Function: p.Scope, State: p.Effective, Presence: p.State, Cause: p.Cause,
		Verdict: p.Verdict, Owner: p.Owner, Suppressed: p.Suppressed, Tree: p.TreeID, Scan: p.ScanID, Created: when(p.CreatedAt), Changed: when(p.ChangedAt)}
	if tool, _, other := strings.Cut(p.Rule, "/"); other {
		v.Tool = tool
	}
	var at struct {
		PlaceView
		Fingerprint string `json:"fingerprint"`
	}
	if json.Unmarshal([]byte(p.Detail), &at) != nil {
		return v
	}
	v.Fingerprint = at.Fingerprint
	if path.Ext(p.Path) == ".ipynb" && at.Cell != nil {
		// The row counts lines over all cells, as matching needs them.
		v.Cell, v.Line = at.Cell.Number, int64(at.Start.Line)
	}
	return v
}

// detailView is the finding as the command line reports it.
type detailView struct {
	PlaceView
	CWE         []int             `json:"cwe,omitempty"`
	Snippet     string            `json:"snippet"`
	Advice      string            `json:"advice,omitempty"`
	Flow        []stepView        `json:"flow,omitempty"`
	Fix         *fixView          `json:"fix,omitempty"`
	Fingerprint string            `json:"fingerprint"`
	Properties  map[string]string `json:"properties,omitempty"`
}

type stepView struct {
	PlaceView
	Kind     string `json:"kind" enum:"source,flow,call,return,library,unknown,sink"`
	Message  string `json:"message"`
	Function string `json:"function,omitempty"`
	Depth    int    `json:"depth"`
	Snippet  string `json:"snippet"`
}

type fixView struct {
	Description string     `json:"description"`
	Safety      string     `json:"safety"`
	Edits       []editView `json:"edits"`
}

type editView struct {
	PlaceView
	Text string `json:"text"`
}

type historyView struct {
	At      *time.Time `json:"at"`
	Actor   string     `json:"actor"`
	Surface string     `json:"surface"`
	Kind    string     `json:"kind" enum:"presence,triage"`
	Ref     string     `json:"ref,omitempty"`
	Was     string     `json:"was,omitempty"`
	Became  string     `json:"became"`
	Note    string     `json:"note,omitempty"`
}

type triageView struct {
	Verdict    string     `json:"verdict"`
	OldVerdict string     `json:"oldVerdict,omitempty" doc:"The verdict before, where it no longer holds."`
	Reason     string     `json:"reason,omitempty"`
	Until      *time.Time `json:"until,omitempty"`
	Due        *time.Time `json:"due,omitempty"`
	Owner      string     `json:"owner,omitempty"`
	By         string     `json:"by,omitempty"`
	At         *time.Time `json:"at,omitempty"`
	Version    int64      `json:"version"`
}

func viewTriage(f *store.Finding) triageView {
	return triageView{f.Verdict, f.OldVerdict, f.Reason, when(f.UntilAt), when(f.DueAt), f.Owner, f.TriagedBy, when(f.TriagedAt), f.Version}
}

type fullView struct {
	FindingView
	Detail      detailView    `json:"detail"`
	Triage      triageView    `json:"triage"`
	FirstScan   string        `json:"firstScan"`
	FirstCommit string        `json:"firstCommit,omitempty"`
	Refs        []FindingView `json:"refs" doc:"The finding on each ref that has or had it."`
	History     []historyView `json:"history"`
}

// FindingQuery are the filters of a list of findings.
type FindingQuery struct {
	Project  string   `query:"project" maxLength:"64"`
	Ref      string   `query:"ref" maxLength:"255" doc:"Each project's main ref by default."`
	State    string   `query:"state" enum:"open,ignored,closed,unknown,all" default:"open"`
	Verdict  string   `query:"verdict" maxLength:"20"`
	Presence string   `query:"presence" maxLength:"20" doc:"new, persisting, absent, reopened or unknown."`
	Severity []string `query:"severity" maxItems:"5"`
	Rule     string   `query:"rule" maxLength:"100"`
	Owner    string   `query:"owner" maxLength:"64"`
	Path     string   `query:"path" maxLength:"1024" doc:"The beginning of the path."`
	Q        string   `query:"q" maxLength:"200" doc:"Words in message, path, rule or title."`
	Scan     string   `query:"scan" maxLength:"64"`
	Since    string   `query:"since" maxLength:"40" doc:"Changed at or after this time (RFC 3339)."`
}

func (a *api) filter(ctx context.Context, who *service.Actor, in *FindingQuery) (store.FindingFilter, map[string]string, error) {
	chosen, slugs, err := a.chosen(ctx, who, in.Project)
	f := store.FindingFilter{Places: service.MainPlaces(chosen, in.Ref), Effective: in.State, Verdict: in.Verdict, Presence: in.Presence, Rule: in.Rule, Owner: in.Owner, Path: in.Path, Text: in.Q, Scan: in.Scan}
	if in.State == "all" {
		f.Effective = ""
	}
	for _, name := range in.Severity {
		sev, ok := finding.ParseSeverity(name)
		if !ok {
			return f, nil, &service.Fault{Kind: service.Invalid, Message: fmt.Sprintf("%q is not a severity: info, low, medium, high, critical", name)}
		}
		f.Severities = append(f.Severities, strconv.Itoa(int(sev)))
	}
	if in.Since != "" {
		t, timeErr := time.Parse(time.RFC3339, in.Since)
		if timeErr != nil {
			return f, nil, &service.Fault{Kind: service.Invalid, Message: fmt.Sprintf("%q is not a time such as 2026-01-31T12:00:00Z", in.Since)}
		}
		f.Since = t.UnixMilli()
	}
	return f, slugs, err
}

func cursorOf(key int64, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(key, 10) + " " + id))
}

func parseCursor(s string) (store.Cursor, error) {
	if s == "" {
		return store.Cursor{}, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(s)
	key, id, ok := strings.Cut(string(raw), " ")
	n, err2 := strconv.ParseInt(key, 10, 64)
	if err != nil || err2 != nil || !ok {
		return store.Cursor{}, &service.Fault{Kind: service.Invalid, Message: "the cursor is not one that a page gave"}
	}
	return store.Cursor{Key: n, ID: id}, nil
}

func (a *api) findings(h huma.API) {
	handle(a, h, guarded("list-findings", "GET", "/findings", "findings", "Findings, the worst first"), func(ctx context.Context, who *service.Actor, in *struct {
		FindingQuery
		Sort   string `query:"sort" enum:"severity,newest" default:"severity"`
		Cursor string `query:"cursor" maxLength:"200"`
		Limit  int64  `query:"limit" minimum:"1" maximum:"500" default:"50"`
	}) (*body[page[FindingView]], error) {
		f, slugs, err := a.filter(ctx, who, &in.FindingQuery)
		if err != nil {
			return nil, err
		}
		if f.After, err = parseCursor(in.Cursor); err != nil {
			return nil, err
		}
		f.Newest, f.Limit = in.Sort == "newest", in.Limit
		rows, err := a.Store.Findings(ctx, f)
		out := page[FindingView]{Items: listed(rows, func(p *store.Presence) FindingView { return a.viewFinding(p, slugs[p.ProjectID]) })}
		if n := len(rows); int64(n) == in.Limit {
			key := rows[n-1].Severity
			if f.Newest {
				key = rows[n-1].ChangedAt
			}
			out.Next = cursorOf(key, rows[n-1].FindingID)
		}
		return answer(out), err
	})
	type countsView struct {
		Total    int64            `json:"total"`
		State    map[string]int64 `json:"state" doc:"Without the filter by state."`
		Severity map[string]int64 `json:"severity"`
		Rule     map[string]int64 `json:"rule"`
	}
	handle(a, h, guarded("count-findings", "GET", "/findings/counts", "findings", "How many findings fit, by state, severity and rule"), func(ctx context.Context, who *service.Actor, in *FindingQuery) (*body[countsView], error) {
		f, _, err := a.filter(ctx, who, in)
		if err != nil {
			return nil, err
		}
		out := countsView{State: map[string]int64{}, Severity: map[string]int64{}, Rule: map[string]int64{}}
		every := f
		every.Effective = ""
		for _, by := range []struct {
			f      store.FindingFilter
			column string
			to     map[string]int64
		}{{every, "effective", out.State}, {f, "severity", out.Severity}, {f, "rule", out.Rule}} {
			if err := a.count(ctx, by.f, by.column, by.to); err != nil {
				return nil, err
			}
		}
		for _, n := range out.Severity {
			out.Total += n
		}
		return answer(out), nil
	})
	type full struct {
		ETag string `header:"ETag"`
		Body fullView
	}
	handle(a, h, guarded("get-finding", "GET", "/findings/{id}", "findings", "A finding with its flow, history and refs"), func(ctx context.Context, who *service.Actor, in *struct {
		ID  string `path:"id" maxLength:"64"`
		Ref string `query:"ref" maxLength:"255"`
	}) (*full, error) {
		v, version, err := a.full(ctx, who, in.ID, in.Ref)
		return &full{etag(version), v}, err
	})
	a.triage(h)
	a.differ(h)
}

func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

func (a *api) full(ctx context.Context, who *service.Actor, id, ref string) (v fullView, version int64, err error) {
	f, p, err := a.FindingFor(ctx, who, id, service.Read, service.Viewer)
	if err != nil {
		return v, 0, err
	}
	rows, err := a.Store.Presences(ctx, id)
	if err != nil {
		return v, 0, err
	}
	if ref == "" {
		ref = p.MainRef
	}
	var here *store.Presence
	for i := range rows {
		if rows[i].Ref == ref || here == nil {
			here = &rows[i]
		}
		v.Refs = append(v.Refs, a.viewFinding(&rows[i], p.Slug))
	}
	if here == nil {
		return v, 0, &service.Fault{Kind: service.Missing, Message: "the finding is on no ref any more"}
	}
	v.FindingView = a.viewFinding(here, p.Slug)
	if err := json.Unmarshal([]byte(here.Detail), &v.Detail); err != nil {
		return v, 0, fmt.Errorf("the detail of %s: %w", id, err)
	}
	history, err := a.Store.History(ctx, id)
	v.History = listed(history, func(h *store.History) historyView {
		return historyView{when(h.At), h.Actor, h.Surface, h.Kind, h.Ref, h.Was, h.Became, h.Note}
	})
	v.Triage, v.FirstScan, v.FirstCommit = viewTriage(f), f.FirstScan, f.FirstCommit
	return v, f.Version, err
}

type Decision struct {
	Verdict lifecycle.Verdict `json:"verdict" enum:"untriaged,confirmed,to_fix,false_positive,accepted_risk,test_code,wont_fix,duplicate_of"`
	Reason  string            `json:"reason,omitempty" maxLength:"4000"`
	Until   *time.Time        `json:"until,omitempty" doc:"The end of an accepted risk."`
	Due     *time.Time        `json:"due,omitempty"`
	Owner   string            `json:"owner,omitempty" maxLength:"64"`
}

func (d *Decision) decide() service.Decision {
	return service.Decision{Verdict: d.Verdict, Reason: d.Reason, Until: millis(d.Until), Due: millis(d.Due), Owner: d.Owner}
}

func (a *api) triage(h huma.API) {
	type triaged struct {
		ETag string `header:"ETag"`
		Body triageView
	}
	op := guarded("triage-finding", "POST", "/findings/{id}/triage", "findings", "Give a finding a verdict")
	op.Errors = append(op.Errors, 409)
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *struct {
		ID      string `path:"id" maxLength:"64"`
		IfMatch string `header:"If-Match" maxLength:"40" doc:"The ETag that was seen; another verdict in between is a conflict."`
		Body    Decision
	}) (*triaged, error) {
		version, err := strconv.ParseInt(strings.Trim(in.IfMatch, `"`), 10, 64)
		if err != nil && in.IfMatch != "" {
			return nil, &service.Fault{Kind: service.Invalid, Message: "If-Match is not an ETag of this finding"}
		}
		f, err := a.Decide(ctx, who, in.ID, version, in.Body.decide())
		if err != nil {
			return nil, err
		}
		return &triaged{etag(f.Version), viewTriage(f)}, nil
	})
	type bulkView struct {
		Count  int              `json:"count"`
		Former []service.Former `json:"former" doc:"The verdicts before, for undoing it with findings:restore."`
	}
	handle(a, h, guarded("triage-findings", "POST", "/findings:bulkTriage", "findings", "Give many findings one verdict, or with dryRun see which"), func(ctx context.Context, who *service.Actor, in *struct {
		Body struct {
			Decision
			IDs    []string `json:"ids,omitempty" maxItems:"10000"`
			Rule   string   `json:"rule,omitempty" maxLength:"100" doc:"Instead of ids: the open findings of this rule in the project..."`
			Path   string   `json:"path,omitempty" maxLength:"1024" doc:"... and below this path."`
			Where  string   `json:"project,omitempty" maxLength:"64"`
			DryRun bool     `json:"dryRun,omitempty"`
		}
	}) (*body[bulkView], error) {
		ids := in.Body.IDs
		if len(ids) == 0 {
			if in.Body.Where == "" || in.Body.Rule == "" && in.Body.Path == "" {
				return nil, &service.Fault{Kind: service.Invalid, Message: "name ids, or a project with a rule or a path"}
			}
			f, _, err := a.filter(ctx, who, &FindingQuery{Project: in.Body.Where, State: "open", Rule: in.Body.Rule, Path: in.Body.Path})
			if err != nil {
				return nil, err
			}
			if ids, err = a.Matching(ctx, who, f); err != nil {
				return nil, err
			}
		}
		former, err := a.DecideAll(ctx, who, ids, in.Body.decide(), in.Body.DryRun)
		return answer(bulkView{len(former), former}), err
	})
	handle(a, h, guarded("restore-findings", "POST", "/findings:restore", "findings", "Take a decision back"), func(ctx context.Context, who *service.Actor, in *struct {
		Body struct {
			Former []service.Former `json:"former" maxItems:"10000"`
		}
	}) (*struct{}, error) {
		return nil, a.Restore(ctx, who, in.Body.Former)
	})
	type event struct {
		Finding string `json:"finding" maxLength:"64"`
		Kind    string `json:"kind" enum:"exposed,useful,not_useful,please_fix,fix_applied"`
		Surface string `json:"surface,omitempty" maxLength:"40" doc:"hover, panel, pr, notebook, web..."`
	}
	handle(a, h, guarded("add-events", "POST", "/events", "findings", "Report that findings were shown, and what people said of them"), func(ctx context.Context, who *service.Actor, in *struct {
		Body struct {
			Events []event `json:"events" maxItems:"1000"`
		}
	}) (*struct{}, error) {
		events := make([]service.NewEvent, len(in.Body.Events))
		for i, e := range in.Body.Events {
			events[i] = service.NewEvent(e)
		}
		return nil, a.AddEvents(ctx, who, events)
	})
}

func (a *api) differ(h huma.API) {
	type differenceView struct {
		New         []FindingView `json:"new"`
		Persisting  []FindingView `json:"persisting"`
		Gone        []FindingView `json:"gone"`
		RuleChanged bool          `json:"ruleChanged" doc:"Another engine or other rules scanned the two: what is new may be theirs."`
	}
	handle(a, h, guarded("diff", "GET", "/projects/{project}/diff", "findings", "What a ref has against another"), func(ctx context.Context, who *service.Actor, in *struct {
		ProjectPath
		Base string `query:"base" required:"true" maxLength:"255"`
		Head string `query:"head" required:"true" maxLength:"255"`
	}) (*body[differenceView], error) {
		d, err := a.Diff(ctx, who, in.Project, in.Base, in.Head)
		if err != nil {
			return nil, err
		}
		view := func(p *store.Presence) FindingView { return a.viewFinding(p, in.Project) }
		return answer(differenceView{listed(d.New, view), listed(d.Persisting, view), listed(d.Gone, view), d.Changed}), nil
	})
}
