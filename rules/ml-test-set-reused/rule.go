// Package check reports test parts that judge several fits.
package check

import (
	"fmt"

	"leadline/internal/rule"
)

// Check reports each source once.
func Check(p *rule.Pass) {
	for _, l := range p.Leaks("reused") {
		p.ReportLeak(l, fmt.Sprintf("%s judges more than one fit on the same test part, again at %s", l.What, p.Place(l.Fit)), "the test part judges a fit", "it judges another fit")
	}
}
