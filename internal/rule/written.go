package rule

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
)

// Written is the form "the text of a file looks like this": patterns with holes
// over the tree.
type Written struct {
	Any, Unless       []*pattern.Pattern
	Inside, NotInside []*pattern.Pattern
	Where             []Where
	// Focus is the hole that a finding points at; empty for the whole match.
	Focus    string
	Severity *finding.Severity
	Message  string
	Paths    []string
	NotPaths []string
	Fix      *FixTemplate
}

// Where is a condition on what a hole stands for.
type Where struct {
	Hole            string
	Regex, NotRegex *regexp.Regexp
	Compare         string
	Bound           int64
	Types, NotTypes []string
	Any, None       []*pattern.Pattern
	Constant        *bool
	Truth           *bool // of a constant
}

// writtenFile is an entry of the key pattern as written.
type writtenFile struct {
	Any       []string    `yaml:"any"`
	Unless    []string    `yaml:"unless"`
	Inside    []string    `yaml:"inside"`
	NotInside []string    `yaml:"not-inside"`
	Where     []whereFile `yaml:"where"`
	Focus     string      `yaml:"focus"`
	Severity  string      `yaml:"severity"`
	Message   string      `yaml:"message"`
	Paths     []string    `yaml:"paths"`
	NotPaths  []string    `yaml:"not-paths"`
	Fix       *fixFile    `yaml:"fix"`
}

type whereFile struct {
	Hole     string   `yaml:"hole"`
	Regex    string   `yaml:"regex"`
	NotRegex string   `yaml:"not-regex"`
	Compare  string   `yaml:"compare"`
	Types    []string `yaml:"types"`
	NotTypes []string `yaml:"not-types"`
	Any      []string `yaml:"any"`
	None     []string `yaml:"none"`
	Constant *bool    `yaml:"constant"`
	Truth    *bool    `yaml:"truth"`
}

func (c *checker) written(f writtenFile) Written {
	c.require(len(f.Any) > 0, "a pattern has any")
	w := Written{
		Any: c.holed(f.Any), Unless: c.holed(f.Unless), Inside: c.holed(f.Inside), NotInside: c.holed(f.NotInside),
		Focus: f.Focus, Severity: c.optionalSeverity(f.Severity), Message: f.Message, Paths: f.Paths, NotPaths: f.NotPaths, Fix: c.fix(f.Fix),
	}
	for _, x := range f.Where {
		w.Where = append(w.Where, c.where(x))
	}
	return w
}

func (c *checker) holed(texts []string) []*pattern.Pattern {
	var out []*pattern.Pattern
	for _, t := range texts {
		for _, alternative := range expandNames(t) {
			p, err := pattern.Parse(alternative)
			c.require(err == nil, "pattern %q: %v", t, err)
			if err == nil {
				out = append(out, p)
			}
		}
	}
	return out
}

// alternatives are {a,b} in a dotted name; a dict display has colons or spaces.
var alternatives = regexp.MustCompile(`\{(\w+(?:\.\w+)*(?:,\w+(?:\.\w+)*)+)\}`)

// expandNames expands {a,b} in names.
func expandNames(text string) []string {
	at := alternatives.FindStringSubmatchIndex(text)
	if at == nil {
		return []string{text}
	}
	var out []string
	for _, a := range strings.Split(text[at[2]:at[3]], ",") {
		out = append(out, expandNames(text[:at[0]]+a+text[at[1]:])...)
	}
	return out
}

var comparison = regexp.MustCompile(`^\s*(<=|>=|==|!=|<|>)\s*(-?\d+)\s*$`)

func (c *checker) where(f whereFile) Where {
	c.require(strings.HasPrefix(f.Hole, "$"), "where names a hole ($X)")
	w := Where{Hole: f.Hole, Types: f.Types, NotTypes: f.NotTypes, Any: c.holed(f.Any), None: c.holed(f.None), Constant: f.Constant, Truth: f.Truth}
	w.Regex, w.NotRegex = c.regex(f.Regex), c.regex(f.NotRegex)
	if f.Compare != "" {
		parts := comparison.FindStringSubmatch(f.Compare)
		c.require(parts != nil, "compare is an operator and a number, not %q", f.Compare)
		if parts != nil {
			w.Compare = parts[1]
			w.Bound, _ = strconv.ParseInt(parts[2], 10, 64)
		}
	}
	return w
}

func (c *checker) regex(text string) *regexp.Regexp {
	if text == "" {
		return nil
	}
	re, err := regexp.Compile(text)
	c.require(err == nil, "regex %q: %v", text, err)
	return re
}

// check reports what the form finds in a file; roots are those of its patterns.
func (w *Written) check(p *Pass, roots []root) {
	m := Match{Paths: w.Paths, NotPaths: w.NotPaths}
	if !m.inPath(p.File.Path) {
		return
	}
	for i, pat := range w.Any {
		p.startingAt(&roots[i], func(n syntax.Node) { w.judge(p, pat, n) })
	}
}

func (w *Written) judge(p *Pass, pat *pattern.Pattern, n syntax.Node) {
	b, ok := w.match(p, pat, n)
	if !ok || !w.holds(p, n, b) {
		return
	}
	at := n
	if w.Focus != "" {
		if at = b.Get(w.Focus); at == nil {
			return
		}
	}
	message := p.rule.Message
	if w.Message != "" {
		message = w.Message
	}
	r := p.Report(at, fillHoles(p, message, b))
	r.f.Severity = p.rule.severityIn(w.Severity, p.File.Path)
	fix := w.Fix
	if fix == nil {
		fix = p.rule.Fix
	}
	if fix != nil {
		r.template(fix, n, b)
	}
}

