package semgrep

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// node is a value of a rule file, with the line that it stands on.
type node struct {
	line   int
	kind   nodeKind
	scalar string
	list   []*node
	fields []field
}

type field struct {
	key   string
	value *node
	line  int
}

type nodeKind uint8

const (
	isNull nodeKind = iota
	isText
	isNumber
	isBool
	isList
	isMap
)

// readTree reads a document.
func readTree(data []byte) (*node, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, fmt.Errorf("is no YAML: %s", firstLine(err.Error()))
	}
	anchors := map[string]*node{}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			return convert(doc.Body, anchors), nil
		}
	}
	return &node{line: 1}, nil
}

func firstLine(s string) string {
	head, _, _ := strings.Cut(s, "\n")
	return head
}

func convert(n ast.Node, anchors map[string]*node) *node {
	out := &node{line: n.GetToken().Position.Line}
	switch n := n.(type) {
	case *ast.MappingNode:
		out.kind = isMap
		for _, v := range n.Values {
			out.pair(v, anchors)
		}
		if len(out.fields) > 0 {
			out.line = out.fields[0].line
		}
	case *ast.MappingValueNode:
		out.kind = isMap
		out.pair(n, anchors)
		out.line = out.fields[0].line
	case *ast.SequenceNode:
		out.kind = isList
		for _, v := range n.Values {
			out.list = append(out.list, convert(v, anchors))
		}
	case *ast.AnchorNode:
		v := convert(n.Value, anchors)
		anchors[n.Name.GetToken().Value] = v
		return v
	case *ast.AliasNode:
		if v := anchors[n.Value.GetToken().Value]; v != nil {
			return v
		}
	case *ast.TagNode:
		return convert(n.Value, anchors)
	case *ast.LiteralNode:
		out.kind, out.scalar = isText, n.Value.Value
	case *ast.StringNode:
		out.kind, out.scalar = isText, n.Value
	case *ast.BoolNode:
		out.kind, out.scalar = isBool, strconv.FormatBool(n.Value)
	case *ast.NullNode:
	default:
		out.kind, out.scalar = isNumber, n.GetToken().Value
	}
	return out
}

func (n *node) pair(v *ast.MappingValueNode, anchors map[string]*node) {
	key := v.Key.GetToken()
	value := convert(v.Value, anchors)
	if _, merge := v.Key.(*ast.MergeKeyNode); merge {
		n.fields = append(n.fields, value.fields...)
		return
	}
	n.fields = append(n.fields, field{key.Value, value, key.Position.Line})
}

// get is the value of a key, or nil.
func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for i := range n.fields {
		if n.fields[i].key == key {
			return n.fields[i].value
		}
	}
	return nil
}

// text is a scalar as text.
func (n *node) text() string {
	if n == nil {
		return ""
	}
	return n.scalar
}

// texts is a list of scalars, or a single one.
func (n *node) texts() []string {
	if n == nil {
		return nil
	}
	if n.kind != isList {
		if n.scalar == "" {
			return nil
		}
		return []string{n.scalar}
	}
	var out []string
	for _, x := range n.list {
		out = append(out, x.scalar)
	}
	return out
}

func (n *node) is(want bool) bool { return n != nil && n.scalar == strconv.FormatBool(want) }
