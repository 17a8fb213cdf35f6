// Package check looks at the parts of a command.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep drops commands whose parts are constants, numbers or quoted.
func Keep(p *rule.Pass, n syntax.Node) bool {
	c, ok := n.(*syntax.Call)
	if !ok {
		return true
	}
	command := rule.ArgumentOf(c, 0, "args")
	if command == nil {
		command = rule.ArgumentOf(c, 0, "cmd")
	}
	if command == nil {
		return true
	}
	pieces := p.Pieces(command)
	for _, part := range pieces {
		if part.X != nil && !quoted(p, part.X) && !p.Tame(part.X) {
			return true
		}
	}
	return len(pieces) == 0
}

// quoted tells whether a part went through a function that quotes for shells.
func quoted(p *rule.Pass, x syntax.Expr) bool {
	c, ok := p.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	if len(c.Args) == 2 && p.Is(c.Func, "builtins.map") {
		return strings.Contains(rule.LastName(c.Args[0]), "quote")
	}
	name := rule.LastName(c.Func)
	return strings.Contains(name, "quote") || p.Is(c.Func, "shlex.quote", "pipes.quote", "shlex.join", "subprocess.list2cmdline")
}
