package model

import (
	"fmt"
	"strconv"
)

// row is one key with one of its values.
type row struct {
	key    key
	node   *node // the value: a word, or a mapping with more
	entry  *Entry
	origin Origin
}

// rows reads a section of key -> row or list of rows, once per argument that
// the key names.
func rows(add func(*loader, row) error) func(*loader, *node) error {
	return func(l *loader, n *node) error {
		if n.kind != nodeMap {
			return n.errorf("want a mapping of key to row")
		}
		for _, p := range n.pairs {
			values := []*node{p.value}
			if p.value.kind == nodeList && hasMap(p.value) {
				values = p.value.items
			}
			for _, v := range values {
				origin := Origin{File: n.file, Line: p.line, Key: p.key}
				err := l.eachKey(p, func(k key) error {
					return l.addRow(add, row{key: k, node: v, entry: l.entry(k), origin: origin})
				})
				if err != nil {
					return err
				}
			}
			l.set.rows = append(l.set.rows, Origin{File: n.file, Line: p.line, Key: p.key})
		}
		return nil
	}
}

// hasMap tells a list of rows from a list of words.
func hasMap(n *node) bool {
	for _, item := range n.items {
		if item.kind == nodeMap {
			return true
		}
	}
	return false
}

func (l *loader) addRow(add func(*loader, row) error, r row) error {
	if len(r.key.args) < 2 {
		return add(l, r)
	}
	all := r.key.args
	for _, a := range all {
		r.key.args = []Arg{a}
		if err := add(l, r); err != nil {
			return err
		}
	}
	return nil
}

// arg is the one argument that the key names, or nil.
func (r row) arg() *Arg {
	if len(r.key.args) == 0 {
		return nil
	}
	a := r.key.args[0]
	return &a
}

// needArg is arg for sections whose keys must name one; of an attribute it is
// the object that has it.
func (r row) needArg() (Arg, error) {
	a := r.arg()
	if a == nil && !r.key.call {
		r.entry.Attribute = true
		return Arg{Self: true, Pos: -1, From: -1}, nil
	}
	if a == nil {
		return Arg{}, fmt.Errorf("the key must name an argument: %s(0)", r.key.name)
	}
	return *a, nil
}

// head reads a row's main word, either the value itself or under a key of the
// mapping, and checks the mapping's other keys.
func (r row) head(name string, others ...string) (string, error) {
	if r.node.kind != nodeMap {
		return r.node.word()
	}
	if err := r.node.only(append(others, name)...); err != nil {
		return "", err
	}
	n := r.node.child(name)
	if n == nil {
		return "", r.node.errorf("the key %s is missing", name)
	}
	return n.word()
}

func (r row) when() ([]Cond, error) { return conditions(r.node.child("when")) }

func (l *loader) addSource(r row) error {
	name, err := r.head("kind", "when", "cleans", "of-route")
	if err != nil {
		return err
	}
	s := Source{Arg: r.arg(), Origin: r.origin}
	if s.Kind, err = l.kind(r.node, name); err != nil {
		return err
	}
	if s.When, err = r.when(); err != nil {
		return err
	}
	if s.Cleans, err = l.bits(r.node.child("cleans")); err != nil {
		return err
	}
	s.OfRoute = r.node.child("of-route") != nil
	if r.key.call {
		r.entry.CallSources = append(r.entry.CallSources, s)
	} else {
		r.entry.Sources = append(r.entry.Sources, s)
	}
	return nil
}

func (l *loader) addSink(r row) error {
	name, err := r.head("kind", "when", "position", "except")
	if err != nil {
		return err
	}
	kind, err := l.kind(r.node, name)
	if err != nil {
		return err
	}
	when, err := r.when()
	if err != nil {
		return err
	}
	if !r.key.call {
		if !r.key.item && !r.key.itemKey && !r.key.assign {
			return fmt.Errorf("a sink is an argument, name=, name[] or name[key]")
		}
		s := StoreSink{Kind: kind, Item: r.key.item || r.key.itemKey, Key: r.key.itemKey, When: when, Origin: r.origin}
		if p := r.node.child("position"); p != nil {
			s.Position = p.scalar
		}
		r.entry.StoreSinks = append(r.entry.StoreSinks, s)
		return nil
	}
	arg, err := r.needArg()
	if err != nil {
		return err
	}
	s := Sink{Kind: kind, Arg: arg, When: when, Origin: r.origin}
	if p := r.node.child("position"); p != nil {
		s.Position = p.scalar
	}
	if x := r.node.child("except"); x != nil {
		if s.Except, err = x.strings(); err != nil {
			return err
		}
	}
	r.entry.Sinks = append(r.entry.Sinks, s)
	return nil
}

func (l *loader) addSanitizer(r row) error {
	arg, err := r.needArg()
	if err != nil {
		return err
	}
	s := Sanitizer{Arg: arg, Origin: r.origin}
	cleans := r.node
	if r.node.kind == nodeMap {
		if err := r.node.only("cleans", "when"); err != nil {
			return err
		}
		cleans = r.node.child("cleans")
	}
	if s.Cleans, err = l.bits(cleans); err != nil {
		return err
	}
	if s.When, err = r.when(); err != nil {
		return err
	}
	r.entry.Sanitizers = append(r.entry.Sanitizers, s)
	return nil
}

