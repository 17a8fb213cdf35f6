package rule

import (
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// target is a place in a file where a name tells what a value is for.
type target struct {
	place, name string
	value       syntax.Expr
	span        text.Span // what a finding points at
	function    string    // the enclosing function's dotted name within the file, or ""
}

// targets visits every such place of a tree.
func targets(t *syntax.Tree, visit func(target)) {
	w := &targetWalker{visit: visit}
	for _, s := range t.Body {
		w.node(s)
	}
}

type targetWalker struct {
	visit    func(target)
	function string
}

func (w *targetWalker) node(n syntax.Node) {
	outer := w.function
	switch n := n.(type) {
	case *syntax.FunctionDef:
		w.defaults(n.Args)
		w.function = joinDotted(outer, n.Name)
	case *syntax.ClassDef:
		w.function = joinDotted(outer, n.Name)
	case *syntax.Assign:
		for _, x := range n.Targets {
			w.assigned(x, n.Value, n.Span())
		}
	case *syntax.AnnAssign:
		if n.Value != nil {
			w.assigned(n.Target, n.Value, n.Span())
		}
	case *syntax.NamedExpr:
		w.assigned(n.Target, n.Value, n.Span())
	case *syntax.Dict:
		w.dict(n)
	case *syntax.Keyword:
		if n.Name != "" {
			w.add(PlaceKeyword, n.Name, n.Value, n.Span())
		}
	case *syntax.Compare:
		w.compare(n)
	}
	syntax.Children(n, func(c syntax.Node) bool {
		w.node(c)
		return true
	})
	w.function = outer
}

func joinDotted(a, b string) string {
	if a == "" {
		return b
	}
	return a + "." + b
}

func (w *targetWalker) add(place, name string, value syntax.Expr, span text.Span) {
	w.visit(target{place: place, name: name, value: value, span: span, function: w.function})
}

func (w *targetWalker) defaults(args *syntax.Arguments) {
	if args == nil {
		return
	}
	for i := range args.Args {
		if a := &args.Args[i]; a.Default != nil {
			w.add(PlaceDefault, a.Name, a.Default, text.Span{Start: a.Start, End: a.Default.Span().End})
		}
	}
}

func (w *targetWalker) assigned(x, value syntax.Expr, span text.Span) {
	if tuple, ok := x.(*syntax.Tuple); ok {
		values, ok := value.(*syntax.Tuple)
		if !ok || len(values.Elts) != len(tuple.Elts) {
			return
		}
		for i := range tuple.Elts {
			w.assigned(tuple.Elts[i], values.Elts[i], span)
		}
		return
	}
	if place, name := nameOf(x); name != "" {
		w.add(place, name, value, span)
	}
}

// nameOf is the telling name of an expression: of a variable, an attribute, or
// an item with a constant key.
func nameOf(x syntax.Expr) (place, name string) {
	switch x := x.(type) {
	case *syntax.Name:
		return PlaceVariable, x.ID
	case *syntax.Attribute:
		return PlaceAttribute, x.Attr
	case *syntax.Subscript:
		if c, ok := x.Slice.(*syntax.Constant); ok && c.Kind == syntax.Str {
			key, _ := c.Text()
			return PlaceKey, key
		}
	}
	return "", ""
}

func (w *targetWalker) dict(n *syntax.Dict) {
	for i, k := range n.Keys {
		c, ok := k.(*syntax.Constant)
		if !ok || c.Kind != syntax.Str || i >= len(n.Values) {
			continue
		}
		key, _ := c.Text()
		w.add(PlaceKey, key, n.Values[i], text.Span{Start: c.Start, End: n.Values[i].Span().End})
	}
}

// compare takes a name that is tested for equality with a value.
func (w *targetWalker) compare(n *syntax.Compare) {
	if len(n.Ops) != 1 || n.Ops[0] != syntax.Eq && n.Ops[0] != syntax.NotEq {
		return
	}
	left, right := n.Left, n.Comparators[0]
	if _, name := nameOf(left); name != "" {
		w.add(PlaceCompare, name, right, n.Span())
	}
	if _, name := nameOf(right); name != "" {
		w.add(PlaceCompare, name, left, n.Span())
	}
}
