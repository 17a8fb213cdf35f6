// Package check compares formats with their arguments.
package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at the operator % and at str.format.
func Check(p *rule.Pass) {
	for b := range rule.All[*syntax.BinOp](p) {
		if b.Op == syntax.Mod && rule.IsConst(b.Left, syntax.Str, syntax.Bytes) {
			percent(p, b)
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		if a, ok := c.Func.(*syntax.Attribute); ok && a.Attr == "format" {
			if k := p.Constant(a.Value); k != nil && k.Kind == syntax.Str {
				braces(p, c, k)
			}
		}
	}
}

// numeric is a field with a format of numbers.
var numeric = regexp.MustCompile(`\{\d*:[^{}]*[dfFeEgGxXobn%]\}`)

var counting = regexp.MustCompile(`%[-+ #0]*\d*(\.\d+)?[diouxXeEfFgG]`)

func percent(p *rule.Pass, b *syntax.BinOp) {
	format, ok := b.Left.(*syntax.Constant).Text()
	if !ok {
		return
	}
	n, names, ok := rule.Placeholders(format)
	if !ok {
		p.Report(b, "the format has a placeholder that Python does not know")
		return
	}
	switch right := b.Right.(type) {
	case *syntax.Tuple:
		for _, e := range right.Elts {
			if _, star := e.(*syntax.Starred); star {
				return
			}
		}
		if len(names) > 0 {
			p.Report(b, "the format names its values, and is given a tuple")
		} else if n != len(right.Elts) {
			p.Report(b, fmt.Sprintf("%d placeholders, %d values", n, len(right.Elts)))
		}
	case *syntax.Dict:
		mapping(p, b, n, names, right)
	case *syntax.Constant, *syntax.JoinedStr:
		if rule.IsConst(b.Right, syntax.Str) && n == 1 && counting.MatchString(format) {
			p.Report(b, "the format wants a number, and is given a text")
		} else if n != 1 || len(names) > 0 {
			p.Report(b, fmt.Sprintf("%d placeholders, one value", n))
		}
	default:
		if n == 0 && len(names) == 0 {
			p.Report(b, "the format has no placeholder")
		}
	}
}

func mapping(p *rule.Pass, b *syntax.BinOp, n int, names []string, d *syntax.Dict) {
	if n > 1 {
		p.Report(b, "the format numbers its values, and is given a mapping")
		return
	}
	keys := map[string]bool{}
	for _, k := range d.Keys {
		c, ok := k.(*syntax.Constant)
		if !ok {
			return
		}
		t, _ := c.Text()
		keys[t] = true
	}
	for _, name := range names {
		if !keys[name] {
			p.Report(b, "the mapping has no "+strconv.Quote(name))
			return
		}
	}
}

func braces(p *rule.Pass, c *syntax.Call, format *syntax.Constant) {
	text, ok := format.Text()
	if !ok || rule.Open(c) {
		return
	}
	fields, ok := fieldsOf(text)
	if !ok {
		p.Report(c, "the braces of the format do not match")
		return
	}
	auto, manual, most := 0, false, -1
	for _, f := range fields {
		name, _, _ := strings.Cut(f, ".")
		name, _, _ = strings.Cut(name, "[")
		if name == "" {
			most = max(most, auto)
			auto++
			continue
		}
		if n, err := strconv.Atoi(name); err == nil {
			manual, most = true, max(most, n)
			continue
		}
		if rule.Keyword(c, name) == nil {
			p.Report(c, "the format names "+strconv.Quote(name)+", which is not given")
			return
		}
	}
	switch {
	case len(fields) == 1 && len(c.Args) == 1 && rule.IsConst(c.Args[0], syntax.Str) && numeric.MatchString(text):
		p.Report(c, "the format wants a number, and is given a text")
	case manual && auto > 0:
		p.Report(c, "the format mixes {} with {0}")
	case most+1 > len(c.Args):
		p.Report(c, fmt.Sprintf("%d placeholders, %d values", most+1, len(c.Args)))
	case !manual && most+1 < len(c.Args):
		p.Report(c, fmt.Sprintf("%d placeholders, %d values", most+1, len(c.Args)))
	}
}

// fieldsOf lists the names of the replacement fields, those inside format
// specifications too.
func fieldsOf(s string) (out []string, ok bool) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '{' && i+1 < len(s) && s[i+1] == '{', s[i] == '}' && i+1 < len(s) && s[i+1] == '}':
			i++
		case s[i] == '}':
			return nil, false
		case s[i] == '{':
			end, depth := i+1, 1
			for ; end < len(s) && depth > 0; end++ {
				if s[end] == '{' {
					depth++
				} else if s[end] == '}' {
					depth--
				}
			}
			if depth > 0 {
				return nil, false
			}
			inner := s[i+1 : end-1]
			name := inner[:len(inner)-len(strings.TrimLeftFunc(inner, func(r rune) bool { return r != ':' && r != '!' }))]
			out = append(out, name)
			if nested, ok := fieldsOf(inner[len(name):]); ok {
				out = append(out, nested...)
			}
			i = end - 1
		}
	}
	return out, true
}
