package pattern

import (
	"reflect"
	"slices"
	"strings"

	"leadline/internal/python/syntax"
)

// Bindings say what the holes of a match stand for; nil binds nothing.
type Bindings struct {
	name string
	node syntax.Node
	next *Bindings
}

// Get is what a hole ("$X") stands for, or nil.
func (b *Bindings) Get(name string) syntax.Node {
	for ; b != nil; b = b.next {
		if b.name == name {
			return b.node
		}
	}
	return nil
}

// All visits every binding, the last first.
func (b *Bindings) All(visit func(name string, n syntax.Node)) {
	for ; b != nil; b = b.next {
		visit(b.name, b.node)
	}
}

// Match tells whether a node fits, given what is bound already, and gives the
// bindings then.
func (p *Pattern) Match(n syntax.Node, f Facts, b *Bindings) (*Bindings, bool) {
	m := &matcher{facts: f, pattern: p}
	if p.expr != nil {
		switch n := n.(type) {
		case syntax.Expr:
			return m.expr(p.expr, n, b)
		case *syntax.ExprStmt:
			return m.expr(p.expr, n.Value, b)
		}
		return nil, false
	}
	s, ok := n.(syntax.Stmt)
	if !ok || len(p.body) != 1 {
		return nil, false
	}
	return m.stmt(p.body[0], s, b)
}

// MatchRun finds a run of statements, in one body, that the pattern's
// statements fit from index i on.
func (p *Pattern) MatchRun(body []syntax.Stmt, i int, f Facts, b *Bindings) (*Bindings, bool) {
	if p.expr != nil {
		return p.Match(body[i], f, b)
	}
	m := &matcher{facts: f, pattern: p}
	return m.stmts(append(slices.Clone(p.body), nil), body[i:], b)
}

// Length is the number of statements of the pattern.
func (p *Pattern) Length() int { return max(1, len(p.body)) }

type matcher struct {
	facts   Facts
	pattern *Pattern
}

// bind gives a hole its node, or holds it against what it stands for already.
func (m *matcher) bind(name string, n syntax.Node, b *Bindings) (*Bindings, bool) {
	if name == "$_" {
		return b, true
	}
	if old := b.Get(name); old != nil {
		return b, m.same(old, n)
	}
	return &Bindings{name, n, b}, true
}

func (m *matcher) same(a, b syntax.Node) bool {
	x, ok1 := a.(syntax.Expr)
	y, ok2 := b.(syntax.Expr)
	return ok1 && ok2 && Same(x, y) || nodeName(a) != "" && nodeName(a) == nodeName(b)
}

// nodeName is the name that a definition or parameter binds.
func nodeName(n syntax.Node) string {
	switch n := n.(type) {
	case *Word:
		return n.Text
	case *syntax.Arg:
		return n.Name
	case *syntax.Name:
		return n.ID
	}
	return ""
}

// Word is a name that stands in the text without being an expression: of a
// function, a class, an attribute, a keyword.
type Word struct {
	syntax.Pos
	Text string
}

// Same tells whether two expressions are written alike but for white space,
// quotes and parentheses.
func Same(a, b syntax.Expr) bool {
	return a == b || reflect.TypeOf(a) == reflect.TypeOf(b) && syntax.Unparse(a) == syntax.Unparse(b)
}

func (m *matcher) expr(p, n syntax.Expr, b *Bindings) (*Bindings, bool) {
	if p == nil || n == nil {
		return b, p == nil && n == nil
	}
	if isDots(p) {
		return b, true
	}
	if name := metavariable(p); name != "" {
		return m.bind(name, n, b)
	}
	if inner := isDeep(p); inner != nil {
		return m.deep(inner, n, b)
	}
	if name, class, ok := typed(p); ok {
		if !means(m.facts.Types(n), class) {
			return b, false
		}
		return m.bind(name, n, b)
	}
	if name := m.pattern.dotted(p); name != "" {
		return b, m.named(name, n)
	}
	if _, name := n.(*syntax.Name); name {
		n = m.facts.Value(n)
	}
	return m.structure(p, n, b)
}

// named tells whether an expression stands for a dotted name.
func (m *matcher) named(name string, n syntax.Expr) bool {
	switch n.(type) {
	case *syntax.Name, *syntax.Attribute:
	default:
		return false
	}
	names := m.facts.Names(n)
	if len(names) == 0 || strings.HasPrefix(name, "self.") {
		return Dotted(n) == name
	}
	return means(names, name)
}

// means tells whether one of the dotted names is a name as patterns write it:
// in full, but without the module of Python's own.
func means(names []string, name string) bool {
	return slices.ContainsFunc(names, func(have string) bool {
		return have == name || strings.TrimPrefix(have, "builtins.") == name
	})
}

// deep finds a pattern anywhere inside an expression.
func (m *matcher) deep(p, n syntax.Expr, b *Bindings) (out *Bindings, found bool) {
	syntax.Walk(n, func(c syntax.Node) bool {
		if x, ok := c.(syntax.Expr); ok && !found {
			out, found = m.expr(p, x, b)
		}
		return !found
	})
	return out, found
}

