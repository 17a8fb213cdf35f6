package lsp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/text"
)

// severities are the protocol's: error, warning, information, hint.
var severities = [...]int{finding.Info: 4, finding.Low: 3, finding.Medium: 2, finding.High: 1, finding.Critical: 1}

// publish tells the editor what the last look at a project found: of each file
// what differs from what it was told before.
func (s *Server) publish(p *project) {
	p.mu.Lock()
	r := p.result
	p.mu.Unlock()
	byURI := s.unread(p, r.coverage)
	for _, path := range slices.Sorted(maps.Keys(r.findings)) {
		for _, f := range r.findings[path] {
			if uri, d, ok := s.diagnostic(p, f); ok {
				byURI[uri] = append(byURI[uri], d)
			}
		}
	}
	for _, f := range p.cloud.beyond() {
		// What the service found and this engine did not; on changed text it is
		// in the list of findings only.
		if changed, _ := s.stale(p, f); !changed {
			if uri, d, ok := s.diagnostic(p, f); ok {
				byURI[uri] = append(byURI[uri], d)
			}
		}
	}
	s.mu.Lock()
	for uri := range s.shown {
		if _, told := byURI[uri]; !told && s.ofProject(p, uri) {
			byURI[uri] = nil
		}
	}
	for uri, d := range s.docs {
		// What is open hears of each of its versions, also that nothing is there.
		if _, told := byURI[uri]; !told && d.path != "" && s.ofProject(p, uri) {
			byURI[uri] = nil
		}
	}
	s.mu.Unlock()
	s.show(byURI, r.versions)
	s.refresh()
	s.tell(p, &r)
}

// show tells the editor the diagnostics of documents where they are not what it
// was told before; versions are those of the documents that were looked at.
func (s *Server) show(byURI map[string][]diagnostic, versions map[string]int) {
	s.mu.Lock()
	var out []publishParams
	for _, uri := range slices.Sorted(maps.Keys(byURI)) {
		ds := byURI[uri]
		if ds == nil {
			ds = []diagnostic{}
		}
		m := publishParams{URI: uri, Diagnostics: ds}
		newer := false // than the text that was spoken of last
		if d := s.docs[uri]; d != nil {
			if s.pulls() {
				continue // it will ask
			}
			looked, is := versions[d.path], d.version
			if b := s.books[d.notebook]; b != nil {
				looked, is = versions[b.path], b.version
			}
			if looked != is {
				continue // a look at the newer text is on its way
			}
			v := d.version
			m.Version = &v
			told, ok := s.toldOf[uri]
			newer = d.path != "" && (!ok || told != v)
			s.toldOf[uri] = v
		}
		key, _ := json.Marshal(ds)
		was, ok := s.shown[uri]
		if !ok {
			was = "[]"
		}
		if was == string(key) && !newer {
			continue
		}
		if s.shown[uri] = string(key); len(ds) == 0 {
			delete(s.shown, uri)
		}
		out = append(out, m)
	}
	s.mu.Unlock()
	for _, m := range out {
		_ = s.rpc.Notify(context.Background(), "textDocument/publishDiagnostics", m)
	}
}

// publishEarly tells what the texts of open documents give by themselves, before
// the first look at a project is through. What data flow gives comes with its end.
func (s *Server) publishEarly(p *project, findings []*finding.Finding, versions map[string]int) {
	byURI := map[string][]diagnostic{}
	for _, f := range findings {
		if f.Suppression != "" {
			continue
		}
		if uri, d, ok := s.diagnostic(p, f); ok {
			byURI[uri] = append(byURI[uri], d)
		}
	}
	maps.DeleteFunc(byURI, func(uri string, _ []diagnostic) bool { return !s.isOpen(uri) })
	s.show(byURI, versions)
}

