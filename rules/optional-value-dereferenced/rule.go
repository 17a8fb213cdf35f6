// Package check finds uses of what may be None.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at attributes, items, unpackings and sums of what may be None.
func Check(pass *rule.Pass) {
	p := look{pass, map[*syntax.Call]bool{}}
	for a := range rule.All[*syntax.Attribute](pass) {
		p.judge(a, a.Value)
	}
	for s := range rule.All[*syntax.Subscript](pass) {
		p.judge(s, s.Value)
	}
	for c := range rule.All[*syntax.Call](pass) {
		if len(c.Args) == 1 && p.Is(c.Func, "builtins.int", "builtins.float", "builtins.len", "builtins.iter", "builtins.sorted") {
			p.judge(c, c.Args[0])
		}
	}
	for b := range rule.All[*syntax.BinOp](pass) {
		if b.Op == syntax.Add {
			p.judge(b, b.Left)
			p.judge(b, b.Right)
		}
	}
	for f := range rule.All[*syntax.For](pass) {
		p.judge(f.Iter, f.Iter)
	}
}

// look is one look at a file: of what one call gives, one use is reported.
type look struct {
	*rule.Pass
	done map[*syntax.Call]bool
}

// judge looks at a use of a value that would raise for None.
func (p look) judge(use syntax.Node, x syntax.Expr) {
	c, ok := p.Value(x).(*syntax.Call)
	if !ok || p.done[c] {
		return
	}
	what := optional(p.Pass, c)
	if what == "" || tested(p.Pass, use, x, c) {
		return
	}
	p.done[c] = true
	p.Report(use, what+" may give None, which nothing tests before this")
}

// optional names a call that gives None where there is nothing; "" for others.
func optional(p *rule.Pass, c *syntax.Call) string {
	switch {
	case p.Is(c.Func, "re.match", "re.search", "re.fullmatch", "regex.match", "regex.search", "regex.fullmatch"):
		if pattern, ok := p.Text(rule.ArgumentOf(c, 0, "pattern")); ok && fitsAll(pattern) || known(p, c, 1) {
			return ""
		}
	case p.Is(c.Func, "re.Pattern.match", "re.Pattern.search", "re.Pattern.fullmatch"):
		if a, ok := c.Func.(*syntax.Attribute); ok {
			if known(p, c, 0) {
				return ""
			}
			if made, ok := p.CallTo(compiled(p, a.Value), "re.compile"); ok {
				if pattern, ok := p.Text(rule.ArgumentOf(made, 0, "pattern")); ok && fitsAll(pattern) {
					return ""
				}
			}
		}
	case p.Is(c.Func, "os.environ.get", "os.getenv"):
		if given(c, 1, "default") {
			return ""
		}
	case p.Is(c.Func, "shutil.which", "xml.etree.ElementTree.Element.find", "xml.etree.ElementTree.ElementTree.find", "xml.etree.ElementTree.Element.findtext", "xml.etree.ElementTree.ElementTree.findtext"):
		if given(c, 2, "default") {
			return ""
		}
	case p.Is(c.Func, "builtins.getattr", "builtins.next"):
		last := c.Args[len(c.Args)-min(1, len(c.Args)):]
		if len(c.Args) < 2 || len(c.Keywords) > 0 || !rule.IsConst(last[0], syntax.None) {
			return ""
		}
	case p.Is(c.Func, "builtins.dict.get"):
		if given(c, 1, "default") || len(c.Args) == 0 || holds(p, c) {
			return ""
		}
	case p.Is(c.Func, "bs4.BeautifulSoup.find", "bs4.BeautifulSoup.select_one", "bs4.Tag.find", "bs4.element.Tag.find"):
	case row(p, c):
	default:
		if f := p.Called(c); f == nil || !mayGiveNone(f) {
			return ""
		}
	}
	return "`" + rule.LastName(c.Func) + "`"
}

// known tells whether the text that is matched stands in the code.
func known(p *rule.Pass, c *syntax.Call, position int) bool {
	_, ok := p.Text(rule.ArgumentOf(c, position, "string"))
	return ok
}

// compiled follows the name of a compiled pattern, also one of the class or self.
func compiled(p *rule.Pass, x syntax.Expr) syntax.Expr {
	if a, ok := x.(*syntax.Attribute); ok {
		if values := p.SelfValues(a); len(values) == 1 {
			return values[0]
		}
	}
	return p.Value(x)
}

// given tells whether a call gives a default that is not None.
func given(c *syntax.Call, position int, name string) bool {
	d := rule.ArgumentOf(c, position, name)
	return rule.Open(c) || d != nil && !rule.IsConst(d, syntax.None)
}

// holds tells whether the mapping that get asks has entries that the code shows: what
// is looked up there is known to its author.
func holds(p *rule.Pass, c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok {
		return true
	}
	if _, literal := p.Text(c.Args[0]); !literal {
		return true // a variable key is often one that was put in
	}
	d, ok := p.Value(a.Value).(*syntax.Dict)
	return ok && len(d.Keys) > 0
}

// mayGiveNone tells whether a function says `return None` on one way and gives something on
// another.
func mayGiveNone(f *syntax.FunctionDef) bool {
	if f.Async || len(f.Decorators) > 0 || rule.IsGenerator(f) {
		return false
	}
	none, some := false, false
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		if r, ok := n.(*syntax.Return); ok {
			if r.Value == nil || rule.IsConst(r.Value, syntax.None) {
				none = true
			} else {
				some = true
			}
		}
		return true
	})
	return none && some
}
