package pattern

import "leadline/internal/python/syntax"

// stmts compares bodies; "..." stands for any number of statements, and a nil
// at the end for whatever follows.
func (m *matcher) stmts(ps, ns []syntax.Stmt, b *Bindings) (*Bindings, bool) {
	if len(ps) == 0 {
		return b, len(ns) == 0
	}
	if ps[0] == nil {
		return b, true
	}
	if isDotsStmt(ps[0]) {
		for k := 0; k <= len(ns); k++ {
			if out, ok := m.stmts(ps[1:], ns[k:], b); ok {
				return out, true
			}
		}
		return b, false
	}
	if len(ns) == 0 {
		return b, false
	}
	next, ok := m.stmt(ps[0], ns[0], b)
	if !ok {
		return b, false
	}
	return m.stmts(ps[1:], ns[1:], next)
}

// optional compares bodies that a pattern may leave out.
func (m *matcher) optional(ps, ns []syntax.Stmt, b *Bindings) (*Bindings, bool) {
	if len(ps) == 0 {
		return b, true
	}
	return m.stmts(ps, ns, b)
}

func (m *matcher) stmt(p, n syntax.Stmt, b *Bindings) (*Bindings, bool) {
	switch p := p.(type) {
	case *syntax.ExprStmt:
		if n, ok := n.(*syntax.ExprStmt); ok {
			return m.expr(p.Value, n.Value, b)
		}
	case *syntax.Assign:
		return m.assign(p, n, b)
	case *syntax.AugAssign:
		if n, ok := n.(*syntax.AugAssign); ok && n.Op == p.Op {
			return m.pairs(b, pair{p.Target, n.Target}, pair{p.Value, n.Value})
		}
	case *syntax.AnnAssign:
		if n, ok := n.(*syntax.AnnAssign); ok {
			return m.pairs(b, pair{p.Target, n.Target}, pair{p.Annotation, n.Annotation}, pair{p.Value, n.Value})
		}
	case *syntax.Return:
		if n, ok := n.(*syntax.Return); ok {
			if isDotsOrNil(p.Value) {
				return b, true
			}
			return m.expr(p.Value, n.Value, b)
		}
	case *syntax.Raise:
		if n, ok := n.(*syntax.Raise); ok {
			if p.Cause == nil && p.Exc != nil {
				return m.expr(p.Exc, n.Exc, b)
			}
			return m.pairs(b, pair{p.Exc, n.Exc}, pair{p.Cause, n.Cause})
		}
	case *syntax.Assert:
		if n, ok := n.(*syntax.Assert); ok {
			if p.Msg == nil {
				return m.expr(p.Test, n.Test, b)
			}
			return m.pairs(b, pair{p.Test, n.Test}, pair{p.Msg, n.Msg})
		}
	case *syntax.Delete:
		if n, ok := n.(*syntax.Delete); ok {
			return m.list(p.Targets, n.Targets, b)
		}
	case *syntax.Import, *syntax.ImportFrom:
		return b, m.imports(p, n)
	case *syntax.Pass, *syntax.Break, *syntax.Continue:
		return b, syntax.Kind(p) == syntax.Kind(n)
	default:
		return m.compound(p, n, b)
	}
	return b, false
}

func isDotsOrNil(x syntax.Expr) bool { return x == nil || isDots(x) }

// assign compares assignments; an annotated one counts as a plain one.
func (m *matcher) assign(p *syntax.Assign, n syntax.Stmt, b *Bindings) (*Bindings, bool) {
	switch n := n.(type) {
	case *syntax.Assign:
		for _, target := range n.Targets {
			if out, ok := m.pairs(b, pair{p.Targets[0], target}, pair{p.Value, n.Value}); ok {
				return out, true
			}
		}
	case *syntax.AnnAssign:
		if n.Value != nil {
			return m.pairs(b, pair{p.Targets[0], n.Target}, pair{p.Value, n.Value})
		}
	}
	return b, false
}

// imports tells whether a statement imports what the pattern's one does.
func (m *matcher) imports(p, n syntax.Stmt) bool {
	have := imported(n)
	for name := range imported(p) {
		if !have[name] {
			return false
		}
	}
	return len(have) > 0
}

func imported(s syntax.Stmt) map[string]bool {
	out := map[string]bool{}
	switch s := s.(type) {
	case *syntax.Import:
		for i := range s.Names {
			out[s.Names[i].Name] = true
		}
	case *syntax.ImportFrom:
		for i := range s.Names {
			out[s.Module+"."+s.Names[i].Name] = true
			out[s.Module] = true
		}
	}
	return out
}

