// Package check finds keys that stand twice in a display.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at dict and set displays.
func Check(p *rule.Pass) {
	for d := range rule.All[*syntax.Dict](p) {
		seen := map[string]syntax.Expr{}
		for i, k := range d.Keys {
			id := identity(k)
			if id == "" {
				continue
			}
			if old, ok := seen[id]; ok {
				r := p.Report(k, "")
				if rule.Same(old, d.Values[i]) {
					r.Info()
					if i+1 < len(d.Keys) && d.Keys[i+1] != nil {
						r.Fix(true, "take the second one away", rule.Edit{Span: rule.SpanOf(k.Span().Start, d.Keys[i+1].Span().Start)})
					}
				}
			}
			seen[id] = d.Values[i]
		}
	}
	for s := range rule.All[*syntax.Set](p) {
		seen := map[string]bool{}
		for _, e := range s.Elts {
			id := identity(e)
			if id != "" && seen[id] {
				p.Report(e, "the element stands twice")
			}
			seen[id] = true
		}
	}
}

// identity tells equal keys; empty for what may differ each time.
func identity(x syntax.Expr) string {
	switch x := x.(type) {
	case nil:
		return ""
	case *syntax.Constant:
		if n, ok := x.BigInt(); ok && x.Kind == syntax.Int {
			return "n" + n.String()
		}
		switch x.Kind { // equal to the numbers
		case syntax.True:
			return "n1"
		case syntax.False:
			return "n0"
		}
		if t, ok := x.Text(); ok && (x.Kind == syntax.Str || x.Kind == syntax.Bytes) {
			return string(rune('a'+x.Kind)) + t
		}
		return "c" + x.Source()
	case *syntax.Tuple:
		out := "t"
		for _, e := range x.Elts {
			id := identity(e)
			if id == "" {
				return ""
			}
			out += id + "\x00"
		}
		return out
	case *syntax.Attribute, *syntax.Name:
		if d := rule.Dotted(x); d != "" {
			return "v" + d
		}
	}
	return ""
}
