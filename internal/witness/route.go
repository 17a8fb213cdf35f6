package witness

import (
	"path"
	"slices"
	"strings"

	"leadline/internal/python/syntax"
)

// verbs are the methods of views that are classes: each is called for its own.
var verbs = map[string]bool{"get": true, "post": true, "put": true, "patch": true, "delete": true, "head": true, "options": true}

// nowhere is an address that no application answers.
const nowhere = "/" + Marker

// enter finds the function that somebody outside calls, and how.
func (b *builder) enter() {
	e := b.detail.Entry
	if e == nil {
		b.enterFunction()
		return
	}
	b.Entry = e.Function
	b.driver = b.table.driver(e.Model)
	c := b.code(e.File)
	fn := c.functionAt(e.Span.Start, e.Span.End)
	if fn == nil {
		b.missing("the text of the entry point %s", e.Function)
		return
	}
	b.plan.entry = &object{path: c.file.Path, name: c.path(fn)}
	b.loggedIn(c, fn)
	if b.driver == nil {
		b.missing("how %s is driven: no test client is known for the entry points of %s", e.Function, modelName(e.Model))
		return
	}
	b.findRoute(c, fn)
	b.findApplication(c)
}

// enterFunction is for data that no framework brings: parameters of a function
// that somebody calls, or what a script reads.
func (b *builder) enterFunction() {
	src := &b.detail.Source
	if src.File == nil {
		return
	}
	c := b.code(src.File)
	fn := c.function(src.Span)
	if part := src.File.PartOf(src.Span.Start); part != nil {
		b.Cell = part.Number
	}
	switch {
	case fn == nil:
		b.Entry = src.File.Path
		b.plan.entry = &object{path: c.file.Path}
	default:
		b.Entry = b.module(c.file.Path) + "." + c.path(fn)
		b.plan.entry = &object{path: c.file.Path, name: c.path(fn)}
	}
	if src.Parameter != "" || fn == nil || src.Trust != "remote" {
		return
	}
	// What a decorator of the project wraps is registered all the same.
	if b.driver = b.table.driver(src.Model); b.driver != nil {
		if b.registered(c, fn); b.route != "" {
			b.loggedIn(c, fn)
			b.findApplication(c)
			return
		}
	}
	b.driver = nil
	b.missing("which entry point leads to %s", b.Entry)
}

// loggedIn logs a user in where a decorator asks for one: one that the framework
// has for that, or one of the project that looks at the user.
func (b *builder) loggedIn(c *code, fn *syntax.FunctionDef) {
	if b.driver == nil {
		return
	}
	for _, x := range fn.Decorators {
		if call, ok := x.(*syntax.Call); ok {
			x = call.Func
		}
		if slices.Contains(b.driver.Logins, syntax.LastName(x)) || b.asksForUser(syntax.LastName(x)) {
			b.plan.login = true
			b.given("a user is logged in (@%s, line %d)", c.written(x), c.lineOf(x))
		}
	}
}

// asksForUser tells whether a function of the project looks at what a login gives.
func (b *builder) asksForUser(name string) bool {
	found := false
	for _, f := range b.nearest(b.finding.Location.File.Path) {
		for _, s := range b.code(f).tree.Body {
			if fn, ok := s.(*syntax.FunctionDef); ok && fn.Name == name {
				syntax.Walk(fn, func(n syntax.Node) bool {
					for suffix := range b.driver.Given {
						found = found || endsWith(n, suffix)
					}
					return !found
				})
			}
		}
	}
	return found
}

// endsWith tells whether an expression ends in attributes: x[0].user.name ends
// with user.name.
func endsWith(n syntax.Node, suffix string) bool {
	parts := strings.Split(suffix, ".")
	for i := len(parts) - 1; i >= 0; i-- {
		at, ok := n.(*syntax.Attribute)
		if !ok || at.Attr != parts[i] {
			return false
		}
		n = at.Value
	}
	return true
}

// functionAt is the function with a span; decorators may or may not count.
func (c *code) functionAt(start, end uint32) *syntax.FunctionDef {
	for _, d := range c.functions {
		if d.End == end && (d.Start == start || d.Start > start && len(d.Decorators) > 0) {
			return d
		}
	}
	return nil
}

// path is a function's name within its module: Class.method.
func (c *code) path(fn *syntax.FunctionDef) string {
	name := fn.Name
	for p := c.parents[fn]; p != nil; p = c.parents[p] {
		if cl, ok := p.(*syntax.ClassDef); ok {
			name = cl.Name + "." + name
		}
	}
	return name
}

