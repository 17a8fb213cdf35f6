package lower

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// expr lowers an expression to the value that it has.
func (b *build) expr(e syntax.Expr) ir.Value {
	switch e := e.(type) {
	case *syntax.Name:
		return b.read(b.name(e.ID), e.Span())
	case *syntax.Constant:
		return b.emit(ir.OpConst, 0, b.l.consts.of(e), 0, 0, e.Span())
	case *syntax.Attribute:
		return b.emit(ir.OpAttr, 0, b.expr(e.Value), b.name(e.Attr), 0, e.Span())
	case *syntax.Call:
		return b.call(e)
	case *syntax.Subscript:
		if o, name, ok := inDict(e); ok {
			return b.emit(ir.OpAttr, 0, b.expr(o), b.name(name), 0, e.Span())
		}
		v := b.expr(e.Value)
		return b.emit(ir.OpItem, 0, v, b.expr(e.Slice), 0, e.Span())
	case *syntax.BinOp:
		v := b.expr(e.Left)
		return b.emit(ir.OpBinary, operator(e.Op), v, b.expr(e.Right), 0, e.Span())
	case *syntax.BoolOp:
		return b.boolOp(e)
	case *syntax.UnaryOp:
		return b.emit(ir.OpUnary, operator(e.Op), b.expr(e.Operand), 0, 0, e.Span())
	case *syntax.Compare:
		return b.compare(e)
	case *syntax.Tuple:
		return b.sequence(ir.OpTuple, e.Elts, e.Span())
	case *syntax.List:
		return b.sequence(ir.OpList, e.Elts, e.Span())
	case *syntax.Set:
		return b.sequence(ir.OpSet, e.Elts, e.Span())
	case *syntax.Dict:
		return b.dict(e)
	case *syntax.JoinedStr:
		return b.joined(e)
	case *syntax.FormattedValue:
		return b.format(e)
	}
	return b.rareExpr(e)
}

func (b *build) rareExpr(e syntax.Expr) ir.Value {
	switch e := e.(type) {
	case *syntax.Slice:
		lower, upper := b.optional(e.Lower), b.optional(e.Upper)
		return b.emit(ir.OpSlice, 0, lower, upper, b.optional(e.Step), e.Span())
	case *syntax.IfExp:
		return b.ifExp(e)
	case *syntax.Starred:
		return b.expr(e.Value)
	case *syntax.Await:
		return b.emit(ir.OpAwait, 0, b.expr(e.Value), 0, 0, e.Span())
	case *syntax.Yield:
		return b.emit(ir.OpYield, 0, b.optional(e.Value), 0, 0, e.Span())
	case *syntax.YieldFrom:
		return b.emit(ir.OpYieldFrom, 0, b.expr(e.Value), 0, 0, e.Span())
	case *syntax.NamedExpr:
		v := b.expr(e.Value)
		b.assignTo(e.Target, v)
		return v
	case *syntax.Lambda:
		return b.lambda(e)
	case *syntax.ListComp:
		return b.comprehension(e, e.Generators, ir.OpList, 0, e.Elt, nil)
	case *syntax.SetComp:
		return b.comprehension(e, e.Generators, ir.OpSet, 0, e.Elt, nil)
	case *syntax.GeneratorExp:
		return b.comprehension(e, e.Generators, ir.OpList, 1, e.Elt, nil)
	case *syntax.DictComp:
		return b.comprehension(e, e.Generators, ir.OpDict, 0, e.Key, e.Value)
	case *syntax.Magic:
		return b.magic(e.Text, e.Span())
	}
	return b.emit(ir.OpUndef, 0, 0, 0, 0, e.Span())
}

// optional is NoValue for an absent expression.
func (b *build) optional(e syntax.Expr) ir.Value {
	if e == nil {
		return ir.NoValue
	}
	return b.expr(e)
}

// operator translates an operator. The two enumerations differ in the order of
// the unary ones and in And and Or, which are control flow.
func operator(op syntax.Operator) ir.Operator {
	if op >= syntax.Eq {
		return ir.Operator(op-syntax.Eq) + ir.Eq
	}
	return ir.Operator(op)
}

func (b *build) call(e *syntax.Call) ir.Value {
	f := b.expr(e.Func)
	mark := len(b.stack)
	for _, a := range e.Args {
		b.argument(a)
	}
	b.keywords(e.Keywords)
	return b.list(ir.OpCall, ir.CallPlain, f, mark, e.Span())
}

// argument pushes a positional argument or an element of a display.
func (b *build) argument(a syntax.Expr) {
	if s, ok := a.(*syntax.Starred); ok {
		b.push(b.expr(s.Value), ir.ArgStar)
		return
	}
	b.push(b.expr(a), 0)
}

