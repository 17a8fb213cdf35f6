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
		if !f.possible(t.marks) {
			return nil
		}
		if t.window != nil || t.sheet == nil {
			return t.evalCode(f)
		}
		found, _ := t.sheet.Memo(f.memo, func() any { return t.evalCode(f) }).([]match)
		return found
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

func (t *target) evalCode(f *formula) []match {
	var out []match
	p := f.code
	if p == nil || t.sheet == nil {
		return nil
	}
	words := t.inPlace(f)
	if p.Length() > 1 {
		t.runStarts(p, func(body []syntax.Stmt, i int) {
			m := match{start: startOf(body[i]), end: body[i].Span().End, node: body[i]}
			if t.window != nil && (m.start < t.window.start || m.start > t.window.end) {
				return
			}
			if !t.stand(words, m.start, body[len(body)-1].Span().End) {
				return
			}
			for _, r := range p.Runs(body, i, t, nil) {
				out = append(out, match{start: m.start, end: r.End, holes: r.Bindings, node: m.node})
			}
		})
		return unique(out)
	}
	visit := func(n syntax.Node) {
		m := match{start: startOf(n), end: n.Span().End, node: n}
		if m.start == m.end || !t.inWindow(m) || !t.stand(words, m.start, m.end) {
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
	t.sheet.Candidates(&f.root, t.options.symbols, visit)
	return unique(out)
}

// inPlace are the words that stand in every place that a pattern fits in this file.
func (t *target) inPlace(f *formula) []int {
	if !t.marks.Known() || t.options.symbols { // a name may stand for what is written elsewhere
		return nil
	}
	renamed := t.sheet.Renamed()
	if len(renamed) == 0 {
		return f.must
	}
	return slices.DeleteFunc(slices.Clone(f.must), func(w int) bool { return renamed[t.terms[w]] })
}

// stand tells whether words stand in a part of the file.
func (t *target) stand(words []int, start, end uint32) bool {
	return !slices.ContainsFunc(words, func(w int) bool { return !t.marks.Within(w, start, end) })
}

// runStarts visits the places where a pattern of several statements may begin.
func (t *target) runStarts(p *pattern.Pattern, visit func(body []syntax.Stmt, i int)) {
	first, last := p.First()
	if last != "" && !t.options.symbols && !t.options.leadline {
		if calls, ok := t.sheet.Calling(last); ok {
			seen := map[syntax.Stmt]bool{}
			for _, c := range calls {
				s := t.sheet.Statement(c)
				if s == nil || seen[s] {
					continue
				}
				seen[s] = true
				if body, i := t.sheet.Block(s); i >= 0 {
					visit(body, i)
				}
			}
			return
		}
	}
	if _, call := first.(*syntax.ExprStmt); call { // it fits deeper, too
		first = nil
	}
	for _, body := range t.sheet.Lists() {
		for i, s := range body {
			if first == nil || rule.SameKind(first, s) {
				visit(body, i)
			}
		}
	}
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
	if !f.possible(t.marks) {
		return nil
	}
	var out []match
	started := false
	for _, p := range f.parts {
		if started && len(out) == 0 {
			return nil
		}
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
		if !started {
			out, started = t.eval(p), true
			continue
		}
		out = t.contained(out, p)
	}
	if !started && t.window != nil { // only conditions, on what a hole stands for
		out = []match{*t.window}
	}
	for _, p := range f.without {
		if len(out) == 0 {
			return nil
		}
		out = t.without(out, p)
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

// few is how many matches are looked at one by one, from where they stand upwards;
// for more, everything that a pattern fits in the file is found first.
const few = 24

// contained keeps the matches that lie in one that a formula fits.
func (t *target) contained(a []match, f *formula) []match {
	var out []match
	if len(a) <= few && t.climbs(f, a) {
		for _, x := range a {
			t.upwards(f, x, false, func(holes *pattern.Bindings) bool {
				in := x
				in.holes = holes
				out = append(out, in)
				return true
			})
		}
		return unique(out)
	}
	around := t.eval(f)
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

// without drops the matches that a formula fits as well, or that lie in one that it
// fits.
func (t *target) without(a []match, f *formula) []match {
	if len(a) <= few && f.key != "pattern-not-regex" && t.climbs(f, a) {
		return slices.DeleteFunc(slices.Clone(a), func(x match) bool {
			hit := false
			t.upwards(f, x, f.key != "pattern-not-inside", func(*pattern.Bindings) bool {
				hit = true
				return false
			})
			return hit
		})
	}
	not := t.eval(f)
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

// climbs tells whether what a formula fits can be looked for from some matches
// upwards: it is of code, each of one node, and the matches are nodes of the tree.
func (t *target) climbs(f *formula, a []match) bool {
	if t.window != nil || t.sheet == nil || !f.single() {
		return false
	}
	return !slices.ContainsFunc(a, func(x match) bool {
		if x.node == nil || startOf(x.node) != x.start || x.node.Span().End != x.end {
			return true
		}
		_, stands := x.node.(syntax.Stmt)
		return t.sheet.Parent(x.node) == nil && !stands
	})
}

// single tells whether a formula fits single nodes: code, or a choice of such.
func (f *formula) single() bool {
	switch f.op {
	case opCode:
		return f.code != nil && f.code.Length() == 1
	case opOr:
		return !slices.ContainsFunc(f.parts, func(p *formula) bool { return !p.single() })
	}
	return false
}

// upwards visits the ways in which a formula fits the node of a match or one around
// it, or, with exact, one that takes the same place. It ends when visit says false.
func (t *target) upwards(f *formula, x match, exact bool, visit func(*pattern.Bindings) bool) bool {
	if f.op == opOr {
		for _, p := range f.parts {
			if !t.upwards(p, x, exact, visit) {
				return false
			}
		}
		return true
	}
	if !f.possible(t.marks) {
		return true
	}
	words := t.inPlace(f)
	fits := func(n syntax.Node) bool {
		m := match{start: startOf(n), end: n.Span().End}
		if m.start == m.end || !f.root.May(n) || !x.within(m) || exact && !m.within(x) || !t.stand(words, m.start, m.end) {
			return true
		}
		for _, holes := range f.code.Ways(n, t, x.holes) {
			if !visit(holes) {
				return false
			}
		}
		return true
	}
	if s, ok := x.node.(*syntax.ExprStmt); ok && !fits(s.Value) {
		return false
	}
	for n := x.node; n != nil; n = t.sheet.Parent(n) {
		if s := n.Span(); exact && s.End != x.end {
			return true
		}
		if !fits(n) {
			return false
		}
	}
	return true
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