// findRoute finds the address and the methods of an entry point.
func (b *builder) findRoute(c *code, fn *syntax.FunctionDef) {
	d := b.driver
	if _, ok := c.parents[fn].(*syntax.ClassDef); ok && verbs[fn.Name] {
		b.methods = []string{strings.ToUpper(fn.Name)}
	}
	for _, x := range fn.Decorators {
		name, call := syntax.LastName(x), (*syntax.Call)(nil)
		if cl, ok := x.(*syntax.Call); ok {
			name, call = syntax.LastName(cl.Func), cl
		}
		if slices.Contains(d.Anywhere, name) {
			if call != nil && slices.Contains(d.Local, name) && !c.isApplication(call, d.Application) {
				b.plan.stuck = true
				b.missing("an address below %s that ends in %s", syntax.Dotted(call.Func), b.Entry)
				return
			}
			b.plan.literal = true
			if b.route = "/"; slices.Contains(d.Nowhere, name) {
				b.route = nowhere
			}
			return
		}
		methods, ok := d.Decorators[name]
		if !ok || call == nil {
			continue
		}
		if route, ok := constant(argument(call, 0, "")); ok {
			b.methods = slices.Concat(b.methods, methods)
			for _, m := range constants(argument(call, -1, d.Methods)) {
				b.methods = append(b.methods, strings.ToUpper(m))
			}
			owner := ""
			if at, ok := call.Func.(*syntax.Attribute); ok {
				owner = syntax.LastName(at.Value)
			}
			if b.route == "" { // the first of several addresses
				b.route = b.below(c, owner) + route
			}
		}
	}
	if b.route == "" {
		b.registered(c, fn)
	}
	if b.route == "" {
		b.missing("the route of %s: nothing that can be read off the code registers it", b.Entry)
	}
}

// isApplication tells whether a decorator belongs to the application object, and
// not to a part of it that has addresses of its own.
func (c *code) isApplication(decorator *syntax.Call, class string) bool {
	at, ok := decorator.Func.(*syntax.Attribute)
	if !ok {
		return true
	}
	for _, s := range c.tree.Body {
		if a, ok := s.(*syntax.Assign); ok && len(a.Targets) == 1 && syntax.LastName(a.Targets[0]) == syntax.LastName(at.Value) {
			call, ok := a.Value.(*syntax.Call)
			return !ok || syntax.LastName(call.Func) == class
		}
	}
	return true
}

// constants are the constants of a list.
func constants(x syntax.Expr) []string {
	var out []string
	for _, e := range syntax.Elements(x) {
		if s, ok := constant(e); ok {
			out = append(out, s)
		}
	}
	return out
}

// below is the prefix under which an object's routes hang.
func (b *builder) below(c *code, owner string) string {
	if owner == "" || len(b.driver.Prefixes) == 0 {
		return ""
	}
	prefix := ""
	b.eachCall(c.file.Path, func(_ *code, call *syntax.Call) bool {
		keyword, ok := b.driver.Prefixes[syntax.LastName(call.Func)]
		if !ok || len(call.Args) == 0 || syntax.LastName(call.Args[0]) != owner {
			return true
		}
		if s, ok := constant(argument(call, -1, keyword)); ok {
			prefix = s
		}
		return false
	})
	if prefix == "" { // given where the object is made
		for _, s := range c.tree.Body {
			a, ok := s.(*syntax.Assign)
			if !ok || len(a.Targets) != 1 || syntax.LastName(a.Targets[0]) != owner {
				continue
			}
			if call, ok := a.Value.(*syntax.Call); ok {
				for _, keyword := range b.driver.Prefixes {
					if s, ok := constant(argument(call, -1, keyword)); ok {
						prefix = s
					}
				}
			}
		}
	}
	return strings.TrimSuffix(prefix, "/")
}

// registered looks for the call that registers a function under a route.
func (b *builder) registered(c *code, fn *syntax.FunctionDef) {
	name, _, _ := strings.Cut(c.path(fn), ".")
	b.eachCall(c.file.Path, func(at *code, call *syntax.Call) bool {
		row, ok := b.driver.Calls[syntax.LastName(call.Func)]
		if !ok {
			return true
		}
		view := argument(call, row.View, row.Keyword)
		for {
			v, ok := view.(*syntax.Call) // View.as_view(), login_required(view)
			if !ok {
				break
			}
			if of, ok := v.Func.(*syntax.Attribute); ok && len(v.Args) == 0 {
				view = of.Value
			} else if len(v.Args) > 0 {
				view = v.Args[0]
			} else {
				return true
			}
		}
		route, constantRoute := constant(argument(call, row.Route, ""))
		if view == nil || syntax.LastName(view) != name || !constantRoute {
			return true
		}
		if !b.sameModule(at, view, c) {
			return true
		}
		b.route = "/" + strings.TrimPrefix(b.included(at, 0)+strings.TrimPrefix(route, "^"), "/")
		b.route = strings.TrimSuffix(b.route, "$")
		b.methods = append(b.methods, row.Methods...)
		return false
	})
}

