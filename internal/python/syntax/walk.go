package syntax

// Walk calls visit for n and then, if visit returned true, for everything
// inside n, in source order as far as the node types keep it. Besides
// expressions, statements and patterns it visits *Keyword, *Arg, *TypeParam,
// *Alias and *ExceptHandler; the clauses that have no span of their own
// (Comprehension, WithItem, MatchCase, Arguments) are passed through.
func Walk(n Node, visit func(Node) bool) {
	w := walker{visit: visit, deep: true}
	w.node("", n)
}

// Walk visits every node of the tree; see the function of that name.
func (t *Tree) Walk(visit func(Node) bool) {
	w := walker{visit: visit, deep: true}
	w.stmts("", t.Body)
}

// Children calls visit for each node directly inside n until visit returns
// false.
func Children(n Node, visit func(Node) bool) {
	w := walker{visit: visit}
	w.inside(n)
}

// walker hands out the children of nodes, one by one, each with the name of
// the field it stands in. It enters them itself if deep.
type walker struct {
	visit   func(Node) bool
	label   string // of the node being visited; Print shows it
	deep    bool
	stopped bool
}

func (w *walker) node(label string, n Node) {
	if w.stopped {
		return
	}
	w.label = label
	if enter := w.visit(n); !w.deep {
		w.stopped = !enter
	} else if enter {
		w.inside(n)
	}
}

func (w *walker) inside(n Node) {
	switch n := n.(type) {
	case Expr:
		w.insideExpr(n)
	case Stmt:
		w.insideStmt(n)
	case Pattern:
		w.insidePattern(n)
	case *Keyword:
		w.expr("value", n.Value)
	case *Arg:
		w.expr("annotation", n.Annotation)
		w.expr("default", n.Default)
	case *TypeParam:
		w.expr("bound", n.Bound)
		w.expr("default", n.Default)
	case *ExceptHandler:
		w.expr("type", n.Type)
		w.stmts("body", n.Body)
	}
}

// expr visits an expression that may be absent.
func (w *walker) expr(label string, x Expr) {
	if x != nil {
		w.node(label, x)
	}
}

func (w *walker) exprs(label string, list []Expr) {
	for _, x := range list {
		w.expr(label, x)
	}
}

func (w *walker) stmts(label string, list []Stmt) {
	for _, s := range list {
		w.node(label, s)
	}
}

func (w *walker) patterns(label string, list []Pattern) {
	for _, x := range list {
		w.node(label, x)
	}
}

func (w *walker) keywords(label string, list []Keyword) {
	for i := range list {
		w.node(label, &list[i])
	}
}

func (w *walker) typeParams(label string, list []TypeParam) {
	for i := range list {
		w.node(label, &list[i])
	}
}

func (w *walker) arguments(label string, a *Arguments) {
	if a == nil {
		return
	}
	for i := range a.Args {
		w.node(label, &a.Args[i])
	}
}

func (w *walker) clauses(clauses []Comprehension) {
	for i := range clauses {
		w.expr("target", clauses[i].Target)
		w.expr("iter", clauses[i].Iter)
		w.exprs("if", clauses[i].Ifs)
	}
}

func (w *walker) insideExpr(n Expr) {
	switch n := n.(type) {
	case *JoinedStr:
		w.exprs("values", n.Values)
	case *FormattedValue:
		w.expr("value", n.Value)
		w.expr("spec", n.Spec)
	case *BinOp:
		w.expr("left", n.Left)
		w.expr("right", n.Right)
	case *BoolOp:
		w.exprs("values", n.Values)
	case *UnaryOp:
		w.expr("operand", n.Operand)
	case *Compare:
		w.expr("left", n.Left)
		w.exprs("comparators", n.Comparators)
	case *Call:
		w.expr("func", n.Func)
		w.exprs("args", n.Args)
		w.keywords("keywords", n.Keywords)
	case *Attribute:
		w.expr("value", n.Value)
	case *Subscript:
		w.expr("value", n.Value)
		w.expr("slice", n.Slice)
	case *Slice:
		w.expr("lower", n.Lower)
		w.expr("upper", n.Upper)
		w.expr("step", n.Step)
	case *Tuple:
		w.exprs("elts", n.Elts)
	case *List:
		w.exprs("elts", n.Elts)
	case *Set:
		w.exprs("elts", n.Elts)
	case *Dict:
		for i, v := range n.Values {
			w.expr("key", n.Keys[i])
			w.expr("value", v)
		}
	default:
		w.insideRareExpr(n)
	}
}