func (b *build) keywords(list []syntax.Keyword) {
	for i := range list {
		k := &list[i]
		v := b.expr(k.Value)
		if k.Name == "" {
			b.push(v, ir.ArgStarStar)
		} else {
			b.push(v, b.l.names.ID(k.Name))
		}
	}
}

func (b *build) sequence(op ir.Op, elts []syntax.Expr, at text.Span) ir.Value {
	mark := len(b.stack)
	for _, e := range elts {
		b.argument(e)
	}
	return b.list(op, 0, 0, mark, at)
}

func (b *build) dict(e *syntax.Dict) ir.Value {
	mark := len(b.stack)
	for i := range e.Values {
		key := ir.NoValue
		if e.Keys[i] != nil {
			key = b.expr(e.Keys[i])
		}
		b.push(b.expr(e.Values[i]), key)
	}
	return b.list(ir.OpDict, 0, 0, mark, e.Span())
}

func (b *build) joined(e *syntax.JoinedStr) ir.Value {
	mark := len(b.stack)
	for _, part := range e.Values {
		if f, ok := part.(*syntax.FormattedValue); ok && f.Debug {
			b.push(b.debugText(f), 0)
		}
		if k, ok := part.(*syntax.Constant); ok {
			b.push(b.emit(ir.OpConst, 0, b.l.consts.piece(k), 0, 0, k.Span()), 0)
		} else {
			b.push(b.expr(part), 0)
		}
	}
	sub := uint8(0)
	if e.Template {
		sub = 1
	}
	return b.list(ir.OpJoinStr, sub, 0, mark, e.Span())
}

// debugText is the constant `expr=` that the = form of a field prints.
func (b *build) debugText(f *syntax.FormattedValue) ir.Value {
	at := text.Span{Start: f.Start + 1, End: f.Value.Span().End}
	src := ""
	if file := b.l.file; file != nil && b.fixed == nil && at.Start <= at.End {
		src = file.Slice(text.Span{Start: at.Start, End: f.End})
		n := int(at.End - at.Start)
		for n < len(src) && (src[n] == ' ' || src[n] == '\t' || src[n] == ')' || src[n] == '\n' || src[n] == '\r') {
			n++
		}
		for n < len(src) && (src[n] == '=' || src[n] == ' ') {
			n++
		}
		src = src[:min(n, len(src))]
	}
	return b.emit(ir.OpConst, 0, b.l.consts.str(src), 0, 0, at)
}

func (b *build) format(e *syntax.FormattedValue) ir.Value {
	v := b.expr(e.Value)
	conv := e.Conv
	if e.Debug && conv == 0 && e.Spec == nil {
		conv = 'r'
	}
	return b.emit(ir.OpFormat, conv, v, b.optional(e.Spec), 0, e.Span())
}

// magic is an IPython escape. The values that it interpolates ({x}, $x) are
// those of the names in it.
func (b *build) magic(src string, at text.Span) ir.Value {
	mark := len(b.stack)
	if !strings.HasPrefix(src, "%%") {
		// A name that is not there is left to the shell, so it is not read for sure.
		ahead := text.Span{Start: at.Start, End: at.Start}
		for _, name := range interpolated(src) {
			b.push(b.read(b.name(name), ahead), 0)
		}
	}
	b.runs(src, at)
	return b.list(ir.OpMagic, 0, b.l.consts.str(src), mark, at)
}

// runs is %run of a file beside this one: all that it binds is bound here then,
// as if it were imported with a star.
func (b *build) runs(src string, at text.Span) {
	file, ok := syntax.RunFile(src)
	if !ok || b.self != 0 || b.l.out.Name == "" {
		return
	}
	file = strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(file, ".py"), ".ipynb"), "./")
	base := b.l.out.Name
	if !b.l.out.Package {
		base = base[:max(0, strings.LastIndexByte(base, '.'))]
	}
	for strings.HasPrefix(file, "../") {
		if base == "" {
			return
		}
		file, base = file[3:], base[:max(0, strings.LastIndexByte(base, '.'))]
	}
	module := strings.ReplaceAll(file, "/", ".")
	if base != "" {
		module = base + "." + module
	}
	b.l.imported(module)
	b.emit(ir.OpImportStar, 0, b.l.names.ID(module), 0, 0, at)
	b.l.out.Stars = append(b.l.out.Stars, module)
}

// interpolated lists the names that a shell or magic escape interpolates.
func interpolated(src string) (names []string) {
	for i := 0; i+1 < len(src); i++ {
		if src[i] != '$' && src[i] != '{' {
			continue
		}
		j := i + 1
		for j < len(src) && isNameByte(src[j], j > i+1) {
			j++
		}
		if j > i+1 {
			names = append(names, src[i+1:j])
		}
	}
	return names
}

func isNameByte(c byte, digits bool) bool {
	return c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80 || digits && '0' <= c && c <= '9'
}
