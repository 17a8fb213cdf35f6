package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/creachadair/jrpc2"

	"leadline/internal/finding"
	"leadline/internal/git"
	"leadline/internal/remote"
)

type cloudScanParams struct {
	ofRoot
	// Agreed says that the user has seen what is sent and agrees, from now on.
	Agreed bool `json:"agreed"`
	// WorkDoneToken is where the client wants to see the progress.
	WorkDoneToken json.RawMessage `json:"workDoneToken"`
}

// cloudScan has the service scan a folder as it is here, unsaved texts
// included, and takes in what it finds. Cancelling the request, or its
// progress, cancels the scan there.
func (s *Server) cloudScan(ctx context.Context, q cloudScanParams) (any, error) {
	p, err := s.chosen(q.ofRoot)
	if err != nil {
		return nil, err
	}
	if !p.cloud.begin() {
		return nil, jrpc2.Errorf(jrpc2.InvalidRequest, "a scan in the service is under way")
	}
	defer p.cloud.done()
	c, err := s.client()
	if err != nil {
		return nil, err
	}
	send, err := s.prepare(ctx, p)
	if err != nil {
		return nil, err
	}
	if q.Agreed {
		if err := s.memory.Agree(p.root, c.URL, send.Project, time.Now()); err != nil {
			return nil, err
		}
	}
	if !s.memory.Agreed(p.root, c.URL, send.Project) {
		return nil, jrpc2.Errorf(codeConsent, "nobody has agreed yet that this folder is sent to %s: leadline/cloud/preview lists what would leave this machine", c.URL)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	h := &arriving{report: s.cloudProgress(q.WorkDoneToken, cancel)}
	defer h.report(nil)
	out, err := s.scanThere(ctx, c, p, send.Sending, h)
	if ctx.Err() != nil {
		return nil, jrpc2.Errorf(jrpc2.Cancelled, "the scan was cancelled")
	}
	return out, err
}

// scanThere sends, scans, follows and takes in.
func (s *Server) scanThere(ctx context.Context, c *remote.Client, p *project, send *Sending, h *arriving) (any, error) {
	if err := c.EnsureProject(ctx, send.Project, send.Base); err != nil {
		return nil, err
	}
	// Without earlier scans nothing is said of the time that this one takes.
	h.estimate, _ = c.Estimate(ctx, send.Project, len(send.Tree.Files))
	h.start = time.Now()
	id, err := c.Scan(ctx, &send.Request, send.From, h)
	if err != nil {
		return nil, err
	}
	p.cloud.mu.Lock()
	p.cloud.scan = &scanned{id: id, commit: send.Commit, dirty: send.Dirty, at: time.Now(), findings: h.findings}
	p.cloud.mu.Unlock()
	p.match(p.found())
	fault := s.sync(ctx, p)
	out := map[string]any{
		"id": id, "url": c.URL + "/scans/" + id, "findings": len(h.findings), "beyond": len(p.cloud.beyond()),
		"milliseconds": time.Since(h.start).Milliseconds(), "complete": h.coverage != nil && !h.coverage.Incomplete(),
	}
	return out, fault
}

func (c *cloud) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy {
		return false
	}
	c.busy = true
	return true
}

func (c *cloud) done() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy = false
}

// asOf names the commit of the last scan in the service.
func (c *cloud) asOf() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.scan == nil {
		return ""
	}
	if len(c.scan.commit) < 8 {
		return c.scan.at.Format(time.DateTime)
	}
	return c.scan.commit[:8]
}

// arriving keeps what a scan in the service finds, as it arrives.
type arriving struct {
	report   func(*said)
	estimate remote.Estimate
	start    time.Time
	findings []*finding.Finding
	coverage *finding.Coverage
}

// said is a word about the progress of a scan; nil ends it.
type said struct {
	message string
	percent int
}

// Progress passes on how far the scan is, with what earlier ones say of the
// time that is left.
func (a *arriving) Progress(p finding.Progress) {
	m := stageText(p.Stage, p.Done, p.Total)
	if left := a.left(); left != "" {
		m += ", " + left
	}
	percent := -1
	if p.Total > 0 {
		percent = 100 * p.Done / p.Total
	}
	a.report(&said{m, percent})
}

