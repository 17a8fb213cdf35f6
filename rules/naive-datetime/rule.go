// Package check looks at what becomes of a time without a zone.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep drops times that get a zone at once, and those of which only the date is used.
func Keep(p *rule.Pass, n syntax.Node) bool {
	switch up := p.Parent(n).(type) {
	case *syntax.Attribute:
		switch up.Attr {
		case "astimezone", "date", "year", "month", "day":
			return false
		case "replace":
			c, ok := p.Parent(up).(*syntax.Call)
			return !ok || rule.Keyword(c, "tzinfo") == nil
		}
	case *syntax.Call:
		switch rule.LastName(up.Func) {
		case "localize", "make_aware":
			return false
		}
	}
	return true
}
