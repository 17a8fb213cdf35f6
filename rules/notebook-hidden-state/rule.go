// Package check reports what cells read of cells that are gone.
package check

import (
	"fmt"

	"leadline/internal/rule"
)

// Check reports each name once, at the first cell that reads it.
func Check(p *rule.Pass) {
	said := map[string]bool{}
	for _, x := range p.Order("ghost") {
		if said[x.Name] {
			continue
		}
		said[x.Name] = true
		message := fmt.Sprintf("`%s` is bound by no cell on the page", x.Name)
		if x.Gap {
			message += ", and a count is missing just before this cell's: what ran then is gone"
		}
		p.ReportProblem(x, message)
	}
}