// tell says that a look has ended, for status lines.
func (s *Server) tell(p *project, r *result) {
	n, ignored := 0, 0
	for _, fs := range r.findings {
		n += len(fs)
		for _, f := range fs {
			if v := p.cloud.standing(f.Fingerprint); v.ignored() {
				ignored++
			}
		}
	}
	m := map[string]any{
		"root": uriOf(p.root), "milliseconds": r.took.Milliseconds(), "findings": n - ignored, "ignored": ignored, "bodies": r.ran,
	}
	if r.coverage != nil {
		m["files"], m["lines"], m["complete"] = r.coverage.Files, r.coverage.Lines, !r.coverage.Incomplete()
	}
	if r.stopped {
		m["cancelled"], m["complete"] = true, false
	}
	if r.fault != "" {
		m["error"] = r.fault
	}
	p.mu.Lock()
	news := r.fault != "" && p.blamed != r.fault
	p.blamed = r.fault
	p.mu.Unlock()
	if news { // once: every edit would say it again
		s.say(1, r.fault)
	}
	_ = s.rpc.Notify(context.Background(), "leadline/analyzed", m)
}

// ofProject tells whether what was published under a URI is a project's; the
// caller holds the mutex.
func (s *Server) ofProject(p *project, uri string) bool {
	path := pathOf(uri)
	if d := s.docs[uri]; d != nil && d.notebook != "" {
		path = pathOf(d.notebook)
	}
	if path == "" {
		return false
	}
	best := ""
	for root, q := range s.projects {
		if (q.file && root == path || !q.file && below(root, path)) && len(root) > len(best) {
			best = root
		}
	}
	return best == p.root || best == "" && (p.file && p.root == path || !p.file && below(p.root, path))
}

// retract takes back everything that was told of a project that has ended.
func (s *Server) retract(p *project) {
	s.mu.Lock()
	var gone []string
	for uri := range s.shown {
		if s.ofProject(p, uri) {
			gone = append(gone, uri)
			delete(s.shown, uri)
		}
	}
	s.mu.Unlock()
	slices.Sort(gone)
	for _, uri := range gone {
		_ = s.rpc.Notify(context.Background(), "textDocument/publishDiagnostics", publishParams{URI: uri, Diagnostics: []diagnostic{}})
	}
}

// diagnostic is a finding as the editor shows it; ok is false where it should
// not.
func (s *Server) diagnostic(p *project, f *finding.Finding) (uri string, d diagnostic, ok bool) {
	at, note := s.place(p, &f.Location)
	set := s.settings()
	if set.OpenFilesOnly && !s.isOpen(at.URI) {
		return "", d, false
	}
	if least, known := finding.ParseSeverity(set.MinimumSeverity); known && f.Severity < least {
		return "", d, false
	}
	if v := p.cloud.standing(f.Fingerprint); v.ignored() {
		return "", d, false
	}
	d = diagnostic{
		Range: at.Range, Severity: severities[f.Severity], Code: f.Rule.ID, Source: "leadline", Message: note + message(f),
		Data: &diagnosticData{Fingerprint: f.Fingerprint, Fixable: f.Fix != nil},
	}
	d.Tags = s.tags(f.Rule)
	if set.RuleURI != "" {
		d.CodeDescription = &codeDescription{Href: strings.ReplaceAll(set.RuleURI, "{id}", f.Rule.ID)}
	}
	for i := range f.Flow {
		step := &f.Flow[i]
		where, note := s.place(p, &step.Location)
		d.RelatedInformation = append(d.RelatedInformation, relatedLocation{where, fmt.Sprintf("%d. %s%s", i+1, note, step.Message)})
	}
	return at.URI, d, true
}

// tagged are the protocol's words for the tags of rules: editors fade out what is
// not needed and strike through what is deprecated.
var tagged = map[string]int{finding.TagUnnecessary: 1, finding.TagDeprecated: 2}

// tags are those of a rule that the editor understands.
func (s *Server) tags(r *finding.Rule) (out []int) {
	known := s.can.Capabilities.TextDocument.PublishDiagnostics.TagSupport
	if known == nil {
		return nil
	}
	for _, t := range r.Tags {
		if n := tagged[t]; n != 0 && slices.Contains(known.ValueSet, n) {
			out = append(out, n)
		}
	}
	return out
}

