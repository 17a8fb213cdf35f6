package ir

import "slices"

// SameBody tells whether a body of one module is, instruction by instruction,
// that of another, whatever numbers the two modules give to their names and
// constants. Inner bodies are compared by number only.
func SameBody(am *Module, a *Func, bm *Module, b *Func) bool {
	s := sameness{am, bm, a, b}
	return s.declared() && a.Captured == b.Captured && a.Cut == b.Cut && a.Parent == b.Parent &&
		a.NameSpan.Start-a.Span.Start == b.NameSpan.Start-b.Span.Start && a.Span.Len() == b.Span.Len() &&
		slices.Equal(a.Blocks, b.Blocks) && slices.Equal(a.Edges, b.Edges) && s.docs() && s.instrs()
}

// SameDeclaration tells whether two bodies look alike from outside.
func SameDeclaration(am *Module, a *Func, bm *Module, b *Func) bool {
	return (&sameness{am, bm, a, b}).declared()
}

type sameness struct {
	am, bm *Module
	a, b   *Func
}

func (s *sameness) name(a, b Name) bool { return s.am.Names[a] == s.bm.Names[b] }

func (s *sameness) constant(a, b uint32) bool {
	x, y := &s.am.Consts[a], &s.bm.Consts[b]
	if (x.Big == nil) != (y.Big == nil) || x.Big != nil && x.Big.Cmp(y.Big) != 0 {
		return false
	}
	return x.Kind == y.Kind && x.Int == y.Int && x.Float == y.Float && x.Str == y.Str
}

func (s *sameness) docs() bool {
	a, b := s.a.Doc, s.b.Doc
	return a == 0 && b == 0 || a != 0 && b != 0 && s.constant(a-1, b-1)
}

func (s *sameness) declared() bool {
	a, b := s.a, s.b
	return a.Kind == b.Kind && a.Async == b.Async && a.Generator == b.Generator && s.name(a.Name, b.Name) &&
		s.name(a.Qualname, b.Qualname) && slices.EqualFunc(a.Params, b.Params, func(x, y Param) bool {
		return x.Kind == y.Kind && x.HasDefault == y.HasDefault && s.name(x.Name, y.Name)
	})
}

func (s *sameness) instrs() bool {
	if len(s.a.Instrs) != len(s.b.Instrs) || len(s.a.Args) != len(s.b.Args) {
		return false
	}
	for i := range s.a.Instrs {
		x, y := s.a.Instrs[i], s.b.Instrs[i]
		if x.Op != y.Op || !s.tables(&x, &y) || x != y || !s.lists(&s.a.Instrs[i], &s.b.Instrs[i]) {
			return false
		}
	}
	return true
}

// tables compares the operands that index a module's tables, and clears them.
func (s *sameness) tables(x, y *Instr) bool {
	same := true
	switch x.Op {
	case OpConst, OpMagic:
		same = s.constant(x.A, y.A)
		x.A, y.A = 0, 0
	case OpGlobal, OpStoreGlobal, OpFree, OpStoreFree, OpExport, OpBind, OpImport, OpImportStar:
		same = s.name(x.A, y.A)
		x.A, y.A = 0, 0
	case OpImportFrom, OpStarName:
		same = s.name(x.A, y.A) && s.name(x.B, y.B)
		x.A, y.A, x.B, y.B = 0, 0, 0, 0
	case OpAttr, OpStoreAttr, OpDelAttr:
		same = s.name(x.B, y.B)
		x.B, y.B = 0, 0
	}
	return same
}

func (s *sameness) lists(x, y *Instr) bool {
	if x.Op.Shape()&HasList == 0 {
		return true
	}
	named := x.Op == OpCall || x.Op == OpMakeClass
	return slices.EqualFunc(s.a.List(x), s.b.List(y), func(p, q Arg) bool {
		switch {
		case p.Value != q.Value:
			return false
		case !named || p.Name >= ArgStarStar || q.Name >= ArgStarStar:
			return p.Name == q.Name
		}
		return s.name(p.Name, q.Name)
	})
}
