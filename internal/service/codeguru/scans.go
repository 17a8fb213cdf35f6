package codeguru

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"leadline/internal/config"
	"leadline/internal/service"
	"leadline/internal/service/store"
)

var (
	nameForm  = regexp.MustCompile(`^[a-zA-Z0-9\-_$:.]{1,140}$`)
	uuidForm  = regexp.MustCompile(`^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$`)
	blankless = regexp.MustCompile(`^\S+$`)
	notSlug   = regexp.MustCompile(`[^a-z0-9._-]+`)
)

func checkName(name string) error {
	if !nameForm.MatchString(name) {
		return wrong("scanName", "%.150q is not 1 to 140 of a-z, A-Z, 0-9 and - _ $ : .", name)
	}
	return nil
}

type resourceID struct {
	CodeArtifactID string `json:"codeArtifactId"`
}

type scanBody struct {
	ClientToken  *string           `json:"clientToken"`
	ResourceID   *resourceID       `json:"resourceId"`
	ScanName     string            `json:"scanName"`
	ScanType     string            `json:"scanType"`
	AnalysisType string            `json:"analysisType"`
	Tags         map[string]string `json:"tags"`
}

func (b *scanBody) check() error {
	if err := checkName(b.ScanName); err != nil {
		return err
	}
	switch {
	case b.ResourceID == nil || !uuidForm.MatchString(b.ResourceID.CodeArtifactID):
		return wrong("resourceId", "it must hold a codeArtifactId, as CreateUploadUrl gives one")
	case b.ScanType != "" && b.ScanType != "Standard" && b.ScanType != "Express":
		return wrong("scanType", "%.40q is neither Standard nor Express", b.ScanType)
	case b.AnalysisType != "" && b.AnalysisType != "Security" && b.AnalysisType != "All":
		return wrong("analysisType", "%.40q is neither Security nor All", b.AnalysisType)
	case b.ClientToken != nil && (len(*b.ClientToken) < 1 || len(*b.ClientToken) > 64 || !blankless.MatchString(*b.ClientToken)):
		return wrong("clientToken", "it is 1 to 64 characters without blanks")
	}
	if b.ScanType == "" {
		b.ScanType = "Standard"
	}
	if b.AnalysisType == "" {
		b.AnalysisType = "Security"
	}
	return checkTags("tags", b.Tags)
}

type scanAnswer struct {
	ScanName    string     `json:"scanName"`
	RunID       string     `json:"runId"`
	ResourceID  resourceID `json:"resourceId"`
	ScanState   string     `json:"scanState"`
	ScanNameArn string     `json:"scanNameArn"`
}

// again is what a repeated request is answered with.
type again struct {
	Hash   string
	Answer scanAnswer
}

// createScan starts a scan of what was uploaded.
func (f *Face) createScan(ctx context.Context, r *request, _ string) (any, error) {
	var b scanBody
	if err := r.read(&b); err != nil {
		return nil, err
	}
	if err := b.check(); err != nil {
		return nil, err
	}
	token := ""
	if b.ClientToken != nil {
		token = "aws/" + r.key.ID + "/" + *b.ClientToken
		known, err := f.Store.Answer(ctx, token)
		if err != nil {
			return nil, err
		}
		var was again
		if known != "" && json.Unmarshal([]byte(known), &was) == nil {
			if was.Hash != hexOf(r.body) {
				return nil, conflict("clientToken", *b.ClientToken, "the client token was used for another request")
			}
			return was.Answer, nil
		}
	}
	up, err := f.uploaded(ctx, r, &b)
	if err != nil {
		return nil, err
	}
	name, err := f.project(ctx, r, &b)
	if err != nil {
		return nil, err
	}
	tree, err := f.unpack(ctx, r.actor, name.ProjectID, up)
	if err != nil {
		return nil, err
	}
	profile := map[string]string{"Security": "security", "All": "default"}[b.AnalysisType]
	scan, err := f.StartScan(ctx, r.actor, name.ProjectID, service.NewScan{Tree: tree, Ref: name.Ref, Client: "codeguru-security", Settings: config.Overlay{Profile: profile}})
	if err != nil {
		return nil, err
	}
	out := scanAnswer{b.ScanName, scan.ID, *b.ResourceID, "InProgress", f.arn(ctx, r, b.ScanName)}
	return out, f.Store.InTx(ctx, func(tx *store.Tx) error {
		if token == "" {
			return nil
		}
		data, err := json.Marshal(again{hexOf(r.body), out})
		if err != nil {
			return err
		}
		return tx.SetAnswer(ctx, token, string(data), f.Now())
	})
}

