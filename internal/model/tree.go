package model

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// node is a YAML value with its line, so that every complaint can name one.
// Exactly one of scalar, pairs and items is in use.
type node struct {
	file   string
	line   int
	kind   nodeKind
	scalar string // Python's spelling of booleans and null: True, False, None
	pairs  []pair
	items  []*node
}

type nodeKind uint8

const (
	nodeString nodeKind = iota
	nodeBool
	nodeNumber
	nodeNull
	nodeMap
	nodeList
)

type pair struct {
	key   string
	line  int
	value *node
}

func (n *node) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", n.file, n.line, fmt.Sprintf(format, args...))
}

// parseTree reads one YAML document. Keys are scalars and unique.
func parseTree(file string, data []byte) (*node, error) {
	f, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(f.Docs) != 1 || f.Docs[0].Body == nil {
		return nil, fmt.Errorf("%s: want exactly one YAML document", file)
	}
	return convert(file, f.Docs[0].Body)
}

func convert(file string, n ast.Node) (*node, error) {
	out := &node{file: file}
	if t := n.GetToken(); t != nil {
		out.line = t.Position.Line
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		return out, out.fillMap(n.Values)
	case *ast.MappingValueNode:
		return out, out.fillMap([]*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		return out, out.fillList(n.Values)
	}
	return out, out.fillScalar(n)
}

func (n *node) fillMap(values []*ast.MappingValueNode) error {
	n.kind = nodeMap
	seen := map[string]bool{}
	for _, v := range values {
		t := v.Key.GetToken()
		value, err := convert(n.file, v.Value)
		if err != nil {
			return err
		}
		if seen[t.Value] {
			return fmt.Errorf("%s:%d: %q stands here twice", n.file, t.Position.Line, t.Value)
		}
		seen[t.Value] = true
		n.pairs = append(n.pairs, pair{t.Value, t.Position.Line, value})
	}
	if len(values) > 0 {
		n.line = values[0].Key.GetToken().Position.Line
	}
	return nil
}

func (n *node) fillList(values []ast.Node) error {
	n.kind = nodeList
	for _, v := range values {
		item, err := convert(n.file, v)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	return nil
}

func (n *node) fillScalar(v ast.Node) error {
	switch v := v.(type) {
	case *ast.StringNode:
		n.scalar = v.Value
	case *ast.LiteralNode:
		n.scalar = v.Value.Value
	case *ast.BoolNode:
		n.kind, n.scalar = nodeBool, "False"
		if v.Value {
			n.scalar = "True"
		}
	case *ast.NullNode:
		n.kind, n.scalar = nodeNull, "None"
	case *ast.IntegerNode, *ast.FloatNode:
		n.kind, n.scalar = nodeNumber, v.GetToken().Value
	default:
		return n.errorf("%s is not used in these files", describe(v.GetToken()))
	}
	return nil
}

func describe(t *token.Token) string {
	if t == nil {
		return "this"
	}
	return fmt.Sprintf("%q", t.Value)
}

// child is the value of a key, or nil.
func (n *node) child(key string) *node {
	for _, p := range n.pairs {
		if p.key == key {
			return p.value
		}
	}
	return nil
}

// only complains of keys that are not among the known ones.
func (n *node) only(known ...string) error {
	if n.kind != nodeMap {
		return n.errorf("want a mapping with the keys %v", known)
	}
next:
	for _, p := range n.pairs {
		for _, k := range known {
			if p.key == k {
				continue next
			}
		}
		return fmt.Errorf("%s:%d: unknown key %q, the known ones are %v", n.file, p.line, p.key, known)
	}
	return nil
}

// strings reads a scalar or a list of scalars.
func (n *node) strings() ([]string, error) {
	switch n.kind {
	case nodeMap:
		return nil, n.errorf("want a word or a list of words")
	case nodeList:
		var out []string
		for _, item := range n.items {
			if item.kind == nodeMap || item.kind == nodeList {
				return nil, item.errorf("want a word")
			}
			out = append(out, item.scalar)
		}
		return out, nil
	}
	return []string{n.scalar}, nil
}

// word reads a scalar.
func (n *node) word() (string, error) {
	if n.kind == nodeMap || n.kind == nodeList {
		return "", n.errorf("want a single word")
	}
	return n.scalar, nil
}

// flag reads a boolean.
func (n *node) flag() (bool, error) {
	if n.kind != nodeBool {
		return false, n.errorf("want true or false")
	}
	return n.scalar == "True", nil
}
