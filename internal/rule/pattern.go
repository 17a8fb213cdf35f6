package rule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Pattern is a call or an assignment to look for, written as Python:
//
//	hashlib.{md5,sha1}(...)            any arguments
//	$X.set_cookie(..., secure=$FALSE)  a method on any receiver
//	flask.Flask.config["DEBUG"] = True
//	DEBUG = True                       a module's own variable
//
// Values are constants, "=~/regex/" for texts, dotted names, and $X (anything
// that is given), $TRUE, $FALSE (truthy and falsy constants), $STR (a text that
// is not empty), $CONST.
type Pattern struct {
	Text  string
	Store StoreKind
	// Names are the dotted names; a first component "$X" is any receiver.
	Names []string
	// Args are the arguments of a call; Rest allows others.
	Args []ArgPattern
	Rest bool
	// Key and Value of a store.
	Key, Value *ValuePattern
}

// StoreKind says what an assignment stores into.
type StoreKind uint8

// The kinds of stores.
const (
	NoStore   StoreKind = iota // a call
	StoreName                  // a module's variable
	StoreAttribute
	StoreItem
)

// ArgPattern is one argument: by position when Name is empty.
type ArgPattern struct {
	Pos   int
	Name  string
	Value *ValuePattern
}

// ValuePattern is what a value must be.
type ValuePattern struct {
	Kind  valueKind
	Text  string   // constant as Python prints it
	Names []string // of a dotted name, {a,b} expanded
	bound float64
	re    *regexp.Regexp
}

type valueKind uint8

const (
	anyValue valueKind = iota
	trueValue
	falseValue
	textValue // $STR
	constValue
	equalConst
	matchText
	lessThan
	greaterThan
	dottedName
)

// ParsePattern reads a pattern.
func ParsePattern(text string) (*Pattern, error) {
	target, value, store := splitAssignment(text)
	p := &Pattern{Text: text}
	if store {
		v, err := parseValue(value)
		if err != nil {
			return nil, err
		}
		p.Value = v
		return p, p.parseTarget(target)
	}
	open := strings.IndexByte(text, '(')
	if open < 0 || !strings.HasSuffix(text, ")") {
		return nil, fmt.Errorf("want a call or an assignment")
	}
	p.Names = expand(text[:open])
	return p, p.parseArgs(text[open+1 : len(text)-1])
}

// canonical rewrites the dotted names as the models call them.
func (p *Pattern) canonical(name func(string) string) {
	for i := range p.Names {
		p.Names[i] = name(p.Names[i])
	}
	for _, a := range p.Args {
		a.Value.canonical(name)
	}
	p.Value.canonical(name)
}

func (v *ValuePattern) canonical(name func(string) string) {
	if v == nil {
		return
	}
	for i := range v.Names {
		v.Names[i] = name(v.Names[i])
	}
}

// splitAssignment splits "target = value" at a "=" outside of quotes and
// parentheses.
func splitAssignment(text string) (target, value string, ok bool) {
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		switch {
		case quote != 0:
			if text[i] == quote {
				quote = 0
			}
		case text[i] == '"' || text[i] == '\'':
			quote = text[i]
		case text[i] == '(':
			return "", "", false
		case strings.HasPrefix(text[i:], " = "):
			return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+3:]), true
		}
	}
	return "", "", false
}

func (p *Pattern) parseTarget(target string) error {
	if open := strings.IndexByte(target, '['); open >= 0 {
		if !strings.HasSuffix(target, "]") {
			return fmt.Errorf("a subscript does not end")
		}
		key, err := parseValue(target[open+1 : len(target)-1])
		if err != nil {
			return err
		}
		p.Store, p.Key, p.Names = StoreItem, key, expand(target[:open])
		return p.checkNames()
	}
	p.Store = StoreAttribute
	if !strings.Contains(target, ".") {
		p.Store = StoreName
	}
	p.Names = expand(target)
	return p.checkNames()
}

