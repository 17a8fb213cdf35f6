// Package check finds uses of the None that in-place methods give.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func methods() map[string][]string {
	list := []string{"builtins.list"}
	dict := []string{"builtins.dict", "collections.OrderedDict", "collections.defaultdict"}
	set := []string{"builtins.set"}
	return map[string][]string{
		"sort": list, "reverse": {"builtins.list", "collections.deque", "builtins.bytearray"}, "append": {"builtins.list", "collections.deque"},
		"extend": {"builtins.list", "collections.deque"}, "insert": list, "remove": {"builtins.list", "builtins.set"},
		"clear": {"builtins.list", "builtins.dict", "builtins.set"}, "update": append(append([]string{}, dict...), "builtins.set", "collections.Counter"),
		"add": set, "discard": set, "appendleft": {"collections.deque"}, "intersection_update": set, "difference_update": set,
	}
}

// Check looks at calls whose result somebody uses.
func Check(p *rule.Pass) {
	known := methods()
	functions := p.Mentions("shuffle", "heapify")
	for c := range rule.All[*syntax.Call](p) {
		if functions && p.Is(c.Func, "random.shuffle", "numpy.random.shuffle", "heapq.heapify") && used(p, c) {
			p.Report(c, "`"+rule.Dotted(c.Func)+"` changes its argument and gives None")
			continue
		}
		a, ok := c.Func.(*syntax.Attribute)
		if !ok {
			continue
		}
		types := known[a.Attr]
		if types == nil || !used(p, c) || !p.HasType(a.Value, types...) {
			continue
		}
		r := p.Report(c, "`"+a.Attr+"` changes its object and gives None")
		if _, item := p.Parent(c).(*syntax.Subscript); item {
			continue
		}
		if a.Attr == "sort" && len(c.Args) == 0 {
			args := p.Source(a.Value)
			for i := range c.Keywords {
				args += ", " + p.Source(&c.Keywords[i])
			}
			r.Fix(false, "make a sorted copy", rule.Replace(c, "sorted("+args+")"))
		} else if s, ok := p.Parent(c).(*syntax.Assign); ok && len(s.Targets) == 1 && rule.Same(s.Targets[0], a.Value) {
			r.Fix(true, "do not assign the result", rule.Replace(s, p.Source(c)))
		}
	}
}

// used tells whether a call's result goes somewhere.
func used(p *rule.Pass, c *syntax.Call) bool {
	switch up := p.Parent(c).(type) {
	case *syntax.Assign, *syntax.AnnAssign, *syntax.Attribute, *syntax.Call, *syntax.Subscript, *syntax.For, *syntax.Compare, *syntax.BinOp, *syntax.Starred:
		return true
	case *syntax.If:
		return up.Test == syntax.Expr(c)
	case *syntax.While:
		return up.Test == syntax.Expr(c)
	case *syntax.Return:
		f, ok := p.Function(c).(*syntax.FunctionDef)
		return ok && f.Returns == nil && !(len(f.Body) == 1 && delegates(c)) && !returnsNothing(f)
	case *syntax.Keyword:
		return up.Name != ""
	}
	return false
}

// returnsNothing tells whether a function also returns without a value, so that
// returning None is its habit.
func returnsNothing(f *syntax.FunctionDef) bool {
	found := false
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		if r, ok := n.(*syntax.Return); ok && r.Value == nil {
			found = true
		}
		return true
	})
	return found
}

// delegates tells whether a method only hands on to an attribute of its object.
func delegates(c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok {
		return false
	}
	_, ok = a.Value.(*syntax.Attribute)
	return ok
}
