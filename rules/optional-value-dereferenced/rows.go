package check

import (
	"slices"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// row tells whether a call asks a database for one row, of which there may be none: fetchone
// behind a statement that does not always give one, and first of a query that filters.
func row(p *rule.Pass, c *syntax.Call) bool {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok || len(c.Args)+len(c.Keywords) > 0 {
		return false
	}
	switch a.Attr {
	case "fetchone":
		statement, known := executed(p, a.Value, c)
		return known && selects(statement)
	case "first", "one_or_none", "scalar_one_or_none":
		return filters(a.Value) && !computes(a.Value)
	}
	return false
}

// executed is the constant statement that a cursor, or what execute gave, ran last.
func executed(p *rule.Pass, cursor syntax.Expr, fetch *syntax.Call) (string, bool) {
	last, _ := p.Value(cursor).(*syntax.Call)
	if last == nil || rule.LastName(last.Func) != "execute" {
		last = nil
		for _, c := range rule.CallsIn(p.BodyOf(fetch), "execute") {
			if a, ok := c.Func.(*syntax.Attribute); ok && rule.Same(a.Value, cursor) && c.Start < fetch.Start {
				last = c
			}
		}
	}
	if last == nil || len(last.Args) == 0 {
		return "", false
	}
	return p.Text(last.Args[0])
}

// selects tells whether a statement may give no row: it has a condition, and computes nothing
// over all of them.
func selects(statement string) bool {
	words := strings.ToLower(statement)
	for _, always := range []string{"count(", "max(", "min(", "sum(", "avg(", "exists(", "exists (", "returning", "coalesce("} {
		if strings.Contains(words, always) {
			return false
		}
	}
	return strings.Contains(words, "select") && strings.Contains(words, "where")
}

// filters tells whether a query is narrowed by a condition.
func filters(query syntax.Expr) bool {
	for {
		c, ok := query.(*syntax.Call)
		if !ok {
			return false
		}
		a, ok := c.Func.(*syntax.Attribute)
		if !ok {
			return false
		}
		if slices.Contains([]string{"filter", "filter_by", "where"}, a.Attr) {
			return true
		}
		query = a.Value
	}
}

// computes tells whether a query asks for a number over all rows, which there always is.
func computes(query syntax.Expr) bool {
	found := false
	syntax.Walk(query, func(n syntax.Node) bool {
		a, ok := n.(*syntax.Attribute)
		if ok && rule.LastName(a.Value) == "func" {
			found = found || slices.Contains([]string{"sum", "max", "min", "avg", "count", "coalesce"}, a.Attr)
		}
		return !found
	})
	return found
}
