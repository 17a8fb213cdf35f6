// Package check finds Authorization headers that are encoded by hand.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at headers called Authorization whose value holds an encoded text.
func Check(p *rule.Pass) {
	for d := range rule.All[*syntax.Dict](p) {
		for i, k := range d.Keys {
			if name, ok := header(p, k); ok && basic(p, d.Values[i], 8) {
				report(p, d, name)
			}
		}
	}
	for a := range rule.All[*syntax.Assign](p) {
		for _, t := range a.Targets {
			if s, ok := t.(*syntax.Subscript); ok {
				if name, ok := header(p, s.Slice); ok && basic(p, a.Value, 8) {
					report(p, a, name)
				}
			}
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		if a, ok := c.Func.(*syntax.Attribute); ok && (a.Attr == "add_header" || a.Attr == "putheader") && len(c.Args) == 2 {
			if name, ok := header(p, c.Args[0]); ok && basic(p, c.Args[1], 8) {
				report(p, c, name)
			}
		}
	}
}

func report(p *rule.Pass, n syntax.Node, _ string) { p.Report(n, "") }

func header(p *rule.Pass, x syntax.Expr) (string, bool) {
	if x == nil {
		return "", false
	}
	name, ok := p.Text(x)
	lower := strings.ToLower(name)
	return name, ok && (lower == "authorization" || lower == "proxy-authorization")
}

// basic tells whether a text begins with Basic and holds base64.
func basic(p *rule.Pass, x syntax.Expr, depth int) bool {
	scheme, encoded := false, false
	var look func(x syntax.Expr, depth int)
	look = func(x syntax.Expr, depth int) {
		if depth == 0 {
			return
		}
		syntax.Walk(p.Value(x), func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Constant:
				t, _ := n.Text()
				scheme = scheme || strings.HasPrefix(strings.TrimSpace(t), "Basic")
			case *syntax.Call:
				encoded = encoded || p.Is(n.Func, "base64.b64encode", "base64.standard_b64encode", "base64.urlsafe_b64encode", "base64.encodebytes")
			case *syntax.Name:
				if v := p.Value(n); v != syntax.Expr(n) {
					look(v, depth-1)
				}
			}
			return true
		})
	}
	look(x, depth)
	return scheme && encoded
}
