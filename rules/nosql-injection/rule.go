// Package check looks at where in a query a value stands.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep drops queries whose values, all that are no constants, are compared by an
// explicit $eq, or made plain: they cannot bring operators of their own.
func Keep(p *rule.Pass, n syntax.Node) bool {
	c, ok := n.(*syntax.Call)
	if !ok || len(c.Args) == 0 {
		return true
	}
	for _, a := range c.Args {
		if !plain(p, a, false, 5) {
			return true
		}
	}
	return len(c.Keywords) > 0
}

func plain(p *rule.Pass, x syntax.Expr, compared bool, depth int) bool {
	if depth == 0 {
		return false
	}
	switch v := p.Value(x).(type) {
	case *syntax.Constant:
		return true
	case *syntax.Dict:
		for i, k := range v.Keys {
			key, ok := k.(*syntax.Constant)
			if !ok {
				return false
			}
			name, _ := key.Text()
			if name == "$where" || name == "$function" || !plain(p, v.Values[i], name == "$eq", depth-1) {
				return false
			}
		}
		return len(v.Keys) > 0
	case *syntax.Call:
		return compared || p.Is(v.Func, "builtins.str", "builtins.int", "builtins.float", "bson.ObjectId", "bson.objectid.ObjectId")
	}
	return compared
}
