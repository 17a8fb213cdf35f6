package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/creachadair/jrpc2"

	"leadline/internal/finding"
	"leadline/internal/remote"
	"leadline/internal/report"
	"leadline/internal/workspace"
)

// CloudSettings are what the editor's user wants of a service.
type CloudSettings struct {
	// URL is the service's address; without one there is no service.
	URL string `json:"url"`
	// Project is the service's name for what is open; empty: the repository's.
	Project string `json:"project"`
	// AutoScan says when scans start by themselves: off (the default), onSave,
	// onCommit.
	AutoScan string `json:"autoScan"`
}

// Host is what the machine around the server can do for talks with a service.
type Host interface {
	// Token is the one that was kept for a service.
	Token(address string) (string, error)
	// Gather reads what a scan of a folder sends, what is open laid over it.
	Gather(ctx context.Context, root string, set *Settings, open []workspace.Overlay) (*Sending, error)
}

// Sending is a folder made ready to be sent.
type Sending struct {
	remote.Request
	From report.Sources
	// Prefix leads from the paths of the tree to those of findings.
	Prefix string
	// Base is the ref that the folder's changes go beyond.
	Base string
}

// Connect makes the server one that can talk to services. It is called before
// Serve.
func (s *Server) Connect(h Host, m *remote.Memory) { s.host, s.memory = h, m }

// cloud is what a project knows of the service. It has a mutex of its own.
type cloud struct {
	mu      sync.Mutex
	project string
	known   map[string]remote.Known // by fingerprint
	queued  map[string]string       // verdicts on their way, by fingerprint
	scan    *scanned
	alias   map[string]string // fingerprints of now -> of the scan
	busy    bool
	soon    *time.Timer // of an automatic scan
	retry   *time.Timer // of another talk with a service that was away
	commit  string      // the last one that an automatic scan has seen
	fault   string      // why the service cannot be asked
}

// scanned is the last scan in the service.
type scanned struct {
	id, commit string
	dirty      bool
	at         time.Time
	findings   []*finding.Finding
}

// codeConsent is the error of a scan that nobody has agreed to yet.
const codeConsent = -32801

func (s *Server) address() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.host == nil {
		return "", jrpc2.Errorf(jrpc2.InvalidRequest, "this server talks to no service")
	}
	if s.set.Cloud.URL == "" {
		return "", jrpc2.Errorf(jrpc2.InvalidRequest, "no service is set: give its address in the setting cloud.url")
	}
	return strings.TrimSuffix(s.set.Cloud.URL, "/"), nil
}

// client is one for the service that is set.
func (s *Server) client() (*remote.Client, error) {
	address, err := s.address()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	token := s.tokensOf[address]
	s.mu.Unlock()
	if token == "" {
		if token, err = s.host.Token(address); err != nil {
			return nil, err
		}
	}
	return &remote.Client{URL: address, Token: token, Version: s.version}, nil
}

