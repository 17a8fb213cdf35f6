// Package check finds literals that are compared by identity.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports each link of a comparison that asks for a literal's identity.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Compare](p) {
		left := c.Left
		for i, right := range c.Comparators {
			if op := c.Ops[i]; (op == syntax.Is || op == syntax.IsNot) && (fresh(left) || fresh(right)) {
				r := p.Report(c, "")
				if len(c.Ops) == 1 {
					with := " == "
					if op == syntax.IsNot {
						with = " != "
					}
					r.Fix(true, "compare values", rule.Replace(c, p.Source(c.Left)+with+p.Source(right)))
				}
				break
			}
			left = right
		}
	}
}

func fresh(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Tuple, *syntax.List, *syntax.Dict, *syntax.Set, *syntax.ListComp, *syntax.DictComp, *syntax.SetComp, *syntax.JoinedStr:
		return true
	case *syntax.UnaryOp:
		return x.Op == syntax.USub && fresh(x.Operand)
	case *syntax.Constant:
		return x.Kind <= syntax.Complex
	}
	return false
}
