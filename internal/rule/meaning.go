package rule

import (
	"slices"
	"sort"
	"strings"

	"leadline/internal/python/scope"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Binding is one place that gives a variable a value.
type Binding struct {
	Node  syntax.Node // the name, alias, parameter, definition or handler
	Value syntax.Expr // what is assigned whole, or nil
	Kind  BindingKind
}

// BindingKind says how a variable is bound.
type BindingKind uint8

// The kinds of bindings.
const (
	BindAssign  BindingKind = iota // Value is assigned
	BindPart                       // unpacked, counted up, a loop's or comprehension's target
	BindImport                     // an alias of an import
	BindParam                      // a parameter
	BindDef                        // a function or class
	BindWith                       // Value is the context manager
	BindHandler                    // except ... as
	BindDelete                     // del
	BindLoop                       // Value is what is iterated
)

// region is where the code of a scope stands.
type region struct {
	start, end uint32
	scope      uint32
	// hole is the first iterable of a comprehension, which runs outside.
	hole text.Span
}

// scopeOf is the scope that the code of a node runs in.
func (s *Sheet) scopeOf(n syntax.Node) uint32 {
	t := s.scopes()
	if kindOf(n) == argKind {
		if id, ok := t.Of(s.Parent(n)); ok {
			return id
		}
	}
	at := n.Span().Start
	i := sort.Search(len(s.regions), func(i int) bool { return s.regions[i].start > at })
	for i--; i >= 0; i = s.outer[i] {
		if r := &s.regions[i]; at < r.end && !r.hole.Contains(at) {
			return r.scope
		}
	}
	return 0
}

// addRegions notes where the code of each scope stands, and which region lies
// around each.
func (s *Sheet) addRegions() {
	for _, k := range []nodeKind{functionKind, lambdaKind, classKind, listCompKind, setCompKind, dictCompKind, generatorKind} {
		for _, n := range s.buckets[k] {
			if id, ok := s.table.Of(n); ok {
				r := regionOf(n)
				r.scope = id
				s.regions = append(s.regions, r)
			}
		}
	}
	sort.SliceStable(s.regions, func(i, j int) bool {
		a, b := &s.regions[i], &s.regions[j]
		return a.start < b.start || a.start == b.start && a.end > b.end
	})
	s.outer = make([]int, len(s.regions))
	var open []int
	for i := range s.regions {
		for len(open) > 0 && s.regions[open[len(open)-1]].end <= s.regions[i].start {
			open = open[:len(open)-1]
		}
		s.outer[i] = -1
		if len(open) > 0 {
			s.outer[i] = open[len(open)-1]
		}
		open = append(open, i)
	}
}

func regionOf(n syntax.Node) region {
	at := n.Span()
	switch n := n.(type) {
	case *syntax.FunctionDef:
		return region{start: bodyStart(n.Body, at.End), end: at.End}
	case *syntax.ClassDef:
		return region{start: bodyStart(n.Body, at.End), end: at.End}
	case *syntax.Lambda:
		return region{start: n.Body.Span().Start, end: at.End}
	}
	r := region{start: at.Start, end: at.End}
	if gens := generators(n); len(gens) > 0 {
		r.hole = gens[0].Iter.Span()
	}
	return r
}

// bodyStart is where a body begins, the decorators of its first definition
// included.
func bodyStart(body []syntax.Stmt, end uint32) uint32 {
	if len(body) == 0 {
		return end
	}
	start := body[0].Span().Start
	switch d := body[0].(type) {
	case *syntax.FunctionDef:
		if len(d.Decorators) > 0 {
			start = min(start, d.Decorators[0].Span().Start)
		}
	case *syntax.ClassDef:
		if len(d.Decorators) > 0 {
			start = min(start, d.Decorators[0].Span().Start)
		}
	}
	return start
}

func generators(n syntax.Node) []syntax.Comprehension {
	switch n := n.(type) {
	case *syntax.ListComp:
		return n.Generators
	case *syntax.SetComp:
		return n.Generators
	case *syntax.GeneratorExp:
		return n.Generators
	case *syntax.DictComp:
		return n.Generators
	}
	return nil
}

func (s *Sheet) scopes() *scope.Table {
	if s.table == nil {
		s.table = scope.Bind(s.Tree)
		s.addRegions()
	}
	return s.table
}

// owner is the symbol that a name at a node stands for; ok is false for
// builtins and names that nothing in the file binds.
func (s *Sheet) owner(n syntax.Node, name string) (uint32, bool) {
	if strings.HasPrefix(name, "__") && !strings.HasSuffix(name, "__") {
		if c := s.Class(n); c != nil {
			if y, ok := s.ownerIn(s.scopeOf(n), scope.Mangle(c.Name, name)); ok {
				return y, true
			}
		}
	}
	return s.ownerIn(s.scopeOf(n), name)
}

func (s *Sheet) ownerIn(in uint32, name string) (uint32, bool) {
	t := s.scopes()
	for {
		if y, ok := t.Lookup(in, name); ok {
			sym := &t.Symbols[y]
			if sym.Meaning == scope.Local {
				return y, true
			}
			if sym.Owner != scope.NoSymbol {
				return sym.Owner, true
			}
			return s.ofModule(name)
		}
		if in == 0 {
			return 0, false
		}
		in = t.Scopes[in].Parent
	}
}

// ofModule is the module's own variable of a name that is global elsewhere; one
// that only other bodies store goes by the first of their symbols.
func (s *Sheet) ofModule(name string) (uint32, bool) {
	t := s.scopes()
	if y, ok := t.Lookup(0, name); ok && t.Symbols[y].Flags&scope.Bound != 0 {
		return y, true
	}
	id, ok := t.Names.Find(name)
	if !ok {
		return 0, false
	}
	for y := range t.Symbols {
		if t.Symbols[y].Name == id && t.Symbols[y].Meaning == scope.Global && t.Symbols[y].Flags&scope.Bound != 0 {
			return uint32(y), true
		}
	}
	return 0, false
}

// Bindings lists every place that binds the variable of a name.
func (s *Sheet) Bindings(n *syntax.Name) []Binding {
	y, ok := s.owner(n, n.ID)
	if !ok {
		return nil
	}
	return s.bindings()[y]
}

// IsParam tells whether a symbol's binding list holds a parameter.
func isParam(list []Binding) bool {
	return slices.ContainsFunc(list, func(b Binding) bool { return b.Kind == BindParam })
}

func (s *Sheet) bindings() map[uint32][]Binding {
	if s.binds == nil {
		s.binds = map[uint32][]Binding{}
		b := &bindingWalk{s}
		for k := range s.buckets {
			for _, n := range s.buckets[k] {
				b.node(n)
			}
		}
	}
	return s.binds
}

type bindingWalk struct{ s *Sheet }

func (w *bindingWalk) add(at syntax.Node, name string, b Binding) {
	if y, ok := w.s.owner(at, name); ok {
		w.s.binds[y] = append(w.s.binds[y], b)
	}
}

func (w *bindingWalk) target(x, value syntax.Expr, kind BindingKind) {
	switch x := x.(type) {
	case *syntax.Name:
		w.add(x, x.ID, Binding{x, value, kind})
	case *syntax.Starred:
		w.target(x.Value, nil, BindPart)
	case *syntax.Tuple:
		w.targets(x.Elts, value, kind)
	case *syntax.List:
		w.targets(x.Elts, value, kind)
	}
}

func (w *bindingWalk) targets(xs []syntax.Expr, value syntax.Expr, kind BindingKind) {
	from, ok := value.(*syntax.Tuple)
	for i, x := range xs {
		if ok && kind == BindAssign && len(from.Elts) == len(xs) {
			w.target(x, from.Elts[i], BindAssign)
		} else {
			w.target(x, nil, BindPart)
		}
	}
}

func (w *bindingWalk) node(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.Assign:
		for _, t := range n.Targets {
			w.target(t, n.Value, BindAssign)
		}
	case *syntax.AnnAssign:
		if n.Value != nil {
			w.target(n.Target, n.Value, BindAssign)
		}
	case *syntax.AugAssign:
		w.target(n.Target, nil, BindPart)
	case *syntax.NamedExpr:
		w.target(n.Target, n.Value, BindAssign)
	case *syntax.For:
		w.target(n.Target, n.Iter, BindLoop)
	case *syntax.With:
		for i := range n.Items {
			if v := n.Items[i].Vars; v != nil {
				w.target(v, n.Items[i].Context, BindWith)
			}
		}
	case *syntax.Delete:
		for _, t := range n.Targets {
			w.target(t, nil, BindDelete)
		}
	case *syntax.FunctionDef:
		w.add(n, n.Name, Binding{n, nil, BindDef})
	case *syntax.ClassDef:
		w.add(n, n.Name, Binding{n, nil, BindDef})
	case *syntax.Arg:
		w.add(n, n.Name, Binding{n, n.Default, BindParam})
	case *syntax.ExceptHandler:
		if n.Name != "" {
			w.add(n, n.Name, Binding{n, nil, BindHandler})
		}
	case *syntax.Alias:
		w.alias(n)
	case *syntax.Match:
		syntax.Walk(n, func(c syntax.Node) bool {
			switch p := c.(type) {
			case *syntax.MatchAs:
				w.captured(p, p.Name)
			case *syntax.MatchStar:
				w.captured(p, p.Name)
			case *syntax.MatchMapping:
				w.captured(p, p.Rest)
			}
			_, inner := c.(syntax.Stmt)
			return !inner || c == syntax.Node(n)
		})
	default:
		for _, g := range generators(n) {
			w.target(g.Target, g.Iter, BindLoop)
		}
	}
}

