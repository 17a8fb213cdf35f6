package template

import (
	"bytes"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// expr reads what stands at a span: an expression with its filters. What is none
// is taken for the name that it begins with, so that data in it is not lost; nil
// when it begins with none.
func (p *parser) expr(s text.Span) syntax.Expr {
	parts := p.split(s, '|')
	x := p.plain(parts[0])
	if x == nil {
		x = p.leading(parts[0])
	}
	for _, f := range parts[1:] {
		x = p.filtered(x, f)
	}
	return x
}

// filtered puts a filter, by what stands behind the bar, around an expression.
// It binds closer than any operator.
func (p *parser) filtered(x syntax.Expr, s text.Span) syntax.Expr {
	if x == nil {
		return nil
	}
	name, rest := firstWord(p.b, s)
	if name == "" {
		return x
	}
	var args []syntax.Expr
	var keywords []syntax.Keyword
	switch {
	case rest.Len() == 0:
	case p.b[rest.Start] == ':':
		if a := p.plain(trimmed(p.b, int(rest.Start)+1, int(rest.End))); a != nil {
			args = append(args, a)
		}
	default:
		p.shift = s.Start
		if c, ok := p.exprs.Parse(python(p.b[s.Start:s.End])).(*syntax.Call); ok {
			args, keywords, _ = p.arguments(c)
		}
	}
	return p.filter(x, name, args, keywords, s)
}

// filter is the call of a filter.
func (p *parser) filter(x syntax.Expr, name string, args []syntax.Expr, keywords []syntax.Keyword, s text.Span) syntax.Expr {
	switch op := x.(type) {
	case *syntax.BinOp:
		if !p.closed(op) {
			op.Right = p.filter(op.Right, name, args, keywords, s)
			op.End = s.End
			return op
		}
	case *syntax.IfExp:
		if !p.closed(op) {
			op.Orelse = p.filter(op.Orelse, name, args, keywords, s)
			op.End = s.End
			return op
		}
	}
	at := syntax.Pos{Start: x.Span().Start, End: s.End}
	if p.closed(x) {
		if before := bytes.TrimRight(p.b[:at.Start], blanks); len(before) > 0 && before[len(before)-1] == '(' {
			at.Start = uint32(len(before) - 1)
		}
	}
	return &syntax.Call{Pos: at, Func: p.member(name, at), Args: append([]syntax.Expr{x}, args...), Keywords: keywords}
}

// closed tells whether brackets hold an expression together.
func (p *parser) closed(x syntax.Node) bool {
	behind := bytes.TrimLeft(p.b[x.Span().End:], blanks)
	return len(behind) > 0 && behind[0] == ')'
}

// member is something of Module.
func (p *parser) member(name string, at syntax.Pos) syntax.Expr {
	return &syntax.Attribute{Pos: at, Value: &syntax.Name{Pos: at, ID: Module}, Attr: name}
}

// leading is the name that a span begins with.
func (p *parser) leading(s text.Span) syntax.Expr {
	name, rest := firstWord(p.b, s)
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		return nil
	}
	return p.name(name, syntax.Pos{Start: s.Start, End: rest.Start})
}

// split cuts a span at a character outside of brackets and quotes; blanks around
// the pieces are dropped. There is one piece at least.
func (p *parser) split(s text.Span, at byte) []text.Span {
	var out []text.Span
	from, depth := int(s.Start), 0
	var q quotes
	for i := from; i < int(s.End); i++ {
		if q.hold(p.b, &i) {
			continue
		}
		switch c := p.b[i]; {
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case depth <= 0 && (c == at || at == ' ' && blank(c)):
			if piece := trimmed(p.b, from, i); at != ' ' || piece.Len() > 0 {
				out = append(out, piece)
			}
			from = i + 1
		}
	}
	if piece := trimmed(p.b, min(from, int(s.End)), int(s.End)); at != ' ' || piece.Len() > 0 || len(out) == 0 {
		out = append(out, piece)
	}
	return out
}

// plain reads an expression without filters around it; nil when it is none.
func (p *parser) plain(s text.Span) syntax.Expr {
	if s.Len() == 0 || s.Len() > maxHole {
		return nil
	}
	p.shift = s.Start
	return p.converted(p.exprs.Parse(python(p.b[s.Start:s.End])))
}

// target reads what is given a value.
func (p *parser) target(s text.Span) syntax.Expr {
	p.quiet = true
	defer func() { p.quiet = false }()
	return p.plain(s)
}

// python writes the few operators that Python has not in its words, byte for
// byte.
func python(b []byte) []byte {
	out := append([]byte(nil), b...)
	var q quotes
	for i := 0; i < len(out); i++ {
		c, at := out[i], i
		held := q.hold(b, &i)
		switch {
		case c == '~' && !held:
			out[at] = '+'
		case c == '\n' || c == '\r' || c == '\t' && !held:
			out[at] = ' '
		}
	}
	return out
}

// pos is where a node stands in the template.
func (p *parser) pos(n syntax.Node) syntax.Pos {
	s := n.Span()
	return syntax.Pos{Start: s.Start + p.shift, End: s.End + p.shift}
}

