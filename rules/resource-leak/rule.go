// Package check finds files that nothing ever closes.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at open(...).read(): such a file has no name, and is closed when it is
// collected.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok {
			continue
		}
		switch a.Attr {
		case "read", "write", "readlines", "readline", "writelines":
			if made, ok := a.Value.(*syntax.Call); ok && p.Is(made.Func, "builtins.open", "io.open", "codecs.open") {
				p.Report(made, "nothing closes the file").Info()
			}
		}
	}
}
