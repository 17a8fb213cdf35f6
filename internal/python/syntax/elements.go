package syntax

// Elements are the elements of a list, tuple or set that is written out; none of
// anything else.
func Elements(x Expr) []Expr {
	switch x := x.(type) {
	case *List:
		return x.Elts
	case *Tuple:
		return x.Elts
	case *Set:
		return x.Elts
	}
	return nil
}

// LastName is the last component of a name or of what is read from something, or "".
func LastName(x Expr) string {
	switch x := x.(type) {
	case *Name:
		return x.ID
	case *Attribute:
		return x.Attr
	}
	return ""
}

// Dotted is a plain dotted name, or "".
func Dotted(x Expr) string {
	switch x := x.(type) {
	case *Name:
		return x.ID
	case *Attribute:
		if base := Dotted(x.Value); base != "" {
			return base + "." + x.Attr
		}
	}
	return ""
}

// Targets are what a statement or comprehension gives a value to, or a named expression.
func Targets(n Node) []Expr {
	switch n := n.(type) {
	case *Assign:
		return n.Targets
	case *AugAssign:
		return []Expr{n.Target}
	case *AnnAssign:
		return []Expr{n.Target}
	case *For:
		return []Expr{n.Target}
	case *NamedExpr:
		return []Expr{n.Target}
	case *With:
		var out []Expr
		for _, i := range n.Items {
			if i.Vars != nil {
				out = append(out, i.Vars)
			}
		}
		return out
	case *ListComp:
		return generated(n.Generators)
	case *SetComp:
		return generated(n.Generators)
	case *GeneratorExp:
		return generated(n.Generators)
	case *DictComp:
		return generated(n.Generators)
	}
	return nil
}

func generated(list []Comprehension) []Expr {
	var out []Expr
	for i := range list {
		out = append(out, list[i].Target)
	}
	return out
}

// EachBound visits the names that a target binds; those in front of a dot or in
// brackets it only reads.
func EachBound(target Expr, visit func(name string)) {
	Walk(target, func(n Node) bool {
		switch n := n.(type) {
		case *Name:
			visit(n.ID)
		case *Attribute, *Subscript:
			return false
		}
		return true
	})
}