// converted is an expression as Python means it; nil for what a template has not.
func (p *parser) converted(x syntax.Expr) syntax.Expr {
	if x == nil {
		return nil
	}
	at := p.pos(x)
	switch x := x.(type) {
	case *syntax.Name:
		return p.name(x.ID, at)
	case *syntax.Constant:
		c := *x
		c.Pos = at
		return &c
	case *syntax.Attribute:
		if v := p.converted(x.Value); v != nil {
			return &syntax.Attribute{Pos: at, Value: v, Attr: x.Attr}
		}
	case *syntax.Subscript:
		if v, k := p.converted(x.Value), p.converted(x.Slice); v != nil && k != nil {
			return &syntax.Subscript{Pos: at, Value: v, Slice: k}
		}
	case *syntax.Slice:
		return &syntax.Slice{Pos: at, Lower: p.converted(x.Lower), Upper: p.converted(x.Upper), Step: p.converted(x.Step)}
	case *syntax.Call:
		return p.call(x, at)
	case *syntax.BinOp:
		return p.binary(x, at)
	case *syntax.BoolOp:
		if vs := p.all(x.Values); vs != nil {
			return &syntax.BoolOp{Pos: at, Op: x.Op, Values: vs}
		}
	case *syntax.UnaryOp:
		if v := p.converted(x.Operand); v != nil {
			return &syntax.UnaryOp{Pos: at, Op: x.Op, Operand: v}
		}
	case *syntax.Compare:
		return p.compare(x, at)
	case *syntax.IfExp:
		if vs := p.all([]syntax.Expr{x.Test, x.Body, x.Orelse}); vs != nil {
			return &syntax.IfExp{Pos: at, Test: vs[0], Body: vs[1], Orelse: vs[2]}
		}
	case *syntax.Tuple:
		return &syntax.Tuple{Pos: at, Elts: p.all(x.Elts)}
	case *syntax.List:
		return &syntax.List{Pos: at, Elts: p.all(x.Elts)}
	case *syntax.Dict:
		if vs := p.all(x.Values); vs != nil {
			if ks := p.all(x.Keys); ks != nil {
				return &syntax.Dict{Pos: at, Keys: ks, Values: vs}
			}
		}
	case *syntax.Starred:
		if v := p.converted(x.Value); v != nil {
			return &syntax.Starred{Pos: at, Value: v}
		}
	}
	return nil
}

// all converts every one of a list; nil when one is not understood.
func (p *parser) all(list []syntax.Expr) []syntax.Expr {
	out := make([]syntax.Expr, 0, len(list))
	for _, x := range list {
		v := p.converted(x)
		if v == nil {
			return nil
		}
		out = append(out, v)
	}
	return out
}

func (p *parser) call(x *syntax.Call, at syntax.Pos) syntax.Expr {
	f := p.converted(x.Func)
	args, keywords, ok := p.arguments(x)
	if f == nil || !ok {
		return nil
	}
	return &syntax.Call{Pos: at, Func: f, Args: args, Keywords: keywords}
}

func (p *parser) arguments(x *syntax.Call) (args []syntax.Expr, keywords []syntax.Keyword, ok bool) {
	if args = p.all(x.Args); args == nil {
		return nil, nil, false
	}
	for _, k := range x.Keywords {
		v := p.converted(k.Value)
		if v == nil {
			return nil, nil, false
		}
		keywords = append(keywords, syntax.Keyword{Pos: p.pos(&k), Name: k.Name, Value: v})
	}
	return args, keywords, true
}

// binary is an operation, or within brackets a filter.
func (p *parser) binary(x *syntax.BinOp, at syntax.Pos) syntax.Expr {
	left := p.converted(x.Left)
	if left == nil {
		return nil
	}
	if x.Op == syntax.BitOr {
		s := p.pos(x.Right)
		switch f := x.Right.(type) {
		case *syntax.Name:
			return p.filter(left, f.ID, nil, nil, text.Span(s))
		case *syntax.Call:
			if n, ok := f.Func.(*syntax.Name); ok {
				if args, keywords, ok := p.arguments(f); ok {
					return p.filter(left, n.ID, args, keywords, text.Span(s))
				}
			}
		}
		return left
	}
	right := p.converted(x.Right)
	if right == nil {
		return nil
	}
	return &syntax.BinOp{Pos: at, Op: x.Op, Left: left, Right: right}
}

// compare is a comparison; behind is and is not stands the name of a test.
func (p *parser) compare(x *syntax.Compare, at syntax.Pos) syntax.Expr {
	left := p.converted(x.Left)
	if left == nil {
		return nil
	}
	if len(x.Ops) == 1 && (x.Ops[0] == syntax.Is || x.Ops[0] == syntax.IsNot) {
		if n, ok := x.Comparators[0].(*syntax.Name); !ok || !constant(n.ID) {
			return &syntax.Call{Pos: at, Func: p.member(Test, at), Args: []syntax.Expr{left}}
		}
	}
	right := p.all(x.Comparators)
	if right == nil {
		return nil
	}
	return &syntax.Compare{Pos: at, Left: left, Ops: x.Ops, Comparators: right}
}

func constant(name string) bool {
	switch strings.ToLower(name) {
	case "true", "false", "none", "null":
		return true
	}
	return false
}

// name is a constant by its word, or something of the context.
func (p *parser) name(id string, at syntax.Pos) syntax.Expr {
	if constant(id) {
		kind := syntax.None
		switch strings.ToLower(id) {
		case "true":
			kind = syntax.True
		case "false":
			kind = syntax.False
		}
		return &syntax.Constant{Pos: at, Kind: kind}
	}
	p.uses(id, at)
	return &syntax.Name{Pos: at, ID: id}
}
