package scope

import "leadline/internal/python/syntax"

func (b *binder) body(list []syntax.Stmt) {
	for _, s := range list {
		b.stmt(s)
	}
}

// stmt records what one statement uses and binds.
func (b *binder) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.ExprStmt:
		b.expr(s.Value)
		b.all.statement(b, s)
	case *syntax.Assign:
		b.expr(s.Value)
		for _, t := range s.Targets {
			b.target(t)
		}
		b.all.statement(b, s)
	case *syntax.AugAssign:
		b.target(s.Target)
		if n, ok := s.Target.(*syntax.Name); ok {
			b.use(n.ID)
		}
		b.expr(s.Value)
		b.all.statement(b, s)
	case *syntax.AnnAssign:
		b.expr(s.Annotation)
		b.expr(s.Value)
		if s.Simple || s.Value != nil {
			b.target(s.Target)
		} else {
			b.expr(s.Target) // `(x): int` binds nothing
		}
		b.all.statement(b, s)
	case *syntax.Return:
		b.expr(s.Value)
	case *syntax.Delete:
		for _, t := range s.Targets {
			b.target(t)
		}
	case *syntax.Raise:
		b.expr(s.Exc)
		b.expr(s.Cause)
	case *syntax.Assert:
		b.expr(s.Test)
		b.expr(s.Msg)
	case *syntax.Import:
		for i := range s.Names {
			b.bind(firstPart(&s.Names[i]), Imported)
		}
	case *syntax.ImportFrom:
		b.importFrom(s)
	case *syntax.Global:
		b.declare(s)
	default:
		b.compound(s)
	}
}

func (b *binder) compound(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		b.function(s)
	case *syntax.ClassDef:
		b.classDef(s)
	case *syntax.TypeAlias:
		b.alias(s)
	case *syntax.If:
		b.expr(s.Test)
		b.body(s.Body)
		b.body(s.Orelse)
	case *syntax.For:
		b.expr(s.Iter)
		b.loop(s.Start, func() {
			b.target(s.Target)
			b.body(s.Body)
		})
		b.body(s.Orelse)
	case *syntax.While:
		b.loop(s.Start, func() {
			b.expr(s.Test)
			b.body(s.Body)
		})
		b.body(s.Orelse)
	case *syntax.With:
		for i := range s.Items {
			b.expr(s.Items[i].Context)
			b.target(s.Items[i].Vars)
		}
		b.body(s.Body)
	case *syntax.Try:
		b.try(s)
	case *syntax.Match:
		b.match(s)
	}
}

func (b *binder) try(s *syntax.Try) {
	b.body(s.Body)
	for i := range s.Handlers {
		h := &s.Handlers[i]
		b.expr(h.Type)
		b.bind(h.Name, 0)
		b.body(h.Body)
		b.bind(h.Name, 0) // the name is deleted behind the clause
	}
	b.body(s.Orelse)
	b.body(s.Finalbody)
}

// firstPart is the name that `import a.b.c` binds.
func firstPart(a *syntax.Alias) string {
	if a.AsName != "" {
		return a.AsName
	}
	for i := 0; i < len(a.Name); i++ {
		if a.Name[i] == '.' {
			return a.Name[:i]
		}
	}
	return a.Name
}

func (b *binder) importFrom(s *syntax.ImportFrom) {
	for i := range s.Names {
		a := &s.Names[i]
		switch {
		case a.Name == "*":
		case a.AsName != "":
			b.bind(a.AsName, Imported)
		default:
			b.bind(a.Name, Imported)
		}
	}
}

func (b *binder) declare(s *syntax.Global) {
	flag := DeclaredGlobal
	if s.Nonlocal {
		flag = DeclaredNonlocal
	}
	for _, n := range s.Names {
		b.symbol(n).Flags |= flag
	}
}