func (m *matcher) compound(p, n syntax.Stmt, b *Bindings) (*Bindings, bool) {
	ok := true
	switch p := p.(type) {
	case *syntax.If:
		if n, same := n.(*syntax.If); same {
			if b, ok = m.expr(p.Test, n.Test, b); !ok {
				return b, false
			}
			if b, ok = m.stmts(p.Body, n.Body, b); !ok {
				return b, false
			}
			return m.optional(p.Orelse, n.Orelse, b)
		}
	case *syntax.For:
		if n, same := n.(*syntax.For); same {
			if b, ok = m.pairs(b, pair{p.Target, n.Target}, pair{p.Iter, n.Iter}); !ok {
				return b, false
			}
			return m.stmts(p.Body, n.Body, b)
		}
	case *syntax.While:
		if n, same := n.(*syntax.While); same {
			if b, ok = m.expr(p.Test, n.Test, b); !ok {
				return b, false
			}
			return m.stmts(p.Body, n.Body, b)
		}
	case *syntax.With:
		if n, same := n.(*syntax.With); same {
			return m.with(p, n, b)
		}
	case *syntax.Try:
		if n, same := n.(*syntax.Try); same {
			return m.try(p, n, b)
		}
	case *syntax.FunctionDef:
		if n, same := n.(*syntax.FunctionDef); same {
			return m.function(p, n, b)
		}
	case *syntax.ClassDef:
		if n, same := n.(*syntax.ClassDef); same {
			return m.class(p, n, b)
		}
	}
	return b, false
}

func (m *matcher) with(p, n *syntax.With, b *Bindings) (*Bindings, bool) {
	for i := range p.Items {
		found := false
		for j := range n.Items {
			out, ok := m.expr(p.Items[i].Context, n.Items[j].Context, b)
			if ok && p.Items[i].Vars != nil {
				out, ok = m.expr(p.Items[i].Vars, n.Items[j].Vars, out)
			}
			if ok {
				b, found = out, true
				break
			}
		}
		if !found {
			return b, false
		}
	}
	return m.stmts(p.Body, n.Body, b)
}

func (m *matcher) try(p, n *syntax.Try, b *Bindings) (*Bindings, bool) {
	b, ok := m.stmts(p.Body, n.Body, b)
	if !ok {
		return b, false
	}
	for i := range p.Handlers {
		found := false
		for j := range n.Handlers {
			out, ok := m.handler(&p.Handlers[i], &n.Handlers[j], b)
			if ok {
				b, found = out, true
				break
			}
		}
		if !found {
			return b, false
		}
	}
	return m.optional(p.Finalbody, n.Finalbody, b)
}

func (m *matcher) handler(p, n *syntax.ExceptHandler, b *Bindings) (*Bindings, bool) {
	if b, ok := m.expr(p.Type, n.Type, b); !ok {
		return b, false
	}
	if p.Name != "" {
		out, ok := m.word(p.Name, n.Name, n, b)
		if !ok {
			return b, false
		}
		b = out
	}
	return m.stmts(p.Body, n.Body, b)
}

func (m *matcher) function(p, n *syntax.FunctionDef, b *Bindings) (*Bindings, bool) {
	if p.Async && !n.Async {
		return b, false
	}
	b, ok := m.word(p.Name, n.Name, &n.NamePos, b)
	if !ok {
		return b, false
	}
	if b, ok = m.decorators(p.Decorators, n.Decorators, b); !ok {
		return b, false
	}
	if b, ok = m.params(argsOf(p.Args), argsOf(n.Args), b); !ok {
		return b, false
	}
	return m.stmts(p.Body, n.Body, b)
}

func argsOf(a *syntax.Arguments) []syntax.Arg {
	if a == nil {
		return nil
	}
	return a.Args
}

func (m *matcher) params(ps, ns []syntax.Arg, b *Bindings) (*Bindings, bool) {
	if len(ps) == 0 {
		return b, len(ns) == 0
	}
	if len(ps[0].Name) > len(dotsName) && ps[0].Name[:len(dotsName)] == dotsName {
		for k := 0; k <= len(ns); k++ {
			if out, ok := m.params(ps[1:], ns[k:], b); ok {
				return out, true
			}
		}
		return b, false
	}
	if len(ns) == 0 {
		return b, false
	}
	next, ok := m.word(ps[0].Name, ns[0].Name, &ns[0], b)
	if ok && ps[0].Annotation != nil {
		next, ok = m.expr(ps[0].Annotation, ns[0].Annotation, next)
	}
	if ok && ps[0].Default != nil {
		next, ok = m.expr(ps[0].Default, ns[0].Default, next)
	}
	if !ok {
		return b, false
	}
	return m.params(ps[1:], ns[1:], next)
}

// decorators finds each of the pattern's decorators among the definition's.
func (m *matcher) decorators(ps, ns []syntax.Expr, b *Bindings) (*Bindings, bool) {
next:
	for _, p := range ps {
		for _, n := range ns {
			if out, ok := m.expr(p, n, b); ok {
				b = out
				continue next
			}
		}
		return b, false
	}
	return b, true
}

func (m *matcher) class(p, n *syntax.ClassDef, b *Bindings) (*Bindings, bool) {
	b, ok := m.word(p.Name, n.Name, &n.NamePos, b)
	if !ok {
		return b, false
	}
	if b, ok = m.decorators(p.Decorators, n.Decorators, b); !ok {
		return b, false
	}
	for _, base := range p.Bases {
		if isDots(base) {
			continue
		}
		if b, ok = m.decorators([]syntax.Expr{base}, n.Bases, b); !ok {
			return b, false
		}
	}
	return m.stmts(p.Body, n.Body, b)
}
