package syntax

// repair makes the spans of a tree with faults nest: where a gap or a piece of
// recovered text lies outside of the node that holds it, the node is widened.
// Trees without faults nest by construction and never come here.
func repair(body []Stmt) {
	for _, s := range body {
		widen(s)
	}
}

// at lets repair change the span of any node.
func (p *Pos) at() *Pos { return p }

func widen(n Node) {
	pos := n.(interface{ at() *Pos }).at()
	pos.End = max(pos.Start, pos.End)
	outside := 0 // children that ast, too, has outside of the node's span
	switch n := n.(type) {
	case *FunctionDef:
		outside = len(n.Decorators)
	case *ClassDef:
		outside = len(n.Decorators)
	case *Arg:
		if n.Default != nil {
			widen(n.Default)
		}
		if n.Annotation != nil {
			widen(n.Annotation)
			pos.cover(n.Annotation)
		}
		return
	}
	Children(n, func(c Node) bool {
		widen(c)
		if a, ok := c.(*Arg); ok && a.Default != nil {
			pos.cover(a.Default)
		}
		if outside--; outside < 0 {
			pos.cover(c)
		}
		return true
	})
}

func (p *Pos) cover(n Node) {
	s := n.Span()
	p.Start, p.End = min(p.Start, s.Start), max(p.End, s.End)
}
