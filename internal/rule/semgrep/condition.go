package semgrep

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
)

// condition is what a hole must be.
type condition struct {
	key, hole string
	regex     *regex
	constants bool // the value of a constant counts, not its name
	formula   *formula
	language  string
	compare   syntax.Expr
	base      int
	types     []string
	analyzer  string
	words     []int // of which one stands in every text that the regular expression fits; nil for none known
}

// possible tells whether a file holds the words that a condition needs.
func (c *condition) possible(m rule.Marks) bool {
	return len(c.words) == 0 || slices.ContainsFunc(c.words, m.Stands)
}

var conditionKeys = map[string][]string{
	"metavariable-regex":      {"regex", "constant-propagation"},
	"metavariable-pattern":    {"pattern", "patterns", "pattern-either", "pattern-regex", "pattern-not", "language"},
	"metavariable-comparison": {"comparison", "base", "strip"},
	"metavariable-type":       {"type", "types"},
	"metavariable-analysis":   {"analyzer"},
}

func (l *loader) condition(key string, n *node) *condition {
	c := &condition{key: key, hole: n.get("metavariable").text()}
	for i := range n.fields {
		if f := &n.fields[i]; f.key != "metavariable" && !slices.Contains(conditionKeys[key], f.key) {
			l.fail(&node{line: f.line}, key+"."+f.key, "is not supported")
		}
	}
	if n.get("strip").is(true) {
		l.fail(n.get("strip"), key+".strip", "is not supported")
	}
	if c.hole == "" && key != "metavariable-comparison" {
		l.fail(n, key, "names no metavariable")
	}
	switch key {
	case "metavariable-regex":
		re, err := compile(n.get("regex").text())
		if err != nil {
			l.fail(n.get("regex"), key, "%v", err)
		}
		c.regex, c.constants = re, n.get("constant-propagation").is(true)
		if !c.constants {
			c.words = l.words.all(literals(n.get("regex").text()))
		}
	case "metavariable-pattern":
		c.language = n.get("language").text()
		inner := *l
		switch c.language {
		case "":
		case "python", "generic", "regex":
			inner.python = c.language == "python"
		default:
			l.fail(n.get("language"), key+".language", "%q is not supported", c.language)
		}
		if not := n.get("pattern-not"); not != nil {
			negated := *inner.one("pattern-not", not)
			negated.key = "pattern-not"
			c.formula = &formula{op: opAnd, without: []*formula{&negated}}
		} else {
			c.formula = inner.formula(n)
		}
		if l.fault == nil {
			l.fault = inner.fault
		}
	case "metavariable-comparison":
		l.comparison(c, n)
	case "metavariable-type":
		c.types = append(n.get("type").texts(), n.get("types").texts()...)
	case "metavariable-analysis":
		c.analyzer = n.get("analyzer").text()
		if c.analyzer != "entropy" && c.analyzer != "redos" {
			l.fail(n, key+".analyzer", "%q is not supported; entropy and redos are", c.analyzer)
		}
	}
	return c
}

var anyHole = regexp.MustCompile(`\$([A-Z_0-9]+)`)

func (l *loader) comparison(c *condition, n *node) {
	written := n.get("comparison").text()
	tree := syntax.Parse(text.New("comparison", []byte(anyHole.ReplaceAllString(strings.TrimSpace(written), "__mv_$1")+"\n")))
	c.base, _ = strconv.Atoi(n.get("base").text())
	if len(tree.Errors) == 0 && len(tree.Body) == 1 {
		if s, ok := tree.Body[0].(*syntax.ExprStmt); ok {
			c.compare = s.Value
			return
		}
	}
	l.fail(n, c.key, "%q is no comparison", written)
}

// holds keeps the matches for which a condition holds.
func (t *target) holds(c *condition, all []match) []match {
	var out []match
	for _, m := range all {
		if c.key == "metavariable-comparison" {
			e := evaluation{t: t, m: m, base: c.base}
			if v, ok := e.value(c.compare); ok && truthy(v) {
				out = append(out, m)
			}
			continue
		}
		n := m.holes.Get(c.hole)
		if n == nil {
			continue
		}
		if c.key == "metavariable-pattern" {
			out = append(out, t.holdsPattern(c, n, m)...)
		} else if t.holdsOne(c, n) {
			out = append(out, m)
		}
	}
	return out
}

func (t *target) holdsOne(c *condition, n syntax.Node) bool {
	switch c.key {
	case "metavariable-regex":
		said := t.said(n)
		if x, ok := n.(syntax.Expr); ok && c.constants && t.sheet != nil {
			if s, ok := t.sheet.Text(x); ok {
				said = s
			}
		}
		return c.regex.begins(said, t.late)
	case "metavariable-type":
		x, ok := n.(syntax.Expr)
		if !ok || t.sheet == nil {
			return false
		}
		have := t.Types(x)
		return slices.ContainsFunc(c.types, func(want string) bool { return slices.Contains(have, want) })
	}
	said := strings.Trim(t.said(n), `"'`)
	if c.analyzer == "redos" {
		return repeated.MatchString(said)
	}
	return entropy(said) >= 3.5 && len(said) >= 12
}

// repeated is a repetition of a group that itself ends in one: what makes a
// backtracking engine try exponentially many ways.
var repeated = regexp.MustCompile(`\((?:[^()\\]|\\.)*[+*]\)[+*{]|\((?:[^()|\\]|\\.)*\|(?:[^()|\\]|\\.)*\)[+*].*\$`)

// entropy is the mean information of a character, in bits.
func entropy(s string) float64 {
	counts := map[byte]int{}
	for i := range len(s) {
		counts[s[i]]++
	}
	sum := 0.0
	for _, n := range counts {
		p := float64(n) / float64(len(s))
		sum -= p * math.Log2(p)
	}
	return sum
}

// holdsPattern looks for a formula in what a hole stands for.
func (t *target) holdsPattern(c *condition, n syntax.Node, m match) []match {
	at, ok := rangeOf(n)
	if !ok {
		return nil
	}
	inner := *t
	inner.window, inner.depth = &at, t.depth+1
	inner.words = nil
	at.holes = m.holes
	if c.language != "" && c.language != "python" {
		if k, ok := n.(*syntax.Constant); ok { // the text in the quotes
			s := t.file.Slice(k.Span())
			trimmed := strings.Trim(strings.TrimLeft(s, "rbuRBUfF"), `"'`)
			if off := strings.Index(s, trimmed); off >= 0 {
				at.start, at.end = at.start+uint32(off), at.start+uint32(off+len(trimmed))
			}
		}
	}
	return joined(inner.eval(c.formula), m)
}

// joined are the ways in which a match goes together with what was found in it.
func joined(found []match, m match) []match {
	var out []match
	for _, f := range found {
		if holes, ok := pattern.Unify(m.holes, f.holes); ok {
			next := m
			next.holes = holes
			out = append(out, next)
		}
	}
	return unique(out)
}
