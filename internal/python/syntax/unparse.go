package syntax

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Unparse writes an expression as source text on one line, with the fewest
// brackets, so that reading it again gives the same tree. Literals keep their
// spelling. Gaps come out as `_`.
func Unparse(x Expr) string {
	if x == nil {
		return ""
	}
	u := unparser{}
	if _, ok := x.(*NamedExpr); ok {
		u.expr(x, precTest)
	} else {
		u.expr(x, precTuple)
	}
	return u.sb.String()
}

// Levels of binding, loosest first. A node that binds looser than its place
// demands is put in brackets.
const (
	precTuple = iota // also yield
	precNamed        // and starred
	precTest         // conditional, lambda
	precOr
	precAnd
	precNot
	precCompare
	precBitOr // the powers of binaryOperator follow: precBitOr + power - 1
	precBitXor
	precBitAnd
	precShift
	precArith
	precTerm
	precFactor
	precPower
	precAwait
	precAtom
)

type unparser struct {
	sb strings.Builder
	// quotes in use by the f-strings around, which an inner one avoids
	quotes string
}

func (u *unparser) s(parts ...string) {
	for _, p := range parts {
		u.sb.WriteString(p)
	}
}

// group writes inside brackets if the node binds looser than its place needs.
func (u *unparser) group(own, place int, write func()) {
	if own >= place {
		write()
		return
	}
	u.s("(")
	write()
	u.s(")")
}

func (u *unparser) expr(x Expr, place int) {
	switch x := x.(type) {
	case nil, *BadExpr:
		u.s("_")
	case *Name:
		u.s(x.ID)
	case *Constant:
		u.constant(x, place)
	case *Attribute:
		u.attribute(x)
	case *Call:
		u.expr(x.Func, precAtom)
		u.s("(")
		u.arguments(x)
		u.s(")")
	case *Subscript:
		u.expr(x.Value, precAtom)
		u.s("[")
		u.subscript(x.Slice)
		u.s("]")
	case *BinOp:
		u.binOp(x, place)
	case *UnaryOp:
		u.unaryOp(x, place)
	case *BoolOp:
		u.boolOp(x, place)
	case *Compare:
		u.compare(x, place)
	case *Tuple:
		u.tuple(x, place)
	case *List:
		u.s("[")
		u.list(x.Elts)
		u.s("]")
	case *Set:
		u.s("{")
		u.list(x.Elts)
		u.s("}")
	case *Dict:
		u.dict(x)
	default:
		u.rare(x, place)
	}
}

func (u *unparser) rare(x Expr, place int) {
	switch x := x.(type) {
	case *JoinedStr:
		u.joined(x)
	case *FormattedValue:
		u.joined(&JoinedStr{Values: []Expr{x}})
	case *ListComp:
		u.comprehension("[", x.Elt, x.Generators, "]")
	case *SetComp:
		u.comprehension("{", x.Elt, x.Generators, "}")
	case *GeneratorExp:
		u.comprehension("(", x.Elt, x.Generators, ")")
	case *DictComp:
		u.s("{")
		u.expr(x.Key, precTest)
		u.s(": ")
		u.expr(x.Value, precTest)
		u.clauses(x.Generators)
		u.s("}")
	case *Lambda:
		u.group(precTest, place, func() { u.lambda(x) })
	case *IfExp:
		u.group(precTest, place, func() {
			u.expr(x.Body, precOr)
			u.s(" if ")
			u.expr(x.Test, precOr)
			u.s(" else ")
			u.expr(x.Orelse, precTest)
		})
	case *Await:
		u.group(precAwait, place, func() { u.s("await "); u.expr(x.Value, precAtom) })
	case *Yield:
		u.group(precTuple, place, func() {
			u.s("yield")
			if x.Value != nil {
				u.s(" ")
				u.expr(x.Value, precTuple)
			}
		})
	case *YieldFrom:
		u.group(precTuple, place, func() { u.s("yield from "); u.expr(x.Value, precTest) })
	case *Starred:
		u.s("*")
		u.expr(x.Value, precBitOr)
	case *NamedExpr:
		u.group(precNamed, place, func() {
			u.expr(x.Target, precAtom)
			u.s(" := ")
			u.expr(x.Value, precTest)
		})
	case *Slice:
		u.slice(x)
	case *Magic:
		u.s(x.Text)
	}
}

