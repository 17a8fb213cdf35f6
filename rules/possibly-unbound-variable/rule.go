// Package check finds variables that may have no value.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check walks every function along its branches.
func Check(p *rule.Pass) {
	for f := range rule.All[*syntax.FunctionDef](p) {
		w := &walk{p: p, locals: locals(f), reported: map[string]bool{}, tested: map[string]string{}}
		if len(w.locals) == 0 {
			continue
		}
		s := state{}
		for i := range f.Args.Args {
			s[f.Args.Args[i].Name] = true
		}
		w.body(f.Body, s)
	}
}

// state holds the variables that certainly have a value; a nil state is never
// reached.
type state map[string]bool

type walk struct {
	p        *rule.Pass
	locals   map[string]bool
	reported map[string]bool
	// tested is, by variable, the text of the test under which it was set.
	tested map[string]string
	tests  []string
}

// locals are the names that a function assigns plainly, in some branch.
func locals(f *syntax.FunctionDef) map[string]bool {
	out := map[string]bool{}
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Assign); ok {
			for _, t := range a.Targets {
				if v, ok := t.(*syntax.Name); ok {
					out[v.ID] = true
				}
			}
		}
		return true
	})
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Global:
			for _, g := range n.Names {
				delete(out, g)
			}
		case *syntax.Match:
			out["\x00"] = true
		}
		return true
	})
	if out["\x00"] { // a match statement binds in ways that are not followed here
		return nil
	}
	return out
}

func copyOf(s state) state {
	if s == nil {
		return nil
	}
	out := make(state, len(s))
	for k := range s {
		out[k] = true
	}
	return out
}

// join keeps what both ways set.
func join(a, b state) state {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	out := state{}
	for k := range a {
		if b[k] {
			out[k] = true
		}
	}
	return out
}

func (w *walk) body(list []syntax.Stmt, s state) state {
	for _, st := range list {
		if s == nil {
			return nil
		}
		s = w.stmt(st, s)
	}
	return s
}

// reads reports variables that an expression reads without a value.
func (w *walk) reads(x syntax.Node, s state) {
	if x == nil {
		return
	}
	syntax.Walk(x, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Lambda, *syntax.FunctionDef, *syntax.ClassDef:
			return false
		case *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
			return false
		case *syntax.NamedExpr:
			w.reads(n.Value, s)
			w.bind(n.Target, s)
			return false
		case *syntax.BoolOp, *syntax.IfExp:
			return false // a part may guard another
		case *syntax.Name:
			w.name(n, s)
		}
		return true
	})
	syntax.Walk(x, func(n syntax.Node) bool {
		if v, ok := n.(*syntax.NamedExpr); ok {
			w.bind(v.Target, s)
		}
		return true
	})
}

func (w *walk) name(n *syntax.Name, s state) {
	if !w.locals[n.ID] || s[n.ID] || w.reported[n.ID] || !w.setBefore(n) {
		return
	}
	for _, t := range w.tests {
		if set := w.tested[n.ID]; set != "" && strings.Contains(t, set) {
			return
		}
	}
	w.reported[n.ID] = true
	w.p.Report(n, "`"+n.ID+"` may have no value here")
}

// setBefore tells whether the variable is assigned somewhere above, so that it
// is a matter of ways; in a loop any place counts, and is accepted.
func (w *walk) setBefore(n *syntax.Name) bool {
	above := false
	for _, b := range w.p.Bindings(n) {
		if b.Kind == rule.BindDelete {
			continue
		}
		if b.Kind != rule.BindAssign && b.Kind != rule.BindPart {
			return false
		}
		if b.Node.Span().End <= n.Start {
			above = true
			if l := w.p.Loop(b.Node); l != nil && l != w.p.Loop(n) && !plainly(l, b.Node) {
				return false
			}
		} else if w.p.Loop(n) != nil {
			return false
		}
		if l := w.p.Loop(n); l != nil && l == w.p.Loop(b.Node) {
			return false // an earlier turn may have set it
		}
	}
	return above
}