// pair is one pattern and what must fit it.
type pair struct{ p, n syntax.Expr }

func (m *matcher) pairs(b *Bindings, list ...pair) (*Bindings, bool) {
	ok := true
	for _, x := range list {
		if b, ok = m.expr(x.p, x.n, b); !ok {
			return b, false
		}
	}
	return b, true
}

func (m *matcher) structure(p, n syntax.Expr, b *Bindings) (*Bindings, bool) {
	switch p := p.(type) {
	case *syntax.Constant:
		return b, m.constant(p, n)
	case *syntax.Call:
		if n, ok := n.(*syntax.Call); ok {
			if b, ok = m.expr(p.Func, n.Func, b); !ok {
				return b, false
			}
			return m.arguments(p, n, b)
		}
	case *syntax.Attribute:
		if n, ok := n.(*syntax.Attribute); ok {
			if b, ok = m.word(p.Attr, n.Attr, n, b); !ok {
				return b, false
			}
			return m.expr(p.Value, n.Value, b)
		}
	case *syntax.BinOp:
		if n, ok := n.(*syntax.BinOp); ok && n.Op == p.Op {
			return m.pairs(b, pair{p.Left, n.Left}, pair{p.Right, n.Right})
		}
	case *syntax.UnaryOp:
		if n, ok := n.(*syntax.UnaryOp); ok && n.Op == p.Op {
			return m.expr(p.Operand, n.Operand, b)
		}
	case *syntax.Compare:
		if n, ok := n.(*syntax.Compare); ok && slices.Equal(n.Ops, p.Ops) {
			if b, ok = m.expr(p.Left, n.Left, b); !ok {
				return b, false
			}
			return m.list(p.Comparators, n.Comparators, b)
		}
	case *syntax.BoolOp:
		if n, ok := n.(*syntax.BoolOp); ok && n.Op == p.Op {
			return m.list(p.Values, n.Values, b)
		}
	case *syntax.Subscript:
		if n, ok := n.(*syntax.Subscript); ok {
			return m.pairs(b, pair{p.Value, n.Value}, pair{p.Slice, n.Slice})
		}
	default:
		return m.rare(p, n, b)
	}
	return b, false
}

func (m *matcher) rare(p, n syntax.Expr, b *Bindings) (*Bindings, bool) {
	switch p := p.(type) {
	case *syntax.Tuple:
		if n, ok := n.(*syntax.Tuple); ok {
			return m.list(p.Elts, n.Elts, b)
		}
	case *syntax.List:
		if n, ok := n.(*syntax.List); ok {
			return m.list(p.Elts, n.Elts, b)
		}
	case *syntax.Set:
		if n, ok := n.(*syntax.Set); ok {
			return m.list(p.Elts, n.Elts, b)
		}
	case *syntax.Dict:
		if n, ok := n.(*syntax.Dict); ok {
			return m.dict(p, n, b)
		}
	case *syntax.Starred:
		if n, ok := n.(*syntax.Starred); ok {
			return m.expr(p.Value, n.Value, b)
		}
	case *syntax.Await:
		if n, ok := n.(*syntax.Await); ok {
			return m.expr(p.Value, n.Value, b)
		}
	case *syntax.IfExp:
		if n, ok := n.(*syntax.IfExp); ok {
			return m.pairs(b, pair{p.Test, n.Test}, pair{p.Body, n.Body}, pair{p.Orelse, n.Orelse})
		}
	case *syntax.NamedExpr:
		if n, ok := n.(*syntax.NamedExpr); ok {
			return m.pairs(b, pair{p.Target, n.Target}, pair{p.Value, n.Value})
		}
	case *syntax.Lambda:
		if n, ok := n.(*syntax.Lambda); ok {
			return m.expr(p.Body, n.Body, b)
		}
	case *syntax.Slice:
		if n, ok := n.(*syntax.Slice); ok {
			return m.pairs(b, pair{p.Lower, n.Lower}, pair{p.Upper, n.Upper}, pair{p.Step, n.Step})
		}
	default:
		return m.comprehension(p, n, b)
	}
	return b, false
}

// comprehension compares the parts of comprehensions of one kind.
func (m *matcher) comprehension(p, n syntax.Expr, b *Bindings) (*Bindings, bool) {
	pe, pv, pg := comprehensionOf(p)
	ne, nv, ng := comprehensionOf(n)
	if pg == nil || len(pg) != len(ng) || (pv == nil) != (nv == nil) || syntax.Kind(p) != syntax.Kind(n) {
		return b, pg == nil && Same(p, n)
	}
	ok := true
	for i := range pg {
		if b, ok = m.pairs(b, pair{pg[i].Target, ng[i].Target}, pair{pg[i].Iter, ng[i].Iter}); !ok {
			return b, false
		}
		if b, ok = m.list(pg[i].Ifs, ng[i].Ifs, b); !ok {
			return b, false
		}
	}
	return m.pairs(b, pair{pe, ne}, pair{pv, nv})
}