func (w *bindingWalk) captured(n syntax.Node, name string) {
	if name != "" {
		w.add(n, name, Binding{n, nil, BindPart})
	}
}

func (w *bindingWalk) alias(n *syntax.Alias) {
	name := n.AsName
	if name == "" {
		name, _, _ = strings.Cut(n.Name, ".")
	}
	if name != "*" {
		w.add(n, name, Binding{n, nil, BindImport})
	}
}

// imported is the dotted name that an alias binds.
func (s *Sheet) imported(a *syntax.Alias) string {
	switch p := s.Parent(a).(type) {
	case *syntax.Import:
		if a.AsName == "" {
			first, _, _ := strings.Cut(a.Name, ".")
			return first
		}
		return a.Name
	case *syntax.ImportFrom:
		base := p.Module
		if p.Level > 0 {
			base = s.relative(p.Level, base)
		}
		return joinDotted(base, a.Name)
	}
	return a.Name
}

// relative is the absolute name of a relative import.
func (s *Sheet) relative(level int, name string) string {
	parts := strings.Split(s.Module, ".")
	if level > len(parts) {
		return name
	}
	return joinDotted(strings.Join(parts[:len(parts)-level], "."), name)
}

// maxBindings bounds how many assignments of one name are looked at.
const maxBindings = 50

