package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/creachadair/jrpc2"

	"leadline/internal/finding"
	"leadline/internal/remote"
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
	// Token is the one that was kept for a service; KeepToken keeps one, and
	// forgets it where it is empty.
	Token(address string) (string, error)
	KeepToken(address, token string) error
	// Gather reads what a scan of a folder sends, what is open laid over it.
	Gather(ctx context.Context, root string, set *Settings, open []workspace.Overlay) (*Sending, error)
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
	return s.talk(address, token), nil
}

// talk is a client for a service.
func (s *Server) talk(address, token string) *remote.Client {
	return &remote.Client{URL: address, Token: token, Version: s.version, HTTP: s.line}
}

// signIn tries a token, or the one that leadline login kept, and says whose it is.
func (s *Server) signIn(ctx context.Context, q struct {
	Token string `json:"token"`
	// Keep has the token kept where leadline login keeps it: for clients that
	// have no place of their own for secrets.
	Keep bool `json:"keep"`
}) (any, error) {
	address, err := s.address()
	if err != nil {
		return nil, err
	}
	if q.Token == "" {
		c, err := s.client()
		if err != nil {
			return nil, err
		}
		return s.enter(ctx, address, c.Token, false)
	}
	return s.enter(ctx, address, q.Token, q.Keep)
}

// enter signs in with a token.
func (s *Server) enter(ctx context.Context, address, token string, keep bool) (map[string]any, error) {
	login, err := s.talk(address, token).Me(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	if keep {
		if err := s.host.KeepToken(address, token); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	s.tokensOf[address] = token
	s.mu.Unlock()
	for _, p := range s.all() {
		go s.tryAgain(p)
	}
	return map[string]any{"url": address, "login": login}, nil
}

// signOut forgets the token and what the service said; the agreement to send is
// taken back as well.
func (s *Server) signOut(_ context.Context, q struct {
	Forget bool `json:"forget"` // what was kept for this client
}) (any, error) {
	address, err := s.address()
	if err != nil {
		return nil, err
	}
	if q.Forget {
		if err := s.host.KeepToken(address, ""); err != nil {
			return nil, err
		}
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

// ofRoot says what a request is about: a folder, or a notebook and with it the
// folder that is open around it; where there is none the notebook stands alone.
type ofRoot struct {
	// Root is the folder's URI; it can be left out where there is one folder.
	Root string `json:"root"`
	// Notebook is the URI of a notebook that was sent whole.
	Notebook string `json:"notebook"`
}

// chosen is the folder that a request is about.
func (s *Server) chosen(q ofRoot) (*project, error) {
	if path := pathOf(q.Notebook); path != "" {
		return s.projectOf(path, true), nil
	}
	all := s.all()
	for _, p := range all {
		if q.Root == "" && len(all) == 1 || q.Root != "" && pathOf(q.Root) == p.root {
			return p, nil
		}
	}
	if q.Root == "" && len(all) > 1 {
		for _, p := range all {
			if !p.file {
				return p, nil
			}
		}
	}
	return nil, jrpc2.Errorf(jrpc2.InvalidParams, "no folder %q is open", q.Root)
}

// cloudStatus says how things stand with the service, without asking it, and
// without opening the folder.
func (s *Server) cloudStatus(_ context.Context, q ofRoot) (any, error) {
	set := s.settings()
	out := map[string]any{"url": set.Cloud.URL}
	if set.Cloud.URL == "" || s.host == nil {
		return out, nil
	}
	c, err := s.client()
	signedIn := err == nil
	out["signedIn"] = signedIn
	p, err := s.chosen(q)
	if err != nil {
		if root := pathOf(q.Root); root != "" && signedIn {
			out["agreed"] = s.memory.Agreed(root, c.URL, set.Cloud.Project)
		}
		return out, nil
	}
	p.cloud.mu.Lock()
	defer p.cloud.mu.Unlock()
	out["project"], out["known"], out["queued"], out["busy"] = p.cloud.project, len(p.cloud.known), len(p.cloud.queued), p.cloud.busy
	if p.cloud.fault != "" {
		out["fault"] = p.cloud.fault
	}
	if signedIn {
		out["agreed"] = s.memory.Agreed(p.root, c.URL, p.cloud.project)
	}
	if v := p.cloud.scan; v != nil {
		out["scan"] = map[string]any{"id": v.id, "commit": v.commit, "at": v.at.UTC(), "findings": len(v.findings)}
	}
	return out, nil
}

// say shows the user a message: 1 an error, 2 a warning, 3 a word.
func (s *Server) say(kind int, message string) {
	_ = s.rpc.Notify(context.Background(), "window/showMessage", map[string]any{"type": kind, "message": "Leadline: " + message})
}

// log writes a warning where the editor keeps its servers' words.
func (s *Server) log(message string) {
	_ = s.rpc.Notify(context.Background(), "window/logMessage", map[string]any{"type": 2, "message": "Leadline: " + message})
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
