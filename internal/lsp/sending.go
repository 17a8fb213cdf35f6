package lsp

import (
	"context"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"leadline/internal/finding"
	"leadline/internal/remote"
	"leadline/internal/report"
	"leadline/internal/workspace"
)

// Sending is a folder made ready to be sent.
type Sending struct {
	remote.Request
	From report.Sources
	// Prefix leads from the paths of the tree to those of findings.
	Prefix string
	// Base is the ref that the folder's changes go beyond.
	Base string
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
	all, _ := s.overlays(p)
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

// prepared is a folder as it would be sent now, and what is said of it first.
type prepared struct {
	*Sending
	masked map[string]bool // paths of texts that go without their secrets
	left   []string        // paths that stay here, since an output shows a secret
}

// prepare makes a folder ready to be sent as it is now: what is open laid over
// the disk, and secrets left behind. Nothing is sent but what this gives.
func (s *Server) prepare(ctx context.Context, p *project) (*prepared, error) {
	s.carry(p)
	p.settled(ctx)
	send, err := s.gather(ctx, p)
	if err != nil {
		return nil, err
	}
	out := &prepared{Sending: send}
	out.masked, out.left = keepSecrets(p.found(), send)
	return out, nil
}

// preview lists what a scan in the service would send.
func (s *Server) preview(ctx context.Context, q ofRoot) (any, error) {
	p, err := s.chosen(q)
	if err != nil {
		return nil, err
	}
	address, err := s.address()
	if err != nil {
		return nil, err
	}
	send, err := s.prepare(ctx, p)
	if err != nil {
		return nil, err
	}
	files := []previewed{}
	bytes := 0
	unsaved := s.unsaved(p, send.Sending)
	for _, path := range slices.Sorted(maps.Keys(send.Tree.Files)) {
		n := len(send.Tree.Files[path])
		bytes += n
		files = append(files, previewed{path, n, unsaved[path], send.masked[path]})
	}
	out := map[string]any{
		"url": address, "project": send.Project, "ref": send.Ref, "commit": send.Commit, "files": files, "bytes": bytes,
		"ignored": len(send.Tree.Excluded) - len(send.left), "withheld": send.left, "agreed": s.memory.Agreed(p.root, address, send.Project),
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

// keepSecrets takes the secrets that findings are about out of what is sent: out
// of the code, and out of the outputs of notebooks. A notebook in which they
// cannot be told from the rest stays here altogether. What is sent is no
// commit's tree then.
func keepSecrets(found []*finding.Finding, send *Sending) (masked map[string]bool, left []string) {
	masked = map[string]bool{}
	about := map[string][]*finding.Finding{}
	for _, f := range found {
		name := path.Join(send.Prefix, f.Location.File.Path)
		if _, sent := send.Tree.Files[name]; sent && f.Rule.ShowsSecret() {
			about[name] = append(about[name], f)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(about)) {
		content, ok := redacted(send.Tree.Files[name], about[name])
		if !ok {
			delete(send.Tree.Files, name)
			send.Tree.Excluded = append(send.Tree.Excluded, name)
			left = append(left, name)
			continue
		}
		send.Tree.Files[name], masked[name] = content, true
	}
	if len(about) > 0 {
		send.Dirty = true
		send.Ref = send.Base + "+local"
	}
	return masked, left
}

// unsaved are the paths of the tree whose text is not the disk's.
func (s *Server) unsaved(p *project, send *Sending) map[string]bool {
	out := map[string]bool{}
	for _, over := range s.edited(p) {
		rel, err := filepath.Rel(p.dir(), over.Name)
		if err != nil {
			continue
		}
		disk, err := os.ReadFile(over.Name)
		name := path.Join(send.Prefix, filepath.ToSlash(rel))
		if _, sent := send.Tree.Files[name]; sent && (err != nil || string(disk) != string(over.Content)) {
			out[name] = true
		}
	}
	return out
}
