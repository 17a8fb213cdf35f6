// Package check reports stored exceptions.
package check

import "leadline/internal/rule"

// Check reports one finding for each cell.
func Check(p *rule.Pass) {
	for i := range p.CellsOf() {
		c := &p.CellsOf()[i]
		if c.Tagged("raises-exception") || c.Tagged("skip-execution") {
			continue
		}
		for j := range c.Outputs {
			if o := &c.Outputs[j]; o.Type == "error" {
				p.ReportCell(c, "the stored output of "+c.Label()+" is the exception "+o.Name)
				break
			}
		}
	}
}
