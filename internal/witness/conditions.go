package witness

import (
	"slices"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// want is a condition that must come out one way for the data to go on. A soft
// one should: the way is longer else.
type want struct {
	expr  syntax.Expr
	truth bool
	soft  bool
	// raised is a handler that must run: an exception that it takes must come.
	raised *syntax.ExceptHandler
}

// ends are calls that a function does not come back from, by their last name.
var ends = map[string]bool{"abort": true, "exit": true, "_exit": true}

// meetConditions finds what the code demands on the way, and chooses the input so.
func (b *builder) meetConditions() {
	type spot struct {
		fn *syntax.FunctionDef
		at text.Span
		c  *code
	}
	var spots []spot
	note := func(c *code, at text.Span) {
		fn := c.function(at)
		if fn == nil || isPage(c) {
			return
		}
		for i := range spots {
			if spots[i].fn == fn {
				if at.Start > spots[i].at.Start {
					spots[i].at = at
				}
				return
			}
		}
		spots = append(spots, spot{fn, at, c})
	}
	for _, s := range b.detail.Passes {
		if s.Location.File != nil && strings.HasSuffix(s.Location.File.Path, ".py") {
			note(b.code(s.Location.File), s.Location.Span)
		}
	}
	for _, s := range spots {
		b.readSession(s.c, s.fn, s.at.Start)
		var wants []want
		wantsOf(s.fn.Body, s.at, &wants)
		for _, w := range wants {
			if w.raised != nil {
				b.missing("what raises the exception that line %d of %s takes", s.c.lineOf(w.raised), s.c.file.Path)
				continue
			}
			b.meet(s.c, w.expr, w.truth, w.soft)
		}
	}
}

// isPage tells whether a file is a page and no code.
func isPage(c *code) bool { return !strings.HasSuffix(c.file.Path, ".py") }

// wantsOf lists the conditions under which control comes to a place in a block.
func wantsOf(block []syntax.Stmt, at text.Span, out *[]want) {
	for _, s := range block {
		if within(at, s) {
			wantsIn(s, at, out)
			return
		}
		if s.Span().Start > at.Start {
			return
		}
		wantsBeside(s, out)
	}
}

// wantsIn are the conditions inside of the statement that holds the place.
func wantsIn(s syntax.Stmt, at text.Span, out *[]want) {
	switch s := s.(type) {
	case *syntax.If:
		switch {
		case holds(s.Body, at):
			*out = append(*out, want{expr: s.Test, truth: true})
			wantsOf(s.Body, at, out)
		case holds(s.Orelse, at):
			*out = append(*out, want{expr: s.Test})
			wantsOf(s.Orelse, at, out)
		}
		return
	case *syntax.While:
		if holds(s.Body, at) {
			*out = append(*out, want{expr: s.Test, truth: true})
		}
	case *syntax.Try:
		for i := range s.Handlers {
			if h := &s.Handlers[i]; holds(h.Body, at) {
				*out = append(*out, want{raised: h})
				wantsOf(h.Body, at, out)
				return
			}
		}
	}
	for _, body := range syntax.Bodies(s) {
		if holds(body, at) {
			wantsOf(body, at, out)
			return
		}
	}
}

// wantsBeside are what a statement demands of what comes after it.
func wantsBeside(s syntax.Stmt, out *[]want) {
	switch s := s.(type) {
	case *syntax.Assert:
		*out = append(*out, want{expr: s.Test, truth: true})
	case *syntax.If:
		body, orelse := leaves(s.Body), leaves(s.Orelse)
		switch {
		case body && !orelse:
			*out = append(*out, want{expr: s.Test})
		case orelse && !body:
			*out = append(*out, want{expr: s.Test, truth: true})
		case !body && len(s.Orelse) == 0 && mayLeave(s.Body):
			*out = append(*out, want{expr: s.Test, soft: true})
		}
	case *syntax.Try:
		for _, inner := range s.Body {
			wantsBeside(inner, out)
		}
	}
}

func holds(body []syntax.Stmt, at text.Span) bool {
	return slices.ContainsFunc(body, func(s syntax.Stmt) bool { return within(at, s) })
}

// leaves tells whether a block never comes to its end.
func leaves(body []syntax.Stmt) bool {
	if len(body) == 0 {
		return false
	}
	switch s := body[len(body)-1].(type) {
	case *syntax.Return, *syntax.Raise, *syntax.Continue, *syntax.Break:
		return true
	case *syntax.If:
		return leaves(s.Body) && leaves(s.Orelse)
	case *syntax.Try:
		return leaves(s.Body) && !slices.ContainsFunc(s.Handlers, func(h syntax.ExceptHandler) bool { return !leaves(h.Body) })
	case *syntax.With:
		return leaves(s.Body)
	case *syntax.ExprStmt:
		call, ok := s.Value.(*syntax.Call)
		return ok && ends[syntax.LastName(call.Func)]
	}
	return false
}

func mayLeave(body []syntax.Stmt) bool {
	found := false
	for _, s := range body {
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n.(type) {
			case *syntax.Return, *syntax.Raise:
				found = true
			case *syntax.FunctionDef, *syntax.Lambda:
				return false
			}
			return !found
		})
	}
	return found
}

