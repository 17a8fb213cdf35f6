// Package check reports wildcard imports.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports each such import.
func Check(p *rule.Pass) {
	for i := range rule.All[*syntax.ImportFrom](p) {
		if len(i.Names) == 1 && i.Names[0].Name == "*" {
			p.Report(i, "nobody can tell which names "+i.Module+" brings here")
		}
	}
}