// maxMeaning bounds how far names are followed through assignments.
const maxMeaning = 8

// Names are the dotted names that an expression may stand for: imports and
// plain assignments are followed, methods go by the class of their receiver.
func (s *Sheet) Names(x syntax.Expr) []string {
	if out, ok := s.named[x]; ok {
		return out
	}
	out := slices.Clip(s.names(x, maxMeaning))
	s.named[x] = out
	return out
}

func (s *Sheet) names(x syntax.Expr, depth int) []string {
	if depth == 0 {
		return nil
	}
	switch x := x.(type) {
	case *syntax.Name:
		return s.nameNames(x, depth)
	case *syntax.Attribute:
		var out []string
		for _, base := range s.names(x.Value, depth-1) {
			out = s.addName(out, base+"."+x.Attr)
		}
		for _, class := range s.typesOf(x.Value, depth-1) {
			for _, c := range append([]string{class}, s.bases(class)...) {
				out = s.addName(out, c+"."+x.Attr)
			}
		}
		return out
	}
	return nil
}

// addName adds a dotted name as written, and as the models call it.
func (s *Sheet) addName(out []string, name string) []string {
	if !slices.Contains(out, name) {
		out = append(out, name)
	}
	if c := s.canonical(name); c != name && !slices.Contains(out, c) {
		out = append(out, c)
	}
	return out
}