func (l *loader) addPropagator(r row) error {
	targets, err := r.targets()
	if err != nil {
		return err
	}
	p := Propagator{Origin: r.origin}
	if p.From, err = r.from(); err != nil {
		return err
	}
	if p.Resets, err = l.bits(r.node.child("resets")); err != nil {
		return err
	}
	if p.Cleans, err = l.bits(r.node.child("cleans")); err != nil {
		return err
	}
	if p.When, err = r.when(); err != nil {
		return err
	}
	if same := r.node.child("same"); same != nil {
		if p.Same, err = same.flag(); err != nil {
			return err
		}
	}
	for _, to := range targets {
		if p.To, err = parseArg(to); err != nil {
			return err
		}
		r.entry.Propagators = append(r.entry.Propagators, p)
	}
	return nil
}

// targets reads where a propagator leads: a word, a list, or `to:`.
func (r row) targets() ([]string, error) {
	if r.node.kind != nodeMap {
		return r.node.strings()
	}
	if err := r.node.only("from", "to", "same", "resets", "cleans", "when"); err != nil {
		return nil, err
	}
	to := r.node.child("to")
	if to == nil {
		return []string{"return"}, nil
	}
	return to.strings()
}

// from reads where a propagator starts: the key's argument or `from:`.
func (r row) from() (Arg, error) {
	if n := r.node.child("from"); n != nil {
		return parseArg(n.scalar)
	}
	return r.needArg()
}

var outcomes = map[string]Outcome{
	"true": OutcomeTrue, "True": OutcomeTrue, "false": OutcomeFalse, "False": OutcomeFalse,
	"no-exception": OutcomeNoException, "allowed": OutcomeAllowed, "equal": OutcomeEqual,
}

func (l *loader) addGuard(r row) error {
	if err := r.node.only("outcome", "cleans", "fits", "needs", "when"); err != nil {
		return err
	}
	g := Guard{Origin: r.origin}
	var err error
	if g.Arg, err = r.needArg(); err != nil {
		return err
	}
	n := r.node.child("outcome")
	if n == nil {
		return r.node.errorf("the key outcome is missing")
	}
	var ok bool
	if g.Outcome, ok = outcomes[n.scalar]; !ok {
		return n.errorf("outcome is true, false, no-exception, allowed or equal")
	}
	if g.Cleans, err = l.bits(r.node.child("cleans")); err != nil {
		return err
	}
	if n := r.node.child("fits"); n != nil {
		if g.Fits, err = fits(n); err != nil {
			return err
		}
	}
	if g.Needs, err = l.bits(r.node.child("needs")); err != nil {
		return err
	}
	if g.When, err = r.when(); err != nil {
		return err
	}
	r.entry.Guards = append(r.entry.Guards, g)
	return nil
}

func (l *loader) addCallback(r row) error {
	callee, err := r.needArg()
	if err != nil {
		return err
	}
	c := Callback{Callee: callee, Origin: r.origin}
	if r.node.kind == nodeNull {
		r.node.kind = nodeMap
	}
	if err := r.node.only("passes", "args", "keywords", "returns"); err != nil {
		return err
	}
	if c.Passes, err = argList(r.node.child("passes")); err != nil {
		return err
	}
	if c.Args, err = optionalArg(r.node.child("args")); err != nil {
		return err
	}
	if c.Keywords, err = optionalArg(r.node.child("keywords")); err != nil {
		return err
	}
	if n := r.node.child("returns"); n != nil {
		if c.Returns, err = n.flag(); err != nil {
			return err
		}
	}
	r.entry.Callbacks = append(r.entry.Callbacks, c)
	return nil
}

func (l *loader) addRender(r row) error {
	name, err := r.needArg()
	if err != nil {
		return err
	}
	out := Render{Name: name, Origin: r.origin}
	if r.node.kind != nodeMap {
		word, err := r.node.word()
		if err != nil || word != "keywords" {
			return r.node.errorf("says where the names of the page come from: keywords, or {context: argument, keywords: true}")
		}
		out.Keywords = true
		r.entry.Renders = append(r.entry.Renders, out)
		return nil
	}
	if err := r.node.only("context", "keywords"); err != nil {
		return err
	}
	if out.Context, err = optionalArg(r.node.child("context")); err != nil {
		return err
	}
	if n := r.node.child("keywords"); n != nil {
		if out.Keywords, err = n.flag(); err != nil {
			return err
		}
	}
	r.entry.Renders = append(r.entry.Renders, out)
	return nil
}

func argList(n *node) ([]Arg, error) {
	if n == nil {
		return nil, nil
	}
	words, err := n.strings()
	if err != nil {
		return nil, err
	}
	var out []Arg
	for _, w := range words {
		a, err := parseArg(w)
		if err != nil {
			return nil, n.errorf("%v", err)
		}
		out = append(out, a)
	}
	return out, nil
}

