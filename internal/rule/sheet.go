package rule

import (
	"bytes"
	"strings"

	"leadline/internal/cells"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/builtin"
	"leadline/internal/python/scope"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Sheet is one file as its text says: the tree, its nodes by kind, and what its
// names mean. Everything beyond the buckets is computed when a rule first asks.
type Sheet struct {
	Tree   *syntax.Tree
	File   *text.File
	Module string // dotted name, or ""
	models *model.Set
	// Notebook is set for notebooks, with what its cells do.
	Notebook *notebook.Notebook
	Graph    *cells.Graph
	// Lowered is the file's lowered form, AsRun that of a notebook in the order in
	// which its cells ran; nil where there is none.
	Lowered, AsRun *ir.Module

	leaks  []cells.Leak // of the file, when looked is set
	looked bool

	found    text.Found        // the words of Texts that stand in the file
	byImport bool              // calls are asked for by the names of imports alone
	lasts    map[string]uint32 // the words by which calls are asked for
	calls    map[string][]syntax.Node
	lists    [][]syntax.Stmt // see Lists
	// imports are the names that imports give, by where they are read; importing
	// are the names that any import binds, renamed those that one gives another name.
	imports            map[*syntax.Name][]string
	importing, renamed map[string]bool
	values             map[*syntax.Name]syntax.Expr // see Value
	memo               map[string]any               // see Memo

	buckets [kindCount][]syntax.Node
	count   int // of all nodes
	parents map[syntax.Node]syntax.Node
	table   *scope.Table
	regions []region // by start
	outer   []int    // of each region, the one around it or -1
	classes map[string]*syntax.ClassDef
	binds   map[uint32][]Binding
	builtin map[string]bool
	selves  map[*syntax.ClassDef]map[string][]syntax.Expr // see SelfValues
	types   map[syntax.Expr][]string
	named   map[syntax.Expr][]string
}

// NewSheet sorts a tree's nodes.
func NewSheet(tree *syntax.Tree, moduleName string, models *model.Set) *Sheet {
	s := &Sheet{Tree: tree, File: tree.File, Module: moduleName, models: models, types: map[syntax.Expr][]string{}, named: map[syntax.Expr][]string{},
		selves: map[*syntax.ClassDef]map[string][]syntax.Expr{}}
	tree.Walk(func(n syntax.Node) bool {
		s.count++
		if k := kindOf(n); k != otherKind {
			s.buckets[k] = append(s.buckets[k], n)
		}
		return true
	})
	return s
}

// nodeKind numbers the kinds of nodes that rules start from.
type nodeKind uint8

const (
	otherKind nodeKind = iota
	callKind
	nameKind
	attributeKind
	constantKind
	joinedKind
	binOpKind
	boolOpKind
	unaryKind
	compareKind
	subscriptKind
	tupleKind
	listKind
	setKind
	dictKind
	listCompKind
	setCompKind
	generatorKind
	dictCompKind
	lambdaKind
	ifExpKind
	awaitKind
	yieldKind
	namedKind
	functionKind
	classKind
	returnKind
	deleteKind
	assignKind
	augAssignKind
	annAssignKind
	forKind
	whileKind
	ifKind
	withKind
	matchKind
	raiseKind
	tryKind
	assertKind
	importKind
	importFromKind
	globalKind
	exprStmtKind
	handlerKind
	argKind
	aliasKind
	breakKind
	continueKind
	typeAliasKind
	magicKind
	kindCount
)

func kindOf(n syntax.Node) nodeKind {
	switch n.(type) {
	case *syntax.Name:
		return nameKind
	case *syntax.Attribute:
		return attributeKind
	case *syntax.Call:
		return callKind
	case *syntax.Constant:
		return constantKind
	case *syntax.ExprStmt:
		return exprStmtKind
	case *syntax.Assign:
		return assignKind
	case *syntax.Arg:
		return argKind
	case *syntax.If:
		return ifKind
	case *syntax.Return:
		return returnKind
	case *syntax.FunctionDef:
		return functionKind
	case *syntax.Compare:
		return compareKind
	case *syntax.Subscript:
		return subscriptKind
	case *syntax.BinOp:
		return binOpKind
	case *syntax.BoolOp:
		return boolOpKind
	case *syntax.UnaryOp:
		return unaryKind
	case *syntax.Alias:
		return aliasKind
	}
	return rareKind(n)
}

func rareKind(n syntax.Node) nodeKind {
	switch n.(type) {
	case *syntax.MagicStmt:
		return magicKind
	case *syntax.JoinedStr:
		return joinedKind
	case *syntax.Tuple:
		return tupleKind
	case *syntax.List:
		return listKind
	case *syntax.Set:
		return setKind
	case *syntax.Dict:
		return dictKind
	case *syntax.ListComp:
		return listCompKind
	case *syntax.SetComp:
		return setCompKind
	case *syntax.GeneratorExp:
		return generatorKind
	case *syntax.DictComp:
		return dictCompKind
	case *syntax.Lambda:
		return lambdaKind
	case *syntax.IfExp:
		return ifExpKind
	case *syntax.Await:
		return awaitKind
	case *syntax.Yield, *syntax.YieldFrom:
		return yieldKind
	case *syntax.NamedExpr:
		return namedKind
	case *syntax.ClassDef:
		return classKind
	}
	return statementKind(n)
}

func statementKind(n syntax.Node) nodeKind {
	switch n.(type) {
	case *syntax.Delete:
		return deleteKind
	case *syntax.AugAssign:
		return augAssignKind
	case *syntax.AnnAssign:
		return annAssignKind
	case *syntax.For:
		return forKind
	case *syntax.While:
		return whileKind
	case *syntax.With:
		return withKind
	case *syntax.Match:
		return matchKind
	case *syntax.Raise:
		return raiseKind
	case *syntax.Try:
		return tryKind
	case *syntax.Assert:
		return assertKind
	case *syntax.Import:
		return importKind
	case *syntax.ImportFrom:
		return importFromKind
	case *syntax.Global:
		return globalKind
	case *syntax.ExceptHandler:
		return handlerKind
	case *syntax.Break:
		return breakKind
	case *syntax.Continue:
		return continueKind
	case *syntax.TypeAlias:
		return typeAliasKind
	}
	return otherKind
}

// Mentions tells whether one of the words stands in the file's text.
func (s *Sheet) Mentions(words ...string) bool {
	for _, w := range words {
		if bytes.Contains(s.File.Bytes, []byte(w)) {
			return true
		}
	}
	return false
}

// Parent is the node around a node, or nil at the top.
func (s *Sheet) Parent(n syntax.Node) syntax.Node {
	if s.parents == nil {
		s.parents = make(map[syntax.Node]syntax.Node, s.count)
		for _, st := range s.Tree.Body {
			s.adopt(st)
		}
	}
	return s.parents[n]
}

func (s *Sheet) adopt(n syntax.Node) {
	syntax.Children(n, func(c syntax.Node) bool {
		s.parents[c] = n
		s.adopt(c)
		return true
	})
}

// Function is the function or lambda whose body holds a node, or nil.
func (s *Sheet) Function(n syntax.Node) syntax.Node {
	for child, p := n, s.Parent(n); p != nil; child, p = p, s.Parent(p) {
		switch f := p.(type) {
		case *syntax.FunctionDef:
			if inBody(f.Body, child) {
				return f
			}
		case *syntax.Lambda:
			if child == syntax.Node(f.Body) {
				return f
			}
		}
	}
	return nil
}

func inBody(body []syntax.Stmt, n syntax.Node) bool {
	at := n.Span()
	return len(body) > 0 && body[0].Span().Start <= at.Start && at.End <= body[len(body)-1].Span().End
}

// Class is the class whose body holds a node, through at most one method, or nil.
func (s *Sheet) Class(n syntax.Node) *syntax.ClassDef {
	for p := s.Parent(n); p != nil; p = s.Parent(p) {
		if c, ok := p.(*syntax.ClassDef); ok {
			return c
		}
	}
	return nil
}

// Loop is the innermost loop whose body holds a node, in its own function.
func (s *Sheet) Loop(n syntax.Node) syntax.Stmt {
	for child, p := n, s.Parent(n); p != nil; child, p = p, s.Parent(p) {
		switch f := p.(type) {
		case *syntax.For:
			if inBody(f.Body, child) {
				return f
			}
		case *syntax.While:
			if inBody(f.Body, child) || child == syntax.Node(f.Test) {
				return f
			}
		case *syntax.FunctionDef, *syntax.Lambda, *syntax.ClassDef:
			return nil
		}
	}
	return nil
}

// Statement is the statement that a node stands in.
func (s *Sheet) Statement(n syntax.Node) syntax.Stmt {
	for ; n != nil; n = s.Parent(n) {
		if st, ok := n.(syntax.Stmt); ok {
			return st
		}
	}
	return nil
}

// Block is the list of statements that holds a statement, and its place there.
func (s *Sheet) Block(st syntax.Stmt) (body []syntax.Stmt, at int) {
	for _, list := range syntax.Bodies(s.Parent(st)) {
		for i, x := range list {
			if x == st {
				return list, i
			}
		}
	}
	for i, x := range s.Tree.Body {
		if x == st {
			return s.Tree.Body, i
		}
	}
	return nil, -1
}

// Qualname is the dotted name of the function or class that holds a node.
func (s *Sheet) Qualname(n syntax.Node) string {
	var parts []string
	for child, p := n, s.Parent(n); p != nil; child, p = p, s.Parent(p) {
		switch f := p.(type) {
		case *syntax.FunctionDef:
			if inBody(f.Body, child) {
				if len(parts) > 0 {
					parts = append(parts, "<locals>")
				}
				parts = append(parts, f.Name)
			}
		case *syntax.ClassDef:
			if inBody(f.Body, child) {
				parts = append(parts, f.Name)
			}
		}
	}
	if s.Module != "" {
		parts = append(parts, s.Module)
	}
	var out strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		out.WriteString(parts[i])
		if i > 0 {
			out.WriteByte('.')
		}
	}
	return out.String()
}

func (s *Sheet) isBuiltin(name string) bool {
	if s.builtin == nil {
		s.builtin = builtin.Names()
	}
	return s.builtin[name]
}

// Opens tells whether a node is a function, lambda or class: a body of its own.
func (s *Sheet) Opens(n syntax.Node) bool {
	switch n.(type) {
	case *syntax.FunctionDef, *syntax.Lambda, *syntax.ClassDef:
		return true
	}
	return false
}
