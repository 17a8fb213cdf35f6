// Package check reports outputs that are older than what they came from.
package check

import (
	"fmt"

	"leadline/internal/rule"
)

// Check reports each root of stale outputs once.
func Check(p *rule.Pass) {
	for _, x := range p.Order("stale") {
		message := ""
		switch {
		case x.Name == "" && x.Other == x.Cell:
			message = "the cell was edited after it ran: its output is that of the former text"
		case x.Name == "":
			message = "the cell ran in another state than a restart gives"
		case x.Other == x.Cell:
			message = fmt.Sprintf("the cell ran more than once, and `%s` is another value each time: a restart runs it once", x.Name)
		case !x.Sure && x.Other >= 0:
			message = fmt.Sprintf("%s gives `%s` and ran again after this cell; if it was edited in between, the output is out of date", p.Label(x.Other), x.Name)
		case x.Other < 0:
			message = fmt.Sprintf("`%s` is not what it was when this cell ran", x.Name)
		default:
			message = fmt.Sprintf("the output is older than `%s`, which %s gave again later", x.Name, p.Label(x.Other))
		}
		others := x.Spoils[:0:0]
		for _, c := range x.Spoils {
			if c != x.Cell {
				others = append(others, c)
			}
		}
		if len(others) > 0 {
			message += "; out of date with it: " + p.Labels(others)
		}
		r := p.ReportProblem(x, message)
		if x.Sure {
			r.ClearOutputs(false, "clear the outputs that are out of date", x.Spoils)
		}
	}
}
