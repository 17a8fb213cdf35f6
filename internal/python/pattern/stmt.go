package pattern

import (
	"slices"
	"strings"

	"leadline/internal/python/syntax"
)

// stmts compares bodies; "..." stands for any number of statements, and a nil
// at the end for whatever follows.
func (m *matcher) stmts(ps, ns []syntax.Stmt, b *Bindings) []*Bindings {
	return m.after(nil, ps, ns, b)
}

// after compares what stands behind the last statement that fitted.
func (m *matcher) after(last syntax.Stmt, ps, ns []syntax.Stmt, b *Bindings) []*Bindings {
	switch {
	case len(ps) == 0:
		return when(len(ns) == 0, b)
	case ps[0] == nil:
		return when(true, m.ending(last, b))
	case isDotsStmt(ps[0]):
		return m.dots(last, ps[1:], ns, b)
	case len(ns) == 0:
		return nil
	}
	return then(m.stmt(ps[0], ns[0], b), func(b *Bindings) []*Bindings { return m.after(ns[0], ps[1:], ns[1:], b) })
}

// dots compares what stands behind "...".
func (m *matcher) dots(last syntax.Stmt, ps, ns []syntax.Stmt, b *Bindings) (out []*Bindings) {
	if len(ps) == 0 || ps[0] == nil { // all the rest
		if len(ns) > 0 {
			last = ns[len(ns)-1]
		}
		return when(true, m.ending(last, b))
	}
	if m.pattern.Deep { // more may follow
		ns = flat(nil, ns)
		if ps[len(ps)-1] != nil {
			ps = append(slices.Clone(ps), nil)
		}
	}
	for k := 0; k <= len(ns); k++ {
		out = alternative(out, m.after(last, ps, ns[k:], b))
	}
	return out
}

func (m *matcher) ending(last syntax.Stmt, b *Bindings) *Bindings {
	if m.ends && last != nil {
		return &Bindings{endName, last, b}
	}
	return b
}

// flat lists statements with those inside them, but for definitions.
func flat(out, ns []syntax.Stmt) []syntax.Stmt {
	for _, n := range ns {
		out = append(out, n)
		for _, body := range inside(n) {
			out = flat(out, body)
		}
	}
	return out
}

// inside are the bodies of a statement that is no definition.
func inside(n syntax.Stmt) [][]syntax.Stmt {
	switch n := n.(type) {
	case *syntax.FunctionDef, *syntax.ClassDef:
		return nil
	case *syntax.Try:
		out := [][]syntax.Stmt{n.Body}
		for i := range n.Handlers {
			out = append(out, n.Handlers[i].Body)
		}
		return append(out, n.Orelse, n.Finalbody)
	}
	return syntax.Bodies(n)
}

// optional compares bodies that a pattern may leave out.
func (m *matcher) optional(ps, ns []syntax.Stmt, b *Bindings) []*Bindings {
	if len(ps) == 0 {
		return when(true, b)
	}
	return m.stmts(ps, ns, b)
}

func (m *matcher) stmt(p, n syntax.Stmt, b *Bindings) []*Bindings {
	switch p := p.(type) {
	case *syntax.ExprStmt:
		return m.exprStmt(p, n, b)
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
				return when(true, b)
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
		return m.imports(p, n, b)
	case *syntax.Pass, *syntax.Break, *syntax.Continue:
		return when(syntax.Kind(p) == syntax.Kind(n), b)
	default:
		return m.compound(p, n, b)
	}
	return nil
}

// exprStmt compares an expression that is a statement of the pattern.
func (m *matcher) exprStmt(p *syntax.ExprStmt, s syntax.Stmt, b *Bindings) (out []*Bindings) {
	n, ok := s.(*syntax.ExprStmt)
	if ok {
		if out = m.expr(p.Value, n.Value, b); len(out) > 0 {
			return out
		}
	} else if metavariable(p.Value) != "" {
		return nil
	}
	if !m.pattern.Deep {
		return nil
	}
	syntax.Children(s, func(c syntax.Node) bool {
		if x, ok := c.(syntax.Expr); ok {
			out = alternative(out, m.deep(p.Value, x, b))
		}
		return true
	})
	return out
}

