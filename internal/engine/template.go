package engine

import (
	"leadline/internal/plain/template"
	"leadline/internal/workspace"
)

// readTemplate makes a module of a page that code may render. What cannot be
// read is told where the file is looked at as text; a page without holes has no
// module.
func (s *scan) readTemplate(e *workspace.Entry, known *unit) unit {
	file, _ := s.tree.ReadText(e)
	if file == nil {
		return unit{}
	}
	if known != nil && known.sameText(file) {
		return *known
	}
	u := unit{file: file, raw: file}
	fault := guarded(func() {
		if tree := template.Parse(file); tree != nil {
			u.module = s.naming.lower(tree, s.surface)
			u.module.Template = true
		}
	})
	if fault != "" {
		return unit{skipped: s.internalError(file.Path, "template", fault)}
	}
	return u
}
