package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one change of one file.
type mutant struct {
	file, kind, text, function string
	line                       int
	content                    string
	bodyLine, bodyColumn       int  // of what the change keeps from running
	acts                       bool // its condition may do more than decide
}

// mutants are all changes of some packages, in the order that a seed gives: a case of a
// switch that is gone, or a guard whose condition is asked and never holds. Windows (Print), texts
// for people (String, debug) and what only panics are left alone.
func mutants(rooms []string, seed uint64) ([]*mutant, error) {
	var out []*mutant
	for _, room := range rooms {
		names, err := filepath.Glob(filepath.Join(room, "*.go"))
		if err != nil || len(names) == 0 {
			return nil, fmt.Errorf("no files in %s: run it in the repository's root", room)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || strings.Contains(name, "print") || strings.Contains(name, "debug") {
				continue
			}
			list, err := ofFile(name)
			if err != nil {
				return nil, err
			}
			out = append(out, list...)
		}
	}
	slices.SortStableFunc(out, func(a, b *mutant) int {
		return cmp.Or(cmp.Compare(a.lot(seed), b.lot(seed)), cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line))
	})
	return out, nil
}

// lot is where in the row of all a mutant comes: by chance, and the same after other
// code has changed.
func (m *mutant) lot(seed uint64) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, seed, m.file, m.function, m.kind, m.text)
	return h.Sum64()
}

// ofFile lists the changes of a file.
func ofFile(name string) ([]*mutant, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, name, data, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	f := &finder{name: name, text: string(data), set: set}
	for _, d := range tree.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil || shown(fn.Name.Name) {
			continue
		}
		f.function = fn.Name.Name
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SwitchStmt:
				f.cases(n.Body)
			case *ast.TypeSwitchStmt:
				f.cases(n.Body)
			case *ast.IfStmt:
				f.guard(n)
			}
			return true
		})
	}
	return f.found, nil
}

// shown tells whether a function writes for people.
func shown(name string) bool {
	return name == "String" || strings.HasPrefix(strings.ToLower(name), "print") || strings.Contains(strings.ToLower(name), "debug")
}

type finder struct {
	name, text, function string
	set                  *token.FileSet
	found                []*mutant
	body                 ast.Stmt
	acts                 bool
}

func (f *finder) at(p token.Pos) int { return f.set.Position(p).Offset }

// cases takes each case out that does something.
func (f *finder) cases(body *ast.BlockStmt) {
	for _, s := range body.List {
		c := s.(*ast.CaseClause)
		if c.List == nil || len(c.Body) == 0 || panics(c.Body) {
			continue
		}
		start, end := f.at(c.Pos()), f.at(c.End())
		head := f.text[start : f.at(c.Colon)+1]
		f.body, f.acts = c.Body[0], false
		for _, e := range c.List {
			f.acts = f.acts || calls(e)
		}
		f.add("case", head, c.Pos(), f.text[:start]+strings.Repeat("\n", strings.Count(f.text[start:end], "\n"))+f.text[end:])
	}
}

// guard makes the condition of an if without else that leaves never hold.
func (f *finder) guard(n *ast.IfStmt) {
	if n.Else != nil || len(n.Body.List) == 0 || panics(n.Body.List) {
		return
	}
	switch last := n.Body.List[len(n.Body.List)-1].(type) {
	case *ast.ReturnStmt:
	case *ast.BranchStmt:
		if last.Tok != token.CONTINUE && last.Tok != token.BREAK {
			return
		}
	default:
		return
	}
	start, end := f.at(n.Cond.Pos()), f.at(n.Cond.End())
	f.body, f.acts = n.Body.List[0], false
	f.add("guard", "if "+f.text[start:end], n.Pos(), f.text[:start]+"("+f.text[start:end]+") && false"+f.text[end:])
}

func (f *finder) add(kind, text string, at token.Pos, content string) {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 80 {
		text = text[:77] + "..."
	}
	body := f.set.Position(f.body.Pos())
	f.found = append(f.found, &mutant{f.name, kind, text, f.function, f.set.Position(at).Line, content, body.Line, body.Column, f.acts})
}

// calls tells whether an expression calls anything.
func calls(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		_, call := n.(*ast.CallExpr)
		found = found || call
		return !found
	})
	return found
}

// panics tells whether statements do nothing but report a fault of the analyser.
func panics(list []ast.Stmt) bool {
	e, ok := list[0].(*ast.ExprStmt)
	if !ok {
		return false
	}
	c, ok := e.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := c.Fun.(*ast.Ident)
	return ok && id.Name == "panic"
}
