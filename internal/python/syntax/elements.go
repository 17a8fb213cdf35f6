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
