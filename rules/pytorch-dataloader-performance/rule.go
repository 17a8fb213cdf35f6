// Package check finds loaders and resets of gradients that are slower than they must be.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at data loaders of files that use a GPU, and at resets of gradients.
func Check(p *rule.Pass) {
	gpu := p.Mentions("cuda")
	for c := range rule.All[*syntax.Call](p) {
		if rule.LastName(c.Func) == "zero_grad" && rule.IsConst(rule.ArgumentOf(c, 0, "set_to_none"), syntax.False) {
			p.Report(c, "gradients are filled with zeros where they could be dropped: leave out `set_to_none=False`")
		}
		if !gpu || rule.Open(c) || !p.Is(c.Func, "torch.utils.data.DataLoader", "torch.utils.data.dataloader.DataLoader") || inMemory(p, c) {
			continue
		}
		workers := rule.ArgumentOf(c, 5, "num_workers")
		n, known := p.Number(workers)
		switch {
		case workers == nil || known && n == 0:
			p.Report(c, "")
		case rule.ArgumentOf(c, 7, "pin_memory") == nil:
			p.Report(c, "batches go to the GPU through memory that is not pinned: say `pin_memory=True`")
		}
	}
}

// inMemory tells whether a loader only slices tensors, which needs no workers.
func inMemory(p *rule.Pass, c *syntax.Call) bool {
	made, ok := p.Value(rule.ArgumentOf(c, 0, "dataset")).(*syntax.Call)
	return ok && rule.LastName(made.Func) == "TensorDataset"
}
