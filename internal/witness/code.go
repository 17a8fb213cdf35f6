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
	users map[*code][]*code // that import a file; see importers
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
	// functions are those of the file, outer ones first; calls all calls.
	functions []*syntax.FunctionDef
	calls     []*syntax.Call
	imports   []imported
	used      map[syntax.Expr][]use // see uses
}

// imported is one name that an import gives: name as, of a module where it is one
// of its names.
type imported struct{ module, name, as string }

func (p *Project) code(f *text.File) *code {
	if c := p.codes[f]; c != nil {
		return c
	}
	c := &code{file: f, tree: syntax.Parse(f), parents: map[syntax.Node]syntax.Node{}, at: map[text.Span][]syntax.Node{}, used: map[syntax.Expr][]use{}}
	for _, s := range c.tree.Body {
		c.index(s, nil)
	}
	p.codes[f] = c
	return c
}

func (c *code) index(n, parent syntax.Node) {
	c.parents[n] = parent
	c.at[n.Span()] = append(c.at[n.Span()], n)
	switch n := n.(type) {
	case *syntax.FunctionDef:
		c.functions = append(c.functions, n)
	case *syntax.Call:
		c.calls = append(c.calls, n)
	case *syntax.Import:
		for _, a := range n.Names {
			c.imports = append(c.imports, imported{name: a.Name, as: a.AsName})
		}
	case *syntax.ImportFrom:
		for _, a := range n.Names {
			c.imports = append(c.imports, imported{strings.Repeat(".", n.Level) + n.Module, a.Name, cmp.Or(a.AsName, a.Name)})
		}
	}
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
	for _, d := range c.functions {
		if within(s, d) {
			found = d
		}
	}
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

// meant is what a name of a file was imported as: the dotted name that an import
// statement gives it, or the name itself.
func (c *code) meant(name string) string {
	first, rest, _ := strings.Cut(name, ".")
	full := first
	for _, i := range c.imports {
		switch {
		case i.as != first:
		case i.module != "":
			full = i.module + "." + i.name
		default:
			full = i.name
		}
	}
	if rest != "" {
		full += "." + rest
	}
	return full
}

// eachCall visits all calls of all files, those near a file first.
func (p *Project) eachCall(near string, visit func(*code, *syntax.Call) bool) {
	for _, f := range p.nearest(near) {
		c := p.code(f)
		for _, call := range c.calls {
			if !visit(c, call) {
				return
			}
		}
	}
}

// importers are the files that import a file, or something out of it, those near
// it first.
func (p *Project) importers(of *code) []*code {
	if p.users == nil {
		p.users = map[*code][]*code{}
		named := map[string][]*code{} // by the last part of the module's name
		for _, f := range p.nearest("") {
			name := lastPart(p.module(f.Path))
			named[name] = append(named[name], p.code(f))
		}
		for _, f := range p.nearest("") {
			c := p.code(f)
			seen := map[*code]bool{c: true}
			for _, i := range c.imports {
				for _, word := range []string{i.name, i.module} {
					for _, other := range named[lastPart(word)] {
						if !seen[other] && p.mayMean(i, other) {
							seen[other] = true
							p.users[other] = append(p.users[other], c)
						}
					}
				}
			}
		}
	}
	out := p.users[of]
	slices.SortStableFunc(out, func(a, b *code) int { return nearer(of.file.Path, a.file.Path, b.file.Path) })
	return out
}

func lastPart(dotted string) string { return dotted[strings.LastIndexByte(dotted, '.')+1:] }

// mayMean tells whether an import may mean a file.
func (p *Project) mayMean(i imported, c *code) bool {
	module, from := p.module(c.file.Path), strings.TrimLeft(i.module, ".")
	if i.module == "" {
		return i.name == module
	}
	return from == module || from != "" && strings.HasSuffix(module, "."+from) || i.name == lastPart(module)
}

// nearest lists the Python files, those that share most folders with a file
// first, and modules that an import statement can name before those it cannot.
func (p *Project) nearest(near string) []*text.File {
	out := slices.DeleteFunc(slices.Clone(p.files), func(f *text.File) bool { return path.Ext(f.Path) != ".py" })
	slices.SortStableFunc(out, func(a, b *text.File) int { return nearer(near, a.Path, b.Path) })
	return out
}

// nearer orders two files by how near they are to a third one.
func nearer(to, a, b string) int {
	return cmp.Or(shared(b, to)-shared(a, to), strings.Count(path.Base(a), "-")-strings.Count(path.Base(b), "-"))
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
