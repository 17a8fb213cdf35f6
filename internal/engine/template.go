package engine

import (
	"leadline/internal/finding"
	"leadline/internal/plain/template"
	"leadline/internal/suppress"
	"leadline/internal/workspace"
)

// readTemplate makes a module of a page that code may render; one without holes
// has none.
func (s *scan) readTemplate(e *workspace.Entry, known *unit) unit {
	file, skipped := s.tree.ReadText(e)
	if skipped != nil {
		sk := finding.Skipped(*skipped)
		return unit{skipped: &sk}
	}
	if file == nil {
		return unit{}
	}
	if known != nil && known.sameText(file) {
		return *known
	}
	u := unit{file: file, raw: file, comments: suppress.FindText(file)}
	fault := guarded(func() {
		if tree := template.Parse(file); tree != nil {
			u.module = s.lower(tree, s.surface)
			u.module.Template = true
		}
	})
	if fault != "" {
		return unit{skipped: s.internalError(file.Path, "template", fault)}
	}
	return u
}
