package rule

import (
	"iter"

	"leadline/internal/finding"
	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Check is a rule written in Go. It looks at one file and reports.
type Check func(*Pass)

// Pass is one look of one rule at one file.
type Pass struct {
	*Sheet
	Marks Marks // of the rule's words
	rule  *Rule
	out   *[]*finding.Finding
	// again is the finding that Keep looks at.
	again *finding.Finding
	gap   func(reason string)
}

// LowerToInfo gives the finding that Keep looks at the least severity.
func (p *Pass) LowerToInfo() {
	if p.again != nil {
		p.again.Severity = finding.Info
	}
}

// All visits the nodes of one type, in the order of the text.
func All[T syntax.Node](p *Pass) iter.Seq[T] {
	var zero T
	return func(yield func(T) bool) {
		for _, n := range p.buckets[kindOf(zero)] {
			if x, ok := n.(T); ok && !yield(x) {
				return
			}
		}
	}
}

// Report says that a node is what the rule looks for. Message overrides the
// rule's own when it is not empty.
func (p *Pass) Report(n syntax.Node, message string) *Report {
	return p.ReportSpan(n.Span(), n, message)
}

// ReportSpan is Report with another span than the node's.
func (p *Pass) ReportSpan(at text.Span, n syntax.Node, message string) *Report {
	if message == "" {
		message = p.rule.Message
	}
	f := &finding.Finding{
		Rule: &p.rule.Rule, Severity: p.rule.severityIn(nil, p.File.Path), Location: finding.Location{File: p.File, Span: at},
		Function: p.Qualname(n), Confidence: "high", Message: message, Extra: map[string]string{},
	}
	*p.out = append(*p.out, f)
	return &Report{f: f, pass: p}
}

// Report is a finding that is being made.
type Report struct {
	f    *finding.Finding
	pass *Pass
}

// Severity lowers or raises the severity of this one finding.
func (r *Report) Severity(s finding.Severity) *Report {
	r.f.Severity = r.pass.rule.severityIn(&s, r.pass.File.Path)
	return r
}

// Medium is Severity in the middle.
func (r *Report) Medium() *Report { return r.Severity(finding.Medium) }

// Low is Severity with the least but one.
func (r *Report) Low() *Report { return r.Severity(finding.Low) }

// Info is Severity with the least.
func (r *Report) Info() *Report { return r.Severity(finding.Info) }

// Fix proposes edits; safe ones may be applied unseen.
func (r *Report) Fix(safe bool, description string, edits ...Edit) *Report {
	return r.fixIn(r.pass.File, safe, description, edits)
}

func (r *Report) fixIn(file *text.File, safe bool, description string, edits []Edit) *Report {
	if len(edits) == 0 {
		return r
	}
	fix := &finding.Fix{Description: description}
	if safe {
		fix.Safety = finding.Safe
	}
	for _, e := range edits {
		fix.Edits = append(fix.Edits, finding.Edit{Location: finding.Location{File: file, Span: e.Span}, Text: e.Text})
	}
	r.f.Fix = fix
	return r
}

// Edit replaces a span of the file.
type Edit struct {
	Span text.Span
	Text string
}

// Replace is an edit of a whole node.
func Replace(n syntax.Node, with string) Edit { return Edit{n.Span(), with} }

// Insert is an edit that only adds.
func Insert(at uint32, what string) Edit { return Edit{text.Span{Start: at, End: at}, what} }

// Source is the text of a node.
func (s *Sheet) Source(n syntax.Node) string { return s.File.Slice(n.Span()) }

// Line is the white space that a node's line begins with.
func (s *Sheet) Indent(n syntax.Node) string {
	line := s.File.Line(s.File.LineOf(n.Span().Start))
	for i := range len(line) {
		if line[i] != ' ' && line[i] != '\t' {
			return line[:i]
		}
	}
	return line
}

// Lines is the span of a statement with its indentation and line ending: what
// goes when the statement is deleted. It is the statement's own span when
// something else stands on its lines.
func (s *Sheet) Lines(n syntax.Node) text.Span {
	at := n.Span()
	b := s.File.Bytes
	start, end := at.Start, at.End
	for start > 0 && (b[start-1] == ' ' || b[start-1] == '\t') {
		start--
	}
	if start > 0 && b[start-1] != '\n' {
		return at
	}
	for int(end) < len(b) && (b[end] == ' ' || b[end] == '\t') {
		end++
	}
	if int(end) < len(b) && b[end] != '\n' {
		return at
	}
	limit := uint32(len(b))
	if part := s.File.PartOf(start); part != nil {
		limit = part.End
	}
	return text.Span{Start: start, End: min(end+1, limit)}
}

// Removal takes a statement away; pass stands where it was the only one of its
// block.
func (s *Sheet) Removal(n syntax.Node) Edit {
	if st, ok := n.(syntax.Stmt); ok {
		if body, _ := s.Block(st); len(body) == 1 && s.Parent(st) != nil {
			return Replace(st, "pass")
		}
	}
	return Edit{Span: s.Lines(n)}
}

// Keyword is the value of a keyword argument of a call, or nil.
func Keyword(c *syntax.Call, name string) syntax.Expr {
	for i := range c.Keywords {
		if c.Keywords[i].Name == name {
			return c.Keywords[i].Value
		}
	}
	return nil
}

// Argument is the value of an argument by its name or position, or nil.
func ArgumentOf(c *syntax.Call, position int, name string) syntax.Expr {
	if name != "" {
		if x := Keyword(c, name); x != nil {
			return x
		}
	}
	if position < 0 || position >= len(c.Args) {
		return nil
	}
	for _, a := range c.Args[:position+1] {
		if _, star := a.(*syntax.Starred); star {
			return nil
		}
	}
	return c.Args[position]
}

// Open tells whether *args or **kwargs may hide arguments of a call.
func Open(c *syntax.Call) bool {
	for _, a := range c.Args {
		if _, ok := a.(*syntax.Starred); ok {
			return true
		}
	}
	for i := range c.Keywords {
		if c.Keywords[i].Name == "" {
			return true
		}
	}
	return false
}

// Same tells whether two expressions are written alike.
func Same(a, b syntax.Expr) bool { return pattern.Same(a, b) }

// Dotted is the text of a plain dotted name, or "".
func Dotted(x syntax.Expr) string { return pattern.Dotted(x) }

// IsConst tells whether an expression is a literal of that kind.
func IsConst(x syntax.Expr, kinds ...syntax.ConstKind) bool {
	c, ok := x.(*syntax.Constant)
	if !ok {
		return false
	}
	for _, k := range kinds {
		if c.Kind == k {
			return true
		}
	}
	return false
}

// ranked is the severity of a finding by where it lies: in a test at most what the
// rule says, else inTests, and in an example at most medium, since nobody is
// served by it.
func (r *Rule) ranked(s finding.Severity, path string, inTests finding.Severity) finding.Severity {
	switch {
	case IsTest(path):
		if r.InTests != nil {
			inTests = *r.InTests
		}
		s = min(s, inTests)
	case IsExample(path):
		s = min(s, finding.Medium)
	}
	return s
}

// severityIn is a rule's severity in a file.
func (r *Rule) severityIn(own *finding.Severity, path string) finding.Severity {
	out := r.Severity
	if own != nil {
		out = *own
	}
	return r.ranked(out, path, finding.Medium) // nobody runs tests for strangers
}

// ReportAt reports a place in the text that is no node.
func (p *Pass) ReportAt(at text.Span, message string) *Report {
	return p.ReportSpan(at, p.nodeAt(at), message)
}

// nodeAt is the function or class around a place, or the first statement.
func (p *Pass) nodeAt(at text.Span) syntax.Node {
	var found syntax.Node = &syntax.Pass{Pos: syntax.Pos{Start: at.Start, End: at.End}}
	p.Tree.Walk(func(n syntax.Node) bool {
		s := n.Span()
		inside := s.Start <= at.Start && at.End <= s.End
		if _, ok := n.(syntax.Stmt); ok && inside {
			found = n
		}
		return inside
	})
	return found
}

// SpanOf is the span between two offsets.
func SpanOf(start, end uint32) text.Span { return text.Span{Start: start, End: end} }
