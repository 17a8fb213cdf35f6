package lsp

import (
	"path/filepath"
	"slices"

	"leadline/internal/workspace"
)

// A notebook that a client sends whole is an open document to the folder that
// it lies in, as soon as that folder is looked at.

// keep notes how a client has a notebook.
func (p *playing) keep(b *played, content []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	b.content = content
}

// unsaved are the notebooks that clients have otherwise than the disk does:
// other code, or other runs.
func (p *playing) unsaved() (out []workspace.Overlay) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range p.books {
		same := func(x, y diskCell) bool { return x.source == y.source && x.count == y.count }
		if b.content != nil && !slices.EqualFunc(readDisk(b.path), cellsOf(b.content), same) {
			out = append(out, workspace.Overlay{Name: b.path, Content: b.content})
		}
	}
	return out
}

// carry brings to a folder the notebooks in it as their clients have them.
func (s *Server) carry(p *project) {
	open := map[string][]byte{}
	for _, o := range s.played.unsaved() {
		if s.owns(p, o.Name) {
			open[o.Name] = o.Content
		}
	}
	p.mu.Lock()
	was := p.carried
	p.carried = open
	p.mu.Unlock()
	for name, content := range open {
		if string(was[name]) != string(content) {
			p.edit(name, buffer{content: content})
		}
	}
	for name := range was {
		if _, still := open[name]; !still {
			p.close(name)
		}
	}
}

// homeOf is the folder from which a notebook is looked at: the one that is open
// around it, so that its findings are those of the folder, else its own.
func (s *Server) homeOf(path string) string {
	if p := s.projectOf(path, false); p != nil {
		return p.dir()
	}
	return filepath.Dir(path)
}