// meet makes a condition come out as it must, or says that it does not know how.
func (b *builder) meet(c *code, x syntax.Expr, truth, soft bool) {
	switch x := x.(type) {
	case *syntax.UnaryOp:
		if x.Op == syntax.Not {
			b.meet(c, x.Operand, !truth, soft)
			return
		}
	case *syntax.BoolOp:
		b.meetBool(c, x, truth, soft)
		return
	case *syntax.Constant:
		return
	case *syntax.Compare:
		if len(x.Ops) == 1 && b.compare(c, x, truth, soft) {
			return
		}
	}
	if b.truthy(c, x, truth, soft) || soft {
		return
	}
	b.assume(c, x, truth)
}

func (b *builder) meetBool(c *code, x *syntax.BoolOp, truth, soft bool) {
	if (x.Op == syntax.And) == truth { // all of them
		for _, v := range x.Values {
			b.meet(c, v, truth, soft)
		}
		return
	}
	for _, v := range x.Values { // one of them: the first that the input decides
		if b.decided(c, v) {
			b.meet(c, v, truth, soft)
			return
		}
	}
	if !soft {
		b.assume(c, x, truth)
	}
}

// decided tells whether the input alone decides a condition.
func (b *builder) decided(c *code, x syntax.Expr) bool {
	found := false
	syntax.Walk(x, func(n syntax.Node) bool {
		if e, ok := n.(syntax.Expr); ok && (b.fieldOf(c, e, 0) != nil || isMethod(e)) {
			found = true
		}
		return !found
	})
	return found
}

func isMethod(x syntax.Expr) bool {
	at, ok := x.(*syntax.Attribute)
	return ok && at.Attr == "method"
}

// compare meets x == y, x in (...), x is None and their opposites.
func (b *builder) compare(c *code, x *syntax.Compare, truth, soft bool) bool {
	op, left, right := x.Ops[0], x.Left, x.Comparators[0]
	if op == syntax.NotEq || op == syntax.NotIn || op == syntax.IsNot {
		truth = !truth
	}
	switch op {
	case syntax.In, syntax.NotIn:
		if _, ok := constant(left); ok {
			return b.contains(c, x, right, truth)
		}
		return b.oneOf(c, left, constants(right), truth, soft)
	case syntax.Eq, syntax.NotEq, syntax.Is, syntax.IsNot:
	default:
		return b.decided(c, x) // of lengths and numbers nothing is said
	}
	if _, ok := left.(*syntax.Constant); ok {
		left, right = right, left
	}
	if k, ok := right.(*syntax.Constant); ok && k.Kind == syntax.None {
		return b.truthy(c, left, !truth, soft)
	}
	if s, ok := constant(right); ok {
		return b.oneOf(c, left, []string{s}, truth, soft)
	}
	f, g := b.fieldOf(c, left, 0), b.fieldOf(c, right, 0)
	if f == nil || g == nil {
		return false
	}
	if truth { // both carry what one of them does
		f.Tainted = f.Tainted || g.Tainted
		g.Tainted = f.Tainted
	}
	return true
}

// contains meets "k" in x: the keys of a read, which are sent, or a text.
func (b *builder) contains(c *code, x *syntax.Compare, of syntax.Expr, truth bool) bool {
	f := b.fieldOf(c, x, 0)
	if f == nil {
		return b.fieldOf(c, of, 0) != nil && !truth // a plain value holds nothing in particular
	}
	if !truth && !f.Tainted {
		b.fields = slices.DeleteFunc(b.fields, func(o Field) bool { return o.In == f.In && o.Name == f.Name })
	}
	return true
}

// oneOf meets x == "a" or x in ("a", "b").
func (b *builder) oneOf(c *code, x syntax.Expr, values []string, truth, soft bool) bool {
	if len(values) == 0 {
		return false
	}
	if isMethod(x) {
		b.wantMethod(values, truth)
		return true
	}
	f := b.fieldOf(c, x, 0)
	if f == nil {
		return false
	}
	if truth && !f.Tainted && !(soft && f.Value != "") {
		f.Value = values[0]
	}
	return !truth || !f.Tainted
}

func (b *builder) wantMethod(values []string, truth bool) {
	if truth {
		b.method = values[0]
		return
	}
	for _, m := range []string{"GET", "POST", "PUT"} {
		if !slices.Contains(values, m) && b.method == "" {
			b.method = m
			return
		}
	}
}

// truthy meets a condition that is a value: one that is sent is not empty.
func (b *builder) truthy(c *code, x syntax.Expr, truth, soft bool) bool {
	f := b.fieldOf(c, x, 0)
	if f == nil {
		return false
	}
	switch {
	case truth:
		return true
	case f.Tainted:
		return false
	case f.Value != "":
		return soft
	}
	f.empty = true
	return true
}
