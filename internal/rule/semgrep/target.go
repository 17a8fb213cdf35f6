package semgrep

import (
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
)

// match is a range of a file, with what the holes stand for.
type match struct {
	start, end uint32
	holes      *pattern.Bindings
	node       syntax.Node // what lies there, or nil
	steps      []finding.Step
	labels     []string
}

func (m match) span() text.Span { return text.Span{Start: m.start, End: m.end} }

func (m match) within(o match) bool { return o.start <= m.start && m.end <= o.end }

// target is one text that rules are held against.
type target struct {
	file  *text.File
	sheet *rule.Sheet // nil for text that is no Python
	// python is set when patterns are Python, else they are words.
	python  bool
	options options
	marks   rule.Marks // of the rule's words,
	terms   []string   // which are these
	words   []token    // of the file, when a generic pattern asks
	content string     // of the file, when a regular expression asks
	window  *match     // evaluation is limited to it; nil for the whole file
	depth   int
	late    *late // shared with the targets that are narrowed from this one
}

func newTarget(file *text.File, sheet *rule.Sheet, python bool) *target {
	return &target{file: file, sheet: sheet, python: python, late: &late{}}
}

// Names are the names of an expression by imports, and as it is written.
func (t *target) Names(x syntax.Expr) []string {
	if t.options.leadline {
		out := t.sheet.Names(x)
		if written := pattern.Dotted(x); written != "" && !slices.Contains(out, written) {
			out = append(slices.Clip(out), written)
		}
		return out
	}
	switch x := x.(type) {
	case *syntax.Name:
		out := t.sheet.Imports(x)
		if !slices.Contains(out, x.ID) {
			out = append(out, x.ID)
		}
		return out
	case *syntax.Attribute:
		var out []string
		for _, base := range t.Names(x.Value) {
			out = append(out, base+"."+x.Attr)
		}
		return out
	}
	return nil
}

// Value is the literal that an expression certainly is, else itself.
func (t *target) Value(x syntax.Expr) syntax.Expr {
	if t.options.leadline {
		return t.sheet.Value(x)
	}
	if !t.options.constants {
		return x
	}
	if _, name := x.(*syntax.Name); !name {
		return x
	}
	v := t.sheet.Value(x)
	if _, ok := v.(*syntax.Constant); ok || t.options.symbols {
		return v
	}
	return x
}

// Types are the classes of an expression, with the short names that annotations
// use.
func (t *target) Types(x syntax.Expr) []string {
	out := t.sheet.Types(x)
	if n, ok := x.(*syntax.Name); ok {
		for _, b := range t.sheet.Bindings(n) {
			if a, ok := b.Node.(*syntax.Arg); ok && a.Annotation != nil {
				out = append(out, pattern.Dotted(a.Annotation))
				out = append(out, t.Names(a.Annotation)...)
			}
			if c, ok := b.Value.(*syntax.Call); ok {
				out = append(out, t.Names(c.Func)...)
			}
		}
	}
	for _, name := range out {
		if short := name[strings.LastIndexByte(name, '.')+1:]; short != name {
			out = append(out, short)
		}
	}
	if c, ok := x.(*syntax.Constant); ok {
		out = append(out, map[syntax.ConstKind]string{syntax.Str: "str", syntax.Int: "int", syntax.Float: "float", syntax.Bytes: "bytes",
			syntax.True: "bool", syntax.False: "bool", syntax.None: "None"}[c.Kind])
	}
	return out
}

// said is what a hole stands for, as the text writes it.
func (t *target) said(n syntax.Node) string {
	switch n := n.(type) {
	case nil:
		return ""
	case *pattern.Word:
		if n.Text != "" {
			return n.Text
		}
	case *syntax.Arg:
		return n.Name
	case *syntax.Tuple:
		if n.Start == n.End {
			if len(n.Elts) == 0 {
				return ""
			}
			return t.file.Slice(text.Span{Start: n.Elts[0].Span().Start, End: n.Elts[len(n.Elts)-1].Span().End})
		}
	}
	return t.file.Slice(n.Span())
}

// rangeOf is where the node of a hole stands; ok is false for empty ones.
func rangeOf(n syntax.Node) (match, bool) {
	s := n.Span()
	if tuple, ok := n.(*syntax.Tuple); ok && s.Start == s.End {
		if len(tuple.Elts) == 0 {
			return match{}, false
		}
		s = text.Span{Start: tuple.Elts[0].Span().Start, End: tuple.Elts[len(tuple.Elts)-1].Span().End}
	}
	return match{start: s.Start, end: s.End, node: n}, s.Start < s.End
}

// fill writes what holes stand for into a message, long ones cut.
func (t *target) fill(template string, m match) string {
	return t.filled(template, m, func(s string) string {
		s = strings.Join(strings.Fields(s), " ")
		if len(s) > 120 {
			s = strings.ToValidUTF8(s[:117], "") + "..."
		}
		return s
	})
}

// fillCode writes them into code.
func (t *target) fillCode(template string, m match) string {
	return t.filled(template, m, func(s string) string { return s })
}

func (t *target) filled(template string, m match, shape func(string) string) string {
	if !strings.Contains(template, "$") {
		return template
	}
	return holeName.ReplaceAllStringFunc(template, func(name string) string {
		hole := name
		if inner, ok := strings.CutPrefix(name, "value("); ok {
			hole = strings.TrimSuffix(inner, ")")
		}
		n := m.holes.Get(hole)
		if n == nil {
			return name
		}
		if hole != name && t.sheet != nil {
			if x, ok := n.(syntax.Expr); ok {
				if s, ok := t.sheet.Text(x); ok {
					return shape(s)
				}
			}
		}
		return shape(t.said(n))
	})
}
