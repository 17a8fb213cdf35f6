// Package check leaves out what somebody else answered.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep is for values that the program makes. What is read out of what a call gave
// (response.cookies["token"]) is not the number that was handed to the call.
func Keep(p *rule.Pass, n syntax.Node) bool {
	s, ok := p.Statement(n).(*syntax.Assign)
	if !ok {
		return true
	}
	x := s.Value
	if !isPart(x) {
		return true
	}
	for isPart(x) {
		switch part := x.(type) {
		case *syntax.Attribute:
			x = part.Value
		case *syntax.Subscript:
			x = part.Value
		}
	}
	_, answered := p.Value(x).(*syntax.Call)
	return !answered
}

func isPart(x syntax.Expr) bool {
	switch x.(type) {
	case *syntax.Attribute, *syntax.Subscript:
		return true
	}
	return false
}
