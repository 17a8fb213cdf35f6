// Package check finds clauses that catch even the request to stop.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
)

// Check looks at bare clauses and BaseException.
func Check(p *rule.Pass) {
	for h := range rule.All[*syntax.ExceptHandler](p) {
		bare := h.Type == nil
		if !bare && catchAll(p, h.Type) == nil || ends(p, h) {
			continue
		}
		word := text.Span{Start: h.Start, End: h.Start + uint32(len("except"))}
		if bare {
			p.ReportSpan(word, h, "").Fix(false, "catch Exception", rule.Insert(word.End, " Exception"))
		} else {
			p.ReportSpan(word, h, "").Fix(false, "catch Exception", rule.Replace(catchAll(p, h.Type), "Exception"))
		}
	}
}

// ends tells whether a clause raises again, leaves the program, or hands the
// exception on.
func ends(p *rule.Pass, h *syntax.ExceptHandler) bool {
	found := false
	rule.EachOwn(h.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Raise:
			found = true
		case *syntax.Name:
			found = found || h.Name != "" && n.ID == h.Name
		case *syntax.With:
			for i := range n.Items {
				if c, ok := n.Items[i].Context.(*syntax.Call); ok && strings.Contains(rule.LastName(c.Func), "reraise") {
					found = true
				}
			}
		case *syntax.Call:
			found = found || p.Is(n.Func, "sys.exit", "os._exit", "os.abort", "builtins.exit", "sys.exc_info", "traceback.format_exc")
		}
		return !found
	})
	return found
}

// catchAll is BaseException, alone or among several types.
func catchAll(p *rule.Pass, x syntax.Expr) syntax.Expr {
	types := []syntax.Expr{x}
	if t, ok := x.(*syntax.Tuple); ok {
		types = t.Elts
	}
	for _, t := range types {
		if p.Is(t, "builtins.BaseException") {
			return t
		}
	}
	return nil
}
