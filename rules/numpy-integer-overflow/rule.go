// Package check finds numbers that do not fit their type.
package check

import (
	"fmt"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

type bounds struct{ low, high float64 }

func types() map[string]bounds {
	out := map[string]bounds{}
	for bits, high := range map[string]float64{"8": 1 << 7, "16": 1 << 15, "32": 1 << 31, "64": 1 << 63} {
		out["int"+bits] = bounds{-high, high - 1}
		out["uint"+bits] = bounds{0, high*2 - 1}
	}
	return out
}

// Check looks at array makers with a dtype, and at scalar constructors.
func Check(p *rule.Pass) {
	known := types()
	for c := range rule.All[*syntax.Call](p) {
		for _, n := range p.Names(c.Func) {
			module, last := cut(n)
			if b, ok := known[last]; ok && (module == "numpy" || module == "torch") && len(c.Args) == 1 {
				report(p, c, c.Args[0], last, b)
				break
			}
			at := -1
			switch n {
			case "numpy.array", "numpy.asarray", "torch.tensor", "pandas.Series", "numpy.full", "torch.full", "numpy.full_like":
				at = 0
				if strings.Contains(last, "full") {
					at = 1
				}
			}
			if at < 0 || len(c.Args) <= at {
				continue
			}
			x := rule.Keyword(c, "dtype")
			if x == nil && (n == "numpy.array" || n == "numpy.asarray") && len(c.Args) > 1 {
				x = c.Args[1]
			}
			if name := typeName(p, x); name != "" {
				if b, ok := known[name]; ok {
					report(p, c, c.Args[at], name, b)
				}
			}
			break
		}
	}
}

func cut(n string) (module, last string) {
	i := strings.LastIndexByte(n, '.')
	if i < 0 {
		return "", n
	}
	return n[:i], n[i+1:]
}

func typeName(p *rule.Pass, x syntax.Expr) string {
	if x == nil {
		return ""
	}
	if t, ok := p.Text(x); ok {
		return t
	}
	for _, n := range p.Names(x) {
		if module, last := cut(n); module == "numpy" || module == "torch" {
			return last
		}
	}
	return ""
}

func report(p *rule.Pass, c *syntax.Call, x syntax.Expr, name string, b bounds) {
	bad := ""
	visit(p, p.Value(x), func(e syntax.Expr) {
		n, ok := p.Number(e)
		v := float64(n)
		if k, isConst := e.(*syntax.Constant); !ok && isConst && k.Kind == syntax.Int {
			if big, known := k.BigInt(); known {
				v, _ = new_(big.String())
				ok = true
			}
		}
		if ok && bad == "" && (v < b.low || v > b.high) {
			bad = p.Source(e)
		}
	})
	if bad != "" {
		p.Report(c, fmt.Sprintf("%s does not fit into %s", bad, name))
	}
}

// new_ reads a decimal number.
func new_(s string) (out float64, err error) {
	_, err = fmt.Sscan(s, &out)
	return out, err
}

// visit visits the numbers of nested lists.
func visit(p *rule.Pass, x syntax.Expr, use func(syntax.Expr)) {
	switch x := x.(type) {
	case *syntax.List:
		for _, e := range x.Elts {
			visit(p, e, use)
		}
	case *syntax.Tuple:
		for _, e := range x.Elts {
			visit(p, e, use)
		}
	default:
		use(x)
	}
}
