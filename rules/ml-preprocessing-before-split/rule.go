// Package check reports what is learned from test rows.
package check

import (
	"fmt"

	"leadline/internal/rule"
)

// Check reports each source once. Modules that make estimators are left out: what
// their fit computes it computes for whoever has split already.
func Check(p *rule.Pass) {
	if p.Notebook == nil && p.Mentions("def fit(") {
		return
	}
	for _, l := range p.Leaks("preprocessing") {
		p.ReportLeak(l, fmt.Sprintf("%s learns from all rows, those for the test too; the model is fitted at %s", l.What, p.Place(l.Fit)), "learns from all rows, before or beyond the split", "the model is fitted to rows that carry it")
	}
}
