// Package check reports large outputs.
package check

import (
	"fmt"

	"leadline/internal/rule"
)

const (
	maxOutput = 1 << 20
	maxAll    = 10 << 20
)

// Check reports each output that is too large, or the largest cell.
func Check(p *rule.Pass) {
	sum, largest := 0, -1
	cells := p.CellsOf()
	for i := range cells {
		c := &cells[i]
		size := c.OutputList.Len()
		sum += size
		if largest < 0 || size > cells[largest].OutputList.Len() {
			largest = i
		}
		for j := range c.Outputs {
			if n := c.Outputs[j].Object.Len(); n > maxOutput {
				p.ReportCell(c, fmt.Sprintf("a stored output of %s has %.1f MiB", c.Label(), float64(n)/maxOutput)).DropOutput(c, j)
			}
		}
	}
	if sum > maxAll && cells[largest].OutputList.Len() <= maxOutput {
		p.ReportCell(&cells[largest], fmt.Sprintf("the stored outputs have %.1f MiB in all; those of %s are the largest", float64(sum)/maxOutput, cells[largest].Label()))
	}
}
