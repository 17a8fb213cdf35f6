package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// tested tells whether something on the way to a use may have made sure that the value is
// not None: a test of the variable, or of the same call, or a handler of what would be raised.
func tested(p *rule.Pass, use syntax.Node, x syntax.Expr, c *syntax.Call) bool {
	if handled(p, use) {
		return true
	}
	found := false
	for _, st := range p.BodyOf(use) {
		syntax.Walk(st, func(n syntax.Node) bool {
			if e, ok := n.(syntax.Expr); ok && !found && e != x && (alike(p, e, c) || rule.Same(e, c) && n != syntax.Node(c) || key(p, e, c)) {
				found = before(p, n, use) && asks(p, n)
			}
			return !found
		})
	}
	return found
}

// alike tells whether an expression is a name of what the call gives.
func alike(p *rule.Pass, e syntax.Expr, c *syntax.Call) bool {
	_, ok := e.(*syntax.Name)
	return ok && p.Value(e) == syntax.Expr(c)
}

// key tells whether an expression is the key that get looks for, asked with in.
func key(p *rule.Pass, e syntax.Expr, c *syntax.Call) bool {
	if len(c.Args) == 0 || !rule.Same(e, c.Args[0]) || syntax.Node(e) == syntax.Node(c.Args[0]) {
		return false
	}
	in, ok := p.Parent(e).(*syntax.Compare)
	return ok && (in.Ops[0] == syntax.In || in.Ops[0] == syntax.NotIn)
}

// before tells whether a mention comes before a use in the text, or guards it from behind:
// a conditional expression or a comprehension has its test there.
func before(p *rule.Pass, n, use syntax.Node) bool {
	if n.Span().Start < use.Span().Start {
		return true
	}
	for up := p.Parent(use); up != nil; up = p.Parent(up) {
		switch up.(type) {
		case *syntax.IfExp, *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp, *syntax.For, *syntax.While:
			at := up.Span()
			if at.Start <= n.Span().Start && n.Span().End <= at.End {
				return true
			}
		case *syntax.FunctionDef, *syntax.ClassDef:
			return false
		}
	}
	return false
}

// asks tells whether a mention stands where its truth or kind is asked for.
func asks(p *rule.Pass, n syntax.Node) bool {
	switch up := p.Parent(n).(type) {
	case *syntax.If:
		return syntax.Node(up.Test) == n
	case *syntax.While:
		return syntax.Node(up.Test) == n
	case *syntax.IfExp:
		return syntax.Node(up.Test) == n
	case *syntax.Assert, *syntax.BoolOp, *syntax.Compare, *syntax.Match, *syntax.NamedExpr:
		return true
	case *syntax.UnaryOp:
		return up.Op == syntax.Not
	case *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
		return true
	case *syntax.Call:
		return verifies(up)
	case *syntax.Keyword:
		c, ok := p.Parent(up).(*syntax.Call)
		return ok && verifies(c)
	}
	return false
}

// verifies tells calls that ask what their argument is, by their name.
func verifies(c *syntax.Call) bool {
	for _, w := range rule.SplitWords(rule.LastName(c.Func)) {
		switch strings.ToLower(w) {
		case "bool", "isinstance", "hasattr", "callable", "assert", "expect", "require", "ensure", "check", "validate", "verify", "is", "has", "all", "any", "not", "none":
			return true
		}
	}
	return false
}

// handled tells whether a handler takes what a use of None raises.
func handled(p *rule.Pass, use syntax.Node) bool {
	for n, up := use, p.Parent(use); up != nil; n, up = up, p.Parent(up) {
		switch up := up.(type) {
		case *syntax.FunctionDef:
			return false
		case *syntax.Try:
			if n.Span().Start <= up.Body[len(up.Body)-1].Span().Start && takes(p, up) {
				return true
			}
		case *syntax.With:
			for i := range up.Items {
				if c, ok := up.Items[i].Context.(*syntax.Call); ok && rule.LastName(c.Func) == "suppress" {
					return true
				}
			}
		}
	}
	return false
}

func takes(p *rule.Pass, t *syntax.Try) bool {
	for i := range t.Handlers {
		types := []syntax.Expr{t.Handlers[i].Type}
		if list, ok := t.Handlers[i].Type.(*syntax.Tuple); ok {
			types = list.Elts
		}
		for _, x := range types {
			if x == nil || p.Is(x, "builtins.AttributeError", "builtins.TypeError", "builtins.Exception", "builtins.BaseException") {
				return true
			}
		}
	}
	return false
}