// message is a finding's message with what to do, and its certainty where that
// is not high.
func message(f *finding.Finding) string {
	m := f.Message
	if f.Confidence != "" && f.Confidence != "high" {
		m += " (confidence " + f.Confidence + ")"
	}
	if f.Rule.Advice != "" {
		m += "\n" + f.Rule.Advice
	}
	return m
}

func (s *Server) isOpen(uri string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.docs[uri] != nil
}

// place is a location as the editor knows it. A cell of a notebook that is not
// open in the editor has no address of its own: then the note says which it is.
func (s *Server) place(p *project, l *finding.Location) (location, string) {
	path := filepath.Join(p.dir(), filepath.FromSlash(l.File.Path))
	start, part := l.File.Locate(l.Span.Start)
	end, last := l.File.Locate(l.Span.End)
	if part != nil && (last == nil || last.Name != part.Name) {
		end = start
	}
	r := span{protocolPosition(start), protocolPosition(end)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if part == nil {
		return location{s.uriFor(path), r}, ""
	}
	for _, b := range s.books {
		if b.path == path {
			if uri := b.cellURI(part.Name); uri != "" {
				return location{uri, r}, ""
			}
		}
	}
	return location{s.uriFor(path), span{}}, fmt.Sprintf("%s, line %d: ", part.Label, start.Line)
}

// uriFor is the URI by which the editor knows a file; the caller holds the mutex.
func (s *Server) uriFor(path string) string {
	for uri, d := range s.docs {
		if d.path == path {
			return uri
		}
	}
	return uriOf(path)
}

func protocolPosition(p text.Position) position { return position{p.Line - 1, p.UTF16 - 1} }

// pulls tells whether the client asks for the diagnostics of what is open instead
// of being told; the caller holds the mutex. One that could and did not ask for it
// is told: an answer would come when it asks, and not when there is something new.
func (s *Server) pulls() bool {
	return s.set.Diagnostics == "pull" && s.can.Capabilities.TextDocument.Diagnostic != nil
}

// refresh has a client that pulls ask again.
func (s *Server) refresh() {
	s.mu.Lock()
	ask := s.pulls() && s.can.Capabilities.Workspace.Diagnostics.RefreshSupport
	s.mu.Unlock()
	if ask {
		go func() { _, _ = s.rpc.Callback(context.Background(), "workspace/diagnostic/refresh", nil) }()
	}
}

// pull answers a client that asks for the diagnostics of one document: those of
// the text as it is now, or that they are what it has already.
func (s *Server) pull(ctx context.Context, q struct {
	TextDocument     textDocumentID `json:"textDocument"`
	PreviousResultID string         `json:"previousResultId"`
}) (any, error) {
	items := []diagnostic{}
	if p := s.projectFor(q.TextDocument.URI); p != nil {
		p.settled(ctx)
		p.mu.Lock()
		r := p.result
		p.mu.Unlock()
		items = append(items, s.unread(p, r.coverage)[q.TextDocument.URI]...)
		for _, path := range slices.Sorted(maps.Keys(r.findings)) {
			for _, f := range r.findings[path] {
				if uri, d, ok := s.diagnostic(p, f); ok && uri == q.TextDocument.URI {
					items = append(items, d)
				}
			}
		}
	}
	data, _ := json.Marshal(items)
	sum := sha256.Sum256(data)
	id := hex.EncodeToString(sum[:8])
	if id == q.PreviousResultID {
		return map[string]any{"kind": "unchanged", "resultId": id}, nil
	}
	return map[string]any{"kind": "full", "resultId": id, "items": items}, nil
}

// projectFor is the project of a document: a file, or a cell of a notebook.
func (s *Server) projectFor(uri string) *project {
	s.mu.Lock()
	path := pathOf(uri)
	if d := s.docs[uri]; d != nil && d.notebook != "" {
		path = pathOf(d.notebook)
	}
	s.mu.Unlock()
	if path == "" {
		return nil
	}
	return s.projectOf(path, false)
}
