// Package check reports rows on both sides of a split.
package check

import (
	"fmt"

	"leadline/internal/rule"
)

// Check reports each source once.
func Check(p *rule.Pass) {
	for _, l := range p.Leaks("overlap") {
		p.ReportLeak(l, fmt.Sprintf("%s makes rows of all rows, and they are split afterwards; the model is fitted at %s", l.What, p.Place(l.Fit)), "makes rows of other rows before the split", "the model is fitted to some of them")
	}
}
