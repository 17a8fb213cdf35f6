package codeguru

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/service"
	"leadline/internal/service/store"
)

type findingView struct {
	ID            string        `json:"id"`
	Title         string        `json:"title"`
	Description   string        `json:"description"`
	Type          string        `json:"type"`
	GeneratorID   string        `json:"generatorId"`
	CreatedAt     epoch         `json:"createdAt"`
	UpdatedAt     epoch         `json:"updatedAt"`
	Status        string        `json:"status"`
	Severity      string        `json:"severity"`
	DetectorID    string        `json:"detectorId"`
	DetectorName  string        `json:"detectorName"`
	DetectorTags  []string      `json:"detectorTags"`
	RuleID        string        `json:"ruleId"`
	Resource      resource      `json:"resource"`
	Vulnerability vulnerability `json:"vulnerability"`
	Remediation   remediation   `json:"remediation"`
}

type resource struct {
	ID            string `json:"id"`
	SubResourceID string `json:"subResourceId"`
}

type vulnerability struct {
	ID                     string   `json:"id"`
	ReferenceURLs          []string `json:"referenceUrls"`
	RelatedVulnerabilities []string `json:"relatedVulnerabilities"`
	FilePath               filePath `json:"filePath"`
}

type filePath struct {
	Name        string     `json:"name"`
	Path        string     `json:"path"`
	StartLine   int        `json:"startLine"`
	EndLine     int        `json:"endLine"`
	CodeSnippet []codeLine `json:"codeSnippet"`
}

type codeLine struct {
	Number  int    `json:"number"`
	Content string `json:"content"`
}

type remediation struct {
	Recommendation struct {
		Text string `json:"text"`
		URL  string `json:"url"`
	} `json:"recommendation"`
	SuggestedFixes []suggestedFix `json:"suggestedFixes"`
}

type suggestedFix struct {
	Description string `json:"description"`
	Code        string `json:"code"`
}

// told is the finding as the command line reports it, as far as it is needed.
type told struct {
	CWE   []int `json:"cwe"`
	Start struct {
		Line int `json:"line"`
	} `json:"start"`
	End struct {
		Line int `json:"line"`
	} `json:"end"`
	Cell *struct {
		Number int `json:"number"`
	} `json:"cell"`
	Snippet string `json:"snippet"`
	Advice  string `json:"advice"`
	Flow    []struct {
		Path  string `json:"path"`
		Start struct {
			Line int `json:"line"`
		} `json:"start"`
		Message string `json:"message"`
	} `json:"flow"`
	Fix *struct {
		Description string `json:"description"`
		Edits       []struct {
			Text string `json:"text"`
		} `json:"edits"`
	} `json:"fix"`
}

var severities = map[finding.Severity]string{
	finding.Critical: "Critical", finding.High: "High", finding.Medium: "Medium", finding.Low: "Low", finding.Info: "Info"}

// statusOf is open as long as nobody knows better: what a scan could not look at
// is not repaired.
func statusOf(p *store.Presence) string {
	if p.Effective == "open" || p.Effective == "unknown" {
		return "Open"
	}
	return "Closed"
}

// render is a finding in the API's words.
func (f *Face) render(ctx context.Context, r *request, scan string, p *store.Presence) *findingView {
	var d told
	if json.Unmarshal([]byte(p.Detail), &d) != nil {
		d.Start.Line, d.End.Line = int(p.Line), int(p.Line)
	}
	out := &findingView{ID: p.FindingID, Title: p.Title, Description: p.Message, Type: p.Category, GeneratorID: "leadline",
		CreatedAt: epoch(p.CreatedAt), UpdatedAt: epoch(p.ChangedAt), Status: statusOf(p), Severity: severities[finding.Severity(p.Severity)],
		DetectorID: "python/" + p.Rule + "@v1.0", DetectorName: p.Title, DetectorTags: []string{}, RuleID: "python-" + p.Rule,
		Resource: resource{scan, p.Path}}
	for i := range d.Flow {
		s := &d.Flow[i]
		out.Description += fmt.Sprintf("\n%d. %s:%d %s", i+1, s.Path, s.Start.Line, s.Message)
	}
	out.Vulnerability = vulnerability{ID: "python/" + p.Rule, ReferenceURLs: []string{}, RelatedVulnerabilities: []string{},
		FilePath: filePath{path.Base(p.Path), p.Path, d.Start.Line, d.End.Line, f.snippet(ctx, r, p, &d)}}
	if rule, err := f.RuleByID(r.actor, p.Rule); err == nil {
		out.DetectorTags = append(out.DetectorTags, rule.Tags...)
	}
	out.DetectorTags = append(out.DetectorTags, p.Category)
	for _, id := range d.CWE {
		out.Vulnerability.ReferenceURLs = append(out.Vulnerability.ReferenceURLs, fmt.Sprintf("https://cwe.mitre.org/data/definitions/%d.html", id))
		out.Vulnerability.RelatedVulnerabilities = append(out.Vulnerability.RelatedVulnerabilities, fmt.Sprintf("CWE-%d", id))
	}
	out.Remediation.Recommendation.Text, out.Remediation.Recommendation.URL = d.Advice, r.base+"/rules/"+p.Rule
	out.Remediation.SuggestedFixes = []suggestedFix{}
	if d.Fix != nil {
		fix := suggestedFix{Description: d.Fix.Description}
		for i, e := range d.Fix.Edits {
			if i > 0 {
				fix.Code += "\n"
			}
			fix.Code += e.Text
		}
		out.Remediation.SuggestedFixes = append(out.Remediation.SuggestedFixes, fix)
	}
	return out
}

// The lines around a finding that a snippet has.
const (
	linesAround = 2
	maxLines    = 20
)

