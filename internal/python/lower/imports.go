package lower

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/python/scope"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// imported notes that the file imports a module, and with it the packages
// around it.
func (l *lowerer) imported(module string) {
	if l.imports == nil {
		l.imports = map[string]bool{}
	}
	for n := 0; module != "" && n < maxDots && !l.imports[module]; n++ {
		l.imports[module] = true
		if module[0] == '.' {
			break
		}
		module = module[:max(0, strings.LastIndexByte(module, '.'))]
	}
}

// maxDots bounds the packages that are noted around one module.
const maxDots = 50

func (b *build) importStmt(s *syntax.Import) {
	for i := range s.Names {
		a := &s.Names[i]
		b.l.imported(a.Name)
		bound, sub := a.AsName, uint8(0)
		if bound == "" {
			bound, _, _ = strings.Cut(a.Name, ".")
			sub = 1
		}
		v := b.emit(ir.OpImport, sub, b.l.names.ID(a.Name), 0, 0, a.Span())
		b.write(b.name(bound), v, a.Span())
	}
}

func (b *build) importFrom(s *syntax.ImportFrom) {
	module := b.l.absolute(s.Module, s.Level)
	b.l.imported(module)
	id := b.l.names.ID(module)
	for i := range s.Names {
		a := &s.Names[i]
		if a.Name == "*" {
			b.emit(ir.OpImportStar, 0, id, 0, 0, a.Span())
			if b.self == 0 {
				b.l.out.Stars = append(b.l.out.Stars, module)
				b.starred(id, a.Span())
			}
			continue
		}
		if module != "" {
			b.l.imported(module + "." + a.Name)
		}
		bound := a.AsName
		if bound == "" {
			bound = a.Name
		}
		v := b.emit(ir.OpImportFrom, 0, id, b.l.names.ID(a.Name), 0, a.Span())
		b.write(b.name(bound), v, a.Span())
	}
}

// starred lets the variables that the module has bound so far be what a star import
// makes of them.
func (b *build) starred(module uint32, at text.Span) {
	s := &b.l.table.Scopes[0]
	for i := s.First; i < s.End; i++ {
		y := &b.l.table.Symbols[i]
		if o := b.owner(i); o != y || o.Flags&scope.GlobalStored != 0 {
			continue
		}
		slot := slotOf(y)
		if old := b.env[slot]; old != ir.NoValue && !b.isUnbound(old, slot) {
			b.set(slot, b.emit(ir.OpStarName, 0, module, y.Name, old, at))
		}
	}
}

// absolute is the dotted name that an import of a module means here. A
// relative import that leaves the top package keeps its dots.
func (l *lowerer) absolute(module string, level int) string {
	if level == 0 {
		return module
	}
	base := l.out.Name
	if !l.out.Package {
		base = base[:max(0, strings.LastIndexByte(base, '.'))]
	}
	for range level - 1 {
		if base == "" {
			return strings.Repeat(".", level) + module
		}
		base = base[:max(0, strings.LastIndexByte(base, '.'))]
	}
	switch {
	case base == "":
		return strings.Repeat(".", level) + module
	case module == "":
		return base
	}
	return base + "." + module
}
