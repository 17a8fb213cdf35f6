// Package check finds functions that are too much for one.
package check

import (
	"fmt"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// The limits: what a function may have at most.
const (
	mostWays       = 15
	mostStatements = 80
	mostNesting    = 5
	mostParameters = 10
)

// Check counts for every function: ways through it, statements, depth, parameters.
func Check(p *rule.Pass) {
	for f := range rule.All[*syntax.FunctionDef](p) {
		m := measure{ways: 1}
		m.body(f.Body, 0)
		parameters := 0
		for i := range f.Args.Args {
			if a := &f.Args.Args[i]; a.Default == nil && a.Kind <= syntax.PositionalOrKeyword {
				parameters++
			}
		}
		why := ""
		switch {
		case m.ways > mostWays:
			why = fmt.Sprintf("%d ways through it: %d are enough", m.ways, mostWays)
		case m.statements > mostStatements:
			why = fmt.Sprintf("%d statements: %d are enough", m.statements, mostStatements)
		case m.depth > mostNesting:
			why = fmt.Sprintf("blocks in blocks, %d deep: %d are enough", m.depth, mostNesting)
		case parameters > mostParameters:
			why = fmt.Sprintf("%d parameters that every call must give: %d are enough", parameters, mostParameters)
		default:
			continue
		}
		p.ReportSpan(f.NamePos.Span(), f, "`"+f.Name+"` has "+why)
	}
}

// measure is what is counted of a function; functions and classes in it count for themselves.
type measure struct{ ways, statements, depth int }

func (m *measure) body(list []syntax.Stmt, depth int) {
	m.depth = max(m.depth, depth)
	for _, s := range list {
		m.statements++
		m.statement(s, depth)
	}
}

func (m *measure) statement(s syntax.Stmt, depth int) {
	switch s := s.(type) {
	case *syntax.FunctionDef, *syntax.ClassDef:
		return
	case *syntax.If:
		m.ways++
		m.body(s.Body, depth+1)
		if next, ok := elif(s); ok {
			m.statement(next, depth) // a chain is as deep as its first branch
		} else {
			m.body(s.Orelse, depth+1)
		}
		m.expression(s.Test)
		return
	case *syntax.For, *syntax.While:
		m.ways++
	case *syntax.Try:
		m.ways += len(s.Handlers)
		for i := range s.Handlers {
			m.body(s.Handlers[i].Body, depth+1)
		}
	case *syntax.Match:
		m.ways += max(len(s.Cases)-1, 0)
	}
	bodies := syntax.Bodies(s)
	for _, b := range bodies {
		m.body(b, depth+1)
	}
	if len(bodies) == 0 {
		m.expression(s)
	}
}

// expression counts the choices inside of a statement or condition.
func (m *measure) expression(n syntax.Node) {
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.BoolOp:
			m.ways += len(n.Values) - 1
		case *syntax.IfExp:
			m.ways++
		case *syntax.Lambda:
			return false
		}
		return true
	})
}

func elif(s *syntax.If) (syntax.Stmt, bool) {
	if len(s.Orelse) != 1 {
		return nil, false
	}
	next, ok := s.Orelse[0].(*syntax.If)
	return next, ok
}