func (p *Pattern) checkNames() error {
	for _, name := range p.Names {
		for i, part := range strings.Split(name, ".") {
			variable := strings.HasPrefix(part, "$")
			if part == "" || variable && i > 0 && part != "$F" || strings.ContainsAny(part, " {}()[]\"'") {
				return fmt.Errorf("%q is no dotted name", name)
			}
		}
	}
	return nil
}

// expand expands {a,b} in a dotted name.
func expand(text string) []string {
	open := strings.IndexByte(text, '{')
	end := strings.IndexByte(text, '}')
	if open < 0 || end < open {
		return []string{text}
	}
	var out []string
	for _, alternative := range strings.Split(text[open+1:end], ",") {
		for _, rest := range expand(text[end+1:]) {
			out = append(out, text[:open]+strings.TrimSpace(alternative)+rest)
		}
	}
	return out
}

func (p *Pattern) parseArgs(text string) error {
	if err := p.checkNames(); err != nil {
		return err
	}
	position := 0
	for _, part := range splitArgs(text) {
		if part == "..." {
			p.Rest = true
			position = -1
			continue
		}
		name, value, keyword := cutKeyword(part)
		v, err := parseValue(value)
		if err != nil {
			return err
		}
		arg := ArgPattern{Pos: -1, Name: name, Value: v}
		if !keyword {
			if position < 0 {
				return fmt.Errorf("a positional argument after ... has no position")
			}
			arg.Pos = position
			position++
		}
		p.Args = append(p.Args, arg)
	}
	return nil
}

// splitArgs splits at commas outside of quotes and braces.
func splitArgs(text string) []string {
	var out []string
	start, quote, depth := 0, byte(0), 0
	for i := 0; i < len(text); i++ {
		switch {
		case quote != 0:
			if text[i] == quote {
				quote = 0
			}
		case text[i] == '"' || text[i] == '\'':
			quote = text[i]
		case text[i] == '{':
			depth++
		case text[i] == '}':
			depth--
		case text[i] == ',' && depth == 0:
			out = append(out, strings.TrimSpace(text[start:i]))
			start = i + 1
		}
	}
	if last := strings.TrimSpace(text[start:]); last != "" {
		out = append(out, last)
	}
	return out
}

func cutKeyword(part string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(part, "=")
	if !ok || name == "" || strings.ContainsAny(name, "\"'$") {
		return "", part, false
	}
	return strings.TrimSpace(name), strings.TrimSpace(value), true
}

var metavariables = map[string]valueKind{"$TRUE": trueValue, "$FALSE": falseValue, "$STR": textValue, "$CONST": constValue}

func parseValue(text string) (*ValuePattern, error) {
	switch {
	case text == "":
		return nil, fmt.Errorf("a value is missing")
	case text[0] == '$':
		return &ValuePattern{Kind: metavariables[text], Text: text}, nil
	case text[0] == '"' || text[0] == '\'':
		return parseText(text)
	case text[0] == '<' || text[0] == '>':
		return parseBound(text)
	case text == "True" || text == "False" || text == "None" || text[0] >= '0' && text[0] <= '9' || text[0] == '-':
		return &ValuePattern{Kind: equalConst, Text: text}, nil
	}
	return &ValuePattern{Kind: dottedName, Names: expand(text)}, nil
}

func parseBound(text string) (*ValuePattern, error) {
	bound, err := strconv.ParseFloat(strings.TrimSpace(text[1:]), 64)
	if err != nil {
		return nil, fmt.Errorf("%q compares with no number", text)
	}
	kind := lessThan
	if text[0] == '>' {
		kind = greaterThan
	}
	return &ValuePattern{Kind: kind, Text: text, bound: bound}, nil
}

func parseText(text string) (*ValuePattern, error) {
	if len(text) < 2 || text[len(text)-1] != text[0] {
		return nil, fmt.Errorf("a text does not end: %s", text)
	}
	inner := text[1 : len(text)-1]
	if body, ok := strings.CutPrefix(inner, "=~/"); ok && strings.HasSuffix(body, "/") {
		re, err := regexp.Compile(body[:len(body)-1])
		return &ValuePattern{Kind: matchText, Text: inner, re: re}, err
	}
	return &ValuePattern{Kind: equalConst, Text: inner}, nil
}
