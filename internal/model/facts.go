package model

import (
	"fmt"
	"strconv"
	"strings"
)

// facts reads a section of name -> class.
func facts(set func(*Entry, key, string) error) func(*loader, *node) error {
	return func(l *loader, n *node) error {
		if n.kind != nodeMap {
			return n.errorf("want a mapping of key to class")
		}
		for _, p := range n.pairs {
			class, err := p.value.word()
			if err != nil {
				return err
			}
			if !isDotted(strings.TrimSuffix(class, "?")) {
				return p.value.errorf("%q is no dotted name", class)
			}
			err = l.eachKey(p, func(k key) error { return set(l.entry(k), k, class) })
			if err != nil {
				return err
			}
		}
		return nil
	}
}

// marks reads a section that is a list of calls.
func marks(set func(*Entry, key) error) func(*loader, *node) error {
	return func(l *loader, n *node) error {
		names, err := n.strings()
		if err != nil {
			return err
		}
		for i, name := range names {
			line := n
			if n.kind == nodeList {
				line = n.items[i]
			}
			err := l.eachKey(pair{key: name, line: line.line, value: line}, func(k key) error {
				return set(l.entry(k), k)
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
}

// eachKey parses a key and visits what it stands for; errors get a line.
func (l *loader) eachKey(p pair, visit func(key) error) error {
	keys, err := parseKeys(p.key)
	if err == nil {
		for _, k := range keys {
			if err = visit(k); err != nil {
				break
			}
		}
	}
	if err != nil {
		return p.value.at(p.line, err)
	}
	return nil
}

// at gives an error a line unless it has one.
func (n *node) at(line int, err error) error {
	if _, ok := err.(placed); ok {
		return err
	}
	return placed{fmt.Errorf("%s:%d: %w", n.file, line, err)}
}

// placed is an error that already names its line.
type placed struct{ error }

func (p placed) Unwrap() error { return p.error }

func wantCall(k key) error {
	if !k.call || len(k.args) > 0 {
		return fmt.Errorf("want a call: %s()", k.name)
	}
	return nil
}

func (e *Entry) setValue(k key, class string) error {
	if k.call {
		return fmt.Errorf("want a name without a call, see returns")
	}
	if e.Value != "" && e.Value != class {
		return fmt.Errorf("%s was already said to be a %s", k.name, e.Value)
	}
	e.Value = class
	return nil
}

func (e *Entry) setReturns(k key, class string) error {
	if err := wantCall(k); err != nil {
		return err
	}
	if e.Returns != "" && e.Returns != class {
		return fmt.Errorf("%s() was already said to return %s", k.name, e.Returns)
	}
	e.Returns = class
	return nil
}

func (e *Entry) setAwait(k key, class string) error {
	e.Await = class
	return wantCall(k)
}

func (e *Entry) setYields(k key, class string) error {
	e.Yields = class
	return wantCall(k)
}

func (e *Entry) setInjects(k key) error {
	if len(k.args) != 1 {
		return fmt.Errorf("the key must name the argument that is called: %s(0)", k.name)
	}
	e.Injects = &k.args[0]
	return nil
}

func (e *Entry) setClean(k key) error {
	e.Clean = true
	e.Attribute = e.Attribute || !k.call
	return nil
}

func (e *Entry) setNoReturn(k key) error {
	e.NoReturn = true
	return wantCall(k)
}

func (e *Entry) setPure(k key) error {
	e.Pure = true
	return wantCall(k)
}

func (e *Entry) setOption(k key) error {
	e.Option = true
	return wantCall(k)
}

func (e *Entry) setFields(k key) error {
	e.Fields = true
	return nil
}

func (l *loader) readParams(n *node) error {
	if n.kind != nodeMap {
		return n.errorf("params: want a mapping of call to list of names")
	}
	for _, p := range n.pairs {
		names, err := p.value.strings()
		if err != nil {
			return err
		}
		err = l.eachKey(p, func(k key) error {
			l.entry(k).Params = names
			return wantCall(k)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) readClasses(n *node) error {
	if n.kind != nodeMap {
		return n.errorf("classes: want a mapping of class to facts")
	}
	for _, p := range n.pairs {
		for _, name := range expandBraces(p.key) {
			if !isDotted(name) {
				return p.value.errorf("%q is no dotted name", name)
			}
			if err := l.readClass(name, p.value); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *loader) readClass(name string, n *node) error {
	if n.kind == nodeNull {
		n.kind = nodeMap
	}
	if err := n.only("bases", "numeric", "container", "items", "entry", "given", "shared", "validates", "makes", "declares", "checks"); err != nil {
		return err
	}
	c := l.set.classes[name]
	if c == nil {
		c = &Class{Name: name}
		l.set.classes[name] = c
	}
	for _, p := range n.pairs {
		if err := l.readClassFact(c, p); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) readClassFact(c *Class, p pair) (err error) {
	switch p.key {
	case "bases":
		c.Bases, err = p.value.strings()
	case "numeric":
		c.Numeric, err = p.value.flag()
	case "container":
		c.Container, err = p.value.flag()
	case "given":
		c.Given, err = p.value.flag()
	case "shared":
		c.Shared, err = p.value.flag()
	case "validates":
		c.Validates, err = p.value.flag()
		c.Declares = c.Declares || c.Validates
	case "declares":
		c.Declares, err = p.value.flag()
	case "checks":
		c.Checks, err = readCheck(p.value, "prefix")
		c.Declares = true
	case "makes":
		c.Makes, err = l.bits(p.value)
	case "items":
		c.Container = true
		c.Items, err = p.value.word()
	case "entry":
		c.Entry, err = l.entrypoint(key{text: c.Name, name: c.Name}, p.value)
	}
	return err
}

// signature reads the names of all parameters of a callback, and which of them
// carries data.
func (l *loader) signature(c *Convention, item *node) error {
	sig := item.child("signature")
	if sig == nil {
		if len(c.Beside) > 0 && len(c.Params) > 0 {
			c.Signature = [][]string{c.Params, c.Beside}
		}
		return nil
	}
	for _, names := range sig.items {
		words, err := names.strings()
		if err != nil {
			return err
		}
		c.Signature = append(c.Signature, words)
	}
	carries := item.child("carries")
	if carries == nil || c.Entry == nil {
		return item.errorf("a signature goes with carries and kind")
	}
	n, err := strconv.Atoi(carries.scalar)
	if err != nil || n < 0 || n >= len(c.Signature) {
		return carries.errorf("carries is the position of a parameter of the signature")
	}
	if c.Signature[0][0] == "self" {
		n-- // the receiver does not count
	}
	c.Entry.Params[0].Arg.Pos = n
	return nil
}

// readAdministrators reads names, without what stands before the last dot.
func (l *loader) readAdministrators(n *node) error {
	names, err := n.strings()
	for _, name := range names {
		l.set.Administrators[name] = true
	}
	return err
}

func (l *loader) readConventions(n *node) error {
	if n.kind != nodeList {
		return n.errorf("conventions: want a list")
	}
	for _, item := range n.items {
		if err := item.only("params", "attributes", "type", "beside", "kind", "signature", "carries", "sends"); err != nil {
			return err
		}
		c := Convention{Origin: Origin{File: item.file, Line: item.line, Key: "conventions"}}
		var err error
		for _, p := range item.pairs {
			if p.key == "signature" || p.key == "carries" || p.key == "sends" {
				continue
			}
			var words []string
			if words, err = p.value.strings(); err != nil {
				return err
			}
			switch p.key {
			case "params":
				c.Params = words
			case "attributes":
				c.Attributes = words
			case "type":
				c.Type = words[0]
			case "beside":
				c.Beside = words
			case "kind":
				kind, err := l.kind(p.value, words[0])
				if err != nil {
					return err
				}
				c.Entry = &Entrypoint{Params: []ParamSource{{Arg: Arg{Pos: 0, From: -1}, Kind: kind}}, Origin: c.Origin}
			}
		}
		if err := l.signature(&c, item); err != nil {
			return err
		}
		if s := item.child("sends"); s != nil && c.Entry != nil {
			if c.Entry.Sends, err = l.kind(s, s.scalar); err != nil {
				return err
			}
		}
		l.set.Conventions = append(l.set.Conventions, c)
	}
	return nil
}
