package model

import "fmt"

// Declaration is what a call says that declares a field, a parameter or their type: of what
// that is given.
type Declaration struct {
	// Arg is the argument that tells; nil where the call itself does.
	Arg *Arg
	// Cleans is what it is clean of.
	Cleans Bits
	// Fits: it fits the regular expression in Arg.
	Fits *Fit
	// Inside: what the argument declares holds.
	Inside bool
	When   []Cond
	Origin
}

// Anchor is how much of a text a regular expression must fit.
type Anchor uint8

// The anchors.
const (
	AnchorNone  Anchor = iota // any part (search)
	AnchorStart               // from its start on (match)
	AnchorAll                 // all of it (fullmatch)
)

var anchorWords = map[string]Anchor{"search": AnchorNone, "match": AnchorStart, "fullmatch": AnchorAll}

// Fit is an argument that is a regular expression, and how much of a text must fit it.
type Fit struct {
	Arg    Arg
	Anchor Anchor
}

// fits reads {argument: search}.
func fits(n *node) (*Fit, error) {
	if n.kind != nodeMap || len(n.pairs) != 1 {
		return nil, n.errorf("fits: want {argument: search, match or fullmatch}")
	}
	p := n.pairs[0]
	arg, err := parseArg(p.key)
	anchor, ok := anchorWords[p.value.scalar]
	if err != nil || !ok {
		return nil, n.errorf("fits: want {argument: search, match or fullmatch}")
	}
	return &Fit{arg, anchor}, nil
}

// Check says that the framework calls functions of a class with what is given to its
// fields, and lets through what they let through.
type Check struct {
	// Fields are the decorator's arguments that name the fields; nil where the function's
	// name does, behind Prefix.
	Fields *Arg
	Prefix string
	// Whole: it is called with the instance.
	Whole bool
	// Gives: what it returns is what the field has. Else it raises, or lets through.
	Gives bool
	// Of is the attribute that holds the field's data, of what the function is given.
	Of string
	Origin
}

func (l *loader) addDeclaration(r row) error {
	d := Declaration{Arg: r.arg(), Origin: r.origin}
	cleans := r.node
	if r.node.kind == nodeMap {
		if err := r.node.only("cleans", "when"); err != nil {
			return err
		}
		cleans = r.node.child("cleans")
	}
	var err error
	if d.When, err = r.when(); err != nil {
		return err
	}
	word := ""
	if cleans != nil && cleans.kind == nodeString {
		word = cleans.scalar
	}
	anchor, letters := anchorWords[word]
	switch {
	case (letters || word == "inside") && d.Arg == nil:
		return fmt.Errorf("the key must name the argument: %s(0)", r.key.name)
	case letters:
		d.Fits = &Fit{*d.Arg, anchor}
	case word == "inside":
		d.Inside = true
	default:
		if d.Cleans, err = l.bits(cleans); err != nil {
			return err
		}
	}
	r.entry.Declares = append(r.entry.Declares, d)
	return nil
}

func (l *loader) addCheck(r row) error {
	if !r.key.decorator {
		return fmt.Errorf("want a decorator: @%s", r.key.name)
	}
	c, err := readCheck(r.node, "fields", "whole")
	if err == nil {
		c.Origin = r.origin
		r.entry.Checks = c
	}
	return err
}

func readCheck(n *node, others ...string) (*Check, error) {
	if err := n.only(append(others, "gives", "of")...); err != nil {
		return nil, err
	}
	c := &Check{}
	for _, p := range n.pairs {
		var err error
		switch p.key {
		case "fields":
			c.Fields, err = optionalArg(p.value)
		case "whole":
			c.Whole, err = p.value.flag()
		case "gives":
			c.Gives, err = p.value.flag()
		case "of":
			c.Of, err = p.value.word()
		case "prefix":
			c.Prefix, err = p.value.word()
		}
		if err != nil {
			return nil, err
		}
	}
	return c, nil
}
