// Package check finds secrets that are kept where others may read them.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at what is written to files and set as cookies.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		for _, x := range stored(p, c) {
			if name := shown(p, x); name != "" && !(rule.LastName(c.Func) == "set_cookie" && pass(name)) {
				p.Report(c, "`"+name+"` is stored as it is")
				break
			}
		}
	}
}

// pass tells names of what a browser shows to be let in: that is what cookies are for.
func pass(name string) bool {
	for _, w := range rule.SplitWords(name) {
		if w == "token" || w == "key" {
			return true
		}
	}
	return false
}

// shown is the name of a secret in what is stored: in an expression, under a key of a
// mapping, in a list.
func shown(p *rule.Pass, x syntax.Expr) string {
	switch v := p.Value(x).(type) {
	case *syntax.Dict:
		for _, e := range v.Values {
			if name := shown(p, e); name != "" {
				return name
			}
		}
		return ""
	case *syntax.List:
		for _, e := range v.Elts {
			if name := shown(p, e); name != "" {
				return name
			}
		}
		return ""
	}
	return p.ShownSecret(x, "getpass.getpass", "keyring.get_password")
}

// stored are the arguments of a call that end up in a file or a cookie.
func stored(p *rule.Pass, c *syntax.Call) []syntax.Expr {
	switch {
	case p.Is(c.Func, "json.dump", "pickle.dump", "yaml.dump", "yaml.safe_dump", "toml.dump", "tomli_w.dump"):
		if f := rule.ArgumentOf(c, 1, "fp"); f == nil || !opened(p, f) {
			return nil
		}
		return one(rule.ArgumentOf(c, 0, "obj"))
	case p.Is(c.Func, "builtins.print"):
		if f := rule.Keyword(c, "file"); f != nil && opened(p, f) {
			return c.Args
		}
		return nil
	}
	a, ok := c.Func.(*syntax.Attribute)
	if !ok {
		return nil
	}
	switch a.Attr {
	case "write":
		if opened(p, a.Value) {
			return c.Args
		}
	case "writelines", "writerow":
		made, _ := p.CallTo(p.Value(a.Value), "csv.writer", "csv.DictWriter")
		if opened(p, a.Value) || made != nil && opened(p, rule.ArgumentOf(made, 0, "f")) {
			return c.Args
		}
	case "write_text":
		return one(rule.ArgumentOf(c, 0, "data"))
	case "set_cookie":
		return one(rule.ArgumentOf(c, 1, "value"))
	}
	return nil
}

func one(x syntax.Expr) []syntax.Expr {
	if x == nil {
		return nil
	}
	return []syntax.Expr{x}
}

// opened tells whether an expression is a file that was opened by its path: one that was
// opened by a number may have a mode that keeps others out, and pipes are no files.
func opened(p *rule.Pass, x syntax.Expr) bool {
	n, ok := x.(*syntax.Name)
	if !ok {
		return false
	}
	for _, b := range p.Bindings(n) {
		if c, ok := p.CallTo(b.Value, "builtins.open", "io.open", "codecs.open", "aiofiles.open"); ok && (b.Kind == rule.BindWith || b.Kind == rule.BindAssign) {
			return rule.Keyword(c, "opener") == nil
		}
	}
	return false
}