func (u *unparser) attribute(x *Attribute) {
	// A dot right after a decimal integer would make it a float.
	if c, ok := x.Value.(*Constant); ok && c.Kind == Int {
		u.s("(", c.src, ")")
	} else {
		u.expr(x.Value, precAtom)
	}
	u.s(".", x.Attr)
	if x.Attr == "" {
		u.s("_")
	}
}

func (u *unparser) constant(c *Constant, place int) {
	switch {
	case c.flags&isPiece != 0:
		u.joined(&JoinedStr{Values: []Expr{c}})
	case c.Parts <= 1:
		u.s(c.src)
	default:
		u.group(precAtom-1, place, func() { u.literals(c) })
	}
}

// literals writes adjacent literals with one blank between them.
func (u *unparser) literals(c *Constant) {
	sep := ""
	eachLiteral(c.src, func(lit string) bool {
		u.s(sep, lit)
		sep = " "
		return true
	})
}

func (u *unparser) list(elts []Expr) {
	for i, e := range elts {
		if i > 0 {
			u.s(", ")
		}
		u.expr(e, precNamed)
	}
}

func (u *unparser) arguments(c *Call) {
	sep := ""
	k := 0
	for _, a := range c.Args {
		// Arguments and keywords may alternate (f(a=1, *b)): keep their order.
		for ; k < len(c.Keywords) && c.Keywords[k].Start < a.Span().Start; k++ {
			u.s(sep)
			u.keyword(&c.Keywords[k])
			sep = ", "
		}
		u.s(sep)
		switch a := a.(type) {
		case *Starred:
			u.s("*")
			u.expr(a.Value, precTest)
		case *GeneratorExp:
			if len(c.Args)+len(c.Keywords) == 1 {
				u.expr(a.Elt, precNamed)
				u.clauses(a.Generators)
				return
			}
			u.expr(a, precNamed)
		default:
			u.expr(a, precNamed)
		}
		sep = ", "
	}
	for ; k < len(c.Keywords); k++ {
		u.s(sep)
		u.keyword(&c.Keywords[k])
		sep = ", "
	}
}

func (u *unparser) keyword(k *Keyword) {
	if k.Name == "" {
		u.s("**")
	} else {
		u.s(k.Name, "=")
	}
	u.expr(k.Value, precTest)
}

func (u *unparser) subscript(x Expr) {
	t, ok := x.(*Tuple)
	if !ok || len(t.Elts) == 0 {
		u.expr(x, precNamed)
		return
	}
	u.list(t.Elts)
	if _, star := t.Elts[0].(*Starred); len(t.Elts) == 1 && !star {
		u.s(",")
	}
}

func (u *unparser) slice(x *Slice) {
	if x.Lower != nil {
		u.expr(x.Lower, precTest)
	}
	u.s(":")
	if x.Upper != nil {
		u.expr(x.Upper, precTest)
	}
	if x.Step != nil {
		u.s(":")
		u.expr(x.Step, precTest)
	}
}

func (u *unparser) tuple(x *Tuple, place int) {
	switch len(x.Elts) {
	case 0:
		u.s("()")
	case 1:
		u.group(precTuple, place, func() { u.list(x.Elts); u.s(",") })
	default:
		u.group(precTuple, place, func() { u.list(x.Elts) })
	}
}

func (u *unparser) dict(x *Dict) {
	u.s("{")
	for i, v := range x.Values {
		if i > 0 {
			u.s(", ")
		}
		if x.Keys[i] == nil {
			u.s("**")
			u.expr(v, precBitOr)
			continue
		}
		u.expr(x.Keys[i], precTest)
		u.s(": ")
		u.expr(v, precTest)
	}
	u.s("}")
}

