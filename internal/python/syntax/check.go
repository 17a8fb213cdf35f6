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