func (w *walker) insideRareExpr(n Expr) {
	switch n := n.(type) {
	case *ListComp:
		w.expr("elt", n.Elt)
		w.clauses(n.Generators)
	case *SetComp:
		w.expr("elt", n.Elt)
		w.clauses(n.Generators)
	case *GeneratorExp:
		w.expr("elt", n.Elt)
		w.clauses(n.Generators)
	case *DictComp:
		w.expr("key", n.Key)
		w.expr("value", n.Value)
		w.clauses(n.Generators)
	case *Lambda:
		w.arguments("args", n.Args)
		w.expr("body", n.Body)
	case *IfExp:
		w.expr("body", n.Body)
		w.expr("test", n.Test)
		w.expr("orelse", n.Orelse)
	case *Await:
		w.expr("value", n.Value)
	case *Yield:
		w.expr("value", n.Value)
	case *YieldFrom:
		w.expr("value", n.Value)
	case *Starred:
		w.expr("value", n.Value)
	case *NamedExpr:
		w.expr("target", n.Target)
		w.expr("value", n.Value)
	}
}

func (w *walker) insideStmt(n Stmt) {
	switch n := n.(type) {
	case *ExprStmt:
		w.expr("value", n.Value)
	case *Assign:
		w.exprs("targets", n.Targets)
		w.expr("value", n.Value)
	case *Return:
		w.expr("value", n.Value)
	case *Delete:
		w.exprs("targets", n.Targets)
	case *AugAssign:
		w.expr("target", n.Target)
		w.expr("value", n.Value)
	case *AnnAssign:
		w.expr("target", n.Target)
		w.expr("annotation", n.Annotation)
		w.expr("value", n.Value)
	case *TypeAlias:
		w.expr("name", n.Name)
		w.typeParams("typeparams", n.TypeParams)
		w.expr("value", n.Value)
	case *Raise:
		w.expr("exc", n.Exc)
		w.expr("cause", n.Cause)
	case *Assert:
		w.expr("test", n.Test)
		w.expr("msg", n.Msg)
	case *Import:
		w.aliases("names", n.Names)
	case *ImportFrom:
		w.aliases("names", n.Names)
	default:
		w.insideCompound(n)
	}
}

func (w *walker) aliases(label string, list []Alias) {
	for i := range list {
		w.node(label, &list[i])
	}
}

func (w *walker) insideCompound(n Stmt) {
	switch n := n.(type) {
	case *FunctionDef:
		w.exprs("decorators", n.Decorators)
		w.typeParams("typeparams", n.TypeParams)
		w.arguments("args", n.Args)
		w.expr("returns", n.Returns)
		w.stmts("body", n.Body)
	case *ClassDef:
		w.exprs("decorators", n.Decorators)
		w.typeParams("typeparams", n.TypeParams)
		w.exprs("bases", n.Bases)
		w.keywords("keywords", n.Keywords)
		w.stmts("body", n.Body)
	case *For:
		w.expr("target", n.Target)
		w.expr("iter", n.Iter)
		w.stmts("body", n.Body)
		w.stmts("orelse", n.Orelse)
	case *While:
		w.expr("test", n.Test)
		w.stmts("body", n.Body)
		w.stmts("orelse", n.Orelse)
	case *If:
		w.expr("test", n.Test)
		w.stmts("body", n.Body)
		w.stmts("orelse", n.Orelse)
	case *With:
		for i := range n.Items {
			w.expr("context", n.Items[i].Context)
			w.expr("vars", n.Items[i].Vars)
		}
		w.stmts("body", n.Body)
	case *Match:
		w.match(n)
	case *Try:
		w.stmts("body", n.Body)
		for i := range n.Handlers {
			w.node("handler", &n.Handlers[i])
		}
		w.stmts("orelse", n.Orelse)
		w.stmts("finalbody", n.Finalbody)
	}
}

func (w *walker) match(n *Match) {
	w.expr("subject", n.Subject)
	for i := range n.Cases {
		if n.Cases[i].Pattern != nil {
			w.node("pattern", n.Cases[i].Pattern)
		}
		w.expr("guard", n.Cases[i].Guard)
		w.stmts("body", n.Cases[i].Body)
	}
}

func (w *walker) insidePattern(n Pattern) {
	switch n := n.(type) {
	case *MatchValue:
		w.expr("value", n.Value)
	case *MatchSequence:
		w.patterns("patterns", n.Patterns)
	case *MatchMapping:
		for i, x := range n.Patterns {
			w.expr("key", n.Keys[i])
			w.node("value", x)
		}
	case *MatchClass:
		w.expr("cls", n.Cls)
		w.patterns("patterns", n.Patterns)
		w.patterns("kwdpatterns", n.KwdPatterns)
	case *MatchAs:
		if n.Pattern != nil {
			w.node("pattern", n.Pattern)
		}
	case *MatchOr:
		w.patterns("patterns", n.Patterns)
	}
}
