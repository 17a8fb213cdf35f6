package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/creachadair/jrpc2"

	"leadline/internal/finding"
	"leadline/internal/remote"
)

// triageParams are a verdict on a finding.
type triageParams struct {
	Fingerprint string    `json:"fingerprint"`
	Verdict     string    `json:"verdict"`
	Reason      string    `json:"reason"`
	Until       time.Time `json:"until"` // of an accepted risk
	// Notebook is the one that the finding is in, where it was sent whole.
	Notebook string `json:"notebook"`
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
	if path := pathOf(q.Notebook); f == nil && path != "" {
		// It may have come with the last edit.
		own := s.projectOf(path, true)
		s.carry(own)
		own.settled(ctx)
		p, f = s.findingOf(q.Fingerprint)
	}
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

// triageActions are the verdicts that can be given where a finding is seen.
func (s *Server) triageActions(f *finding.Finding, about []diagnostic) []codeAction {
	set := s.settings()
	if s.host == nil || set.Cloud.URL == "" {
		return nil
	}
	var out []codeAction
	for _, v := range []struct{ title, verdict string }{
		{"Not true: a false positive", "false_positive"}, {"True, to be fixed", "to_fix"}, {"Code of a test", "test_code"}, {"A risk that is accepted", "accepted_risk"},
	} {
		title := "For everybody: " + v.title
		out = append(out, codeAction{Title: title, Kind: "quickfix", Diagnostics: about,
			Command: &command{Title: title, Command: "leadline.triage", Arguments: []any{f.Fingerprint, v.verdict}}})
	}
	return out
}

// triageCommand is a verdict as a command: fingerprint, verdict and, where the
// client has asked for one, the reason.
func (s *Server) triageCommand(ctx context.Context, args []json.RawMessage) (any, error) {
	said := [3]string{}
	for i := range min(len(args), len(said)) {
		if err := json.Unmarshal(args[i], &said[i]); err != nil {
			return nil, jrpc2.Errorf(jrpc2.InvalidParams, "leadline.triage takes a fingerprint, a verdict and a reason: %v", err)
		}
	}
	return s.triage(ctx, triageParams{Fingerprint: said[0], Verdict: said[1], Reason: said[2]})
}

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
	p, err := s.chosen(q)
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
