package rule

import (
	"slices"

	"leadline/internal/python/syntax"
)

// Object is what one call makes and a local variable keeps, with everything that
// its function does with it.
type Object struct {
	Call *syntax.Call
	// Name is the variable, Body the function's statements (the module's own
	// when there is none), Function the function or nil.
	Name     string
	Body     []syntax.Stmt
	Function *syntax.FunctionDef
	Uses     []Use
}

// UseKind says what a use does with an object.
type UseKind uint8

// The kinds of uses.
const (
	UseMethod    UseKind = iota // a method is called: Method and Call
	UseAttribute                // an attribute is read or set: Method is its name
	UseArgument                 // it is handed to Call
	UseReturn                   // returned or yielded
	UseStore                    // kept: in an attribute, a container, another variable, an inner function
	UseWith                     // the subject of a with statement
	UseOther                    // compared, iterated, tested
)

// Use is one place where the variable is read.
type Use struct {
	Node   *syntax.Name
	Kind   UseKind
	Method string
	Call   *syntax.Call
}

// Objects lists what calls of the dotted names make and plain variables keep.
func (s *Sheet) Objects(names ...string) []*Object {
	var out []*Object
	for _, n := range s.buckets[assignKind] {
		a := n.(*syntax.Assign)
		value := a.Value
		if w, ok := value.(*syntax.Await); ok {
			value = w.Value
		}
		call, ok := value.(*syntax.Call)
		if !ok || len(a.Targets) != 1 {
			continue
		}
		target, ok := a.Targets[0].(*syntax.Name)
		if ok && s.Is(call.Func, names...) {
			out = append(out, s.object(call, target.ID, a))
		}
	}
	return out
}

func (s *Sheet) object(call *syntax.Call, name string, at syntax.Node) *Object {
	o := &Object{Call: call, Name: name, Body: s.Tree.Body}
	o.Function, _ = s.Function(at).(*syntax.FunctionDef)
	if o.Function != nil {
		o.Body = o.Function.Body
	}
	for _, st := range o.Body {
		syntax.Walk(st, func(n syntax.Node) bool {
			if x, ok := n.(*syntax.Name); ok && x.ID == name && !s.isTarget(x) {
				o.Uses = append(o.Uses, s.use(x, at))
			}
			return true
		})
	}
	return o
}

func (s *Sheet) isTarget(x *syntax.Name) bool {
	switch p := s.Parent(x).(type) {
	case *syntax.Assign:
		return slices.Contains(p.Targets, syntax.Expr(x))
	case *syntax.AugAssign:
		return p.Target == syntax.Expr(x)
	case *syntax.For:
		return p.Target == syntax.Expr(x)
	}
	return false
}

func (s *Sheet) use(x *syntax.Name, made syntax.Node) Use {
	u := Use{Node: x, Kind: UseOther}
	if s.Function(x) != s.Function(made) {
		u.Kind = UseStore
		return u
	}
	switch p := s.Parent(x).(type) {
	case *syntax.Attribute:
		u.Kind, u.Method = UseAttribute, p.Attr
		if c, ok := s.Parent(p).(*syntax.Call); ok && c.Func == syntax.Expr(p) {
			u.Kind, u.Call = UseMethod, c
		}
	case *syntax.Call:
		u.Kind, u.Call = UseArgument, p
	case *syntax.Keyword:
		u.Kind = UseArgument
		u.Call, _ = s.Parent(p).(*syntax.Call)
	case *syntax.Starred:
		u.Kind = UseStore
	case *syntax.Return, *syntax.Yield, *syntax.YieldFrom:
		u.Kind = UseReturn
	case *syntax.Assign, *syntax.AnnAssign, *syntax.Tuple, *syntax.List, *syntax.Set, *syntax.Dict, *syntax.IfExp, *syntax.NamedExpr, *syntax.BoolOp:
		u.Kind = UseStore
		if _, compared := p.(*syntax.BoolOp); compared && s.tests(p) {
			u.Kind = UseOther
		}
	case *syntax.With:
		u.Kind = UseWith
	}
	return u
}

// tests tells whether an expression only decides a branch.
func (s *Sheet) tests(n syntax.Node) bool {
	switch p := s.Parent(n).(type) {
	case *syntax.If:
		return syntax.Node(p.Test) == n
	case *syntax.While:
		return syntax.Node(p.Test) == n
	}
	return false
}

// Has tells whether one of the methods is called on the object.
func (o *Object) Has(methods ...string) bool { return o.First(methods...) != nil }

// First is the first call of one of the methods, or nil.
func (o *Object) First(methods ...string) *syntax.Call {
	for i := range o.Uses {
		if u := &o.Uses[i]; u.Kind == UseMethod && slices.Contains(methods, u.Method) {
			return u.Call
		}
	}
	return nil
}

// Reads tells whether one of the attributes is read, called or set.
func (o *Object) Reads(attributes ...string) bool {
	return slices.ContainsFunc(o.Uses, func(u Use) bool {
		return (u.Kind == UseAttribute || u.Kind == UseMethod) && slices.Contains(attributes, u.Method)
	})
}

// Escapes tells whether somebody else may use the object: it is returned, kept,
// or handed to a call that lends says no of.
func (o *Object) Escapes(lends func(*syntax.Call) bool) bool {
	return slices.ContainsFunc(o.Uses, func(u Use) bool {
		return u.Kind == UseReturn || u.Kind == UseStore || u.Kind == UseArgument && (u.Call == nil || lends == nil || !lends(u.Call))
	})
}

// In tells whether one of the uses with a kind is there.
func (o *Object) In(kind UseKind) bool {
	return slices.ContainsFunc(o.Uses, func(u Use) bool { return u.Kind == kind })
}

// Called is the function of this file that a call calls, or nil.
func (s *Sheet) Called(c *syntax.Call) *syntax.FunctionDef { return s.called(c) }

// BodyOf is the list of statements of the function around a node, or of the
// module.
func (s *Sheet) BodyOf(n syntax.Node) []syntax.Stmt {
	if f, ok := s.Function(n).(*syntax.FunctionDef); ok {
		return f.Body
	}
	return s.Tree.Body
}

// CallsIn lists the calls in a body whose method or function has one of the
// names, functions defined in it left out.
func CallsIn(body []syntax.Stmt, names ...string) []*syntax.Call {
	var out []*syntax.Call
	EachOwn(body, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok && slices.Contains(names, LastName(c.Func)) {
			out = append(out, c)
		}
		return true
	})
	return out
}

// LastName is the last component of a called or read name, or "".
func LastName(x syntax.Expr) string { return syntax.LastName(x) }
