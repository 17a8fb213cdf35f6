package engine

import (
	"path"
	"path/filepath"
	"strings"

	"leadline/internal/cells"
	"leadline/internal/config"
	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/notebook"
	"leadline/internal/python/lower"
	"leadline/internal/python/module"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
	"leadline/internal/workspace"
)

// naming knows what the files' modules are called. Its paths are the
// project's, of which the scanned tree may be a part.
type naming struct {
	prefix string
	layout *module.Layout
}

func newNaming(t *workspace.Tree, project *config.Project) naming {
	n := naming{prefix: t.Prefix()}
	paths := make([]string, len(t.Files))
	for i := range t.Files {
		paths[i] = n.path(t.Files[i].Path)
	}
	top := strings.TrimSuffix(t.Root, string(filepath.Separator)+filepath.FromSlash(n.prefix))
	n.layout = module.NewLayout(paths, project.Roots(top))
	return n
}

func (n *naming) path(rel string) string { return path.Join(n.prefix, rel) }

// lower lowers a tree, or, where its surface is all that anybody looks at, only says
// what its module is called. The module's path is the project's, as the layout
// spells it.
func (s *scan) lower(t *syntax.Tree, surface bool) *ir.Module {
	n := &s.naming
	at := n.path(t.File.Path)
	name, isPackage := n.layout.Name(at)
	if surface {
		return &ir.Module{Path: at, Name: name, Package: isPackage}
	}
	w, ok := s.lowerers.Get().(*lower.Lowerer)
	if !ok {
		w = &lower.Lowerer{}
	}
	m := w.Lower(t, name, isPackage)
	s.lowerers.Put(w) // one that a fault of ours stopped is not used again
	m.Path = at
	return m
}

// program is what the analysis sees: the files that were read, and the rules
// that run.
func (s *scan) program(rules []*rule.Rule) *Program {
	p := &Program{Named: map[*text.File][]*finding.Finding{}, Notebooks: map[*text.File]*notebook.Notebook{}, Graphs: map[*text.File]*cells.Graph{}, Ran: map[int]*ir.Module{}, Layout: s.naming.layout, Versions: s.options.Project.Versions, Rules: rules}
	for i := range s.units {
		if u := &s.units[i]; u.skipped == nil && u.file != nil {
			p.Files = append(p.Files, u.file)
			p.Modules = append(p.Modules, u.module)
			if u.ran != nil {
				p.Ran[len(p.Files)-1] = u.ran
			}
			p.Found = append(p.Found, u.found...)
			if u.looked {
				p.Named[u.file] = u.named
			}
			if u.notebook != nil {
				p.Notebooks[u.file], p.Graphs[u.file] = u.notebook, u.graph
			}
		}
	}
	for i := range s.plain {
		p.Found = append(p.Found, s.plain[i].found...)
	}
	return p
}

// moduleName is the dotted name of a file.
func (s *scan) moduleName(f *text.File) string {
	for i := range s.units {
		if u := &s.units[i]; u.file == f && u.module != nil {
			return u.module.Name
		}
	}
	return ""
}
