// Package check reports event loops that are started in a cell.
package check

import (
	"bytes"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports calls outside of functions, unless loops may be nested.
func Check(p *rule.Pass) {
	if bytes.Contains(p.File.Bytes, []byte("nest_asyncio")) {
		return
	}
	for c := range rule.All[*syntax.Call](p) {
		if p.Function(c) != nil || len(c.Args) == 0 || !p.Is(c.Func, "asyncio.run", "anyio.run") && !untilComplete(c) {
			continue
		}
		r := p.Report(c, "")
		if inner, ok := c.Args[0].(*syntax.Call); ok && len(c.Args) == 1 && len(c.Keywords) == 0 {
			r.Fix(true, "await the coroutine", rule.Replace(c, "await "+p.Source(inner)))
		}
	}
}

func untilComplete(c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	return ok && a.Attr == "run_until_complete"
}
