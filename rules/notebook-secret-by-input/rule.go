// Package check reports secrets that are asked for in the open.
package check

import (
	"regexp"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var secret = regexp.MustCompile(`(?i)\b(?:password|passwd|passphrase|secret|api[ _-]?key|access[ _-]?key|auth(?:entication)? ?token|api token|token|pin code)\b`)

// Check reports calls of input whose question tells.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if len(c.Args) != 1 || !p.Is(c.Func, "input", "builtins.input") {
			continue
		}
		if s, ok := p.Text(c.Args[0]); !ok || !secret.MatchString(s) {
			continue
		}
		r := p.Report(c, "")
		if at, ok := p.CellStart(c); ok {
			r.Fix(true, "ask with getpass", rule.Insert(at, "import getpass\n"), rule.Replace(c.Func, "getpass.getpass"))
		}
	}
}
