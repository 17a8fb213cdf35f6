package semgrep

import (
	"regexp"
	"slices"
	"strconv"

	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var holeName = regexp.MustCompile(`value\(\$[A-Z_][A-Z_0-9]*\)|\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*|\$\d+`)

// eval gives the matches of a formula.
func (t *target) eval(f *formula) []match {
	switch f.op {
	case opCode:
		if f.words != nil {
			return t.evalWords(f.words)
		}
		return t.evalCode(f.code, &f.root)
	case opRegex:
		return t.evalRegex(f.regex)
	case opOr:
		var out []match
		for _, p := range f.parts {
			out = append(out, t.eval(p)...)
		}
		return unique(out)
	}
	return t.evalAnd(f)
}

func (t *target) inWindow(m match) bool { return t.window == nil || m.within(*t.window) }

func (t *target) evalCode(p *pattern.Pattern, root *rule.Root) []match {
	var out []match
	if p == nil || t.sheet == nil {
		return nil
	}
	if p.Length() > 1 {
		for _, body := range t.sheet.Lists() {
			for i, s := range body {
				m := match{start: startOf(s), end: s.Span().End, node: s}
				if t.window != nil && (m.start < t.window.start || m.start > t.window.end) {
					continue
				}
				for _, r := range p.Runs(body, i, t, nil) {
					out = append(out, match{start: m.start, end: r.End, holes: r.Bindings, node: s})
				}
			}
		}
		return unique(out)
	}
	visit := func(n syntax.Node) {
		m := match{start: startOf(n), end: n.Span().End, node: n}
		if m.start == m.end || !t.inWindow(m) {
			return
		}
		for _, b := range p.Ways(n, t, nil) {
			m.holes = b
			out = append(out, m)
		}
	}
	if t.window != nil && t.window.node != nil { // it may fit by what it stands for
		visit(t.window.node)
	}
	t.sheet.Candidates(root, visit)
	return unique(out)
}

// startOf is where a node begins, its decorators included.
func startOf(n syntax.Node) uint32 {
	start := n.Span().Start
	var decorators []syntax.Expr
	switch n := n.(type) {
	case *syntax.FunctionDef:
		decorators = n.Decorators
	case *syntax.ClassDef:
		decorators = n.Decorators
	}
	if len(decorators) > 0 {
		start = min(start, decorators[0].Span().Start-1)
	}
	return start
}

func (t *target) evalRegex(r *regex) []match {
	if t.content == "" {
		t.content = string(t.file.Bytes)
	}
	content, base := t.content, uint32(0)
	if t.window != nil {
		content, base = content[t.window.start:t.window.end], t.window.start
	}
	var out []match
	for _, h := range r.all(content, t.late) {
		m := match{start: base + uint32(h.at[0]), end: base + uint32(h.at[1])}
		if m.start == m.end {
			continue
		}
		for g := 1; 2*g < len(h.at); g++ {
			if h.at[2*g] < 0 {
				continue
			}
			word := &pattern.Word{Pos: syntax.Pos{Start: base + uint32(h.at[2*g]), End: base + uint32(h.at[2*g+1])}, Text: content[h.at[2*g]:h.at[2*g+1]]}
			m.holes = m.holes.With("$"+strconv.Itoa(g), word)
			if name := h.names[g]; name != "" {
				m.holes = m.holes.With("$"+name, word)
			}
		}
		out = append(out, m)
	}
	return out
}

// evalAnd intersects what must be there, takes away what must not, and holds
// the rest against the conditions.
func (t *target) evalAnd(f *formula) []match {
	var out []match
	started := false
	for _, p := range f.parts {
		found := t.eval(p)
		if !started {
			out, started = found, true
			continue
		}
		out = intersect(out, found)
	}
	for _, p := range f.inside {
		if started && len(out) == 0 {
			return nil
		}
		found := t.eval(p)
		if !started {
			out, started = found, true
			continue
		}
		out = contained(out, found)
	}
	if !started && t.window != nil { // only conditions, on what a hole stands for
		out = []match{*t.window}
	}
	for _, p := range f.without {
		if len(out) == 0 {
			return nil
		}
		out = without(out, t.eval(p), p)
	}
	for _, c := range f.where {
		out = t.holds(c, out)
	}
	for _, names := range f.focus {
		out = focus(out, names)
	}
	return unique(out)
}

// intersect keeps, of each pair of matches of which one lies in the other, the
// smaller.
func intersect(a, b []match) []match {
	var out []match
	for _, x := range a {
		for _, y := range b {
			small := x
			switch {
			case x.within(y):
			case y.within(x):
				small = y
			default:
				continue
			}
			if holes, ok := pattern.Unify(x.holes, y.holes); ok {
				small.holes = holes
				out = append(out, small)
			}
		}
	}
	return unique(out)
}

// contained keeps the matches that lie in one of the others.
func contained(a, around []match) []match {
	var out []match
	for _, x := range a {
		for _, y := range around {
			if !x.within(y) {
				continue
			}
			if holes, ok := pattern.Unify(x.holes, y.holes); ok {
				x := x
				x.holes = holes
				out = append(out, x)
			}
		}
	}
	return unique(out)
}

func without(a, not []match, f *formula) []match {
	return slices.DeleteFunc(slices.Clone(a), func(x match) bool {
		return slices.ContainsFunc(not, func(y match) bool {
			hit := x.start == y.start && x.end == y.end
			switch f.key {
			case "pattern-not-inside":
				hit = x.within(y)
			case "pattern-not-regex":
				hit = x.start < y.end && y.start < x.end
			}
			if !hit {
				return false
			}
			_, ok := pattern.Unify(x.holes, y.holes)
			return ok
		})
	})
}

// focus narrows matches to what one of the holes stands for.
func focus(a []match, names []string) []match {
	var out []match
	for _, x := range a {
		for _, name := range names {
			n := x.holes.Get(name)
			if n == nil {
				continue
			}
			if m, ok := rangeOf(n); ok {
				m.holes = x.holes
				out = append(out, m)
			}
		}
	}
	return out
}

// unique drops matches that say what another one says.
func unique(a []match) []match {
	if len(a) < 2 {
		return a
	}
	type place struct{ start, end uint32 }
	seen := map[place][]*pattern.Bindings{}
	out := a[:0:0]
	for _, m := range a {
		at := place{m.start, m.end}
		if slices.ContainsFunc(seen[at], func(b *pattern.Bindings) bool { return sameHoles(b, m.holes) }) {
			continue
		}
		seen[at] = append(seen[at], m.holes)
		out = append(out, m)
	}
	return out
}

func sameHoles(a, b *pattern.Bindings) bool {
	if a == b {
		return true
	}
	count := func(b *pattern.Bindings) (n int) {
		b.All(func(string, syntax.Node) { n++ })
		return n
	}
	if count(a) != count(b) {
		return false
	}
	same := true
	a.All(func(name string, n syntax.Node) {
		if other := b.Get(name); same && (other == nil || other != n && (other.Span() != n.Span() || !pattern.SameNode(n, other))) {
			same = false
		}
	})
	return same
}