// snippet are the lines of the finding, from the tree that it was found in;
// where that is gone, the one line that was kept.
func (f *Face) snippet(ctx context.Context, r *request, p *store.Presence, d *told) []codeLine {
	cell := 0
	if d.Cell != nil {
		cell = d.Cell.Number
	}
	text, err := f.FileText(ctx, r.actor, p.ProjectID, p.TreeID, p.Path, cell)
	if err != nil || p.Category == "secrets" {
		return []codeLine{{d.Start.Line, d.Snippet}} // with secrets made unreadable
	}
	lines := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	out := []codeLine{}
	last := min(d.End.Line+linesAround, d.Start.Line+maxLines, len(lines))
	for n := max(1, d.Start.Line-linesAround); n <= last; n++ {
		out = append(out, codeLine{n, lines[n-1]})
	}
	return out
}

// getFindings are the findings of a scan's name.
func (f *Face) getFindings(ctx context.Context, r *request, name string) (any, error) {
	limit, token, err := r.page(1000)
	if err != nil {
		return nil, err
	}
	status := r.query.Get("status")
	switch status {
	case "":
		status = "Open"
	case "Open", "Closed", "All":
	default:
		return nil, wrong("status", "%.40q is none of Open, Closed, All", status)
	}
	n, p, err := f.known(ctx, r.actor, name)
	if err != nil {
		return nil, err
	}
	filter := store.FindingFilter{Places: []store.Place{{ProjectID: p.ID, Ref: n.Ref}}, Limit: 500}
	if token != "" {
		key, id, ok := strings.Cut(token, " ")
		k, err := strconv.ParseInt(key, 10, 64)
		if err != nil || !ok {
			return nil, wrong("nextToken", "it is not one that a page gave")
		}
		filter.After = store.Cursor{Key: k, ID: id}
	}
	out := struct {
		Findings  []*findingView `json:"findings"`
		NextToken string         `json:"nextToken,omitempty"`
	}{Findings: []*findingView{}}
	for {
		rows, err := f.Store.Findings(ctx, filter)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			row := &rows[i]
			if status != "All" && statusOf(row) != status {
				continue
			}
			if len(out.Findings) == limit {
				out.NextToken = tokenOf(fmt.Sprintf("%d %s", filter.After.Key, filter.After.ID))
				return out, nil
			}
			out.Findings = append(out.Findings, f.render(ctx, r, name, row))
			filter.After = store.Cursor{Key: row.Severity, ID: row.FindingID}
		}
		if int64(len(rows)) < filter.Limit {
			return out, nil
		}
		last := &rows[len(rows)-1]
		filter.After = store.Cursor{Key: last.Severity, ID: last.FindingID}
	}
}

type identifier struct {
	ScanName  string `json:"scanName"`
	FindingID string `json:"findingId"`
}

type failure struct {
	identifier
	ErrorCode string `json:"errorCode"`
	Message   string `json:"message"`
}

// batchGetFindings are some findings by their ids; each that there is not says
// why.
func (f *Face) batchGetFindings(ctx context.Context, r *request, _ string) (any, error) {
	var b struct {
		Identifiers []identifier `json:"findingIdentifiers"`
	}
	if err := r.read(&b); err != nil {
		return nil, err
	}
	if len(b.Identifiers) < 1 || len(b.Identifiers) > 25 {
		return nil, wrong("findingIdentifiers", "there are %d; it takes 1 to 25", len(b.Identifiers))
	}
	out := struct {
		Findings       []*findingView `json:"findings"`
		FailedFindings []failure      `json:"failedFindings"`
	}{[]*findingView{}, []failure{}}
	seen := map[identifier]bool{}
	for _, id := range b.Identifiers {
		view, code, message := f.byID(ctx, r, id)
		if seen[id] {
			view, code, message = nil, "DUPLICATE_IDENTIFIER", "the identifier is in the request twice"
		}
		seen[id] = true
		if view == nil {
			out.FailedFindings = append(out.FailedFindings, failure{id, code, message})
			continue
		}
		out.Findings = append(out.Findings, view)
	}
	return out, nil
}

// byID is one finding of a standard scan, or why there is none.
func (f *Face) byID(ctx context.Context, r *request, id identifier) (*findingView, string, string) {
	n, p, err := f.known(ctx, r.actor, id.ScanName)
	var bad *fault
	switch {
	case errors.As(err, &bad) && bad.kind == "ValidationException":
		return nil, "INVALID_SCAN_NAME", bad.message
	case errors.As(err, &bad) && bad.kind == "ResourceNotFoundException":
		return nil, "ITEM_DOES_NOT_EXIST", bad.message
	case err != nil:
		return nil, "INTERNAL_ERROR", f.faultOf(err).message
	case n.Kind == "Express":
		return nil, "INVALID_SCAN_NAME", "the findings of Express scans are not kept by their ids"
	case !uuidForm.MatchString(id.FindingID):
		return nil, "INVALID_FINDING_ID", fmt.Sprintf("%.60q is no finding's id", id.FindingID)
	}
	if _, project, err := f.FindingFor(ctx, r.actor, id.FindingID, service.Read, service.Viewer); err != nil || project.ID != p.ID {
		return nil, "ITEM_DOES_NOT_EXIST", fmt.Sprintf("the scan %q has no finding %s", id.ScanName, id.FindingID)
	}
	rows, err := f.Store.Presences(ctx, id.FindingID)
	if err != nil {
		return nil, "INTERNAL_ERROR", f.faultOf(err).message
	}
	for i := range rows {
		if rows[i].Ref == n.Ref {
			return f.render(ctx, r, id.ScanName, &rows[i]), "", ""
		}
	}
	return nil, "ITEM_DOES_NOT_EXIST", fmt.Sprintf("the scan %q has no finding %s", id.ScanName, id.FindingID)
}
