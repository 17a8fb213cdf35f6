package syntax

// Bodies are the lists of statements directly in a node, in the order of the text;
// those of handlers are in the handlers, which are nodes of their own.
func Bodies(n Node) [][]Stmt {
	switch n := n.(type) {
	case *FunctionDef:
		return [][]Stmt{n.Body}
	case *ClassDef:
		return [][]Stmt{n.Body}
	case *For:
		return [][]Stmt{n.Body, n.Orelse}
	case *While:
		return [][]Stmt{n.Body, n.Orelse}
	case *If:
		return [][]Stmt{n.Body, n.Orelse}
	case *With:
		return [][]Stmt{n.Body}
	case *ExceptHandler:
		return [][]Stmt{n.Body}
	case *Try:
		return [][]Stmt{n.Body, n.Orelse, n.Finalbody}
	case *Match:
		var out [][]Stmt
		for i := range n.Cases {
			out = append(out, n.Cases[i].Body)
		}
		return out
	}
	return nil
}
