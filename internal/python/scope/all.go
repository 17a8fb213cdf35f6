package scope

import "leadline/internal/python/syntax"

// exports follows __all__ through the module's statements.
type exports struct {
	names  []string
	before []string // what __all__ was before the assignment
	seen   bool
	opaque bool // something touched it that is no literal
}

func (x *exports) list() ([]string, bool) { return x.names, x.seen && !x.opaque }

// statement looks at one statement; only those at module level, under any
// condition, count.
func (x *exports) statement(b *binder, s syntax.Stmt) {
	if b.here != 0 {
		return
	}
	switch s := s.(type) {
	case *syntax.Assign:
		if len(s.Targets) == 1 && isAll(s.Targets[0]) {
			x.assign(s.Value)
		}
	case *syntax.AnnAssign:
		if isAll(s.Target) && s.Value != nil {
			x.assign(s.Value)
		}
	case *syntax.AugAssign:
		if isAll(s.Target) {
			x.add(s.Value)
		}
	case *syntax.ExprStmt:
		x.call(s.Value)
	}
}

// assign starts the list anew; the value may be made from the old one.
func (x *exports) assign(e syntax.Expr) {
	x.before, x.names = x.names, nil
	x.add(e)
}

// call understands __all__.extend(...), append and remove.
func (x *exports) call(e syntax.Expr) {
	c, ok := e.(*syntax.Call)
	if !ok {
		return
	}
	f, ok := c.Func.(*syntax.Attribute)
	if !ok || !isAll(f.Value) || len(c.Args) != 1 {
		return
	}
	switch f.Attr {
	case "extend":
		x.add(c.Args[0])
	case "append":
		x.name(c.Args[0])
	default:
		x.opaque = true
	}
}

func isAll(e syntax.Expr) bool {
	n, ok := e.(*syntax.Name)
	return ok && n.ID == "__all__"
}

func (x *exports) add(e syntax.Expr) {
	x.seen = true
	switch e := e.(type) {
	case *syntax.List:
		x.each(e.Elts)
	case *syntax.Tuple:
		x.each(e.Elts)
	case *syntax.BinOp:
		x.add(e.Left)
		x.add(e.Right)
	case *syntax.Name:
		x.names = append(x.names, x.before...)
		x.opaque = x.opaque || !isAll(e)
	default:
		x.opaque = true
	}
}

func (x *exports) each(list []syntax.Expr) {
	for _, e := range list {
		x.name(e)
	}
}

func (x *exports) name(e syntax.Expr) {
	c, ok := e.(*syntax.Constant)
	if !ok || c.Kind != syntax.Str {
		x.opaque = true
		return
	}
	text, ok := c.Text()
	if !ok {
		x.opaque = true
		return
	}
	x.names = append(x.names, text)
}
