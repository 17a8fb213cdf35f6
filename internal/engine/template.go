package engine

import (
	"path"

	"leadline/internal/finding"
	"leadline/internal/plain/openapi"
	"leadline/internal/plain/template"
	"leadline/internal/python/syntax"
	"leadline/internal/suppress"
	"leadline/internal/text"
	"leadline/internal/workspace"
)

// readTemplate makes a module of a page that code may render, and of a document that names the
// functions behind an application's addresses; one without holes has none, nor has another document.
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
		if tree := parseText(file); tree != nil {
			u.module = s.lower(tree, s.surface)
			u.module.Template = true
		}
	})
	if fault != "" {
		return unit{skipped: s.internalError(file.Path, "template", fault)}
	}
	return u
}

// parseText makes a tree of a text that is no Python.
func parseText(f *text.File) *syntax.Tree {
	if isDocument(f.Path) {
		return openapi.Parse(f)
	}
	return template.Parse(f)
}

// isDocument tells documents from pages.
func isDocument(name string) bool {
	switch path.Ext(name) {
	case ".yaml", ".yml", ".json":
		return true
	}
	return false
}