// powers of the binary operators, as binaryOperator has them by token.
var operatorPrec = [...]int{
	BitOr: precBitOr, BitXor: precBitXor, BitAnd: precBitAnd, LShift: precShift,
	RShift: precShift, Add: precArith, Sub: precArith, Mult: precTerm,
	MatMult: precTerm, Div: precTerm, Mod: precTerm, FloorDiv: precTerm,
	Pow: precPower,
}

func (u *unparser) binOp(x *BinOp, place int) {
	own := operatorPrec[x.Op]
	u.group(own, place, func() {
		if x.Op == Pow {
			u.expr(x.Left, precAwait)
			u.s(" ** ")
			u.expr(x.Right, precFactor)
			return
		}
		u.expr(x.Left, own)
		u.s(" ", x.Op.String(), " ")
		u.expr(x.Right, own+1)
	})
}

func (u *unparser) unaryOp(x *UnaryOp, place int) {
	if x.Op == Not {
		u.group(precNot, place, func() { u.s("not "); u.expr(x.Operand, precNot) })
		return
	}
	u.group(precFactor, place, func() { u.s(x.Op.String()); u.expr(x.Operand, precFactor) })
}

func (u *unparser) boolOp(x *BoolOp, place int) {
	own := precOr
	if x.Op == And {
		own = precAnd
	}
	u.group(own, place, func() {
		for i, v := range x.Values {
			if i > 0 {
				u.s(" ", x.Op.String(), " ")
			}
			u.expr(v, own+1)
		}
	})
}

func (u *unparser) compare(x *Compare, place int) {
	u.group(precCompare, place, func() {
		u.expr(x.Left, precBitOr)
		for i, op := range x.Ops {
			u.s(" ", op.String(), " ")
			u.expr(x.Comparators[i], precBitOr)
		}
	})
}

func (u *unparser) comprehension(open string, elt Expr, clauses []Comprehension, end string) {
	u.s(open)
	u.expr(elt, precNamed)
	u.clauses(clauses)
	u.s(end)
}

func (u *unparser) clauses(clauses []Comprehension) {
	for _, c := range clauses {
		if c.Async {
			u.s(" async")
		}
		u.s(" for ")
		u.target(c.Target)
		u.s(" in ")
		u.expr(c.Iter, precOr)
		for _, x := range c.Ifs {
			u.s(" if ")
			if n, ok := x.(*NamedExpr); ok {
				u.expr(n, precTest)
			} else {
				u.expr(x, precOr)
			}
		}
	}
}

// target writes the target of a clause: a tuple needs no brackets there, but
// a comparison with `in` would.
func (u *unparser) target(x Expr) {
	t, ok := x.(*Tuple)
	if !ok || len(t.Elts) == 0 {
		u.expr(x, precBitOr)
		return
	}
	for i, e := range t.Elts {
		if i > 0 {
			u.s(", ")
		}
		u.expr(e, precBitOr)
	}
	if len(t.Elts) == 1 {
		u.s(",")
	}
}

func (u *unparser) lambda(x *Lambda) {
	u.s("lambda")
	if x.Args != nil && len(x.Args.Args) > 0 {
		u.s(" ")
		u.params(x.Args.Args)
	}
	u.s(": ")
	u.expr(x.Body, precTest)
}

func (u *unparser) params(args []Arg) {
	star := false
	for i, a := range args {
		if i > 0 {
			u.s(", ")
		}
		switch {
		case a.Kind == VarPositional:
			u.s("*")
			star = true
		case a.Kind == KeywordOnly && !star:
			u.s("*, ")
			star = true
		case a.Kind == VarKeyword:
			u.s("**")
		}
		u.s(a.Name)
		if a.Default != nil {
			u.s("=")
			u.expr(a.Default, precTest)
		}
		if a.Kind == PositionalOnly && (i+1 == len(args) || args[i+1].Kind != PositionalOnly) {
			u.s(", /")
		}
	}
}

