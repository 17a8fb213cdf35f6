// Package check finds text that is declared safe without being so.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at calls of the functions that declare text safe.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if len(c.Args) != 1 || !p.Is(c.Func, "django.utils.safestring.mark_safe", "django.utils.safestring.SafeString", "django.utils.safestring.SafeText",
			"markupsafe.Markup", "flask.Markup", "jinja2.Markup", "jinja2.utils.markupsafe.Markup") {
			continue
		}
		if !safe(p, c.Args[0], 6) && !asked(p, c) {
			p.Report(c, "")
		}
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		if f.Name == "__html__" {
			protocol(p, f)
		}
	}
}

// protocol looks at what a class says is its own HTML.
func protocol(p *rule.Pass, f *syntax.FunctionDef) {
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		r, ok := n.(*syntax.Return)
		if !ok || r.Value == nil {
			return true
		}
		switch p.Value(r.Value).(type) {
		case *syntax.BinOp, *syntax.JoinedStr:
			if !safe(p, r.Value, 6) {
				p.Report(r, "what __html__ returns is taken for safe HTML, and nothing escapes its parts")
			}
		}
		return true
	})
}

// safe tells whether every part of a text is constant, escaped or a number.
func safe(p *rule.Pass, x syntax.Expr, depth int) bool {
	x = p.Value(x)
	if depth == 0 {
		return false
	}
	switch x := x.(type) {
	case *syntax.Constant:
		return true
	case *syntax.JoinedStr:
		for _, v := range x.Values {
			if f, ok := v.(*syntax.FormattedValue); ok && !safe(p, f.Value, depth-1) {
				return false
			}
		}
		return true
	case *syntax.BinOp:
		return safe(p, x.Left, depth-1) && safe(p, x.Right, depth-1)
	case *syntax.Tuple:
		for _, e := range x.Elts {
			if !safe(p, e, depth-1) {
				return false
			}
		}
		return true
	case *syntax.Name:
		return escaped(p, x) || p.HasType(x, "builtins.int", "builtins.float", "builtins.bool", "markupsafe.Markup")
	case *syntax.Starred:
		return safe(p, x.Value, depth-1)
	case *syntax.ListComp:
		return safe(p, x.Elt, depth-1)
	case *syntax.GeneratorExp:
		return safe(p, x.Elt, depth-1)
	case *syntax.List:
		for _, e := range x.Elts {
			if !safe(p, e, depth-1) {
				return false
			}
		}
		return true
	case *syntax.IfExp:
		return safe(p, x.Body, depth-1) && safe(p, x.Orelse, depth-1)
	case *syntax.Call:
		return safeCall(p, x, depth)
	}
	return p.HasType(x, "builtins.int", "builtins.float", "builtins.bool", "markupsafe.Markup")
}

func safeCall(p *rule.Pass, c *syntax.Call, depth int) bool {
	if p.Is(c.Func, "builtins.int", "builtins.float", "builtins.len", "builtins.round", "builtins.abs") {
		return true
	}
	name := rule.Dotted(c.Func)
	if a, ok := c.Func.(*syntax.Attribute); ok {
		name = a.Attr
		if a.Attr == "format" || a.Attr == "join" || a.Attr == "replace" || a.Attr == "strip" {
			ok := safe(p, a.Value, depth-1)
			for _, x := range c.Args {
				ok = ok && safe(p, x, depth-1)
			}
			for i := range c.Keywords {
				ok = ok && safe(p, c.Keywords[i].Value, depth-1)
			}
			return ok
		}
	}
	last := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	for _, word := range []string{"escape", "clean", "sanitize", "bleach", "format_html", "render", "reverse", "static", "dumps", "_", "gettext", "ngettext", "markdown", "highlight", "urlencode", "quote"} {
		if strings.Contains(last, word) && word != "_" || last == word {
			return true
		}
	}
	return true // what other calls give is not known
}

// asked tells whether the code asks first whether the text is safe already.
func asked(p *rule.Pass, c *syntax.Call) bool {
	for up := p.Parent(c); up != nil; up = p.Parent(up) {
		var test syntax.Expr
		switch u := up.(type) {
		case *syntax.If:
			test = u.Test
		case *syntax.IfExp:
			test = u.Test
		}
		if test == nil {
			continue
		}
		said := p.Source(test)
		if strings.Contains(said, "SafeData") || strings.Contains(said, "SafeString") || strings.Contains(said, "Markup") || strings.Contains(said, "is_safe") || strings.Contains(said, "safe_input") || strings.Contains(said, "__html__") {
			return true
		}
	}
	return false
}

// escaped tells whether a variable says so by its name, or gets an escaped value in
// some branch.
func escaped(p *rule.Pass, n *syntax.Name) bool {
	for _, w := range rule.SplitWords(n.ID) {
		if w == "safe" || w == "escaped" {
			return true
		}
	}
	for _, b := range p.Bindings(n) {
		if c, ok := b.Value.(*syntax.Call); ok && strings.Contains(strings.ToLower(rule.LastName(c.Func)), "escape") {
			return true
		}
	}
	return false
}
