package syntax

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Print writes the tree as an outline, one node per line: the field it stands
// in, its kind, its span as line:column, and what it holds besides nodes. The
// form is stable; goldens and `leadline debug tree` show it.
func Print(w io.Writer, t *Tree) {
	p := printer{out: bufio.NewWriter(w), tree: t}
	for _, s := range t.Body {
		p.node("", s, 0)
	}
	for _, c := range t.Comments {
		fmt.Fprintf(p.out, "comment %s %s\n", p.span(&c), t.File.Slice(c.Span()))
	}
	for _, e := range t.Errors {
		fmt.Fprintf(p.out, "error %s %s\n", p.span(&e), e.Message)
	}
	p.out.Flush()
}

type printer struct {
	out  *bufio.Writer
	tree *Tree
}

func (p *printer) span(n Node) string {
	s := n.Span()
	a, b := p.tree.File.Position(s.Start), p.tree.File.Position(s.End)
	return fmt.Sprintf("%d:%d-%d:%d", a.Line, a.Column, b.Line, b.Column)
}

func (p *printer) node(label string, n Node, depth int) {
	for range depth {
		p.out.WriteString("  ")
	}
	if label != "" {
		p.out.WriteString(label + ": ")
	}
	p.out.WriteString(Kind(n) + " " + p.span(n))
	if d := detail(n); d != "" {
		p.out.WriteString(" " + d)
	}
	p.out.WriteByte('\n')
	w := walker{}
	w.visit = func(c Node) bool {
		p.node(w.label, c, depth+1)
		return true
	}
	w.inside(n)
}

// Kind is the name of a node's type, as CPython's ast module spells it where
// it has the same node.
func Kind(n Node) string {
	return strings.TrimPrefix(fmt.Sprintf("%T", n), "*syntax.")
}

// detail shows the fields of a node that are not nodes.
func detail(n Node) string {
	switch n := n.(type) {
	case Expr:
		return exprDetail(n)
	case Stmt:
		return stmtDetail(n)
	case *Keyword:
		if n.Name == "" {
			return "**"
		}
		return n.Name
	case *Arg:
		return n.Name + " " + paramKinds[n.Kind]
	case *TypeParam:
		return strings.Repeat("*", int(n.Stars)) + n.Name
	case *Alias:
		return renamed(n.Name, n.AsName)
	case *ExceptHandler:
		return n.Name
	case *MatchSingleton:
		return [...]string{None: "None", True: "True", False: "False", Ellipsis: ""}[n.Kind]
	case *MatchMapping:
		return n.Rest
	case *MatchClass:
		return strings.Join(n.KwdAttrs, ", ")
	case *MatchStar:
		return n.Name
	case *MatchAs:
		return n.Name
	}
	return ""
}

var paramKinds = [...]string{"positional-only", "plain", "*", "keyword-only", "**"}

func renamed(name, as string) string {
	if as != "" {
		return name + " as " + as
	}
	return name
}

func exprDetail(n Expr) string {
	switch n := n.(type) {
	case *Name:
		return n.ID
	case *Constant:
		if s, ok := n.Text(); ok {
			return strconv.Quote(s)
		}
		return n.src
	case *JoinedStr:
		return wordIf(n.Template, "template")
	case *FormattedValue:
		s := wordIf(n.Debug, "=")
		if n.Conv != 0 {
			s += "!" + string(n.Conv)
		}
		return s
	case *BinOp:
		return n.Op.String()
	case *BoolOp:
		return n.Op.String()
	case *UnaryOp:
		return n.Op.String()
	case *Compare:
		s := make([]string, len(n.Ops))
		for i, op := range n.Ops {
			s[i] = op.String()
		}
		return strings.Join(s, " ")
	case *Attribute:
		return n.Attr
	case *Magic:
		return n.Text
	}
	return ""
}

func stmtDetail(n Stmt) string {
	switch n := n.(type) {
	case *FunctionDef:
		return wordIf(n.Async, "async ") + n.Name
	case *ClassDef:
		return n.Name
	case *AugAssign:
		return n.Op.String()
	case *AnnAssign:
		return wordIf(n.Simple, "simple")
	case *For:
		return wordIf(n.Async, "async")
	case *With:
		return wordIf(n.Async, "async")
	case *Try:
		return wordIf(n.Star, "star")
	case *ImportFrom:
		return strings.Repeat(".", n.Level) + n.Module
	case *Global:
		return wordIf(n.Nonlocal, "nonlocal ") + strings.Join(n.Names, ", ")
	case *MagicStmt:
		return strconv.Quote(n.Text)
	}
	return ""
}

func wordIf(set bool, word string) string {
	if set {
		return word
	}
	return ""
}

var operatorText = [...]string{
	NoOp: "", Add: "+", Sub: "-", Mult: "*", MatMult: "@", Div: "/", Mod: "%",
	Pow: "**", LShift: "<<", RShift: ">>", BitOr: "|", BitXor: "^", BitAnd: "&",
	FloorDiv: "//", Invert: "~", Not: "not", UAdd: "+", USub: "-", And: "and",
	Or: "or", Eq: "==", NotEq: "!=", Lt: "<", LtE: "<=", Gt: ">", GtE: ">=",
	Is: "is", IsNot: "is not", In: "in", NotIn: "not in",
}

// String is the operator as it is written.
func (op Operator) String() string { return operatorText[op] }