func (w *walk) bind(x syntax.Expr, s state) {
	switch x := x.(type) {
	case *syntax.Name:
		s[x.ID] = true
		if len(w.tests) > 0 {
			if _, ok := w.tested[x.ID]; !ok {
				w.tested[x.ID] = w.tests[len(w.tests)-1]
			}
		}
	case *syntax.Tuple:
		for _, e := range x.Elts {
			w.bind(e, s)
		}
	case *syntax.List:
		for _, e := range x.Elts {
			w.bind(e, s)
		}
	case *syntax.Starred:
		w.bind(x.Value, s)
	default:
		w.reads(x, s)
	}
}

func (w *walk) stmt(st syntax.Stmt, s state) state {
	switch st := st.(type) {
	case *syntax.Assign:
		w.reads(st.Value, s)
		for _, t := range st.Targets {
			w.bind(t, s)
		}
	case *syntax.AnnAssign:
		if st.Value != nil {
			w.reads(st.Value, s)
			w.bind(st.Target, s)
		}
	case *syntax.AugAssign:
		w.reads(st.Value, s)
		w.reads(st.Target, s)
	case *syntax.Return:
		w.reads(st.Value, s)
		return nil
	case *syntax.Raise:
		w.reads(st.Exc, s)
		return nil
	case *syntax.Break, *syntax.Continue:
		return nil
	case *syntax.ExprStmt:
		w.reads(st.Value, s)
		if c, ok := st.Value.(*syntax.Call); ok && ends(w.p, c) {
			return nil
		}
	case *syntax.Delete:
		for _, t := range st.Targets {
			if n, ok := t.(*syntax.Name); ok {
				delete(s, n.ID)
			}
		}
	case *syntax.FunctionDef:
		s[st.Name] = true
	case *syntax.ClassDef:
		s[st.Name] = true
	case *syntax.Import:
		for i := range st.Names {
			s[st.Names[i].AsName] = true
			s[st.Names[i].Name] = true
		}
	case *syntax.ImportFrom:
		for i := range st.Names {
			s[st.Names[i].AsName] = true
			s[st.Names[i].Name] = true
		}
	default:
		return w.compound(st, s)
	}
	return s
}

// ends tells whether a call does not come back, as far as its name tells.
func ends(p *rule.Pass, c *syntax.Call) bool {
	switch rule.LastName(c.Func) {
	case "exit", "_exit", "abort", "fail", "skip", "error", "fatal", "usage", "die", "quit", "skipTest", "help", "bail", "xfail", "throw", "raise_error", "exec", "execv", "execvp":
		return true
	}
	f := p.Called(c)
	return f != nil && len(f.Body) > 0 && raises(f.Body[len(f.Body)-1])
}

func raises(s syntax.Stmt) bool { _, ok := s.(*syntax.Raise); return ok }

func (w *walk) compound(st syntax.Stmt, s state) state {
	switch st := st.(type) {
	case *syntax.If:
		w.reads(st.Test, s)
		if rule.IsConst(st.Test, syntax.True) {
			return w.body(st.Body, s)
		}
		test := w.p.Source(st.Test)
		w.tests = append(w.tests, test)
		then := w.body(st.Body, copyOf(s))
		w.tests = w.tests[:len(w.tests)-1]
		w.tests = append(w.tests, "not "+test)
		other := w.body(st.Orelse, copyOf(s))
		w.tests = w.tests[:len(w.tests)-1]
		return join(then, other)
	case *syntax.For:
		w.reads(st.Iter, s)
		w.bind(st.Target, s)
		return w.loop(st.Body, st.Orelse, s, w.runs(st.Iter))
	case *syntax.While:
		w.reads(st.Test, s)
		return w.loop(st.Body, st.Orelse, s, rule.IsConst(st.Test, syntax.True, syntax.Int))
	case *syntax.With:
		for i := range st.Items {
			w.reads(st.Items[i].Context, s)
			if v := st.Items[i].Vars; v != nil {
				w.bind(v, s)
			}
		}
		out := w.body(st.Body, copyOf(s))
		if out == nil { // the manager may swallow the exception
			return nil
		}
		return out
	case *syntax.Try:
		return w.try(st, s)
	}
	return s
}

