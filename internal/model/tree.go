package model

import "fmt"

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
	return placed{fmt.Errorf("%s:%d: %s", n.file, n.line, fmt.Sprintf(format, args...))}
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