// joined writes an f-string in the quotes that its parts leave free.
func (u *unparser) joined(x *JoinedStr) {
	prefix := "f"
	if x.Template {
		prefix = "t"
	}
	outer := u.quotes
	q := u.freeQuote(x)
	u.quotes += q
	u.s(prefix, q)
	u.pieces(x.Values, q)
	u.s(q)
	u.quotes = outer
}

// freeQuote picks quotes. Since Python 3.12 an inner string may reuse the
// quotes around it; older versions need others, so those are tried first.
func (u *unparser) freeQuote(x *JoinedStr) string {
	for _, q := range [...]string{`"`, `'`, `"""`, `'''`} {
		if !strings.Contains(u.quotes, q) {
			return q
		}
	}
	return `"`
}

func (u *unparser) pieces(values []Expr, q string) {
	for _, v := range values {
		switch v := v.(type) {
		case *FormattedValue:
			u.field(v, q)
		case *Constant:
			u.piece(v)
		}
	}
}

// piece writes literal text of an f-string: its value, escaped anew.
func (u *unparser) piece(c *Constant) { u.s(c.respelled()) }

// respelled is the text of a Str constant as it would be written inside any
// f-string in single or double quotes. Escapes whose value is not known keep
// their spelling.
func (c *Constant) respelled() string {
	var sb strings.Builder
	if c.flags&isPiece != 0 {
		respell(&sb, c.src, c.flags&isRaw != 0, true)
		return sb.String()
	}
	eachLiteral(c.src, func(lit string) bool {
		if q := strings.IndexAny(lit, `"'`); q >= 0 {
			_, raw := prefix(lit[:q])
			n := 1
			if len(lit) >= q+6 && lit[q] == lit[q+1] && lit[q] == lit[q+2] {
				n = 3
			}
			respell(&sb, lit[q+n:max(q+n, len(lit)-n)], raw, false)
		}
		return true
	})
	return sb.String()
}

func respell(sb *strings.Builder, s string, raw, piece bool) {
	for s != "" {
		n := 1
		if s[0] == '\\' && !raw && len(s) > 1 {
			d := decoder{}
			n = d.escape(s)
			if d.unknown && n == 1 { // no escape at all: the language rejects it
				sb.WriteString(`\\`)
				s = s[1:]
				continue
			}
			if d.unknown {
				sb.WriteString(s[:n])
				s = s[n:]
				continue
			}
		} else if _, w := utf8.DecodeRuneInString(s); w > 1 {
			n = w
		} else if len(s) > 1 && (s[0] == '\r' && s[1] == '\n' || piece && s[0] == s[1] && (s[0] == '{' || s[0] == '}')) {
			n = 2
		}
		v, _ := decode(s[:n], raw || n == 1, false, piece)
		v = strconv.Quote(v)
		v = v[1 : len(v)-1]
		v = strings.ReplaceAll(v, "'", "\\'")
		sb.WriteString(strings.ReplaceAll(strings.ReplaceAll(v, "{", "{{"), "}", "}}"))
		s = s[n:]
	}
}

func (u *unparser) field(f *FormattedValue, q string) {
	u.s("{")
	inner := unparser{quotes: u.quotes}
	if _, ok := f.Value.(*Lambda); ok { // its colon would begin the spec
		inner.expr(f.Value, precOr)
	} else {
		inner.expr(f.Value, precTest)
	}
	if strings.HasPrefix(inner.sb.String(), "{") { // two braces would be text
		u.s(" ")
	}
	u.s(inner.sb.String())
	if f.Debug {
		u.s("=")
	}
	if f.Conv != 0 {
		u.s("!", string(f.Conv))
	}
	if s, ok := f.Spec.(*JoinedStr); ok {
		u.s(":")
		u.pieces(s.Values, q)
	}
	u.s("}")
}
