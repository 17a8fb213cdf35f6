package syntax

// Faults that the grammar alone does not see: what may be assigned to.

// checkTarget reports an expression that cannot be bound or deleted; what says
// which of the two is tried.
func (p *parser) checkTarget(x Expr, what string) {
	switch x := x.(type) {
	case *Name, *Attribute, *Subscript, *BadExpr:
	case *Starred:
		p.checkTarget(x.Value, what)
	case *Tuple:
		for _, e := range x.Elts {
			p.checkTarget(e, what)
		}
	case *List:
		for _, e := range x.Elts {
			p.checkTarget(e, what)
		}
	default:
		s := x.Span()
		p.report(s.Start, s.End, "cannot "+what+" "+phrase(x))
	}
}

// checkOrder reports an argument that stands behind keywords it must precede.
func (p *parser) checkOrder(x Expr, before []Keyword) {
	if _, gap := x.(*BadExpr); gap {
		return // reported already
	}
	unpacked := false
	for i := range before {
		unpacked = unpacked || before[i].Name == ""
	}
	s := x.Span()
	_, star := x.(*Starred)
	switch {
	case star && unpacked:
		p.report(s.Start, s.End, "iterable argument unpacking follows keyword argument unpacking")
	case star:
	case unpacked:
		p.report(s.Start, s.End, "positional argument follows keyword argument unpacking")
	default:
		p.report(s.Start, s.End, "positional argument follows keyword argument")
	}
}

// checkParameters reports defaults and stars that stand in the wrong order.
func (p *parser) checkParameters(args []Arg, bareStar bool) {
	named := false
	for i := range args {
		a := &args[i]
		named = named || a.Kind == KeywordOnly
		if a.Kind <= PositionalOrKeyword && a.Default == nil && i > 0 && args[i-1].Default != nil && args[i-1].Kind <= PositionalOrKeyword {
			p.report(a.Start, a.End, "parameter without a default follows parameter with a default")
		}
	}
	if bareStar && !named {
		p.fail("named parameters must follow a bare *")
	}
}

// checkNamed reports an assignment expression that begins at start and has no
// brackets where it needs them.
func (p *parser) checkNamed(x Expr, start uint32) {
	if n, ok := x.(*NamedExpr); ok && n.Start == start {
		p.report(n.Start, n.End, "an assignment expression needs parentheses here")
	}
}

// checkYield reports a yield that is an element of a tuple.
func (p *parser) checkYield(x Expr, start uint32) {
	switch x.(type) {
	case *Yield, *YieldFrom:
		if s := x.Span(); s.Start == start {
			p.report(s.Start, s.End, "a yield needs parentheses here")
		}
	}
}

func (p *parser) checkAugTarget(x Expr) {
	switch x.(type) {
	case *Tuple, *List, *Starred:
		s := x.Span()
		p.report(s.Start, s.End, phrase(x)+" is an illegal target for augmented assignment")
	default:
		p.checkTarget(x, "assign to")
	}
}

func (p *parser) checkAnnTarget(x Expr) {
	switch x.(type) {
	case *Name, *Attribute, *Subscript, *BadExpr:
	default:
		s := x.Span()
		p.report(s.Start, s.End, "cannot annotate "+phrase(x))
	}
}

// phrase names an expression in a message.
func phrase(x Expr) string {
	switch x := x.(type) {
	case *Call:
		return "a function call"
	case *Attribute:
		return "an attribute"
	case *Subscript:
		return "a subscript"
	case *Constant:
		switch x.Kind {
		case True, False, None, Ellipsis:
			return x.src
		}
		return "a literal"
	case *JoinedStr:
		return "an f-string"
	case *Tuple:
		return "a tuple"
	case *List:
		return "a list"
	case *Dict:
		return "a dict"
	case *Set:
		return "a set"
	case *Compare:
		return "a comparison"
	case *Lambda:
		return "a lambda"
	case *IfExp:
		return "a conditional expression"
	case *NamedExpr:
		return "an assignment expression"
	case *Await:
		return "an await expression"
	case *Yield, *YieldFrom:
		return "a yield expression"
	case *ListComp, *SetComp, *DictComp, *GeneratorExp:
		return "a comprehension"
	case *Starred:
		return "a starred expression"
	}
	return "an expression"
}
