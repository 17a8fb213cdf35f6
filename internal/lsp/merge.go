package lsp

import (
	"os"
	"path/filepath"

	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/remote"
	"leadline/internal/text"
)

// standing is what the service, or a verdict on its way to it, says of a
// finding.
type standing struct {
	known   *remote.Known
	verdict string
	queued  bool
}

// ignored tells whether the finding is not to be shown unless it is asked for.
func (v *standing) ignored() bool {
	switch v.verdict {
	case "false_positive", "accepted_risk", "test_code", "wont_fix", "duplicate_of":
		return true
	}
	return false
}

// standing is how things stand with a finding. What the service says holds,
// but for what the user has just said and it does not know yet.
func (c *cloud) standing(fingerprint string) standing {
	c.mu.Lock()
	defer c.mu.Unlock()
	print := c.print(fingerprint)
	var out standing
	if k, ok := c.known[print]; ok {
		out.known, out.verdict = &k, k.Verdict
	}
	if v, ok := c.queued[print]; ok {
		out.verdict, out.queued = v, true
	}
	return out
}

// standingOf says how things stand with the findings of a file.
func (s *Server) standingOf(path string) func(fingerprint string) standing {
	p := s.projectOf(path, false)
	if p == nil {
		return func(string) standing { return standing{} }
	}
	return p.cloud.standing
}

// print is the fingerprint by which the service knows a finding; the caller
// holds the mutex.
func (c *cloud) print(fingerprint string) string {
	if was, ok := c.alias[fingerprint]; ok {
		if _, direct := c.known[fingerprint]; !direct {
			return was
		}
	}
	return fingerprint
}

// seen is the service's name for a finding, and the verdict that its user sees.
func (c *cloud) seen(fingerprint string) (print, verdict string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	print = c.print(fingerprint)
	if k, ok := c.known[print]; ok {
		return print, k.Verdict
	}
	return print, "untriaged"
}

// beyond are findings of the last scan in the service that nothing here is.
func (c *cloud) beyond() []*finding.Finding {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.scan == nil {
		return nil
	}
	met := map[string]bool{}
	for _, was := range c.alias {
		met[was] = true
	}
	var out []*finding.Finding
	for _, f := range c.scan.findings {
		if !met[f.Fingerprint] {
			out = append(out, f)
		}
	}
	return out
}

// match finds out which findings of the last scan in the service are which of
// those of now, as the service itself does it from scan to scan.
func (p *project) match(now []*finding.Finding) {
	c := &p.cloud
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.scan == nil {
		return
	}
	texts := map[string]*text.File{}
	newer := subjects(now, texts)
	was := map[string]*text.File{}
	older := subjects(c.scan.findings, was)
	maps := map[string]*identity.LineMap{}
	pairs := identity.Match(older, newer, identity.Revision{Lines: func(path string) *identity.LineMap {
		if _, have := maps[path]; !have && was[path] != nil && texts[path] != nil {
			maps[path] = identity.MapLines(string(was[path].Bytes), string(texts[path].Bytes))
		}
		return maps[path]
	}})
	c.alias = map[string]string{}
	for _, pair := range pairs {
		if pair.Sure {
			c.alias[now[pair.New].Fingerprint] = c.scan.findings[pair.Old].Fingerprint
		}
	}
}

func subjects(fs []*finding.Finding, files map[string]*text.File) []identity.Subject {
	out := make([]identity.Subject, len(fs))
	for i, f := range fs {
		out[i] = identity.Of(f)
		files[f.Location.File.Path] = f.Location.File
	}
	return out
}

// stale tells whether the text that a finding of the service speaks of has
// changed since, and the line where it would stand now.
func (s *Server) stale(p *project, f *finding.Finding) (changed bool, line int) {
	file := f.Location.File
	line = file.LineOf(f.Location.Span.Start)
	now, ok := s.textOf(filepath.Join(p.dir(), filepath.FromSlash(file.Path)))
	if !ok {
		return true, line
	}
	if now == string(file.Bytes) {
		return false, line
	}
	m := identity.MapLines(string(file.Bytes), now)
	to, there := m.Line(line)
	if !there {
		return true, line
	}
	for i := range f.Flow {
		l := &f.Flow[i].Location
		if l.File.Path == file.Path && !m.Kept(l.File.LineOf(l.Span.Start)) {
			return true, to
		}
	}
	return !m.Kept(line), to
}

// textOf is the text of a file as the editor has it, else as the disk does.
func (s *Server) textOf(name string) (string, bool) {
	s.mu.Lock()
	for _, d := range s.docs {
		if d.path == name {
			defer s.mu.Unlock()
			return d.text, true
		}
	}
	s.mu.Unlock()
	data, err := os.ReadFile(name)
	return string(data), err == nil
}
