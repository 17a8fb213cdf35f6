// Package check finds regular expressions that cannot fit, do not compile or say a thing twice.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at constant patterns of re.
func Check(p *rule.Pass) {
	done := map[syntax.Expr]bool{}
	for c := range rule.All[*syntax.Call](p) {
		if len(c.Args) == 0 || !p.Is(c.Func, "re.compile", "re.match", "re.search", "re.fullmatch", "re.sub", "re.subn", "re.split", "re.findall", "re.finditer") || p.Is(c.Func, "regex.*") {
			continue
		}
		text, ok := p.Text(c.Args[0])
		value := p.Value(c.Args[0])
		if k := p.Constant(c.Args[0]); !ok || k == nil || k.Kind != syntax.Str || done[value] {
			continue
		}
		done[value] = true
		r := reader{text: []rune(text)}
		r.flags(p.Source(c))
		r.whole()
		for _, why := range r.faults {
			p.Report(c.Args[0], why)
		}
		if len(r.faults) == 0 && p.Is(c.Func, "re.match", "re.search", "re.fullmatch") && loose(r.branches) {
			p.Report(c.Args[0], "`^` belongs to the first alternative alone, and `$` to the last: put a group around them")
		}
	}
}

// flags reads the flags that stand in a call.
func (r *reader) flags(call string) {
	for _, w := range strings.FieldsFunc(call, func(c rune) bool { return c != '.' && c != '_' && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') }) {
		switch strings.TrimPrefix(w, "re.") {
		case "X", "VERBOSE":
			r.verbose = true
		case "M", "MULTILINE":
			r.lines = true
		case "flags":
			r.lines = true // they may be anything
		}
	}
}

// loose tells whether the alternatives of a pattern share an anchor at each end that was
// meant for all of them.
func loose(branches []string) bool {
	if len(branches) < 2 {
		return false
	}
	last := len(branches) - 1
	for i, b := range branches {
		begins, ends := strings.HasPrefix(b, "^"), strings.HasSuffix(b, "$") && !strings.HasSuffix(b, `\$`)
		if begins != (i == 0) || ends != (i == last) {
			return false
		}
	}
	return strings.TrimPrefix(branches[0], "^") != strings.TrimSuffix(branches[last], "$")
}
