// Package check finds addresses that urllib opens whatever they begin with.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at what urllib.request opens.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		x := address(p, c)
		if x == nil || begun(p, x) || tested(p, c) {
			continue
		}
		if _, made := p.CallTo(p.Value(x), "urllib.request.Request"); made {
			continue // which is judged itself
		}
		p.Report(c, "")
	}
}

func address(p *rule.Pass, c *syntax.Call) syntax.Expr {
	if p.Is(c.Func, "urllib.request.urlopen", "urllib.request.urlretrieve", "urllib.request.Request", "urllib2.urlopen", "urllib.urlopen", "urllib.urlretrieve") {
		return rule.ArgumentOf(c, 0, "url")
	}
	a, ok := c.Func.(*syntax.Attribute)
	if ok && (a.Attr == "open" || a.Attr == "retrieve") {
		if _, opener := p.CallTo(p.Value(a.Value), "urllib.request.URLopener", "urllib.request.FancyURLopener"); opener {
			return rule.ArgumentOf(c, 0, "fullurl")
		}
	}
	return nil
}

// begun tells whether an address has a fixed beginning, or holds no text of somebody's choice.
func begun(p *rule.Pass, x syntax.Expr) bool {
	pieces := p.Pieces(x)
	if len(pieces) == 0 {
		return false
	}
	if pieces[0].X == nil {
		return pieces[0].Text != ""
	}
	return p.Constant(pieces[0].X) != nil || p.HasType(pieces[0].X, "urllib.request.Request")
}

// tested tells whether the function looks at what the address begins with.
func tested(p *rule.Pass, c *syntax.Call) bool {
	found := false
	for _, s := range p.BodyOf(c) {
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Attribute:
				found = found || n.Attr == "scheme" || n.Attr == "startswith" || n.Attr == "urlsplit"
			case *syntax.Constant:
				text, ok := n.Text()
				found = found || ok && (text == "http" || text == "https")
			}
			return !found
		})
	}
	return found
}