func (s *Sheet) canonical(name string) string {
	if s.models == nil {
		return name
	}
	return s.models.Canonical(name)
}

func (s *Sheet) nameNames(x *syntax.Name, depth int) []string {
	y, ok := s.owner(x, x.ID)
	if !ok {
		if s.isBuiltin(x.ID) || exceptionLike(x.ID) {
			return []string{"builtins." + x.ID}
		}
		return s.addName(nil, x.ID)
	}
	if len(s.bindings()[y]) > maxBindings {
		return nil
	}
	var out []string
	for _, b := range s.bindings()[y] {
		switch n := b.Node.(type) {
		case *syntax.Alias:
			out = s.addName(out, s.imported(n))
		case *syntax.FunctionDef, *syntax.ClassDef:
			out = append(out, joinDotted(s.Qualname(n), x.ID))
		default:
			if b.Kind == BindAssign {
				out = append(out, s.names(b.Value, depth-1)...)
			}
		}
	}
	return out
}

// exceptionLike tells names of Python's own exceptions.
func exceptionLike(name string) bool {
	return strings.HasSuffix(name, "Error") || strings.HasSuffix(name, "Exception") || strings.HasSuffix(name, "Warning") ||
		slices.Contains([]string{"SystemExit", "KeyboardInterrupt", "GeneratorExit", "StopIteration", "StopAsyncIteration", "ExceptionGroup", "BaseExceptionGroup", "TimeoutError"}, name)
}

// Is tells whether an expression may stand for one of the dotted names; one
// that ends in ".*" is any member of it.
func (s *Sheet) Is(x syntax.Expr, names ...string) bool {
	for _, have := range s.Names(x) {
		for _, want := range names {
			if have == want {
				return true
			}
			if prefix, ok := strings.CutSuffix(want, "*"); ok && strings.HasPrefix(have, prefix) {
				return true
			}
		}
	}
	return false
}

// CallTo tells whether a node is a call of one of the dotted names.
func (s *Sheet) CallTo(n syntax.Node, names ...string) (*syntax.Call, bool) {
	c, ok := n.(*syntax.Call)
	if !ok || !s.Is(c.Func, names...) {
		return nil, false
	}
	return c, true
}

// Constant is the literal that an expression certainly is, or nil.
func (s *Sheet) Constant(x syntax.Expr) *syntax.Constant {
	c, _ := s.Value(x).(*syntax.Constant)
	return c
}

// Value follows a name to the one expression that it certainly is.
func (s *Sheet) Value(x syntax.Expr) syntax.Expr {
	n, ok := x.(*syntax.Name)
	if !ok {
		return x
	}
	out, known := s.values[n]
	if !known {
		out = s.value(x)
		if s.values == nil {
			s.values = map[*syntax.Name]syntax.Expr{}
		}
		s.values[n] = out
	}
	return out
}

func (s *Sheet) value(x syntax.Expr) syntax.Expr {
	for range maxMeaning {
		n, ok := x.(*syntax.Name)
		if !ok {
			return x
		}
		b := s.reaching(n, s.Bindings(n))
		if b == nil || b.Kind != BindAssign {
			return x
		}
		x = b.Value
	}
	return x
}

// reaching is the one binding that certainly gives a name its value where it is
// read: the only one, or the last one before it on the way there.
func (s *Sheet) reaching(n *syntax.Name, list []Binding) *Binding {
	if len(list) == 1 {
		return &list[0]
	}
	if len(list) > maxBindings {
		return nil
	}
	here := s.Function(n)
	var last *Binding
	for i := range list {
		b := &list[i]
		if b.Kind == BindParam {
			if here == nil || s.Parent(b.Node) != here {
				return nil
			}
			continue // what is assigned later takes its place
		}
		if s.Function(b.Node) != here {
			return nil
		}
		at := s.Statement(b.Node)
		if at == nil {
			continue
		}
		if at.Span().End > s.Statement(n).Span().Start && at != s.Statement(n) || at == s.Statement(n) {
			if s.Loop(n) != nil && at != s.Statement(n) {
				return nil // a later turn of the loop may bring this one
			}
			continue
		}
		if last == nil || s.Statement(last.Node).Span().Start < at.Span().Start {
			last = b
		}
	}
	if last == nil || !s.onTheWay(s.Statement(last.Node), s.Statement(n)) {
		return nil
	}
	return last
}