// signIn tries a token, or the one that leadline login kept, and says whose it is.
func (s *Server) signIn(ctx context.Context, q struct {
	Token string `json:"token"`
}) (any, error) {
	address, err := s.address()
	if err != nil {
		return nil, err
	}
	c := &remote.Client{URL: address, Token: q.Token, Version: s.version}
	if q.Token == "" {
		if c, err = s.client(); err != nil {
			return nil, err
		}
	}
	login, err := c.Me(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	s.mu.Lock()
	s.tokensOf[address] = c.Token
	s.mu.Unlock()
	for _, p := range s.all() {
		go func() { _ = s.sync(context.Background(), p) }()
	}
	return map[string]any{"url": address, "login": login}, nil
}

// signOut forgets the token and what the service said; the agreement to send is
// taken back as well.
func (s *Server) signOut(context.Context, json.RawMessage) (any, error) {
	address, err := s.address()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	delete(s.tokensOf, address)
	s.mu.Unlock()
	for _, p := range s.all() {
		p.cloud.mu.Lock()
		p.cloud.known, p.cloud.scan, p.cloud.alias = nil, nil, nil
		p.cloud.mu.Unlock()
		if err := s.memory.Withdraw(p.root); err != nil {
			return nil, err
		}
		s.publish(p)
	}
	return nil, nil
}

// projects are those that the token may see.
func (s *Server) cloudProjects(ctx context.Context, _ json.RawMessage) (any, error) {
	c, err := s.client()
	if err != nil {
		return nil, err
	}
	all, err := c.Projects(ctx)
	if err != nil {
		return nil, err
	}
	suggested := ""
	if ps := s.all(); len(ps) > 0 {
		if send, err := s.gather(ctx, ps[0]); err == nil {
			suggested = send.Project
		}
	}
	return map[string]any{"projects": all, "suggested": suggested}, nil
}

type ofRoot struct {
	// Root is the folder's URI; it can be left out where there is one folder.
	Root string `json:"root"`
}

// chosen is the folder that a request is about.
func (s *Server) chosen(root string) (*project, error) {
	all := s.all()
	for _, p := range all {
		if root == "" && len(all) == 1 || root != "" && pathOf(root) == p.root {
			return p, nil
		}
	}
	if root == "" && len(all) > 1 {
		for _, p := range all {
			if !p.file {
				return p, nil
			}
		}
	}
	return nil, jrpc2.Errorf(jrpc2.InvalidParams, "no folder %q is open", root)
}

// gather makes a folder ready to be sent: what is open laid over the disk, and
// secrets left behind.
func (s *Server) gather(ctx context.Context, p *project) (*Sending, error) {
	set := s.settings()
	send, err := s.host.Gather(ctx, p.root, set, s.edited(p))
	if err != nil {
		return nil, err
	}
	if set.Cloud.Project != "" {
		send.Project = set.Cloud.Project
	}
	send.Base = strings.TrimSuffix(send.Ref, "+local")
	p.cloud.mu.Lock()
	p.cloud.project = send.Project
	p.cloud.mu.Unlock()
	return send, nil
}

// edited are the open texts of a project; of notebooks those whose cells are
// not what the disk has.
func (s *Server) edited(p *project) []workspace.Overlay {
	all := s.overlays(p)
	s.mu.Lock()
	defer s.mu.Unlock()
	saved := map[string]bool{}
	for _, b := range s.books {
		saved[b.path] = b.saved(s.docs)
	}
	return slices.DeleteFunc(all, func(o workspace.Overlay) bool { return saved[o.Name] })
}

// previewed is a file that would be sent.
type previewed struct {
	Path    string `json:"path"`
	Size    int    `json:"size"`
	Unsaved bool   `json:"unsaved,omitempty"`
	Masked  bool   `json:"masked,omitempty"` // literals that are secrets stay here
}

// preview lists what a scan in the service would send.
func (s *Server) preview(ctx context.Context, q ofRoot) (any, error) {
	p, err := s.chosen(q.Root)
	if err != nil {
		return nil, err
	}
	address, err := s.address()
	if err != nil {
		return nil, err
	}
	p.settled(ctx)
	send, err := s.gather(ctx, p)
	if err != nil {
		return nil, err
	}
	masked, left := s.keepSecrets(p, send)
	files := []previewed{}
	bytes := 0
	unsaved := s.unsaved(p, send)
	for _, path := range slices.Sorted(maps.Keys(send.Tree.Files)) {
		n := len(send.Tree.Files[path])
		bytes += n
		files = append(files, previewed{path, n, unsaved[path], masked[path]})
	}
	out := map[string]any{
		"url": address, "project": send.Project, "ref": send.Ref, "commit": send.Commit, "files": files, "bytes": bytes,
		"ignored": len(send.Tree.Excluded) - len(left), "withheld": left, "agreed": s.memory.Agreed(p.root, address, send.Project),
	}
	if c, err := s.client(); err == nil {
		ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
		defer cancel()
		if e, err := c.Estimate(ctx, send.Project, len(files)); err == nil && e.Of > 0 {
			out["estimate"] = estimateView(e)
		}
	}
	return out, nil
}

func estimateView(e remote.Estimate) map[string]any {
	return map[string]any{"of": e.Of, "lowMilliseconds": e.Low.Milliseconds(), "highMilliseconds": e.High.Milliseconds()}
}

// cloudStatus says how things stand with the service, without asking it.
func (s *Server) cloudStatus(_ context.Context, q ofRoot) (any, error) {
	set := s.settings()
	out := map[string]any{"url": set.Cloud.URL}
	p, err := s.chosen(q.Root)
	if err != nil || set.Cloud.URL == "" || s.host == nil {
		return out, nil
	}
	c, err := s.client()
	out["signedIn"] = err == nil
	p.cloud.mu.Lock()
	defer p.cloud.mu.Unlock()
	out["project"], out["known"], out["queued"], out["busy"] = p.cloud.project, len(p.cloud.known), len(p.cloud.queued), p.cloud.busy
	if p.cloud.fault != "" {
		out["fault"] = p.cloud.fault
	}
	if err == nil && p.cloud.project != "" {
		out["agreed"] = s.memory.Agreed(p.root, c.URL, p.cloud.project)
	}
	if v := p.cloud.scan; v != nil {
		out["scan"] = map[string]any{"id": v.id, "commit": v.commit, "at": v.at.UTC(), "findings": len(v.findings)}
	}
	return out, nil
}

// triageParams are a verdict on a finding.
type triageParams struct {
	Fingerprint string    `json:"fingerprint"`
	Verdict     string    `json:"verdict"`
	Reason      string    `json:"reason"`
	Until       time.Time `json:"until"` // of an accepted risk
}

// triage keeps a verdict and sends it as soon as the service can be reached.
func (s *Server) triage(ctx context.Context, q triageParams) (any, error) {
	address, err := s.address()
	if err != nil {
		return nil, err
	}
	if !verdicts[q.Verdict] {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "%q is no verdict: %s", q.Verdict, strings.Join(slices.Sorted(maps.Keys(verdicts)), ", "))
	}
	p, f := s.findingOf(q.Fingerprint)
	if f == nil {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "no finding has the fingerprint %q; it may be gone since", q.Fingerprint)
	}
	slug, err := s.slug(ctx, p)
	if err != nil {
		return nil, err
	}
	print, seen := p.cloud.seen(q.Fingerprint)
	v := remote.Verdict{Service: address, Project: slug, Fingerprint: print, Verdict: q.Verdict, Reason: q.Reason, Until: q.Until, Seen: seen, At: time.Now()}
	if err := s.memory.Queue(v); err != nil {
		return nil, err
	}
	p.cloud.mu.Lock()
	if p.cloud.queued == nil {
		p.cloud.queued = map[string]string{}
	}
	p.cloud.queued[print] = q.Verdict
	p.cloud.mu.Unlock()
	s.publish(p)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	fault := s.sync(ctx, p)
	p.cloud.mu.Lock()
	_, waits := p.cloud.queued[print]
	p.cloud.mu.Unlock()
	out := map[string]any{"queued": waits}
	if fault != nil {
		out["why"] = fault.Error()
	}
	return out, nil
}

