package engine

import (
	"path"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
)

// lowering knows what the files' modules are called.
type lowering struct {
	prefix string
}

func newLowering(prefix string) *lowering { return &lowering{prefix} }

func (l *lowering) file(t *syntax.Tree) *ir.Module {
	name, isPackage := strings.CutSuffix(strings.TrimSuffix(path.Join(l.prefix, t.File.Path), path.Ext(t.File.Path)), "/__init__")
	return lower.Lower(t, strings.ReplaceAll(name, "/", "."), isPackage)
}

// program is what the analysis sees: the files that were read.
func (s *scan) program() *Program {
	p := &Program{}
	for i := range s.units {
		if u := &s.units[i]; u.skipped == nil {
			p.Files = append(p.Files, u.file)
			p.Modules = append(p.Modules, u.module)
		}
	}
	return p
}
