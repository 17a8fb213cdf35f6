// Package check reports code that is fetched and run.
package check

import (
	"regexp"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var remote = regexp.MustCompile(`(?m)^[ \t]*%{1,2}(?:run|load|loadpy|script)[ \t]+.*https?://|\b(?:curl|wget)\b[^\n|;]*\|[ \t]*(?:sudo[ \t]+)?(?:ba|z|da)?(?:sh|python[\d.]*)\b`)

// Check reports magics; calls are in the rule's patterns.
func Check(p *rule.Pass) {
	for m := range rule.All[*syntax.MagicStmt](p) {
		if at := remote.FindStringIndex(m.Text); at != nil {
			p.ReportSpan(rule.Part(m, at[0], at[1]), m, "")
		}
	}
}
