package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
)

func (s *Server) didOpen(_ context.Context, p struct {
	TextDocument textDocumentItem `json:"textDocument"`
}) (any, error) {
	t := p.TextDocument
	path := pathOf(t.URI)
	if path == "" || !python(t.LanguageID, path) {
		return nil, nil
	}
	s.mu.Lock()
	d := &document{uri: t.URI, path: path, version: t.Version, text: t.Text}
	s.docs[t.URI] = d
	now := d.now()
	s.mu.Unlock()
	s.projectOf(path, true).edit(path, now)
	return nil, nil
}

func (s *Server) didChange(_ context.Context, p didChangeParams) (any, error) {
	s.mu.Lock()
	d := s.docs[p.TextDocument.URI]
	if d == nil {
		s.mu.Unlock()
		return nil, nil
	}
	had := d.version
	ok := d.change(p.TextDocument.Version, p.ContentChanges)
	path, now, run := d.path, d.now(), s.set.Run
	s.mu.Unlock()
	switch {
	case !ok:
		s.log(fmt.Sprintf("%s: a change to version %d came after version %d and is left out; should the text not be the editor's, close the document and open it again", d.uri, p.TextDocument.Version, had))
	case path != "" && (run == "" || run == "onType"):
		s.projectOf(path, true).edit(path, now)
	}
	return nil, nil
}

func (s *Server) didSave(_ context.Context, p struct {
	TextDocument textDocumentID `json:"textDocument"`
}) (any, error) {
	s.mu.Lock()
	d, run := s.docs[p.TextDocument.URI], s.set.Run
	var now buffer
	if d != nil {
		now = d.now()
	}
	s.mu.Unlock()
	if d != nil && d.path != "" {
		p := s.projectOf(d.path, true)
		if run == "onSave" {
			p.edit(d.path, now)
		}
		s.saved(p)
	}
	return nil, nil
}

func (s *Server) didClose(_ context.Context, p struct {
	TextDocument textDocumentID `json:"textDocument"`
}) (any, error) {
	s.mu.Lock()
	d := s.docs[p.TextDocument.URI]
	delete(s.docs, p.TextDocument.URI)
	delete(s.toldOf, p.TextDocument.URI)
	s.mu.Unlock()
	if d == nil || d.path == "" {
		return nil, nil
	}
	if pr := s.projectOf(d.path, false); pr != nil {
		if pr.file {
			s.drop(pr.root)
		} else {
			pr.close(d.path)
		}
	}
	return nil, nil
}

// drop ends a project and takes back what was told of it.
func (s *Server) drop(root string) {
	s.mu.Lock()
	p := s.projects[root]
	delete(s.projects, root)
	s.mu.Unlock()
	if p != nil {
		p.stop()
		s.retract(p)
	}
}

func (s *Server) filesChanged(_ context.Context, p struct {
	Changes []struct {
		URI  string `json:"uri"`
		Type int    `json:"type"`
	} `json:"changes"`
}) (any, error) {
	touched := map[*project]bool{}
	for _, c := range p.Changes {
		path := pathOf(c.URI)
		if path == "" {
			continue
		}
		s.mu.Lock()
		_, open := s.docs[c.URI]
		s.mu.Unlock()
		if open && c.Type == 2 {
			continue // the editor's own text is what counts
		}
		if pr := s.projectOf(path, false); pr != nil {
			touched[pr] = touched[pr] || filepath.Ext(path) == ".toml"
		}
	}
	for pr, settings := range touched {
		pr.refresh(settings)
	}
	return nil, nil
}

func (s *Server) foldersChanged(_ context.Context, p struct {
	Event struct {
		Added   []folder `json:"added"`
		Removed []folder `json:"removed"`
	} `json:"event"`
}) (any, error) {
	for _, f := range p.Event.Removed {
		if path := pathOf(f.URI); path != "" {
			s.drop(path)
		}
	}
	for _, f := range p.Event.Added {
		if path := pathOf(f.URI); path != "" {
			s.open(path, false)
		}
	}
	return nil, nil
}

// configured takes new settings of the editor: those that it sends, or those
// that it keeps ready to be asked for.
func (s *Server) configured(_ context.Context, p struct {
	Settings json.RawMessage `json:"settings"`
}) (any, error) {
	var sent struct {
		Leadline *Settings `json:"leadline"`
	}
	if json.Unmarshal(p.Settings, &sent) == nil && sent.Leadline != nil {
		s.configure(*sent.Leadline)
		return nil, nil
	}
	s.mu.Lock()
	ask := s.can.Capabilities.Workspace.Configuration
	s.mu.Unlock()
	if ask {
		go s.askSettings()
	}
	return nil, nil
}

func (s *Server) askSettings() {
	r, err := s.rpc.Callback(context.Background(), "workspace/configuration", map[string]any{"items": []any{map[string]any{"section": "leadline"}}})
	if err != nil {
		return
	}
	var got []*Settings
	if r.UnmarshalResult(&got) == nil && len(got) == 1 && got[0] != nil {
		s.configure(*got[0])
	}
}

func (s *Server) configure(set Settings) {
	s.mu.Lock()
	if set.RuleURI == "" {
		set.RuleURI = s.set.RuleURI
	}
	s.set = set
	all := make([]*project, 0, len(s.projects))
	for _, p := range s.projects {
		all = append(all, p)
	}
	s.mu.Unlock()
	for _, p := range all {
		p.refresh(true)
	}
}
