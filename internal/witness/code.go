package witness

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Project is the code that witnesses are built for.
type Project struct {
	table *Table
	files []*text.File
	codes map[*text.File]*code
}

// New looks at a project's files.
func New(table *Table, files []*text.File) *Project {
	return &Project{table: table, files: files, codes: map[*text.File]*code{}}
}

// code is one file as it is written.
type code struct {
	file    *text.File
	tree    *syntax.Tree
	parents map[syntax.Node]syntax.Node
	at      map[text.Span][]syntax.Node // outermost first
}

func (p *Project) code(f *text.File) *code {
	if c := p.codes[f]; c != nil {
		return c
	}
	c := &code{file: f, tree: syntax.Parse(f), parents: map[syntax.Node]syntax.Node{}, at: map[text.Span][]syntax.Node{}}
	for _, s := range c.tree.Body {
		c.index(s, nil)
	}
	p.codes[f] = c
	return c
}

func (c *code) index(n, parent syntax.Node) {
	c.parents[n] = parent
	c.at[n.Span()] = append(c.at[n.Span()], n)
	syntax.Children(n, func(child syntax.Node) bool {
		c.index(child, n)
		return true
	})
}

// expr is the expression with a span, the outermost.
func (c *code) expr(s text.Span) syntax.Expr {
	for _, n := range c.at[s] {
		if x, ok := n.(syntax.Expr); ok {
			return x
		}
	}
	return nil
}

// function is the innermost function around a place, or nil.
func (c *code) function(s text.Span) *syntax.FunctionDef {
	var found *syntax.FunctionDef
	c.tree.Walk(func(n syntax.Node) bool {
		in := n.Span().Start <= s.Start && s.End <= n.Span().End
		if d, ok := n.(*syntax.FunctionDef); ok && in {
			found = d
		}
		return in
	})
	return found
}

// lineOf is the line of a node.
func (c *code) lineOf(n syntax.Node) int { return c.file.LineOf(n.Span().Start) }

// written is an expression on one line.
func (c *code) written(x syntax.Expr) string {
	return strings.Join(strings.Fields(c.file.Slice(x.Span())), " ")
}

// constant is the text of a string literal.
func constant(x syntax.Expr) (string, bool) {
	c, ok := x.(*syntax.Constant)
	if !ok || c.Kind != syntax.Str {
		return "", false
	}
	return c.Text()
}

// last is the last part of a dotted name: of Name and Attribute.
func last(x syntax.Expr) string {
	switch x := x.(type) {
	case *syntax.Name:
		return x.ID
	case *syntax.Attribute:
		return x.Attr
	}
	return ""
}

// dotted is a plain dotted name, or "".
func dotted(x syntax.Expr) string {
	switch x := x.(type) {
	case *syntax.Name:
		return x.ID
	case *syntax.Attribute:
		if of := dotted(x.Value); of != "" {
			return of + "." + x.Attr
		}
	}
	return ""
}

// argument is an argument by its position or name, or nil.
func argument(c *syntax.Call, position int, name string) syntax.Expr {
	for i := range c.Keywords {
		if name != "" && c.Keywords[i].Name == name {
			return c.Keywords[i].Value
		}
	}
	if position >= 0 && position < len(c.Args) {
		return c.Args[position]
	}
	return nil
}

// imported is what a name of a file was imported as: the dotted name that an
// import statement gives it, or the name itself.
func (c *code) imported(name string) string {
	first, rest, _ := strings.Cut(name, ".")
	full := first
	c.tree.Walk(func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Import:
			for i := range n.Names {
				if n.Names[i].AsName == first {
					full = n.Names[i].Name
				}
			}
		case *syntax.ImportFrom:
			for i := range n.Names {
				if a := &n.Names[i]; a.AsName == first || a.AsName == "" && a.Name == first {
					full = strings.Repeat(".", n.Level) + n.Module + "." + a.Name
				}
			}
		}
		return true
	})
	if rest != "" {
		full += "." + rest
	}
	return full
}

// calls visits all calls of all files, those near a file first.
func (p *Project) calls(near string, visit func(*code, *syntax.Call) bool) {
	for _, f := range p.nearest(near) {
		c := p.code(f)
		going := true
		c.tree.Walk(func(n syntax.Node) bool {
			if call, ok := n.(*syntax.Call); ok && going {
				going = visit(c, call)
			}
			return going
		})
		if !going {
			return
		}
	}
}

// nearest lists the Python files, those that share most folders with a file
// first, and modules that an import statement can name before those it cannot.
func (p *Project) nearest(near string) []*text.File {
	out := slices.DeleteFunc(slices.Clone(p.files), func(f *text.File) bool { return path.Ext(f.Path) != ".py" })
	slices.SortStableFunc(out, func(a, b *text.File) int {
		return cmp.Or(shared(b.Path, near)-shared(a.Path, near), strings.Count(path.Base(a.Path), "-")-strings.Count(path.Base(b.Path), "-"))
	})
	return out
}

// shared counts the folders that two files have in common; a file shares most
// with itself, and a folder above is nearer than one beside.
func shared(a, b string) int {
	if a == b {
		return 1000
	}
	x, y := strings.Split(path.Dir(a), "/"), strings.Split(path.Dir(b), "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return 4*n - (len(x) - n)
}

// root is the folder from which a file's module is imported.
func (p *Project) root(file string) string {
	dir := path.Dir(file)
	for dir != "." && p.has(path.Join(dir, "__init__.py")) {
		dir = path.Dir(dir)
	}
	return dir
}

func (p *Project) has(name string) bool {
	return slices.ContainsFunc(p.files, func(f *text.File) bool { return f.Path == name })
}

// module is the dotted name of a file's module, seen from its root.
func (p *Project) module(file string) string {
	rel := file
	if r := p.root(file); r != "." {
		rel = strings.TrimPrefix(file, r+"/")
	}
	rel = strings.TrimSuffix(strings.TrimSuffix(rel, ".py"), "/__init__")
	return strings.ReplaceAll(rel, "/", ".")
}

// within tells whether a place lies in a node.
func within(s text.Span, n syntax.Node) bool {
	o := n.Span()
	return o.Start <= s.Start && s.End <= o.End
}

// passes are the places of the way in one file.
func (b *builder) passes(f *text.File) []finding.Step {
	var out []finding.Step
	for _, s := range b.detail.Passes {
		if s.Location.File == f {
			out = append(out, s)
		}
	}
	return out
}

// passed tells whether the data passes a node.
func (b *builder) passed(c *code, n syntax.Node) bool {
	for _, s := range b.passes(c.file) {
		if s.Location.Span == n.Span() {
			return true
		}
	}
	return false
}
