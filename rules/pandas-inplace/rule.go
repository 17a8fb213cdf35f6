// Package check finds results of frames that are dropped, and None that is kept.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func pure() map[string]bool {
	out := map[string]bool{}
	for _, m := range []string{"dropna", "fillna", "drop", "rename", "sort_values", "sort_index", "reset_index", "set_index", "drop_duplicates", "replace", "astype",
		"assign", "round", "merge", "join", "reindex", "query", "filter", "apply", "interpolate", "ffill", "bfill", "clip", "shift", "explode", "transpose"} {
		out[m] = true
	}
	return out
}

// Check looks at calls on frames and series.
func Check(p *rule.Pass) {
	known := pure()
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || !known[a.Attr] || !p.HasType(a.Value, "pandas.DataFrame", "pandas.Series") {
			continue
		}
		x := rule.Keyword(c, "inplace")
		inplace := x != nil && rule.IsConst(x, syntax.True)
		switch up := p.Parent(c).(type) {
		case *syntax.ExprStmt:
			if x == nil && a.Attr != "apply" && !rule.Open(c) && !last(p, up) {
				r := p.Report(c, "")
				if n, ok := a.Value.(*syntax.Name); ok {
					r.Fix(true, "keep the result", rule.Insert(up.Start, n.ID+" = "))
				}
			} else if inplace {
				p.Report(c, "inplace=True saves no memory and ends a chain of calls: assign the result").Info()
			}
		case *syntax.Assign, *syntax.Return, *syntax.Attribute:
			if inplace {
				p.Report(c, "with inplace=True the result is None")
			}
		}
	}
}

// last tells whether the statement ends a cell of a script in cells.
func last(p *rule.Pass, s syntax.Stmt) bool {
	return p.Function(s) == nil && p.Mentions("# %%", "# In[")
}
