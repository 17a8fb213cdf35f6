// Package check looks for tests of the members of an archive.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep drops extractions whose members a loop of the same function has looked
// at: one that leaves, or goes on, for a member that it does not like.
func Keep(p *rule.Pass, n syntax.Node) bool {
	c, ok := n.(*syntax.Call)
	if !ok {
		return true
	}
	a, ok := c.Func.(*syntax.Attribute)
	if !ok || a.Attr != "extract" && a.Attr != "extractall" {
		return true
	}
	archive := rule.Dotted(a.Value)
	body := p.Tree.Body
	if f, ok := p.Function(c).(*syntax.FunctionDef); ok {
		body = f.Body
	}
	checked := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		if loop, ok := n.(*syntax.For); ok && loop.Start < c.Start && over(loop.Iter, archive) && looks(p, loop, c) {
			checked = true
		}
		return !checked
	})
	return !checked
}

// over tells whether a loop goes over an archive or its members.
func over(iter syntax.Expr, archive string) bool {
	if archive == "" {
		return false
	}
	found := false
	syntax.Walk(iter, func(n syntax.Node) bool {
		if x, ok := n.(syntax.Expr); ok && rule.Dotted(x) == archive {
			found = true
		}
		return !found
	})
	return found
}

// looks tells whether a loop tests its member and does something about it.
func looks(p *rule.Pass, loop *syntax.For, c *syntax.Call) bool {
	found := false
	rule.EachOwn(loop.Body, func(n syntax.Node) bool {
		test, ok := n.(*syntax.If)
		if !ok || !p.Reads(test.Test, loop.Target) && !p.Reads(test.Test, derived(loop)...) {
			return true
		}
		inside := test.Start <= c.Start && c.End <= test.End
		if inside || leaves(test.Body) || leaves(test.Orelse) {
			found = true
		}
		return true
	})
	return found
}

// derived are the variables that the loop's body assigns.
func derived(loop *syntax.For) []syntax.Expr {
	var out []syntax.Expr
	for _, st := range loop.Body {
		if a, ok := st.(*syntax.Assign); ok {
			out = append(out, a.Targets...)
		}
	}
	return out
}

func leaves(body []syntax.Stmt) bool {
	for _, st := range body {
		switch st.(type) {
		case *syntax.Raise, *syntax.Return, *syntax.Continue, *syntax.Break:
			return true
		}
	}
	return false
}
