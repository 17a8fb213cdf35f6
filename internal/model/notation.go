package model

import (
	"fmt"
	"strings"
)

// The notation of models and rules is the part of YAML that they need: block
// and flow mappings and lists, plain and quoted scalars on one line, comments,
// anchors of whole values. What is read here reads the same with any YAML
// parser (a test holds that); whatever else YAML has is an error. A parser of
// its own, because every start of the program reads all models.

// notation is one document being read.
type notation struct {
	file    string
	lines   []sourceLine
	pos     int
	anchors map[string]*node
}

// sourceLine is a line without its comment; empty ones are left out.
type sourceLine struct {
	number, indent int
	text           string
}

func (p *notation) errorf(line int, format string, args ...any) error {
	return placed{fmt.Errorf("%s:%d: %s", p.file, line, fmt.Sprintf(format, args...))}
}

// parseTree reads one document.
func parseTree(file string, data []byte) (*node, error) {
	p := &notation{file: file, anchors: map[string]*node{}}
	if err := p.split(string(data)); err != nil {
		return nil, err
	}
	if len(p.lines) == 0 {
		return nil, p.errorf(1, "the file is empty")
	}
	n, err := p.block(p.lines[0].indent)
	if err == nil && p.pos < len(p.lines) {
		err = p.errorf(p.lines[p.pos].number, "%q is indented like nothing above it", p.lines[p.pos].text)
	}
	return n, err
}

// split takes comments and empty lines away and joins flow collections that
// go over several lines.
func (p *notation) split(text string) error {
	open := 0
	for i, raw := range strings.Split(text, "\n") {
		raw = strings.TrimSuffix(raw, "\r")
		depth, content := scanLine(raw, open)
		trimmed := strings.TrimSpace(content)
		if trimmed == "" {
			continue
		}
		if strings.HasPrefix(content, "\t") {
			return p.errorf(i+1, "a tab is no indentation")
		}
		if open > 0 {
			last := &p.lines[len(p.lines)-1]
			last.text += " " + trimmed
		} else {
			indent := len(content) - len(strings.TrimLeft(content, " "))
			p.lines = append(p.lines, sourceLine{i + 1, indent, trimmed})
		}
		open = depth
	}
	if open > 0 {
		return p.errorf(p.lines[len(p.lines)-1].number, "a bracket is not closed")
	}
	return nil
}

// scanLine gives a line without its comment, and how many flow brackets are
// open behind it. Brackets count only where a value can begin with one.
func scanLine(s string, depth int) (open int, content string) {
	var quote byte
	start := true // a token may begin here
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == '\\' && quote == '"' {
				i++
			} else if c == quote {
				quote = 0
			}
			continue
		case c == '#' && (i == 0 || s[i-1] == ' '):
			return depth, s[:i]
		case (c == '"' || c == '\'') && start:
			quote = c
		case (c == '{' || c == '[') && start:
			depth++
			continue // the first token inside may begin at once
		case (c == '}' || c == ']') && depth > 0:
			depth--
		}
		start = beginsToken(s, i, start, depth)
	}
	return depth, s
}

// beginsToken tells whether a token may begin behind position i.
func beginsToken(s string, i int, start bool, depth int) bool {
	switch s[i] {
	case ' ':
		return start || i > 0 && (s[i-1] == ':' || s[i-1] == '-' && strings.TrimSpace(s[:i]) == "-")
	case ',':
		return depth > 0
	}
	return false
}

// block reads a mapping, a list or a scalar whose lines stand at an indent.
func (p *notation) block(indent int) (*node, error) {
	l := p.lines[p.pos]
	if isItem(l.text) {
		return p.blockList(indent)
	}
	if _, _, ok := cutKey(l.text); ok {
		return p.blockMap(indent)
	}
	p.pos++
	return p.inline(l.text, l.number)
}

func isItem(text string) bool { return text == "-" || strings.HasPrefix(text, "- ") }

func (p *notation) blockMap(indent int) (*node, error) {
	out := &node{file: p.file, line: p.lines[p.pos].number, kind: nodeMap}
	seen := map[string]bool{}
	for p.pos < len(p.lines) {
		l := p.lines[p.pos]
		if l.indent < indent || l.indent == indent && isItem(l.text) {
			break
		}
		key, rest, ok := cutKey(l.text)
		if l.indent > indent || !ok {
			return nil, p.errorf(l.number, "want a key here, not %q", l.text)
		}
		if key, ok = unquote(key); !ok {
			return nil, p.errorf(l.number, "the key %s is not well quoted", key)
		}
		if seen[key] {
			return nil, p.errorf(l.number, "%q stands here twice", key)
		}
		seen[key] = true
		p.pos++
		value, err := p.value(rest, l.number, indent)
		if err != nil {
			return nil, err
		}
		out.pairs = append(out.pairs, pair{key, l.number, value})
	}
	return out, nil
}

// value reads what follows a key: on its line, or in deeper lines below it.
func (p *notation) value(rest string, line, indent int) (*node, error) {
	anchor := ""
	if strings.HasPrefix(rest, "&") {
		anchor, rest, _ = strings.Cut(rest[1:], " ")
		rest = strings.TrimSpace(rest)
	}
	n, err := p.valueOf(rest, line, indent)
	if anchor != "" {
		p.anchors[anchor] = n
	}
	return n, err
}

func (p *notation) valueOf(rest string, line, indent int) (*node, error) {
	if rest != "" {
		return p.inline(rest, line)
	}
	if p.pos < len(p.lines) {
		next := p.lines[p.pos]
		if next.indent > indent || next.indent == indent && isItem(next.text) {
			return p.block(next.indent)
		}
	}
	return &node{file: p.file, line: line, kind: nodeNull, scalar: "None"}, nil
}

func (p *notation) blockList(indent int) (*node, error) {
	out := &node{file: p.file, line: p.lines[p.pos].number, kind: nodeList}
	for p.pos < len(p.lines) {
		l := &p.lines[p.pos]
		if l.indent != indent || !isItem(l.text) {
			break
		}
		rest := strings.TrimSpace(l.text[1:])
		var item *node
		var err error
		if _, _, ok := cutKey(rest); ok || isItem(rest) {
			// A mapping that begins on the item's line goes on below it.
			l.indent += len(l.text) - len(rest)
			l.text = rest
			item, err = p.block(l.indent)
		} else {
			number := l.number
			p.pos++
			item, err = p.value(rest, number, indent)
		}
		if err != nil {
			return nil, err
		}
		out.items = append(out.items, item)
	}
	return out, nil
}

// cutKey splits "key: value" of a block mapping.
func cutKey(text string) (key, rest string, ok bool) {
	switch {
	case text == "" || text[0] == '{' || text[0] == '[':
		return "", "", false
	case text[0] == '"' || text[0] == '\'':
		end := closingQuote(text)
		if end < 0 || end+1 >= len(text) || text[end+1] != ':' || end+2 < len(text) && text[end+2] != ' ' {
			return "", "", false
		}
		return text[:end+1], strings.TrimSpace(text[end+2:]), true
	case strings.HasSuffix(text, ":") && !strings.Contains(text, ": "):
		return text[:len(text)-1], "", true
	}
	key, rest, ok = strings.Cut(text, ": ")
	return key, strings.TrimSpace(rest), ok
}

// closingQuote is where the quoted text that begins s ends, or -1.
func closingQuote(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && s[0] == '"':
			i++
		case s[i] == s[0] && s[0] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		case s[i] == s[0]:
			return i
		}
	}
	return -1
}
