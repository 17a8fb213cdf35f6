// Package check reports paths of one machine.
package check

import (
	"regexp"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var personal = regexp.MustCompile(`^(?:/home/[^/\s]+/|/Users/[^/\s]+/|/root/|[A-Za-z]:[\\/]+[\w.]|/content/drive/|/media/[^/\s]+/|/mnt/[^/\s]+/|~/)[^\n<>|*"]*$`)

// Check reports each text that is such a path.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Constant](p) {
		if s, ok := p.Text(c); ok && len(s) < 300 && personal.MatchString(s) {
			p.Report(c, "the path exists on one machine only: "+s)
		}
	}
}
