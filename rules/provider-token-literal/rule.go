// Package check finds tokens by the form that their providers give them.
package check

import (
	"leadline/internal/plain"
	"leadline/internal/rule"
)

// Check looks at the whole text, comments too.
func Check(p *rule.Pass) {
	for _, s := range plain.Tokens(p.File.Bytes) {
		p.ReportAt(rule.SpanOf(s.Start, s.End), s.Kind+" stands in the text: "+s.Shown)
	}
}
