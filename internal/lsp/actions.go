package lsp

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"leadline/internal/finding"
)

// here are the findings of a document that touch a range, as long as the text
// that they speak of is the one that the editor has.
func (s *Server) here(uri string, r *span) (p *project, out []*finding.Finding) {
	p = s.projectFor(uri)
	if p == nil {
		return nil, nil
	}
	p.mu.Lock()
	res := p.result
	p.mu.Unlock()
	if !s.present(uri, &res) {
		return p, nil
	}
	for _, fs := range res.findings {
		for _, f := range fs {
			at, _ := s.place(p, &f.Location)
			if at.URI == uri && (r == nil || overlap(at.Range, *r)) {
				out = append(out, f)
			}
		}
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Location.Span.Start != b.Location.Span.Start {
			return a.Location.Span.Start < b.Location.Span.Start
		}
		return a.Rule.ID < b.Rule.ID
	})
	return p, out
}

// present tells whether a result speaks of a document's text as it is now.
func (s *Server) present(uri string, r *result) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.docs[uri]
	if d == nil {
		return true
	}
	if d.path == "" {
		b := s.books[d.notebook]
		return b != nil && r.versions[b.path] == b.version
	}
	return r.versions[d.path] == d.version
}

func overlap(a, b span) bool { return !before(a.End, b.Start) && !before(b.End, a.Start) }

func before(a, b position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character
}

func (s *Server) codeActions(_ context.Context, q codeActionParams) (any, error) {
	out := []codeAction{}
	wants := func(kind string) bool {
		return len(q.Context.Only) == 0 || slices.ContainsFunc(q.Context.Only, func(k string) bool { return kind == k || strings.HasPrefix(kind, k+".") })
	}
	p, found := s.here(q.TextDocument.URI, &q.Range)
	if p == nil {
		return out, nil
	}
	if wants("quickfix") {
		for _, f := range found {
			out = append(out, s.quickFixes(p, f)...)
		}
	}
	if wants("source.fixAll.leadline") {
		_, all := s.here(q.TextDocument.URI, nil)
		safe := slices.DeleteFunc(all, func(f *finding.Finding) bool { return f.Fix == nil || f.Fix.Safety != finding.Safe })
		if edit := s.edits(p, safe, ""); edit != nil {
			out = append(out, codeAction{Title: "Leadline: fix all that is safe to fix", Kind: "source.fixAll.leadline", Edit: edit})
		}
	}
	return out, nil
}

// quickFixes are what can be done about one finding.
func (s *Server) quickFixes(p *project, f *finding.Finding) []codeAction {
	_, d, ok := s.diagnostic(p, f)
	if !ok {
		return nil
	}
	about := []diagnostic{d}
	var out []codeAction
	if f.Fix != nil {
		title := "Fix: " + f.Fix.Description
		if f.Fix.Safety != finding.Safe {
			title += " (look at it first)"
		}
		if edit := s.edits(p, []*finding.Finding{f}, f.Fix.Description); edit != nil {
			out = append(out, codeAction{Title: title, Kind: "quickfix", Diagnostics: about, IsPreferred: f.Fix.Safety == finding.Safe, Edit: edit})
		}
		if same := s.sameRule(p, f); len(same) > 1 {
			title := fmt.Sprintf("Fix all %d of %s in this file", len(same), f.Rule.ID)
			if edit := s.edits(p, same, title); edit != nil {
				out = append(out, codeAction{Title: title, Kind: "quickfix", Diagnostics: about, Edit: edit})
			}
		}
	}
	if edit := s.ignoring(p, f); edit != nil {
		out = append(out, codeAction{Title: "Ignore " + f.Rule.ID + " here, with a reason", Kind: "quickfix", Diagnostics: about, Edit: edit,
			Data: &actionData{f.Fingerprint, placeholder}})
	}
	return append(out, s.triageActions(f, about)...)
}

// sameRule are the findings of the same rule in the same file that have a fix.
func (s *Server) sameRule(p *project, f *finding.Finding) []*finding.Finding {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []*finding.Finding
	for _, g := range p.result.findings[f.Location.File.Path] {
		if g.Rule.ID == f.Rule.ID && g.Fix != nil {
			out = append(out, g)
		}
	}
	return out
}

// edits are the fixes of findings as one change; where two want the same text,
// the first has it. nil when nothing is left. A title has an editor that can
// show the change first, unless its user wants otherwise.
func (s *Server) edits(p *project, fs []*finding.Finding, title string) *workspaceEdit {
	safe := true
	changes := map[string][]textEdit{}
	for _, f := range fs {
		if f.Fix == nil {
			continue
		}
		var mine []placed
		clash := false
		for i := range f.Fix.Edits {
			e := &f.Fix.Edits[i]
			at, note := s.place(p, &e.Location)
			clash = clash || note != "" || slices.ContainsFunc(changes[at.URI], func(have textEdit) bool { return collide(have.Range, at.Range) })
			mine = append(mine, placed{at.URI, textEdit{Range: at.Range, NewText: e.Text}})
		}
		if clash {
			continue
		}
		for _, m := range mine {
			changes[m.uri] = append(changes[m.uri], m.edit)
		}
		safe = safe && f.Fix.Safety == finding.Safe
	}
	out := s.change(changes)
	if out != nil && title != "" && s.previews(safe) {
		out.annotate(changeAnnotation{Label: title, Description: "Leadline", NeedsConfirmation: true})
	}
	return out
}

