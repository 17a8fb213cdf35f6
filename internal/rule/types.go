package rule

import (
	"slices"
	"strings"

	"leadline/internal/python/syntax"
)

// Types are the dotted names of the classes that an expression is an instance
// of, as far as literals, annotations, calls of classes and the models tell.
func (s *Sheet) Types(x syntax.Expr) []string { return s.typesOf(x, maxMeaning) }

// HasType tells whether an expression is an instance of one of the classes, or
// of a class below one of them.
func (s *Sheet) HasType(x syntax.Expr, classes ...string) bool {
	for _, t := range s.Types(x) {
		if slices.Contains(classes, t) || slices.ContainsFunc(s.bases(t), func(b string) bool { return slices.Contains(classes, b) }) {
			return true
		}
	}
	return false
}

func (s *Sheet) typesOf(x syntax.Expr, depth int) []string {
	if depth <= 0 || x == nil {
		return nil
	}
	if out, ok := s.types[x]; ok {
		return out
	}
	s.types[x] = nil // a cycle knows nothing
	out := s.computeTypes(x, depth)
	if depth == maxMeaning || out != nil {
		s.types[x] = out
	} else {
		delete(s.types, x)
	}
	return out
}

func (s *Sheet) computeTypes(x syntax.Expr, depth int) []string {
	switch x := x.(type) {
	case *syntax.Constant:
		return constantType(x)
	case *syntax.JoinedStr:
		return []string{"builtins.str"}
	case *syntax.List, *syntax.ListComp:
		return []string{"builtins.list"}
	case *syntax.Dict, *syntax.DictComp:
		return []string{"builtins.dict"}
	case *syntax.Set, *syntax.SetComp:
		return []string{"builtins.set"}
	case *syntax.Tuple:
		return []string{"builtins.tuple"}
	case *syntax.BinOp:
		return s.binOpTypes(x, depth)
	case *syntax.Compare:
		return nil
	case *syntax.IfExp:
		return agree(s.typesOf(x.Body, depth-1), s.typesOf(x.Orelse, depth-1))
	case *syntax.Await:
		return s.typesOf(x.Value, depth-1)
	case *syntax.NamedExpr:
		return s.typesOf(x.Value, depth-1)
	case *syntax.Call:
		return s.callTypes(x, depth)
	case *syntax.Name:
		return s.nameTypes(x, depth)
	case *syntax.Attribute:
		return s.attributeTypes(x, depth)
	case *syntax.Subscript:
		return s.itemTypes(x, depth)
	}
	return nil
}

func constantType(c *syntax.Constant) []string {
	switch c.Kind {
	case syntax.Str:
		return []string{"builtins.str"}
	case syntax.Bytes:
		return []string{"builtins.bytes"}
	case syntax.Int:
		return []string{"builtins.int"}
	case syntax.Float:
		return []string{"builtins.float"}
	case syntax.True, syntax.False:
		return []string{"builtins.bool"}
	}
	return nil
}

// agree keeps what both say; nothing when one knows nothing.
func agree(a, b []string) []string {
	if slices.Equal(a, b) {
		return a
	}
	return nil
}

func (s *Sheet) binOpTypes(x *syntax.BinOp, depth int) []string {
	left := s.typesOf(x.Left, depth-1)
	if x.Op == syntax.Mod && slices.Contains(left, "builtins.str") {
		return left
	}
	right := s.typesOf(x.Right, depth-1)
	if x.Op == syntax.Add && (slices.Contains(left, "builtins.str") || slices.Contains(right, "builtins.str")) {
		return []string{"builtins.str"}
	}
	if len(left) > 0 && !strings.HasPrefix(left[0], "builtins.") {
		return left
	}
	if len(right) > 0 && !strings.HasPrefix(right[0], "builtins.") {
		return right
	}
	return agree(left, right)
}

