// Package check finds loops that cannot end.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at while loops whose condition is about plain variables.
func Check(p *rule.Pass) {
	for l := range rule.All[*syntax.While](p) {
		names, plain := variables(p, l.Test)
		if !plain || len(names) == 0 || leaves(p, l.Body) {
			continue
		}
		changes := false
		for _, n := range names {
			changes = changes || mayChange(p, l, n)
		}
		if !changes {
			p.Report(l.Test, "`"+names[0].ID+"` does not change in the loop, which nothing else leaves")
		}
	}
}

// variables lists the names of a condition that is made of names and constants alone.
func variables(p *rule.Pass, test syntax.Expr) (names []*syntax.Name, plain bool) {
	plain = true
	var look func(x syntax.Expr)
	look = func(x syntax.Expr) {
		switch x := x.(type) {
		case *syntax.Name:
			names = append(names, x)
		case *syntax.Constant:
		case *syntax.BoolOp:
			for _, v := range x.Values {
				look(v)
			}
		case *syntax.UnaryOp:
			look(x.Operand)
		case *syntax.BinOp:
			look(x.Left)
			look(x.Right)
		case *syntax.Compare:
			look(x.Left)
			for _, c := range x.Comparators {
				look(c)
			}
		case *syntax.Call:
			if !p.Is(x.Func, "builtins.len", "builtins.abs", "builtins.min", "builtins.max", "builtins.bool") || len(x.Args) == 0 || len(x.Keywords) > 0 {
				plain = false
			}
			for _, a := range x.Args {
				look(a)
			}
		default:
			plain = false
		}
	}
	look(test)
	return names, plain
}

// leaves tells whether something in the body ends the loop, or hands control to somebody
// who may.
func leaves(p *rule.Pass, body []syntax.Stmt) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Return, *syntax.Raise, *syntax.Yield, *syntax.YieldFrom, *syntax.Await, *syntax.Assert:
			found = true
		case *syntax.Break:
			found = true
		case *syntax.Call:
			switch rule.LastName(n.Func) {
			case "exit", "_exit", "quit", "abort", "fail", "kill", "exec", "eval", "skip", "execv", "execvp", "throw", "error":
				found = true
			}
			if f := p.Called(n); f != nil && raises(f) {
				found = true
			}
		}
		return !found
	})
	return found
}

func raises(f *syntax.FunctionDef) bool {
	found := false
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		_, raise := n.(*syntax.Raise)
		found = found || raise
		if c, ok := n.(*syntax.Call); ok && rule.LastName(c.Func) == "exit" {
			found = true
		}
		return !found
	})
	return found
}

// mayChange tells whether a variable may have another value, or be another inside, after a
// turn: the body binds it, other code may, or what it holds is changed or handed out.
func mayChange(p *rule.Pass, l *syntax.While, n *syntax.Name) bool {
	list := p.Bindings(n)
	if len(list) == 0 {
		return true
	}
	for _, b := range list {
		at := b.Node.Span()
		if b.Kind == rule.BindImport || b.Kind == rule.BindDef || l.Start <= at.Start && at.End <= l.End || p.Function(b.Node) != p.Function(l) && b.Kind != rule.BindParam {
			return true
		}
	}
	if p.SaidGlobal(n.ID) {
		return true
	}
	if number(p, n, list) {
		return false
	}
	found := false
	for _, s := range l.Body {
		syntax.Walk(s, func(x syntax.Node) bool {
			if v, ok := x.(*syntax.Name); ok && v.ID == n.ID && !onlyRead(p, v) {
				found = true // it may be a list, or anything else with an inside
			}
			return !found
		})
	}
	return found || shared(p, l, n)
}

// number tells whether a variable is a number or a text, which nobody else can change: it
// is assigned one, or compared with one by its size.
func number(p *rule.Pass, n *syntax.Name, list []rule.Binding) bool {
	if c, ok := p.Parent(n).(*syntax.Compare); ok && len(c.Ops) == 1 && c.Ops[0] >= syntax.Lt && c.Ops[0] <= syntax.GtE {
		other := c.Comparators[0]
		if other == syntax.Expr(n) {
			other = c.Left
		}
		if _, known := p.Number(other); known {
			return true
		}
		if f, ok := other.(*syntax.Call); ok && p.Is(f.Func, "builtins.len") {
			return true
		}
	}
	for _, b := range list {
		if b.Kind != rule.BindAssign || !scalar(p, b.Value) {
			return false
		}
	}
	return true
}

func scalar(p *rule.Pass, x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Constant:
		return true
	case *syntax.UnaryOp:
		return scalar(p, x.Operand)
	case *syntax.Compare:
		return true
	case *syntax.Call:
		return p.Is(x.Func, "builtins.len", "builtins.int", "builtins.float", "builtins.input", "builtins.str", "builtins.bool", "builtins.abs", "builtins.round")
	}
	return false
}

// onlyRead tells whether a mention of a variable takes an item out, or asks for its length.
func onlyRead(p *rule.Pass, v *syntax.Name) bool {
	switch up := p.Parent(v).(type) {
	case *syntax.Subscript:
		switch above := p.Parent(up).(type) {
		case *syntax.Assign:
			return above.Value == syntax.Expr(up)
		case *syntax.AugAssign:
			return above.Value == syntax.Expr(up)
		case *syntax.BinOp, *syntax.Compare:
			return true
		case *syntax.Call:
			return p.Is(above.Func, "builtins.print", "builtins.str", "builtins.int", "builtins.float")
		}
	case *syntax.Call:
		return p.Is(up.Func, "builtins.len", "builtins.print", "builtins.str")
	}
	return false
}

// shared tells whether a variable's object may be known to others: anything but what was
// made here and used nowhere before the loop.
func shared(p *rule.Pass, l *syntax.While, n *syntax.Name) bool {
	inside := false
	for _, st := range p.BodyOf(l) {
		syntax.Walk(st, func(x syntax.Node) bool {
			v, ok := x.(*syntax.Name)
			inside = inside || ok && v.ID == n.ID && p.Function(v) != p.Function(l)
			return !inside
		})
	}
	if inside {
		return true // a function that is made here may change it
	}
	if c, ok := p.Parent(n).(*syntax.Call); ok && p.Is(c.Func, "builtins.len") {
		return false // nobody counts on a list that grows while he looks
	}
	for _, b := range p.Bindings(n) {
		switch b.Value.(type) {
		case *syntax.List, *syntax.Dict, *syntax.Set, *syntax.Tuple, *syntax.ListComp:
		default:
			return true
		}
	}
	return false
}
