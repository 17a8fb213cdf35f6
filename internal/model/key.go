package model

import (
	"fmt"
	"strconv"
	"strings"
)

// key is a parsed row key. The grammar, with examples, is docs/models.md.
type key struct {
	text      string // as written
	name      string // dotted, "*.m" for a method on an unknown receiver
	call      bool   // has parentheses
	args      []Arg  // within them; empty for the result
	decorator bool   // @name
	item      bool   // name[]: storing an item
	itemKey   bool   // name[key]: the key of a stored item
	assign    bool   // name=: storing the attribute
}

// parseKeys parses a key; {a,b} in it stands for several.
func parseKeys(text string) ([]key, error) {
	var out []key
	for _, one := range expandBraces(text) {
		k, err := parseKey(one)
		if err != nil {
			return nil, fmt.Errorf("key %q: %w", text, err)
		}
		k.text = text
		out = append(out, k)
	}
	return out, nil
}

func expandBraces(text string) []string {
	open := strings.IndexByte(text, '{')
	if open < 0 {
		return []string{text}
	}
	end := strings.IndexByte(text[open:], '}')
	if end < 0 {
		return []string{text}
	}
	end += open
	var out []string
	for _, alternative := range strings.Split(text[open+1:end], ",") {
		for _, rest := range expandBraces(text[end+1:]) {
			out = append(out, text[:open]+strings.TrimSpace(alternative)+rest)
		}
	}
	return out
}

func parseKey(text string) (key, error) {
	k := key{}
	rest := text
	if k.decorator = strings.HasPrefix(rest, "@"); k.decorator {
		rest = rest[1:]
	}
	if open := strings.IndexByte(rest, '('); open >= 0 {
		if !strings.HasSuffix(rest, ")") {
			return k, fmt.Errorf("nothing may follow the closing parenthesis")
		}
		args, err := parseArgs(rest[open+1 : len(rest)-1])
		if err != nil {
			return k, err
		}
		k.call, k.args, rest = true, args, rest[:open]
	}
	switch {
	case strings.HasSuffix(rest, "[]"):
		k.item, rest = true, rest[:len(rest)-2]
	case strings.HasSuffix(rest, "[key]"):
		k.itemKey, rest = true, rest[:len(rest)-len("[key]")]
	case strings.HasSuffix(rest, "="):
		k.assign, rest = true, rest[:len(rest)-1]
	}
	k.name = rest
	if !isDotted(rest) {
		return k, fmt.Errorf("%q is no dotted name", rest)
	}
	return k, nil
}

func isDotted(name string) bool {
	parts := strings.Split(name, ".")
	for i, part := range parts {
		if !isIdentifier(part) && !(part == "*" && (i == 0 || i == len(parts)-1) && len(parts) > 1) {
			return false
		}
	}
	return true
}

func isIdentifier(s string) bool {
	for i, r := range s {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

// parseArgs reads "0:name|other, 1.., key[]"; empty for a call's result.
func parseArgs(text string) ([]Arg, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var out []Arg
	for _, part := range strings.Split(text, ",") {
		a, err := parseArg(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

// parseArg reads one argument: a position, names, position:names, "1.." (from
// a position on), "*" (any), "self" or "return", each perhaps followed by "[]" or "[name]".
func parseArg(text string) (Arg, error) {
	a := Arg{Pos: -1, From: -1}
	text, a.Elements = strings.CutSuffix(text, "[]")
	if of, item, ok := strings.Cut(strings.TrimSuffix(text, "]"), "["); ok && strings.HasSuffix(text, "]") {
		text, a.Item = of, item
	}
	switch text {
	case "*":
		a.Any = true
		return a, nil
	case "self":
		a.Self = true
		return a, nil
	case "return":
		a.Return = true
		return a, nil
	}
	position, names, both := strings.Cut(text, ":")
	if !both && !startsWithDigit(text) {
		position, names = "", text
	}
	if position != "" {
		if err := a.setPosition(position); err != nil {
			return a, err
		}
	}
	if names == "" {
		return a, a.check(text)
	}
	for _, name := range strings.Split(names, "|") {
		if !isIdentifier(name) {
			return a, fmt.Errorf("argument %q: %q is no name", text, name)
		}
		a.Names = append(a.Names, name)
	}
	return a, nil
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func (a *Arg) setPosition(text string) error {
	number, open := strings.CutSuffix(text, "..")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 {
		return fmt.Errorf("argument position %q is no number", text)
	}
	if open {
		a.From = n
	} else {
		a.Pos = n
	}
	return nil
}

func (a *Arg) check(text string) error {
	if a.Pos < 0 && a.From < 0 {
		return fmt.Errorf("argument %q names nothing", text)
	}
	return nil
}

// String writes an argument as a key does.
func (a Arg) String() string {
	var s string
	switch {
	case a.Any:
		s = "*"
	case a.Self:
		s = "self"
	case a.Return:
		s = "return"
	case a.From >= 0:
		s = strconv.Itoa(a.From) + ".."
	case a.Pos >= 0:
		s = strconv.Itoa(a.Pos)
	}
	if len(a.Names) > 0 {
		if s != "" {
			s += ":"
		}
		s += strings.Join(a.Names, "|")
	}
	if a.Item != "" {
		s += "[" + a.Item + "]"
	}
	if a.Elements {
		s += "[]"
	}
	return s
}
