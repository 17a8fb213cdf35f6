// Package worker knows how a job becomes a scan: the tree is laid out on disk,
// the engine runs as for the command line, and what it says is handed to the
// service to record. It must not know what is done with findings, or how jobs
// are queued.
//
// Its window is the Outcome that it records.
package worker

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"leadline/internal/baseline"
	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/model"
	"leadline/internal/report"
	"leadline/internal/rule"
	"leadline/internal/service"
	"leadline/internal/service/store"
)

// Worker does scans.
type Worker struct {
	Service *service.Service
	// Dir is where trees are laid out while they are scanned.
	Dir string
	// Cache and Jobs are as for a scan on the command line.
	Cache cache.Store
	Jobs  int
	// Build names the program in what is kept for other workers of the same build.
	Build string
	// Version is what reports say of the program.
	Version string
	// Catalogue gives the rules and models that a project's scan knows.
	Catalogue func(*config.Project) (*rule.Set, *model.Set, error)
}

// mostKept is how many functions a project may have of which a pack is kept: some four
// million lines. Whoever keeps workers gives them the memory of their largest project.
const mostKept = 300_000

// every is how often progress is written down.
const every = 200 * time.Millisecond

// errUnwanted ends a scan that was cancelled.
var errUnwanted = errors.New("the scan was cancelled")

// Run does one attempt of a job. What is the request's own fault fails the
// scan for good; anything else is tried again, and the last failure is kept.
func (w *Worker) Run(ctx context.Context, job *store.Job) error {
	first, err := w.Service.Turn(ctx, job)
	if err != nil {
		return err
	}
	if first {
		defer func() {
			if err := w.Service.Store.Cool(context.WithoutCancel(ctx), job.ScanID, w.Service.Now()); err != nil {
				w.Service.Log.Warn("others wait for what this scan keeps longer than they need", "scan", job.ScanID, "error", err)
			}
		}()
	}
	scan, err := w.Service.BeginScan(ctx, job)
	if err != nil || scan == nil {
		return err
	}
	log := w.Service.Log.With("scan", scan.ID, "attempt", job.Attempt)
	if scan.Trial != "" {
		log.Info("trial begins", "ref", scan.Ref)
		tried, err := w.try(ctx, scan)
		if err == nil {
			err = w.Service.RecordTrial(ctx, job, scan, tried)
		}
		return w.ended(ctx, job, scan, log, err)
	}
	log.Info("scan begins", "ref", scan.Ref)
	outcome, session, err := w.scan(ctx, scan)
	if err == nil {
		err = w.Service.Record(ctx, job, scan, outcome)
	}
	if err != nil {
		return w.ended(ctx, job, scan, log, err)
	}
	log.Info("scan ends", "findings", len(outcome.Findings), "analysed", session.Ran)
	if _, err := session.Keep(); err != nil {
		log.Warn("a pack is not kept", "error", err)
	}
	return nil
}

// ended says what becomes of a scan after an attempt that may have failed.
func (w *Worker) ended(ctx context.Context, job *store.Job, scan *store.Scan, log *slog.Logger, err error) error {
	var bad *mistake
	switch {
	case err == nil:
		log.Info("trial ends")
		return nil
	case errors.Is(err, errUnwanted):
		log.Info("scan cancelled")
		return nil
	case errors.As(err, &bad):
		log.Warn("a scan that cannot be done", "error", err)
		return w.Service.FailScan(ctx, scan.ID, err)
	case job.Last && ctx.Err() == nil:
		log.Error("scan failed", "error", err)
		return w.Service.FailScan(ctx, scan.ID, err)
	}
	log.Warn("scan interrupted", "error", err)
	return err
}

// mistake is what no further attempt would mend: the settings of the tree.
type mistake struct{ error }

// scan does the work; the session may be kept when its outcome is recorded.
func (w *Worker) scan(ctx context.Context, scan *store.Scan) (*service.Outcome, *engine.Session, error) {
	dir, err := w.place(ctx, scan)
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	options, off, err := w.options(ctx, scan, dir, nil)
	if err != nil {
		return nil, nil, err
	}
	h := &handler{}
	session := engine.Resume(options, scan.Paths).Once()
	if err := w.watched(ctx, scan.ID, h, func(ctx context.Context) error { return session.Scan(ctx, h) }); err != nil {
		return nil, nil, err
	}
	out, err := w.outcome(ctx, h, options, off)
	if err != nil {
		return nil, nil, err
	}
	hash, err := w.notebooks(ctx, scan, dir, h, options.Models.Effects())
	if hash != "" {
		out.Results[service.Notebooks] = hash
	}
	return out, session, err
}

