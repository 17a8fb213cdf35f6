// Package check finds closures over loop variables.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at lambdas and functions inside of loops and comprehensions.
func Check(p *rule.Pass) {
	for l := range rule.All[*syntax.Lambda](p) {
		if v := loopVariable(p, l, []syntax.Node{l.Body}, l.Args); v != "" && keeps(p, l) {
			at := l.Start + uint32(len("lambda"))
			insert := " " + v + "=" + v
			if len(l.Args.Args) > 0 {
				at, insert = l.Args.Args[len(l.Args.Args)-1].End, ", "+v+"="+v
				if d := l.Args.Args[len(l.Args.Args)-1].Default; d != nil {
					at = d.Span().End
				}
			}
			r := p.Report(l, "the lambda sees the last value of `"+v+"`, not the one of its turn")
			if only(l.Args) {
				r.Fix(true, "bind the value", rule.Insert(at, insert))
			}
		}
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		var body []syntax.Node
		for _, s := range f.Body {
			body = append(body, s)
		}
		if v := loopVariable(p, f, body, f.Args); v != "" && stored(p, f) {
			p.ReportSpan(f.NamePos.Span(), f, "the function sees the last value of `"+v+"`, not the one of its turn")
		}
	}
}

// only tells whether all parameters are plain ones.
func only(a *syntax.Arguments) bool {
	for i := range a.Args {
		if a.Args[i].Kind != syntax.PositionalOrKeyword {
			return false
		}
	}
	return true
}

// loopVariable is a variable of the loop around that the body reads, or "".
func loopVariable(p *rule.Pass, f syntax.Node, body []syntax.Node, args *syntax.Arguments) string {
	targets := map[string]bool{}
	for n := p.Parent(f); n != nil; n = p.Parent(n) {
		switch n := n.(type) {
		case *syntax.For:
			addNames(n.Target, targets)
		case *syntax.ListComp:
			addComprehension(n.Generators, targets)
		case *syntax.DictComp:
			addComprehension(n.Generators, targets)
		case *syntax.SetComp:
			addComprehension(n.Generators, targets)
		}
		if p.Opens(n) {
			break
		}
	}
	for i := range args.Args {
		delete(targets, args.Args[i].Name)
	}
	found := ""
	for _, b := range body {
		syntax.Walk(b, func(n syntax.Node) bool {
			if x, ok := n.(*syntax.Name); ok && targets[x.ID] && found == "" && !assigned(body, x.ID) {
				found = x.ID
			}
			return true
		})
	}
	return found
}

func addComprehension(gens []syntax.Comprehension, to map[string]bool) {
	for i := range gens {
		addNames(gens[i].Target, to)
	}
}

func addNames(x syntax.Expr, to map[string]bool) {
	syntax.Walk(x, func(n syntax.Node) bool {
		if v, ok := n.(*syntax.Name); ok && v.ID != "_" {
			to[v.ID] = true
		}
		return true
	})
}

// assigned tells whether the body binds the name itself.
func assigned(body []syntax.Node, name string) bool {
	found := false
	for _, b := range body {
		syntax.Walk(b, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Assign:
				for _, t := range n.Targets {
					x, ok := t.(*syntax.Name)
					found = found || ok && x.ID == name
				}
			case *syntax.For:
				x, ok := n.Target.(*syntax.Name)
				found = found || ok && x.ID == name
			case *syntax.Arg:
				found = found || n.Name == name
			case *syntax.ListComp:
				found = found || binds(n.Generators, name)
			case *syntax.GeneratorExp:
				found = found || binds(n.Generators, name)
			}
			return true
		})
	}
	return found
}

func binds(gens []syntax.Comprehension, name string) bool {
	names := map[string]bool{}
	addComprehension(gens, names)
	return names[name]
}

// keeps tells whether a lambda outlives its turn: it is stored, returned, or
// registered.
func keeps(p *rule.Pass, l *syntax.Lambda) bool {
	switch n := p.Parent(l).(type) {
	case *syntax.Call:
		a, ok := n.Func.(*syntax.Attribute)
		if !ok {
			return false
		}
		switch a.Attr {
		case "append", "add", "insert", "setdefault", "connect", "register", "bind", "command", "add_done_callback", "submit", "after", "call_later", "call_soon", "subscribe", "on_click", "observe":
			return true
		}
	case *syntax.Keyword:
		return n.Name == "command" || n.Name == "callback" || n.Name == "on_click" || n.Name == "target"
	case *syntax.ListComp, *syntax.DictComp, *syntax.List, *syntax.Dict, *syntax.Yield, *syntax.Return:
		_, returned := n.(*syntax.Return)
		return !returned
	case *syntax.Assign:
		_, item := n.Targets[0].(*syntax.Subscript)
		return item
	}
	return false
}

// stored tells whether a function is put away before the turn ends.
func stored(p *rule.Pass, f *syntax.FunctionDef) bool {
	body, i := p.Block(f)
	if i < 0 {
		return false
	}
	found := false
	rule.EachOwn(body[i+1:], func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			if a, ok := n.Func.(*syntax.Attribute); ok && len(n.Args) > 0 && (a.Attr == "append" || a.Attr == "add" || a.Attr == "connect" || a.Attr == "register") {
				last, ok := n.Args[len(n.Args)-1].(*syntax.Name)
				found = found || ok && last.ID == f.Name
			}
		case *syntax.Assign:
			v, ok := n.Value.(*syntax.Name)
			_, item := n.Targets[0].(*syntax.Subscript)
			found = found || ok && item && v.ID == f.Name
		}
		return true
	})
	return found
}
