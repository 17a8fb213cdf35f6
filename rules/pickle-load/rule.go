// Package check looks at where pickled data comes from.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep drops data that the same function made, and files of a constant path.
func Keep(p *rule.Pass, n syntax.Node) bool {
	c, ok := n.(*syntax.Call)
	if !ok || len(c.Args) == 0 {
		return true
	}
	data := c.Args[0]
	if made, ok := p.Value(data).(*syntax.Call); ok && strings.HasPrefix(rule.LastName(made.Func), "dump") {
		return false
	}
	name, ok := data.(*syntax.Name)
	if !ok {
		return true
	}
	for _, b := range p.Bindings(name) {
		opened, ok := p.CallTo(b.Value, "builtins.open", "io.open", "gzip.open", "bz2.open", "lzma.open")
		if ok && len(opened.Args) > 0 && p.Tame(opened.Args[0]) && p.Function(b.Node) == p.Function(c) {
			return false
		}
	}
	return !dumped(p, c, name.ID)
}

// dumped tells whether the function writes to the same file or buffer.
func dumped(p *rule.Pass, c *syntax.Call, name string) bool {
	f, ok := p.Function(c).(*syntax.FunctionDef)
	if !ok {
		return false
	}
	found := false
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		d, ok := n.(*syntax.Call)
		if ok && len(d.Args) > 1 && rule.LastName(d.Func) == "dump" && rule.Dotted(d.Args[1]) == name {
			found = true
		}
		return !found
	})
	return found
}