// verdicts are those that an editor may give. The map is not changed.
var verdicts = map[string]bool{"untriaged": true, "confirmed": true, "to_fix": true, "false_positive": true, "accepted_risk": true, "test_code": true, "wont_fix": true}

// slug is the service's name for a folder.
func (s *Server) slug(ctx context.Context, p *project) (string, error) {
	p.cloud.mu.Lock()
	slug := p.cloud.project
	p.cloud.mu.Unlock()
	if set := s.settings(); set.Cloud.Project != "" {
		return set.Cloud.Project, nil
	}
	if slug != "" {
		return slug, nil
	}
	send, err := s.gather(ctx, p)
	if err != nil {
		return "", err
	}
	return send.Project, nil
}

// cloudSync sends what waits and fetches what the service knows.
func (s *Server) cloudSync(ctx context.Context, q ofRoot) (any, error) {
	p, err := s.chosen(q.Root)
	if err != nil {
		return nil, err
	}
	if err := s.sync(ctx, p); err != nil {
		return nil, err
	}
	return s.cloudStatus(ctx, q)
}

// sync brings a folder and the service together: verdicts that wait are sent,
// unless somebody has decided otherwise in between, and what the service says
// is what holds.
func (s *Server) sync(ctx context.Context, p *project) error {
	err := s.meet(ctx, p)
	p.cloud.mu.Lock()
	p.cloud.fault = ""
	if err != nil {
		p.cloud.fault = err.Error()
		if len(p.cloud.queued) > 0 && p.cloud.retry == nil {
			p.cloud.retry = time.AfterFunc(pauseOffline, func() { s.tryAgain(p) })
		}
	}
	p.cloud.mu.Unlock()
	s.publish(p)
	_ = s.rpc.Notify(context.Background(), "leadline/cloud/changed", map[string]any{"root": uriOf(p.root)})
	return err
}