// uploaded is the upload that a scan names.
func (f *Face) uploaded(ctx context.Context, r *request, b *scanBody) (*store.AWSUpload, error) {
	id := b.ResourceID.CodeArtifactID
	up, err := f.Store.AWSUpload(ctx, id)
	if errors.Is(err, store.ErrNone) || err == nil && up.UserID != r.actor.User.ID {
		return nil, absent("codeArtifact", id)
	}
	switch {
	case err != nil:
		return nil, err
	case up.Name != b.ScanName:
		return nil, conflict("codeArtifact", id, "the artifact was uploaded for the scan %q", up.Name)
	case up.Content == "":
		return nil, conflict("codeArtifact", id, "nothing was put at the artifact's address yet")
	}
	return up, nil
}

// project is the project behind a scan name: the one of that name, or a new one.
func (f *Face) project(ctx context.Context, r *request, b *scanBody) (*store.AWSName, error) {
	name, err := f.Store.AWSName(ctx, b.ScanName)
	if err != nil && !errors.Is(err, store.ErrNone) {
		return nil, err
	}
	if err != nil {
		p, err := f.ensure(ctx, r.actor, b.ScanName)
		if err != nil {
			return nil, err
		}
		name = &store.AWSName{Name: b.ScanName, ProjectID: p.ID, Ref: p.MainRef, Tags: "{}", CreatedAt: f.Now()}
		if b.ScanType == "Express" {
			name.Ref = "express"
		}
		name.Kind = b.ScanType
	} else if _, err := f.ProjectFor(ctx, r.actor, name.ProjectID, service.Scans, service.Developer); err != nil {
		return nil, err
	}
	if name.Kind != b.ScanType {
		return nil, conflict("scan", b.ScanName, "the scans of that name are %s scans", name.Kind)
	}
	name.Analysis = b.AnalysisType
	if b.Tags != nil {
		data, err := json.Marshal(b.Tags)
		if err != nil {
			return nil, err
		}
		name.Tags = string(data)
	}
	return name, f.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SetAWSName(ctx, *name) })
}

// ensure is a project whose name is a scan name's, as far as it may be one.
func (f *Face) ensure(ctx context.Context, a *service.Actor, scan string) (*store.Project, error) {
	slug := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(scan), "-"), "-._")
	if slug != scan || len(slug) > 64 {
		sum := sha256.Sum256([]byte(scan)) // another scan name may come to the same
		slug = strings.TrimRight(slug[:min(len(slug), 55)], "-._") + "-" + hex.EncodeToString(sum[:4])
		slug = strings.TrimLeft(slug, "-")
	}
	p, err := f.ProjectFor(ctx, a, slug, service.Scans, service.Developer)
	var missing *service.Fault
	if errors.As(err, &missing) && missing.Kind == service.Missing {
		return f.AddProject(ctx, a, slug, scan, "")
	}
	return p, err
}

