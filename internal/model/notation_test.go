package model

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// parseWithLibrary reads one YAML document. Keys are scalars and unique.
func parseWithLibrary(file string, data []byte) (*node, error) {
	f, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(f.Docs) != 1 || f.Docs[0].Body == nil {
		return nil, fmt.Errorf("%s: want exactly one YAML document", file)
	}
	return convert(file, f.Docs[0].Body)
}

var anchors = map[string]*node{}

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
	case *ast.AnchorNode:
		value, err := convert(file, n.Value)
		anchors[n.Name.String()] = value
		return value, err
	case *ast.AliasNode:
		return anchors[n.Value.String()], nil
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

// TestNotationIsYAML reads every model and rule with a YAML library too.
func TestNotationIsYAML(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../models/*.yaml", "../../rules/*/rule.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 30 {
		t.Fatalf("only %d files", len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		same(t, file, string(data))
	}
}

// same holds that both parsers read a text alike.
func same(t *testing.T, file, text string) {
	t.Helper()
	mine, err := parseTree(file, []byte(text))
	if err != nil {
		t.Error(err)
		return
	}
	theirs, err := parseWithLibrary(file, []byte(text))
	if err != nil {
		t.Error(err)
		return
	}
	if a, b := shown(mine), shown(theirs); a != b {
		t.Errorf("%s: read as\n%s\nand by the library as\n%s", file, a, b)
	}
}

func shown(n *node) string {
	var b strings.Builder
	switch n.kind {
	case nodeMap:
		for _, p := range n.pairs {
			fmt.Fprintf(&b, "%q: %s, ", p.key, shown(p.value))
		}
		return "{" + b.String() + "}"
	case nodeList:
		for _, i := range n.items {
			b.WriteString(shown(i) + ", ")
		}
		return "[" + b.String() + "]"
	}
	return fmt.Sprintf("%d %q", n.kind, n.scalar)
}

func TestNotation(t *testing.T) {
	for _, text := range []string{
		"a: b\nc: {d: e, f: [1, two, \"three: 3\"]}\n",
		"a:\n  b: 'it''s'\n  c: \"x\\n\"  # comment\n# more\nd: 1.5\n",
		"a:\n- b\n- c: d\n  e: f\n- {g: h}\n",
		"a:\n  - b\n  -\n    c: d\n",
		"\"k(0:a|b)\": v\nk(1:b): w\nx[]: y\n'z': ~\n",
		"a: [b,\n  c,\n  d]\ne: f\n",
		"a: true\nb: don't # really\nc: http://x#y\nd:\n",
		"a: {0: x, \"1:b\": {c: d}, e: '{f}'}\n",
	} {
		same(t, "text", text)
	}
	for text, want := range map[string]string{
		"a: [b": ":1:", "a: b\n c: d": ":2:", "a: \"b": ":1:", "a: {b}": ":1:", "a: |\n  b": ":1:",
		"a: b\na: c": "twice", "a: *b": "&b", "": "empty", "a: {b: c, b: d}": "twice", "- a\nb: c": ":2:",
	} {
		if _, err := parseTree("text", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