// left is how long it may still take, and nothing where nothing is known.
func (a *arriving) left() string {
	if a.estimate.Of == 0 {
		return ""
	}
	gone := time.Since(a.start)
	seconds := func(d time.Duration) int { return max(1, int((d+time.Second/2)/time.Second)) }
	switch low, high := a.estimate.Low-gone, a.estimate.High-gone; {
	case high <= 0:
		return fmt.Sprintf("longer than the last %d scans", a.estimate.Of)
	case low <= 0 || seconds(low) == seconds(high):
		return fmt.Sprintf("at most about %d s more", seconds(high))
	default:
		return fmt.Sprintf("about %d to %d s more", seconds(low), seconds(high))
	}
}

// Finding takes one in.
func (a *arriving) Finding(f *finding.Finding) {
	if f.Suppression == "" {
		a.findings = append(a.findings, f)
		a.report(&said{fmt.Sprintf("%d findings have arrived", len(a.findings)), -1})
	}
}

// Done keeps the coverage.
func (a *arriving) Done(c *finding.Coverage) { a.coverage = c }

// cloudProgress shows the progress of a scan where the client wants it, or in a
// place that it is asked for.
func (s *Server) cloudProgress(token json.RawMessage, cancel func()) func(*said) {
	if len(token) == 0 {
		s.mu.Lock()
		can := s.can.Capabilities.Window.WorkDoneProgress
		s.mu.Unlock()
		name := ""
		if can {
			name = s.beginProgress()
		}
		if name == "" {
			return func(*said) {}
		}
		token, _ = json.Marshal(name)
	}
	s.mu.Lock()
	s.cancels[string(token)] = cancel
	s.mu.Unlock()
	tell := func(v map[string]any) {
		_ = s.rpc.Notify(context.Background(), "$/progress", map[string]any{"token": token, "value": v})
	}
	tell(map[string]any{"kind": "begin", "title": "Leadline service", "message": "looking at what has changed", "cancellable": true})
	last := said{}
	return func(w *said) {
		switch {
		case w == nil:
			s.mu.Lock()
			delete(s.cancels, string(token))
			s.mu.Unlock()
			tell(map[string]any{"kind": "end"})
		case *w != last:
			last = *w
			m := map[string]any{"kind": "report", "message": w.message}
			if w.percent >= 0 {
				m["percentage"] = w.percent
			}
			tell(m)
		}
	}
}

func (s *Server) cancelProgress(_ context.Context, q struct {
	Token json.RawMessage `json:"token"`
}) (any, error) {
	s.mu.Lock()
	cancel := s.cancels[string(q.Token)]
	s.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	return nil, nil
}

// pauseBeforeScan lets a burst of saves be one scan.
const pauseBeforeScan = 1500 * time.Millisecond

// saved starts a scan in the service where the user wants one after every save,
// or after every commit and there is a new one. Nothing is sent that nobody
// agreed to.
func (s *Server) saved(p *project) {
	set := s.settings()
	if s.host == nil || set.Cloud.URL == "" || set.Cloud.AutoScan != "onSave" && set.Cloud.AutoScan != "onCommit" {
		return
	}
	p.cloud.mu.Lock()
	defer p.cloud.mu.Unlock()
	if p.cloud.soon != nil {
		p.cloud.soon.Stop()
	}
	p.cloud.soon = time.AfterFunc(pauseBeforeScan, func() {
		if set.Cloud.AutoScan == "onCommit" && !p.newCommit() {
			return
		}
		_, err := s.cloudScan(context.Background(), cloudScanParams{ofRoot: ofRoot{Root: uriOf(p.root)}})
		if err != nil {
			p.cloud.mu.Lock()
			p.cloud.fault = err.Error()
			p.cloud.mu.Unlock()
			_ = s.rpc.Notify(context.Background(), "leadline/cloud/changed", map[string]any{"root": uriOf(p.root)})
		}
	})
}

// newCommit tells whether there is a commit that no automatic scan has seen.
func (p *project) newCommit() bool {
	commit := git.In(p.dir()).Commit(context.Background(), "HEAD")
	p.cloud.mu.Lock()
	defer p.cloud.mu.Unlock()
	if commit == "" || commit == p.cloud.commit {
		return false
	}
	p.cloud.commit = commit
	return true
}