func isDotsOrNil(x syntax.Expr) bool { return x == nil || isDots(x) }

// assign compares assignments; an annotated one counts as a plain one.
func (m *matcher) assign(p *syntax.Assign, n syntax.Stmt, b *Bindings) (out []*Bindings) {
	switch n := n.(type) {
	case *syntax.Assign:
		if !mayFit(p.Value, n.Value) {
			return nil
		}
		for _, target := range n.Targets {
			out = alternative(out, m.pairs(b, pair{p.Targets[0], target}, pair{p.Value, n.Value}))
		}
	case *syntax.AnnAssign:
		if n.Value != nil {
			out = m.pairs(b, pair{p.Targets[0], n.Target}, pair{p.Value, n.Value})
		}
	}
	return out
}

// mayFit is false where an expression cannot fit a call, whatever its names stand for.
func mayFit(p, n syntax.Expr) bool {
	if _, _, hole := typed(p); hole || isDeep(p) != nil {
		return true
	}
	if _, call := p.(*syntax.Call); !call {
		return true
	}
	switch n.(type) {
	case *syntax.Call, *syntax.Name:
		return true
	}
	return false
}

// imports compares imports: what the pattern names must be imported, by
// whichever form.
func (m *matcher) imports(p, n syntax.Stmt, b *Bindings) []*Bindings {
	have := imported(n)
	if len(have) == 0 {
		return nil
	}
	ways := when(true, b)
	for _, want := range names(p) {
		ways = then(ways, func(b *Bindings) (out []*Bindings) {
			for _, name := range have {
				out = alternative(out, m.importedAs(want, name, n, b))
			}
			return out
		})
	}
	return ways
}

// importedName is one name of an import: of a module when from is empty.
type importedName struct{ from, name, as string }

func (i importedName) whole() string {
	if i.from == "" {
		return i.name
	}
	return i.from + "." + i.name
}

func (m *matcher) importedAs(p, n importedName, at syntax.Node, b *Bindings) []*Bindings {
	ways := when(true, b)
	switch {
	case p.from != "" && n.from != "" && (strings.Contains(p.from, holePrefix) || strings.Contains(p.name, holePrefix)):
		ways = then(m.module(p.from, n.from, at, b), func(b *Bindings) []*Bindings { return m.word(p.name, n.name, at, b) })
	case p.name == dotsName:
		ways = m.module(p.from, n.from, at, b)
	default:
		ways = m.module(p.whole(), n.whole(), at, b)
	}
	if p.as == "" {
		return ways
	}
	return then(ways, func(b *Bindings) []*Bindings { return m.word(p.as, n.as, at, b) })
}

// module compares dotted names; a hole in it stands for one component, or, where
// it is all of the name, for the whole.
func (m *matcher) module(p, n string, at syntax.Node, b *Bindings) []*Bindings {
	if !strings.Contains(p, holePrefix) {
		return when(p == n, b)
	}
	ps, ns := strings.Split(p, "."), strings.Split(n, ".")
	if len(ps) == 1 {
		return m.word(p, n, at, b)
	}
	if len(ps) != len(ns) {
		return nil
	}
	ways := when(true, b)
	for i := range ps {
		ways = then(ways, func(b *Bindings) []*Bindings { return m.word(ps[i], ns[i], at, b) })
	}
	return ways
}

// names are the names that an import names.
func names(s syntax.Stmt) (out []importedName) {
	switch s := s.(type) {
	case *syntax.Import:
		for i := range s.Names {
			out = append(out, importedName{"", s.Names[i].Name, s.Names[i].AsName})
		}
	case *syntax.ImportFrom:
		for i := range s.Names {
			out = append(out, importedName{moduleOf(s), s.Names[i].Name, s.Names[i].AsName})
		}
	}
	return out
}