// place lays out the tree of a scan in a directory of its own.
func (w *Worker) place(ctx context.Context, scan *store.Scan) (dir string, err error) {
	if dir, err = os.MkdirTemp(w.Dir, "scan-"); err != nil {
		return "", fmt.Errorf("lay out the tree: %w", err)
	}
	if err := w.layOut(ctx, scan.TreeID, dir); err != nil {
		os.RemoveAll(dir)
		return "", err
	}
	return dir, nil
}

// watched does something of a scan, writes down how far it is, and stops it when
// nobody wants it any more.
func (w *Worker) watched(ctx context.Context, id string, h *handler, do func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	done := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		w.watch(ctx, id, h, done, cancel)
	}()
	err := do(ctx)
	close(done)
	<-stopped
	if err != nil && errors.Is(context.Cause(ctx), errUnwanted) {
		return errUnwanted
	}
	return err
}

// watch writes progress down and cancels a scan that nobody wants any more.
func (w *Worker) watch(ctx context.Context, id string, h *handler, done <-chan struct{}, cancel context.CancelCauseFunc) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		p := h.progress.Load()
		if p == nil {
			continue
		}
		goOn, err := w.Service.Advance(ctx, id, p.Stage, p.Done, p.Total)
		if err == nil && !goOn {
			cancel(errUnwanted)
			return
		}
	}
}

// layOut writes a tree's files below dir. Paths were checked when the manifest
// came in; the root refuses what leads out of it all the same.
func (w *Worker) layOut(ctx context.Context, treeID, dir string) error {
	m, err := w.Service.ManifestOf(ctx, treeID)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("lay out the tree: %w", err)
	}
	defer root.Close()
	made := map[string]bool{".": true}
	for i := range m.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		f := &m.Files[i]
		if d := path.Dir(f.Path); !made[d] {
			if err := root.MkdirAll(d, 0o700); err != nil {
				return fmt.Errorf("lay out %s: %w", d, err)
			}
			made[d] = true
		}
		if err := w.write(ctx, root, f); err != nil {
			return fmt.Errorf("lay out %s: %w", f.Path, err)
		}
	}
	return nil
}

func (w *Worker) write(ctx context.Context, root *os.Root, f *service.File) error {
	r, err := w.Service.Blobs.Open(ctx, f.SHA256)
	if err != nil {
		return err
	}
	defer r.Close()
	out, err := root.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, r)
	return errors.Join(err, out.Close())
}

// options are those of the command line for the same tree: its settings with
// the client's flags over them, and the rules that the project switched off; with a
// choice, the rules that it names.
func (w *Worker) options(ctx context.Context, scan *store.Scan, dir string, choice *chosen) (engine.Options, map[string]bool, error) {
	o, off, err := w.chooseOptions(ctx, scan, dir, choice)
	var bad *mistake
	if errors.As(err, &bad) { // where the tree lies here is nobody's business
		said := strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "")
		if choice != nil && choice.dir != "" {
			said = strings.ReplaceAll(said, choice.dir+string(filepath.Separator), "")
		}
		err = &mistake{errors.New(said)}
	}
	o.Sites, o.MostKept = true, mostKept // of trials too: they go on from the same pack
	o.Cache = &packs{w, ctx, scan.ProjectID, w.Service.Log.With("scan", scan.ID)}
	return o, off, err
}

func (w *Worker) chooseOptions(ctx context.Context, scan *store.Scan, dir string, choice *chosen) (engine.Options, map[string]bool, error) {
	var o engine.Options
	for _, p := range strings.Split(scan.Paths, "\n") {
		o.Paths = append(o.Paths, filepath.Join(dir, filepath.FromSlash(p)))
	}
	project, err := config.FindBelow(dir, dir)
	if err != nil {
		return o, nil, &mistake{err}
	}
	var overlay config.Overlay
	if err := json.Unmarshal([]byte(scan.Settings), &overlay); err != nil {
		return o, nil, &mistake{fmt.Errorf("the scan's settings: %w", err)}
	}
	disabled, err := w.Service.Disabled(ctx, scan.ProjectID)
	if err != nil {
		return o, nil, err
	}
	overlay.Ignore = append(overlay.Ignore, disabled...)
	project.Settings.Overlay(overlay)
	if err := project.Settings.CheckFlags(); err != nil {
		return o, nil, &mistake{err}
	}
	if err := confined(dir, project); err != nil {
		return o, nil, &mistake{err}
	}
	choice.over(&project.Settings)
	o.Project, o.Jobs = project, w.Jobs
	if name := project.Settings.Baseline; name != "" {
		data, err := os.ReadFile(filepath.Join(project.Dir, filepath.FromSlash(name)))
		if err != nil {
			return o, nil, &mistake{fmt.Errorf("the baseline %s that the settings name was not sent", name)}
		}
		if o.Baseline, err = baseline.Read(data); err != nil {
			return o, nil, &mistake{fmt.Errorf("%s: %w", name, err)}
		}
	}
	if o.Rules, o.Models, err = w.Catalogue(project); err != nil {
		return o, nil, &mistake{err}
	}
	active, err := engine.Select(o.Rules, &project.Settings)
	if err != nil {
		return o, nil, &mistake{err}
	}
	off := map[string]bool{}
	for _, r := range o.Rules.Rules {
		off[r.ID] = true
	}
	for _, r := range active {
		delete(off, r.ID)
	}
	return o, off, nil
}