// typeParams opens the scope of type parameters, if there are any.
func (b *binder) typeParams(n syntax.Node, list []syntax.TypeParam) (id uint32, opened bool) {
	if len(list) == 0 {
		return 0, false
	}
	id = b.enter(TypeParams, n.Span().Start)
	if b.params == nil {
		b.params = map[syntax.Node]uint32{}
	}
	b.params[n] = id
	for i := range list {
		b.bind(list[i].Name, 0)
	}
	for i := range list {
		b.expr(list[i].Bound)
		b.expr(list[i].Default)
	}
	return id, true
}

func (b *binder) function(s *syntax.FunctionDef) {
	for _, d := range s.Decorators {
		b.expr(d)
	}
	b.defaults(s.Args)
	scope, generic := b.typeParams(s, s.TypeParams)
	b.annotations(s.Args)
	b.expr(s.Returns)
	id := b.enter(Function, s.Start)
	b.opens[s] = id
	b.arguments(s.Args)
	b.body(s.Body)
	b.leave(id)
	if generic {
		b.leave(scope)
	}
	b.bind(s.Name, 0)
}

func (b *binder) defaults(a *syntax.Arguments) {
	if a == nil {
		return
	}
	for i := range a.Args {
		b.expr(a.Args[i].Default)
	}
}

func (b *binder) annotations(a *syntax.Arguments) {
	if a == nil {
		return
	}
	for i := range a.Args {
		b.expr(a.Args[i].Annotation)
	}
}

// arguments binds the parameters. They are bound before any loop of the body,
// so they are no writes of a loop around the definition.
func (b *binder) arguments(a *syntax.Arguments) {
	if a == nil {
		return
	}
	for i := range a.Args {
		if n := a.Args[i].Name; n != "" {
			b.symbol(n).Flags |= Bound | Param
		}
	}
}

func (b *binder) classDef(s *syntax.ClassDef) {
	for _, d := range s.Decorators {
		b.expr(d)
	}
	scope, generic := b.typeParams(s, s.TypeParams)
	for _, e := range s.Bases {
		b.expr(e)
	}
	for i := range s.Keywords {
		b.expr(s.Keywords[i].Value)
	}
	id := b.enter(Class, s.Start)
	b.opens[s] = id
	outer := b.class
	b.class = s.Name
	b.body(s.Body)
	b.class = outer
	b.leave(id)
	if generic {
		b.leave(scope)
	}
	b.bind(s.Name, 0)
}

func (b *binder) alias(s *syntax.TypeAlias) {
	scope, generic := b.typeParams(s, s.TypeParams)
	b.expr(s.Value)
	if generic {
		b.leave(scope)
	}
	b.target(s.Name)
}

func (b *binder) match(s *syntax.Match) {
	b.expr(s.Subject)
	for i := range s.Cases {
		b.pattern(s.Cases[i].Pattern)
		b.expr(s.Cases[i].Guard)
		b.body(s.Cases[i].Body)
	}
}

func (b *binder) pattern(p syntax.Pattern) {
	switch p := p.(type) {
	case *syntax.MatchValue:
		b.expr(p.Value)
	case *syntax.MatchSequence:
		b.patterns(p.Patterns)
	case *syntax.MatchMapping:
		for _, k := range p.Keys {
			b.expr(k)
		}
		b.patterns(p.Patterns)
		b.bind(p.Rest, 0)
	case *syntax.MatchClass:
		b.expr(p.Cls)
		b.patterns(p.Patterns)
		b.patterns(p.KwdPatterns)
	case *syntax.MatchStar:
		b.bind(p.Name, 0)
	case *syntax.MatchAs:
		if p.Pattern != nil {
			b.pattern(p.Pattern)
		}
		b.bind(p.Name, 0)
	case *syntax.MatchOr:
		b.patterns(p.Patterns)
	}
}

func (b *binder) patterns(list []syntax.Pattern) {
	for _, p := range list {
		b.pattern(p)
	}
}