// unpack makes a tree of the project of an uploaded archive.
func (f *Face) unpack(ctx context.Context, a *service.Actor, project string, up *store.AWSUpload) (string, error) {
	in, err := f.Blobs.Open(ctx, up.Content)
	if err != nil {
		return "", err
	}
	defer in.Close()
	file, err := os.CreateTemp("", "leadline-upload-")
	if err != nil {
		return "", err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if _, err := io.Copy(file, in); err != nil {
		return "", err
	}
	return f.AddArchive(ctx, a, project, file, up.Size)
}

// arn is a scan's name among all of AWS.
func (f *Face) arn(ctx context.Context, r *request, name string) string {
	return fmt.Sprintf("arn:aws:codeguru-security:%s:%s:scans/%s", r.key.Region, f.account(ctx), name)
}

func (f *Face) account(ctx context.Context) string {
	if n, err := f.AWSAccount(ctx); err == nil && n != "" {
		return n
	}
	return "000000000000"
}

// known is a scan name that the actor may see, with its project.
func (f *Face) known(ctx context.Context, a *service.Actor, name string) (*store.AWSName, *store.Project, error) {
	if err := checkName(name); err != nil {
		return nil, nil, err
	}
	n, err := f.Store.AWSName(ctx, name)
	if errors.Is(err, store.ErrNone) {
		return nil, nil, absent("scan", name)
	}
	if err != nil {
		return nil, nil, err
	}
	p, err := f.ProjectFor(ctx, a, n.ProjectID, service.Read, service.Viewer)
	var missing *service.Fault
	if errors.As(err, &missing) && missing.Kind == service.Missing {
		return nil, nil, absent("scan", name)
	}
	return n, p, err
}

func stateOf(scan *store.Scan) string {
	switch {
	case !service.Ended(scan.State):
		return "InProgress"
	case scan.State == service.Succeeded:
		return "Successful"
	}
	return "Failed"
}

type scanView struct {
	ScanName          string `json:"scanName"`
	RunID             string `json:"runId"`
	ScanState         string `json:"scanState"`
	CreatedAt         epoch  `json:"createdAt"`
	UpdatedAt         epoch  `json:"updatedAt,omitempty"`
	AnalysisType      string `json:"analysisType,omitempty"`
	NumberOfRevisions int64  `json:"numberOfRevisions,omitempty"`
	ScanNameArn       string `json:"scanNameArn"`
	ErrorMessage      string `json:"errorMessage,omitempty"`
}

// every is more scans than a name will ever have on one page of the store.
const every = 100_000

// getScan is one run, or the last one.
func (f *Face) getScan(ctx context.Context, r *request, name string) (any, error) {
	n, p, err := f.known(ctx, r.actor, name)
	if err != nil {
		return nil, err
	}
	run := r.query.Get("runId")
	if run != "" && !uuidForm.MatchString(run) {
		return nil, wrong("runId", "%.60q is no UUID in lower case", run)
	}
	scans, err := f.Store.Scans(ctx, store.ScanFilter{Projects: []string{p.ID}, Ref: n.Ref, Limit: every})
	if err != nil {
		return nil, err
	}
	for i := range scans {
		if run != "" && scans[i].ID != run {
			continue
		}
		out := f.view(ctx, r, n, &scans[i])
		out.AnalysisType, out.NumberOfRevisions = n.Analysis, int64(len(scans)-i)
		if out.ScanState == "Failed" {
			out.ErrorMessage = scans[i].Error
			if out.ErrorMessage == "" {
				out.ErrorMessage = "the scan was " + scans[i].State
			}
		}
		return out, nil
	}
	if run != "" {
		return nil, absent("run", run)
	}
	return nil, absent("scan", name)
}

func (f *Face) view(ctx context.Context, r *request, n *store.AWSName, scan *store.Scan) *scanView {
	out := &scanView{ScanName: n.Name, RunID: scan.ID, ScanState: stateOf(scan), CreatedAt: epoch(scan.CreatedAt), ScanNameArn: f.arn(ctx, r, n.Name)}
	if n.Kind == "Standard" {
		out.UpdatedAt = epoch(max(scan.FinishedAt, scan.StartedAt, scan.CreatedAt))
	}
	return out
}

// listScans are the last runs of all names; those of Express scans are not
// listed.
func (f *Face) listScans(ctx context.Context, r *request, _ string) (any, error) {
	limit, after, err := r.page(100)
	if err != nil {
		return nil, err
	}
	names, err := f.names(ctx, r.actor)
	if err != nil {
		return nil, err
	}
	out := struct {
		Summaries []*scanView `json:"summaries"`
		NextToken string      `json:"nextToken,omitempty"`
	}{Summaries: []*scanView{}}
	for i := range names {
		n := &names[i]
		if n.Kind == "Express" || n.Name <= after {
			continue
		}
		scans, err := f.Store.Scans(ctx, store.ScanFilter{Projects: []string{n.ProjectID}, Ref: n.Ref, Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(scans) == 0 {
			continue
		}
		if len(out.Summaries) == limit {
			out.NextToken = tokenOf(out.Summaries[limit-1].ScanName)
			break
		}
		out.Summaries = append(out.Summaries, f.view(ctx, r, n, &scans[0]))
	}
	return out, nil
}

// names are the scan names whose projects the actor may see.
func (f *Face) names(ctx context.Context, a *service.Actor) ([]store.AWSName, error) {
	projects, err := f.Projects(ctx, a)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for i := range projects {
		seen[projects[i].ID] = true
	}
	all, err := f.Store.AWSNames(ctx)
	var out []store.AWSName
	for i := range all {
		if seen[all[i].ProjectID] {
			out = append(out, all[i])
		}
	}
	return out, err
}

// page reads maxResults and nextToken; most is the model's limit and default.
func (r *request) page(most int) (limit int, after string, err error) {
	limit = most
	if v := r.query.Get("maxResults"); v != "" {
		if limit, err = strconv.Atoi(v); err != nil || limit < 1 || limit > most {
			return 0, "", wrong("maxResults", "%.40q is not 1 to %d", v, most)
		}
	}
	if v := r.query.Get("nextToken"); r.query.Has("nextToken") {
		raw, err := base64.RawURLEncoding.DecodeString(v)
		if err != nil || len(raw) == 0 || len(v) > 2048 {
			return 0, "", wrong("nextToken", "it is not one that a page gave")
		}
		after = string(raw)
	}
	return limit, after, nil
}

func tokenOf(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