// confined refuses settings that name files outside of the tree: whoever sends one
// may not read this machine's.
func confined(dir string, p *config.Project) error {
	s := &p.Settings
	for _, name := range slices.Concat(s.RuleFiles(), s.Known, s.Models, []string{s.Baseline}) {
		if name == "" {
			continue
		}
		at := filepath.FromSlash(name)
		rel, err := filepath.Rel(dir, filepath.Join(p.Dir, at))
		if filepath.IsAbs(at) || p.Dir == "" || err != nil || !filepath.IsLocal(rel) {
			return fmt.Errorf("the settings name %q, which is not a file of the tree beside them", name)
		}
	}
	return nil
}

// outcome turns what the engine said into what is recorded.
func (w *Worker) outcome(ctx context.Context, h *handler, o engine.Options, off map[string]bool) (*service.Outcome, error) {
	out := &service.Outcome{Coverage: h.coverage, Report: string(report.CoverageJSON(h.coverage)), Off: off, Results: map[string]string{}}
	info := report.Info{Version: w.Version}
	for _, r := range o.Rules.Rules {
		if !off[r.ID] {
			info.Rules = append(info.Rules, &r.Rule)
		}
	}
	shown := make([]*finding.Finding, len(h.findings))
	out.Sites = sitesOf(h)
	for i, f := range h.findings {
		shown[i] = finding.Redacted(f)
		seen := service.Observed{Subject: identity.Of(f), Fingerprint: f.Fingerprint, Scope: f.Fingerprints[identity.Scope], Severity: int(f.Severity),
			Confidence: f.Confidence, Category: f.Rule.Category, Title: f.Rule.Title, Message: f.Message, Detail: string(report.JSON(shown[i]))}
		if f.Suppression != "" {
			seen.Suppressed = f.Suppression + ": " + f.Suppressed
		}
		out.Findings = append(out.Findings, seen)
	}
	for _, format := range report.Formats {
		if format == "text" {
			continue
		}
		hash, err := w.keep(ctx, format, info, shown, h.coverage)
		if err != nil {
			return nil, err
		}
		out.Results[format] = hash
	}
	return out, nil
}

// sitesOf are the places that rules could judge, and whether they report them.
func sitesOf(h *handler) []service.Site {
	fired := map[finding.Site]bool{}
	for _, f := range h.findings {
		fired[finding.Site{Rule: f.Rule.ID, Path: f.Location.File.Path, Line: f.Location.File.LineOf(f.Location.Span.Start)}] = true
	}
	out := make([]service.Site, len(h.coverage.Sites))
	for i, s := range h.coverage.Sites {
		out[i] = service.Site{Rule: s.Rule, Path: s.Path, Line: s.Line, Fired: fired[s]}
	}
	return out
}

// keep writes a report of the scan among the contents.
func (w *Worker) keep(ctx context.Context, format string, info report.Info, findings []*finding.Finding, c *finding.Coverage) (string, error) {
	var b bytes.Buffer
	r, ok := report.New(format, &b, info)
	if !ok {
		return "", fmt.Errorf("there is no report %q", format)
	}
	for _, f := range findings {
		r.Finding(f)
	}
	r.Done(c)
	if err := r.Err(); err != nil {
		return "", fmt.Errorf("write the report: %w", err)
	}
	sum := sha256.Sum256(b.Bytes())
	hash := hex.EncodeToString(sum[:])
	return hash, w.Service.Blobs.Put(ctx, hash, &b)
}

// handler keeps what the engine says.
type handler struct {
	progress atomic.Pointer[finding.Progress]
	findings []*finding.Finding
	coverage *finding.Coverage
}

// Progress keeps the last one.
func (h *handler) Progress(p finding.Progress) { h.progress.Store(&p) }

// Finding keeps one.
func (h *handler) Finding(f *finding.Finding) { h.findings = append(h.findings, f) }

// Done keeps the coverage.
func (h *handler) Done(c *finding.Coverage) { h.coverage = c }
