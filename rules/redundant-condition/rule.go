// Package check finds operands, conditions and branches that repeat.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at operators, assignments and if chains.
func Check(p *rule.Pass) {
	// x == x is false for what is no number, and x - x has its shape.
	numeric := p.Mentions("import numpy", "from numpy", "import torch", "from torch", "isnan", "math.nan", "array_api")
	for c := range rule.All[*syntax.Compare](p) {
		if len(c.Ops) == 1 && c.Ops[0] != syntax.NotEq && !(numeric && c.Ops[0] == syntax.Eq) && pure(c.Left) && rule.Same(c.Left, c.Comparators[0]) && !special(p, c) && !constant(c.Left) {
			r := p.Report(c, "both sides of the comparison are the same")
			if c.Ops[0] == syntax.Eq {
				r.Low()
			}
		}
	}
	for b := range rule.All[*syntax.BoolOp](p) {
		if repeats(b.Values) {
			p.Report(b, "the condition is tested twice")
		}
	}
	for b := range rule.All[*syntax.BinOp](p) {
		if ((b.Op == syntax.Sub || b.Op == syntax.Div) && !numeric || b.Op == syntax.Mod || b.Op == syntax.FloorDiv || b.Op == syntax.BitXor) && pure(b.Left) && !constant(b.Left) && rule.Same(b.Left, b.Right) {
			p.Report(b, "both sides of the operator are the same")
		}
	}
	for a := range rule.All[*syntax.Assign](p) {
		if len(a.Targets) == 1 && (isName(a.Value) || plainAttribute(p, a)) && rule.Same(a.Targets[0], a.Value) && inFunction(p, a) {
			p.Report(a, "the variable is assigned to itself").Fix(false, "take it away", p.Removal(a))
		}
	}
	for i := range rule.All[*syntax.If](p) {
		if !isElif(p, i) {
			chain(p, i)
		}
	}
}

func isName(x syntax.Expr) bool { _, ok := x.(*syntax.Name); return ok }

// inFunction leaves out modules and classes, where it exports a name.
func inFunction(p *rule.Pass, a *syntax.Assign) bool {
	_, class := p.Parent(a).(*syntax.ClassDef)
	return !class && p.Function(a) != nil
}

func isElif(p *rule.Pass, i *syntax.If) bool {
	up, ok := p.Parent(i).(*syntax.If)
	return ok && len(up.Orelse) == 1 && up.Orelse[0] == syntax.Stmt(i)
}

// chain looks at an if with all its elif.
func chain(p *rule.Pass, first *syntax.If) {
	var tests []syntax.Expr
	bodies := []string{}
	whole := false
	for i := first; i != nil; {
		for _, t := range tests {
			if pure(t) && rule.Same(t, i.Test) {
				p.Report(i.Test, "an earlier branch has the same condition: this one never runs")
			}
		}
		tests = append(tests, i.Test)
		bodies = append(bodies, bodyText(p, i.Body))
		var next *syntax.If
		if len(i.Orelse) == 1 {
			next, _ = i.Orelse[0].(*syntax.If)
		}
		if next == nil && len(i.Orelse) > 0 {
			bodies, whole = append(bodies, bodyText(p, i.Orelse)), true
		}
		i = next
	}
	for _, b := range bodies {
		whole = whole && b == bodies[0]
	}
	if whole && bodies[0] != "pass" {
		p.Report(first, "all branches do the same")
	}
}

func bodyText(p *rule.Pass, body []syntax.Stmt) string {
	if len(body) == 0 {
		return "pass"
	}
	at := body[0].Span()
	at.End = body[len(body)-1].Span().End
	return p.File.Slice(at)
}

func constant(x syntax.Expr) bool { _, ok := x.(*syntax.Constant); return ok }

// special is the inside of a test of equality, or of a method that defines it.
func special(p *rule.Pass, n syntax.Node) bool {
	if f, ok := p.Function(n).(*syntax.FunctionDef); ok {
		switch f.Name {
		case "__eq__", "__lt__", "__le__", "__gt__", "__ge__":
			return true
		}
	}
	if x, ok := p.Parent(n).(*syntax.IfExp); ok && syntax.Node(x.Test) == n {
		return true // asks whether it is a number
	}
	_, assert := p.Statement(n).(*syntax.Assert)
	return assert
}

// pure tells whether reading an expression twice certainly gives the same.
func pure(x syntax.Expr) bool {
	ok := true
	syntax.Walk(x, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Call, *syntax.Await, *syntax.Yield, *syntax.YieldFrom, *syntax.NamedExpr:
			ok = false
		}
		return ok
	})
	return ok
}

// repeats tells whether an operand stands twice, with nothing between that could
// change it.
func repeats(values []syntax.Expr) bool {
	for i, v := range values {
		for j := i - 1; j >= 0 && pure(v) && pure(values[j]); j-- {
			if rule.Same(values[j], v) {
				return true
			}
		}
	}
	return false
}

// plainAttribute tells whether an assignment is to an attribute of self that no
// method of the class computes.
func plainAttribute(p *rule.Pass, s *syntax.Assign) bool {
	a, ok := s.Value.(*syntax.Attribute)
	if !ok {
		return false
	}
	self, ok := a.Value.(*syntax.Name)
	class := p.Class(s)
	return ok && self.ID == "self" && class != nil && len(class.Bases) == 0 && rule.Method(class, a.Attr) == nil && rule.Method(class, "__setattr__") == nil
}