func comprehensionOf(x syntax.Expr) (elt, value syntax.Expr, gens []syntax.Comprehension) {
	switch x := x.(type) {
	case *syntax.ListComp:
		return x.Elt, nil, x.Generators
	case *syntax.SetComp:
		return x.Elt, nil, x.Generators
	case *syntax.GeneratorExp:
		return x.Elt, nil, x.Generators
	case *syntax.DictComp:
		return x.Key, x.Value, x.Generators
	}
	return nil, nil, nil
}

// constant tells whether an expression certainly is a literal: "..." is any
// text, "=~/x/" one that the expression fits.
func (m *matcher) constant(p *syntax.Constant, n syntax.Expr) bool {
	c, ok := n.(*syntax.Constant)
	if !ok {
		if j, ok := n.(*syntax.JoinedStr); ok && p.Kind == syntax.Str && p.Source() == `"..."` {
			return !j.Template
		}
		return false
	}
	if re := m.pattern.regs[p.Source()]; re != nil {
		written, ok := c.Text()
		return ok && (c.Kind == syntax.Str || c.Kind == syntax.Bytes) && re.MatchString(written)
	}
	if c.Kind != p.Kind {
		return false
	}
	switch p.Kind {
	case syntax.Str, syntax.Bytes:
		want, _ := p.Text()
		have, ok := c.Text()
		return want == "..." || ok && want == have
	case syntax.Int:
		want, ok1 := p.BigInt()
		have, ok2 := c.BigInt()
		return ok1 && ok2 && want.Cmp(have) == 0
	case syntax.Float:
		want, _ := p.Float()
		have, _ := c.Float()
		return want == have
	}
	return true
}

// word compares names that are no expressions.
func (m *matcher) word(p, n string, at syntax.Node, b *Bindings) (*Bindings, bool) {
	if name, ok := strings.CutPrefix(p, holePrefix); ok {
		s := at.Span()
		return m.bind("$"+name, &Word{syntax.Pos{Start: s.Start, End: s.End}, n}, b)
	}
	return b, p == n
}

// list compares sequences, in which ... and $...X stand for any number.
func (m *matcher) list(ps, ns []syntax.Expr, b *Bindings) (*Bindings, bool) {
	if len(ps) == 0 {
		return b, len(ns) == 0
	}
	many := manyVariable(ps[0])
	if !isDots(ps[0]) && many == "" {
		if len(ns) == 0 {
			return b, false
		}
		next, ok := m.expr(ps[0], ns[0], b)
		if !ok {
			return b, false
		}
		return m.list(ps[1:], ns[1:], next)
	}
	for k := 0; k <= len(ns); k++ {
		next := b
		if many != "" {
			ok := true
			if next, ok = m.bind(many, &syntax.Tuple{Elts: ns[:k]}, b); !ok {
				continue
			}
		}
		if out, ok := m.list(ps[1:], ns[k:], next); ok {
			return out, true
		}
	}
	return b, false
}

// arguments compares the arguments of calls: keywords in any order, and others
// only beside "...".
func (m *matcher) arguments(p, n *syntax.Call, b *Bindings) (*Bindings, bool) {
	rest := slices.ContainsFunc(p.Args, func(x syntax.Expr) bool { return isDots(x) || manyVariable(x) != "" })
	ps := p.Args
	used := 0
	ok := true
	for i := range p.Keywords {
		k := &p.Keywords[i]
		if isDotsKeyword(k) {
			rest = true
			if !slices.ContainsFunc(ps, isDots) {
				ps = append(slices.Clone(ps), &syntax.Constant{Kind: syntax.Ellipsis})
			}
			continue
		}
		if b, ok = m.keyword(k, n, b); !ok {
			return b, false
		}
		used++
	}
	if !rest && used < len(n.Keywords) {
		return b, false
	}
	return m.list(ps, n.Args, b)
}

func (m *matcher) keyword(p *syntax.Keyword, n *syntax.Call, b *Bindings) (*Bindings, bool) {
	for i := range n.Keywords {
		k := &n.Keywords[i]
		next, ok := m.word(p.Name, k.Name, k, b)
		if !ok || (p.Name == "") != (k.Name == "") {
			continue
		}
		if next, ok = m.expr(p.Value, k.Value, next); ok {
			return next, true
		}
	}
	return b, false
}

// dict compares displays: the pattern's items in any order, and others only
// beside "...".
func (m *matcher) dict(p, n *syntax.Dict, b *Bindings) (*Bindings, bool) {
	rest := false
	used := 0
next:
	for i, key := range p.Keys {
		if name, ok := p.Values[i].(*syntax.Name); ok && key == nil && name.ID == dotsName {
			rest = true
			continue
		}
		for j := range n.Keys {
			if out, ok := m.pairs(b, pair{key, n.Keys[j]}, pair{p.Values[i], n.Values[j]}); ok {
				b = out
				used++
				continue next
			}
		}
		return b, false
	}
	return b, rest || used == len(n.Keys)
}