// moduleOf is the module of an import as it is written, dots first.
func moduleOf(s *syntax.ImportFrom) string { return strings.Repeat(".", s.Level) + s.Module }

// imported are the names that a statement imports, and their modules.
func imported(s syntax.Stmt) []importedName {
	out := names(s)
	if f, ok := s.(*syntax.ImportFrom); ok {
		out = append(out, importedName{"", moduleOf(f), ""})
	}
	return out
}

func (m *matcher) compound(p, n syntax.Stmt, b *Bindings) []*Bindings {
	switch p := p.(type) {
	case *syntax.If:
		if n, same := n.(*syntax.If); same {
			ways := then(m.expr(p.Test, n.Test, b), func(b *Bindings) []*Bindings { return m.stmts(p.Body, n.Body, b) })
			return then(ways, func(b *Bindings) []*Bindings { return m.optional(p.Orelse, n.Orelse, b) })
		}
	case *syntax.For:
		if n, same := n.(*syntax.For); same {
			ways := m.pairs(b, pair{p.Target, n.Target}, pair{p.Iter, n.Iter})
			return then(ways, func(b *Bindings) []*Bindings { return m.stmts(p.Body, n.Body, b) })
		}
	case *syntax.While:
		if n, same := n.(*syntax.While); same {
			return then(m.expr(p.Test, n.Test, b), func(b *Bindings) []*Bindings { return m.stmts(p.Body, n.Body, b) })
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
	return nil
}

func (m *matcher) with(p, n *syntax.With, b *Bindings) []*Bindings {
	ways := when(true, b)
	for i := range p.Items {
		ways = then(ways, func(b *Bindings) (out []*Bindings) {
			for j := range n.Items {
				found := m.expr(p.Items[i].Context, n.Items[j].Context, b)
				if p.Items[i].Vars != nil {
					found = then(found, func(b *Bindings) []*Bindings { return m.expr(p.Items[i].Vars, n.Items[j].Vars, b) })
				}
				out = alternative(out, found)
			}
			return out
		})
	}
	return then(ways, func(b *Bindings) []*Bindings { return m.stmts(p.Body, n.Body, b) })
}

func (m *matcher) try(p, n *syntax.Try, b *Bindings) []*Bindings {
	ways := m.stmts(p.Body, n.Body, b)
	for i := range p.Handlers {
		ways = then(ways, func(b *Bindings) (out []*Bindings) {
			for j := range n.Handlers {
				out = alternative(out, m.handler(&p.Handlers[i], &n.Handlers[j], b))
			}
			return out
		})
	}
	return then(ways, func(b *Bindings) []*Bindings { return m.optional(p.Finalbody, n.Finalbody, b) })
}

func (m *matcher) handler(p, n *syntax.ExceptHandler, b *Bindings) []*Bindings {
	ways := m.expr(p.Type, n.Type, b)
	if p.Name != "" {
		ways = then(ways, func(b *Bindings) []*Bindings { return m.word(p.Name, n.Name, n, b) })
	}
	return then(ways, func(b *Bindings) []*Bindings { return m.stmts(p.Body, n.Body, b) })
}

func (m *matcher) function(p, n *syntax.FunctionDef, b *Bindings) []*Bindings {
	if p.Async && !n.Async {
		return nil
	}
	ways := m.word(p.Name, n.Name, &n.NamePos, b)
	ways = then(ways, func(b *Bindings) []*Bindings { return m.decorators(p.Decorators, n.Decorators, b) })
	ways = then(ways, func(b *Bindings) []*Bindings { return m.params(argsOf(p.Args), argsOf(n.Args), b) })
	if p.Returns != nil && !isDots(p.Returns) {
		ways = then(ways, func(b *Bindings) []*Bindings { return m.expr(p.Returns, n.Returns, b) })
	}
	return then(ways, func(b *Bindings) []*Bindings { return m.stmts(p.Body, n.Body, b) })
}

func argsOf(a *syntax.Arguments) []syntax.Arg {
	if a == nil {
		return nil
	}
	return a.Args
}

func (m *matcher) params(ps, ns []syntax.Arg, b *Bindings) []*Bindings {
	if len(ps) == 0 {
		return when(len(ns) == 0, b)
	}
	many, named := strings.CutPrefix(ps[0].Name, manyPrefix)
	if named || strings.HasPrefix(ps[0].Name, dotsName) && len(ps[0].Name) > len(dotsName) {
		var out []*Bindings
		for k := 0; k <= len(ns); k++ {
			ways := when(true, b)
			if named {
				ways = m.bind("$..."+many, spanOf(ns[:k]), b)
			}
			out = alternative(out, then(ways, func(b *Bindings) []*Bindings { return m.params(ps[1:], ns[k:], b) }))
		}
		return out
	}
	if len(ns) == 0 || ps[0].Kind != ns[0].Kind && (collects(ps[0].Kind) || collects(ns[0].Kind)) {
		return nil
	}
	name := &syntax.Pos{Start: ns[0].Start, End: ns[0].Start + uint32(len(ns[0].Name))}
	ways := m.word(ps[0].Name, ns[0].Name, name, b)
	if ps[0].Annotation != nil {
		ways = then(ways, func(b *Bindings) []*Bindings { return m.expr(ps[0].Annotation, ns[0].Annotation, b) })
	}
	if ps[0].Default != nil {
		ways = then(ways, func(b *Bindings) []*Bindings { return m.expr(ps[0].Default, ns[0].Default, b) })
	}
	return then(ways, func(b *Bindings) []*Bindings { return m.params(ps[1:], ns[1:], b) })
}

// spanOf is a run of parameters as one node.
func spanOf(ns []syntax.Arg) syntax.Node {
	if len(ns) == 0 {
		return &Word{}
	}
	return &Word{Pos: syntax.Pos{Start: ns[0].Start, End: ns[len(ns)-1].End}}
}

// decorators finds each of the pattern's decorators among the definition's.
func (m *matcher) decorators(ps, ns []syntax.Expr, b *Bindings) []*Bindings {
	ways := when(true, b)
	for _, p := range ps {
		ways = then(ways, func(b *Bindings) (out []*Bindings) {
			for _, n := range ns {
				out = alternative(out, m.expr(p, n, b))
			}
			return out
		})
	}
	return ways
}

func (m *matcher) class(p, n *syntax.ClassDef, b *Bindings) []*Bindings {
	ways := m.word(p.Name, n.Name, &n.NamePos, b)
	ways = then(ways, func(b *Bindings) []*Bindings { return m.decorators(p.Decorators, n.Decorators, b) })
	for _, base := range p.Bases {
		if isDots(base) || manyVariable(base) != "" {
			continue
		}
		ways = then(ways, func(b *Bindings) []*Bindings { return m.decorators([]syntax.Expr{base}, n.Bases, b) })
	}
	if m.pattern.Deep && slices.ContainsFunc(p.Body, isDotsStmt) {
		return then(ways, func(b *Bindings) []*Bindings { return m.members(p.Body, n.Body, b) })
	}
	return then(ways, func(b *Bindings) []*Bindings { return m.stmts(p.Body, n.Body, b) })
}

// members finds each statement of a class body with "..." in any place of the
// other one.
func (m *matcher) members(ps, ns []syntax.Stmt, b *Bindings) []*Bindings {
	ways := when(true, b)
	for _, p := range ps {
		if isDotsStmt(p) {
			continue
		}
		ways = then(ways, func(b *Bindings) (out []*Bindings) {
			for _, n := range ns {
				out = alternative(out, m.stmt(p, n, b))
			}
			return out
		})
	}
	return ways
}

// collects tells parameters that take any number of arguments.
func collects(k syntax.ParamKind) bool { return k == syntax.VarPositional || k == syntax.VarKeyword }
