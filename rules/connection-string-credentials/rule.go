// Package check finds addresses that hold a password.
package check

import (
	"leadline/internal/plain"
	"leadline/internal/rule"
)

// Check looks at the whole text.
func Check(p *rule.Pass) {
	if plain.IsExample(p.File.Path) {
		return
	}
	for _, s := range plain.Addresses(p.File.Bytes) {
		r := p.ReportAt(rule.SpanOf(s.Start, s.End), "the address holds a password: "+s.Shown)
		if s.Local {
			r.Low()
		}
	}
}
