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
// bindings then; the first ones, when there are several ways.
func (p *Pattern) Match(n syntax.Node, f Facts, b *Bindings) (*Bindings, bool) {
	return first(p.Ways(n, f, b), b)
}

// Ways are all the ways in which a node fits.
func (p *Pattern) Ways(n syntax.Node, f Facts, b *Bindings) []*Bindings {
	m := &matcher{facts: f, pattern: p}
	if p.expr != nil {
		switch n := n.(type) {
		case syntax.Expr:
			return m.expr(p.expr, n, b)
		case *syntax.ExprStmt:
			return m.expr(p.expr, n.Value, b)
		}
		return nil
	}
	s, ok := n.(syntax.Stmt)
	if !ok || len(p.body) != 1 {
		return nil
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
	return first(m.stmts(p.run, body[i:], b), b)
}

// Run is a run of statements that fits, up to where the last one ends.
type Run struct {
	*Bindings
	End uint32
}

// Runs are all the runs from index i of a body on.
func (p *Pattern) Runs(body []syntax.Stmt, i int, f Facts, b *Bindings) []Run {
	m := &matcher{facts: f, pattern: p, ends: true}
	var out []Run
	for _, w := range m.stmts(p.run, body[i:], b) {
		end := body[i].Span().End
		if last := w.Get(endName); last != nil {
			end = max(end, last.Span().End)
		}
		out = append(out, Run{w, end})
	}
	return out
}

func first(ways []*Bindings, b *Bindings) (*Bindings, bool) {
	if len(ways) == 0 {
		return b, false
	}
	return ways[0], true
}

// Length is the number of statements of the pattern.
func (p *Pattern) Length() int { return max(1, len(p.body)) }

// matcher gives, from every function, the ways in which something fits: none,
// or what is bound in each.
type matcher struct {
	facts   Facts
	pattern *Pattern
	ends    bool // the end of a run is bound, as endName
}

const (
	endName = ""
	maxWays = 64 // more ways than anyone tells apart
)

// when is the one way that a condition leaves.
func when(ok bool, b *Bindings) []*Bindings {
	if !ok {
		return nil
	}
	return []*Bindings{b}
}

// then goes on from each way.
func then(ways []*Bindings, next func(*Bindings) []*Bindings) []*Bindings {
	if len(ways) == 1 {
		return next(ways[0])
	}
	var out []*Bindings
	for _, w := range ways {
		out = alternative(out, next(w))
	}
	return out
}

// alternative adds ways to ways, none twice.
func alternative(out, more []*Bindings) []*Bindings {
	if len(out) == 0 {
		return more
	}
	for _, w := range more {
		if len(out) < maxWays && !slices.ContainsFunc(out, func(o *Bindings) bool { return o.equal(w) }) {
			out = append(out, w)
		}
	}
	return out
}

func (b *Bindings) equal(o *Bindings) bool {
	for ; b != o; b, o = b.next, o.next {
		if b == nil || o == nil || b.name != o.name || b.node != o.node {
			return false
		}
	}
	return true
}

// bind gives a hole its node, or holds it against what it stands for already.
func (m *matcher) bind(name string, n syntax.Node, b *Bindings) []*Bindings {
	if name == "$_" {
		return when(true, b)
	}
	if old := b.Get(name); old != nil {
		return when(SameNode(old, n), b)
	}
	return when(true, &Bindings{name, n, b})
}

// Unify joins what two matches bind; ok is false where they differ.
func Unify(a, b *Bindings) (out *Bindings, ok bool) {
	out, ok = a, true
	b.All(func(name string, n syntax.Node) {
		if name == endName {
			return
		}
		if old := a.Get(name); old != nil {
			ok = ok && SameNode(old, n)
		} else if ok {
			out = &Bindings{name, n, out}
		}
	})
	return out, ok
}

// With binds one more hole.
func (b *Bindings) With(name string, n syntax.Node) *Bindings { return &Bindings{name, n, b} }

// SameNode tells whether two nodes that one hole stands for are the same.
func SameNode(a, b syntax.Node) bool {
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
	case *syntax.Constant:
		written, _ := n.Text()
		return written
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

func (m *matcher) expr(p, n syntax.Expr, b *Bindings) []*Bindings {
	if p == nil || n == nil {
		return when(p == nil && n == nil, b)
	}
	if isDots(p) {
		return when(true, b)
	}
	if name := metavariable(p); name != "" {
		return m.bind(name, n, b)
	}
	if inner := isDeep(p); inner != nil {
		return m.deep(inner, n, b)
	}
	if name, class, ok := typed(p); ok {
		if !means(m.facts.Types(n), class) {
			return nil
		}
		return m.bind(name, n, b)
	}
	if name := m.pattern.dotted(p); name != "" {
		return when(m.named(name, n), b)
	}
	if _, constant := p.(*syntax.Constant); constant {
		n = m.facts.Value(n)
	} else if _, name := n.(*syntax.Name); name {
		if ways := m.imported(p, n, b); ways != nil {
			return ways
		}
		n = m.facts.Value(n)
	}
	return m.structure(p, n, b)
}

// imported compares module.$F with a name that is imported from the module.
func (m *matcher) imported(p, n syntax.Expr, b *Bindings) []*Bindings {
	a, ok := p.(*syntax.Attribute)
	if !ok {
		return nil
	}
	base := m.pattern.dotted(a.Value)
	if base == "" {
		return nil
	}
	for _, name := range m.facts.Names(n) {
		if last, ok := strings.CutPrefix(name, base+"."); ok && !strings.Contains(last, ".") {
			return m.word(a.Attr, last, n, b)
		}
	}
	return nil
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
func (m *matcher) deep(p, n syntax.Expr, b *Bindings) (out []*Bindings) {
	syntax.Walk(n, func(c syntax.Node) bool {
		if x, ok := c.(syntax.Expr); ok {
			out = alternative(out, m.expr(p, x, b))
		}
		return true
	})
	return out
}

// pair is one pattern and what must fit it.
type pair struct{ p, n syntax.Expr }

func (m *matcher) pairs(b *Bindings, list ...pair) []*Bindings {
	ways := when(true, b)
	for _, x := range list {
		ways = then(ways, func(b *Bindings) []*Bindings { return m.expr(x.p, x.n, b) })
	}
	return ways
}

func (m *matcher) structure(p, n syntax.Expr, b *Bindings) []*Bindings {
	switch p := p.(type) {
	case *syntax.Constant:
		return m.constant(p, n, b)
	case *syntax.Call:
		if n, ok := n.(*syntax.Call); ok {
			return then(m.expr(p.Func, n.Func, b), func(b *Bindings) []*Bindings { return m.arguments(p, n, b) })
		}
	case *syntax.Attribute:
		return m.attribute(p, n, b)
	case *syntax.BinOp:
		if n, ok := n.(*syntax.BinOp); ok && n.Op == p.Op {
			if ways := m.pairs(b, pair{p.Left, n.Left}, pair{p.Right, n.Right}); len(ways) > 0 || !m.pattern.Deep || !associative(p.Op) {
				return ways
			}
			return m.list(operandsOf(p, p.Op, nil), operandsOf(n, p.Op, nil), b)
		}
	case *syntax.UnaryOp:
		if n, ok := n.(*syntax.UnaryOp); ok && n.Op == p.Op {
			return m.expr(p.Operand, n.Operand, b)
		}
	case *syntax.Compare:
		if n, ok := n.(*syntax.Compare); ok && slices.Equal(n.Ops, p.Ops) {
			return then(m.expr(p.Left, n.Left, b), func(b *Bindings) []*Bindings { return m.list(p.Comparators, n.Comparators, b) })
		}
	case *syntax.BoolOp:
		if n, ok := n.(*syntax.BoolOp); ok && n.Op == p.Op {
			return m.operands(p, n, b)
		}
	case *syntax.Subscript:
		if n, ok := n.(*syntax.Subscript); ok {
			return m.pairs(b, pair{p.Value, n.Value}, pair{p.Slice, n.Slice})
		}
	default:
		return m.rare(p, n, b)
	}
	return nil
}

func associative(op syntax.Operator) bool {
	return op == syntax.Add || op == syntax.Mult || op == syntax.BitOr || op == syntax.BitAnd
}

// operandsOf are the operands of a chain of one operator, in order.
func operandsOf(x syntax.Expr, op syntax.Operator, out []syntax.Expr) []syntax.Expr {
	if b, ok := x.(*syntax.BinOp); ok && b.Op == op {
		return operandsOf(b.Right, op, operandsOf(b.Left, op, out))
	}
	return append(out, x)
}

// attribute compares attributes; one of the pattern's may stand for a chain.
func (m *matcher) attribute(p *syntax.Attribute, x syntax.Expr, b *Bindings) []*Bindings {
	n, ok := x.(*syntax.Attribute)
	if !ok {
		return nil
	}
	if base := m.pattern.dotted(p.Value); base != "" && !m.named(base, n.Value) {
		return nil
	}
	ways := m.word(p.Attr, n.Attr, n, b)
	if len(ways) == 0 {
		return nil
	}
	chain, ok := p.Value.(*syntax.Attribute)
	if !ok || chain.Attr != chainName {
		return then(ways, func(b *Bindings) []*Bindings { return m.expr(p.Value, n.Value, b) })
	}
	return then(ways, func(b *Bindings) (out []*Bindings) {
		for at := n.Value; at != nil; at = receiver(at) {
			out = alternative(out, m.expr(chain.Value, at, b))
			if base := m.pattern.dotted(chain.Value); base != "" && len(out) == 0 {
				member := func(name string) bool { return strings.HasPrefix(name, base+".") }
				out = when(slices.ContainsFunc(m.facts.Names(at), member), b)
			}
		}
		return out
	})
}

// receiver is what a call, attribute or item is taken of, or nil.
func receiver(x syntax.Expr) syntax.Expr {
	switch x := x.(type) {
	case *syntax.Attribute:
		return x.Value
	case *syntax.Call:
		return x.Func
	case *syntax.Subscript:
		return x.Value
	}
	return nil
}

// operands compares those of "and" and "or": in order, or, where the pattern is
// matched deeply, any of them for each of the pattern's.
func (m *matcher) operands(p, n *syntax.BoolOp, b *Bindings) []*Bindings {
	ways := m.list(p.Values, n.Values, b)
	if !m.pattern.Deep || len(ways) > 0 || len(p.Values) > len(n.Values) {
		return ways
	}
	ways = when(true, b)
	for _, v := range p.Values {
		if isDots(v) {
			continue
		}
		ways = then(ways, func(b *Bindings) (out []*Bindings) {
			for _, x := range n.Values {
				out = alternative(out, m.expr(v, x, b))
			}
			return out
		})
	}
	return ways
}

func (m *matcher) rare(p, n syntax.Expr, b *Bindings) []*Bindings {
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
	case *syntax.JoinedStr:
		if n, ok := n.(*syntax.JoinedStr); ok {
			return m.joined(p, n, b)
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
	return nil
}

// comprehension compares the parts of comprehensions of one kind.
func (m *matcher) comprehension(p, n syntax.Expr, b *Bindings) []*Bindings {
	pe, pv, pg := comprehensionOf(p)
	ne, nv, ng := comprehensionOf(n)
	if pg == nil || len(pg) != len(ng) || (pv == nil) != (nv == nil) || syntax.Kind(p) != syntax.Kind(n) {
		return when(pg == nil && Same(p, n), b)
	}
	ways := when(true, b)
	for i := range pg {
		ways = then(ways, func(b *Bindings) []*Bindings {
			return m.pairs(b, pair{pg[i].Target, ng[i].Target}, pair{pg[i].Iter, ng[i].Iter})
		})
		ways = then(ways, func(b *Bindings) []*Bindings { return m.list(pg[i].Ifs, ng[i].Ifs, b) })
	}
	return then(ways, func(b *Bindings) []*Bindings { return m.pairs(b, pair{pe, ne}, pair{pv, nv}) })
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
// text, "=~/x/" one that the expression fits, "$X" one that it binds.
func (m *matcher) constant(p *syntax.Constant, n syntax.Expr, b *Bindings) []*Bindings {
	c, ok := n.(*syntax.Constant)
	if !ok {
		j, ok := n.(*syntax.JoinedStr)
		return when(ok && p.Kind == syntax.Str && anyText(p) && !j.Template && (!m.pattern.Deep || !interpolates(j)), b)
	}
	written, isText := c.Text()
	if re := m.pattern.regs[p.Source()]; re != nil {
		return when(isText && (c.Kind == syntax.Str || c.Kind == syntax.Bytes) && re.MatchString(written), b)
	}
	if c.Kind != p.Kind {
		return nil
	}
	switch p.Kind {
	case syntax.Str, syntax.Bytes:
		want, _ := p.Text()
		if name, ok := strings.CutPrefix(want, holePrefix); ok && isText {
			return m.bind("$"+name, &Word{inner(c), written}, b)
		}
		return when(want == "..." || isText && want == written, b)
	case syntax.Int:
		want, ok1 := p.BigInt()
		have, ok2 := c.BigInt()
		return when(ok1 && ok2 && want.Cmp(have) == 0, b)
	case syntax.Float:
		want, _ := p.Float()
		have, _ := c.Float()
		return when(want == have, b)
	}
	return when(true, b)
}

// interpolates tells whether an f-string has anything to fill in.
func interpolates(j *syntax.JoinedStr) bool {
	return slices.ContainsFunc(j.Values, func(x syntax.Expr) bool { _, constant := x.(*syntax.Constant); return !constant })
}

func anyText(p *syntax.Constant) bool {
	want, _ := p.Text()
	return want == "..."
}

// inner is where the text of a literal stands, without its quotes.
func inner(c *syntax.Constant) syntax.Pos {
	source := c.Source()
	start := strings.IndexAny(source, `"'`)
	if start < 0 {
		return syntax.Pos{Start: c.Start, End: c.End}
	}
	quotes := 1
	if rest := source[start:]; len(rest) >= 6 && (strings.HasPrefix(rest, `"""`) || strings.HasPrefix(rest, "'''")) {
		quotes = 3
	}
	return syntax.Pos{Start: c.Start + uint32(start+quotes), End: max(c.Start+uint32(start+quotes), c.End-uint32(quotes))}
}

// joined compares f-strings; "..." in the pattern's text is any part.
func (m *matcher) joined(p, n *syntax.JoinedStr, b *Bindings) []*Bindings {
	return m.parts(p.Values, n.Values, b)
}

func (m *matcher) parts(ps, ns []syntax.Expr, b *Bindings) []*Bindings {
	if len(ps) == 0 {
		return when(len(ns) == 0, b)
	}
	if c, ok := ps[0].(*syntax.Constant); ok && anyText(c) {
		var out []*Bindings
		for k := 0; k <= len(ns); k++ {
			out = alternative(out, m.parts(ps[1:], ns[k:], b))
		}
		return out
	}
	if len(ns) == 0 {
		return nil
	}
	p, n := ps[0], ns[0]
	if hole, ok := p.(*syntax.FormattedValue); ok {
		value, ok := n.(*syntax.FormattedValue)
		if !ok {
			return nil
		}
		p, n = hole.Value, value.Value
	}
	return then(m.expr(p, n, b), func(b *Bindings) []*Bindings { return m.parts(ps[1:], ns[1:], b) })
}

// word compares names that are no expressions.
func (m *matcher) word(p, n string, at syntax.Node, b *Bindings) []*Bindings {
	if name, ok := strings.CutPrefix(p, holePrefix); ok {
		s := at.Span()
		if a, ok := at.(*syntax.Attribute); ok { // its name alone
			s.Start = s.End - uint32(len(a.Attr))
		}
		return m.bind("$"+name, &Word{syntax.Pos{Start: s.Start, End: s.End}, n}, b)
	}
	return when(p == n, b)
}

// list compares sequences, in which ... and $...X stand for any number.
func (m *matcher) list(ps, ns []syntax.Expr, b *Bindings) []*Bindings {
	if len(ps) == 0 {
		return when(len(ns) == 0, b)
	}
	many := manyVariable(ps[0])
	if !isDots(ps[0]) && many == "" {
		if len(ns) == 0 {
			return nil
		}
		return then(m.expr(ps[0], ns[0], b), func(b *Bindings) []*Bindings { return m.list(ps[1:], ns[1:], b) })
	}
	var out []*Bindings
	for k := 0; k <= len(ns); k++ {
		ways := when(true, b)
		if many != "" {
			ways = m.bind(many, several(ns[:k]), b)
		}
		out = alternative(out, then(ways, func(b *Bindings) []*Bindings { return m.list(ps[1:], ns[k:], b) }))
	}
	return out
}

// several is a run of expressions as one node.
func several(xs []syntax.Expr) *syntax.Tuple { return &syntax.Tuple{Elts: xs} }

// arguments compares the arguments of calls: keywords in any order, and others
// only beside "...".
func (m *matcher) arguments(p, n *syntax.Call, b *Bindings) []*Bindings {
	rest := slices.ContainsFunc(p.Args, func(x syntax.Expr) bool { return isDots(x) || manyVariable(x) != "" })
	ps := p.Args
	used := 0
	ways := when(true, b)
	for i := range p.Keywords {
		k := &p.Keywords[i]
		if isDotsKeyword(k) {
			rest = true
			if !slices.ContainsFunc(ps, isDots) {
				ps = append(slices.Clone(ps), &syntax.Constant{Kind: syntax.Ellipsis})
			}
			continue
		}
		ways = then(ways, func(b *Bindings) []*Bindings { return m.keyword(k, n, b) })
		if len(ways) == 0 {
			return nil
		}
		used++
	}
	if !rest && used < len(n.Keywords) {
		return nil
	}
	return then(ways, func(b *Bindings) []*Bindings { return m.list(ps, n.Args, b) })
}

func (m *matcher) keyword(p *syntax.Keyword, n *syntax.Call, b *Bindings) (out []*Bindings) {
	for i := range n.Keywords {
		k := &n.Keywords[i]
		if (p.Name == "") != (k.Name == "") {
			continue
		}
		name := &syntax.Pos{Start: k.Start, End: k.Start + uint32(len(k.Name))}
		out = alternative(out, then(m.word(p.Name, k.Name, name, b), func(b *Bindings) []*Bindings { return m.expr(p.Value, k.Value, b) }))
	}
	if len(out) == 0 && p.Name != "" {
		out = m.spread(p, n, b)
	}
	return out
}

// spread looks for a keyword among what ** gives a call, where that is written out.
func (m *matcher) spread(p *syntax.Keyword, n *syntax.Call, b *Bindings) (out []*Bindings) {
	for i := range n.Keywords {
		if n.Keywords[i].Name != "" {
			continue
		}
		switch given := m.facts.Value(n.Keywords[i].Value).(type) {
		case *syntax.Call:
			if len(given.Args) > 0 || !slices.Contains(m.facts.Names(given.Func), "builtins.dict") {
				continue
			}
			for j := range given.Keywords {
				if k := &given.Keywords[j]; k.Name == p.Name {
					out = alternative(out, m.expr(p.Value, k.Value, b))
				}
			}
		case *syntax.Dict:
			for j := range given.Keys {
				key, ok := given.Keys[j].(*syntax.Constant)
				if !ok {
					continue
				}
				if text, ok := key.Text(); ok && text == p.Name {
					out = alternative(out, m.expr(p.Value, given.Values[j], b))
				}
			}
		}
	}
	return out
}

// dict compares displays: the pattern's items in any order, and others only
// beside "...".
func (m *matcher) dict(p, n *syntax.Dict, b *Bindings) []*Bindings {
	rest := false
	used := 0
	ways := when(true, b)
	for i, key := range p.Keys {
		if name, ok := p.Values[i].(*syntax.Name); ok && key == nil && name.ID == dotsName {
			rest = true
			continue
		}
		ways = then(ways, func(b *Bindings) (out []*Bindings) {
			for j := range n.Keys {
				out = alternative(out, m.pairs(b, pair{key, n.Keys[j]}, pair{p.Values[i], n.Values[j]}))
			}
			return out
		})
		used++
	}
	if !rest && used != len(n.Keys) {
		return nil
	}
	return ways
}