// onTheWay tells whether every way to a statement leads through another one: it
// stands before it in a list of statements around it.
func (s *Sheet) onTheWay(first, then syntax.Stmt) bool {
	body, _ := s.Block(first)
	for _, st := range body {
		if outer, inner := st.Span(), then.Span(); outer.Start <= inner.Start && inner.End <= outer.End {
			return first.Span().Start < inner.Start
		}
	}
	return false
}

// Text is the constant text that an expression certainly is.
func (s *Sheet) Text(x syntax.Expr) (string, bool) {
	if c := s.Constant(x); c != nil && (c.Kind == syntax.Str || c.Kind == syntax.Bytes) {
		return c.Text()
	}
	return "", false
}

// Number is the constant integer that an expression certainly is; products,
// sums and powers of constants are computed.
func (s *Sheet) Number(x syntax.Expr) (int64, bool) {
	switch x := s.Value(x).(type) {
	case *syntax.Constant:
		if x.Kind == syntax.Int {
			return x.Int()
		}
	case *syntax.UnaryOp:
		n, ok := s.Number(x.Operand)
		return -n, ok && x.Op == syntax.USub
	case *syntax.BinOp:
		a, ok1 := s.Number(x.Left)
		b, ok2 := s.Number(x.Right)
		if !ok1 || !ok2 {
			return 0, false
		}
		return Fold(x.Op, a, b)
	}
	return 0, false
}

// Fold is what an operator makes of two whole numbers, as Python does; false where
// that is not known, or too large.
func Fold(op syntax.Operator, a, b int64) (int64, bool) {
	const bound = 1 << 62
	if wide := float64(a) * float64(b); op == syntax.Mult && (wide > bound || wide < -bound) || a > bound/2 || b > bound/2 || a < -bound/2 || b < -bound/2 {
		return 0, false
	}
	switch op {
	case syntax.Add:
		return a + b, true
	case syntax.Sub:
		return a - b, true
	case syntax.Mult:
		return a * b, true
	case syntax.FloorDiv, syntax.Mod:
		return floored(op, a, b)
	case syntax.BitOr:
		return a | b, true
	case syntax.BitAnd:
		return a & b, true
	case syntax.BitXor:
		return a ^ b, true
	case syntax.LShift:
		return a << uint(b&31), b >= 0 && b < 31 && a >= 0 && a < 1<<31
	case syntax.RShift:
		return a >> uint(b&63), b >= 0 && b < 64
	case syntax.Pow:
		out := int64(1)
		for range b {
			if wide := float64(out) * float64(a); wide > bound || wide < -bound {
				return 0, false
			}
			out *= a
		}
		return out, b >= 0
	}
	return 0, false
}

// floored is the quotient that is rounded down, or what it leaves.
func floored(op syntax.Operator, a, b int64) (int64, bool) {
	if b == 0 {
		return 0, false
	}
	quotient, rest := a/b, a%b
	if rest != 0 && (rest < 0) != (b < 0) {
		quotient, rest = quotient-1, rest+b
	}
	if op == syntax.Mod {
		return rest, true
	}
	return quotient, true
}

// Bound tells whether something in the file binds the variable of a name.
func (s *Sheet) Bound(n *syntax.Name) bool {
	_, ok := s.owner(n, n.ID)
	return ok
}

// BoundIn tells whether the module itself binds a name.
func (s *Sheet) BoundIn(name string) bool {
	_, ok := s.ofModule(name)
	return ok
}

// IsBuiltin tells whether a name is one of Python's own.
func (s *Sheet) IsBuiltin(name string) bool { return s.isBuiltin(name) }

// Gaps tells whether parts of the file could not be parsed, as in code for
// Python 2.
func (s *Sheet) Gaps() bool { return len(s.Tree.Errors) > 0 }
