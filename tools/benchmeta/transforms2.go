package main

import (
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"

	"leadline/internal/python/syntax"
)

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// inlineFunction writes the expression that a function returns in place of its calls.
func inlineFunction(r *rewriting, s *source) {
	for _, st := range s.tree.Body {
		g, ok := st.(*syntax.FunctionDef)
		if !ok || len(g.Decorators) > 0 || g.Async || len(s.defined(g.Name)) != 1 || s.rebound(g.Name) {
			continue
		}
		ret, ok := firstReal(g.Body).(*syntax.Return)
		if !ok || ret.Value == nil || g.Body[len(g.Body)-1] != syntax.Stmt(ret) || !extractable(s, ret.Value) && !plainName(ret.Value) {
			continue
		}
		params := map[string]int{}
		simple := true
		for i, a := range g.Args.Args {
			simple = simple && a.Kind == syntax.PositionalOrKeyword && a.Default == nil
			params[a.Name] = i
		}
		if !simple {
			continue
		}
		for _, d := range s.bodies() {
			if d == g {
				continue
			}
			local := assigned(d.Body)
			for id := range binders(ofBody(d.Body)) {
				local[id] = true
			}
			for _, a := range d.Args.Args {
				local[a.Name] = true
			}
			own(d.Body, func(n syntax.Node) {
				if c, ok := n.(*syntax.Call); ok {
					inlineCall(r, s, g, ret, params, local, c)
				}
			})
		}
	}
}

func plainName(e syntax.Expr) bool {
	_, ok := e.(*syntax.Name)
	return ok
}

func inlineCall(r *rewriting, s *source, g *syntax.FunctionDef, ret *syntax.Return, params map[string]int, local map[string]bool, c *syntax.Call) {
	if f, ok := c.Func.(*syntax.Name); !ok || f.ID != g.Name || len(c.Keywords) > 0 || len(c.Args) != len(params) {
		return
	}
	for _, a := range c.Args {
		switch a.(type) {
		case *syntax.Name, *syntax.Constant, *syntax.Attribute, *syntax.Subscript:
		default:
			return
		}
		if strings.ContainsAny(s.slice(a), "\n\"'") && within(ret.Value, func(n syntax.Node) bool { _, ok := n.(*syntax.JoinedStr); return ok }) {
			return
		}
	}
	for _, id := range names(ret.Value) {
		if _, param := params[id]; !param && local[id] {
			return
		}
	}
	at, value := c.Span(), ret.Value.Span()
	with := []piece{s.fresh(value.Start, "(")}
	from := value.Start
	syntax.Walk(ret.Value, func(n syntax.Node) bool {
		if x, ok := n.(*syntax.Name); ok {
			if i, ok := params[x.ID]; ok {
				with = append(with, s.span(from, x.Start), s.kept(c.Args[i]))
				from = x.End
			}
		}
		return true
	})
	r.replace(s, change{at.Start, at.End, append(with, s.span(from, value.End), s.fresh(value.Start, ")"))})
}

func within(e syntax.Expr, is func(syntax.Node) bool) bool {
	found := false
	syntax.Walk(e, func(n syntax.Node) bool { found = found || is(n); return !found })
	return found
}

// outer are the names that a function takes from around it.
func outer(d *syntax.FunctionDef) []string {
	local := assigned(d.Body)
	for id := range binders(of(d)) {
		local[id] = true
	}
	var out []string
	syntax.Walk(d, func(n syntax.Node) bool {
		if x, ok := n.(*syntax.Name); ok && !local[x.ID] && !slices.Contains(out, x.ID) {
			out = append(out, x.ID)
		}
		return true
	})
	return out
}

// moveToFile moves functions that need nothing but imports to a file of their own.
func moveToFile(r *rewriting, s *source) {
	if path.Base(s.path) == "__init__.py" {
		return
	}
	bound := binders(ofBody(s.tree.Body))
	for id := range assigned(s.tree.Body) {
		bound[id] = true
	}
	byName := map[string]syntax.Stmt{}
	for _, st := range s.tree.Body {
		switch i := st.(type) {
		case *syntax.Import:
			for _, a := range i.Names {
				top, _, _ := strings.Cut(a.Name, ".")
				byName[top], byName[a.AsName] = st, st
			}
		case *syntax.ImportFrom:
			for _, a := range i.Names {
				byName[a.Name], byName[a.AsName] = st, st
			}
		}
	}
	module := "moved_" + strings.TrimSuffix(path.Base(s.path), ".py")
	dots := ""
	for _, o := range r.p.files {
		if o.path == path.Join(path.Dir(s.path), "__init__.py") {
			dots = "."
		}
	}
	var head, body []piece
	have := map[syntax.Stmt]bool{}
	for _, st := range s.tree.Body {
		d, ok := st.(*syntax.FunctionDef)
		if !ok || len(d.Decorators) > 0 || len(s.defined(d.Name)) != 1 || s.rebound(d.Name) || strings.Contains(d.Name, "handler") {
			continue
		}
		movable := true
		for _, id := range outer(d) {
			movable = movable && (byName[id] != nil || !bound[id])
		}
		walk(d.Body, func(n syntax.Node) bool {
			if _, ok := n.(*syntax.Global); ok {
				movable = false
			}
			return movable
		})
		if !movable {
			continue
		}
		at := d.Span()
		if !r.replace(s, change{at.Start, at.End, []piece{s.fresh(at.Start, "from "+dots+module+" import "+d.Name)}}) {
			continue
		}
		for _, id := range outer(d) {
			if i := byName[id]; i != nil && !have[i] {
				have[i] = true
				head = append(head, s.kept(i), s.fresh(i.Span().Start, "\n"))
			}
		}
		body = append(body, s.fresh(at.Start, "\n\n"), s.kept(d), s.fresh(at.Start, "\n"))
	}
	if len(body) > 0 {
		r.added[path.Join(path.Dir(s.path), module+".py")] = append(head, body...)
	}
}