// match fits a pattern of one or of several statements.
func (w *Written) match(p *Pass, pat *pattern.Pattern, n syntax.Node) (*pattern.Bindings, bool) {
	if pat.Length() == 1 {
		return pat.Match(n, p.Sheet, nil)
	}
	st, ok := n.(syntax.Stmt)
	if !ok {
		return nil, false
	}
	body, i := p.Block(st)
	if i < 0 {
		return nil, false
	}
	return pat.MatchRun(body, i, p.Sheet, nil)
}

func (w *Written) holds(p *Pass, n syntax.Node, b *pattern.Bindings) bool {
	for _, u := range w.Unless {
		if _, ok := u.Match(n, p.Sheet, b); ok {
			return false
		}
	}
	for i := range w.Where {
		if !w.Where[i].holds(p, b) {
			return false
		}
	}
	if len(w.Inside) > 0 && !w.inside(p, w.Inside, n, b) {
		return false
	}
	return !w.inside(p, w.NotInside, n, b)
}

// inside tells whether something around a node fits one of the patterns.
func (w *Written) inside(p *Pass, pats []*pattern.Pattern, n syntax.Node, b *pattern.Bindings) bool {
	if len(pats) == 0 {
		return false
	}
	for around := p.Parent(n); around != nil; around = p.Parent(around) {
		for _, pat := range pats {
			if _, ok := pat.Match(around, p.Sheet, b); ok {
				return true
			}
		}
	}
	return false
}

func (c *Where) holds(p *Pass, b *pattern.Bindings) bool {
	n := b.Get(c.Hole)
	if n == nil {
		return false
	}
	if !c.holdsText(p, n) {
		return false
	}
	x, ok := n.(syntax.Expr)
	if !ok {
		return c.Compare == "" && c.Truth == nil && len(c.Types) == 0 && len(c.Any) == 0 && c.Constant == nil
	}
	if c.Constant != nil && (p.Constant(x) != nil) != *c.Constant {
		return false
	}
	if c.Truth != nil && !truthIs(p.Constant(x), *c.Truth) {
		return false
	}
	if c.Compare != "" {
		v, ok := p.Number(x)
		if !ok || !compare(c.Compare, v, c.Bound) {
			return false
		}
	}
	if len(c.Types) > 0 && !p.HasType(x, c.Types...) || len(c.NotTypes) > 0 && p.HasType(x, c.NotTypes...) {
		return false
	}
	fits := func(pat *pattern.Pattern) bool { _, ok := pat.Match(x, p.Sheet, b); return ok }
	return (len(c.Any) == 0 || slices.ContainsFunc(c.Any, fits)) && !slices.ContainsFunc(c.None, fits)
}

// truthIs tells whether a literal is certainly true, or certainly false.
func truthIs(c *syntax.Constant, want bool) bool {
	if c == nil {
		return false
	}
	switch c.Kind {
	case syntax.True, syntax.Ellipsis:
		return want
	case syntax.False, syntax.None:
		return !want
	case syntax.Str, syntax.Bytes:
		t, ok := c.Text()
		return ok && (t != "") == want
	case syntax.Int:
		n, ok := c.Int()
		return (!ok || n != 0) == want
	}
	return false
}

// holdsText holds the regular expressions against a constant's text, or against
// the code.
func (c *Where) holdsText(p *Pass, n syntax.Node) bool {
	if c.Regex == nil && c.NotRegex == nil {
		return true
	}
	said := holeText(p, n)
	if x, ok := n.(syntax.Expr); ok {
		if t, ok := p.Text(x); ok {
			said = t
		}
	}
	return (c.Regex == nil || c.Regex.MatchString(said)) && (c.NotRegex == nil || !c.NotRegex.MatchString(said))
}

func compare(op string, a, b int64) bool {
	switch op {
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	case ">=":
		return a >= b
	case "==":
		return a == b
	}
	return a != b
}

// holeText is what a hole stands for, as the code writes it.
func holeText(p *Pass, n syntax.Node) string {
	switch n := n.(type) {
	case *pattern.Word:
		return n.Text
	case *syntax.Arg:
		return n.Name
	case *syntax.Tuple:
		if n.Start == n.End && len(n.Elts) > 0 {
			return p.File.Slice(textBetween(n.Elts[0], n.Elts[len(n.Elts)-1]))
		}
	}
	return p.Source(n)
}

var holeName = regexp.MustCompile(`\$(\.\.\.)?[A-Z_][A-Z_0-9]*`)

// fillHoles writes what holes stand for into a text.
func fillHoles(p *Pass, template string, b *pattern.Bindings) string {
	if !strings.Contains(template, "$") {
		return template
	}
	return holeName.ReplaceAllStringFunc(template, func(name string) string {
		n := b.Get(name)
		if n == nil {
			return name
		}
		said := strings.Join(strings.Fields(holeText(p, n)), " ")
		if len(said) > 80 {
			said = fmt.Sprintf("%.77s...", said)
		}
		return said
	})
}
