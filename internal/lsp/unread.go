package lsp

import (
	"path/filepath"

	"leadline/internal/finding"
)

// unread are words about the files of which something was not analysed: a file
// without a finding must not look like one that is clean. What the settings
// accept is not spoken of, as in a scan.
func (s *Server) unread(p *project, c *finding.Coverage) map[string][]diagnostic {
	out := map[string][]diagnostic{}
	if c == nil {
		return out
	}
	set := s.settings()
	for i := range c.Skipped {
		k := &c.Skipped[i]
		if k.Accepted || k.Path == "." || k.Path == "" {
			continue
		}
		s.mu.Lock()
		uri := s.uriFor(filepath.Join(p.dir(), filepath.FromSlash(k.Path)))
		s.mu.Unlock()
		if set.OpenFilesOnly && !s.isOpen(uri) {
			continue
		}
		out[uri] = append(out[uri], diagnostic{Severity: severities[finding.Medium], Code: k.Code, Source: "leadline", Message: "Leadline has not analysed this, or not all of it: " + k.Reason})
	}
	return out
}
