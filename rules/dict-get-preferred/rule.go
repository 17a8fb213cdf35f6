// Package check finds long spellings of dict.get.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at try statements and conditional expressions.
func Check(p *rule.Pass) {
	for t := range rule.All[*syntax.Try](p) {
		try(p, t)
	}
	for x := range rule.All[*syntax.IfExp](p) {
		c, ok := x.Test.(*syntax.Compare)
		item, isItem := x.Body.(*syntax.Subscript)
		if ok && isItem && len(c.Ops) == 1 && c.Ops[0] == syntax.In && simple(x.Orelse) && rule.Same(item.Value, c.Comparators[0]) && rule.Same(item.Slice, c.Left) {
			p.Report(x, "").Fix(true, "use get", rule.Replace(x, get(p, item, x.Orelse)))
		}
	}
	for i := range rule.All[*syntax.If](p) {
		branches(p, i)
	}
}

// branches looks at if key in d: x = d[key] else: x = default.
func branches(p *rule.Pass, i *syntax.If) {
	c, ok := i.Test.(*syntax.Compare)
	if !ok || len(c.Ops) != 1 || c.Ops[0] != syntax.In || len(i.Body) != 1 || len(i.Orelse) != 1 {
		return
	}
	then, ok1 := i.Body[0].(*syntax.Assign)
	other, ok2 := i.Orelse[0].(*syntax.Assign)
	if !ok1 || !ok2 || len(then.Targets) != 1 || len(other.Targets) != 1 || !rule.Same(then.Targets[0], other.Targets[0]) {
		return
	}
	item, ok := then.Value.(*syntax.Subscript)
	if ok && suits(p, item, other.Value) && rule.Same(item.Value, c.Comparators[0]) && rule.Same(item.Slice, c.Left) {
		r := p.Report(i.Test, "")
		if !elif(p, i) {
			r.Fix(true, "use get", rule.Replace(i, p.Source(then.Targets[0])+" = "+get(p, item, other.Value)))
		}
	}
}

// elif tells whether the if is one: its text begins in the middle of a chain.
func elif(p *rule.Pass, i *syntax.If) bool {
	up, ok := p.Parent(i).(*syntax.If)
	return ok && len(up.Orelse) == 1 && up.Orelse[0] == syntax.Stmt(i)
}

func try(p *rule.Pass, t *syntax.Try) {
	if len(t.Body) != 1 || len(t.Handlers) != 1 || len(t.Orelse)+len(t.Finalbody) > 0 || len(t.Handlers[0].Body) != 1 {
		return
	}
	h := &t.Handlers[0]
	if h.Type == nil || !p.Is(h.Type, "builtins.KeyError") {
		return
	}
	switch s := t.Body[0].(type) {
	case *syntax.Assign:
		d, ok := h.Body[0].(*syntax.Assign)
		item, isItem := s.Value.(*syntax.Subscript)
		if ok && isItem && len(s.Targets) == 1 && len(d.Targets) == 1 && rule.Same(s.Targets[0], d.Targets[0]) && suits(p, item, d.Value) {
			p.Report(h, "").Fix(true, "use get", rule.Replace(t, p.Source(s.Targets[0])+" = "+get(p, item, d.Value)))
		}
	case *syntax.Return:
		d, ok := h.Body[0].(*syntax.Return)
		item, isItem := s.Value.(*syntax.Subscript)
		if ok && isItem && d.Value != nil && suits(p, item, d.Value) {
			p.Report(h, "").Fix(true, "use get", rule.Replace(t, "return "+get(p, item, d.Value)))
		}
	}
}

// suits tells whether the object may be a dict and both parts cost nothing.
func suits(p *rule.Pass, item *syntax.Subscript, value syntax.Expr) bool {
	types := p.Types(item.Value)
	return simple(value) && rule.Dotted(item.Value) != "" && simple(item.Slice) && (len(types) == 0 || types[0] == "builtins.dict") && !p.Is(item.Value, "os.environ")
}

// simple tells whether an expression is a literal or name.
func simple(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Constant:
		return true
	case *syntax.List:
		return len(x.Elts) == 0
	case *syntax.Dict:
		return len(x.Keys) == 0
	}
	return rule.Dotted(x) != ""
}

func get(p *rule.Pass, item *syntax.Subscript, value syntax.Expr) string {
	if rule.IsConst(value, syntax.None) {
		return p.Source(item.Value) + ".get(" + p.Source(item.Slice) + ")"
	}
	return p.Source(item.Value) + ".get(" + p.Source(item.Slice) + ", " + p.Source(value) + ")"
}
