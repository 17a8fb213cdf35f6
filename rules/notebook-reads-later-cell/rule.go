// Package check reports cells that saw a value from further down.
package check

import (
	"fmt"

	"leadline/internal/rule"
)

// Check reports each root once.
func Check(p *rule.Pass) {
	for _, x := range p.Order("below") {
		message := fmt.Sprintf("`%s` came from %s, further down: from top to bottom it is another value", x.Name, p.Label(x.Other))
		others := x.Spoils[:0:0]
		for _, c := range x.Spoils {
			if c != x.Cell {
				others = append(others, c)
			}
		}
		if len(others) > 0 {
			message += "; wrong with it: " + p.Labels(others)
		}
		p.ReportProblem(x, message).MoveCells(x)
	}
}