func optionalArg(n *node) (*Arg, error) {
	if n == nil {
		return nil, nil
	}
	a, err := parseArg(n.scalar)
	return &a, err
}

func (l *loader) addState(r row) error {
	name, err := r.head("state", "of", "clear", "when")
	if err != nil {
		return err
	}
	s := State{Name: name, Arg: Arg{Self: true, Pos: -1, From: -1}, Origin: r.origin}
	s.Assign, s.Item = r.key.assign, r.key.item
	if a := r.arg(); a != nil {
		s.Arg = *a
	}
	if of, err := optionalArg(r.node.child("of")); err != nil {
		return err
	} else if of != nil {
		s.Arg = *of
	}
	if n := r.node.child("clear"); n != nil {
		if s.Clear, err = n.flag(); err != nil {
			return err
		}
	}
	if s.When, err = r.when(); err != nil {
		return err
	}
	r.entry.States = append(r.entry.States, s)
	return nil
}

func (l *loader) addStore(r row) error {
	if err := r.node.only("keys", "value"); err != nil {
		return err
	}
	s := Store{Origin: r.origin}
	var err error
	if s.Keys, err = argList(r.node.child("keys")); err != nil {
		return err
	}
	if s.Value, err = optionalArg(r.node.child("value")); err != nil {
		return err
	}
	r.entry.Stores = append(r.entry.Stores, s)
	return nil
}

func (l *loader) addEntrypoint(r row) error {
	e, err := l.entrypoint(r.key, r.node)
	if err != nil {
		return err
	}
	e.Origin = r.origin
	switch {
	case r.key.decorator:
		r.entry.Decorates = e
	case r.arg() != nil:
		r.entry.Registers = append(r.entry.Registers, Registration{Arg: *r.arg(), Entrypoint: *e})
	default:
		return fmt.Errorf("an entry point is @decorator or call(argument)")
	}
	return nil
}

// entrypoint reads an entry point's facts: params (a kind for all, or argument
// -> kind), returns, sends, methods, types, route, declared.
func (l *loader) entrypoint(k key, n *node) (*Entrypoint, error) {
	if err := n.only("params", "returns", "methods", "types", "route", "declared", "validates", "cleans", "sends"); err != nil {
		return nil, err
	}
	e := &Entrypoint{Origin: Origin{File: n.file, Line: n.line, Key: k.text}}
	for _, p := range n.pairs {
		if err := l.entrypointFact(e, p); err != nil {
			return nil, err
		}
	}
	return e, nil
}

func (l *loader) entrypointFact(e *Entrypoint, p pair) (err error) {
	switch p.key {
	case "params":
		return l.entrypointParams(e, p.value)
	case "returns":
		return l.entrypointReturns(e, p.value)
	case "methods":
		e.Methods, err = p.value.strings()
	case "sends":
		e.Sends, err = l.kind(p.value, p.value.scalar)
	case "cleans":
		e.Cleans, err = l.bits(p.value)
	case "validates":
		e.Validates, err = p.value.flag()
	case "declared":
		e.Declared, err = p.value.flag()
	case "route":
		if e.Route, err = p.value.word(); err == nil && e.Route != "angle" && e.Route != "angle-last" && e.Route != "brace" && e.Route != "groups" {
			err = p.value.errorf("route is angle, angle-last, brace or groups")
		}
	case "types":
		e.Types = map[int]string{}
		for _, t := range p.value.pairs {
			i, err := strconv.Atoi(t.key)
			if err != nil {
				return t.value.errorf("types: %q is no position", t.key)
			}
			e.Types[i] = t.value.scalar
		}
	}
	return err
}

func (l *loader) entrypointReturns(e *Entrypoint, n *node) (err error) {
	name := n
	if n.kind == nodeMap {
		if err := n.only("kind", "when", "given", "position"); err != nil {
			return err
		}
		if g := n.child("given"); g != nil {
			if g.kind != nodeMap || len(g.pairs) != 1 {
				return g.errorf("given: want one keyword of the decorator and its class")
			}
			e.ReturnsGiven, e.ReturnsClass = g.pairs[0].key, g.pairs[0].value.scalar
		}
		if at := n.child("position"); at != nil {
			e.ReturnsPosition = at.scalar
		}
		if name = n.child("kind"); name == nil {
			return n.errorf("the key kind is missing")
		}
	}
	if e.Returns, err = l.kind(name, name.scalar); err != nil {
		return err
	}
	e.ReturnsWhen, err = conditions(n.child("when"))
	return err
}

func (l *loader) entrypointParams(e *Entrypoint, n *node) (err error) {
	if n.kind != nodeMap {
		e.Default, err = l.kind(n, n.scalar)
		return err
	}
	for _, p := range n.pairs {
		arg, err := parseArg(p.key)
		if err != nil {
			return p.value.errorf("params: %v", err)
		}
		var kind Kind
		if p.value.kind != nodeNull && p.value.scalar != "none" {
			if kind, err = l.kind(p.value, p.value.scalar); err != nil {
				return err
			}
		}
		if arg.Any {
			e.Default = kind
			continue
		}
		e.Params = append(e.Params, ParamSource{Arg: arg, Kind: kind})
	}
	return nil
}
