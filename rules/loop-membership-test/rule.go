// Package check finds loops that only look for one element.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at for loops whose body is one test.
func Check(p *rule.Pass) {
	for l := range rule.All[*syntax.For](p) {
		n, ok := l.Target.(*syntax.Name)
		if !ok || len(l.Body) != 1 || l.Async {
			continue
		}
		test, ok := l.Body[0].(*syntax.If)
		if !ok || len(test.Orelse) > 0 {
			continue
		}
		c, ok := test.Test.(*syntax.Compare)
		if !ok || len(c.Ops) != 1 || c.Ops[0] != syntax.Eq {
			continue
		}
		other := c.Comparators[0]
		if isName(other, n.ID) {
			other = c.Left
		} else if !isName(c.Left, n.ID) {
			continue
		}
		if rule.NamedIn(other, n.ID) || !ends(test.Body) {
			continue
		}
		collection := l.Iter
		if k, ok := l.Iter.(*syntax.Call); ok {
			if a, ok := k.Func.(*syntax.Attribute); ok && a.Attr == "keys" && len(k.Args) == 0 {
				collection = a.Value
			}
		}
		if p.HasType(collection, "builtins.set", "builtins.dict", "builtins.frozenset", "collections.defaultdict", "collections.OrderedDict", "collections.Counter") {
			p.Report(l.Target, "")
		}
	}
}

func isName(x syntax.Expr, name string) bool {
	n, ok := x.(*syntax.Name)
	return ok && n.ID == name
}

// ends tells whether the body leaves the loop, or only notes the find.
func ends(body []syntax.Stmt) bool {
	if len(body) == 0 {
		return false
	}
	switch s := body[len(body)-1].(type) {
	case *syntax.Break, *syntax.Return:
		return true
	case *syntax.Assign:
		return len(body) == 1 && rule.IsConst(s.Value, syntax.True, syntax.False)
	}
	return false
}
