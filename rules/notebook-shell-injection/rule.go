// Package check reports shell escapes with values from outside.
package check

import (
	"regexp"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var (
	shell        = regexp.MustCompile(`^(?:!|%sx\b|%system\b)`)
	interpolated = regexp.MustCompile(`\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)`)
)

// maxFollowed bounds how far back a value is followed.
const maxFollowed = 10

// Check reports each name of each escape.
func Check(p *rule.Pass) {
	v := values(p)
	look := func(n syntax.Node, source string) {
		if !shell.MatchString(source) {
			return
		}
		for _, m := range interpolated.FindAllStringSubmatch(source, -1) {
			if name := m[1] + m[2]; v.outside(name, maxFollowed) {
				p.Report(n, "the value of `"+name+"` comes from outside and becomes part of a shell command")
				return
			}
		}
	}
	for m := range rule.All[*syntax.MagicStmt](p) {
		look(m, m.Text)
	}
	for a := range rule.All[*syntax.Assign](p) {
		if m, ok := a.Value.(*syntax.Magic); ok {
			look(m, m.Text)
		}
	}
}

// assigned are the values that a notebook gives its names.
type assigned struct {
	p  *rule.Pass
	of map[string][]syntax.Expr
}

func values(p *rule.Pass) *assigned {
	v := &assigned{p: p, of: map[string][]syntax.Expr{}}
	for a := range rule.All[*syntax.Assign](p) {
		for _, t := range a.Targets {
			if n, ok := t.(*syntax.Name); ok {
				v.of[n.ID] = append(v.of[n.ID], a.Value)
			}
		}
	}
	return v
}

// outside tells whether a name may hold what somebody outside chose.
func (v *assigned) outside(name string, depth int) bool {
	for _, x := range v.of[name] {
		if v.from(x, depth) {
			return true
		}
	}
	return false
}

func (v *assigned) from(x syntax.Expr, depth int) bool {
	if depth == 0 {
		return false
	}
	switch x := x.(type) {
	case *syntax.Name:
		return v.outside(x.ID, depth-1)
	case *syntax.BinOp:
		return v.from(x.Left, depth-1) || v.from(x.Right, depth-1)
	case *syntax.JoinedStr:
		for _, part := range x.Values {
			if f, ok := part.(*syntax.FormattedValue); ok && v.from(f.Value, depth-1) {
				return true
			}
		}
	case *syntax.Subscript:
		return v.from(x.Value, depth-1)
	case *syntax.Attribute:
		return v.from(x.Value, depth-1)
	case *syntax.Call:
		return v.fromCall(x, depth)
	}
	return false
}

// fromCall tells whether a call gives what somebody outside chose: it asks, it
// downloads, it reads a file, or it is a method of such a value.
func (v *assigned) fromCall(c *syntax.Call, depth int) bool {
	p := v.p
	if p.Is(c.Func, "input", "builtins.input", "open", "builtins.open", "urllib.request.urlopen", "requests.get", "requests.post", "requests.request") {
		return true
	}
	a, ok := c.Func.(*syntax.Attribute)
	if !ok {
		return false
	}
	if a.Attr == "format" {
		for _, x := range c.Args {
			if v.from(x, depth-1) {
				return true
			}
		}
	}
	return v.from(a.Value, depth-1)
}
