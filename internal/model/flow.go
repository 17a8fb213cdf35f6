package model

import (
	"strconv"
	"strings"
)

// inline reads a value that stands on one line.
func (p *notation) inline(text string, line int) (*node, error) {
	if name, ok := strings.CutPrefix(text, "*"); ok {
		if n := p.anchors[name]; n != nil {
			return n, nil
		}
		return nil, p.errorf(line, "nothing above is called &%s", name)
	}
	f := &flow{p: p, s: text, line: line}
	n, err := f.value(false)
	if err == nil && f.pos < len(f.s) {
		err = p.errorf(line, "%q is too much here", f.s[f.pos:])
	}
	return n, err
}

// flow reads flow collections and scalars from one text.
type flow struct {
	p    *notation
	s    string
	pos  int
	line int
}

func (f *flow) node(kind nodeKind) *node { return &node{file: f.p.file, line: f.line, kind: kind} }

func (f *flow) space() {
	for f.pos < len(f.s) && f.s[f.pos] == ' ' {
		f.pos++
	}
}

func (f *flow) peek() byte {
	if f.pos < len(f.s) {
		return f.s[f.pos]
	}
	return 0
}

// value reads one value; inside a collection a plain scalar ends at , ] or }.
func (f *flow) value(inside bool) (*node, error) {
	f.space()
	switch f.peek() {
	case '{':
		return f.mapping()
	case '[':
		return f.list()
	case '"', '\'':
		return f.quoted()
	case '|', '>', '&', '!', '%', '@', '`':
		return nil, f.p.errorf(f.line, "a value that begins with %q has to be quoted", f.peek())
	}
	return f.plain(inside), nil
}

func (f *flow) quoted() (*node, error) {
	end := closingQuote(f.s[f.pos:])
	if end < 0 {
		return nil, f.p.errorf(f.line, "a quote is not closed: %s", f.s[f.pos:])
	}
	text, ok := unquote(f.s[f.pos : f.pos+end+1])
	if !ok {
		return nil, f.p.errorf(f.line, "%s is not well quoted", f.s[f.pos:f.pos+end+1])
	}
	f.pos += end + 1
	f.space()
	n := f.node(nodeString)
	n.scalar = text
	return n, nil
}

func (f *flow) plain(inside bool) *node {
	start := f.pos
	for f.pos < len(f.s) && !(inside && strings.IndexByte(",]}", f.s[f.pos]) >= 0) {
		f.pos++
	}
	text := strings.TrimSpace(f.s[start:f.pos])
	n := f.node(scalarKind(text))
	n.scalar = text
	switch n.kind {
	case nodeBool:
		n.scalar = strings.ToUpper(text[:1]) + strings.ToLower(text[1:])
	case nodeNull:
		n.scalar = "None"
	}
	return n
}

func scalarKind(text string) nodeKind {
	switch text {
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return nodeBool
	case "", "~", "null", "Null", "NULL":
		return nodeNull
	}
	if c := text[0]; c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' {
		if _, err := strconv.ParseFloat(text, 64); err == nil {
			return nodeNumber
		}
	}
	return nodeString
}

func (f *flow) list() (*node, error) {
	out := f.node(nodeList)
	f.pos++
	for {
		f.space()
		if f.peek() == ']' {
			f.pos++
			f.space()
			return out, nil
		}
		item, err := f.value(true)
		if err != nil {
			return nil, err
		}
		out.items = append(out.items, item)
		if err := f.separator(']'); err != nil {
			return nil, err
		}
	}
}

// separator reads a comma, or sees the end.
func (f *flow) separator(end byte) error {
	f.space()
	switch f.peek() {
	case ',':
		f.pos++
		return nil
	case end:
		return nil
	}
	return f.p.errorf(f.line, "want , or %c before %q", end, f.s[f.pos:])
}

func (f *flow) mapping() (*node, error) {
	out := f.node(nodeMap)
	f.pos++
	seen := map[string]bool{}
	for {
		f.space()
		if f.peek() == '}' {
			f.pos++
			f.space()
			return out, nil
		}
		key, err := f.key()
		if err != nil {
			return nil, err
		}
		if seen[key] {
			return nil, f.p.errorf(f.line, "%q stands here twice", key)
		}
		seen[key] = true
		value, err := f.value(true)
		if err != nil {
			return nil, err
		}
		out.pairs = append(out.pairs, pair{key, f.line, value})
		if err := f.separator('}'); err != nil {
			return nil, err
		}
	}
}

// key reads "key:" of a flow mapping.
func (f *flow) key() (string, error) {
	if c := f.peek(); c == '"' || c == '\'' {
		n, err := f.quoted()
		if err != nil {
			return "", err
		}
		if f.peek() != ':' {
			return "", f.p.errorf(f.line, "want : after the key %q", n.scalar)
		}
		f.pos++
		return n.scalar, nil
	}
	start := f.pos
	for ; f.pos < len(f.s); f.pos++ {
		if f.s[f.pos] == ':' && (f.pos+1 == len(f.s) || strings.IndexByte(" ,}", f.s[f.pos+1]) >= 0) {
			key := strings.TrimSpace(f.s[start:f.pos])
			f.pos++
			return key, nil
		}
		if strings.IndexByte(",}]", f.s[f.pos]) >= 0 {
			break
		}
	}
	return "", f.p.errorf(f.line, "want key: value in %q", f.s[start:])
}

// unquote reads a key or scalar as it was written.
func unquote(s string) (string, bool) {
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return s, true
	}
	if len(s) < 2 || s[len(s)-1] != s[0] {
		return s, false
	}
	inner := s[1 : len(s)-1]
	if s[0] == '\'' {
		return strings.ReplaceAll(inner, "''", "'"), true
	}
	if strings.IndexByte(inner, '\\') < 0 {
		return inner, true
	}
	out, err := strconv.Unquote(`"` + inner + `"`)
	return out, err == nil
}