// sameModule tells whether a name of one file may mean what another one defines.
func (b *builder) sameModule(at *code, view syntax.Expr, c *code) bool {
	if at == c {
		return true
	}
	full := at.meant(syntax.Dotted(view))
	module := strings.TrimSuffix(path.Base(c.file.Path), ".py")
	if module == "__init__" {
		module = path.Base(path.Dir(c.file.Path))
	}
	return slices.Contains(strings.Split(full, "."), module) || !strings.Contains(full, ".")
}

// included is the prefix under which a module's routes are included by others.
func (b *builder) included(at *code, depth int) string {
	if b.driver.Includes == "" || depth > 3 {
		return ""
	}
	module := b.module(at.file.Path)
	prefix := ""
	b.eachCall(at.file.Path, func(c *code, call *syntax.Call) bool {
		row, ok := b.driver.Calls[syntax.LastName(call.Func)]
		if !ok {
			return true
		}
		inner, ok := argument(call, row.View, row.Keyword).(*syntax.Call)
		if !ok || syntax.LastName(inner.Func) != b.driver.Includes || len(inner.Args) == 0 {
			return true
		}
		named, _ := constant(inner.Args[0])
		route, ok := constant(argument(call, row.Route, ""))
		if !ok || named != module && !strings.HasSuffix(module, "."+named) || c == at {
			return true
		}
		prefix = b.included(c, depth+1) + strings.TrimPrefix(route, "^")
		return false
	})
	return prefix
}

// findApplication finds what the test client is made of.
func (b *builder) findApplication(c *code) {
	d := b.driver
	if d.Settings != "" {
		b.eachCall(c.file.Path, func(_ *code, call *syntax.Call) bool {
			if name, ok := constant(argument(call, 0, "")); ok && name == d.Settings {
				b.plan.setting, _ = constant(argument(call, 1, ""))
			}
			return b.plan.setting == ""
		})
		if b.plan.setting == "" {
			b.missing("the module of the settings: nothing sets %s", d.Settings)
		}
	}
	if d.Application == "" {
		return
	}
	seen := map[*code]bool{c: true}
	for queue := []*code{c}; len(queue) > 0; queue = queue[1:] {
		if o := queue[0].application(d.Application); o != nil {
			b.plan.app = o
			return
		}
		for _, user := range b.importers(queue[0]) {
			if !seen[user] {
				seen[user] = true
				queue = append(queue, user)
			}
		}
	}
	b.missing("the application object: no %s() is kept in a variable of a module, or returned by a function without arguments, that imports %s", d.Application, b.module(c.file.Path))
}

// application is the object of a class, or of one that the file makes of it, that a
// module makes: app = Flask(...), or what a function without arguments returns.
func (c *code) application(class string) *object {
	classes := map[string]bool{class: true}
	for _, s := range c.tree.Body {
		switch s := s.(type) {
		case *syntax.ClassDef:
			if slices.ContainsFunc(s.Bases, func(x syntax.Expr) bool { return syntax.LastName(x) == class }) {
				classes[s.Name] = true
			}
		case *syntax.Assign:
			if call, ok := s.Value.(*syntax.Call); ok && len(s.Targets) == 1 && classes[syntax.LastName(call.Func)] && syntax.LastName(s.Targets[0]) != "" {
				return &object{path: c.file.Path, name: syntax.LastName(s.Targets[0])}
			}
		}
	}
	for _, s := range c.tree.Body {
		if fn, ok := s.(*syntax.FunctionDef); ok && !needsArguments(fn) && makes(fn, classes) {
			return &object{path: c.file.Path, name: fn.Name, call: true}
		}
	}
	return nil
}

// makes tells whether a function makes an object of a class, and returns something.
func makes(fn *syntax.FunctionDef, classes map[string]bool) bool {
	made, returns := false, false
	syntax.Walk(fn, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			made = made || classes[syntax.LastName(n.Func)]
		case *syntax.Return:
			returns = returns || n.Value != nil
		}
		return true
	})
	return made && returns
}

func needsArguments(fn *syntax.FunctionDef) bool {
	for i := range fn.Args.Args {
		if a := &fn.Args.Args[i]; a.Default == nil && a.Kind != syntax.VarPositional && a.Kind != syntax.VarKeyword {
			return true
		}
	}
	return false
}