func (s *Sheet) callTypes(x *syntax.Call, depth int) []string {
	var out []string
	for _, n := range s.names(x.Func, depth-1) {
		if r := s.returned(n); r == "self" {
			if a, ok := x.Func.(*syntax.Attribute); ok {
				out = append(out, s.typesOf(a.Value, depth-1)...)
			}
		} else if r == "first" {
			if len(x.Args) > 0 {
				out = append(out, s.typesOf(x.Args[0], depth-1)...)
			}
		} else if r != "" {
			out = append(out, r)
		} else if classLike(n) {
			out = append(out, n)
		}
	}
	if f := s.called(x); f != nil && len(out) == 0 && depth > 1 {
		return s.resultTypes(f, depth-1)
	}
	return out
}

// called is the function of this file that a call calls, or nil.
func (s *Sheet) called(x *syntax.Call) *syntax.FunctionDef {
	switch f := x.Func.(type) {
	case *syntax.Name:
		if list := s.Bindings(f); len(list) == 1 {
			def, _ := list[0].Node.(*syntax.FunctionDef)
			return def
		}
	case *syntax.Attribute:
		if self, ok := f.Value.(*syntax.Name); ok && s.isSelf(self) {
			return Method(s.Class(x), f.Attr)
		}
	}
	return nil
}

// Method finds a method of a class by name.
func Method(c *syntax.ClassDef, name string) *syntax.FunctionDef {
	if c == nil {
		return nil
	}
	for _, st := range c.Body {
		if f, ok := st.(*syntax.FunctionDef); ok && f.Name == name {
			return f
		}
	}
	return nil
}

func (s *Sheet) resultTypes(f *syntax.FunctionDef, depth int) []string {
	if f.Returns != nil {
		return s.annotated(f.Returns, depth-1)
	}
	var out []string
	first := true
	EachOwn(f.Body, func(n syntax.Node) bool {
		if r, ok := n.(*syntax.Return); ok && r.Value != nil {
			t := s.typesOf(r.Value, depth-1)
			if first {
				out, first = t, false
			} else {
				out = agree(out, t)
			}
		}
		return true
	})
	return out
}

// EachOwn visits the nodes of a body, but not those of functions, lambdas and
// classes defined in it.
func EachOwn(body []syntax.Stmt, visit func(syntax.Node) bool) {
	for _, st := range body {
		syntax.Walk(st, func(n syntax.Node) bool {
			switch n.(type) {
			case *syntax.FunctionDef, *syntax.ClassDef, *syntax.Lambda:
				return false
			}
			return visit(n)
		})
	}
}

// NamedIn tells whether a name stands somewhere in a node.
func NamedIn(in syntax.Node, name string) bool {
	found := false
	syntax.Walk(in, func(n syntax.Node) bool {
		x, ok := n.(*syntax.Name)
		found = found || ok && x.ID == name
		return !found
	})
	return found
}

// SaidGlobal tells whether a function of the file says global of a name.
func (p *Pass) SaidGlobal(name string) bool {
	for g := range All[*syntax.Global](p) {
		if slices.Contains(g.Names, name) {
			return true
		}
	}
	return false
}

// IsGenerator tells whether a function yields.
func IsGenerator(f *syntax.FunctionDef) bool {
	found := false
	EachOwn(f.Body, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Yield, *syntax.YieldFrom:
			found = true
		}
		return !found
	})
	return found
}

// returned is the class of a call's result by the models, "self", "first" or "".
func (s *Sheet) returned(name string) string {
	if s.models == nil {
		return ""
	}
	if e := s.models.Entry(name); e != nil {
		return e.Returns
	}
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		if e := s.models.Member(name[:i], name[i+1:]); e != nil {
			return e.Returns
		}
	}
	return ""
}

var builtinClasses = []string{"list", "dict", "set", "str", "bytes", "tuple", "frozenset", "bytearray", "int", "float", "bool", "object", "complex"}

// classLike tells whether a dotted name looks like a class.
func classLike(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if own, ok := strings.CutPrefix(name, "builtins."); ok && slices.Contains(builtinClasses, own) {
		return true
	}
	if name == "collections.deque" || name == "collections.defaultdict" || name == "array.array" {
		return true
	}
	last = strings.TrimLeft(last, "_")
	return last != "" && last[0] >= 'A' && last[0] <= 'Z'
}