// pauseOffline is how long verdicts wait before the service is tried again.
const pauseOffline = 30 * time.Second

func (s *Server) tryAgain(p *project) {
	p.cloud.mu.Lock()
	p.cloud.retry = nil
	p.cloud.mu.Unlock()
	select {
	case <-p.quit:
	default:
		ctx, cancel := context.WithTimeout(context.Background(), pauseOffline)
		defer cancel()
		_ = s.sync(ctx, p) // the fault is in the status
	}
}

func (s *Server) meet(ctx context.Context, p *project) error {
	c, err := s.client()
	if err != nil {
		return err
	}
	send, err := s.gather(ctx, p)
	if err != nil {
		return err
	}
	waiting, err := s.memory.Waiting(c.URL, send.Project)
	if err != nil {
		return err
	}
	queued := map[string]string{}
	for i := range waiting {
		queued[waiting[i].Fingerprint] = waiting[i].Verdict
	}
	p.cloud.mu.Lock()
	p.cloud.queued = queued
	p.cloud.mu.Unlock()
	known, err := fetchKnown(ctx, c, send)
	if err != nil {
		return err
	}
	sent, err := s.flush(ctx, c, p, waiting, known)
	if sent > 0 && err == nil {
		var now map[string]remote.Known
		if now, err = fetchKnown(ctx, c, send); err == nil {
			known = now
		}
	}
	p.cloud.mu.Lock()
	p.cloud.known = known
	p.cloud.mu.Unlock()
	return err
}

// fetchKnown is what the service knows on the ref of the folder, and beyond it
// on the ref that it started from.
func fetchKnown(ctx context.Context, c *remote.Client, send *Sending) (map[string]remote.Known, error) {
	out := map[string]remote.Known{}
	for _, ref := range slices.Compact([]string{send.Base, send.Base + "+local"}) {
		all, err := c.Known(ctx, send.Project, ref)
		var p *remote.Problem
		if errors.As(err, &p) && p.Status == 404 {
			continue // there is no such project yet
		}
		if err != nil {
			return nil, err
		}
		for _, k := range all {
			out[k.Fingerprint] = k
		}
	}
	return out, nil
}

// flush sends the verdicts that wait and tells how many arrived. Those on
// findings that the service does not know yet wait on.
func (s *Server) flush(ctx context.Context, c *remote.Client, p *project, waiting []remote.Verdict, known map[string]remote.Known) (sent int, err error) {
	for i := range waiting {
		v := &waiting[i]
		k, ok := known[v.Fingerprint]
		if !ok {
			continue
		}
		err := c.Decide(ctx, k.ID, v.Seen, v)
		var theirs *remote.Superseded
		var refused *remote.Problem
		switch {
		case errors.As(err, &theirs):
			s.say(3, fmt.Sprintf("your verdict %s on %s was not taken over: %v", v.Verdict, k.Rule, theirs))
		case errors.As(err, &refused) && refused.Status < 500:
			s.say(2, fmt.Sprintf("the service refuses the verdict %s on %s: %v", v.Verdict, k.Rule, refused))
		case err != nil:
			return sent, err
		default:
			k.Verdict = v.Verdict
			known[v.Fingerprint] = k
		}
		if err := s.memory.Settle(*v); err != nil {
			return sent, err
		}
		sent++
		p.cloud.mu.Lock()
		delete(p.cloud.queued, v.Fingerprint)
		p.cloud.mu.Unlock()
	}
	return sent, nil
}

// say shows the user a message: 1 an error, 2 a warning, 3 a word.
func (s *Server) say(kind int, message string) {
	_ = s.rpc.Notify(context.Background(), "window/showMessage", map[string]any{"type": kind, "message": "Leadline: " + message})
}

// rest ends what would start by itself.
func (c *cloud) rest() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range []*time.Timer{c.soon, c.retry} {
		if t != nil {
			t.Stop()
		}
	}
}

// findingOf is a finding of now by its fingerprint.
func (s *Server) findingOf(fingerprint string) (*project, *finding.Finding) {
	for _, p := range s.all() {
		for _, f := range append(p.found(), p.cloud.beyond()...) {
			if f.Fingerprint == fingerprint {
				return p, f
			}
		}
	}
	return nil, nil
}
