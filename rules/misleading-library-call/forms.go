package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// annotated looks at annotations that were meant as assignments.
func annotated(p *rule.Pass, a *syntax.AnnAssign) {
	if a.Value != nil {
		return
	}
	_, item := a.Target.(*syntax.Subscript)
	if item || isValue(a.Annotation) {
		p.Report(a, "this is an annotation: nothing is assigned")
	}
}

// isValue tells whether an annotation is a value and no type.
func isValue(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Constant:
		return x.Kind == syntax.Int || x.Kind == syntax.Float || x.Kind == syntax.True || x.Kind == syntax.False
	case *syntax.Dict, *syntax.Set, *syntax.ListComp, *syntax.JoinedStr:
		return true
	case *syntax.List:
		return len(x.Elts) == 0
	}
	return false
}

// own looks at inner loops whose variable takes the name of what they go over: the next
// turn of the outer loop goes over the last element.
func own(p *rule.Pass, l *syntax.For) {
	iter, ok := l.Iter.(*syntax.Name)
	target, ok2 := l.Target.(*syntax.Name)
	outer := p.Loop(l)
	if !ok || !ok2 || iter.ID != target.ID || outer == nil {
		return
	}
	for _, b := range p.Bindings(iter) {
		if at := b.Node.Span(); b.Node != syntax.Node(target) && outer.Span().Start <= at.Start && at.End <= outer.Span().End {
			return
		}
	}
	p.Report(l.Target, "the loop's variable takes the name of what the loop goes over: the next time that is its last element")
}

// groups looks at groups of groupby that are kept: the next turn empties them.
func groups(p *rule.Pass, l *syntax.For) {
	c, ok := l.Iter.(*syntax.Call)
	t, ok2 := l.Target.(*syntax.Tuple)
	if !ok || !ok2 || len(t.Elts) != 2 || !p.Is(c.Func, "itertools.groupby") {
		return
	}
	group := rule.Dotted(t.Elts[1])
	rule.EachOwn(l.Body, func(n syntax.Node) bool {
		x, ok := n.(*syntax.Name)
		if !ok || x.ID != group {
			return true
		}
		switch up := p.Parent(x).(type) {
		case *syntax.Assign:
			if _, item := up.Targets[0].(*syntax.Subscript); item && up.Value == syntax.Expr(x) {
				p.Report(x, "the next turn empties this group: keep `list("+group+")`")
			}
		case *syntax.Call:
			if name := rule.LastName(up.Func); (name == "append" || name == "add") && len(up.Args) == 1 {
				p.Report(x, "the next turn empties this group: keep `list("+group+")`")
			}
		}
		return true
	})
}

// still tells whether the key of a comprehension does not change from turn to turn.
func still(d *syntax.DictComp) bool {
	bound, moves := map[string]bool{}, false
	bind := func(n syntax.Node) bool {
		if x, ok := n.(*syntax.Name); ok {
			bound[x.ID] = true
		}
		return true
	}
	for i := range d.Generators {
		syntax.Walk(d.Generators[i].Target, bind)
		for _, test := range d.Generators[i].Ifs {
			syntax.Walk(test, func(n syntax.Node) bool {
				if v, ok := n.(*syntax.NamedExpr); ok {
					bind(v.Target)
				}
				return true
			})
		}
	}
	if d.Key == nil {
		return false
	}
	syntax.Walk(d.Key, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Name:
			moves = moves || bound[n.ID]
		case *syntax.Call, *syntax.NamedExpr, *syntax.Await, *syntax.Yield:
			moves = true
		}
		return !moves
	})
	return !moves
}

// doubled looks at ++x and --x.
func doubled(p *rule.Pass, u *syntax.UnaryOp) {
	inner, ok := u.Operand.(*syntax.UnaryOp)
	if !ok || u.Op != inner.Op || u.Op != syntax.UAdd && u.Op != syntax.USub || inner.Start != u.Start+1 {
		return
	}
	if _, plain := inner.Operand.(*syntax.Name); plain {
		p.Report(u, "Python has no `++` and `--`: the variable keeps its value")
	}
}

// docstring looks at f-strings that stand where a docstring would.
func docstring(p *rule.Pass, body []syntax.Stmt) {
	if len(body) == 0 {
		return
	}
	if e, ok := body[0].(*syntax.ExprStmt); ok {
		if f, ok := e.Value.(*syntax.JoinedStr); ok {
			p.Report(f, "an f-string is no docstring")
		}
	}
}
