package lsp

import (
	"context"
	"path"
	"path/filepath"
	"slices"

	"github.com/creachadair/jrpc2"

	"leadline/internal/remote"
)

// notebookThere is what the service has of one notebook: its scans, and every
// finding that there ever was in it. Here tells which of them the last look at
// the folder has, whatever became of the cells around them.
func (s *Server) notebookThere(ctx context.Context, q ofRoot) (any, error) {
	name := pathOf(q.Notebook)
	if name == "" {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "notebook %q names no file", q.Notebook)
	}
	p, err := s.chosen(q)
	if err != nil {
		return nil, err
	}
	c, err := s.client()
	if err != nil {
		return nil, err
	}
	send, err := s.gather(ctx, p)
	if err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(p.dir(), name)
	if err != nil {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "%s: %v", name, err)
	}
	rel = path.Join(send.Prefix, filepath.ToSlash(rel))
	refs := slices.Compact([]string{send.Base + "+local", send.Base})
	there, err := c.File(ctx, send.Project, refs, rel)
	if err != nil {
		return nil, err
	}
	here := map[string]string{}
	for _, f := range p.found() {
		print, _ := p.cloud.seen(f.Fingerprint)
		here[print] = f.Fingerprint
	}
	type row struct {
		remote.Kept
		Here string `json:"here,omitempty"` // what this finding is called here
		URL  string `json:"url"`
	}
	rows := []row{}
	for _, k := range there.Findings {
		rows = append(rows, row{k, here[k.Fingerprint], c.URL + "/findings/" + k.ID})
	}
	return map[string]any{"project": send.Project, "path": rel, "url": c.URL, "scans": there.Scans, "findings": rows}, nil
}

// historyThere is what has happened to one finding, as the service has it.
func (s *Server) historyThere(ctx context.Context, q struct {
	ID string `json:"id"`
}) (any, error) {
	c, err := s.client()
	if err != nil {
		return nil, err
	}
	events, err := c.History(ctx, q.ID)
	if err != nil {
		return nil, err
	}
	return map[string]any{"history": events}, nil
}