// wrapInClass makes static methods of functions.
func wrapInClass(r *rewriting, s *source) {
	for _, st := range s.tree.Body {
		d, ok := st.(*syntax.FunctionDef)
		if !ok || len(d.Decorators) > 0 || len(s.defined(d.Name)) != 1 || s.rebound(d.Name) || r.p.mentioned(s, d.Name) || strings.Contains(d.Name, "handler") ||
			strings.HasPrefix(d.Name, "__") || multiline(s, d) {
			continue
		}
		class := "Holder_" + d.Name
		at := d.Span()
		pieces := []piece{s.fresh(at.Start, "class "+class+":\n    @staticmethod\n    ")}
		from := at.Start
		for i := at.Start; i < at.End; i++ {
			if s.text[i] == '\n' && i+1 < at.End && s.text[i+1] != '\n' {
				pieces = append(pieces, s.span(from, i+1), s.fresh(i+1, "    "))
				from = i + 1
			}
		}
		inside := uses(of(d), d.Name)
		if len(inside) > 0 || len(uses(s.tree.Walk, d.Name)) == 0 {
			continue // a recursive one would need its own name; what nothing speaks of may be meant by what it is: a function of the module
		}
		changes := []change{{at.Start, at.End, append(pieces, s.span(from, at.End))}}
		for _, n := range uses(s.tree.Walk, d.Name) {
			changes = append(changes, s.swap(n, class+"."+d.Name))
		}
		r.replace(s, changes...)
	}
}

// multiline tells whether a literal runs over lines, which must not be indented.
func multiline(s *source, n syntax.Node) bool {
	found := false
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Constant, *syntax.JoinedStr:
			found = found || strings.Contains(s.slice(n), "\n")
		}
		return !found
	})
	return found
}

// swapBranches turns the two branches of a condition round; the second may be empty.
func swapBranches(r *rewriting, s *source) {
	s.tree.Walk(func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.IfExp:
			r.replace(s, append(s.negated(n.Test), s.turned(s.kept(n.Body), s.kept(n.Orelse))...)...)
		case *syntax.If:
			if !strings.HasPrefix(s.text[n.Start:], "elif") {
				s.turnIf(r, n)
			}
		}
		return true
	})
}

// negated is a condition with not before it.
func (s *source) negated(test syntax.Expr) []change {
	t := test.Span()
	return []change{{t.Start, t.End, []piece{s.fresh(t.Start, " not ("), s.kept(test), s.fresh(t.End-1, ")")}}}
}

// turned puts two parts in each other's places.
func (s *source) turned(a, b piece) []change {
	return []change{{a.start, a.end, []piece{b}}, {b.start, b.end, []piece{a}}}
}

func (s *source) turnIf(r *rewriting, n *syntax.If) {
	yes, no := n.Body, n.Orelse
	white, alone := s.indent(n.Start)
	a, oneA := s.indent(begin(yes[0]))
	if !alone || !oneA {
		return
	}
	if len(no) == 0 {
		r.replace(s, append(s.negated(n.Test), s.insert(begin(yes[0]), "pass\n"+white+"else:\n"+a))...)
		return
	}
	b, oneB := s.indent(begin(no[0]))
	if _, elif := no[0].(*syntax.If); elif && len(no) == 1 || !oneB || a != b {
		return
	}
	block := func(body []syntax.Stmt) piece { return s.span(begin(body[0]), body[len(body)-1].Span().End) }
	r.replace(s, append(s.negated(n.Test), s.turned(block(yes), block(no))...)...)
}

// deadCode puts in what does nothing.
func deadCode(r *rewriting, s *source) {
	for n, d := range s.bodies() {
		for k, st := range d.Body {
			if st != firstReal(d.Body) && k%2 == 0 || k == 0 && firstReal(d.Body) != st {
				continue
			}
			white, alone := s.indent(begin(st))
			if !alone {
				continue
			}
			text := fmt.Sprintf("unused_%d_%d = %d\n%s", n, k, k, white)
			if k%3 == 0 {
				text = fmt.Sprintf("if False:\n%s    unused_%d_%d = None\n%s", white, n, k, white)
			}
			r.replace(s, s.insert(begin(st), text))
		}
	}
}

// reformat sets values in brackets of several lines, and lines apart.
func reformat(r *rewriting, s *source) {
	for _, d := range s.bodies() {
		own(d.Body, func(n syntax.Node) {
			a, ok := n.(*syntax.Assign)
			if !ok {
				return
			}
			if _, alone := s.indent(a.Start); !alone {
				return
			}
			switch a.Value.(type) {
			case *syntax.Yield, *syntax.YieldFrom, *syntax.Tuple, *syntax.Starred:
				return
			}
			at := a.Value.Span()
			r.replace(s, s.insert(a.Start, "\n"+strings.Repeat(" ", int(a.Start-s.lineStart(a.Start)))), s.insert(at.Start, "(\n            "), s.behind(at.End, "\n        )"))
		})
		own(d.Body, func(n syntax.Node) {
			if c, ok := n.(*syntax.Call); ok && len(c.Args) > 0 && !strings.Contains(s.slice(c), "\n") {
				at := c.Args[0].Span()
				if s.text[at.Start-1] == '(' {
					r.replace(s, s.insert(at.Start, "\n                "))
				}
			}
		})
	}
}
