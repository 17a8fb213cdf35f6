// Package check reports cells that change what they read.
package check

import (
	"fmt"

	"leadline/internal/rule"
)

// Check reports each such cell that ran twice, or may have.
func Check(p *rule.Pass) {
	for _, x := range p.Order("again") {
		message := fmt.Sprintf("the cell reads `%s` and gives it anew: every further run changes it again", x.Name)
		if x.Sure {
			message += ", and it ran more than once"
		} else {
			message += ", and a count is missing just before this cell's: it may have run twice"
		}
		p.ReportProblem(x, message)
	}
}
