package rule

import (
	"sort"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// fix makes the edits of a template at a finding's place, or nil when the code
// there has another form than the template expects.
func (t *FixTemplate) fix(f *text.File, at text.Span) *finding.Fix {
	if f == nil {
		return nil
	}
	tree := syntax.Parse(f)
	e := &editor{file: f}
	if t.Value != "" {
		e.assign(findNode[*syntax.Assign](tree, func(n *syntax.Assign) bool { return covers(n.Span(), at) }), t.Value)
	} else if call := findNode[*syntax.Call](tree, func(n *syntax.Call) bool { return n.Span() == at }); call != nil {
		e.call(call, t)
	}
	if e.failed || len(e.edits) == 0 {
		return nil
	}
	return &finding.Fix{Description: t.Description, Safety: t.Safety, Edits: e.edits}
}

func covers(outer, inner text.Span) bool { return outer.Start <= inner.Start && inner.End <= outer.End }

// findNode finds the last (innermost) node of a type that fits.
func findNode[T syntax.Node](t *syntax.Tree, fits func(T) bool) T {
	var out T
	t.Walk(func(n syntax.Node) bool {
		if x, ok := n.(T); ok && fits(x) {
			out = x
		}
		return true
	})
	return out
}

type editor struct {
	file   *text.File
	edits  []finding.Edit
	failed bool
	filled bool // a call without arguments has got one
}

func (e *editor) replace(start, end uint32, with string) {
	loc := finding.Location{File: e.file, Span: text.Span{Start: start, End: end}}
	e.edits = append(e.edits, finding.Edit{Location: loc, Text: with})
}

func (e *editor) assign(n *syntax.Assign, value string) {
	if n == nil {
		e.failed = true
		return
	}
	s := n.Value.Span()
	e.replace(s.Start, s.End, value)
}

func (e *editor) call(n *syntax.Call, t *FixTemplate) {
	if t.Callee != "" {
		e.callee(n, t.Callee)
	}
	var spare []string // what goes, and makes room for what comes
	for _, name := range t.Drop {
		if Keyword(n, name) != nil {
			spare = append(spare, name)
		}
	}
	names := make([]string, 0, len(t.Set))
	for name := range t.Set {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		value := e.spelled(n, t.Set[name])
		if len(spare) > 0 && Keyword(n, name) == nil {
			e.instead(n, spare[0], name+"="+value)
			spare = spare[1:]
			continue
		}
		e.set(n, name, value)
	}
	for _, name := range spare {
		e.drop(n, name)
	}
}

// instead writes one keyword argument in the place of another.
func (e *editor) instead(n *syntax.Call, old, text string) {
	for i := range n.Keywords {
		if k := &n.Keywords[i]; k.Name == old {
			e.replace(k.Start, k.End, text)
		}
	}
}

// callee replaces the last component of a called attribute; a bare name would
// need an import.
func (e *editor) callee(n *syntax.Call, dotted string) {
	a, ok := n.Func.(*syntax.Attribute)
	if !ok {
		e.failed = true
		return
	}
	last := dotted[strings.LastIndexByte(dotted, '.')+1:]
	e.replace(a.End-uint32(len(a.Attr)), a.End, last)
}

// spelled writes a dotted value with the module's name as the call has it:
// yaml.SafeLoader in y.load(...) is y.SafeLoader.
func (e *editor) spelled(n *syntax.Call, value string) string {
	module, member, ok := strings.Cut(value, ".")
	if !ok || module == "" || value[0] == '"' || value[0] >= '0' && value[0] <= '9' {
		return value
	}
	a, ok := n.Func.(*syntax.Attribute)
	if !ok {
		e.failed = true
		return value
	}
	return e.file.Slice(a.Value.Span()) + "." + member
}

func (e *editor) set(n *syntax.Call, name, value string) {
	for i := range n.Keywords {
		if k := &n.Keywords[i]; k.Name == name {
			s := k.Value.Span()
			e.replace(s.Start, s.End, value)
			return
		}
	}
	last := lastArgument(n)
	if last == 0 {
		if e.filled {
			name = ", " + name
		}
		e.filled = true
		e.replace(n.End-1, n.End-1, name+"="+value)
		return
	}
	e.replace(last, last, ", "+name+"="+value)
}

// lastArgument is where the last argument ends, or 0.
func lastArgument(n *syntax.Call) uint32 {
	var end uint32
	for _, a := range n.Args {
		end = max(end, a.Span().End)
	}
	for i := range n.Keywords {
		end = max(end, n.Keywords[i].End)
	}
	return end
}

// drop takes a keyword argument away with the comma before or behind it.
func (e *editor) drop(n *syntax.Call, name string) {
	for i := range n.Keywords {
		k := &n.Keywords[i]
		if k.Name != name {
			continue
		}
		before, after := neighbours(n, k.Span())
		switch {
		case before != 0:
			e.replace(before, k.End, "")
		case after != 0:
			e.replace(k.Start, after, "")
		default:
			e.replace(k.Start, e.pastComma(k.End, n.End), "")
		}
		return
	}
}

// pastComma is where the comma after an argument ends, when one follows before the
// call does.
func (e *editor) pastComma(from, end uint32) uint32 {
	for at := from; at < end; at++ {
		switch e.file.Bytes[at] {
		case ',':
			return at + 1
		case ' ', '\t', '\r', '\n':
		default:
			return from
		}
	}
	return from
}

// neighbours are the end of the argument before and the start of the one after.
func neighbours(n *syntax.Call, at text.Span) (before, after uint32) {
	look := func(s text.Span) {
		if s.End <= at.Start {
			before = max(before, s.End)
		}
		if s.Start >= at.End && (after == 0 || s.Start < after) {
			after = s.Start
		}
	}
	for _, a := range n.Args {
		look(a.Span())
	}
	for i := range n.Keywords {
		look(n.Keywords[i].Span())
	}
	return before, after
}
