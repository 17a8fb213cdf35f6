package semgrep

import (
	"slices"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// parseRequires reads a boolean expression over labels; nil when it is none.
func parseRequires(written string) syntax.Expr {
	tree := syntax.Parse(text.New("requires", []byte(written+"\n")))
	if len(tree.Errors) > 0 || len(tree.Body) != 1 {
		return nil
	}
	s, ok := tree.Body[0].(*syntax.ExprStmt)
	if !ok {
		return nil
	}
	return s.Value
}

// satisfied tells whether the labels of taint satisfy such an expression.
func satisfied(requires string, marks []*mark) bool {
	return labelled(parseRequires(requires), marks)
}

func labelled(x syntax.Expr, marks []*mark) bool {
	switch x := x.(type) {
	case *syntax.Name:
		return slices.ContainsFunc(marks, func(m *mark) bool { return m.label == x.ID })
	case *syntax.UnaryOp:
		return !labelled(x.Operand, marks)
	case *syntax.BoolOp:
		for _, v := range x.Values {
			if labelled(v, marks) == (x.Op == syntax.Or) {
				return x.Op == syntax.Or
			}
		}
		return x.Op == syntax.And
	}
	return false
}
