package witness

import (
	"slices"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// assume says what must hold besides: what a client can make so, what the test
// makes so by standing in for the function that is asked, or what is not known.
func (b *builder) assume(c *code, x syntax.Expr, truth bool) {
	if b.driver != nil {
		for suffix, what := range b.driver.Given {
			if endsWith(x, suffix) {
				b.plan.login = what == "login" && truth
				if truth {
					b.given("a user is logged in (%s, line %d)", c.written(x), c.lineOf(x))
				}
				return
			}
		}
	}
	if b.constantAnswer(c, x, truth) || b.stub(c, x, truth) || truth && b.seed(c, x) {
		return
	}
	answer := "true"
	if !truth {
		answer = "false"
	}
	b.missing("what makes %s %s (%s, line %d)", c.written(x), answer, c.file.Path, c.lineOf(x))
}

// constantAnswer tells whether a function of the project that is asked answers so
// whatever it is given.
func (b *builder) constantAnswer(c *code, x syntax.Expr, truth bool) bool {
	call, ok := x.(*syntax.Call)
	if !ok {
		return false
	}
	module, name, dotted := strings.Cut(syntax.Dotted(call.Func), ".")
	if !dotted {
		module, name = "", module
	}
	for _, f := range b.nearest(c.file.Path) {
		if module == "" && f != c.file || module != "" && !strings.HasSuffix("."+b.module(f.Path), "."+module) {
			continue
		}
		for _, s := range b.code(f).tree.Body {
			if fn, ok := s.(*syntax.FunctionDef); ok && fn.Name == name {
				return answers(fn, truth)
			}
		}
	}
	return false
}

// answers tells whether all that a function returns is True, or is False.
func answers(fn *syntax.FunctionDef, truth bool) bool {
	kind, found, all := syntax.False, false, true
	if truth {
		kind = syntax.True
	}
	syntax.Walk(fn, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.FunctionDef, *syntax.Lambda:
			return n == syntax.Node(fn)
		case *syntax.Return:
			k, ok := n.Value.(*syntax.Constant)
			found, all = true, all && ok && k.Kind == kind
		}
		return true
	})
	return found && all
}

// stub stands in for a function of the project that is asked for a verdict and
// is not given the data: who the caller is, whether a token is good.
func (b *builder) stub(c *code, x syntax.Expr, truth bool) bool {
	if name, ok := x.(*syntax.Name); ok {
		x = c.assigned(name)
	}
	call, ok := x.(*syntax.Call)
	if !ok || b.passed(c, call) || b.givenData(c, call) {
		return false
	}
	name, ok := call.Func.(*syntax.Name)
	if !ok || !c.ownName(b.Project, name.ID) {
		return false
	}
	value := "True"
	if !truth {
		value = "False"
	}
	b.plan.stubs = append(b.plan.stubs, object{path: c.file.Path, name: name.ID, as: value})
	b.given("%s is %s (%s, line %d)", c.written(call), strings.ToLower(value), c.file.Path, c.lineOf(call))
	return true
}

// seed puts a row into the database for a condition that asks whether there is
// one: Model.objects.filter(name=value).
func (b *builder) seed(c *code, x syntax.Expr) bool {
	if name, ok := x.(*syntax.Name); ok {
		x = c.assigned(name)
	}
	call, ok := x.(*syntax.Call)
	if !ok || b.driver == nil || len(call.Args) > 0 || len(call.Keywords) == 0 {
		return false
	}
	at, ok := call.Func.(*syntax.Attribute)
	if !ok || !slices.Contains(b.driver.Rows.Of, at.Attr) {
		return false
	}
	of, ok := at.Value.(*syntax.Attribute)
	if !ok || of.Attr != b.driver.Rows.By {
		return false
	}
	model, ok := of.Value.(*syntax.Name)
	if !ok {
		return false
	}
	row := row{object: object{path: c.file.Path, name: model.ID}}
	for i := range call.Keywords {
		k := &call.Keywords[i]
		if text, ok := constant(k.Value); ok {
			row.fields = append(row.fields, rowField{name: k.Name, value: Field{Value: text}})
			continue
		}
		f := b.fieldOf(c, k.Value, 0)
		if f == nil || k.Name == "" || strings.Contains(k.Name, "__") {
			return false
		}
		row.fields = append(row.fields, rowField{name: k.Name, of: [2]string{f.In, f.Name}})
	}
	b.plan.rows = append(b.plan.rows, row)
	b.given("there is a row for %s (%s, line %d)", c.written(call), c.file.Path, c.lineOf(call))
	return true
}

// givenData tells whether a call is given the data: it may be what checks it.
func (b *builder) givenData(c *code, call *syntax.Call) bool {
	found := false
	syntax.Walk(call, func(n syntax.Node) bool {
		if x, ok := n.(syntax.Expr); ok && !found {
			f := b.fieldOf(c, x, 0)
			found = f != nil && f.Tainted || b.passed(c, n)
		}
		return !found
	})
	return found
}

// ownName tells whether a name means a function of the project.
func (c *code) ownName(p *Project, name string) bool {
	for _, s := range c.tree.Body {
		if fn, ok := s.(*syntax.FunctionDef); ok && fn.Name == name {
			return true
		}
	}
	full := c.meant(name)
	if full == name {
		return false
	}
	module := strings.TrimLeft(full[:strings.LastIndexByte(full, '.')], ".")
	return slices.ContainsFunc(p.files, func(f *text.File) bool {
		m := p.module(f.Path)
		return m == module || module != "" && strings.HasSuffix(m, "."+module)
	})
}
