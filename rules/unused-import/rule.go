// Package check finds imports and local variables that nothing reads.
package check

import (
	"path"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at imports of modules that export nothing, and at variables of functions.
func Check(p *rule.Pass) {
	if p.Gaps() {
		return
	}
	u := uses(p)
	if path.Base(p.File.Path) != "__init__.py" && path.Base(p.File.Path) != "conftest.py" {
		for i := range rule.All[*syntax.Import](p) {
			u.imports(i, i.Names, false)
		}
		for i := range rule.All[*syntax.ImportFrom](p) {
			if i.Module != "__future__" {
				u.imports(i, i.Names, true)
			}
		}
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		u.variables(f)
	}
}

// names are the names that a file reads, and the words of its texts: an annotation, __all__
// or getattr may name a variable there.
type names struct {
	*rule.Pass
	read  map[string][]*syntax.Name
	words map[string]bool
	// open is set where something may read any name.
	open bool
}

func uses(p *rule.Pass) *names {
	u := &names{Pass: p, read: map[string][]*syntax.Name{}, words: map[string]bool{}}
	for n := range rule.All[*syntax.Name](p) {
		if !stored(p, n) {
			u.read[n.ID] = append(u.read[n.ID], n)
		}
	}
	for c := range rule.All[*syntax.Constant](p) {
		if text, ok := c.Text(); ok && c.Kind == syntax.Str {
			u.addWords(text)
		}
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		for i := range f.Args.Args {
			u.words[f.Args.Args[i].Name] = true // a fixture is asked for so
		}
	}
	for i := range p.Tree.Comments {
		if text := p.Source(&p.Tree.Comments[i]); strings.Contains(text, "type:") || strings.Contains(text, "noqa") || strings.Contains(text, "pylint") || strings.Contains(text, "isort") {
			u.addWords(text)
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		if p.Is(c.Func, "builtins.locals", "builtins.exec", "builtins.eval", "builtins.vars", "builtins.globals") {
			u.open = true
		}
	}
	return u
}

func (u *names) addWords(text string) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r < 0x80
	}) {
		u.words[w] = true
	}
}

// stored tells whether a name stands where it is given a value.
func stored(p *rule.Pass, n *syntax.Name) bool {
	if _, adds := p.Parent(n).(*syntax.AugAssign); adds {
		return false
	}
	for _, b := range p.Bindings(n) {
		if b.Node == syntax.Node(n) {
			return b.Kind != rule.BindDelete
		}
	}
	return false
}

// imports looks at one statement.
func (u *names) imports(s syntax.Stmt, list []syntax.Alias, from bool) {
	if u.kept(s) {
		return
	}
	var keep []string
	var lost []*syntax.Alias
	for i := range list {
		a := &list[i]
		bound := a.AsName
		if bound == "" {
			bound, _, _ = strings.Cut(a.Name, ".")
		}
		dotted := !from && strings.Contains(a.Name, ".") && a.AsName == ""
		if a.Name == "*" || dotted || bound == "_" || a.AsName == a.Name || len(u.read[bound]) > 0 || u.words[bound] {
			keep = append(keep, u.Source(a))
		} else {
			lost = append(lost, a)
		}
	}
	for i, a := range lost {
		r := u.Report(a, "nothing uses `"+u.Source(a)+"`")
		if i > 0 || u.commented(s) {
			continue
		}
		if len(keep) == 0 {
			r.Fix(false, "take the import away", u.Removal(s))
		} else if head, _, ok := strings.Cut(u.Source(s), "import"); ok {
			r.Fix(false, "take it away", rule.Replace(s, head+"import "+strings.Join(keep, ", ")))
		}
	}
}

// kept tells whether an import is there for what it does or asks: inside try or a function,
// or with a comment that says so.
func (u *names) kept(s syntax.Stmt) bool {
	if f := u.Function(s); f != nil {
		return true
	}
	for up := u.Parent(s); up != nil; up = u.Parent(up) {
		switch up.(type) {
		case *syntax.Try, *syntax.With, *syntax.ClassDef:
			return true
		}
	}
	return strings.Contains(u.around(s), "noqa")
}

// commented tells whether a comment stands in a statement's lines.
func (u *names) commented(s syntax.Stmt) bool { return strings.Contains(u.around(s), "#") }

// around is the text of a statement's lines.
func (u *names) around(s syntax.Stmt) string {
	text := u.Source(s)
	return text[:max(strings.LastIndexByte(text, '\n'), 0)] + u.File.Line(u.File.LineOf(s.Span().End))
}

// variables looks at plain assignments in a function and at the exceptions that it names.
func (u *names) variables(f *syntax.FunctionDef) {
	if u.open {
		return
	}
	declared := map[string]bool{}
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		if g, ok := n.(*syntax.Global); ok {
			for _, name := range g.Names {
				declared[name] = true
			}
		}
		return true
	})
	done := map[string]bool{}
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			if len(n.Targets) == 1 {
				if t, ok := n.Targets[0].(*syntax.Name); ok && !declared[t.ID] {
					u.variable(f, t, t.ID, done)
				}
			}
		case *syntax.Try:
			for i := range n.Handlers {
				if h := &n.Handlers[i]; h.Name != "" && !declared[h.Name] {
					u.variable(h, h, h.Name, done)
				}
			}
		}
		return true
	})
}

// variable reports a name that its function, or its handler, does not read.
func (u *names) variable(in, n syntax.Node, name string, done map[string]bool) {
	h, handler := n.(*syntax.ExceptHandler)
	if strings.HasPrefix(name, "_") || done[name] && !handler {
		return
	}
	around := in.Span()
	for _, x := range u.read[name] {
		if around.Start <= x.Start && x.End <= around.End {
			return
		}
	}
	done[name] = true
	if !handler {
		u.Report(n, "nothing reads `"+name+"`")
		return
	}
	after := h.Type.Span().End
	colon := strings.IndexByte(u.File.Slice(rule.SpanOf(after, h.Body[0].Span().Start)), ':')
	at := rule.SpanOf(after, after+uint32(max(colon, 0)))
	u.ReportSpan(h.Type.Span(), h, "nothing reads `"+name+"`").Fix(true, "leave out the name", rule.Edit{Span: at})
}