// previews tells whether a fix is shown before it is made.
func (s *Server) previews(safe bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	able := s.can.Capabilities.Workspace.WorkspaceEdit
	if !able.DocumentChanges || able.ChangeAnnotationSupport == nil {
		return false
	}
	switch s.set.PreviewFixes {
	case "always":
		return true
	case "never":
		return false
	}
	return !safe
}

// annotate says one thing of all edits of a change.
func (w *workspaceEdit) annotate(a changeAnnotation) {
	const id = "fix"
	w.ChangeAnnotations = map[string]changeAnnotation{id: a}
	for i := range w.DocumentChanges {
		for j := range w.DocumentChanges[i].Edits {
			w.DocumentChanges[i].Edits[j].AnnotationID = id
		}
	}
}

type placed struct {
	uri  string
	edit textEdit
}

func collide(a, b span) bool { return a == b || before(a.Start, b.End) && before(b.Start, a.End) }

// change is edits in the form that the editor takes.
func (s *Server) change(changes map[string][]textEdit) *workspaceEdit {
	if len(changes) == 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.can.Capabilities.Workspace.WorkspaceEdit.DocumentChanges {
		return &workspaceEdit{Changes: changes}
	}
	out := &workspaceEdit{}
	for uri, edits := range changes {
		d := documentEdit{Edits: edits}
		d.TextDocument.URI = uri
		if doc := s.docs[uri]; doc != nil {
			v := doc.version
			d.TextDocument.Version = &v
		}
		out.DocumentChanges = append(out.DocumentChanges, d)
	}
	sort.Slice(out.DocumentChanges, func(i, j int) bool {
		return out.DocumentChanges[i].TextDocument.URI < out.DocumentChanges[j].TextDocument.URI
	})
	return out
}

// placeholder stands where a person writes why a finding is ignored.
const placeholder = "say why"

// ignoring puts a comment above the line that silences the finding there. The
// reason is for the person to write.
func (s *Server) ignoring(p *project, f *finding.Finding) *workspaceEdit {
	at, note := s.place(p, &f.Location)
	if note != "" {
		return nil
	}
	file := f.Location.File
	line := file.Line(file.LineOf(f.Location.Span.Start))
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	where := position{at.Range.Start.Line, 0}
	comment := fmt.Sprintf("%s# leadline: ignore[%s] %s\n", indent, f.Rule.ID, placeholder)
	return s.change(map[string][]textEdit{at.URI: {{Range: span{where, where}, NewText: comment}}})
}

func (s *Server) hover(_ context.Context, q positionParams) (any, error) {
	at := span{q.Position, q.Position}
	p, found := s.here(q.TextDocument.URI, &at)
	if len(found) == 0 {
		return nil, nil
	}
	var b strings.Builder
	var r span
	for i, f := range found {
		if i > 0 {
			b.WriteString("\n\n---\n\n")
		}
		place, _ := s.place(p, &f.Location)
		r = place.Range
		s.describe(&b, p, f)
	}
	return hover{Contents: markup{"markdown", b.String()}, Range: &r}, nil
}

// describe says what is wrong, why it matters, how it comes about and what to
// do.
func (s *Server) describe(b *strings.Builder, p *project, f *finding.Finding) {
	fmt.Fprintf(b, "**%s** — %s, `%s`", f.Rule.Title, f.Severity, f.Rule.ID)
	for i, c := range f.Rule.CWE {
		if i == 0 {
			b.WriteString(" ·")
		}
		fmt.Fprintf(b, " CWE-%d", c)
	}
	fmt.Fprintf(b, "\n\n%s\n", escapeMarkdown(f.Message))
	if why := section(f.Rule.Page, "Why"); why != "" {
		fmt.Fprintf(b, "\n%s\n", why)
	}
	if len(f.Flow) > 0 {
		b.WriteString("\nHow the data gets there:\n")
		for i := range f.Flow {
			step := &f.Flow[i]
			at, note := s.place(p, &step.Location)
			fmt.Fprintf(b, "%d. [%s:%d](%s#L%d) %s%s\n", i+1, escapeMarkdown(lastName(step.Location.File.Path)), at.Range.Start.Line+1, at.URI, at.Range.Start.Line+1, note, escapeMarkdown(step.Message))
		}
	}
	if f.Rule.Advice != "" {
		fmt.Fprintf(b, "\n**What to do:** %s\n", f.Rule.Advice)
	}
}

func lastName(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// escapeMarkdown keeps the text of scanned code from being read as markup.
func escapeMarkdown(s string) string {
	return strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "#", "\\#").Replace(s)
}

// section is a part of a rule's page, its first paragraph.
func section(page, title string) string {
	_, rest, ok := strings.Cut(page, "\n## "+title+"\n")
	if !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "\n## ")
	rest, _, _ = strings.Cut(strings.TrimSpace(rest), "\n\n")
	return rest
}
