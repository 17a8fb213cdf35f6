package engine

import (
	"leadline/internal/ir"
	"leadline/internal/python/syntax"
	"leadline/internal/workspace"
)

type lowered = *ir.Module

// lowering knows what the files' modules are called.
type lowering struct{}

func newLowering(t *workspace.Tree) *lowering { return &lowering{} }

func (l *lowering) file(t *syntax.Tree) *ir.Module { return nil }

// program is what the analysis sees: the files that were read.
func (s *scan) program() *Program {
	p := &Program{}
	for i := range s.units {
		if u := &s.units[i]; u.skipped == nil {
			p.Files = append(p.Files, u.file)
			p.Modules = append(p.Modules, u.lowered)
		}
	}
	return p
}