func (s *Sheet) nameTypes(x *syntax.Name, depth int) []string {
	y, ok := s.owner(x, x.ID)
	if !ok {
		return nil
	}
	if len(s.bindings()[y]) > maxBindings {
		return nil
	}
	if b := s.reaching(x, s.bindings()[y]); b != nil && len(s.bindings()[y]) > 1 && b.Kind == BindAssign {
		return s.typesOf(b.Value, depth-1)
	}
	var out []string
	for i, b := range s.bindings()[y] {
		var t []string
		switch b.Kind {
		case BindAssign, BindWith:
			if c, ok := b.Value.(*syntax.Constant); ok && c.Kind == syntax.None && len(s.bindings()[y]) > 1 {
				continue
			}
			t = s.typesOf(b.Value, depth-1)
		case BindParam:
			t = s.paramTypes(b, x.ID, depth)
		case BindDelete:
			continue
		default:
			return nil
		}
		if i == 0 || out == nil {
			out = t
		} else if out = agree(out, t); out == nil {
			return nil
		}
	}
	return out
}

func (s *Sheet) paramTypes(b Binding, name string, depth int) []string {
	a, ok := b.Node.(*syntax.Arg)
	if !ok {
		return nil
	}
	if a.Annotation != nil {
		return s.annotated(a.Annotation, depth-1)
	}
	if f, ok := s.Parent(a).(*syntax.FunctionDef); ok && len(f.Args.Args) > 0 && &f.Args.Args[0] == a {
		if c, ok := s.Parent(f).(*syntax.ClassDef); ok && len(f.Decorators) == 0 {
			return []string{joinDotted(s.Qualname(c), c.Name)}
		}
	}
	return nil
}

// annotated are the classes that an annotation names; Optional is looked through.
func (s *Sheet) annotated(x syntax.Expr, depth int) []string {
	switch x := x.(type) {
	case *syntax.Constant:
		if written, ok := x.Text(); ok && x.Kind == syntax.Str && isDotted(written) {
			return []string{s.canonical(s.expandFirst(written))}
		}
	case *syntax.BinOp:
		if c, ok := x.Right.(*syntax.Constant); ok && c.Kind == syntax.None {
			return s.annotated(x.Left, depth)
		}
	case *syntax.Subscript:
		if s.Is(x.Value, "typing.Optional") {
			return s.annotated(x.Slice, depth)
		}
		return genericOf(s.names(x.Value, depth))
	case *syntax.Name, *syntax.Attribute:
		return genericOf(s.names(x, depth))
	}
	return nil
}

// genericOf maps typing's names of containers to the classes.
func genericOf(names []string) []string {
	for i, n := range names {
		if own, ok := strings.CutPrefix(n, "typing."); ok {
			names[i] = "builtins." + strings.ToLower(own)
		}
	}
	return names
}

func isDotted(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return r != '.' && r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}

// expandFirst resolves the first component of a dotted name in the module.
func (s *Sheet) expandFirst(dotted string) string {
	first, rest, _ := strings.Cut(dotted, ".")
	y, ok := s.ownerIn(0, first)
	if !ok {
		return dotted
	}
	for _, b := range s.bindings()[y] {
		switch n := b.Node.(type) {
		case *syntax.Alias:
			return joinDotted(s.imported(n), rest)
		case *syntax.ClassDef:
			return joinDotted(s.Module, dotted)
		}
	}
	return dotted
}

// isSelf tells whether a name is the first parameter of a method.
func (s *Sheet) isSelf(x *syntax.Name) bool {
	for _, b := range s.Bindings(x) {
		a, ok := b.Node.(*syntax.Arg)
		if !ok {
			continue
		}
		f, ok := s.Parent(a).(*syntax.FunctionDef)
		if _, method := s.Parent(f).(*syntax.ClassDef); ok && method && &f.Args.Args[0] == a {
			return true
		}
	}
	return false
}

