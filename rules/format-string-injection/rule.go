// Package check looks at what a format can read.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep is for formats that are given an object: texts and numbers have no attributes
// that tell anything.
func Keep(p *rule.Pass, n syntax.Node) bool {
	c, ok := n.(*syntax.Call)
	if !ok {
		return true
	}
	args := c.Args
	if p.Is(c.Func, "builtins.str.format", "builtins.str.format_map", "string.Formatter.format", "string.Formatter.vformat") && len(args) > 0 && !method(p, c) {
		args = args[1:]
	}
	for _, a := range args {
		if telling(p, a) {
			return true
		}
	}
	for i := range c.Keywords {
		if telling(p, c.Keywords[i].Value) {
			return true
		}
	}
	return false
}

// method tells whether the format is what stands before the dot.
func method(p *rule.Pass, c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	return ok && !p.Is(a.Value, "builtins.str") && !p.HasType(a.Value, "string.Formatter")
}

// telling tells whether an argument may have attributes worth to read.
func telling(p *rule.Pass, x syntax.Expr) bool {
	switch v := p.Value(x).(type) {
	case *syntax.Constant, *syntax.JoinedStr, *syntax.Compare:
		return false
	case *syntax.Dict:
		for _, e := range v.Values {
			if telling(p, e) {
				return true
			}
		}
		return false
	case *syntax.List:
		return anyTelling(p, v.Elts)
	case *syntax.Tuple:
		return anyTelling(p, v.Elts)
	case *syntax.BinOp:
		return telling(p, v.Left) && telling(p, v.Right)
	}
	return !p.HasType(x, "builtins.str", "builtins.int", "builtins.float", "builtins.bool", "builtins.bytes")
}

func anyTelling(p *rule.Pass, list []syntax.Expr) bool {
	for _, x := range list {
		if telling(p, x) {
			return true
		}
	}
	return false
}
