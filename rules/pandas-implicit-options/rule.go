// Package check finds tables that are read and joined by guesses.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at read_csv and merge in programs; notebooks explore.
func Check(p *rule.Pass) {
	if len(p.CellsOf()) > 0 {
		return
	}
	for c := range rule.All[*syntax.Call](p) {
		if rule.Open(c) {
			continue
		}
		switch {
		case p.Is(c.Func, "pandas.read_csv", "pandas.read_table"):
			if !any(c, "dtype", "usecols", "converters", "dtype_backend", "names", "index_col", "parse_dates") {
				p.Report(c, "")
			}
		case p.Is(c.Func, "pandas.merge") && len(c.Args) < 3, p.Is(c.Func, "pandas.DataFrame.merge") && len(c.Args) < 2:
			if !any(c, "on", "left_on", "right_on", "left_index", "right_index") && !isCross(p, c) {
				p.Report(c, "tables are joined by whatever columns they share: say `on`")
			}
		}
	}
}

// any tells whether one of the keyword arguments is given.
func any(c *syntax.Call, names ...string) bool {
	for _, n := range names {
		if rule.Keyword(c, n) != nil {
			return true
		}
	}
	return false
}

func isCross(p *rule.Pass, c *syntax.Call) bool {
	how, _ := p.Text(rule.Keyword(c, "how"))
	return how == "cross"
}