// attributeTypes are the classes of self.x by what the class's methods assign.
func (s *Sheet) attributeTypes(x *syntax.Attribute, depth int) []string {
	self, ok := x.Value.(*syntax.Name)
	if !ok || !s.isSelf(self) {
		var out []string
		for _, n := range s.names(x, depth-1) {
			if s.models != nil {
				if e := s.models.Entry(n); e != nil && e.Value != "" {
					out = append(out, e.Value)
				}
			}
		}
		return out
	}
	var out []string
	for i, v := range s.SelfValues(x) {
		t := s.typesOf(v, depth-1)
		if i == 0 || out == nil {
			out = t
		} else if out = agree(out, t); out == nil {
			return nil
		}
	}
	return out
}

// SelfValues are the expressions that the methods of the class around assign to
// self.x, None left out.
func (s *Sheet) SelfValues(x *syntax.Attribute) []syntax.Expr {
	class := s.Class(x)
	if class == nil {
		return nil
	}
	values, ok := s.selves[class]
	if !ok {
		values = map[string][]syntax.Expr{}
		syntax.Walk(class, func(n syntax.Node) bool {
			if a, ok := n.(*syntax.Assign); ok {
				addSelfValues(values, a)
			}
			return true
		})
		s.selves[class] = values
	}
	return values[x.Attr]
}

// addSelfValues notes what an assignment gives to attributes of self.
func addSelfValues(values map[string][]syntax.Expr, a *syntax.Assign) {
	if c, ok := a.Value.(*syntax.Constant); ok && c.Kind == syntax.None {
		return
	}
	for _, t := range a.Targets {
		t, ok := t.(*syntax.Attribute)
		if !ok {
			continue
		}
		if self, ok := t.Value.(*syntax.Name); ok && self.ID == "self" {
			values[t.Attr] = append(values[t.Attr], a.Value)
		}
	}
}

func (s *Sheet) itemTypes(x *syntax.Subscript, depth int) []string {
	var out []string
	for _, t := range s.typesOf(x.Value, depth-1) {
		if t == "builtins.str" || t == "builtins.bytes" {
			out = append(out, t)
		}
		if r := s.returned(t + ".__getitem__"); r == "self" {
			out = append(out, t)
		} else if r != "" {
			out = append(out, r)
		}
	}
	return out
}

// bases are the dotted names of the ancestors of a class, those of this file
// and those that the models know.
func (s *Sheet) bases(class string) []string {
	var out []string
	s.addBases(class, &out, maxMeaning)
	return out
}

func (s *Sheet) addBases(class string, out *[]string, depth int) {
	if depth == 0 {
		return
	}
	def := s.classNamed(class)
	if def == nil {
		if s.models != nil {
			if c := s.models.Class(class); c != nil {
				for _, b := range c.Bases {
					*out = append(*out, b)
					s.addBases(b, out, depth-1)
				}
			}
		}
		return
	}
	for _, b := range def.Bases {
		for _, n := range s.names(b, depth-1) {
			if !slices.Contains(*out, n) {
				*out = append(*out, n)
				s.addBases(n, out, depth-1)
			}
		}
	}
}

// classNamed finds a class of this file by its dotted name.
func (s *Sheet) classNamed(name string) *syntax.ClassDef {
	if s.classes == nil {
		s.classes = map[string]*syntax.ClassDef{}
		for _, n := range s.buckets[classKind] {
			c := n.(*syntax.ClassDef)
			s.classes[joinDotted(s.Qualname(c), c.Name)] = c
		}
	}
	return s.classes[name]
}

// Subclasses tells whether a class of this file is below one of the classes.
func (s *Sheet) Subclasses(c *syntax.ClassDef, classes ...string) bool {
	return slices.ContainsFunc(s.bases(joinDotted(s.Qualname(c), c.Name)), func(b string) bool { return slices.Contains(classes, b) })
}

// Inherits tells whether the class of a dotted name is one of the classes or
// below one of them.
func (s *Sheet) Inherits(class string, classes ...string) bool {
	return slices.Contains(classes, class) || slices.ContainsFunc(s.bases(class), func(b string) bool { return slices.Contains(classes, b) })
}