// loop walks a loop's body. One that may not run at all leaves unset what only its
// body sets.
func (w *walk) loop(body, orelse []syntax.Stmt, s state, runs bool) state {
	before := copyOf(s)
	if inside := w.body(body, copyOf(s)); inside != nil {
		s = inside
	} else {
		addAll(body, s)
	}
	if !runs && len(orelse) == 0 && !jumps(body) {
		for _, st := range body {
			if a, ok := st.(*syntax.Assign); ok && len(a.Targets) == 1 {
				if n, ok := a.Targets[0].(*syntax.Name); ok && !before[n.ID] {
					delete(s, n.ID)
				}
			}
		}
	}
	return w.body(orelse, s)
}

// runs tells whether something certainly is iterated.
func (w *walk) runs(iter syntax.Expr) bool {
	switch v := w.p.Value(iter).(type) {
	case *syntax.List:
		return len(v.Elts) > 0
	case *syntax.Tuple:
		return len(v.Elts) > 0
	case *syntax.Set:
		return len(v.Elts) > 0
	case *syntax.Constant:
		return true
	case *syntax.Call:
		if !w.p.Is(v.Func, "builtins.range") {
			return rule.LastName(v.Func) == "count" || rule.LastName(v.Func) == "cycle"
		}
		for _, a := range v.Args {
			if _, known := w.p.Number(a); known {
				return true
			}
		}
	}
	return false
}

// jumps tells whether a body may leave the loop: then the code behind it is often
// reached only so.
func jumps(body []syntax.Stmt) bool {
	found := false
	rule.EachOwn(body, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Break, *syntax.Return, *syntax.Raise:
			found = true
		}
		return !found
	})
	return found
}

// plainly tells whether a variable is set by a statement of the loop's body itself.
func plainly(l syntax.Stmt, n syntax.Node) bool {
	for _, body := range syntax.Bodies(l) {
		for _, st := range body {
			if a, ok := st.(*syntax.Assign); ok && len(a.Targets) == 1 && syntax.Node(a.Targets[0]) == n {
				return true
			}
		}
	}
	return false
}

// mayRaise tells whether a statement is a call of something unknown, which may
// never come back: handlers often end so.
func mayRaise(s syntax.Stmt) bool {
	e, ok := s.(*syntax.ExprStmt)
	if !ok {
		return false
	}
	c, ok := e.Value.(*syntax.Call)
	if !ok {
		return false
	}
	switch rule.LastName(c.Func) {
	case "print", "debug", "info", "warning", "error", "exception", "append", "add", "log", "warn", "write", "close", "sleep", "update":
		return false
	}
	return true
}

// addAll takes everything in a body for set: a way out of a loop is not followed.
func addAll(body []syntax.Stmt, s state) {
	rule.EachOwn(body, func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Assign); ok {
			for _, t := range a.Targets {
				syntax.Walk(t, func(x syntax.Node) bool {
					if v, ok := x.(*syntax.Name); ok {
						s[v.ID] = true
					}
					return true
				})
			}
		}
		return true
	})
}

func (w *walk) try(st *syntax.Try, s state) state {
	whole := w.body(st.Body, copyOf(s))
	out := whole
	if whole != nil {
		out = w.body(st.Orelse, copyOf(whole))
	}
	for i := range st.Handlers {
		h := &st.Handlers[i]
		start := copyOf(s)
		if h.Name != "" {
			start[h.Name] = true
		}
		// What the body's first statement sets is not there when that statement
		// raises; what stands before it is.
		after := w.body(h.Body, start)
		if n := len(h.Body); n > 0 && after != nil && mayRaise(h.Body[n-1]) {
			after = nil
		}
		out = join(out, after)
	}
	if len(st.Finalbody) > 0 {
		if len(st.Handlers) == 0 {
			w.body(st.Finalbody, copyOf(s)) // the body may have raised before it set anything
		}
		if out == nil {
			w.body(st.Finalbody, copyOf(s))
			return nil
		}
		return w.body(st.Finalbody, out)
	}
	return out
}
